"""Concepts are found where they are named, and nowhere else."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.model import Concept, Mention, Mentions, Span, concept_id, label_key

CONCEPTS = [
    Concept.of("bike lane", ["BL", "cycle track"]),
    Concept.of("lane"),
    Concept.of("kerb"),
    Concept.of("right of way"),
    Concept.of("US"),
    Concept.of("AI safety"),
    Concept.of("theory"),
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A bike lane is a lane.", ["bike lane:bike-lane", "lane:lane"]),
        ("Bike-lanes, BIKE LANES, bike\nlanes", ["Bike-lanes:bike-lane", "BIKE LANES:bike-lane", "bike\nlanes:bike-lane"]),
        ("a bike\n\nlane", ["lane:lane"]),
        ("a bike. Lane two", ["Lane:lane"]),
        ("BLs, the BL's, a bl", ["BLs:bike-lane", "BL:bike-lane"]),
        ("Give us the US", ["US:us"]),
        ("kerbside, kerbs’ and kerb", ["kerbs:kerb", "kerb:kerb"]),
        ("the right of a way, the rights-of-way", ["rights-of-way:right-of-way"]),
        ("ai safety, AI safety", ["AI safety:ai-safety"]),
        ("theories", ["theories:theory"]),
        ("", []),
        ("Kerb\u0301", ["Kerb:kerb"]),
    ],
)
def test_mentions(text: str, found: list[str]) -> None:
    assert [f"{one.span.cut(text)}:{one.concept}" for one in Mentions(CONCEPTS).find(text)] == found


def test_a_longer_label_that_does_not_go_on_leaves_the_shorter() -> None:
    concepts = [Concept.of("whole brain"), Concept.of("whole brain emulation company")]
    assert [one.concept for one in Mentions(concepts).find("whole brain emulation costs")] == ["whole-brain"]


def test_the_same_words_are_one_concept_everywhere_and_others_are_not() -> None:
    assert concept_id("Bike lane") == concept_id("bike-lane") == concept_id(" BIKE  lane ")
    assert len({concept_id(label) for label in ("C", "C++", "C#", "c!", "x" * 99, "x" * 98)}) == 6


@given(st.text(max_size=80), st.lists(st.text(max_size=20), max_size=6))
def test_mentions_never_overlap_and_are_found_by_themselves_too(text: str, labels: list[str]) -> None:
    finder = Mentions([Concept.of(label) for label in labels])
    end = 0
    for one in finder.find(text):
        assert one.span.start >= end < one.span.end
        end = one.span.end
        assert finder.find(one.span.cut(text)) == [Mention(Span(0, len(one.span)), one.concept)]


@given(st.sampled_from(["", "so ", "(", "- "]), st.text(max_size=20), st.sampled_from(["", ".", "'s", " too"]))
def test_a_label_is_found_as_it_is_written(before: str, label: str, after: str) -> None:
    if label_key(label) and Mentions([Concept.of(label)]).find(label):
        assert Mentions([Concept.of(label)]).find(f"{before}{label}{after}")


def test_many_concepts_in_a_long_text_take_a_second() -> None:
    concepts = [Concept.of(f"term{number % 40} part{number}", [f"T{number}X"]) for number in range(500)]
    text = " ".join(f"so term{number % 40} part{number % 700} and" for number in range(25_000))
    start = time.process_time()
    found = Mentions(concepts).find(text)
    assert time.process_time() - start < 3
    assert len(found) == 9_000
