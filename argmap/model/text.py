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
    """`length` code points at `text` in the frozen text that come from `raw` in the raw file.

    There they stand unchanged, unless `width` says how many code points stand for them as a whole: `&amp;` for `&`.
    """

    text: int
    raw: int
    length: int
    width: int | None = None

    @property
    def raw_length(self) -> int:
        """How many code points the run takes in the raw file."""
        return self.length if self.width is None else self.width

    def raw_span(self, start: int, end: int) -> Span:
        """Return where the frozen text's code points `start` to `end`, inside this run, come from."""
        if self.width is not None:
            return Span(self.raw, self.raw + self.width)
        return Span(self.raw + start - self.text, self.raw + end - self.text)

    def text_span(self, start: int, end: int) -> Span:
        """Return what the raw file's code points `start` to `end`, inside this run, are in the frozen text."""
        if self.width is not None:
            return Span(self.text, self.text + self.length)
        return Span(self.text + start - self.raw, self.text + end - self.raw)


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
    >>> raw_map.around(6) == raw_map.runs
    True
    """

    runs: tuple[Run, ...]
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _by_raw: tuple[Run, ...] = field(init=False, repr=False, compare=False)
    _raw_starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(run.text for run in self.runs))
        object.__setattr__(self, "_by_raw", tuple(sorted(self.runs, key=lambda run: run.raw)))
        object.__setattr__(self, "_raw_starts", tuple(run.raw for run in self._by_raw))

    def to_raw(self, span: Span) -> Span:
        """Return the smallest raw range that holds every code point of `span`; raises LookupError where none has one.

        An empty span gives the raw place in front of which it stands.
        """
        if not len(span):
            return self._empty(span.start)
        first = self.first_run(span.start)
        low, high = None, None
        for number in range(first, len(self.runs)):
            run = self.runs[number]
            if run.text >= span.end:
                break
            start, end = max(run.text, span.start), min(run.text + run.length, span.end)
            if start < end:
                found = run.raw_span(start, end)
                low = found.start if low is None else min(low, found.start)
                high = found.end if high is None else max(high, found.end)
        if low is None or high is None:
            raise LookupError(f"{span} stands for nothing in the raw file")
        return Span(low, high)

    def _empty(self, offset: int) -> Span:
        if not self.runs:
            return Span(0, 0)
        run = self.runs[self.first_run(offset)]
        inside = min(max(offset - run.text, 0), run.length)
        raw = run.raw + (inside if run.width is None else run.width if inside == run.length else 0)
        return Span(raw, raw)

    def around(self, raw: int) -> tuple[Run | None, Run | None]:
        """Return the last run that begins at or before the raw offset, and the first that begins behind it."""
        index = bisect_right(self._raw_starts, raw)
        return (self._by_raw[index - 1] if index else None, self._by_raw[index] if index < len(self._by_raw) else None)

    def first_run(self, offset: int) -> int:
        """Return the number of the first run that may hold the text's code point `offset` or one behind it."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def to_text(self, raw: Span) -> Span | None:
        """Return the smallest text range that holds every code point taken from `raw`, or None where none was taken.

        An empty range gives the empty one behind what was last taken in front of it.
        """
        if not len(raw):
            index = bisect_right(self._raw_starts, raw.start) - 1
            if index < 0:
                return Span(0, 0)
            run = self._by_raw[index]
            at = run.text + min(raw.start - run.raw if run.width is None or raw.start == run.raw else run.length, run.length)
            return Span(at, at)
        low, high = None, None
        first = max(bisect_right(self._raw_starts, raw.start) - 1, 0)
        for number in range(first, len(self._by_raw)):
            run = self._by_raw[number]
            if run.raw >= raw.end:
                break
            start, end = max(run.raw, raw.start), min(run.raw + run.raw_length, raw.end)
            if start < end:
                found = run.text_span(start, end)
                low = found.start if low is None else min(low, found.start)
                high = found.end if high is None else max(high, found.end)
        return None if low is None or high is None else Span(low, high)
