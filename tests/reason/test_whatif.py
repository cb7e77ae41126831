"""What if: against the same map made by hand."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from argmap import pipeline
from argmap.errors import ArgmapError
from argmap.model import ArgumentMap, Status
from argmap.reason.labels import compile_map, labels, solve
from argmap.reason.people import view
from argmap.reason.whatif import what_if, what_if_lines

from .maps import a_map, anchor, random_map


def spoken(the_map: ArgumentMap, seed: int) -> ArgumentMap:
    """Give every claim and step to one of three people."""
    dice = random.Random(seed)
    who = {claim.id: dice.choice(("Ann", "Ben", "Cy")) for claim in the_map.claims}
    claims = tuple(replace(claim, anchors=(replace(anchor(claim.id), speaker=who[claim.id]),)) for claim in the_map.claims)
    steps = tuple(replace(step, anchor=replace(step.anchor, speaker=who[step.premises[0]])) for step in the_map.steps)
    return replace(the_map, claims=claims, steps=steps)


def test_without_somebody_is_the_map_without_their_words() -> None:
    for seed in range(200):
        the_map = spoken(random_map(seed, size=10), seed)
        if "Ben" not in {claim.home.speaker for claim in the_map.claims}:
            continue
        claims = tuple(claim for claim in the_map.claims if claim.home.speaker != "Ben")
        steps = tuple(step for step in the_map.steps if step.anchor.speaker != "Ben")
        while True:
            ends = {claim.id for claim in claims} | {step.id for step in steps}
            kept = tuple(step for step in steps if ends.issuperset((*step.premises, step.target)))
            if kept == steps:
                break
            steps = kept
        result = what_if(the_map, without=["Ben"])
        assert {id: verdict.status for id, verdict in result.after.items()} == labels(ArgumentMap(claims, steps)), seed


def test_accepting_and_rejecting_is_an_intervention() -> None:
    for seed in range(200):
        the_map = spoken(random_map(seed, size=10), seed)
        graph = compile_map(the_map)
        one, other = random.Random(seed).sample(range(len(graph.names)), 2)
        planes = solve(graph, 1, {one: 1}, {other: 1})
        result = what_if(the_map, accept=[graph.names[one]], reject=[graph.names[other]])
        assert {id: verdict.status for id, verdict in result.after.items()} == {
            name: planes.status(node) for node, name in enumerate(graph.names)
        }, seed
        before = labels(the_map)
        changed = {id for id, status in before.items() if status is not result.after[id].status}
        assert {change.id for change in result.changes} == changed


def test_as_somebody_begins_with_their_view() -> None:
    for seed in range(100):
        the_map = spoken(random_map(seed, size=8), seed)
        name = the_map.claims[0].speakers[0]
        result = what_if(the_map, as_author=name)
        assert {id: verdict.status for id, verdict in result.before.items()} == view(the_map, name).labels, seed
        assert result.changes == ()


def test_bike_lanes_without_cheapness_and_safety(root: Path) -> None:
    case = pipeline.judged(str(root / "corpus" / "bike-lanes.md"))
    the_map = case.annotated.map.confirmed()
    result = what_if(the_map, reject=["plough"])
    assert (result.changes[0].id, result.changes[0].after) == ("lanes", Status.OPEN)
    lines = list(what_if_lines(the_map, result))
    assert lines[0] == "rejected: plough “The town has a plough narrow enough for the lanes”"
    assert lines[1].startswith("thesis lanes: stands → is open: “Mill Street should have a bike lane")
    alone = what_if(the_map, without=["ida"], thread=case.annotated.thread)
    assert {(change.id, change.after) for change in alone.changes} == {("cheap", Status.STANDS), ("cheap>lanes", Status.STANDS)}


def test_an_unknown_name_or_claim_is_told() -> None:
    with pytest.raises(ArgmapError, match="Did you mean 'Ann'"):
        what_if(a_map("p=>g"), without=["Amn"])
    with pytest.raises(ArgmapError, match="no claim or step 'h'"):
        what_if(a_map("p=>g"), reject=["h"])
