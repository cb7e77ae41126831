"""What would be in an author's view if some claims or steps had other labels: many suppositions in one pass.

Only what lies between the nodes that are changed and the ones asked about can change, so only that is solved anew; the rest
keeps the labels of the view.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from argmap.model import Flips, Status
from argmap.reason.labels import Graph, Planes, solve
from argmap.reason.people.views import Forced, Views, reached

__all__ = ["Supposed", "chain", "cruxes_of", "downstream", "hangs_on", "suppose", "upstream"]


class Supposed:
    """The labels in each supposed world of the nodes between what was changed and what was asked about."""

    def __init__(self, between: Sequence[int], planes: Planes) -> None:
        self.between = between
        self._planes = planes
        self.place = {node: number for number, node in enumerate(between)}

    def label(self, node: int, world: int) -> Status:
        """Return a node's label in one of the worlds."""
        return self._planes.status(self.place[node], world)

    def stands(self, node: int) -> int:
        """Return the worlds in which a node stands."""
        return self._planes.stands[self.place[node]]


def downstream(views: Views, nodes: Iterable[int]) -> set[int]:
    """Return what the labels of `nodes` may have a say in, themselves included."""
    return reached(nodes, views.graph.users)


def upstream(views: Views, nodes: Iterable[int], within: Collection[int] | None = None) -> set[int]:
    """Return what the labels of `nodes` may depend on, themselves included."""
    found = set(nodes)
    stack = list(found)
    while stack:
        node = stack.pop()
        for other in (*views.graph.pros[node], *views.graph.cons[node]):
            if other not in found and (within is None or other in within):
                found.add(other)
                stack.append(other)
    return found


def suppose(views: Views, asked: Iterable[int], worlds: Sequence[tuple[int, Forced]]) -> Supposed:
    """Solve several worlds at once: each is an author's world and the labels that some nodes are made to have in it."""
    changed = {node for _, labels in worlds for node in labels}
    below = downstream(views, changed)
    asked = set(asked)
    between = sorted(upstream(views, asked & below, below) | changed | asked)
    inside = set(between)
    graph = views.graph
    around = {other for node in between for other in (*graph.pros[node], *graph.cons[node])} - inside
    nodes = sorted(inside | around)
    place = {node: number for number, node in enumerate(nodes)}
    small = Graph(
        ("",) * len(nodes),
        sum(node < graph.claims for node in nodes),
        tuple(_placed(place, graph.pros[node]) if node in inside else () for node in nodes),
        tuple(_placed(place, graph.cons[node]) if node in inside else () for node in nodes),
        tuple(tuple(place[user] for user in graph.users[node] if user in inside) for node in nodes),
        tuple(node < graph.claims and graph.bare[node] for node in nodes if node < graph.claims),
    )
    masks = _masks(views, nodes, inside, worlds)
    planes = solve(small, len(worlds), masks[Status.STANDS], masks[Status.FALLS], masks[Status.OPEN])
    kept = [place[node] for node in between]
    return Supposed(between, Planes([planes.stands[each] for each in kept], [planes.falls[each] for each in kept]))


def _placed(place: Mapping[int, int], nodes: Iterable[int]) -> tuple[int, ...]:
    return tuple(place[node] for node in nodes)


def _masks(
    views: Views, nodes: Sequence[int], inside: Collection[int], worlds: Sequence[tuple[int, Forced]]
) -> dict[Status, dict[int, int]]:
    """Return what is forced: the labels of what is not solved anew, those that authors' words give, and the supposed ones."""
    base: dict[int, int] = {}
    for number, (world, _) in enumerate(worlds):
        base[world] = base.get(world, 0) | 1 << number
    masks: dict[Status, dict[int, int]] = {status: {} for status in Status}
    place = {node: number for number, node in enumerate(nodes)}
    for world, mask in base.items():
        for node in nodes:
            status = views.fixed(node, world) if node in inside else views.label(node, world)
            if status is not None:
                masks[status][place[node]] = masks[status].get(place[node], 0) | mask
    made: dict[Status, dict[int, int]] = {status: {} for status in Status}
    bit = 1
    for _, labels in worlds:
        for node, status in labels.items():
            made[status][node] = made[status].get(node, 0) | bit
        bit <<= 1
    for node in {node for nodes in made.values() for node in nodes}:
        number, anew = place[node], [made[status].get(node, 0) for status in masks]
        kept = ~(anew[0] | anew[1] | anew[2])
        for each, worlds_anew in zip(masks.values(), anew, strict=True):
            each[number] = each.get(number, 0) & kept | worlds_anew
    return masks


def hangs_on(views: Views, author: str, goal: str) -> tuple[str, ...]:
    """Return the cruxes of claim `goal` in an author's view, in map order; `author` is named in full and `goal` by its own id.

    A claim is one if the goal stands in exactly one of the two worlds in which it is made to stand and to fall.
    """
    return tuple(views.graph.names[node] for node in cruxes_of(views, views.names.index(author), views.node[goal]))


def cruxes_of(views: Views, world: int, goal: int, most: int | None = None) -> list[int]:
    """Return the cruxes of a claim in an author's world, in map order; with `most`, of so many claims that are nearest to it."""
    tried: list[int] = []
    queue, seen = [goal], {goal}
    for node in queue:
        if node != goal and node < views.graph.claims:
            tried.append(node)
            if len(tried) == most:
                break
        for other in (*views.graph.pros[node], *views.graph.cons[node]):
            if other not in seen:
                seen.add(other)
                queue.append(other)
    worlds = [(world, {node: status}) for node in tried for status in (Status.STANDS, Status.FALLS)]
    stands = suppose(views, [goal], worlds).stands(goal)
    return sorted(node for number, node in enumerate(tried) if (stands >> 2 * number & 3) in (1, 2))


def chain(views: Views, supposed: Supposed, number: int, world: int, starts: Iterable[int], goal: int) -> Flips:
    """Return what changes between `starts` and `goal` in supposed world `number` of an author's `world`: label before and then."""

    def changed(node: int) -> bool:
        return node in supposed.place and supposed.label(node, number) is not views.label(node, world)

    starts = sorted(node for node in starts if changed(node))
    reached, seen = list(starts), set(starts)
    for node in reached:
        for user in views.graph.users[node]:
            if user not in seen and changed(user):
                seen.add(user)
                reached.append(user)
    leading = upstream(views, [goal], seen)
    queue, told = list(starts), set(starts)
    for node in queue:
        for user in views.graph.users[node]:
            if user in leading and user not in told:
                told.add(user)
                queue.append(user)
    names = views.graph.names
    return tuple((names[node], views.label(node, world), supposed.label(node, number)) for node in queue if node < views.size)
