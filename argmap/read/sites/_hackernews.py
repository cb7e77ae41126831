"""Hacker News: Algolia's nested JSON, the items of its own API, and its pages.

Neither API says how a comment was voted on. Paragraphs end at `<p>`, quotations are typed as `> ...` or in italics.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from argmap.model import POST, BlockKind, Note
from argmap.read._file import File
from argmap.read._html import Element, parse_html
from argmap.read._html_blocks import html_blocks
from argmap.read._inline import Inline
from argmap.read._layout import Draft
from argmap.read._linked import linked
from argmap.read._located import objects, string, value_at, whole, within
from argmap.read._page import Found, Page
from argmap.read._reader import Reader
from argmap.read._times import from_epoch, iso_time
from argmap.read._words import number_in

__all__ = ["READERS"]

_ITEM = "https://news.ycombinator.com/item?id="
_TYPED = re.compile(r"(?:>[ \xa0]?)+(?=[^\W\d_]|[\"“'‘(\[])|(?:> )+(?=[^\s>])")
"""The signs before a quotation, but not before a number: `>50% of them` is a sum."""


def _is_algolia(file: File) -> bool:
    return isinstance(file.json, dict) and {"children", "story_id", "created_at_i"} <= file.json.keys()


def _read_algolia(file: File) -> Page:
    page = Page(file.text, file.name, "hackernews", **_story(file.json, author="author", time="created_at_i", score="points"))
    stack = [(child, POST) for child in reversed(objects(file.json, "children"))]
    while stack:
        item, parent = stack.pop()
        author = string(item, "author")
        page.comments.append(_comment(item, parent, author, item.get("created_at_i"), () if author else ("deleted",)))
        stack += [(child, str(item.get("id"))) for child in reversed(objects(item, "children"))]
    return page


def _items(file: File) -> list[dict[str, Any]]:
    """Return the items of the API in a file: a list of them, one, or an object that holds a list."""
    found = file.json
    if isinstance(found, dict):
        found = [found] if "type" in found else next((value for value in found.values() if isinstance(value, list)), [])
    items = objects(found)
    return items if all({"id", "type", "time"} <= item.keys() for item in items) else []


def _read_items(file: File) -> Page:
    """Read items of the API. The story is the post; where it is not in the file, what its comments answer is missing."""
    items = _items(file)
    story = next((item for item in items if item["type"] != "comment"), None)
    page = Page(file.text, file.name, "hackernews", **(_story(story, author="by", time="time", score="score") if story else {}))
    page.stated = whole(story, "descendants")
    for item in _in_tree_order([item for item in items if item["type"] == "comment"], items):
        parent = None if item.get("parent") is None else POST if story and item["parent"] == story["id"] else str(item["parent"])
        states = ("deleted",) if item.get("deleted") else ("collapsed",) if item.get("dead") else ()
        page.comments.append(_comment(item, parent, string(item, "by"), item["time"], states))
    return page


def _in_tree_order(comments: Sequence[dict[str, Any]], items: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield comments as the page shows them: each behind what it answers, in the order of its parent's `kids`."""
    by_id = {str(item["id"]): item for item in comments}
    kids = {str(item["id"]): _kids(item) for item in items}
    stack = [str(item["id"]) for item in reversed(items) if str(item["id"]) not in by_id or str(item.get("parent")) not in kids]
    seen: set[str] = set()
    while stack:
        id = stack.pop()
        if id in seen:
            continue
        seen.add(id)
        if id in by_id:
            yield by_id[id]
        stack += [str(kid) for kid in reversed(kids.get(id, [])) if str(kid) in by_id]
    yield from (item for id, item in by_id.items() if id not in seen)


def _kids(item: dict[str, Any]) -> list[Any]:
    kids = item.get("kids")
    return kids if isinstance(kids, list) else []


def _story(story: Any, *, author: str, time: str, score: str) -> dict[str, Any]:
    """Return the fields of a page that both APIs have, under the names that one of them gives."""
    return {
        "title": string(story, "title"),
        "author": string(story, author),
        "author_id": string(story, author),
        "date": from_epoch(value_at(story, time)),
        "url": f"{_ITEM}{value_at(story, 'id')}",
        "score": whole(story, score),
        "drafts": _words(string(story, "text")) or _linked(string(story, "title"), string(story, "url")),
    }


def _comment(item: dict[str, Any], parent: str | None, author: str | None, time: object, states: tuple[str, ...]) -> Found:
    id = str(item.get("id"))
    words = _words(string(item, "text"))
    return Found(id, parent, words, author, author, from_epoch(time), url=_ITEM + id, states=states)


def _is_page(file: File) -> bool:
    return file.html is not None and "hnuser" in file.text and (file.html.first("tr.comtr, table.fatitem") is not None)


def _read_page(file: File) -> Page:
    root = file.root
    head = root.first("table.fatitem") or root
    story = head.first("tr.athing")
    link = head.first("span.titleline") or head.first("td.title", outside="td.ind")
    anchor = link.first("a") if link else None
    title = anchor.text if anchor else None
    top = head.first("div.toptext, td.toptext")
    subtext = head.first("td.subtext, span.subline") or head
    page = Page(
        file.text,
        file.name,
        "hackernews",
        title=title,
        author=subtext.text_of("a.hnuser"),
        author_id=subtext.text_of("a.hnuser"),
        url=_ITEM + story.get("id") if story and story.get("id").isdigit() else None,
        score=number_in(subtext.text_of("span.score")),
        date=_age(subtext),
        stated=_stated(root),
        drafts=[_quoted(draft) for draft in html_blocks(top, POST)]
        if top
        else html_blocks(link, POST, skip=_is_site)
        if link
        else [],
    )
    path: list[str] = []
    for row in root.all("tr.comtr"):
        id = row.get("id")
        indent = row.first("td.ind")
        depth = _depth(indent) if indent else 0
        body = row.first("div.commtext, span.commtext")
        author = row.text_of("a.hnuser")
        del path[depth:]
        folded = "coll" in row.classes or "noshow" in row.classes
        page.comments.append(
            Found(
                id,
                path[-1] if path else POST,
                [_quoted(draft) for draft in html_blocks(body, id, skip=_is_reply)] if body else [],
                author=author,
                author_id=author,
                date=_age(row),
                age=row.text_of("span.age"),
                karma=number_in(row.text_of("span.score")),
                url=_ITEM + id,
                states=("collapsed",) if folded else () if body else ("deleted",),
            )
        )
        path.append(id)
    if page.stated and not page.comments:
        page.notes.append(Note("comments-absent", f"the page states {page.stated} comments and holds none of them"))
    return page


def _is_reply(element: Element) -> bool:
    return "reply" in element.classes


def _is_site(element: Element) -> bool:
    return "sitebit" in element.classes


def _depth(indent: Element) -> int:
    """Return how deep a comment is set in: the page says so in a number, or in the width of a blank image, 40 for each step."""
    depth = number_in(indent.get("indent"))
    if depth is None:
        image = indent.first("img")
        depth = (number_in(image.get("width") if image else None) or 0) // 40
    return max(depth, 0)


def _age(element: Element) -> str | None:
    """Return the time in a title: as ISO 8601 without a zone, and of late in seconds since 1970 too."""
    age = element.first("span.age")
    stated, _, seconds = age.get("title").partition(" ") if age else ("", "", "")
    return from_epoch(seconds) if seconds.isdigit() else iso_time(stated)


def _stated(root: Element) -> int | None:
    for link in root.all("a[href*=item?id=]"):
        if re.fullmatch(r"\d{1,9}\s+comments?", link.text):
            return number_in(link.text)
    return None


def _linked(title: str | None, url: str | None) -> list[Draft]:
    """Return the post that is nothing but a link: its title."""
    return [linked(within(title), url)] if title else []


def _words(text: str | None) -> list[Draft]:
    return [_quoted(draft) for draft in html_blocks(parse_html(text), POST, within=within(text))] if text else []


def _quoted(draft: Draft) -> Draft:
    """Make a quotation of a paragraph that is typed as one, without the signs."""
    words = draft.inline.text if draft.inline and draft.kind is BlockKind.PARAGRAPH else ""
    typed = _TYPED.match(words)
    inline = _without(draft.inline, typed.end()) if draft.inline and typed else None
    if not (typed and inline):
        return draft
    return replace(draft, kind=BlockKind.BLOCKQUOTE, prefix="> " * typed[0].count(">"), inline=inline)


def _without(inline: Inline, count: int) -> Inline | None:
    """Take off the first `count` characters; None where they end inside of what the source writes as a whole."""
    pieces = list(inline.pieces)
    left = count
    while pieces and left >= len(pieces[0].text):
        left -= len(pieces.pop(0).text)
    if left:
        first = pieces[0]
        if first.width is not None:
            return None
        pieces[0] = first._replace(text=first.text[left:], at=None if first.at is None else first.at + left)
    styles = [one._replace(start=max(0, one.start - count), end=one.end - count) for one in inline.styles if one.end > count]
    refs = [one._replace(start=max(0, one.start - count), end=one.end - count) for one in inline.refs if one.end > count]
    return Inline(tuple(pieces), tuple(styles), tuple(refs))


READERS = (
    Reader("hackernews-algolia", _is_algolia, _read_algolia),
    Reader("hackernews-items", lambda file: bool(_items(file)), _read_items),
    Reader("hackernews-page", _is_page, _read_page),
)
