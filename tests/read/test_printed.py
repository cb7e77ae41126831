"""The printed page: pages of our own in every shape we can think of, read back."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.model import BlockKind, QuoteKind, Span, Thread
from argmap.read import read
from argmap.read._printed import is_printed, read_printed
from tests.read.pages import Comment, Page, pages, sentence


def printed(page: Page) -> Thread:
    raw = page.text()
    assert is_printed(raw)
    return read_printed(raw, "page.txt")


def texts(thread: Thread, doc: str) -> list[str]:
    return [block.span.cut(thread.text) for block in thread.blocks if block.doc == doc]


def unaccounted(thread: Thread) -> str:
    """The words of the page that are neither text nor noted."""
    raw = thread.source.raw
    covered = [thread.raw_map.to_raw(block.span) for block in thread.blocks]
    covered += [note.raw for note in thread.report if note.raw]
    left = list(raw)
    for span in covered:
        left[span.start : span.end] = " " * len(span)
    # What stands in front of a block's first word, and the marks of emphasis, links and references around its words.
    bare = re.sub(r"[-*°\[\]^()“#>]", " ", "".join(left))
    return re.sub(r"(?m)^\s*\d+\.\s*$", "", bare).strip()


@settings(max_examples=25, deadline=None)
@given(pages())
def test_a_page_is_read_back_whole(page: Page) -> None:
    thread = printed(page)
    flat = page.flat()
    assert (thread.title, thread.author, thread.score, thread.date) == (page.title, page.author, page.score, "2024-05-03")
    assert thread.tags == (*page.tags, "Frontpage")
    assert [(section.number, section.level, section.parent) for section in thread.sections] == [
        ("1", 1, None),
        ("1.1", 2, "s1"),
        ("2", 1, None),
    ]
    assert [(found.author, found.karma, found.agreement, found.age) for found in thread.comments] == [
        (comment.author, comment.karma, comment.agreement, comment.age) for comment, _ in flat
    ]
    assert thread.stated_comments == (len(flat) or None)
    for found, (comment, _) in zip(thread.comments, flat, strict=True):
        assert texts(thread, found.id) == comment.paragraphs
        assert found.span.cut(thread.text) == "\n\n".join(comment.paragraphs)
    assert unaccounted(thread) == ""


@settings(max_examples=25, deadline=None)
@given(pages())
def test_every_word_of_the_text_stands_where_the_map_says(page: Page) -> None:
    thread = printed(page)
    for run in thread.raw_map.runs:
        assert thread.text[run.text : run.text + run.length] == thread.source.raw[run.raw : run.raw + run.length]
    for block in thread.blocks:
        assert thread.raw_map.to_text(thread.raw_map.to_raw(block.span)) == block.span
    assert [block.span for block in thread.blocks] == sorted(block.span for block in thread.blocks)
    assert all(len(thread.block_at(part.span.start).span) for part in thread.sentences)  # type: ignore[union-attr]


@settings(max_examples=25, deadline=None)
@given(pages(quoting=True))
def test_who_quotes_whom_answers_whom(page: Page) -> None:
    thread = printed(page)
    quoted = Counter(comment.paragraphs[0] for comment, _ in page.flat())
    for found, (comment, parent) in zip(thread.comments, page.flat(), strict=True):
        wanted = "post" if parent is None else f"c{parent + 1}"
        if thread.author_of(wanted) == comment.author or quoted[comment.paragraphs[0]] > 1:
            continue  # who repeats himself, or what others took up as well, may well answer one of them
        assert found.reply_to == wanted, found.evidence
        quote = next(quote for quote in thread.quotes if quote.doc == found.id)
        assert quote.source == found.reply_to
        assert quote.source_span is not None
        assert quote.source_span.cut(thread.text) == quote.span.cut(thread.text) == comment.paragraphs[0]


@settings(max_examples=25, deadline=None)
@given(pages(), st.data())
def test_torn_paragraphs_are_mended(page: Page, data: st.DataObject) -> None:
    """A break in the middle of a sentence, in the post, a list and a comment, changes no word."""
    page.comments.append(Comment("Zoë", [sentence(4031), sentence(77)]))
    whole = printed(page)
    for paragraphs in (page.body, page.comments[-1].paragraphs):
        places = [index for index, text in enumerate(paragraphs) if " near " in text or " the " in text or " by " in text]
        if places:
            index = data.draw(st.sampled_from(places))
            paragraphs[index] = re.sub(r" (?=near|the|by)(?=\w)", "\n\n\n", paragraphs[index], count=1)
    torn = printed(page)
    assert torn.text == whole.text
    assert len(torn.blocks) == len(whole.blocks)
    joins = [note for note in torn.report if note.kind == "joined"]
    assert 1 <= len(joins) <= 2
    assert all(note.raw and not note.raw.cut(torn.source.raw).strip() for note in joins)


def test_a_page_without_comments_tags_or_footer() -> None:
    page = Page(
        body=["Kerbs first", sentence(5) + " " + sentence(6) + " " + sentence(7)], tags=[], footer=False, score=None, tail=[]
    )
    thread = printed(page)
    assert thread.comments == ()
    assert thread.stated_comments is None
    assert [section.title for section in thread.sections] == ["Kerbs first"]
    page.stated = 0
    assert printed(page).stated_comments == 0


def test_the_last_of_the_tags_is_told_from_the_first_heading() -> None:
    body = ["Kerbs First", " ".join(sentence(number) for number in range(4))]
    thread = printed(Page(body=body))
    assert thread.tags == ("Urban Planning", "Cycling", "Frontpage")
    assert [section.title for section in thread.sections] == ["Kerbs First"]
    thread = printed(Page(body=["Summary", *body[1:]], tags=["Roads", "Paint"], footer=False))
    assert thread.tags == ("Roads", "Paint", "Frontpage")
    assert [section.title for section in thread.sections] == ["Summary"]


def test_numbered_lines_are_headings_only_in_turn() -> None:
    body = [
        "1. Paint",
        sentence(1),
        "2.5 metres is wide",
        sentence(2),
        "1. one tin\n2. one brush",
        sentence(3),
        "1. red",
        "2. blue",
        "3. green",
        sentence(4),
        "(1) Paint fades.",
        "2. Kerbs",
        sentence(5),
        "2.1 Stone?",
        sentence(6),
        "3. They last.",
    ]
    thread = printed(Page(body=body))
    assert [(section.number, section.title, section.parent) for section in thread.sections] == [
        ("1", "Paint", None),
        ("2", "Kerbs", None),
        ("2.1", "Stone?", "s2"),
    ]
    items = [block.span.cut(thread.text) for block in thread.blocks if block.kind is BlockKind.LIST_ITEM]
    assert items == ["one tin", "one brush", "red", "blue", "green", "They last."]


def test_lists_and_breaks() -> None:
    body = [
        f"- {sentence(1)}",
        f"- {sentence(2)}\n  - {sentence(3)}",
        "It begins here and\n\n\nends there.",
        "Two things,",
        "Monday and Tuesday.",
        "A whole sentence:",
        "lower case after a colon.",
        "He asked the",
        "Mayor of Delft.",
        "As with e.g.",
        "paint.",
        "A half-",
        "open lane.",
        "The end—",
        "or not.",
        "> quoted words\n> of two lines",
        "* * *",
        "Last.",
    ]
    thread = printed(Page(body=body))
    assert texts(thread, "post")[3:] == [
        "It begins here and ends there.",
        "Two things, Monday and Tuesday.",
        "A whole sentence:",
        "lower case after a colon.",
        "He asked the Mayor of Delft.",
        "As with e.g. paint.",
        "A half-open lane.",
        "The end—or not.",
        "quoted words of two lines",
        "Last.",
    ]
    assert [block.prefix for block in thread.blocks][:3] == ["- ", "- ", "  - "]
    kinds = [note.kind for note in thread.report]
    assert (kinds.count("joined"), kinds.count("list"), kinds.count("dropped-rule")) == (6, 1, 1)


def test_footnotes_with_one_two_or_no_reference() -> None:
    body = [
        f"{sentence(1)}^[1] *Really*^[1], {sentence(2)}[2] And [9] is none.",
        f"-\n1. [^] {sentence(3)}\n2. [^] {sentence(4)}",
        f"{sentence(5)}",
        "3. ^",
        sentence(6),
    ]
    thread = printed(Page(body=body))
    found = [(note.label, len(note.refs), note.span.cut(thread.text)) for note in thread.footnotes]
    assert found == [
        ("1", 2, sentence(3)),
        ("2", 1, f"{sentence(4)}\n\n{sentence(5)}"),
        ("3", 0, sentence(6)),
    ]
    assert [ref.cut(thread.text) for ref in thread.footnotes[0].refs] == ["[1]", "[1]"]
    assert "And [9] is none." in thread.text
    assert unaccounted(thread) == ""


def test_widgets_votes_and_chrome_are_no_text() -> None:
    comment = Comment("Ben", [sentence(1), "Odds:", "Ben", "Will lanes pay by 2030?", "22%\nchance", " 12", " 429", " 2029"])
    other = Comment("x_7", ["Ada", sentence(2), "42", "Reply"], angled=False)
    tail = ["Crossposted to the Roads Forum. [Click to view.](#)", "Moderation Log"]
    body = [sentence(3)]
    page = Page(body=body, comments=[comment, other], tail=tail)
    thread = printed(page)
    assert [found.author for found in thread.comments] == ["Ben", "x_7"]
    assert texts(thread, "c1") == [sentence(1), "Odds:"]
    assert texts(thread, "c2") == ["Ada", sentence(2), "42"]
    dropped = [note.message for note in thread.report if note.kind.startswith("dropped-")]
    assert any("22% chance" in message and "429" in message for message in dropped)
    assert sum("Crossposted" in message or "Moderation" in message or "Reply" in message for message in dropped) == 3
    assert unaccounted(thread) == ""


def test_a_bare_percentage_is_an_answer() -> None:
    thread = printed(Page(body=[sentence(1)], comments=[Comment("Ben", ["40%", "Not more."]), Comment("Zoë", ["40%"])]))
    assert (texts(thread, "c1"), texts(thread, "c2")) == (["40%", "Not more."], ["40%"])


def test_comments_without_the_line_that_opens_them() -> None:
    page = Page(body=[sentence(1)], comments=[Comment("Ben", [sentence(2)])])
    raw = page.text().replace("1 comment, sorted by magic\n\n", "")
    thread = read_printed(raw, "page.txt")
    assert [found.author for found in thread.comments] == ["Ben"]
    assert texts(thread, "post") == [sentence(1)]
    assert thread.stated_comments is None


def test_what_the_page_does_not_show_is_noted() -> None:
    thread = printed(Page(body=[sentence(1)], score=None, date=None))
    assert [note.message for note in thread.report if note.kind == "field-missing"] == [
        "the page shows no date",
        "the page shows no score",
    ]


def test_what_only_looks_like_a_header_opens_no_comment() -> None:
    comment = Comment("Ben", ["**Note** 1y", sentence(1), "**Ada** 2y ago I saw it.", "**Bold**", "Ada 1y"])
    thread = printed(Page(body=[sentence(2)], comments=[comment]))
    assert [found.author for found in thread.comments] == ["Ben"]
    assert texts(thread, "c1")[0] == "Note 1y"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("**Ben**  just now", ("Ben", None, None, None)),
        ("[–] **Ben** 2 years ago\n\n< −4 >", ("Ben", -4, None, None)),
        ("[-] **Ben the *Great*** 3rd May 2024\n\n5", ("Ben the *Great*", 5, None, "2024-05-03")),
        (" **B. B.** 1mo [↗](#)\n 7\n -2", ("B. B.", 7, -2, None)),
        ("**Ben** 9mo 🔗\n< 3 > ✕ 1 ✓", ("Ben", 3, 1, None)),
        ("**Ben** 4d\n\n✕ 0 ✓", ("Ben", None, 0, None)),
    ],
)
def test_headers_in_many_shapes(header: str, expected: tuple[object, ...]) -> None:
    raw = f"Lanes\n\nby **Ada**\n\n{sentence(1)}\n\n1 comment, sorted by top scoring\n\n{header}\n\n{sentence(2)}\n"
    thread = read(raw.encode(), "page.txt")
    found = thread.comments[0]
    assert (found.author, found.karma, found.agreement, found.date) == expected
    assert texts(thread, "c1") == [sentence(2)]


def test_missing_comments_are_reported() -> None:
    thread = printed(Page(body=[sentence(1)], comments=[Comment("Ben", [sentence(2)])], stated=3))
    assert [note.message for note in thread.report if note.kind == "comment-count"] == ["the page states 3 comments, 1 was found"]


def test_a_comment_without_words() -> None:
    thread = printed(Page(body=[sentence(1)], comments=[Comment("Ben", []), Comment("Zoë", [sentence(2)])]))
    assert [(found.author, found.span.cut(thread.text)) for found in thread.comments] == [("Ben", ""), ("Zoë", sentence(2))]


def test_coauthors_and_links_as_tags() -> None:
    raw = f"Lanes\n\nby **Ada**, **Ben** and **Zoë**\n\n[Roads](#)\n\nFrontpage\n\n{sentence(1)}\n\n0 comments, sorted by top\n"
    thread = read_printed(raw, "page.txt")
    assert (thread.author, thread.coauthors, thread.tags) == ("Ada", ("Ben", "Zoë"), ("Roads", "Frontpage"))
    assert thread.authors == ("Ada", "Ben", "Zoë")


def test_a_quoted_line_without_a_stop_is_not_joined_to_the_answer() -> None:
    body = ["Planners forget the school crossing at rush hour, and cyclists pay for it."]
    comment = Comment("Ben", ["Planners forget the school crossing at rush hour", "they do not, in my town."])
    thread = printed(Page(body=body, comments=[comment]))
    assert len(texts(thread, "c1")) == 2
    quote = thread.quotes[0]
    assert (quote.kind, quote.match, quote.source) == (QuoteKind.QUOTATION, "exact", "post")
    assert quote.source_span == Span(0, len(comment.paragraphs[0]))


@pytest.mark.parametrize(
    "text",
    [
        "# Lanes\n\nby **Ada**\n\nText.",
        "---\ntitle: Lanes\n---\nby **Ada**\n\n1 comment, sorted by top\n",
        "A plain text.\n\nThe post had 6 comments, sorted by top.",
        "",
    ],
)
def test_other_texts_are_no_printed_pages(text: str) -> None:
    assert not is_printed(text)


@given(
    st.lists(
        st.sampled_from(
            ["by **A**", "**B** 1y", "< 3 >", "4", "2 comments, sorted by x", "22%", "- a", "1. [^] n", "", "> q", "1. T"]
        )
    )
)
def test_any_heap_of_such_lines_is_read(lines: list[str]) -> None:
    raw = "\n\n".join(lines)
    thread = read_printed(raw, "heap.txt")
    assert len(thread.comments) <= lines.count("**B** 1y")
    assert unaccounted(thread) == ""
