"""The map as an indented list: what a reader without JavaScript sees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from argmap.model import POST, StepKind

if TYPE_CHECKING:
    from argmap.model import Anchor, ArgumentMap, Verdicts
    from argmap.view._tree import Tree

__all__ = ["Item", "Outline", "outline"]

SHOWN = 300
"""Items at most: the list repeats words that the page holds already."""

RELATION = {StepKind.INFERENCE: "reason", StepKind.REBUTTAL: "objection", StepKind.UNDERCUT: "objection to the step"}


@dataclass(frozen=True, slots=True)
class Item:
    """One line: how far in it stands, what it is to the line it stands under, and the claim or question.

    `again` is True for a claim that has its own line, with what bears on it, elsewhere.
    """

    level: int
    relation: str
    words: str
    status: str
    source: str
    again: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """The lines in reading order, and how many claims and questions have none because the list ends before them."""

    items: tuple[Item, ...]
    left_out: int


def outline(map: ArgumentMap, verdicts: Verdicts, tree: Tree) -> Outline:
    """Return the outline of the map: each claim under what it bears on, then the questions."""
    items = tuple(islice(_items(map, verdicts, tree), SHOWN))
    told = sum(not item.again for item in items)
    return Outline(items, len(map.claims) + len(map.questions) - told)


def _items(map: ArgumentMap, verdicts: Verdicts, tree: Tree) -> Iterator[Item]:
    stack = [(root, 0, "", False) for root in reversed(tree.roots)]
    while stack:
        id, level, relation, again = stack.pop()
        claim, verdict = map.claim(id), verdicts.labels.get(id)
        yield Item(level, relation, claim.words, verdict.status.value if verdict else "", _source(claim.home), again)
        if not again:
            below = [
                (premise, level + 1, _relation(step.kind, len(step.premises)), tree.home.get(premise) != step.id)
                for step in tree.steps(id)
                for premise in step.premises
            ]
            stack.extend(reversed(below))
    for question in map.questions:
        yield Item(0, "question", question.gloss or question.text, "", _source(question.anchor), again=False)


def _relation(kind: StepKind, premises: int) -> str:
    return RELATION[kind] + (", together with others" if premises > 1 else "")


def _source(anchor: Anchor) -> str:
    where = "post" if anchor.doc == POST else "comment"
    return f"{anchor.speaker}, {where}" if anchor.speaker else where
