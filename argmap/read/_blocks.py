"""The blocks of a piece of Markdown: what markdown-it-py finds, with the place of every line.

Footnotes (`[^1]: ...`, with further paragraphs set in) are taken out first, since CommonMark has none and takes some of
them for link references.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from argmap.model import BlockKind, Span
from argmap.read._inline import Dialect
from argmap.read._layout import Draft, Strip
from argmap.read._located import Within

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

__all__ = ["Parsed", "markdown_drafts", "parse_blocks"]

_FOOTNOTE = re.compile(r"\[\^(?P<label>[^\[\]\s]+)\]:[ \t]*")
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})(?P<info>.*)")
_SET_IN = re.compile(r"(?: {2}|\t)[ \t]*+(?=\S)")
_DROPPED_HTML = re.compile(r"\s*<(?:script|style|!--)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parsed:
    """The blocks of one piece, its footnotes last, and the link references that it defines."""

    drafts: tuple[Draft, ...]
    references: Mapping[str, str]


def parse_blocks(raw: str, piece: Span, doc: str, *, html: bool = True) -> Parsed:
    """Parse `raw[piece.start:piece.end]`, text of the document `doc`, in which tags are tags if `html` says so."""
    lines = _Lines(raw, piece)
    notes = lines.take_footnotes(doc)
    env: dict[str, dict[str, dict[str, str]]] = {}
    tokens = _parser(html).parse("\n".join(lines.texts), env)
    references = {key: found["href"] for key, found in env.get("references", {}).items()}
    return Parsed((*_Walk(lines, doc).blocks(tokens), *notes), references)


def markdown_drafts(text: Within, doc: str, *, breaks: bool = False, html: bool = True) -> list[Draft]:
    r"""Return the blocks of Markdown that stands in a string of another file (JSON), as text of the document `doc`.

    Its footnotes and link references are its own; the offsets of its words lead through the string into that file. With `breaks`,
    lines end where they end in the string; without `html`, tags are words.

    >>> from argmap.read._located import load_json, within
    >>> drafts = markdown_drafts(within(load_json(r'["Paint[^1] fades.\n\n[^1]: So it does."]')[0]), "c1")
    >>> [(draft.kind.value, draft.label) for draft in drafts]
    [('paragraph', None), ('footnote', '1')]
    """
    parsed = parse_blocks(text.text, Span(0, len(text.text)), doc, html=html)
    labels = frozenset(draft.label for draft in parsed.drafts if draft.label)
    dialect = Dialect(labels, parsed.references, breaks=breaks, html=html)
    return [replace(draft, within=text, dialect=dialect) for draft in parsed.drafts]


@lru_cache(maxsize=2)
def _parser(html: bool) -> MarkdownIt:
    from markdown_it import MarkdownIt

    # What is nested deeper than this, 20 unless told otherwise, is left out without a word. Inlines are read by `scan_inline`:
    # markdown-it's own are not asked for, and take their time on hostile input.
    return MarkdownIt("commonmark", {"html": html, "maxNesting": 100}).enable("table").disable(["inline", "text_join"])


class _Lines:
    """The lines of a piece, without their ends, and where each starts in the raw file."""

    def __init__(self, raw: str, piece: Span) -> None:
        self.texts: list[str] = []
        self.starts: list[int] = []
        at = piece.start
        for line in piece.cut(raw).split("\n"):
            self.starts.append(at)
            # A carriage return is a blank to CommonMark only at the end of a line; a NUL never is text.
            self.texts.append(line.removesuffix("\r").replace("\r", " ").replace("\0", "\ufffd"))
            at += len(line) + 1

    def strip_of(self, line: int, words: str, glue: str = "\n") -> Strip:
        """Return where `words`, what markdown-it shows of a line, stand in the raw file."""
        text = self.texts[line]
        at = text.rfind(words)
        if at < 0:  # a tab that a container widened: take the line without the blanks around it
            words = text.strip()
            at = text.find(words)
        return Strip(self.starts[line] + at, self.starts[line] + at + len(words), glue)

    def take_footnotes(self, doc: str) -> list[Draft]:
        """Blank out the footnotes and return them as drafts, one a paragraph."""
        drafts: list[Draft] = []
        fence: str | None = None
        label: str | None = None
        broken = False  # whether a blank line came since the last line of the footnote
        for number, text in enumerate(self.texts):
            marks = _FENCE.match(text)
            if fence:
                closes = marks is not None and marks[1].startswith(fence) and not marks["info"].strip()
                fence = None if closes else fence
                continue
            opened = _FOOTNOTE.match(text)
            set_in = _SET_IN.match(text)
            if opened:
                label, broken = opened["label"], False
                strip = Strip(self.starts[number] + opened.end(), self.starts[number] + len(text))
                drafts.append(Draft(BlockKind.FOOTNOTE, doc, [strip], f"[^{label}]: ", label=label))
            elif not text.strip():
                broken = True
                continue
            elif label and set_in and broken:
                strip = Strip(self.starts[number] + set_in.end(), self.starts[number] + len(text))
                drafts.append(Draft(BlockKind.FOOTNOTE, doc, [strip], "    ", label=label))
                broken = False
            elif label and not broken:
                start = self.starts[number] + len(text) - len(text.lstrip(" \t"))
                drafts[-1].strips.append(Strip(start, self.starts[number] + len(text), "\n"))
            else:
                label = None
                fence = marks[1] if marks else None
                continue
            self.texts[number] = ""
        return drafts


@dataclass(slots=True)
class _Walk:
    """A walk over markdown-it's tokens, which remembers the lists and quotations it is in."""

    lines: _Lines
    doc: str
    containers: list[str] = field(default_factory=list)
    marker: str | None = None
    heading: int = 0
    tables: int = 0

    def blocks(self, tokens: list[Token]) -> list[Draft]:
        """Return the drafts of all blocks."""
        return [draft for token in tokens if (draft := self.block(token)) is not None]

    def block(self, token: Token) -> Draft | None:
        """Return the draft of the block that `token` holds, if it holds one."""
        kind = token.type.removesuffix("_open").removesuffix("_close")
        if kind == "table":
            self.tables += token.nesting
            if token.nesting == 1 and token.map:
                texts = [text.lstrip(" \t") for text in self.lines.texts[slice(*token.map)]]  # a list sets them in
                return self.draft(BlockKind.TABLE, token.map[0], texts, verbatim=True)
        elif self.tables:
            return None
        elif kind in ("list_item", "blockquote"):
            if token.nesting == 1:
                self.containers.append(kind)
                if kind == "list_item":
                    self.marker = f"{token.info}{token.markup} " if token.info else "- "
            else:
                self.containers.pop()
        elif kind == "heading":
            self.heading = int(token.tag[1]) if token.nesting == 1 else 0
        elif token.map is None:
            return None
        elif token.type == "inline":
            return self.words(token)
        elif kind in ("fence", "code_block") and token.content:
            first = token.map[0] + (kind == "fence")
            return self.draft(BlockKind.CODE, first, token.content.rstrip("\n").split("\n"), verbatim=True)
        elif kind == "html_block" and not _DROPPED_HTML.match(token.content):
            return self.draft(BlockKind.PARAGRAPH, token.map[0], token.content.rstrip("\n").split("\n"))
        return None

    def words(self, token: Token) -> Draft:
        """Return the draft of a paragraph or heading, in whatever it stands."""
        first = token.map[0] if token.map else 0
        texts = token.content.split("\n")
        depth = self.containers.count("list_item")
        marker, self.marker = self.marker, None
        quoted = "> " * self.containers.count("blockquote")
        if self.heading:
            prefix = "#" * self.heading + " "
            return self.draft(BlockKind.HEADING, first, texts, prefix, level=0 if quoted or depth else self.heading)
        if quoted == "> " and not marker and (spoiler := self.spoiler(first, texts)):
            return spoiler
        if quoted:
            return self.draft(BlockKind.BLOCKQUOTE, first, texts, quoted + (marker or ""))
        if depth:
            kind = BlockKind.LIST_ITEM if marker else BlockKind.PARAGRAPH
            return self.draft(kind, first, texts, "  " * (depth - 1) + (marker or "  "))
        return self.draft(BlockKind.PARAGRAPH, first, texts)

    def spoiler(self, first: int, texts: list[str]) -> Draft | None:
        """Return the draft of a quotation whose lines begin with `!`, which is how forums write what a reader must ask to see."""
        if not re.match(r"!(?!\[)[ \t]*\S", texts[0]):  # nor is an image one
            return None
        shown = [re.sub(r"\A![ \t]?", "", text) for text in texts]
        shown[-1] = re.sub(r"[ \t]*!<\Z", "", shown[-1])
        return self.draft(BlockKind.SPOILER, first, shown, ">! ")

    def draft(
        self, kind: BlockKind, first: int, texts: list[str], prefix: str = "", *, level: int = 0, verbatim: bool = False
    ) -> Draft:
        """Make a draft of the lines from number `first` on, each shown as `texts` say."""
        strips = [self.lines.strip_of(first + number, text) for number, text in enumerate(texts)]
        return Draft(kind, self.doc, strips, prefix, level, None, verbatim)
