"""What was tried for the role model: `python -m benchmarks.trials FOLDER [--dev FOLDER] [--more FOLDER]`.

Every row is nested cross-validation over the original posts of FOLDER: what a trial learns or chooses,
it learns from the posts that it is not measured on. With --dev also: learnt from all of FOLDER, measured there. --more holds
`threads`, `seed` and `microtexts` for the trials that use text from elsewhere. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from argmap.errors import ArgmapError
from argmap.read import read
from argmap.suggest._pipeline import MODEL, pipeline
from argmap.suggest._roles import LABELS
from benchmarks import _measures as m
from benchmarks._cmv import read_folder, xml_files
from benchmarks._examples import Example, examples, featured, without_clauses
from benchmarks._learning import Floats, Learner, chosen, labels, says, unseen, weighted
from benchmarks._microtexts import read_microtext

if TYPE_CHECKING:
    from spacy.language import Language

CUES = ("cue", "before", "signs", "short", "quotation", "length", "long")
CLAUSES = "shipped + own clauses"
"""The trial that learns from the clauses too that argmap cuts off; the others see sentences and gold units."""
_SURE = 0.85
_PAGES = (".html", ".json", ".md", ".txt")
_FEWEST = 5  # So many units must have a word or two for it to count.


def majority(some: Sequence[Example]) -> Callable[[Sequence[Example]], Floats]:
    """Learn the shares of the labels."""
    shares = np.bincount(labels(some), minlength=len(LABELS)) / len(some)
    return lambda others: np.tile(shares, (len(others), 1))


def decision_list(some: Sequence[Example]) -> Callable[[Sequence[Example]], Floats]:
    """Learn the shares of the labels for the first conjunction of signs that a unit has."""
    counts: dict[str, Counter[str]] = {}
    for one in some:
        counts.setdefault(_decisive(one), Counter())[one.label] += 1
    shares = {line: [(count[label] + 1) / (count.total() + len(LABELS)) for label in LABELS] for line, count in counts.items()}
    return lambda others: np.array([shares.get(_decisive(one), [1 / len(LABELS)] * len(LABELS)) for one in others])


def _decisive(one: Example) -> str:
    return next(name for name in one.features if name.startswith("signs: "))


def of(*kinds: str) -> Learner:
    """Learn as the shipped model is learnt, from the named kinds of features."""
    return lambda some: says(chosen(some, lambda name: name.startswith(kinds)))


def shipped(some: Sequence[Example]) -> Callable[[Sequence[Example]], Floats]:
    """Learn the model that is shipped."""
    return says(chosen(some))


def sentences_only(some: Sequence[Example]) -> Callable[[Sequence[Example]], Floats]:
    """Learn it from sentences alone."""
    return says(chosen([one for one in some if one.kind == "sentence"]))


def words(strength: float, *, more: bool) -> Learner:
    """Learn from words and pairs of words (tf-idf), or `more`: from these and all features."""

    def learn(some: Sequence[Example]) -> Callable[[Sequence[Example]], Floats]:
        pairs = TfidfVectorizer(analyzer=_ngrams, min_df=_FEWEST, sublinear_tf=True).fit(some)
        dense = DictVectorizer(sparse=False).fit([one.features for one in some])
        table = dense.transform([one.features for one in some])
        mean, scale = table.mean(axis=0), np.maximum(table.std(axis=0), 0.1) * 6  # To the size of a tf-idf.

        def seen(others: Sequence[Example]) -> Any:
            rows = [pairs.transform(others)]
            rows += [csr_matrix((dense.transform([one.features for one in others]) - mean) / scale)] if more else []
            return hstack(rows).tocsr()

        fitted = LogisticRegression(C=strength, max_iter=1000).fit(seen(some), labels(some), _weights(some))
        return lambda others: fitted.predict_proba(seen(others))

    return learn


def _ngrams(one: Example) -> list[str]:
    return [*one.words, *(" ".join(pair) for pair in zip(one.words, one.words[1:], strict=False))]


def _weights(some: Sequence[Example]) -> list[float]:
    return [1.0 if one.kind == "sentence" else 0.5 for one in some]


def trees(some: Sequence[Example]) -> Callable[[Sequence[Example]], Floats]:
    """Learn gradient boosted trees over all features."""
    vectorizer = DictVectorizer(sparse=False)
    table = vectorizer.fit_transform([one.features for one in some])
    fitted = HistGradientBoostingClassifier(
        max_iter=60,
        learning_rate=0.06,
        max_leaf_nodes=6,
        min_samples_leaf=25,
        l2_regularization=10,
        max_features=0.2,
        random_state=0,
    ).fit(table, labels(some), _weights(some))
    return lambda others: fitted.predict_proba(vectorizer.transform([one.features for one in others]))


def mean_of(*learners: Learner) -> Learner:
    """Learn all, and take the mean of what they say."""

    def learn(some: Sequence[Example]) -> Callable[[Sequence[Example]], Floats]:
        learnt = [learner(some) for learner in learners]
        return lambda others: np.mean([one(others) for one in learnt], axis=0)

    return learn


def bagged(some: Sequence[Example]) -> Callable[[Sequence[Example]], Floats]:
    """Learn from ten draws of posts, and take the mean."""
    posts = sorted({one.post for one in some})
    dice = np.random.default_rng(0)
    draws = [Counter(dice.choice(posts, len(posts)).tolist()) for _ in range(10)]
    return mean_of(*(_of_draw(draw) for draw in draws))(some)


def _of_draw(draw: Counter[str]) -> Learner:
    return lambda some: says(weighted([one for one in some for _ in range(draw[one.post])]))


def stacked(some: Sequence[Example]) -> Callable[[Sequence[Example]], Floats]:
    """Learn from what the model says of a unit, of its neighbours and of its turn (of unseen posts) besides its features."""
    first = says(weighted(some))
    second = weighted(_with_context(some, unseen(lambda part: says(weighted(part)), some)))
    return lambda others: says(second)(_with_context(others, first(others)))


def _with_context(some: Sequence[Example], said: Floats) -> list[Example]:
    found = []
    turns: dict[str, list[int]] = {}
    for at, one in enumerate(some):
        turns.setdefault(one.turn, []).append(at)
    place = {at: (number, here) for here in turns.values() for number, at in enumerate(here)}
    for at, one in enumerate(some):
        number, here = place[at]
        rows = {"here": said[at], "turn": said[here].mean(axis=0)}
        rows |= {f"{step:+}": said[here[number + step]] for step in (-2, -1, 1, 2) if 0 <= number + step < len(here)}
        context = {
            f"context {name}: {LABELS[label]}": float(row[label]) for name, row in rows.items() for label in range(len(LABELS))
        }
        found.append(one._replace(features=one.features | context))
    return found


def with_more(more: Sequence[Example]) -> Learner:
    """Learn from examples from elsewhere too."""
    return lambda some: says(chosen([*some, *more]))


def self_trained(unlabelled: Sequence[Example]) -> Learner:
    """Learn, label what is unlabelled where the model is sure, and learn from both."""

    def learn(some: Sequence[Example]) -> Callable[[Sequence[Example]], Floats]:
        said = says(weighted(some))(unlabelled)
        sure = [one._replace(label=LABELS[row.argmax()]) for one, row in zip(unlabelled, said, strict=True) if row.max() >= _SURE]
        return says(weighted([*some, *sure]))

    return learn


def marked(unlabelled: Sequence[Example]) -> list[Example]:
    """Label by a marker alone, which is then taken away: a unit with "because" is a premise, one with "I think" a claim."""
    found = []
    for one in unlabelled:
        for sign, label in (("reason", "premise"), ("example^", "premise"), ("opinion^", "claim"), ("courtesy", "none")):
            if f"cue: {sign}" in one.features:
                gone = (f"cue: {sign.rstrip('^')}", "signs: ")
                kept = {name: value for name, value in one.features.items() if not name.startswith(gone)}
                found.append(one._replace(label=label, features=kept))
                break
    return found


def pages(folder: Path, nlp: Language) -> Iterator[Example]:
    """Yield the sentences of the pages in a folder; a page that cannot be read has none."""
    for path in sorted(path for path in folder.glob("*") if path.suffix in _PAGES):
        try:
            thread = read(path.read_bytes(), path.name)
        except ArgmapError:
            continue
        for _, said, seen in featured(thread, sorted({sentence.span for sentence in thread.sentences}), nlp):
            yield Example(path.name, path.name, said, seen, "none", "clause")


def microtexts(folder: Path, nlp: Language) -> Iterator[Example]:
    """Yield the units of the microtexts: the central one is a claim, all others are premises."""
    for path in sorted(folder.glob("*.xml")):
        text = read_microtext(path)
        for span, said, seen in featured(text.thread, text.units, nlp) if text else ():
            label = "claim" if text and span == text.units[text.central] else "premise"
            yield Example(path.name, path.name, said, seen, label, "gold unit")


def learners(more: Path | None, nlp: Language) -> dict[str, Learner]:
    """Return the trials by name."""
    found: dict[str, Learner] = {
        "majority": majority,
        "decision list over cues": decision_list,
        "words (tf-idf)": words(1.0, more=False),
        "cues": of(*CUES[:2]),
        "+ conjunctions, length": of(*CUES),
        "+ position": of(*CUES, "place"),
        "+ syntax = shipped": shipped,
        "shipped, sentences only": sentences_only,
        CLAUSES: shipped,
        "shipped + words": words(0.3, more=True),
        "boosted trees": trees,
        "shipped and trees, mean": mean_of(shipped, trees),
        "bagged over posts": bagged,
        "stacked over context": stacked,
    }
    if more:
        unlabelled = [*pages(more / "threads", nlp), *pages(more / "seed", nlp)]
        found["+ microtexts"] = with_more(list(microtexts(more / "microtexts" / "en", nlp)))
        found["+ self-training"] = self_trained(unlabelled)
        found["+ distant supervision"] = with_more(marked(unlabelled))
    return found


def row(some: Sequence[Example], said: Floats) -> str:
    """Return the measures of sentences and of gold units as text."""
    cells = []
    for kind in ("sentence", "gold unit"):
        here = np.array([one.kind == kind for one in some])
        gold, scores = labels(some)[here], said[here]
        given, sure = scores.argmax(axis=1), scores.max(axis=1)
        right = gold == given
        shares = " ".join(f"{m.accuracy(right, sure, share):.2f}" for share in (0.1, 0.2, 0.3, 0.5, 1.0))
        each = m.f1s(gold, given, len(LABELS))
        cells.append(
            f"{each.mean():.3f} ({' '.join(f'{one:.2f}' for one in each)}) {shares} {m.calibration_error(right, sure):.3f}"
        )
    return " | ".join(cells)


def main() -> None:
    """Print a row for each trial."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.trials", description="What was tried for the role model.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dev", type=Path)
    parser.add_argument("--more", type=Path)
    arguments = parser.parse_args()
    if not xml_files(arguments.folder):
        parser.error(f"no XML file in {arguments.folder}")
    nlp = pipeline(MODEL)
    every = examples(read_folder(arguments.folder), nlp)
    dev = examples(read_folder(arguments.dev), nlp) if arguments.dev else []
    print("sentences | gold units: macro F1 (claim premise none), accuracy at 10 20 30 50 100%, calibration error")
    for name, learner in learners(arguments.more, nlp).items():
        some = every if name == CLAUSES else without_clauses(every)
        print(f"{name:26} unseen {row(some, unseen(learner, some, seed=1))}", flush=True)
        if dev:
            print(f"{name:26} dev    {row(dev, learner(some)(dev))}", flush=True)


if __name__ == "__main__":
    main()
