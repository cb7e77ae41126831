"""Theses and unanswered objections."""

from __future__ import annotations

import dataclasses

from argmap.model import Answer
from argmap.reason import judge
from argmap.reason.judge import theses_of

from .maps import a_map, anchor


def test_the_thesis_with_most_behind_it_comes_first() -> None:
    assert theses_of(a_map("a=>b; p=>q; q=>r")) == ("r", "b")


def test_a_map_without_a_reason_has_the_claim_under_attack() -> None:
    assert theses_of(a_map("q=>!g")) == ("g",)


def test_a_circle_has_its_first_claim() -> None:
    assert theses_of(a_map("h=>g; g=>h")) == ("g",)


def test_claims_alone_make_no_thesis() -> None:
    assert theses_of(a_map("a; b")) == ()


def test_an_objection_is_unanswered_until_attacked_or_taken_up() -> None:
    assert judge(a_map("p=>g; q=>!g")).unanswered == ("q>g",)
    assert judge(a_map("p=>g; q=>!g; r=>!q")).unanswered == ("r>q",)
    assert judge(a_map("p=>g; q=>!g; r=>(q=>g)")).unanswered == ("r>q>g",)
    taken_up = dataclasses.replace(a_map("p=>g; q=>!g; r"), answers=(Answer("r", "q", anchor("r")),))
    assert judge(taken_up).unanswered == ()
