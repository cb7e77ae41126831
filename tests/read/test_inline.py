"""The visible words of a block: the same as markdown-it-py renders, and each of them at its place in the source."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from argmap.read._inline import Dialect, scan_inline

REFERENCES = {"REF": "/r"}
PRINTED = Dialect(footnotes=frozenset("12"), printed=True)
PARTS = [
    *("*", "**", "***", "_", "__", "(", ")", "`", "``", "<", "!", "^", ".", "1", "a", "b c", " ", "é", "“", "€", "~", "|"),
    *("[a *b* c](/u)", "[a](<a b>)", "[`x`](u 't')", "![alt x](u)", "[a [b] c](/u (x))", "[a](b(c)d)", r"[a\]b](/u)", "[no]"),
    *("[ref]", "[x][ref]", "[ref][]", "[*x* y](javascript:1)", "<https://e.org/a_b>", "<b>", "</b>", "<!-- x -->", "<b c='d'>"),
    *("\n", "  \n", "\\", "\\*", "\\\n", "&amp;", "&copy;", "&#35;", "&#x41;", "&nothing;", "&notit;", "&"),
]

# Where markdown-it leaves CommonMark: a backslash in front of a blank, and what may follow a reference.
DEPARTURES = re.compile(r"\\ |\]\[a \[|(?:ref|no)\]\(|\[\]\(")


def rendered(tokens: list[Any]) -> str:
    """What a reader of markdown-it's output sees."""
    shown = {"softbreak": " ", "hardbreak": "\n"}
    words = {"text", "code_inline", "text_special"}
    return "".join(
        shown.get(token.type) or (token.content if token.type in words else rendered(token.children or [])) for token in tokens
    )


@settings(max_examples=500)
@given(st.lists(st.sampled_from(PARTS), max_size=14).map("".join))
def test_the_words_are_those_that_markdown_it_renders(source: str) -> None:
    source = source.strip(" \n")
    assume(not DEPARTURES.search(source))
    env = {"references": {key: {"href": href, "title": ""} for key, href in REFERENCES.items()}}
    tokens = MarkdownIt("commonmark").parseInline(source, env)
    assert scan_inline(source, Dialect(references=REFERENCES)).text == rendered(tokens[0].children or [])


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PARTS), max_size=12).map("".join)), st.booleans())
def test_each_word_stands_unchanged_at_its_offset(source: str, printed: bool) -> None:
    inline = scan_inline(source, PRINTED if printed else Dialect(frozenset("12"), REFERENCES))
    taken = [piece for piece in inline.pieces if piece.at is not None]
    assert all(source.startswith(piece.text, piece.at) for piece in taken if piece.width is None)
    assert all(html.unescape(source[piece.at : piece.at + piece.width]) for piece in taken if piece.at is not None and piece.width)
    assert [piece.at for piece in taken] == sorted(piece.at for piece in taken if piece.at is not None)
    assert all(0 <= part.start <= part.end <= len(inline.text) for part in (*inline.styles, *inline.refs))


def test_links_and_footnotes_are_placed_in_the_visible_words() -> None:
    inline = scan_inline("See *[the **plan**](http://x.example/a)*[^n], and [^other].", Dialect(footnotes=frozenset("n")))
    assert inline.text == "See the plan[n], and [^other]."
    emphasis, link, _ = inline.styles
    ref = inline.refs[0]
    assert [style.kind for style in inline.styles] == ["emphasis", "link", "strong"]
    assert (emphasis.start, emphasis.end) == (link.start, link.end)
    assert (inline.text[link.start : link.end], link.target) == ("the plan", "http://x.example/a")
    assert (inline.text[ref.start : ref.end], ref.label) == ("[n]", "n")


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("see [my plan](#)[°] and [yours](#)°, [hers](#) °.", "see my plan and yours, hers."),
        ("[kerbs](#)^o—a lot, [kerbs](#)^of", "kerbs—a lot, kerbs^of"),
        ("*cheap*^[1] lanes[2] and ^[3]", "cheap[1] lanes[2] and ^[3]"),
        ("[1](#) is a link", "1 is a link"),
        ("20° and 2 * 3 * 4, x^2, snake_case_name", "20° and 2 * 3 * 4, x^2, snake_case_name"),
        (r"a \* b &amp; <b> <i>c</i>", r"a \* b &amp; <b> <i>c</i>"),
        ("<https://x.example/a_b_c> is open", "https://x.example/a_b_c is open"),
        ("**bold *both* bold** `code *x*`", "bold both bold code *x*"),
        ("[not a link] (really)", "[not a link] (really)"),
    ],
)
def test_a_printed_page_shows_marks_of_its_own_and_keeps_what_is_literal(source: str, seen: str) -> None:
    assert scan_inline(source, PRINTED).text == seen


@pytest.mark.parametrize("unit", ["[", "![", "[](", "*a", "a*", "**a_ ", "`", "` ``", "<!--", "<a ", "&", "[x](<", "]", "***a**b*"])
def test_hostile_runs_are_read_in_good_time(unit: str) -> None:
    source = unit * (20_000 // len(unit))
    assert len(scan_inline(source).text) <= len(source)
