"""Weaving marks into a text, and the public `scan` and `strip`, which hold that weaving undoes them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from argmap.markup._escape import Layout
from argmap.markup._problems import Problems
from argmap.markup._scan import Mark, Scan, read_marks, strip_marks, text_order
from argmap.model import Span
from argmap.read.attributes import Attributes, write_attributes

__all__ = ["MisplacedMarkError", "misplaced", "nest", "scan", "strip", "weave"]

_BRACKET = re.compile(r"\\[\\\[\]]|(\[)|(\])")
_BLANK_LINE = re.compile(r"\n(?=[ \t]*\r?\n)")


class MisplacedMarkError(ValueError):
    """The mark `mark` (its index) cannot stand where it does."""

    def __init__(self, mark: int, reason: str) -> None:
        super().__init__(f"mark {mark}: {reason}")
        self.mark = mark
        self.reason = reason


def scan(raw: str, name: str = "-") -> Scan:
    r"""Take annotated text apart; `weave` puts it together again, byte for byte.

    `name` is the file's, for messages. Raises ArgmapError: the first problem, with all the rest as its `others`.

    >>> scanned = scan("[Lanes are cheap.]{.claim #cheap} Are they?")
    >>> scanned.stripped, [(mark.span.cut(scanned.stripped), mark.attributes.id) for mark in scanned.marks]
    ('Lanes are cheap. Are they?', [('Lanes are cheap.', 'cheap')])
    >>> scan("Lanes are cheap.]{.claim}", "lanes.md")
    Traceback (most recent call last):
    ...
    argmap.errors.ArgmapError: lanes.md:1:17: ']{' closes no span: ...
    """
    problems = Problems(raw, name)
    found = read_marks(raw, problems)
    problems.raise_any()
    scanned = strip_marks(raw, found)
    try:
        again = weave(scanned.stripped, scanned.marks)
    except MisplacedMarkError as problem:
        problems.add("span-misplaced", scanned.marks[problem.mark].opened, reason=problem.reason)
    else:
        if again != raw:
            problems.add("needless-escape", _first_difference(raw, again))
    problems.raise_any()
    return scanned


def strip(raw: str, name: str = "-") -> str:
    r"""Return the text without its annotations: the source, byte for byte. Raises ArgmapError as `scan` does.

    >>> strip("[Lanes]{.claim #a gloss=\"Bike lanes.\"} and f[0]\\{x}")
    'Lanes and f[0]{x}'
    """
    return scan(raw, name).stripped


def weave(stripped: str, marks: Sequence[Mark]) -> str:
    r"""Write the marks into the text they belong to: the inverse of `scan`.

    The marks come in the order in which they open, each with its depth (`nest` gives both). Raises
    MisplacedMarkError for a mark that crosses another one, a blank line, front matter or the line of a div.

    >>> weave("Lanes are cheap.", nest([(Span(0, 5), Attributes("a", ("claim",))), (Span(0, 16), Attributes("b", ("claim",)))]))
    '[[Lanes]{.claim #a} are cheap.]{.claim #b}'
    """
    layout = Layout(stripped)
    walls = _Walls(layout)
    woven: list[str] = []
    around: list[tuple[Mark, list[int]]] = []
    at = 0

    def text_to(end: int, opens: bool) -> None:
        nonlocal at
        piece = layout.escape(at, end)
        at = end
        if opens and (len(piece) - len(piece.rstrip("\\"))) % 2:
            piece = f"{piece[:-1]}&#92;"  # a bracket behind a backslash would be only text
        woven.append(piece)
        if around:
            _match_brackets(woven, around[-1][1])

    def close() -> None:
        mark, lone = around[-1]
        text_to(mark.span.end, opens=False)
        around.pop()
        for index in lone:
            woven[index] = "&#91;"
        woven.append(f"]{mark.written}")

    for index, mark in enumerate(marks):
        while len(around) > mark.depth:
            close()
        walls.check(index, mark.span)
        if mark.depth > len(around) or mark.span.start < at or (around and mark.span.end > around[-1][0].span.end):
            raise MisplacedMarkError(index, "it crosses another mark")
        text_to(mark.span.start, opens=True)
        woven.append("[")
        around.append((mark, []))
    while around:
        close()
    text_to(len(stripped), opens=False)
    return "".join(woven)


def _match_brackets(woven: list[str], lone: list[int]) -> None:
    """Split the last piece at its brackets and keep in `lone` which `[` of the innermost mark await their `]`."""
    piece = woven.pop()
    at = 0
    for match in _BRACKET.finditer(piece):
        if match[1]:
            woven += piece[at : match.start()], "["
            lone.append(len(woven) - 1)
        elif match[2]:
            woven += piece[at : match.start()], "]" if lone else "&#93;"
            if lone:
                lone.pop()
        else:
            continue
        at = match.end()
    woven.append(piece[at:])


class _Walls:
    """Where a text lets no mark stand (front matter, div lines), and what no mark may go over: those and blank lines."""

    def __init__(self, layout: Layout) -> None:
        text = layout.text
        self._fixed = list(layout.structure(layout.front, len(text)))
        if layout.front:
            # A mark may stand right behind the line break that ends the front matter.
            self._fixed.insert(0, Span(0, layout.front - 1))
        self._blank = [Span(match.start(), text.index("\n", match.end()) + 1) for match in _BLANK_LINE.finditer(text)]
        self._starts = [[span.start for span in spans] for spans in (self._fixed, self._blank)]

    def check(self, index: int, span: Span) -> None:
        """Raise MisplacedMarkError if the mark `index` cannot have this span."""
        for edge in (span.start, span.end):
            before = bisect_right(self._starts[0], edge) - 1
            if before >= 0 and edge <= self._fixed[before].end:
                raise MisplacedMarkError(index, "front matter and the lines of a div hold no marks")
        for spans, starts in zip((self._fixed, self._blank), self._starts, strict=True):
            first = bisect_left(starts, span.start)
            if first < len(spans) and spans[first].end <= span.end:
                raise MisplacedMarkError(index, "it goes over the end of a paragraph")


def misplaced(stripped: str, spans: Iterable[Span]) -> set[Span]:
    r"""Return those spans of the text that no mark can have, whatever other marks there are.

    >>> misplaced("Lanes are cheap.\n\nAre they?", [Span(0, 16), Span(10, 20)])
    {Span(start=10, end=20)}
    """
    walls = _Walls(Layout(stripped))
    found: set[Span] = set()
    for span in spans:
        try:
            walls.check(0, span)
        except MisplacedMarkError:
            found.add(span)
    return found


def nest(marks: Iterable[tuple[Span, Attributes]]) -> tuple[Mark, ...]:
    """Make marks of spans and attributes: in text order, the longer first; of equal spans the first given is the outer one.

    An empty span at either end of words stands outside them. Spans that cross give marks that `weave` refuses.
    """
    made: list[Mark] = []
    around: list[Span] = []
    for span, attributes in sorted(marks, key=lambda item: text_order(item[0])):
        while around and span.start >= around[-1].end:
            around.pop()
        made.append(Mark(span, attributes, write_attributes(attributes), len(around)))
        around.append(span)
    return tuple(made)


def _first_difference(raw: str, again: str) -> int:
    pairs = enumerate(zip(raw, again, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(raw), len(again)))
