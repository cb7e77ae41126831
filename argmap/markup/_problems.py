"""What is wrong with one file: every problem is kept with its place, and all are raised together."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cached_property

from argmap.errors import ArgmapError, error
from argmap.model import Place

__all__ = ["Problems", "nearest"]


_MOST = 100
"""Nobody reads more; a hostile file may hold a million."""


class Problems:
    r"""Collects the problems of the file `name`, whose text is `raw`.

    >>> problems = Problems("one [two\nthree", "lanes.md")
    >>> str(problems.place(9))
    'lanes.md:2:1'
    """

    def __init__(self, raw: str | None, name: str) -> None:
        self.raw = raw
        self.name = name
        self.found: list[tuple[int, ArgmapError]] = []

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.raw or ""))]

    def place(self, offset: int) -> Place:
        """Return the line and column of an offset into `raw`; the file alone where its lines mean nothing (`raw` is None)."""
        if self.raw is None:
            return Place(self.name)
        line = bisect_right(self._lines, offset)
        return Place(self.name, line, offset - self._lines[line - 1] + 1)

    @property
    def full(self) -> bool:
        """Say whether there are so many problems that further ones are not kept."""
        return len(self.found) >= _MOST

    def add(self, id: str, offset: int, /, **details: object) -> None:
        """Keep the error `id` of the catalogue, found at `offset`."""
        if not self.full:
            self.found.append((offset, error(id, self.place(offset), **details)))

    def raise_any(self) -> None:
        """Raise the first problem in text order, with the rest as its `others`; do nothing where there is none."""
        if self.found:
            first, *rest = (problem for _, problem in sorted(self.found, key=lambda item: item[0]))
            first.others = tuple(rest)
            raise first


def nearest(word: str, known: Iterable[str]) -> str:
    """Say in a sentence what `word` may have been meant to be.

    >>> nearest("suports", ["supports", "attacks"]), nearest("xyz", ["supports", "attacks"]), nearest("x", [])
    ("Did you mean 'supports'?", 'Known: supports, attacks.', 'None is known.')
    """
    names = list(dict.fromkeys(known))
    close = get_close_matches(word, names, 1, 0.6)
    if close:
        return f"Did you mean '{close[0]}'?"
    if not names:
        return "None is known."
    return f"Known: {', '.join(names[:8])}{', ...' if len(names) > 8 else ''}."
