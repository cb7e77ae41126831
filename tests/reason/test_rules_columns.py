"""Facts in sorted arrays are what they would be in sets; and triples that are made when somebody looks are those of a tuple."""

from __future__ import annotations

from functools import cache
from random import Random

import numpy as np
import pyoxigraph
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph

from argmap.reason._joins import Column, Facts, distinct, packed, unpacked
from argmap.reason.incremental import Materialised
from argmap.reason.rules import Closure, closure, compile_ontology

from .debates import random_town, town

Pair = tuple[int, int]

PAIRS = st.lists(st.tuples(st.integers(0, 8), st.sampled_from([0, 1, 5, 2**31 - 1])), max_size=20)


def column(pairs: list[Pair]) -> Column:
    return distinct(packed([np.array([pair[side] for pair in pairs], np.int64) for side in (0, 1)]))


def pairs_of(facts: Column) -> list[Pair]:
    left, right = unpacked(facts, 2)
    return list(zip(left.tolist(), right.tolist(), strict=True))


@settings(deadline=None)
@given(parts=st.lists(PAIRS, max_size=8), asked=PAIRS, keys=st.lists(st.integers(0, 9), max_size=5))
def test_facts_added_bit_by_bit_are_a_set(parts: list[list[Pair]], asked: list[Pair], keys: list[int]) -> None:
    facts, known = Facts(), set[Pair]()
    for part in parts:
        new = facts.without(column(part))
        assert pairs_of(new) == sorted(set(part) - known)
        facts.add(new)
        known |= set(part)
        # An index that was made once grows with the facts.
        for side in (0, 1):
            places, others = facts.partners(side, np.array(keys, np.int64))
            found = sorted(zip(places.tolist(), others.tolist(), strict=True))
            assert found == sorted((n, pair[1 - side]) for n, key in enumerate(keys) for pair in known if pair[side] == key)
    assert len(facts) == len(known)
    assert pairs_of(facts.all()) == sorted(known)
    assert facts.has(column(asked)).tolist() == [pair in known for pair in sorted(set(asked))]


def test_few_arrays_hold_facts_that_come_one_by_one() -> None:
    facts = Facts()
    for number in Random(1).sample(range(1000), 1000):
        facts.add(np.array([number], np.int64))
    assert facts.all().tolist() == list(range(1000))
    assert len(facts.runs) <= 10


@cache
def some() -> Closure:
    return closure(random_town(Random(8), 120), compile_ontology(town()))


@settings(deadline=None)
@given(start=st.none() | st.integers(-200, 200), stop=st.none() | st.integers(-200, 200), step=st.sampled_from([None, -3, -1, 2]))
def test_a_part_of_what_is_inferred_is_that_of_a_tuple(start: int | None, stop: int | None, step: int | None) -> None:
    rows, rounds = tuple(some().inferred), tuple(some().order)
    part = slice(start, stop, step)
    assert (some().inferred[part], some().order[part]) == (rows[part], rounds[part])
    assert len(some().inferred) == len(some().order) == len(rows) > 0
    assert some().inferred == rows
    assert some().inferred[-1] == rows[-1]


def test_what_was_inferred_stays_as_it_was_when_more_is_stated() -> None:
    program, triples = compile_ontology(town()), random_town(Random(9), 80)
    kept = Materialised(triples[:40], program)
    before = kept.closure()
    kept.add(triples[40:])
    assert before == closure(triples[:40], program)


def test_terms_of_rdflib_may_join_those_of_pyoxigraph() -> None:
    graph, program = Graph(), compile_ontology(town())
    for triple in random_town(Random(4), 60):
        graph.add(triple)
    quads = pyoxigraph.parse(graph.serialize(format="nt", encoding="utf-8"), format=pyoxigraph.RdfFormat.N_TRIPLES)
    native = [(quad.subject, quad.predicate, quad.object) for quad in quads]
    both = [native[0], *(triple for triple in graph), *native]
    assert closure(both, program) == closure(list(graph), program)
