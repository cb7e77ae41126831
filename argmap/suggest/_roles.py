"""Roles: how probable it is that a unit is a claim, a premise or no part of the argument, and what speaks for that.

The model is a linear one (multinomial logistic regression) over the features of `_features`, with weights that
`python -m benchmarks.train` makes: a file of feature names with three numbers each.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp
from typing import Self, cast

from spacy.language import Language
from spacy.tokens import Doc, Span

from argmap.model import Role
from argmap.suggest._features import Features, features, units

__all__ = ["LABELS", "RoleModel", "Roles", "Scores", "role_of"]

LABELS = ("claim", "premise", "none")
"""What the model tells apart: the scheme of the corpus it is trained on."""

Scores = tuple[float, float, float]
"""The probability of each of `LABELS`; they sum to 1."""

_SPEAKS = 0.1  # Weaker words say less than the place does.
_PLACES = {
    "quotation": "a quotation",
    "cue: question": "?",
    "short": "few words",
    "place: 0 in paragraph": "opens its paragraph",
    "place: 4 in paragraph": "deep in its paragraph",
}
"""What to say where no words speak for the role: the first that is so."""


def role_of(scores: Scores, signs: Collection[str]) -> tuple[Role | None, float]:
    """Return the role of a unit with these scores and signs (cues, `question`, `opens`), and how probable it is.

    A question that is part of the argument is just that, whichever part: the corpus has no label for it. A claim that opens
    its paragraph with words of agreement is a concession.

    >>> role_of((0.7, 0.2, 0.1), {"opinion"}), role_of((0.3, 0.5, 0.2), {"question"}), role_of((0.1, 0.2, 0.7), {"question"})
    ((<Role.CLAIM: 'claim'>, 0.7), (<Role.QUESTION: 'question'>, 0.8), (None, 0.7))
    """
    best = max(range(len(LABELS)), key=scores.__getitem__)
    if LABELS[best] == "none":
        return None, scores[best]
    if "question" in signs:
        return Role.QUESTION, 1 - scores[2]
    if LABELS[best] == "premise":
        return Role.PREMISE, scores[best]
    return Role.CONCESSION if {"agreement", "opens"}.issubset(signs) else Role.CLAIM, scores[best]


@dataclass(frozen=True)
class RoleModel:
    """Weights: for each label one of each feature, and one of its own."""

    weights: Mapping[str, Scores]
    bias: Scores

    @classmethod
    @cache
    def load(cls) -> Self:
        """Return the model that comes with the package."""
        read = json.loads(files("argmap.suggest").joinpath("weights", "roles.json").read_text("utf-8"))
        return cls({name: cast("Scores", tuple(row)) for name, row in read["weights"].items()}, cast("Scores", tuple(read["bias"])))

    def scores(self, seen: Features) -> Scores:
        """Return the probabilities of the labels for a unit with these features.

        >>> model = RoleModel({"cue: opinion": (2.0, 0.0, 0.0)}, (0.0, 0.0, 0.0))
        >>> [round(score, 2) for score in model.scores({"cue: opinion": 1.0})]
        [0.79, 0.11, 0.11]
        """
        claim, premise, none = self.bias
        for name, value in seen.items():
            row = self.weights.get(name)
            if row:
                claim += value * row[0]
                premise += value * row[1]
                none += value * row[2]
        most = max(claim, premise, none)
        odds = exp(claim - most), exp(premise - most), exp(none - most)
        total = sum(odds)
        return odds[0] / total, odds[1] / total, odds[2] / total

    def spoke(self, seen: Features, label: int) -> dict[str, float]:
        """Return the cues that spoke for the label rather than for another, and how loudly, the loudest first."""
        found: dict[str, float] = {}
        for name, value in seen.items():
            kind, _, signs = name.partition(": ")
            row = self.weights.get(name)
            if row and kind in ("cue", "before", "signs"):
                cues = {sign.rstrip("^") for sign in signs.split()}
                for cue in cues:
                    found[cue] = found.get(cue, 0.0) + value * (row[label] - sum(row) / len(row)) / len(cues)
        return dict(sorted(((cue, loud) for cue, loud in found.items() if loud >= _SPEAKS), key=lambda pair: (-pair[1], pair[0])))


class Roles:
    """The component that says which role each unit has.

    In the order of the units it writes

    - a span into `doc.spans["argmap_roles"]`: its label is the likeliest of `LABELS`,
    - the scores into the list `doc.user_data["argmap_scores"]`,
    - the words that spoke for the label, or the place if none did, into the list `doc.user_data["argmap_reasons"]`.
    """

    def __init__(self, model: RoleModel) -> None:
        self._model = model

    def __call__(self, doc: Doc) -> Doc:
        """Label the units of `doc`, or its sentences if it has no units."""
        spans = [Span(doc, unit.start, unit.end) for unit in units(doc)]
        cues = sorted(doc.spans.get("argmap_cues", ()), key=lambda cue: cue.start)
        starts = [cue.start for cue in cues]
        labelled, scored, reasons = [], [], []
        for span, seen in zip(spans, features(doc), strict=True):
            scores = self._model.scores(seen)
            best = max(range(len(LABELS)), key=scores.__getitem__)
            here = cues[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
            labelled.append(Span(doc, span.start, span.end, label=LABELS[best]))
            scored.append(scores)
            reasons.append(_reason(self._model.spoke(seen, best), {cue.label_: cue for cue in reversed(here)}, seen))
        doc.spans["argmap_roles"] = labelled
        doc.user_data["argmap_scores"] = scored
        doc.user_data["argmap_reasons"] = reasons
        return doc


def _reason(loud: Mapping[str, float], cues: Mapping[str, Span], seen: Features) -> str:
    words = [" ".join(cues[cue].text.split()) for cue in loud if cue in cues][:2]
    return "; ".join(dict.fromkeys(words)) or next((said for name, said in _PLACES.items() if name in seen), "inside its paragraph")


@Language.factory("argmap_roles")
def roles(nlp: Language, name: str) -> Roles:  # noqa: ARG001 (spaCy passes both)
    """Make the component that says which role each unit has."""
    return Roles(RoleModel.load())
