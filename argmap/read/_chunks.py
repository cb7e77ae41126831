"""A plain-text page as chunks: lines that stand together between blank ones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from argmap.model import Span

__all__ = ["SHORT", "Chunk", "Line", "chunks"]

SHORT = 300
"""No heading, name or date is longer: what is need not be asked, which keeps hostile lines from taking their time."""

_LINE = re.compile(r"[^\r\n\f\v]*")
_BREAK = re.compile(r"\r\n|[\r\n\f\v]")
_UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200d\u2060\ufeff]*")


class Line(NamedTuple):
    """One line without the space around it; `indent` is how much stood in front."""

    start: int
    end: int
    indent: int
    text: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines with no blank line between them."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The lines, joined by blanks."""
        return " ".join(line.text for line in self.lines)

    @property
    def line(self) -> str:
        """The chunk's one short line, which may be a heading, a name, a date; an empty string where it is longer."""
        return self.lines[0].text if len(self.lines) == 1 and len(self.lines[0].text) <= SHORT else ""

    @property
    def raw(self) -> Span:
        """Where it stands in the raw file."""
        return Span(self.lines[0].start, self.lines[-1].end)


def chunks(raw: str, start: int = 0, end: int | None = None) -> list[Chunk]:
    r"""Return the chunks of `raw[start:end]`. A form feed parts chunks too, and what shows nothing is blank.

    >>> [chunk.text for chunk in chunks("Buy\r\npaint.\r\n \r\nPaint.\f\u200b\nRest.")]
    ['Buy paint.', 'Paint.', 'Rest.']
    """
    end = len(raw) if end is None else end
    found: list[Chunk] = []
    lines: list[Line] = []
    at = start
    while at < end:
        stop = min(_end(_LINE, raw, at), end)
        text = raw[at:stop]
        seen = not _UNSEEN.fullmatch(text)
        if seen:
            left = len(text) - len(text.lstrip())
            text = text.strip()
            lines.append(Line(at + left, at + left + len(text), left, text))
        if lines and (not seen or raw.startswith("\f", stop)):
            found.append(Chunk(tuple(lines)))
            lines = []
        at = _end(_BREAK, raw, stop)
    return [*found, Chunk(tuple(lines))] if lines else found


def _end(pattern: re.Pattern[str], raw: str, at: int) -> int:
    match = pattern.match(raw, at)
    return match.end() if match else at
