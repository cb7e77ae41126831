"""Any thread as annotated text: reading it gives the same thread again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from argmap.errors import ArgmapError
from argmap.markup import escape, parse, strip, thread_text
from argmap.model import POST, Block, BlockKind, Comment, RawMap, Source, Span, Thread
from argmap.read import read, read_markdown

SLOW = settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow], deadline=None)


def again(thread: Thread) -> Thread:
    return read_markdown(strip(thread_text(thread)), thread.source.name)


def content(thread: Thread) -> dict[str, Any]:
    """Return all that a thread says, whatever file it was read from."""
    return {
        "fields": (
            thread.id,
            thread.title,
            thread.author,
            thread.date,
            thread.url,
            thread.score,
            thread.tags,
            thread.stated_comments,
        ),
        "text": thread.text,
        "blocks": [(block.doc, block.section, block.span) for block in thread.blocks],
        "sections": thread.sections,
        "footnotes": thread.footnotes,
        "comments": thread.comments,
        "quotes": [(quote.doc, quote.span, quote.kind, quote.source, quote.source_span) for quote in thread.quotes],
    }


def test_the_printed_page(seed_page: Path) -> None:
    page = read(seed_page.read_bytes(), seed_page.name)
    assert content(again(page)) == content(page)
    written = thread_text(page)
    assert "**E11 bio**" in written
    assert "](#)" in written
    assert "\n[^1]: " in written
    assert "°" not in written
    assert parse(written, "seed.md").map.claims == ()


@pytest.mark.parametrize("name", ["bike-lanes.md", "connectomics.md", "README.md"])
def test_the_corpus(root: Path, name: str) -> None:
    thread = read_markdown(strip((root / "corpus" / name).read_text(encoding="utf-8")), name)
    assert content(again(thread)) == content(thread)


def test_an_example_to_look_at() -> None:
    source = """\
---
title: 'Lanes: now?'
author: Ann
date: 2024-03-01
tags: [a, b c]
---
1.2 **Paint** is [cheap](https://a.example),
see[^1].

* one
   1. two
   2. three

> quoted
> twice\\
> here

```
code ]{
```

[^1]: A note
    of two lines.

::: {.comment #c1 author="Ben O" karma=-2}
Is it\\*? f[0]{x}
::: {.comment #c2}
Yes.
:::
:::
"""
    written = thread_text(read_markdown(source, "lanes.md"))
    head, _, body = written.partition("\n---\n")
    assert head.startswith("---\ntitle: 'Lanes: now?'\nauthor: Ann\ndate: 2024-03-01\ntags: [a, b c]\ntext-sha256: ")
    assert (
        body
        == """\

1.2 **Paint** is [cheap](https://a.example), see[^1].

- one
  1. two
  2. three

> quoted twice\\
> here

```
code ]\\{
```

[^1]: A note of two lines.

::: {.comment #c1 author="Ben O" karma=-2 reply-to=post evidence=default}
Is it\\*? f[0]\\{x}
:::

::: {.comment #c2 reply-to=c1 evidence=nested}
Yes.
:::
"""
    )


LINES = """\
# a|## 1.2 b|- c|  - d|    - dd|1. e|2) f|   - g|> q|> - r|```|code ]{x|***|===|---|¦ a ¦ b ¦|¦---¦---¦|*b* **c**|[l](u) x|![i](j)
[^1]|[^1]: note|    more|<div>|<b>x</b>|a\\
&amp; &lt;|\\# no|\\*|]{|{.claim|&#91;|a]\\{|`c`|_x_|[r]: http://x|[r]|<http://a.b>|+ p
1986\\. A|~~~|\tt|é👍||||*|[|^[1]|# t #|::: {.comment #c1 author=A}|:::|::: x""".replace("\n", "|").split("|")
LINES = [line.replace("¦", "|") for line in LINES] + ["x  "]


@SLOW
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=10).map("\n".join) | st.text(max_size=40))
def test_any_markdown(source: str) -> None:
    try:
        thread = read_markdown(source, "any.md")
    except ArgmapError:
        assume(False)
    assert content(again(thread)) == content(thread)


BITS = """\
# a|- c|1. e|2)|> q|```|***|===|---|¦ a ¦ b ¦|¦---¦---¦|*b*|[l](u)|[^1]|[^1]:|<div>|</b>|<!-- x|a\\|&amp;|&#35;|\\#|]{|{.claim|&#91;
:::|`c`|_x_|[r]: http://x|<http://a.b>|+|~~~|é👍| |  |\t|a#|word|.|\u00a0|\u2028|:-|¦|{#a}|[1]|°|^[1]|$""".replace("\n", "|").split(
    "|"
)
BITS = [bit.replace("¦", "|") for bit in BITS] + ["\n", "\n"]
WORDS = st.lists(st.sampled_from(BITS), min_size=1, max_size=8).map(lambda bits: "".join(bits).strip())
WORDS = WORDS.filter(lambda text: text and "\n\n" not in text)
KINDS = [(BlockKind.PARAGRAPH, ""), (BlockKind.PARAGRAPH, "  "), (BlockKind.HEADING, "# "), (BlockKind.HEADING, "### ")]
KINDS += [(BlockKind.LIST_ITEM, prefix) for prefix in ("- ", "  - ", "    2. ", "1. ")]
KINDS += [(BlockKind.BLOCKQUOTE, "> "), (BlockKind.BLOCKQUOTE, "> > "), (BlockKind.BLOCKQUOTE, "> - "), (BlockKind.CODE, "")]
KINDS += [(BlockKind.TABLE, ""), (BlockKind.FOOTNOTE, "[^1]: ")]


def a_thread(title: str, documents: list[list[tuple[tuple[BlockKind, str], str]]]) -> Thread:
    """Make a thread of words that no Markdown reader has seen, as a reader of HTML would."""
    text, blocks, comments = "", [], []
    for number, document in enumerate(documents):
        doc = f"c{number}" if number else POST
        for (kind, prefix), words in sorted(document, key=lambda item: item[0][0] is BlockKind.FOOTNOTE):
            start = len(text) + (2 if text else 0)
            text += ("\n\n" if text else "") + words
            blocks.append(Block(f"b{len(blocks) + 1}", kind, doc, None, Span(start, len(text)), prefix))
        if number:
            comments.append(Comment(doc, 'B "c" \\', Span(start, len(text)), POST, "stated"))
    source = Source("page.html", "", "html")
    return Thread("page", title, text, RawMap(()), source, blocks=tuple(blocks), comments=tuple(comments))


@SLOW
@given(
    WORDS.map(lambda text: text.replace("\n", " ")),
    st.lists(st.lists(st.tuples(st.sampled_from(KINDS), WORDS), min_size=1, max_size=4), min_size=1, max_size=3),
)
def test_any_words_of_any_page(title: str, documents: list[list[tuple[tuple[BlockKind, str], str]]]) -> None:
    thread = a_thread(title, documents)
    made = again(thread)
    assert (made.id, made.title, made.text) == (thread.id, thread.title, thread.text)
    assert [(block.doc, block.span) for block in made.blocks] == [(block.doc, block.span) for block in thread.blocks]
    assert [comment.author for comment in made.comments] == [comment.author for comment in thread.comments]


def test_it_is_escaped() -> None:
    thread = a_thread("t", [[((BlockKind.PARAGRAPH, ""), "f[0]{x} and {.claim}")]])
    assert strip(thread_text(thread)) != thread_text(thread) == escape(strip(thread_text(thread)))


def test_code_that_looks_like_a_div_stays_code() -> None:
    thread = a_thread("t", [[((BlockKind.CODE, ""), "\n::: {.comment #c1}\n  x\n:::\n\n    y")]])
    assert content(again(thread)) == content(thread)


def test_a_table_in_a_list_comes_back() -> None:
    thread = read_markdown("- one\n\n\t| a | b |\n\t| - | - |\n\t| 1 | 2 |\n\n```\ncode\n```\n", "t.md")
    assert [block.span.cut(thread.text) for block in thread.blocks][1] == "| a | b |\n| - | - |\n| 1 | 2 |"
    assert content(again(thread)) == content(thread)


def test_items_that_repeat_the_post_are_two_quotations() -> None:
    items = "- Every painted lane in the old town fades.\n- No shop near the market pays for kerbs.\n"
    thread = read_markdown(f"{items}\n::: {{.comment #c1}}\n{items}:::\n", "t.md")
    assert [quote.source for quote in thread.quotes] == [POST, POST]
    assert again(thread).text == thread.text
