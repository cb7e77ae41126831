"""The strongly connected components of a directed graph: what goes round in circles, and an order for the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

__all__ = ["components", "order", "reached"]


def order(edges: Sequence[Sequence[int]], back: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the strongly connected components of a directed graph as `components` does; `back` are its edges reversed.

    What lies before or after all loops is counted off (Kahn 1962, doi:10.1145/368996.369025), which is several times faster.

    >>> order([[1], [0], [1], []], [[1], [0, 2], [], []])
    [[3], [1, 0], [2]]
    """
    left = list(map(len, edges))
    first = [node for node, number in enumerate(left) if not number]
    for node in first:
        for other in back[node]:
            left[other] -= 1
            if not left[other]:
                first.append(other)
    if len(first) == len(edges):
        return [[node] for node in first]
    # What leads to a node that is left is left as well.
    above = list(map(len, back))
    last = [node for node, number in enumerate(left) if number and not above[node]]
    for node in last:
        for other in edges[node]:
            above[other] -= 1
            if left[other] and not above[other]:
                last.append(other)
    between = [node for node, number in enumerate(left) if number and above[node]]
    return [*([node] for node in first), *components(edges, between), *([node] for node in reversed(last))]


def components(edges: Sequence[Sequence[int]], among: Iterable[int] | None = None) -> list[list[int]]:
    """Return the strongly connected components of a directed graph, or of some of its nodes, each after those it leads to.

    Tarjan 1972 (doi:10.1137/0201010), with a stack of our own since a debate may be deeper than Python's.

    >>> components([[1], [0], [1]])
    [[1, 0], [2]]
    """
    roots = range(len(edges)) if among is None else among
    # By node: 0 if it has not been met, later its number in the order of meeting, and `done` once its component is known (or
    # none is wanted), so that it is never the lowest.
    done = len(edges) + 1
    low = [0 if among is None else done] * len(edges)
    if among is not None:
        for node in roots:
            low[node] = 0
    met = 0
    stack: list[int] = []
    found: list[list[int]] = []
    for root in roots:
        if low[root]:
            continue
        met += 1
        low[root] = number = met
        node, rest, work = root, iter(edges[root]), list[tuple[int, int, Iterator[int]]]()
        stack.append(root)
        while True:
            for other in rest:
                if not low[other]:
                    work.append((node, number, rest))
                    met += 1
                    low[other] = number = met
                    node, rest = other, iter(edges[other])
                    stack.append(other)
                    break
                if low[other] < low[node]:  # noqa: PLR1730 - as a call it would take half as long again
                    low[node] = low[other]
            else:
                lowest = low[node]
                if lowest == number:
                    component: list[int] = []
                    while not component or component[-1] != node:
                        component.append(stack.pop())
                        low[component[-1]] = done
                    found.append(component)
                if not work:
                    break
                node, number, rest = work.pop()
                low[node] = min(low[node], lowest)
    return found


def reached(nodes: Iterable[int], *edges: Sequence[Sequence[int]]) -> bytearray:
    """Return which nodes can be reached from some along any of the edges, themselves included.

    >>> list(reached([1], [[], [2], []]))
    [0, 1, 1]
    """
    found = bytearray(len(edges[0]))
    stack = list(nodes)
    for node in stack:
        found[node] = 1
    while stack:
        node = stack.pop()
        for each in edges:
            for other in each[node]:
                if not found[other]:
                    found[other] = 1
                    stack.append(other)
    return found
