"""Sets of claims that decide a thesis together, against trying them all."""

from __future__ import annotations

import itertools

import pytest

from argmap.model import ArgumentMap, JointCrux, Status
from argmap.reason.joint import Sets, joint_cruxes, smallest_sets
from argmap.reason.labels import Graph, compile_map, solve

from .maps import a_map, random_map

STANDS, FALLS, OPEN = Status.STANDS, Status.FALLS, Status.OPEN


def pairs_of(the_map: ArgumentMap, thesis: str = "g") -> list[tuple[str, ...]]:
    graph = compile_map(the_map)
    return [pair.nodes for pair in joint_cruxes(graph, solve(graph), graph.index()[thesis]).sets]


def stands(graph: Graph, thesis: int, forced: dict[int, Status]) -> bool:
    up, down = ({node: 1 for node, label in forced.items() if label is wanted} for wanted in (STANDS, FALLS))
    return solve(graph, 1, up, down).status(thesis) is STANDS


def flipped(graph: Graph, nodes: tuple[int, ...]) -> dict[int, Status]:
    plain = solve(graph)
    return {node: FALLS if plain.status(node) is STANDS else STANDS for node in nodes}


def deciding(graph: Graph, thesis: int, size: int) -> list[tuple[int, ...]]:
    """Return the sets of that size whose flips change whether the thesis stands."""
    others = [node for node in range(graph.claims) if node != thesis]
    now = stands(graph, thesis, {})
    return [nodes for nodes in itertools.combinations(others, size) if stands(graph, thesis, flipped(graph, nodes)) is not now]


def names(graph: Graph, found: list[tuple[int, ...]]) -> list[tuple[str, ...]]:
    return [tuple(graph.names[node] for node in nodes) for nodes in found]


def test_two_reasons_apart_decide_together() -> None:
    graph = compile_map(a_map("p=>g; s=>g"))
    assert joint_cruxes(graph, solve(graph), graph.index()["g"]) == Sets(
        (JointCrux(("p", "s"), "g", (FALLS, FALLS), STANDS, FALLS),), complete=True
    )


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("p=>g; s=>g", [("p", "s")]),
        ("p=>g; s=>g; t=>g", []),  # that takes three
        ("p=>g; q=>!g; r=>!g", [("q", "r")]),  # two objections hold it open
        ("p,s=>g", []),  # each is a crux
        ("p=>g; s=>g; q=>!s", []),  # p alone is a crux
        ("x,s=>g; t=>(x,s=>g); u=>(x,s=>g)", [("t", "u")]),
        ("a=>g; b=>g; a=>!b; b=>!a", []),  # either camp makes it stand
    ],
)
def test_pairs(text: str, pairs: list[tuple[str, str]]) -> None:
    assert pairs_of(a_map(text)) == pairs


def test_pairs_equal_trying_them_all() -> None:
    seen = 0
    for seed in range(2000):
        graph = compile_map(random_map(seed, size=9))
        single = {nodes[0] for nodes in deciding(graph, 0, 1)} | {
            node for node in range(1, graph.claims) if stands(graph, 0, {node: STANDS}) is not stands(graph, 0, {node: FALLS})
        }
        expected = [pair for pair in deciding(graph, 0, 2) if single.isdisjoint(pair)]
        found = joint_cruxes(graph, solve(graph), 0)
        assert [pair.nodes for pair in found.sets] == names(graph, expected), seed
        assert found.complete
        seen += len(expected)
    assert seen > 100


def test_too_many_claims_are_paired_from_the_thesis_outwards() -> None:
    graph = compile_map(a_map("p=>g; s=>g; u=>p; v=>s"))
    plain, thesis = solve(graph), graph.index()["g"]
    near = joint_cruxes(graph, plain, thesis, most=2)
    assert ([pair.nodes for pair in near.sets], near.complete) == ([("p", "s")], False)
    every = joint_cruxes(graph, plain, thesis)
    assert ([pair.nodes for pair in every.sets], every.complete) == ([("p", "s"), ("p", "v"), ("s", "u"), ("u", "v")], True)


def test_smallest_sets_equal_trying_them_all() -> None:
    sizes = set()
    for seed in range(200):
        graph = compile_map(random_map(seed))
        size = next((size for size in (1, 2, 3) if deciding(graph, 0, size)), None)
        found = smallest_sets(graph, solve(graph), 0)
        assert found.complete
        if size is None:
            assert all(len(each.nodes) > 3 for each in found.sets), seed
        else:
            assert [each.nodes for each in found.sets] == names(graph, deciding(graph, 0, size)), seed
        assert all((each.before is STANDS) is not (each.after is STANDS) for each in found.sets)
        sizes.add(size)
    assert sizes >= {1, 2, None}


def test_three_reasons_apart() -> None:
    graph = compile_map(a_map("p=>g; s=>g; t=>g; h=>k; k=>h; h=>g"))
    (found,) = smallest_sets(graph, solve(graph), graph.index()["g"]).sets
    # That h and k lean on each other makes neither stand.
    assert (found.nodes, found.after) == (("p", "s", "t"), OPEN)


def test_a_limit_is_told() -> None:
    graph = compile_map(a_map("p=>g; s=>g; u=>p; v=>s"))
    plain, thesis = solve(graph), graph.index()["g"]
    assert not smallest_sets(graph, plain, thesis, most=2).complete
    assert smallest_sets(graph, plain, thesis, most=5).complete
    assert len(smallest_sets(graph, plain, thesis, most=2).sets) == 2


def test_a_million_sets_are_not_waited_for() -> None:
    graph = compile_map(a_map("; ".join(f"p{number}=>g; u{number}=>p{number}" for number in range(20))))
    found = smallest_sets(graph, solve(graph), graph.index()["g"], seconds=0.2, most=10**9)
    assert not found.complete
    assert {len(each.nodes) for each in found.sets} <= {20}
