"""The main text of a page that argmap does not know: the element in which its sentences stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from argmap.read._html import Element
from argmap.read._select import matcher
from argmap.read.generic._outline import Outline

__all__ = ["MainText", "main_text"]

_MARKED = "[itemprop*=articleBody], [itemprop=text], article, main, [role=main], [role=article], .e-content"
_HALF = 0.5
_NEARLY_ALL = 0.9
LEAST = 140
"""A text of fewer characters is no article, if there is anything else on the page."""


class MainText(NamedTuple):
    """The element that holds the text, how many characters of sentences it has, and its share of the page's, 0 to 1.

    `marked` is whether the page itself says that this element is its text.
    """

    element: Element
    chars: int
    share: float
    marked: bool


def main_text(outline: Outline, besides: Sequence[Element] = ()) -> MainText | None:
    """Find the main text of a page outside of `besides`, which are its comments; None where there are no sentences.

    The page's own word counts if at least half of the sentences stand there; else it is the innermost element with nearly
    all of them.
    """
    left = _Left(outline, besides)
    total = left.prose(outline.root)
    if not total:
        return None
    test = matcher(_MARKED)
    marked = [element for element in outline.elements if test(element) and left.prose(element) >= _HALF * total]
    marked = [element for element in marked if element not in outline.apart]
    best = max(marked, key=lambda element: (left.prose(element), outline.at[element])) if marked else None
    around = best or outline.root
    inner = _innermost(around, left, _NEARLY_ALL if best else _HALF + 0.25)
    return MainText(inner, left.prose(inner), left.prose(inner) / total, best is not None)


class _Left:
    """What is left of a page without its comments."""

    def __init__(self, outline: Outline, besides: Sequence[Element]) -> None:
        self.outline = outline
        self.tops = outline.tops(besides)
        self.starts = [outline.at[element] for element in self.tops]
        self.sums = list(accumulate(map(outline.prose, self.tops), initial=0))

    def prose(self, element: Element) -> int:
        """Return how much prose of an element is outside."""
        at = self.outline.at[element]
        low = bisect_left(self.starts, at)
        if low and at < self.outline.end[self.tops[low - 1]]:
            return 0
        high = bisect_left(self.starts, self.outline.end[element], low)
        return self.outline.prose(element) - self.sums[high] + self.sums[low]


def _innermost(element: Element, left: _Left, share: float) -> Element:
    """Go down while one child has nearly all of the sentences."""
    least = left.prose(element) * share
    while True:
        inner = next((child for child in element.children if isinstance(child, Element) and left.prose(child) >= least), None)
        if inner is None or inner.tag in ("p", "blockquote", "pre", "li", "ul", "ol", "dl", "tbody", "tr", "figure"):
            return element
        element = inner
