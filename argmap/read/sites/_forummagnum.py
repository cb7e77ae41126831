"""Saved pages of LessWrong, the EA Forum and the Alignment Forum, which share the code ForumMagnum.

The names of classes are made of a component's and a rule's (`CommentsItemMeta-root`), so their parts are what is looked for
(https://github.com/ForumMagnum/ForumMagnum). Comments nest as the elements do. The site itself marks which words of the post a
comment quotes, in classes that hold the comment's id. Comments are loaded by script: a page that was only downloaded has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from argmap.model import POST, Note
from argmap.read._file import File
from argmap.read._html import Element
from argmap.read._page import Page
from argmap.read._reader import Reader
from argmap.read._times import iso_time
from argmap.read.sites._forummagnum_comments import COMMENT, NUMBER, Comments, first_number, number
from argmap.read.sites._forummagnum_text import absent, dropped, forum_blocks, user_slug

__all__ = ["READERS"]


_MARKS = re.compile(r"""id=["']?postContent\b|PostsPage-postContent|PostsPageTitle-|["'\s]comments-node["'\s]""")
_BODY = "#postContent, [class*=PostsPage-postContent], [class*=PostsPage-postBody]"
_COUNT = re.compile(r"(\d[\d,]{0,11})\s*(?:comments?|replies)?", re.IGNORECASE)


def _is_page(file: File) -> bool:
    return file.html is not None and _MARKS.search(file.text) is not None and file.html.first(f"{_BODY}, {COMMENT}") is not None


def _read_page(file: File) -> Page:
    root = file.root
    body = root.first("#postContent") or root.first(_BODY, outside=COMMENT)
    head = _Head(root, body)
    names = head.authors()
    url = head.address()
    page = Page(
        file.text,
        file.name,
        "forummagnum",
        title=head.title(),
        drafts=forum_blocks(body, POST) if body else [],
        author=names[0][0] if names else None,
        coauthors=tuple(name for name, _ in names[1:]),
        author_id=names[0][1] if names else None,
        date=head.date(),
        url=url,
        score=head.score(),
        agreement=first_number(root.all("[class*=agreementScore]", outside=COMMENT)),
        tags=tuple(tag.text for tag in root.all("[class*=FooterTag-name]", outside=COMMENT)),
        stated=head.stated(),
        notes=[*dropped([body] if body else []), *head.crossposts()],
    )
    page.comments = list(Comments(root, url or "").found(page.notes))
    if page.stated and not page.comments:
        page.notes.append(absent(page.stated))
    return page


@dataclass(frozen=True)
class _Head:
    """What the page says of the post around its text."""

    root: Element
    body: Element | None

    def meta(self, name: str) -> str | None:
        found = self.root.first(f"meta[name={name}], meta[property={name}]")
        return found.get("content").strip() or None if found else None

    def title(self) -> str | None:
        shown = self.root.text_of("[class*=PostsPageTitle-root], [class*=PostsPageTitle-link]", outside=COMMENT)
        plain = shown or self.meta("citation_title") or self.meta("og:title") or self.root.text_of("title")
        return re.sub(r"\s+[—–-]\s+(?:LessWrong|(?:AI )?Alignment Forum|EA Forum)\s*$", "", plain) if plain else None

    def above(self, selector: str) -> Iterator[Element]:
        """Yield what matches and stands above the post's text, or anywhere but in a comment where there is no text."""
        end = self.body.start if self.body else len(self.root.source)
        return (element for element in self.root.all(selector, outside=COMMENT) if element.start < end)

    def authors(self) -> list[tuple[str, str | None]]:
        """Return the authors' names, each with its part of an address."""
        linked = list(self.above("a[href*=/users/]"))
        marked = [link for link in linked if "from=post_header" in link.get("href")]
        named = marked or [link for link in linked if "UsersName" in link.get("class")]
        found = {user_slug(link.get("href")): link.text for link in named if link.text}
        if found:
            return [(name, slug) for slug, name in found.items()]
        metas = self.root.all("meta[name=citation_author], meta[name=author]")
        return [(name, None) for name in dict.fromkeys(meta.get("content").strip() for meta in metas) if name]

    def date(self) -> str | None:
        shown = next(self.above("time[datetime]"), None)
        return iso_time(shown.get("datetime")) if shown else iso_time(self.meta("article:published_time"))

    def score(self) -> int | None:
        """Return the post's karma on its own forum, not what the Alignment Forum and LessWrong show of each other."""
        shown = list(self.root.all("[class*=voteScore], [class*=VoteScore]", outside=COMMENT))
        for element in shown:
            if match := re.fullmatch(r"LW\s*([-−–]?\d{1,9})", element.text):
                return number(match[1])
        return next((number(element.text) for element in shown if NUMBER.fullmatch(element.text)), None)

    def stated(self) -> int | None:
        for selector in ("[class*=CommentsListMeta], [class*=CommentsListSection]", "[class*=ommentCount], [href=#comments]"):
            for element in self.root.all(selector, outside=COMMENT):
                match = _COUNT.match(element.text) if element.end - element.start < 100_000 else None
                if match:
                    return number(match[1])
        return None

    def address(self) -> str | None:
        canonical = self.root.first("link[rel=canonical]")
        return (canonical.get("href") if canonical else None) or self.meta("og:url")

    def crossposts(self) -> list[Note]:
        found = {}
        for element in self.root.all("[class*=rosspost]", outside=f"{COMMENT}, [class*=rosspost]"):
            link = element if element.tag == "a" else element.first("a[href^=http]")
            words = element.text or element.get("title") or element.get("aria-label")
            if element.end - element.start < 20_000 and (words or link):
                found[words or "cross-posted"] = link.get("href") if link else ""
        return [
            Note("crosspost", " ".join(f"{words} {address}".split()) + ": comments there are not on this page")
            for words, address in found.items()
        ]


READERS = (Reader("forummagnum-page", _is_page, _read_page),)
