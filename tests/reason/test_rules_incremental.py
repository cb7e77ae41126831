"""What is added to a closure brings along what a full run would: exactly that, with rules that give it, and the contradictions."""

from __future__ import annotations

from functools import cache
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.graph import ontology
from argmap.reason.incremental import Materialised
from argmap.reason.rules import Closure, Program, closure, compile_ontology

from .debates import Triple, random_debate, random_town, town
from .forward import supported


@cache
def program_of(name: str) -> Program:
    return compile_ontology(town() if name == "town" else ontology())


def clashes(found: Closure) -> set[tuple[str, frozenset[Triple]]]:
    return {(each.clash.name, frozenset(each.triples)) for each in found.contradictions}


def check(triples: list[Triple], parts: int, program: Program) -> None:
    """Add the triples in parts and hold each against a full run."""
    size = max(1, -(-len(triples) // parts))
    kept = Materialised(triples[:size], program)
    before = closure(triples[:size], program)
    assert kept.closure() == before
    for end in range(2 * size, len(triples) + size, size):
        stated = triples[:end]
        added = kept.add(stated[end - size :])
        after, now = closure(stated, program), kept.closure()
        held = {*stated, *(each[:3] for each in before.inferred)}
        new = [each[:3] for each in after.inferred if each[:3] not in held]
        assert [each[:3] for each in added.inferred] == new
        assert [each[:3] for each in now.inferred] == [each[:3] for each in after.inferred]
        assert supported(stated, now.inferred, program) == {*stated, *program.facts, *(each[:3] for each in now.inferred)}
        assert clashes(now) == clashes(after)
        assert {(each.clash.name, frozenset(each.triples)) for each in added.contradictions} == clashes(after) - clashes(before)
        before = after


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**9), size=st.integers(1, 50), parts=st.integers(2, 5))
def test_a_town_in_parts(seed: int, size: int, parts: int) -> None:
    check(random_town(Random(seed), size), parts, program_of("town"))


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 10**9), claims=st.integers(1, 10))
def test_a_debate_with_loops_in_parts(seed: int, claims: int) -> None:
    triples = random_debate(Random(seed), claims)
    Random(seed).shuffle(triples)
    check(triples, 3, program_of("argmap"))


def test_what_holds_already_brings_nothing() -> None:
    triples = random_debate(Random(1), 8)
    kept = Materialised(triples, program_of("argmap"))
    inferred = kept.closure().inferred
    assert not kept.add([*triples, *(each[:3] for each in inferred[:5])]).inferred
    assert kept.closure().inferred == inferred[5:]
