"""Substack: a post and its comments as two files of JSON, and a saved page.

A comment's body is plain text, one paragraph a line. The site publishes no description of its interface; the fields are those that
clients of it know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from argmap.model import POST, BlockKind, Note, Reaction, StyleKind
from argmap.read._file import File
from argmap.read._html import Element, parse_html
from argmap.read._html_blocks import html_blocks
from argmap.read._inline import Inline, Piece, Styled
from argmap.read._layout import Draft
from argmap.read._located import Located, objects, string, value_at, whole, within
from argmap.read._page import Found, Page
from argmap.read._reader import Reader
from argmap.read._times import iso_time
from argmap.read._words import number_in, word_set

__all__ = ["READERS"]

_URL = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?'’”)\]]")
_QUOTE = re.compile(r"[ \t]*((?:>[ \t]*)+)")
_CHROME = word_set(
    """subscription-widget subscription-widget-wrap subscribe-widget button-wrapper captioned-button-wrap header-anchor-parent
    header-anchor-widget image-link-expand poll-embed paywall paywall-jump"""
)
_PAID = "the post is for paying readers; the file may hold only its beginning"


def _post(file: File) -> dict[str, Any] | None:
    """Return the post in a file: the answer itself, or what it has under `post`."""
    for found in (file.json, value_at(file.json, "post")):
        if isinstance(found, dict) and {"body_html", "post_date"} <= found.keys():
            return found
    return None


def _read_post(file: File) -> Page:
    post = _post(file) or {}
    names = [name for one in objects(post, "publishedBylines") if (name := string(one, "name"))]
    body = string(post, "body_html")
    text = string(post, "truncated_body_text")
    page = Page(
        file.text,
        file.name,
        "substack",
        title=string(post, "title"),
        author=names[0] if names else None,
        coauthors=tuple(names[1:]),
        author_id=string(post, "publishedBylines", 0, "handle"),
        date=iso_time(string(post, "post_date")),
        url=string(post, "canonical_url"),
        reactions=_reactions(post),
        tags=tuple(name for tag in objects(post, "postTags") if (name := string(tag, "name"))),
        stated=whole(post, "comment_count"),
    )
    page.drafts = _lines(string(post, "subtitle")) + (
        html_blocks(parse_html(body), POST, within=within(body), skip=_is_chrome) if body else _lines(text)
    )
    if string(post, "audience") in ("only_paid", "founding"):
        page.notes.append(Note("paywalled", _PAID))
    return page


def _is_comments(file: File) -> bool:
    comments = objects(file.json, "comments")
    return bool(comments) and all({"id", "body", "date"} <= one.keys() and not one.keys().isdisjoint(_TREE) for one in comments)


_TREE = ("ancestor_path", "children", "children_count")


def _read_comments(file: File) -> Page:
    page = Page(file.text, file.name, "substack-comments")
    folded = 0
    stack = [(one, POST) for one in reversed(objects(file.json, "comments"))]
    while stack:
        one, parent = stack.pop()
        id = str(one.get("id"))
        children = objects(one, "children")
        folded += not children and (whole(one, "children_count") or 0) > 0
        page.comments.append(_comment(one, id, parent if parent != POST else _above(one)))
        stack += [(child, id) for child in reversed(children)]
    if folded:
        page.notes.append(Note("more-stub", f"the answers to {folded} of the comments are not in the file"))
    return page


def _above(comment: dict[str, Any]) -> str:
    """Return what a comment answers that stands in no other: its path of ids says, if the list is flat."""
    path = string(comment, "ancestor_path") or ""
    return path.rpartition(".")[2] or POST


def _comment(one: dict[str, Any], id: str, parent: str) -> Found:
    deleted = one.get("deleted") is True or string(one, "status") in ("deleted", "moderator_removed")
    user = one.get("user_id")
    return Found(
        id,
        parent,
        _lines(string(one, "body")),
        author=string(one, "name"),
        author_id=string(one, "handle") or (str(user) if isinstance(user, int) else None),
        date=iso_time(string(one, "date")),
        edited=iso_time(string(one, "edited_at")),
        states=("deleted",) if deleted else (),
        reactions=_reactions(one),
    )


def _reactions(value: dict[str, Any]) -> tuple[Reaction, ...]:
    found = value_at(value, "reactions")
    kinds = found.items() if isinstance(found, dict) else ()
    return tuple(Reaction(str(name), count) for name in dict(kinds) if (count := whole(found, name)))


def _lines(text: str | None) -> list[Draft]:
    """Return the paragraphs of plain text: its lines, those with `>` in front as quotations, with their addresses as links."""
    return [_line(text, match.span()) for match in re.finditer(r"[^\n\r]*\S[^\n\r]*", text)] if text else []


def _line(text: str, place: tuple[int, int]) -> Draft:
    start, end = place
    marks = _QUOTE.match(text, start, end)
    if marks and marks.end() < end:
        start = marks.end()
    else:
        marks = None
    words = text[start:end]
    links = (Styled(match.start(), match.end(), StyleKind.LINK, match[0]) for match in _URL.finditer(words))
    at = start if isinstance(text, Located) else None
    inline = Inline((Piece(words, at),), tuple(links), ())
    prefix = "> " * marks[1].count(">") if marks else ""
    kind = BlockKind.BLOCKQUOTE if marks else BlockKind.PARAGRAPH
    return Draft(kind, POST, [], prefix, inline=inline, within=within(text) if at is not None else None)


def _is_chrome(element: Element) -> bool:
    return not _CHROME.isdisjoint(element.classes)


def _is_page(file: File) -> bool:
    marked = "substack" in file.text and ("available-content" in file.text or "body markup" in file.text)
    return marked and file.html is not None and file.html.first("div.available-content, div.body.markup") is not None


def _read_page(file: File) -> Page:
    root = file.root
    subtitle = root.first("h3.subtitle, h2.subtitle")
    body = root.first("div.body.markup") or root.first("div.available-content")
    page = Page(
        file.text,
        file.name,
        "substack-page",
        title=root.text_of("h1.post-title") or _meta(root, "og:title"),
        author=_meta(root, "author"),
        date=iso_time(_meta(root, "article:published_time")),
        url=_link(root),
        drafts=[*(html_blocks(subtitle, POST) if subtitle else []), *(html_blocks(body, POST, skip=_is_chrome) if body else [])],
        stated=number_in(root.text_of(".post-ufi-comment-button")),
        comments=list(_comments(root)),
    )
    if root.first(".paywall, [data-testid=paywall]") is not None:
        page.notes.append(Note("paywalled", _PAID))
    if page.stated and not page.comments:
        page.notes.append(Note("comments-absent", f"the page states {page.stated} comments and holds none: its script loads them"))
    return page


def _comments(root: Element) -> Iterator[Found]:
    ids: dict[Element, str] = {}
    for number, comment in enumerate(root.all("div.comment"), 1):
        body = comment.first("div.comment-body", outside="div.comment")
        if body is None:
            continue
        stamp = comment.first("a.comment-timestamp, a[href*=/comment/]", outside="div.comment")
        address = stamp.get("href") if stamp else ""
        anchor = comment.first(".comment-anchor[id^=comment-]", outside="div.comment")
        known = re.search(r"comment[-/](\d+)", address) or re.search(r"comment-(\d+)", anchor.get("id") if anchor else "")
        ids[comment] = known[1] if known else f"c{number}"
        time = stamp.first("time[datetime]") if stamp else None
        date = iso_time(time.get("datetime")) if time else None
        edited = comment.text_of(".edited-indicator", outside="div.comment")
        yield Found(
            ids[comment],
            next((ids[above] for above in comment.ancestors() if above in ids), POST),
            html_blocks(body, POST, skip=_is_chrome),
            author=comment.text_of(".commenter-name", outside="div.comment"),
            date=date,
            age=None if date or stamp is None else stamp.text or None,
            url=address or None,
            states=("edited",) if edited else (),
        )


def _meta(root: Element, name: str) -> str | None:
    found = root.first(f"meta[property={name}], meta[name={name}]")
    return (found.get("content") or None) if found else None


def _link(root: Element) -> str | None:
    found = root.first("link[rel=canonical]")
    return (found.get("href") or None) if found else None


READERS = (
    Reader("substack", lambda file: _post(file) is not None, _read_post),
    Reader("substack-comments", _is_comments, _read_comments),
    Reader("substack-page", _is_page, _read_page),
)
