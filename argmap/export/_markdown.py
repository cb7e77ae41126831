"""Text of others inside Markdown: the one escape function for it."""

from __future__ import annotations

import re
from urllib.parse import quote

__all__ = ["address", "escape"]

_SPECIAL = re.compile(r"[\\`*_\[\]{}~|$^!#@<>&]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def escape(text: str) -> str:
    r"""Return `text` so that it reads as it is inside a line of Markdown: no mark-up, HTML, link or mention of its own.

    Line ends and what cannot be printed become blanks. Backslash escapes are CommonMark's (0.31, section 2.4), and the
    characters are those that some dialect gives a meaning; HTML's own become entities, which every renderer understands.

    >>> escape("a *bold* <b>claim</b>\n[here](javascript:x)")
    'a \\*bold\\* &lt;b&gt;claim&lt;/b&gt; \\[here\\](javascript:x)'
    """
    shown = text if text.isprintable() else "".join(char if char.isprintable() else " " for char in text)
    flat = " ".join(shown.split())
    return _SPECIAL.sub(lambda match: _ENTITIES.get(match[0], f"\\{match[0]}"), flat)


def address(url: str) -> str:
    """Return a web address as a link, and anything else as text.

    >>> address("https://example.org/a b"), address("javascript:alert(1)")
    ('<https://example.org/a%20b>', 'javascript:alert(1)')
    """
    if not url.startswith(("http://", "https://")):
        return escape(url)
    return f"<{quote(url, safe=':/?#[]@!$&()*+,;=%~')}>"
