"""Writing a thread as annotated text that has no annotations yet: what `argmap ingest` prints."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from argmap.markup._concepts import write_concepts
from argmap.markup._escape import escape
from argmap.markup._front import digest
from argmap.markup._inline import Words
from argmap.model import POST, Block, BlockKind, Comment, Concept, QuoteKind, Status, Thread, slug
from argmap.read._reactions import write_reactions
from argmap.read.attributes import Attributes, write_attributes

__all__ = ["source_text", "thread_text"]

_ITEM = re.compile(r"(?P<indent> *)(?P<marker>[-*+] |\d+[.)] |)")
_BAR_LINE = re.compile(r"[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")


def thread_text(thread: Thread) -> str:
    r"""Return a thread as annotated text without annotations.

    Whatever page the thread was read from, `read_markdown` reads the same thread from the stripped text: its title, author, the
    words of every block, its comments, and what they quote.

    >>> from argmap.read import read_markdown
    >>> print(thread_text(read_markdown("# Lanes\n\nPaint *is* cheap.", "lanes.md")), end="")
    ---
    title: Lanes
    text-sha256: 944ed0f0842ea2a460a6cc32047db3b7666b671996b9875b32b5cc21301504f5
    ---
    <BLANKLINE>
    # Lanes
    <BLANKLINE>
    Paint *is* cheap.
    """
    return escape(source_text(thread))


def source_text(thread: Thread, expect: Sequence[tuple[str, Status]] = (), concepts: Sequence[Concept] = ()) -> str:
    """Return a thread as Markdown, with the concepts and the expected verdicts of its map: `thread_text` before it is escaped."""
    writer = _Writer(thread)
    parts = [*writer.document(POST), *(part for comment in thread.comments for part in writer.comment(comment))]
    body = "\n" + "".join(f"{part}\n" for part in parts)
    listed = f"concepts:\n{write_concepts(concepts)}" if concepts else ""
    return f"---\n{_front_matter(thread, expect, digest(body))}{listed}---\n{body}"


def _front_matter(thread: Thread, expect: Sequence[tuple[str, Status]], sha256: str) -> str:
    import yaml

    class Dumper(yaml.SafeDumper):
        """Writes dates and verdicts as they are, and lists and `expect` on one line."""

    Dumper.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
    }
    values = {
        "title": thread.title,
        "author": thread.author,
        "author-id": thread.author_id,
        "coauthors": list(thread.coauthors) or None,
        "date": thread.date,
        "source": thread.url,
        "id": thread.id if thread.id != slug(thread.title) else None,
        "tags": list(thread.tags) or None,
        "score": thread.score,
        "agreement": thread.agreement,
        "reactions": write_reactions(thread.reactions) or None,
        "comments": thread.stated_comments,
        "expect": {id: str(status) for id, status in expect} or None,
        "text-sha256": sha256,
    }
    # Scalars each on a line, lists and mappings in one line: no style of YAML's does both.
    return "".join(
        yaml.dump(
            {key: value},
            Dumper=Dumper,
            allow_unicode=True,
            sort_keys=False,
            width=2**31,
            default_flow_style=None if isinstance(value, list | dict) else False,
        )
        for key, value in values.items()
        if value is not None
    )


class _Writer:
    """Writes the documents of a thread, a block at a time."""

    def __init__(self, thread: Thread) -> None:
        self._thread = thread
        self._words = Words(thread)
        quotes = [quote for quote in thread.quotes if quote.kind is QuoteKind.QUOTATION]
        self._quoted = {(quote.doc, quote.span) for quote in quotes}
        self._sources = {(quote.doc, quote.span): quote.source for quote in quotes if quote.match != "ambiguous"}
        elsewhere = (quote for quote in thread.quotes if quote.kind is QuoteKind.EXTERNAL and quote.match == "site")
        self._sources |= {(quote.doc, quote.span): "elsewhere" for quote in elsewhere}
        self._items: list[tuple[int, int]] = []  # the open list items: how deep each is, and at which column its words begin

    def comment(self, comment: Comment) -> Iterator[str]:
        """Yield the parts of a comment's div."""
        pairs = {
            "author": comment.author,
            "author-id": comment.author_id,
            "karma": comment.karma,
            "agreement": comment.agreement,
            "reactions": write_reactions(comment.reactions),
            "reply-to": comment.reply_to or "unknown",
            "evidence": comment.evidence if comment.evidence != "stated" else None,
            "confidence": comment.confidence,
            "date": comment.date,
            "age": comment.age,
            "edited": comment.edited,
            "state": " ".join(comment.states),
            "url": comment.url,
        }
        stated = {key: str(value) for key, value in pairs.items() if value not in (None, "")}
        yield f"\n::: {write_attributes(Attributes(comment.id, ('comment',), stated))}"
        yield from self.document(comment.id)
        yield ":::"

    def document(self, doc: str) -> Iterator[str]:
        """Yield the blocks of one document, with blank lines where there must be some."""
        self._items = []
        blocks = [block for block in self._thread.blocks if block.doc == doc]
        source = None
        for before, block in pairwise((None, *blocks)):
            if block is None:
                continue
            last, source = source, self._sources.get((doc, block.span))
            if last and last != source:
                yield ":::"
            if source and last != source:
                yield f"{'' if before is None else chr(10)}::: {write_attributes(Attributes(None, ('quote',), {'of': source}))}"
                yield self._block(block)
                continue
            if before is not None and before.kind is BlockKind.FOOTNOTE is not block.kind:
                # Footnotes are read behind all that stands with them; a div of no meaning parts them from what follows.
                yield "\n::: {}\n:::"
            tight = before is not None and self._is_item(before) and self._is_item(block) and _follows(before.prefix, block.prefix)
            yield ("" if before is None or tight else "\n") + self._block(block)
        if source:
            yield ":::"

    def _is_item(self, block: Block) -> bool:
        """Say whether a block is written as an item of a list, and not as a quotation."""
        return block.kind is BlockKind.LIST_ITEM and (block.doc, block.span) not in self._quoted

    def _block(self, block: Block) -> str:
        if block.kind is BlockKind.CODE:
            self._items = []
            return _code(block.span.cut(self._thread.text))
        if block.kind is BlockKind.TABLE and _is_table(block.span.cut(self._thread.text)):
            self._items = []
            return block.span.cut(self._thread.text)
        lines = self._words.lines(block)
        if block.kind is BlockKind.HEADING:
            self._items = []
            line = "&#10;".join(lines)
            return block.prefix + re.sub(r"(?<![^ \t])(#+)\Z", r"\\\1", line)
        if block.kind is BlockKind.BLOCKQUOTE and re.match(r"!(?!\[)", lines[0]):
            lines[0] = f"\\{lines[0]}"  # or it would begin a spoiler
        first, others = self._prefixes(block)
        return first + f"\\\n{others}".join(lines)

    def _prefixes(self, block: Block) -> tuple[str, str]:
        """Return what stands in front of the first line of a block, and of its other lines."""
        if block.kind is BlockKind.FOOTNOTE:
            self._items = []
            return block.prefix, "    "
        if block.kind is BlockKind.SPOILER:
            self._items = []
            return ">! ", ">! "
        quoted = block.prefix if block.prefix.startswith(">") else "> " if (block.doc, block.span) in self._quoted else ""
        if quoted:
            self._items = []
            marks = "> " * quoted.count(">")
            return quoted, marks + " " * (len(quoted) - len(marks))
        match = _ITEM.match(block.prefix)
        depth, marker = (len(match["indent"]), match["marker"]) if match else (0, "")
        # A reader counts two blanks for each list around; Markdown wants as many as the words around are set in.
        while self._items and self._items[-1][0] >= depth:
            self._items.pop()
        first = " " * (self._items[-1][1] if self._items else 0) + marker
        if marker:
            self._items.append((depth, len(first)))
        return first, " " * len(first)


def _follows(before: str, prefix: str) -> bool:
    """Say whether an item can stand right below another: a numbered one must begin a list with 1, or go on in its own."""
    one, other = _ITEM.match(before), _ITEM.match(prefix)
    if one is None or other is None or not one["marker"].strip() or not other["marker"].strip():
        return False
    same_list = one["indent"] == other["indent"] and one["marker"][-2:] == other["marker"][-2:]
    return same_list or other["marker"][0] in "-*+" or other["marker"][:-2] == "1"


def _code(text: str) -> str:
    """Return code in a fence, set in by a blank, which is no part of it, where a line of it would be a div's."""
    blank = " " if re.search(r"^:{3}", text, re.MULTILINE) else ""
    sign = "~" if "```" in text and "~~~" not in text else "`"
    fence = sign * max(3, *(len(run) + 1 for run in re.findall(rf"{sign}{{3,}}", text)), 0)
    return "\n".join(blank + line for line in (fence, *text.split("\n"), fence))


def _is_table(text: str) -> bool:
    lines = text.split("\n")
    return len(lines) > 1 and "|" in lines[0] and _BAR_LINE.fullmatch(lines[1]) is not None
