"""A mark breaks nothing of the text: markdown-it is the judge of what it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from argmap.markup import Annotated, escape, parse, thread_text
from argmap.model import Span
from argmap.read import read_all
from argmap.suggest import add_suggestions
from argmap.suggest._fitting import Fitting

from .conftest import body

OPEN, CLOSE = "\u2045", "\u2046"
_TAG_OR_EDGE = re.compile(rf"<(/?)([a-z][a-z0-9]*)[^<>]*?(/?)>|([{OPEN}{CLOSE}])", re.IGNORECASE)
_VOID = {"br", "hr", "img"}


def broken_by(text: str, spans: list[Span]) -> list[str]:
    """Return what marks on these spans of `text` cut in two; rendering with brackets in their place tells."""
    reader = MarkdownIt("commonmark")
    edges = sorted([(span.start, OPEN) for span in spans] + [(span.end, CLOSE) for span in spans], reverse=True)
    marked = text
    for at, sign in edges:
        marked = f"{marked[:at]}{sign}{marked[at:]}"
    html = reader.render(marked)
    if re.sub(f"[{OPEN}{CLOSE}]", "", html) != reader.render(text):
        return ["the rendered text"]
    stack: list[str] = []
    crossed = []
    for match in _TAG_OR_EDGE.finditer(html):
        closing, name, alone, edge = match.groups()
        if edge == OPEN:
            stack.append(OPEN)
        elif edge == CLOSE or closing:
            wanted = OPEN if edge else name.lower()
            if stack and stack[-1] == wanted:
                stack.pop()
            elif wanted in stack and OPEN in (wanted, stack[-1]):
                crossed.append(f"{wanted} and {stack[-1]}")
                stack.remove(wanted)
        elif not alone and name.lower() not in _VOID:
            stack.append(name.lower())
    return crossed


def marked_words(raw: str) -> tuple[Annotated, list[Span]]:
    annotated = parse(add_suggestions(parse(raw, "any.md"), all=True), "any.md")
    assert body(annotated.raw) == body(raw)
    return annotated, [mark.span for mark in annotated.marks]


@pytest.mark.parametrize(
    ("source", "words", "marked"),
    [
        ("*Paint fades* in winter.", "Paint fades in winter.", "*Paint fades* in winter."),
        ("Because *paint **really** fades*, lanes do.", "paint really fades", "paint **really** fades"),
        ("Because *paint fades*, lanes do.", "Because paint fades", "Because *paint fades*"),
        ("*Lanes are safe. Paint fades* and so on.", "Paint fades and so on.", "Paint fades"),
        ("See [the plan](a.html) now.", "the plan now.", "[the plan](a.html) now."),
        ("See [the plan](a.html) now.", "the plan", "the plan"),
        ("It costs `a - b` and more.", "b and more.", "and more."),
        ("- at least - lanes are safe, he said.", "- lanes are safe,", "lanes are safe"),
        ("He said “lanes are safe” in May.", "lanes are safe”", "“lanes are safe”"),
        ("He said “lanes are safe, and paint” in May.", "and paint”", "and paint"),
        ("So <b>lanes are safe</b> here.", "lanes are safe here.", "<b>lanes are safe</b> here."),
        ("For $a + b < c$ it holds.", "For a", None),
        ("Lanes (which are safe) help.", "which are safe)", "(which are safe)"),
    ],
)
def test_a_mark_holds_whole_constructs(source: str, words: str, marked: str | None) -> None:
    annotated = parse(source, "x.md")
    start = annotated.thread.text.find(words)
    if start < 0:
        pytest.skip("these are not the words that the reader shows")
    found = Fitting(annotated).place(Span(start, start + len(words)))
    assert found is not None
    assert marked is None or found.cut(source) == marked
    assert broken_by(source, [found]) == []


@pytest.mark.parametrize(
    "names",
    [
        ["lw2_graphql_tutorial_capture_excerpt.md"],
        ["github_issue_56.html"],
        ["hn_item_synthetic.html"],
        ["forum_katzen_de.html"],
        ["reddit_old_synthetic.html"],
        ["stackoverflow_rust.html"],
    ],
    ids=lambda names: names[0],
)
def test_real_pages(shared: Path, names: list[str]) -> None:
    raw = thread_text(read_all([(name, (shared / "threads" / name).read_bytes()) for name in names]))
    annotated, spans = marked_words(raw)
    assert spans
    assert broken_by(annotated.stripped, spans) == []


PIECES = [
    "I think ", "because ", "lanes ", "are safe", "But ", ". ", ", ", "- ", "*", "**", "_", "`", "[", "](x) ", "](x)",
    "<b>", "</b>", "“", "”", "(", ")", "\n", "\n\n", "\n- ", "\n> ", "$a$", "\\", "![", "~", "<https://a.example>", "é",
]  # fmt: skip


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(st.lists(st.sampled_from(PIECES), min_size=4, max_size=25).map("".join), st.data())
def test_any_words_of_any_markdown(text: str, data: st.DataObject) -> None:
    try:
        annotated = parse(escape(text), "any.md")
    except Exception:  # what the reader does not take is for its own tests
        assume(False)
        raise
    assume(annotated.thread.blocks)
    block = data.draw(st.sampled_from(annotated.thread.blocks))
    start = data.draw(st.integers(block.span.start, block.span.end))
    end = data.draw(st.integers(start, block.span.end))
    found = Fitting(annotated).place(Span(start, end))
    if found is not None:
        assert broken_by(annotated.stripped, [found]) == []
