"""Laying marks over a thread: from spans of its text to annotated text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from argmap.markup._marks import marks_of
from argmap.markup._scan import text_order
from argmap.markup._thread_text import source_text
from argmap.markup._weave import nest, weave
from argmap.model import ArgumentMap, Concept, Span, Status, Thread
from argmap.read.attributes import Attributes

__all__ = ["Sheet", "write"]

_MARKUP = frozenset("*_`[")
_STOPS = re.compile(r"[*_`]+|\)")


def write(thread: Thread, map: ArgumentMap) -> str:
    r"""Return a thread and its argument map as annotated text: the inverse of `parse`.

    Raises ValueError for a map that no marks can say (see `marks_of`).

    >>> from argmap.markup import parse
    >>> annotated = parse("[Lanes save *lives*.]{.claim\n#lanes}", "lanes.md")
    >>> write(annotated.thread, annotated.map).splitlines()[-1]
    '[Lanes save *lives*.]{.claim #lanes}'
    """
    sheet = Sheet(thread)
    if sheet.thread.text != thread.text:
        raise ValueError("a thread whose words cannot all be written as Markdown")
    return sheet.annotate(marks_of(thread, map), map.expect, map.concepts)


class Sheet:
    """A thread written as Markdown and read from it again, ready to be marked.

    `thread` is the thread as it is read from the Markdown, with the words of the first in the blocks of the first.
    """

    def __init__(self, thread: Thread) -> None:
        from argmap.read import read_markdown

        self._origin = thread
        self._source = source_text(thread)
        self.thread = read_markdown(self._source, thread.source.name)

    def annotate(
        self,
        marks: Sequence[tuple[Span, Attributes]],
        expect: Sequence[tuple[str, Status]] = (),
        concepts: Sequence[Concept] = (),
    ) -> str:
        """Return annotated text with these marks, whose spans count in `thread.text`, these verdicts expected and these concepts.

        Raises MisplacedMarkError for marks that cross each other or the end of a paragraph.
        """
        source = source_text(self._origin, expect, concepts)
        moved = len(source) - len(self._source)  # by the front matter alone
        spans = [self._around(span) for span, _ in marks]
        while wide := [number for number in _crossing(spans) if spans[number] != self._raw(marks[number][0])]:
            for number in wide:
                spans[number] = self._raw(marks[number][0])
        placed = (Span(span.start + moved, span.end + moved) for span in spans)
        return weave(source, nest(zip(placed, (attributes for _, attributes in marks), strict=True)))

    def _raw(self, span: Span) -> Span:
        try:
            return self.thread.raw_map.to_raw(span)
        except LookupError:  # a blank that Markdown can only write as an entity
            return self.thread.raw_map.to_raw(Span(span.start, span.start))

    def _around(self, span: Span) -> Span:
        """Return the raw span of words, with the signs of emphasis and links on either side that have their partner inside.

        So `**bold** words` is marked as a whole, and not from behind the first `**`.
        """
        raw, text = self._raw(span), self._source
        if not len(raw) or _is_balanced(raw.cut(text)):
            return raw
        for start in self._starts(raw.start):
            for end in self._ends(raw.end):
                if _is_balanced(text[start:end]):
                    return Span(start, end)
        return raw

    def _starts(self, start: int) -> Iterator[int]:
        yield start
        while start and self._source[start - 1] in _MARKUP and not self._is_words(start - 1):
            sign = self._source[start - 1]
            while start and self._source[start - 1] == sign:
                start -= 1
            yield start

    def _ends(self, end: int) -> Iterator[int]:
        yield end
        if self._is_words(end):
            return
        _, following = self.thread.raw_map.around(end)
        line = self._source.find("\n", end)
        stop = min(line if line >= 0 else len(self._source), following.raw if following else len(self._source))
        yield from (match.end() for match in _STOPS.finditer(self._source, end, stop))

    def _is_words(self, offset: int) -> bool:
        """Say whether a code point of the Markdown is shown to the reader."""
        run, _ = self.thread.raw_map.around(offset)
        return run is not None and offset < run.raw + run.raw_length


def _crossing(spans: Sequence[Span]) -> set[int]:
    """Return the numbers of the spans that cross another one."""
    found: set[int] = set()
    around: list[int] = []
    for number in sorted(range(len(spans)), key=lambda number: text_order(spans[number])):
        while around and spans[around[-1]].end <= spans[number].start:
            around.pop()
        if around and spans[around[-1]].end < spans[number].end:
            found |= {around[-1], number}
        around.append(number)
    return found


def _is_balanced(markdown: str) -> bool:
    """Say whether every sign of emphasis, code or link in these words has its partner there."""
    open_brackets = 0
    runs = dict.fromkeys("*_`", 0)
    for sign in re.findall(r"\\.|\*+|_+|`+|[\[\]]", markdown):
        open_brackets += (sign == "[") - (sign == "]")
        if open_brackets < 0:
            return False
        if sign[0] in runs:
            runs[sign[0]] += 1
    return open_brackets == 0 and all(number % 2 == 0 for number in runs.values())
