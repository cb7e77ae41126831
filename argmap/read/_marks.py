"""What stands between quotation marks, and what it is if nobody above said it: a title, a template, a scare quote."""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.model import QuoteKind, Span
from argmap.read._passages import words_of
from argmap.read._words import word_set
from argmap.read.fold import fold

__all__ = ["is_in_marks", "is_title", "marked", "unplaced_kind"]

_BEFORE = 80
"""How much of the text in front of a quotation is asked what it is."""

_MARKED = (
    ("double", '"“„«', re.compile(r"“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|(?<![\w\"])\"(?=\S)([^\"]+)(?<=\S)\"(?!\w)")),
    ("single", "'‘", re.compile(r"(?<![\w'’])[‘'](?=\S)(?!\d\ds)((?:[^'’‘]|(?<=\w)['’](?=\w))+)(?<=\S)['’](?!\w)")),
)
_TITLE_WORD = re.compile(
    r"\b(?:post|article|paper|book|essay|report|piece|chapter|called|titled|entitled|named|sequence|series|talk|survey|blog)\s*[:,]?\s*$",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"(?:\b(?:said|says|say|wrote|writes|write|claims?|claimed|argues?|argued|states?|stated|notes?|noted|asks?|asked|replied"
    r"|quot(?:e|es|ed|ing)|according to|put it|answered)\b[^.!?]{0,30}|:)\s*$",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(r"(?<![\w'.])(?:[XYZN](?![\w'.-]*\w)|_{2,}|blah(?: blah)*|\[[^\]]*\]|<[^>]*>|so-and-so)(?!\w)")
_SMALL = word_set("a an and as at but by for from if in into is nor of on or per so the to v vs via with without after before")


def marked(text: str, within: Span) -> Iterator[tuple[Span, str]]:
    """Yield the spans between quotation marks, outermost only, and `double` or `single`."""
    text = within.cut(text)
    for marks, opening, pattern in _MARKED:
        if not any(mark in text for mark in opening):
            continue
        for match in pattern.finditer(text):
            start, end = match.span(match.lastindex or 0)
            yield Span(within.start + start, within.start + end), marks
        text = pattern.sub(lambda match: " " * len(match[0]), text)


def is_in_marks(words: str) -> bool:
    """Say whether a paragraph is nothing but words between one pair of quotation marks."""
    words = words.strip()
    return any(words[:1] in opening and pattern.fullmatch(words) for _, opening, pattern in _MARKED)


def is_title(words: str, before: str, title: str, *, linked: bool) -> bool:
    """Say whether words in quotation marks, with what stands `before` them, name a text: the post itself or another."""
    if fold(words).text.strip(" .?!") == title.strip(" .?!"):
        return True
    capitals = [word for word in re.findall(r"[^\W\d_][\w'’-]*", words) if word.lower() not in _SMALL]
    titled = len(capitals) > 1 and sum(word[0].isupper() for word in capitals) >= 0.7 * len(capitals)
    return titled and (linked or _TITLE_WORD.search(before[-_BEFORE:]) is not None or len(capitals) > 3)


def unplaced_kind(words: str, before: str) -> QuoteKind:
    """Tell what words in quotation marks are that no text above has.

    >>> unplaced_kind("X is the new Y", "Whoever says "), unplaced_kind("progress", "Such ")
    (<QuoteKind.TEMPLATE: 'template'>, <QuoteKind.SCARE: 'scare'>)
    """
    if _PLACEHOLDER.search(words):
        return QuoteKind.TEMPLATE
    spoken = words.rstrip().endswith((".", "!", "?", "…")) or _SPOKEN.search(before[-_BEFORE:])
    count = len(words_of(words))
    return QuoteKind.EXTERNAL if count >= 12 or (count >= 5 and spoken) else QuoteKind.SCARE
