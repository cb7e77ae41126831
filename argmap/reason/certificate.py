"""A checker for verdicts that shares nothing with the solver: it reads the map and believes no label.

The ranks are the certificate (see `labels.ranks`). By induction on them every settled label is one of the grounded labelling;
and since what is open follows from nothing, no label of the grounded labelling is missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from argmap.model import ArgumentMap, Status, StepKind, Verdict

__all__ = ["uncertified"]

STANDS, FALLS, OPEN = Status.STANDS, Status.FALLS, Status.OPEN


def uncertified(map: ArgumentMap, verdicts: Mapping[str, Verdict]) -> tuple[str, ...]:
    """Return the claims and steps whose verdict does not follow from verdicts of lower rank, in map order.

    >>> from argmap.model import POST, Anchor, Claim, Span
    >>> lanes = ArgumentMap((Claim("lanes", "Lanes are safe.", (Anchor("lanes", POST, Span(0, 15), "Ann"),)),))
    >>> uncertified(lanes, {"lanes": Verdict(STANDS, "unchallenged", (), "", 1)})
    ()
    >>> uncertified(lanes, {"lanes": Verdict(FALLS, "answered", (), "", 1)})
    ('lanes',)
    """
    pros, cons = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for one in map.steps:
        (pros if one.kind is StepKind.INFERENCE else cons)[one.target].append(one.id)

    def below(ids: list[str] | tuple[str, ...], rank: float) -> list[Status]:
        """Return the labels that may be used for a verdict of that rank."""
        known = [verdicts[id] for id in ids]
        return [each.status if each.rank is not None and each.rank < rank else OPEN for each in known]

    def claim(id: str, asserted: bool, rank: float) -> Status:
        for_it, against_it = below(pros[id], rank), below(cons[id], rank)
        bare = asserted or not for_it
        if all(one is FALLS for one in against_it) and (bare or STANDS in for_it):
            return STANDS
        return FALLS if all(one is FALLS for one in for_it) and (not bare or STANDS in against_it) else OPEN

    def step(id: str, premises: tuple[str, ...], rank: float) -> Status:
        needed, undercuts = below(premises, rank), below(cons[id], rank)
        if FALLS in needed or STANDS in undercuts:
            return FALLS
        return STANDS if all(one is STANDS for one in needed) and all(one is FALLS for one in undercuts) else OPEN

    def rank(id: str) -> float:
        known = verdicts[id].rank
        return float("inf") if known is None else known

    shown = {each.id: claim(each.id, each.asserted, rank(each.id)) for each in map.claims}
    shown |= {each.id: step(each.id, each.premises, rank(each.id)) for each in map.steps}
    return tuple(
        id for id, label in shown.items() if label is not verdicts[id].status or (verdicts[id].rank is None) != (label is OPEN)
    )
