"""From what readers found on pages to the thread: the part that is the same for every forum.

Ids become argmap's, comments that are missing get a place, the text is laid out and frozen, quotations are found, parents that
the page does not show are inferred, and the report is drawn up. Several pages can make one thread.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import PurePath
from typing import TypeVar
from urllib.parse import urlsplit

from argmap.model import POST, Comment, Note, Reaction, Source, Thread, is_id
from argmap.read._inline import Dialect
from argmap.read._layout import Layout
from argmap.read._page import Found, Page
from argmap.read._quotes import SiteQuotes, find_quotes
from argmap.read._reactions import reaction
from argmap.read._replies import infer_replies
from argmap.read._report import thread_notes

__all__ = ["assemble", "comment_id"]

_RESERVED = (POST, "unknown")
"""What `reply-to` says of comments that have no id to name."""
_MOST_VOTES = 10**9
_MOST_NAMED = 20
"""How many missing comments a note names."""

_Value = TypeVar("_Value")


def comment_id(native: str) -> str:
    """Return the id that argmap gives a comment: the site's own where that can be one.

    >>> comment_id("t1_c0zq"), comment_id("9uqBLo"), comment_id("12345"), comment_id("a.b")
    ('t1_c0zq', 'c9uqBLo', 'c12345', 'a-b')
    """
    id = re.sub(r"[^A-Za-z0-9_-]", "-", native)
    return id if is_id(id) and id not in _RESERVED else f"c{id}"


def assemble(pages: Sequence[Page]) -> Thread:
    """Make one thread of the pages that a post and its comments were saved in; the first that has a value for a field counts.

    Offsets into the raw file count through all files, one behind the other with a line break between.
    """
    head = next((page for page in pages if page.drafts), pages[0])
    known = [head, *(page for page in pages if page is not head)]
    notes = [note for page in pages for note in page.notes]
    notes += _awaited(known)
    found = _Comments(known, notes)
    notes += _stubs(known, found.ids)
    notes += _several(known, found)
    if found.list:  # one file's comments may be in another
        notes = [note for note in notes if note.kind != "comments-absent"]
    layout = Layout("\n".join(page.raw for page in pages), Dialect())
    starts = dict(zip(map(id, pages), accumulate((len(page.raw) + 1 for page in pages), initial=0), strict=False))
    for page, doc, drafts in [(head, POST, head.drafts), *((page, found.ids[one.id], one.drafts) for page, one in found.list)]:
        layout.shift = starts[id(page)]
        for draft in drafts:
            layout.add(replace(draft, doc=doc))
    comments = tuple(found.comment(one, layout) for _, one in found.list)
    text, blocks = layout.text, tuple(layout.blocks)
    title = _first(_line(page.title) for page in known) or _heading(layout) or PurePath(head.name).stem
    author = _first(_line(page.author) for page in known)
    stated = _stated(known)
    absent = any(note.kind == "comments-absent" for note in notes)  # it says how many are stated
    site = SiteQuotes(
        {block: doc if doc == POST else found.ids.get(doc, "") for block, doc in layout.given.items()},
        [(found.ids[doc], span) for doc, span in layout.cited if doc in found.ids],
    )
    quotes = find_quotes(text, title, blocks, comments, layout.styles, site)
    if any(comment.reply_to is None and "missing" not in comment.states for comment in comments):
        post = [block.span for block in blocks if block.doc == POST]
        comments = infer_replies(text, author, comments, quotes, post)
        quotes = find_quotes(text, title, blocks, comments, layout.styles, site)
    return replace(
        layout.thread(
            title,
            Source(" + ".join(page.name for page in pages), layout.raw, "+".join(dict.fromkeys(page.reader for page in pages))),
        ),
        author=author,
        date=_first(_line(page.date) for page in known),
        url=_first(_address(page.url) for page in known),
        score=_first(_votes(page.score) for page in known),
        tags=tuple(dict.fromkeys(tag for page in known for words in page.tags if (tag := _line(words)))),
        comments=comments,
        quotes=quotes,
        report=(*notes, *thread_notes(text, comments, quotes, None if absent else stated)),
        stated_comments=stated,
        coauthors=tuple(name for words in head.coauthors if (name := _line(words))),
        author_id=_other(_first(_line(page.author_id) for page in known), author),
        agreement=_first(_votes(page.agreement) for page in known),
        reactions=_reactions(head.reactions),
    )


def _awaited(pages: Sequence[Page]) -> list[Note]:
    """Report the documents that some page names and none holds."""
    held = {id for page in pages for id in (*page.held, *(found.id for found in page.comments))}
    lost = [_line(id) or "" for id in dict.fromkeys(id for page in pages for id in page.awaited) if id not in held]
    if not lost:
        return []
    some = ", ".join(lost[:_MOST_NAMED]) + (", ..." if len(lost) > _MOST_NAMED else "")
    number = "1 comment that the page names is" if len(lost) == 1 else f"{len(lost)} comments that the page names are"
    return [Note("more-stub", f"{number} not in it: {some}")]


def _stubs(pages: Sequence[Page], ids: Mapping[str, str]) -> Iterator[Note]:
    """Report the places where a page leaves out comments, as far as no other page has them."""
    present = {found.id for page in pages for found in page.comments}
    answered = [{found.parent for found in page.comments} for page in pages]
    for number, page in enumerate(pages):
        for parent, stated, named in page.stubs:
            lost = [comment_id(id) for id in named if id not in present]
            if not lost and (named or any(parent in others for at, others in enumerate(answered) if at != number)):
                continue
            above = "the post" if parent == POST else f"comment {ids.get(parent) or comment_id(parent)}"
            missing = max(stated - (len(named) - len(lost)), len(lost))
            if not missing:
                yield Note("more-stub", f"answers to {above} are left out; the page does not say how many")
                continue
            some = ", ".join(lost[:_MOST_NAMED]) + (", ..." if len(lost) > _MOST_NAMED else "")
            some = f": {some}" if len(lost) == missing else f", {some} among them" if lost else ""
            yield Note("more-stub", f"{missing} comment{' is' if missing == 1 else 's are'} left out under {above}{some}")


class _Comments:
    """The comments of all pages, each once, in order, with a place for those that others answer and no page has."""

    def __init__(self, pages: Sequence[Page], notes: list[Note]) -> None:
        self.notes = notes
        self.list: list[tuple[Page, Found]] = []
        self.taken: set[str] = set()
        self.again: defaultdict[str, int] = defaultdict(lambda: 1)
        self.ids: dict[str, str] = {}
        """argmap's id of each comment, by the site's."""
        present = {found.id for page in pages for found in page.comments}
        for page in pages:
            for found in page.comments:
                if found.parent not in (None, POST) and found.parent not in present and found.parent not in self.ids:
                    self._take(page, Found(found.parent, None, states=("missing",), evidence="missing"))
                    notes.append(
                        Note("comment-missing", _line(f"comment {found.parent} is not on the page, but another answers it") or "")
                    )
                if found.id in self.ids:
                    notes.append(Note("comment-twice", f"comment {found.id} is there twice; the first counts"))
                else:
                    self._take(page, found)
        self._break_cycles()

    def _take(self, page: Page, found: Found) -> None:
        id = first = comment_id(found.id)
        while id in self.taken:
            self.again[first] += 1
            id = f"{first}-{self.again[first]}"
        self.taken.add(id)
        self.ids[found.id] = id
        self.list.append((page, found))

    def _break_cycles(self) -> None:
        parents = {found.id: found for _, found in self.list if found.id != POST}
        sure: set[str] = set()
        for _, found in self.list:
            path = [found]
            passed = {found.id}
            while (above := parents.get(path[-1].parent or POST)) is not None and above.id not in sure:
                if above.id in passed:
                    self.notes.append(
                        Note("reply-cycle", f"comment {path[-1].id} answers an answer to itself: its parent is unknown")
                    )
                    path[-1].parent = None
                    break
                path.append(above)
                passed.add(above.id)
            sure |= passed

    def comment(self, found: Found, layout: Layout) -> Comment:
        """Return a comment that is laid out."""
        id = self.ids[found.id]
        parent = found.parent if found.parent in (None, POST) else self.ids[found.parent]
        return Comment(
            id=id,
            author=_line(found.author),
            span=layout.doc_span(id),
            reply_to=parent,
            evidence=found.evidence,
            karma=_votes(found.karma),
            agreement=_votes(found.agreement),
            date=_line(found.date),
            age=_line(found.age),
            author_id=_other(_line(found.author_id), _line(found.author)),
            url=_address(found.url),
            edited=_line(found.edited),
            states=tuple(sorted(set(found.states))),
            reactions=_reactions(found.reactions),
        )


def _host(page: Page) -> str | None:
    try:
        return urlsplit(page.url or "").hostname
    except ValueError:
        return None


def _stated(pages: Sequence[Page]) -> int | None:
    """Return how many comments there are by what the pages say: on all the hosts of a post, where it is on several."""
    own = _host(pages[0])
    by_host: dict[str | None, int] = {}
    for page in pages:
        if page.stated is not None:
            by_host.setdefault(_host(page) or own, page.stated)
    return sum(by_host.values()) if by_host else None


def _several(pages: Sequence[Page], found: _Comments) -> list[Note]:
    """Say which of several pages the post is read from, and on which host the comments are, where a post is on several."""
    again = [page for page in pages[1:] if page.drafts]
    notes = [
        Note(
            "post-twice", f"{_line(page.name)} holds a post too, {_line(page.title)}: it is read from {_line(pages[0].name)} alone"
        )
        for page in again
    ]
    hosts: dict[str, list[str]] = {host: [] for page in pages if (host := _host(page))}
    if len(hosts) > 1:
        for page, one in found.list:
            hosts[_host(page) or next(iter(hosts))].append(found.ids[one.id])
        notes += [Note("host", f"{host}: {len(ids)} comments ({', '.join(ids)})") for host, ids in hosts.items()]
    return notes


def _first(values: Iterable[_Value | None]) -> _Value | None:
    return next((value for value in values if value is not None and value != ""), None)


def _reactions(found: Iterable[Reaction]) -> tuple[Reaction, ...]:
    plain = (reaction(one.name, one.count, one.words) for one in found)
    return tuple(one for one in plain if one)


def _votes(number: int | None) -> int | None:
    """Return votes, unless nobody can have that many."""
    return number if number is not None and abs(number) < _MOST_VOTES else None


def _line(words: str | None) -> str | None:
    """Return words of the page as one plain line, None where there are none."""
    return " ".join("".join(char if char.isprintable() else " " for char in words).split()) or None if words else None


def _other(id: str | None, name: str | None) -> str | None:
    """Return an id that is not just the name again."""
    return None if id == name else id


def _address(url: str | None) -> str | None:
    return _line(url) if url and re.match(r"https?://", url, re.IGNORECASE) else None


def _heading(layout: Layout) -> str | None:
    return next((section.title for section in layout.sections if section.level == 1), None)
