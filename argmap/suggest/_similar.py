"""Likeness of units: the stems of the words they share, the rarer the more they count (tf-idf, cosine)."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

__all__ = ["Likeness", "spelled", "stems"]

_WORD = re.compile(r"[^\W_][\w'’-]*")
_ENDING = re.compile(r"(?:'s|ies|ied|ing|edly|ed|es|s|ly|e|y)$")
_COMMON_WORDS = """
    a about above after again against all also am an and any are aren't as at be because been before being below between
    both but by can can't cannot could couldn't did didn't do does doesn't doing don't down during each either else even ever
    every few for from further get gets getting go goes going got had hadn't has hasn't have haven't having he her here hers
    herself him himself his how however i i'd i'll i'm i've if in instead into is isn't it it's its itself just let's like
    made make makes making many may maybe me might more most much must my myself neither no nor not now of off on once one
    only or other others our ours out over own people perhaps put quite rather really same say says saying see should
    shouldn't simply since so some something such sure than that that's the their theirs them themselves then there there's
    these they they'd they'll they're they've thing things think thinks this those though through to too two under until up
    upon us very was wasn't way we well were weren't what what's when where whether which while who whole whom whose why will
    with within without won't would wouldn't yes yet you you'd you'll you're you've your yours yourself"""
_COMMON = frozenset(_COMMON_WORDS.split())


def stems(text: str) -> frozenset[str]:
    """Return the content words of `text`, their endings cut off.

    >>> sorted(stems("The cyclists' lanes weren't cheaper than the lane we have."))
    ['cheaper', 'cyclist', 'lan']
    """
    return frozenset(spelled(text))


def spelled(text: str) -> dict[str, str]:
    """Return the stems of `text`, each with the first word that has it."""
    words = (word.replace("’", "'").rstrip("'-") for word in _WORD.findall(text.lower()))
    found: dict[str, str] = {}
    for word in words:
        if len(word) > 1 and word not in _COMMON:
            found.setdefault(_stem(word), word)
    return found


def _stem(word: str) -> str:
    cut = _ENDING.sub("", word)
    return cut if len(cut) > 2 else word


class Likeness:
    """How alike the units of a thread are, each given by its stems."""

    def __init__(self, units: Sequence[frozenset[str]]) -> None:
        self.units = units
        held = Counter(stem for unit in units for stem in unit)
        self._weights = {stem: math.log1p(len(units) / number) ** 2 for stem, number in held.items()}
        self._norms = [self.norm(unit) for unit in units]
        self._holders: dict[str, list[int]] | None = None

    def norm(self, unit: Iterable[str]) -> float:
        """Return the length of a unit's vector; of one without stems 1, so that it can be divided by."""
        return math.sqrt(sum(self._weights.get(stem, 0.0) for stem in unit)) or 1.0

    def shared(self, one: int, other: int) -> list[str]:
        """Return the stems that two units share, the rarest first."""
        return sorted(self.units[one] & self.units[other], key=lambda stem: (-self._weights[stem], stem))

    def cosine(self, one: int, other: int) -> float:
        """Return how alike two units are, 0 to 1."""
        both = self.units[one] & self.units[other]
        return sum(map(self._weights.__getitem__, both)) / (self._norms[one] * self._norms[other]) if both else 0.0

    def to(self, stems: frozenset[str], other: int) -> float:
        """Return how like the unit `other` is to some stems, 0 to 1."""
        both = stems & self.units[other]
        return sum(map(self._weights.__getitem__, both)) / (self.norm(stems) * self._norms[other]) if both else 0.0

    def nearest(self, one: int, most: int = 200, widest: int = 50) -> list[int]:
        """Return up to `most` units that are most like `one`, by those of its stems that no more than `widest` units hold."""
        if self._holders is None:
            self._holders = defaultdict(list)
            for index, unit in enumerate(self.units):
                for stem in unit:
                    self._holders[stem].append(index)
        points: defaultdict[int, float] = defaultdict(float)
        for stem in sorted(self.units[one]):
            holders = self._holders[stem]
            if len(holders) <= widest:
                for index in holders:
                    points[index] += self._weights[stem] / self._norms[index]
        points.pop(one, None)
        return sorted(points, key=lambda index: (-points[index], index))[:most]
