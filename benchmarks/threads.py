"""Long threads that nobody wrote, as annotated text: `python -m benchmarks.threads COMMENTS [--seed S] > thread.md`.

A post with 30 claims, then comments as a forum shows them: each below what it replies to, most of them young threads and a few
deep ones, by many authors of whom a few write most. A comment makes one to three claims, objects more often than it agrees, hedges,
quotes what it answers now and then, and sometimes just grants a claim or says again what somebody said. The sentences mean
nothing and their words are argmap's own. `chain` and `bush` make threads that are nothing but deep or wide.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from textwrap import dedent

__all__ = ["bush", "chain", "thread"]

CLAIMS_OF_POST = 30


def _words(text: str) -> list[str]:
    return text.split()


_NOUNS = _words("""
    tram depot ferry kiosk orchard harbour lantern quarry bakery viaduct meadow cooper mill canal library tollgate cistern foundry
    greenhouse observatory pavilion turbine workshop allotment boathouse windmill signal ledger timetable ticket warden council
    gardener conductor carpenter glazier surveyor apprentice ferryman postmaster clockmaker archive bridge tunnel market terrace
""")
_ADJECTIVES = _words("""
    narrow early quiet crowded northern wooden unpaid gentle broken annual public hasty copper brisk hollow tidy rural seasonal
    rusty lively modest sloping idle floating painted frozen borrowed distant cheerful stubborn
""")
_VERBS = _words("""
    replaces delays repairs outlasts pays measures floods shelters empties crowds cheapens lights widens outgrows follows supplies
    slows rescues counts burdens feeds moves steadies hides protects
""")
_ENDS = (
    """
    every winter; before noon; on market days; without much fuss; at half the price; in the long run; in most years;
    since the flood; as the ledgers show; whenever it rains; more than anyone says; only in part; beyond the tollgate;
    for the time being; by a wide margin; near the old quay
""".replace("\n   ", "")
    .strip()
    .split("; ")
)
_HEDGES = ("I think", "probably", "it seems", "perhaps", "likely", "I doubt it", "almost certainly", "maybe")
_NAMES = _words("Ash Birch Cole Dove Elm Finch Gale Heath Iris Jay Kite Lark Moss Nell Oak Pike Quill Reed Sage Thorn")

_RELATIONS = {"attacks": 40, "supports": 25, "undercuts": 15, "concedes": 8, "restates": 6, "answers": 6}


@dataclass
class _Made:
    """What a later comment can speak to: the claims of one document, its steps (`a>b`), and its sentences."""

    depth: int = 0
    claims: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    replies: list[int] = field(default_factory=list)


def thread(comments: int, seed: int = 0) -> str:
    """Return a thread of so many comments: the same for the same seed."""
    return "\n".join(_Writer(comments, seed).lines())


def chain(claims: int) -> str:
    """Return a post in which every claim is a reason for the one before it."""
    dice = random.Random(0)
    marks = [f"[{_sentence(dice)}]{{.claim #c{n}{f' supports=c{n - 1}' if n else ''}}}" for n in range(claims)]
    return _front("A chain") + "\n\n".join(marks) + "\n"


def bush(claims: int, seed: int = 0) -> str:
    """Return a post in which every claim is a reason for, or against, one of a few dozen before it."""
    dice = random.Random(seed)
    marks = [f"[{_sentence(dice)}]{{.claim #c0}}"]
    for number in range(1, claims):
        relation = dice.choice(("supports", "supports", "attacks"))
        target = dice.randrange(max(0, number - 40), number)
        marks.append(f"[{_sentence(dice)}]{{.claim #c{number} {relation}=c{target}}}")
    return _front("A bush") + "\n\n".join(marks) + "\n"


def _front(title: str, comments: int = 0) -> str:
    return dedent(f"""\
        ---
        title: {title}
        author: Ash 0
        date: 2024-05-02
        source: https://example.org/thread
        comments: {comments}
        ---

        """)


def _sentence(dice: random.Random) -> str:
    one, other = dice.sample(_NOUNS, 2)
    words = (
        f"the {dice.choice(_ADJECTIVES)} {one} {dice.choice(_VERBS)} the {dice.choice(_ADJECTIVES)} {other} {dice.choice(_ENDS)}"
    )
    return f"{words[0].upper()}{words[1:]}."


class _Writer:
    """Writes one thread; `made` holds the post (0) and the comments by number."""

    def __init__(self, comments: int, seed: int) -> None:
        self.dice = random.Random(seed)
        self.comments = comments
        self.made = {0: _Made()}
        people = max(12, round(2 * comments**0.6))
        self.authors = [f"{_NAMES[number % len(_NAMES)]} {number}" for number in range(people)]
        self.weights = [1 / (number + 1) for number in range(people)]

    def lines(self) -> Iterator[str]:
        """Yield the text: the post, then the comments as a tree from the top."""
        yield _front("Should the old tramway run again?", self.comments).rstrip("\n")
        yield from self._post()
        self._plant()
        todo = self.made[0].replies[::-1]
        parents = {reply: number for number, made in self.made.items() for reply in made.replies}
        while todo:
            number = todo.pop()
            yield from self._comment(number, parents[number])
            todo += self.made[number].replies[::-1]

    def _plant(self) -> None:
        """Say who replies to what: the post, or one of the last comments, the deeper the rarer."""
        for number in range(1, self.comments + 1):
            parent = 0
            if number > 1 and self.dice.random() > 0.2:
                parent = max(1, number - 1 - int(self.dice.expovariate(0.1)))
                if self.dice.random() < self.made[parent].depth / 40:
                    parent = 0
            self.made[number] = _Made(self.made[parent].depth + 1)
            self.made[parent].replies.append(number)

    def _post(self) -> Iterator[str]:
        post = self.made[0]
        yield f"\n[{self._say(post)}]{{.claim #p0}} {self._say(post)}"
        post.claims.append("p0")
        for number in range(1, CLAIMS_OF_POST):
            if number % 6 == 1:
                yield f"\n## Part {number // 6 + 1}"
            # The first claim of a part is a reason for the thesis, the others for that or for one another.
            target = 0 if number % 6 == 1 else self.dice.randrange(number - (number - 1) % 6, number)
            joint = f" joint=j{number // 6}" if number % 6 in (2, 3) else ""
            target = number - (number - 1) % 6 if joint else target
            yield f"\n{self._say(post)} [{self._say(post)}]{{.premise #p{number} supports=p{target}{joint}{self._sure()}}}"
            post.claims.append(f"p{number}")
            if not joint:
                post.steps.append(f"p{number}>p{target}")

    def _comment(self, number: int, parent: int) -> Iterator[str]:
        made, above = self.made[number], self.made[parent]
        author = self.dice.choices(self.authors, self.weights)[0]
        to = f"c{parent}" if parent else "post"
        yield f'\n::: {{.comment #c{number} author="{author}" karma={int(self.dice.gauss(4, 6))} reply-to={to} date=2024-05-03}}'
        if self.dice.random() < 0.15:
            yield f"> {self.dice.choice(above.sentences)}\n"
        yield self._first(f"m{number}", made, above)
        for further in range(self.dice.choices((0, 1, 2), (50, 30, 20))[0]):
            id, target = f"m{number}-{further}", made.claims[0] if made.claims else self.dice.choice(above.claims)
            role = self.dice.choice((".premise", ".premise", ".evidence"))
            yield f"\n{self._say(made)} [{self._say(made)}]{{{role} #{id} supports={target}{self._sure()}}}"
            made.claims.append(id)
            made.steps.append(f"{id}>{target}")
        made.claims = made.claims or above.claims
        yield ":::"

    def _first(self, id: str, made: _Made, above: _Made) -> str:
        """Return the passage that takes up what the comment answers."""
        (relation,) = self.dice.choices(list(_RELATIONS), list(_RELATIONS.values()))
        if relation == "undercuts" and not above.steps:
            relation = "attacks"
        target = self.dice.choice(above.steps if relation == "undercuts" else above.claims)
        value = f'"{target}"' if relation == "undercuts" else target
        if relation == "concedes":
            return f"[{self._say(made)}]{{.concession #{id} concedes={value}}}"
        if relation == "answers" and self.dice.random() < 0.4:
            return f"[{self._say(made).removesuffix('.')}?]{{.question #{id}}} {self._say(made)}"
        made.claims.append(id)
        if relation in {"supports", "attacks", "undercuts"}:
            made.steps.append(f"{id}>{target}")
        sure = "" if relation == "restates" else self._sure()
        return f"[{self._say(made)}]{{.claim #{id} {relation}={value}{sure}}} {self._say(made)}"

    def _say(self, made: _Made) -> str:
        made.sentences.append(_sentence(self.dice))
        return made.sentences[-1]

    def _sure(self) -> str:
        chance = self.dice.random()
        if chance < 0.15:
            return f' hedge="{self.dice.choice(_HEDGES)}"'
        return f" credence={self.dice.randrange(5, 100) / 100:g}" if chance < 0.25 else ""


def main() -> None:
    """Print a thread."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("comments", type=int, help="how many comments")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    print(thread(given.comments, given.seed))


if __name__ == "__main__":
    main()
