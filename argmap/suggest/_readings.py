"""Readings: what each unit of a thread seems to be, and what spoke for it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from argmap.model import Block, Role, Sentence, Span, Thread
from argmap.suggest._features import wordless_signs
from argmap.suggest._turns import Cover, Turn, docs, quotations

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Span as Words

    from argmap.suggest._concepts import Terms

__all__ = ["Progress", "Reading", "readings"]

Progress = Callable[[int], None]
"""Called with the number of code points that have been read since the last call."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One unit, a sentence or a clause of one, or any span that was asked for.

    `index` says which sentence of its block it is in. `scores` are the
    probabilities of claim, premise and none. `role` is what it most likely is (None: no part of the argument), `confidence` how
    probable that is, `cue` the words that spoke for it, or its place if no words did. `signs` are the cues in it by name, each
    with its words ("name^" if the unit begins with it).
    """

    span: Span
    sentence: Sentence
    block: Block
    index: int
    scores: Mapping[str, float]
    role: Role | None
    confidence: float
    cue: str
    signs: Mapping[str, str]
    hedge: str | None
    credence: float | None

    @property
    def quotation(self) -> bool:
        """Whether it is quoted rather than said."""
        return "quotation" in self.signs


def readings(
    thread: Thread,
    nlp: Language,
    spans: Sequence[Span] | None = None,
    progress: Progress = lambda _: None,
    terms: Terms | None = None,
) -> list[Reading]:
    """Read every unit of the thread, or exactly those `spans` of it (which may overlap), in text order.

    Spans that lie in no block of the thread are left out. `terms` gets to see each turn as spaCy has tagged it.
    """
    quoted = quotations(thread)
    found: list[Reading] = []
    for doc, turn in docs(thread, nlp, spans):
        found += _read(doc, turn, quoted)
        if terms is not None:
            terms.add(doc, turn.places[0].block.doc)
        progress(len(turn.span))
    return found


def _read(doc: Doc, turn: Turn, quoted: Cover) -> Iterator[Reading]:
    from argmap.suggest._roles import LABELS, role_of

    cues, hedges = _Labelled(doc, "argmap_cues"), _Labelled(doc, "argmap_hedges")
    starts = [place.sentence.span.start for place in turn.places]
    text = doc.text  # Made anew each time it is asked for.
    units, spaces = doc.spans["argmap_units"], doc.spans["argmap_parts"]
    start = turn.span.start
    spans = turn.spans or [Span(start + words.start_char, start + words.end_char) for words in units]
    homes = [turn.places[max(bisect_right(starts, span.start) - 1, 0)] for span in spans]
    for number, (words, space, span, home) in enumerate(zip(units, spaces, spans, homes, strict=True)):
        # What joins a unit to the one before it stands outside the unit, and is its best cue.
        said = text[space.start_char : space.end_char]
        signs = _signs(space, said, cues.within(space), home.index + (number > 0 and homes[number - 1] is home))
        if 2 * quoted.share(span) > len(span):
            signs["quotation"] = ""
        hedge, credence = _hedge(words, hedges.within(words))
        scores = doc.user_data["argmap_scores"][number]
        role, confidence = (None, scores[-1]) if "quotation" in signs else role_of(scores, signs)
        yield Reading(
            *(span, home.sentence, home.block, home.index, dict(zip(LABELS, scores, strict=True)), role),
            *(round(confidence, 2), doc.user_data["argmap_reasons"][number], signs, hedge, credence),
        )


class _Labelled:
    """The spans of one group of a doc, found by where they begin."""

    def __init__(self, doc: Doc, group: str) -> None:
        self._spans = sorted(doc.spans[group], key=lambda span: span.start)
        self._starts = [span.start for span in self._spans]

    def within(self, words: Words) -> list[Words]:
        """Return those that begin in `words`."""
        return self._spans[bisect_left(self._starts, words.start) : bisect_left(self._starts, words.end)]


def _signs(words: Words, text: str, cues: list[Words], index: int) -> dict[str, str]:
    """Return the signs of the unit `words`, before which `index` others stand in its block, each with the words that show it."""
    signs: dict[str, str] = {}
    first = next((token.i for token in words if token.is_alpha or token.like_num), words.start) if cues else words.start
    for cue in cues:
        signs.setdefault(cue.label_, cue.text)
        if cue.start <= first:
            signs.setdefault(f"{cue.label_}^", cue.text)
    return signs | dict.fromkeys(wordless_signs(text, index, opens=index == 0, tagged="tag" in signs), "")


def _hedge(unit: Words, found: list[Words]) -> tuple[str | None, float | None]:
    """Return the words that say how sure the speaker is, and the number if one is stated: that of a table is for the graph."""
    from argmap.suggest._hedges import hedge_of

    hedge = hedge_of(unit, found)
    return (hedge.words, hedge.credence if hedge.source == "stated" else None) if hedge else (None, None)
