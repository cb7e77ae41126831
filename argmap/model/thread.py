"""The thread: a post and its comments, as one frozen text with everything else pointing into it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from argmap.model.text import RawMap, Span

__all__ = [
    "POST",
    "STATES",
    "Block",
    "BlockKind",
    "Comment",
    "Footnote",
    "Note",
    "Quote",
    "QuoteKind",
    "Reaction",
    "Section",
    "Sentence",
    "Source",
    "Style",
    "StyleKind",
    "Thread",
]

POST = "post"
"""The document id of the post itself; every comment has an id of its own."""

STATES = ("accepted", "answer", "collapsed", "deleted", "edited", "missing", "retracted")
"""What a page can say of a comment as a whole. Of a `missing` one there is only the id, to which others reply."""


class BlockKind(StrEnum):
    """What a block of text is in its document."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    BLOCKQUOTE = "blockquote"
    CODE = "code"
    TABLE = "table"
    FOOTNOTE = "footnote"
    SPOILER = "spoiler"


class StyleKind(StrEnum):
    """How words inside a block are set."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    CODE = "code"
    LINK = "link"
    IMAGE = "image"


class QuoteKind(StrEnum):
    """What a passage in quotation form is; only a `QUOTATION` is looked for in the thread."""

    QUOTATION = "quotation"
    TITLE = "title"
    SCARE = "scare"
    TEMPLATE = "template"
    EXTERNAL = "external"


@dataclass(frozen=True, slots=True)
class Source:
    """The raw file a thread was read from: its name as the user gave it, its decoded text, and who read it."""

    name: str
    raw: str
    reader: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the post. `parent` is the id of the section it stands in, None at the top."""

    id: str
    number: str | None
    title: str
    level: int
    parent: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, heading and so on. `doc` is `post` or a comment's id; blocks never overlap.

    `prefix` is what Markdown sets in front of its first line: `## `, `- `, `  1. `, `> `, `[^1]: `, or nothing.
    """

    id: str
    kind: BlockKind
    doc: str
    section: str | None
    span: Span
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, inside one block."""

    block: str
    span: Span


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote's own text (`span`, a block of the post) and the places in the text that refer to it."""

    label: str
    span: Span
    refs: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage of `doc` in the form of a quotation.

    `source` is the document it was found in (`post` or a comment's id), or None; `source_span` is where. `match` says
    how it was found: `site` (the page itself says so), `exact`, `folded` (case, punctuation and spacing aside), `elided`,
    `fuzzy`, `ambiguous` or `none`.
    """

    doc: str
    span: Span
    kind: QuoteKind
    marks: str
    source: str | None = None
    source_span: Span | None = None
    match: str = "none"


@dataclass(frozen=True, slots=True, order=True)
class Style:
    """Words of one block that are set in a way of their own; `target` is where a link leads, or an image's address."""

    span: Span
    kind: StyleKind
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Reaction:
    """`count` readers reacted with `name`, to the document as a whole or to its `words`, as the page quotes them."""

    name: str
    count: int
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment. `reply_to` is `post`, another comment's id, or None where nobody knows; `evidence` says how it is known.

    `span` runs from the first to the last code point of the comment's own text; it is empty for one that is `deleted` or
    `missing`. `confidence` (0 to 1) is that of a parent that was inferred. `date` is ISO 8601, as far as the page says it, and
    `age` the time in the page's own words. `states` are any of `STATES`, sorted.
    """

    id: str
    author: str | None
    span: Span
    reply_to: str | None
    evidence: str
    karma: int | None = None
    agreement: int | None = None
    date: str | None = None
    age: str | None = None
    author_id: str | None = None
    url: str | None = None
    edited: str | None = None
    states: tuple[str, ...] = ()
    reactions: tuple[Reaction, ...] = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """One line of the reading report: what was joined, dropped, or not found. `kind` is a short fixed word."""

    kind: str
    message: str
    raw: Span | None = None


@dataclass(frozen=True)
class Thread:
    """A post with its comments.

    `text` is frozen: every span counts its code points, and `raw_map` leads from it back to `source.raw`. Blocks,
    sentences, quotes and comments are in text order. `id` is the local part of the thread's IRI.
    """

    id: str
    title: str
    text: str
    raw_map: RawMap
    source: Source
    author: str | None = None
    date: str | None = None
    url: str | None = None
    score: int | None = None
    tags: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    blocks: tuple[Block, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    comments: tuple[Comment, ...] = ()
    quotes: tuple[Quote, ...] = ()
    report: tuple[Note, ...] = ()
    stated_comments: int | None = None
    coauthors: tuple[str, ...] = ()
    author_id: str | None = None
    agreement: int | None = None
    reactions: tuple[Reaction, ...] = ()
    styles: tuple[Style, ...] = ()

    @property
    def authors(self) -> tuple[str, ...]:
        """Everybody who wrote, once each, the post's author first and then in order of appearance."""
        names = [self.author, *self.coauthors, *(comment.author for comment in self.comments)]
        return tuple(dict.fromkeys(name for name in names if name))

    @cached_property
    def _comments(self) -> dict[str, Comment]:
        return {comment.id: comment for comment in self.comments}

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.span.start for block in self.blocks]

    def comment(self, id: str) -> Comment:
        """Return the comment of that id; raises KeyError."""
        return self._comments[id]

    def author_of(self, doc: str) -> str | None:
        """Return who wrote the post or the comment `doc`."""
        return self.author if doc == POST else self.comment(doc).author

    def block_at(self, offset: int) -> Block | None:
        """Return the block that holds `offset` (its end included), or None between blocks."""
        index = bisect_right(self._block_starts, offset) - 1
        if index < 0 or offset > self.blocks[index].span.end:
            return None
        return self.blocks[index]
