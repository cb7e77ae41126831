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
            back = {node: [other for other in (*graph.pros[node], *graph.cons[node]) if other in differs] for node in differs - {start}}
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
