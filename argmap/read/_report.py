"""The reading report: what a reader found, mended, dropped and could not place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from argmap.model import POST, Comment, Note, Quote, QuoteKind, Thread
from argmap.read._words import word_set

__all__ = ["losses", "report_lines", "thread_notes"]

_LOSSES = word_set(
    "comment-count comment-missing comments-absent more-stub reply-unknown quote-ambiguous dropped-text words-absent"
)


def thread_notes(text: str, comments: Sequence[Comment], quotes: Sequence[Quote], stated: int | None) -> list[Note]:
    """Say what is missing: comments that the page states, parents, and the sources of quotations."""
    notes: list[Note] = []
    names = {comment.id: comment.author or comment.id for comment in comments}
    there = [comment for comment in comments if "missing" not in comment.states]
    if stated is not None and stated != len(there):
        notes.append(Note("comment-count", f"the page states {stated} comments, {len(there)} were found"))
    for comment in there:
        if comment.reply_to is None:
            notes.append(Note("reply-unknown", f"it is unknown what {names[comment.id]}'s comment {comment.id} answers"))
    for quote in quotes:
        words = " ".join(quote.span.cut(text).split()[:8])
        if quote.match == "ambiguous":
            where = "the post" if quote.source == POST else f"comment {quote.source}" if quote.source else "several texts"
            notes.append(Note("quote-ambiguous", f"{names[quote.doc]} quotes “{words}”, which {where} has more than once"))
        elif quote.source is not None and quote.source_span is None:
            where = "the post" if quote.source == POST else f"comment {quote.source}"
            notes.append(Note("quote-unplaced", f"the page says that {names[quote.doc]} quotes {where}, which has no “{words}”"))
        elif quote.kind is QuoteKind.EXTERNAL:
            notes.append(Note("quote-external", f"{names[quote.doc]} quotes “{words} …”, which no text above has"))
    return notes


def losses(thread: Thread) -> list[str]:
    """Return what was lost in reading, in words: stated comments, parents, the places of quotations; empty where nothing was."""
    return [note.message for note in thread.report if note.kind in _LOSSES]


def report_lines(thread: Thread, most: int | None = None) -> list[str]:
    """Return the report for a person to read: a summary, then one line for each thing that was mended, dropped or lost.

    Of things of one kind there are `most` lines at most, and one that says how many more there are.

    >>> from argmap.model import RawMap, Source
    >>> report_lines(Thread("t", "Lanes", "", RawMap(()), Source("lanes.txt", "", "printed"), stated_comments=2))
    ['lanes.txt (printed): no blocks, 0 of 2 comments']
    """
    kinds = Counter(note.kind for note in thread.report)
    stated = f" of {thread.stated_comments}" if thread.stated_comments is not None else ""
    parts = [
        _count(len(thread.blocks), "block"),
        _count(len(thread.sections), "section"),
        _count(len(thread.footnotes), "footnote"),
        f"{sum('missing' not in comment.states for comment in thread.comments)}{stated} comments",
        _quotes(thread.quotes),
        f"{kinds['joined']} page breaks mended" if kinds["joined"] else "",
    ]
    summary = ", ".join(part for index, part in enumerate(parts) if part and (index == 0 or not part.startswith("no ")))
    shown: Counter[str] = Counter()
    lines: list[str] = []
    for note in thread.report:
        if note.kind in ("field", "list", "dropped-rule"):
            continue
        shown[note.kind] += 1
        if most is None or shown[note.kind] <= most:
            lines.append(note.message)
        elif shown[note.kind] == kinds[note.kind]:
            lines.append(f"... and {kinds[note.kind] - most} more like the {most} above (argmap --verbose lists them)")
    return [f"{thread.source.name} ({thread.source.reader}): {summary}", *lines]


def _count(number: int, thing: str) -> str:
    return f"{number or 'no'} {thing}{'' if number == 1 else 's'}"


def _quotes(quotes: Sequence[Quote]) -> str:
    found = [quote for quote in quotes if quote.kind is QuoteKind.QUOTATION]
    if not found:
        return ""
    aligned = sum(quote.source_span is not None for quote in found)
    return f"{aligned} of {len(found)} quotations aligned"
