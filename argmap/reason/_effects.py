"""What each intervention on a map does to its theses: all of them in one pass.

Where everything that leads from x to a thesis goes through d, the thesis sees of x no more than the label of d: do(x) comes
to do(d) with the label that do(x) gives to d. So each node is worked out up to its dominator (Lengauer and Tarjan 1979,
doi:10.1145/357062.357071; the fan-out-free regions and stems of critical path tracing, Abramovici et al. 1984), and the rest is
looked up. Where x is used once, that is a count; where it is used by several, its interventions are worlds of bit-planes over
what lies between it and its dominator. Threads are nearly trees, so that nearly everything is counted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

from argmap.model import Status
from argmap.reason.labels import Graph, Planes, rule, solve_within

__all__ = ["Effects", "ones"]

LABELS = (Status.STANDS, Status.FALLS, Status.OPEN)
_ROOT = -1
"""The dominator of what leads to theses by ways that share nothing, and of the theses: as if it used all theses."""

_WORLDS = 1 << 14
"""So many worlds at once at most: wider planes leave the processor's cache."""
_BITS = 1 << 30
"""So many bits of planes at once, a hundred megabytes or so."""

Changes = dict[int, Status]
"""Theses whose label is not the one they have now, with that label."""


@dataclass(slots=True)
class _Tree:
    """The tree of dominators, with the jumps of Myers (1983, doi:10.1016/0020-0190(83)90106-0) for common ancestors."""

    parent: dict[int, int] = field(default_factory=dict)
    depth: dict[int, int] = field(default_factory=lambda: {_ROOT: 0})
    jump: dict[int, int] = field(default_factory=lambda: {_ROOT: _ROOT})

    def add(self, node: int, parent: int) -> None:
        depth, jump = self.depth, self.jump
        above = jump[parent]
        self.parent[node] = parent
        depth[node] = depth[parent] + 1
        jump[node] = jump[above] if depth[parent] - depth[above] == depth[above] - depth[jump[above]] else parent

    def common(self, nodes: Iterable[int]) -> int:
        """Return the last common ancestor of some nodes, which may be one of them."""
        one, *others = nodes
        for other in others:
            one = self._common(one, other)
        return one

    def _common(self, one: int, other: int) -> int:
        parent, depth, jump = self.parent, self.depth, self.jump
        if depth[one] < depth[other]:
            one, other = other, one
        while depth[one] > depth[other]:
            one = jump[one] if depth[jump[one]] >= depth[other] else parent[one]
        while one != other:
            one, other = (jump[one], jump[other]) if jump[one] != jump[other] else (parent[one], parent[other])
        return one


class Effects:
    """What every intervention does to some theses; `plain` has the labels of all nodes without any."""

    def __init__(self, graph: Graph, plain: Planes, theses: Collection[int]) -> None:
        self._graph = graph
        self._plain = plain
        self._theses = dict.fromkeys(theses)
        """Of each node the number of its part, in `graph.parts`."""
        self.part = {node: number for number, part in enumerate(graph.parts) for node in part}
        self._cone = _upstream(graph, self._theses)
        loops = (set(part) for part in graph.parts if len(part) > 1)
        self._own = {node: sum(other in loop for other in self._inputs(node)) for loop in loops for node in loop}
        """For each node on a loop, how many of its inputs are."""
        self._tree = _Tree()
        self._counted: set[int] = set()
        self._above: dict[int, tuple[Status, ...]] = {}
        """For each node below another one in the tree, that one's label for each label of the node."""
        self._changes: dict[int, tuple[Changes, ...]] = {}
        self._place()
        children: dict[int, list[int]] = {}
        for node, parent in self._tree.parent.items():
            children.setdefault(parent, []).append(node)
        for parent, nodes in children.items():
            self._count(parent, [node for node in nodes if node in self._counted])
        self._solve([node for node in self._tree.parent if node not in self._counted], children)
        self._inherit()

    def nodes(self) -> Iterator[int]:
        """Yield the nodes that can matter to some thesis: each has a way to one."""
        yield from self._cone

    def of(self, node: int, label: Status) -> Changes:
        """Return the theses whose label changes when `node` is given `label`, with their new ones (none for any other node)."""
        changes = self._changes.get(node)
        return changes[LABELS.index(label)] if changes else {}

    def _users(self, node: int) -> list[int]:
        found = [user for user in self._graph.users[node] if user in self._cone]
        return [*found, _ROOT] if node in self._theses else found

    def _place(self) -> None:
        """Grow the tree, from the theses on. A loop's nodes come below what dominates all of it, save those to be counted."""
        for number in range(len(self._graph.parts) - 1, -1, -1):
            members = self._graph.parts[number]
            if members[0] not in self._cone:
                continue
            users = {node: self._users(node) for node in members}
            top = self._tree.common({user: None for node in members for user in users[node] if self.part.get(user) != number})
            counted = {node for node in members if len(users[node]) == 1 and self._countable(node, users[node][0])}
            self._counted |= counted
            for node in members:
                if node not in counted:
                    self._tree.add(node, top)
            for node in members:
                way = []
                while node != _ROOT and node not in self._tree.parent:
                    way.append(node)
                    node = users[node][0]  # noqa: PLW2901
                for below in reversed(way):
                    self._tree.add(below, users[below][0])

    def _countable(self, node: int, user: int) -> bool:
        """Say whether nothing else that the only user of a node depends on depends on that user."""
        return user == _ROOT or self._own.get(user, 0) == (self.part[node] == self.part[user])

    def _inputs(self, node: int) -> tuple[int, ...]:
        return (*self._graph.pros[node], *self._graph.cons[node])

    def _count(self, parent: int, nodes: Sequence[int]) -> None:
        """Work out the label of `parent` for each label of each node that it alone uses."""
        graph, plain = self._graph, self._plain
        if parent == _ROOT:
            for node in nodes:
                self._changes[node] = tuple({node: label} for label in LABELS)
            return
        if not nodes:
            return
        against = set(graph.cons[parent])
        pros, cons = dict.fromkeys(LABELS, 0), dict.fromkeys(LABELS, 0)
        for other in graph.pros[parent]:
            pros[plain.status(other)] += 1
        for other in graph.cons[parent]:
            cons[plain.status(other)] += 1
        for node in nodes:
            side, now = cons if node in against else pros, plain.status(node)
            side[now] -= 1
            above = []
            for label in LABELS:
                side[label] += 1
                above.append(rule(graph, parent, [each for each in LABELS if pros[each]], [each for each in LABELS if cons[each]]))
                side[label] -= 1
            side[now] += 1
            self._above[node] = tuple(above)

    def _solve(self, nodes: Sequence[int], children: Mapping[int, list[int]]) -> None:
        """Work out what the other nodes do to their dominators, or to theses, in worlds of their own."""
        most = min(_WORLDS, max(1024, _BITS // (2 * len(self._cone) + 1)))
        worlds: list[tuple[int, Status]] = []
        for node in nodes:
            now = self._plain.status(node)
            # Whether it is left open concerns what lies below it alone.
            labels = LABELS if node in children else LABELS[:2]
            worlds += [(node, label) for label in labels if label is not now]
            if len(worlds) >= most:
                self._solve_together(worlds)
                worlds = []
        self._solve_together(worlds)

    def _solve_together(self, worlds: Sequence[tuple[int, Status]]) -> None:
        forced: dict[Status, dict[int, int]] = {label: {} for label in LABELS}
        for world, (node, label) in enumerate(worlds):
            forced[label][node] = 1 << world
        parts = self._between({node for node, _ in worlds})
        planes = solve_within(self._graph, self._plain, parts, len(worlds), *forced.values())
        at_root = 0
        found: dict[int, dict[Status, Status]] = {}
        for world, (node, label) in enumerate(worlds):
            parent = self._tree.parent[node]
            if parent == _ROOT:
                at_root |= 1 << world
                self._changes.setdefault(node, ({}, {}, {}))
            else:
                now = self._plain.status(parent)
                found.setdefault(node, dict.fromkeys(LABELS, now))[label] = planes.status(parent, world)
        self._above.update((node, tuple(labels.values())) for node, labels in found.items())
        if at_root:
            self._read(planes, [node for part in parts for node in part if node in self._theses], worlds, at_root)

    def _read(self, planes: Planes, theses: Iterable[int], worlds: Sequence[tuple[int, Status]], mask: int) -> None:
        """Note which theses change in which of the worlds of `mask`."""
        full = (1 << len(worlds)) - 1
        for thesis in theses:
            stands, falls = (full if plane[thesis] & 1 else 0 for plane in (self._plain.stands, self._plain.falls))
            for world in ones(((planes.stands[thesis] ^ stands) | (planes.falls[thesis] ^ falls)) & mask):
                node, label = worlds[world]
                self._changes[node][LABELS.index(label)][thesis] = planes.status(thesis, world)

    def _between(self, nodes: Collection[int]) -> list[list[int]]:
        """Return the parts between some nodes and their dominators, these included."""
        graph, depth, part = self._graph, self._tree.depth, self.part
        up_to: dict[int, int] = {}
        for node in nodes:
            top = depth[self._tree.parent[node]]
            up_to[part[node]] = min(up_to.get(part[node], top), top)
        queue = list(up_to)
        heapify(queue)
        found = []
        while queue:
            number = heappop(queue)
            found.append(graph.parts[number])
            top = up_to[number]
            for node in graph.parts[number]:
                if depth[node] <= top:
                    continue
                for user in graph.users[node]:
                    if user in self._cone and part[user] != number:
                        if part[user] not in up_to:
                            heappush(queue, part[user])
                        up_to[part[user]] = min(up_to.get(part[user], top), top)
        return found

    def _inherit(self) -> None:
        nothing: Changes = {}
        for node, parent in self._tree.parent.items():
            if parent != _ROOT:
                above = self._changes[parent]
                self._changes[node] = tuple(above[LABELS.index(label)] for label in self._above[node])
            now = LABELS.index(self._plain.status(node))
            changes = self._changes[node]
            self._changes[node] = (*changes[:now], nothing, *changes[now + 1 :])


def _upstream(graph: Graph, nodes: Iterable[int]) -> set[int]:
    """Return what the labels of some nodes may depend on, themselves included."""
    found = set(nodes)
    stack = list(found)
    while stack:
        node = stack.pop()
        for other in (*graph.pros[node], *graph.cons[node]):
            if other not in found:
                found.add(other)
                stack.append(other)
    return found


def ones(bits: int) -> Iterator[int]:
    """Yield the numbers of the bits that are set."""
    text = bin(bits)[:1:-1]
    place = text.find("1")
    while place >= 0:
        yield place
        place = text.find("1", place + 1)
