"""The program as text for other engines says what the closure says; and derivations."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pyoxigraph
import pytest
from rdflib import RDF, XSD, Graph, Literal, URIRef
from rdflib.plugins.sparql import prepareUpdate
from rdflib.term import Node

from argmap.errors import ArgmapError
from argmap.graph import ontology
from argmap.graph.vocabulary import AM
from argmap.reason._values import value
from argmap.reason._words import Words
from argmap.reason.derivation import Derivation, as_data, derivation, lines, triple_of
from argmap.reason.program_text import program_text, sparql_updates
from argmap.reason.rules import Atom, Condition, Constant, Op, Program, Rule, Variable, closure, compile_ontology

from .debates import NODE, TOWN, Triple, node, random_debate, random_town, town

X, Y, Z, W = map(Variable, "xyzw")


@cache
def program_of(name: str) -> Program:
    return compile_ontology(town() if name == "town" else ontology())


def everything(triples: list[Triple], program: Program) -> set[Triple]:
    return {*triples, *program.facts, *(each[:3] for each in closure(triples, program).inferred)}


def spelled(triple: Any) -> str:
    """Return a triple in N-Triples, by way of pyoxigraph, so that all spell alike."""
    (quad,) = pyoxigraph.parse(" ".join(term.n3() for term in triple) + " .", format=pyoxigraph.RdfFormat.TURTLE)
    return str(quad.triple)


def without(program: Program, *, tests: set[Op]) -> Program:
    """Return the program without the rules that make one of the tests."""
    kept = [rule for rule in program.rules if not any(isinstance(part, Condition) and part.op in tests for part in rule.body)]
    assert len(kept) < len(program.rules)
    return replace(program, rules=tuple(kept))


# SPARQL


def by_sparql(triples: list[Triple], program: Program) -> set[str]:
    store, before, text = pyoxigraph.Store(), -1, program_text(program, "sparql")
    for triple in triples:
        store.load(spelled(triple) + " .", format=pyoxigraph.RdfFormat.N_TRIPLES)
    while len(store) != before:
        before = len(store)
        store.update(text)
    return {str(quad.triple) for quad in store}


@pytest.mark.parametrize("seed", range(12))
def test_sparql_says_the_same_of_a_town(seed: int) -> None:
    # Oxigraph's store spells numbers its own way, so those that are not in their shortest form are left out.
    triples = [each for each in random_town(Random(seed), 40) if str(each[2]) not in ("3", "3.0")]
    assert by_sparql(triples, program_of("town")) == set(map(spelled, everything(triples, program_of("town"))))


@pytest.mark.parametrize("seed", range(3))
def test_sparql_says_the_same_of_a_debate(seed: int) -> None:
    triples = random_debate(Random(seed), 8)
    assert by_sparql(triples, program_of("argmap")) == set(map(spelled, everything(triples, program_of("argmap"))))


def test_rdflib_takes_the_updates_one_by_one() -> None:
    # It holds numbers for less or greater than strings, which SPARQL does not.
    triples = [each for each in random_town(Random(4), 40) if is_number(each[2]) or not isinstance(each[2], Literal)]
    program = program_of("town")
    graph, before = Graph(), -1
    for triple in triples:
        graph.add(triple)
    updates = [prepareUpdate(update) for update in sparql_updates(program)]
    while len(graph) != before:
        before = len(graph)
        for update in updates:
            graph.update(update)
    assert set(graph) == everything(triples, program)
    assert len(graph) > 2 * len(triples)


def test_sparql_says_of_which_datatypes_it_knows_the_name_alone() -> None:
    size, kinds = URIRef("https://example.org/size"), ("decimal", "integer", "byte")
    rules = [
        Rule(kind, Atom(X, RDF.type, Constant(TOWN[kind])), (Atom(X, size, Y), Condition(Op.IN, Y, Constant(XSD[kind]))))
        for kind in kinds
    ]
    notes = [update.splitlines()[1].startswith("# (asks for a datatype") for update in sparql_updates(Program(tuple(rules)))]
    assert dict(zip(kinds, notes, strict=True)) == {"decimal": False, "integer": False, "byte": True}


# clingo


def by_clingo(triples: list[Triple], text: str) -> set[str]:
    """Return the atoms that hold by a text, with the triples as its comments say to write them."""
    named = dict(re.findall(r"^% (\w+) is <(.*)>$", text, re.MULTILINE))
    facts = (atom(triple, {iri: name for name, iri in named.items()}) for triple in triples)
    command = [sys.executable, "-P", "-m", "clingo", "--mode=gringo", "--text", "-Wnone", "-"]
    done = subprocess.run(command, input="\n".join((text, *facts)), capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines())


def atom(triple: Triple, named: dict[str, str]) -> str:
    def quoted(term: Node) -> str:
        # No string of these data has anything in it that N-Triples and clingo write differently, but for quotes and backslashes.
        (text,) = re.findall(r"^<\S+> <\S+> (.*)$", spelled((TOWN.x, TOWN.x, term)))
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    def name(iri: Node, before: str = "") -> str:
        own = before + re.split("[#/]", str(iri))[-1]
        return named.get(str(iri), own[0].lower() + own[1:])

    subject, predicate, object = triple
    if predicate == RDF.type:
        return f"{name(object, 'type_')}({quoted(subject)})."
    return f"{name(predicate)}({quoted(subject)},{quoted(object)})."


def check_clingo(triples: list[Triple], program: Program, kept: Program) -> None:
    text = program_text(program, "clingo")
    named = {iri: name for name, iri in re.findall(r"^% (\w+) is <(.*)>$", text, re.MULTILINE)}
    assert text.count("% (left out") == len(program.rules) - len(kept.rules)
    assert by_clingo(triples, text) == {atom(triple, named) for triple in everything(triples, kept)}


@pytest.mark.parametrize("seed", range(8))
def test_clingo_says_the_same_of_a_town_but_for_what_it_leaves_out(seed: int) -> None:
    program = program_of("town")
    check_clingo(random_town(Random(seed), 50), program, without(program, tests={*Op} - {Op.NOT_SAME, Op.EQUAL}))


@pytest.mark.parametrize("seed", range(3))
def test_clingo_says_the_same_of_a_debate(seed: int) -> None:
    check_clingo(random_debate(Random(seed), 8), program_of("argmap"), program_of("argmap"))


def test_names_that_end_alike_are_told_apart_in_clingo() -> None:
    one, two, taken = (URIRef(f"https://example.org/{name}") for name in ("a#near", "b#near", "c#near_2"))
    rules = tuple(Rule(str(each), Atom(X, TOWN.reached, Y), (Atom(X, each, Y),)) for each in (one, two, taken))
    text = program_text(Program(rules), "clingo")
    assert {"% near is <https://example.org/a#near>", "% near__2 is <https://example.org/b#near>"} <= set(text.splitlines())
    found = by_clingo([(TOWN.x, one, TOWN.a), (TOWN.x, two, TOWN.b), (TOWN.x, taken, TOWN.c)], text)
    assert {each for each in found if each.startswith("reached")} == {f'reached("<{TOWN.x}>","<{TOWN[to]}>").' for to in "abc"}


def test_strings_are_strings_in_clingo() -> None:
    evil = Literal('"\n.\\ :- p(1).\t% ü')
    program = Program((Rule("evil", Atom(X, TOWN.says, Constant(evil)), (Atom(X, TOWN.reads, Constant(evil)),)),))
    (fact,) = re.findall(r"reads\((.*)\)\.", program_text(program, "clingo"))
    found = by_clingo([], program_text(program, "clingo") + "reads(" + fact.replace("Vx", '"<x>"') + ").\n")
    assert "says(" + fact.replace("Vx", '"<x>"') + ")." in found


# Nemo


def by_nemo(triples: list[Triple], text: str, folder: Path) -> set[Any]:
    """Return what holds by a text, numbers as their values, for Nemo spells them its own way."""
    nemo = pytest.importorskip("nmo_python", reason="Nemo is an extra: pip install 'argmap[nemo]'")
    file = folder / "given.nt"
    file.write_text("".join(f"{spelled(triple)} .\n" for triple in triples), encoding="utf-8")
    more = f'@import triple :- ntriples{{resource="{file}"}} .\n@export triple :- ntriples{{resource="found.nt"}} .\n'
    engine = nemo.NemoEngine(nemo.load_string(f"{text}{more}"))
    engine.reason()
    engine.write_result("triple", nemo.NemoOutputManager(str(folder)))
    return valued(Graph().parse(folder / "found.nt", format="nt"))


def valued(triples: Iterable[Triple]) -> set[Any]:
    return {(s, p, value(o) if isinstance(o, Literal) else o) for s, p, o in triples}


@pytest.mark.parametrize("seed", range(8))
def test_nemo_says_the_same_of_a_town_but_for_what_it_leaves_out(seed: int, tmp_path: Path) -> None:
    program = program_of("town")
    text, kept = program_text(program, "nemo"), without(program, tests={Op.IN, Op.NOT_IN})
    assert text.count("% (left out") == len(program.rules) - len(kept.rules)
    # It compares numbers alone.
    triples = [each for each in random_town(Random(seed), 50) if each[1] not in (TOWN.size, TOWN.measure) or is_number(each[2])]
    assert by_nemo(triples, text, tmp_path) == valued(everything(triples, kept))


def is_number(term: Node) -> bool:
    return isinstance(term, Literal) and value(term)[0] == "number"


@pytest.mark.parametrize("seed", range(2))
def test_nemo_says_the_same_of_a_debate(seed: int, tmp_path: Path) -> None:
    triples, program = random_debate(Random(seed), 12), program_of("argmap")
    assert by_nemo(triples, program_text(program, "nemo"), tmp_path) == valued(everything(triples, program))


def test_nemo_compares_decimals(tmp_path: Path) -> None:
    # As they stand it would compare none of them: `?v > 0.8` holds for nothing of "0.9"^^xsd:decimal.
    sure = TOWN.sure
    numbers = [Literal(Decimal(text)) for text in ("0.2", "0.80", "0.81", "0.9", "1.0")]
    numbers += [Literal(1), Literal(0.95), Literal("0.75", datatype=XSD.double)]
    triples: list[Triple] = [(TOWN[f"n{place}"], sure, number) for place, number in enumerate(numbers)]
    bound = Condition(Op.GREATER, Y, Constant(Literal(Decimal("0.8"))))
    rules = (
        Rule("strong", Atom(X, RDF.type, Constant(TOWN.Strong)), (Atom(X, sure, Y), bound)),
        Rule("surer", Atom(X, TOWN.surer, Z), (Atom(X, sure, Y), Atom(Z, sure, W), Condition(Op.GREATER, Y, W))),
    )
    found = by_nemo(triples, program_text(Program(rules), "nemo"), tmp_path)
    assert found == valued(everything(triples, Program(rules)))
    assert len({each for each in found if each[2] == TOWN.Strong}) == 5


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
    told = list(lines(tree, Words(town(), lambda _: None)))
    assert len(told) == 2 * deep + 1
    assert max(map(len, told)) < 250
    assert any(line.startswith(" " * 80 + "[41] '") for line in told)
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
