"""The worked cases of the design; the labels against outside solvers are in dung/test_translation.py."""

from __future__ import annotations

import dataclasses
import random

import pytest

from argmap.model import Status
from argmap.reason import judge, labels

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
    assert sorted(crux.node for crux in verdicts.cruxes) == cruxes.split()
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


def test_a_deep_chain_needs_no_deep_recursion() -> None:
    chain = ";".join(f"c{number + 1}=>c{number}" for number in range(5000))
    verdicts = judge(a_map(chain), ())
    assert verdicts.status("c0") is Status.STANDS
