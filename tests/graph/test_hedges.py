"""The ontology's scheme of hedges is that of `argmap.model.hedges`, and a graph says which class a hedge has."""

from __future__ import annotations

import dataclasses

import pytest
from rdflib import RDF, URIRef
from rdflib.namespace import DCTERMS, SKOS

from argmap.graph import build, load, ontology
from argmap.graph.vocabulary import AM
from argmap.model import ArgumentMap, Thread
from argmap.model.hedges import HEDGES


def test_the_ontology_s_scheme_is_that_of_the_model() -> None:
    graph = ontology()
    nodes = {str(node).removeprefix(str(AM._NS)): node for node in graph.subjects(SKOS.inScheme, AM.Hedges)}
    assert nodes.keys() == HEDGES.keys()
    for name, node in nodes.items():
        kind = HEDGES[name]
        assert (node, RDF.type, SKOS.Concept) in graph
        assert str(graph.value(node, SKOS.prefLabel)) == kind.label
        assert str(graph.value(node, SKOS.definition)) == kind.definition
        assert sorted(map(str, graph.objects(node, SKOS.altLabel))) == sorted(kind.words)
        assert [str(source) for source in graph.objects(node, DCTERMS.source)] == [kind.source]
        for property, number in ((AM.credenceLow, kind.low), (AM.credenceHigh, kind.high)):
            value = graph.value(node, property)
            assert (None if value is None else float(str(value))) == number


@pytest.mark.parametrize(
    ("hedge", "name", "low"),
    [("I think it will probably do", "Likely", 0.55), ("might", "Possibility", None), ("grey", None, None), (None, None, None)],
)
def test_a_graph_says_the_class_of_a_hedge_and_is_read_back_without_loss(
    thread: Thread, map: ArgumentMap, hedge: str | None, name: str | None, low: float | None
) -> None:
    claims = tuple(dataclasses.replace(claim, hedge=hedge) for claim in map.claims)
    map = dataclasses.replace(map, claims=claims)
    dataset = build(thread, map)
    kinds = {kind for _, _, kind, _ in dataset.quads((None, AM.hedgeClass, None, None))}
    assert kinds == ({URIRef(AM._NS + name)} if name else set())
    lows = [float(str(value)) for _, _, value, _ in dataset.quads((None, AM.credenceLow, None, None))]
    assert lows == ([] if low is None else [low])
    assert load(dataset).map.claims == claims
