"""Concepts in the graph: shared between threads, said of by each thread for itself, and read back as they were."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import Dataset, URIRef
from rdflib.namespace import RDF, SKOS

from argmap.graph import build, iris, load, validate
from argmap.graph.vocabulary import AM
from argmap.model import ArgumentMap, Concept, Thread

CONCEPTS = (
    Concept.of("Oak Street"),
    Concept.of("crash", ["accident", "smash-up"]),
    Concept.of("bike lane", ["BL", "lane"], 0.75),
    Concept.of("street", (), 0.5),
    Concept.of("C++", ["a 'b' \"c\" <d>"]),
)


def mentions(dataset: Dataset, graph: str) -> set[tuple[str, str]]:
    named = dataset.graph(URIRef(f"https://w3id.org/argmap/id/bike-lanes/{graph}"))
    pairs = named.subject_objects(AM.mentions)
    return {(iris.local(str(subject)), iris.concept_of(str(object))) for subject, object in pairs if str(subject).count("/") > 5}


def test_who_mentions_what_is_asserted_as_far_as_people_confirmed_it(thread: Thread, map: ArgumentMap) -> None:
    dataset = build(thread, replace(map, concepts=CONCEPTS))
    assert mentions(dataset, "asserted") == {
        *(("count", "crash"), ("moved", "oak-street"), ("site", "oak-street")),
        *(("post", "crash"), ("c1", "crash"), ("c1", "oak-street"), ("c2", "oak-street")),
    }
    assert mentions(dataset, "suggested") == {
        *(("build", "bike-lane"), ("safer", "bike-lane"), ("safer", "street"), ("cost", "bike-lane")),
        *(("post", "bike-lane"), ("post", "street")),
    }


def test_a_suggestion_takes_no_mention_away(thread: Thread, map: ArgumentMap) -> None:
    longer = (*CONCEPTS[:1], Concept.of("Oak Street was", (), 0.5))
    one, other = build(thread, replace(map, concepts=CONCEPTS[:1])), build(thread, replace(map, concepts=longer))
    assert mentions(one, "asserted") == mentions(other, "asserted")


def test_they_come_back_and_pass_the_check(thread: Thread, map: ArgumentMap) -> None:
    stated = replace(map, concepts=CONCEPTS)
    dataset = build(thread, stated)
    assert load(dataset).map.concepts == CONCEPTS
    assert [one for one in validate(dataset, stated) if "concept" in one.message or "label" in one.message] == []
    without = Dataset(default_union=True)
    for quad in dataset.quads():
        if quad[1] not in (SKOS.prefLabel, SKOS.inScheme):
            without.add(quad)
    messages = {one.message for one in validate(without, stated)}
    assert any("has no label to show" in message for message in messages)
    assert any("is in no scheme of concepts" in message for message in messages)


def test_a_thread_called_concept_is_no_concept(thread: Thread, map: ArgumentMap) -> None:
    stated = replace(map, concepts=CONCEPTS)
    dataset = build(replace(thread, id="concept"), stated)
    assert load(dataset).map == stated
    concepts = set(dataset.subjects(RDF.type, SKOS.Concept))
    assert concepts == set(build(thread, stated).subjects(RDF.type, SKOS.Concept))
    assert not any(str(node).startswith(iris.BASE) for node in concepts)


LABELS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=12)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.builds(Concept.of, LABELS, st.lists(LABELS, max_size=2), st.none() | st.floats(0, 1)),
        max_size=4,
        unique_by=lambda concept: concept.id,
    )
)
def test_any_concepts_come_back(thread: Thread, concepts: list[Concept]) -> None:
    stated = ArgumentMap(concepts=tuple(concepts))
    assert load(build(thread, stated)).map == stated
