"""Restatements: two units of one author that say the same, as the summary of a post and its body do.

No corpus of threads says which units restate which, so this is a rule, and it would rather find none than a wrong one: two
units in places apart, each of them the one most like the other, that share most of what their words weigh and deny as much.
"""

from __future__ import annotations

from collections.abc import Sequence

from argmap.suggest._points import Field
from argmap.suggest._polarity import denials

__all__ = ["restatements"]

_APART = 2  # Blocks; units nearer to each other go on with a thought rather than repeat it.
_LOOKED_AT = 20
_LEAST_STEMS = 3
_ALIKE = 0.6
_SURE = 0.9  # How probable it is at most: words that are the same can still mean something else.


def restatements(field: Field, sources: Sequence[int]) -> dict[int, list[tuple[int, float]]]:
    """Return for each source that says an earlier unit again, or the title, which one and how probably."""
    likest: dict[int, int | None] = {}

    def best(point: int) -> int | None:
        if point not in likest:
            near = (other for other in field.likeness.nearest(point, _LOOKED_AT) if _may_repeat(field, point, other))
            likest[point] = max(near, key=lambda other: (field.likeness.cosine(point, other), -other), default=None)
        return likest[point]

    found: dict[int, list[tuple[int, float]]] = {}
    for source in sources:
        target = best(source)
        if target is not None and target < source and best(target) == source:
            like = field.likeness.cosine(source, target)
            if like >= _ALIKE:
                found[source] = [(target, min(like, _SURE))]
    return found


def _may_repeat(field: Field, one: int, other: int) -> bool:
    here, there = field.points[one], field.points[other]
    return (
        (here.turn == there.turn or field.same_author(here.turn, there.turn))
        and (abs(here.block - there.block) >= _APART or here.title or there.title)
        and len(field.likeness.units[one] & field.likeness.units[other]) >= _LEAST_STEMS
        and denials(here.text) % 2 == denials(there.text) % 2
    )
