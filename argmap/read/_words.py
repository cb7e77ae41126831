"""Word lists, written as text."""

from __future__ import annotations

__all__ = ["word_set"]


def word_set(text: str) -> frozenset[str]:
    """Return the words of `text`, parted by blanks, as a set."""
    return frozenset(text.split())
