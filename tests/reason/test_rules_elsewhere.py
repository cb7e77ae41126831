"""The program as text for other engines says what the closure says; and derivations."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pyoxigraph
import pytest
from rdflib import RDF, Graph

from argmap.errors import ArgmapError
from argmap.graph import ontology
from argmap.graph.vocabulary import AM
from argmap.reason._words import Words
from argmap.reason.derivation import Derivation, as_data, derivation, lines, triple_of
from argmap.reason.program_text import program_text, sparql_updates
from argmap.reason.rules import Program, closure, compile_ontology

from .debates import NODE, TOWN, Triple, node, random_debate, random_town, town


@cache
def program_of(name: str) -> Program:
    return compile_ontology(town() if name == "town" else ontology())


def everything(triples: list[Triple], program: Program) -> set[str]:
    known = {*triples, *program.facts, *(each[:3] for each in closure(triples, program).inferred)}
    return set(map(spelled, known))


def spelled(triple: Any) -> str:
    """Return a triple in N-Triples, by way of pyoxigraph, so that all spell alike."""
    (quad,) = pyoxigraph.parse(" ".join(term.n3() for term in triple) + " .", format=pyoxigraph.RdfFormat.TURTLE)
    return str(quad.triple)


def by_sparql(triples: list[Triple], program: Program) -> set[str]:
    store, before = pyoxigraph.Store(), -1
    for triple in triples:
        store.load(" ".join(term.n3() for term in triple) + " .", format=pyoxigraph.RdfFormat.TURTLE)
    while len(store) != before:
        before = len(store)
        for update in sparql_updates(program):
            store.update(update)
    return {str(quad.triple) for quad in store}


@pytest.mark.parametrize("seed", range(12))
def test_sparql_says_the_same_of_a_town(seed: int) -> None:
    # Oxigraph's store spells numbers its own way, so those that are not in their shortest form are left out.
    triples = [each for each in random_town(Random(seed), 40) if str(each[2]) not in ("3", "3.0")]
    assert by_sparql(triples, program_of("town")) == everything(triples, program_of("town"))


@pytest.mark.parametrize("seed", range(3))
def test_sparql_says_the_same_of_a_debate(seed: int) -> None:
    triples = random_debate(Random(seed), 8)
    assert by_sparql(triples, program_of("argmap")) == everything(triples, program_of("argmap"))


def test_clingo_reads_the_rules_with_names() -> None:
    text = program_text(program_of("argmap"), "clingo")
    facts = "".join(f'{name}("<s>","<{end}>").' for name, end in (("premise", "p"), ("conclusion", "c"))) + 'type_Inference("<s>").'
    command = [sys.executable, "-P", "-m", "clingo", "--mode=gringo", "--text", "-Wnone", "-"]
    done = subprocess.run(command, input=text + facts, capture_output=True, text=True, check=True)
    assert {'supports("<p>","<c>").', 'dependsOn("<c>","<p>").', 'type_Claim("<p>").'} <= set(done.stdout.splitlines())


def test_nemo_reads_the_rules(tmp_path: Path) -> None:
    nemo = pytest.importorskip("nmo_python", reason="Nemo is an extra: pip install 'argmap[nemo]'")
    triples, program = random_debate(Random(5), 12), program_of("argmap")
    file = tmp_path / "debate.nt"
    file.write_text("".join(" ".join(term.n3() for term in triple) + " .\n" for triple in triples), encoding="utf-8")
    text = f'@import triple :- ntriples{{resource="{file}"}} .\n{program_text(program, "nemo")}'
    engine = nemo.NemoEngine(nemo.load_string(text))
    engine.reason()
    assert sum(1 for _ in engine.result("triple")) == len(everything(triples, program))


def test_an_unknown_form_is_an_error() -> None:
    with pytest.raises(ArgmapError, match="no-such-format"):
        program_text(program_of("town"), "prolog")


def depth(tree: Derivation) -> int:
    return 1 + max(map(depth, tree.children), default=0)


def test_a_derivation_goes_down_to_what_is_stated() -> None:
    triples: list[Triple] = [(node("p:g"), AM.premise, node("p")), (node("p:g"), AM.conclusion, node("g"))]
    program = program_of("argmap")
    tree = derivation(triples, closure(triples, program), program, triple_of("g dependsOn p", "t"))
    assert tree.rule == "am:conclusionOf o am:premise SubPropertyOf am:dependsOn"
    assert {leaf.triple for child in tree.children for leaf in (child.children or (child,))} == set(triples)
    told = list(lines(tree, Words(ontology(), lambda _: None)))
    assert told[0] == "'g' has 'p' as 'depends on' (am:conclusionOf o am:premise SubPropertyOf am:dependsOn)"
    assert told[-1] == "  'p>g' has 'p' as 'premise': stated"


@pytest.mark.parametrize("seed", range(5))
def test_every_derivation_of_a_town_ends(seed: int) -> None:
    program, triples = program_of("town"), random_town(Random(seed), 30)
    found = closure(triples, program)
    for each in found.inferred[::7]:
        assert 1 < depth(derivation(triples, found, program, each[:3])) < 200


def test_a_derivation_of_thousands_of_steps_is_told_and_made_data() -> None:
    # What a wet place runs down to is wet.
    program = compile_ontology(
        Graph().parse(
            format="turtle",
            data="""
            @prefix : <https://example.org/town#> .
            @prefix owl: <http://www.w3.org/2002/07/owl#> .
            @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
            :Wet a owl:Class . :below a owl:ObjectProperty .
            [ a owl:Restriction ; owl:onProperty :below ; owl:someValuesFrom :Wet ] rdfs:subClassOf :Wet .
            """,
        )
    )
    deep = 5000
    triples: list[Triple] = [(TOWN.n0, RDF.type, TOWN.Wet)]
    triples += [(TOWN[f"n{number}"], TOWN.below, TOWN[f"n{number - 1}"]) for number in range(1, deep + 1)]
    bottom: Triple = (TOWN[f"n{deep}"], RDF.type, TOWN.Wet)
    found = closure(triples, program)
    tree = derivation(triples, found, program, bottom)
    assert tree != derivation(triples, found, program, bottom)
    assert len({tree, *tree.children}) == 3
    assert "n4999" not in repr(tree)
    assert sum(1 for _ in lines(tree, Words(town(), lambda _: None))) == 2 * deep + 1
    data = json.loads(json.dumps(as_data(tree)))
    assert data[0]["subject"] == str(bottom[0])
    assert {(each["subject"], each["predicate"], each["object"]) for each in data if not each["from"]} == {
        tuple(map(str, triple)) for triple in triples
    }
    assert [each["rule"] is None for each in data] == [not each["from"] for each in data]
    assert all(0 < below < len(data) for each in data for below in each["from"])


@pytest.mark.parametrize(
    ("text", "error"), [("g dependsOn", "not-a-triple"), ("g nope:x p", "not-a-triple"), ("g supports g", "not-inferred")]
)
def test_a_triple_that_is_none_is_told(text: str, error: str) -> None:
    program = program_of("argmap")
    with pytest.raises(ArgmapError, match=error):
        derivation([], closure([], program), program, triple_of(text, "t"))


def test_a_triple_is_read_as_it_is_typed() -> None:
    assert triple_of("a>b a am:Inference", "t")[0] == node("a:b")
    assert triple_of(f"<{NODE}g> <{AM.dependsOn}> p", "t") == (node("g"), AM.dependsOn, node("p"))
    assert triple_of(f"<{TOWN.n1}> dependsOn p", "t")[0] == TOWN.n1
