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
64 worlds per machine word.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

from argmap.model import ArgumentMap, Status, StepKind

__all__ = ["Graph", "Planes", "compile_map", "labels", "solve"]


@dataclass(frozen=True, slots=True)
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

    def index(self) -> dict[str, int]:
        """Return the node of each name."""
        return {name: node for node, name in enumerate(self.names)}


@dataclass(frozen=True, slots=True)
class Planes:
    """For each node, the worlds in which it stands and those in which it falls; in the others it is open."""

    stands: list[int]
    falls: list[int]

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


def solve(
    graph: Graph, worlds: int = 1, granted: Mapping[int, int] | None = None, denied: Mapping[int, int] | None = None
) -> Planes:
    """Return the labels of all nodes in `worlds` worlds at once.

    `granted` and `denied` give, for a node, the bits of the worlds in which it is made to stand or to fall whatever
    is for or against it.
    """
    full = (1 << worlds) - 1
    granted, denied = granted or {}, denied or {}
    size = len(graph.names)
    stands, falls = [0] * size, [0] * size
    queue = deque(range(size))
    queued = bytearray(b"\1" * size)
    while queue:
        node = queue.popleft()
        queued[node] = 0
        if node < graph.claims:
            pro_stands, pro_falls, con_stands, con_falls = 0, full, 0, full
            for step in graph.pros[node]:
                pro_stands |= stands[step]
                pro_falls &= falls[step]
            for step in graph.cons[node]:
                con_stands |= stands[step]
                con_falls &= falls[step]
            if graph.bare[node]:
                now_stands, now_falls = con_falls, pro_falls & con_stands
            else:
                now_stands, now_falls = con_falls & pro_stands, pro_falls
        else:
            now_stands, now_falls = full, 0
            for premise in graph.pros[node]:
                now_stands &= stands[premise]
                now_falls |= falls[premise]
            for undercut in graph.cons[node]:
                now_stands &= falls[undercut]
                now_falls |= stands[undercut]
        if (up := granted.get(node, 0)) | (down := denied.get(node, 0)):
            now_stands = now_stands & ~down | up
            now_falls = now_falls & ~up | down
        if now_stands != stands[node] or now_falls != falls[node]:
            stands[node], falls[node] = now_stands, now_falls
            for user in graph.users[node]:
                if not queued[user]:
                    queued[user] = 1
                    queue.append(user)
    return Planes(stands, falls)


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
