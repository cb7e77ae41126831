"""Cruxes: the claims on which a thesis hangs, each with its proof.

x is a crux for g if g stands in exactly one of the two worlds do(x stands) and do(x falls), where do() fixes x's
label whatever is said for or against it. Kindred notions: necessary explanations (Borg and Bex 2021), enforcement
(Baumann 2012). All interventions are solved in one pass, two worlds a claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from argmap.model import Crux, Status
from argmap.reason.causes import components
from argmap.reason.labels import Graph, Planes, solve

__all__ = ["cruxes"]


def cruxes(graph: Graph, plain: Planes, theses: Iterable[int]) -> tuple[Crux, ...]:
    """Return the cruxes of each thesis (a node of `graph`), root cruxes first, then in map order."""
    made = []
    for thesis in theses:
        cone = _upstream(graph, thesis)
        tried = [node for node in sorted(cone) if node < graph.claims and node != thesis]
        granted = {node: 1 << 2 * number for number, node in enumerate(tried)}
        denied = {node: 2 << 2 * number for number, node in enumerate(tried)}
        planes = solve(graph, 2 * len(tried), granted, denied)
        hits = [node for number, node in enumerate(tried) if (planes.stands[thesis] >> 2 * number & 3) in (1, 2)]
        roots = _roots(graph, hits)
        world = {node: 2 * number for number, node in enumerate(tried)}
        for node in sorted(hits, key=lambda node: (node not in roots, node)):
            up = world[node]
            made.append(
                Crux(
                    graph.names[node],
                    graph.names[thesis],
                    plain.status(node),
                    planes.status(thesis, up),
                    planes.status(thesis, up + 1),
                    _chain(graph, planes, up, node, thesis),
                    node in roots,
                )
            )
    return tuple(made)


def _upstream(graph: Graph, node: int) -> set[int]:
    """Return what the label of `node` may depend on, itself included."""
    found, stack = {node}, [node]
    while stack:
        for other in _inputs(graph, stack.pop()):
            if other not in found:
                found.add(other)
                stack.append(other)
    return found


def _inputs(graph: Graph, node: int) -> tuple[int, ...]:
    return (*graph.pros[node], *graph.cons[node])


def _chain(graph: Graph, planes: Planes, up: int, crux: int, thesis: int) -> tuple[tuple[str, Status, Status], ...]:
    """Return the nodes between crux and thesis whose label differs between the two worlds, with both labels."""

    def changed(node: int) -> bool:
        return planes.status(node, up) is not planes.status(node, up + 1)

    leading = {thesis}
    stack = [thesis]
    while stack:
        node = stack.pop()
        # The crux's label is fixed in both worlds, so nothing behind it plays a part.
        for other in () if node == crux else _inputs(graph, node):
            if other not in leading and changed(other):
                leading.add(other)
                stack.append(other)
    chain, queue, seen = [], [crux], {crux}
    for node in queue:
        chain.append((graph.names[node], planes.status(node, up), planes.status(node, up + 1)))
        for user in graph.users[node]:
            if user in leading and user not in seen:
                seen.add(user)
                queue.append(user)
    return tuple(chain)


def _roots(graph: Graph, hits: Sequence[int]) -> set[int]:
    """Return the cruxes with no crux behind them, save those on a loop with them: there a disagreement bottoms out."""
    edges = [_inputs(graph, node) for node in range(len(graph.names))]
    wanted = set(hits)
    rests_on_crux: dict[int, bool] = {}
    part = {}
    for number, members in enumerate(components(edges)):
        for node in members:
            part[node] = number
        behind = {part[other] for node in members for other in edges[node]} - {number}
        inside = any(node in wanted for node in members)
        below = any(rests_on_crux[other] for other in behind)
        rests_on_crux[number] = inside or below
        if inside and below:
            wanted.difference_update(members)
    return wanted
