"""GitHub's JSON: issues, pull requests and discussions by its REST and GraphQL APIs and by `gh issue view --json`.

An issue and the list of its comments are two answers of the REST API, and are read together. Comments are a flat list; those on a
line of code and those of discussions answer one another, one level deep. Reactions have the names that REST gives them. The
fields: https://docs.github.com/en/rest/issues/comments, https://docs.github.com/en/graphql/guides/using-the-graphql-api-for-discussions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from argmap.model import POST, Note, Reaction
from argmap.read._blocks import markdown_drafts
from argmap.read._file import File
from argmap.read._html import parse_html
from argmap.read._html_blocks import html_blocks
from argmap.read._layout import Draft
from argmap.read._linked import linked
from argmap.read._located import objects, string, value_at, whole, within
from argmap.read._page import Found, Page, Stub, tree_order
from argmap.read._reader import Reader
from argmap.read._times import iso_time

__all__ = ["ANCHOR", "EMOJI", "READERS"]

ANCHOR = re.compile(r"(?:issuecomment-|discussioncomment-|discussion_r|pullrequestreview-)\d+")
"""What an address names a comment by, and the comment's element on a page."""

EMOJI = {"👍": "+1", "👎": "-1", "😄": "laugh", "🎉": "hooray", "😕": "confused", "❤": "heart", "🚀": "rocket", "👀": "eyes"}
_CONTENT = {"THUMBS_UP": "+1", "THUMBS_DOWN": "-1"}
_GRAPHQL = ("issue", "discussion", "pullRequest", "node")


def _subject(found: Any) -> dict[str, Any] | None:
    """Return the issue, pull request or discussion in a file: something with a title, a number and an author."""
    repository = value_at(found, "data", "repository") or value_at(found, "repository") or value_at(found, "data")
    inside = [value_at(repository, key) for key in _GRAPHQL]
    for subject in (found, *inside, value_at(found, "issue"), value_at(found, "discussion")):
        if isinstance(subject, dict) and string(subject, "title") is not None and ("body" in subject or "bodyHTML" in subject):
            return subject if _login(subject) is not None or "comments_url" in subject or "comments" in subject else None
    return None


def _is_github(file: File) -> bool:
    subject = _subject(file.json)
    if subject is None:
        comments = objects(file.json)
        return bool(comments) and any(map(_is_comment, comments)) and all(_is_comment(one) or "event" in one for one in comments)
    urls = (string(subject, key) or "" for key in ("html_url", "url", "comments_url"))
    if any(re.search(r"/(?:issues|pull|pulls|discussions)/\d+", url) for url in urls):
        return True
    comments = value_at(subject, "comments")
    return isinstance(value_at(comments, "nodes"), list) or any("authorAssociation" in one for one in objects(comments))


def _is_comment(item: dict[str, Any]) -> bool:
    address = string(item, "html_url") or string(item, "url") or ""
    named = {"issue_url", "pull_request_review_id", "pull_request_url"} & item.keys()
    return string(item, "body") is not None and (bool(named) or re.search(rf"#{ANCHOR.pattern}\Z", address) is not None)


def _read(file: File) -> Page:
    page = Page(file.text, file.name, "github")
    subject = _subject(file.json)
    if subject is None:
        _take_comments(page, objects(file.json))
    else:
        _take_subject(page, subject)
        held = subject.get("comments")
        listed = held if isinstance(held, list) else value_at(file.json, "comments")
        _take_comments(page, objects(listed) if isinstance(listed, list) else _nodes(page, POST, held))
        for key in ("reviews", "timelineItems"):
            _take_comments(page, objects(subject, key) or objects(subject, key, "nodes"))
    page.comments = tree_order(page.comments)
    return page


def _nodes(page: Page, parent: str, connection: Any) -> list[dict[str, Any]]:
    """Return what one page of a GraphQL list holds, and note how much it does not."""
    nodes = objects(connection, "nodes") or [
        edge["node"] for edge in objects(connection, "edges") if isinstance(edge.get("node"), dict)
    ]
    total = whole(connection, "totalCount")
    if total is not None and total > len(nodes):
        page.stubs.append(Stub(parent, total - len(nodes)))
    return nodes


def _take_subject(page: Page, subject: dict[str, Any]) -> None:
    page.title = string(subject, "title")
    page.author = _login(subject)
    page.author_id = page.author
    page.date = iso_time(_either(subject, "created_at", "createdAt"))
    page.url = string(subject, "html_url") or string(subject, "url")
    page.score = whole(subject, "upvoteCount")
    page.drafts = _words(subject) or ([linked(within(page.title))] if page.title else [])
    page.reactions = _reactions(subject)
    labels = objects(subject, "labels") or objects(subject, "labels", "nodes")
    page.tags = tuple(name for label in labels if (name := string(label, "name")))
    page.stated = whole(subject, "comments")
    if page.stated is not None:
        page.stated += whole(subject, "review_comments") or 0
    elif (total := whole(subject, "comments", "totalCount")) is not None:
        page.stated = total + sum(
            whole(node, "replies", "totalCount") or len(objects(node, "replies", "nodes"))
            for node in objects(subject, "comments", "nodes")
        )


def _take_comments(page: Page, items: Sequence[dict[str, Any]]) -> None:
    """Take comments, and from a timeline only those: that somebody closed or labelled the issue is no word of the debate."""
    events = 0
    stack = [(item, POST) for item in reversed(items)]
    while stack:
        item, parent = stack.pop()
        kind = item.get("event") or item.get("__typename") or "commented"
        spoken = kind in ("commented", "reviewed") or str(kind).endswith(("Comment", "Review"))
        if not spoken or ("state" in item and not string(item, "body")):  # a review can say nothing but that it approves
            events += 1
            continue
        found = _comment(item, parent)
        page.comments.append(found)
        if "replies" in item:
            stack += [(reply, found.id) for reply in reversed(_nodes(page, found.id, item["replies"]))]
    if events:
        page.notes.append(Note("dropped-event", f"{events} entries without words say what was done: closed, labelled, assigned"))


def _comment(item: dict[str, Any], parent: str) -> Found:
    answered = whole(item, "in_reply_to_id")
    if answered is not None:
        parent = f"discussion_r{answered}"
    above = value_at(item, "replyTo")
    if isinstance(above, dict):
        parent = _id(above)
    created = iso_time(_either(item, "created_at", "createdAt", "submitted_at", "submittedAt"))
    # A comment of the REST API is changed by nothing but an edit; GraphQL says when it was.
    edited = iso_time(_either(item, "lastEditedAt", "updated_at"))
    states = {
        "accepted": item.get("isAnswer") is True,
        "answer": item.get("isAnswer") is True,
        "collapsed": item.get("isMinimized") is True or bool(item.get("minimized")),
        "edited": item.get("includesCreatedEdit") is True,
    }
    return Found(
        _id(item),
        parent,
        _words(item),
        author=_login(item),
        author_id=_login(item),
        date=created,
        karma=whole(item, "upvoteCount"),
        url=string(item, "html_url") or string(item, "url"),
        edited=edited if edited != created else None,
        states=tuple(state for state, holds in states.items() if holds),
        reactions=_reactions(item),
    )


def _id(item: dict[str, Any]) -> str:
    """Return the id of a comment as its page has it, if its address says so."""
    for key in ("html_url", "url"):
        address = (string(item, key) or "").rpartition("#")[2]
        if ANCHOR.fullmatch(address):
            return address
    return str(item.get("id") if item.get("id") is not None else item.get("databaseId"))


def _login(item: dict[str, Any]) -> str | None:
    """Return the name of who wrote something; None for an account that is gone."""
    return string(item, "user", "login") or string(item, "author", "login") or string(item, "actor", "login")


def _either(item: dict[str, Any], *keys: str) -> str | None:
    return next((text for key in keys if (text := string(item, key))), None)


def _reactions(item: dict[str, Any]) -> tuple[Reaction, ...]:
    """Return the reactions, of which REST has an object with a count for each, and GraphQL a list of groups."""
    rest = item.get("reactions")
    counted = list(rest.items()) if isinstance(rest, dict) and "total_count" in rest else []
    for group in objects(item, "reactionGroups"):
        name = string(group, "content") or ""
        total = whole(group, "users", "totalCount") or whole(group, "reactors", "totalCount")
        counted.append((_CONTENT.get(name, name.lower()), total))
    known = EMOJI.values()
    return tuple(Reaction(name, count) for name, count in counted if name in known and isinstance(count, int) and count > 0)


def _words(item: dict[str, Any]) -> list[Draft]:
    body = string(item, "body")
    if body is not None:
        return markdown_drafts(within(body), POST, breaks=True)
    html = _either(item, "bodyHTML", "body_html")
    return html_blocks(parse_html(html), POST, within=within(html)) if html else []


READERS = (Reader("github", _is_github, _read),)
