"""Finding a quoted passage again: in its own words, with gaps, or nearly so.

Documents are searched in their folded form, so that copied quotation marks, dashes, case and emphasis do not matter, and
every place found is a span of the thread's frozen text. Whatever a document itself quotes is not its own and is not found in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import Match, SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from argmap.model import Span
from argmap.read.fold import Folded, fold

__all__ = ["ALIKE", "Document", "Place", "gaps", "words_of"]

_WORD = re.compile(r"\w+(?:'\w+)*")
_GAP = re.compile(r"\s*(?:[\[(]\s*(?:\.\.\.|…)\s*[\])]|\.{3,}|…)\s*")
_INSERTION = re.compile(r"\s*\[[^\[\]]{1,80}\]\s*")
_MOST_PLACES = 20
_GRAM = 3
ALIKE = 0.85
"""How much of the words of two passages, both counted, must be the same for one to be the other, changed a little."""


class Place(NamedTuple):
    """Where a passage was found, and how: `exact`, `folded`, `elided` or `fuzzy`."""

    doc: str
    span: Span
    match: str


@lru_cache(maxsize=128)
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


@dataclass(slots=True)
class Document:
    """One post or comment to search: `span` of the frozen `text`, without the passages in `borrowed`."""

    id: str
    text: str
    span: Span
    borrowed: list[Span] = field(default_factory=list)
    folded: Folded = field(init=False)
    _words: list[re.Match[str]] = field(default_factory=list)
    _grams: dict[tuple[str, ...], list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folded = fold(self.span.cut(self.text))

    def find(self, words: str) -> list[Place]:
        """Return all places where `words` stand, in the same case and marks if there are such places."""
        for needle in _needles(words):
            found = [Place(self.id, span, "folded") for span in self._spans(needle)]
            if found:
                return [Place(self.id, place.span, "exact") for place in found if place.span.cut(self.text) == words] or found
        return []

    def find_elided(self, pieces: Sequence[str]) -> list[Place]:
        """Return all places where the pieces stand one after the other, each as near as can be to the one before."""
        places = [self._piece(piece) for piece in pieces]
        found: list[Place] = []
        for first in places[0]:
            end: int | None = first.end
            for spans in places[1:]:
                end = next((span.end for span in spans if end is not None and span.start >= end), None)
            if end is not None:
                found.append(Place(self.id, Span(first.start, end), "elided"))
        return found

    def _piece(self, words: str) -> list[Span]:
        return next((spans for needle in _needles(words) if (spans := self._spans(needle))), [])

    def _spans(self, needle: str) -> list[Span]:
        spans: list[Span] = []
        at = self.folded.text.find(needle) if needle else -1
        while at >= 0 and len(spans) < _MOST_PLACES:
            end = at + len(needle)
            if self._whole(at, end):
                span = self._placed(at, end)
                if not any(borrowed.contains(span) for borrowed in self.borrowed):
                    spans.append(span)
            at = self.folded.text.find(needle, at + 1)
        return spans

    def _whole(self, start: int, end: int) -> bool:
        """Say whether the folded code points `start` to `end` begin and end with whole words."""
        text = self.folded.text
        opens = start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
        closes = end == len(text) or not (text[end - 1].isalnum() and text[end].isalnum())
        return opens and closes

    def _placed(self, start: int, end: int) -> Span:
        span = self.folded.span(start, end)
        return Span(self.span.start + span.start, self.span.start + span.end)

    def find_fuzzy(self, words: Sequence[str], alike: float = ALIKE) -> list[Place]:
        """Return the place whose words are nearly these, if there is one.

        Shared word triples nominate a window, and the longest common words within it set its bounds.
        """
        self._index()
        votes: Counter[int] = Counter()
        for at in range(len(words) - _GRAM + 1):
            for place in self._grams.get(tuple(words[at : at + _GRAM]), ())[:_MOST_PLACES]:
                votes[place - at] += 1
        if not votes:
            return []
        shift = min(votes, key=lambda shift: (-votes[shift], shift))
        low = max(shift - len(words) // 4 - 2, 0)
        window = self._words[low : shift + len(words) + len(words) // 4 + 2]
        matcher = SequenceMatcher(None, list(words), [match[0] for match in window], autojunk=False)
        blocks = _core([block for block in matcher.get_matching_blocks() if block.size])
        same = sum(block.size for block in blocks)
        if not blocks or 2 * same < alike * (len(words) + blocks[-1].b + blocks[-1].size - blocks[0].b):
            return []
        span = self._placed(window[blocks[0].b].start(), window[blocks[-1].b + blocks[-1].size - 1].end())
        borrowed = any(borrowed.contains(span) for borrowed in self.borrowed)
        return [] if borrowed else [Place(self.id, span, "fuzzy")]

    def _index(self) -> None:
        if self._words:
            return
        self._words += _WORD.finditer(self.folded.text)
        words = [match[0] for match in self._words]
        for at in range(len(words) - _GRAM + 1):
            self._grams.setdefault(tuple(words[at : at + _GRAM]), []).append(at)


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
