"""Train what ranks targets and what tells for from against: `python -m benchmarks.train_relations FOLDER [--trials]`.

FOLDER holds the training threads of CMV modes. Writes `argmap/suggest/weights/relations.json` and `polarity.json`, the same bytes
each time; `--trials` prints instead what cross-validation over original posts says of them. Needs scikit-learn, which brings scipy.

- Targets: a conditional logit model (McFadden 1974) over the candidates of each annotated unit and "nothing", with a penalty
  on the weights' squares. Each unit counts twice: with its gold role and with the role that argmap gives it.
- Polarity: logistic regression, both classes weighed alike; a word counts if it is in units of `_POSTS` posts or more. Its scores
  are calibrated by Platt scaling on scores from cross-validation.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from argmap.suggest._pairs import FEATURES, NOTHING, candidates, features, known, nothing
from argmap.suggest._pipeline import MODEL, pipeline
from argmap.suggest._polarity import pair_signs, source_signs, target_signs
from benchmarks import _measures as m
from benchmarks._cmv import read_folder
from benchmarks._targets import AGAINST, FOR
from benchmarks.relations import Case, cases, is_between, read_units

if TYPE_CHECKING:
    from numpy.typing import NDArray

WEIGHTS = Path(__file__).parent.parent / "argmap" / "suggest" / "weights"
_FOLDS = 7
_PENALTY = 5.0
_INVERSE_PENALTY = 0.1
_POSTS = 5
_DIGITS = 4


@dataclass(frozen=True)
class Choice:
    """A unit of a post: a row of features for each candidate and a last one for "nothing", and which of the rows are right."""

    post: str
    rows: NDArray[np.float64]
    right: NDArray[np.bool_]


def choices(made: Sequence[Case]) -> list[Choice]:
    """Make a choice of every annotated unit, but those whose target is no candidate."""
    found = []
    for case in made:
        gold: dict[int, set[int]] = {}
        for _, source, targets in case.links():
            gold.setdefault(source, set()).update(targets)
        sources = case.sources
        for source, listed in zip(sources, candidates(case.field, sources), strict=True):
            right = np.array([*(target in gold.get(source, ()) for target in listed), source not in gold])
            if right.any():
                rows = np.zeros((len(listed) + 1, len(FEATURES) + len(NOTHING)))
                rows[:-1, : len(FEATURES)] = features(case.field, np.full(len(listed), source), np.array(listed, int))
                rows[-1, len(FEATURES) :] = nothing(case.field, np.array([source]))[0]
                found.append(Choice(case.debate.post, rows, right))
    return found


def fit_choices(chosen: Sequence[Choice], penalty: float = _PENALTY) -> NDArray[np.float64]:
    """Return the weights under which the right rows are likeliest."""
    rows = np.vstack([one.rows for one in chosen])
    right = np.concatenate([one.right for one in chosen])
    lengths = [len(one.right) for one in chosen]
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    owner = np.repeat(np.arange(len(chosen)), lengths)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = rows @ weights
        scores = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        all_of, right_of = np.add.reduceat(scores, starts), np.add.reduceat(scores * right, starts) + 1e-300
        slope = rows.T @ (scores / all_of[owner] - scores * right / right_of[owner])
        return float(np.log(all_of / right_of).sum() + penalty / 2 * weights @ weights), slope + penalty * weights

    return np.asarray(minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x)


def train_targets(gold: Sequence[Case], own: Sequence[Case]) -> dict[str, dict[str, float]]:
    """Return the weights of pairs and of nothing, by name."""
    # Each unit is there twice, so the penalty is too.
    weights = fit_choices([*choices(gold), *choices(own)], 2 * _PENALTY).round(_DIGITS).tolist()
    return {
        "pairs": dict(zip(FEATURES, weights, strict=False)),
        "nothing": dict(zip(NOTHING, weights[len(FEATURES) :], strict=True)),
    }


@dataclass(frozen=True)
class Reply:
    """A gold pair between turns: its post, what speaks for or against, and whether it is for."""

    post: str
    signs: dict[str, float]
    is_for: bool


def replies(made: Sequence[Case]) -> list[Reply]:
    """Return the gold pairs between turns."""
    found = []
    for case in made:
        for link, source, targets in case.links():
            if link.between and not link.to_own_title and link.source.relation in FOR | AGAINST:
                for target in sorted(targets):
                    signs = (
                        source_signs(case.field, source) | target_signs(case.field, target) | pair_signs(case.field, source, target)
                    )
                    found.append(Reply(case.debate.post, signs, link.source.relation in FOR))
    return found


def fit_replies(given: Sequence[Reply]) -> tuple[float, dict[str, float]]:
    """Return the bias and the weights of signs, by name."""
    posts: dict[str, set[str]] = {}
    for one in given:
        for name in one.signs:
            posts.setdefault(name, set()).add(one.post)
    names = sorted(name for name, here in posts.items() if len(here) >= _POSTS)
    rows = np.array([[one.signs.get(name, 0.0) for name in names] for one in given])
    model = LogisticRegression(C=_INVERSE_PENALTY, class_weight="balanced", max_iter=5000, tol=1e-8)
    model.fit(rows, [one.is_for for one in given])
    return float(model.intercept_[0]), dict(zip(names, model.coef_[0].tolist(), strict=True))


def score_reply(one: Reply, model: tuple[float, dict[str, float]]) -> float:
    """Return how much speaks for rather than against."""
    bias, weights = model
    return bias + sum(weights.get(name, 0.0) * value for name, value in one.signs.items())


def folds(posts: Sequence[str]) -> NDArray[np.int64]:
    """Return a fold for each item, the same for all of one post."""
    number = {post: at % _FOLDS for at, post in enumerate(sorted(set(posts)))}
    return np.array([number[post] for post in posts])


def held_out_replies(given: Sequence[Reply]) -> NDArray[np.float64]:
    """Return the score of each pair by a model that has not seen its post."""
    fold, scores = folds([one.post for one in given]), np.zeros(len(given))
    for number in range(_FOLDS):
        model = fit_replies([one for one, here in zip(given, fold, strict=True) if here != number])
        for at in np.flatnonzero(fold == number):
            scores[at] = score_reply(given[at], model)
    return scores


def train_polarity(given: Sequence[Reply]) -> dict[str, Any]:
    """Return weights and bias so scaled that scores are calibrated; `even` is what a balanced 0 becomes."""
    held_out = held_out_replies(given)
    platt = LogisticRegression(C=1e6).fit(held_out[:, None], [one.is_for for one in given])
    slope, shift = float(platt.coef_[0][0]), float(platt.intercept_[0])
    bias, weights = fit_replies(given)
    return {
        "bias": round(slope * bias + shift, _DIGITS),
        "even": round(1 / (1 + float(np.exp(-shift))), _DIGITS),
        "weights": {name: round(slope * weight, _DIGITS) for name, weight in weights.items() if round(slope * weight, _DIGITS)},
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Train on a folder and write the weights, or print trials."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.train_relations", description="Train relations on CMV modes.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--trials", action="store_true", help="print what cross-validation says, write nothing")
    given = parser.parse_args(arguments)
    debates = read_folder(given.folder)
    read = read_units(debates, pipeline(MODEL))
    gold, own = (cases(debates, read, gold_roles=gold_roles) for gold_roles in (True, False))
    if given.trials:
        print_trials(gold, own)
        return
    for name, weights in (("relations", train_targets(gold, own)), ("polarity", train_polarity(replies(gold)))):
        (WEIGHTS / f"{name}.json").write_text(json.dumps(weights, indent=0, ensure_ascii=False, sort_keys=True) + "\n", "utf-8")


def print_trials(gold: Sequence[Case], own: Sequence[Case]) -> None:
    """Print hits and macro F1 of models that have not seen the post they are asked about."""
    posts, chosen = [case.debate.post for case in gold], [*choices(gold), *choices(own)]
    fold = folds(posts)
    numbers = dict(zip(posts, fold.tolist(), strict=True))
    for penalty in (2.0, 5.0, 10.0):
        places: dict[tuple[str, bool], list[int]] = {}
        for number in range(_FOLDS):
            weights = fit_choices([one for one in chosen if numbers[one.post] != number], 2 * penalty)
            for name, made in (("gold roles", gold), ("own roles", own)):
                for case in (case for case, here in zip(made, fold, strict=True) if here == number):
                    for between, place in _places(case, weights[: len(FEATURES)]):
                        places.setdefault((name, between), []).append(place)
        print(f"targets, penalty {penalty:g}")
        for (name, between), found in sorted(places.items()):
            hits = (m.hits(np.array(found), most) for most in (1, 3, 5))
            print(f"    {name}, {'between' if between else 'within'}: {'  '.join(f'{hit:.3f}' for hit in hits)} of {len(found)}")
    asked = replies(gold)
    is_for, scores = np.array([int(one.is_for) for one in asked]), held_out_replies(asked)
    print(f"polarity: macro F1 {m.f1s(is_for, (scores >= 0).astype(np.int64), 2).mean():.3f} of {len(asked)}")


def _places(case: Case, weights: NDArray[np.float64]) -> Iterator[tuple[bool, int]]:
    """Yield for each gold relation whether it is between turns, and at which place its target comes."""
    for link, source, targets in case.links():
        if not link.to_own_title:
            listed = [one for one in candidates(case.field, [source])[0] if is_between(case.field, source, one) is link.between]
            left, right = np.full(len(listed), source), np.array(listed, int)
            scores = features(case.field, left, right) @ weights + known(case.field, left, right)
            order = [listed[at] for at in np.argsort(-scores, kind="stable").tolist()]
            yield link.between, next((at for at, one in enumerate(order, 1) if one in targets), 0)


if __name__ == "__main__":
    main()
