"""Training data of the role model: units of CMV threads with their features and gold labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from argmap.model import Span
from argmap.suggest._features import Features, features
from argmap.suggest._turns import quotations, turns
from benchmarks._cmv import Debate, Gold

if TYPE_CHECKING:
    from spacy.language import Language

    from argmap.model import Thread

__all__ = ["Example", "examples", "featured", "without_clauses"]

_UNNEEDED = ["argmap_hedges", "argmap_roles"]

Kind = Literal["sentence", "gold unit", "clause"]


class Featured(NamedTuple):
    """A span of a thread, its words and its features."""

    span: Span
    words: tuple[str, ...]
    features: Features


class Example(NamedTuple):
    """A unit: its original post, the turn it is in, its words and features, its gold label, and of which kind it is."""

    post: str
    turn: str
    words: tuple[str, ...]
    features: Features
    label: str
    kind: Kind


def examples(debates: Iterable[Debate], nlp: Language) -> list[Example]:
    """Return the sentences, the gold units, and the clauses that argmap cuts off, of all new turns; each kind in text order."""
    found = []
    for debate in debates:
        kinds: dict[Kind, list[Gold]] = {"sentence": debate.gold_sentences(), "gold unit": debate.gold_units()}
        seen = [(kind, span, label) for kind, gold in kinds.items() for span, label in gold if debate.is_new(span)]
        for kind in kinds:
            new = {span: label for here, span, label in seen if here == kind}
            found += [_example(debate, unit, new[unit.span], kind) for unit in featured(debate.thread, list(new), nlp)]
        new_turns = [span for kind, span, _ in seen if kind == "sentence"]
        for unit in featured(debate.thread, None, nlp) if new_turns else ():
            if debate.is_new(unit.span) and "place: whole" not in unit.features:
                found.append(_example(debate, unit, debate.label(unit.span), "clause"))
    return found


def without_clauses(some: Iterable[Example]) -> list[Example]:
    """Return the sentences and the gold units alone: learning from argmap's own clauses too gained nothing (benchmarks.trials)."""
    return [one for one in some if one.kind != "clause"]


def _example(debate: Debate, unit: Featured, label: str, kind: Kind) -> Example:
    turn = f"{debate.thread.id} {debate.turn(unit.span).start} {kind}"
    return Example(debate.post, turn, unit.words, unit.features, label, kind)


def featured(thread: Thread, spans: Sequence[Span] | None, nlp: Language) -> Iterator[Featured]:
    """Yield the given spans of a thread, or argmap's own units, with their words and features, in text order."""
    quoted = quotations(thread)
    for turn in turns(thread, spans):
        doc = nlp(turn.doc(thread, quoted, nlp), disable=_UNNEEDED)
        units = doc.spans["argmap_units"]
        own = [Span(turn.span.start + words.start_char, turn.span.start + words.end_char) for words in units]
        for span, words, seen in zip(turn.spans or own, units, features(doc), strict=True):
            yield Featured(span, tuple(word.norm_ for word in words if not word.is_space), seen)
