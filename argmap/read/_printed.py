"""The plain text of a printed forum page: LessWrong and its sisters, as saved from the browser's print view.

Nothing in such a file says what it is but its shape: the line "by **Name**" under the title, "6 comments, sorted by ..."
between post and comments, and a name in bold with an age above each comment. Tree, quotations and paragraphs are lost in
printing; `_replies`, `_quotes` and `_paragraphs` find them again. Every line of the page becomes text, or a field, or has a note.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import NamedTuple

from argmap.model import POST, Comment, Note, Source, Span, Thread
from argmap.read import _chrome
from argmap.read._chunks import SHORT, Chunk, Line, chunks
from argmap.read._inline import Dialect
from argmap.read._layout import Layout
from argmap.read._paragraphs import footnote_labels, paragraphs
from argmap.read._quotes import find_quotes, quotes_from
from argmap.read._replies import infer_replies
from argmap.read._report import thread_notes

__all__ = ["is_printed", "read_printed"]

_OPENER = re.compile(r"(?:(?P<count>\d+)|(?P<none>no))\s+comments?(?:,?\s+sorted by\b.*)?", re.IGNORECASE)
_SORTED = re.compile(r"(?im)^[ \t]*(?:\d+|no) comments?,? sorted by\b")
_BYLINE = re.compile(r"by\s+(?P<names>\*\*.+\*\*|[^\W\d_][^.,:;!?]{0,60})", re.IGNORECASE)
_AGE = r"\d+\s?(?:mo|min|hr|[smhdwy])|(?:just )?now|\d+ (?:second|minute|hour|day|week|month|year)s? ago"
_HEADER = re.compile(
    rf"(?:\[[–—−+-]\]\s*)?\*\*(?P<author>\S(?:.*?\S)?)\*\*\s+(?:(?P<age>{_AGE})|(?P<date>[^*]{{6,40}}?))"
    r"(?:\s*(?:\[[^\]\w]{1,3}\]\([^)]*\)|[↗🔗Ω]))*"
)
_KNOWN_HEADINGS = re.compile(
    r"context|tl;?dr|summary|introduction|intro|background|overview|abstract|preface|motivation|epistemic status|outline",
    re.IGNORECASE,
)


def is_printed(text: str) -> bool:
    """Say whether `text` looks like a printed forum page."""
    if text.startswith("---") or re.search(r"(?m)^:::", text):
        return False
    opener = _SORTED.search(text)
    if opener and any(_header(line.strip()) for line in text[opener.end() :].splitlines()):
        return True
    top = chunks(text, 0, min(len(text), 4000))[:12]
    bylines = [chunk for chunk in top if _BYLINE.fullmatch(chunk.line) and "**" in chunk.line]
    return bool(bylines) and re.search(r"(?m)^#{1,6} ", text) is None


def read_printed(raw: str, name: str) -> Thread:
    """Read a printed page. Whatever its shape, it is read: what is not found is missing from the thread and noted."""
    page = _Page(raw)
    page.read_post()
    page.read_comments()
    return page.thread(name)


class _Header(NamedTuple):
    """A comment's header: its line, whose comment it is, since when, and its votes."""

    line: int
    author: str
    age: str | None
    date: str | None
    votes: _chrome.Votes


@dataclass(slots=True)
class _Page:
    raw: str
    title: str = ""
    author: str | None = None
    coauthors: tuple[str, ...] = ()
    date: str | None = None
    score: int | None = None
    tags: tuple[str, ...] = ()
    stated: int | None = None
    by_score: bool = False
    comments: list[Comment] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    layout: Layout = field(init=False)
    post: list[Chunk] = field(init=False)
    below: list[Chunk] = field(init=False)

    def __post_init__(self) -> None:
        found = chunks(self.raw)
        opener = _opener(found)
        if opener is None:  # without that line the comments begin at the first header that has votes
            lines = [line for chunk in found for line in chunk.lines]
            first = next((lines[header.line].start for header in _headers(lines, None) if header.votes.lines), len(self.raw))
            self.post = [chunk for chunk in found if chunk.raw.end <= first]
            self.below = found[len(self.post) :]
        else:
            line = found[opener].line
            self.post, self.below = found[:opener], found[opener + 1 :]
            self.stated = int(line.split()[0]) if line[0].isdigit() else 0
            self.by_score = re.search(r"sorted by (?:top|karma|score)", line, re.IGNORECASE) is not None
            self.known("comments", found[opener])
        self.layout = Layout(self.raw, Dialect(footnote_labels(found), printed=True))

    def known(self, what: str, chunk: Chunk) -> None:
        """Note a line that was read as a field of the thread."""
        self.notes.append(Note("field", what, chunk.raw))

    def dropped(self, kind: str, message: str, first: Chunk, last: Chunk | None = None) -> None:
        """Note what is left out of the text."""
        self.notes.append(Note(f"dropped-{kind}", message, Span(first.raw.start, (last or first).raw.end)))

    # The post

    def read_post(self) -> None:
        """Read title, byline, score, date and tags, and lay out the post."""
        maybe, _ = _chrome.footer(self.post)
        start = self._masthead(self.post[:maybe])
        names, start = self._tags(start, maybe)
        _, end = _chrome.footer(self.post, names)
        footer = [line.text for chunk in self.post[end:] for line in chunk.lines]
        self.tags = tuple(names or filter(None, map(_chrome.tag_count, footer)))
        for chunk in self.post[end:]:
            self.dropped("chrome", f"below the post: {chunk.text}", chunk)
        for what, value in (("title", self.title), ("author", self.author), ("date", self.date), ("score", self.score)):
            if value in (None, ""):
                self.notes.append(Note("field-missing", f"the page shows no {what}"))
        drafts, notes = paragraphs(self.post[start:end], POST, headings=True)
        self.notes += notes
        for draft in drafts:
            self.layout.add(draft)

    def _masthead(self, found: Sequence[Chunk]) -> int:
        """Read what stands up to the byline and return the index of the first chunk behind it, or of the body."""
        byline = next((index for index, chunk in enumerate(found[:15]) if _BYLINE.fullmatch(chunk.line)), None)
        last = byline if byline is not None else min(len(found), 1)
        for chunk in found[:last]:
            if self._is_score(chunk):
                self.known("score", chunk)
            elif not self.title and not _chrome.is_chrome(chunk.line):
                self.title = chunk.text
                self.known("title", chunk)
            else:
                self.dropped("chrome", f"above the post: {chunk.text}", chunk)
        if byline is None:
            return last
        match = _BYLINE.fullmatch(found[byline].line)
        names = match["names"] if match else ""
        writers = re.findall(r"\*\*(.+?)\*\*", names) or [names]
        self.author, self.coauthors = writers[0], tuple(writers[1:])
        self.known("author", found[byline])
        return byline + 1

    def _is_score(self, chunk: Chunk) -> bool:
        """Take the first bare number for the post's score."""
        if self.score is not None or not re.fullmatch(r"[-−–]?\d{1,6}", chunk.line):
            return False
        self.score = int(chunk.line.replace("−", "-").replace("–", "-"))
        return True

    def _tags(self, start: int, end: int) -> tuple[list[str], int]:
        """Read score, date and tags from `start` on; return the tags and the index of the first chunk of the body."""
        footer = {(_chrome.tag_count(line.text) or "").lower() for chunk in self.post[end:] for line in chunk.lines}
        tags: list[tuple[str, int]] = []
        at = start
        while at < end:
            chunk = self.post[at]
            if self.date is None and (date := _chrome.iso_date(chunk.line)):
                self.date = date
                self.known("date", chunk)
            elif self._is_score(chunk):
                self.known("score", chunk)
            elif _chrome.is_chrome(chunk.line) and chunk.line.lower() not in _chrome.CATEGORIES:
                self.dropped("chrome", f"above the post: {chunk.line}", chunk)
            elif _tag(chunk.line):
                tags.append((_tag(chunk.line), at))
            else:
                break
            at += 1
        kept = _real_tags(tags, footer)
        for _, index in tags[:kept]:
            self.known("tag", self.post[index])
        return [name for name, _ in tags[:kept]], tags[kept][1] if kept < len(tags) else at

    # The comments

    def read_comments(self) -> None:
        """Find the comments by their headers, and lay them out."""
        below = self._without_tail(self.below)
        lines = [line for chunk in below for line in chunk.lines]
        headers = _headers(lines, self.stated)
        first = headers[0].line if headers else len(lines)
        if first:
            span = Span(lines[0].start, lines[first - 1].end)
            self.notes.append(Note("dropped-chrome", f"above the comments: {span.cut(self.raw)}", span))
        for number, header in enumerate(headers, 1):
            end = headers[number].line if number < len(headers) else len(lines)
            body = header.line + 1 + header.votes.lines
            self.notes.append(Note("field", "comment header", Span(lines[header.line].start, lines[body - 1].end)))
            found = chunks(self.raw, lines[body].start, lines[end - 1].end) if body < end else []
            self._comment(f"c{number}", header, found)

    def _without_tail(self, found: list[Chunk]) -> list[Chunk]:
        """Cut the site's own lines off the end of the page."""
        end = len(found)
        while end and all(_chrome.is_chrome(line.text) for line in found[end - 1].lines):
            end -= 1
            self.dropped("chrome", f"below the comments: {found[end].text}", found[end])
        return found[:end]

    def _comment(self, id: str, header: _Header, found: list[Chunk]) -> None:
        kept: list[Chunk] = []
        boxes: list[Span] = []
        at = 0
        while at < len(found):
            box = _chrome.widget_at(found, at)
            if box is None:
                kept.append(found[at])
                at += 1
            else:
                del kept[len(kept) - (at - box.start) :]
                boxes.append(box)
                at = box.end
        for box in boxes:
            words = " / ".join(chunk.text for chunk in found[box.start : box.end])
            self.dropped("widget", f"a market's box in {header.author}'s comment: {words}", found[box.start], found[box.end - 1])
        while kept and all(_chrome.is_chrome(line.text) for line in kept[-1].lines):
            self.dropped("chrome", f"below {header.author}'s comment: {kept[-1].text}", kept[-1])
            kept.pop()
        drafts, notes = paragraphs(kept, id, quoted=quotes_from(self.layout))
        self.notes += notes
        for draft in drafts:
            self.layout.add(draft)
        span = self.layout.doc_span(id)
        self.comments.append(
            Comment(id, header.author, span, None, "", header.votes.karma, header.votes.agreement, header.date, header.age)
        )

    # The thread

    def thread(self, name: str) -> Thread:
        """Put the thread together: quotations tell who answers whom, and that tells which of two places is quoted."""
        layout = self.layout
        text, blocks = layout.text, tuple(layout.blocks)
        post = [block.span for block in blocks if block.doc == POST]
        title = self.title or PurePath(name).stem
        comments = tuple(self.comments)
        quotes = find_quotes(text, title, blocks, comments, layout.styles)
        comments = infer_replies(text, self.author, comments, quotes, post, by_score=self.by_score)
        quotes = find_quotes(text, title, blocks, comments, layout.styles)
        return replace(
            layout.thread(title, Source(name, self.raw, "printed")),
            author=self.author,
            date=self.date,
            score=self.score,
            tags=self.tags,
            comments=comments,
            quotes=quotes,
            report=(
                *sorted(self.notes, key=lambda note: note.raw or Span(0, 0)),
                *thread_notes(text, comments, quotes, self.stated),
            ),
            stated_comments=self.stated,
            coauthors=self.coauthors,
        )


def _opener(found: Sequence[Chunk]) -> int | None:
    """Return the index of the line that opens the comments, if there is one."""
    places = [index for index, chunk in enumerate(found) if _OPENER.fullmatch(chunk.line)]
    sorted_by = [index for index in places if "sorted by" in found[index].line.lower()]
    if sorted_by:
        return sorted_by[-1]
    headers = [index for index, chunk in enumerate(found) if any(_header(line.text) for line in chunk.lines)]
    first = headers[0] if headers else len(found)
    # Without "sorted by" the same words may be a link above the post.
    plain = [index for index in places if index < first and (headers or index >= len(found) - 10)]
    return plain[-1] if plain and plain[-1] > 3 else None


def _header(line: str) -> re.Match[str] | None:
    match = _HEADER.fullmatch(line) if len(line) <= SHORT else None
    return None if match is None or (match["age"] is None and _chrome.iso_date(match["date"]) is None) else match


def _headers(lines: Sequence[Line], stated: int | None) -> list[_Header]:
    """Return the comments' headers. One without votes counts only as long as the page states more comments than have them."""
    found = []
    for index, line in enumerate(lines):
        match = _header(line.text)
        if match:
            date = _chrome.iso_date(match["date"]) if match["date"] else None
            found.append(_Header(index, match["author"], match["age"], date, _chrome.votes(lines[index + 1 : index + 3])))
    voted = [header for header in found if header.votes.lines]
    return voted if stated is not None and len(voted) >= stated else found


def _tag(line: str) -> str:
    """Return the name of a line that can be a tag, or an empty string."""
    linked = re.fullmatch(r"\[(.+)\]\([^)]*\)", line)
    name = linked[1] if linked else line
    plain = 0 < len(name) <= 40 and len(name.split()) <= 6 and re.match(r"\d+(?:\.\d+)*\.\s|[-*+•>#]\s", name) is None
    return name if plain and name[-1] not in '.,:;!?…"”)' else ""


def _real_tags(tags: Sequence[tuple[str, int]], footer: set[str]) -> int:
    """Return how many of the short lines above the body are tags; the last ones may be its first headings.

    The footer repeats the tags, and the site's category stands last among them.
    """
    sure = [at for at, (name, _) in enumerate(tags, 1) if name.lower() in footer or name.lower() in _chrome.CATEGORIES]
    if sure:
        return sure[-1]
    if len(tags) < 2:
        return 0
    return len(tags) - (_KNOWN_HEADINGS.fullmatch(tags[-1][0]) is not None)
