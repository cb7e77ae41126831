"""Learning the role model: a multinomial logistic regression, calibrated by what it says of posts that it has not seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from argmap.suggest._roles import LABELS, RoleModel, Scores
from benchmarks._examples import Example

__all__ = ["Learner", "chosen", "folds", "labels", "loss", "says", "unseen", "weighted"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Learner = Callable[[Sequence[Example]], Callable[[Sequence[Example]], Floats]]
"""Learns from examples how to give others the probabilities of the labels."""

STRENGTH = 0.003
"""How freely weights may grow (scikit-learn's C): from 0.002 to 0.01 all do about equally well on unseen posts."""
FOLDS = 7
_AGAIN = 0.5  # The words of a gold unit or a clause are in a sentence too.
_RARE = 0.1  # The deviation that a feature is scaled by is no less than this, or what is rare would be bent to fit.
_SURENESS = (0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4)
_BUILD = ("clause", "root", "tense", "subject", "modal", "passive", "imperative")
_WEAK = 0.5  # How a unit is built says little by itself: its weights are held back more.
_DIGITS = 3


def labels(examples: Sequence[Example]) -> Ints:
    """Return the gold labels as numbers."""
    return np.array([LABELS.index(example.label) for example in examples], np.int64)


def folds(examples: Sequence[Example], number: int = FOLDS, seed: int = 0) -> Ints:
    """Return which fold each example is in: all of an original post in one, folds about equally large."""
    sizes: dict[str, int] = {}
    for example in examples:
        sizes[example.post] = sizes.get(example.post, 0) + 1
    dice = np.random.default_rng(seed)
    order = {post: -size * dice.uniform(0.5, 1.5) for post, size in sorted(sizes.items())}
    loads, fold = [0] * number, {}
    for post in sorted(sizes, key=order.__getitem__):
        fold[post] = loads.index(min(loads))
        loads[fold[post]] += sizes[post]
    return np.array([fold[example.post] for example in examples], np.int64)


def unseen(learn: Learner, examples: Sequence[Example], number: int = FOLDS, seed: int = 0) -> Floats:
    """Return the probabilities that each example gets from what was learnt on the posts of the other folds."""
    fold = folds(examples, number, seed)
    found = np.zeros((len(examples), len(LABELS)))
    for one in sorted(set(fold.tolist())):
        says = learn([example for example, here in zip(examples, fold, strict=True) if here != one])
        found[fold == one] = says([example for example, here in zip(examples, fold, strict=True) if here == one])
    return found


def weighted(examples: Sequence[Example], kept: Callable[[str], bool] = lambda _: True) -> RoleModel:
    """Learn weights of the features that are `kept`."""
    vectorizer = DictVectorizer(sparse=False)
    table = vectorizer.fit_transform([{name: value for name, value in one.features.items() if kept(name)} for one in examples])
    names = vectorizer.get_feature_names_out().tolist()
    scale = np.maximum(table.std(axis=0), _RARE) / np.array([_WEAK if name.startswith(_BUILD) else 1 for name in names])
    mean = table.mean(axis=0)
    weights = [1.0 if example.kind == "sentence" else _AGAIN for example in examples]
    fitted = LogisticRegression(C=STRENGTH, max_iter=2000, tol=1e-6).fit((table - mean) / scale, labels(examples), weights)
    rows = (fitted.coef_ / scale).T
    return _model(names, rows, fitted.intercept_ - mean @ rows)


def _model(names: Sequence[str], rows: Floats, bias: Floats) -> RoleModel:
    rounded = {name: cast("Scores", tuple(np.round(row, _DIGITS).tolist())) for name, row in zip(names, rows, strict=True)}
    return RoleModel(
        {name: row for name, row in rounded.items() if any(row)}, cast("Scores", tuple(np.round(bias, _DIGITS).tolist()))
    )


def says(model: RoleModel) -> Callable[[Sequence[Example]], Floats]:
    """Return what a model says of examples."""
    return lambda examples: np.array([model.scores(example.features) for example in examples]).reshape(-1, len(LABELS))


def loss(examples: Sequence[Example], probabilities: Floats) -> float:
    """Return the mean surprise at the gold labels of a post: the mean over posts, as a post is what a model meets next."""
    surprise = -np.log(np.maximum(probabilities[np.arange(len(examples)), labels(examples)], 1e-9))
    posts = np.array([example.post for example in examples])
    return float(np.mean([surprise[posts == post].mean() for post in np.unique(posts)]))


def chosen(examples: Sequence[Example], kept: Callable[[str], bool] = lambda _: True) -> RoleModel:
    """Learn a model that sounds as sure as it may be, going by what it says of posts that it has not seen."""
    # One post at a time: the fewer posts a model has seen, the less sure it should be, and this is as many as can be.
    posts = len({example.post for example in examples})
    logs = np.log(unseen(lambda some: says(weighted(some, kept)), examples, number=posts))
    sureness = min(_SURENESS, key=lambda sure: loss(examples, _softmax(sure * logs)))
    model = weighted(examples, kept)
    return _model(list(model.weights), sureness * np.array(list(model.weights.values())), sureness * np.array(model.bias))


def _softmax(logs: Floats) -> Floats:
    odds = np.exp(logs - logs.max(axis=1, keepdims=True))
    found: Floats = odds / odds.sum(axis=1, keepdims=True)
    return found
