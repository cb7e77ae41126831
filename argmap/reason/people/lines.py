"""Partings in plain text, with the words of everything that is named."""

from __future__ import annotations

from collections.abc import Iterator

from argmap.model import ArgumentMap, Flips, Parting, Status, StepKind

__all__ = ["parting_lines"]

_VERB = {StepKind.INFERENCE: "is a reason for", StepKind.REBUTTAL: "tells against", StepKind.UNDERCUT: "breaks the step from"}


def parting_lines(map: ArgumentMap, parting: Parting) -> Iterator[str]:
    """Yield where two authors part: each conclusion with both verdicts, and what would settle it, with its proof."""
    one, other = parting.authors
    if not parting.goals:
        yield f"{one} and {other} part on nothing"
        return
    yield f"{one} and {other} part on {len(parting.goals)} {'conclusion' if len(parting.goals) == 1 else 'conclusions'}"
    unrelated = {goal: hanging for goal, *hanging in parting.unrelated}
    for goal in parting.goals:
        yield f"  {goal}: {_words(map, goal)}"
        for crux in (each for each in parting.double_cruxes if each.goal == goal):
            kind = "double crux" if len(crux.nodes) == 1 else "joint double crux"
            yield f"    {kind}{'' if crux.confirmed else ' (possible)'}; on the conclusion: {_both(parting, crux.goal_labels)}"
            for node, labels in zip(crux.nodes, crux.labels, strict=True):
                yield f"      {_words(map, node)} ({_source(map, node)}): {_both(parting, labels)}"
            for name, chain in zip(parting.authors, crux.chains, strict=True):
                yield f"      for {name}, with the other's verdict on it: {_chain(map, chain)}"
        for name, hanging in zip(parting.authors, unrelated.get(goal, ()), strict=False):
            hung = "; ".join(_words(map, node) for node in hanging) or "no single claim"
            yield f"    for reasons of their own: for {name} it hangs on {hung}"


def _both(parting: Parting, labels: tuple[Status, Status]) -> str:
    return ", ".join(f"{name}: {label.verb}" for name, label in zip(parting.authors, labels, strict=True))


def _words(map: ArgumentMap, id: str) -> str:
    step = next((step for step in map.steps if step.id == id), None)
    if step is None:
        return f"“{map.claim(id).words}”"
    premises = " and ".join(_words(map, premise) for premise in step.premises)
    target = _words(map, step.target)
    return f"that {premises} {_VERB[step.kind]} {target}"


def _source(map: ArgumentMap, id: str) -> str:
    step = next((step for step in map.steps if step.id == id), None)
    anchors = (step.anchor,) if step else map.claim(id).anchors
    return "; ".join(dict.fromkeys(f"{anchor.speaker or 'somebody'}, {anchor.doc}" for anchor in anchors))


def _chain(map: ArgumentMap, chain: Flips) -> str:
    steps = {step.id for step in map.steps}
    told = [each for each in chain if each[0] not in steps] or chain
    return ", ".join(f"{_words(map, id)} {before.verb} → {after.verb}" for id, before, after in told)
