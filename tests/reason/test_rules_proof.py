"""Proofs: from an inferred triple down to what was stated, and no more than it takes."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.graph import ontology
from argmap.graph.vocabulary import AM
from argmap.reason._core import smallest
from argmap.reason._proof import Proofs
from argmap.reason.rules import closure, compile_ontology

from .debates import Triple, node, random_town, town
from .forward import chain, gives


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**9), size=st.integers(0, 50))
def test_what_a_triple_rests_on_is_stated_and_enough(seed: int, size: int) -> None:
    program, triples = compile_ontology(town()), random_town(Random(seed), size)
    found = closure(triples, program)
    proofs = Proofs(triples, found, program)
    stated = {*triples, *program.facts}
    for triple in Random(seed).sample([each[:3] for each in found.inferred], min(10, len(found.inferred))):
        grounds = proofs.grounds(triple)
        assert set(grounds) <= stated
        assert triple in chain(grounds, program)
        rule = proofs.rule(triple)
        assert rule
        assert gives(rule, triple, set(proofs.premises(triple)))


def test_the_proof_of_a_chain_goes_all_the_way_down() -> None:
    program = compile_ontology(ontology())
    steps: list[Triple] = []
    for number in range(60):
        steps += [
            (node(f"s{number}"), AM.premise, node(f"k{number}")),
            (node(f"s{number}"), AM.conclusion, node(f"k{number + 1}")),
        ]
    proofs = Proofs(steps, closure(steps, program), program)
    assert set(proofs.grounds((node("k60"), AM.dependsOn, node("k0")))) == set(steps)
    assert proofs.grounds((node("k1"), AM.dependsOn, node("k0"))) == (steps[1], steps[0])
    assert proofs.grounds(steps[0]) == (steps[0],)


@given(st.sets(st.sampled_from(range(60)), max_size=4), st.integers(0, 60))
def test_the_smallest_failing_part_is_the_core(core: set[int], tries: int) -> None:
    calls = 0

    def fails(part: list[int]) -> bool:
        nonlocal calls
        calls += 1
        return core <= set(part)

    found = smallest(range(60), fails, tries)
    assert core <= set(found)
    assert calls <= tries
    assert smallest(range(60), fails, 1000) == sorted(core)
