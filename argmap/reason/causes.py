"""Why a node has its label: the cause in one word or two, and the nodes that decide it.

An open node says which of four things holds it open: it is contested (reasons stand on both sides, or two objections
defeat each other), it rests on such a point, it leans on itself (circular), or it defeats itself (a loop with an odd
number of attacks).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Sequence

from argmap.model import Status, Verdict
from argmap.reason._components import components
from argmap.reason.labels import Graph, Planes

__all__ = ["components", "verdicts"]

STANDS, FALLS, OPEN = Status.STANDS, Status.FALLS, Status.OPEN


def verdicts(
    graph: Graph, planes: Planes, rank: Sequence[int | None] | None = None, supposed: Collection[int] = ()
) -> dict[str, Verdict]:
    """Return the verdict of every node by name, from the labels of one world.

    `rank` are the `ranks` of the labels; without them, no verdict is certified. The nodes in `supposed` were given their labels.
    """
    rank = rank or [None] * len(graph.names)
    status = [planes.status(node) for node in range(len(graph.names))]
    held_open = [_open_dependencies(graph, status, node) for node in range(len(status))]
    loop = _loops(graph, held_open)
    made = {}
    for node, name in enumerate(graph.names):
        if node in supposed:
            cause, because = "supposed", list[int]()
        elif status[node] is OPEN:
            cause, because = _open_cause(graph, held_open, loop, node)
        elif node < graph.claims:
            cause, because = _claim_cause(graph, status, node)
        else:
            cause, because = _step_cause(graph, status, node)
        names = tuple(graph.names[other] for other in because)
        turning = bool(loop[node]) and cause in _ON_A_LOOP
        words = _words(status[node], cause, _round(graph, because), " ← ") if turning else _words(status[node], cause, names)
        made[name] = Verdict(status[node], cause, names, words, rank[node])
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


_ON_A_LOOP = ("circular", "contested", "self-defeating")


def _open_cause(graph: Graph, held_open: Sequence[list[int]], loop: Sequence[list[int]], node: int) -> tuple[str, list[int]]:
    if not held_open[node]:
        return "contested", [*graph.pros[node], *graph.cons[node]]
    if not loop[node]:
        return "rests on an open point", held_open[node]
    attacks = sum(other in graph.cons[user] for user, other in zip(loop[node], _turned(loop[node], 1), strict=True))
    return "self-defeating" if attacks % 2 else "contested" if attacks else "circular", loop[node]


def _turned(loop: list[int], by: int) -> list[int]:
    return [*loop[by:], *loop[:by]]


def _loops(graph: Graph, held_open: Sequence[list[int]]) -> list[list[int]]:
    """Return, for each node, a loop of open nodes that holds it open (empty where something outside of loops does so as well).

    Each node of a loop depends on the next one, and the last one on the first. If some loop of the component has an odd number of
    attacks, so that the component defeats itself, the loop shown is one of these; else one with an attack, if there is any.
    """
    loop: list[list[int]] = [[] for _ in held_open]
    for component in components(held_open):
        if len(component) == 1 and component[0] not in held_open[component[0]]:
            continue
        members = set(component)
        inside = {node: [(other, other in graph.cons[node]) for other in held_open[node] if other in members] for node in component}
        odd = not _two_camps(inside)
        attacked = any(attack for edges in inside.values() for _, attack in edges)
        for node in sorted(component):
            if not loop[node]:
                found = _shortest(inside, node, odd=odd, attacked=attacked)
                for number, member in enumerate(found):
                    loop[member] = loop[member] or _turned(found, number)
        for node in component:
            if len(inside[node]) < len(held_open[node]):
                loop[node] = []
    return loop


Signed = dict[int, list[tuple[int, bool]]]
"""On what each node of a component depends within it, and whether that attacks it."""


def _two_camps(inside: Signed) -> bool:
    """Say whether the nodes fall into two camps: every attack goes from one to the other and every support stays within."""
    neighbours: Signed = {node: [] for node in inside}
    for node, edges in inside.items():
        for other, attack in edges:
            neighbours[node].append((other, attack))
            neighbours[other].append((node, attack))
    start = next(iter(inside))
    camp, stack = {start: False}, [start]
    while stack:
        node = stack.pop()
        for other, attack in neighbours[node]:
            if other not in camp:
                camp[other] = camp[node] ^ attack
                stack.append(other)
            elif camp[other] != camp[node] ^ attack:
                return False
    return True


def _shortest(inside: Signed, start: int, *, odd: bool, attacked: bool) -> list[int]:
    """Return a shortest walk from `start` back to it, without its end: with an odd number of attacks, or with any, as asked for."""
    before: dict[tuple[int, bool], tuple[int, bool]] = {}
    queue = deque([(start, False)])
    goal = (start, odd or attacked)
    while goal not in before:
        state = queue.popleft()
        for other, attack in inside[state[0]]:
            after = (other, state[1] ^ attack if odd else state[1] or attack)
            if after not in before:
                before[after] = state
                queue.append(after)
    walk = [before[goal]]
    while walk[-1] != (start, False):
        walk.append(before[walk[-1]])
    return [node for node, _ in reversed(walk)]


def _round(graph: Graph, loop: Sequence[int]) -> tuple[str, ...]:
    """Return the claims of a loop by name, and the first one again at the end."""
    claims = [graph.names[node] for node in loop if node < graph.claims] or [graph.names[node] for node in loop]
    return (*claims, claims[0])


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
    "supposed": "that is what was asked for",
    "self-defeating": "it is part of a loop that defeats itself",
}


def _words(status: Status, cause: str, names: tuple[str, ...], between: str = ", ") -> str:
    listed = between.join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
    verb = {STANDS: "stands", FALLS: "falls", OPEN: "is open"}[status]
    return f"{verb} ({cause}): {_SENTENCES[cause]}" + (f" [{listed}]" if names else "")
