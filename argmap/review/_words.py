"""Moving the edges of a span over words, sentences and clauses of its paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from argmap.model import Block, Span, Thread

__all__ = ["clause", "moved", "sentence"]

_WORD = re.compile(r"\S+")
_CLAUSE_END = re.compile(r"[,;:](?=\s)|\s[–—-](?=\s)|—|(?=\s(?:because|since|although|though|whereas|unless|but|so|if|when)\s)")


def moved(thread: Thread, span: Span, edge: str, by: int) -> Span:
    """Return the span with its `start` or `end` moved by so many words, inside its block and never behind the other edge.

    >>> from argmap.read import read_markdown
    >>> thread = read_markdown("Lanes are cheap.", "lanes.md")
    >>> moved(thread, Span(0, 5), "end", 1).cut(thread.text), moved(thread, Span(0, 9), "start", 1).cut(thread.text)
    ('Lanes are', 'are')
    """
    words = list(_spans(_WORD, thread.text, _block(thread, span).span))
    inside = [number for number, word in enumerate(words) if word.overlaps(span)]
    first, last = inside[0], inside[-1]
    if edge == "start":
        return Span(words[min(max(first + by, 0), last)].start, span.end)
    return Span(span.start, words[max(min(last + by, len(words) - 1), first)].end)


def sentence(thread: Thread, span: Span) -> Span:
    """Return the whole sentences that the span is part of."""
    here = [each.span for each in thread.sentences if each.span.overlaps(span)]
    return Span(here[0].start, here[-1].end) if here else span


def clause(thread: Thread, span: Span) -> Span:
    """Return the clause of its sentence that the span begins in: what stands between commas, dashes and connectives."""
    whole = sentence(thread, Span(span.start, span.start + 1))
    cuts = [whole.start, *(match.end() for match in _CLAUSE_END.finditer(thread.text, whole.start, whole.end)), whole.end]
    for start, end in pairwise(cuts):
        if start <= span.start < end:
            words = Span(start, end).cut(thread.text)
            return Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip(" ,;:–—-")))
    return whole


def _block(thread: Thread, span: Span) -> Block:
    block = thread.block_at(span.start)
    if block is None:
        raise LookupError("no words here")
    return block


def _spans(pattern: re.Pattern[str], text: str, within: Span) -> Iterator[Span]:
    return (Span(*match.span()) for match in pattern.finditer(text, within.start, within.end))
