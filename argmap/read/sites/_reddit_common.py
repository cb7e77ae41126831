"""What all of Reddit's pages have in common: names, scores and times as they write them, and the words of a post."""

from __future__ import annotations

from typing import Any

from argmap.model import POST, Note
from argmap.read._html import Element
from argmap.read._html_blocks import html_blocks
from argmap.read._layout import Draft
from argmap.read._linked import linked
from argmap.read._located import placed
from argmap.read._page import Page
from argmap.read._times import from_epoch
from argmap.read.sites._reddit import GONE, award_deltas, site_url

__all__ = ["finished", "from_milliseconds", "html_words", "name_of", "post_words", "tags_of"]


def post_words(title: str | None, url: str | None, words: list[Draft], raw: str = "") -> list[Draft]:
    """Return the words of a post: its own, and its title if it leads elsewhere or there are no others; `raw` is the page."""
    if words and not url:
        return words
    return ([linked(placed(title, raw), site_url(url))] if title else []) + words


def html_words(body: Element | None) -> list[Draft]:
    return html_blocks(body, POST) if body is not None and not GONE.fullmatch(body.text) else []


def finished(page: Page) -> Page:
    """Return a page with deltas where the bot confirms them, and ids for comments without one: what answers those is unknown.

    A page that loads its comments later is said to hold none.
    """
    for number, found in enumerate(page.comments, 1):
        found.id = found.id or f"unnamed-{number}"
        found.parent = found.parent or None
    if page.stated and not page.comments:
        page.notes.append(Note("comments-absent", f"the page states {page.stated} comments and holds none of them"))
    texts = {found.id: " ".join(draft.inline.text for draft in found.drafts if draft.inline) for found in page.comments}
    award_deltas(page.comments, lambda found: texts.get(found.id))
    return page


def name_of(author: str | None) -> str | None:
    return None if author in ("", "[deleted]", "[removed]") else author


def tags_of(community: str | None, *labels: str | None) -> tuple[str, ...]:
    """Return a community, as `r/name`, and the labels of a post as its tags."""
    named = f"r/{community.removeprefix('r/')}" if community else None
    return tuple(dict.fromkeys(name for name in (named, *labels) if name))


def from_milliseconds(value: Any) -> str | None:
    digits = str(value)
    return from_epoch(digits[:-3]) if digits.isdecimal() and len(digits) > 11 else from_epoch(digits)
