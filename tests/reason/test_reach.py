"""Relations over several steps: how many they are, and what a graph without them still answers."""

from __future__ import annotations

import pytest

from argmap.markup import parse
from argmap.model import ArgumentMap, StepKind
from argmap.pipeline import Case, make_dataset
from argmap.query import ask
from argmap.reason import judge, reach
from benchmarks.threads import chain

from .maps import random_map


def pairs(map: ArgumentMap) -> int:
    """Count what rests on what, and what objects to what that rests on it, the slow way."""
    rests = {(step.target, premise) for step in map.steps if step.kind is StepKind.INFERENCE for premise in step.premises}
    direct = sorted(rests)
    while further := {(above, below) for above, middle in rests for start, below in direct if start == middle} - rests:
        rests |= further
    targets = {step.id: step.target for step in map.steps}
    claims = {claim.id for claim in map.claims}
    objections = [
        (premise, step.target if step.kind is StepKind.REBUTTAL else targets[step.target])
        for step in map.steps
        if step.kind is not StepKind.INFERENCE
        for premise in step.premises
    ]
    # A claim on a loop rests on itself; that pair is not counted.
    apart = [(above, below) for above, below in rests if above != below]
    return len(apart) + sum(below == target for _, target in objections if target in claims for _, below in apart)


@pytest.mark.parametrize("seed", range(60))
def test_pairs_are_counted_as_far_as_they_matter(seed: int) -> None:
    the_map = random_map(seed, 9)
    number = pairs(the_map)
    assert not reach.reaches_too_far(the_map, number)
    assert number == 0 or reach.reaches_too_far(the_map, number - 1)


def case_of(claims: int) -> Case:
    annotated = parse(chain(claims), "chain.md")
    return Case(annotated, annotated.map, judge(annotated.map))


def test_a_long_chain_makes_a_graph_of_the_same_size_a_claim() -> None:
    short, long = (len(make_dataset(case_of(claims))[0]) / claims for claims in (500, 1000))
    assert long < 1.1 * short


def test_what_is_asked_of_a_chain_comes_out_the_same_however_it_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    case = case_of(30)
    whole, _ = make_dataset(case)
    monkeypatch.setattr(reach, "reaches_too_far", lambda _: True)
    short, _ = make_dataset(case)
    assert len(short) < len(whole)
    for name in ("rests-on", "what-rests-on", "why-related", "defenders"):
        rows = sorted(map(str, ask(short, name, {"claim": "c12"}).rows))
        assert rows == sorted(map(str, ask(whole, name, {"claim": "c12"}).rows))
        assert len(rows) == {"rests-on": 17, "what-rests-on": 12, "defenders": 0}.get(name, len(rows))
