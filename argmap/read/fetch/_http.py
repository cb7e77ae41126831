"""What is asked of a server and what it answers, as plain data."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit, urlunsplit

from argmap.errors import error

__all__ = ["KINDS", "LIMIT", "Answer", "Get", "Request", "checked_url", "host_of", "origin_of", "stem_of", "target_of"]

LIMIT = 32 * 1024 * 1024
"""Bytes of the largest answer that is taken, after it is unpacked: what the readers take."""

KINDS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/markdown": "md",
    "text/plain": "txt",
    "application/pdf": "pdf",
    "application/epub+zip": "epub",
}
"""The content types that are taken, and the ending of a file of each."""

_FORBIDDEN = re.compile(r"[\x00-\x20\x7f\\]")
_HOST = re.compile(r"[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+")


@dataclass(frozen=True, slots=True)
class Request:
    """One request. With a `body`, which is JSON, it is a POST.

    `check` raises ArgmapError for a page that is not what was asked for, so that such a page is not kept.
    """

    url: str
    body: bytes = b""
    accept: str = "text/html, application/xhtml+xml, application/json, text/markdown, text/plain;q=0.9, */*;q=0.5"
    check: Callable[[Answer], object] = field(default=lambda _: None, compare=False)

    @property
    def method(self) -> str:
        """The HTTP method."""
        return "POST" if self.body else "GET"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: where it came from, its status, the headers that we look at (names in lower case), and the unpacked body."""

    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def type(self) -> str:
        """The media type, without parameters.

        >>> Answer("https://a.example/", 200, {"content-type": "text/HTML; charset=utf-8"}).type
        'text/html'
        """
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


Get = Callable[[Request], Answer]
"""Sends a request, politely, and returns a good answer; raises ArgmapError for any other."""


def checked_url(url: str) -> str:
    """Return `url` in ASCII and without its fragment; raises ArgmapError for what is no plain http(s) address.

    >>> checked_url("https://Bücher.example/übersicht?q=1#top")
    'https://xn--bcher-kva.example/%C3%BCbersicht?q=1'
    >>> checked_url("file:///etc/passwd")
    Traceback (most recent call last):
    ...
    argmap.errors.ArgmapError: 'file:///etc/passwd' cannot be fetched: it is no http:// or https:// address. ... [not-fetchable]
    """
    url = url.strip()
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port
    except ValueError:
        raise error("not-fetchable", url=url, reason="it is no well-formed address") from None
    if parts.scheme not in ("http", "https"):
        raise error("not-fetchable", url=url, reason="it is no http:// or https:// address")
    if parts.username is not None or parts.password is not None:
        raise error("not-fetchable", url=f"{parts.scheme}://{host}", reason="it has a name or password in it")
    if not _HOST.fullmatch(host) or _FORBIDDEN.search(url) or port == 0:
        raise error("not-fetchable", url=url, reason="it is no well-formed address")
    place = f"[{host}]" if ":" in host else host
    usual = port in (None, 80 if parts.scheme == "http" else 443)
    netloc = place if usual else f"{place}:{port}"
    safe = "/%:@!$&'()*+,;=~?[]"
    return urlunsplit((parts.scheme, netloc, quote(parts.path or "/", safe), quote(parts.query, safe), ""))


def host_of(url: str) -> str:
    """Return the host of a checked URL.

    >>> host_of("http://[::1]:8000/a")
    '::1'
    """
    return urlsplit(url).hostname or ""


def origin_of(url: str) -> str:
    """Return scheme, host and port of a checked URL.

    >>> origin_of("http://a.example:8000/b?c")
    'http://a.example:8000'
    """
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def target_of(url: str) -> str:
    """Return path and query of a checked URL.

    >>> target_of("http://a.example/b?c=1")
    '/b?c=1'
    """
    return url.removeprefix(origin_of(url))


def stem_of(words: str) -> str:
    """Return part of an address as a file's name without its ending.

    >>> stem_of("bike%20lanes/../now")
    'bike-lanes-now'
    """
    return re.sub(r"(?:%[0-9A-Fa-f]{2}|[^\w.-]|\.\.)+", "-", words).strip("-.")[:80] or "page"
