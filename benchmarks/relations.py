"""How often relations are found: `python -m benchmarks.relations FOLDER [--model NAME]`.

FOLDER holds threads of CMV modes as XML. The measures are those of the last section of notes/MINING.md, made on gold units;
roles are argmap's own, or with "gold roles" those of the annotators, as a person would have confirmed them. The peers, in the
same run: for targets the nearest claim, the units before (from the last on), tf-idf; for polarity the commoner one.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from argmap.suggest._chances import chances
from argmap.suggest._field import field_of
from argmap.suggest._pipeline import MODEL, pipeline
from argmap.suggest._points import Field
from argmap.suggest._polarity import Polarity
from argmap.suggest._readings import Reading, readings
from argmap.suggest._turns import text_order
from benchmarks import _measures as m
from benchmarks._cmv import TITLE, Debate, Link, read_folder
from benchmarks._table import Row, rows_of, table
from benchmarks._targets import AGAINST, FOR

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Case", "cases", "is_between", "measure", "read_units", "relation_rows"]

HITS = (1, 3, 5)
_PREFIX = re.compile(r"^\W*CMV\b\W*", re.IGNORECASE)


@dataclass(frozen=True)
class Case:
    """A debate as relations see it: a field over the title and the annotated units, and which point is which unit."""

    debate: Debate
    field: Field
    points: dict[str, int]

    @property
    def sources(self) -> list[int]:
        """The units of new turns."""
        return [self.points[unit.id] for unit in self.debate.units if self.debate.is_new(unit.span) and unit.id in self.points]

    def links(self) -> Iterator[tuple[Link, int, set[int]]]:
        """Yield the gold relations, each with its source and its targets as points."""
        for link in self.debate.links():
            if link.source.id in self.points:
                source = self.points[link.source.id]
                targets = {self.points[id] for id in link.targets if id in self.points} - {source}
                if targets:
                    yield link, source, targets


def read_units(debates: Sequence[Debate], nlp: Language) -> list[list[Reading]]:
    """Read the annotated units of each debate."""
    return [readings(debate.thread, nlp, sorted({unit.span for unit in debate.units}, key=text_order)) for debate in debates]


def cases(debates: Sequence[Debate], read: Sequence[list[Reading]], *, gold_roles: bool) -> list[Case]:
    """Make cases of debates whose units were read, with argmap's own roles or the gold ones."""
    made = []
    for debate, found in zip(debates, read, strict=True):
        by_span = {unit.span: unit for unit in debate.units}
        if gold_roles:
            found = [_with_gold(reading, by_span[reading.span].kind) for reading in found]  # noqa: PLW2901
        field, numbers = field_of(debate.thread, found, _PREFIX.sub("", debate.title))
        points = {TITLE: 0} | {by_span[found[number].span].id: at for at, number in enumerate(numbers) if number >= 0}
        made.append(Case(debate, field, points))
    return made


def _with_gold(reading: Reading, kind: str) -> Reading:
    return replace(reading, scores=dict.fromkeys(("claim", "premise", "none"), 0.0) | {kind: 1.0})


@dataclass(frozen=True, slots=True)
class Found:
    """A gold relation: its post, whether it is between turns, and at which place each way of guessing has it (0: nowhere)."""

    post: str
    between: bool
    places: dict[str, int]


def found_targets(made: Sequence[Case]) -> list[Found]:
    """Rank the candidates of every gold relation but those of a post to its own title, which has no rival."""
    rows = []
    for case in made:
        links = [one for one in case.links() if not one[0].to_own_title]
        ours = {
            source: (listed, scores) for source, listed, scores in chances(case.field, sorted({source for _, source, _ in links}))
        }
        for link, source, targets in links:
            listed, scores = ours[source]
            order = [listed[at] for at in np.argsort(-scores, kind="stable").tolist()]
            guesses = {"argmap": [point for point in order if is_between(case.field, source, point) is link.between]}
            guesses |= _peers(case.field, source, between=link.between)
            places = {name: next((at for at, one in enumerate(guess, 1) if one in targets), 0) for name, guess in guesses.items()}
            rows.append(Found(case.debate.post, link.between, places))
    return rows


def is_between(field: Field, source: int, target: int) -> bool:
    """Say whether a pair counts as one between turns: the title is a turn of its own."""
    return bool(field.turn[source] != field.turn[target] or field.title[target])


def _peers(field: Field, source: int, *, between: bool) -> dict[str, list[int]]:
    turn = field.turn[source]
    if not between:
        here = [point for point in range(*field.bounds[turn]) if point != source and not field.title[point]]
        nearest = sorted(here, key=lambda point: (field.claim[point] < field.premise[point], point > source, abs(point - source)))
        return {"nearest": nearest, "tf-idf": sorted(here, key=lambda point: -field.likeness.cosine(source, point))}
    earlier = list(range(field.bounds[turn][0]))
    like = sorted(earlier, key=lambda point: -field.likeness.cosine(source, point))
    return {"nearest": earlier[::-1], "tf-idf": like}


def relation_rows(debates: Sequence[Debate], nlp: Language) -> list[Row]:
    """Measure targets and polarity, with bootstrap intervals over original posts."""
    rows: list[Row] = []
    read = read_units(debates, nlp)
    for gold_roles in (True, False):
        made = cases(debates, read, gold_roles=gold_roles)
        found = found_targets(made)
        suffix = ", gold roles" if gold_roles else ""
        for between, section in ((False, "targets within a turn"), (True, "targets between turns")):
            here = [one for one in found if one.between is between]
            measures = {way: _hits([one.places[way] for one in here]) for way in ("argmap", "nearest", "tf-idf")}
            posts = [one.post for one in here]
            rows += rows_of(section + suffix, posts, measures.pop("argmap"), measures)
        rows += _polarity_rows(made, suffix)
    return rows


def _hits(places: Sequence[int]) -> dict[str, m.Measure]:
    ranks = np.array(places, np.int64)
    return {f"hit@{most}": partial(lambda at, most: m.hits(ranks[at], most), most=most) for most in HITS}


def _polarity_rows(made: Sequence[Case], suffix: str) -> list[Row]:
    posts, gold, given = [], [], []
    for case in made:
        polarity = Polarity(case.field)
        for link, source, targets in case.links():
            if link.between and not link.to_own_title and link.source.relation in FOR | AGAINST:
                for target in sorted(targets):
                    posts.append(case.debate.post)
                    gold.append(int(link.source.relation in FOR))
                    given.append(int(polarity(source, target) >= polarity.even))
    commoner = np.full(len(gold), int(2 * sum(gold) > len(gold)), np.int64)
    signs = [_signs(np.array(gold, np.int64), guess) for guess in (np.array(given, np.int64), commoner)]
    return rows_of(f"polarity between turns{suffix}", posts, signs[0], {"majority": signs[1]})


def _signs(gold: m.Ints, given: m.Ints) -> dict[str, m.Measure]:
    return {
        "macro F1": lambda at: float(m.f1s(gold[at], given[at], 2).mean()),
        "against F1": lambda at: float(m.f1s(gold[at], given[at], 2)[0]),
        "for F1": lambda at: float(m.f1s(gold[at], given[at], 2)[1]),
    }


def measure(debates: Sequence[Debate], nlp: Language) -> dict[str, float]:
    """Return every measure by its name."""
    return {row.name: row.value.value for row in relation_rows(debates, nlp)}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table for a folder."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.relations", description="Measure relations on a folder of CMV modes."
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", default=MODEL, help="an installed spaCy pipeline")
    given = parser.parse_args(arguments)
    debates = read_folder(given.folder)
    if not debates:
        parser.error(f"no thread of CMV modes in {given.folder}")
    print(table(relation_rows(debates, pipeline(given.model))))


if __name__ == "__main__":
    main()
