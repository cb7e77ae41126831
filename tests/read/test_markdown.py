"""Markdown threads: front matter, comment divs and blocks, and the exact place of whatever is wrong with them."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from argmap.errors import ArgmapError
from argmap.model import Thread
from argmap.read import read_markdown
from tests.read.test_inline import rendered

THREAD = """---
title: Why lanes need kerbs
author: Ada
date: 2024-05-03
source: https://roads.example/lanes
id: lanes
tags: [roads, paint]
score: 7
comments: 3
mood: grim
---

# Paint

It *fades*, and [rain](https://rain.example "wet") helps.
Two lines, one\\
hard break.

1. One
2. Two
   - nested
     line

   second paragraph

> Said **somebody**
> else.

## 1. Kerbs
### 1.1 Stone
Setext
------
End.[^n]

[^n]: A note
    of two lines.

    And two paragraphs.

::: {.comment #c1 author="Ben Okri" karma=4 agreement=-1 age=1y}
> It fades, and rain helps.

No.

::: {.comment #c2 author=Zoë}
You say “No.” to me?
:::

More of Ben's.
:::

::: {.comment author=Ivo reply-to=unknown evidence="lost in printing"}
Hm.
:::
"""


def texts(thread: Thread, doc: str = "post") -> list[tuple[str, str, str]]:
    return [(str(block.kind), block.prefix, block.span.cut(thread.text)) for block in thread.blocks if block.doc == doc]


@pytest.fixture(scope="module")
def thread() -> Thread:
    return read_markdown(THREAD, "lanes.md")


def test_front_matter(thread: Thread) -> None:
    assert (thread.id, thread.title, thread.author, thread.date) == ("lanes", "Why lanes need kerbs", "Ada", "2024-05-03")
    assert (thread.url, thread.tags, thread.score, thread.stated_comments) == (
        "https://roads.example/lanes",
        ("roads", "paint"),
        7,
        3,
    )
    assert [note.kind for note in thread.report] == ["unknown-key", "reply-unknown"]
    assert "'mood'" in thread.report[0].message


def test_blocks(thread: Thread) -> None:
    assert texts(thread) == [
        ("heading", "# ", "Paint"),
        ("paragraph", "", "It fades, and rain helps. Two lines, one\nhard break."),
        ("list_item", "1. ", "One"),
        ("list_item", "2. ", "Two"),
        ("list_item", "  - ", "nested line"),
        ("paragraph", "  ", "second paragraph"),
        ("blockquote", "> ", "Said somebody else."),
        ("heading", "## ", "1. Kerbs"),
        ("heading", "### ", "1.1 Stone"),
        ("heading", "## ", "Setext"),
        ("paragraph", "", "End.[n]"),
        ("footnote", "[^n]: ", "A note of two lines."),
        ("footnote", "    ", "And two paragraphs."),
    ]


def test_sections(thread: Thread) -> None:
    assert [(section.id, section.number, section.level, section.parent) for section in thread.sections] == [
        ("paint", None, 1, None),
        ("s1", "1", 2, "paint"),
        ("s1-1", "1.1", 3, "s1"),
        ("setext", None, 2, "paint"),
    ]


def test_footnotes(thread: Thread) -> None:
    (note,) = thread.footnotes
    assert (note.label, note.span.cut(thread.text)) == ("n", "A note of two lines.\n\nAnd two paragraphs.")
    assert [ref.cut(thread.text) for ref in note.refs] == ["[n]"]


def test_comments_nested_and_not(thread: Thread) -> None:
    assert [(c.id, c.author, c.karma, c.agreement, c.age, c.reply_to, c.evidence) for c in thread.comments] == [
        ("c1", "Ben Okri", 4, -1, "1y", "post", "default"),
        ("c2", "Zoë", None, None, None, "c1", "nested"),
        ("c3", "Ivo", None, None, None, None, "lost in printing"),
    ]
    assert [words for _, _, words in texts(thread, "c1")] == ["It fades, and rain helps.", "No.", "More of Ben's."]
    spans = [comment.span for comment in thread.comments]
    assert all(not one.overlaps(other) for one, other in pairwise(spans))


def test_a_comments_block_quote_is_aligned(thread: Thread) -> None:
    quote = thread.quotes[0]
    assert (quote.doc, quote.marks, quote.source, quote.match) == ("c1", "block", "post", "exact")
    assert quote.source_span
    assert thread.raw_map.to_raw(quote.source_span).cut(THREAD) == 'It *fades*, and [rain](https://rain.example "wet") helps.'


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_word_stands_where_the_map_says(newline: str) -> None:
    raw = THREAD.replace("\n", newline)
    thread = read_markdown(raw, "lanes.md")
    assert thread.text == read_markdown(THREAD, "lanes.md").text
    assert all(thread.text[run.text :][: run.length] == raw[run.raw :][: run.length] for run in thread.raw_map.runs)
    for block in thread.blocks:
        assert thread.raw_map.to_text(thread.raw_map.to_raw(block.span)) == block.span


@pytest.mark.parametrize(
    ("raw", "id", "place"),
    [
        ("---\ntitle: Lanes\n", "front-matter-open", "t.md:1:1"),
        ("---\ntitle: Lanes\nscore: [1\n---\nText.", "front-matter-broken", "t.md:4:1"),
        ("---\ntitle: 'a\n  b: c\n---\nText.", "front-matter-broken", None),
        ("---\n- a\n---\nText.", "front-matter-broken", "t.md:2:1"),
        ("---\na: &x 1\nb: *x\n---\nText.", "front-matter-broken", "t.md:3:4"),
        ("---\ntitle: Lanes\nscore: many\n---\nText.", "front-matter-value", "t.md:3:1"),
        ("---\nid: 1 2\n---\nText.", "front-matter-value", "t.md:2:1"),
        ("Text.\n\n::: {.comment #c1}\nHi.\n", "div-not-closed", "t.md:3:1"),
        ("Text.\n\n::: {.comment}\n::: {.comment}\nHi.\n:::\n", "div-not-closed", "t.md:3:1"),
        ("Text.\n:::\n", "div-not-open", "t.md:2:1"),
        ("::: {.comment #c1}\n:::\n::: {.comment #c1}\n:::\n", "duplicate-comment", "t.md:3:15"),
        ("::: {.comment #post}\n:::\n", "duplicate-comment", "t.md:1:15"),
        ("::: {.comment #c1 reply-to=c9}\n:::\n", "no-such-parent", "t.md:1:19"),
        ("::: {.comment #a reply-to=b}\n:::\n::: {.comment #b reply-to=a}\n:::\n", "reply-cycle", "t.md:1:18"),
        ("::: {.comment #a reply-to=a}\n:::\n", "reply-cycle", "t.md:1:18"),
        ("::: {.comment karma=lots}\n:::\n", "bad-votes", "t.md:1:15"),
        ("::: {.comment agreement=1.5}\n:::\n", "bad-votes", "t.md:1:15"),
        ("::: {.comment colour=red}\n:::\n", "unknown-comment-key", "t.md:1:15"),
        ("Text.\n\n::: {.comment #1}\n:::\n", "bad-attributes", "t.md:3:15"),
        ("::: {.comment #c1\n", "bad-attributes", "t.md:1:5"),
        ("::: {.comment} text\n:::\n", "bad-attributes", "t.md:1:15"),
    ],
)
def test_an_error_names_its_line_and_column(raw: str, id: str, place: str | None) -> None:
    with pytest.raises(ArgmapError) as caught:
        read_markdown(raw, "t.md")
    assert caught.value.id == id
    assert place is None or str(caught.value.place) == place
    assert str(caught.value).startswith("t.md:")


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    thread = read_markdown("---\n\nText.\n\n---\n\nMore.", "t.md")
    assert thread.text == "Text.\n\nMore."
    assert thread.title == "t"


def test_divs_of_other_kinds_are_looked_through() -> None:
    thread = read_markdown("::: note\nHear.\n:::\n\n::: {.box}\n::: {.comment}\nHi.\n:::\n:::\n", "t.md")
    assert texts(thread) == [("paragraph", "", "Hear.")]
    assert texts(thread, "c1") == [("paragraph", "", "Hi.")]


def test_an_escaped_div_is_text() -> None:
    assert read_markdown("\\::: {.comment}\n", "t.md").text == "::: {.comment}"


def test_html_is_shown_as_its_words_and_scripts_not_at_all() -> None:
    raw = "<div>Words\nhere</div>\n\n<script>\nalert(1)\n</script>\n\n<!-- gone -->\n\nA <b>bold</b> word &amp; <x onerror=y>z.\n"
    assert read_markdown(raw, "t.md").text == "Words here\n\nA bold word & z."


def test_numbers_order_sections_that_stand_on_one_level() -> None:
    thread = read_markdown("# 1. A\n\n# 1.1 B\n\n# 2. C\n\n# Notes\n\n# Notes\n", "t.md")
    assert [(section.id, section.level, section.parent) for section in thread.sections] == [
        ("s1", 1, None),
        ("s1-1", 2, "s1"),
        ("s2", 1, None),
        ("notes", 1, None),
        ("notes-2", 1, None),
    ]


PIECES = [
    *("# H", "Setext\n===", "- a", "  - b\n    c", "1. x", "> q\nlazy", "> - in", "para\nline  \nbreak"),
    *("    code", "```\nf\n```", "***", "*e* `c`", "\tt"),
]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=8), st.sampled_from(["\n", "\n\n"]), st.sampled_from(["\n", "\r\n"]))
def test_the_words_are_those_that_markdown_it_renders(pieces: list[str], parted: str, newline: str) -> None:
    raw = parted.join(pieces).replace("\n", newline)
    thread = read_markdown(raw, "t.md")
    shown = []
    for token in MarkdownIt("commonmark").parse(raw.replace("\r\n", "\n")):
        if token.type == "inline":
            shown.append(rendered(token.children or []))
        elif token.type in ("fence", "code_block"):
            shown.append(token.content.rstrip("\n"))
    assert Counter(block.span.cut(thread.text).strip() for block in thread.blocks) == Counter(
        words.strip() for words in shown if words.strip()
    )
    assert all(thread.text[run.text :][: run.length] == raw[run.raw :][: run.length] for run in thread.raw_map.runs)


def test_a_real_post_keeps_its_notes_and_quotations(shared: Path) -> None:
    raw = (shared / "threads" / "lw2_simulators_page.defuddle.md").read_text(encoding="utf-8")
    thread = read_markdown(raw, "simulators.md")
    assert len(thread.footnotes) == 31
    assert all(note.refs for note in thread.footnotes)
    assert sum(str(block.kind) == "blockquote" for block in thread.blocks) >= 20
    assert all("**" not in words for kind, _, words in texts(thread) if kind != "table")


def test_the_sites_own_alignment_of_quotations_is_found_again(shared: Path) -> None:
    """LessWrong's server matched these passages of comments to the post; ours are found in it too, long ones once."""
    post = (shared / "threads" / "lw2_simulators_page.defuddle.md").read_text(encoding="utf-8")
    lines = (shared / "threads" / "lw2_simulators_sitequotes.tsv").read_text(encoding="utf-8").splitlines()[1:]
    passages = [" ".join(line.split("\t")[2].split()) for line in lines]
    comments = [f"::: {{.comment}}\n> {passage}\n:::" for passage in passages]
    thread = read_markdown("\n\n".join([post, *comments]), "simulators.md")
    assert len(thread.quotes) == len(passages) == 59
    assert {quote.source for quote in thread.quotes} == {"post"}
    for quote, passage in zip(thread.quotes, passages, strict=True):
        assert len(passage) < 20 or (quote.source_span and quote.source_span.cut(thread.text) == quote.span.cut(thread.text))
