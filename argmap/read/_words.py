"""Lists of words: written as text, and told to the user."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["listed", "word_set"]


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
