"""What is suggested of what a person marked: `python -m benchmarks.page PAGE ANNOTATIONS [--json | --check | --pin]`.

PAGE is any page that argmap reads, ANNOTATIONS a standoff map of it, laid over the page only to compare. Suggestions are taken by
confidence until they stand in so many of the page's sentences. An annotation is *suggested* if a suggestion covers the same
words (code points of both, of those of either: at least half), *touched* if half of the shorter of the two is covered. Its role
is right if it is one of the annotation's own: a crux is a claim, evidence a premise. For each quotation from an earlier turn: at
which place, among the targets ranked for one of the quoter's next three suggestions, the first is that overlaps the quoted words.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill

from argmap.markup import Annotated, standoff
from argmap.model import Quote, QuoteKind, Role, Span, Thread
from argmap.read import read
from argmap.read.fold import fold
from argmap.suggest import Suggested, suggest
from argmap.suggest._pipeline import MODEL, pipeline
from argmap.suggest._rank import TITLE, rank
from argmap.suggest._readings import readings
from benchmarks import _floors
from benchmarks._measures import overlap

__all__ = ["Gold", "Led", "Line", "annotated", "at_coverage", "gold_of", "lines", "main", "most_sure", "quoted"]

_NEAR = 3  # So many suggestions behind a quotation are looked at for what answers it.
COVERAGES = (10, 20, 30, 50, 100)
_ROLES = {
    "crux": Role.CLAIM,
    "claim": Role.CLAIM,
    "premise": Role.PREMISE,
    "evidence": Role.PREMISE,
    "question": Role.QUESTION,
    "concession": Role.CONCESSION,
}


@dataclass(frozen=True, slots=True)
class Gold:
    """An annotation: its id, its words, and the roles that are right for it."""

    id: str
    span: Span
    roles: frozenset[Role]


@dataclass(frozen=True)
class Line:
    """What came of the annotations at some coverage: the ids of those suggested, touched, and suggested in the right role."""

    coverage: int
    suggestions: int
    suggested: frozenset[str]
    touched: frozenset[str]
    right: frozenset[str]


def annotated(page: Path, annotations: Path) -> Annotated:
    """Lay the annotations over the page."""
    thread = read(page.read_bytes(), page.name)
    return standoff.apply(standoff.read(annotations.read_text("utf-8"), annotations.name), thread).annotated


def gold_of(annotated: Annotated) -> list[Gold]:
    """Return the annotations that have words; one that names no role but has a relation is a claim."""
    marks = (mark for mark in annotated.marks if not mark.rejected)
    found = []
    for mark, anchor in zip(marks, annotated.anchors, strict=True):
        roles = frozenset(_ROLES[name] for name in mark.attributes.classes if name in _ROLES)
        if len(anchor.span):
            found.append(Gold(anchor.id, anchor.span, roles or frozenset({Role.CLAIM})))
    return found


def most_sure(suggestions: Iterable[Suggested], sentences: Sequence[Span], coverage: int) -> list[Suggested]:
    """Return the surest suggestions that together stand in no more than `coverage` percent of the sentences."""
    taken: list[Suggested] = []
    covered: set[int] = set()
    for one in sorted(suggestions, key=lambda one: -one.confidence):
        covered |= {number for number, sentence in enumerate(sentences) if sentence.overlaps(one.span)}
        if 100 * len(covered) > coverage * len(sentences):
            break
        taken.append(one)
    return taken


def at_coverage(gold: Sequence[Gold], suggestions: Sequence[Suggested], coverage: int = 100) -> Line:
    """Say which annotations the suggestions find; the best fitting ones decide on the role."""
    suggested, touched, right = set[str](), set[str](), set[str]()
    for one in gold:
        fits = [(overlap(one.span, other.span), other.role) for other in suggestions]
        best = max((fit for fit, _ in fits), default=0.0)
        if any(_touches(one.span, other.span) for other in suggestions):
            touched.add(one.id)
        if best >= 0.5:
            suggested.add(one.id)
            if any(fit == best and role in one.roles for fit, role in fits):
                right.add(one.id)
    return Line(coverage, len(suggestions), frozenset(suggested), frozenset(touched), frozenset(right))


def _touches(one: Span, other: Span) -> bool:
    return 2 * (min(one.end, other.end) - max(one.start, other.start)) >= min(len(one), len(other)) > 0


def lines(annotated: Annotated) -> list[Line]:
    """Compare at every coverage."""
    gold, found = gold_of(annotated), suggest(annotated.thread, all=True)
    sentences = [sentence.span for sentence in annotated.thread.sentences]
    return [at_coverage(gold, most_sure(found, sentences, coverage), coverage) for coverage in COVERAGES]


@dataclass(frozen=True, slots=True)
class Led:
    """A quotation of an earlier turn: whether a shown suggestion behind it leads to its source, and at which place it is ranked."""

    quote: Quote
    shown: bool
    place: int


def quoted(thread: Thread) -> list[Led]:
    """Return what each quotation of which it is known whom it quotes leads to; place 0: it is not ranked for what follows."""
    known = [quote for quote in thread.quotes if quote.source is not None and quote.kind is QuoteKind.QUOTATION]
    shown, found = suggest(thread), readings(thread, pipeline(MODEL))
    ranked = rank(thread, found)
    rows = []
    for quote in known:
        sources = _sources(thread, quote)
        led = [
            to.target
            for one in shown
            if one.doc == quote.doc and one.span.end > quote.span.start
            for to in one.relations
            if any(shown[to.target].span.overlaps(source) for source in sources)
        ]
        behind = (number for number, one in enumerate(found) if one.block.doc == quote.doc and one.span.end > quote.span.start)
        replies = [number for number in behind if found[number].role and not found[number].quotation][:_NEAR]
        places = [
            place
            for number in replies
            for place, to in enumerate(ranked.get(number, ()), 1)
            if to.target != TITLE and any(found[to.target].span.overlaps(source) for source in sources)
        ]
        rows.append(Led(quote, bool(led), min(places, default=0)))
    return rows


def _sources(thread: Thread, quote: Quote) -> list[Span]:
    """Return the quoted words where they were first said; of words that were said more than once, every place."""
    if quote.source_span is not None:
        return [quote.source_span]
    folded = fold(thread.text)
    words = re.escape(fold(quote.span.cut(thread.text)).text.strip(" .\"'>"))
    places = (folded.span(*match.span()) for match in re.finditer(words, folded.text))
    blocks = [block.span for block in thread.blocks if block.doc == quote.source]
    return [place for place in places if any(block.contains(place) for block in blocks)]


def measured(gold: Sequence[Gold], found: Sequence[Line], quotes: Sequence[Led]) -> dict[str, float]:
    """Return the measures that have floors, by name."""
    shares: dict[str, float] = {}
    for line in found:
        for name, ids in (("suggested", line.suggested), ("touched", line.touched), ("in the right role", line.right)):
            shares[f"{name} at {line.coverage}% coverage"] = len(ids) / len(gold)
    number = max(len(quotes), 1)
    return shares | {
        "quotations: shown with their source": sum(one.shown for one in quotes) / number,
        "quotations: source ranked first": sum(one.place == 1 for one in quotes) / number,
        "quotations: source among the first five": sum(0 < one.place <= 5 for one in quotes) / number,
    }


def report(gold: Sequence[Gold], found: Sequence[Line], quotes: Sequence[Led]) -> str:
    """Return the table, what was missed, and where the quotations lead."""
    rows = [
        f"{'sentences':>9} {'suggestions':>12} {'suggested':>10} {'touched':>8} {'right role':>11}   of {len(gold)} annotations"
    ]
    for line in found:
        shares = (f"{len(ids) / len(gold):.3f}" for ids in (line.suggested, line.touched, line.right))
        rows.append(f"{line.coverage:>8}% {line.suggestions:>12} {next(shares):>10} {next(shares):>8} {next(shares):>11}")
    for line in found:
        if line.coverage in (30, 100):
            missed = sorted(one.id for one in gold if one.id not in line.suggested)
            wrong = sorted(line.suggested - line.right)
            for what, ids in (("missed", missed), ("in another role", wrong)):
                rows.append("\n" + fill(f"{what} at {line.coverage}%: {', '.join(ids)}", 120, break_on_hyphens=False))
    rows.append(f"\n{'quotation in':14} {'from':8} {'shown with its source':>22} {'ranked':>8}")
    rows += [f"{one.quote.doc:14} {one.quote.source:8} {'yes' if one.shown else 'no':>22} {one.place or '-':>8}" for one in quotes]
    return "\n".join(rows)


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare, print, and hold against floors or pin them as told; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.page", description="Compare suggestions with a person's annotations."
    )
    parser.add_argument("page", type=Path)
    parser.add_argument("annotations", type=Path)
    _floors.add_options(parser)
    given = parser.parse_args(arguments)
    whole = annotated(given.page, given.annotations)
    gold, found = gold_of(whole), lines(whole)
    quotes = quoted(whole.thread)
    values = measured(gold, found, quotes)
    # Of the annotations only what is compared: a gloss that is worded anew is no other data.
    compared = sorted(f"{one.id} {one.span.start} {one.span.end} {sorted(one.roles)}" for one in gold)
    data = _floors.data_hash([given.page.read_bytes(), "\n".join(compared).encode()])
    if given.json:
        print(json.dumps({"data": data, "measures": values}, indent=1))
    else:
        print(f"data {data}\n\n{report(gold, found, quotes)}")
    return _floors.gate(values, data, check=given.check, pin_them=given.pin)


if __name__ == "__main__":
    sys.exit(main())
