"""A thread as JSON: the documented shape of docs/thread.schema.json."""

from __future__ import annotations

from collections import Counter
from typing import Any

from argmap.model import Block, Comment, Note, Quote, QuoteKind, Reaction, Span, Thread

__all__ = ["to_json"]

Json = dict[str, Any]


def to_json(thread: Thread) -> Json:
    """Return the whole thread as plain data for `json.dumps`.

    Every `raw` is a pair of code-point offsets, end-exclusive, into the source file as decoded from UTF-8: line ends count
    as they stand in the file, and a byte-order mark at its head does not count.
    """
    return {
        "title": thread.title,
        "authors": [name for name in (thread.author, *thread.coauthors) if name],
        "author_id": thread.author_id,
        "date": thread.date,
        "url": thread.url,
        "score": thread.score,
        "agreement": thread.agreement,
        "reactions": [_reaction(reaction) for reaction in thread.reactions],
        "tags": list(thread.tags),
        "sections": [
            {"id": section.id, "number": section.number, "title": section.title, "level": section.level, "parent": section.parent}
            for section in thread.sections
        ],
        "blocks": [_block(thread, block) for block in thread.blocks],
        "footnotes": [
            {
                "label": note.label,
                "raw": _raw(thread, note.span),
                "refs": [_raw(thread, ref) for ref in note.refs],
                "text": note.span.cut(thread.text),
            }
            for note in thread.footnotes
        ],
        "comments": [_comment(thread, comment) for comment in thread.comments],
        "styles": [{"kind": str(style.kind), "raw": _raw(thread, style.span), "target": style.target} for style in thread.styles],
        "report": _report(thread),
    }


def _raw(thread: Thread, span: Span) -> list[int]:
    try:
        raw = thread.raw_map.to_raw(span)
    except LookupError:  # words that the reader supplied, as a table's bars
        raw = thread.raw_map.to_raw(Span(span.start, span.start))
    return [raw.start, raw.end]


def _block(thread: Thread, block: Block) -> Json:
    return {
        "id": block.id,
        "kind": str(block.kind),
        "doc": block.doc,
        "section": block.section,
        "raw": _raw(thread, block.span),
        "text": block.span.cut(thread.text),
    }


def _comment(thread: Thread, comment: Comment) -> Json:
    return {
        "id": comment.id,
        "author": comment.author,
        "author_id": comment.author_id,
        "karma": comment.karma,
        "agreement": comment.agreement,
        "date": comment.date,
        "age": comment.age,
        "edited": comment.edited,
        "states": list(comment.states),
        "reactions": [_reaction(reaction) for reaction in comment.reactions],
        "url": comment.url,
        "reply_to": comment.reply_to,
        "evidence": comment.evidence,
        "confidence": comment.confidence,
        "raw": _raw(thread, comment.span),
        "quotes": [_quote(thread, quote) for quote in thread.quotes if quote.doc == comment.id],
    }


def _reaction(reaction: Reaction) -> Json:
    return {"name": reaction.name, "count": reaction.count, "words": reaction.words}


def _quote(thread: Thread, quote: Quote) -> Json:
    return {
        "text": quote.span.cut(thread.text),
        "raw": _raw(thread, quote.span),
        "kind": str(quote.kind),
        "marks": quote.marks,
        "match": quote.match,
        "source": quote.source,
        "source_raw": None if quote.source_span is None else _raw(thread, quote.source_span),
    }


def _report(thread: Thread) -> Json:
    quotes = [quote for quote in thread.quotes if quote.kind is QuoteKind.QUOTATION]
    kinds = Counter(str(quote.kind) for quote in thread.quotes)
    return {
        "source": thread.source.name,
        "reader": thread.source.reader,
        "stated_comments": thread.stated_comments,
        "found_comments": len(thread.comments),
        "unknown_parents": sum(comment.reply_to is None for comment in thread.comments),
        "joined": [_note(note) for note in thread.report if note.kind == "joined"],
        "dropped": [_note(note) for note in thread.report if note.kind.startswith("dropped-")],
        "quotes": {
            "found": len(thread.quotes),
            "aligned": sum(quote.source_span is not None for quote in quotes),
            "ambiguous": sum(quote.match == "ambiguous" for quote in quotes),
            "not_aligned": sum(quote.source is None and quote.match != "ambiguous" for quote in thread.quotes),
            "kinds": {str(kind): kinds[str(kind)] for kind in QuoteKind},
        },
        "notes": [_note(note) for note in thread.report if note.kind != "joined" and not note.kind.startswith("dropped-")],
    }


def _note(note: Note) -> Json:
    return {
        "kind": note.kind,
        "message": note.message,
        "raw": None if note.raw is None else [note.raw.start, note.raw.end],
    }
