"""Folding: copies of the same words become equal, and each folded code point knows where it came from."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.model import Span
from argmap.read.fold import fold

ANY = st.text(st.characters(codec="utf-8"), max_size=80)
PROSE = st.text(st.sampled_from("abcé ñß “”\"'’‘*_—–-\n\t\u00a0\u200b\u00ad.,…ﬁ²"), max_size=60)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“It’s a *bike* lane”", '"It\'s a bike lane"'),
        ("safe—and cheap", "safe--and cheap"),
        ("ten\u00a0 lanes\r\nhere", "TEN lanes here"),
        ("soft\u00adhyphen, zero\u200bwidth\ufeff", "softhyphen, zerowidth"),
        ("wait… what", "wait... what"),
        ("1mm³ of ﬁeld", "1mm3 of field"),
        ("cafe\u0301", "café"),
        ("STRASSE", "straße"),
        ("«so»", '"so"'),
        ("a ** b", "a b"),
    ],
)
def test_copies_of_the_same_words_fold_alike(one: str, other: str) -> None:
    assert fold(one).text == fold(other).text


def test_different_words_stay_different() -> None:
    texts = ["safe", "unsafe", "safe.", "'safe'", '"safe"', "sa fe", "sáfe", "-safe"]
    assert len({fold(text).text for text in texts}) == len(texts)


@given(ANY)
def test_the_map_back_runs_forward_and_covers_every_seen_letter(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.offsets) == len(folded.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.offsets, folded.ends, strict=True))
    assert list(folded.offsets) == sorted(folded.offsets)
    assert list(folded.ends) == sorted(folded.ends)
    covered = {at for start, end in zip(folded.offsets, folded.ends, strict=True) for at in range(start, end)}
    assert all(text[at] in "*_`~^" or not text[at].isprintable() for at in set(range(len(text))) - covered)


@given(PROSE)
def test_a_folded_part_comes_from_words_that_fold_to_it(text: str) -> None:
    folded = fold(text)
    for start in range(len(folded.text)):
        span = folded.span(start, len(folded.text))
        assert fold(span.cut(text)).text.endswith(folded.text[start:])
        assert folded.index(folded.offsets[start]) <= start


@given(PROSE)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(PROSE)
def test_composed_and_decomposed_letters_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)).text == fold(unicodedata.normalize("NFD", text)).text


def test_a_part_is_mapped_without_the_marks_around_it() -> None:
    text = "It is **not** free"
    folded = fold(text)
    start = folded.text.index("not")
    assert folded.span(start, start + 3) == Span(8, 11)
    assert folded.index(0) == 0
    assert folded.index(len(text)) == len(folded.text)
    with pytest.raises(ValueError, match="no folded code points"):
        folded.span(3, 3)
