"""Why a node has its label: the cause in one word or two, and the nodes that decide it.

An open node says which of four things holds it open: it is contested (reasons stand on both sides, or two objections
defeat each other), it rests on such a point, it leans on itself (circular), or it defeats itself (a loop with an odd
number of attacks).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from argmap.model import Status, Verdict
from argmap.reason.labels import Graph, Planes

__all__ = ["components", "verdicts"]

STANDS, FALLS, OPEN = Status.STANDS, Status.FALLS, Status.OPEN


def verdicts(graph: Graph, planes: Planes) -> dict[str, Verdict]:
    """Return the verdict of every node by name, from the labels of one world."""
    status = [planes.status(node) for node in range(len(graph.names))]
    held_open = [_open_dependencies(graph, status, node) for node in range(len(status))]
    loop = _loops(held_open)
    made = {}
    for node, name in enumerate(graph.names):
        if status[node] is OPEN:
            cause, because = _open_cause(graph, held_open, loop, node)
        elif node < graph.claims:
            cause, because = _claim_cause(graph, status, node)
        else:
            cause, because = _step_cause(graph, status, node)
        names = tuple(graph.names[other] for other in because)
        made[name] = Verdict(status[node], cause, names, _words(status[node], cause, names))
    return made


def _those(nodes: Iterable[int], status: Sequence[Status], wanted: Status) -> list[int]:
    return [node for node in nodes if status[node] is wanted]


def _claim_cause(graph: Graph, status: Sequence[Status], node: int) -> tuple[str, list[int]]:
    pros, cons = graph.pros[node], graph.cons[node]
    for_it, against_it = _those(pros, status, STANDS), _those(cons, status, STANDS)
    if status[node] is STANDS:
        return ("defended" if cons else "supported" if for_it else "unchallenged"), [*for_it, *cons]
    if graph.bare[node]:
        return "answered", against_it
    return "lost its support", [*pros, *against_it]


def _step_cause(graph: Graph, status: Sequence[Status], node: int) -> tuple[str, list[int]]:
    premises, undercuts = graph.pros[node], graph.cons[node]
    if status[node] is STANDS:
        return ("defended" if undercuts else "unchallenged"), [*premises, *undercuts]
    hits = _those(undercuts, status, STANDS)
    return ("undercut", hits) if hits else ("a premise falls", _those(premises, status, FALLS))


def _open_dependencies(graph: Graph, status: Sequence[Status], node: int) -> list[int]:
    """Return the open nodes that keep an open node open: none where reasons that stand on both sides do."""
    if status[node] is not OPEN:
        return []
    if node >= graph.claims:
        return _those((*graph.pros[node], *graph.cons[node]), status, OPEN)
    for_it = any(status[step] is STANDS for step in graph.pros[node])
    against_it = any(status[step] is STANDS for step in graph.cons[node])
    return [
        *([] if for_it else _those(graph.pros[node], status, OPEN)),
        *([] if against_it else _those(graph.cons[node], status, OPEN)),
    ]


def _open_cause(graph: Graph, held_open: Sequence[list[int]], loop: Sequence[list[int]], node: int) -> tuple[str, list[int]]:
    if not held_open[node]:
        return "contested", [*graph.pros[node], *graph.cons[node]]
    members = set(loop[node])
    if not members or any(other not in members for other in held_open[node]):
        return "rests on an open point", held_open[node]
    attacks = {(user, node) for user in members for node in members.intersection(graph.cons[user])}
    if not attacks:
        return "circular", loop[node]
    return ("contested" if _even(members, held_open, attacks) else "self-defeating"), loop[node]


def _even(members: set[int], held_open: Sequence[list[int]], attacks: set[tuple[int, int]]) -> bool:
    """Say whether the loop falls into two camps: every attack in it goes from one to the other and every support stays within."""
    neighbours: dict[int, list[tuple[int, int]]] = {node: [] for node in members}
    for node in members:
        for other in members.intersection(held_open[node]):
            sign = int((node, other) in attacks)
            neighbours[node].append((other, sign))
            neighbours[other].append((node, sign))
    start = min(members)
    camp, stack = {start: 0}, [start]
    while stack:
        node = stack.pop()
        for other, sign in neighbours[node]:
            if other not in camp:
                camp[other] = camp[node] ^ sign
                stack.append(other)
            elif camp[other] != camp[node] ^ sign:
                return False
    return True


def _loops(held_open: Sequence[list[int]]) -> list[list[int]]:
    """Return, for each node, the members of the loop of open nodes that it lies on, in map order (empty where it lies on none)."""
    loop: list[list[int]] = [[] for _ in held_open]
    for component in components(held_open):
        if len(component) > 1 or component[0] in held_open[component[0]]:
            for node in component:
                loop[node] = sorted(component)
    return loop


def components(edges: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the strongly connected components of a directed graph, each after those it leads to.

    Tarjan 1972 (doi:10.1137/0201010), with a stack of our own since a debate may be deeper than Python's.

    >>> components([[1], [0], [1]])
    [[1, 0], [2]]
    """
    order: dict[int, int] = {}
    low = [0] * len(edges)
    on_stack = bytearray(len(edges))
    stack: list[int] = []
    found: list[list[int]] = []
    for root in range(len(edges)):
        if root in order:
            continue
        work = [(root, iter(edges[root]))]
        while work:
            node, rest = work[-1]
            if node not in order:
                order[node] = low[node] = len(order)
                stack.append(node)
                on_stack[node] = 1
            for other in rest:
                if other not in order:
                    work.append((other, iter(edges[other])))
                    break
                if on_stack[other]:
                    low[node] = min(low[node], order[other])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == order[node]:
                    component: list[int] = []
                    while not component or component[-1] != node:
                        component.append(stack.pop())
                        on_stack[component[-1]] = 0
                    found.append(component)
    return found


_SENTENCES = {
    "unchallenged": "nobody gives a reason against it",
    "supported": "a reason for it stands and nobody gives one against it",
    "defended": "every objection to it falls",
    "answered": "it was put forward without a reason that stands, and a reason against it stands",
    "lost its support": "none of the reasons given for it stands",
    "undercut": "a standing objection says that the step does not follow",
    "a premise falls": "something it rests on falls",
    "contested": "reasons stand on both sides, and nothing in the thread decides between them",
    "rests on an open point": "it depends on something that is itself open",
    "circular": "it leans on itself: nothing outside the loop holds it up",
    "self-defeating": "it is part of a loop that defeats itself",
}


def _words(status: Status, cause: str, names: tuple[str, ...]) -> str:
    listed = ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
    verb = {STANDS: "stands", FALLS: "falls", OPEN: "is open"}[status]
    return f"{verb} ({cause}): {_SENTENCES[cause]}" + (f" [{listed}]" if names else "")
