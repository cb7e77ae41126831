"""Reddit's pages of React (2018 to 2024).

A script holds all that the page knows as JSON, more than it shows, with the times that it shows as ages. Browsers that save a page
without its scripts keep what it shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from argmap.model import POST
from argmap.read._blocks import markdown_drafts
from argmap.read._file import File
from argmap.read._html import Element
from argmap.read._layout import Draft
from argmap.read._located import load_json, string, value_at, whole, within
from argmap.read._page import Found, Page, Stub
from argmap.read._reader import Reader
from argmap.read._times import from_epoch
from argmap.read._words import number_in
from argmap.read.sites._reddit import GONE, site_url
from argmap.read.sites._reddit_common import finished, from_milliseconds, html_words, name_of, post_words, tags_of
from argmap.read.sites._reddit_richtext import rich_blocks

__all__ = ["READERS"]

_STATE = re.compile(r"window\.___r\s*=\s*(?=\{)")
_COMMENT = "div[id^=t1_]"
_LEVEL = re.compile(r"level (\d{1,4})")
_POINTS = re.compile(r"([-\d.,k]+) points?")


def _state(file: File) -> Any:
    """Return the JSON that a page of React holds in a script."""
    found = _STATE.search(file.text)
    if found is None:
        return None
    try:
        return load_json(file.text, found.end())
    except (ValueError, RecursionError):
        return None


def _is_react(file: File) -> bool:
    if file.html is None:
        return False
    return ("___r" in file.text and bool(_post_model(_state(file)))) or _shown_post(file.html) is not None


def _post_model(state: Any) -> dict[str, Any]:
    """Return the post whose comments a state holds."""
    posts = value_at(state, "posts", "models")
    comments = value_at(state, "comments", "models")
    asked = next((string(one, "postId") for one in comments.values()), None) if isinstance(comments, dict) and comments else None
    keys = value_at(state, "commentsPage", "keyToPostId")
    asked = asked or next((id for id in keys.values() if isinstance(id, str)), None) if isinstance(keys, dict) else asked
    found = posts.get(asked) if isinstance(posts, dict) and asked else None
    return found if isinstance(found, dict) and string(found, "title") else {}


def _read_react(file: File) -> Page:
    state = _state(file)
    post = _post_model(state)
    return _read_state(file, state, post) if post else _read_shown(file)


def _read_state(file: File, state: Any, post: dict[str, Any]) -> Page:
    title = string(post, "title") or ""
    page = Page(
        file.text,
        file.name,
        "reddit-react",
        title=title,
        author=name_of(string(post, "author")),
        date=from_milliseconds(post.get("created")),
        url=site_url(string(post, "permalink")),
        score=None if post.get("isScoreHidden") is True else whole(post, "score"),
        stated=whole(post, "numComments"),
    )
    place = string(post, "subreddit", "name") or next(iter(re.findall(r"/(r/[^/]+)/", page.url or "")), None)
    page.tags = tags_of(place, *(string(flair, "text") for flair in value_at(post, "flair") or [] if isinstance(flair, dict)))
    page.drafts = post_words(title, string(post, "source", "url"), _own_words(post))
    models = value_at(state, "comments", "models")
    for id in _in_order(state, models if isinstance(models, dict) else {}):
        page.comments.append(_react_comment(id, models[id]))
    for key in ("moreComments", "continueThreads"):
        left = value_at(state, key, "models")
        for one in left.values() if isinstance(left, dict) else ():
            parent = string(one, "parentId") or POST
            page.stubs.append(
                Stub(POST if parent.startswith("t3_") else parent, whole(one, "numComments") or whole(one, "count") or 0)
            )
    return finished(page)


def _in_order(state: Any, models: dict[str, Any]) -> Iterator[str]:
    """Yield the ids of comments in the order of the page, which is a chain through those and the links to others."""
    heads = value_at(state, "commentsPage", "keyToHeadCommentId")
    key, at = next(iter(heads.items()), ("", None)) if isinstance(heads, dict) else ("", None)
    seen: set[str] = set()
    while isinstance(at, str) and at not in seen:
        seen.add(at)
        if isinstance(models.get(at), dict):
            yield at
        at = string(state, "commentsPage", "keyToCommentThreadLinkSets", key, at, "next", "id")
    yield from (id for id, model in models.items() if id not in seen and isinstance(model, dict))


def _react_comment(id: str, model: dict[str, Any]) -> Found:
    parent = string(model, "parentId")
    gone = model.get("isDeleted") is True
    words = _own_words(model)
    shown = "".join(draft.inline.text for draft in words if draft.inline)
    gone = gone or GONE.fullmatch(shown) is not None
    return Found(
        id,
        parent if parent and not parent.startswith("t3_") else POST,
        [] if gone else words,
        author=name_of(string(model, "author")),
        date=from_epoch(model.get("created")),
        karma=None if model.get("isScoreHidden") is True else whole(model, "score"),
        url=site_url(string(model, "permalink")),
        edited=from_epoch(model.get("editedAt")) if model.get("editedAt") else None,
        states=("deleted",) if gone else ("collapsed",) if model.get("collapsed") is True else (),
    )


def _own_words(model: dict[str, Any]) -> list[Draft]:
    document = value_at(model, "media", "richtextContent", "document")
    if document is not None:
        return rich_blocks(document)
    markdown = string(model, "bodyMD") or string(model, "media", "markdownContent")
    return markdown_drafts(within(markdown), POST, html=False) if markdown else []


def _shown_post(root: Element) -> Element | None:
    """Return the post as a page shows it, if there are comments below it."""
    post = root.first("div[data-test-id=post-content]")
    return post if post is not None and root.first(_COMMENT) is not None else None


def _read_shown(file: File) -> Page:
    root = file.root
    post = _shown_post(root)
    assert post is not None  # noqa: S101 -- _is_react said so
    title = post.text_of("h1")
    made = post.first("a[id^=PostTopMeta--Created], a[data-click-id=timestamp]")
    address = made.get("href") if made else None
    place = re.search(r"/(r/[^/]+)/", address or "")
    votes = post.first("[data-click-id=upvote]")
    page = Page(
        file.text,
        file.name,
        "reddit-react",
        title=title,
        author=_shown_author(post),
        url=site_url(address),
        score=number_in(votes.parent.text) if votes and votes.parent else None,
        tags=tags_of(place[1] if place else None),
        stated=number_in(post.text_of("a[data-click-id=comments]")),
    )
    page.drafts = post_words(title, None, html_words(post.first("[data-click-id=text]")))
    path: list[str] = []
    for element in root.all(f"{_COMMENT}, a[href*=/comments/]", outside="[data-test-id=comment]"):
        if element.tag == "a":
            if path and element.text.lower() == "continue this thread":
                page.stubs.append(Stub(path[-1]))
            continue
        level = _told(element, _LEVEL)
        del path[max(int(level) - 1, 0) if level else 0 :]
        page.comments.append(_shown_comment(element, path[-1] if path else POST))
        path.append(element.get("id"))
    return finished(page)


def _shown_comment(element: Element, parent: str) -> Found:
    body = element.first("[data-test-id=comment]", outside=_COMMENT)
    made = element.first("a[id^=CommentTopMeta--Created]", outside=_COMMENT)
    gone = body is None or GONE.fullmatch(body.text) is not None
    return Found(
        element.get("id"),
        parent,
        [] if gone else html_words(body),
        author=_shown_author(element),
        age=made.text if made else None,
        karma=number_in(_told(element, _POINTS)),
        url=site_url(made.get("href")) if made else None,
        states=("deleted",) if gone else (),
    )


def _told(element: Element, pattern: re.Pattern[str]) -> str | None:
    """Return what a comment's head says in a piece of its own."""
    spans = (pattern.fullmatch(span.text) for span in element.all("span", outside=f"{_COMMENT}, [data-test-id=comment]"))
    return next((match[1] for match in spans if match), None)


def _shown_author(element: Element) -> str | None:
    links = element.all("a[href*=/user/]", outside=f"{_COMMENT}, [data-test-id=comment], [data-click-id=text]")
    return name_of(next((link.text.removeprefix("u/") for link in links if link.text), None))


READERS = (Reader("reddit-react", _is_react, _read_react),)
