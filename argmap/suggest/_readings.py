"""Readings: what each sentence of a thread seems to be, and what spoke for it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from argmap.model import Block, BlockKind, QuoteKind, Sentence, Span, Thread
from argmap.suggest._rules import Rule, decide

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Span as Words

__all__ = ["Cover", "Reading", "readings"]

_ARGUED = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.BLOCKQUOTE, BlockKind.FOOTNOTE, BlockKind.SPOILER)
_LONGEST_SENTENCE = 5_000  # Code points. Nobody writes longer ones; a base64 picture does, and no mark on it helps anybody.
_LONGEST_DOC = 50_000  # Code points that spaCy gets at once: bounds its memory on a block without end.
_SHORT = 6  # Fewer words are seldom a whole thought.
_DEEP = 4  # So many sentences into a paragraph, its point has been made.
_CLOSERS = " \t\r\n\"'”’»)]*_!"
_NOT_TEXT = re.compile("[\ud800-\udfff]")  # Half a surrogate pair, as broken JSON has them: spaCy cannot encode it.
_NOT_A_WORD = re.compile(r"\S{200,}")  # spaCy takes such a thing apart letter by letter, in time that grows with its square.
_POSITIONS = {
    "quotation": "a quotation",
    "quoted": "quoted by a comment",
    "question": "?",
    "short": "few words",
    "deep": "deep in its paragraph",
    "opens": "opens its paragraph",
    "inner": "inside its paragraph",
}
"""The signs that no words show, and how to say them."""


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

    def share(self, span: Span) -> int:
        """Return how many code points of `span` are covered."""
        first = bisect_right(self._spans, span.start, key=lambda covered: covered.end)
        last = bisect_left(self._spans, span.end, key=lambda covered: covered.start)
        return sum(min(span.end, here.end) - max(span.start, here.start) for here in self._spans[first:last])


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence: the rule that decided its role, all signs with the words they were seen in, hedges and credence."""

    sentence: Sentence
    block: Block
    rule: Rule
    signs: dict[str, str]
    hedge: str | None
    credence: float | None

    @property
    def span(self) -> Span:
        """Where the sentence stands in the thread's text."""
        return self.sentence.span

    @property
    def cue(self) -> str:
        """The words that spoke for the role, or the position if no words did."""
        words = [" ".join(self.signs[sign].split()) for sign in self.rule.signs if self.signs[sign]]
        return "; ".join(dict.fromkeys(words)) or _POSITIONS[self.rule.signs[0]]

    @property
    def in_words(self) -> bool:
        """Say whether any words spoke for the role, or nothing but its place."""
        return any(self.signs[sign] for sign in self.rule.signs)


def readings(thread: Thread, nlp: Language) -> list[Reading]:
    """Read every sentence of the thread's paragraphs, list items, quotations and footnotes, in text order."""
    blocks = {block.id: block for block in thread.blocks if block.kind in _ARGUED}
    quotations = Cover(quote.span for quote in thread.quotes if quote.kind is QuoteKind.QUOTATION)
    places = list(_places(thread.sentences, blocks))
    found: list[Reading] = []
    for doc, places_here in nlp.pipe(_docs(places, thread.text, nlp), as_tuples=True):
        cues, hedges = _Labelled(doc, "argmap_cues"), _Labelled(doc, "argmap_hedges")
        for words, (sentence, block, index) in zip(doc.spans["argmap_sentences"], places_here, strict=True):
            signs = _signs(words, cues.within(words), index)
            if block.kind is BlockKind.BLOCKQUOTE or 2 * quotations.share(sentence.span) > len(sentence.span):
                signs["quotation"] = ""
            hedge, credence = _hedge(hedges.within(words))
            found.append(Reading(sentence, block, decide(signs), signs, hedge, credence))
    return found


Place = tuple[Sentence, Block, int]
"""A sentence, its block, and which sentence of the block it is."""


def _places(sentences: Iterable[Sentence], blocks: dict[str, Block]) -> Iterator[Place]:
    for id, group in groupby(sentences, key=lambda sentence: sentence.block):
        if id in blocks:
            for index, sentence in enumerate(group):
                if len(sentence.span) <= _LONGEST_SENTENCE:
                    yield sentence, blocks[id], index


def _docs(places: list[Place], text: str, nlp: Language) -> Iterator[tuple[Doc, list[Place]]]:
    """Yield a spaCy doc for each block, or for as many of its sentences as fit into one."""
    for _, group in groupby(places, key=lambda place: place[1].id):
        piece: list[Place] = []
        for place in group:
            if piece and place[0].span.end - piece[0][0].span.start > _LONGEST_DOC:
                yield _doc(piece, text, nlp), piece
                piece = []
            piece.append(place)
        yield _doc(piece, text, nlp), piece


def _doc(piece: list[Place], text: str, nlp: Language) -> Doc:
    start = piece[0][0].span.start
    words = _NOT_TEXT.sub("\ufffd", text[start : piece[-1][0].span.end])
    doc = nlp.make_doc(_NOT_A_WORD.sub(lambda match: "x" * len(match[0]), words))
    doc.user_data["argmap_sentences"] = [(sentence.span.start - start, sentence.span.end - start) for sentence, _, _ in piece]
    return doc


class _Labelled:
    """The spans of one group of a doc, found by where they begin."""

    def __init__(self, doc: Doc, group: str) -> None:
        self._spans = sorted(doc.spans[group], key=lambda span: span.start)
        self._starts = [span.start for span in self._spans]

    def within(self, words: Words) -> list[Words]:
        """Return those that begin in `words`."""
        return self._spans[bisect_left(self._starts, words.start) : bisect_left(self._starts, words.end)]


def _signs(words: Words, cues: list[Words], index: int) -> dict[str, str]:
    """Return the signs of the sentence `words`, the `index`th of its block, each with the words that show it."""
    signs: dict[str, str] = {}
    first = next((token.i for token in words if token.is_alpha or token.like_num), words.start)
    for cue in cues:
        signs.setdefault(cue.label_, cue.text)
        if cue.start <= first:
            signs.setdefault(f"{cue.label_}^", cue.text)
    if words.text.rstrip(_CLOSERS).endswith("?") and "tag" not in signs:
        signs["question"] = ""
    if len(words.text.split()) < _SHORT:
        signs["short"] = ""
    if index >= _DEEP:
        signs["deep"] = ""
    signs["opens" if index == 0 else "inner"] = ""
    return signs


def _hedge(found: list[Words]) -> tuple[str | None, float | None]:
    """Return the words that hedge a sentence, and the credence that it gives as a number (if it is one number)."""
    said = "; ".join(dict.fromkeys(" ".join(span.text.split()) for span in found if span.label_ == "hedge"))
    shares = {_share(span) for span in found if span.label_ == "credence"}
    return said or None, shares.pop() if len(shares) == 1 else None


def _share(span: Words) -> float | None:
    number = next((token.text for token in span if re.fullmatch(r"\d+(?:\.\d+)?", token.text)), None)
    return round(float(number) / 100, 4) if number is not None and float(number) <= 100 else None
