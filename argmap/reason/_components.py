"""The strongly connected components of a directed graph: what goes round in circles, and an order for the rest."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["components"]


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
