"""Reddit's pages of old.reddit and of web components (since 2024). Both nest comments; for those of React see `_reddit_react`."""

from __future__ import annotations

import re

from argmap.model import POST
from argmap.read._file import File
from argmap.read._html import Element
from argmap.read._page import Found, Page, Stub
from argmap.read._reader import Reader
from argmap.read._times import iso_time
from argmap.read._words import number_in
from argmap.read.sites._reddit import GONE, site_url
from argmap.read.sites._reddit_common import finished, from_milliseconds, html_words, name_of, post_words, tags_of

__all__ = ["READERS"]

_MORE = re.compile(
    r"(?:(\d{1,9})\s+)?more repl(?:y|ies)|continue this thread|(?:view|load) more comments(?:\s*\((\d{1,9})\s+repl)?", re.IGNORECASE
)
_OLD_COMMENT = "div.thing.comment"
_OLD_MORE = "div.thing.morechildren, div.thing.morerecursion, span.morecomments, span.deepthread"
_CHILDREN = re.compile(r"morechildren\(this,\s*'[^']*',\s*'[^']*',\s*'([^']*)'(?:,\s*(\d{1,9}))?")
_LIT = "shreddit-comment"


def _is_old(file: File) -> bool:
    return "data-fullname" in file.text and file.html is not None and _old_post(file.html) is not None


def _old_post(root: Element) -> Element | None:
    post = root.first("div.thing.link")
    return post if post is not None and root.first("div.commentarea") is not None else None


def _read_old(file: File) -> Page:
    root = file.root
    post = _old_post(root)
    assert post is not None  # noqa: S101 -- _is_old said so
    title = post.text_of("a.title")
    body = post.first("div.usertext-body")
    time = post.first("time[datetime]")
    page = Page(
        file.text,
        file.name,
        "reddit-old",
        title=title,
        author=name_of(post.get("data-author") or post.text_of("a.author")),
        date=iso_time(time.get("datetime")) if time else from_milliseconds(post.get("data-timestamp")),
        url=site_url(post.get("data-permalink")),
        score=number_in(post.get("data-score") or post.text_of("div.score.unvoted")),
        tags=tags_of(post.get("data-subreddit-prefixed") or post.get("data-subreddit"), post.text_of("span.linkflairlabel")),
        stated=number_in(post.get("data-comments-count") or post.text_of("a.comments")),
    )
    leads = post.get("data-url")
    away = leads if leads != post.get("data-permalink") else None
    page.drafts = post_words(title, away, html_words(body) or ([] if away else html_words(post.first("a.title"))), file.text)
    area = root.first("div.commentarea")
    for thing in area.all(f"{_OLD_COMMENT}, {_OLD_MORE}", outside="span.morecomments, span.deepthread") if area else ():
        above = next((one for one in thing.ancestors() if {"thing", "comment"} <= set(one.classes)), None)
        parent = _old_id(above) if above else POST
        if "comment" in thing.classes:
            page.comments.append(_old_comment(thing, parent))
        elif thing.tag == "span" or not thing.first("span.morecomments, span.deepthread", outside="div.thing"):
            page.stubs.append(_old_stub(thing, parent))
    return finished(page)


def _old_id(thing: Element) -> str:
    return thing.get("data-fullname") or thing.get("id").removeprefix("thing_")


def _old_comment(thing: Element, parent: str) -> Found:
    entry = thing.first("div.entry", outside="div.thing")
    if entry is None:
        return Found(_old_id(thing), parent, states=("deleted",))
    body = entry.first("div.usertext-body")
    times = list(entry.all("time[datetime]"))
    edited = next((time for time in times if "edited-timestamp" in time.classes), None)
    written = next((time for time in times if time is not edited), None)
    gone = "deleted" in thing.classes or body is None or GONE.fullmatch(body.text) is not None
    folded = "collapsed" in thing.classes and not gone
    return Found(
        _old_id(thing),
        parent,
        [] if gone else html_words(body),
        author=name_of(thing.get("data-author") or entry.text_of("a.author")),
        date=iso_time(written.get("datetime")) if written else None,
        age=written.text if written else None,
        karma=number_in(entry.text_of("span.score.unvoted") or entry.text_of("span.score")),
        url=site_url(thing.get("data-permalink")),
        edited=iso_time(edited.get("datetime")) if edited else None,
        states=("deleted",) if gone else ("collapsed",) if folded else (),
    )


def _old_stub(thing: Element, parent: str) -> Stub:
    for link in thing.all("a"):
        if called := _CHILDREN.search(link.get("onclick")):
            ids = tuple(f"t1_{id.strip()}" for id in called[1].split(",") if id.strip())
            return Stub(parent, int((called[2] or "0")[:9]), ids)
    return Stub(parent, _left(thing.text))


def _left(words: str) -> int:
    """Return how many answers a link leads to by its words; 0 where it does not say."""
    match = _MORE.search(words)
    return int((match[1] or match[2] or "0")[:9]) if match else 0


def _is_lit(file: File) -> bool:
    if "<shreddit-" not in file.text or file.html is None:
        return False
    # A page of a community has many posts and no comments.
    return file.html.first(f"{_LIT}, {_LIT}-tree") is not None or len(list(file.html.all("shreddit-post"))) == 1


def _read_lit(file: File) -> Page:
    """Read a page of web components, whose elements carry in attributes what is to be known of a comment."""
    root = file.root
    page = Page(file.text, file.name, "reddit-shreddit")
    post = root.first("shreddit-post")
    if post is not None:
        title = post.get("post-title") or post.text_of("[slot=title]") or ""
        leads = post.get("content-href")
        page.title = title
        page.author = name_of(post.get("author"))
        page.date = iso_time(post.get("created-timestamp"))
        page.url = site_url(post.get("permalink"))
        page.score = number_in(post.get("score"))
        page.stated = number_in(post.get("comment-count"))
        page.tags = tags_of(post.get("subreddit-prefixed-name") or post.get("subreddit-name"), post.text_of("shreddit-post-flair"))
        own = leads in ("", page.url) or post.get("permalink") in leads
        words = html_words(post.first("[slot=text-body]")) or (html_words(post.first("[slot=title]")) if own else [])
        page.drafts = post_words(title, None if own else leads, words, file.text)
    for element in root.all(f"{_LIT}, faceplate-partial, a, button", outside="[slot=comment], [slot=text-body], faceplate-partial"):
        above = next((one for one in element.ancestors() if one.tag == _LIT), None)
        parent = above.get("thingid") if above else POST
        if element.tag == _LIT:
            page.comments.append(_lit_comment(element, parent))
        elif _is_more(element):
            page.stubs.append(Stub(parent, _left(element.text)))
    return finished(page)


def _is_more(element: Element) -> bool:
    if element.tag == "faceplate-partial" and "more-comments" in element.get("src"):
        return True
    return element.tag in ("a", "faceplate-partial") and _MORE.fullmatch(element.text) is not None


def _lit_comment(element: Element, parent: str) -> Found:
    body = element.first("[slot=comment], div[id$=-rtjson-content]", outside=_LIT)
    meta = element.first("[slot=commentMeta]", outside=_LIT)
    time = meta.first("time[datetime], faceplate-timeago[ts]") if meta else None
    date = iso_time(element.get("created")) or (iso_time(time.get("datetime") or time.get("ts")) if time else None)
    told = element.get("parentid")
    gone = body is None or GONE.fullmatch(body.text) is not None or element.get("is-comment-deleted") == "true"
    folded = "collapsed" in element.attributes and element.get("collapsed") != "false"
    states = ("collapsed",) if folded and (body is None or not gone) else ("deleted",) if gone else ()
    if meta is not None and re.search(r"\bEdited\b", meta.text):
        states = (*states, "edited")
    return Found(
        element.get("thingid"),
        told if told.startswith("t1_") else parent,
        [] if gone else html_words(body),
        author=name_of(element.get("author")),
        date=date,
        age=time.text or None if time and not date else None,
        karma=number_in(element.get("score")),
        url=site_url(element.get("permalink")),
        states=states,
    )


READERS = (
    Reader("reddit-shreddit", _is_lit, _read_lit),
    Reader("reddit-old", _is_old, _read_old),
)
