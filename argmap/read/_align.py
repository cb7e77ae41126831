"""Finding a quoted passage again: in its own words, with gaps, or nearly so.

The documents are searched in their folded form, so that copied quotation marks, dashes, case and emphasis do not matter, and
every place found is a span of the thread's frozen text. One index of word triples over all of them leads to the few places where a
passage can be, however many comments there are.
"""

from __future__ import annotations

import heapq
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import Match, SequenceMatcher
from functools import cached_property
from itertools import count, islice, pairwise
from typing import NamedTuple

from argmap.model import Span
from argmap.read._passages import WORD, ends_of, needles_of, words_of
from argmap.read.fold import fold

__all__ = ["ALIKE", "Library", "Place", "Scope", "place_words"]

_MOST_PLACES = 20
_MANY = _MOST_PLACES + 1
_MOST_TRIES = 300
_ASKED = 12
"""How many words at the head of a passage are asked which of them are rare."""
_MOST_WINDOWS = 4
_LONG = 400
_GRAM = 3
ALIKE = 0.85
"""How much of the words of two passages, both counted, must be the same for one to be the other, changed a little."""


class Place(NamedTuple):
    """Where a passage was found, and how: `exact`, `folded`, `elided` or `fuzzy`."""

    doc: str
    span: Span
    match: str


class Scope(NamedTuple):
    """Where to search: a range of the folded text of all documents, and of the numbers of their words."""

    start: int
    end: int
    first: int
    last: int


class Library:
    """The post and the comments of a thread, in order, to be searched.

    Whatever a document itself quotes (`borrow`) is not its own and is not found in it.
    """

    def __init__(self, text: str, docs: Sequence[tuple[str, Span]]) -> None:
        self._text = text
        self.docs = docs
        self._numbers = {id: number for number, (id, _) in enumerate(docs)}
        self._folded = [fold(span.cut(text)) for _, span in docs]
        self._borrowed: dict[str, list[Span]] = {}
        self._starts: list[int] = []  # where each document begins in the folded text of all
        at = 0
        for folded in self._folded:
            self._starts.append(at)
            at += len(folded.text) + 1
        self._all = "\n".join(folded.text for folded in self._folded)  # no folded text holds a line break
        self._words = WORD.findall(self._all)
        self._places = [match.start() for match in WORD.finditer(self._all)]
        self._first: dict[tuple[str, ...], int] = {}  # where each triple of words stands first
        self._more: dict[int, list[int]] = {}  # where it stands at all, if more than once, by where it stands first
        self._firsts: list[int] = []  # the same by the numbers of the words
        self._above = bytearray(len(self._words))  # how often each stands in documents further up, or `_MANY`
        # The number of each document's first word, and how many there are in all.
        self._bounds = [*(bisect_left(self._places, start) for start in self._starts), len(self._words)]
        self._index()

    def _index(self) -> None:
        self._firsts = list(map(self._first.setdefault, _triples(self._words), count()))
        more, above = self._more, self._above
        for start, end in pairwise(self._bounds):
            for number, first in enumerate(self._firsts[start:end], start):
                if first in more:
                    numbers = more[first]
                    times = bisect_left(numbers, start) if numbers[-1] >= start else len(numbers)
                    above[number] = min(times, _MANY)
                    numbers.append(number)
                elif first != number:
                    above[number] = first < start
                    more[first] = [first, number]

    @cached_property
    def _single(self) -> dict[str, list[int]]:
        """The numbers of the words by word; only short quotations need them."""
        numbers: dict[str, list[int]] = {}
        for number, word in enumerate(self._words):
            numbers.setdefault(word, []).append(number)
        return numbers

    def span(self, doc: str) -> Span:
        """Return where a document stands."""
        return self.docs[self._numbers[doc]][1]

    def before(self, doc: str) -> Scope:
        """Return the documents in front of one."""
        number = self._numbers[doc]
        return Scope(0, self._starts[number], 0, self._bounds[number])

    def within(self, doc: str) -> Scope:
        """Return one document alone."""
        number = self._numbers[doc]
        end = self._starts[number] + len(self._folded[number].text)
        return Scope(self._starts[number], end, self._bounds[number], self._bounds[number + 1])

    def borrow(self, doc: str, span: Span) -> None:
        """Note that the words of `span` in `doc` are quoted from elsewhere."""
        self._borrowed.setdefault(doc, []).append(span)

    def numbers(self, doc: str, span: Span) -> range:
        """Return the numbers of the words of `span`, a part of `doc`."""
        number = self._numbers[doc]
        folded, start = self._folded[number], self.docs[number][1].start
        low, high = (self._starts[number] + folded.index(at - start) for at in (span.start, span.end))
        return range(bisect_left(self._places, low), bisect_left(self._places, high))

    def repeated(self, numbers: range) -> float:
        """Return how much of some words stands three by three in documents in front of theirs."""
        first, last = numbers.start, numbers.stop - _GRAM + 1
        return (last - first - self._above.count(0, first, last)) / (last - first) if last > first else 0.0

    def find(self, words: str, scope: Scope, own: range | None = None) -> list[Place]:
        """Return the places where `words` stand, in each document those in the same case and marks if there are such.

        `own` is the words' numbers, if the scope is all in front of the document in which they stand themselves.
        """
        whole = fold(words).text.strip()
        if "[" not in whole:
            # The first and the last word may be parts of others.
            if own and self._above.count(0, own.start + 1, max(own.stop - _GRAM, own.start + 1)):
                return []
            if not self._may_stand(words_of(words), scope):
                return []
        for needle in needles_of(whole):
            found = self._find(needle, scope, whole)
            if found:
                exact = {place.doc for place in found if place.span.cut(self._text) == words}
                return [
                    place._replace(match="exact") if place.doc in exact else place
                    for place in found
                    if place.doc not in exact or place.span.cut(self._text) == words
                ]
        return []

    def find_elided(self, pieces: Sequence[str], scope: Scope) -> list[Place]:
        """Return the places where the pieces stand one after the other, each as near as can be to the one before."""
        places = [self.find(piece, scope) for piece in pieces]
        found: list[Place] = []
        for first in places[0]:
            end: int | None = first.span.end
            for others in places[1:]:
                spans = (place.span for place in others if place.doc == first.doc)
                end = next((span.end for span in spans if end is not None and span.start >= end), None)
            if end is not None:
                found.append(Place(first.doc, Span(first.span.start, end), "elided"))
        return found

    def find_fuzzy(self, passage: str, scope: Scope, alike: float = ALIKE, own: range | None = None) -> list[Place]:
        """Return the place whose words are most like these, if any are enough so. `own` is as in `find`.

        Shared triples of words nominate a window, and the longest common words within it set its bounds.
        """
        words = words_of(passage)
        shifts: list[int] = []
        asked = 0
        for at, numbers in self._telling(words, scope, own):
            asked += 1
            shifts += [number - at for number in numbers]
        # A changed word spoils three triples, so with fewer votes than these the words cannot be alike enough.
        least = asked * (1 - 2 * _GRAM * (1 - alike)) / 2
        likely = [(-votes, shift) for shift, votes in Counter(shifts).items() if votes >= least]
        for _, shift in heapq.nsmallest(_MOST_WINDOWS, likely):
            place = self._window(words, shift, alike, scope, passage)
            if place:
                return [place]
        return []

    def _window(self, words: Sequence[str], shift: int, alike: float, scope: Scope, passage: str) -> Place | None:
        """Return what is like `words` around the word number `shift`, if it is enough so."""
        triples = (
            at
            for at in range(max(-shift, 0), len(words))
            if tuple(self._words[shift + at : shift + at + _GRAM]) == words[at : at + _GRAM]
        )
        number = self._doc_at(self._places[shift + next(triples)])
        low = max(shift - len(words) // 4 - 2, self._bounds[number])
        high = min(shift + len(words) + len(words) // 4 + 2, self._bounds[number + 1])
        window = self._words[low:high]
        matcher = SequenceMatcher(None, words, window, autojunk=len(words) > _LONG)
        blocks = _core([block for block in matcher.get_matching_blocks() if block.size])
        same = sum(block.size for block in blocks)
        if not blocks or 2 * same < alike * (len(words) + blocks[-1].b + blocks[-1].size - blocks[0].b):
            return None
        opening, closing = _bounds(words, window, blocks)
        start, end = self._places[low + opening], self._places[low + closing] + len(window[closing])
        place = self._place(*self._widened(start, end, *ends_of(fold(passage).text.strip())), scope)
        return place._replace(match="fuzzy") if place else None

    def _telling(self, words: Sequence[str], scope: Scope, own: range | None) -> Iterator[tuple[int, Sequence[int]]]:
        """Yield where in `words` each triple begins, and where it stands in the scope: what stands everywhere tells nothing."""
        if own and self._words[own.start : own.stop] == list(words):
            for at, number in enumerate(own[: 1 - _GRAM]):
                times, first = self._above[number], self._firsts[number]
                if times <= _MOST_PLACES:
                    yield at, (self._more.get(first) or (first,))[:times] if times else ()
            return
        for at, triple in enumerate(_triples(words)):
            numbers = self._found(self._first.get(triple, -1), scope, _MANY)
            if len(numbers) < _MANY:
                yield at, numbers

    def _may_stand(self, words: Sequence[str], scope: Scope) -> bool:
        """Say whether some words, but for the first and the last, which may be parts of others, stand in a scope."""
        if len(words) < _GRAM:
            return True
        at, numbers = self._rarest(words[:_ASKED], scope)
        inner = list(words[1:-1])
        return any(self._words[number - at + 1 : number - at + len(words) - 1] == inner for number in numbers if number >= at)

    def _find(self, needle: str, scope: Scope, whole: str) -> list[Place]:
        at = whole.find(needle)
        head, tail = (whole[:at], whole[at + len(needle) :]) if at >= 0 else ends_of(whole)
        ends = (self._widened(at, at + len(needle), head, tail) for at in self._tries(needle, scope))
        places = (self._place(start, end, scope) for start, end in islice(ends, _MOST_TRIES))
        return list(islice((place for place in places if place), _MOST_PLACES))

    def _widened(self, start: int, end: int, head: str, tail: str) -> tuple[int, int]:
        """Take in what of the quotation's marks at its ends, `head` and `tail`, stands around the words as well."""
        text = self._all
        while head and start and text[start - 1] == head[-1]:
            start, head = start - 1, head[:-1]
        while tail and end < len(text) and text[end] == tail[0] != ",":
            end, tail = end + 1, tail[1:]
        return start, end

    def _tries(self, needle: str, scope: Scope) -> Iterator[int]:
        """Yield where `needle` stands in the folded text of all."""
        parts = list(islice(WORD.finditer(needle), _ASKED))
        if not parts:
            return (match.start() for match in re.compile(re.escape(needle) or "$^").finditer(self._all, scope.start, scope.end))
        if len(parts) >= _GRAM:
            rarest, numbers = self._rarest([part[0] for part in parts], scope)
            first = parts[rarest]
        else:
            first = min(parts, key=lambda part: len(self._single.get(part[0], ())))
            numbers = self._in(self._single.get(first[0], ()), scope)
        starts = (self._places[number] - first.start() for number in numbers)
        return (at for at in starts if at >= scope.start and self._all.startswith(needle, at))

    def _rarest(self, words: Sequence[str], scope: Scope) -> tuple[int, Sequence[int]]:
        """Return which three of some words are the rarest, and the numbers of the words at which they stand in a scope."""
        firsts = [self._first.get(triple, -1) for triple in _triples(words)]
        counts = [len(self._more.get(first, ())) for first in firsts]
        at = counts.index(min(counts))
        return at, self._found(firsts[at], scope)

    def _found(self, first: int, scope: Scope, most: int = _MOST_TRIES) -> Sequence[int]:
        """Return the numbers of the words at which three words stand in a scope, `most` at most; at `first` they stand first."""
        numbers = self._more.get(first)
        if numbers is None:
            return (first,) if scope.first <= first < scope.last else ()
        return self._in(numbers, scope, most)

    def _in(self, numbers: Sequence[int], scope: Scope, most: int = _MOST_TRIES) -> Sequence[int]:
        low = bisect_left(numbers, scope.first) if scope.first else 0
        return numbers[low : bisect_left(numbers, scope.last, low, min(low + most, len(numbers)))]

    def _doc_at(self, at: int) -> int:
        """Return the number of the document at an offset of the folded text of all."""
        return bisect_right(self._starts, at) - 1

    def _place(self, start: int, end: int, scope: Scope) -> Place | None:
        """Return the place of a range of the folded text, unless it cuts words, is borrowed, or reaches out of the scope."""
        text = self._all
        number = self._doc_at(start)
        opens = start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
        closes = end == len(text) or not (text[end - 1].isalnum() and text[end].isalnum())
        if start < scope.start or end > scope.end or not opens or not closes:
            return None
        shift = self._starts[number]
        span = self._folded[number].span(start - shift, end - shift)
        doc, base = self.docs[number][0], self.docs[number][1].start
        span = Span(base + span.start, base + span.end)
        borrowed = any(other.contains(span) for other in self._borrowed.get(doc, ()))
        return None if borrowed else Place(doc, span, "folded")


def place_words(text: str, span: Span, words: str) -> Span | None:
    """Return where in `span` of `text` some words stand, with small changes at most; None where they do not, or in two places.

    >>> text = "Paint is cheap. Paint fades. Kerbs stay."
    >>> [place_words(text, Span(0, 40), words) for words in ("“kerbs stay”", "Paint", "rails")]
    [Span(start=29, end=39), None, None]
    """
    library = Library(text, [("", span)])
    scope = library.within("")
    places = library.find(words, scope) or library.find_fuzzy(words, scope)
    return places[0].span if len(places) == 1 else None


def _triples(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(words, words[1:], words[2:], strict=False)


def _core(blocks: list[Match]) -> list[Match]:
    """Drop single words that agree by chance, far from the rest."""
    while len(blocks) > 1 and blocks[0].size == 1 and blocks[1].b - blocks[0].b > _GRAM:
        blocks = blocks[1:]
    while len(blocks) > 1 and blocks[-1].size == 1 and blocks[-1].b - blocks[-2].b - blocks[-2].size > _GRAM:
        blocks = blocks[:-1]
    return blocks


def _bounds(words: Sequence[str], window: Sequence[str], blocks: Sequence[Match]) -> tuple[int, int]:
    """Return the first and the last word of a window that belong to a passage.

    The outermost words are asked for by themselves: the matcher may have spent one that stands beside the rest on a far likeness.
    """
    opening, closing = blocks[0].b, blocks[-1].b + blocks[-1].size - 1
    before, behind = blocks[0].a, len(words) - blocks[-1].a - blocks[-1].size
    first = [at for at in range(max(opening - before - 1, 0), opening) if before and window[at] == words[0]]
    last = [at for at in range(closing + 1, min(closing + behind + 2, len(window))) if behind and window[at] == words[-1]]
    return max(first, default=opening), min(last, default=closing)
