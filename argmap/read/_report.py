"""The reading report: what a reader found, mended, dropped and could not place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from argmap.model import POST, Comment, Note, Quote, QuoteKind, Thread
from argmap.read._words import word_set

__all__ = ["losses", "report_lines", "thread_notes"]

_LOSSES = word_set(
    """comment-count comment-empty comment-missing comments-absent comments-unread more-stub reply-unknown quote-ambiguous
    dropped-text words-absent"""
)

_MORE_TO_SAVE = word_set("comment-count comment-missing more-stub")
_HOW_TO_SAVE = "to have every comment, open what is folded before you save, or give the further files too: docs/fetching.md"


def thread_notes(text: str, comments: Sequence[Comment], quotes: Sequence[Quote], stated: int | None) -> list[Note]:
    """Say what is missing: comments that the page states, parents, and the sources of quotations."""
    notes: list[Note] = []
    names = {comment.id: comment.author or comment.id for comment in comments}
    there = [comment for comment in comments if "missing" not in comment.states]
    if stated is not None and stated != len(there):
        notes.append(Note("comment-count", f"the page states {_many(stated, 'comment')}, {len(there)} {_were(len(there))} found"))
    for comment in there:
        if not len(comment.span) and not comment.states:
            notes.append(Note("comment-empty", f"{names[comment.id]}'s comment {comment.id} has no words on the page"))
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
    parts = [
        _count(len(thread.blocks), "block"),
        _count(len(thread.sections), "section"),
        _count(len(thread.footnotes), "footnote"),
        _comments(thread),
        _quotes(thread.quotes),
        f"{_count(kinds['joined'], 'page break')} mended" if kinds["joined"] else "",
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
    if not kinds.keys().isdisjoint(_MORE_TO_SAVE):
        lines.append(_HOW_TO_SAVE)
    return [f"{thread.source.name} ({thread.source.reader}): {summary}", *lines]


def _many(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _count(number: int, thing: str) -> str:
    return _many(number, thing) if number else f"no {thing}s"


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def _comments(thread: Thread) -> str:
    there = sum("missing" not in comment.states for comment in thread.comments)
    if thread.stated_comments is None:
        return _many(there, "comment")
    return f"{there} of {_many(thread.stated_comments, 'comment')}"


def _quotes(quotes: Sequence[Quote]) -> str:
    """Say how many quotations of the thread have their place in it, and how many are of texts that are not in it."""
    kinds = Counter(quote.kind for quote in quotes)
    inside, outside = kinds[QuoteKind.QUOTATION], kinds[QuoteKind.EXTERNAL]
    placed = sum(quote.kind is QuoteKind.QUOTATION and quote.source_span is not None for quote in quotes)
    found = f"{placed} of {_many(inside, 'quotation')} placed" if inside else ""
    others = f"{outside} from elsewhere" if inside else f"{_many(outside, 'quotation')} from elsewhere"
    return ", ".join(part for part in (found, others if outside else "") if part)
