"""Labels: which claims and steps stand, fall or stay open.

The semantics is the grounded one (Dung 1995, doi:10.1016/0004-3702(94)00041-X) over claims and attackable steps (as
the rule applications of ASPIC+ are), with one preference built in: a reason beats bare say-so. Everything starts
open; the two rules below only ever settle an open node, so the least fixpoint is unique and does not depend on the
order of work.

- A step stands if all its premises stand and all its undercuts have fallen; it falls if a premise falls or an undercut
  stands.
- A claim stands if everything against it has fallen and a reason for it stands; it falls if every reason for it has
  fallen.
- A bare claim stands if everything against it has fallen; it falls if a reason against it stands and every reason for
  it has fallen.

A claim is bare where somebody puts it forward without a reason, or besides the reasons (`.asserted`).

Labels are bit-planes: bit j of a node's `stands` is its label in world j. One world is the ordinary verdict; many
worlds at once are what `cruxes` needs, at about the cost of one, because an `&` of two long Python integers handles
64 worlds per machine word. Since different worlds settle a node at different times, many worlds are gone through in the
order of dependency, which looks at a node once unless it is on a loop.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from heapq import heapify, heappop, heappush

from argmap.model import ArgumentMap, Status, StepKind
from argmap.reason._components import order

__all__ = ["Graph", "Planes", "Worlds", "compile_map", "consequences", "labels", "ranks", "rule", "solve", "solve_within"]

Worlds = Mapping[int, int]
"""For some nodes, a set of worlds each: bit j for world j."""


@dataclass(frozen=True)
class Graph:
    """The map over integers: the claims first, then the steps, each in the map's order.

    `pros[n]` are the inferences for a claim or, for a step, its premises; `cons[n]` the rebuttals of a claim or the
    undercuts of a step. `users[n]` are the nodes whose label depends on that of n. `bare` is for the claims alone.
    """

    names: tuple[str, ...]
    claims: int
    pros: tuple[tuple[int, ...], ...]
    cons: tuple[tuple[int, ...], ...]
    users: tuple[tuple[int, ...], ...]
    bare: tuple[bool, ...]

    @cached_property
    def part(self) -> list[int]:
        """The place of each node in the order of dependency; those on a loop share one."""
        part = [0] * len(self.names)
        for number, members in enumerate(self.parts):
            for node in members:
                part[node] = number
        return part

    def index(self) -> dict[str, int]:
        """Return the node of each name."""
        return {name: node for node, name in enumerate(self.names)}

    @cached_property
    def parts(self) -> list[list[int]]:
        """The nodes in the order of dependency: each loop (or single node) after what it depends on."""
        return order([pros + cons for pros, cons in zip(self.pros, self.cons, strict=True)], self.users)


@dataclass(frozen=True, slots=True)
class Planes:
    """For each node, the worlds in which it stands and those in which it falls; in the others it is open."""

    stands: list[int] | dict[int, int]
    falls: list[int] | dict[int, int]

    def status(self, node: int, world: int = 0) -> Status:
        """Return the label of `node` in one world."""
        if self.stands[node] >> world & 1:
            return Status.STANDS
        return Status.FALLS if self.falls[node] >> world & 1 else Status.OPEN


def compile_map(map: ArgumentMap) -> Graph:
    """Return the numbered graph of `map`."""
    claims, steps = len(map.claims), len(map.steps)
    names = (*(claim.id for claim in map.claims), *(step.id for step in map.steps))
    node = {name: number for number, name in enumerate(names)}
    pros: list[list[int]] = [[] for _ in range(claims + steps)]
    cons: list[list[int]] = [[] for _ in range(claims + steps)]
    users: list[list[int]] = [[] for _ in range(claims + steps)]
    for step in map.steps:
        number, target = node[step.id], node[step.target]
        (pros if step.kind is StepKind.INFERENCE else cons)[target].append(number)
        users[number].append(target)
        for premise in dict.fromkeys(node[premise] for premise in step.premises):
            pros[number].append(premise)
            users[premise].append(number)
    bare = [claim.asserted or not pros[number] for number, claim in enumerate(map.claims)]
    return Graph(names, claims, _frozen(pros), _frozen(cons), _frozen(users), tuple(bare))


def _frozen(lists: list[list[int]]) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(nodes) for nodes in lists)


_NOWHERE: Worlds = {}


def solve(
    graph: Graph,
    worlds: int = 1,
    granted: Worlds = _NOWHERE,
    denied: Worlds = _NOWHERE,
    held: Worlds = _NOWHERE,
    absent: Worlds = _NOWHERE,
) -> Planes:
    """Return the labels of all nodes in `worlds` worlds at once.

    In the worlds that these give for a node, it is `granted`: made to stand whatever is for or against it; `denied`: made to
    fall; `held`: kept open; `absent`: no part of the map, so that a claim whose reasons are all absent is bare. Where they
    clash, what comes later in that list wins. What is absent counts as fallen, and so must everything be that needs it.
    """
    full = (1 << worlds) - 1
    bare = [full if alone else 0 for alone in graph.bare]
    for target in {user for node in absent if node >= graph.claims for user in graph.users[node] if user < graph.claims}:
        without = full
        for step in graph.pros[target]:
            without &= absent.get(step, 0)
        bare[target] |= without if graph.pros[target] else 0
    size = len(graph.names)
    planes = Planes([0] * size, [0] * size)
    forced = dict.fromkeys((*granted, *denied, *held, *absent), (granted, denied, held, absent))
    # In one world a node is settled once and for all, so that it does not pay to find the order of dependency first.
    parts = graph.parts if worlds > 1 else [range(size)]
    _settle(graph, parts, planes, full, bare, forced)
    return planes


def solve_within(
    graph: Graph,
    plain: Planes,
    parts: Callable[[Planes], Iterable[Sequence[int]]],
    worlds: int,
    granted: Worlds = _NOWHERE,
    denied: Worlds = _NOWHERE,
    held: Worlds = _NOWHERE,
) -> Planes:
    """Return the labels in `worlds` worlds if only some of `graph.parts` are worked out, in that order.

    All other nodes have the label of `plain` (one world) in each of these worlds. `parts` is handed the planes so that it may go
    by what has come out when it is asked for the next part.
    """
    full = (1 << worlds) - 1
    planes = Planes(_Plane(plain.stands, full), _Plane(plain.falls, full))

    def opened() -> Iterator[Sequence[int]]:
        for part in parts(planes):
            for node in part:
                planes.stands[node] = planes.falls[node] = 0
            yield part

    bare = [full if alone else 0 for alone in graph.bare]
    forced = dict.fromkeys((*granted, *denied, *held), (granted, denied, held, _NOWHERE))
    _settle(graph, opened(), planes, full, bare, forced)
    return planes


class _Plane(dict[int, int]):
    """A plane that has, where nothing else was put, the bit of a plane of one world in all its worlds."""

    def __init__(self, plain: Sequence[int] | Mapping[int, int], full: int) -> None:
        self._plain = plain
        self._full = full

    def __missing__(self, node: int) -> int:
        self[node] = self._full if self._plain[node] & 1 else 0
        return self[node]


def _settle(
    graph: Graph,
    parts: Iterable[Sequence[int]],
    planes: Planes,
    full: int,
    bare: Sequence[int] | Mapping[int, int],
    forced: Mapping[int, tuple[Worlds, Worlds, Worlds, Worlds]],
) -> None:
    """Apply the rules to the nodes of each part, one part after the other, until nothing changes."""
    stands, falls = planes.stands, planes.falls
    claims, pros, cons, users = graph.claims, graph.pros, graph.cons, graph.users
    idle = bytearray(len(users))  # Those of the part at hand that are not in the queue.
    for part in parts:
        loop = len(part) > 1
        queue = deque(part)
        while queue:
            node = queue.popleft()
            idle[node] = loop
            if node < claims:
                pro_stands, pro_falls, con_stands, con_falls = 0, full, 0, full
                for step in pros[node]:
                    pro_stands |= stands[step]
                    pro_falls &= falls[step]
                for step in cons[node]:
                    con_stands |= stands[step]
                    con_falls &= falls[step]
                now_stands = con_falls & (pro_stands | bare[node])
                now_falls = pro_falls & (con_stands | ~bare[node])
            else:
                now_stands, now_falls = full, 0
                for premise in pros[node]:
                    now_stands &= stands[premise]
                    now_falls |= falls[premise]
                for undercut in cons[node]:
                    now_stands &= falls[undercut]
                    now_falls |= stands[undercut]
            if node in forced:
                up, down, between, gone = (worlds.get(node, 0) for worlds in forced[node])
                now_stands = (now_stands | up) & ~(down | between | gone)
                now_falls = (now_falls & ~up | down) & ~between | gone
            if now_stands != stands[node] or now_falls != falls[node]:
                stands[node], falls[node] = now_stands, now_falls
                if loop:
                    for user in users[node]:
                        if idle[user]:
                            idle[user] = False
                            queue.append(user)
        if loop:
            for node in part:
                idle[node] = False


def ranks(graph: Graph, planes: Planes) -> list[int | None]:
    """Return the round in which each node is settled, from the labels of one world without interventions; None for an open one.

    What is settled in a round follows from what was settled in earlier ones (the min-max numbering of Caminada and Dunne, 2019,
    doi:10.3233/AAC-190463): a proof of the labels that can be checked node by node, and that does not depend on the map's order.

    >>> graph = Graph(("p", "g", "p>g"), 2, ((), (2,), (0,)), ((), (), ()), ((2,), (), (1,)), (True, False))
    >>> ranks(graph, solve(graph))
    [1, 3, 2]
    """
    pros, cons, claims, bare = graph.pros, graph.cons, graph.claims, graph.bare
    size = len(graph.names)
    stands, falls = ([plane[node] & 1 for node in range(size)] for plane in (planes.stands, planes.falls))
    found = [0] * size
    waiting: Iterable[int] = range(size)
    number = 0
    while waiting:
        number += 1
        follows = []
        for node in waiting:
            if found[node]:
                continue
            # The labels are known: what is left to see is whether enough of what they follow from has been settled.
            if stands[node]:
                enough = all(found[other] for other in cons[node])
                if node >= claims:
                    enough = enough and all(found[other] for other in pros[node])
                elif enough and not bare[node]:
                    enough = any(found[other] and stands[other] for other in pros[node])
            elif not falls[node]:
                continue
            elif node >= claims:
                enough = any(found[other] and falls[other] for other in pros[node]) or any(
                    found[other] and stands[other] for other in cons[node]
                )
            else:
                enough = all(found[other] for other in pros[node])
                if enough and bare[node]:
                    enough = any(found[other] and stands[other] for other in cons[node])
            if enough:
                follows.append(node)
        for node in follows:
            found[node] = number
        waiting = {user for node in follows for user in graph.users[node]}
    return [number or None for number in found]


def consequences(
    graph: Graph, plain: Planes, forced: Mapping[int, Status], rank: Sequence[int | None] | None = None
) -> dict[int, Status]:
    """Return the nodes whose label differs from the one in `plain` once some are forced to have theirs, each with its new label.

    Only what depends on these is looked at, so that in a thread it costs next to nothing. Given the `ranks` of `plain`, only what
    is settled by these, which is far less where lines of reasons are long or go round.
    """
    cone = dict.fromkeys(forced, Status.OPEN)
    if rank is None:
        waiting = list(forced)
        while waiting:
            for user in graph.users[waiting.pop()]:
                if user not in cone:
                    cone[user] = Status.OPEN
                    waiting.append(user)
    else:
        _unsettle(graph, plain, rank, cone)
    queue = deque(cone)

    def now(node: int) -> Status:
        return cone[node] if node in cone else plain.status(node)

    while queue:
        node = queue.popleft()
        label = forced.get(node) or _label(graph, node, now)
        if label is not now(node):
            cone[node] = label
            queue.extend(graph.users[node])
    return {node: label for node, label in cone.items() if label is not plain.status(node)}


def _unsettle(graph: Graph, plain: Planes, rank: Sequence[int | None], opened: dict[int, Status]) -> None:
    """Open as well what is not settled, in its round, by other nodes than those in `opened`.

    All others keep their labels, which have a proof without these; an open node may become settled, and is not opened for that.
    (Deletion and rederivation, as for views: Gupta, Mumick and Subrahmanian 1993, doi:10.1145/170035.170066.)
    """

    def before(number: int, node: int) -> Status:
        earlier = rank[node]
        return Status.OPEN if node in opened or earlier is None or earlier >= number else plain.status(node)

    waiting = [(number, user) for node in opened for user in graph.users[node] if (number := rank[user])]
    heapify(waiting)
    while waiting:
        number, node = heappop(waiting)
        if node not in opened and _label(graph, node, partial(before, number)) is Status.OPEN:
            opened[node] = Status.OPEN
            for user in graph.users[node]:
                later = rank[user]
                if later is not None and later > number:
                    heappush(waiting, (later, user))


def _label(graph: Graph, node: int, status: Callable[[int], Status]) -> Status:
    """Return what the rules make of a node by the labels that `status` gives for others."""
    return rule(graph, node, [status(other) for other in graph.pros[node]], [status(other) for other in graph.cons[node]])


def rule(graph: Graph, node: int, pros: Collection[Status], cons: Collection[Status]) -> Status:
    """Return what the rules make of a node by the labels that occur among what is for it and what is against it."""
    if node >= graph.claims:
        if Status.FALLS in pros or Status.STANDS in cons:
            return Status.FALLS
        return Status.OPEN if Status.OPEN in pros or Status.OPEN in cons else Status.STANDS
    unopposed = all(label is Status.FALLS for label in cons)
    unsupported = all(label is Status.FALLS for label in pros)
    if unopposed and (graph.bare[node] or Status.STANDS in pros):
        return Status.STANDS
    return Status.FALLS if unsupported and (not graph.bare[node] or Status.STANDS in cons) else Status.OPEN


def labels(map: ArgumentMap) -> dict[str, Status]:
    """Return the label of every claim and step of `map`, by id.

    >>> from argmap.model import POST, Anchor, Claim, Span, Step, StepKind
    >>> here = Anchor("p", POST, Span(0, 1), "Ann")
    >>> claims = tuple(Claim(id, id, (Anchor(id, POST, Span(0, 1), "Ann"),)) for id in "pgq")
    >>> reason = Step("p>g", StepKind.INFERENCE, ("p",), "g", here)
    >>> rebuttal = Step("q>p", StepKind.REBUTTAL, ("q",), "p", here)
    >>> {id: status.value for id, status in labels(ArgumentMap(claims, (reason, rebuttal))).items()}
    {'p': 'falls', 'g': 'falls', 'q': 'stands', 'p>g': 'falls', 'q>p': 'stands'}
    """
    graph = compile_map(map)
    planes = solve(graph)
    return {name: planes.status(node) for node, name in enumerate(graph.names)}
