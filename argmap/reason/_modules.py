"""Where a map may be cut: the parts of a graph that touch the rest at one node, and a part as a graph of its own."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Mapping, Sequence

from argmap.model import Status
from argmap.reason.causes import components
from argmap.reason.labels import Graph, Planes, solve

__all__ = ["inputs", "modules", "solve_part", "unsettled", "upstream"]


def inputs(graph: Graph, node: int) -> tuple[int, ...]:
    """Return the nodes that the label of `node` depends on directly."""
    return (*graph.pros[node], *graph.cons[node])


def unsettled(graph: Graph, hedged: Collection[int]) -> tuple[set[int], Planes]:
    """Return the nodes whose label may depend on what becomes of the hedged claims, and the labels of all others.

    What is settled while those are held open stays so however they turn out, since the labels only grow with what is known.
    """
    plain = solve(graph, held=dict.fromkeys(hedged, 1))
    found = set(hedged)
    stack = list(found)
    while stack:
        for user in graph.users[stack.pop()]:
            if user not in found and plain.status(user) is Status.OPEN:
                found.add(user)
                stack.append(user)
    return found, plain


def upstream(graph: Graph, start: int, within: set[int], stops: Collection[int] = ()) -> list[int]:
    """Return `start` and what its label may depend on, as far as that lies in `within`; nothing is looked for behind `stops`."""
    found, stack = {start: None}, [start]
    while stack:
        for other in inputs(graph, stack.pop()):
            if other in within and other not in found:
                found[other] = None
                if other not in stops:
                    stack.append(other)
    return list(found)


def modules(edges: Sequence[Sequence[int]], root: int) -> list[int]:
    """Return the nodes through which all goes that lies behind them, each after those behind it and `root` last.

    `edges` lead from a node to its inputs; all nodes are behind `root`. What lies behind such a node is independent of
    the rest. Dutuit and Rauzy 1996 (doi:10.1109/24.537011), on the components of the graph, since ours may have loops:
    a part is a module if a walk in depth touches nothing behind it before it comes in or after it leaves.

    >>> modules([[1, 2], [3], [3, 4], [], []], 0)
    [3, 4, 0]
    """
    parts = components(edges)
    part = [0] * len(edges)
    for number, members in enumerate(parts):
        for node in members:
            part[node] = number
    behind: list[list[int]] = [[] for _ in parts]
    doors: list[set[int]] = [set() for _ in parts]
    doors[part[root]].add(root)
    for node, others in enumerate(edges):
        for other in others:
            if part[other] != part[node]:
                behind[part[node]].append(part[other])
                doors[part[other]].add(other)
    entered, left, last = _walk(behind, part[root])
    earliest, latest = [sys.maxsize] * len(parts), [-1] * len(parts)
    found = []
    for number, others in enumerate(behind):
        for other in others:
            earliest[number] = min(earliest[number], entered[other], earliest[other])
            latest[number] = max(latest[number], last[other], latest[other])
        if len(doors[number]) == 1 and entered[number] < earliest[number] and latest[number] < left[number]:
            found.append(min(doors[number]))
    return found


def _walk(behind: Sequence[Sequence[int]], root: int) -> tuple[list[int], list[int], list[int]]:
    """Return when a walk in depth first comes to each part, when it leaves it for good, and when it last comes by."""
    entered, left, last = [-1] * len(behind), [-1] * len(behind), [-1] * len(behind)
    time, work = 0, [(root, iter(behind[root]))]
    entered[root] = last[root] = 0
    while work:
        number, rest = work[-1]
        time += 1
        other = next(rest, None)
        if other is None:
            left[number] = time
            work.pop()
            continue
        last[other] = time
        if entered[other] < 0:
            entered[other] = time
            work.append((other, iter(behind[other])))
    return entered, left, last


def solve_part(graph: Graph, part: Sequence[int], worlds: int, granted: Mapping[int, int], denied: Mapping[int, int]) -> Planes:
    """Return the labels of the nodes of `part`, in that order, in `worlds` worlds.

    `granted` and `denied` are as in `solve`. What the part depends on outside has no labels but these, and is open elsewhere.
    """
    inside = set(part)
    outside = list(dict.fromkeys(other for node in part for other in inputs(graph, node) if other not in inside))
    claims = [node for node in part if node < graph.claims]
    order = [*claims, *outside, *(node for node in part if node >= graph.claims)]
    number = {node: place for place, node in enumerate(order)}

    def renumbered(nodes: Iterable[int]) -> tuple[int, ...]:
        return tuple(number[node] for node in nodes)

    full = (1 << worlds) - 1
    planes = solve(
        Graph(
            tuple(graph.names[node] for node in order),
            len(claims) + len(outside),
            tuple(renumbered(graph.pros[node] if node in inside else ()) for node in order),
            tuple(renumbered(graph.cons[node] if node in inside else ()) for node in order),
            tuple(renumbered(user for user in graph.users[node] if user in inside) for node in order),
            tuple(node in inside and graph.bare[node] for node in order[: len(claims) + len(outside)]),
        ),
        worlds,
        {number[node]: bits for node, bits in granted.items()},
        {number[node]: bits for node, bits in denied.items()},
        {number[node]: full & ~(granted.get(node, 0) | denied.get(node, 0)) for node in outside},
    )
    return Planes([planes.stands[number[node]] for node in part], [planes.falls[number[node]] for node in part])
