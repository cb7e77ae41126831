"""How much each crux matters, on one scale with hedges: 1 or -1 where no hedge plays a part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, partial

from argmap.model import ArgumentMap, Chance, Crux, Step
from argmap.reason.chance import chances

__all__ = ["with_importance"]

_MOST = 100
"""For so many cruxes the chances are worked out twice, where no more claims lie behind the thesis; others get no number."""

_MOST_CLAIMS = 500


def with_importance(map: ArgumentMap, cruxes: Iterable[Crux], chance: Iterable[Chance]) -> Iterator[Crux]:
    """Yield the cruxes with their importance: the chance of the thesis if the claim is made to stand, less that if it falls.

    `chance` are the chances of the theses that hedges bear on; for any other thesis there is no doubt, so the difference is 1,
    or -1 for a claim that tells against it. That is Birnbaum's importance (1969), by interventions.
    """
    hedged = {each.thesis for each in chance if each.hedged}
    behind = cache(partial(_behind, map))
    left = _MOST
    for crux in cruxes:
        if crux.thesis not in hedged:
            yield replace(crux, importance=1.0 if crux.granted.value == "stands" else -1.0)
        elif ">" not in crux.node and left and len((part := behind(crux.thesis)).claims) <= _MOST_CLAIMS:
            left -= 1
            kept, dropped = (_chance(_forced(part, crux.node, stands), crux.thesis) for stands in (True, False))
            yield replace(crux, importance=round(kept - dropped, 12))
        else:
            yield crux


def _chance(map: ArgumentMap, thesis: str) -> float:
    return chances(map, [thesis])[0].probability


def _behind(map: ArgumentMap, thesis: str) -> ArgumentMap:
    """Return the part of the map that a thesis may depend on."""
    incoming: dict[str, list[Step]] = {}
    for step in map.steps:
        incoming.setdefault(step.target, []).append(step)
    found, waiting = {thesis}, [thesis]
    while waiting:
        for step in incoming.get(waiting.pop(), ()):
            fresh = {step.id, *step.premises} - found
            found |= fresh
            waiting += fresh
    return ArgumentMap(
        tuple(claim for claim in map.claims if claim.id in found), tuple(step for step in map.steps if step.id in found)
    )


def _forced(map: ArgumentMap, id: str, stands: bool) -> ArgumentMap:
    """Return the map with a claim made to stand or fall: nothing is for or against it, and it is kept or dropped for certain."""
    gone = {step.id for step in map.steps if step.target == id}
    while more := {step.id for step in map.steps if step.target in gone} - gone:
        gone |= more
    claims = (replace(claim, asserted=True, credence=float(stands)) if claim.id == id else claim for claim in map.claims)
    return replace(map, claims=tuple(claims), steps=tuple(step for step in map.steps if step.id not in gone))
