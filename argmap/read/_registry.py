"""All readers, in the order in which they are asked whether a text is theirs. A new format registers here and nowhere else."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import NamedTuple

from argmap.errors import error
from argmap.files import decode
from argmap.model import Place, Thread
from argmap.read._markdown import read_markdown
from argmap.read._plain import is_plain, read_plain
from argmap.read._printed import is_printed, read_printed

__all__ = ["READERS", "Reader", "read", "reader_of"]


class Reader(NamedTuple):
    """One source format: `sniff` says whether a text is in it, `read(text, name)` makes a thread of it."""

    name: str
    sniff: Callable[[str], bool]
    read: Callable[[str, str], Thread]


def _not_yet(format: str) -> Callable[[str, str], Thread]:
    def refuse(_raw: str, name: str) -> Thread:
        raise error("not-read-yet", Place(name), format=format)

    return refuse


def _is_html(text: str) -> bool:
    head = text[:2000].lstrip().lower()
    return head.startswith(("<!doctype html", "<html", "<head", "<body", "<?xml")) or (head.startswith("<!--") and "<html" in head)


def _is_json(text: str) -> bool:
    if text.lstrip()[:1] not in ("{", "["):
        return False
    try:
        return isinstance(json.loads(text), dict | list)
    except (ValueError, RecursionError):
        return False


READERS = (
    Reader("pdf", lambda text: text.startswith("%PDF-"), _not_yet("PDF")),
    Reader("html", _is_html, _not_yet("HTML")),
    Reader("json", _is_json, _not_yet("JSON")),
    Reader("printed", is_printed, read_printed),
    Reader("plain", is_plain, read_plain),
    Reader("markdown", lambda _text: True, read_markdown),
)


def reader_of(data: bytes, name: str) -> Reader:
    r"""Return the reader that takes the file `name`; raises ArgmapError for what is no text at all.

    >>> reader_of(b"# Lanes", "lanes.md").name, reader_of(b"%PDF-1.7 \0", "lanes.pdf").name
    ('markdown', 'pdf')
    """
    # A PDF is binary, and says more about itself than "not text".
    text = data[:5].decode("latin-1") if data.startswith(b"%PDF-") else decode(data, name)
    return next(reader for reader in READERS if reader.sniff(text))


def read(data: bytes, name: str) -> Thread:
    r"""Read a page of any supported format; `name` is what the user calls it.

    Raises ArgmapError for an empty file, for what is not UTF-8 text, for a format that is not read yet, and for Markdown whose
    front matter or comment divs are broken, at their line and column.

    >>> read(b"# Lanes\n\nPaint is cheap.", "lanes.md").title
    'Lanes'
    """
    if not data.strip():
        raise error("empty-file", path=name)
    reader = reader_of(data, name)
    text = "" if reader.name == "pdf" else decode(data, name)
    thread = reader.read(text, name)
    if not thread.blocks:
        raise error("no-text", Place(name))
    return thread
