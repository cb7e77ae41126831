"""Views, double cruxes, moves and contradictions: worked cases, the real debates, and the definitions by brute force."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from argmap import pipeline
from argmap.errors import ArgmapError
from argmap.model import POST, ArgumentMap, Span, Stance, Status
from argmap.reason.labels import labels
from argmap.reason.people import contradictions, hangs_on, moves, parting_lines, partings, persuasions, view, views
from argmap.reason.people.partings import _Pair
from argmap.reason.people.suppose import suppose
from argmap.reason.people.views import Ground

from ..maps import a_map, anchor, random_map


def said(the_map: ArgumentMap, speaker: str | None, *stances: tuple[str, str, str]) -> ArgumentMap:
    """Let everything be said by `speaker`, and people take stances (name, kind, claim) in this order."""
    claims = tuple(replace(claim, anchors=(replace(anchor(claim.id), speaker=speaker),)) for claim in the_map.claims)
    steps = tuple(replace(step, anchor=replace(step.anchor, speaker=speaker)) for step in the_map.steps)
    made = []
    for number, (who, kind, claim) in enumerate(stances):
        mark = replace(anchor(f"s{number}"), doc=f"c{number}", span=Span(10 + number, 11 + number), speaker=who)
        made.append(Stance(kind, who, claim, mark))
    return replace(the_map, claims=claims, steps=steps, stances=tuple(made))


CASE_17 = said(
    a_map("x,s=>g; t=>(x,s=>g); z"),
    "Eve",
    ("Ann", "rejects", "t"),
    ("Bob", "rejects", "x"),
    ("Bob", "rejects", "t"),
    ("Cy", "concedes", "z"),
    ("Dee", "rejects", "x"),
)


def test_case_17() -> None:
    seen = views(CASE_17)
    people = ("Ann", "Bob", "Cy", "Dee")
    assert [seen.of(name).labels["g"].value for name in people] == ["stands", "falls", "falls", "falls"]
    assert [" ".join(hangs_on(seen, name, "g")) for name in people] == ["s t x", "x", "t", ""]
    found = partings(CASE_17, pairs=[("Ann", "Bob"), ("Ann", "Cy"), ("Ann", "Dee"), ("Bob", "Dee")])
    assert [[crux.nodes for crux in each.double_cruxes] for each in found[:3]] == [[("x",)], [("t",)], [("t", "x")]]
    assert [each.goals for each in found[:3]] == [("g",)] * 3


def test_views_in_one_pass_are_views_one_at_a_time_and_no_order_matters() -> None:
    for seed in range(60):
        the_map = argued(seed)
        dice = random.Random(seed)
        shuffled = replace(
            the_map,
            claims=tuple(dice.sample(the_map.claims, len(the_map.claims))),
            steps=tuple(dice.sample(the_map.steps, len(the_map.steps))),
            stances=tuple(dice.sample(the_map.stances, len(the_map.stances))),
        )
        for silence in ("agrees", "open"):
            seen = views(the_map, silence=silence)
            for name in seen.names:
                assert seen.of(name).labels == view(the_map, name, silence).labels == view(shuffled, name, silence).labels


def argued(seed: int) -> ArgumentMap:
    """Make a random map that three people argue, with some stances."""
    dice = random.Random(seed)
    bare = random_map(seed, size=7)
    people = ("Ann", "Bob", "Cy")
    who = {claim.id: dice.choice(people) for claim in bare.claims}
    taken = [(dice.choice(people), dice.choice(("rejects", "concedes")), dice.choice(bare.claims).id) for _ in range(3)]
    made = said(bare, "Ann", *taken)
    claims = tuple(
        replace(claim, anchors=(replace(claim.home, speaker=who[claim.id], span=Span(number, number + 1)),))
        for number, claim in enumerate(made.claims)
    )
    steps = tuple(replace(step, anchor=replace(step.anchor, speaker=who[step.premises[0]])) for step in made.steps)
    return replace(made, claims=claims, steps=steps)


def test_double_cruxes_are_those_of_the_definition() -> None:
    found = 0
    for seed in range(150):
        ground = Ground(argued(seed))
        names = [name for name in ("Ann", "Bob", "Cy") if name in ground.voices]
        for one, other in pairwise(names):
            seen = ground.views((one, other))
            pair = _Pair(ground, seen, 0, both=False)

            def stands(world: int, node: int, status: Status, goal: int, seen: object = seen) -> bool:
                return suppose(seen, [goal], [(world, {node: status})]).label(goal, 0) is Status.STANDS  # type: ignore[arg-type]

            parting = pair.parting()
            for goal in parting.goals:
                g = seen.node[goal]
                ours, theirs = (label is Status.STANDS for label in pair.labels(g))
                assert ours is not theirs
                expected = set()
                for x in range(seen.size):
                    a, b = pair.labels(x)
                    if x == g or a is b or not (x < seen.graph.claims or pair._is_disputed(x)):
                        continue
                    swings = all(stands(w, x, Status.STANDS, g) is not stands(w, x, Status.FALLS, g) for w in (0, 1))
                    if swings and stands(0, x, b, g) is theirs and stands(1, x, a, g) is ours:
                        expected.add((seen.graph.names[x],))
                single = {crux.nodes for crux in parting.double_cruxes if crux.goal == goal and len(crux.nodes) == 1}
                assert single == expected, (seed, goal)
                found += len(single)
    assert found > 50


def test_moves_are_prefix_maps_judged_anew(root: Path) -> None:
    case = pipeline.judged(str(root / "corpus" / "connectomics.md"))
    the_map, thread = case.annotated.map.confirmed(), case.annotated.thread
    docs = [POST, *(comment.id for comment in thread.comments)]
    told = {move.doc: move.changes for move in moves(thread, the_map)}
    before: dict[str, Status] = {}
    for number, doc in enumerate(docs):
        there = set(docs[: number + 1])
        claims = tuple(claim for claim in the_map.claims if any(each.doc in there for each in claim.anchors))
        ids, steps = {claim.id for claim in claims}, list(the_map.steps)
        while True:
            ends = ids | {step.id for step in steps}
            kept = [step for step in steps if step.anchor.doc in there and ends.issuperset((*step.premises, step.target))]
            if kept == steps:
                break
            steps = kept
        now = {id: status for id, status in labels(ArgumentMap(claims, tuple(steps))).items() if id in ids}
        changes = tuple((claim.id, before[claim.id], now[claim.id]) for claim in claims if before.get(claim.id, now[claim.id]) is not now[claim.id])  # fmt: skip  # noqa: E501
        assert told.get(doc, ()) == changes
        before = now
    assert set(told) == {"c1", "c4", "c5"}


def test_what_the_people_of_the_connectomics_debate_would_have_to_settle(root: Path) -> None:
    the_map = pipeline.judged(str(root / "corpus" / "connectomics.md")).annotated.map.confirmed()
    found = {each.authors: each for each in partings(the_map)}
    rmorey, nesov = found["Steve Byrnes", "rmorey"], found["Steve Byrnes", "Vladimir Nesov"]
    assert [crux.nodes for crux in rmorey.double_cruxes] == [("wbe-path",), ("agi-before-wbe>wbe-path",)]
    assert [crux.nodes for crux in nesov.double_cruxes] == [("wbe-good",), ("novel-agi+outside-jump+no-jump>wbe-good",)]
    assert [crux.confirmed for crux in nesov.double_cruxes] == [True, False]
    assert any("tells against" in line for line in parting_lines(the_map, nesov))


def test_bike_lanes(root: Path) -> None:
    case = pipeline.judged(str(root / "corpus" / "bike-lanes.md"))
    the_map = case.annotated.map.confirmed()
    assert view(the_map, "nora").labels["cheap"] is Status.FALLS
    (came_round,) = persuasions(case.annotated.thread, the_map)
    assert (came_round.author, came_round.claim, came_round.moved_by) == ("Nora Lind", "cheap", "Ida Brandt")
    assert contradictions(the_map) == ()


def test_own_words_against_each_other() -> None:
    (found,) = contradictions(said(a_map("q=>!g; g=>h"), "Ann"))
    assert (found.claim, found.status, found.against) == ("g", Status.FALLS, ("q>g",))
    assert contradictions(said(a_map("q=>!g; r=>(q=>g)"), "Ann")) == ()


def test_a_name_that_nobody_has() -> None:
    with pytest.raises(ArgmapError, match="nobody called 'Xi'"):
        view(CASE_17, "Xi")
