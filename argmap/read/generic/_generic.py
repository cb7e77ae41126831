"""A page that argmap does not know: its main text and what looks like its comments, with how sure that is.

What is found is a guess, and the report says so, and what to look at.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from argmap.errors import error
from argmap.model import POST, Note, Place
from argmap.read._file import File
from argmap.read._html import Element
from argmap.read._html_blocks import html_blocks
from argmap.read._layout import Draft
from argmap.read._page import Found, Page
from argmap.read._reader import Reader
from argmap.read._words import word_set
from argmap.read.generic._forum_quotes import forum_quotes
from argmap.read.generic._main_text import LEAST, MainText, main_text
from argmap.read.generic._members import Members, name_of
from argmap.read.generic._outline import Mark, Outline, is_set_apart, name_words
from argmap.read.generic._page_data import PageData, page_data
from argmap.read.generic._repeated import Repeated, find_repeated

__all__ = ["READERS"]

_CHALLENGE = re.compile(
    r"just a moment|attention required!|checking your browser|ddos-guard|vercel security checkpoint|are you a (?:human|robot)"
    r"|robot or human|verify(?:ing)? (?:that )?you are (?:a )?human|security check(?:point)?|access denied|captcha",
    re.IGNORECASE,
)
_FEW = 1_500
"""A challenge page has fewer characters of words."""
_COMMENTS = word_set("comments respond disqus replies commentlist")
_META = word_set("meta byline author dateline date posted info tags tag categories footer header score votes actions vcard")
_SMALL = 1_500
_LOADED = "#disqus_thread, [id*=disqus], [class*=giscus], [class*=utterances], [id*=fb-comments], [class*=fb-comments]"


def _is_page(file: File) -> bool:
    return file.html is not None


def _read_page(file: File) -> Page:
    root = file.root
    outline = Outline(root)
    data = page_data(root)
    _refuse(file, outline)
    repeated = find_repeated(outline)
    main = main_text(outline, [own.element for own in repeated.members] if repeated else [])
    first_is_post = repeated is not None and not data.is_part and _is_post(outline, repeated, main)
    page = Page(file.text, file.name, "html", data.title, author=data.author, date=data.date, url=data.url, tags=data.tags)
    found = Members(outline, repeated, data, first_is_post).found() if repeated else []
    if first_is_post:
        _take_first(page, found.pop(0))
        main = None
    elif main and (main.chars >= LEAST or not found):
        inside = outline.tops(own.element for own in repeated.members) if repeated else []
        page.drafts = _post(outline, main, inside, data)
        page.author = page.author or _byline(outline, main, inside)
    page.comments = found
    page.stated = data.stated if repeated is None or repeated.kind != "post" else None
    _report(page, outline, data, _Guess(main, repeated, first_is_post))
    return page


def _refuse(file: File, outline: Outline) -> None:
    """Refuse a page that is none: a test for browsers, or scripts alone."""
    root = outline.root
    chars = outline.chars(root)
    title = root.text_of("title") or ""
    if chars < _FEW and (_CHALLENGE.match(title) or ("_cf_chl_opt" in file.text and chars < LEAST)):
        raise error("challenge-saved", Place(file.name), title=title or "no title")
    if not outline.prose(root) and chars < LEAST and root.first("script"):
        raise error("script-only", Place(file.name))


def _is_post(outline: Outline, repeated: Repeated, main: MainText | None) -> bool:
    """Say whether the first of the repeated texts is the post: it is on a forum, where no other text stands above it."""
    first = repeated.members[0]
    if repeated.kind == "comment":
        return False
    if main is None or main.chars < LEAST or outline.at[main.element] > outline.at[first.element]:
        return True
    return not main.marked and main.chars < first.prose


def _take_first(page: Page, post: Found) -> None:
    page.drafts, page.author, page.author_id = post.drafts, post.author or page.author, post.author_id
    page.date, page.score, page.url = post.date or page.date, post.karma, page.url or post.url


def _byline(outline: Outline, main: MainText, comments: Sequence[Element]) -> str | None:
    """Return the surest name that stands in the main text or right above it, and not in a comment."""
    starts = [outline.at[element] for element in comments]

    def is_apart(mark: Mark) -> bool:
        before = bisect_right(starts, mark.at)
        return before == 0 or mark.at >= outline.end[comments[before - 1]]

    end = outline.end[main.element]
    found = outline.marks(outline.authors, main.element.parent or main.element)
    marks = [mark for mark in found if mark.rank < 2 and mark.at < end and is_apart(mark)]
    best = min(marks, key=lambda mark: (mark.rank, mark.at), default=None)
    return name_of(best.text) if best else None


def _post(outline: Outline, main: MainText, comments: Sequence[Element], data: PageData) -> list[Draft]:
    """Return the words of the main text without what the page sets into and around it."""
    around = {above for element in comments[:1] for above in element.ancestors()}
    inside = frozenset(comments)
    quotes = forum_quotes(main.element, lambda _: None, lambda _: "")

    def skip(element: Element) -> bool:
        if element in inside or element in outline.apart or is_set_apart(element) or element in quotes.labels:
            return True
        if element.tag == "h1" and element.text == data.title:
            return True
        names = name_words(element) if element.classes or element.get("id") else frozenset[str]()
        if names & _COMMENTS and element in around:
            return True
        prose = outline.prose(element) if element in outline.at else 1
        return not prose and (bool(names & _META and outline.chars(element) < _SMALL) or element.tag in ("form", "footer", "time"))

    return html_blocks(main.element, POST, skip=skip, quoted=quotes.quoted)


def _report(page: Page, outline: Outline, data: PageData, guess: _Guess) -> None:
    """Say what was guessed, how surely, what to look at, and what is left out."""
    page.notes.append(Note("guessed", f"argmap does not know this site and had to guess: {guess.words(page)}"))
    if not page.comments and (page.stated or outline.root.first(_LOADED)):
        count = f"the {page.stated} comments" if page.stated else "the comments"
        page.notes.append(Note("comments-absent", f"{count} are loaded by a script, and not in this file"))
    if data.next and guess.repeated:
        page.notes.append(Note("more-stub", f"this is one page of several, the next is {data.next}: give all of them"))
    drafts = (draft for drafts in (page.drafts, *(one.drafts for one in page.comments)) for draft in drafts)
    kept = sum(len(piece.text) for draft in drafts if draft.inline for piece in draft.inline.pieces)
    left = outline.chars(outline.root) - kept
    if left > 0:
        words = f"{left} characters of menus, names, boxes and links around the texts are left out"
        page.notes.append(Note("dropped-chrome", words))


class _Guess(NamedTuple):
    """What was found on a page; `first` is whether the first of what is repeated is the post."""

    main: MainText | None
    repeated: Repeated | None
    first: bool

    def words(self, page: Page) -> str:
        """Tell the user."""
        parts = []
        if self.main and page.drafts:
            parts.append(f"the post is {_shown(self.main.element)} ({_main_sure(self.main)})")
        count = len(page.comments)
        if self.repeated and self.first:
            parts.append(f"the first {self.repeated.shape} is the post, the {count} behind it are comments ({self._sure})")
        elif self.repeated:
            parts.append(f"the {count} elements {self.repeated.shape} are comments ({self._sure})")
        else:
            parts.append("nothing looks like comments")
        if not count:
            return f"{'; '.join(parts)}. Check where the post begins and ends"
        names = sum(one.author is not None for one in page.comments)
        times = sum((one.date or one.age) is not None for one in page.comments)
        parts.append(f"{names} of them have a name and {times} a time")
        return f"{'; '.join(parts)}. Check the post, the first and the last comment, and how many there are"

    @property
    def _sure(self) -> str:
        return _sure(self.repeated.sure if self.repeated else 0.0)


def _shown(element: Element) -> str:
    names = (f' id="{element.get("id")}"' if element.get("id") else "") + (
        f' class="{element.get("class")}"' if element.classes else ""
    )
    return f"<{element.tag or 'html'}{names[:80]}>"


def _main_sure(main: MainText) -> str:
    return _sure(main.share * (0.95 if main.marked else 0.8 if main.chars > 500 else 0.6))


def _sure(share: float) -> str:
    return "sure" if share >= 0.85 else "fairly sure" if share >= 0.7 else "a guess"


READERS = (Reader("html", _is_page, _read_page),)
