"""Plain text in which every line is a paragraph, as converters leave it that kept nothing of a page but its words."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath

from argmap.model import POST, BlockKind, Note, Source, Span, Thread
from argmap.read._chunks import chunks
from argmap.read._inline import Dialect
from argmap.read._layout import Draft, Layout, Strip

__all__ = ["is_plain", "read_plain"]

_MARKDOWN = re.compile(r"(?m)^ {0,3}(?:#{1,6} |[-*+] |\d{1,3}[.)] |>|:::|```|~~~|\||---)|\]\{")
_LONG = 200
"""No line of text that somebody wraps by hand is as long as this."""


def is_plain(text: str) -> bool:
    """Say whether `text` has long lines, no blank ones and nothing of Markdown."""
    found = chunks(text)
    whole = len(found) == 1 and len(found[0].lines) > 1
    return whole and max(len(line.text) for line in found[0].lines) > _LONG and _MARKDOWN.search(text) is None


def read_plain(raw: str, name: str) -> Thread:
    """Read the lines as paragraphs of a post of which nothing else is known."""
    layout = Layout(raw, Dialect(printed=True))
    for chunk in chunks(raw):
        for line in chunk.lines:
            layout.add(Draft(BlockKind.PARAGRAPH, POST, [Strip(line.start, line.end)]))
    title = PurePath(name).stem
    return replace(
        layout.thread(title, Source(name, raw, "plain")),
        report=(Note("no-metadata", "nothing but words: no title, authors, comments or dates to be seen", Span(0, len(raw))),),
    )
