"""Issa Rice's readers of LessWrong (lw2.issarice.com) and the EA Forum: plain pages, with whole dates and no votes.

What they write: https://github.com/riceissa/ea-forum-reader/blob/master/posts.py.
"""

from __future__ import annotations

import re

from argmap.model import POST
from argmap.read._file import File
from argmap.read._html import Element, Words
from argmap.read._html_blocks import html_blocks
from argmap.read._page import Found, Page
from argmap.read._reader import Reader
from argmap.read._times import iso_time
from argmap.read._words import number_in

__all__ = ["READERS"]

_PERSON = re.compile(r"(?:^|/)users(?:/|\.php)")
_DATE = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z?")


def _is_page(file: File) -> bool:
    if file.html is None or "Official " not in file.text:
        return False
    content = file.html.first("#content")
    return content is not None and content.first("h2#comments") is not None and content.first("a[title^=Official]") is not None


def _read_page(file: File) -> Page:
    content = file.html.first("#content") if file.html else None
    assert content is not None  # noqa: S101 -- _is_page said so
    page = Page(file.text, file.name, "issarice")
    head, body = _parts(content)
    people = [_person(element) for element in head if element.tag == "b" or _PERSON.search(element.get("href"))]
    official = next((element for element in head if element.get("title").startswith("Official")), None)
    page.title = next((element.text for element in head if element.tag == "h1"), None)
    page.author, page.author_id = people[0] if people else (None, None)
    page.coauthors = tuple(name for name, _ in people[1:] if name)
    page.date = _first_date(content)
    page.url = official.get("href") if official else None
    page.stated = number_in(content.text_of("h2#comments"))
    page.drafts = html_blocks(body, POST)
    boxes: dict[Element, str] = {}
    for box in content.all("div[id]"):
        summary = box.first("summary", outside="div")
        answer = summary is None and _begins(box).lstrip().startswith("answer by")
        if summary or answer:
            around = next((boxes[element] for element in box.ancestors() if element in boxes), POST)
            boxes[box] = box.get("id")
            page.comments.append(_comment(box, summary, around))
    return page


def _parts(content: Element) -> tuple[list[Element], Element]:
    """Part the page into what stands in front of the post, and the post; behind it are answers and comments."""
    head: list[Element] = []
    body = Element("div", {}, content, content.source, content.start)
    begun = contents = False
    for child in content.children:
        element = child if isinstance(child, Element) else None
        if element and element.tag == "h2" and element.get("id") in ("comments", "answers"):
            break
        if not begun:
            head += [element] if element else []
            begun = element is not None and element.get("href") == "#comments"
        elif body.children or not (element is None or contents or _is_introduction(element)):
            body.children.append(child)
        else:
            contents = element.text == "Contents" if element else contents
    return head, body


def _is_introduction(element: Element) -> bool:
    return (element.tag == "h2" and element.text == "Contents") or (
        element.tag == "p" and element.text.startswith(("This is a link post for", "This is a question post."))
    )


def _person(element: Element) -> tuple[str | None, str | None]:
    """Return the name and the user's name of somebody, who is shown as `name (user)` if they differ."""
    match = re.fullmatch(r"(.+) \((\S+)\)", element.text)
    return (match[1], match[2]) if match else (None if element.text == "[deleted]" else element.text or None, None)


def _first_date(content: Element) -> str | None:
    for child in content.children:
        match = _DATE.search(content.source, child.start, child.end) if isinstance(child, Words) else None
        if match:
            return iso_time(match[0])
    return None


def _begins(box: Element) -> str:
    """Return the words with which a box begins, in front of any element."""
    first = box.children[0] if box.children else None
    return box.source[first.start : first.end] if isinstance(first, Words) else ""


def _comment(box: Element, summary: Element | None, around: str) -> Found:
    """Read a comment, which begins with a summary, or an answer to a question, which begins with a line of its own."""
    id = box.get("id")
    head = summary or box
    up = summary.first("a[title=Go to parent comment]") if summary else None
    user = next((link for link in head.all("a, b", outside="div") if link.tag == "b" or _PERSON.search(link.get("href"))), None)
    name, user_name = _person(user) if user else (None, None)
    stamp = head.first(f"a[href=#{id}]") if re.fullmatch(r"\w+", id) else None
    official = head.first("a[title^=Official]", outside="div")
    return Found(
        id,
        up.get("href").removeprefix("#") if up else around,
        html_blocks(_words(box, summary), id),
        author=name,
        author_id=user_name,
        date=iso_time(stamp.text) if stamp else None,
        url=official.get("href") if official else None,
        states=() if summary else ("answer",),
    )


def _words(box: Element, summary: Element | None) -> Element:
    """Return what is behind the head of a comment: behind its summary, or an answer's first line, and no other comment."""
    around = summary.parent if summary and summary.parent else box
    breaks = [number for number, child in enumerate(box.children) if isinstance(child, Element) and child.tag == "br"]
    inside = around.children[breaks[0] + 1 :] if around is box and breaks else around.children
    body = Element("div", {}, box, box.source, box.start)
    body.children = [child for child in inside if isinstance(child, Words) or not _is_around(child)]
    return body


def _is_around(element: Element) -> bool:
    """Say whether an element is no words of a comment: its head, the list of its answers, or another comment."""
    if element.tag == "span":
        return element.get("style") == "font-size: 14px;" and _begins(element).startswith("Replies from:")
    return element.tag == "summary" or (element.tag == "div" and element.first("summary", outside="div") is not None)


READERS = (Reader("issarice", _is_page, _read_page),)
