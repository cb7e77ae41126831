"""Words that are broken at the ends of lines: whether a hyphen there is the word's own is read from all other words."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

__all__ = ["Words"]

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN = re.compile(r"(?<![^\W\d_])([^\W\d_]++)[-\u2010\u00ad]\n([^\W\d_]*)")


class Words(NamedTuple):
    """The words of the whole text, and whether it was set by a program that breaks words."""

    known: Counter[str]
    breaks: bool = True

    @classmethod
    def of(cls, lines: str) -> Words:
        """Take in a text, line by line."""
        known = Counter(_WORD.findall(_BROKEN.sub(" ", lines).lower()))
        known.update([half for word in known if "-" in word for half in word.split("-")])
        broken = [(match[1].lower(), match[2].lower()) for match in _BROKEN.finditer(lines) if match[2][:1].islower()]
        sure = sum((known[left + right] > 0) - (known[f"{left}-{right}"] > 0) for left, right in broken)
        return cls(known, sure > 0 or (sure == 0 and len(broken) > 0.04 * lines.count("\n")))

    def mended(self, before: str, after: str) -> str:
        """Return the end of a line as it stands in front of the next one: without the hyphen of a word that was broken there.

        >>> words = Words(Counter(["connectome", "well-known"]))
        >>> words.mended("a connec-", "tome is"), words.mended("a well-", "known man"), words.mended("paint", "helps")
        ('a connec', 'a well-', 'paint ')
        """
        if before.endswith("\u00ad"):
            return before[:-1]
        hyphen = re.search(r"([^\W\d_]+(?:-[^\W\d_]+)*)[-\u2010]$", before[-60:])
        if hyphen is None:
            return before if re.search(r"[\w-]-$|[—/]$", before) else before + " "
        left, right = hyphen[1].lower(), _WORD.match(after)
        if right is None or not after[0].islower():
            return before
        whole = right[0].lower()
        if self.known[left + whole] or self.known[f"{left}-{whole}"]:
            return before[:-1] if self.known[left + whole] else before
        halves = [self.known[half] > 0 for half in (left.rpartition("-")[2], whole.partition("-")[0])]
        compound = all(halves) if self.breaks else any(halves)
        return before if compound or len(left) == 1 else before[:-1]
