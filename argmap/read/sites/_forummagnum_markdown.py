"""The Markdown that LessWrong offers to programs (https://www.lesswrong.com/api/SKILL.md).

`/api/post/ID` is a post below a list of what is said about it; `/api/post/ID/comments` has the comments one behind the other, each
with its parent's id and its text set in (https://github.com/ForumMagnum/ForumMagnum,
packages/lesswrong/server/markdownComponents).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque

from argmap.model import POST, Note, Reaction, Span
from argmap.read._file import File
from argmap.read._inline import scan_inline
from argmap.read._page import Found, Page, tree_order
from argmap.read._reader import Reader
from argmap.read._times import iso_time
from argmap.read.sites._forummagnum_text import absent, forum_markdown, set_in, user_slug

__all__ = ["READERS", "links", "plain"]


_TITLE = re.compile(r"\A\s*# (?P<title>.+)\n")
_FACT = re.compile(
    r"(?:\*|-)[ \t]+(?P<line>By .+|\d{4}-\d\d-\d\dT\S+|-?\d{1,9} points?|(?:Location|Starts|Ends|Linkpost|Tag|Mode|Sequence): .+"
    r"|Curated|Frontpage|Personal Blog|Comments: \d{1,9}|(?:Post|Comments) URL \(.+"
    r"|(?:Previous|Next) in sequence: .+)[ \t]*(?:\n|\Z)"
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
_ASK = "save the page /api/post/ID/comments?limit=2000 of the site too, and give both files"
_SPACE = re.compile(r"\s*+")
_LISTED = re.compile(r"Reactions (?:\(whole comment\)|by quoted text):\s*+")
_OPENING = re.compile(r"\s*+(?:Showing the comment .*\s*+)?+")


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
    page.title = plain(named["title"] if named else title["title"]) if title else None
    if named:
        above = text[: heads[0].start() if heads else stop]
        showing, address = _SHOWING.search(above), _POST_URL.search(above)
        page.stated = int(showing["stated"]) if showing else None
        page.url = _absolute(home, address["address"]) if address else None
    else:
        last = index.start() if index else heads[0].start() if heads else stop
        page.drafts = forum_markdown(set_in(file.text, Span(at, last)), POST)
        if index and "Top Comments" in index[0]:  # these have no text
            heads = []
    ends = [*(head.start() for head in heads[1:]), stop]
    page.comments = tree_order(
        [_offered(file.text, text, home, head, Span(head.end(), last)) for head, last in zip(heads, ends, strict=False)]
    )
    if page.stated and not page.comments:
        page.notes.append(absent(page.stated, _ASK))
    return page


def _facts(page: Page, text: str, at: int, home: str) -> int:
    """Take what the list below the title says of the post, and return where the list ends."""
    at = _past_space(text, at, len(text))
    while fact := _FACT.match(text, at):
        at = fact.end()
        line = fact["line"].strip()
        linked = links(line)
        if line.startswith("By ") and linked:
            page.author, page.author_id = linked[0][0], user_slug(linked[0][1])
            page.coauthors = tuple(name for name, _ in linked[1:])
        elif date := iso_time(line):
            page.date = date
        elif re.fullmatch(r"-?\d{1,9} points?", line):
            page.score = int(line.split()[0])
        elif line.startswith("Tag: ") and linked:
            page.tags += (linked[0][0],)
        elif re.fullmatch(r"Comments: \d{1,9}", line):
            page.stated = int(line.split()[1])
        elif line.startswith("Post URL (HTML)") and linked:
            page.url = _absolute(home, linked[0][1])
        elif line.startswith("Linkpost: ") and linked:
            page.notes.append(Note("linkpost", f"the post is about the page {linked[0][1]}"))
        elif line == "Mode: compact":
            page.notes.append(
                Note("dropped-text", "the site left tables, formulas and pictures out of this compact form of the post")
            )
    return at


def _offered(raw: str, text: str, home: str, head: re.Match[str], span: Span) -> Found:
    author = next(iter(links(head["author"])), None)
    found = Found("", POST, author=author[0] if author else None, author_id=user_slug(author[1]) if author else None)
    at = span.start
    while about := _ABOUT.match(text, at, span.end):
        at = about.end()
        _say(found, about["line"].strip())
    found.url = _absolute(home, found.url or "")
    reactions, at = _reactions(text, at, span.end)
    found.reactions = tuple(reactions)
    if "_[No comment body available]_" not in text[at : span.end][:200]:
        found.drafts = forum_markdown(set_in(raw, Span(at, span.end)), found.id)
    return found


def _say(found: Found, line: str) -> None:
    """Take one line of what is said about a comment."""
    name, _, value = line.partition(": ")
    linked = links(value)
    id = linked[0][1].rstrip("/").rpartition("/")[2] if linked else ""
    if name == "HTML permalink" and id:
        found.id, found.url = id, linked[0][1]
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
            words, at = plain(quoted["words"]).removesuffix("..."), quoted.end()
        elif listed and (one := _REACTION.match(text, start, end)):
            found.append(Reaction(plain(one["name"]), int(one["count"]), words))
            at = one.end()
        else:
            return found, at


def _opens(text: str, at: int, heads: list[re.Match[str]]) -> bool:
    """Say whether the heading that ends at `at` is followed by a list of comments."""
    following = bisect_left(heads, at, key=lambda head: head.start())
    opening = _OPENING.match(text, at)
    return following < len(heads) and opening is not None and opening.end() == heads[following].start()


def _past_space(text: str, at: int, end: int) -> int:
    space = _SPACE.match(text, at, end)
    return space.end() if space else at


def _absolute(home: str, address: str) -> str:
    return home + address if address.startswith("/") else address


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next(iter(deque(pattern.finditer(text), maxlen=1)), None)


def plain(markdown: str) -> str:
    """Return the visible words of a line of Markdown."""
    return scan_inline(markdown.strip()).text


def links(line: str) -> list[tuple[str, str]]:
    """Return the links in a line of Markdown: the words and the address of each."""
    return [(plain(link["words"]), link["address"]) for link in _LINK.finditer(line)]


READERS = (Reader("forummagnum-markdown", _is_offered, _read_offered),)
