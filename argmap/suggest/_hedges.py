"""Hedges: how sure a speaker is, in words or as a number."""

from __future__ import annotations

from spacy.language import Language
from spacy.matcher import Matcher, PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from argmap.suggest._cues import PATTERNS, Pattern, phrases

__all__ = ["Hedges", "hedges"]

HEDGES = """in my view | in my opinion | my sense is | my impression is | my guess is | it seems to me | it appears to me
    | as i see it | to my mind | imo | imho | i am convinced | i am confident | i am optimistic | i am skeptical
    | i am inclined to | of the belief | of the opinion | as far as i know | afaik | if i understand correctly
    | i may be wrong | i might be wrong | i could be wrong | correct me if i am wrong | not sure | i am sure
    | i am certain | i am positive | perhaps | maybe | possibly | probably | presumably | supposedly | apparently
    | seemingly | arguably | conceivably | likely | unlikely | roughly | approximately | more or less | kind of | sort of
    | somewhat | a vague impression | vague impression | not crazy | not impossible | in principle | in theory
    | potentially | optimistically | pessimistically | plausibly | plausible | doubtful | certainly | definitely
    | undoubtedly | without a doubt | almost certainly | tends to | tend to | i would guess | not an expert | i dunno"""
"""Words that say how sure a speaker is, in either direction."""

HEDGE_PATTERNS: list[Pattern] = [
    *PATTERNS["opinion"],
    [{"NORM": {"IN": ["might", "may", "could"]}, "TAG": "MD"}],
    [{"NORM": {"IN": ["seem", "seems", "appears"]}}],
    # "pretty firmly of the belief", "very skeptical"
    [
        {"NORM": {"IN": phrases("pretty | fairly | quite | very | rather")}},
        {"NORM": {"IN": phrases("firmly | sure | confident | certain | skeptical | likely | unlikely | plausible | strongly")}},
    ],
]

_NUMBER: Pattern = [{"LIKE_NUM": True}, {"NORM": {"IN": ["%", "percent"]}}]
_SURE = phrases("chance | chances | likely | likelihood | probability | sure | certain | confident | confidence | odds | credence")

CREDENCES: list[Pattern] = [
    # "a 22% chance", "90 percent sure"
    [*_NUMBER, {"NORM": {"IN": _SURE}}],
    # "a probability of about 22%"
    [
        {"NORM": {"IN": _SURE}},
        {"NORM": {"IN": phrases("of | at | is | about | around | roughly | maybe")}, "OP": "{0,3}"},
        *_NUMBER,
    ],
    # "I would put that at 22%"
    [{"NORM": "i"}, {"TAG": {"IN": ["MD", "RB"]}, "OP": "{0,2}"}, {"NORM": "put"}, {"IS_ALPHA": True, "OP": "{0,4}"}, *_NUMBER],
]
"""Numbers that are said of a belief."""


class Hedges:
    """A component that finds how sure a speaker is; of two overlapping finds under one label the longer counts."""

    def __init__(self, nlp: Language) -> None:
        self._phrases = PhraseMatcher(nlp.vocab, attr="NORM")
        self._phrases.add("hedge", [nlp.make_doc(phrase) for phrase in phrases(HEDGES)])
        self._patterns = Matcher(nlp.vocab)
        self._patterns.add("hedge", HEDGE_PATTERNS, greedy="LONGEST")
        self._patterns.add("credence", CREDENCES, greedy="LONGEST")

    def __call__(self, doc: Doc) -> Doc:
        """Find the hedges of `doc`."""
        by_label: dict[int, list[Span]] = {}
        for label, start, end in [*self._phrases(doc), *self._patterns(doc, allow_missing=True)]:
            by_label.setdefault(label, []).append(Span(doc, start, end, label=label))
        found = [span for spans in by_label.values() for span in filter_spans(spans)]
        doc.spans["argmap_hedges"] = sorted(found, key=lambda span: (span.start, -span.end, span.label_))
        return doc


@Language.factory("argmap_hedges")
def hedges(nlp: Language, name: str) -> Hedges:  # noqa: ARG001 (spaCy passes both)
    """Make the component that finds how sure a speaker is."""
    return Hedges(nlp)
