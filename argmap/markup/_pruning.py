"""Leaving marks out of a map: what else has to go with them, so that what is left still says nothing that nobody said."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from argmap.markup._links import Links, Statement
from argmap.markup._vocabulary import ATTRIBUTES, RELATIONS, STANCES, STEPS, Kind, kind_of
from argmap.read.attributes import Attributes

__all__ = ["Pruned", "prune"]


@dataclass(frozen=True, slots=True)
class Pruned:
    """The attributes of the statements that are left, by number; the claims that are left; and in words what went besides."""

    left: dict[int, Attributes]
    claims: frozenset[str]
    gone: tuple[str, ...]


def prune(statements: Sequence[Statement], links: Links, lost: Set[int]) -> Pruned:
    """Return what is left of the statements without those whose numbers are in `lost`.

    A claim whose home is lost is gone. So is, as a whole, a step that loses a premise (what is left of linked premises would
    be another argument), and whatever hits that step.
    """
    return _Pruner(statements, links, lost).run()


class _Pruner:
    def __init__(self, statements: Sequence[Statement], links: Links, lost: Set[int]) -> None:
        self.statements = statements
        self.links = links
        self.lost = lost
        self.claims = frozenset(id for id, numbers in links.claims.items() if numbers[0] not in lost)
        kept = (each.id for number, each in enumerate(statements) if each.kind is Kind.QUESTION and number not in lost)
        self.targets = self.claims | frozenset(kept)
        self.steps = self._steps()
        self.dead = {
            (link.statement, link.relation, link.word)
            for step in links.steps
            if step.id not in self.steps
            for link in (*step.links, *step.again)
        }
        # What a lost mark restates can still be named by the claim's own id.
        self.renamed = {statements[number].id: id for id in self.claims for number in links.claims[id] if number in lost}

    def run(self) -> Pruned:
        left: dict[int, Attributes] = {}
        gone = [step.id for step in self.links.steps if step.id not in self.steps]
        for number, statement in enumerate(self.statements):
            if number in self.lost:
                continue
            pairs, missing = self._pairs(number)
            gone += missing
            if statement.kind is not Kind.STANCE or any(key in pairs for key in STANCES):
                left[number] = _mended(statement, pairs)
        return Pruned(left, self.claims, tuple(gone))

    def _steps(self) -> set[str]:
        """Return the steps of which everything is left."""
        steps: set[str] = set()
        for step in sorted(self.links.steps, key=lambda step: step.id.count(">")):  # what an undercut hits comes before it
            whole = self.claims.issuperset(step.premises) and not any(link.statement in self.lost for link in step.links)
            if whole and (step.target in self.claims or step.target in steps):
                steps.add(step.id)
        return steps

    def _pairs(self, number: int) -> tuple[dict[str, str], list[str]]:
        """Return the attributes that a statement keeps, and the relations, other than steps, that it loses."""
        statement = self.statements[number]
        pairs = dict(statement.attributes.pairs)
        missing: list[str] = []
        for relation in RELATIONS:
            words = pairs.pop(relation, "").split()
            kept = [word for word in words if self._stays(number, relation, word)]
            if kept:
                pairs[relation] = " ".join(
                    re.sub("[^>+]+", lambda match: self.renamed.get(match[0], match[0]), word) for word in kept
                )
            if relation not in STEPS:
                missing += [f"{statement.id} {relation} {word}" for word in words if word not in kept]
        if not any(key in pairs for key in STEPS):
            pairs.pop("joint", None)
        return {key: pairs[key] for key in ATTRIBUTES if key in pairs}, missing

    def _stays(self, number: int, relation: str, word: str) -> bool:
        if relation in STEPS:
            return (number, relation, word) not in self.dead
        return self.links.own_id.get(word, word) in self.targets


def _mended(statement: Statement, pairs: dict[str, str]) -> Attributes:
    """Return attributes that make the statement what it was, though the relation that made it a claim may be gone."""
    classes = statement.attributes.classes
    attributes = Attributes(statement.id, classes, pairs)
    return attributes if kind_of(attributes) is statement.kind else Attributes(statement.id, ("claim", *classes), pairs)
