"""The worked cases of the design, and the labels against a Dung framework solved by clingo."""

from __future__ import annotations

import dataclasses
import random

import clingo
import pytest

from argmap.model import ArgumentMap, Status, StepKind
from argmap.reason import judge, labels
from argmap.reason.labels import compile_map, solve

from .maps import a_map, random_map

CASES = [
    # number, map, asserted besides their reasons, labels by initial (S F O), single cruxes of g, cause of g's label
    ("1", "p=>g", "", "p:S g:S", "p", "supported"),
    ("2", "p=>g; q=>!p", "", "p:F g:F q:S", "p q", "lost its support"),
    ("3", "p=>g; q=>!p; r=>!q", "", "p:S g:S q:F r:S", "p q r", "supported"),
    ("4", "p=>g; q=>!g", "", "p:S q:S g:O", "q", "contested"),
    ("5", "p=>g; q=>(p=>g)", "", "p:S g:F q:S", "q", "lost its support"),
    ("5b", "p=>g; q=>(p=>g); r=>(q=>(p=>g))", "", "p:S g:S q:S r:S", "p r", "supported"),
    ("6", "q=>!g", "", "g:F q:S", "q", "answered"),
    ("7", "p,s=>g; q=>!s", "", "p:S s:F g:F", "q s", "lost its support"),
    ("8", "p=>g; s=>g; q=>!s", "", "p:S s:F g:S", "p", "supported"),
    ("8b", "p=>g; s=>g", "", "g:S", "", "supported"),
    ("9", "h=>g; g=>h", "", "g:O h:O", "h", "circular"),
    ("9b", "h=>g; g=>h; p=>h", "", "g:S h:S p:S", "h p", "supported"),
    ("10", "a=>g; a=>!b; b=>!a", "", "a:O b:O g:O", "a b", "rests on an open point"),
    ("11", "a=>g; s=>!s; s=>!a", "", "s:O a:O g:O", "a s", "rests on an open point"),
    ("12", "a=>g; a=>!b; b=>!c; c=>!a", "", "a:O b:O c:O g:O", "a b c", "rests on an open point"),
    ("14", "a=>g; b=>g; a=>!b; b=>!a", "", "g:O a:O b:O", "", "rests on an open point"),
    ("15", "a=>!b; b=>!a; a=>!g", "", "a:O b:O g:O", "a b", "rests on an open point"),
    ("16", "p=>g; q=>!g; r=>(q=>g)", "", "g:S p:S q:S", "p r", "defended"),
    ("17", "x,s=>g; t=>(x,s=>g)", "", "g:F x:S s:S t:S", "t", "lost its support"),
    ("asserted", "p=>g; q=>!p", "g", "g:S p:F", "", "unchallenged"),
    ("asserted, objected", "p=>g; q=>!p; r=>!g", "g", "g:F", "r", "answered"),
]


def initials(text: str) -> dict[str, Status]:
    by_initial = {status.value[0].upper(): status for status in Status}
    return {part.split(":")[0]: by_initial[part.split(":")[1]] for part in text.split()}


@pytest.mark.parametrize(("number", "text", "asserted", "expected", "cruxes", "cause"), CASES, ids=[case[0] for case in CASES])
def test_worked_case(number: str, text: str, asserted: str, expected: str, cruxes: str, cause: str) -> None:
    verdicts = judge(a_map(text, asserted), ("g",))
    found = {id: verdicts.status(id) for id in initials(expected)}
    assert found == initials(expected)
    assert sorted(crux.claim for crux in verdicts.cruxes) == cruxes.split()
    assert verdicts.labels["g"].cause == cause


@pytest.mark.parametrize(
    ("text", "node", "cause"),
    [
        ("a=>g; s=>!s; s=>!a", "s", "self-defeating"),
        ("a=>!b; b=>!c; c=>!a", "a", "self-defeating"),
        ("a=>!b; b=>!a", "a", "contested"),
        ("a=>!b; b=>!c; c=>!d; d=>!a", "c", "contested"),
        ("h=>g; g=>h", "h", "circular"),
        ("h=>g; g=>h; h=>i", "i", "rests on an open point"),
    ],
)
def test_why_open(text: str, node: str, cause: str) -> None:
    assert judge(a_map(text)).labels[node].cause == cause


def dung(the_map: ArgumentMap) -> str:
    """Translate a map to Dung's attacks as SEMANTICS.md does.

    Per claim: a reasoned case for it and one against it, a bare one if it is bare, and a bar to its use.
    """
    facts: list[str] = []

    def att(source: object, target: object) -> None:
        facts.append(f"att({source},{target}).")

    graph = compile_map(the_map)
    for node in range(len(graph.names)):
        if node < graph.claims:
            case_for, case_against, bare, bar = (f"{part}({node})" for part in ("for", "against", "bare", "bar"))
            no_reason, no_objection = f"nopro({node})", f"nocon({node})"
            att(case_for, case_against)
            att(case_against, case_for)
            att(no_reason, case_for)
            att(no_objection, case_against)
            att(case_for, bar)
            if graph.bare[node]:
                att(case_against, bare)
                att(bare, bar)
            for step in graph.pros[node]:
                att(f"step({step})", no_reason)
            for step in graph.cons[node]:
                att(f"step({step})", no_objection)
        else:
            for premise in graph.pros[node]:
                att(f"bar({premise})", f"step({node})")
            for undercut in graph.cons[node]:
                att(f"step({undercut})", f"step({node})")
            facts.append(f"arg(step({node})).")
    return "\n".join(facts)


# The grounded extension as the well-founded model: what clingo's grounder leaves undefined is open, so the
# alternating fixpoint is written out over rounds.
GROUNDED = """
arg(X) :- att(X,_). arg(X) :- att(_,X).
out(X,R) :- att(Y,X), in(Y,R-1), r(R).
hit(X,R) :- att(Y,X), not out(Y,R), r(R).
in(X,R) :- arg(X), not hit(X,R), r(R).
r(1..n).
"""


def grounded(the_map: ArgumentMap) -> dict[str, Status]:
    graph = compile_map(the_map)
    control = clingo.Control(["--warn=none", "-c", f"n={6 * len(graph.names) + 2}"])
    control.add("base", [], dung(the_map) + GROUNDED)
    control.ground([("base", [])])
    rounds = 6 * len(graph.names) + 2
    inside: set[str] = set()
    outside: set[str] = set()
    with control.solve(yield_=True) as handle:
        for atom in handle.model().symbols(atoms=True):  # type: ignore[union-attr]
            if atom.name in ("in", "out") and atom.arguments[1].number == rounds:
                (inside if atom.name == "in" else outside).add(str(atom.arguments[0]))
    found = {}
    for node, name in enumerate(graph.names):
        arguments = (
            [f"step({node})"] if node >= graph.claims else [f"for({node})", *([f"bare({node})"] if graph.bare[node] else [])]
        )
        if any(argument in inside for argument in arguments):
            found[name] = Status.STANDS
        else:
            found[name] = Status.FALLS if all(argument in outside for argument in arguments) else Status.OPEN
    return found


@pytest.mark.parametrize("block", range(10))
def test_labels_equal_the_grounded_extension_of_the_translation(block: int) -> None:
    for seed in range(40 * block, 40 * block + 40):
        the_map = random_map(seed)
        assert labels(the_map) == grounded(the_map), seed


def test_the_order_of_claims_and_steps_changes_no_label() -> None:
    for seed in range(200):
        the_map = random_map(seed)
        dice = random.Random(seed)
        shuffled = dataclasses.replace(
            the_map,
            claims=tuple(dice.sample(the_map.claims, len(the_map.claims))),
            steps=tuple(dice.sample(the_map.steps, len(the_map.steps))),
        )
        assert labels(shuffled) == labels(the_map), seed


def test_cruxes_equal_one_intervention_at_a_time() -> None:
    for seed in range(300):
        the_map = random_map(seed, size=10)
        graph = compile_map(the_map)
        thesis = the_map.claims[0].id
        node = graph.index()[thesis]
        expected = set()
        for other in range(graph.claims):
            if other != node:
                up = solve(graph, 1, {other: 1}, {}).status(node)
                down = solve(graph, 1, {}, {other: 1}).status(node)
                if (up is Status.STANDS) != (down is Status.STANDS):
                    expected.add((graph.names[other], up, down))
        found = {(crux.claim, crux.granted, crux.denied) for crux in judge(the_map, (thesis,)).cruxes}
        assert found == expected, seed


def test_a_crux_proof_leads_from_the_crux_to_the_thesis() -> None:
    (crux,) = (crux for crux in judge(a_map("p=>g; q=>!p; r=>!q"), ("g",)).cruxes if crux.claim == "r")
    assert crux.root
    assert crux.standing
    assert [name for name, _, _ in crux.chain] == ["r", "r>q", "q", "q>p", "p", "p>g", "g"]
    assert (crux.granted, crux.denied) == (Status.STANDS, Status.FALLS)


def test_a_loop_of_cruxes_is_a_root_as_a_whole() -> None:
    cruxes = judge(a_map("a=>g; a=>!b; b=>!a"), ("g",)).cruxes
    assert {crux.claim: crux.root for crux in cruxes} == {"a": True, "b": True}


def test_another_reason_never_hurts_and_another_objection_never_helps() -> None:
    rank = {Status.FALLS: 0, Status.OPEN: 1, Status.STANDS: 2}
    for seed in range(300):
        the_map = random_map(seed)
        goal = the_map.claims[0].id
        before = rank[labels(the_map)[goal]]
        fresh = a_map(f"new=>{goal}")
        for kind, sign in ((StepKind.INFERENCE, 1), (StepKind.REBUTTAL, -1)):
            step = dataclasses.replace(fresh.steps[0], kind=kind)
            claims = (*the_map.claims, fresh.claims[-1] if fresh.claims[-1].id == "new" else fresh.claims[0])
            after = rank[labels(ArgumentMap(claims, (*the_map.steps, step)))[goal]]
            assert sign * (after - before) >= 0, (seed, kind)


def test_a_deep_chain_needs_no_deep_recursion() -> None:
    chain = ";".join(f"c{number + 1}=>c{number}" for number in range(5000))
    verdicts = judge(a_map(chain), ())
    assert verdicts.status("c0") is Status.STANDS
