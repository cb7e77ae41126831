"""Training data of the role model: units of CMV threads with their features and gold labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from argmap.model import Span
from argmap.suggest._features import Features, features
from argmap.suggest._turns import quotations, turns
from benchmarks._cmv import Debate

if TYPE_CHECKING:
    from spacy.language import Language

    from argmap.model import Thread

__all__ = ["Example", "examples", "featured"]

_UNNEEDED = ["argmap_units", "argmap_hedges", "argmap_roles"]


class Example(NamedTuple):
    """A unit: its original post, the turn it is in, its words and features, its gold label; a gold unit or a sentence."""

    post: str
    turn: str
    words: tuple[str, ...]
    features: Features
    label: str
    gold_unit: bool


def examples(debates: Iterable[Debate], nlp: Language) -> list[Example]:
    """Return the sentences and the gold units of all new turns, each group in text order."""
    found = []
    for debate in debates:
        for gold_unit, gold in ((False, debate.gold_sentences()), (True, debate.gold_units())):
            new = {one.span: one.label for one in gold if debate.is_new(one.span)}
            for span, words, seen in featured(debate.thread, list(new), nlp):
                turn = f"{debate.thread.id} {debate.turn(span).start}"
                found.append(Example(debate.post, turn, words, seen, new[span], gold_unit))
    return found


def featured(thread: Thread, spans: Sequence[Span], nlp: Language) -> Iterator[tuple[Span, tuple[str, ...], Features]]:
    """Yield the given spans of a thread with their words and features, in text order."""
    quoted = quotations(thread)
    for turn in turns(thread, spans):
        doc = nlp(turn.doc(thread, quoted, nlp), disable=_UNNEEDED)
        marks = (doc.char_span(start, end, alignment_mode="expand") for start, end in doc.user_data["argmap_units"])
        doc.spans["argmap_units"] = [mark for mark in marks if mark is not None]
        for span, words, seen in zip(turn.spans or (), doc.spans["argmap_units"], features(doc), strict=True):
            yield span, tuple(word.norm_ for word in words if not word.is_space), seen
