"""Who met whom: the pairs of authors of whom one spoke against what the other said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from argmap.model import ArgumentMap, StepKind
from argmap.reason.people.voices import moment, voices

__all__ = ["met"]

MOST_SPEAKERS = 5
"""Whoever attacks a claim is taken to have met the first so many of those who assert it."""


def met(map: ArgumentMap) -> dict[tuple[str, str], int]:
    """Return the pairs of authors of whom one attacked, undercut or rejected what the other said, and how often.

    They come in text order, and within a pair the one who speaks first.
    """
    names = tuple(voices(map))
    rank = {name: number for number, name in enumerate(names)}
    steps = {step.id: step for step in map.steps}
    found: list[tuple[tuple[int, int], str, str]] = []
    for step in map.steps:
        if step.kind is StepKind.REBUTTAL and step.anchor.speaker:
            others: Sequence[str | None] = map.claim(step.target).speakers[:MOST_SPEAKERS]
        elif step.kind is StepKind.UNDERCUT and step.anchor.speaker:
            others = (steps[step.target].anchor.speaker,)
        else:
            continue
        found += [(moment(step.anchor), step.anchor.speaker, other) for other in others if other]
    for stance in map.stances:
        if stance.kind == "rejects" and stance.author:
            found += [(moment(stance.anchor), stance.author, other) for other in map.claim(stance.claim).speakers[:MOST_SPEAKERS]]
    ordered = sorted(((at, min(rank[one], rank[other]), max(rank[one], rank[other])) for at, one, other in found if one != other))
    return dict(Counter((names[one], names[other]) for _, one, other in ordered))
