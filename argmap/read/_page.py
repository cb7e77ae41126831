"""A page as a reader found it: the post and its comments, each with its blocks, and what the site says about them.

Ids are the site's own here, and nothing is laid out yet: `_assemble` makes the thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from argmap.model import POST, Note, Reaction
from argmap.read._layout import Draft

__all__ = ["Found", "Page", "Stub", "tree_order"]


@dataclass(slots=True)
class Found:
    """A comment as a reader found it; `parent` is the site's id of another comment, `POST`, or None where the page shows none."""

    id: str
    parent: str | None = POST
    drafts: list[Draft] = field(default_factory=list)
    author: str | None = None
    author_id: str | None = None
    date: str | None = None
    age: str | None = None
    karma: int | None = None
    agreement: int | None = None
    url: str | None = None
    edited: str | None = None
    states: tuple[str, ...] = ()
    reactions: tuple[Reaction, ...] = ()
    evidence: str = "stated"


class Stub(NamedTuple):
    """A place under `parent` where a page leaves out comments: how many it says, and the ids of some or all of them.

    With neither there are answers to `parent`, and nobody says how many.
    """

    parent: str
    stated: int = 0
    ids: tuple[str, ...] = ()


@dataclass(slots=True)
class Page:
    """A post and its comments as a reader found them. A file that holds comments alone has no drafts and no title.

    Ids are the site's own, also in what a draft `quotes` and who `cited` it; the `doc` of a draft is set later. `stated` is how
    many comments the page says there are, and `notes` are the reader's own lines of the report. `awaited` are the ids of documents
    that the page names and does not hold; another page may, whose comments have these ids, or which names them in `held`. `stubs`
    are the places where it leaves out comments.
    """

    raw: str
    name: str
    reader: str
    title: str | None = None
    drafts: list[Draft] = field(default_factory=list)
    author: str | None = None
    coauthors: tuple[str, ...] = ()
    author_id: str | None = None
    date: str | None = None
    url: str | None = None
    score: int | None = None
    agreement: int | None = None
    reactions: tuple[Reaction, ...] = ()
    tags: tuple[str, ...] = ()
    comments: list[Found] = field(default_factory=list)
    stated: int | None = None
    notes: list[Note] = field(default_factory=list)
    awaited: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    stubs: list[Stub] = field(default_factory=list)


def tree_order(comments: Sequence[Found]) -> list[Found]:
    """Return comments in the order in which a page shows them: what answers one behind it, else as they are.

    >>> [one.id for one in tree_order([Found("c2", "c1"), Found("c3"), Found("c1")])]
    ['c3', 'c1', 'c2']
    """
    present = {one.id for one in comments}
    below: dict[str, list[Found]] = {}
    for one in comments:
        below.setdefault(one.parent if one.parent and one.parent in present else POST, []).append(one)
    ordered: list[Found] = []
    stack = below.pop(POST, [])[::-1]
    while stack:
        one = stack.pop()
        ordered.append(one)
        stack += below.pop(one.id, [])[::-1]
    return ordered + [one for left in below.values() for one in left]  # what answers itself
