"""What the marks of a thread say of each other: claims and their restatements, steps, stances, answers.

Nothing here looks at the text, so annotated text and standoff annotations are read by the same rules.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from argmap.markup._problems import Problems, nearest
from argmap.markup._vocabulary import RELATIONS, STANCES, STEPS, Kind
from argmap.model import StepKind, step_id
from argmap.read.attributes import Attributes

__all__ = ["Link", "LinkedStep", "Links", "Statement", "link_up"]

_KINDS = dict(zip(STEPS, StepKind, strict=True))


@dataclass(frozen=True, slots=True)
class Statement:
    """A mark as a part of the map: its id (the author's, or made from its words), what it is, and where it opens."""

    id: str
    kind: Kind
    attributes: Attributes
    offset: int = 0

    def at(self, part: str) -> int:
        """Return the offset of one part of the attributes, or of the mark where they were not read from a text."""
        return self.attributes.offsets.get(part, self.offset)


@dataclass(frozen=True, slots=True)
class Link:
    """One word in one relation of a statement: statement number 3 `supports` `safer`, and at which offset that is written."""

    statement: int
    relation: str
    word: str
    offset: int


@dataclass(slots=True)
class LinkedStep:
    """A step, and the links that give it in the order of its premises. `again` is the links that give it once more."""

    id: str
    kind: StepKind
    premises: tuple[str, ...]
    target: str
    links: list[Link]
    again: list[Link] = field(default_factory=list)


@dataclass(slots=True)
class Links:
    """All that the statements say of each other, by their numbers and the claims' own ids.

    `claims` has for each claim the numbers of its statements, its home first. An answer's source is a claim's own id, or the
    id of the mark where that is a bare concession.
    """

    claims: dict[str, list[int]] = field(default_factory=dict)
    steps: list[LinkedStep] = field(default_factory=list)
    stances: list[tuple[Link, str]] = field(default_factory=list)
    answers: list[tuple[Link, str, str]] = field(default_factory=list)
    own_id: dict[str, str] = field(default_factory=dict)
    """The id of the claim for each id that names one, aliases included."""


def link_up(statements: Sequence[Statement], taken: Mapping[str, str], problems: Problems) -> Links:
    """Resolve all ids; what is wrong goes to `problems`. `taken` are further ids of the thread, each with its owner in words."""
    return _Linker(statements, taken, problems).run()


class _Linker:
    def __init__(self, statements: Sequence[Statement], taken: Mapping[str, str], problems: Problems) -> None:
        self.statements = statements
        self.problems = problems
        self.taken = taken
        self.numbers: dict[str, int] = {}
        self.links = Links()
        self.steps: dict[str, LinkedStep] = {}
        self.steps_to: defaultdict[str, list[LinkedStep]] = defaultdict(list)

    def run(self) -> Links:
        self._number()
        self._name_claims()
        self._join_steps([link for relation in STEPS[:2] for link in self._links(relation)])
        undercuts = self._links("undercuts")
        for depth in sorted({link.word.count(">") for link in undercuts}):
            # A step's name says how many steps it rests on, so those that a deeper one hits are there before it.
            self._join_steps([link for link in undercuts if link.word.count(">") == depth])
        order = {relation: index for index, relation in enumerate(RELATIONS)}
        self.links.steps = sorted(
            self.steps.values(), key=lambda step: (step.links[0].statement, order[step.links[0].relation], step.links[0].offset)
        )
        self._take_stances()
        self._take_answers()
        return self.links

    def _number(self) -> None:
        for number, statement in enumerate(self.statements):
            owner = self.taken.get(statement.id)
            if owner is None and statement.id in self.numbers:
                first = self.statements[self.numbers[statement.id]]
                owner = f"it is given at {self.problems.place(first.at(f'#{statement.id}'))}"
            self.numbers.setdefault(statement.id, number)
            if owner is not None:
                self.problems.add("duplicate-id", statement.at(f"#{statement.id}"), id=statement.id, owner=owner)

    def _name_claims(self) -> None:
        """Find which claim each claim's id names, and order each claim's statements, its home first."""
        restates = {self.statements[link.statement].id: link for link in self._links("restates")}
        for statement in self.statements:
            if statement.kind is Kind.CLAIM:
                self._follow(statement.id, restates)
        homes = [statement.id for statement in self.statements if self.links.own_id.get(statement.id) == statement.id]
        self.links.claims = {id: [self.numbers[id]] for id in homes}
        for number, statement in enumerate(self.statements):
            own = self.links.own_id.get(statement.id, statement.id)
            if own != statement.id and self.numbers[statement.id] == number:
                self.links.claims[own].append(number)

    def _follow(self, id: str, restates: Mapping[str, Link]) -> None:
        """Settle which claim `id` and all that it restates on the way name."""
        chain: list[str] = []
        at = id
        while at not in self.links.own_id:
            chain.append(at)
            link = restates.get(at)
            if link is None:
                break
            if link.word in chain:
                loop = chain[chain.index(link.word) :]
                if len(loop) == 1:
                    self.problems.add("relation-to-itself", link.offset, id=at, relation="restates")
                else:
                    self.problems.add("restates-loop", link.offset, id=link.word, loop=", ".join(loop[1:]))
                break
            if not self._names_claim(link):
                break
            at = link.word
        own = self.links.own_id.get(at, at)
        for name in chain:
            self.links.own_id[name] = own

    def _names_claim(self, link: Link) -> bool:
        """Say whether the link's word is a claim's id; if not, keep the problem."""
        number = self.numbers.get(link.word)
        if number is not None and self.statements[number].kind is Kind.CLAIM:
            return True
        if number is not None:
            kind = f"a {self.statements[number].kind}"
            self.problems.add("not-a-claim", link.offset, id=link.word, kind=kind, relation=link.relation)
        elif link.word in self.taken:
            self.problems.add("not-a-claim", link.offset, id=link.word, kind="a document", relation=link.relation)
        elif ">" in link.word:
            self.problems.add("not-a-claim", link.offset, id=link.word, kind="a step", relation=link.relation)
        else:
            self._unknown(link.word, link.offset)
        return False

    def _unknown(self, word: str, offset: int) -> None:
        if not self.problems.full:
            self.problems.add("unknown-id", offset, id=word, hint=nearest(word, self.numbers))

    def _links(self, relation: str) -> list[Link]:
        """Return all words of one relation in text order, each once a statement."""
        having = (number for number, statement in enumerate(self.statements) if relation in statement.attributes.pairs)
        return [link for number in having for link in self._links_of(number, relation)]

    def _links_of(self, number: int, relation: str) -> Iterator[Link]:
        statement = self.statements[number]
        value = statement.attributes.pairs[relation]
        start = statement.attributes.offsets.get(f"{relation}=")
        seen: set[str] = set()
        for match in re.finditer(r"\S+", value):
            if match[0] not in seen:
                seen.add(match[0])
                # Without a text, the place in the value still keeps the words in order.
                yield Link(number, relation, match[0], match.start() + (start or 0))

    def _join_steps(self, links: list[Link]) -> None:
        """Make steps of the links: one of those that share a joint label, a relation and a target, and one of each other."""
        joined: defaultdict[tuple[str | int, str, str], list[Link]] = defaultdict(list)
        for link in links:
            target = self._target(link)
            if target is not None and not self._hits_itself(link, target):
                label = self.statements[link.statement].attributes.pairs.get("joint", link.statement)
                joined[label, link.relation, target].append(link)
        order = {id: number for number, id in enumerate(self.links.claims)}
        for (_, relation, target), group in joined.items():
            group.sort(key=lambda link: (order[self._own(link)], link.statement, link.offset))
            premises = tuple(dict.fromkeys(self._own(link) for link in group))
            self._add_step(LinkedStep(step_id(premises, target), _KINDS[relation], premises, target, group))

    def _add_step(self, step: LinkedStep) -> None:
        known = self.steps.get(step.id)
        if known is None:
            self.steps[step.id] = step
            self.steps_to[step.target].append(step)
        elif known.kind is step.kind:
            # What somebody confirmed goes before what is suggested, and else the first.
            first, second = sorted((known.links, step.links), key=lambda links: (self._suggested(links), links[0].statement))
            known.links = first
            known.again += second
        else:
            self.problems.add("both-ways", step.links[0].offset, id="+".join(step.premises), target=step.target)

    def _suggested(self, links: list[Link]) -> bool:
        return any("suggested" in self.statements[link.statement].attributes.classes for link in links)

    def _own(self, link: Link) -> str:
        return self.links.own_id[self.statements[link.statement].id]

    def _target(self, link: Link) -> str | None:
        if link.relation == "undercuts":
            step = self._step(link)
            return step.id if step else None
        return self.links.own_id[link.word] if self._names_claim(link) else None

    def _step(self, link: Link) -> LinkedStep | None:
        """Find the step that `p>g`, `p+q>g` or `u>p>g` names; if there is not just one, keep the problem."""
        *origins, end = link.word.split(">")
        names = [name for origin in origins for name in origin.split("+")]
        if not origins or not all((*names, end)):
            self.problems.add("not-a-step", link.offset, word=link.word, relation=link.relation)
            return None
        unknown = [name for name in (*names, end) if name not in self.links.own_id]
        for name in unknown:
            self._unknown(name, link.offset)
        if unknown:
            return None
        target = self.links.own_id[end]
        step: LinkedStep | None = None
        for origin in reversed(origins):
            step = self._step_between(origin, target, link)
            if step is None:
                return None
            target = step.id
        return step

    def _step_between(self, origin: str, target: str, link: Link) -> LinkedStep | None:
        named = {self.links.own_id[name] for name in origin.split("+")}
        found = [step for step in self.steps_to[target] if named.issubset(step.premises)]
        exact = [step for step in found if named == set(step.premises)]
        if len(exact or found) == 1:
            return (exact or found)[0]
        if found:
            self.problems.add("several-steps", link.offset, word=link.word, example=min(step.id for step in found))
        else:
            known = ", ".join(step.id for step in self.steps_to[target][:3])
            hint = f"Steps to it: {known}." if known else "No step leads there."
            self.problems.add("no-such-step", link.offset, premise=origin, target=target, hint=hint)
        return None

    def _hits_itself(self, link: Link, target: str) -> bool:
        own = self._own(link)
        if link.relation == "attacks":
            return False  # a paradox, which the verdicts know what to do with; `argmap check` points at it
        step = self.steps.get(target)
        if own != target and (step is None or own not in step.premises):
            return False
        self.problems.add("relation-to-itself", link.offset, id=own, relation=link.relation)
        return True

    def _take_stances(self) -> None:
        for number, statement in enumerate(self.statements):
            for relation in (name for name in STANCES if name in statement.attributes.pairs):
                claims: set[str] = set()
                for link in self._links_of(number, relation):
                    if not self._names_claim(link):
                        continue
                    claim = self.links.own_id[link.word]
                    if claim == self.links.own_id.get(statement.id):
                        self.problems.add("relation-to-itself", link.offset, id=claim, relation=relation)
                    elif claim not in claims:
                        claims.add(claim)
                        self.links.stances.append((link, claim))

    def _take_answers(self) -> None:
        seen: set[tuple[str, str]] = set()
        for link in self._links("answers"):
            statement = self.statements[link.statement]
            source = self.links.own_id.get(statement.id, statement.id)
            number = self.numbers.get(link.word)
            if number is None or self.statements[number].kind is Kind.STANCE:
                self._names_claim(link)
                continue
            target = self.links.own_id.get(link.word, link.word)
            if source == target:
                self.problems.add("relation-to-itself", link.offset, id=source, relation="answers")
            elif (source, target) not in seen:
                seen.add((source, target))
                self.links.answers.append((link, source, target))
