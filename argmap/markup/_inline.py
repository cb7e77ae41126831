r"""Writing the words of a block as Markdown that reads as just these words again.

Emphasis, links and code are kept as the source file has them wherever that file is Markdown, and written anew where it is none,
if the result, read back, shows the same words. Where it does not, the words are written with every special character escaped.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from argmap.markup._styled import with_styles
from argmap.model import Block, BlockKind, Run, Span, Style, StyleKind, Thread
from argmap.read._inline import Dialect, scan_inline

__all__ = ["Words", "escaped", "guarded"]

_MARKDOWN = ("markdown", "printed")
"""The readers whose raw text is Markdown between the words."""

_SPECIAL = re.compile(r"[\\`*\[\]<]|(?<![^\W_])_|_(?![^\W_])|&(?=[#\w])|!(?=\[)")
"""An underscore between letters or digits is no emphasis (CommonMark 0.31, rules 2 and 4), and is left alone."""
_LINE_BREAK = re.compile(r"[ \t]*\\?\r?\n(?:.*\n)*[ \t>]*")
_LINK_MARK = re.compile(r"(?<=\))[ \u00a0]?(?:\[°\]|°|\^o)")
_OPENING = re.compile(r"[*_`\[!<\\]+\Z")

# What makes a line something else than words, by the character at which a backslash takes that away.
_GUARDED = re.compile(
    r"""(?:
    (?=\#{1,6}(?:[ \t]|$))                    # a heading
    |(?=[-+*](?:[ \t]|$))                     # a list item
    |\d{1,9}(?=[.)](?:[ \t]|$))
    |(?=>|:{3,}|~{3,}|`{3,}[^`]*$)            # a quotation, a div, a fence
    |(?=(?:[-_*][ \t]*){3,}$|[=:|\- \t]+$)    # a rule, the underline of a heading, the second line of a table
    |(?=</?[A-Za-z][A-Za-z0-9-]*(?:[\s/>]|$)|<[!?])
    |\[(?:[^\[\]\\]|\\.)+\](?=:)             # where a link or a footnote leads
    )""",
    re.VERBOSE,
)


def guarded(line: str) -> str:
    r"""Return a line of words so that Markdown takes it for nothing else.

    >>> guarded("1. We need lanes"), guarded("# 4"), guarded("Lanes")
    ('1\\. We need lanes', '\\# 4', 'Lanes')
    """
    match = _GUARDED.match(line)
    return f"{match[0]}\\{line[match.end() :]}" if match else line


def escaped(words: str) -> str:
    r"""Return words with a backslash in front of whatever Markdown gives a meaning to inside a line.

    >>> escaped("2 * 3 [sic] & co."), escaped("_so_ says long_name")
    ('2 \\* 3 \\[sic\\] & co.', '\\_so\\_ says long_name')
    """
    return _SPECIAL.sub(r"\\\g<0>", words)


class _Piece(NamedTuple):
    """Words of the text, where they stand in the raw file (`start` is None: nowhere), and the footnote they refer to, if any."""

    words: str
    start: int | None
    end: int
    label: str | None


class Words:
    """Writes the words of a thread's blocks."""

    def __init__(self, thread: Thread) -> None:
        self._thread = thread
        self._keeps_markup = thread.source.reader in _MARKDOWN
        self._starts = [run.text for run in thread.raw_map.runs]
        self._refs = sorted((ref, note.label) for note in thread.footnotes for ref in note.refs)
        self._ref_starts = [ref.start for ref, _ in self._refs]
        self._dialect = Dialect(frozenset(note.label for note in thread.footnotes))
        self._style_starts = [style.span.start for style in thread.styles]

    def lines(self, block: Block) -> list[str]:
        """Return the Markdown of the block's words, a line for each that the text has, without what stands in front of them."""
        refs = self._refs[bisect_left(self._ref_starts, block.span.start) : bisect_left(self._ref_starts, block.span.end)]
        pieces = list(self._pieces(block.span, refs))
        wanted = block.span.cut(self._thread.text)
        found = [(span.start - block.span.start, span.end - block.span.start, label) for span, label in refs]
        guard = str if block.kind in (BlockKind.HEADING, BlockKind.FOOTNOTE) else guarded
        styles = self._styles_of(block)
        links = [
            (style.span.start - block.span.start, style.span.end - block.span.start, style.target)
            for style in styles
            if style.target
        ]
        right: list[list[str]] = []
        for candidate in self._candidates(block, pieces, styles):
            lines = [guard(line) for line in candidate.split("\n")]
            read = scan_inline("\\\n".join(lines), self._dialect)
            if read.text == wanted and [tuple(ref) for ref in read.refs] == found:
                if [(style.start, style.end, style.target) for style in read.styles if style.target] == links:
                    return lines
                right.append(lines)
        return right[0] if right else [guard(line) for line in _edged(_words(pieces)).split("\n")]

    def _styles_of(self, block: Block) -> list[Style]:
        first, last = (bisect_left(self._style_starts, offset) for offset in (block.span.start, block.span.end))
        return sorted(self._thread.styles[first:last], key=lambda style: (style.span.start, -style.span.end, style.kind))

    def _candidates(self, block: Block, pieces: list[_Piece], styles: list[Style]) -> Iterator[str]:
        """Yield ways to write the block, the nearest to its source first."""
        if self._keeps_markup:
            yield self._with_markup(block, pieces, str)
            yield self._with_markup(block, pieces, escaped)
        plain = {StyleKind.LINK, StyleKind.IMAGE}
        for kept in (styles, [style for style in styles if style.kind in plain]):
            if kept:
                yield _edged(with_styles(self._thread.text, block.span, kept, self._escaped))

    def _escaped(self, span: Span) -> str:
        """Write words with every special character escaped, references to footnotes as such."""
        first, last = (bisect_left(self._ref_starts, offset) for offset in (span.start, span.end))
        return _words(self._pieces(span, [ref for ref in self._refs[first:last] if span.contains(ref[0])]))

    def _pieces(self, span: Span, refs: list[tuple[Span, str]]) -> Iterator[_Piece]:
        """Yield the text of `span` in pieces, each from one place in the raw file; a reference is one piece."""
        at = span.start
        for ref, label in refs:
            yield from self._words(Span(at, ref.start))
            found = [piece for piece in self._words(ref) if piece.start is not None]
            start, end = (found[0].start, found[-1].end) if found else (None, 0)
            yield _Piece(ref.cut(self._thread.text), start, end, label)
            at = ref.end
        yield from self._words(Span(at, span.end))

    def _words(self, span: Span) -> Iterator[_Piece]:
        text = self._thread.text
        at = span.start
        for run in self._runs(span):
            if at < run.text:
                yield _Piece(text[at : run.text], None, 0, None)
            at = run.text + run.length
            yield _Piece(text[run.text : at], run.raw, run.raw + run.length, None)
        if at < span.end:
            yield _Piece(text[at : span.end], None, 0, None)

    def _runs(self, span: Span) -> Iterator[Run]:
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        runs = self._thread.raw_map.runs
        for run in (runs[number] for number in range(first, len(runs))):
            if run.width is not None and run.text < span.end:  # an entity: it is part of what stands between the words
                continue
            low, high = max(run.text, span.start), min(run.text + run.length, span.end)
            if run.text >= span.end:
                break
            if low < high:
                yield Run(low, run.raw + low - run.text, high - low)

    def _with_markup(self, block: Block, pieces: list[_Piece], write: Callable[[str], str]) -> str:
        """Write the words with what stands between them in the raw file."""
        raw = self._thread.source.raw
        parts: list[str] = []
        supplied = ""
        last: int | None = None
        for piece in pieces:
            words = f"[^{piece.label}]" if piece.label else piece.words
            if piece.start is None:
                supplied += words
                continue
            between = self._lead(piece.start) if last is None else _between(raw[last : piece.start], supplied)
            if piece.label:
                between = between.removesuffix("^")
            elif write is escaped:
                between = between.removesuffix("\\")
            parts += between, words if piece.label else write(words)
            last, supplied = piece.end, ""
        end = None if last is None else raw.find("\n", last)
        tail = raw[last : len(raw) if end == -1 else end]
        if block.kind is BlockKind.HEADING:
            tail = re.sub(r"[ \t]+#+[ \t]*$", "", tail)
        return "".join(parts) + _LINK_MARK.sub("", tail).rstrip()

    def _lead(self, at: int) -> str:
        raw = self._thread.source.raw
        match = _OPENING.search(raw[raw.rfind("\n", 0, at) + 1 : at])
        return match[0] if match else ""


def _words(pieces: Iterable[_Piece]) -> str:
    # What must be escaped may lie across pieces: an `&` that a page wrote as `&amp;`, and `lt;` behind it.
    parts = groupby(pieces, key=lambda piece: piece.label)
    return "".join(
        f"[^{label}]" * len(list(group)) if label else escaped("".join(piece.words for piece in group)) for label, group in parts
    )


def _edged(text: str) -> str:
    return "\n".join(map(_edges, text.split("\n")))


def _between(gap: str, supplied: str) -> str:
    """Return what to write between two pieces: the markup of the raw file, with its line breaks as the text has them."""
    gap = _LINK_MARK.sub("", gap)
    if "\n" in gap:
        return _LINE_BREAK.sub(lambda _: supplied, gap, count=1)
    return gap or supplied


def _edges(line: str) -> str:
    """Write the blank at either end of a line so that it stays."""
    line = re.sub(r"\A[ \t]", lambda match: f"&#{ord(match[0])};", line)
    return re.sub(r"[ \t]\Z", lambda match: f"&#{ord(match[0])};", line)
