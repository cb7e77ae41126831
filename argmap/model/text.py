"""Text offsets: spans of the frozen text and the way back to the raw file.

One convention holds everywhere in argmap: offsets are Unicode code points, the end is exclusive, and they count into
the thread's frozen text unless a name says `raw`.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

__all__ = ["RawMap", "Run", "Span"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points.

    >>> span = Span(2, 5)
    >>> span.cut("a claim"), len(span)
    ('cla', 3)
    >>> Span(5, 2)
    Traceback (most recent call last):
    ...
    ValueError: a span runs forward, from 0 up: 5 to 2
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span runs forward, from 0 up: {self.start} to {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def cut(self, text: str) -> str:
        """Return the words of `text` that the span names."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Say whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Say whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """`length` code points that stand at `text` in the frozen text and, unchanged, at `raw` in the raw file."""

    text: int
    raw: int
    length: int


@dataclass(frozen=True, slots=True)
class RawMap:
    """Where each code point of the frozen text comes from in the raw file.

    The runs are in text order and do not overlap in the text. Text between two runs was supplied by the reader (a
    blank line between blocks, the blank that mends a page break) and belongs to no place in the raw file.

    >>> raw, text = "# *Big* news", "Big news"
    >>> raw_map = RawMap((Run(0, 3, 3), Run(3, 7, 5)))
    >>> raw_map.to_raw(Span(0, 3)).cut(raw), raw_map.to_raw(Span(0, 8)).cut(raw)
    ('Big', 'Big* news')
    >>> raw_map.to_text(Span(2, 7)), raw_map.to_text(Span(6, 6))
    (Span(start=0, end=3), Span(start=3, end=3))
    >>> raw_map.around(6)
    (Run(text=0, raw=3, length=3), Run(text=3, raw=7, length=5))
    """

    runs: tuple[Run, ...]
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _by_raw: tuple[Run, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(run.text for run in self.runs))
        object.__setattr__(self, "_by_raw", tuple(sorted(self.runs, key=lambda run: run.raw)))

    def to_raw(self, span: Span) -> Span:
        """Return the smallest raw range that holds every code point of `span`; raises LookupError where none has one.

        An empty span gives the raw place in front of which it stands.
        """
        if not len(span):
            return self._empty(span.start)
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        low, high = None, None
        for run in self.runs[first:]:
            if run.text >= span.end:
                break
            start, end = max(run.text, span.start), min(run.text + run.length, span.end)
            if start < end:
                raw_start = run.raw + start - run.text
                low = raw_start if low is None else min(low, raw_start)
                high = raw_start + end - start if high is None else max(high, raw_start + end - start)
        if low is None or high is None:
            raise LookupError(f"{span} stands for nothing in the raw file")
        return Span(low, high)

    def _empty(self, offset: int) -> Span:
        index = max(bisect_right(self._starts, offset) - 1, 0)
        if not self.runs:
            return Span(0, 0)
        run = self.runs[index]
        raw = run.raw + min(max(offset - run.text, 0), run.length)
        return Span(raw, raw)

    def around(self, raw: int) -> tuple[Run | None, Run | None]:
        """Return the last run that begins at or before the raw offset, and the first that begins behind it."""
        index = bisect_right(self._by_raw, raw, key=lambda run: run.raw)
        return (self._by_raw[index - 1] if index else None, self._by_raw[index] if index < len(self._by_raw) else None)

    def to_text(self, raw: Span) -> Span | None:
        """Return the smallest text range that holds every code point taken from `raw`, or None where none was taken.

        An empty range gives the empty one behind what was last taken in front of it.
        """
        if not len(raw):
            index = bisect_right(self._by_raw, raw.start, key=lambda run: run.raw) - 1
            if index < 0:
                return Span(0, 0)
            run = self._by_raw[index]
            at = run.text + min(raw.start - run.raw, run.length)
            return Span(at, at)
        low, high = None, None
        first = max(bisect_right(self._by_raw, raw.start, key=lambda run: run.raw) - 1, 0)
        for run in self._by_raw[first:]:
            if run.raw >= raw.end:
                break
            start, end = max(run.raw, raw.start), min(run.raw + run.length, raw.end)
            if start < end:
                text_start = run.text + start - run.raw
                low = text_start if low is None else min(low, text_start)
                high = text_start + end - start if high is None else max(high, text_start + end - start)
        return None if low is None or high is None else Span(low, high)
