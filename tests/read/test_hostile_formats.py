"""Every format with something hostile in every field, cut off, or built to blow up: words stay words, errors are one line."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from argmap.errors import ArgmapError
from argmap.markup import parse, thread_text
from argmap.model import Thread
from argmap.read import read, read_all
from argmap.reason import judge
from argmap.view import page
from tests.read.shapes import SHAPES, Shape
from tests.read.shapes_json import Files
from tests.read.shapes_tree import Tree

SCRIPT = "<script>alert(1)</script>"
POISON = f"{SCRIPT}\" onload='alert(1)' ]{{.claim #x}} javascript:alert(1) {{{{7*7}}}} :::"
LAUGHS = """<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f SYSTEM "file:///etc/passwd">]>
"""


def poisoned(tree: Tree) -> Tree:
    """Put the poison into every field that holds words."""

    def bad(parts: Any) -> tuple[Any, ...]:
        return tuple(
            replace(part, pieces=tuple(replace(piece, words=piece.words + " " + POISON) for piece in part.pieces)) for part in parts
        )

    nodes = tuple(replace(node, author=f"{node.author} {POISON}", parts=bad(node.parts)) for node in tree.nodes)
    return replace(tree, title=f"{tree.title} {POISON}", author=f"{tree.author} {POISON}", parts=bad(tree.parts), nodes=nodes)


def outcome(files: Files) -> Thread | str:
    """Return what is read, or the error."""
    try:
        return read_all(files)
    except ArgmapError as problem:
        return str(problem)


def html_of(thread: Thread) -> str:
    annotated = parse(thread_text(thread), "d.md")
    return page(annotated.thread, annotated.map, judge(annotated.map))


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_a_script_in_every_field_is_words(shape: Shape) -> None:
    thread = outcome(shape.write(poisoned(shape.draw(Random(3), 3, rich=False))))
    if isinstance(thread, str):
        assert "\n" not in thread
        return
    assert SCRIPT not in html_of(thread)
    assert not parse(thread_text(thread), "d.md").marks


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_a_file_that_was_cut_off_is_read_as_far_as_it_goes_or_refused_in_one_line(shape: Shape) -> None:
    files = shape.write(shape.draw(Random(5), 4, rich=True))
    name, data = files[0]
    for part in range(1, 12):
        thread = outcome([(name, data[: len(data) * part // 12]), *files[1:]])
        if isinstance(thread, str):
            assert "\n" not in thread
        else:
            assert parse(thread_text(thread), "d.md").thread.text == thread.text


@pytest.mark.parametrize(
    "body",
    [
        '<thread><title>&e;</title><OP author="Ann"><claim>&e; &f;</claim></OP></thread>',
        "<disqus><thread id='1'><title>&e;</title></thread><post id='2'><message>&e; &f;</message><thread id='1'/></post></disqus>",
        "<html><body><article><p>&e; &f; is what it says, and more than that it does not say.</p></article></body></html>",
    ],
)
def test_entities_are_neither_expanded_nor_fetched(body: str) -> None:
    try:
        thread = read((LAUGHS + body).encode(), "x.xml")
    except ArgmapError:
        return
    assert len(thread.text) < 1000
    assert "root:" not in thread.text


@pytest.mark.parametrize(
    ("data", "id"),
    [
        (b"word " * 1_000_000, "too-much-text"),
        (b"word\n\n" * 120_000, "too-much-text"),
        (b"<html><p>" + b"word " * 1_000_000, "too-much-text"),
        (b"<html><table>" + (b"<tr>" + b"<td>x" * 1000) * 400, "too-much-markup"),
        (b"<html>" + b"<br>" * 400_000, "too-much-markup"),
    ],
)
def test_what_is_too_long_is_said_to_be_so_at_once(data: bytes, id: str) -> None:
    start = time.process_time()
    with pytest.raises(ArgmapError) as caught:
        read(data, "x")
    assert caught.value.id == id
    assert time.process_time() - start < 10


NUMBERS = ("9" * 5000, "\u00b2\u00b2", "\u0663", "-" * 99)


@pytest.mark.parametrize("number", NUMBERS, ids=["5,000 digits", "raised digits", "an Arabic digit", "dashes"])
@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_a_number_is_anything_a_page_can_say(shape: Shape, number: str) -> None:
    """Python refuses to make a number of more than 4,300 digits, and of some signs that are digits to `str.isdigit`."""
    name, data = (files := shape.write(shape.draw(Random(7), 3, rich=False)))[0]
    if data.startswith(b"PK"):
        return
    for pattern in (rb"(?<![\w&#])-?\d+(?= ?points?| ?comments?|\)|<|\")", rb"(?<=[\"'>: ])-?\d+(?![\w;])"):
        outcome([(name, re.sub(pattern, number.encode(), data)), *files[1:]])
