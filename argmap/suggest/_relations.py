"""Relations: what a reason is given for, and which sentence of the thread a comment takes up."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile, islice, takewhile

from argmap.model import Quote, Role, Thread
from argmap.suggest._readings import Reading

__all__ = ["Link", "leads", "reasons"]

_REASONS = ("reason", "example")
_AGAINST = ("disagreement", "contrast")
_NEAR = 3  # How many sentences behind a quotation are looked at for what answers it.


@dataclass(frozen=True, slots=True)
class Link:
    """The reading `source` stands in the relation `kind` to the reading `target`; both are indices."""

    source: int
    kind: str
    target: int


def reasons(found: Sequence[Reading]) -> Iterator[Link]:
    """Yield what each sentence with a word like "because" or "for example" supports: the nearest claim of its paragraph.

    A claim before it is preferred to one behind it.
    """
    for index, reading in enumerate(found):
        if reading.role is Role.PREMISE and any(sign in reading.signs for sign in _REASONS):
            around = [*range(index - 1, -1, -1)], range(index + 1, len(found))
            for side in around:
                here = takewhile(lambda other: found[other].block is reading.block, side)  # noqa: B023 (used up at once)
                target = next((other for other in here if found[other].role is Role.CLAIM), None)
                if target is not None:
                    yield Link(index, "supports", target)
                    break


def leads(thread: Thread, found: Sequence[Reading]) -> Iterator[Link]:
    """Yield how comments take up the sentences they quote.

    The reply is the first sentence behind the quotation (or around it, if it stands in a sentence) that is part of an
    argument. It attacks the quoted sentence if words of disagreement are near, else it supports it (or concedes it, if it
    is a concession) if words of agreement are; without either it only answers it.
    """
    starts = [reading.span.start for reading in found]
    for quote in thread.quotes:
        target = _quoted(quote, found, starts)
        replies = list(_replies(quote, found, starts))
        reply = next((index for index in replies if found[index].role not in (None, Role.QUESTION)), None)
        if target is not None and reply is not None and reply != target:
            near = [found[index] for index in replies[: replies.index(reply) + 1]]
            yield Link(reply, _kind(found[reply], near, found[target]), target)


def _quoted(quote: Quote, found: Sequence[Reading], starts: Sequence[int]) -> int | None:
    """Return the quoted sentence: of several the first that seems to be a claim, or else the first."""
    if quote.source_span is None:
        return None
    first = max(bisect_right(starts, quote.source_span.start) - 1, 0)
    last = bisect_left(starts, quote.source_span.end)
    here = [index for index in range(first, last) if found[index].span.overlaps(quote.source_span)]
    return next((index for index in here if found[index].role is Role.CLAIM), here[0] if here else None)


def _replies(quote: Quote, found: Sequence[Reading], starts: Sequence[int]) -> Iterator[int]:
    """Yield the sentences in which a reply to `quote` is looked for: those behind it, up to the next quotation."""
    first = max(bisect_right(starts, quote.span.start) - 1, 0)
    same = takewhile(lambda index: found[index].block.doc == quote.doc, range(first, len(found)))
    behind = dropwhile(lambda index: found[index].span.end <= quote.span.start or _is_quotation(found[index]), same)
    return islice(takewhile(lambda index: not _is_quotation(found[index]), behind), _NEAR)


def _is_quotation(reading: Reading) -> bool:
    return "quotation" in reading.signs


def _kind(reply: Reading, near: Sequence[Reading], target: Reading) -> str:
    """Say how the reply stands to what it quotes, by the words in it and before it."""
    signs = {sign for reading in near for sign in reading.signs}
    if target.role is Role.QUESTION:
        return "answers"
    if signs.intersection(_AGAINST):
        return "attacks"
    if "agreement" in signs:
        return "concedes" if reply.role is Role.CONCESSION else "supports"
    return "answers"
