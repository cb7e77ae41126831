"""Hacker News: what is typed as a quotation is one, and the report says what to do about what is not in the page."""

from __future__ import annotations

import html
import json
from typing import Any

import pytest

from argmap.model import BlockKind, Thread
from argmap.read import read, report_lines


def item(id: int, text: str, *children: dict[str, Any]) -> dict[str, Any]:
    return {"id": id, "story_id": 1, "created_at_i": 1714640400, "author": f"a{id}", "text": text, "children": [*children]}


def algolia(*texts: str) -> Thread:
    story = item(1, "Lanes fade.", item(2, texts[0], *(item(3 + n, text) for n, text in enumerate(texts[1:]))))
    return read(json.dumps({**story, "title": "Lanes"}).encode(), "item.json")


def page(comment: str, stated: int = 1) -> Thread:
    return read(
        f"""<table class="fatitem"><tr class="athing" id="10"><td class="title"><span class="titleline"><a href="https://a.example">Lanes
        </a></span></td></tr><tr><td class="subtext"><a class="hnuser">ada</a> <a href="item?id=10">{stated} comments</a></td></tr>
        </table><table><tr class="athing comtr" id="11"><td class="ind" indent="0"></td><td><a class="hnuser">ben</a>
        <div class="commtext">{comment}</div></td></tr></table>""".encode(),
        "item.html",
    )


@pytest.mark.parametrize(
    ("typed", "words", "deep"),
    [
        ("> Paint fades in a year.", "Paint fades in a year.", 1),
        (">Paint fades in a year.", "Paint fades in a year.", 1),
        (">> Paint fades", "Paint fades", 2),
        ("> > “Paint” fades", "“Paint” fades", 2),
        ("> 50 metres of paint", "50 metres of paint", 1),
        (">50% of it fades", None, 0),
        (">_<", None, 0),
        (">", None, 0),
        ("Paint > kerbs", None, 0),
    ],
)
def test_a_typed_quotation_is_one(typed: str, words: str | None, deep: int) -> None:
    written = html.escape(typed)
    for thread in (algolia("Paint fades in a year.", f"{written}<p>It does."), page(f"{written}<p>It does.")):
        block = thread.blocks[-2]
        assert block.span.cut(thread.text) == (words or typed)
        assert (block.kind is BlockKind.BLOCKQUOTE, block.prefix) == (words is not None, "> " * deep)
        assert thread.blocks[-1].span.cut(thread.text) == "It does."


def test_links_and_emphasis_keep_their_places_in_a_typed_quotation() -> None:
    thread = page('&gt; Paint <i>fades</i>, see <a href="https://b.example">here</a>.')
    styled = {style.span.cut(thread.text) for style in thread.styles if style.span.start >= thread.blocks[-1].span.start}
    assert styled == {"fades", "here"}


def test_a_typed_quotation_finds_what_it_repeats() -> None:
    thread = algolia("Paint fades in a year.", "&gt; Paint fades in a year.<p>It does.")
    assert [(quote.doc, quote.source) for quote in thread.quotes] == [("c3", "c2")]
    assert report_lines(thread)[0].endswith("2 comments, 1 of 1 quotation placed")


def test_the_page_says_its_own_address() -> None:
    assert page("So it does.").url == "https://news.ycombinator.com/item?id=10"


def test_where_comments_are_missing_the_report_says_what_to_do() -> None:
    said = report_lines(page("So it does.", stated=3))
    assert "1 of 3 comments" in said[0]
    assert said[1] == "the page states 3 comments, 1 was found"
    assert "docs/fetching.md" in said[2]
    assert len(report_lines(page("So it does."))) == 1
