"""What is said about one thing, in several threads at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from argmap import pipeline
from argmap.errors import ArgmapError
from argmap.export import serialise
from argmap.query import ask, run
from argmap.query._formats import _cell

STREETS = """---
title: Streets
author: Ann
concepts:
  bike lane: [BL]
  kerb: []
---
[A bike lane is safe.]{.claim #safe} [Kerbs keep cars out.]{.premise #out supports=safe}

::: {.comment #c1 author=Ben}
I have seen no BL that was safe. [Cars park anywhere.]{.claim #park attacks=out}
:::
"""
BUDGET = """---
title: Budget
id: t
author: Cy
concepts:
  Bike-Lane: {also: [cycle track], suggested: 0.8}
  BL: []
---
[Cycle tracks are cheap]{.claim #cheap by="Dee"}, [but who pays for bike lanes?]{.question #who} [A BL is a bill.]{.claim #bill}
"""


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    (tmp_path / "streets.md").write_text(STREETS)
    (tmp_path / "budget.md").write_text(BUDGET)
    return [str(tmp_path / "streets.md"), str(tmp_path / "budget.md")]


def about(paths: list[str], concept: str) -> list[str]:
    result = ask(pipeline.dataset_of(*paths), "about", {"concept": concept})
    return [" | ".join(_cell(value, result.prefixes) for value in row) for row in result.rows]


ROWS = [
    "streets | Ann | streets:post | streets:safe | falls | A bike lane is safe.",
    "streets | Ben | streets:c1 |  |  | ",
    "t | Dee | t:post | t:cheap | stands | Cycle tracks are cheap",
    "t | Cy | t:post | t:who |  | but who pays for bike lanes?",
]


@pytest.mark.parametrize(
    "name", ["bike lane", "Bike-lanes", "bike-lane", "cycle track", "https://w3id.org/argmap/concept/bike-lane"]
)
def test_one_query_finds_it_in_both_threads(files: list[str], name: str) -> None:
    assert about(files, name) == ROWS


def test_a_label_of_two_concepts_asks_for_both(files: list[str]) -> None:
    assert about(files, "BL") == [*ROWS[:3], "t | Cy | t:post | t:bill | stands | A BL is a bill.", *ROWS[3:]]


def test_a_folder_of_maps_answers_as_their_texts_do(files: list[str], tmp_path: Path) -> None:
    for file in files:
        made = serialise(pipeline.dataset_of(file), "trig")
        Path(file).with_suffix(".trig").write_bytes(made)
    assert about([str(tmp_path)], "bike lane") == ROWS
    with pytest.raises(ArgmapError, match=r"no \.trig file in the folder"):
        pipeline.dataset_of(str(Path(__file__).parent))


def test_what_the_threads_are_about(files: list[str]) -> None:
    result = ask(pipeline.dataset_of(*files), "concepts")
    assert [(str(name), *sorted(str(also or "").split(", ")), *map(str, counts)) for name, also, *counts in result.rows] == [
        ("Bike-Lane", "BL", "cycle track", "2", "2", "3", "true"),
        ("BL", "", "1", "1", "1", "true"),
        ("kerb", "", "1", "1", "1", "true"),
    ]


def test_each_of_several_threads_has_its_id_as_prefix(files: list[str]) -> None:
    dataset = pipeline.dataset_of(*files)
    assert run(dataset, "ASK { streets:safe a am:Claim . t:cheap a am:Claim }").answer
