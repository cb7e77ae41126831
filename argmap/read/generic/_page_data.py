"""What a page says of itself for programs: its title, author, date and address, in Open Graph, schema.org and HTML's own terms."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from argmap.read._html import Element, Words
from argmap.read._located import objects, string, value_at, whole
from argmap.read._times import iso_time, written_time
from argmap.read._words import number_in

__all__ = ["PageData", "page_data"]

_ARTICLES = re.compile(r"(?:.*Article|BlogPosting|.*Posting|Question|QAPage|WebPage|Report|Review)")
_COUNT = re.compile(
    r"(\d{1,6}|no)\s+(?:comments?|replies|reply|responses?|answers?|thoughts|kommentare?|antworten|commentaires?|réponses?)"
    r"|(?:comments?|replies|responses|kommentare|antworten)\s*\(?(\d{1,6})\)?",
    re.IGNORECASE,
)
# Browsers and SingleFile note in a comment at the head of a page where it comes from.
_SAVED_FROM = re.compile(r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s>]+)")
_LARGEST_DATA = 2 * 1024 * 1024
_HEAD = 4_000
_SMALL = 400


@dataclass(frozen=True, slots=True)
class PageData:
    """What a page says of its main text; what it does not say is None. `is_part` is whether it continues another page."""

    title: str | None
    author: str | None
    date: str | None
    url: str | None
    stated: int | None
    tags: tuple[str, ...]
    next: str | None
    is_part: bool


def page_data(root: Element) -> PageData:
    """Return what a page says of itself."""
    metas = _metas(root)
    article = next(_articles(root), None)
    saved = _SAVED_FROM.search(root.source, 0, _HEAD)
    url = _link(root, "canonical") or metas.get("og:url") or string(article, "url") or (saved[1] if saved else None)
    return PageData(
        title=_title(root, metas, article),
        author=_author(article) or metas.get("author") or _not_address(metas.get("article:author")) or metas.get("dc.creator"),
        date=next(filter(None, map(_time, _dates(root, metas, article))), None),
        url=url,
        stated=_stated(root, article),
        tags=tuple(meta.get("content") for meta in root.all("meta[property=article:tag]")),
        next=_next(root, url),
        is_part=_link(root, "prev") is not None,
    )


def _title(root: Element, metas: dict[str, str], article: Any) -> str | None:
    """Return the title: the heading of which the page's own has all the words, or else what the page says."""
    stated = metas.get("og:title") or string(article, "headline") or string(article, "name")
    shown = stated or root.text_of("title") or ""
    headings = [heading.text for heading in root.all("h1, h2") if heading.end - heading.start < _SMALL]
    inside = [heading for heading in headings if heading and heading.lower() in shown.lower()]
    return stated or max(inside, key=len, default=None) or shown or next(iter(headings), None)


def _metas(root: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in root.all("meta[content]"):
        name = (meta.get("property") or meta.get("name")).lower()
        found.setdefault(name, " ".join(meta.get("content").split()))
    return {name: content for name, content in found.items() if content}


def _articles(root: Element) -> Iterator[dict[str, Any]]:
    """Yield the schema.org objects of the page that are texts."""
    for script in root.all("script[type*=ld+json]"):
        text = "".join(root.source[node.start : node.end] for node in script.children if isinstance(node, Words))
        try:
            found = json.loads(text) if len(text) < _LARGEST_DATA else None
        except (ValueError, RecursionError):
            continue
        for one in [found, *objects(found), *objects(found, "@graph")]:
            main = value_at(one, "mainEntity")
            for entry in (main, one) if isinstance(main, dict) else (one,):
                kind = value_at(entry, "@type")
                kinds = kind if isinstance(kind, list) else [kind]
                if isinstance(entry, dict) and any(isinstance(name, str) and _ARTICLES.fullmatch(name) for name in kinds):
                    yield entry


def _author(article: Any) -> str | None:
    author = value_at(article, "author")
    author = author[0] if isinstance(author, list) and author else author
    return author if isinstance(author, str) else string(author, "name")


def _not_address(text: str | None) -> str | None:
    return text if text and "://" not in text else None


def _dates(root: Element, metas: dict[str, str], article: Any) -> Iterator[str | None]:
    yield string(article, "datePublished") or string(article, "dateCreated")
    yield metas.get("article:published_time") or metas.get("dc.date") or metas.get("date")
    for element in root.all("[itemprop=datePublished], time[pubdate]"):
        yield element.get("datetime") or element.get("content") or element.text


def _time(text: str | None) -> str | None:
    return iso_time(text) or written_time(text)


def _link(root: Element, rel: str) -> str | None:
    found = root.first(f"link[rel={rel}], a[rel={rel}]")
    return (found.get("href") or None) if found else None


def _next(root: Element, url: str | None) -> str | None:
    found = _link(root, "next")
    try:
        return urljoin(url or "", found) if found else None
    except ValueError:
        return None


def _stated(root: Element, article: Any) -> int | None:
    """Return how many comments the page says it has."""
    stated = whole(article, "commentCount")
    if stated is not None:
        return stated
    for element in root.all("h1, h2, h3, h4, h5, a[href*=#comment], [class*=comment-count], [class*=comments-title]"):
        match = _COUNT.match(element.text) if element.end - element.start < _SMALL else None
        if match:
            number = match[1] or match[2]
            return number_in(number) or 0
    return None
