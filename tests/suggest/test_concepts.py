"""What a thread is about: acronyms with their expansions and recurring phrases, found in real threads and in made ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.model import Concept
from argmap.read import read, read_markdown
from argmap.suggest._acronyms import definitions, initials, long_form
from argmap.suggest._concepts import MOST, Terms, concepts
from argmap.suggest._pipeline import MODEL, pipeline
from argmap.suggest._turns import quotations, turns

LANES = """---
title: Lanes for Mill Street
author: Kerb Lover
---
The traffic calming scheme (TCS) puts a bike lane on Mill Street. Bus priority lanes cost more. I think a bike lane is safe.

A bike lane needs paint. The TCS is cheap, and THE kerb is in it. Kerb stones are one thing, the other thing is money.

::: {.comment #c1 author=Ben}
> A bike lane needs paint. The zebra crossing is old. The zebra crossing is old.

The BPL is no bike lane. A BPL is for buses, and bus priority lanes are wide. The kerb stones, the kerb stones!
:::
"""


def labels(found: tuple[Concept, ...]) -> dict[str, tuple[str, ...]]:
    return {concept.label: concept.also for concept in found}


def of(text: str) -> dict[str, tuple[str, ...]]:
    return labels(concepts(read_markdown(text, "lanes.md"), pipeline(MODEL)))


def test_the_made_thread() -> None:
    found = of(LANES)
    assert found["traffic calming scheme"] == ("TCS",)
    assert found["bus priority lanes"] == ("BPL",)
    assert {"bike lane", "Mill Street"} & set(found) >= {"bike lane"}
    # A quotation counts for nobody, "THE" is no acronym, and a generic word no concept.
    assert not {"zebra crossing", "THE", "thing", "other thing", "Kerb Lover"} & set(found)


def test_the_acronyms_of_the_real_page(seed_page: Path) -> None:
    found = concepts(read(seed_page.read_bytes(), seed_page.name), pipeline(MODEL))
    named = labels(found)
    assert named["whole brain emulation"] == ("WBE",)
    assert named["artificial general intelligence"] == ("AGI",)
    assert {"connectomics", "connectome", "cortex", "hypothalamus", "neuron"} <= set(named)
    assert not {"Steve", "Byrnes", "thing", "people", "section"} & set(named)
    assert len(found) <= MOST
    assert all(concept.confidence is not None and 0.5 < concept.confidence < 1 for concept in found)


def test_docs_that_are_there_already_tell_the_same(seed_page: Path) -> None:
    thread, nlp = read(seed_page.read_bytes(), seed_page.name), pipeline(MODEL)
    terms, quoted = Terms(), quotations(thread)
    for turn in turns(thread):
        terms.add(nlp(turn.doc(thread, quoted, nlp)), turn.places[0].block.doc)
    assert terms.found(thread) == concepts(thread, nlp)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a low emission zone (LEZ)", [("LEZ", "low emission zone")]),
        ("two Low Emission Zones (LEZs) here", [("LEZ", "Low Emission Zones")]),
        ("the LEZ (low emission zone) is", [("LEZ", "low emission zone")]),
        ("a light-emitting diode (“LED”)", [("LED", "light-emitting diode")]),
        ("the ministry of transport (or MoT)", [("MoT", "ministry of transport")]),
        ("we like it (BTW), and (a) or (ii) not (see Smith 2003)", []),
        ("a zone (NATO)", []),
        ("(LEZ)", []),
    ],
)
def test_definitions(text: str, found: list[tuple[str, str]]) -> None:
    assert list(definitions(text)) == found


@settings(max_examples=40)
@given(st.lists(st.from_regex(r"[a-f][g-z]{1,7}", fullmatch=True), min_size=2, max_size=5), st.text(max_size=30))
def test_the_initials_of_words_are_found_in_front_of_them(words: list[str], before: str) -> None:
    phrase = " ".join(words)
    assert long_form(initials(phrase), f"{before} {phrase}") == phrase


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A",
        "(((((" * 2000,
        "A" * 5000,
        "AB (" * 3000,
        "ÄÖ ẞẞ İİ",
        "word " * 4000 + "(WORD)",
        "lane-" * 3000,
        "Das ist nicht gut und auch nicht billig. " * 40,
    ],
)
def test_hostile_and_foreign_text_is_read_in_peace(text: str) -> None:
    assert isinstance(of(f"# Title\n\n{text}\n"), dict)


def test_of_a_text_that_is_not_english_nothing_is_guessed() -> None:
    assert of("Der Radweg ist gut, und der Radweg ist billig. Den Radweg wollen wir, denn der Radweg ist nicht breit. " * 3) == {}
