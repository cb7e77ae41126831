"""GreaterWrong: another face of LessWrong and the EA Forum, whose pages are whole without scripts.

What it writes: https://github.com/kronusaturn/lw2-viewer/tree/master/src/data-viewers.
"""

from __future__ import annotations

import re

from argmap.model import POST, Note, Reaction
from argmap.read._file import File
from argmap.read._html import Element
from argmap.read._html_blocks import html_blocks
from argmap.read._page import Found, Page
from argmap.read._reader import Reader
from argmap.read._times import from_epoch, written_time
from argmap.read._words import number_in

__all__ = ["READERS"]

_ITEM = "li.comment-item"
_NESTED = ".comment-thread"
_RATIO = re.compile(r"(\d{1,9})\s*[:\u2236]\s*(\d{1,9})")


def _is_greaterwrong(file: File) -> bool:
    if file.html is None or not ("comment-item" in file.text or "post-meta" in file.text):
        return False
    if file.html.first("ul.comment-thread") is not None and file.html.first("li.comment-item[id^=comment-]") is not None:
        return True
    return file.html.first("main.post") is not None and file.html.first("h1.post-title") is not None


def _read_greaterwrong(file: File) -> Page:
    root = file.root
    page = Page(file.text, file.name, "greaterwrong")
    post = root.first("main.post")
    if post:
        _take_post(page, post)
    forum = 0
    for item in root.all(_ITEM):
        if item.get("id").startswith("comment-"):
            page.comments.append(_comment(item))
            forum += item.first(".alignment-forum", outside=_NESTED) is not None
    if forum:
        page.notes.append(Note("alignment-forum", f"{forum} of the comments are on the Alignment Forum as well"))
    if page.stated and not page.comments:
        page.notes.append(Note("comments-absent", f"the page states {page.stated} comments and holds none of them"))
    return page


def _take_post(page: Page, post: Element) -> None:
    title = post.first("h1.post-title")
    meta = post.first(".post-meta") or post
    authors = [name for element in meta.all(".author") if (name := _name(element))]
    author = meta.first("a.author")
    body = post.first(".post-body")
    original = meta.first("a.lw2-link")
    count = meta.text_of("a.comment-count")
    page.title = title.text.removeprefix("[Question]").strip() if title else None
    page.author = authors[0] if authors else None
    page.coauthors = tuple(authors[1:])
    page.author_id = author.get("data-userid") or None if author else None
    page.date = _date(meta)
    page.url = original.get("href") if original else None
    page.score, _ = _votes(meta, ".karma")
    page.agreement, page.reactions = _votes(meta, ".agreement")
    page.tags = tuple(tag.text for tags in meta.all("#tags") for tag in tags.all("a"))
    page.stated = number_in(count)
    page.drafts = html_blocks(body, POST, skip=_is_contents) if body else []


def _is_contents(element: Element) -> bool:
    return element.tag == "nav"


def _comment(item: Element) -> Found:
    id = item.get("id").removeprefix("comment-")
    box = item.first(".comment", outside=_NESTED) or item
    meta = box.first(".comment-meta", outside=_NESTED) or box
    body = box.first(".comment-body", outside=_NESTED)
    author = meta.first(".author")
    original = meta.first("a.lw2-link")
    permalink = meta.first("a.permalink")
    gone = "deleted-comment" in box.classes
    parent = _parent(item, meta)
    karma, _ = _votes(meta, ".karma")
    agreement, reactions = _votes(meta, ".agreement")
    states = ["deleted"] if gone else []
    if "retracted" in box.classes:
        states.append("retracted")
    if parent == POST and permalink and "/answer/" in permalink.get("href"):
        states.append("answer")
    return Found(
        id,
        parent,
        html_blocks(body, id) if body and not gone else [],
        author=_name(author) if author else None,
        author_id=author.get("data-userid") or None if author else None,
        date=_date(meta),
        karma=karma,
        agreement=agreement,
        url=(original or permalink or meta).get("href") or None,
        states=tuple(states),
        reactions=reactions,
    )


def _name(author: Element) -> str | None:
    return None if author.text == "[deleted]" else author.text or author.get("data-full-name") or None


def _parent(item: Element, meta: Element) -> str:
    """Return what the comment's link to its parent says; in the tree such a link may be missing, and the nesting says it."""
    link = meta.first("a.comment-parent-link")
    if link and link.get("href"):
        return link.get("href").rpartition("#")[2].removeprefix("comment-")
    around = next((element for element in item.ancestors() if "comment-item" in element.classes), None)
    return around.get("id").removeprefix("comment-") if around else POST


def _date(meta: Element) -> str | None:
    element = meta.first("[data-js-date]")
    if element is None:
        return None
    thousandths = element.get("data-js-date")
    return from_epoch(int(thousandths) // 1000) if re.fullmatch(r"-?\d{1,16}", thousandths) else written_time(element.text)


def _votes(meta: Element, axis: str) -> tuple[int | None, tuple[Reaction, ...]]:
    """Return the sum of the votes on one axis; the EA Forum has two counts instead, for and against."""
    control = meta.first(axis)
    words = control.text_of(".karma-value") if control else None
    ratio = _RATIO.search(words or "")
    if ratio:
        return None, tuple(
            Reaction(name, int(count)) for name, count in zip(("agree", "disagree"), ratio.groups(), strict=True) if int(count)
        )
    return number_in(re.sub(r"^[^-\u2212\d]+", "", words or "")), ()  # two numbers may be told apart by the site's name


READERS = (Reader("greaterwrong", _is_greaterwrong, _read_greaterwrong),)
