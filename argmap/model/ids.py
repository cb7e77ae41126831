"""Ids: what an author may call a thing, and the names argmap makes from content where no author gave one."""

from __future__ import annotations

import hashlib
import re
import unicodedata

__all__ = ["ID_PATTERN", "content_id", "is_id", "slug", "step_id"]

ID_PATTERN = r"[^\W\d_][\w-]*"
"""A letter, then letters, digits, `_` and `-`: what Pandoc and the Markdown readers take after `#` (a `.` breaks some)."""

_ID = re.compile(ID_PATTERN)


def is_id(text: str) -> bool:
    """Say whether `text` can be the id of a claim, a comment or a question.

    >>> is_id("c5"), is_id("s-1"), is_id("1.2"), is_id("")
    (True, True, False, False)
    """
    return _ID.fullmatch(text) is not None


def slug(text: str, limit: int = 60) -> str:
    """Make a readable id of any text: lower case, words joined by `-`, cut at a word near `limit` code points.

    >>> slug("Connectomics seems great!"), slug("30th Apr"), slug("…")
    ('connectomics-seems-great', 'x30th-apr', 'x')
    """
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).lower())
    made = "-".join(words)
    if len(made) > limit:
        made = made[: limit + 1].rpartition("-")[0] or made[:limit]
    return made if is_id(made) else f"x{made}"


def content_id(prefix: str, *parts: str) -> str:
    """Make an id from content alone, equal for equal content on every machine.

    >>> content_id("claim", "post", "Bikes need lanes.")
    'claim-17ad8d8a'
    """
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{prefix}-{digest[:8]}"


def step_id(premises: tuple[str, ...], target: str) -> str:
    """Name a step by what it joins: the premises, then what they are for, against, or hit.

    >>> step_id(("cheap", "labour"), "hypothalamus"), step_id(("q",), "p>g")
    ('cheap+labour>hypothalamus', 'q>p>g')
    """
    return "+".join(premises) + ">" + target
