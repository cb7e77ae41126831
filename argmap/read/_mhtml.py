"""MHTML, in which browsers save a page as a single file: the page itself out of it (https://www.rfc-editor.org/rfc/rfc2557)."""

from __future__ import annotations

import codecs
import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from argmap.read._file import decode_page

__all__ = ["unwrap"]

_HEAD = re.compile(rb"\s*(?:[!-9;-~]+:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n)*content-type:\s*multipart/related\b", re.IGNORECASE)
_FIRST = re.compile(rb"[!-9;-~]+:[^\r\n]*\r?\n")
_HEAD_BYTES = 8 * 1024
_LARGEST = 256 * 1024 * 1024
"""Most of such a file are pictures; the page in it has the limit of any page."""
_MOST_PARTS = 20_000


def unwrap(data: bytes, name: str) -> str | None:
    r"""Return the text of the page that an MHTML file holds; None for what is none or holds no page.

    Raises ArgmapError as `decode_page` does, for a page that is too large or no text.

    >>> unwrap(b'Content-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>Lanes.\r\n--x--', 'a')
    '<p>Lanes.'
    >>> unwrap(b"<p>Lanes.", "a") is None
    True
    """
    head = data[:_HEAD_BYTES]
    if len(data) > _LARGEST or not _FIRST.match(head.lstrip()) or not _HEAD.match(head):
        return None
    boundary = re.search(rb'boundary\s*=\s*(?:"([^"\r\n]{1,200})"|([^\s;]{1,200}))', head, re.IGNORECASE)
    if boundary is None:
        return None
    # Part by part: the library would build all pictures in memory.
    parts = data.split(b"--" + (boundary[1] or boundary[2]), _MOST_PARTS)
    for part in parts[1:]:
        found = _page(part)
        if found is not None:
            return decode_page(found, name)
    return None


def _page(part: bytes) -> bytes | None:
    """Return the page that a part is, in UTF-8 if the part says in what it is; None if it is none."""
    if not re.search(rb"^content-type:\s*(?:text/html|application/xhtml\+xml)", part[:_HEAD_BYTES], re.IGNORECASE | re.MULTILINE):
        return None
    message = BytesParser(EmailMessage, policy=policy.compat32).parsebytes(part.lstrip(b"\r\n"))
    found = message.get_payload(decode=True)
    if not isinstance(found, bytes) or not found.strip():
        return None
    found = found.removesuffix(b"\n").removesuffix(b"\r")  # the line break belongs to the boundary
    charset = message.get_content_charset() or "utf-8"
    try:
        codecs.lookup(charset)
        return found.decode(charset).encode()
    except (LookupError, UnicodeError):
        return found
