"""Measures on plain arrays, each as in the last section of notes/MINING.md, and their bootstrap intervals.

Labels are integers, `0` to `classes - 1`; confidences are probabilities. An interval draws original posts with replacement,
so a measure is a function of the items drawn: an array of indices, in which an item of a post that was drawn twice is twice.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import NDArray

from argmap.model import Span

__all__ = ["Value", "accuracy", "binary_f1s", "calibration_error", "f1s", "hits", "measured", "overlap", "recalled"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Measure = Callable[[Ints], float]

DRAWS = 1000
_BINS = 10


@dataclass(frozen=True, slots=True)
class Value:
    """What a measure came to, the ends of its 95% interval, and over how many items."""

    value: float
    low: float
    high: float
    number: int


def f1s(gold: Ints, given: Ints, classes: int) -> Floats:
    """Return the F1 of each class; of a class that nobody has and nobody gives it is 0.

    >>> f1s(np.array([0, 1, 1, 2]), np.array([0, 0, 1, 1]), 3).round(2).tolist()
    [0.67, 0.5, 0.0]
    """
    pairs = np.bincount(gold * classes + given, minlength=classes * classes).reshape(classes, classes)
    total = pairs.sum(axis=0) + pairs.sum(axis=1)
    found: Floats = 2 * pairs.diagonal() / np.maximum(total, 1)
    return found


def binary_f1s(gold: Ints, given: Ints, negative: int) -> Floats:
    """Return the F1 of the class `negative` and of all the others as one."""
    return f1s((gold != negative).astype(np.int64), (given != negative).astype(np.int64), 2)


def accuracy(right: Bools, confidence: Floats, coverage: float = 1.0) -> float:
    """Return the share of right labels among the surest `coverage` of the items; of equals the earlier is the surer.

    >>> accuracy(np.array([True, False, True, True]), np.array([0.5, 0.9, 0.8, 0.1]), 0.5)
    0.5
    """
    surest = np.argsort(-confidence, kind="stable")[: round(len(right) * coverage)]
    return float(right[surest].mean()) if len(surest) else nan


def calibration_error(right: Bools, confidence: Floats) -> float:
    """Return the expected calibration error over ten equal bins of confidence (Naeini et al., AAAI 2015).

    >>> round(calibration_error(np.array([True, False, True]), np.array([0.95, 0.95, 0.5])), 3)
    0.467
    """
    if not len(right):
        return nan
    bins = np.minimum((confidence * _BINS).astype(np.int64), _BINS - 1)
    gaps = np.bincount(bins, weights=right - confidence, minlength=_BINS)
    return float(np.abs(gaps).sum() / len(right))


def hits(ranks: Ints, most: int) -> float:
    """Return the share of items whose target is among the first `most`; rank 1 is the best, 0 says that it was not ranked.

    >>> hits(np.array([1, 0, 4, 2]), 3)
    0.5
    """
    return float(((ranks > 0) & (ranks <= most)).mean()) if len(ranks) else nan


def overlap(one: Span, other: Span) -> float:
    """Return the code points that both spans have, as a share of those that either has.

    >>> overlap(Span(0, 8), Span(4, 12))
    0.3333333333333333
    """
    both = min(one.end, other.end) - max(one.start, other.start)
    return both / (len(one) + len(other) - both) if both > 0 else 0.0


def recalled(gold: Sequence[Span], found: Iterable[Span]) -> Floats:
    """Return for each gold span the `overlap` with the found span that fits it best.

    >>> recalled([Span(0, 4), Span(9, 11)], [Span(0, 5), Span(3, 5)]).tolist()
    [0.8, 0.0]
    """
    ordered = sorted(found)
    starts = [span.start for span in ordered]
    longest = max(map(len, ordered), default=0)  # No span that begins earlier than this before a gold one can reach it.
    return np.array(
        [
            max(
                (overlap(span, one) for one in ordered[bisect_left(starts, span.start - longest) : bisect_left(starts, span.end)]),
                default=0.0,
            )
            for span in gold
        ]
    )


def measured(posts: Sequence[str], measure: Measure) -> Value:
    """Return a measure over all items and its 95% interval; `posts` names the original post of each item.

    The draws are the same in every run. A draw in which the measure is not defined is left out.
    """
    number = len(posts)
    if not number:
        return Value(nan, nan, nan, 0)
    names = np.array(posts)
    by_post = [np.flatnonzero(names == post) for post in sorted(set(posts))]
    dice = np.random.default_rng(0)
    drawn = (np.concatenate([by_post[at] for at in dice.integers(len(by_post), size=len(by_post))]) for _ in range(DRAWS))
    values = np.array([measure(sample) for sample in drawn])
    values = values[~np.isnan(values)]
    low, high = np.quantile(values, (0.025, 0.975)) if len(values) else (nan, nan)
    return Value(float(measure(np.arange(number))), float(low), float(high), number)
