"""GitHub's pages of issues, pull requests and discussions: those of React (since 2024), and those of Rails.

A comment is known by the element that its address names. In React's pages that is its header; in those of Rails it is the comment,
or an empty element in it. Replies in a discussion stand inside the comment that they answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from argmap.model import POST, Note, Reaction
from argmap.read._file import File
from argmap.read._html import Element
from argmap.read._html_blocks import html_blocks
from argmap.read._page import Found, Page
from argmap.read._reader import Reader
from argmap.read._times import iso_time
from argmap.read.sites._github import ANCHOR, EMOJI

__all__ = ["READERS"]

_TITLE = "[data-testid=issue-title], .js-issue-title, bdi.markdown-title"
_BODY = ".js-comment-body, .comment-body, div.markdown-body"
_REACT_POST = "[data-testid=issue-viewer-issue-container]"
_REACT_ITEM = "[data-wrapper-timeline-id]"
_POST_ANCHOR = re.compile(r"(?:issue|discussion|pullrequest)-\d+")
_NESTED = (
    ".js-nested-comment-container, [id^=child-comments-], .js-inline-comments-container, "
    "div.timeline-comment-group[id^=issuecomment-], div[id^=discussion_r], div[id^=pullrequestreview-]"
)
_AUTHOR = "a.author, a[data-testid=issue-body-header-author], a[data-testid=avatar-link], a[class*=AuthorLink]"
_TIME = "relative-time[datetime], time-ago[datetime], local-time[datetime], time[datetime]"
_EDITED = "[class*=LastEditedBy], .js-comment-edit-history"
_REACTION = "button.js-reaction-group-button, button.reaction-summary-item, button.social-reaction-summary-item"
_HIDDEN = re.compile(r"(\d{1,9})\s+(?:hidden|remaining|more) items?\b|Show (\d{1,9}) previous repl", re.IGNORECASE)
_NAMES = {"THUMBS_UP": "+1", "THUMBS_DOWN": "-1"}


class _Entry(NamedTuple):
    """A comment on the page: its id, the element around it, and what it answers."""

    id: str
    element: Element
    parent: str


def _is_page(file: File) -> bool:
    marked = "github" in file.text and (
        "js-comment-body" in file.text or "comment-body" in file.text or "issue-viewer" in file.text
    )
    if not marked or file.html is None or file.html.first(_TITLE) is None:
        return False
    return file.html.first(_REACT_POST) is not None or any(_POST_ANCHOR.fullmatch(one.get("id")) for one in file.html.all("[id]"))


def _read_page(file: File) -> Page:
    root = file.root
    canonical = root.first("link[rel=canonical]")
    shown = root.first("meta[property=og:url]")
    url = canonical.get("href") if canonical else shown.get("content") if shown else ""
    page = Page(file.text, file.name, "github-page", title=root.text_of(_TITLE), url=url or None, stated=_stated(root))
    page.tags = _labels(root)
    post, entries = _react(page, root) if root.first(_REACT_POST) else _rails(page, root)
    if post:
        opened = _found(_Entry(POST, post, POST), url)
        page.drafts, page.author, page.author_id, page.date = opened.drafts, opened.author, opened.author, opened.date
        page.reactions, page.score = opened.reactions, opened.karma
    if not page.drafts and (title := root.first(_TITLE)):
        page.drafts = html_blocks(title, POST)
    page.comments = [_found(entry, url) for entry in entries]
    if page.stated and not entries:
        page.notes.append(Note("comments-absent", f"the page states {page.stated} comments and holds none of them"))
    loads = (_HIDDEN.search(button.text) for button in root.all("button, form", outside=f"form, {_BODY}"))
    page.notes += [
        Note("more-stub", f"{hidden[1] or hidden[2]} entries were not loaded: “{hidden[0]}”") for hidden in loads if hidden
    ]
    return page


def _react(page: Page, root: Element) -> tuple[Element | None, list[_Entry]]:
    items = list(root.all(_REACT_ITEM))
    entries: list[_Entry] = []
    for item in items:
        header = item.first("[data-testid=comment-header][id]") or next(
            (one for one in item.all("[id]") if ANCHOR.fullmatch(one.get("id"))), None
        )
        if header is not None or item.first(".react-issue-comment"):
            entries.append(_Entry(header.get("id") if header else item.get("data-wrapper-timeline-id"), item, POST))
    _drop_events(page, len(items) - len(entries))
    return root.first(_REACT_POST), entries


def _rails(page: Page, root: Element) -> tuple[Element | None, list[_Entry]]:
    post: Element | None = None
    entries: list[_Entry] = []
    threads: dict[Element, str] = {}  # the first comment of each thread on a line of code
    taken: set[Element] = set()
    for anchor in root.all("[id]"):
        id = anchor.get("id")
        if post is None and _POST_ANCHOR.fullmatch(id):
            post = _around(anchor)
        elif ANCHOR.fullmatch(id):
            parent = POST
            block = next((one for one in anchor.ancestors() if one.get("id").startswith("child-comments-")), None)
            if block is not None:
                parent = block.get("id").removeprefix("child-comments-")
            elif id.startswith("discussion_r"):
                thread = next((one for one in anchor.ancestors() if "js-comments-holder" in one.classes), None)
                first = threads.setdefault(thread, id) if thread is not None else id
                parent = first if first != id else POST
            element = _around(anchor)
            entries.append(_Entry(id, anchor if element in taken else element, parent))
            taken.add(element)
    items = [
        item for item in root.all("div.TimelineItem, div.discussion-item", outside="div.TimelineItem") if not item.first(_BODY)
    ]
    _drop_events(page, len(items))
    # A review is an entry of its own that holds the comments on lines: it counts if it says something itself.
    return post, [
        entry for entry in entries if entry.element.first(_BODY, outside=_NESTED) or not entry.id.startswith("pullrequest")
    ]


def _around(anchor: Element) -> Element:
    """Return the element of a comment, which is the one that its address names or has that inside."""
    if anchor.first(_BODY) is not None:
        return anchor
    return next((one for one in anchor.ancestors() if "js-comment-container" in one.classes), anchor)


def _drop_events(page: Page, events: int) -> None:
    if events > 0:
        page.notes.append(Note("dropped-event", f"{events} entries without words say what was done: closed, labelled, assigned"))


def _nested(element: Element) -> str:
    """Return what in a comment's element is another comment."""
    if element.get("data-wrapper-timeline-id"):
        return _REACT_ITEM
    return f"{_NESTED}, .js-comment-container" if "js-comment-container" in element.classes else _NESTED


def _found(entry: _Entry, url: str) -> Found:
    id, element, parent = entry
    nested = _nested(element)
    body = element.first(_BODY, outside=nested)
    author = _author(element, nested)
    time = element.first(_TIME, outside=nested)
    upvote = element.first("button[id^=discussion-upvote-button]", outside=nested)
    votes = re.search(r"\d{1,9}", upvote.get("aria-label") or upvote.text) if upvote else None
    states: list[str] = []
    if element.first(".timeline-chosen-answer", outside=nested) or "timeline-child-comment-answer-border" in element.classes:
        states += ["accepted", "answer"]
    folded = element.first("div.minimized-comment, [data-testid*=minimized]", outside=nested)
    if folded and "d-none" not in folded.classes:
        states.append("collapsed")
    if any("edited" in one.text for one in element.all(_EDITED, outside=nested)):
        states.append("edited")
    return Found(
        id,
        parent,
        html_blocks(body, id, skip=_is_chrome) if body else [],
        author=author,
        author_id=author,
        date=iso_time(time.get("datetime")) if time else None,
        age=time.text if time and iso_time(time.get("datetime")) is None else None,
        karma=int(votes[0]) if votes else None,
        url=f"{url}#{id}" if url and id != POST else None,
        states=tuple(states),
        reactions=_reactions(element, nested),
    )


def _author(element: Element, nested: str) -> str | None:
    """Return the name of who wrote a comment: its link, which on some pages only its address tells from one in the words."""
    named = next((link for link in element.all(_AUTHOR, outside=nested) if link.text), None)
    if named is None:
        people = element.all("a[data-hovercard-type=user], a[data-hovercard-url^=/users/]", outside=f"{nested}, {_BODY}")
        named = next((link for link in people if link.text), None)
    return named.text if named else None


def _is_chrome(element: Element) -> bool:
    return element.tag == "clipboard-copy" or not {"zeroclipboard-container", "email-hidden-toggle"}.isdisjoint(element.classes)


def _reactions(element: Element, nested: str) -> tuple[Reaction, ...]:
    buttons = list(element.all(_REACTION, outside=nested))
    for bar in element.all("[aria-label=Reactions]", outside=nested):
        buttons += bar.all("button")
    found: dict[str, int] = {}
    for button in buttons:
        count = re.search(r"\d{1,9}", button.text)
        name = _reaction_name(button)
        if name and count:
            found.setdefault(name, int(count[0]))
    return tuple(Reaction(name, count) for name, count in found.items() if count)


def _reaction_name(button: Element) -> str | None:
    emoji = button.first("g-emoji")
    value = button.get("value").partition(" ")[0]
    named = button.get("data-reaction-content") or (emoji.get("alias") if emoji else "") or _NAMES.get(value, value.lower())
    if named in EMOJI.values():
        return named
    shown = button.text + button.get("aria-label")
    return next((name for sign, name in EMOJI.items() if sign in shown), None)


def _labels(root: Element) -> tuple[str, ...]:
    names = [link.text for box in root.all("[data-testid=issue-labels], .js-issue-labels") for link in box.all("a")]
    return tuple(dict.fromkeys(name for name in names if name))


def _stated(root: Element) -> int | None:
    """Return how many comments the page says there are, in its head or in what it tells search engines."""
    for script in root.all("script[type=application/ld+json]"):
        counted = re.search(
            r'CommentAction"\s*,\s*"userInteractionCount"\s*:\s*(\d{1,7})', script.source[script.start : script.end]
        )
        if counted:
            return int(counted[1])
    words = root.text_of("#discussion-comment-count, .gh-header-meta") or ""
    counts: Iterator[str] = (match[1] for match in re.finditer(r"(\d{1,7})\s+(?:comments?|repl(?:y|ies))\b", words))
    numbers = [int(count) for count in counts]
    return sum(numbers) if numbers else None


READERS = (Reader("github-page", _is_page, _read_page),)
