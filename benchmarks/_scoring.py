"""From debates to what measures are made on: roles of gold spans, spans of gold units, suggestions that are shown."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import spacy

from argmap.model import Role, Span
from argmap.suggest import suggest
from argmap.suggest._pipeline import MODEL
from argmap.suggest._readings import Reading, readings
from benchmarks import _measures as m
from benchmarks._cmv import Debate, Gold
from benchmarks._cue_rules import cue_rule

if TYPE_CHECKING:
    from spacy.language import Language

    from argmap.suggest import Suggested

__all__ = ["LABELS", "Read", "Roles", "Shown", "Spans", "model_roles", "read_gold", "role_peers", "spacy_split", "speed"]

LABELS = ("claim", "premise", "none")
COVERAGES = (10, 20, 30, 50, 100)
EXACT, RELAXED = 0.9, 0.5
_NUMBER = {label: number for number, label in enumerate(LABELS)}
_ROUNDS = 5


@dataclass(frozen=True)
class Roles:
    """Spans with the label that annotators gave them, the one given here, and how surely; and each span's original post."""

    posts: list[str]
    gold: m.Ints
    given: m.Ints
    confidence: m.Floats

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, str, float]]) -> Roles:
        """Make them of rows: post, gold label, given label, confidence."""
        listed = list(rows)
        gold = np.array([_NUMBER[row[1]] for row in listed], np.int64)
        given = np.array([_NUMBER[row[2]] for row in listed], np.int64)
        return cls([row[0] for row in listed], gold, given, np.array([row[3] for row in listed], np.float64))

    def measures(self) -> dict[str, m.Measure]:
        """Return every measure of roles by name."""
        gold, given, confidence, right = self.gold, self.given, self.confidence, self.gold == self.given
        none = _NUMBER["none"]
        found: dict[str, m.Measure] = {"macro F1": lambda at: float(m.f1s(gold[at], given[at], len(LABELS)).mean())}
        for number, label in enumerate(LABELS):
            found[f"{label} F1"] = partial(lambda at, number: float(m.f1s(gold[at], given[at], len(LABELS))[number]), number=number)
        found["argumentative F1"] = lambda at: float(m.binary_f1s(gold[at], given[at], none)[1])
        found["argumentative or not, macro F1"] = lambda at: float(m.binary_f1s(gold[at], given[at], none).mean())
        for share in COVERAGES:
            found[f"accuracy at {share}% coverage"] = partial(
                lambda at, share: m.accuracy(right[at], confidence[at], share / 100), share=share
            )
        found["calibration error"] = lambda at: m.calibration_error(right[at], confidence[at])
        return found


@dataclass(frozen=True)
class Spans:
    """Gold units, and for each how well the best of the found spans fits it."""

    posts: list[str]
    fit: m.Floats

    @classmethod
    def of(cls, debates: Sequence[Debate], found: Sequence[Iterable[Span]]) -> Spans:
        """Compare the annotated units of new turns with the spans found in each debate."""
        gold = [[unit.span for unit in debate.units if debate.is_new(unit.span)] for debate in debates]
        posts = [debate.post for debate, spans in zip(debates, gold, strict=True) for _ in spans]
        fits = [m.recalled(spans, here) for spans, here in zip(gold, found, strict=True)]
        return cls(posts, np.concatenate(fits) if fits else np.zeros(0))

    def measures(self) -> dict[str, m.Measure]:
        """Return every measure of spans by name."""
        return {
            "exact recall": lambda at: float((self.fit[at] >= EXACT).mean()),
            "relaxed recall": lambda at: float((self.fit[at] >= RELAXED).mean()),
        }


Read = list[tuple[Debate, Gold, Reading]]


def read_gold(debates: Sequence[Debate], gold: Callable[[Debate], list[Gold]], nlp: Language) -> Read:
    """Read the gold spans of all turns, each among the others, and return those of the turns to score."""
    read: Read = []
    for debate in debates:
        spans = gold(debate)
        found = {reading.span: reading for reading in readings(debate.thread, nlp, [one.span for one in spans])}
        read += [(debate, one, found[one.span]) for one in spans if debate.is_new(one.span)]
    return read


def model_roles(read: Read) -> Roles:
    """Return what the model says: the likeliest label and its probability."""
    rows = ((debate, one, max(LABELS, key=reading.scores.__getitem__), reading.scores) for debate, one, reading in read)
    return Roles.of((debate.post, one.label, given, scores[given]) for debate, one, given, scores in rows)


def role_peers(read: Read) -> dict[str, Roles]:
    """Return what the commonest label and the cue rules come to."""
    labels = [one.label for _, one, _ in read]
    commonest = max(LABELS, key=labels.count)
    rules = []
    before: Reading | None = None
    for debate, one, reading in read:
        inner = before is not None and before.sentence is reading.sentence
        rules.append((debate.post, one.label, *cue_rule(reading, one.span.cut(debate.thread.text), inner=inner)))
        before = reading
    return {
        "majority": Roles.of((debate.post, one.label, commonest, 1.0) for debate, one, _ in read),
        "cue rules": Roles.of(rules),
    }


@dataclass(frozen=True)
class Shown:
    """Suggestions that a reader gets to see, whether each is right, and how surely it was made."""

    posts: list[str]
    right: m.Bools
    confidence: m.Floats

    @classmethod
    def of(cls, debates: Sequence[Debate], suggested: Sequence[Iterable[Suggested]]) -> Shown:
        """Look at the suggestions in new turns."""
        rows = [
            (debate.post, _fits(one.role, debate.label(one.span)), one.confidence)
            for debate, found in zip(debates, suggested, strict=True)
            for one in found
            if len(one.span) and debate.is_new(one.span)  # the title has no words in a turn
        ]
        return cls([row[0] for row in rows], np.array([row[1] for row in rows], bool), np.array([row[2] for row in rows]))

    def measures(self) -> dict[str, m.Measure]:
        """Return every measure of what is shown by name."""
        return {
            "precision": lambda at: m.accuracy(self.right[at], self.confidence[at]),
            "calibration error": lambda at: m.calibration_error(self.right[at], self.confidence[at]),
        }


def _fits(role: Role, gold: str) -> bool:
    """Say whether a role is right where annotators found a claim, a premise or none.

    The corpus has no questions: one is right wherever there is a part of the argument. A concession is its claim of agreement.
    """
    if role is Role.QUESTION:
        return gold != "none"
    return gold == ("claim" if role in (Role.CLAIM, Role.CRUX, Role.CONCESSION) else "premise")


def spacy_split() -> Callable[[str, Span], list[Span]]:
    """Return spaCy's own sentence splitter, whatever argmap's pipeline does: the parser of the default model."""
    nlp = spacy.load(MODEL, exclude=["tagger", "ner", "lemmatizer", "attribute_ruler", "senter"])

    def split(text: str, part: Span) -> list[Span]:
        spans = ((sentence.text, part.start + sentence.start_char) for sentence in nlp(part.cut(text)).sents)
        starts = ((words.strip(), start + len(words) - len(words.lstrip())) for words, start in spans)
        return [Span(start, start + len(words)) for words, start in starts if words]

    return split


def speed(debates: Sequence[Debate], model: str) -> tuple[float, float]:
    """Return how many words a second of this process `suggest` reads, and spaCy's tagger and parser alone, models loaded.

    Each is the median of rounds that take turns, so that a busy machine slows both.
    """
    words = sum(len(debate.thread.text.split()) for debate in debates)
    alone = spacy.load(model, exclude=["ner", "lemmatizer", "attribute_ruler", "senter"])

    def read_all(read: Callable[[Debate], object]) -> float:
        start = time.process_time()
        for debate in debates:
            read(debate)
        return time.process_time() - start

    ways = (
        lambda debate: suggest(debate.thread, model),
        lambda debate: list(alone.pipe(block.span.cut(debate.thread.text) for block in debate.thread.blocks)),
    )
    ours, theirs = zip(*([read_all(way) for way in ways] for _ in range(_ROUNDS)), strict=True)
    return words / statistics.median(ours), words / statistics.median(theirs)
