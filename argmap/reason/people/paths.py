"""The graph that all views of a map share, with gates for what some argue against, and how things lead on in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from argmap.reason.labels import Graph

__all__ = ["Paths", "with_gates"]


@dataclass(frozen=True)
class Paths:
    """What is the same in all views of one map: its graph with helpers behind the map's own `size` nodes, and how things lead on.

    Each objection to a claim that somebody argues against by it has a gate (`gates`: gate to objection), which passes it on to
    them alone. Each reason for such a claim rests, besides its premises, on a node that falls as soon as a gate passes
    something on.
    """

    graph: Graph
    size: int
    gates: Mapping[int, int]

    @cached_property
    def only(self) -> list[int]:
        """The one node that uses each node; -1 where there are none or several, or where either is on a loop."""
        graph, part = self.graph, self.graph.part
        looped = bytearray(len(members) > 1 for members in graph.parts)
        return [
            users[0] if len(users) == 1 and not looped[part[node]] and not looped[part[users[0]]] else -1
            for node, users in enumerate(graph.users)
        ]

    @cached_property
    def forks(self) -> bytearray:
        """Which nodes do more than to change the label of the one node that uses them: gates aside, which most have shut."""
        graph, part = self.graph, self.graph.part
        looped = bytearray(len(members) > 1 for members in graph.parts)
        found = bytearray(self.size)
        for node in range(self.size):
            users = [user for user in graph.users[node] if user < self.size]
            found[node] = len(users) > 1 or looped[part[node]] or any(looped[part[user]] for user in users)
        return found

    @cached_property
    def forks_behind(self) -> bytearray:
        """Behind which nodes there are such nodes."""
        found, graph = bytearray(self.size), self.graph
        for members in graph.parts:
            own = [node for node in members if node < self.size]
            inputs = [other for node in own for other in (*graph.pros[node], *graph.cons[node]) if other < self.size]
            if any(self.forks[other] or found[other] for other in inputs):
                for node in own:
                    found[node] = 1
        return found


def with_gates(graph: Graph, objections: Iterable[int]) -> Paths:
    """Return the graph with its helpers for rule 2: gates for some objections."""
    argued = set(objections)
    names, pros, cons = list(graph.names), list(graph.pros), list(graph.cons)
    users = [list(each) for each in graph.users]
    made: dict[int, int] = {}

    def helper(premises: tuple[int, ...], undercuts: tuple[int, ...]) -> int:
        names.append("")
        pros.append(premises)
        cons.append(undercuts)
        users.append([])
        for other in (*premises, *undercuts):
            users[other].append(len(names) - 1)
        return len(names) - 1

    for claim in sorted({user for objection in argued for user in graph.users[objection]}):
        if not graph.pros[claim]:
            continue
        attacks = [each for each in graph.cons[claim] if each in argued]
        gates = tuple(helper((step,), ()) for step in attacks)
        made |= zip(gates, attacks, strict=True)
        unopposed = helper((), gates)
        for reason in graph.pros[claim]:
            pros[reason] = (*pros[reason], unopposed)
            users[unopposed].append(reason)
    gated = replace(graph, names=tuple(names), pros=tuple(pros), cons=tuple(cons), users=tuple(tuple(each) for each in users))
    return Paths(gated, len(graph.names), made)
