"""Discourse: a topic as JSON, further posts of it, and its pages as browsers and crawlers see them.

A topic is a flat list of numbered posts. The JSON says which post each answers; the pages do not. Quotations name the post that
they repeat. The fields: https://docs.discourse.org/#tag/Topics/operation/getTopic.
"""

from __future__ import annotations

import re
from typing import Any

from argmap.model import POST, Note, Reaction
from argmap.read._file import File
from argmap.read._html import Element, parse_html
from argmap.read._html_blocks import html_blocks
from argmap.read._layout import Draft
from argmap.read._located import objects, string, value_at, whole, within
from argmap.read._page import Found, Page
from argmap.read._reader import Reader
from argmap.read._times import from_epoch, iso_time
from argmap.read._words import number_in

__all__ = ["READERS"]

_LIKE = 2
"""What a like is among the kinds of `actions_summary`."""

_ELSEWHERE = "elsewhere"
"""The name of a quoted post that is in another topic."""


def _is_topic(file: File) -> bool:
    return isinstance(value_at(file.json, "post_stream", "posts"), list)


def _read_topic(file: File) -> Page:
    """Read a topic, or an answer that has nothing but some more posts of one."""
    topic = file.json
    posts = [post for post in objects(topic, "post_stream", "posts") if whole(post, "post_number") is not None]
    number = whole(topic, "id") or next((id for post in posts if (id := whole(post, "topic_id"))), None)
    page = Page(file.text, file.name, "discourse", title=string(topic, "title"), tags=_tags(topic))
    empty = 0
    for post in posts:
        if whole(post, "post_number") == 1:
            _take_first(page, post, number)
            continue
        found = _comment(post, number)
        if found.drafts or found.states or whole(post, "post_type") != 3:
            page.comments.append(found)
        else:
            empty += 1
    if empty:
        page.notes.append(
            Note("dropped-action", f"{empty} entries without words say that somebody closed, split or pinned the topic")
        )
    stream = value_at(topic, "post_stream", "stream")
    ids = [str(id) for id in stream if isinstance(id, int)] if isinstance(stream, list) else []
    page.held = tuple(str(post.get("id")) for post in posts)
    page.awaited = tuple(id for id in ids if id not in set(page.held))
    count = whole(topic, "posts_count")
    if count is not None:
        page.stated = max(count - 1 - (empty if count == len(ids) else 0), 0)
    return page


def _tags(topic: Any) -> tuple[str, ...]:
    """Return the tags, which are strings, or objects with a name in versions since 2025."""
    tags = value_at(topic, "tags")
    named = ((string(tag, "name") if isinstance(tag, dict) else tag) for tag in tags) if isinstance(tags, list) else ()
    return tuple(tag for tag in named if isinstance(tag, str))


def _take_first(page: Page, post: dict[str, Any], topic: int | None) -> None:
    page.drafts = _words(post, topic)
    page.author = string(post, "name") or string(post, "username")
    page.author_id = string(post, "username")
    page.date = iso_time(string(post, "created_at"))
    page.reactions = _reactions(post)


def _comment(post: dict[str, Any], topic: int | None) -> Found:
    deleted = bool(post.get("user_deleted") or post.get("deleted_at"))
    states = ("deleted",) if deleted else ("collapsed",) if post.get("hidden") or post.get("cooked_hidden") else ()
    answered = whole(post, "reply_to_post_number")
    revised = (whole(post, "version") or 1) > 1
    return Found(
        _id(post["post_number"]),
        POST if answered is None else _id(answered),
        [] if deleted else _words(post, topic),
        author=string(post, "name") or string(post, "username"),
        author_id=string(post, "username"),
        date=iso_time(string(post, "created_at")),
        edited=iso_time(string(post, "updated_at")) if revised else None,
        states=(*states, "accepted") if post.get("accepted_answer") is True else states,
        reactions=_reactions(post),
    )


def _id(number: object) -> str:
    """Return the id of a post by its number, as the pages write it; quotations and answers know no other."""
    return POST if str(number) == "1" else f"post_{number}"


def _reactions(post: dict[str, Any]) -> tuple[Reaction, ...]:
    """Return the likes of a post; where a plugin lets readers choose, each kind of reaction instead."""
    chosen = [(string(one, "id"), whole(one, "count")) for one in objects(post, "reactions")]
    likes = [("like", whole(one, "count")) for one in objects(post, "actions_summary") if one.get("id") == _LIKE]
    return tuple(Reaction(name, count) for name, count in chosen or likes if name and count)


def _words(post: dict[str, Any], topic: int | None) -> list[Draft]:
    cooked = string(post, "cooked")
    return _blocks(parse_html(cooked), topic, cooked) if cooked else []


def _blocks(root: Element, topic: int | None, value: str | None = None) -> list[Draft]:
    def quoted(element: Element) -> str | None:
        if element.tag != "aside" or "quote" not in element.classes or not element.get("data-post"):
            return None
        here = not element.get("data-topic") or element.get("data-topic") == str(topic)
        return _id(element.get("data-post")) if here else _ELSEWHERE

    return html_blocks(root, POST, within=within(value) if value is not None else None, skip=_is_chrome, quoted=quoted)


def _is_chrome(element: Element) -> bool:
    """Say whether the forum put an element into a post: who is quoted, a picture's size, what a linked page is about."""
    inside = element.parent.classes if element.parent else []
    if "onebox" in inside:
        return element.tag != "header"
    return (
        ("title" in element.classes and "quote" in inside)
        or ("meta" in element.classes and "lightbox" in inside)
        or not {"avatar", "poll-info", "cooked-selection-barrier", "site-icon"}.isdisjoint(element.classes)
    )


def _is_page(file: File) -> bool:
    marked = "crawler-post" in file.text or ("data-post-id" in file.text and "cooked" in file.text)
    return marked and file.html is not None and next(iter(_posts(file.html)), None) is not None


def _posts(root: Element) -> list[tuple[Element, Element]]:
    """Return the posts on a page, each with the element of its words: a browser's page, or one for crawlers."""
    posts = [(post, post.first("div.cooked")) for post in root.all("article[data-post-id][id^=post_]")]
    if not posts:
        posts = [(post, post.first("div.post")) for post in root.all("div.crawler-post[id^=post_]")]
    return [(post, body) for post, body in posts if body is not None]


def _read_page(file: File) -> Page:
    root = file.root
    canonical = root.first("link[rel=canonical]")
    address = canonical.get("href") if canonical else ""
    number = re.search(r"/t/(?:[^/?]+/)?(\d+)", address)
    heading = root.first("#topic-title") or root
    page = Page(
        file.text,
        file.name,
        "discourse-page",
        title=heading.text_of("a.fancy-title, h1"),
        url=address or None,
        tags=tuple(tag.text for tag in heading.all("a.discourse-tag")),
    )
    for post, body in _posts(root):
        topic = post.get("data-topic-id") or (number[1] if number else "")
        name, username = _author(post)
        date, age = _time(post)
        found = Found(
            post.get("id"),
            None,
            _blocks(body, number_in(topic)),
            author=name,
            author_id=username,
            date=date,
            age=age,
            url=f"{address}/{post.get('id')[5:]}" if address else None,
            reactions=_likes(post),
        )
        if found.id == "post_1":
            page.drafts, page.author, page.author_id, page.date = found.drafts, name, username, date
            page.reactions = found.reactions
        else:
            page.comments.append(found)
    if (following := root.first("link[rel=next], a[rel=next]")) is not None:
        page.notes.append(Note("more-stub", f"the topic goes on at {following.get('href')}: save that page too"))
    return page


def _author(post: Element) -> tuple[str | None, str | None]:
    """Return the name that a page shows, and the user's id in the address of the profile."""
    names = post.first("div.names, span.creator") or post
    link = names.first("a[href*=/u/], a[data-user-card]")
    username = link.get("data-user-card") or link.get("href").rpartition("/")[2] if link else None
    return names.text_of("span[itemprop=name]") or (link.text if link else None) or username, username


def _likes(post: Element) -> tuple[Reaction, ...]:
    shown = re.match(r"\d{1,9}", post.text_of("span.post-likes, button.like-count") or "")
    return (Reaction("like", int(shown[0])),) if shown else ()


def _time(post: Element) -> tuple[str | None, str | None]:
    """Return when a post was written: as a point in time if the page has one, and in the page's own words."""
    shown = post.first("time[datetime], span.relative-date") or post.first("span.crawler-post-infos")
    if shown is None:
        return None, None
    milliseconds = shown.get("data-time")
    date = from_epoch(milliseconds[:-3]) if milliseconds.isdecimal() else iso_time(shown.get("datetime"))
    return date, None if date else shown.text or None


READERS = (
    Reader("discourse", _is_topic, _read_topic),
    Reader("discourse-page", _is_page, _read_page),
)
