"""Scanning annotated text: where its marks are, and the text without them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from argmap.markup._escape import LOOSE, Layout
from argmap.markup._problems import Problems
from argmap.markup._vocabulary import Kind, faults, kind_of
from argmap.model import Span
from argmap.read.attributes import Attributes, AttributeSyntaxError, parse_attributes

__all__ = ["Found", "Mark", "Scan", "read_marks", "strip_marks", "text_order"]

# Each begins with a character of its own, so that the search passes over all others.
_TOKEN = re.compile(
    rf""":(?P<div>(?<=^:):{{2,}}.*$)
    |\n(?P<blank>(?=[ \t]*\r?$))
    |\\(?:[\\\[]|\](?!\{{))     # a bracket or backslash that is only text
    |\[(?P<open>)
    |\](?P<close>\{{)
    |\](?P<bracket>)
    |{LOOSE}""",
    re.MULTILINE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Mark:
    """One `[words]{attributes}`.

    `span` is where the words stand in the stripped text, `written` the attributes as the author wrote them, `depth` the
    number of marks around this one. `opened` is the offset of its `[` in the annotated text, and the attributes' own
    offsets count there too; both are nothing for a mark that was not read from a text.
    """

    span: Span
    attributes: Attributes
    written: str
    depth: int = 0
    opened: int = field(default=0, compare=False)

    @property
    def rejected(self) -> bool:
        """Whether the mark only says that a person rejected a suggestion here: it is no part of the map."""
        return kind_of(self.attributes) is Kind.REJECTED


def text_order(span: Span) -> tuple[int, bool, int]:
    """Return what to sort marks by: where they begin, an implicit premise before words, the longer before the shorter."""
    return span.start, len(span) > 0, -span.end


class Scan(NamedTuple):
    """A text taken apart: what is left without the marks, and the marks in the order in which they open."""

    stripped: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A mark in annotated text: the offsets of its `[` and `]`, and where its attributes end."""

    opened: int
    closed: int
    end: int
    attributes: Attributes


def read_marks(raw: str, problems: Problems) -> list[Found]:
    """Find the marks of `raw` in the order in which they open; what is wrong goes to `problems`."""
    found: list[Found] = []
    opened: list[int] = []
    lost: int | None = None  # the last '[' that an earlier block left open
    at = Layout(raw).front
    while at <= len(raw) and not problems.full and (token := _TOKEN.search(raw, at)):
        start, at = token.start(), max(token.end(), token.start() + 1)
        kind = token.lastgroup
        if kind in ("div", "blank"):
            lost = opened[-1] if opened else lost
            opened.clear()
        elif kind == "open":
            opened.append(start)
        elif kind == "bracket" and opened:
            opened.pop()
        elif kind == "loose":
            problems.add("attributes-without-words", start)
        elif kind == "close":
            at = _close(raw, start, opened, lost, found, problems)
    found.sort(key=lambda mark: mark.opened)
    return found


def _close(raw: str, closed: int, opened: list[int], lost: int | None, found: list[Found], problems: Problems) -> int:
    """Read the attributes behind the `]` at `closed` and return where to go on."""
    try:
        attributes, end = parse_attributes(raw, closed + 1)
    except AttributeSyntaxError as problem:
        problems.add("bad-attributes", problem.offset, problem=problem.message)
        if opened:
            opened.pop()
        return closed + 2
    if opened:
        found.append(Found(opened.pop(), closed, end, attributes))
        for id, offset, details in faults(attributes, found[-1].opened, empty=found[-1].opened + 1 == closed):
            problems.add(id, offset, **details)
    elif lost is not None:
        problems.add("span-crosses-blocks", closed, opening=problems.place(lost))
    else:
        problems.add("span-not-opened", closed)
    return end


def strip_marks(raw: str, found: list[Found]) -> Scan:
    """Take the found marks and all escapes out of `raw`."""
    edges = sorted(
        [(mark.opened, mark.opened + 1, index, True) for index, mark in enumerate(found)]
        + [(mark.closed, mark.end, index, False) for index, mark in enumerate(found)]
    )
    layout = Layout(raw)
    parts: list[str] = []
    starts, ends, depths = [0] * len(found), [0] * len(found), [0] * len(found)
    at = length = depth = 0
    for start, end, index, opens in edges:
        parts.append(layout.unescape(at, start))
        length += len(parts[-1])
        if opens:
            starts[index], depths[index] = length, depth
        else:
            ends[index] = length
        depth += 1 if opens else -1
        at = end
    parts.append(layout.unescape(at, len(raw)))
    marks = [
        Mark(Span(starts[index], ends[index]), mark.attributes, raw[mark.closed + 1 : mark.end], depths[index], mark.opened)
        for index, mark in enumerate(found)
    ]
    return Scan("".join(parts), tuple(marks))
