"""Markdown: a post alone, or a whole thread with front matter and its comments in fenced divs.

Blocks come from markdown-it-py, which tells their lines; the words in them and where each stands from `_inline`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

from argmap.errors import error
from argmap.model import POST, BlockKind, Comment, Source, Thread, slug
from argmap.read._blocks import parse_blocks
from argmap.read._divs import CommentDiv, divide
from argmap.read._front import read_front
from argmap.read._inline import Dialect
from argmap.read._layout import Layout
from argmap.read._quotes import SiteQuotes, find_quotes
from argmap.read._reactions import parse_reactions
from argmap.read._report import thread_notes

__all__ = ["read_markdown"]


def read_markdown(raw: str, name: str) -> Thread:
    r"""Read Markdown `raw`, the text of the file `name`; raises ArgmapError with line and column.

    >>> thread = read_markdown("# Lanes\n\nPaint *is* cheap.\n\n::: {.comment #c1 author=Ben}\nIs it?\n:::\n", "lanes.md")
    >>> thread.title, thread.text, thread.comments[0].author, thread.comments[0].reply_to
    ('Lanes', 'Lanes\n\nPaint is cheap.\n\nIs it?', 'Ben', 'post')
    """
    front = read_front(raw, name)
    divided = divide(raw, front.end, name)
    parsed = [(part, parse_blocks(raw, part.span, doc)) for doc, parts in divided.pieces.items() for part in parts]
    labels = frozenset(draft.label for _, found in parsed for draft in found.drafts if draft.label)
    references = {key: href for _, found in parsed for key, href in found.references.items()}
    layout = Layout(raw, Dialect(labels, references))
    for part, found in parsed:
        for draft in found.drafts:
            quoted = draft.kind is BlockKind.BLOCKQUOTE
            layout.add(replace(draft, quotes=part.quotes) if quoted and part.quotes is not None else draft)
    heading = next((section.title for section in layout.sections if section.level == 1), None)
    title = front.text("title") or heading or PurePath(name).stem
    tags = front.values.get("tags") or ()
    text, blocks = layout.text, tuple(layout.blocks)
    comments = _comments(divided.comments, layout)
    docs = {POST, *(comment.id for comment in comments)}
    site = SiteQuotes({block: doc if doc in docs else "" for block, doc in layout.given.items()})
    quotes = find_quotes(text, title, blocks, comments, layout.styles, site)
    stated = front.values.get("comments")
    return replace(
        layout.thread(title, Source(name, raw, "markdown")),
        id=front.text("id") or slug(title),
        author=front.text("author"),
        date=front.text("date"),
        url=front.text("source"),
        score=front.values.get("score"),
        tags=tuple(tags.replace(",", " ").split() if isinstance(tags, str) else (str(tag) for tag in tags)),
        comments=comments,
        quotes=quotes,
        report=(*front.notes, *thread_notes(text, comments, quotes, stated)),
        stated_comments=stated,
        coauthors=tuple(str(name) for name in front.values.get("coauthors") or ()),
        author_id=front.text("author-id"),
        agreement=front.values.get("agreement"),
        reactions=parse_reactions(front.text("reactions") or "") or (),
    )


def _comments(divs: tuple[CommentDiv, ...], layout: Layout) -> tuple[Comment, ...]:
    known = {POST, "unknown", *(div.id for div in divs)}
    made = {}
    for div in divs:
        pairs = div.attributes.pairs
        stated = pairs.get("reply-to")
        if stated is not None and stated not in known:
            raise error("no-such-parent", div.place, id=div.id, parent=stated)
        reply_to = stated or div.parent or POST
        default = "stated" if stated else "nested" if div.parent else "default"
        made[div.id] = Comment(
            id=div.id,
            author=pairs.get("author") or None,
            span=layout.doc_span(div.id),
            reply_to=None if reply_to == "unknown" else reply_to,
            evidence=pairs.get("evidence") or default,
            karma=_votes(pairs.get("karma")),
            agreement=_votes(pairs.get("agreement")),
            date=pairs.get("date"),
            age=pairs.get("age"),
            author_id=pairs.get("author-id"),
            url=pairs.get("url"),
            edited=pairs.get("edited"),
            states=tuple(sorted(set(pairs.get("state", "").split()))),
            reactions=parse_reactions(pairs.get("reactions", "")) or (),
            confidence=float(pairs["confidence"]) if "confidence" in pairs else None,
        )
    sure: set[str] = set()
    for div in divs:
        path = {div.id: None}
        at = div.id
        while (parent := made[at].reply_to) in made and parent not in sure:
            if parent in path:
                raise error("reply-cycle", div.place, cycle=" > ".join([*path, parent]))
            path[parent] = None
            at = parent
        sure.update(path)
    return tuple(made.values())


def _votes(text: str | None) -> int | None:
    return None if text is None else int(text.replace("−", "-"))
