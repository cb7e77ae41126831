"""The few among many: what a light proof rests on, and a smallest part of a list that still fails."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from heapq import heapify, heappop, heappush
from itertools import count
from typing import TypeVar

__all__ = ["lightest", "smallest"]

_T = TypeVar("_T")
_H = TypeVar("_H", bound=Hashable)


def lightest(goals: Iterable[_H], ways: Callable[[_H], Iterable[tuple[_H, ...]] | None], most: int) -> list[_H] | None:
    """Return the given items that the lightest proofs of `goals` rest on; None if there are more than `most` steps to choose from.

    `ways` returns the bodies from which an item follows, and None for one that is given; they may go round in circles. A proof
    weighs as much as its leaves, each as often as it is used, so the lightest need not have the fewest, but mostly has.
    Knuth, A generalization of Dijkstra's algorithm, 1977 (doi:10.1016/0020-0190(77)90002-3).

    >>> bodies = {"wet": [("rain", "outside"), ("damp",)], "damp": [("wet",), ("leak", "pipe", "tap")], "outside": [()]}
    >>> lightest(["wet", "damp"], bodies.get, 100)
    ['rain']
    """
    goals = tuple(goals)
    found = _explored(goals, ways, most)
    if found is None:
        return None
    given, steps = found
    chosen = _settled(given, steps)
    leaves: dict[_H, None] = {}
    seen, waiting = set(goals), list(reversed(goals))
    while waiting:
        item = waiting.pop()
        if item in given:
            leaves[item] = None
        new = [each for each in dict.fromkeys(chosen[item]) if each not in seen]
        seen.update(new)
        waiting += reversed(new)
    return list(leaves)


_Step = tuple[_H, tuple[_H, ...]]


def _explored(
    goals: Sequence[_H], ways: Callable[[_H], Iterable[tuple[_H, ...]] | None], most: int
) -> tuple[dict[_H, None], list[_Step[_H]]] | None:
    """Return what is given and the steps that may lead from there to `goals`; None if these are more than `most`."""
    given: dict[_H, None] = {}
    steps: list[_Step[_H]] = []
    seen, waiting = set(goals), list(goals)
    while waiting:
        item = waiting.pop()
        bodies = ways(item)
        if bodies is None:
            given[item] = None
        for body in bodies or ():
            if len(steps) == most:
                return None
            steps.append((item, body))
            new = [each for each in dict.fromkeys(body) if each not in seen]
            seen.update(new)
            waiting += new
    return given, steps


def _settled(given: Iterable[_H], steps: Sequence[_Step[_H]]) -> dict[_H, tuple[_H, ...]]:
    """Return the body of each item's lightest proof, by settling the lightest item next; that of a given one is empty."""
    users: defaultdict[_H, list[int]] = defaultdict(list)
    for number, (_, body) in enumerate(steps):
        for each in set(body):
            users[each].append(number)
    open_premises = [len(set(body)) for _, body in steps]
    turn = count()
    heap: list[tuple[int, int, _H, tuple[_H, ...]]] = [(1, next(turn), item, ()) for item in given]
    heap += [(0, next(turn), item, body) for item, body in steps if not body]
    heapify(heap)
    chosen: dict[_H, tuple[_H, ...]] = {}
    weights: dict[_H, int] = {}
    while heap:
        weight, _, item, body = heappop(heap)
        if item in chosen:
            continue
        chosen[item], weights[item] = body, weight
        for number in users[item]:
            open_premises[number] -= 1
            if not open_premises[number]:
                head, premises = steps[number]
                heappush(heap, (sum(weights[each] for each in premises), next(turn), head, premises))
    return chosen


def smallest(items: Sequence[_T], fails: Callable[[Sequence[_T]], bool], tries: int) -> list[_T]:
    """Return a part of `items` that fails, and of which nothing can be left out, as far as `tries` calls of `fails` lead there.

    `items` as a whole fails, and so does whatever has a failing part. QuickXplain (Junker, AAAI 2004): a core of k among n items
    takes about 2k log2(n/k) calls.

    >>> smallest(range(1000), lambda part: {3, 500, 501} <= set(part), 100)
    [3, 500, 501]
    >>> len(smallest(range(1000), lambda part: {3, 500, 501} <= set(part), 3))
    750
    """
    left = tries

    def failing(part: Sequence[_T]) -> bool:
        nonlocal left
        left -= 1
        return left >= 0 and fails(part)

    def search(background: list[_T], is_new: bool, candidates: Sequence[_T]) -> list[_T]:
        """Return which of `candidates` the background needs to fail."""
        if is_new and failing(background):
            return []
        if len(candidates) <= 1 or left <= 0:
            return list(candidates)
        half = len(candidates) // 2
        first, second = candidates[:half], candidates[half:]
        needed_second = search([*background, *first], bool(first), second)
        needed_first = search([*background, *needed_second], bool(needed_second), first)
        return [*needed_first, *needed_second]

    return search([], True, items)
