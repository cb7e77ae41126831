"""What if: against the same map made by hand."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from argmap import pipeline
from argmap.errors import ArgmapError
from argmap.model import ArgumentMap, Span, Stance, Status
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


def test_as_somebody_alone_compares_the_thread_with_their_view() -> None:
    changes = 0
    for seed in range(100):
        the_map = spoken(random_map(seed, size=8), seed)
        name = the_map.claims[0].speakers[0]
        result = what_if(the_map, as_author=name)
        assert {id: verdict.status for id, verdict in result.before.items()} == labels(the_map), seed
        assert {id: verdict.status for id, verdict in result.after.items()} == view(the_map, name).labels, seed
        assert {change.id for change in result.changes} == {
            id for id, verdict in result.before.items() if verdict.status is not result.after[id].status
        }
        changes += len(result.changes)
    assert changes > 50


def test_as_somebody_with_more_begins_with_their_view() -> None:
    for seed in range(100):
        the_map = spoken(random_map(seed, size=8), seed)
        name, claim = the_map.claims[0].speakers[0], the_map.claims[-1].id
        told = [what_if(the_map, as_author=name, reject=[claim])]
        if "Ben" in {each.home.speaker for each in the_map.claims}:
            told.append(what_if(the_map, as_author=name, without=["Ben"]))
        for result in told:
            assert {id: verdict.status for id, verdict in result.before.items()} == view(the_map, name).labels, seed


def by(the_map: ArgumentMap, **who: str) -> ArgumentMap:
    """Give claims to people, by default to Ann, and each step to whoever has its first premise."""
    claims = tuple(
        replace(each, anchors=(replace(anchor(each.id), speaker=who.get(each.id, "Ann"), span=Span(number, number + 1)),))
        for number, each in enumerate(the_map.claims)
    )
    steps = tuple(replace(each, anchor=replace(each.anchor, speaker=who.get(each.premises[0], "Ann"))) for each in the_map.steps)
    return replace(the_map, claims=claims, steps=steps)


def test_a_view_is_told_in_its_own_words() -> None:
    argued = by(a_map("p=>g; q=>!g; g=>h"), q="Ben")
    result = what_if(argued, as_author="Ben")
    assert result.after["q"].words == "stands: Ben says so"
    reason = result.after["p>g"]
    assert (reason.status, reason.cause, reason.because) == (Status.FALLS, "own words", ("q>g",))
    assert reason.words == "falls: Ben argues against what it is a reason for [q>g]"
    assert list(what_if_lines(argued, result)) == [
        "as Ben sees it, compared with the thread",
        "thesis h: is open → falls: “h”",
        "  falls (lost its support): none of the reasons given for it stands",
        "    “g” as a reason for “h” falls",
        "g: is open → falls: “g”",
        "  falls (lost its support): none of the reasons given for it stands",
        "    “p” as a reason for “g” falls: Ben argues against what it is a reason for",
        "    “q” against “g” stands",
    ]
    answered = what_if(argued, as_author="Ann")
    assert answered.after["q>g"].words == "falls: Ann keeps to what it tells against"
    doubted = by(a_map("p=>g; q=>!g; r=>!q"), q="Ben", r="Cy")
    assert what_if(doubted, as_author="Cy").after["q"].because == ("r>q",)
    flatly = replace(argued, stances=(Stance("rejects", "Cy", "q", replace(anchor("s"), speaker="Cy")),))
    assert what_if(flatly, as_author="Cy").after["q"].words == "falls: Cy rejects it or argues against it"
    silent = what_if(argued, as_author="Ben", silence="open")
    assert silent.after["p"].words == "is open: Ben never spoke to it"
    asked = what_if(argued, as_author="Ben", reject=["q"])
    assert asked.after["q"].words == "falls (supposed): that is what was asked for"
    assert asked.after["g"].status is Status.STANDS


def test_no_reason_is_given_that_does_not_hold() -> None:
    for seed in range(150):
        the_map = spoken(random_map(seed, size=9), seed)
        name = the_map.claims[0].speakers[0]
        result = what_if(the_map, as_author=name)
        for id, verdict in result.after.items():
            if verdict.cause in ("a premise falls", "undercut", "answered", "rests on an open point"):
                assert verdict.because, (seed, id)
            if verdict.cause == "a premise falls":
                assert {result.after[each].status for each in verdict.because} == {Status.FALLS}


def test_a_long_list_is_cut_and_begins_with_what_changed() -> None:
    many = a_map("; ".join(f"a{n}=>!g" for n in range(9)) + "; p=>g; " + "; ".join(f"b{n}=>!a{n}" for n in range(9)))
    result = what_if(many, reject=["b8"])
    lines = list(what_if_lines(many, result))
    told = lines[[line.startswith("thesis g") for line in lines].index(True) :][2:]
    assert told[0] == "    “a8” against “g” stands"
    back = list(what_if_lines(many, what_if(replace(many, steps=many.steps[:-1]), accept=["b8"], reject=["a8"])))
    start = next(number for number, line in enumerate(back) if line.startswith("thesis g"))
    assert back[start + 2] == "    “a8” against “g” falls"
    assert back[start + 8] == "    and 4 more"


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
