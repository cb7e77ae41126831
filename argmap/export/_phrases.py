"""Phrases of the report: a claim as a link, a step in a line, who said it and where, a verdict in words."""

from __future__ import annotations

from argmap.export._markdown import escape
from argmap.model import POST, ArgumentMap, Claim, Status, Step, StepKind, Verdicts

__all__ = ["Phrases", "count", "listed", "place"]

_ACT = {
    StepKind.INFERENCE: "Reason",
    StepKind.REBUTTAL: "Objection",
    StepKind.UNDERCUT: "Objection that the step does not follow",
}


class Phrases:
    """Says things of one judged map, in Markdown; texts of others are escaped."""

    def __init__(self, map: ArgumentMap, verdicts: Verdicts) -> None:
        self.map = map
        self.verdicts = verdicts
        self.steps = {step.id: step for step in map.steps}

    def step(self, step: Step, with_target: bool = True) -> str:
        """Return a reason or objection in a line: what it is, its premises, who gives it, its verdict."""
        premises = " + ".join(self.link(self.map.claim(premise)) for premise in step.premises)
        status = self.status(step.id)
        said = self.said(step.anchor.speaker, step.anchor.doc)
        against = f", against {self.node(step.target)}" if with_target else ""
        return f"{_ACT[step.kind]}{f', **{status}**' if status else ''}: {premises} ({said}){against}"

    def node(self, id: str) -> str:
        """Return a claim as a link, or a step from its premises to its end."""
        if id not in self.steps:
            return self.link(self.map.claim(id))
        step = self.steps[id]
        premises = " + ".join(self.link(self.map.claim(premise)) for premise in step.premises)
        return f"the step from {premises} to {self.node(step.target)}"

    def where(self, id: str) -> str:
        """Say who puts a claim or step forward, and where."""
        if id not in self.steps:
            return self.who(self.map.claim(id))
        anchor = self.steps[id].anchor
        return self.said(anchor.speaker, anchor.doc)

    def verdict(self, id: str) -> str:
        """Return the verdict in words, without the ids that its sentence ends with: the report has the claims' own words."""
        words = self.verdicts.labels[id].words
        return escape(words.rpartition(" [")[0] if words.endswith("]") else words)

    def status(self, id: str) -> Status | None:
        return self.verdicts.labels[id].status if id in self.verdicts.labels else None

    def link(self, claim: Claim) -> str:
        """Return the claim's words as a link to where it is listed, without the full stop that would end our sentence."""
        words = claim.words.removesuffix(".") if not claim.words.endswith("..") else claim.words
        return f"[{escape(words)}](#{claim.id})"

    def who(self, claim: Claim) -> str:
        """Say who makes a claim and where; of several, each at the place where they first do."""
        first: dict[str | None, str] = {}
        for anchor in claim.anchors:
            first.setdefault(anchor.speaker, anchor.doc)
        docs = dict.fromkeys(first.values())
        return listed([self.said(listed([name for name in first if name and first[name] == doc]) or None, doc) for doc in docs])

    def said(self, name: str | None, doc: str) -> str:
        return f"{escape(name)}, {place(doc)}" if name else place(doc)


def place(doc: str) -> str:
    return "in the post" if doc == POST else f"in comment {doc}"


def count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def listed(names: list[str]) -> str:
    """Return names as a list in a sentence.

    >>> listed(["Ann"]), listed(["Ann", "Ben", "Cy"])
    ('Ann', 'Ann, Ben and Cy')
    """
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part) if names else ""
