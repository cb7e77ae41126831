"""Which titles claim something."""

from __future__ import annotations

import pytest

from argmap.suggest._pipeline import MODEL, pipeline
from argmap.suggest._title import title_claim


@pytest.mark.parametrize(
    ("title", "claim"),
    [
        ("Bike lanes are bad", "Bike lanes are bad"),
        ("CMV: The new lane should be closed.", "The new lane should be closed."),
        ("[Meta] We should ban cars", "We should ban cars"),
        ("Lanes don't cause accidents, drivers do", "Lanes don't cause accidents, drivers do"),
        ("A closed lane seems better than none", "A closed lane seems better than none"),
        ("Bike lanes", None),
        ("Against the lane in Harbour Street", None),
        ("How to build a lane", None),
        ("Is the lane safe?", None),
        ("", None),
        ("???", None),
        ("CMV:", None),
        ("\u202e <script>", None),
    ],
)
def test_a_title_with_a_subject_and_a_finite_verb_is_a_claim(title: str, claim: str | None) -> None:
    assert title_claim(title, pipeline(MODEL)) == claim


def test_a_title_without_end_is_bounded() -> None:
    assert title_claim("word " * 10_000, pipeline(MODEL)) is None
