"""Finding marks by their fingerprints in another copy of the text."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from argmap.markup._fingerprint import CONTEXT, Fingerprint, WordIndex
from argmap.model import POST, Span

__all__ = ["How", "Lost", "Place", "Sought", "find_places"]


class How(IntEnum):
    """How a mark was found, the surest first."""

    EXACT = 0
    """In one place alone, or in one alone that has the same words around it."""
    CHOSEN = 1
    """Its words stand in several places; the marks around it decided."""
    CHANGED = 2
    """Its words do not stand here; what was before and after them does."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A mark to be found: its fingerprint, and where it stood in the copy that was annotated."""

    print: Fingerprint
    span: Span
    doc: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mark was found, how, and how little else speaks for it."""

    span: Span
    block: int
    how: How
    doubt: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Lost:
    """Why a mark was not found."""

    reason: str


class _Candidate(NamedTuple):
    """A place that a mark may have: its words, its block, and how little speaks for it."""

    words: range
    block: int
    doubt: tuple[int, ...]
    changed: bool = False


def find_places(index: WordIndex, marks: Sequence[Sought]) -> list[Place | Lost]:
    """Return for each mark where it stands in the indexed text, or why it has no place there.

    Of several places with the same words the one wins that has the same words around it, then one in the same document, then the
    one nearest to where the mark would stand if nothing had changed since the next mark that is sure.
    """
    found = [_candidates(index, mark) for mark in marks]
    best = [_best(candidates) for candidates in found]
    shifts = _Shifts(
        (mark.span.start, index.span_of(mark.print, only.words, only.block).start)
        for mark, candidates in zip(marks, best, strict=True)
        if len(candidates) == 1 and not (only := candidates[0]).changed
    )
    places = [
        _choose(index, mark, candidates, shifts) if candidates else Lost(_reason(index, mark))
        for mark, candidates in zip(marks, best, strict=True)
    ]
    return _without_clashes(marks, places)


def _best(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    least = min((each.doubt for each in candidates), default=())
    return [each for each in candidates if each.doubt == least]


def _choose(index: WordIndex, mark: Sought, candidates: Sequence[_Candidate], shifts: _Shifts) -> Place:
    expected = shifts.expected(mark.span.start)
    spans = [(index.span_of(mark.print, each.words, each.block), each) for each in candidates]
    span, chosen = min(spans, key=lambda pair: (abs(pair[0].start - expected), pair[0]))
    how = How.CHANGED if chosen.changed else How.CHOSEN if len(candidates) > 1 else How.EXACT
    return Place(span, chosen.block, how, chosen.doubt)


def _reason(index: WordIndex, mark: Sought) -> str:
    if mark.print.words and index.runs(mark.print.words, mark.print.sha256):
        whole = any(index.block_of(run) is not None for run in index.runs(mark.print.words, mark.print.sha256))
        return "its few words stand here only among others" if whole else "its words go over the end of a paragraph here"
    return "its words do not stand here"


def _candidates(index: WordIndex, mark: Sought) -> list[_Candidate]:
    if not mark.print.words:
        return list(_between_words(index, mark))
    exact: list[_Candidate] = []
    for words in _runs(index, mark):
        block = index.block_of(words)
        if block is None:
            continue
        candidate = _weigh(index, mark, words, block, index.docs[index.thread.blocks[block].doc])
        # A word or two stand in many places: without the same words around them they are not the same.
        if len(words) > CONTEXT or candidate.doubt[0] < 2:
            exact.append(candidate)
    return exact or list(_changed(index, mark))


def _runs(index: WordIndex, mark: Sought) -> list[range]:
    """Return the runs of the mark's words: those between the words around it, or else all."""
    number, sha256 = mark.print.words, mark.print.sha256
    ends, starts = _edges(index, mark, index.docs.values())
    between = sorted(set(ends) & {start - number for start in starts})
    agreed = [run for run in (range(end, end + number) for end in between) if index.hash(run) == sha256]
    return agreed or index.runs(number, sha256)  # hashing all runs of that many words is what takes time


def _weigh(index: WordIndex, mark: Sought, words: range, block: int, around: range) -> _Candidate:
    before, after = index.context(words, around)
    doc = index.thread.blocks[block].doc
    other_kind = (doc == POST) is not (mark.doc == POST)
    return _Candidate(words, block, ((before != mark.print.before) + (after != mark.print.after), other_kind, doc != mark.doc))


def _between_words(index: WordIndex, mark: Sought) -> Iterator[_Candidate]:
    """Yield places for a mark without words: between the words around it, in one block."""
    ends, starts = _edges(index, mark, index.blocks)
    for start in sorted({*ends, *starts}):
        for block in index.blocks_at(start):
            candidate = _weigh(index, mark, range(start, start), block, index.blocks[block])
            here, there = index.context(candidate.words, index.blocks[block]), (mark.print.before, mark.print.after)
            agreed = sum(one.words for one, other in zip(here, there, strict=True) if one == other)
            room = len(index.span_of(mark.print, candidate.words, block)) == mark.print.trail
            if room and (candidate.doubt[0] == 0 or (candidate.doubt[0] == 1 and agreed >= CONTEXT - 1)):
                yield candidate


def _changed(index: WordIndex, mark: Sought) -> Iterator[_Candidate]:
    """Yield places where other words, about as many, stand between the words that were around the mark."""
    if mark.print.before.words + mark.print.after.words < CONTEXT:
        return
    number = mark.print.words
    firsts, ends = _edges(index, mark, index.docs.values())
    ends.sort()
    for first in firsts:
        following = bisect_right(ends, first)
        if following == len(ends):
            continue
        words = range(first, ends[following])
        block = index.block_of(words)
        if block is not None and number / 2 <= len(words) <= number * 2 + CONTEXT:
            yield _Candidate(words, block, (abs(len(words) - number),), changed=True)


def _edges(index: WordIndex, mark: Sought, parts: Collection[range]) -> tuple[list[int], list[int]]:
    """Return where the words before the mark end and where those after it begin; where there were none, the parts do."""
    before, after = mark.print.before, mark.print.after
    ends = [run.stop for run in index.runs(before.words, before.sha256)] if before.words else [part.start for part in parts]
    starts = [run.start for run in index.runs(after.words, after.sha256)] if after.words else [part.stop for part in parts]
    return ends, starts


class _Shifts:
    """How far the text around has moved, from marks that are sure: pairs of where each stood and where it stands."""

    def __init__(self, pairs: Iterable[tuple[int, int]]) -> None:
        self._pairs = sorted(pairs)

    def expected(self, at: int) -> int:
        """Return where something that stood at `at` is to be expected."""
        index = bisect_right(self._pairs, (at, 0))
        nearest = min(self._pairs[max(index - 1, 0) : index + 1], key=lambda pair: abs(pair[0] - at), default=(0, 0))
        return at + nearest[1] - nearest[0]


def _without_clashes(marks: Sequence[Sought], places: Sequence[Place | Lost]) -> list[Place | Lost]:
    """Take back the less sure of two places that cross, or that two marks of different words would share."""
    kept: list[Place | Lost] = list(places)
    by_block: defaultdict[int, list[tuple[Span, Span]]] = defaultdict(list)
    order = [(place.how, place.doubt, number, place) for number, place in enumerate(places) if isinstance(place, Place)]
    for _, _, number, place in sorted(order, key=lambda item: item[:3]):
        others = by_block[place.block]
        origin = marks[number].span
        if any(_cross(place.span, span) for span, _ in others):
            kept[number] = Lost("it would cross another mark here")
        elif len(place.span) and any(place.span == span and origin != other for span, other in others):
            kept[number] = Lost("its words stand here once, and another mark with the same words has them")
        else:
            others.append((place.span, origin))
    return kept


def _cross(one: Span, other: Span) -> bool:
    first, second = sorted((one, other))
    return first.start < second.start < first.end < second.end
