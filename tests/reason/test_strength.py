"""Strengths: the published values of quadratic energy, and what holds of it on any map."""

from __future__ import annotations

import dataclasses
import random

import pytest

from argmap.model import ArgumentMap, StepKind
from argmap.reason.strength import energy, strengths
from tests.reason.maps import a_map, random_map
from tests.reason.test_chance import hedged, random_tree, randomly_hedged


@pytest.mark.parametrize(
    ("text", "credences", "node", "expected"),
    [
        ("p=>g", {"p": 0.8}, "g", 0.6951),
        ("p=>!g", {"p": 0.8}, "g", 0.3049),
        ("p=>g; q=>!g", {"p": 0.8, "q": 0.8}, "g", 0.5),
        ("a=>!b; b=>!a", {}, "a", 0.4239),
        ("x2=>!x1; x1=>!x0", {}, "x0", 0.4310),
        ("a=>b; b=>a", {}, "a", 0.6478),
        ("p,q=>g", {"p": 0.8, "q": 0.9}, "g", 0.6951),  # as strong as the weakest premise
        ("p=>g; q=>(p=>g)", {"p": 0.8, "q": 0.8}, "p>g", 0.4878),
        ("p=>g", {"g": 0.0}, "g", 0.2),
        ("p=>!g", {"g": 1.0}, "g", 0.8),
    ],
)
def test_known_value(text: str, credences: dict[str, float], node: str, expected: float) -> None:
    found = strengths(hedged(a_map(text), credences))
    assert found.converged
    assert found.values[node] == pytest.approx(expected, abs=5e-5)


def test_only_loops_take_rounds() -> None:
    assert strengths(random_tree(3, 500)).rounds == 0
    assert 0 < strengths(a_map("a=>b; b=>a")).rounds < 100


def test_every_value_is_what_its_neighbours_make_it() -> None:
    for seed in range(300):
        the_map = randomly_hedged(random_map(seed, 12), seed)
        found = strengths(the_map)
        assert found.converged, seed
        value = found.values
        for claim in the_map.claims:
            signs = {StepKind.INFERENCE: 1, StepKind.REBUTTAL: -1}
            total = sum(signs[step.kind] * value[step.id] for step in the_map.steps_to(claim.id))
            weight = 0.5 if claim.credence is None else claim.credence
            assert value[claim.id] == pytest.approx(energy(weight, total), abs=1e-9), seed
        for step in the_map.steps:
            weakest = min(value[premise] for premise in step.premises)
            against = sum(value[undercut.id] for undercut in the_map.steps_to(step.id))
            assert value[step.id] == pytest.approx(energy(weakest, -against), abs=1e-9), seed
        assert all(0 <= one <= 1 for one in value.values()), seed


def test_another_reason_never_weakens_and_another_objection_never_strengthens() -> None:
    tried = 0
    for seed in range(400):
        the_map = randomly_hedged(random_map(seed), seed)
        before = strengths(the_map)
        if before.rounds:
            continue  # on a loop a claim may strengthen what then weakens it
        tried += 1
        goal = the_map.claims[0].id
        fresh = a_map(f"new=>{goal}")
        (new,) = (claim for claim in fresh.claims if claim.id == "new")
        for kind, sign in ((StepKind.INFERENCE, 1), (StepKind.REBUTTAL, -1)):
            step = dataclasses.replace(fresh.steps[0], kind=kind)
            after = strengths(ArgumentMap((*the_map.claims, new), (*the_map.steps, step)))
            assert sign * (after.values[goal] - before.values[goal]) >= 0, (seed, kind)
    assert tried > 100


def test_the_order_of_claims_and_steps_changes_no_strength() -> None:
    for seed in range(200):
        the_map = randomly_hedged(random_map(seed, 12), seed)
        dice = random.Random(seed)
        shuffled = dataclasses.replace(
            the_map,
            claims=tuple(dice.sample(the_map.claims, len(the_map.claims))),
            steps=tuple(dice.sample(the_map.steps, len(the_map.steps))),
        )
        assert strengths(shuffled) == strengths(the_map), seed


def test_the_words_of_a_hedge_weigh_too() -> None:
    the_map = a_map("p=>g")
    claims = tuple(dataclasses.replace(claim, hedge="probably" if claim.id == "p" else None) for claim in the_map.claims)
    assert strengths(dataclasses.replace(the_map, claims=claims)).values["p"] == 0.675


def test_a_loop_that_swings_is_said_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("argmap.reason.strength._MOST_ROUNDS", 3)
    found = strengths(a_map("a=>!b; b=>!a"))
    assert (found.converged, found.rounds) == (False, 3)
