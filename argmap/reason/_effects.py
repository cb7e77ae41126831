"""What each intervention on a map does to its theses: all of them in one pass.

Where everything that leads from x to a thesis goes through d, the thesis sees of x no more than the label of d: do(x) comes
to do(d) with the label that do(x) gives to d. So each node is worked out up to its dominator (Lengauer and Tarjan 1979,
doi:10.1145/357062.357071; the fan-out-free regions and stems of critical path tracing, Abramovici et al. 1984), and the rest is
looked up. Where x is used once, that is counting; where it is used by several, its interventions are worlds of bit-planes over
what lies between it and its dominator. Threads are nearly trees, so that nearly everything is counted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from heapq import heapify, heappop, heappush

from argmap.model import Status
from argmap.reason._components import reached
from argmap.reason.labels import Graph, Planes, rule, solve_within

__all__ = ["LABELS", "Changes", "effects", "upstream"]

LABELS = (Status.OPEN, Status.STANDS, Status.FALLS)
"""Labels by number: dictionaries and arrays of these are several times faster than of the labels themselves."""

Changes = dict[int, int]
"""Theses whose label is not the one they have now, with the number of that label."""

Triple = tuple[Changes, Changes, Changes]
"""What it changes to leave a node open, to have it stand, and to have it fall."""

_NOTHING: Triple = ({}, {}, {})

_WORLDS = 1 << 14
"""So many worlds at once at most: wider planes leave the processor's cache."""
_BITS = 1 << 30
"""So many bits of planes at once: a hundred megabytes or so."""


def effects(graph: Graph, plain: Planes, theses: Collection[int]) -> dict[int, Triple]:
    """Return the nodes that can change the label of a thesis, each with what it changes; `plain` has the labels as they are."""
    return _Effects(graph, plain, theses).changes


class _Effects:
    def __init__(self, graph: Graph, plain: Planes, theses: Collection[int]) -> None:
        size = len(graph.names)
        self.graph, self.plain, self.theses = graph, plain, set(theses)
        self.now = [stands & 1 or 2 * (falls & 1) for stands, falls in zip(_each(plain.stands), _each(plain.falls), strict=True)]
        self.inside = bytearray(size)
        """The nodes behind the theses, themselves included."""
        self.tree = _Tree(size)
        self.root = size
        self.counted = bytearray(size)
        self.order: list[int] = []
        """These nodes, each after its parent in the tree."""
        self.place()
        self.changes: dict[int, Triple] = {}
        self.above: dict[int, tuple[int, int, int]] = {}
        """For nodes worked out already, the label of the parent for each of the node's."""
        self.count()
        self.solve()
        self.inherit()

    def place(self) -> None:
        """Grow the tree, from the theses on. A loop's nodes come below what dominates all of it, save those to be counted."""
        users, inside, theses, tree, counted = self.graph.users, self.inside, self.theses, self.tree, self.counted
        add, placed = tree.add, self.order.append
        own: dict[int, int] = {}
        for members in reversed(self.graph.parts):
            if len(members) > 1:
                own.update(self.place_loop(members))
                continue
            node = members[0]
            around: Sequence[int] = users[node]
            if len(around) == 1 and node not in theses:
                parent = around[0]
                if not inside[parent]:
                    continue
                counted[node] = parent not in own
            else:
                around = self.users(node)
                if not around:
                    continue
                parent = tree.common(around)
                counted[node] = len(around) == 1 and parent not in own
            inside[node] = 1
            add(node, parent)
            placed(node)

    def place_loop(self, members: Sequence[int]) -> dict[int, int]:
        """Place the nodes of a loop and return, for each, how many of its inputs are on it."""
        if not any(map(self.users, members)):
            return {}
        users, inside, theses, tree, counted = self.graph.users, self.inside, self.theses, self.tree, self.counted
        add, depth, placed = tree.add, tree.depth, self.order.append
        for node in members:
            inside[node] = 1
        own = dict.fromkeys(members, 0)
        only: dict[int, int] = {}
        beyond = []
        for node in members:
            around: Sequence[int] = users[node]
            if len(around) > 1 or node in theses:
                around = self.users(node)
            for user in around:
                if user in own:
                    own[user] += 1
                else:
                    beyond.append(user)
            if len(around) == 1:
                only[node] = around[0]
        top = tree.common(beyond)
        # Backwards, since what is used once was come upon from its user when the loop was found, except for the first of all.
        for node in reversed(members):
            parent = only.get(node, top)
            # To be counted, the other inputs of its user must not depend on it in turn.
            if own.get(parent) == 1 and depth[parent]:
                counted[node] = 1
            else:
                parent = top
            add(node, parent)
            placed(node)
        return own

    def users(self, node: int) -> Sequence[int]:
        found = [user for user in self.graph.users[node] if self.inside[user]]
        return [*found, self.root] if node in self.theses else found

    def count(self) -> None:
        """Work out the nodes that can be counted, from the theses on; leave out what lies behind that which changes nothing."""
        table: dict[tuple[int, ...], tuple[int, int, int]] = {}
        inputs: dict[int, list[int]] = {}
        changes, parents, now = self.changes, self.tree.parent, self.now
        pros, cons, claims, bare = self.graph.pros, self.graph.cons, self.graph.claims, self.graph.bare
        self.waiting: list[int] = []
        """Nodes that are not worked out before the worlds are solved, and those below them."""
        pending = bytearray(len(self.counted))
        for node in self.order:
            parent = parents[node]
            if parent == self.root and self.counted[node]:
                own = [{node: label} for label in range(3)]
                own[now[node]] = {}
                changes[node] = (own[0], own[1], own[2])
                continue
            if parent != self.root and not pending[parent] and parent not in changes:
                continue
            if self.counted[node]:
                against = len(cons[parent]) > 0 and node not in pros[parent]
                if len(pros[parent]) + len(cons[parent]) == 1:
                    key = (parent >= claims or 2 + bare[parent], against, 0, 0)
                else:
                    key = (parent >= claims or 2 + bare[parent], against, *self.others(inputs, parent, node, against))
                above = table.get(key)
                if above is None:
                    above = table[key] = self.ruled(parent, *key[1:])
                self.above[node] = above
                if not pending[parent]:
                    triple = changes[parent]
                    if triple[above[0]] or triple[above[1]] or triple[above[2]]:
                        changes[node] = (triple[above[0]], triple[above[1]], triple[above[2]])
                    continue
            pending[node] = 1
            self.waiting.append(node)

    def others(self, inputs: dict[int, list[int]], parent: int, node: int, against: bool) -> tuple[int, int]:
        """Return which labels (a bit each) occur for and against `parent` if `node` is left out."""
        counts = inputs.get(parent)
        if counts is None:
            counts = inputs[parent] = [0] * 6
            for other in self.graph.pros[parent]:
                counts[self.now[other]] += 1
            for other in self.graph.cons[parent]:
                counts[3 + self.now[other]] += 1
        own = self.now[node] + 3 * against
        counts[own] -= 1
        found = [sum(1 << label for label in range(3) if counts[side + label]) for side in (0, 3)]
        counts[own] += 1
        return found[0], found[1]

    def ruled(self, parent: int, against: int, pros: int, cons: int) -> tuple[int, int, int]:
        """Return the label of `parent` for each label of one input, if such labels occur among the others."""
        found = []
        for label in range(3):
            sides = pros | (not against) << label, cons | against << label
            occurring = [[LABELS[each] for each in range(3) if side >> each & 1] for side in sides]
            found.append(LABELS.index(rule(self.graph, parent, *occurring)))
        return found[0], found[1], found[2]

    def solve(self) -> None:
        """Work out what the other nodes do to their parents, or to theses, in worlds of their own."""
        most = min(_WORLDS, max(1024, _BITS // (2 * len(self.order) + 1)))
        worlds: list[tuple[int, int]] = []
        for node in self.waiting:
            if node in self.above:
                continue
            # Whether it is left open concerns what lies below it alone.
            lowest = 0 if self.tree.inner[node] else 1
            worlds += [(node, label) for label in range(lowest, 3) if label != self.now[node]]
            if len(worlds) >= most:
                self.solve_together(worlds)
                worlds = []
        if worlds:
            self.solve_together(worlds)

    def solve_together(self, worlds: Sequence[tuple[int, int]]) -> None:
        forced: list[dict[int, int]] = [{}, {}, {}]
        for world, (node, label) in enumerate(worlds):
            forced[label][node] = 1 << world
        held, granted, denied = forced
        touched: list[int] = []
        follow = partial(self.follow, [node for node, _ in worlds], (1 << len(worlds)) - 1, touched)
        planes = solve_within(self.graph, self.plain, follow, len(worlds), granted, denied, held)
        at_root = 0
        found: dict[int, list[int]] = {}
        for world, (node, label) in enumerate(worlds):
            parent = self.tree.parent[node]
            if parent == self.root:
                at_root |= 1 << world
                self.changes.setdefault(node, ({}, {}, {}))
            else:
                found.setdefault(node, [self.now[parent]] * 3)[label] = _number(planes, parent, world)
        self.above.update((node, (labels[0], labels[1], labels[2])) for node, labels in found.items())
        if at_root:
            full = (1 << len(worlds)) - 1
            for thesis in self.theses.intersection(touched):
                stands, falls = full * (self.now[thesis] == 1), full * (self.now[thesis] == 2)
                changed = (planes.stands[thesis] ^ stands) | (planes.falls[thesis] ^ falls)
                for world in _ones(changed & at_root):
                    node, label = worlds[world]
                    self.changes[node][label][thesis] = _number(planes, thesis, world)

    def follow(self, nodes: Sequence[int], full: int, touched: list[int], planes: Planes) -> Iterator[Sequence[int]]:
        """Yield the parts that some nodes change, up to their parents in the tree, and note the members."""
        graph, depth, part, now, inside = self.graph, self.tree.depth, self.graph.part, self.now, self.inside
        up_to: dict[int, int] = {}
        for node in nodes:
            top = depth[self.tree.parent[node]]
            up_to[part[node]] = min(up_to.get(part[node], top), top)
        queue = list(up_to)
        heapify(queue)
        while queue:
            number = heappop(queue)
            members, top = graph.parts[number], up_to[number]
            yield members
            touched += members
            for node in members:
                label = now[node]
                same = planes.stands[node] == full * (label == 1) and planes.falls[node] == full * (label == 2)
                if same or depth[node] <= top:
                    continue
                for user in graph.users[node]:
                    other = part[user]
                    if inside[user] and other != number:
                        if other not in up_to:
                            up_to[other] = top
                            heappush(queue, other)
                        elif top < up_to[other]:
                            up_to[other] = top

    def inherit(self) -> None:
        """Look up what the nodes left over change, by what their parents do."""
        changes = self.changes
        for node in self.waiting:
            parent = self.tree.parent[node]
            if parent != self.root:
                triple, (one, two, three) = changes.get(parent, _NOTHING), self.above[node]
                if triple[one] or triple[two] or triple[three]:
                    changes[node] = (triple[one], triple[two], triple[three])


class _Tree:
    """The tree of dominators, with the jumps of Myers (1983, doi:10.1016/0020-0190(83)90106-0) for common ancestors."""

    def __init__(self, size: int) -> None:
        """Begin with the root alone, numbered `size`: as if it used all theses."""
        self.parent = [size] * (size + 1)
        self.depth = [0] * (size + 1)
        self.jump = [size] * (size + 1)
        self.inner = bytearray(size + 1)

    def add(self, node: int, parent: int) -> None:
        depth, jump = self.depth, self.jump
        self.parent[node] = parent
        self.inner[parent] = 1
        depth[node] = depth[parent] + 1
        above = jump[parent]
        jump[node] = jump[above] if depth[parent] - depth[above] == depth[above] - depth[jump[above]] else parent

    def common(self, nodes: Iterable[int]) -> int:
        """Return the last common ancestor of some nodes, which may be one of them."""
        parent, depth, jump = self.parent, self.depth, self.jump
        one, *others = nodes
        for each in others:
            other = each
            if depth[one] < depth[other]:
                one, other = other, one
            while depth[one] > depth[other]:
                one = jump[one] if depth[jump[one]] >= depth[other] else parent[one]
            while one != other:
                one, other = (jump[one], jump[other]) if jump[one] != jump[other] else (parent[one], parent[other])
        return one


def upstream(graph: Graph, nodes: Iterable[int]) -> bytearray:
    """Return which nodes the labels of some nodes may depend on, themselves included."""
    return reached(nodes, graph.pros, graph.cons)


def _each(plane: list[int] | dict[int, int]) -> Iterable[int]:
    """Return what a plane has, node by node."""
    return plane if isinstance(plane, list) else [plane[node] for node in range(len(plane))]


def _number(planes: Planes, node: int, world: int) -> int:
    return planes.stands[node] >> world & 1 or 2 * (planes.falls[node] >> world & 1)


def _ones(bits: int) -> Iterator[int]:
    """Yield the numbers of the bits that are set."""
    text = bin(bits)[:1:-1]
    place = text.find("1")
    while place >= 0:
        yield place
        place = text.find("1", place + 1)
