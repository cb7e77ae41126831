"""Words of a page or for a user, one by one: lists of them, and numbers among them."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["listed", "number_in", "word_set"]

_NUMBER = re.compile(r"[-\u2212\u2013]?\d{1,9}\b(?!\.\d)")


def word_set(text: str) -> frozenset[str]:
    """Return the words of `text`, parted by blanks, as a set."""
    return frozenset(text.split())


def listed(names: Sequence[str], most: int = 5) -> str:
    """Return the first of some names in quote marks, each on one line, and how many more there are.

    >>> listed(["Lanes", "Lunches"]), listed(list("abcdefgh"))
    ('“Lanes”, “Lunches”', '“a”, “b”, “c”, “d”, “e” and 3 more')
    """
    shown = ", ".join(f"“{' '.join(name.split())[:100]}”" for name in names[:most])
    return shown + (f" and {len(names) - most} more" if len(names) > most else "")


def number_in(words: str | None) -> int | None:
    """Return the whole number with which the words of a page begin, such as votes; None where there is none, or too large a one.

    >>> [number_in(words) for words in ("\u22123 points", "1,204 comments", "12k", "1.2k", "votes: 3", "9" * 5000, None)]
    [-3, 1204, None, None, None, None, None]
    """
    match = _NUMBER.match((words or "").replace(",", "").lstrip())
    return int(re.sub("[\u2212\u2013]", "-", match[0])) if match else None
