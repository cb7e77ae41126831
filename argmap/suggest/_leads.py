"""Leads: which unit of the thread a comment quotes, and with which unit it goes on from there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import dropwhile, islice, takewhile

from argmap.model import Quote, Role, Thread
from argmap.suggest._readings import Reading

__all__ = ["leads"]

_NEAR = 3  # How many units behind a quotation are looked at for what answers it.


def leads(thread: Thread, found: Sequence[Reading]) -> Iterator[tuple[int, int]]:
    """Yield for each quotation the reading that replies to it, and the one that it quotes.

    The reply is the first unit behind the quotation (or around it, if it stands in a sentence) that is part of an argument; of
    several units that are quoted, the likeliest claim.
    """
    starts = [reading.span.start for reading in found]
    for quote in thread.quotes:
        target = _quoted(quote, found, starts)
        replies = list(_replies(quote, found, starts))
        argued = [index for index in replies if found[index].role not in (None, Role.QUESTION)] or replies
        if target is not None and argued and argued[0] != target:
            yield argued[0], target


def _quoted(quote: Quote, found: Sequence[Reading], starts: Sequence[int]) -> int | None:
    if quote.source_span is None:
        return None
    first = max(bisect_right(starts, quote.source_span.start) - 1, 0)
    last = bisect_left(starts, quote.source_span.end)
    here = [index for index in range(first, last) if found[index].span.overlaps(quote.source_span)]
    return max(here, key=lambda index: (found[index].role is not None, found[index].scores["claim"]), default=None)


def _replies(quote: Quote, found: Sequence[Reading], starts: Sequence[int]) -> Iterator[int]:
    """Yield the units in which a reply to `quote` is looked for: those behind it, up to the next quotation."""
    first = max(bisect_right(starts, quote.span.start) - 1, 0)
    same = takewhile(lambda index: found[index].block.doc == quote.doc, range(first, len(found)))
    behind = dropwhile(lambda index: found[index].span.end <= quote.span.start or found[index].quotation, same)
    return islice(takewhile(lambda index: not found[index].quotation, behind), _NEAR)
