"""Cruxes of claims and steps against one intervention at a time, their proofs, roots and loops."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterator

import pytest

from argmap.model import ArgumentMap, Crux, Status
from argmap.reason import judge
from argmap.reason.cruxes import Found, cruxes, shifts
from argmap.reason.labels import Graph, Planes, compile_map, solve

from .maps import a_map, random_map

STANDS, FALLS, OPEN = Status.STANDS, Status.FALLS, Status.OPEN


def found_in(the_map: ArgumentMap, *theses: str) -> Found:
    graph = compile_map(the_map)
    node = graph.index()
    return cruxes(graph, solve(graph), [node[thesis] for thesis in theses])


def interventions(graph: Graph) -> Iterator[tuple[int, Planes, Planes]]:
    """Yield for each node the labels of all if it is made to stand and if it is made to fall, each from a run of its own."""
    for node in range(len(graph.names)):
        yield node, solve(graph, 1, granted={node: 1}), solve(graph, 1, denied={node: 1})


def one_at_a_time(graph: Graph, theses: list[int]) -> set[tuple[str, str, Status, Status]]:
    return {
        (graph.names[node], graph.names[thesis], up.status(thesis), down.status(thesis))
        for node, up, down in interventions(graph)
        for thesis in theses
        if node != thesis and (up.status(thesis) is STANDS) != (down.status(thesis) is STANDS)
    }


def plainly(crux: Crux) -> tuple[str, str, Status, Status]:
    return crux.node, crux.thesis, crux.granted, crux.denied


def test_cruxes_equal_one_intervention_at_a_time() -> None:
    for seed in range(2000):
        graph = compile_map(random_map(seed, size=12))
        theses = random.Random(seed).sample(range(graph.claims), random.Random(seed).randint(1, min(3, graph.claims)))
        found = cruxes(graph, solve(graph), theses)
        assert {plainly(crux) for crux in (*found.claims, *found.steps)} == one_at_a_time(graph, theses), seed
        index = graph.index()
        assert all(index[crux.node] < graph.claims for crux in found.claims)
        assert all(index[crux.node] >= graph.claims for crux in found.steps)


def test_a_chain_is_what_differs_between_crux_and_thesis() -> None:
    for seed in range(600):
        graph = compile_map(random_map(seed, size=12))
        runs = {graph.names[node]: (up, down) for node, up, down in interventions(graph)}
        found = cruxes(graph, solve(graph), range(min(2, graph.claims)))
        for crux in (*found.claims, *found.steps):
            up, down = runs[crux.node]
            index = graph.index()
            start, end = index[crux.node], index[crux.thesis]
            differs = {node for node in range(len(graph.names)) if up.status(node) is not down.status(node)}
            onwards = {node: [user for user in graph.users[node] if user in differs] for node in differs - {end}}
            back = {
                node: [other for other in (*graph.pros[node], *graph.cons[node]) if other in differs] for node in differs - {start}
            }
            between = closure(onwards, start) & closure(back, end)
            expected = {(graph.names[node], up.status(node), down.status(node)) for node in between}
            assert set(crux.chain) == expected, (seed, crux.node)
            assert len(crux.chain) == len(expected)
            assert (crux.chain[0][0], crux.chain[-1][0]) == (crux.node, crux.thesis)


def closure(edges: dict[int, list[int]], start: int) -> set[int]:
    found, stack = {start}, [start]
    while stack:
        for other in set(edges.get(stack.pop(), ())) - found:
            found.add(other)
            stack.append(other)
    return found


def test_the_order_of_claims_and_steps_changes_no_crux() -> None:
    for seed in range(200):
        the_map = random_map(seed, size=12)
        dice = random.Random(seed)
        shuffled = dataclasses.replace(
            the_map,
            claims=tuple(dice.sample(the_map.claims, len(the_map.claims))),
            steps=tuple(dice.sample(the_map.steps, len(the_map.steps))),
        )
        one, other = (found_in(each, the_map.claims[0].id) for each in (the_map, shuffled))
        for ours, theirs in ((one.claims, other.claims), (one.steps, other.steps)):
            assert {(*plainly(crux), crux.root, frozenset(crux.loop), frozenset(crux.chain)) for crux in ours} == {
                (*plainly(crux), crux.root, frozenset(crux.loop), frozenset(crux.chain)) for crux in theirs
            }, seed


def test_what_does_not_reach_the_thesis_cannot_matter_to_it() -> None:
    for seed in range(300):
        graph = compile_map(random_map(seed, size=12))
        plain = solve(graph)
        reaching = closure({node: [*graph.pros[node], *graph.cons[node]] for node in range(len(graph.names))}, 0)
        for node, up, down in interventions(graph):
            assert node in reaching or up.status(0) is down.status(0) is plain.status(0), seed
        found = cruxes(graph, plain, [0])
        assert {graph.index()[crux.node] for crux in (*found.claims, *found.steps)} <= reaching


def test_a_root_has_no_crux_behind_it_but_on_a_loop_with_it() -> None:
    for seed in range(500):
        graph = compile_map(random_map(seed, size=12))
        index = graph.index()
        found = cruxes(graph, solve(graph), [0])
        inputs = {node: [*graph.pros[node], *graph.cons[node]] for node in range(len(graph.names))}
        behind = {node: closure(inputs, node) - {node} for node in range(len(graph.names))}

        claims, steps = ([index[crux.node] for crux in each] for each in (found.claims, found.steps))
        for crux in (*found.claims, *found.steps):
            node = index[crux.node]
            same, others = (claims, []) if node < graph.claims else (steps, claims)
            below = [other for other in same if other in behind[node] and node not in behind[other]]
            below += [other for other in others if other in behind[node]]
            assert crux.root is (not below), (seed, crux.node)
            loop = [
                graph.names[other] for other in sorted(same) if other == node or (other in behind[node] and node in behind[other])
            ]
            assert crux.loop == (tuple(loop) if len(loop) > 1 else ()), (seed, crux.node)


def test_cruxes_come_by_thesis_roots_first_then_in_map_order() -> None:
    found = found_in(a_map("p=>g; q=>!p; r=>!q; q=>h; z=>h"), "h", "g")
    assert [(crux.thesis, crux.node) for crux in found.claims] == [("h", "z"), ("g", "r"), ("g", "p"), ("g", "q")]


def test_a_crux_proof_leads_from_the_crux_to_the_thesis() -> None:
    (crux,) = (crux for crux in found_in(a_map("p=>g; q=>!p; r=>!q"), "g").claims if crux.node == "r")
    assert crux.root
    assert crux.standing
    assert [name for name, _, _ in crux.chain] == ["r", "r>q", "q", "q>p", "p", "p>g", "g"]
    assert crux.chain[-1] == ("g", STANDS, FALLS)
    assert (crux.granted, crux.denied) == (STANDS, FALLS)


def test_a_loop_of_cruxes_is_a_root_as_a_whole() -> None:
    found = found_in(a_map("a=>g; a=>!b; b=>!a"), "g")
    assert [(crux.node, crux.root, crux.loop) for crux in found.claims] == [("a", True, ("a", "b")), ("b", True, ("a", "b"))]


@pytest.mark.parametrize(
    ("text", "steps", "roots"),
    [
        ("p=>g", "p>g", ""),  # the claim says it already
        ("p=>g; q=>(p=>g)", "p>g q>p>g", ""),
        ("p=>g; s=>g", "", ""),
        ("p=>g; q=>(p=>g); r=>(p=>g)", "p>g", "p>g"),  # no single objection decides
        ("p=>g; q=>!g", "q>g", ""),
        ("p=>m; s=>m; m=>g", "m>g", ""),
    ],
)
def test_step_cruxes(text: str, steps: str, roots: str) -> None:
    found = found_in(a_map(text), "g").steps
    assert sorted(crux.node for crux in found) == steps.split()
    assert [crux.node for crux in found if crux.root] == roots.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("p=>g; q=>!g", [("p", OPEN, FALLS)]),
        ("p=>g", []),
        ("p=>g; s=>g; q=>!g", []),
    ],
)
def test_shifts(text: str, expected: list[tuple[str, Status, Status]]) -> None:
    graph = compile_map(a_map(text))
    found = shifts(graph, solve(graph), graph.index()["g"])
    assert [(shift.node, shift.granted, shift.denied) for shift in found] == expected


def test_a_chain_of_ten_thousand_has_its_proofs_when_asked() -> None:
    chain = a_map(";".join(f"c{number + 1:05}=>c{number:05}" for number in range(9999)))
    found = judge(chain, ("c00000",)).cruxes
    assert len(found) == 9999
    assert (found[0].node, found[0].root, found[1].root) == ("c09999", True, False)
    assert len(found[0].chain) == 19999
