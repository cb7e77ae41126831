"""A quotation's own form: its words, the gaps its writer left, and what is typed around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from argmap.read.fold import fold

__all__ = ["WORD", "ends_of", "gaps", "needles_of", "words_of"]

WORD = re.compile(r"\w+(?:'\w+)*")
"""A word of a folded text."""
_GAP = re.compile(r"\s*(?:[\[(]\s*(?:\.\.\.|…)\s*[\])]|\.{3,}|\.(?: \.){2,}|…)\s*")
_INSERTION = re.compile(r"\s*\[[^\[\]]{1,80}\]\s*")


@lru_cache(maxsize=64)
def words_of(text: str) -> Sequence[str]:
    """Return the folded words of `text`.

    >>> words_of("It’s *not*—yet—free")
    ("it's", 'not', 'yet', 'free')
    """
    return tuple(WORD.findall(fold(text).text))


def gaps(text: str) -> list[str]:
    """Return the pieces of a quotation from which its writer left something out.

    >>> gaps("Lanes are cheap [...] and safe …"), gaps("Lanes are cheap.")
    (['Lanes are cheap', 'and safe'], ['Lanes are cheap.'])
    """
    if not any(mark in text for mark in ("...", "…", "[", ". .")):
        return [text]
    pieces = [piece for piece in _GAP.split(text) if WORD.search(piece)]
    if len(pieces) == 1 and pieces[0] == text.strip():
        pieces = [piece for piece in _INSERTION.split(text) if WORD.search(piece)]
    return pieces


def ends_of(whole: str) -> tuple[str, str]:
    """Return what of a folded quotation stands in front of its first word and behind its last."""
    words = list(WORD.finditer(whole))
    return (whole[: words[0].start()], whole[words[-1].end() :]) if words else ("", "")


def needles_of(whole: str) -> list[str]:
    """Return what to search for a folded quotation: as it stands, then without what its writer adds at its ends and in brackets."""
    bare = (re.sub(r"\[(\w+)\]", r"\1", whole) if "[" in whole else whole).strip(" \"'").strip(" ,;:")
    return [whole] if "..." in whole else list(dict.fromkeys((whole, bare, bare.removesuffix("."))))
