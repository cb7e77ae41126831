"""A thread of any size in argmap's vocabulary, as `argmap.graph.build` would state it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random

__all__ = ["comment", "thread"]

Triple = tuple[str, str, str]

_BASE = "https://w3id.org/argmap/id/t/"
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_XSD = "http://www.w3.org/2001/XMLSchema#"

_DISCUSSION = 60
"""So many claims make a discussion of one claim in the post: half of them a chain with twigs, half a bush."""

_DEPTH = 30
"""So long is the chain of a discussion."""


def am(name: str) -> str:
    """Return a term of argmap's vocabulary in N-Triples."""
    return f"<https://w3id.org/argmap#{name}>"


def node(name: str) -> str:
    """Return a node of the thread in N-Triples."""
    return f"<{_BASE}{name}>"


def thread(claims: int, seed: int = 0) -> Iterator[Triple]:
    """Yield the triples of a thread of so many claims, in N-Triples' spelling of terms; there are 14 or so for a claim.

    >>> len(list(thread(100)))
    1436
    """
    dice = Random(seed)
    people = max(3, claims // 10)
    used: Counter[int] = Counter()
    target = [0]
    given: Counter[int] = Counter()
    yield node("post"), _TYPE, am("Post")
    yield node("post"), am("inThread"), f"<{_BASE.rstrip('/')}>"
    yield from _claim(dice, 0, "post", people)
    for number in range(1, claims):
        first = number - (number - 1) % _DISCUSSION
        depth = number - first
        if depth == 0:
            above, parent = 0, "post"
        else:
            above = number - 1 if depth < _DEPTH else dice.randrange(first, number)
            parent = f"c{above}" if above else "post"
        yield from _comment(dice, number, parent)
        yield from _claim(dice, number, f"c{number}", people)
        kind = dice.choices(("Inference", "Rebuttal", "Undercut"), (8, 3, 1))[0]
        if kind == "Undercut" and above == 0:
            kind = "Rebuttal"
        used[number] += 1
        given[above] += kind == "Inference"
        aim = f"k{above}:k{target[above]}" if kind == "Undercut" else f"k{above}"
        target.append(above)
        yield from _step(dice, f"k{number}:k{above}", number, kind, aim, people)
    for number in range(claims):
        yield node(f"k{number}"), am("usedIn"), f'"{used[number]}"^^<{_XSD}integer>'
        yield node(f"k{number}"), am("reasonsGiven"), f'"{given[number]}"^^<{_XSD}integer>'


def comment(number: int, above: int, claims: int = 3, seed: int = 0) -> Iterator[Triple]:
    """Yield the triples of one more comment, which answers the claim `above` with a chain of claims, numbered from `number`."""
    dice = Random(seed)
    yield from _comment(dice, number, f"c{above}" if above else "post")
    for one in range(number, number + claims):
        yield from _claim(dice, one, f"c{number}", 10)
        kind = "Rebuttal" if one == number else "Inference"
        yield from _step(dice, f"k{one}:k{above}", one, kind, f"k{above}", 10)
        yield node(f"k{one}"), am("usedIn"), f'"1"^^<{_XSD}integer>'
        yield node(f"k{one}"), am("reasonsGiven"), f'"{int(one < number + claims - 1)}"^^<{_XSD}integer>'
        above = one


def _comment(dice: Random, number: int, parent: str) -> Iterator[Triple]:
    yield node(f"c{number}"), _TYPE, am("Comment")
    yield node(f"c{number}"), am("replyTo"), node(parent)
    yield node(f"c{number}"), am("karma"), f'"{dice.randrange(50)}"^^<{_XSD}integer>'


def _claim(dice: Random, number: int, document: str, people: int) -> Iterator[Triple]:
    claim = node(f"k{number}")
    yield claim, _TYPE, am("Claim")
    yield claim, am("madeIn"), node(document)
    yield claim, am("assertedBy"), node(f"author.{dice.randrange(people)}")
    yield claim, am("text"), f'"Claim {number} in a few words"'
    if dice.random() < 0.2:
        yield claim, am("credence"), f'"0.{dice.randrange(10)}"^^<{_XSD}decimal>'
    if dice.random() < 0.1:
        yield claim, am("concededBy"), node(f"author.{dice.randrange(people)}")
    if dice.random() < 0.05:
        yield claim, am("role"), '"crux"'


def _step(dice: Random, name: str, number: int, kind: str, aim: str, people: int) -> Iterator[Triple]:
    yield node(name), _TYPE, am(kind)
    yield node(name), am("premise"), node(f"k{number}")
    yield node(name), am("madeIn"), node(f"c{number}")
    yield node(name), am("assertedBy"), node(f"author.{dice.randrange(people)}")
    yield node(name), am("conclusion" if kind == "Inference" else "target"), node(aim)
