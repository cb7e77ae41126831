"""The Markdown that ForumMagnum offers to programs, and the Markdown that clippers make of its pages.

`/api/post/ID` is a post below a list of what is said about it; `/api/post/ID/comments` has the comments one behind the other, each
with its parent's id and its text set in (https://github.com/ForumMagnum/ForumMagnum,
packages/lesswrong/server/markdownComponents). A clipped page keeps each comment in a `<section>`, with its id and its parent's.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from argmap.model import POST, BlockKind, Note, RawMap, Reaction, Run, Span
from argmap.read._blocks import parse_blocks
from argmap.read._file import File
from argmap.read._forummagnum import absent, user_slug
from argmap.read._inline import Dialect, scan_inline
from argmap.read._layout import Draft
from argmap.read._located import Within
from argmap.read._page import Found, Page, tree_order
from argmap.read._reader import Reader
from argmap.read._times import iso_time

__all__ = ["READERS", "forum_markdown"]

_TITLE = re.compile(r"\A\s*# (?P<title>.+)\n")
_FACT = re.compile(
    r"(?:\*|-)[ \t]+(?P<line>By .+|\d{4}-\d\d-\d\dT\S+|-?\d+ points?|(?:Location|Starts|Ends|Linkpost|Tag|Mode|Sequence): .+"
    r"|Curated|Frontpage|Personal Blog|Comments: \d+|(?:Post|Comments) URL \(.+|(?:Previous|Next) in sequence: .+)[ \t]*(?:\n|\Z)"
)
_COMMENT = re.compile(r"^### Comment by (?P<author>.+)\n\s*+(?=(?:\*|-)[ \t]+\d{4}-\d\d-\d\dT)", re.MULTILINE)
_ABOUT = re.compile(r"(?:\*|-)[ \t]+(?P<line>\S.*)(?:\n|\Z)")
_REACTION = re.compile(r"(?:\*|-)[ \t]+(?P<name>\S.*?): (?P<count>-?\d{1,6})(?: \(.*\))?[ \t]*(?:\n|\Z)")
_REACTION_WORDS = re.compile(r"""(?:\*|-)[ \t]+["“](?P<words>.*)["”][ \t]*\n""")
_LINK = re.compile(r"\[(?P<words>(?:[^\[\]\\]|\\.)*)\]\((?P<address>[^\s()]*)\)")
_SHOWING = re.compile(r"^Showing \d+ of (?P<stated>\d{1,9}) comments\b", re.MULTILINE)
_COMMENTS_OF = re.compile(r"(?:Comments: |Comment on )(?P<title>.+)")
_POST_URL = re.compile(r"^Post URL \(HTML\): \[[^\[\]]*\]\((?P<address>[^\s()]+)\)", re.MULTILINE)
_OFFERED = re.compile(r"^(?:[*-][ \t]+)?Post URL \(Markdown\): \[", re.MULTILINE)
_END = re.compile(r"^### Navigation\n\s*(?:\*|-)[ \t]+\[Front page\]\((?P<home>[^\s()]*?)/?(?:api/home)?\)", re.MULTILINE)
_INDEX = re.compile(r"^## (?:Top Comments Index|Comment thread)[ \t]*$", re.MULTILINE)
_FENCE = re.compile(r"[ \t]{0,3}(?P<sign>`{3,}|~{3,})(?P<info>.*)")
_BOX = re.compile(
    r"[ \t]*(?:(?P<llm>%%% llm-output(?: model=\"(?P<model>[^\"]*)\")?)|(?P<end>%%% /llm-output)|\+\+\+(?P<title>[ \t].*)?)[ \t]*"
)
_SECTION = re.compile(r"""<section\b(?P<attributes>[^<>]*)>|</section>""")
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*["']([^"']*)["']""")
_HEADER = re.compile(
    r"\s*\[(?P<author>(?:[^\[\]\\]|\\.)*)\]\((?P<user>[^\s()]*/users/[^\s()]*)\)\s*(?:\[(?P<time>[^\[\]]*)\]\((?P<url>[^\s()]*)\))?"
    r"(?P<votes>(?:\s*<span\b[^<>]*>[^<>]*</span>)*)"
)
_VOTE = re.compile(r"""class=["']?(?P<axis>Overall|Agreement)[^<>]*>\s*(?P<number>[-−–]?\d{1,6})\s*<""")
_ASK = "save the page /api/post/ID/comments?limit=2000 of the site too, and give both files"
_SPACE = re.compile(r"\s*+")
_LISTED = re.compile(r"Reactions (?:\(whole comment\)|by quoted text):\s*+")
_OPENING = re.compile(r"\s*+(?:Showing the comment .*\s*+)?+")
_SORTED = re.compile(r"^(?P<stated>\d{1,9}) comments?, sorted by", re.MULTILINE)


# Text


def forum_markdown(text: Within, doc: str) -> list[Draft]:
    """Return the blocks of a text in the forums' Markdown, with the marks of its own boxes taken off.

    `%%% llm-output` opens what a language model wrote, which is read as a quotation of it, `+++ Title` what a reader must
    unfold, and a fence named `widget` holds a program.
    """
    parts = [(parse_blocks(text.text, piece.span, doc), piece) for piece in _pieces(text.text) if piece.span.cut(text.text).strip()]
    labels = frozenset(draft.label for parsed, _ in parts for draft in parsed.drafts if draft.label)
    references = {key: address for parsed, _ in parts for key, address in parsed.references.items()}
    dialect = Dialect(labels, references)
    drafts: list[Draft] = []
    for parsed, piece in parts:
        for draft in parsed.drafts:
            placed = replace(draft, within=text, dialect=dialect)
            drafts.append(_quoted(placed, piece.model) if piece.model and draft.label is None else placed)
    return sorted(drafts, key=lambda draft: draft.label is not None)


def _quoted(draft: Draft, model: str) -> Draft:
    if draft.kind in (BlockKind.CODE, BlockKind.TABLE):  # which are no quotations
        return draft
    if draft.kind is BlockKind.HEADING:
        return replace(draft, kind=BlockKind.BLOCKQUOTE, prefix="> ", level=0, quotes=model)
    prefix = draft.prefix if draft.kind is BlockKind.BLOCKQUOTE else f"> {draft.prefix.strip()} ".rstrip() + " "
    return replace(draft, kind=BlockKind.BLOCKQUOTE, prefix=prefix, level=0, quotes=model)


class _Piece(NamedTuple):
    span: Span
    model: str | None


def _pieces(text: str) -> Iterator[_Piece]:
    """Part a text at the lines that open and close boxes, which are no text."""
    start = at = 0
    fence: str | None = None
    model: str | None = None
    widget = False
    for line in text.splitlines(keepends=True):
        end = at + len(line)
        marks = _FENCE.match(line)
        box = _BOX.fullmatch(line.rstrip("\r\n")) if fence is None else None
        if fence is not None:
            if marks and marks["sign"].startswith(fence) and not marks["info"].strip():
                start, fence, widget = end if widget else start, None, False
        elif marks:
            fence, widget = marks["sign"], marks["info"].strip().startswith("widget[")
            if widget:  # where the fence is not closed, the program is shown
                yield _Piece(Span(start, at), model)
                start = at
        elif box:
            yield _Piece(Span(start, at), model)
            if box["title"]:
                yield _Piece(Span(at + box.start("title"), end), model)
            model = (box["model"] or "a language model") if box["llm"] else None if box["end"] else model
            start = end
        at = end
    yield _Piece(Span(start, len(text)), model)


def _set_in(raw: str, span: Span) -> Within:
    """Return what stands in `raw` further to the right, moved to the left as far as all its lines can be."""
    lines = span.cut(raw).split("\n")
    depth = min((len(line) - len(line.lstrip(" \t")) for line in lines if line.strip()), default=0)
    parts: list[str] = []
    runs: list[Run] = []
    at, length = span.start, 0
    for line in lines:
        cut = min(depth, len(line) - len(line.lstrip(" \t")))
        kept = line[cut:] + "\n"
        runs.append(Run(length, at + cut, len(kept)))
        parts.append(kept)
        length += len(kept)
        at += len(line) + 1
    return Within("".join(parts), RawMap(tuple(runs)))


def _plain(markdown: str) -> str:
    return scan_inline(markdown.strip()).text


def _links(line: str) -> list[tuple[str, str]]:
    return [(_plain(link["words"]), link["address"]) for link in _LINK.finditer(line)]


# What the site offers to programs


def _is_offered(file: File) -> bool:
    return _TITLE.match(file.text) is not None and _OFFERED.search(file.text) is not None


def _read_offered(file: File) -> Page:
    text = file.text.replace("\r", " ")
    page = Page(file.text, file.name, "forummagnum-markdown")
    end = _last(_END, text)
    stop = end.start() if end else len(text)
    heads = [head for head in _COMMENT.finditer(text) if head.start() < stop]
    index = next((one for one in reversed(list(_INDEX.finditer(text, 0, stop))) if _opens(text, one.end(), heads)), None)
    title = _TITLE.match(text)
    home = end["home"] if end else ""
    at = _facts(page, text, title.end() if title else 0, home)
    named = _COMMENTS_OF.match(title["title"] if title and not page.date else "")
    page.title = _plain(named["title"] if named else title["title"]) if title else None
    if named:
        above = text[: heads[0].start() if heads else stop]
        showing, address = _SHOWING.search(above), _POST_URL.search(above)
        page.stated = int(showing["stated"]) if showing else None
        page.url = _absolute(home, address["address"]) if address else None
    else:
        last = index.start() if index else heads[0].start() if heads else stop
        page.drafts = forum_markdown(_set_in(file.text, Span(at, last)), POST)
        if index and "Top Comments" in index[0]:  # these have no text
            heads = []
    ends = [*(head.start() for head in heads[1:]), stop]
    page.comments = tree_order(
        [_offered(file.text, text, home, head, Span(head.end(), last)) for head, last in zip(heads, ends, strict=False)]
    )
    if page.stated and not page.comments:
        page.notes.append(absent(page.stated, _ASK))
    return page


def _absolute(home: str, address: str) -> str:
    return home + address if address.startswith("/") else address


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next(iter(deque(pattern.finditer(text), maxlen=1)), None)


def _opens(text: str, at: int, heads: list[re.Match[str]]) -> bool:
    """Say whether the heading that ends at `at` is followed by a list of comments."""
    following = bisect_left(heads, at, key=lambda head: head.start())
    opening = _OPENING.match(text, at)
    return following < len(heads) and opening is not None and opening.end() == heads[following].start()


def _past_space(text: str, at: int, end: int) -> int:
    space = _SPACE.match(text, at, end)
    return space.end() if space else at


def _facts(page: Page, text: str, at: int, home: str) -> int:
    """Take what the list below the title says of the post, and return where the list ends."""
    at = _past_space(text, at, len(text))
    while fact := _FACT.match(text, at):
        at = fact.end()
        line = fact["line"].strip()
        links = _links(line)
        if line.startswith("By ") and links:
            page.author, page.author_id = links[0][0], user_slug(links[0][1])
            page.coauthors = tuple(name for name, _ in links[1:])
        elif date := iso_time(line):
            page.date = date
        elif re.fullmatch(r"-?\d{1,9} points?", line):
            page.score = int(line.split()[0])
        elif line.startswith("Tag: ") and links:
            page.tags += (links[0][0],)
        elif re.fullmatch(r"Comments: \d{1,9}", line):
            page.stated = int(line.split()[1])
        elif line.startswith("Post URL (HTML)") and links:
            page.url = _absolute(home, links[0][1])
        elif line.startswith("Linkpost: ") and links:
            page.notes.append(Note("linkpost", f"the post is about the page {links[0][1]}"))
        elif line == "Mode: compact":
            page.notes.append(
                Note("dropped-text", "the site left tables, formulas and pictures out of this compact form of the post")
            )
    return at


def _offered(raw: str, text: str, home: str, head: re.Match[str], span: Span) -> Found:
    author = next(iter(_links(head["author"])), None)
    found = Found("", POST, author=author[0] if author else None, author_id=user_slug(author[1]) if author else None)
    at = span.start
    while about := _ABOUT.match(text, at, span.end):
        at = about.end()
        _say(found, about["line"].strip())
    found.url = _absolute(home, found.url or "")
    reactions, at = _reactions(text, at, span.end)
    found.reactions = tuple(reactions)
    if "_[No comment body available]_" not in text[at : span.end][:200]:
        found.drafts = forum_markdown(_set_in(raw, Span(at, span.end)), found.id)
    return found


def _say(found: Found, line: str) -> None:
    """Take one line of what is said about a comment."""
    name, _, value = line.partition(": ")
    links = _links(value)
    id = links[0][1].rstrip("/").rpartition("/")[2] if links else ""
    if name == "HTML permalink" and id:
        found.id, found.url = id, links[0][1]
    elif name.startswith("Parent comment") and id:
        found.parent = id
    elif name == "Reply depth" and found.parent == POST:
        found.parent = None
    elif name == "Karma" and re.fullmatch(r"-?\d{1,9}", value):
        found.karma = int(value)
    elif date := iso_time(line):
        found.date = date


def _reactions(text: str, at: int, end: int) -> tuple[list[Reaction], int]:
    """Return the reactions that are listed from `at` on, and where the list ends."""
    found: list[Reaction] = []
    words: str | None = None
    listed = False
    while True:
        start = _past_space(text, at, end)
        if head := _LISTED.match(text, start, end):
            listed, at = True, head.end()
        elif listed and (quoted := _REACTION_WORDS.match(text, start, end)):
            words, at = _plain(quoted["words"]).removesuffix("..."), quoted.end()
        elif listed and (one := _REACTION.match(text, start, end)):
            found.append(Reaction(_plain(one["name"]), int(one["count"]), words))
            at = one.end()
        else:
            return found, at


# Clipped pages


def _is_clipped(file: File) -> bool:
    return file.html is None and re.search(r"""<section id=["']\w+["'] data-type=["']comment["']""", file.text) is not None


def _read_clipped(file: File) -> Page:
    text = file.text
    page = Page(text, file.name, "forummagnum-clipped")
    marks = list(_SECTION.finditer(text))
    first = len(text)
    body = Span(0, 0)
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
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
        page.drafts = forum_markdown(_set_in(text, body), POST)
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
        found.author, found.author_id, found.url = _plain(header["author"]), user_slug(header["user"]), header["url"]
        found.age, found.date = (time["age"] or None, iso_time(time["iso"])) if time else (None, None)
        votes = {vote["axis"]: int(re.sub("[−–]", "-", vote["number"])) for vote in _VOTE.finditer(header["votes"])}
        found.karma, found.agreement = votes.get("Overall"), votes.get("Agreement")
    found.drafts = forum_markdown(_set_in(text, Span(at, span.end)), id)
    return found


def _clipped_head(page: Page, above: str) -> None:
    """Take what the page says of the post above its text."""
    if title := re.search(r"^# \[(?P<words>.+)\]\((?P<address>https?://[^\s()]*)\)", above, re.MULTILINE):
        page.title, page.url = _plain(title["words"]), title["address"]
        page.tags = tuple(words for words, address in _links(above[: title.start()]) if re.search(r"/(?:w|tag)/", address))
        if by := re.search(r"^by (?P<links>\[.+)", above[title.end() :], re.MULTILINE):
            names = [(name, user_slug(address)) for name, address in _links(by["links"])]
            page.author, page.author_id = names[0] if names else (None, None)
            page.coauthors = tuple(name for name, _ in names[1:])
        if date := re.search(r"\((\d{4}-\d\d-\d\dT[^()]*)\)", above[title.end() :]):
            page.date = iso_time(date[1])
    if score := re.search(r"^# (-?\d{1,9})[ \t]*$", above, re.MULTILINE):
        page.score = int(score[1])


READERS = (
    Reader("forummagnum-clipped", _is_clipped, _read_clipped),
    Reader("forummagnum-markdown", _is_offered, _read_offered),
)
