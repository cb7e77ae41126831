"""Fetching a thread from the web: the address of its page in, the files that the readers take out.

Apart from reading on purpose: readers never touch the net, and whoever saves pages by hand needs nothing of this. Needs the
extra `argmap[fetch]`. docs/fetching.md says what is fetched from where, and what is never done.
"""

from __future__ import annotations

import os
from contextlib import nullcontext
from pathlib import Path

from argmap.errors import error
from argmap.read.fetch._cache import Cache
from argmap.read.fetch._client import Client, Clock, Progress
from argmap.read.fetch._http import Answer, Get, Request, checked_url
from argmap.read.fetch._sites import by_hand, site_of

__all__ = ["cache_folder", "fetch", "is_url"]


def is_url(name: str) -> bool:
    r"""Say whether what a user gave is an address and not a file.

    >>> is_url("https://a.example/t/7"), is_url("FTP://a.example"), is_url("page.html"), is_url("C:\\page.html")
    (True, True, False, False)
    """
    scheme, found, _ = name.partition("://")
    return bool(found) and scheme.isascii() and scheme.isalnum()


def fetch(
    url: str,
    *,
    allow_local: bool = False,
    cache: Path | None = None,
    progress: Progress = lambda _: nullcontext(),
    clock: Clock | None = None,
) -> list[tuple[str, bytes]]:
    """Fetch the thread whose page is at `url`: the name and bytes of each file of it, in the order to give them to `read_all`.

    One request at a time, three seconds apart, as robots.txt allows, and with an answer kept for a day in the folder `cache`
    (the user's own, if it is None). `allow_local` lets the address, and redirects from it, lead to this machine and
    its network. `progress` is called with what is about to be fetched; `clock` is the time, for tests.

    Raises ArgmapError for what is no http(s) address, leads where it may not, or is not allowed by robots.txt; where a site
    does not answer, or answers with a check for browsers, or too much; and where the extra is not installed. Nothing is
    tried twice, except once where a site says when.

    >>> fetch("file:///etc/passwd")
    Traceback (most recent call last):
    ...
    argmap.errors.ArgmapError: 'file:///etc/passwd' cannot be fetched: it is no http:// or https:// address. ... [not-fetchable]
    """
    url = checked_url(url)
    site, page = site_of(url)
    folder = cache or cache_folder()
    # What a local server said is not what the web says, though the address may be the same.
    kept = Cache(folder / "local" if allow_local else folder)
    client = Client(_sender(allow_local), kept, by_hand(site, page), progress, clock or Clock())
    return site.plan(page, client.get)


def cache_folder() -> Path:
    """Return the folder in which fetched pages are kept: `argmap` in $XDG_CACHE_HOME, or in ~/.cache."""
    stated = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(stated) if Path(stated).is_absolute() else Path.home() / ".cache") / "argmap"


def _sender(allow_local: bool) -> Get:
    try:
        from argmap.read.fetch._wire import send
    except ModuleNotFoundError as problem:
        if problem.name != "httpcore":
            raise
        part = "httpcore"
        raise error("missing-part", part=part, job="fetching a page", command="pip install 'argmap[fetch]'") from None

    def sender(request: Request) -> Answer:
        return send(request, allow_local=allow_local)

    return sender
