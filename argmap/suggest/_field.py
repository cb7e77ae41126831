"""From a thread and its readings to points: where each unit stands, what it follows, and what it quotes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from argmap.model import POST, Quote, QuoteKind, Thread
from argmap.suggest._points import Field, Point
from argmap.suggest._readings import Reading
from argmap.suggest._sources import sources

__all__ = ["TITLE", "field_of"]

TITLE = -1
"""In place of the index of a reading: what the thread's title claims."""

_AROUND = 40  # So many code points around a unit can hold the words that join it to another: "because", ", but".
_REPLIES = 20  # So many units behind a quotation may still be about it.
_BESIDE = 2
_BACK = 5  # Units that hold others begin before them: so many units back one is looked for that reaches into a quotation.


def field_of(thread: Thread, found: Sequence[Reading], title: str | None) -> tuple[Field, list[int]]:
    """Return a field, and for each of its points which reading it is.

    The first is the title, if that claims something; then come the points of the post, and those of the comments in their order.
    """
    docs = {POST: 0} | {comment.id: number for number, comment in enumerate(thread.comments, 1)}
    blocks = {block.id: number for number, block in enumerate(thread.blocks)}
    order = sorted(range(len(found)), key=lambda index: (docs[found[index].block.doc], index))
    points = [Point(0, -1, -1, title, claim=1.0, premise=0.0, title=True)] if title is not None else []
    end, block = 0, -1
    for index in order:
        one = found[index]
        start = max(one.block.span.start, one.span.start - _AROUND, end if blocks[one.block.id] == block else 0)
        end, block = one.span.end, blocks[one.block.id]
        points.append(
            Point(
                docs[one.block.doc],
                block,
                one.sentence.span.start,
                one.span.cut(thread.text),
                thread.text[start : one.span.start],
                thread.text[end : min(one.block.span.end, end + _AROUND)],
                one.scores["claim"],
                one.scores["premise"],
            )
        )
    shift = len(points) - len(order)
    at = {index: number for number, index in enumerate(order, shift)}
    parents = [None, *(docs.get(comment.reply_to or "") for comment in thread.comments)]
    authors = [thread.author, *(comment.author for comment in thread.comments)]
    field = Field(points, parents, authors, _quoted(thread, found, at), thread.title)
    return field, [TITLE] * shift + order


def _quoted(thread: Thread, found: Sequence[Reading], at: dict[int, int]) -> dict[int, dict[int, int]]:
    """Return for each unit that follows a quotation what it quotes, and how many units behind the quotation it stands."""
    starts = [one.span.start for one in found]
    quotes = [quote for quote in thread.quotes if quote.kind is QuoteKind.QUOTATION]
    quoted: dict[int, dict[int, int]] = {}
    for number, quote in enumerate(quotes):
        until = next((later.span.start for later in quotes[number + 1 :] if later.doc == quote.doc), len(thread.text))
        targets = [at[index] for index in sources(thread, quote, found, starts)]
        replies = list(islice(_replies(quote, until, found, starts), _REPLIES))
        if replies and found[replies[0]].span.start < quote.span.start:
            replies = replies[:_BESIDE]  # The quotation is a part of what is said there, and no head over what follows.
        for step, index in enumerate(replies):
            quoted.setdefault(at[index], {}).update((target, step) for target in targets if target != at[index])
    return quoted


def _replies(quote: Quote, until: int, found: Sequence[Reading], starts: Sequence[int]) -> Iterator[int]:
    """Yield what follows a quotation up to the next, or holds it."""
    first = max(bisect_right(starts, quote.span.start) - _BACK, 0)
    here = takewhile(lambda index: starts[index] < max(until, quote.span.end), range(first, len(found)))
    same = (index for index in here if found[index].block.doc == quote.doc and found[index].span.end > quote.span.start)
    return (index for index in same if not found[index].quotation)
