"""The passage around a mark as styled lines: plain text in, whatever a page holds, and nothing that a terminal obeys out."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from rich.text import Text

from argmap.markup import Annotated
from argmap.model import POST, BlockKind, Span, Thread
from argmap.review._edits import marked

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["heading", "passage", "shown"]

_AROUND = 2_000
"""So many code points before and behind a mark are laid out: several screens."""

HERE, SUGGESTED, CONFIRMED = "reverse bold", "underline dim", "underline"


def shown(text: str) -> str:
    r"""Return text with a blank for all that no terminal should be sent, of the same length: control codes, bidi overrides.

    >>> shown("a\x1b[31m b\u202e")
    'a [31m b '
    """
    return "".join(char if char.isprintable() or char == "\n" else " " for char in text)


def heading(thread: Thread, doc: str) -> str:
    """Say whose text it is and what it replies to."""
    if doc == POST:
        return shown(f"{thread.title} · the post" + (f" by {thread.author}" if thread.author else ""))
    comment = thread.comment(doc)
    parent = comment.reply_to
    to = "unknown" if parent is None else "the post" if parent == POST else thread.author_of(parent) or f"comment {parent}"
    return shown(f"{comment.author or 'somebody'} in {doc}, a reply to {to}")


def passage(
    annotated: Annotated, span: Span, doc: str, width: int, console: Console, unwritten: str = ""
) -> tuple[list[Text], int]:
    """Return the lines of the text around `span`, which is highlighted, and the number of the line it begins on.

    `unwritten` are words to show where a span without any stands.
    """
    thread = annotated.thread
    blocks = [block for block in thread.blocks if block.doc == doc]
    here = max(bisect_right([block.span.start for block in blocks], span.start) - 1, 0)
    low = high = here
    while low and span.start - blocks[low].span.start < _AROUND:
        low -= 1
    while high + 1 < len(blocks) and blocks[high].span.end - span.end < _AROUND:
        high += 1
    others = [
        (anchor.span, SUGGESTED if "suggested" in mark.attributes.classes else CONFIRMED)
        for _, mark, anchor in marked(annotated)
        if anchor.doc == doc and anchor.span != span
    ]
    lines: list[Text] = []
    first = 0
    for number, block in enumerate(blocks[low : high + 1], low):
        # A paragraph without end is cut, too.
        start, end = max(block.span.start, span.start - 2 * _AROUND), min(block.span.end, span.end + 2 * _AROUND)
        if start >= end:
            continue
        text = Text(shown(thread.text[start:end]), style="bold" if block.kind is BlockKind.HEADING else "", end="")
        for other, style in others:
            if other.overlaps(Span(start, end)):
                text.stylize(style, max(other.start - start, 0), max(other.end - start, 0))
        text.stylize(HERE, max(span.start - start, 0), max(span.end - start, 0))
        if unwritten and number == here:
            at = min(max(span.start - start, 0), len(text))
            text = Text("", end="").join([text[:at], Text(f"({shown(unwritten)})", HERE, end=""), Text(" "), text[at:]])
        indent = "> " if block.kind is BlockKind.BLOCKQUOTE else "- " if block.kind is BlockKind.LIST_ITEM else ""
        wrapped = list(text.wrap(console, max(width - len(indent), 10)))
        if number == here:
            first = len(lines) + next((at for at, line in enumerate(wrapped) if _highlighted(line)), 0)
        for at, line in enumerate(wrapped):
            lead = " " * len(indent) if at and indent == "- " else indent
            lines.append(Text(lead, end="").append_text(line) if lead else line)
        lines.append(Text(""))
    return lines, first


def _highlighted(line: Text) -> bool:
    return any(span.style == HERE and span.start < span.end for span in line.spans)
