"""Offsets as the browser counts them: JavaScript strings are UTF-16, argmap counts code points."""

from __future__ import annotations

import re
from bisect import bisect_left

__all__ = ["Utf16"]


class Utf16:
    """Turns code point offsets into one text into UTF-16 offsets.

    >>> Utf16("a🚲b").offset(2)
    3
    """

    def __init__(self, text: str) -> None:
        self._astral = [match.start() for match in re.finditer("[\U00010000-\U0010ffff]", text)]

    def offset(self, code_points: int) -> int:
        """Return where the browser counts what lies `code_points` into the text."""
        return code_points + bisect_left(self._astral, code_points)
