"""How often the suggestions are right: `python -m benchmarks.suggest FOLDER [--json] [--check | --pin] [--model NAME]`.

FOLDER holds threads of the corpus CMV modes as XML, or arg-microtexts (told apart by what is in the files). The measures are
those of the last section of notes/MINING.md, with 95% intervals by bootstrap over original posts; "sentences" are those of
spaCy's parser as there, "argmap's sentences" those of argmap's own splitter. The peers, in the same run: the commonest label
and rules without training (for roles a decision list over cues, for targets the nearest claim, or the last unit before).

`--check` compares with the floors that `floors.json` pins for the data's hash and exits with 1 below any; data without floors
pass, and it says so. `--pin` raises floors, and never lowers one. Words a second are of this machine and have no floor.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from math import nan
from pathlib import Path

from argmap.suggest import suggest
from argmap.suggest._pipeline import MODEL, pipeline
from argmap.suggest._readings import readings
from benchmarks import _floors, _microtexts
from benchmarks._cmv import Debate, read_folder, xml_files
from benchmarks._measures import Value
from benchmarks._scoring import Shown, Spans, model_roles, read_gold, role_peers, spacy_split, speed
from benchmarks._table import Row, as_json, rows_of, table
from benchmarks.relations import relation_rows

SPEED = "words a second of one core"


class NothingToMeasureError(Exception):
    """A folder without data of a corpus that is known here."""


@dataclass(frozen=True)
class Result:
    """What was measured on some data: what the data are, their hash, the rows of the table, and what to know of them."""

    about: str
    data: str
    rows: list[Row]
    notes: tuple[str, ...] = ()

    @property
    def floored(self) -> dict[str, float]:
        """The measures that have floors, by name."""
        return {row.name: row.value.value for row in self.rows if row.floored}


def evaluate(folder: Path, model: str = MODEL) -> Result:
    """Measure the suggestions on a folder; raises NothingToMeasureError where no thread of the corpus is in it."""
    files = xml_files(folder)
    data = _floors.data_hash(path.read_bytes() for path in files)
    if _microtexts.are_here(files):
        about, rows = _microtexts.evaluate(files, pipeline(model))
        return Result(about, data, rows, (_microtexts.NOTE,))
    debates = read_folder(folder)
    if not debates:
        raise NothingToMeasureError(f"no thread of CMV modes and no microtext in {folder}")
    posts, words = len({debate.post for debate in debates}), sum(len(debate.thread.text.split()) for debate in debates)
    about = f"{len(debates)} threads of {posts} original posts, {words} words"
    rows = [*role_rows(debates, model), *span_rows(debates, model), *relation_rows(debates, pipeline(model))]
    ours, alone = speed(debates, model)
    peers = {"spaCy's tagger and parser alone": alone}
    return Result(about, data, [*rows, Row(SPEED, Value(ours, ours, ours, words), peers, floored=False)])


def role_rows(debates: Sequence[Debate], model: str) -> list[Row]:
    """Measure roles on real sentences and on gold units."""
    split, nlp = spacy_split(), pipeline(model)
    rows: list[Row] = []
    for section, gold in (
        ("roles of sentences", lambda debate: debate.gold_sentences(split)),
        ("roles of argmap's sentences", lambda debate: debate.gold_sentences()),
        ("roles of gold units", lambda debate: debate.gold_units(split)),
    ):
        read = read_gold(debates, gold, nlp)
        roles = model_roles(read)
        peers = {name: dict(peer.measures()) for name, peer in role_peers(read).items()}
        for name in [name for name in peers["majority"] if "F1" not in name and "100%" not in name]:
            del peers["majority"][name]  # It is as sure of the one as of the other.
        rows += rows_of(section, roles.posts, roles.measures(), peers)
    return rows


def span_rows(debates: Sequence[Debate], model: str) -> list[Row]:
    """Measure which annotated units are found, and how good what is shown is."""
    nlp = pipeline(model)
    units = [[reading.span for reading in readings(debate.thread, nlp)] for debate in debates]
    suggested = [suggest(debate.thread, model) for debate in debates]
    sentences = Spans.of(debates, [[sentence.span for sentence in debate.thread.sentences] for debate in debates])
    spans = Spans.of(debates, units)
    seen = Spans.of(debates, [[one.span for one in found] for found in suggested])
    shown = Shown.of(debates, suggested)
    number = sum(debate.is_new(span) for debate, found in zip(debates, units, strict=True) for span in found)
    share = len(shown.posts) / number if number else nan
    return [
        *rows_of("spans of all units", spans.posts, spans.measures(), {"sentences": sentences.measures()}),
        *rows_of("spans of what is shown", seen.posts, seen.measures()),
        *rows_of("what is shown", shown.posts, shown.measures()),
        Row("what is shown: share of all units", Value(share, share, share, number), floored=False),
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and compare or pin as told; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.suggest", description="Measure the suggestions on a folder.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", default=MODEL, help="an installed spaCy pipeline")
    _floors.add_options(parser)
    given = parser.parse_args(arguments)
    try:
        result = evaluate(given.folder, given.model)
    except NothingToMeasureError as problem:
        parser.error(str(problem))
    if given.json:
        print(json.dumps({"about": result.about, "data": result.data, "measures": as_json(result.rows)}, indent=1))
    else:
        print(f"{given.folder}: {result.about}\ndata {result.data}\n\n{table(result.rows)}")
    for note in result.notes:
        print(note, file=sys.stderr)
    return _floors.gate(result.floored, result.data, check=given.check, pin_them=given.pin)


if __name__ == "__main__":
    sys.exit(main())
