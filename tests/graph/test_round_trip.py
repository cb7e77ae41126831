"""A map is read back from its graph exactly as it was, whatever is in it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import Dataset, URIRef
from rdflib.namespace import OWL

from argmap.errors import ArgmapError
from argmap.graph import build, load
from argmap.graph.vocabulary import AM
from argmap.model import (
    Anchor,
    Answer,
    ArgumentMap,
    Claim,
    Question,
    RawMap,
    Role,
    Source,
    Span,
    Stance,
    Status,
    Step,
    StepKind,
    Suggestion,
    Thread,
    is_id,
    step_id,
)

WRITABLE = st.characters(exclude_categories=["Cs"], exclude_characters=[*map(chr, {*range(32)} - {9, 10, 13}), "\ufffe", "\uffff"])
TEXTS = st.text(WRITABLE, max_size=20) | st.sampled_from(['"""', "\\", "a\r\nb", "\r", "<>", "{", "\u202e", "a\u00a0", "''"])
NAMES = st.none() | st.text(WRITABLE, min_size=1, max_size=8) | st.sampled_from(["Ann", "ann", "words", "!"])
UNITS = st.floats(0, 1)
IDS = st.text(st.characters(categories=["L", "Nd"], include_characters="-_"), min_size=1, max_size=6).filter(is_id)
SUGGESTIONS = st.none() | st.builds(Suggestion, st.none() | UNITS, st.none() | TEXTS)


def anchors(id: str) -> st.SearchStrategy[Anchor]:
    spans = st.tuples(st.integers(0, 99), st.integers(0, 9)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
    return st.builds(Anchor, st.just(id), st.sampled_from(["post", "c1", "c2"]), spans, NAMES)


@st.composite
def maps(draw: Any) -> ArgumentMap:
    ids = draw(st.lists(IDS, min_size=4, max_size=12, unique=True).filter(lambda ids: not {"c1", "c2", "post"} & set(ids)))
    marks = {id: draw(anchors(id)) for id in ids}
    kinds = [draw(st.sampled_from(["claim", "claim", "alias", "question", "stance"])) for _ in ids]
    homes: dict[str, list[Anchor]] = {}
    for id, kind in zip(ids, kinds, strict=True):
        if kind == "claim" or not homes:
            homes[id] = [marks[id]]
        elif kind == "alias":
            homes[draw(st.sampled_from(sorted(homes)))].append(marks[id])
    named = {anchor.id for home in homes.values() for anchor in home}
    free = [id for id in ids if id not in named]
    claims = tuple(
        draw(
            st.builds(
                Claim,
                st.just(id),
                TEXTS,
                st.just(tuple(home)),
                st.frozensets(st.sampled_from(Role), min_size=1),
                st.none() | TEXTS,
                st.booleans(),
                st.none() | UNITS,
                st.none() | TEXTS,
                st.lists(st.sampled_from(["http://a", "https://b/{|}", "http://é"]), max_size=3).map(tuple),
                SUGGESTIONS,
            )
        )
        for id, home in homes.items()
    )
    questions = tuple(
        draw(st.builds(Question, st.just(id), TEXTS, st.just(marks[id]), st.none() | TEXTS, SUGGESTIONS)) for id in free[::2]
    )
    stances = tuple(
        draw(
            st.builds(
                Stance,
                st.sampled_from(["concedes", "rejects"]),
                NAMES,
                st.sampled_from(sorted(named)),
                st.just(marks[id]),
                TEXTS,
                st.none() | TEXTS,
                SUGGESTIONS,
            )
        )
        for id in free[1::2]
    )
    targets = sorted(named | {question.id for question in questions})
    pairs = draw(st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(targets)), max_size=3, unique=True))
    answers = tuple(Answer(source, target, marks[source]) for source, target in pairs)
    expect = tuple(
        (id, draw(st.sampled_from(Status))) for id in draw(st.lists(st.sampled_from(sorted(named)), max_size=2, unique=True))
    )
    return ArgumentMap(claims, draw(steps(sorted(homes), marks)), questions, stances, answers, expect)


@st.composite
def steps(draw: Any, claims: list[str], marks: dict[str, Anchor]) -> tuple[Step, ...]:
    made: dict[str, Step] = {}
    for _ in range(draw(st.integers(0, 6))):
        premises = tuple(draw(st.lists(st.sampled_from(claims), min_size=1, max_size=3, unique=True)))
        kind = draw(st.sampled_from(StepKind if made else [StepKind.INFERENCE, StepKind.REBUTTAL]))
        target = draw(st.sampled_from(sorted(made) if kind is StepKind.UNDERCUT else claims))
        step = Step(step_id(premises, target), kind, premises, target, marks[premises[0]], draw(SUGGESTIONS))
        made.setdefault(step.id, step)
    return tuple(draw(st.permutations(list(made.values()))))


THREAD = Thread(
    "tést 1/2%", "A “title”", "x" * 200, RawMap(()), Source("x", "", "x"), author="Ann", date="May", url="https://example.org/ü"
)


@given(maps())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_a_map_comes_back_as_it_was(map: ArgumentMap) -> None:
    assert load(build(THREAD, map)) == ("tést 1/2%", "A “title”", "Ann", "May", "https://example.org/ü", map)


def test_the_small_debate_comes_back_through_every_format_with_named_graphs(thread: Thread, map: ArgumentMap) -> None:
    dataset = build(thread, map)
    for format in ("nquads", "trig"):
        again = Dataset().parse(data=dataset.serialize(format=format), format=format)
        assert load(again).map == map
    assert load(dataset)[:5] == ("bike-lanes", "Bike lanes, now", "Ed", "2024-05-01", "https://example.org/lanes")


def test_a_graph_without_a_thread_or_with_two_is_no_map(thread: Thread, map: ArgumentMap) -> None:
    with pytest.raises(ArgmapError, match="holds 0 threads"):
        load(Dataset())
    both = build(thread, map)
    both.parse(data=build(THREAD, map).serialize(format="nquads"), format="nquads")
    with pytest.raises(ArgmapError, match="holds 2 threads"):
        load(both)


@pytest.mark.parametrize(
    ("subject", "property"),
    [("moved:safer", AM.target), ("safer.words", AM.start), ("expect~safer", AM.expected), ("cost", None), ("build", None)],
)
def test_a_part_that_lacks_something_is_named(thread: Thread, map: ArgumentMap, subject: str, property: URIRef | None) -> None:
    dataset = build(thread, map)
    property = property or URIRef("http://www.w3.org/ns/prov#wasDerivedFrom")
    dataset.remove((URIRef(f"https://w3id.org/argmap/id/bike-lanes/{subject}"), property, None, None))
    with pytest.raises(ArgmapError, match=f"{subject}> lacks a <{re.escape(property)}>"):
        load(dataset)


@pytest.mark.parametrize(
    ("subject", "property", "value"),
    [
        ("safer", AM.credence, "much"),
        ("safer", AM.role, "king"),
        ("safer.words", AM.start, "x"),
        ("expect~safer", AM.expected, OWL.Thing),
    ],
)
def test_a_value_that_makes_no_sense_is_named(thread: Thread, map: ArgumentMap, subject: str, property: URIRef, value: str) -> None:
    lines = [
        line
        for line in build(thread, map).serialize(format="nquads").splitlines()
        if f"bike-lanes/{subject}> <{property}>" not in line
    ]
    base = "https://w3id.org/argmap/id/bike-lanes"
    term = f"<{value}>" if "://" in value else f'"{value}"'
    lines.append(f"<{base}/{subject}> <{property}> {term} <{base}/asserted> .")
    dataset = Dataset().parse(data="\n".join(lines) + "\n", format="nquads")
    with pytest.raises(ArgmapError, match=f"{subject}> lacks a <{re.escape(property)}>"):
        load(dataset)
