"""A file as readers are asked about it: its text, and the text as JSON or as a tree of HTML, each made once."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cached_property
from json import JSONDecodeError
from typing import Any

from argmap.errors import error
from argmap.files import decode
from argmap.model import Place
from argmap.read._html import Element, parse_html
from argmap.read._layout import MOST_BLOCKS, MOST_TEXT
from argmap.read._located import load_json

__all__ = ["File", "decode_page"]

LARGEST = 32 * 1024 * 1024
"""No page of a debate is larger, and what is larger does not fit the budget of memory and time (DESIGN section 8)."""

_HTML = re.compile(
    r"\s*(?:<!--(?:[^-]|-(?!->))*+-->\s*)*+<(?:!doctype\s+html|html|head|body|div|section|article|main|title|meta|table)\b",
    re.IGNORECASE,
)
_XML = re.compile(r"\s*<\?xml\b[^>]*>\s*(?:<!doctype[^>]*>\s*)?(?:<!--.*?-->\s*)*(?P<root><[\w:-]+)", re.IGNORECASE | re.DOTALL)
_BEGINS_AS_JSON = re.compile(r"\s*(?:\{\s*\"|\[\s*(?:\{\s*\"|\[|\")|\[\s*\{\s*\})")
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?([\w.:-]+)|<\?xml[^>]+encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE)
_TAGGED = re.compile(rb"\s*(?:\xef\xbb\xbf)?<[!?a-zA-Z]")
# What the web means by these labels (https://encoding.spec.whatwg.org/#names-and-labels).
_MEANT = dict.fromkeys(("iso-8859-1", "iso8859-1", "latin-1", "latin1", "ascii", "us-ascii", "windows-1252"), "cp1252")


@dataclass(frozen=True)
class File:
    """A file of the user's: its `name`, as the user gave it, its decoded `text`, and its bytes, if it is no text."""

    name: str
    text: str
    data: bytes = b""

    def is_too_long(self) -> bool:
        """Say whether this is more text than a thread may have; of JSON and HTML only its layout tells."""
        lines = self.text.count("\n")
        return (len(self.text) > MOST_TEXT or lines > MOST_BLOCKS) and self.text.lstrip()[:1] not in ("<", "{", "[")

    @cached_property
    def json(self) -> Any:
        """The file as JSON whose strings are `Located`; None where it is no JSON object or array."""
        if self.text.lstrip()[:1] not in ("{", "["):
            return None
        try:
            found = load_json(self.text)
        except (ValueError, RecursionError):
            return None
        return found if isinstance(found, dict | list) else None

    def broken_json(self) -> tuple[str, int, int] | None:
        """Say what is wrong, and at which line and column, with a file that begins as JSON does and is none."""
        if not _BEGINS_AS_JSON.match(self.text) or self.json is not None:
            return None
        try:
            load_json(self.text)
        except JSONDecodeError as problem:
            return problem.msg, problem.lineno, problem.colno
        except (ValueError, RecursionError):
            return "it is nested too deep, or holds a number that is too long", 1, 1
        return None

    @cached_property
    def html(self) -> Element | None:
        """The file as a tree of HTML; None where it is none."""
        xml = _XML.match(self.text)
        if xml and xml["root"].lower() != "<html":
            return None
        if xml is None and not _HTML.match(self.text):
            return None
        return parse_html(self.text, xml=xml is not None)

    @property
    def root(self) -> Element:
        """The file as a tree of HTML, for the reader that took it as such; raises ValueError where it is none."""
        if self.html is None:
            raise ValueError(f"{self.name} is no HTML")
        return self.html


def decode_page(data: bytes, name: str) -> str:
    r"""Return the text of a saved page: in the encoding that it states, in UTF-8, or, if it has tags, in what old pages are in.

    Raises ArgmapError for what is no text, and for a file that is too large.

    >>> decode_page(b"<p>caf\xe9", "page.html")
    '<p>café'
    """
    if len(data) > LARGEST:
        raise error("too-large", Place(name), size=f"{len(data) / 2**20:.0f} MB", limit=f"{LARGEST / 2**20:.0f} MB")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as problem:
            raise error("wrong-encoding", path=name, byte=problem.start) from None
    if not _TAGGED.match(data) or b"\0" in data:
        return decode(data, name)
    stated = _CHARSET.search(data, 0, 4096)
    label = (stated[1] or stated[2]).decode("ascii").lower() if stated else ""
    for encoding in ("utf-8-sig", _MEANT.get(label, label), "cp1252"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("latin-1")
