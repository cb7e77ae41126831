"""Laying blocks out as the thread's one frozen text.

A reader says which strips of the raw file make up each block. Here they become visible words, blocks parted by a blank
line, runs that lead back to the raw file, sections and footnotes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import quote

from argmap.errors import ArgmapError, error
from argmap.model import POST, Block, BlockKind, Footnote, RawMap, Run, Section, Sentence, Source, Span, Style, Thread, slug
from argmap.read._inline import Dialect, Inline, Piece, Ref, scan_inline
from argmap.read._located import Within
from argmap.read.sentences import sentences

__all__ = ["MOST_BLOCKS", "MOST_TEXT", "Draft", "Layout", "Strip", "heading_number", "too_much"]

_NO_ADDRESS = re.compile(r"[\x00-\x20\x7f-\xa0<>\"\\`\u2028\u2029\ufeff]")
_HEADING_NUMBER = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})+|\d{1,2}(?=\.))\.?\s+(?=\S)")


class Strip(NamedTuple):
    """A piece of one line of the raw file; `glue` is what stands between it and the strip before it."""

    start: int
    end: int
    glue: str = " "


@dataclass(slots=True)
class Draft:
    """A block as a reader found it. `level` is a heading's, `label` a footnote's; a verbatim block has no inline marks.

    Its words are Markdown in `strips`, or `inline` where the reader knows them already. Offsets count into the raw file, or
    into `within`, a string that stands in it in some other form (a JSON file's, with escapes), if there is one.
    `quotes` is the document that the page itself says the block repeats, and `cited` who quotes words of it.
    """

    kind: BlockKind
    doc: str
    strips: list[Strip]
    prefix: str = ""
    level: int = 0
    label: str | None = None
    verbatim: bool = False
    inline: Inline | None = None
    within: Within | None = None
    quotes: str | None = None
    dialect: Dialect | None = None
    cited: tuple[Citation, ...] = ()


class Citation(NamedTuple):
    """The page itself says that the comment `doc` quotes the visible words `start` to `end` of a block."""

    doc: str
    start: int
    end: int


def heading_number(title: str) -> tuple[str | None, str]:
    """Part a heading's number from its words.

    >>> heading_number("1.2 The race"), heading_number("2. Bikes"), heading_number("2023 in review")
    (('1.2', 'The race'), ('2', 'Bikes'), (None, '2023 in review'))
    """
    match = _HEADING_NUMBER.match(title)
    return (match["number"], title[match.end() :]) if match else (None, title)


def address(target: str) -> str:
    r"""Return where a link leads as browsers take it: no line breaks, and nothing that would end it in HTML or Markdown.

    >>> address(" /a b\n<c> ")
    '/a%20b%3Cc%3E'
    """
    return _NO_ADDRESS.sub(lambda match: quote(match[0]), re.sub(r"[\t\r\n]", "", target).strip())


MOST_BLOCKS = 100_000
MOST_TEXT = 4_000_000
"""How many paragraphs, and how many code points, a thread may have: some ten times as many as the longest known ones.

More than this cannot be searched for quotations within the 10 seconds and 1 GB that reading may take.
"""


def too_much() -> ArgmapError:
    """Return the error for a thread that is too long."""
    return error("too-much-text", letters=f"{MOST_TEXT:,}", paragraphs=f"{MOST_BLOCKS:,}")


@dataclass(slots=True)
class Layout:
    """The frozen text while it grows, block by block."""

    raw: str
    dialect: Dialect
    parts: list[str] = field(default_factory=list)
    length: int = 0
    runs: list[Run] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    styles: list[Style] = field(default_factory=list)
    shift: int = 0
    """Where the file begins that the next blocks come from, if several were put together."""
    given: dict[str, str] = field(default_factory=dict)
    """Which document a block repeats, by the block's id, as far as the page itself says so."""
    cited: list[tuple[str, Span]] = field(default_factory=list)
    """Which comment quotes which words, as far as the page itself says so."""
    _sections: dict[str, Section] = field(default_factory=dict)  # by id
    _numbered: dict[str, Section] = field(default_factory=dict)  # the last section of each number
    _again: Counter[str] = field(default_factory=Counter)  # how many ids were to be the same
    _spans: dict[str, Span] = field(default_factory=dict)
    _labels: dict[str, tuple[str, str]] = field(default_factory=dict)
    _refs: list[tuple[str, str, Span]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The frozen text so far."""
        return "".join(self.parts)

    def add(self, draft: Draft) -> Block | None:
        """Lay out one block and return it, or None where it shows no words."""
        source = _Source(draft.within.text if draft.within else self.raw, draft.strips)
        inline = draft.inline if draft.inline is not None else self._scanned(draft, source.text)
        shown = inline.text
        first = 0 if draft.verbatim else len(shown) - len(shown.lstrip())
        words = shown[first:].rstrip()
        if not words.strip():
            return None
        if self.parts:
            self.parts.append("\n\n")
            self.length += 2
        if len(self.blocks) >= MOST_BLOCKS or self.length + len(words) > MOST_TEXT:
            raise too_much()
        start = self.length
        self._add_runs(draft, inline, source, first, len(words))
        self.parts.append(words)
        self.length += len(words)
        for style in inline.styles:
            span = self._placed(style.start, style.end, first, start)
            if len(span):
                self.styles.append(Style(span, style.kind, style.target and address(style.target)))
        for cited in draft.cited:
            self.cited.append((cited.doc, self._placed(cited.start, cited.end, first, start)))
        for ref in inline.refs:
            self._refs.append((draft.doc, ref.label, self._placed(ref.start, ref.end, first, start)))
        title = words
        for ref in reversed(inline.refs):  # a heading's footnote is no part of its title
            title = title[: max(ref.start - first, 0)] + title[max(ref.end - first, 0) :]
        return self._block(draft, Span(start, self.length), title.strip())

    def _scanned(self, draft: Draft, words: str) -> Inline:
        """Read the words of a block; verbatim ones stand as they are, and a table's may still refer to footnotes."""
        dialect = draft.dialect or self.dialect
        if not draft.verbatim:
            return scan_inline(words, dialect)
        found = re.finditer(r"\[\^([^\[\]\s]+)\]", words) if draft.kind is BlockKind.TABLE else ()
        refs = (Ref(match.start(), match.end(), match[1]) for match in found if match[1] in dialect.footnotes)
        return Inline((Piece(words, 0),), (), tuple(refs))

    def _placed(self, low: int, high: int, first: int, start: int) -> Span:
        # An empty link may stand in the blanks that were cut off at either end.
        return Span(min(max(low - first, 0) + start, self.length), min(max(high - first, 0) + start, self.length))

    def _add_runs(self, draft: Draft, inline: Inline, source: _Source, first: int, length: int) -> None:
        at = -first
        for piece in inline.pieces:
            low, high = max(at, 0), min(at + len(piece.text), length)
            if piece.at is not None and low < high:
                inside, size = (piece.at + low - at, high - low) if piece.width is None else (piece.at, piece.width)
                found = [Run(0, inside, size)] if draft.inline is not None else source.runs(inside, size)
                if draft.within:
                    found = [part for run in found for part in _through(draft.within.raw_map, run)]
                if piece.width is not None and found:
                    end = found[-1].raw + found[-1].raw_length
                    found = [Run(0, found[0].raw, high - low, end - found[0].raw)]
                for run in found:
                    self._add_run(Run(self.length + low + run.text, self.shift + run.raw, run.length, run.width))
            at += len(piece.text)

    def _add_run(self, run: Run) -> None:
        last = self.runs[-1] if self.runs else None
        verbatim = last is not None and last.width is run.width is None
        if last and verbatim and last.text + last.length == run.text and last.raw + last.length == run.raw:
            self.runs[-1] = Run(last.text, last.raw, last.length + run.length)
        else:
            self.runs.append(run)

    def _block(self, draft: Draft, span: Span, title: str) -> Block:
        if draft.kind is BlockKind.HEADING and draft.doc == POST and draft.level:
            self._open_section(draft.level, title, span)
        section = self.sections[-1].id if self.sections and draft.doc == POST and draft.kind is not BlockKind.FOOTNOTE else None
        block = Block(f"b{len(self.blocks) + 1}", draft.kind, draft.doc, section, span, draft.prefix)
        if draft.label is not None:
            self._labels[block.id] = (draft.doc, draft.label)
        if draft.quotes is not None:
            self.given[block.id] = draft.quotes
        self.blocks.append(block)
        self._spans[draft.doc] = Span(self._spans.get(draft.doc, span).start, span.end)
        return block

    def _open_section(self, level: int, heading: str, span: Span) -> None:
        number, title = heading_number(heading)
        numbered = self._numbered.get(number.rpartition(".")[0]) if number else None
        parent = numbered or next((section for section in self._open_sections() if section.level < level), None)
        if numbered:
            level = max(level, numbered.level + 1)
        made = "s" + number.replace(".", "-") if number else slug(title)
        id = made
        while id in self._sections:
            self._again[made] += 1
            id = f"{made}-{self._again[made] + 1}"
        section = self._sections[id] = Section(id, number, title, level, parent.id if parent else None, span)
        self.sections.append(section)
        if number:
            self._numbered[number] = section

    def _open_sections(self) -> list[Section]:
        """Return the last section and those it stands in, innermost first."""
        section = self.sections[-1] if self.sections else None
        chain: list[Section] = []
        while section:
            chain.append(section)
            section = self._sections.get(section.parent) if section.parent else None
        return chain

    def sentences(self) -> tuple[Sentence, ...]:
        """Split all blocks into sentences; a heading is one, code and tables have none."""
        text = self.text
        none = (BlockKind.CODE, BlockKind.TABLE)
        return tuple(
            Sentence(block.id, span)
            for block in self.blocks
            if block.kind not in none
            for span in ([block.span] if block.kind is BlockKind.HEADING else sentences(text, block.span))
        )

    def footnotes(self) -> tuple[Footnote, ...]:
        """Return the footnotes in text order, each with the places that refer to it.

        A reference means its own document's footnote, or the post's where that has none of the name.
        """
        spans: dict[tuple[str, str], list[Span]] = {}
        for block in self.blocks:
            if block.id in self._labels:
                spans.setdefault(self._labels[block.id], []).append(block.span)
        refs: dict[tuple[str, str], list[Span]] = {key: [] for key in spans}
        for doc, label, span in self._refs:
            key = (doc, label) if (doc, label) in refs else (POST, label)
            refs.get(key, []).append(span)
        return tuple(
            Footnote(label, Span(parts[0].start, parts[-1].end), tuple(refs[doc, label])) for (doc, label), parts in spans.items()
        )

    def thread(self, title: str, source: Source) -> Thread:
        """Return what is laid out as a thread that is called `title`, for a reader to say the rest."""
        return Thread(
            id=slug(title),
            title=title,
            text=self.text,
            raw_map=RawMap(tuple(self.runs)),
            source=source,
            sections=tuple(self.sections),
            blocks=tuple(self.blocks),
            sentences=self.sentences(),
            footnotes=self.footnotes(),
            styles=tuple(sorted(self.styles)),
        )

    def doc_span(self, doc: str) -> Span:
        """Return the span of a document's blocks; where it has none, an empty one at the end of the text."""
        return self._spans.get(doc) or Span(self.length, self.length)


def _through(raw_map: RawMap, run: Run) -> list[Run]:
    """Follow a run into the string from there into the raw file."""
    found: list[Run] = []
    for number in range(raw_map.first_run(run.raw), len(raw_map.runs)):
        other = raw_map.runs[number]
        low, high = max(other.text, run.raw), min(other.text + other.length, run.raw + run.length)
        if other.text >= run.raw + run.length:
            break
        if low < high:
            place = other.raw_span(low, high)
            found.append(Run(run.text + low - run.raw, place.start, high - low, other.width))
    return found


class _Source:
    """The strips of a block as one string, and where its code points stand in the raw file."""

    def __init__(self, raw: str, strips: list[Strip]) -> None:
        parts: list[str] = []
        self.starts: list[int] = []
        self.strips = strips
        at = 0
        for index, strip in enumerate(strips):
            if index:
                parts.append(strip.glue)
                at += len(strip.glue)
            self.starts.append(at)
            parts.append(raw[strip.start : strip.end])
            at += strip.end - strip.start
        self.text = "".join(parts)

    def runs(self, at: int, length: int) -> list[Run]:
        """Return the runs of `text[at:at + length]`, counted from `at`; glue has none."""
        found: list[Run] = []
        index = max(bisect_right(self.starts, at) - 1, 0)
        for number in range(index, len(self.strips)):
            start, strip = self.starts[number], self.strips[number]
            low, high = max(start, at), min(start + strip.end - strip.start, at + length)
            if start >= at + length:
                break
            if low < high:
                found.append(Run(low - at, strip.start + low - start, high - low))
        return found
