"""Turns: what a thread's post and comments say, cut into docs for spaCy, with what is known of each turn."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from argmap.model import POST, Block, BlockKind, QuoteKind, Sentence, Span, Thread

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["Cover", "Place", "Turn", "docs", "quotations", "text_order", "turns"]

_ARGUED = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.BLOCKQUOTE, BlockKind.FOOTNOTE, BlockKind.SPOILER)
_LONGEST_SENTENCE = 5_000  # Code points. Nobody writes longer ones; a base64 picture does, and no mark on it helps anybody.
_LONGEST_DOC = 50_000  # Code points that spaCy gets at once: bounds its memory on a turn without end.
_AT_ONCE = 40_000  # Code points in one batch: spaCy holds about 3 kB for each.
_NOT_TEXT = re.compile("[\ud800-\udfff]")  # Half a surrogate pair, as broken JSON has them: spaCy cannot encode it.
_NOT_A_WORD = re.compile(r"\S{200,}")  # spaCy takes such a thing apart letter by letter, in time that grows with its square.


class Cover:
    """Some spans as one stretch of text with gaps.

    >>> Cover([Span(2, 5), Span(4, 8), Span(20, 30)]).share(Span(0, 22))
    8
    """

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans: list[Span] = []
        for span in sorted(spans):
            if self._spans and span.start <= self._spans[-1].end:
                last = self._spans.pop()
                self._spans.append(Span(last.start, max(last.end, span.end)))
            else:
                self._spans.append(span)

    def within(self, span: Span) -> list[Span]:
        """Return the parts of `span` that are covered."""
        first = bisect_right(self._spans, span.start, key=lambda covered: covered.end)
        last = bisect_left(self._spans, span.end, key=lambda covered: covered.start)
        return [Span(max(span.start, here.start), min(span.end, here.end)) for here in self._spans[first:last]]

    def share(self, span: Span) -> int:
        """Return how many code points of `span` are covered."""
        return sum(len(part) for part in self.within(span))


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence, its block, and which sentence of the block it is."""

    sentence: Sentence
    block: Block
    index: int


@dataclass(frozen=True, slots=True)
class Turn:
    """The post or a comment, or as much of it as fits into one doc: its sentences, and the spans to read if any are given."""

    places: tuple[Place, ...]
    spans: tuple[Span, ...] | None
    span: Span

    def doc(self, thread: Thread, quotations: Cover, nlp: Language) -> Doc:
        """Return the turn's words as a doc, which says in its user data what the components need to know of it.

        What is in no sentence and in no given span (code, headings, the marks of lists) is blank in it, so that an offset into
        the doc and one into the thread's text differ by `self.span.start` everywhere.
        """
        start = self.span.start
        text = thread.text[start : self.span.end]
        read = Cover([*(place.sentence.span for place in self.places), *(self.spans or ())])
        parts, at = list[str](), start
        for span in read.within(self.span):
            parts += [" " * (span.start - at), span.cut(thread.text)]
            at = span.end
        text = _NOT_A_WORD.sub(lambda match: "x" * len(match[0]), _NOT_TEXT.sub("\ufffd", "".join(parts)))
        doc = nlp.make_doc(text)
        doc.user_data["argmap_sentences"] = [_shifted(place.sentence.span, start) for place in self.places]
        if self.spans is not None:
            doc.user_data["argmap_units"] = [_shifted(span, start) for span in self.spans]
        said_in = self.places[0].block.doc if self.places else POST
        doc.user_data["argmap_turn"] = {
            "reply": said_in != POST,
            "poster": said_in == POST or thread.author_of(said_in) == thread.author is not None,
            "paragraphs": [place.sentence.span.start - start for place in self.places if place.index == 0],
            "quotations": [_shifted(span, start) for span in quotations.within(self.span)],
        }
        return doc


def _shifted(span: Span, start: int) -> tuple[int, int]:
    return span.start - start, span.end - start


def quotations(thread: Thread) -> Cover:
    """Return what is quoted rather than said: quotations that a reader found, and every block quote."""
    quoted = [quote.span for quote in thread.quotes if quote.kind is QuoteKind.QUOTATION]
    return Cover([*quoted, *(block.span for block in thread.blocks if block.kind is BlockKind.BLOCKQUOTE)])


def turns(thread: Thread, spans: Sequence[Span] | None = None) -> Iterator[Turn]:
    """Yield the turns of a thread in text order: its paragraphs, list items, quotations and footnotes.

    With `spans`, only the turns that hold some; a span belongs to the turn it begins in.
    """
    blocks = {block.id: block for block in thread.blocks if block.kind in _ARGUED}
    places = list(_places(thread.sentences, blocks))
    if spans is not None:
        places = sorted([*places, *_outside(thread, places, spans)], key=lambda place: place.sentence.span)
    for piece in _pieces(places):
        whole = Span(piece[0].sentence.span.start, piece[-1].sentence.span.end)
        if spans is None:
            yield Turn(tuple(piece), None, whole)
            continue
        here = tuple(sorted((span for span in spans if whole.start <= span.start < whole.end), key=text_order))
        if here:
            yield Turn(tuple(piece), here, Span(whole.start, max(whole.end, *(span.end for span in here))))


def docs(thread: Thread, nlp: Language, spans: Sequence[Span] | None = None) -> Iterator[tuple[Doc, Turn]]:
    """Yield the turns of a thread, each as `nlp` reads it. spaCy gets so many at once as a limit of their length allows."""
    quoted = quotations(thread)
    for batch in _batches(turns(thread, spans)):
        given = (turn.doc(thread, quoted, nlp) for turn in batch)
        yield from zip(nlp.pipe(given, batch_size=len(batch)), batch, strict=True)


def _batches(given: Iterable[Turn]) -> Iterator[list[Turn]]:
    batch: list[Turn] = []
    length = 0
    for turn in given:
        length += len(turn.span)
        if batch and length > _AT_ONCE:
            yield batch
            batch, length = [], len(turn.span)
        batch.append(turn)
    if batch:
        yield batch


def text_order(span: Span) -> tuple[int, int]:
    """Sort spans as a reader meets them: what holds another comes before it."""
    return span.start, -span.end


def _outside(thread: Thread, places: Sequence[Place], spans: Sequence[Span]) -> Iterator[Place]:
    """Yield a place for each given span that begins in no sentence that is read: a mark in a heading, say."""
    starts = [place.sentence.span.start for place in places]
    for span in spans:
        before = bisect_right(starts, span.start) - 1
        block = thread.block_at(span.start)
        if block is not None and (before < 0 or places[before].sentence.span.end <= span.start):
            yield Place(Sentence(block.id, span), block, 0)


def _places(sentences: Iterable[Sentence], blocks: dict[str, Block]) -> Iterator[Place]:
    for id, group in groupby(sentences, key=lambda sentence: sentence.block):
        if id in blocks:
            for index, sentence in enumerate(group):
                if len(sentence.span) <= _LONGEST_SENTENCE:
                    yield Place(sentence, blocks[id], index)


def _pieces(places: Iterable[Place]) -> Iterator[list[Place]]:
    for _, group in groupby(places, key=lambda place: place.block.doc):
        piece: list[Place] = []
        for place in group:
            if piece and place.sentence.span.end - piece[0].sentence.span.start > _LONGEST_DOC:
                yield piece
                piece = []
            piece.append(place)
        yield piece
