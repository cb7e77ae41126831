"""The closure: complete, sound, explained by rules that do not go round in circles; held against three other ways to it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oxrdflib import OxigraphStore
from rdflib import OWL, RDF, XSD, Dataset, Graph, Literal, URIRef

from argmap.errors import ArgmapError
from argmap.graph import ontology
from argmap.graph.vocabulary import AM
from argmap.reason._clingo import close as by_clingo
from argmap.reason.rules import Atom, Closure, Constant, Program, Rule, closure, compile_ontology

from .debates import NODE, TOWN, Triple, node, random_debate, random_town, town
from .forward import bindings, chain, instance, supported


@cache
def argmap_program() -> Program:
    return compile_ontology(ontology())


@cache
def town_program() -> Program:
    return compile_ontology(town())


@pytest.fixture(scope="module")
def nemo() -> Callable[..., frozenset[Triple]]:
    pytest.importorskip("nmo_python", reason="Nemo is an extra: pip install 'argmap[nemo]'")
    from argmap.reason._nemo import infer

    return infer


def said(found: Closure) -> set[Triple]:
    return {each[:3] for each in found.inferred}


def check(triples: list[Triple], program: Program) -> None:
    """Hold both engines' closures against forward chaining, and each reason against what it says."""
    by_both = closure(triples, program), by_clingo(triples, program)
    assert said(by_both[0]) == said(by_both[1])
    for found in by_both:
        check_one(found, triples, program)


def check_one(found: Closure, triples: list[Triple], program: Program) -> None:
    stated = {*triples, *program.facts}
    known = chain(triples, program)
    assert said(found) == known - stated
    assert supported(triples, found.inferred, program) == known
    assert list(found.inferred) == sorted(found.inferred, key=lambda each: [str(part) for part in each[:3]])
    clashes = {
        (clash.name, frozenset(instance(part, bound) for part in clash.body if isinstance(part, Atom)))
        for clash in program.clashes
        for bound in bindings(clash.body, known, {})
    }
    assert {(each.clash.name, frozenset(each.triples)) for each in found.contradictions} == clashes
    assert len(found.contradictions) == len(clashes)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**9), size=st.integers(0, 60))
def test_a_town_with_every_kind_of_axiom(seed: int, size: int) -> None:
    check(random_town(Random(seed), size), town_program())


@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 10**9), claims=st.integers(1, 12))
def test_debates_with_loops(seed: int, claims: int) -> None:
    check(random_debate(Random(seed), claims), argmap_program())


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10**9), size=st.integers(0, 200))
def test_nemo_says_the_same_of_a_town(nemo: Callable[..., frozenset[Triple]], seed: int, size: int) -> None:
    triples = random_town(Random(seed), size)
    assert nemo(triples, town_program()) == said(closure(triples, town_program()))


def test_nemo_says_the_same_of_a_large_debate(nemo: Callable[..., frozenset[Triple]]) -> None:
    triples = random_debate(Random(7), 200, authors=20)
    assert nemo(triples, argmap_program()) == said(closure(triples, argmap_program()))


LANES: list[Triple] = [
    # Ben's count is a reason for safer, safer one for lanes; Ann rebuts safer with moved, and Ben undercuts her with repaved.
    *((node(name), RDF.type, AM.Claim) for name in ("lanes", "safer", "count", "moved", "repaved")),
    *(
        (node(name), RDF.type, kind)
        for name, kind in (("s1", AM.Inference), ("s2", AM.Inference), ("r", AM.Rebuttal), ("u", AM.Undercut))
    ),
    (node("s1"), AM.premise, node("count")),
    (node("s1"), AM.conclusion, node("safer")),
    (node("s2"), AM.premise, node("safer")),
    (node("s2"), AM.conclusion, node("lanes")),
    (node("r"), AM.premise, node("moved")),
    (node("r"), AM.target, node("safer")),
    (node("u"), AM.premise, node("repaved")),
    (node("u"), AM.target, node("r")),
    (node("safer"), AM.assertedBy, node("author.ben")),
    (node("r"), AM.assertedBy, node("author.ann")),
    (node("u"), AM.assertedBy, node("author.ben")),
    (node("lanes"), AM.usedIn, Literal(0)),
    (node("safer"), AM.usedIn, Literal(1)),
]


def test_what_a_debate_on_lanes_comes_to() -> None:
    found = {}
    for subject, predicate, object, rule in closure(LANES, argmap_program()).inferred:
        found[str(subject).removeprefix(NODE), predicate, str(object).removeprefix(NODE)] = rule
    assert found["count", AM.supports, "safer"] == "am:premiseOf o am:conclusion SubPropertyOf am:supports"
    assert found["lanes", AM.dependsOn, "count"] == "am:dependsOn Transitive"
    assert found["moved", AM.rebuts, "safer"] == "rebuts: the premises of a rebuttal rebut its target"
    assert found["moved", AM.challenges, "safer"] == "am:rebuts SubPropertyOf am:challenges"
    assert found["moved", AM.challenges, "lanes"] == "am:challenges o am:supports SubPropertyOf am:challenges"
    assert found["repaved", AM.defends, "safer"] == "am:undercuts o am:target SubPropertyOf am:defends"
    assert found["author.ann", AM.disagreesWith, "author.ben"] == "disagreement: one objects to what another asserts"
    assert {subject for subject, predicate, object in found if (predicate, object) == (RDF.type, str(AM.Thesis))} == {"lanes"}
    assert ("u", RDF.type, str(AM.CounterRebuttal)) in found
    assert ("r", RDF.type, str(AM.AnsweredObjection)) in found
    assert not any(predicate == AM.dependsOn and subject == "count" for subject, predicate, _ in found)


def test_what_the_ontology_states_is_not_inferred() -> None:
    assert (AM.Stands, RDF.type, AM.Status) in argmap_program().facts
    assert AM.Status not in {object for _, _, object, _ in closure([], argmap_program()).inferred}


def test_a_contradiction_names_its_statements() -> None:
    triples = [(node("s1"), AM.conclusion, node("safer")), (node("s1"), AM.conclusion, node("lanes"))]
    (found,) = closure(triples, argmap_program()).contradictions
    assert found.clash.name == "am:conclusion Functional"
    assert set(found.triples) == set(triples)
    assert found.clash.message.format(**found.terms).startswith(f"{node('s1')} has two values of 'conclusion', which takes one: ")


@pytest.mark.parametrize("engine", [closure, by_clingo])
def test_text_is_never_taken_for_program_text(engine: Callable[..., Closure]) -> None:
    evil = URIRef("https://example.org/a).%20p1(1,1).%20%25:-'#script(python)")
    literal = Literal('x"). p0(1,1). :- not p0(2,2). #show.\n')
    triples = [(evil, TOWN.p, TOWN.n1), (evil, TOWN.size, literal)]
    assert (evil, TOWN.measure, literal, ":size SubPropertyOf :measure") in engine(triples, town_program()).inferred


def test_literals_are_compared_by_value_and_kept_as_they_are_spelled() -> None:
    three = Literal("03", datatype=XSD.byte, normalize=False)
    found = closure([(TOWN.n1, TOWN.size, three)], town_program())
    assert [str(object) for _, predicate, object, _ in found.inferred if predicate == TOWN.measure] == ["03"]
    assert (TOWN.n1, RDF.type, TOWN.F) in said(found)
    # Two spellings of one value are no two values for a functional property; two values are.
    assert not closure([(TOWN.n1, TOWN.measure, three), (TOWN.n1, TOWN.measure, Literal(3))], town_program()).contradictions
    assert closure([(TOWN.n1, TOWN.measure, three), (TOWN.n1, TOWN.measure, Literal(4))], town_program()).contradictions


def test_a_string_is_the_same_with_and_without_its_datatype() -> None:
    triples = [(TOWN.n1, TOWN.label, Literal("x", datatype=XSD.string)), (TOWN.n1, TOWN.label, Literal("x"))]
    found = closure(triples, town_program())
    assert (TOWN.n1, RDF.type, TOWN.G) in said(found)
    assert not any(predicate == TOWN.label for _, predicate, _, _ in found.inferred)


def test_terms_of_pyoxigraph_do_as_well() -> None:
    graph = Graph()
    for triple in random_town(Random(3), 60):
        graph.add(triple)
    # Not through a store of pyoxigraph: that spells numbers its own way.
    quads = pyoxigraph.parse(graph.serialize(format="nt", encoding="utf-8"), format=pyoxigraph.RdfFormat.N_TRIPLES)
    native = [(quad.subject, quad.predicate, quad.object) for quad in quads]
    assert closure(native, town_program()) == closure(list(graph), town_program())


def test_the_order_of_the_triples_changes_nothing() -> None:
    triples = random_town(Random(5), 80)
    assert closure(triples, town_program()) == closure(reversed(triples), town_program())


@pytest.mark.parametrize("engine", [closure, by_clingo])
def test_a_long_chain_is_closed_without_joining_all_with_all(engine: Callable[..., Closure]) -> None:
    # With p(X,Z) :- p(X,Y), p(Y,Z) as it stands, an engine would go through 10 million joins.
    program = compile_ontology(Graph().add((TOWN.t, RDF.type, OWL.TransitiveProperty)))
    things = [TOWN[f"n{number}"] for number in range(400)]
    found = engine([(one, TOWN.t, two) for one, two in pairwise(things)], program)
    assert len(found.inferred) == 399 * 398 // 2


@pytest.mark.parametrize("engine", [closure, by_clingo])
def test_what_a_rule_without_a_body_says_is_in_the_chain(engine: Callable[..., Closure]) -> None:
    transitive = compile_ontology(Graph().add((TOWN.t, RDF.type, OWL.TransitiveProperty)))
    first = Rule("first", Atom(Constant(TOWN.n1), TOWN.t, Constant(TOWN.n2)), ())
    program = replace(transitive, rules=(*transitive.rules, first))
    assert (TOWN.n1, TOWN.t, TOWN.n3) in said(engine([(TOWN.n2, TOWN.t, TOWN.n3)], program))
    assert (TOWN.n1, TOWN.t, TOWN.n4) in said(engine([(TOWN.n2, TOWN.t, TOWN.n3), (TOWN.n3, TOWN.t, TOWN.n4)], program))


def test_an_engine_that_fails_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(ArgmapError, match=r"clingo stopped: exit code 1\. .*\[reasoner-failed\]"):
        by_clingo([], town_program())


def test_a_module_in_the_working_directory_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "clingo.py").write_text("raise SystemExit('not the engine')")
    monkeypatch.chdir(tmp_path)
    assert by_clingo([(TOWN.n1, RDF.type, TOWN.A)], town_program()).inferred


def test_rules_load_no_engine_until_they_run() -> None:
    code = "import sys, argmap.reason.rules; print({'rdflib', 'clingo', 'owlready2', 'nmo_python'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"


def test_a_graph_of_a_dataset_is_read_from_oxigraph_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    triples = random_debate(Random(11), 6)
    dataset = Dataset(store="Oxigraph")
    graph, other = dataset.graph(URIRef("https://example.org/g")), dataset.graph(URIRef("https://example.org/other"))
    for triple in triples:
        graph.add(triple)
    other.add((node("claim0"), AM.premise, node("claim1")))
    monkeypatch.setattr(OxigraphStore, "triples", lambda *_, **__: pytest.fail("it went through rdflib"))
    assert said(closure(graph, argmap_program())) == said(closure(triples, argmap_program()))
