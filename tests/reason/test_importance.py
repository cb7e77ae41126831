"""Importance of cruxes: 1 without hedges, a difference of chances with them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from argmap.model import ArgumentMap, Status
from argmap.reason import judge
from argmap.reason.chance import chances
from argmap.reason.importance import _forced, with_importance
from argmap.reason.labels import labels

from .maps import a_map, random_map


def hedged(the_map: ArgumentMap, **credences: float) -> ArgumentMap:
    return replace(the_map, claims=tuple(replace(claim, credence=credences.get(claim.id)) for claim in the_map.claims))


def importances(the_map: ArgumentMap) -> dict[str, float | None]:
    cruxes = with_importance(the_map, judge(the_map, ("g",)).cruxes, chances(the_map, ["g"]))
    return {crux.node: crux.importance for crux in cruxes}


def test_without_hedges_a_crux_has_all_the_importance_there_is() -> None:
    assert importances(a_map("p=>g; q=>!p")) == {"p": 1.0, "q": -1.0}


def test_a_hedge_beside_a_crux_takes_some_of_its_importance() -> None:
    """SEMANTICS 13b: linked premises, .9 and .8; and an unhedged third one that matters as much as both hold."""
    found = importances(hedged(a_map("p,q,r=>g"), p=0.9, q=0.8))
    assert found == {"p": pytest.approx(0.8), "q": pytest.approx(0.9), "r": pytest.approx(0.72)}


def test_the_intervention_is_the_one_that_makes_a_crux() -> None:
    for seed in range(300):
        the_map = random_map(seed)
        thesis, *others = (claim.id for claim in the_map.claims)
        found = {crux.node: crux for crux in judge(the_map, (thesis,)).cruxes}
        for id in others:
            made = [labels(_forced(the_map, id, stands=True))[thesis], chances(_forced(the_map, id, stands=False), [thesis])[0]]
            differs = (made[0] is Status.STANDS) != (made[1].probability == 1)  # type: ignore[union-attr]
            assert differs == (id in found), (seed, id)
