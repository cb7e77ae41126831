"""Views, double cruxes, moves and contradictions: worked cases, the real debates, and the definitions by brute force."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from argmap import pipeline
from argmap.errors import ArgmapError
from argmap.model import POST, Anchor, ArgumentMap, Span, Stance, Status
from argmap.reason.labels import labels, solve
from argmap.reason.people import contradictions, hangs_on, moves, parting_lines, partings, persuasions, view, views
from argmap.reason.people.partings import _not_at_issue
from argmap.reason.people.reactions import FALLS, STANDS, STATUS, Reactions
from argmap.reason.people.views import Ground, Views

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


def argued(seed: int, size: int = 7, stances: int = 3) -> ArgumentMap:
    """Make a random map that three people argue, with some stances."""
    dice = random.Random(seed)
    bare = random_map(seed, size=size)
    people = ("Ann", "Bob", "Cy")
    who = {claim.id: dice.choice(people) for claim in bare.claims}
    taken = [(dice.choice(people), dice.choice(("rejects", "concedes")), dice.choice(bare.claims).id) for _ in range(stances)]
    made = said(bare, "Ann", *taken)
    claims = tuple(
        replace(claim, anchors=(replace(claim.home, speaker=who[claim.id], span=Span(number, number + 1)),))
        for number, claim in enumerate(made.claims)
    )
    steps = tuple(replace(step, anchor=replace(step.anchor, speaker=who[step.premises[0]])) for step in made.steps)
    return replace(made, claims=claims, steps=steps)


def made(seen: Views, world: int, by_hand: dict[int, Status]) -> dict[int, Status]:
    """Return the labels in one view with some nodes given theirs by hand: the whole graph solved anew."""
    shut = {gate: Status.FALLS for gate in seen.paths.gates if gate not in seen.opened[world]}
    forced = seen.forced[world] | shut | by_hand
    masks = [
        {node: 1 for node, label in forced.items() if label is status} for status in (Status.STANDS, Status.FALLS, Status.OPEN)
    ]
    planes = solve(seen.graph, 1, *masks)
    return {node: planes.status(node) for node in range(seen.size)}


def test_reactions_are_the_map_solved_anew() -> None:
    changes = 0
    for seed in range(120):
        seen = views(argued(seed))
        for world, name in enumerate(seen.names):
            reactions = Reactions(seen, world)
            plain = {node: STATUS[reactions.now[node]] for node in range(seen.size)}
            cruxes = [reactions.cruxes(goal) for goal in range(seen.graph.claims)]
            for node in range(seen.size):
                after = {label: made(seen, world, {node: STATUS[label]}) for label in range(3)}
                for label in range(3):
                    told = {each: STATUS[now] for each, now in reactions.to(node, label).items() if each < seen.size}
                    assert told == {each: now for each, now in after[label].items() if now is not plain[each]}, (seed, name)
                    changes += len(told)
                for goal in range(seen.graph.claims):
                    stand = after[STANDS][goal] is Status.STANDS, after[FALLS][goal] is Status.STANDS
                    crux = node < seen.graph.claims and node != goal and stand[0] is not stand[1]
                    assert (node in cruxes[goal]) is crux, (seed, name, node, goal)
    assert changes > 1000


def test_double_cruxes_are_those_of_the_definition() -> None:
    single, joint, none = 0, 0, 0
    for seed in range(400):
        the_map = argued(seed, size=9, stances=5)
        ground = Ground(the_map)
        names = [name for name in ("Ann", "Bob", "Cy") if name in ground.voices]
        for one, other in combinations(names, 2):
            seen = ground.views((one, other))
            (parting,) = partings(the_map, pairs=[(one, other)])
            dropped = [_not_at_issue(ground, *pair) for pair in ((one, other), (other, one))]
            seen = ground.views((one, other), dropped)
            plain = [made(seen, world, {}) for world in (0, 1)]
            disputed = {
                node
                for node in range(seen.graph.claims, seen.size)
                if Status.FALLS in [seen.forced[world].get(node) for world in (0, 1)]
                or any(seen.graph.names[node] in ground.voices[name].answered for name in (one, other))
            }
            tried = [x for x in range(seen.size) if plain[0][x] is not plain[1][x] and (x < seen.graph.claims or x in disputed)]

            def swaps(nodes: tuple[int, ...], goal: int, seen: Views = seen, plain: list[dict[int, Status]] = plain) -> bool:
                """Say whether the goal comes out as for the other, in both views, with the other's labels of some nodes."""
                outcome = [made(seen, w, {node: plain[1 - w][node] for node in nodes})[goal] for w in (0, 1)]
                return all((outcome[w] is Status.STANDS) == (plain[1 - w][goal] is Status.STANDS) for w in (0, 1))

            def swings(node: int, goal: int, world: int, seen: Views = seen) -> bool:
                up, down = (made(seen, world, {node: label})[goal] for label in (Status.STANDS, Status.FALLS))
                return (up is Status.STANDS) is not (down is Status.STANDS)

            for goal in parting.goals:
                g = seen.node[goal]
                assert [plain[w][g] for w in (0, 1)].count(Status.STANDS) == 1
                others = [x for x in tried if x != g]
                expected = {(seen.graph.names[x],) for x in others if swaps((x,), g) and swings(x, g, 0) and swings(x, g, 1)}
                told = {crux.nodes for crux in parting.double_cruxes if crux.goal == goal}
                single += len(expected)
                if expected:
                    assert told == expected, (seed, goal)
                    continue
                settled = {size: [each for each in combinations(others, size) if swaps(each, g)] for size in (1, 2, 3)}
                smallest = [
                    {seen.graph.names[x] for x in each}
                    for size in (2, 3)
                    for each in settled[size]
                    if not any(set(part) < set(each) for less in range(1, size) for part in settled[less])
                ]
                if not smallest:
                    none += 1
                    assert told == set()
                    assert goal in [id for id, *_ in parting.unrelated]
                    continue
                joint += 1
                (nodes,) = told
                assert set(nodes) in [each for each in smallest if len(each) == len(smallest[0])], (seed, goal)
    assert single > 100
    assert joint > 10
    assert none > 10


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


def later(the_map: ArgumentMap, *ids: str) -> ArgumentMap:
    """Let some claims and steps be said in a comment, after all others."""

    def moved(id: str, said_there: Anchor) -> Anchor:
        return replace(said_there, doc="c9", span=Span(90, 91)) if id in ids else said_there

    claims = tuple(replace(each, anchors=tuple(moved(each.id, at) for at in each.anchors)) for each in the_map.claims)
    return replace(the_map, claims=claims, steps=tuple(replace(each, anchor=moved(each.id, each.anchor)) for each in the_map.steps))


def test_own_words_against_each_other() -> None:
    against = said(a_map("q=>!g; g=>h"), "Ann")
    (found,) = contradictions(later(against, "q", "q>g"))
    assert (found.claim, found.status, found.against) == ("g", Status.FALLS, ("q>g",))
    assert contradictions(later(said(a_map("q=>!g; r=>(q=>g)"), "Ann"), "q", "q>g")) == ()
    (broken,) = contradictions(later(said(a_map("p=>g; q=>(p=>g)"), "Ann"), "q", "q>p>g"))
    assert (broken.claim, broken.against) == ("g", ("q>p>g",))


def test_an_objection_to_oneself_is_no_contradiction(root: Path) -> None:
    against = said(a_map("q=>!g; g=>h"), "Ann")
    assert contradictions(against) == ()
    again = replace(against.claim("g"), anchors=(*against.claim("g").anchors, replace(anchor("g2"), doc="c9", span=Span(90, 91))))
    repeated = replace(against, claims=tuple(again if each.id == "g" else each for each in against.claims))
    assert [each.claim for each in contradictions(repeated)] == ["g"]
    assert contradictions(later(repeated, "q", "q>g")) == ()
    assert contradictions(pipeline.judged(str(root / "corpus" / "connectomics.md")).annotated.map.confirmed()) == ()


def test_a_name_that_nobody_has() -> None:
    with pytest.raises(ArgmapError, match="nobody called 'Xi'"):
        view(CASE_17, "Xi")
