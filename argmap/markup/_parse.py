"""Reading annotated text: the thread, its argument map, and the marks."""

from __future__ import annotations

from dataclasses import dataclass, replace

from argmap.errors import ArgmapError, error
from argmap.markup._build import build
from argmap.markup._front import digest, read_front
from argmap.markup._problems import Problems
from argmap.markup._scan import Mark, Scan
from argmap.markup._weave import scan
from argmap.model import Anchor, ArgumentMap, Thread

__all__ = ["Annotated", "parse"]


@dataclass(frozen=True)
class Annotated:
    """A thread and its argument map.

    `raw` is the annotated text and `stripped` the same without its annotations, which is what the thread was read from.
    `marks` are in text order, their spans count in `stripped`; `anchors` are the same marks as places in the thread,
    but for rejected suggestions, which are no part of the map.
    """

    thread: Thread
    map: ArgumentMap
    raw: str
    stripped: str
    marks: tuple[Mark, ...] = ()
    anchors: tuple[Anchor, ...] = ()

    @classmethod
    def of(cls, thread: Thread) -> Annotated:
        """Return a thread that nobody has annotated yet."""
        return cls(thread, ArgumentMap(), thread.source.raw, thread.source.raw)

    def reread(self, raw: str, marks: tuple[Mark, ...] | None = None) -> Annotated:
        """Read other annotations on the same text, in a fraction of the time: the thread is known.

        `marks` are those of `raw` if somebody knows them (see `rewrite`). Raises ArgmapError as `parse` does, and ValueError
        if the text is another one.

        >>> annotated = parse("[Lanes save lives.]{.claim #lanes}", "lanes.md")
        >>> annotated.reread("[Lanes save lives.]{.claim #safe}").map.claims[0].id
        'safe'
        """
        name = self.thread.source.name
        scanned = scan(raw, name) if marks is None else Scan(self.stripped, marks)
        if scanned.stripped != self.stripped:
            raise ValueError("annotations on another text")
        return _built(self.thread, raw, scanned)


def parse(raw: str, name: str) -> Annotated:
    """Read annotated text; `name` is the file's, for messages and for the thread's source.

    Raises ArgmapError: the first problem in the text, with all others of the same stage (the marks' syntax, the thread, what the
    marks say of each other) as its `others`.

    >>> text = "[Lanes save lives.]{.claim #lanes} [Most crashes happen at kerbs.]{.premise #kerbs supports=lanes}"
    >>> [step.id for step in parse(text, "lanes.md").map.steps]
    ['kerbs>lanes']
    """
    from argmap.read import read_markdown

    scanned = scan(raw, name)
    try:
        thread = read_markdown(scanned.stripped, name)
    except ArgmapError as problem:
        raise _where_written(problem, scanned) from None
    return _built(thread, raw, scanned)


def _built(thread: Thread, raw: str, scanned: Scan) -> Annotated:
    front = read_front(raw)
    problems = Problems(raw, thread.source.name)
    if front.sha256 is not None and front.sha256[0] != digest(scanned.stripped):
        problems.add("not-annotated-text", front.sha256[1])
    problems.raise_any()
    map, anchors = build(thread, scanned.marks, front, problems)
    return Annotated(thread, map, raw, scanned.stripped, scanned.marks, anchors)


def _where_written(problem: ArgmapError, scanned: Scan) -> ArgmapError:
    """Return an error about the stripped text as one about the annotated text, where attributes may take up lines."""
    place = problem.place
    if place is None or place.line is None:
        return problem
    start = 0
    for _ in range(place.line - 1):
        start = scanned.stripped.index("\n", start) + 1
    lines = sum(mark.written.count("\n") for mark in scanned.marks if mark.span.end <= start)
    moved = error(problem.id, replace(place, line=place.line + lines), **problem.details)
    moved.others = problem.others
    return moved
