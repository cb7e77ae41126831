"""Suggestions for a thread: which sentences to mark, as what, and how they hang together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from argmap.model import Role, Span, Thread
from argmap.suggest._pipeline import MODEL, pipeline
from argmap.suggest._readings import Progress, Reading, readings
from argmap.suggest._relations import Link, leads, reasons
from argmap.suggest._rules import QUOTED, THRESHOLD

__all__ = ["Relation", "Suggested", "suggest"]


@dataclass(frozen=True, slots=True)
class Relation:
    """`kind` is an attribute of annotated text (supports, attacks, answers, concedes), `target` another suggestion's index."""

    kind: str
    target: int


@dataclass(frozen=True, slots=True)
class Suggested:
    """A sentence that may be worth a mark.

    `span` counts into `thread.text`, `doc` is the post or comment it stands in. `confidence` is how often the rule that
    chose `role` was right on the corpus it was measured on; it says nothing of the relations. `cue` is the words that spoke
    for the role, `hedge` those that say how sure the speaker is, `credence` the number if the text gives one.
    """

    span: Span
    doc: str
    role: Role
    confidence: float
    cue: str
    relations: tuple[Relation, ...] = ()
    hedge: str | None = None
    credence: float | None = None


def suggest(thread: Thread, model: str = MODEL, *, all: bool = False, progress: Progress = lambda _: None) -> tuple[Suggested, ...]:
    """Suggest marks for a thread, in text order.

    Suggested are sentences with a cue that is right in most cases (about a third of all sentences), what comments
    quote and how they go on, and the likeliest claim of any comment that would else have none; with `all`, every sentence
    that can be part of the argument. `model` is an installed spaCy pipeline that has a tagger.
    Raises ArgmapError if it is not installed.

    >>> from argmap.model import Block, BlockKind, RawMap, Sentence, Source
    >>> text = "I think we need the lane. For example, nobody can cross Harbour Street."
    >>> block = Block("b1", BlockKind.PARAGRAPH, "post", None, Span(0, 71))
    >>> halves = (Sentence("b1", Span(0, 25)), Sentence("b1", Span(26, 71)))
    >>> thread = Thread("lane", "Lane", text, RawMap(()), Source("-", text, "-"), blocks=(block,), sentences=halves)
    >>> for found in suggest(thread): print(found.role, found.cue, [(to.kind, to.target) for to in found.relations])
    claim I think []
    premise For example [('supports', 0)]
    """
    found = readings(thread, pipeline(model), progress=progress)
    quoting = list(leads(thread, found))
    for target in {link.target for link in quoting}:
        if found[target].role is None:
            found[target] = replace(found[target], rule=QUOTED, signs={**found[target].signs, QUOTED.name: ""})
    shown = set(_candidates(found)) if all else _confident(found, quoting)
    number = {index: number for number, index in enumerate(sorted(shown))}
    relations: dict[int, dict[int, Relation]] = {}
    for link in (*quoting, *reasons(found)):
        if link.source in number and link.target in number:
            # One relation between two sentences: a quotation says more than being near does.
            relations.setdefault(link.source, {}).setdefault(link.target, Relation(link.kind, number[link.target]))
    return tuple(
        Suggested(
            reading.span,
            reading.block.doc,
            role,
            reading.rule.confidence,
            reading.cue,
            tuple(relations.get(index, {}).values()),
            reading.hedge,
            reading.credence,
        )
        for index, (reading, role) in _candidates(found).items()
        if index in number
    )


def _candidates(found: Sequence[Reading]) -> dict[int, tuple[Reading, Role]]:
    """Return the readings that have a role, by index."""
    return {index: (reading, reading.role) for index, reading in enumerate(found) if reading.role is not None}


def _confident(found: Sequence[Reading], quoting: Iterable[Link]) -> set[int]:
    candidates = _candidates(found)
    shown = {index for index, (reading, _) in candidates.items() if reading.in_words and reading.rule.confidence >= THRESHOLD}
    shown |= {index for link in quoting for index in (link.source, link.target)}
    by_doc: dict[str, list[int]] = {}
    for index, (reading, _) in candidates.items():
        by_doc.setdefault(reading.block.doc, []).append(index)
    for indices in by_doc.values():
        if shown.isdisjoint(indices):
            shown.add(max(indices, key=lambda index: (candidates[index][1] is Role.CLAIM, found[index].rule.confidence)))
    return shown
