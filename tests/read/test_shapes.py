"""Any tree of comments, in each shape that a site writes: the reader gets the same thread back, and so does its annotated text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from argmap.errors import ArgmapError
from argmap.markup import strip, thread_text
from argmap.model import POST, RawMap, Thread
from argmap.read import read, read_all, read_markdown
from tests.read.shapes import SHAPES, Shape
from tests.read.shapes_tree import Part, Tree

FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SEEDS = {"seed": st.integers(0, 2**32), "most": st.integers(0, 8)}
LOST = {"comment-count", "comment-missing", "comments-absent"}


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
        if any(block.span.start <= run.text < block.span.end for run in raw_map.runs):
            assert raw_map.to_text(raw_map.to_raw(block.span)) is not None
        else:  # all of a post's words are its title, which the page has only with entities, in an attribute
            assert " ".join(block.span.cut(thread.text).split()) == thread.title


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
@FEW
@given(**SEEDS)
def test_a_tree_comes_back(shape: Shape, seed: int, most: int) -> None:
    check_shape(shape, shape.draw(Random(seed), most, rich=False))


@pytest.mark.parametrize("shape", [shape for shape in SHAPES if shape.holds], ids=lambda shape: shape.name)
@FEW
@given(**SEEDS)
def test_rich_words_come_back(shape: Shape, seed: int, most: int) -> None:
    check_shape(shape, shape.draw(Random(seed), most, rich=True))


def check_shape(shape: Shape, tree: Tree) -> None:
    """Write the tree, read it, and look for all that it says in the thread, and in the thread's own annotated text."""
    thread = read_all(shape.write(tree))
    assert (thread.title, thread.author) == (tree.title, tree.author)
    assert not {note.kind for note in thread.report} & (LOST | {"reply-unknown"} if "parent" in shape.fields else LOST)
    assert len(thread.comments) == len(tree.nodes)
    ids = {-1: POST} | {node.number: comment.id for node, comment in zip(tree.nodes, thread.comments, strict=True)}
    check_words(thread, tree.parts, POST, ids)
    for node, comment in zip(tree.nodes, thread.comments, strict=True):
        known = {"author": comment.author, "date": comment.date, "karma": comment.karma, "parent": comment.reply_to}
        parent = POST if node.parent is None else ids[node.parent]
        wanted = {"author": node.author, "date": node.date, "karma": node.score, "parent": parent}
        assert {key: known[key] for key in shape.fields} == {key: wanted[key] for key in shape.fields}
        check_words(thread, node.parts, comment.id, ids)
    check_map(thread)
    assert content(read_markdown(strip(thread_text(thread)), thread.source.name)) == content(thread)


def check_words(thread: Thread, parts: Sequence[Part], doc: str, ids: Mapping[int, str]) -> None:
    """Look for the blocks of a document, and in them for links, references to footnotes, and what quotations are from."""
    blocks = [block for block in thread.blocks if block.doc == doc]
    assert [(block.kind, block.span.cut(thread.text)) for block in blocks] == [(part.kind, part.text) for part in parts]
    quotes = {quote.span: quote for quote in thread.quotes if quote.doc == doc}
    notes = {note.label: note for note in thread.footnotes} if doc == POST else {}
    for part, block in zip(parts, blocks, strict=True):
        styles = [style for style in thread.styles if block.span.contains(style.span) and style.target]
        links = [(piece.words, piece.target) for piece in part.pieces if piece.target]
        assert [(style.span.cut(thread.text), style.target) for style in styles] == links
        if part.source is not None:
            quote = quotes[block.span]
            assert quote.source == ids[part.source]
            assert quote.source_span is not None
            assert quote.source_span.cut(thread.text) == part.text
        if part.note:
            assert notes[part.note].span == block.span
        refs = [ref for note in notes.values() for ref in note.refs if block.span.contains(ref)]
        assert [ref.cut(thread.text) for ref in refs] == [piece.words for piece in part.pieces if piece.note]


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
