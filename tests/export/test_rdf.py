"""RDF files: what is in them, that everybody reads the same out of them, and that they never change by themselves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, Dataset, Graph, Literal, URIRef

from argmap import graph
from argmap.errors import ArgmapError
from argmap.export import FORMATS, serialise
from argmap.graph import iris
from argmap.graph.vocabulary import AM
from argmap.model import Chance
from argmap.reason import rules
from tests.query import debate

if TYPE_CHECKING:
    from pathlib import Path

OX = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
RDFLIB = {"turtle": "turtle", "trig": "trig", "nquads": "nquads", "rdfxml": "xml", "jsonld": "json-ld"}
TOWN = iris.thread_iri("town")


def by_pyoxigraph(data: bytes, format: str) -> set[ox.Quad]:
    return set(ox.parse(data, format=OX[format]))


def by_rdflib(data: bytes, format: str) -> set[ox.Quad]:
    if format in {"trig", "nquads"}:
        dataset = Dataset()
        dataset.parse(data=data, format=RDFLIB[format])
        return {ox.Quad(*map(as_ox, (s, p, o, URIRef(str(g))))) for s, p, o, g in dataset.quads()}
    return {ox.Quad(*map(as_ox, triple)) for triple in Graph().parse(data=data, format=RDFLIB[format])}


def as_ox(term: Any) -> Any:
    if isinstance(term, Literal):
        return ox.Literal(str(term), language=term.language, datatype=ox.NamedNode(str(term.datatype)) if term.datatype else None)
    return ox.NamedNode(str(term))


def stored(dataset: Dataset, *leave_out: str) -> set[ox.Quad]:
    quads = ox.parse(dataset.serialize(format="ox-nquads", encoding="utf-8"), format=ox.RdfFormat.N_QUADS)
    return {quad for quad in quads if quad.graph_name.value.rpartition("/")[2] not in leave_out}


def triples(quads: set[ox.Quad]) -> set[ox.Triple]:
    return {quad.triple for quad in quads}


@pytest.mark.parametrize("format", FORMATS)
def test_both_libraries_read_what_is_stored(lunches: Dataset, format: str) -> None:
    data = serialise(lunches, format)
    assert by_rdflib(data, format) == by_pyoxigraph(data, format)
    if format in {"trig", "nquads"}:
        assert by_pyoxigraph(data, format) == stored(lunches)
    else:
        assert triples(by_pyoxigraph(data, format)) == triples(stored(lunches, "suggested"))


def test_what_is_suggested_is_only_where_it_has_a_graph_of_its_own(lunches: Dataset) -> None:
    guess = iris.iri("lunch-debate", "guess")
    has_it = {format: guess in str(triples(by_pyoxigraph(serialise(lunches, format), format))) for format in FORMATS}
    assert has_it == {"turtle": False, "trig": True, "nquads": True, "rdfxml": False, "jsonld": False}


def test_the_order_of_filling_does_not_show(lunches: Dataset) -> None:
    turned = Dataset(store="Oxigraph")
    turned.store._inner.extend(sorted(stored(lunches), key=str, reverse=True))
    assert [serialise(turned, format) for format in FORMATS] == [serialise(lunches, format) for format in FORMATS]


def test_nobody_sees_whether_the_dataset_was_asked_anything_before() -> None:
    thread, made = debate.thread(), graph.build(debate.thread(), debate.the_map())
    closure = rules.closure(graph.stated(made, thread), rules.compile_ontology(graph.ontology()))
    graph.add_inferences(made, thread, closure.inferred)
    certain = Chance("full", 1.0, -0.0, "product", (), ())
    graph.add_verdicts(made, thread, debate.the_map(), replace(debate.verdicts(), chances=(certain,)))
    assert graph.told(made) is not None
    waiting = [serialise(made, format) for format in ("turtle", "trig", "jsonld")]
    assert graph.told(made) is not None, "to write the files asks nothing"
    assert set(graph.asserted(made, thread))
    assert graph.told(made) is None
    assert [serialise(made, format) for format in ("turtle", "trig", "jsonld")] == waiting


BUILD = """
import hashlib, sys
from tests.query import debate
from argmap.export import FORMATS, report, serialise
dataset = debate.dataset()
for format in FORMATS:
    print(format, hashlib.sha256(serialise(dataset, format)).hexdigest())
print(hashlib.sha256(report(debate.thread(), debate.the_map(), debate.verdicts()).encode()).hexdigest())
"""


def test_two_builds_are_byte_identical_whatever_the_hash_seed(root: Path) -> None:
    made = {
        subprocess.run(
            [sys.executable, "-c", BUILD], cwd=root, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "4711")
    }
    assert len(made) == 1
    assert len(made.pop().splitlines()) == len(FORMATS) + 1


# Texts of others


def town(*texts: str) -> Dataset:
    dataset = Dataset(store="Oxigraph")
    graph = dataset.graph(URIRef(f"{TOWN}/asserted"))
    graph.add((URIRef(TOWN), RDF.type, AM.Thread))
    for number, text in enumerate(texts):
        claim = URIRef(f"{TOWN}/c{number}")
        for triple in ((claim, RDF.type, AM.Claim), (claim, AM.inThread, URIRef(TOWN)), (claim, AM.text, Literal(text))):
            graph.add(triple)
    return dataset


HOSTILE = [
    "quotes \" and ' and \"\"\" and '''",
    "back\\slash \\n \\u0041 \\",
    "lines\nand\r\nmore\rlines",
    "]]> <!-- --> <b>&amp;</b> &#13; </rdf:RDF> <?xml?>",
    "\u2028 \u2029 \x85 \x0b\x0c \xa0 \ufeff",
    "漢字 🎉 \U0010fffd e\u0301 \u202eturned",
    '{"@id": "am:Claim"} @prefix . am:x a am:y . _:b',
    "tab\tand  two blanks ",
    "",
]


@pytest.mark.parametrize("format", FORMATS)
def test_hostile_texts_come_through_whole(format: str) -> None:
    texts = [text for text in HOSTILE if format != "rdfxml" or "\x0b" not in text]
    dataset = town(*texts)
    data = serialise(dataset, format)
    assert triples(by_pyoxigraph(data, format)) == triples(by_rdflib(data, format)) == triples(stored(dataset))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([format for format in FORMATS if format != "rdfxml"]), st.text(st.characters(codec="utf-8")))
def test_any_text_comes_through_whole(format: str, text: str) -> None:
    dataset = town(text)
    data = serialise(dataset, format)
    assert triples(by_pyoxigraph(data, format)) == triples(by_rdflib(data, format)) == triples(stored(dataset))


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec="utf-8") | st.sampled_from("\r\n\t\x00\x08\x0b\x7f\x9f\ufffe\ufffd")))
def test_xml_holds_a_text_or_says_which_character_it_cannot(text: str) -> None:
    dataset = town(text)
    allowed = all(char in "\t\n\r" or (char >= " " and char not in "\ufffe\uffff") for char in text)
    if allowed:
        data = serialise(dataset, "rdfxml")
        assert triples(by_pyoxigraph(data, "rdfxml")) == triples(by_rdflib(data, "rdfxml")) == triples(stored(dataset))
    else:
        said = r"RDF/XML cannot hold the character U\+[0-9A-F]{4,6} in the text of http.*/c0\. Export Turtle"
        with pytest.raises(ArgmapError, match=said):
            serialise(dataset, "rdfxml")


def test_numbers_dates_and_languages_come_through_whole() -> None:
    dataset = town("x")
    graph = dataset.graph(URIRef(f"{TOWN}/asserted"))
    xsd = "http://www.w3.org/2001/XMLSchema#"
    values = [
        *(Literal(value, datatype=URIRef(xsd + "integer")) for value in ("0", "-7", "123456789012345678")),
        *(Literal(value, datatype=URIRef(xsd + "decimal")) for value in ("0.5", "-1.25")),
        *(Literal(value, datatype=URIRef(xsd + "boolean")) for value in ("true", "false")),
        Literal("2024-05-01", datatype=URIRef(xsd + "date")),
        Literal("not a number", datatype=URIRef("http://example.org/own")),
        Literal("Grüezi", lang="de-ch"),
        URIRef("http://example.org/a:b//c?d=e&f#g"),
        URIRef("urn:isbn:0"),
    ]
    for number, value in enumerate(values):
        graph.add((URIRef(f"{TOWN}/c0"), AM.credence, value))
        graph.add((URIRef(f"{TOWN}/c0"), URIRef(f"http://example.org/p{number}"), value))
    for format in FORMATS:
        data = serialise(dataset, format)
        assert triples(by_pyoxigraph(data, format)) == triples(by_rdflib(data, format)) == triples(stored(dataset)), format


def test_an_unknown_format_is_named_with_the_known_ones(lunches: Dataset) -> None:
    with pytest.raises(ArgmapError, match=r"cannot be written as n3\. Choose one of: turtle, trig, nquads, rdfxml, jsonld"):
        serialise(lunches, "n3")


# To read


def test_turtle_is_laid_out_for_people(lunches: Dataset) -> None:
    text = serialise(lunches, "turtle").decode()
    head, *paragraphs = text.rstrip("\n").split("\n\n")
    prefixes = [line.split()[1] for line in head.splitlines()]
    assert prefixes == sorted(prefixes)
    assert {"am:", "t:", "prov:"} <= set(prefixes)
    subjects = [paragraph.split()[0] for paragraph in paragraphs]
    assert len(subjects) == len(set(subjects)) == len({triple.subject for triple in triples(stored(lunches, "suggested"))})
    lunch = next(paragraph for paragraph in paragraphs if paragraph.startswith("t:lunch "))
    assert lunch.startswith("t:lunch a am:")
    assert "am:status am:Falls" in lunch


def test_nquads_are_sorted(lunches: Dataset) -> None:
    lines = serialise(lunches, "nquads").splitlines()
    assert lines == sorted(lines)


def test_json_is_a_tree_from_the_thread_down(lunches: Dataset) -> None:
    document = json.loads(serialise(lunches, "jsonld"))
    thread = document["@graph"][0]
    assert thread["title"] == "Lunch for all"
    assert [comment["id"] for comment in thread["comments"]] == ["t:c1", "t:c2", "t:c3"]
    claims = {claim["id"]: claim for claim in thread["claims"]}
    assert list(claims)[:3] == ["t:lunch", "t:learn", "t:full"]
    lunch = claims["t:lunch"]
    assert (lunch["text"], lunch["status"]) == ("Every pupil should get a free lunch.", "Falls")
    assert lunch["wasDerivedFrom"]["start"] == 15
    assert [reason["id"] for reason in lunch["reasons"]] == ["t:learn.full:lunch", "t:cheap:lunch"]
    (undercut,) = claims["t:hungry"]["reasons"][0]["objections"]
    assert undercut["premise"] == "t:doubt"
    assert claims["t:staff"]["credence"] == "0.7"
    assert "Concession" in claims["t:waste"]["stances"][0]["type"]
    typed = [node["type"] for node in document["@graph"][1:] if "type" in node]
    assert {type if isinstance(type, str) else type[0] for type in typed} == {"Author", "skos:Concept", "skos:ConceptScheme"}
    # The classes of hedges are the ontology's own; with the map go only the words and numbers to show.
    assert [node["prefLabel"]["@value"] for node in document["@graph"][1:] if "type" not in node] == ["likely"]


def test_json_of_a_graph_that_leads_round_in_a_circle_still_holds_everything() -> None:
    dataset = town("x")
    graph = dataset.graph(URIRef(f"{TOWN}/asserted"))
    for one, other in (("a", "b"), ("b", "a"), ("self", "self"), ("lost", "nowhere")):
        node = URIRef(f"{TOWN}/{one}")
        graph.add((node, RDF.type, AM.Undercut))
        graph.add((node, AM.target, URIRef(f"{TOWN}/{other}")))
    data = serialise(dataset, "jsonld")
    assert triples(by_pyoxigraph(data, "jsonld")) == triples(by_rdflib(data, "jsonld")) == triples(stored(dataset))
