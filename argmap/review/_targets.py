"""What a mark may be about: the claims that are offered as targets, and all that there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from argmap.markup import Annotated

if TYPE_CHECKING:
    from argmap.suggest import RankedTarget

__all__ = ["ends", "everything", "goals", "ranked"]


def ranked(annotated: Annotated, most: int) -> Mapping[str, Sequence[RankedTarget]]:
    """Rank the targets of all marks, the likeliest first; takes as long as `argmap suggest`.

    Raises ArgmapError if spaCy's model is not installed.
    """
    from argmap.suggest import all_targets

    return all_targets(annotated, most)


def ends(word: str) -> list[str]:
    """Return the ids that a relation's word names: one, or those of a step.

    >>> ends("kerbs+paint>lanes")
    ['kerbs', 'paint', 'lanes']
    """
    return word.replace("+", ">").split(">")


def goals(annotated: Annotated, kind: str, target: str) -> list[str]:
    """Return what a relation of this kind can lead to that is about `target`: an undercut hits its steps, all else the claim."""
    if kind != "undercuts":
        return [ends(target)[0]]
    if ">" in target:
        return [target]
    claim = (
        annotated.map.claim(target).id if any(anchor.id == target for c in annotated.map.claims for anchor in c.anchors) else target
    )
    return [step.id for step in annotated.map.steps_from(claim)]


def everything(annotated: Annotated, id: str) -> list[str]:
    """Return the ids of all other marks that a relation can lead to, in text order."""
    nodes = {anchor.id for claim in annotated.map.claims for anchor in claim.anchors}
    nodes |= {question.id for question in annotated.map.questions}
    return [anchor.id for anchor in annotated.anchors if anchor.id != id and anchor.id in nodes]
