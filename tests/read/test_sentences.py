"""The sentence splitter, on the stops that are none and the ends that hide."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.model import Span
from argmap.read.sentences import sentences

# One string per case; "|" stands where a sentence ends.
CASES = [
    "Lanes are safe.| They are cheap.",
    "Lanes help, e.g. in Delft, i.e. where it is flat.| So do racks, etc.| In short: build.",
    "Cars vs. Bikes is a film.| Cf. Vos et al. 2020 for more.| As Vos et al. show, it works.",
    "The worm C. elegans has 302 neurons.| Its map is old.",
    "As Section 1.1 says, 2.5 m will do.| See Fig. 3 and p. 12.| No. 5 is wrong.",
    "Is it safe?| No.| I checked.",
    "E11 bio maps brains.| It is in Alameda, CA, USA.| It hires.",
    "He said “build it.”| Nobody did.",
    "(He said it twice.)| Then he left.",
    "What a day!!| Really?!| Yes.",
    'She asked "why?" and left.| So did I.| We came back.',
    "I wonder… but not for long.| It rained...| We went home.",
    "(1) Paint is cheap.| (2) Kerbs are not.",
    "It needs (1) paint, (2) time.| **(3)** Money helps.",
    "1. Paint the kerb.| It is grey.",
    "A. Paint the kerb.| B. Leave it.",
    "The plan works.[1]| It is cheap.^[2]| And [here](#)°.| Done.",
    "**Lanes are safe.**| And *cheap.*| Good.",
    "J. R. Vos wrote it.| Dr. Vos is 40.| The U.S. Senate read it.",
    "They moved to the U.S. because of it.| He lives in the U.S.| They do not.",
    "That is plan B.| The rest is history.| So am I.| Ask me.",
    "well, it works.| i think so.",
    "it works.| I think so.",
    "车很多。|路很窄！|对吗？",
    "I'm for it!| 👍👍",
    "Meet at 5 p.m. on Monday.| Bring Ph.D. students.",
    "Visit example.com/a.b today.| Version 2.0.1 is out.",
    "no stop at all",
]


@pytest.mark.parametrize("case", CASES)
def test_sentences_end_where_a_reader_ends_them(case: str) -> None:
    text = case.replace("|", "")
    expected = [part.strip() for part in case.split("|")]
    assert [span.cut(text) for span in sentences(text)] == expected


def test_a_span_limits_the_search_and_offsets_count_in_the_whole_text() -> None:
    text = "One. Two words. Three."
    assert sentences(text, Span(5, 15)) == [Span(5, 15)]
    assert sentences(text, Span(4, 5)) == []
    assert [span.cut(text) for span in sentences(text, Span(5, 22))] == ["Two words.", "Three."]


@given(st.text(st.sampled_from("aB.!?… \n\"”’)(1°。“'"), max_size=60))
def test_every_letter_lies_in_exactly_one_sentence(text: str) -> None:
    spans = sentences(text)
    assert spans == sorted(spans)
    assert "".join("".join(span.cut(text).split()) for span in spans) == "".join(text.split())
    assert all(span.cut(text) == span.cut(text).strip() for span in spans)


def test_a_real_post_is_split_at_its_stops(seed_page: Path) -> None:
    line = next(line for line in seed_page.read_text(encoding="utf-8").splitlines() if line.startswith("Unfortunately, the status"))
    starts = [span.cut(line).split()[:2] for span in sentences(line)]
    assert starts == [["Unfortunately,", "the"], ["Almost", "100%"], ["Those", "researchers"], ["In", "other"], ["Making", "a"]]
