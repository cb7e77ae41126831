"""WordPress: a post and its comments as themes show them, also where Disqus keeps the comments and its plugin prints them.

Themes differ, but take their lists from WordPress itself, whose classes and ids say which element is a comment and how deep it
stands (https://developer.wordpress.org/reference/classes/walker_comment/). Depth, not nesting, is what counts: Disqus' plugin
closes items twice, so that browsers and parsers see another tree than the one that was meant.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from argmap.model import POST, Note
from argmap.read._file import File
from argmap.read._html import Element
from argmap.read._html_blocks import html_blocks
from argmap.read._page import Found, Page
from argmap.read._reader import Reader
from argmap.read._times import iso_time, written_time
from argmap.read._words import word_set

__all__ = ["READERS"]

_COMMENT = ".comment, .pingback, .trackback, li[id^=comment-], li[id^=li-comment-]"
_ID = re.compile(r"(?:dsq-|li-|div-)?comment-(\d+)")
_DEPTH = re.compile(r"depth-(\d{1,6})")
_BODY = ".dsq-comment-message, .comment-content, .wp-block-comment-content, .comment-text, .comment_text, .commenttext"
_WHOLE = ".comment-body, article"
_AROUND = word_set(
    """comment-author comment-meta commentmetadata comment-metadata vcard reply comment-reply-link comment-actions children says
    comment-awaiting-moderation comment-edit-link edit-link avatar comment-respond comment-likes"""
)
_POST = ".hentry, .type-post, article[id^=post-], div[id^=post-]"
_CONTENT = ".entry-content, .wp-block-post-content, .post-content, .storycontent, .post-entry, .entry"
_COMMENTS = "#comments, #respond, .comments-area"
_EXTRAS = ("gdsr", "sharedaddy", "sd-", "jp-relatedposts", "jp-post-flair", "post-ratings", "addtoany", "wpcnt", "sharethis")
_COUNT = re.compile(
    r"(?:\b(?P<many>\d[\d,]{0,11}|one|no)\s+(?:comments?|responses?|thoughts?|replies|reply)\b|\bcomments?\s*\((?P<number>\d[\d,]{0,11})\))",
    re.IGNORECASE,
)


def _is_page(file: File) -> bool:
    if file.html is None or not ("comment" in file.text or "entry-content" in file.text):
        return False
    if any(True for _ in _rows(file.html)):
        return True
    known = "/wp-content/" in file.text or "/wp-includes/" in file.text
    return known and file.html.first(_POST) is not None and file.html.first(_CONTENT) is not None


def _rows(root: Element) -> Iterator[Element]:
    """Yield the elements that are comments or pings, by what WordPress itself writes on them."""
    for element in root.all(_COMMENT):
        if _native(element) and (_depth(element) or element.first(".comment-author, .dsq-comment-message")):
            yield element


def _native(row: Element) -> str | None:
    match = _ID.fullmatch(row.get("id"))
    if match is None:
        inner = row.first("[id^=comment-], [id^=div-comment-]", outside=_COMMENT)
        match = _ID.fullmatch(inner.get("id")) if inner else None
    return match[1] if match else None


def _depth(row: Element) -> int:
    return next((int(match[1]) for name in row.classes if (match := _DEPTH.fullmatch(name))), 0)


def _read_page(file: File) -> Page:
    root = file.root
    page = Page(file.text, file.name, "wordpress")
    post = root.first(_POST) or root.first("main, #content") or root
    _take_post(page, root, post)
    pings = 0
    path: list[str] = []
    ids: dict[Element, str] = {}
    for row in _rows(root):
        id = _native(row) or ""
        if any(name in row.classes for name in ("pingback", "trackback")):
            pings += 1
            continue
        above = next((ids[element] for element in row.ancestors() if element in ids), None)
        if above == id:  # an item and the box in it have one id
            continue
        ids[row] = id
        depth = _depth(row)
        if depth:
            del path[depth - 1 :]
            above = path[-1] if path else None
            path.append(id)
        page.comments.append(_comment(_box(row, id), id, above or POST, page.url))
    if pings:
        page.notes.append(Note("dropped-pings", f"{pings} of the comments are links from other pages (pingbacks), and no comments"))
        page.stated = page.stated - pings if page.stated == len(page.comments) + pings else page.stated
    if not page.comments and (page.stated or root.first("#disqus_thread") is not None):
        count = f"the {page.stated} comments" if page.stated else "the comments"
        page.notes.append(Note("comments-absent", f"{count} are loaded by a script, and not in this file"))
    return page


def _take_post(page: Page, root: Element, post: Element) -> None:
    title = post.first(".entry-title, .post-title, .wp-block-post-title, h1") or root.first("h1") or root.first("title")
    link = title.first("a") if title else None
    body = post.first(_CONTENT, outside=_COMMENTS) or _wordiest(post)
    tags = tuple(tag.text for tag in post.all("a[rel*=tag]") if tag.text.lower() != "uncategorized")
    page.title = title.text if title else None
    page.author = _posted_by(post)
    page.date = _posted(post)
    page.url = _address(root) or (link.get("href") if link else None) or _link(post, ".comments-link")
    page.tags = tags or tuple(name[4:] for name in post.classes if name.startswith("tag-"))
    page.stated = _stated(root, post)
    page.drafts = html_blocks(body, POST, skip=_is_extra) if body else []


def _wordiest(post: Element) -> Element | None:
    """Return the element that has the most words in paragraphs of its own, for themes that give the post a name of theirs."""
    words: Counter[Element] = Counter()
    for paragraph in post.all("p", outside=_COMMENTS):
        if paragraph.parent:
            words[paragraph.parent] += len(paragraph.text)
    return words.most_common(1)[0][0] if words else None


def _posted_by(post: Element) -> str | None:
    for selector in (".fn, [rel*=author]", ".author, .author-name, .byline, [class*=post-author-name]"):
        for element in post.all(selector, outside=_COMMENTS):
            name = re.sub(r"^(?:posted\s+)?by\s+", "", element.text, flags=re.IGNORECASE)
            if name:
                return name
    return None


def _is_extra(element: Element) -> bool:
    return element.get("id") == "comments" or any(name.startswith(_EXTRAS) for name in element.classes)


def _posted(post: Element) -> str | None:
    for element in post.all("time[datetime], abbr[title]", outside=f"{_COMMENTS}, {_CONTENT}"):
        date = iso_time(element.get("datetime") or element.get("title"))
        if date:
            return date
    words = (
        element.text
        for element in post.all("[class*=date], .posted-on, .entry-meta, .post-meta", outside=f"{_COMMENTS}, {_CONTENT}")
    )
    return next((date for text in words if (date := written_time(text))), None)


def _address(root: Element) -> str | None:
    for selector, attribute in (("link[rel=canonical]", "href"), ("meta[property=og:url]", "content")):
        found = root.first(selector)
        if found and found.get(attribute):
            return found.get(attribute)
    return None


def _link(post: Element, selector: str) -> str | None:
    place = post.first(selector)
    link = place.first("a") if place else None
    return link.get("href").partition("#")[0] or None if link else None


def _stated(root: Element, post: Element) -> int | None:
    places = [
        *post.all(".comments-link, .comment-count"),
        *root.all(".comments-title, #comments-title, .wp-block-comments-title, .comment-count, .comments-count"),
    ]
    for comments in root.all("#comments, .comments-area"):
        places += comments.all("h2, h3, h4", outside=_COMMENT)
    for place in places:
        match = _COUNT.search(place.text)
        if match:
            words = (match["many"] or match["number"]).lower()
            return {"one": 1, "no": 0}.get(words) if words.isalpha() else int(words.replace(",", ""))
    return None


def _box(row: Element, id: str) -> Element:
    """Return what holds the words of a comment: in some themes a list item's first box, a comment of the same id."""
    box = row.first(_COMMENT, outside=_COMMENT)
    return box if box and _native(box) == id else row


def _comment(row: Element, id: str, parent: str | None, url: str | None) -> Found:
    body = row.first(_BODY, outside=_COMMENT)
    whole = body or row.first(_WHOLE, outside=_COMMENT) or _without_answers(row)
    meta = row.first(".comment-metadata, .commentmetadata, .comment-meta, .comment-date, .wp-block-comment-date", outside=_COMMENT)
    time = row.first("time[datetime]", outside=_COMMENT)
    permalink = row.first("a[href*=#comment-]", outside=f"{_COMMENT}, {_BODY}")
    when = time.text if time else meta.text if meta else None
    written = written_time(when)
    return Found(
        id,
        parent,
        html_blocks(whole, id, skip=lambda element: _is_around(element, whole is not body)),
        author=_author(row),
        date=(iso_time(time.get("datetime")) if time else None) or written,
        age=when if written is None else None,
        url=permalink.get("href") if permalink else f"{url}#comment-{id}" if url else None,
    )


def _without_answers(row: Element) -> Element:
    """Return a comment whose box has no element for its words, and holds the answers to it as well, without them."""
    own = Element(row.tag, {}, row.parent, row.source, row.start)
    own.children = [
        child for child in row.children if not (isinstance(child, Element) and (_native_here(child) or "children" in child.classes))
    ]
    return own


def _is_around(element: Element, whole: bool) -> bool:
    """Say whether an element is no words of a comment: the row's name, date and buttons, or other comments."""
    names = element.classes
    return (
        not _AROUND.isdisjoint(names)
        or "sharedaddy" in names
        or (whole and (_native_here(element) or element.tag in ("footer", "form")))
    )


def _native_here(element: Element) -> bool:
    return "comment" in element.classes and _ID.fullmatch(element.get("id")) is not None


def _author(row: Element) -> str | None:
    for selector in (
        "[id^=dsq-author-user-], .fn",
        "cite",
        ".comment-author, .comment_author, .author, .wp-block-comment-author-name",
    ):
        found = row.first(selector, outside=f"{_COMMENT}, {_BODY}")
        if found and found.text:
            return re.sub(r"\s+(?:says|said|wrote):?$|:$", "", found.text) or None
    return None


READERS = (Reader("wordpress", _is_page, _read_page),)
