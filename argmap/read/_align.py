"""Finding a quoted passage again: in its own words, with gaps, or nearly so.

The documents are searched in their folded form, so that copied quotation marks, dashes, case and emphasis do not matter, and
every place found is a span of the thread's frozen text. One index of word triples over all of them leads to the few places where a
passage can be, however many comments there are.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import Match, SequenceMatcher
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from argmap.model import Span
from argmap.read.fold import fold

__all__ = ["ALIKE", "Library", "Place", "gaps", "words_of"]

_WORD = re.compile(r"\w+(?:'\w+)*")
_GAP = re.compile(r"\s*(?:[\[(]\s*(?:\.\.\.|…)\s*[\])]|\.{3,}|…)\s*")
_INSERTION = re.compile(r"\s*\[[^\[\]]{1,80}\]\s*")
_MOST_PLACES = 20
_MOST_TRIES = 1000
_GRAM = 3
ALIKE = 0.85
"""How much of the words of two passages, both counted, must be the same for one to be the other, changed a little."""


class Place(NamedTuple):
    """Where a passage was found, and how: `exact`, `folded`, `elided` or `fuzzy`."""

    doc: str
    span: Span
    match: str


@lru_cache(maxsize=64)
def words_of(text: str) -> Sequence[str]:
    """Return the folded words of `text`.

    >>> words_of("It’s *not*—yet—free")
    ("it's", 'not', 'yet', 'free')
    """
    return tuple(_WORD.findall(fold(text).text))


def gaps(text: str) -> list[str]:
    """Return the pieces of a quotation from which its writer left something out.

    >>> gaps("Lanes are cheap [...] and safe …"), gaps("Lanes are cheap.")
    (['Lanes are cheap', 'and safe'], ['Lanes are cheap.'])
    """
    pieces = [piece for piece in _GAP.split(text) if _WORD.search(piece)]
    if len(pieces) == 1 and pieces[0] == text.strip():
        pieces = [piece for piece in _INSERTION.split(text) if _WORD.search(piece)]
    return pieces


class Library:
    """The post and the comments of a thread, in order, to be searched.

    Whatever a document itself quotes (`borrow`) is not its own and is not found in it. Each search looks in the documents
    in front of the one that it names.
    """

    def __init__(self, text: str, docs: Sequence[tuple[str, Span]]) -> None:
        self._text = text
        self._docs = docs
        self._numbers = {id: number for number, (id, _) in enumerate(docs)}
        self._folded = [fold(span.cut(text)) for _, span in docs]
        self._borrowed: dict[str, list[Span]] = {}
        self._starts: list[int] = []  # where each document begins in the folded text of all
        at = 0
        for folded in self._folded:
            self._starts.append(at)
            at += len(folded.text) + 1
        self._all = "\n".join(folded.text for folded in self._folded)  # no folded text holds a line break
        self._words = list(_WORD.finditer(self._all))
        self._triples: dict[tuple[str, ...], list[int]] = {}
        words = [match[0] for match in self._words]
        for number, triple in enumerate(zip(words, words[1:], words[2:], strict=False)):
            self._triples.setdefault(triple, []).append(number)

    def span(self, doc: str) -> Span:
        """Return where a document stands."""
        return self._docs[self._numbers[doc]][1]

    def borrow(self, doc: str, span: Span) -> None:
        """Note that the words of `span` in `doc` are quoted from elsewhere."""
        self._borrowed.setdefault(doc, []).append(span)

    def find(self, words: str, before: str) -> list[Place]:
        """Return the places where `words` stand, in each document those in the same case and marks if there are such."""
        for needle in _needles(words):
            found = self._find(needle, before)
            if found:
                exact = {place.doc for place in found if place.span.cut(self._text) == words}
                return [
                    place._replace(match="exact") if place.doc in exact else place
                    for place in found
                    if place.doc not in exact or place.span.cut(self._text) == words
                ]
        return []

    def find_elided(self, pieces: Sequence[str], before: str) -> list[Place]:
        """Return the places where the pieces stand one after the other, each as near as can be to the one before."""
        places = [next((hits for needle in _needles(piece) if (hits := self._find(needle, before))), []) for piece in pieces]
        found: list[Place] = []
        for first in places[0]:
            end: int | None = first.span.end
            for others in places[1:]:
                spans = (place.span for place in others if place.doc == first.doc)
                end = next((span.end for span in spans if end is not None and span.start >= end), None)
            if end is not None:
                found.append(Place(first.doc, Span(first.span.start, end), "elided"))
        return found

    def find_fuzzy(self, words: Sequence[str], before: str, alike: float = ALIKE) -> list[Place]:
        """Return the place whose words are most like these, if any are enough so.

        Shared triples of words nominate a window, and the longest common words within it set its bounds.
        """
        votes: Counter[int] = Counter()
        asked = 0
        for at in range(len(words) - _GRAM + 1):
            numbers = self._found(tuple(words[at : at + _GRAM]), before)
            if len(numbers) <= _MOST_PLACES:  # what stands everywhere tells nothing
                asked += 1
                votes.update(number - at for number in numbers)
        if not votes:
            return []
        shift = min(votes, key=lambda shift: (-votes[shift], shift))
        # A changed word spoils three triples, so with fewer votes than these the words cannot be alike enough.
        if votes[shift] < asked * (1 - 2 * _GRAM * (1 - alike)) / 2:
            return []
        low = max(shift - len(words) // 4 - 2, 0)
        window = self._words[low : shift + len(words) + len(words) // 4 + 2]
        doc = self._doc_at(self._words[max(shift, 0)].start())[0]
        window = [match for match in window if self._doc_at(match.start())[0] == doc]
        matcher = SequenceMatcher(None, list(words), [match[0] for match in window], autojunk=False)
        blocks = _core([block for block in matcher.get_matching_blocks() if block.size])
        same = sum(block.size for block in blocks)
        if not blocks or 2 * same < alike * (len(words) + blocks[-1].b + blocks[-1].size - blocks[0].b):
            return []
        place = self._place(window[blocks[0].b].start(), window[blocks[-1].b + blocks[-1].size - 1].end(), before)
        return [place._replace(match="fuzzy")] if place else []

    def _find(self, needle: str, before: str) -> list[Place]:
        places = (self._place(at, at + len(needle), before) for at in islice(self._tries(needle, before), _MOST_TRIES))
        return list(islice((place for place in places if place), _MOST_PLACES))

    def _tries(self, needle: str, before: str) -> Iterator[int]:
        """Yield where `needle` stands in the folded text of all."""
        parts = list(islice(_WORD.finditer(needle), _GRAM))
        if len(parts) < _GRAM:
            pattern = re.compile(re.escape(needle))
            return (match.start() for match in pattern.finditer(self._all, 0, self._end(before)) if needle)
        numbers = self._found(tuple(part[0] for part in parts), before)
        starts = (self._words[number].start() - parts[0].start() for number in numbers)
        return (at for at in starts if at >= 0 and self._all.startswith(needle, at))

    def _found(self, triple: tuple[str, ...], before: str) -> Sequence[int]:
        """Return the numbers of the words at which `triple` stands in the documents in front of `before`."""
        numbers = self._triples.get(triple, [])
        return numbers[: bisect_left(numbers, self._end(before), key=lambda number: self._words[number].start())]

    def _end(self, before: str) -> int:
        return self._starts[self._numbers[before]]

    def _doc_at(self, at: int) -> tuple[str, int]:
        """Return the document at an offset of the folded text of all, and its number."""
        number = bisect_right(self._starts, at) - 1
        return self._docs[number][0], number

    def _place(self, start: int, end: int, before: str) -> Place | None:
        """Return the place of a range of the folded text, unless it cuts words, is borrowed, or reaches `before`."""
        text = self._all
        doc, number = self._doc_at(start)
        opens = start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
        closes = end == len(text) or not (text[end - 1].isalnum() and text[end].isalnum())
        if end > self._end(before) or not opens or not closes:
            return None
        shift = self._starts[number]
        span = self._folded[number].span(start - shift, end - shift)
        base = self._docs[number][1].start
        span = Span(base + span.start, base + span.end)
        borrowed = any(other.contains(span) for other in self._borrowed.get(doc, ()))
        return None if borrowed else Place(doc, span, "folded")


def _core(blocks: list[Match]) -> list[Match]:
    """Drop single words that agree by chance, far from the rest."""
    while len(blocks) > 1 and blocks[0].size == 1 and blocks[1].b - blocks[0].b > _GRAM:
        blocks = blocks[1:]
    while len(blocks) > 1 and blocks[-1].size == 1 and blocks[-1].b - blocks[-2].b - blocks[-2].size > _GRAM:
        blocks = blocks[:-1]
    return blocks


def _needles(words: str) -> list[str]:
    """Fold a quotation for the search: as it stands, then without what its writer adds at its ends and in brackets."""
    whole = fold(words).text.strip()
    bare = re.sub(r"\[(\w+)\]", r"\1", whole).strip(" \"'").strip(" ,;:")
    return [whole] if "..." in whole else [whole, bare.removesuffix(".")]
