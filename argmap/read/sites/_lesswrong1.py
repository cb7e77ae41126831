"""LessWrong of 2009 to 2017, a fork of Reddit: its pages, and the sections that LessWrongEBookCreator made of them for books.

Comments nest as they answer each other; in books they stand in a row, and only the post itself is sure to be before them. The
templates of the pages: https://github.com/bellroy/lesswrong/tree/master/r2/r2/templates.

A page has each comment's time twice, as words and as a Unix time, and the two are ten hours apart: the server took its own clock
for UTC's. The words count, because the post's time is given in them alone and no comment is then older than the post.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from argmap.model import POST, Note
from argmap.read._file import File
from argmap.read._html import Element
from argmap.read._html_blocks import html_blocks
from argmap.read._page import Found, Page, Stub
from argmap.read._reader import Reader
from argmap.read._times import from_epoch, written_time
from argmap.read._words import number_in

__all__ = ["READERS"]

_SITE = "http://lesswrong.com/"
_COMMENT = "[id^=thingrow_t1_]"
_CHILDREN = "[id^=child_t1_]"


def _is_page(file: File) -> bool:
    return "thingrow_t" in file.text and file.html is not None and file.html.first("[id^=body_t1_], [id^=entry_t3_]") is not None


def _read_page(file: File) -> Page:
    root = file.root
    post = root.first("[id^=thingrow_t3_]") or Element("div", {}, None, file.text, 0)
    entry = post.first("[id^=entry_t3_]")
    body = entry.first("div.md") if entry else None
    title = post.first("h1")
    link = title.first("a") if title else None
    logo = root.first("a#logo")
    site = _address(_SITE, logo) or _SITE
    page = Page(
        file.text,
        file.name,
        "lesswrong1",
        title=title.text if title else None,
        author=_name(post),
        author_id=_user(post),
        date=written_time(post.text_of("span.date")),
        url=_address(site, link),
        score=number_in(post.text_of("[id^=score_t3_]")),
        tags=tuple(tag.text for block in post.all(".tags") for tag in block.all("a")),
        stated=_stated(root),
        drafts=html_blocks(body, POST) if body else [],
    )
    for row in root.all(_COMMENT):
        if "comment" in row.classes:
            page.comments.append(_comment(row, site))
    page.stubs += _stubs(root)
    if page.stated and not page.comments:
        page.notes.append(Note("comments-absent", f"the page states {page.stated} comments and holds none of them"))
    return page


def _comment(row: Element, site: str) -> Found:
    id = _native(row)
    body = row.first("[id^=body_t1_]", outside=_CHILDREN)
    words = html_blocks(body, id) if body else []
    when = row.first(".comment-date", outside=_CHILDREN)
    folded = row.first("[id^=collapsed_t1_]", outside=_CHILDREN)
    permalink = row.first("[id^=permalink_t1_]", outside=_CHILDREN)
    score = row.first("[id^=score_t1_]", outside=_CHILDREN) or row.first("span.votes", outside=_CHILDREN)
    states = []
    if not words and row.first("[id^=author_t1_]", outside=_CHILDREN) is None:
        states.append("deleted")
    elif folded and "none" not in folded.get("style"):
        states.append("collapsed")
    if body and "retracted" in body.classes:
        states.append("retracted")
    return Found(
        id,
        _parent(row),
        words,
        author=_name(row),
        author_id=_user(row),
        karma=number_in(score.text if score else None),
        url=_address(site, permalink),
        states=(*states, *(("edited",) if when and when.first("em") else ())),
        date=_date(when),
        age=_words_of(when),
    )


def _native(row: Element) -> str:
    return row.get("id").rpartition("_")[2]


def _around(element: Element) -> str:
    """Return the comment that an element stands in, or the post."""
    rows = (row for row in element.ancestors() if row.get("id").startswith("thingrow_t1_") and "comment" in row.classes)
    return next(map(_native, rows), POST)


def _parent(row: Element) -> str:
    """Return what a comment answers: the comment around it, else the one that its link `Parent` leads to, else the post."""
    around = _around(row)
    if around != POST:
        return around
    link = row.first("[id^=parent_t1_]", outside=_CHILDREN)
    match = re.search(r"(?:^#|/lw/\w+/[^/]+/)(\w+)/?(?:[?#].*)?$", link.get("href")) if link else None
    return match[1] if match else POST


def _address(site: str, link: Element | None) -> str | None:
    """Return the whole address that a link leads to; None where there is no link, or none that is an address."""
    try:
        return urljoin(site, link.get("href")) if link else None
    except ValueError:
        return None


def _stubs(root: Element) -> Iterator[Stub]:
    """Yield the places whose comments the page would load when asked, or shows on a page of their own."""
    for place in root.all("span.morecomments, span.deepthread"):
        link = place.first("a")
        call = re.search(r"morechildren\([^\[\]]*\[([^\[\]]*)\]", link.get("onclick")) if link else None
        count = re.search(r"\((\d{1,9})\s+repl", place.text)
        ids = tuple(re.findall(r"'(\w+)'", call[1])) if call else ()
        yield Stub(_around(place), int(count[1]) if count else 0, ids)


def _stated(root: Element) -> int | None:
    places = (element for place in root.all("#comments") for element in place.all("h2"))
    for element in (*places, *root.all("a.comment")):
        match = re.search(r"Comments?\s*\((\d{1,9})\)", element.text)
        if match:
            return int(match[1])
    return None


# Sections of books


_MARK = re.compile(r"""<a\s+name=["']([\w-]+)["']\s*/?>\s*(?:</a>)?\s*<span>\s*ID:\s*\1\s*</span>""")
_BODY = "[id^=body_t1_], .dsq-comment-message"


def _is_section(file: File) -> bool:
    if "ID:" not in file.text and "Go To Start of Post" not in file.text:
        return False
    return file.html is not None and (_MARK.search(file.text) is not None or file.html.first(".md, .entry-content") is not None)


def _read_section(file: File) -> Page:
    """Read the post of a section and the comments behind it, each of which begins with its id."""
    root = file.root
    page = Page(file.text, file.name, "lesswrong1-book")
    found: Found | None = None
    end = 0
    for element in root.elements():
        if element.start < end:
            continue
        if element.tag == "a" and (mark := _MARK.match(file.text, element.start)):
            found = Found(mark[1], None)
            page.comments.append(found)
        elif found is None:
            end = _take_head(page, element)
        else:
            end = _take_comment(found, element)
    if page.comments:
        page.notes.append(
            Note("replies-inferred", "the book does not say what each comment answers: that is inferred, with its evidence")
        )
    return page


def _take_head(page: Page, element: Element) -> int:
    """Take what an element says of the post; return where it ends if nothing else is inside."""
    if element.tag == "h2" and page.title is None:
        link = element.first("a")
        page.title, page.url = element.text, link.get("href") if link else None
    elif "author" in element.classes:
        page.author, page.author_id = _name(element), _user(element)
    elif "date" in element.classes:
        page.date = written_time(element.text)
    elif not page.drafts and ("md" in element.classes or "entry-content" in element.classes):
        page.drafts = html_blocks(element, POST)
    else:
        return 0
    return element.end


def _take_comment(found: Found, element: Element) -> int:
    if element.get("id").startswith("body_t1_") or "dsq-comment-message" in element.classes:
        found.drafts = found.drafts or html_blocks(element, found.id)
    elif "author" in element.classes:
        found.author, found.author_id = _name(element), _user(element)
    elif "comment-date" in element.classes:
        found.date, found.age = _date(element), _words_of(element)
        found.states = ("edited",) if element.first("em") else ()
    elif "votes" in element.classes:
        found.karma = number_in(element.text)
    elif element.tag == "p" and found.author is None:
        found.author = element.text
    else:
        return 0
    return element.end


# Both


def _name(element: Element) -> str | None:
    link = element.first("[id^=author_t]", outside=_CHILDREN)
    return link.text or None if link else None


def _user(element: Element) -> str | None:
    link = element.first("[id^=author_t]", outside=_CHILDREN)
    match = re.search(r"/user/([^/?#]+)", link.get("href")) if link else None
    return match[1] if match else None


def _words_of(when: Element | None) -> str | None:
    return re.sub(r"\s*\*\s*$", "", when.text) or None if when else None


def _date(when: Element | None) -> str | None:
    return written_time(when.text) or from_epoch(when.get("time")) if when else None


READERS = (
    Reader("lesswrong1", _is_page, _read_page),
    Reader("lesswrong1-book", _is_section, _read_section),
)
