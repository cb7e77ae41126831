"""Folding: the form of a text in which two copies of the same words are equal.

Copies of one page differ in quotation marks, dashes, spacing, case and emphasis. Folding takes these differences
away and keeps, for every code point it leaves, where that came from. It serves matching alone: what is stored and shown is
never folded.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from argmap.model import Span

__all__ = ["Folded", "fold"]

# NFKC would tear some of these apart (U+00B4 becomes a blank and an accent), so they are replaced before it is asked.
_SAME = {
    **dict.fromkeys("‘’‚‛′‵ʹʻʼʽ´", "'"),
    **dict.fromkeys("“”„‟″‶«»", '"'),
    **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
}
_EMPHASIS = frozenset("*_`~^")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
# A base and the marks that change it are one letter, so that "é" and "e" + U+0301 fold alike. Most of a text is plain words.
_ACCENT = r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_PLAIN = r"[a-zA-Z0-9.,;:!?'\"()]+"
_LETTER = re.compile(rf"(?P<plain>{_PLAIN}(?: {_PLAIN})*(?!{_ACCENT}))|[\s\S]{_ACCENT}*")
_ALL_PLAIN = re.compile(rf"{_PLAIN}+(?: {_PLAIN}+)*+")  # possessive: no second look at what is not plain


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text. Its code point `i` stands for `source[offsets[i]:ends[i]]`."""

    text: str
    offsets: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """Return the source span of the folded code points `start` to `end`; raises ValueError where that is none."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no folded code points from {start} to {end}")
        return Span(self.offsets[start], self.ends[end - 1])

    def index(self, offset: int) -> int:
        """Return the index of the first folded code point that comes from `offset` or behind it."""
        return bisect_left(self.offsets, offset)


@lru_cache(maxsize=64)
def fold(text: str) -> Folded:
    r"""Fold `text`: NFKC, plain quotes and dashes, lower case, one blank for any space; no emphasis marks, no zero-width.

    >>> folded = fold("She wrote:  “It’s *not*\nfree—yet…”")
    >>> folded.text
    'she wrote: "it\'s not free-yet..."'
    >>> start = folded.text.index("it's")
    >>> folded.span(start, start + len("it's not")).cut("She wrote:  “It’s *not*\nfree—yet…”")
    'It’s *not'
    """
    if _ALL_PLAIN.fullmatch(text):
        return Folded(text.lower(), range(len(text)), range(1, len(text) + 1))
    letters: list[str] = []
    offsets: list[int] = []
    ends: list[int] = []
    last = ""
    for match in _LETTER.finditer(text):
        if match["plain"]:
            letters.append(match[0].lower())
            offsets.extend(range(match.start(), match.end()))
            ends.extend(range(match.start() + 1, match.end() + 1))
            last = ""
            continue
        for char in _folded(match[0]):
            if char in " -" and char == last:  # a run of blanks or of dashes counts once
                ends[-1] = match.end()
                continue
            letters.append(char)
            offsets.append(match.start())
            ends.append(match.end())
            last = char
    return Folded("".join(letters), tuple(offsets), tuple(ends))


def _folded(letter: str) -> str:
    if letter.isspace():
        return " "
    if letter in _EMPHASIS:
        return ""
    same = _SAME.get(letter)
    if same is not None:
        return same
    normal = letter.lower() if letter.isascii() else _normal(letter)
    return "".join(" " if char.isspace() else char for char in normal if unicodedata.category(char) not in _UNSEEN)


def _normal(letter: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", letter).casefold())
