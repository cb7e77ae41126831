"""Hedges: how sure a speaker is, in words or as a number. The classes and their words are those of `argmap.model.hedges`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from argmap.model.hedges import HEDGES, HedgeClass, combine, find_hedges

__all__ = ["Hedge", "find", "hedge_of", "hedges"]

_VERBS = frozenset(["may", "might", "could", "look", "looks", "sound", "sounds", "appear", "appears", "seem", "seems"])
"""Words that hedge only as verbs: not in the month of May, and not by their looks."""
_CLOSERS = " \"'”’)]*_"
_SUBORDINATE = frozenset(["advcl", "relcl", "acl", "csubj", "pcomp"])
_CONDITIONS = frozenset(["if", "unless", "whether"])
_SAYING = frozenset(
    form
    for verb in ("say", "claim", "argue", "think", "believe", "write", "suggest")
    for form in (verb, f"{verb}s", f"{verb}ed", f"{verb}d")
) | {"said", "thought", "wrote"}
_SPEAKER = frozenset(["i", "we"])


@dataclass(frozen=True, slots=True)
class Hedge:
    """How sure the speaker of a unit is.

    `words` are those that say so and `spans` where they are (code points of the doc), `kind` is the class that says the most.
    `credence` is a number only where the text states one or where the table of ICD 203 has one for these words: then the
    middle of its range. `source` says which.
    """

    words: str
    spans: tuple[tuple[int, int], ...]
    kind: HedgeClass
    credence: float | None = None
    source: Literal["stated", "ICD 203"] | None = None


@Language.component("argmap_hedges")
def hedges(doc: Doc) -> Doc:
    """Put the hedges of `doc` into `doc.spans["argmap_hedges"]`.

    The label of a span is `hedge`, or `credence` where a number is stated; `kb_id_` is the name of the class and `id_` the number.
    """
    doc.spans["argmap_hedges"] = list(find(doc))
    return doc


def find(doc: Doc) -> Iterator[Span]:
    """Yield the hedges of `doc` as spans, in text order."""
    for span, kind, number in find_hedges(doc.text):
        label = "credence" if kind.name == "StatedProbability" else "hedge"
        id = "" if number is None else str(number)
        words = doc.char_span(span.start, span.end, label=label, kb_id=kind.name, span_id=id, alignment_mode="expand")
        if words is not None and not _is_noun(words[0]):
            yield words


def hedge_of(unit: Span, found: Iterable[Span]) -> Hedge | None:
    """Return how sure the speaker of `unit` is, given the hedges in it; None if none of them is about what the unit says.

    What stands in a subordinate clause or under a condition hedges that, and not the unit. A stated number counts before
    one of a table, and two different numbers are none.

    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> unit = nlp("I think that the lane is very likely to help.")[:]
    >>> hedge = hedge_of(unit, find(unit.doc))
    >>> hedge.words, hedge.kind.name, hedge.credence, hedge.source
    ('I think; very likely', 'VeryLikely', 0.875, 'ICD 203')
    """
    about = [words for words in found if _is_about(words, unit)]
    if not about:
        return None
    kind, credence = combine([(HEDGES[words.kb_id_], float(words.id_) if words.id_ else None) for words in about])
    if unit.text.rstrip(_CLOSERS).endswith("?"):
        credence = None  # who asks whether it is likely does not say so
    return Hedge(
        "; ".join(dict.fromkeys(" ".join(words.text.split()) for words in about)),
        tuple((words.start_char, words.end_char) for words in about),
        kind,
        credence,
        None if credence is None else "ICD 203" if kind.name != "StatedProbability" else "stated",
    )


def _is_noun(word: Token) -> bool:
    return bool(word.tag) and word.lower_ in _VERBS and not word.tag_.startswith(("MD", "VB"))


def _is_about(words: Span, unit: Span) -> bool:
    token = words.root
    if not token.dep:
        before = [token.lower_ for token in unit.doc[max(unit.start, words.start - 8) : words.start]]
        return _CONDITIONS.isdisjoint(before[len(before) - before[::-1].index(",") :] if "," in before else before)
    while True:
        marks = [child for child in token.lefts if child.dep_ in ("mark", "advmod") and not words.start <= child.i < words.end]
        top = token.head == token or not unit.start <= token.head.i < unit.end
        if top:
            return not any(mark.lower_ in _CONDITIONS for mark in marks)
        if token.dep_ in _SUBORDINATE and (not words.start <= token.i < words.end or any(mark.dep_ == "mark" for mark in marks)):
            return False
        if token.dep_ == "ccomp" and _is_reported(token.head):
            return False
        token = token.head


def _is_reported(verb: Token) -> bool:
    """Say whether `verb` tells what others say or think."""
    if verb.lower_ not in _SAYING:
        return False
    subjects = [child.lower_ for child in verb.lefts if child.dep_ == "nsubj"]
    return bool(subjects) and _SPEAKER.isdisjoint(subjects)
