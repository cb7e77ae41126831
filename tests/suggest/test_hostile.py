"""Text that nobody wrote in good faith: no error, and no time that grows out of hand."""

from __future__ import annotations

import time

import pytest

from argmap.markup import escape
from argmap.model import Block, BlockKind, RawMap, Sentence, Source, Span, Thread
from argmap.suggest import suggest, suggest_text
from argmap.suggest._pipeline import MODEL, pipeline
from argmap.suggest._readings import readings

from .conftest import body

HOSTILE = {
    "brackets": "(" * 4_900,
    "quotation marks": '"' * 4_900,
    "an address without end": "http://" + "a/" * 2_400,
    "adverbs": "I " + "really " * 700 + "think so.",
    "one sentence of a book": "because " * 20_000 + ".",
    "the same sentence": "I think that lanes are safe. " * 1_000,
    "half links": "[I think that lanes are safe. " * 500 + "I think so](x. " * 500,
    "right to left": "\u202e\u200b I think that lanes are safe.\u2066 " * 200,
    "no blanks": "我认为这是对的。" * 1_000,
    "letters of many parts": "👩‍👩‍👧‍👦" * 500 + "Z\u0351\u036b\u0343" * 500,
    "markup": '<img src=x onerror=alert(1)> </script> I think that ]{.claim} {.suggested cue="} works. ' * 50,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_stays_what_it_is_and_costs_little(kind: str) -> None:
    pipeline(MODEL)
    raw = escape(HOSTILE[kind])
    start = time.process_time()
    made = suggest_text(raw, "hostile.md")
    assert time.process_time() - start < 20
    assert body(made) == HOSTILE[kind]
    assert suggest_text(made, "hostile.md") == made


def test_half_a_surrogate_pair_is_only_a_letter_nobody_knows() -> None:
    text = "I think \ud83d that lanes are safe."
    block = Block("b1", BlockKind.PARAGRAPH, "post", None, Span(0, len(text)))
    sentences = (Sentence("b1", Span(0, len(text))),)
    (one,) = suggest(Thread("x", "x", text, RawMap(()), Source("x", text, "x"), blocks=(block,), sentences=sentences))
    assert one.span.cut(text) == text


def test_a_block_without_end_is_read_in_pieces() -> None:
    sentence = "I believe that the lanes are safe and cheap to build. "
    text = sentence * 1_500
    block = Block("b1", BlockKind.PARAGRAPH, "post", None, Span(0, len(text)))
    spans = [Span(start, start + len(sentence) - 1) for start in range(0, len(text), len(sentence))]
    sentences = tuple(Sentence("b1", span) for span in spans)
    thread = Thread("x", "x", text, RawMap(()), Source("x", text, "x"), blocks=(block,), sentences=sentences)
    assert [one.span for one in readings(thread, pipeline(MODEL))] == spans
