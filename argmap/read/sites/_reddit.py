"""Reddit's JSON: a post with the tree of its comments, and the flat list of those that it left out.

The shapes: https://github.com/reddit-archive/reddit/wiki/JSON, https://www.reddit.com/dev/api#GET_comments_{article}. Bodies
are Markdown, with `&`, `<` and `>` as character references unless the file was asked for with `raw_json=1`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from argmap.model import POST, Note, Reaction, StyleKind
from argmap.read._blocks import markdown_drafts
from argmap.read._file import File
from argmap.read._layout import Draft
from argmap.read._linked import linked
from argmap.read._located import Within, objects, string, unescaped, value_at, whole, within
from argmap.read._page import Found, Page, Stub, tree_order
from argmap.read._reader import Reader
from argmap.read._times import from_epoch

__all__ = ["GONE", "READERS", "award_deltas", "site_url"]

GONE = re.compile(
    r"\s*(?:\[\s*(?:deleted|removed)\b[^\]]*\]|(?:Comment|Post) (?:removed|deleted) by (?:user|moderator|Reddit)\.?)\s*",
    re.IGNORECASE,
)
"""What Reddit writes in place of words that were taken away."""

_ESCAPED = re.compile(r"&(?:amp|lt|gt);")
_BARE = re.compile(r"[<>]|&(?!(?:amp|lt|gt);)")
_BLANK = re.compile(r"(?:&#x200[bB];|&nbsp;|[\s\u200b])*")
_DELTA = re.compile(r"Confirmed: (?:\d+ )?deltas? awarded to /?u/([\w-]+)", re.IGNORECASE)


def site_url(path: str | None) -> str | None:
    """Return the address of a page of the site by its path.

    >>> site_url("/r/x/comments/1/"), site_url("https://www.reddit.com/r/x/"), site_url(None)
    ('https://www.reddit.com/r/x/comments/1/', 'https://www.reddit.com/r/x/', None)
    """
    return f"https://www.reddit.com{path}" if path and path.startswith("/") else path or None


def award_deltas(comments: list[Found], words: Callable[[Found], str | None]) -> None:
    """Give each comment that changed a view the reactions `delta` that DeltaBot confirms, one for each confirmation.

    The bot answers the comment that awards the delta, which answers the comment that earned it.
    """
    by_id = {found.id: found for found in comments}
    for bot in comments:
        if bot.author != "DeltaBot":
            continue
        awarded = _DELTA.search(words(bot) or "")
        award = by_id.get(bot.parent or POST)
        earner = by_id.get(award.parent or POST) if award else None
        if awarded and earner and earner.author and earner.author.lower() == awarded[1].lower():
            before = sum(one.count for one in earner.reactions if one.name == "delta")
            others = (one for one in earner.reactions if one.name != "delta")
            earner.reactions = (*others, Reaction("delta", before + 1))


def _things(value: Any, kind: str | None = None) -> list[dict[str, Any]]:
    """Return the data of things, those of a kind or all."""
    things = ((thing.get("kind"), thing.get("data")) for thing in objects(value))
    return [data for found, data in things if isinstance(data, dict) and (kind is None or found == kind)]


def _listings(file: File) -> tuple[dict[str, Any] | None, list[dict[str, Any]]]:
    """Return the post in a file, if there is one, and its things at the top: comments, and marks of those left out."""
    found = file.json
    if isinstance(found, dict) and isinstance(value_at(found, "json", "data", "things"), list):
        return None, objects(found, "json", "data", "things")
    listings = [found] if isinstance(found, dict) else objects(found)
    if all(listing.get("kind") == "Listing" for listing in listings):
        things = [thing for listing in listings for thing in objects(listing, "data", "children")]
    else:
        things = [_bare(item) for item in (objects(found, "data") if isinstance(found, dict) else listings)]
    posts = _things(things, "t3")
    if len(posts) > 1:  # a page of a subreddit, not a thread
        return None, []
    return posts[0] if posts else None, [thing for thing in things if thing.get("kind") != "t3"]


def _bare(item: dict[str, Any]) -> dict[str, Any]:
    """Return an entry of an archive (Pushshift, Arctic Shift), which holds posts or comments in flat lists, as the API sends it."""
    if "kind" in item:
        return item
    marked = {"parent_id", "link_id"} <= item.keys() or {"selftext", "subreddit"} <= item.keys()
    return {"kind": ("t1" if "body" in item else "t3") if marked else "", "data": item}


def _is_thread(file: File) -> bool:
    post, things = _listings(file)
    comments = _things(things, "t1")
    return (post is not None and {"title", "subreddit"} <= post.keys()) or any(
        {"body", "parent_id"} <= one.keys() for one in comments
    )


def _read(file: File) -> Page:
    post, things = _listings(file)
    page = Page(file.text, file.name, "reddit")
    walk = _Walk()
    walk.down(things)
    escaped = _is_escaped(post, walk.comments)
    if post:
        _take_post(page, post, escaped)
    page.comments = tree_order([_comment(data, escaped) for data in walk.comments])
    page.stubs = walk.stubs
    bodies = {_name(data): string(data, "body") for data in walk.comments}
    award_deltas(page.comments, lambda found: bodies.get(found.id))
    return page


@dataclass(slots=True)
class _Walk:
    """A walk down the tree, in its order."""

    comments: list[dict[str, Any]] = field(default_factory=list)
    stubs: list[Stub] = field(default_factory=list)

    def down(self, things: list[dict[str, Any]]) -> None:
        stack = things[::-1]
        while stack:
            thing = stack.pop()
            data = thing.get("data")
            if not isinstance(data, dict):
                continue
            if thing.get("kind") == "t1":
                self.comments.append(data)
                stack += objects(data, "replies", "data", "children")[::-1]
            elif thing.get("kind") == "more":
                ids = value_at(data, "children")
                named = tuple(f"t1_{id}" for id in ids if isinstance(id, str)) if isinstance(ids, list) else ()
                self.stubs.append(Stub(_parent(data) or POST, max(whole(data, "count") or 0, 0), named))


def _name(data: dict[str, Any]) -> str:
    return string(data, "name") or f"t1_{data.get('id')}"


def _parent(data: dict[str, Any]) -> str | None:
    parent = string(data, "parent_id")
    return POST if parent and parent.startswith("t3_") else parent


def _is_escaped(post: dict[str, Any] | None, comments: list[dict[str, Any]]) -> bool:
    """Say whether a file writes `&lt;` for `<`: its HTML tells, or else that it has references and none of the signs."""
    for data, key in [(post, "selftext_html"), *((data, "body_html") for data in comments)]:
        html = string(data, key)
        if html:
            return html.lstrip().startswith("&lt;")
    texts = [text for text in _texts(post, comments) if text]
    return any(map(_ESCAPED.search, texts)) and not any(map(_BARE.search, texts))


def _texts(post: dict[str, Any] | None, comments: list[dict[str, Any]]) -> Iterator[str | None]:
    yield from (string(post, "title"), string(post, "selftext"))
    yield from (string(data, "body") for data in comments)


def _take_post(page: Page, post: dict[str, Any], escaped: bool) -> None:
    page.title = _place(string(post, "title") or "", escaped).text
    page.author = _author(post)
    page.date = from_epoch(post.get("created_utc"))
    page.url = site_url(string(post, "permalink"))
    page.score = None if post.get("hide_score") else whole(post, "score")
    page.stated = whole(post, "num_comments")
    page.tags = tuple(tag for key in ("subreddit_name_prefixed", "link_flair_text") if (tag := string(post, key)))
    if not string(post, "subreddit_name_prefixed") and string(post, "subreddit"):
        page.tags = (f"r/{string(post, 'subreddit')}", *page.tags)
    page.reactions = _awards(post)
    page.drafts = _post_words(page, post, escaped)


def _post_words(page: Page, post: dict[str, Any], escaped: bool) -> list[Draft]:
    """Return the words of a post: its own; and its title with where it leads, what it passes on, or its pictures' captions."""
    own = string(post, "selftext") or ""
    drafts = _words(own, escaped)
    if GONE.fullmatch(own):
        page.notes.append(Note("post-deleted", "the words of the post were deleted: only the title is left"))
    shared = next(iter(objects(post, "crosspost_parent_list")), None)
    url = string(post, "url_overridden_by_dest") or string(post, "url")
    address = site_url(_place(url, escaped).text) if url and not post.get("is_self") else None
    head = [linked(_place(string(post, "title") or "", escaped), address)]
    if shared is not None:
        where = f"{string(shared, 'subreddit_name_prefixed') or 'another place'} by {_author(shared) or 'a deleted account'}"
        page.notes.append(Note("crosspost", f"the post passes on one of {where}, whose words are taken for the post's"))
        drafts += _words(string(shared, "selftext") or "", escaped)
    pictures = _pictures(page, post, escaped) or _pictures(page, shared or {}, escaped)
    return head + pictures + drafts if address or pictures or not drafts else drafts


def _pictures(page: Page, post: dict[str, Any], escaped: bool) -> list[Draft]:
    items = objects(post, "gallery_data", "items")
    captions = [(item, string(item, "caption")) for item in items]
    if unnamed := sum(not caption for _, caption in captions):
        page.notes.append(Note("dropped-image", f"{unnamed} picture{'s' if unnamed > 1 else ''} of the post without a caption"))
    found: list[Draft] = []
    for item, caption in captions:
        if caption:
            image = string(post, "media_metadata", string(item, "media_id") or "", "s", "u")
            source = _place(image, escaped).text if image else string(item, "outbound_url")
            found.append(linked(_place(caption, escaped), source, StyleKind.IMAGE))
    return found


def _comment(data: dict[str, Any], escaped: bool) -> Found:
    body = string(data, "body") or ""
    gone = GONE.fullmatch(body) is not None
    hidden = bool(data.get("collapsed")) and not gone
    edited = data.get("edited")
    link = (string(data, "link_id") or "").removeprefix("t3_")
    return Found(
        _name(data),
        _parent(data),
        [] if gone else _words(body, escaped),
        author=_author(data),
        date=from_epoch(data.get("created_utc")),
        karma=None if data.get("score_hidden") else whole(data, "score"),
        url=site_url(string(data, "permalink") or (f"/comments/{link}/_/{data.get('id')}/" if link else None)),
        edited=from_epoch(edited) if not isinstance(edited, bool) else None,
        states=tuple(state for state, holds in {"deleted": gone, "collapsed": hidden, "edited": bool(edited)}.items() if holds),
        reactions=_awards(data),
    )


def _author(data: dict[str, Any]) -> str | None:
    author = string(data, "author")
    return None if author == "[deleted]" else author


def _awards(data: dict[str, Any]) -> tuple[Reaction, ...]:
    """Return the awards that readers paid for."""
    named = [(string(award, "name"), whole(award, "count")) for award in objects(data, "all_awardings")]
    plain = [("gold", whole(data, "gilded"))]
    return tuple(Reaction(name, count) for name, count in named or plain if name and count)


def _place(text: str, escaped: bool) -> Within:
    return unescaped(within(text)) if escaped else within(text)


def _words(text: str, escaped: bool) -> list[Draft]:
    """Return the blocks of a body; those that only hold a line open are none."""
    if GONE.fullmatch(text):
        return []
    place = _place(text, escaped)
    drafts = markdown_drafts(place, POST, html=False)
    return [
        draft for draft in drafts if not _BLANK.fullmatch("".join(place.text[strip.start : strip.end] for strip in draft.strips))
    ]


READERS = (Reader("reddit", _is_thread, _read),)
