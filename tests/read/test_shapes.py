"""Any tree of comments, in each shape that a site writes: the reader gets the same thread back, and so does its annotated text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from argmap.errors import ArgmapError
from argmap.markup import strip, thread_text
from argmap.model import POST, RawMap, Thread
from argmap.read import read, read_all, read_markdown
from tests.read.shapes import SHAPES, Shape, Tree, trees

FEW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def words_of(thread: Thread, doc: str) -> tuple[str, ...]:
    return tuple(block.span.cut(thread.text) for block in thread.blocks if block.doc == doc)


def check_map(thread: Thread) -> None:
    """Every run leads to the words: unchanged, or to what stands for them."""
    raw, raw_map = thread.source.raw, thread.raw_map
    assert raw_map == RawMap(tuple(sorted(raw_map.runs)))
    for run in raw_map.runs:
        if run.width is None:
            assert thread.text[run.text : run.text + run.length] == raw[run.raw : run.raw + run.length]
        else:
            assert 0 < run.width == len(raw[run.raw : run.raw + run.width])
    for block in thread.blocks:
        span = raw_map.to_raw(block.span)
        assert raw_map.to_text(span) is not None


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
@FEW
@given(tree=trees())
def test_a_tree_comes_back(shape: Shape, tree: Tree) -> None:
    thread = read_all([(name, text.encode()) for name, text in shape.write(tree)])
    assert words_of(thread, POST) == tree.paragraphs
    assert (thread.title, thread.author) == (tree.title, tree.author)
    assert len(thread.comments) == len(tree.nodes)
    assert not [
        note for note in thread.report if note.kind in ("comment-count", "comment-missing", "comments-absent", "reply-unknown")
    ]
    by_number: dict[int, str] = {}
    for node, comment in zip(tree.nodes, thread.comments, strict=True):
        by_number[node.number] = comment.id
        known = {"author": comment.author, "date": comment.date, "karma": comment.karma, "parent": comment.reply_to}
        parent = POST if node.parent is None else by_number[node.parent]
        wanted = {"author": node.author, "date": node.date, "karma": node.score, "parent": parent}
        assert {key: known[key] for key in shape.fields} == {key: wanted[key] for key in shape.fields}
        assert words_of(thread, comment.id) == node.paragraphs
    check_map(thread)
    assert content(read_markdown(strip(thread_text(thread)), thread.source.name)) == content(thread)


def test_every_real_page_comes_back(shared: Path) -> None:
    """None of 20 and more real files, in any format, loses anything on its way through annotated text."""
    read_well: set[str] = set()
    refused: set[str] = set()
    for path in sorted([*(shared / "threads").iterdir(), *(shared / "seed").glob("*.txt")]):
        try:
            thread = read(path.read_bytes(), path.name)
        except ArgmapError as problem:
            refused.add(problem.id)
            continue
        check_map(thread)
        assert content(read_markdown(strip(thread_text(thread)), thread.source.name)) == content(thread), path.name
        read_well.add(thread.source.reader)
    assert refused <= {"no-text"}
    assert len(read_well) >= 15, sorted(read_well)


def content(thread: Thread) -> dict[str, Any]:
    """Return all that a thread says, whatever file it was read from."""
    # A copy of earlier words that nothing marked is written as the quotation that it is.
    quoted = {quote.span for quote in thread.quotes if quote.source is not None}
    fields = (
        "title",
        "author",
        "author_id",
        "date",
        "url",
        "score",
        "agreement",
        "reactions",
        "tags",
        "stated_comments",
        "coauthors",
    )
    return {
        **{name: getattr(thread, name) for name in fields},
        "text": thread.text,
        "blocks": [(block.doc, block.section, block.span, block.span in quoted or block.kind) for block in thread.blocks],
        "comments": thread.comments,
        "footnotes": thread.footnotes,
        "links": [style for style in thread.styles if style.target is not None],
        "quotes": [(quote.doc, quote.span, quote.kind, quote.source, quote.source_span) for quote in thread.quotes],
    }
