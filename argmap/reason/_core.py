"""The few among many: a smallest part of a list that still fails."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

__all__ = ["smallest"]

_T = TypeVar("_T")


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
