"""The real page: suggestions in the post and in all of its comments, and quotations that lead where they should."""

from __future__ import annotations

from pathlib import Path

import pytest

from argmap.markup import parse, thread_text
from argmap.model import POST, BlockKind, Thread
from argmap.read import read
from argmap.suggest import Suggested, suggest, suggest_text

from .conftest import body


@pytest.fixture(scope="module")
def thread(seed_page: Path) -> Thread:
    return read(seed_page.read_bytes(), seed_page.name)


@pytest.fixture(scope="module")
def found(thread: Thread) -> tuple[Suggested, ...]:
    return suggest(thread)


def test_the_post_and_all_six_comments_have_suggestions(thread: Thread, found: tuple[Suggested, ...]) -> None:
    assert len(thread.comments) == 6
    assert {one.doc for one in found} == {POST, *(comment.id for comment in thread.comments)}


def test_spans_are_sentences_of_the_text_proper_or_clauses_of_them(thread: Thread, found: tuple[Suggested, ...]) -> None:
    kinds = {block.id: block.kind for block in thread.blocks}
    homes = [next(sentence for sentence in thread.sentences if sentence.span.contains(one.span)) for one in found]
    assert {kinds[home.block] for home in homes} <= {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.FOOTNOTE}
    assert any(home.span != one.span for home, one in zip(homes, found, strict=True))


def test_about_a_third_is_shown(thread: Thread, found: tuple[Suggested, ...]) -> None:
    assert 0.2 < len(found) / len(thread.sentences) < 0.4
    assert len(suggest(thread, all=True)) > 2 * len(found)


def test_verbatim_quotations_lead_to_the_quoted_sentence(thread: Thread, found: tuple[Suggested, ...]) -> None:
    aligned = [quote for quote in thread.quotes if quote.source_span is not None]
    assert len(aligned) >= 6
    pairs = [(one, found[to.target]) for one in found for to in one.relations if found[to.target].doc != one.doc]
    for quote in aligned:
        assert quote.source_span is not None
        led = [one for one, target in pairs if one.doc == quote.doc and target.span.overlaps(quote.source_span)]
        assert any(one.span.end > quote.span.start for one in led), quote


def test_they_are_woven_into_the_page_and_leave_its_text_alone(thread: Thread, found: tuple[Suggested, ...]) -> None:
    raw = thread_text(thread)
    made = suggest_text(raw, "page.md")
    assert body(made) == body(raw)
    assert suggest_text(made, "page.md") == made
    marked = parse(made, "page.md")
    # A mark may be a little less than what was suggested (no mark cuts a link in two), and for a few there is no place at all.
    words = [anchor.span.cut(marked.thread.text) for anchor in marked.anchors]
    wanted = [one.span.cut(thread.text) for one in found]
    assert all(any(mark in one or one in mark for one in wanted) for mark in words)
    assert len(words) >= 0.95 * len(wanted)
    assert not marked.map.confirmed().claims


def test_twice_is_the_same(thread: Thread, found: tuple[Suggested, ...]) -> None:
    assert suggest(thread) == found
