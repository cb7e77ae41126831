"""Sources: which units of a thread a quotation quotes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from argmap.model import Quote, Span, Thread
from argmap.read.fold import fold
from argmap.suggest._readings import Reading

__all__ = ["sources"]

_BACK = 5  # Units that hold others begin before them: so many units back one is looked for that reaches into a quotation.
_PLACES = 6  # Words that more units of a turn hold are quoted for themselves, not for a claim.


def sources(thread: Thread, quote: Quote, found: Sequence[Reading], starts: Sequence[int]) -> list[int]:
    """Return the readings that `quote` quotes, in text order; `starts` is where each reading begins.

    Where the reader knows whom the words are from, but that turn has them more than once, these are all units of it that hold
    them, if they are few.
    """
    if quote.source_span is not None:
        return _overlapping(quote.source_span, found, starts)
    if quote.source is None:
        return []
    words = fold(quote.span.cut(thread.text)).text.strip(" .\"'>")
    here = [index for index, one in enumerate(found) if one.block.doc == quote.source and not one.quotation]
    holding = [index for index in here if words and words in fold(found[index].span.cut(thread.text)).text]
    return holding if len(holding) <= _PLACES else []


def _overlapping(span: Span, found: Sequence[Reading], starts: Sequence[int]) -> list[int]:
    last = bisect_left(starts, span.end)
    first = max(bisect_right(starts, span.start) - _BACK, 0)
    return [index for index in range(first, last) if found[index].span.overlaps(span) and not found[index].quotation]
