"""The real page: what the reader makes of the LessWrong post that argmap starts from.

Facts and offsets only: its sentences belong to their authors.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise, permutations
from pathlib import Path

import pytest

from argmap.model import BlockKind, QuoteKind, Thread
from argmap.read import losses, read, report_lines, to_json


@pytest.fixture(scope="module")
def thread(seed_page: Path) -> Thread:
    return read(seed_page.read_bytes(), seed_page.name)


def test_title_author_date_score_tags(thread: Thread) -> None:
    assert thread.title.startswith("Connectomics seems great")
    assert (thread.id, thread.source.reader) == ("connectomics-seems-great-from-an-ai-x-risk-perspective", "printed")
    assert (thread.author, thread.date, thread.score) == ("Steve Byrnes", "2023-04-30", 36)
    assert thread.tags == ("Neuromorphic AI", "Neuroscience", "Whole Brain Emulation", "AI", "Frontpage")
    assert thread.stated_comments == 6
    assert thread.authors == ("Steve Byrnes", "rotatingpaguro", "Bogdan Ionut Cirstea", "Vladimir Nesov", "rmorey")


def test_sections(thread: Thread) -> None:
    assert [(section.id, section.number, section.level, section.parent) for section in thread.sections] == [
        ("context", None, 1, None),
        ("tl-dr", None, 1, None),
        ("s1", "1", 1, None),
        ("s1-1", "1.1", 2, "s1"),
        ("s1-2", "1.2", 2, "s1"),
        ("s1-3", "1.3", 2, "s1"),
        ("s2", "2", 1, None),
        ("s3", "3", 1, None),
    ]
    assert thread.sections[-1].title == "Closing promo"


def test_blocks(thread: Thread) -> None:
    post = [block for block in thread.blocks if block.doc == "post"]
    assert Counter(block.kind for block in post) == {
        BlockKind.HEADING: 8,
        BlockKind.PARAGRAPH: 38,
        BlockKind.LIST_ITEM: 20,
        BlockKind.FOOTNOTE: 1,
    }
    items = Counter(block.section for block in post if block.kind is BlockKind.LIST_ITEM)
    assert items == {"tl-dr": 3, "s1-1": 2, "s1-2": 3, "s1-3": 12}
    assert [block.doc for block in thread.blocks if block.kind is BlockKind.LIST_ITEM and block.doc != "post"] == []


def test_page_breaks_are_mended(thread: Thread) -> None:
    joined = [note for note in thread.report if note.kind == "joined"]
    assert len(joined) == 2
    for start, end in (("(2) If the cortex", "in either direction:"), ("Hi ! Very interesting", "arrive well before WBE.")):
        block = next(block for block in thread.blocks if block.span.cut(thread.text).startswith(start))
        assert block.span.cut(thread.text).endswith(end)
        assert "\n" in thread.raw_map.to_raw(block.span).cut(thread.source.raw)
        assert "\n" not in block.span.cut(thread.text)
    assert [note.kind for note in thread.report].count("list") == 2


def test_the_text_has_words_and_no_marks(thread: Thread) -> None:
    for mark in ("**", "](", "°", "^[", "[–]", "✕", "↗"):
        assert mark not in thread.text
    for literal in ("👍👍", "1mm³", "(1) above", "https://www.biorxiv.org/content/10.1101/2023.06.27.546656v1 it is"):
        assert literal in thread.text
    raw = thread.source.raw
    assert all(thread.text[run.text :][: run.length] == raw[run.raw :][: run.length] for run in thread.raw_map.runs)


def test_the_footnote_and_its_two_references(thread: Thread) -> None:
    (note,) = thread.footnotes
    assert note.span.cut(thread.text).startswith("Unfortunately, I can think")
    assert [thread.raw_map.to_raw(ref).cut(thread.source.raw) for ref in note.refs] == ["[1]", "[1]"]
    assert [thread.block_at(ref.start).section for ref in note.refs] == ["s1-3", "s1-3"]  # type: ignore[union-attr]


def test_comments_votes_and_parents(thread: Thread) -> None:
    found = [(c.id, c.author, c.karma, c.agreement, c.age, c.reply_to) for c in thread.comments]
    assert found == [
        ("c1", "rotatingpaguro", 4, 1, "1y", "post"),
        ("c2", "Steve Byrnes", 4, 2, "1y", "c1"),
        ("c3", "Bogdan Ionut Cirstea", 3, 0, "1y", "post"),
        ("c4", "Vladimir Nesov", 3, 0, "1y", "post"),
        ("c5", "rmorey", 2, 0, "9mo", "post"),
        ("c6", "Steve Byrnes", 2, 0, "9mo", "c5"),
    ]
    evidence = {comment.id: comment.evidence for comment in thread.comments}
    assert evidence["c1"].startswith("quotes the post")
    assert evidence["c2"].startswith("quotes rotatingpaguro's comment")
    assert evidence["c3"].startswith("weak: ")
    assert "repeats its author's own sentence, which rmorey takes up" in evidence["c6"]


def test_quotations(thread: Thread) -> None:
    found = [
        (quote.doc, quote.marks, len(quote.span.cut(thread.text).split()), quote.source, quote.match)
        for quote in thread.quotes
        if quote.kind is QuoteKind.QUOTATION
    ]
    assert found == [
        ("c1", "none", 30, "post", "exact"),
        ("c1", "double", 2, "post", "exact"),
        ("c2", "none", 10, "c1", "exact"),
        ("c2", "none", 16, "c1", "elided"),
        ("c4", "none", 61, "post", "exact"),
        ("c5", "double", 2, "post", "ambiguous"),
        ("c6", "double", 24, "post", "exact"),
    ]


def test_quotations_are_aligned_to_the_words_they_repeat(thread: Thread) -> None:
    aligned = [quote for quote in thread.quotes if quote.source_span]
    assert len(aligned) == 6
    for quote in aligned:
        assert quote.source_span
        words = quote.source_span.cut(thread.text)
        assert quote.match == "elided" or words == quote.span.cut(thread.text)
        block = thread.block_at(quote.source_span.start)
        assert block
        assert block.doc == quote.source
    last = aligned[-1].source_span
    assert last
    assert "*crazy*" in thread.raw_map.to_raw(last).cut(thread.source.raw)
    assert [block.section for quote in aligned if (block := thread.block_at(quote.source_span.start))] == [  # type: ignore[union-attr]
        *("s3", "s3", None, None, "tl-dr", "s3"),
    ]


def test_what_quotes_nobody_here_is_not_aligned(thread: Thread) -> None:
    others = [(quote.doc, str(quote.kind), quote.source) for quote in thread.quotes if quote.kind is not QuoteKind.QUOTATION]
    assert others == [
        ("c1", "title", None),
        ("c2", "template", None),
        ("c3", "external", None),
        ("c6", "scare", None),
        ("c6", "scare", None),
    ]


def test_the_rest_of_the_page_is_noted(thread: Thread) -> None:
    dropped = Counter(note.kind for note in thread.report if note.kind.startswith("dropped-"))
    assert dropped == {"dropped-chrome": 9, "dropped-widget": 1, "dropped-rule": 1}
    widget = next(note for note in thread.report if note.kind == "dropped-widget")
    assert widget.raw
    assert widget.raw.cut(thread.source.raw).split()[::8] == ["rotatingpaguro", "chance"]
    assert losses(thread) == ["rmorey quotes “other stuff”, which the post has more than once"]
    found = "1 footnote, 6 of 6 comments, 6 of 7 quotations placed, 1 from elsewhere, 2 page breaks mended"
    assert report_lines(thread)[0].endswith(found)


def test_raw_offsets_of_the_json(thread: Thread) -> None:
    data = to_json(thread)
    raw = thread.source.raw
    comment = data["comments"][4]
    assert raw[slice(*comment["raw"])].startswith("Hi ! Very interesting post")
    assert raw[slice(*data["footnotes"][0]["raw"])].startswith("Unfortunately, I can")
    assert raw[slice(*data["comments"][5]["quotes"][0]["source_raw"])].startswith("I am not *crazy* to")
    assert data["report"]["quotes"] == {
        "found": 12,
        "aligned": 6,
        "ambiguous": 1,
        "not_aligned": 5,
        "kinds": {"quotation": 7, "title": 1, "scare": 2, "template": 1, "external": 1},
    }
    assert (data["report"]["stated_comments"], data["report"]["found_comments"]) == (6, 6)


def test_windows_line_ends_change_offsets_and_nothing_else(thread: Thread, seed_page: Path) -> None:
    other = read(seed_page.read_bytes().replace(b"\n", b"\r\n"), seed_page.name)
    assert (other.text, other.blocks, other.comments, other.quotes) == (thread.text, thread.blocks, thread.comments, thread.quotes)
    assert all(other.text[run.text :][: run.length] == other.source.raw[run.raw :][: run.length] for run in other.raw_map.runs)


def test_parents_and_quotations_do_not_hang_on_the_order_of_the_threads(seed_page: Path) -> None:
    raw = seed_page.read_text(encoding="utf-8")
    head, rest = raw.split("6 comments, sorted by top scoring\n")
    starts = [match.start() for match in re.finditer(r"(?m)^ ?(?:\[–\] )?\*\*[\w ]+\*\* \d", rest)]
    parts = [rest[start:end] for start, end in pairwise((*starts, rest.index("Crossposted")))]
    parents = {1: 0, 5: 4}
    for order in permutations(((0, 1), (2,), (3,), (4, 5))):
        numbers = [number for group in order for number in group]
        page = f"{head}6 comments, sorted by new\n\n{''.join(parts[number] for number in numbers)}"
        thread = read(page.encode(), "page.txt")
        places = {number: f"c{place}" for place, number in enumerate(numbers, 1)}
        assert [comment.reply_to for comment in thread.comments] == [
            places[parents[number]] if number in parents else "post" for number in numbers
        ]
        assert sum(quote.source is not None for quote in thread.quotes) == 7


def test_the_words_alone_are_read_and_no_comment_is_invented(shared: Path) -> None:
    path = shared / "threads" / "seed_alt_lesswrong_com_plaintext_excerpt.txt"
    thread = read(path.read_bytes(), path.name)
    assert (thread.source.reader, len(thread.blocks), thread.comments, thread.author) == ("plain", 9, (), None)
