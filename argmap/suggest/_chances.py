"""Chances: how probable it is that a unit is about another, by a conditional logit model trained on CMV modes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy

from argmap.suggest._pairs import FEATURES, NOTHING, candidates, features, known, nothing
from argmap.suggest._points import Field, Numbers
from argmap.suggest._weights import read_weights

__all__ = ["chances"]

_AT_ONCE = 256  # Sources whose pairs are scored together: bounds memory on a long thread.


def chances(field: Field, sources: Sequence[int]) -> Iterator[tuple[int, list[int], Numbers]]:
    """Yield each source, the points that it may be about, and the probability of each; the rest is that of its being about none."""
    model = read_weights("relations")
    pair = numpy.array([model["pairs"].get(name, 0.0) for name in FEATURES])
    none = numpy.array([model["nothing"].get(name, 0.0) for name in NOTHING])
    for first in range(0, len(sources), _AT_ONCE):
        here = sources[first : first + _AT_ONCE]
        targets = candidates(field, here)
        lengths = [len(listed) for listed in targets]
        left = numpy.repeat(numpy.array(here, int), lengths)
        right = numpy.array([target for listed in targets for target in listed], int)
        scores = features(field, left, right) @ pair + known(field, left, right)
        alone = nothing(field, numpy.array(here, int)) @ none
        ends = numpy.cumsum(lengths).tolist()
        for source, listed, end, other in zip(here, targets, ends, alone.tolist(), strict=True):
            part = scores[end - len(listed) : end]
            top = part.max(initial=other)
            weights = numpy.exp(part - top)
            yield source, listed, weights / (weights.sum() + numpy.exp(other - top))
