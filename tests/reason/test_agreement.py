"""Every way to close data says the same of what all can say: the rules here, clingo, Nemo, forward chaining by hand, HermiT.

What is compared is sets of triples. The shared fragment of the two *reasoners* (rules and HermiT) is

- OWL 2 RL's axioms about classes and properties, with two names for two things (HermiT is told so; `_exchange`),
- SWRL rules without built-ins whose bodies name no property that a chain leads to: HermiT drops the others without a word,
- of what follows, the classes and relations of named individuals. Values of data properties owlready2 does not ask HermiT for.

HermiT's answer is closed under the axioms between two classes or two properties first (`by_hermit`), because it gives the most
special ones alone, and owlready2 leaves out a relation whose inverse is there. Beyond the fragment is what no rule can say: that
something exists, or is one of several things; `test_consistency` has that.

The rule *engines* share all that rules can say, literals included. The data are many small sets, of which none has to do with any
other, so that one run of an engine closes them all; they are debates in argmap's own vocabulary, towns with every kind of axiom,
and small worlds with random axioms of their own. In all of them relations and axioms go round in circles.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from random import Random

import pytest
from rdflib import RDF, Graph

from argmap.graph import ontology
from argmap.graph.vocabulary import AM
from argmap.reason._clingo import close as by_clingo
from argmap.reason.rules import Program, closure, compile_ontology

from .by_hermit import about_names, by_hermit, without_built_ins
from .debates import NODE, TOWN, Triple, random_debate, random_town, town
from .forward import chain
from .ontologies import SPACE, random_case, renamed


@dataclass(frozen=True)
class Batch:
    """Sets of data, each with the program for it, and all of them under one ontology."""

    parts: tuple[tuple[Program, list[Triple]], ...]
    ontology: Graph
    program: Program

    @property
    def triples(self) -> list[Triple]:
        return [triple for _, triples in self.parts for triple in triples]


def debates() -> Batch:
    graph = without_built_ins(ontology())
    program = compile_ontology(graph)
    return Batch(tuple((program, renamed(random_debate(Random(seed), 4, 3), NODE, seed)) for seed in range(10)), graph, program)


def apart(cases: list[tuple[Graph, list[Triple]]], space: str) -> Batch:
    """Return cases as a batch, each with a vocabulary of its own."""
    whole, parts = Graph(), []
    for number, (graph, triples) in enumerate(cases):
        own = Graph()
        for triple in renamed(graph, space, number):
            own.add(triple)
        whole += own
        parts.append((compile_ontology(own), renamed(triples, space, number)))
    return Batch(tuple(parts), whole, compile_ontology(whole))


def worlds() -> Batch:
    return apart([random_case(Random(seed))[:2] for seed in range(24)], SPACE)


def towns() -> Batch:
    # HermiT does not read literals of unknown datatypes, so it cannot see that they are out of range.
    cases = ([each for each in random_town(Random(seed), 24) if of_known_type(each)] for seed in (12, 30, 33))
    return apart([(without_built_ins(town()), triples) for triples in cases], str(TOWN))


def of_known_type(triple: Triple) -> bool:
    return getattr(triple[2], "datatype", None) != TOWN.datatype


BATCHES: dict[str, Callable[[], Batch]] = {"debates": debates, "worlds": worlds, "towns": towns}


@cache
def batch(name: str) -> Batch:
    return BATCHES[name]()


@cache
def closed(name: str) -> frozenset[Triple]:
    """Return all that holds by the rules."""
    found = closure(batch(name).triples, batch(name).program)
    assert not found.contradictions
    return frozenset([*batch(name).triples, *batch(name).program.facts, *(each[:3] for each in found.inferred)])


def test_the_data_go_round_in_circles() -> None:
    assert {s for s, p, o in closed("debates") if p == AM.dependsOn and s == o}
    assert sum(len(batch(name).parts) for name in BATCHES) == 37
    around = {s.split("#")[0] for s, p, o in closed("worlds") if s == o}
    stated = {s.split("#")[0] for s, p, o in batch("worlds").triples if s == o}
    assert around - stated


@pytest.mark.parametrize("name", BATCHES)
def test_forward_chaining_by_hand_says_the_same(name: str) -> None:
    # One set after the other, which shows as well that none has to do with another.
    assert closed(name) == set().union(*(chain(triples, program) for program, triples in batch(name).parts))


@pytest.mark.parametrize("name", BATCHES)
def test_clingo_says_the_same(name: str) -> None:
    found = by_clingo(batch(name).triples, batch(name).program)
    assert closed(name) == {*batch(name).triples, *batch(name).program.facts, *(each[:3] for each in found.inferred)}
    assert not found.contradictions


@pytest.mark.parametrize("name", BATCHES)
def test_nemo_says_the_same(name: str) -> None:
    pytest.importorskip("nmo_python", reason="Nemo is an extra: pip install 'argmap[nemo]'")
    from argmap.reason._nemo import infer

    found = infer(batch(name).triples, batch(name).program)
    assert closed(name) == {*batch(name).triples, *batch(name).program.facts, *found}


@pytest.mark.parametrize("name", BATCHES)
def test_hermit_says_the_same(name: str) -> None:
    found = by_hermit(batch(name).ontology, batch(name).triples)
    assert found is not None
    assert about_names(set(closed(name))) == about_names(found)
    new = found - set(batch(name).triples)
    assert {p == RDF.type for _, p, _ in new} == {True, False}


def clashing() -> list[tuple[Graph, list[Triple]]]:
    """Return worlds with a statement too many."""
    cases = map(random_case, map(Random, range(8)))
    return [(graph, [*triples, last]) for graph, triples, last in cases if last]


@pytest.mark.parametrize("number", range(2))
def test_hermit_finds_the_same_worlds_inconsistent(number: int) -> None:
    graph, triples = clashing()[number]
    assert closure(triples, compile_ontology(graph)).contradictions
    assert by_hermit(graph, triples) is None
