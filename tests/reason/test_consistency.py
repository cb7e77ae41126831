"""Consistency: contradictions in words and with places, HermiT where it is needed, and nothing left behind.

HermiT takes one or two seconds a run, so only what needs it asks it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef
from rdflib.term import Node

from argmap.errors import MISSING_PART, ArgmapError
from argmap.graph import ontology
from argmap.graph.vocabulary import AM
from argmap.model import Place
from argmap.reason import _hermit
from argmap.reason._exchange import Exchange
from argmap.reason._hermit import ask
from argmap.reason._swrl import SWRL
from argmap.reason.consistency import Consistency, consistency
from argmap.reason.rules import Program, closure, compile_ontology

from .debates import NODE, TOWN, Triple, node, random_debate, random_town, town
from .forward import chain


def lines(triples: list[Triple]) -> list[str]:
    """Check triples of which the n-th subject stands in line n; return what there is to print."""
    known = {str(subject): number for number, subject in enumerate(dict.fromkeys(triple[0] for triple in triples), 1)}
    found = consistency(triples, ontology(), places=lambda iri: Place("lanes.md", known[iri], 5) if iri in known else None)
    assert found.consistent is False
    assert found.explanation.splitlines() == [str(conflict) for conflict in found.conflicts]
    return found.explanation.splitlines()


# What the rules see, without Java


@pytest.fixture
def no_java(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AssertionError("HermiT was asked")

    monkeypatch.setattr(_hermit, "ask", fail)


FAULTS: dict[str, tuple[list[Triple], str]] = {
    "two values": (
        [(node("a:b"), AM.conclusion, node("lanes")), (node("a:b"), AM.conclusion, node("safer"))],
        "lanes.md:1:5: 'a>b' has two values of 'conclusion', which takes one: 'lanes' and 'safer' (am:conclusion Functional)",
    ),
    "one thing as two": (
        [(node("safer"), RDF.type, AM.Claim), (node("ann"), RDF.type, AM.Author), (node("safer"), AM.concededBy, node("safer"))],
        "lanes.md:1:5: 'safer' is an author and a claim, and nothing is both (am:Author DisjointWith am:Claim); "
        "'safer' is an author because 'safer' has 'safer' as 'conceded by' (lanes.md:1:5) (am:concededBy Range am:Author)",
    ),
    "out of bounds": (
        [(node("safer"), AM.credence, Literal(Decimal("7.5")))],
        "lanes.md:1:5: “7.5”, which 'safer' has as 'credence', ought to be xsd:decimal[<= 1.0, >= 0.0] (am:credence Range xsd:decimal[<= 1.0, >= 0.0])",
    ),
    "no such status": (
        [(node("safer"), AM.status, AM.Marking)],
        "lanes.md:1:5: 'marking' is a status and an Activity, and nothing is both (am:Status DisjointWith prov:Activity); "
        "'marking' is a status because 'safer' has 'marking' as 'status' (lanes.md:1:5) (am:status Range am:Status)",
    ),
    "itself": (
        [(node("c1"), AM.replyTo, node("c1"))],
        "lanes.md:1:5: 'c1' has itself as 'reply to' (am:replyTo Irreflexive)",
    ),
}


@pytest.mark.usefixtures("no_java")
@pytest.mark.parametrize("fault", FAULTS)
def test_a_contradiction_is_told_in_words_with_its_place(fault: str) -> None:
    triples, expected = FAULTS[fault]
    assert any(line.startswith(expected) for line in lines(triples)), lines(triples)


@pytest.mark.usefixtures("no_java")
def test_a_map_with_one_fault_many_times_is_told_in_a_few_lines() -> None:
    told = lines([(node(f"c{number}"), AM.replyTo, node(f"c{number}")) for number in range(40)])
    assert len(told) == 21
    assert told[-1].startswith("and ")


@pytest.mark.usefixtures("no_java")
def test_text_of_others_stays_on_its_line() -> None:
    told = lines([(node("safer"), AM.credence, Literal("{0.__class__}\nlanes.md:1: all is well\x1b[31m" + "x" * 200))])
    assert len(told) == 1
    assert "\x1b" not in told[0]
    assert len(told[0]) < 300
