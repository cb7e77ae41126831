"""Theses and unanswered objections."""

from __future__ import annotations

import dataclasses

from argmap.model import Answer, ArgumentMap, Status
from argmap.reason import judge
from argmap.reason.judge import theses_of

from .maps import a_map, anchor


def unanswered(the_map: ArgumentMap) -> tuple[str, ...]:
    return tuple(objection.step for objection in judge(the_map).unanswered)


def test_the_thesis_with_most_behind_it_comes_first() -> None:
    assert theses_of(a_map("a=>b; p=>q; q=>r")) == ("r", "b")


def test_a_map_without_a_reason_has_the_claim_under_attack() -> None:
    assert theses_of(a_map("q=>!g")) == ("g",)


def test_a_circle_has_its_first_claim() -> None:
    assert theses_of(a_map("h=>g; g=>h")) == ("g",)


def test_claims_alone_make_no_thesis() -> None:
    assert theses_of(a_map("a; b")) == ()


def test_an_objection_is_unanswered_until_attacked_or_taken_up() -> None:
    assert unanswered(a_map("p=>g; q=>!g")) == ("q>g",)
    assert unanswered(a_map("p=>g; q=>!g; r=>!q")) == ("r>q",)
    assert unanswered(a_map("p=>g; q=>!g; r=>(q=>g)")) == ("r>q>g",)
    taken_up = dataclasses.replace(a_map("p=>g; q=>!g; r"), answers=(Answer("r", "q", anchor("r")),))
    assert unanswered(taken_up) == ()


def test_unanswered_objections_come_by_what_they_would_change() -> None:
    the_map = a_map("p=>g; s=>!m; q=>!p; m=>n")
    first, second = judge(the_map, ("g",)).unanswered
    assert first.step == "q>p"
    assert first.changes == (("g", Status.FALLS, Status.STANDS), ("p", Status.FALLS, Status.STANDS))
    assert (first.theses, first.burden) == (("g",), ())
    assert (second.step, second.theses) == ("s>m", ())
