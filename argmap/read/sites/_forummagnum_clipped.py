"""Clipped pages of LessWrong: Markdown in which each comment is a `<section>`, with its id and its parent's."""

from __future__ import annotations

import re
from itertools import zip_longest

from argmap.model import POST, Span
from argmap.read._file import File
from argmap.read._page import Found, Page
from argmap.read._reader import Reader
from argmap.read._times import iso_time
from argmap.read.sites._forummagnum_markdown import links, plain
from argmap.read.sites._forummagnum_text import forum_markdown, set_in, user_slug

__all__ = ["READERS"]


_SECTION = re.compile(r"""<section\b(?P<attributes>[^<>]*)>|</section>""")
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*["']([^"']*)["']""")
_HEADER = re.compile(
    r"\s*\[(?P<author>(?:[^\[\]\\]|\\.)*)\]\((?P<user>[^\s()]*/users/[^\s()]*)\)\s*(?:\[(?P<time>[^\[\]]*)\]\((?P<url>[^\s()]*)\))?"
    r"(?P<votes>(?:\s*<span\b[^<>]*>[^<>]*</span>)*)"
)
_VOTE = re.compile(r"""class=["']?(?P<axis>Overall|Agreement)[^<>]*>\s*(?P<number>[-−–]?\d{1,6})\s*<""")
_SORTED = re.compile(r"^(?P<stated>\d{1,9}) comments?, sorted by", re.MULTILINE)


def _is_clipped(file: File) -> bool:
    return file.html is None and re.search(r"""<section id=["']\w+["'] data-type=["']comment["']""", file.text) is not None


def _read_clipped(file: File) -> Page:
    text = file.text
    page = Page(text, file.name, "forummagnum-clipped")
    marks = list(_SECTION.finditer(text))
    first = len(text)
    body = Span(0, 0)
    for mark, following in zip_longest(marks, marks[1:]):
        attributes = dict(_ATTRIBUTE.findall(mark["attributes"] or ""))
        span = Span(mark.end(), following.start() if following else len(text))
        if attributes.get("data-type") != "comment" or "-" in attributes.get("id", ""):
            continue
        if "id" in attributes:
            first = min(first, mark.start())
            page.comments.append(_clipped(text, span, attributes))
        elif not page.comments and len(span) > len(body):
            body = span
    if body:
        page.drafts = forum_markdown(set_in(text, body), POST)
        _clipped_head(page, text[: body.start])
    stated = _SORTED.search(text)
    page.stated = int(stated["stated"]) if stated else None
    return page


def _clipped(text: str, span: Span, attributes: dict[str, str]) -> Found:
    id = attributes["id"]
    found = Found(id, attributes.get("data-reply-to") or POST)
    header = _HEADER.match(text, span.start, span.end)
    at = span.start
    if header:
        at = header.end()
        time = re.fullmatch(r"(?P<age>.*?)\s*(?:\((?P<iso>[^()]*)\))?", header["time"] or "")
        found.author, found.author_id, found.url = plain(header["author"]), user_slug(header["user"]), header["url"]
        found.age, found.date = (time["age"] or None, iso_time(time["iso"])) if time else (None, None)
        votes = {vote["axis"]: int(re.sub("[−–]", "-", vote["number"])) for vote in _VOTE.finditer(header["votes"])}
        found.karma, found.agreement = votes.get("Overall"), votes.get("Agreement")
    found.drafts = forum_markdown(set_in(text, Span(at, span.end)), id)
    return found


def _clipped_head(page: Page, above: str) -> None:
    """Take what the page says of the post above its text."""
    if title := re.search(r"^# \[(?P<words>.+)\]\((?P<address>https?://[^\s()]*)\)", above, re.MULTILINE):
        page.title, page.url = plain(title["words"]), title["address"]
        page.tags = tuple(words for words, address in links(above[: title.start()]) if re.search(r"/(?:w|tag)/", address))
        if by := re.search(r"^by (?P<links>\[.+)", above[title.end() :], re.MULTILINE):
            names = [(name, user_slug(address)) for name, address in links(by["links"])]
            page.author, page.author_id = names[0] if names else (None, None)
            page.coauthors = tuple(name for name, _ in names[1:])
        if date := re.search(r"\((\d{4}-\d\d-\d\dT[^()]*)\)", above[title.end() :]):
            page.date = iso_time(date[1])
    if score := re.search(r"^# (-?\d{1,9})[ \t]*$", above, re.MULTILINE):
        page.score = int(score[1])


READERS = (Reader("forummagnum-clipped", _is_clipped, _read_clipped),)
