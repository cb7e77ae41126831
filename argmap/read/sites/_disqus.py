"""Disqus: the answers of its API, the JSON in its frame, and the export of a site's comments as XML.

None of them holds the post, which is another page; an answer of the API is one page of comments. The fields:
https://disqus.com/api/docs/threads/listPosts/ and https://docs.disqus.com/developers/export/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from argmap.errors import error
from argmap.model import POST, Note, Place, RawMap, Run
from argmap.read._file import File
from argmap.read._html import Element, Words, parse_html, pieces_of
from argmap.read._html_blocks import html_blocks
from argmap.read._located import Within, objects, string, value_at, whole, within
from argmap.read._page import Found, Page
from argmap.read._reader import Reader
from argmap.read._times import iso_time
from argmap.read._words import listed

__all__ = ["READERS"]

# JSON


def _posts(file: File) -> list[dict[str, Any]]:
    """Return the comments of a JSON file of Disqus': `posts` in the frame's, the whole answer in the API's."""
    answer = value_at(file.json, "response")
    posts = objects(answer, "posts") if isinstance(answer, dict) else objects(file.json, "response")
    return posts if all({"id", "message", "createdAt", "author", "parent"} <= post.keys() for post in posts) else []


def _is_json(file: File) -> bool:
    empty = value_at(file.json, "response") == [] and isinstance(value_at(file.json, "cursor"), dict)
    return empty or bool(_posts(file))


def _read_json(file: File) -> Page:
    thread = value_at(file.json, "response", "thread")
    page = Page(
        file.text,
        file.name,
        "disqus",
        title=string(thread, "clean_title") or string(thread, "title"),
        url=string(thread, "link"),
        stated=whole(file.json, "cursor", "total"),
        comments=_in_tree_order([_comment(post) for post in _posts(file)]),
    )
    if value_at(file.json, "cursor", "hasNext") is True:
        page.notes.append(Note("more-stub", "Disqus has more comments than this answer holds: save the next ones as well"))
    return page


def _comment(post: dict[str, Any]) -> Found:
    id = _text(post.get("id"))
    words = string(post, "message")
    gone = post.get("isDeleted") is True
    parent = post.get("parent")
    return Found(
        id,
        POST if parent is None else _text(parent),
        html_blocks(parse_html(words), id, within=within(words)) if words and not gone else [],
        author=string(post, "author", "name"),
        author_id=string(post, "author", "username"),
        date=iso_time(string(post, "createdAt")),
        karma=whole(post, "points"),
        url=string(post, "url"),
        states=(("deleted",) if gone else ()) + (("edited",) if post.get("isEdited") is True else ()),
    )


def _text(id: object) -> str:
    return str(id) if isinstance(id, str | int) else "unknown"


def _in_tree_order(comments: Sequence[Found]) -> list[Found]:
    """Return the comments each behind what it answers, those that answer the same as the file has them."""
    held = {found.id for found in comments}
    answers: dict[str, list[Found]] = {}
    for found in comments:
        answers.setdefault(found.parent if found.parent in held else POST, []).append(found)
    ordered: list[Found] = []
    seen: set[int] = set()
    stack = answers.get(POST, [])[::-1]
    while stack:
        found = stack.pop()
        if id(found) not in seen:
            seen.add(id(found))
            ordered.append(found)
            stack += reversed(answers.get(found.id, []))
    return ordered + [found for found in comments if id(found) not in seen]


# XML


def _is_export(file: File) -> bool:
    return re.match(r"\s*(?:<\?xml[^>]*>)?\s*<disqus\b", file.text) is not None


def _read_export(file: File) -> Page:
    """Read the export of a site, if only one of its pages has comments; raises ArgmapError where more have."""
    root = parse_html(file.text, xml=True)
    posts = [element for element in root.all("post") if element.get("dsq:id")]
    threads = {element.get("dsq:id"): element for element in root.all("thread", outside="post") if element.get("dsq:id")}
    about = list(dict.fromkeys(id for post in posts if (id := _reference(post, "thread"))))
    if len(about) > 1:
        names = [_field(threads[id], "title") or _link(threads[id]) or id if id in threads else id for id in about]
        raise error("several-threads", Place(file.name), count=str(len(about)), names=listed(names))
    thread = threads.get(about[0]) if about else next(iter(threads.values()), None)
    wanted = [post for post in posts if _field(post, "isspam") != "true"]
    spam = len(posts) - len(wanted)
    page = Page(file.text, file.name, "disqus-export")
    page.title = _field(thread, "title") if thread else None
    page.url = _link(thread) if thread else None
    page.comments = _in_tree_order([_exported(post) for post in wanted])
    if spam:
        page.notes.append(Note("dropped-spam", f"{spam} comments that the site took for spam are left out"))
    return page


def _exported(post: Element) -> Found:
    id = post.get("dsq:id")
    gone = _field(post, "isdeleted") == "true"
    message = next(_children(post, "message"), None)
    words = _inside(message) if message else None
    author = next(_children(post, "author"), None)
    return Found(
        id,
        _reference(post, "parent") or POST,
        html_blocks(parse_html(words.text), id, within=words) if words and not gone else [],
        author=_field(author, "name") if author else None,
        author_id=_field(author, "username") if author else None,
        date=iso_time(_field(post, "createdat")),
        states=("deleted",) if gone else (),
    )


def _children(element: Element, tag: str) -> Iterator[Element]:
    return (child for child in element.children if isinstance(child, Element) and child.tag == tag)


def _reference(post: Element, tag: str) -> str | None:
    return next((child.get("dsq:id") for child in _children(post, tag) if child.get("dsq:id")), None)


def _field(element: Element, tag: str) -> str | None:
    found = next(_children(element, tag), None)
    words = found.text if found else ""
    return re.sub(r"^<!\[CDATA\[(.*)\]\]>$", r"\1", words, flags=re.DOTALL).strip() or None


def _link(thread: Element) -> str | None:
    """Return the address of the page. To the HTML parser `link` is an empty element, whose text stands behind it."""
    match = re.search(r"<link>\s*(?:<!\[CDATA\[)?\s*([^<\]\s]+)", thread.source[thread.start : thread.end])
    return match[1].replace("&amp;", "&") if match else None


def _inside(element: Element) -> Within:
    """Return the text of an element, whole, with its places in the file."""
    pieces = [piece for node in element.children if isinstance(node, Words) for piece in pieces_of(element.source, node)]
    runs: list[Run] = []
    length = 0
    for piece in pieces:
        if piece.at is not None:
            runs.append(Run(length, piece.at, len(piece.text), piece.width))
        length += len(piece.text)
    return Within("".join(piece.text for piece in pieces), RawMap(tuple(runs)))


READERS = (
    Reader("disqus", _is_json, _read_json),
    Reader("disqus-export", _is_export, _read_export),
)
