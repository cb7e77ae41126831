"""The thread as triples: who wrote what, in reply to whom, in which sections, quoting which passage."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from argmap.graph import iris
from argmap.graph._names import Names
from argmap.graph._sheet import (
    CREATED,
    CREATOR,
    DERIVED,
    GENERATED,
    NAME,
    NOTATION,
    PART_OF,
    SOURCE_DOC,
    TAG,
    TITLE,
    TYPE,
    WEB_SOURCE,
    Sheet,
    am,
    text,
    web,
)
from argmap.model import POST, Comment, Quote, Span, Thread

__all__ = ["place_facts", "write_author", "write_thread"]


def write_thread(thread: Thread, names: Names, sheet: Sheet) -> None:
    """Write everything about the text itself; all of it was read off the page, so all of it is asserted."""
    for author in thread.authors:
        write_author(author, names, sheet)
    sheet.add(
        names.thread,
        (TYPE, am.Thread),
        (TITLE, text(thread.title)),
        (TAG, *map(text, thread.tags)),
        (WEB_SOURCE, web(thread.url) or text(thread.url)),
        (GENERATED, am.Reading),
    )
    sheet.add(
        names.node(POST),
        (TYPE, am.Post),
        (am.inThread, names.thread),
        (CREATOR, names.author(thread.author)),
        (CREATED, text(thread.date)),
        (am.karma, _number(thread.score)),
        (GENERATED, am.Reading),
    )
    for section in thread.sections:
        sheet.add(
            names.section(section.id),
            (TYPE, am.Section),
            (TITLE, text(section.title)),
            (NOTATION, text(section.number)),
            (PART_OF, names.section(section.parent) if section.parent else names.node(POST)),
            (am.start, Literal(section.span.start)),
            (am.end, Literal(section.span.end)),
            (GENERATED, am.Reading),
        )
    for comment in thread.comments:
        _write_comment(comment, names, sheet)
    for quote in thread.quotes:
        _write_quote(quote, thread, names, sheet)


def write_author(name: str, names: Names, sheet: Sheet) -> None:
    """Write an author's name; the node for it is made of the name alone."""
    node = names.author(name)
    if node is not None:
        sheet.add(node, (TYPE, am.Author), (NAME, text(name)))


def place_facts(doc: str, span: Span, thread: Thread, names: Names) -> tuple[tuple[NamedNode, NamedNode | Literal | None], ...]:
    """Return the facts that say where a passage is."""
    block = thread.block_at(span.start)
    return (
        (TYPE, am.Passage),
        (SOURCE_DOC, names.node(doc)),
        (PART_OF, names.section(block.section) if block is not None and block.section is not None else None),
        (am.start, Literal(span.start)),
        (am.end, Literal(span.end)),
    )


def _write_comment(comment: Comment, names: Names, sheet: Sheet) -> None:
    node = names.node(comment.id)
    sheet.add(
        node,
        (TYPE, am.Comment),
        (am.inThread, names.thread),
        (CREATOR, names.author(comment.author)),
        (CREATED, text(comment.date)),
        (am.karma, _number(comment.karma)),
        (am.agreement, _number(comment.agreement)),
        (GENERATED, am.Reading),
    )
    if comment.reply_to is not None:
        sheet.link(
            names.node(iris.relation(comment.id, "replyTo", comment.reply_to)),
            node,
            am.replyTo,
            names.node(comment.reply_to),
            (am.cue, text(comment.evidence)),
            (GENERATED, am.Reading),
        )


def _write_quote(quote: Quote, thread: Thread, names: Names, sheet: Sheet) -> None:
    """Write a quotation whose source was found: the passage quoted, the passage that quotes it, and how it was found."""
    if quote.source is None or quote.source_span is None:
        return
    quoted, here = (iris.place(doc, span) for doc, span in ((quote.source, quote.source_span), (quote.doc, quote.span)))
    sheet.add(names.node(quoted), *place_facts(quote.source, quote.source_span, thread, names))
    sheet.add(names.node(here), *place_facts(quote.doc, quote.span, thread, names))
    sheet.link(
        names.node(iris.relation(quote.doc, "quotes", quoted)),
        names.node(quote.doc),
        am.quotes,
        names.node(quoted),
        (DERIVED, names.node(here)),
        (am.cue, text(quote.match)),
        (GENERATED, am.Reading),
    )


def _number(value: int | None) -> Literal | None:
    return None if value is None else Literal(value)
