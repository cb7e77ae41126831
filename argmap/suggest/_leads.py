"""Leads: which unit of the thread a comment quotes, and with which unit it goes on from there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import dropwhile, islice, takewhile

from argmap.model import Quote, QuoteKind, Role, Thread
from argmap.suggest._readings import Reading
from argmap.suggest._similar import stems
from argmap.suggest._sources import sources

__all__ = ["leads"]

_NEAR = 3  # How many units behind a quotation are looked at for what answers it.


def leads(thread: Thread, found: Sequence[Reading]) -> Iterator[tuple[int, int]]:
    """Yield for each quotation the reading that replies to it, and the one that it quotes.

    The reply is the first unit behind the quotation that is part of an argument, or the unit that the quotation is a part of; of
    several units that are quoted, the one that shares the most words with the reply, and of these the likeliest claim.
    """
    starts = [reading.span.start for reading in found]
    for quote in thread.quotes:
        quoted = sources(thread, quote, found, starts) if quote.kind is QuoteKind.QUOTATION else []
        replies = list(_replies(quote, found, starts))
        argued = [index for index in replies if found[index].role not in (None, Role.QUESTION)] or replies
        if replies and found[replies[0]].span.start < quote.span.start:
            argued = replies[:1]
        if argued and (others := [index for index in quoted if index != argued[0]]):
            said = stems(found[argued[0]].span.cut(thread.text))
            shared = {index: len(said.intersection(stems(found[index].span.cut(thread.text)))) for index in others}
            yield (
                argued[0],
                max(others, key=lambda index: (shared[index], found[index].role is not None, found[index].scores["claim"])),
            )


def _replies(quote: Quote, found: Sequence[Reading], starts: Sequence[int]) -> Iterator[int]:
    """Yield the units in which a reply to `quote` is looked for: those behind it, up to the next quotation."""
    first = max(bisect_right(starts, quote.span.start) - 1, 0)
    same = takewhile(lambda index: found[index].block.doc == quote.doc, range(first, len(found)))
    behind = dropwhile(lambda index: found[index].span.end <= quote.span.start or found[index].quotation, same)
    return islice(takewhile(lambda index: not found[index].quotation, behind), _NEAR)
