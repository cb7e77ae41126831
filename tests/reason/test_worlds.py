"""Interventions: what follows when some nodes are forced to have a label, or are taken out of the map."""

from __future__ import annotations

import random

from argmap.model import ArgumentMap, Status
from argmap.reason.labels import compile_map, consequences, labels, ranks, solve

from .maps import random_map


def test_consequences_are_the_difference_between_two_runs() -> None:
    for seed in range(2000):
        graph = compile_map(random_map(seed, size=10))
        plain = solve(graph)
        dice = random.Random(seed)
        forced = {node: dice.choice(list(Status)) for node in dice.sample(range(len(graph.names)), 2)}
        stands, falls, open_ = (
            {node: 1 for node, label in forced.items() if label is wanted} for wanted in (Status.STANDS, Status.FALLS, Status.OPEN)
        )
        again = solve(graph, 1, stands, falls, open_)
        nodes = range(len(graph.names))
        expected = {node: again.status(node) for node in nodes if again.status(node) is not plain.status(node)}
        assert consequences(graph, plain, forced) == expected, seed
        assert consequences(graph, plain, forced, ranks(graph, plain)) == expected, seed


def without(the_map: ArgumentMap, gone: set[str]) -> ArgumentMap:
    """Take claims out, and the steps that need them."""
    steps = the_map.steps
    while True:
        ends = {claim.id for claim in the_map.claims if claim.id not in gone} | {step.id for step in steps}
        kept = tuple(step for step in steps if ends.issuperset((*step.premises, step.target)))
        if kept == steps:
            return ArgumentMap(tuple(claim for claim in the_map.claims if claim.id not in gone), steps)
        steps = kept


def test_what_is_absent_is_as_if_it_had_never_been_there() -> None:
    for seed in range(300):
        the_map = random_map(seed, size=10)
        graph = compile_map(the_map)
        dice = random.Random(seed)
        smaller = without(the_map, {claim.id for claim in the_map.claims if dice.random() < 0.3})
        kept = labels(smaller)
        node = graph.index()
        # Four worlds at once, and the second and third have it all.
        planes = solve(graph, 4, absent={number: 0b1001 for name, number in node.items() if name not in kept})
        assert {id: planes.status(node[id], 3) for id in kept} == kept, seed
        assert {id: planes.status(node[id], 1) for id in node} == labels(the_map), seed
