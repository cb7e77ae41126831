"""Acronyms and what they stand for: definitions in brackets by the algorithm of Schwartz and Hearst, and initials.

Ariel S. Schwartz and Marti A. Hearst (2003), "A simple algorithm for identifying abbreviation definitions in biomedical text",
Pacific Symposium on Biocomputing 8: 451-462: the letters of the short form are looked for in the words before it, from the
end backwards, and its first letter must begin a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.suggest._generic import NO_ACRONYMS

__all__ = ["ACRONYM", "definitions", "initials", "long_form"]

ACRONYM = re.compile(r"(?<![\w&@#/.-])(?=[A-Z0-9]*[A-Z][A-Z0-9]*[A-Z]|[A-Z][a-z]{0,2}[A-Z])[A-Z][A-Za-z0-9]{1,6}?(?=s?(?![\w@/]))")
"""Two capitals at least, at most seven signs; a plural's `s` is no part of it."""

_BRACKET = re.compile(r"\(([^()\n]{2,80})\)")
_WORDS_BEFORE = re.compile(r"[\w'’-]+(?:[ \t\n][\w'’-]+){0,11}[ \t\n]?\Z")
_SHORT = re.compile(r"(?:or |i\.e\.,? |aka |called )?[\"“'‘]?(?P<short>[A-Za-z0-9][\w&-]{1,9})[\"”'’]?")
_NEAR = 150  # Code points before a bracket: twelve words, hardly ever more.


def definitions(text: str) -> Iterator[tuple[str, str]]:
    """Yield each acronym that `text` defines, with its expansion in the words of the text.

    >>> list(definitions("Whole brain emulation (WBE) is far off. An LED (light-emitting diode) is not. The (NOT) case."))
    [('WBE', 'Whole brain emulation'), ('LED', 'light-emitting diode')]
    """
    for bracket in _BRACKET.finditer(text):
        before = _WORDS_BEFORE.search(text[max(0, bracket.start() - _NEAR) : bracket.start()])
        if before is None:
            continue
        inside = _SHORT.fullmatch(bracket[1].strip())
        if inside is not None and _is_short(inside["short"]):
            found = long_form(inside["short"], before[0].rstrip())
            if found is not None:
                yield _singular(inside["short"]), found
            continue
        short = before[0].split()[-1]
        words = re.split(r"[,;:]", bracket[1].strip(" \"“”'"))[0]
        if _is_short(short) and long_form(short, words) == words:
            yield _singular(short), words


def _is_short(word: str) -> bool:
    return sum(char.isupper() for char in word) >= 2 and _singular(word) not in NO_ACRONYMS


def _singular(short: str) -> str:
    return short[:-1] if short.endswith("s") and short[-2].isupper() else short


def long_form(short: str, before: str) -> str | None:
    """Return the shortest end of `before` that `short` abbreviates, or None.

    >>> long_form("WBE", "the idea of whole brain emulation"), long_form("WBE", "the idea of brain scans")
    ('whole brain emulation', None)
    """
    letters = [char for char in _singular(short).lower() if char.isalnum()]
    at = len(before)
    lower = before.lower()
    for number, letter in reversed(list(enumerate(letters))):
        at -= 1
        while at >= 0 and (lower[at] != letter or (number == 0 and at > 0 and lower[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return None
    found = before[at:]
    words = found.split()
    # Schwartz and Hearst's bounds; a long form that holds the short one defines nothing.
    if not 1 <= len(words) <= min(len(letters) + 5, 2 * len(letters)) or len(found) <= len(short):
        return None
    return None if any(word.strip("'’").lower() == short.lower() for word in words) else found


def initials(phrase: str) -> str:
    """Return the first letters of a phrase, of words in a compound too.

    >>> initials("light-emitting diode")
    'LED'
    """
    return "".join(word[0] for word in re.findall(r"[^\W_]+", phrase)).upper()
