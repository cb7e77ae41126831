"""Concepts in the front matter: read, added to, and nothing else touched."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.errors import ArgmapError
from argmap.markup import parse, standoff, strip, with_concepts, write
from argmap.markup._concepts import read_concepts, write_concepts
from argmap.markup._front import digest, read_front
from argmap.model import LONGEST_LABEL, Concept, label_key

TEXT = """---
title: Lanes
concepts:
  bike lane: [BL, cycle track]
  kerb:
  parking: {also: [parking space], suggested: 0.5}
  "no": no parking  # a comment
---
[Bike lanes]{.claim #lanes} need kerbs.
"""
NEW = (Concept.of("street", ["road"], 0.75), Concept.of("cycle track", ["track"], 0.5))


def test_they_are_read() -> None:
    assert parse(TEXT, "lanes.md").map.concepts == (
        Concept.of("bike lane", ["BL", "cycle track"]),
        Concept.of("kerb"),
        Concept.of("parking", ["parking space"], 0.5),
        Concept.of("no", ["no parking"]),
    )
    assert not parse(TEXT, "lanes.md").thread.report


def test_of_what_is_confirmed_only_confirmed_ones_are_left() -> None:
    assert [concept.label for concept in parse(TEXT, "lanes.md").map.confirmed().concepts] == ["bike lane", "kerb", "no"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("concepts: [kerb]", "lanes.md:2:11: 'concepts:' is no list of concepts"),
        ("concepts: kerb", "lanes.md:2:11: 'concepts:' is no list of concepts"),
        ("concepts: ~", "lanes.md:2:11: 'concepts:' is no list of concepts"),
        ("concepts:\n  kerb: [[a]]", "lanes.md:3:10: this is no concept: a label is words"),
        ("concepts:\n  kerb: ['…']", "lanes.md:3:10: this is no concept: the label '…' has no words"),
        (
            "concepts:\n  kerb: {confidence: 1}",
            "lanes.md:3:10: this is no concept: of 'kerb', only `also`, `suggested` and `rejected`",
        ),
        ("concepts:\n  kerb: {suggested: yes}", "lanes.md:3:21: this is no concept: `suggested` is a number from 0 to 1"),
        ("concepts:\n  kerb: {rejected: no}", "lanes.md:3:20: this is no concept: `rejected` can only be true"),
        ("concepts:\n  kerb: {suggested: nan}", "lanes.md:3:21: this is no concept: `suggested` is a number from 0 to 1"),
        ("concepts:\n  kerb: []\n  Kerbs: []", "lanes.md:4:3: the label 'Kerbs' is one of the concept 'kerb' already"),
        ("concepts:\n  kerb: [a]\n  lane: [b, a]", "lanes.md:4:3: the label 'a' is one of the concept 'kerb' already"),
        (f"concepts:\n  {'x' * 101}: []", "lanes.md:3:3: this is no concept: a label of 101 letters is longer than 100"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(line: str, message: str) -> None:
    with pytest.raises(ArgmapError) as problem:
        parse(f"---\n{line}\n---\n[Lanes]{{.claim}}\n", "lanes.md")
    assert str(problem.value).startswith(message)


def test_all_that_is_wrong_is_said() -> None:
    with pytest.raises(ArgmapError) as problem:
        parse("---\nconcepts:\n  a: [[b]]\n  c: {d: e}\nexpect: {x: stands}\n---\nLanes.\n", "lanes.md")
    assert [one.id for one in problem.value.others] == ["bad-concept", "unknown-id"]


FRONTS = [
    "",
    "---\n---\n",
    "---\ntitle: Lanes\n---\n",
    "---\r\ntitle: Lanes\r\n---\r\n",
    "---\ntitle: Lanes\n# a comment\n...\n",
    "---\n  title: Lanes\n  author: Ann\n---\n",
    "---\n{title: Lanes, tags: [a]}\n---\n",
    "---\n{title: Lanes,\n concepts: {kerb: [], }}\n---\n",
    "---\n{concepts: , title: Lanes}\n---\n",
    "---\nconcepts:\ntitle: Lanes\n---\n",
    "---\nconcepts: # none yet\ntitle: Lanes\n---\n",
    "---\nconcepts: {}\n---\n",
    "---\nconcepts: {kerb: [kerbstone]}\ntitle: Lanes\n---\n",
    "---\nconcepts: {kerb: [kerbstone],\n  lane: [track]}\ntitle: Lanes\n---\n",
    "---\nconcepts:\n    kerb: [kerbstone]  # yes\n\n    # more\n    lane:\n      also:\n      - track # x\ntitle: Lanes\n---\n",
    "---\nconcepts:\n  kerb:\ntitle: Lanes\n---\n",
    "---\nconcepts:\n  kerb: |\n    kerbstone\ntitle: Lanes\n---\n",
    "---\nconcepts:\n  kerb: [a,\n    b]\n---\n",
    "---\ntitle: |\n  Lanes\n\n---\n",
]


@pytest.mark.parametrize("front", FRONTS)
@pytest.mark.parametrize("body", ["", "Text.\n", "\nText\\n.\n\n---\n\nMore.", "[Lanes]{.claim #lanes}\r\n"])
def test_adding_touches_nothing_else(front: str, body: str) -> None:
    raw = front + body
    made = with_concepts(raw, NEW)
    assert made.endswith(body)
    kept = iter(made)
    assert all(char in kept for char in front)  # what was there is there still, in its order
    before, after = read_front(raw), read_front(made)
    labels = {label_key(label) for concept in before.concepts for label in concept.labels}
    added = [concept for concept in NEW if labels.isdisjoint(map(label_key, concept.labels))]
    assert not after.faults
    assert sorted(after.concepts, key=str) == sorted([*before.concepts, *added], key=str)
    assert digest(strip(made)) == digest(strip(raw))
    assert with_concepts(made, NEW) == made
    if raw.strip() and body.strip():
        assert parse(made, "lanes.md").thread.text == parse(raw, "lanes.md").thread.text


def test_a_concept_that_is_there_is_kept_as_a_person_left_it() -> None:
    assert with_concepts(TEXT, [Concept.of("kerbs", ["kerbstone"], 0.9), Concept.of("lane", ["cycle tracks"], 0.9)]) == TEXT


def test_what_a_person_rejected_is_no_concept_and_is_not_proposed_again() -> None:
    text = "---\nconcepts:\n  street: {also: [lane], rejected: true}\n---\nText.\n"
    assert parse(text, "lanes.md").map.concepts == ()
    assert with_concepts(text, [Concept.of("Street", ["road"], 0.75)]) == text


LABELS = (
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=LONGEST_LABEL)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda label: bool(label_key(label)) and label.isprintable())
)


@settings(deadline=None)
@given(st.lists(st.tuples(st.lists(LABELS, min_size=1, max_size=3), st.none() | st.floats(0, 1)), max_size=5))
def test_what_is_written_is_read_back(drawn: list[tuple[list[str], float | None]]) -> None:
    keys: set[tuple[str, ...]] = set()
    concepts = []
    for (label, *also), confidence in drawn:
        made = Concept.of(label, also, confidence)
        if keys.isdisjoint(map(label_key, made.labels)):
            keys |= set(map(label_key, made.labels))
            concepts.append(made)
    assert read_concepts(yaml.compose(write_concepts(concepts)))[0] == tuple(concepts)
    assert parse(with_concepts("Text.\n", concepts), "lanes.md").map.concepts == tuple(concepts)


def test_they_travel_with_a_map() -> None:
    annotated = parse(TEXT, "lanes.md")
    data = standoff.dump(annotated)
    assert data["concepts"]["parking"] == {"also": ["parking space"], "suggested": 0.5}
    applied = standoff.apply(data, parse("Bike lanes need kerbs.\n", "copy.md").thread)
    assert applied.annotated.map.concepts == annotated.map.concepts
    assert parse(write(annotated.thread, annotated.map), "lanes.md").map.concepts == annotated.map.concepts
    with pytest.raises(ArgmapError, match="its concepts are none"):
        standoff.read(__import__("json").dumps(data | {"concepts": {"kerb": 3.5, "kerbs": {"x": 1}}}), "lanes.jsonld")
