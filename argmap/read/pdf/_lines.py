"""The lines of a PDF's pages, and which of them run over all pages: heads, feet, numbers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple

from argmap.model import Note
from argmap.read.pdf._child import STRONG, Piece

__all__ = ["BULLET", "Line", "Run", "lines_of", "printed_from", "without_running"]

BULLET = re.compile(r"[•◦▪‣·∙○–*-]\s+(?=\S)")
_ORDERED = re.compile(r"(?:\d{1,3}[.)]|\(?[a-zA-Z]\)|\[\d{1,3}\])\s+(?=\S)")
_BROWSER = re.compile(r"(?P<url>(?:https?|file)://\S+)\s+\d+/\d+")  # at a page's foot, or its head
_END = Piece("\n", 0, 0, 0, 0, False)


class Run(NamedTuple):
    """Words in one style."""

    text: str
    style: int


@dataclass(slots=True)
class Line:
    """A line of a page: where it begins, its baseline, how large its letters are, and where its bullet stands, if one is drawn."""

    page: int
    x: float
    y: float
    size: float
    runs: list[Run]
    artifact: bool
    disc: float | None = None
    text: str = field(init=False)

    def __post_init__(self) -> None:
        self.text = "".join(run.text for run in self.runs).strip()

    @property
    def item(self) -> bool:
        """Say whether the line opens a list item."""
        return self.disc is not None or bool(BULLET.match(self.text) or _ORDERED.match(self.text))

    @property
    def bold(self) -> bool:
        return all(run.style & STRONG for run in self.runs if not run.text.isspace())


def lines_of(page: dict[str, Any], number: int) -> Iterator[Line]:
    """Yield the lines of a page that show something."""
    discs: dict[int, list[float]] = {}
    for x, y in sorted(page["discs"]):
        discs.setdefault(round(y), []).append(x)
    line: list[Piece] = []
    for piece in [*(Piece(*piece) for piece in page["pieces"]), _END]:
        for at, text in enumerate(piece.text.split("\n")):
            if at and line:
                yield _line(line, number, discs)
                line = []
            if text and (line or not text.isspace()):
                line.append(piece._replace(text=text))


def _line(pieces: Sequence[Piece], page: int, discs: Mapping[int, Sequence[float]]) -> Line:
    """Make a line, which stands where its longest piece does: another one may be raised."""
    x, longest = pieces[0].x, max(pieces, key=lambda piece: len(piece.text))
    y, size = longest.y, longest.size
    artifact = all(piece.artifact for piece in pieces if not piece.text.isspace())
    line = Line(page, x, y, size, [Run(piece.text, piece.style) for piece in pieces], artifact)
    for height in range(round(y - 0.2 * size), round(y + size) + 1) if discs else ():
        row = discs.get(height, ())
        at = bisect_left(row, x) - 1
        if at >= 0 and row[at] > x - 2.5 * size:
            line.disc = row[at]
    return line


def printed_from(lines: Sequence[Line]) -> str | None:
    """Return the address that a browser printed on every page, where it is one of the web's and not shortened."""
    found = Counter(match["url"] for line in lines if (match := _BROWSER.fullmatch(line.text)))
    url, count = found.most_common(1)[0] if found else ("", 0)
    whole = url.startswith("http") and not url.endswith(("…", "..."))
    return url if whole and count >= len({line.page for line in lines}) else None


def without_running(lines: list[Line], notes: list[Note]) -> list[Line]:
    """Take out what runs over all pages: heads, feet and numbers."""
    pages = [list(group) for _, group in groupby(lines, key=lambda line: line.page)]
    seen: dict[str, list[Line]] = {}
    running = {id(line) for line in lines if line.artifact or _BROWSER.fullmatch(line.text)}
    for page in pages:
        ranked = sorted(page, key=lambda line: -line.y)
        for line in {id(line): line for line in (*ranked[:2], *ranked[-2:])}.values():
            for key in _counted(line.text, line.page):
                seen.setdefault(key, []).append(line)
    for found in seen.values():
        (height, _), *_ = Counter(round(line.y) for line in found).most_common(1)
        level = [line for line in found if abs(line.y - height) < 2]
        if len(level) >= max(2, 0.3 * len(pages)):
            running |= {id(line) for line in level}
    dropped: dict[str, list[str]] = {}
    for line in lines:
        if id(line) in running:
            dropped.setdefault(re.sub(r"\d+", "#", line.text), []).append(line.text)
    for texts in dropped.values():
        where = f"{len(texts)} of {len(pages)} pages"
        notes.append(Note("dropped-running", f"left out: a running head or foot, on {where}: {texts[0]}"))
    return [line for line in lines if id(line) not in running]


def _counted(text: str, page: int) -> set[str]:
    """Return what may be the same on all pages: the line, or the line but for its first or last number, counted from the page's.

    Such a number at an end of the line is enough by itself: heads may name the chapter.

    >>> sorted(_counted("Lanes 7", 6) & _counted("Lanes 8", 7)), _counted("Lanes 7", 6) & _counted("Lanes 9", 7)
    (['Lanes #1', '…#1'], set())
    """
    numbers = list(re.finditer(r"(?<!\d)\d{1,4}(?!\d)", text))
    ends = {match.span(): int(match[0]) - page for match in (*numbers[:1], *numbers[-1:])}
    keys = {text, *(f"{text[:start]}#{count}{text[end:]}" for (start, end), count in ends.items())}
    return keys | {f"…#{count}" for (start, end), count in ends.items() if start == 0 or end == len(text)}
