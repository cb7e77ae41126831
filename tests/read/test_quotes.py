"""Quotations: which words quote whom, where exactly, and which only look as if they did."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.model import Quote, Thread
from argmap.read import losses, read_markdown
from tests.read.pages import SENTENCES, sentence

POST = (
    "Painted lanes are *cheap*, but cyclists do not feel safe in them. Kerbs cost ten times as much, and they save lives; "
    "that is “worth the money”, I claim. We should count “near misses” as well.\n\n"
    "Some say that paint is enough. I think they have never cycled in rain."
)


def thread(*comments: str, post: str = POST) -> Thread:
    """A post and comments, each an answer to the post; `>c1 text` answers comment c1."""
    parts = [f"---\ntitle: Why Lanes Need Kerbs\n---\n{post}"]
    for number, text in enumerate(comments, 1):
        parent, body = text[1:].split(" ", 1) if text.startswith(">c") else ("post", text)
        parts.append(f"::: {{.comment #c{number} author=Ann{number} reply-to={parent}}}\n{body}\n:::")
    return read_markdown("\n\n".join(parts), "lanes.md")


def shown(thread: Thread, quote: Quote) -> tuple[str, str, str | None, str | None]:
    found = quote.source_span.cut(thread.text) if quote.source_span else None
    return str(quote.kind), quote.match, quote.source, found


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("> Kerbs cost ten times as much\n\nNo.", ("folded", "Kerbs cost ten times as much")),
        ("> cyclists do **not** feel safe\n> in them.\n\nNo.", ("exact", "cyclists do not feel safe in them.")),
        ('You say "cyclists don’t feel safe", really?', None),
        ('You say "cyclists do not feel safe." Really?', ("folded", "cyclists do not feel safe")),
        ("Is it \"worth the money\"?", ("exact", "worth the money")),
        ("“[K]erbs cost ten times as much,” you say.", ("folded", "Kerbs cost ten times as much")),
        ("> Kerbs cost [...] save lives", ("elided", "Kerbs cost ten times as much, and they save lives")),
        ("> Painted lanes are cheap, but cyclists …", ("elided", "Painted lanes are cheap, but cyclists")),
        ("> I think that they have never cycled in the rain", ("fuzzy", "I think they have never cycled in rain")),
        ("Some say that paint is enough.\n\nThey are wrong.", ("exact", "Some say that paint is enough.")),
        ("Some say that paint is enough. They are wrong.", ("exact", "Some say that paint is enough.")),
        ("What are 'near misses' to you?", ("exact", "near misses")),
    ],
)  # fmt: skip
def test_a_quotation_is_aligned_to_the_words_it_repeats(comment: str, expected: tuple[str, str] | None) -> None:
    found = thread(comment)
    quotes = [quote for quote in found.quotes if quote.source]
    if expected is None:
        assert quotes == []
    else:
        match, words = expected
        assert len(quotes) == 1
        assert shown(found, quotes[0])[1:] in ((match, "post", words), ("exact", "post", words))


@pytest.mark.parametrize(
    ("comment", "kind"),
    [
        ("See “The High Cost of Free Parking”.", "title"),
        ("As in the post “Why lanes need kerbs”.", "title"),
        ("See ['Paint and Blood'](https://paint.example).", "title"),
        ("These “so-called experts” know nothing.", "scare"),
        ("This “lane” is a joke.", "scare"),
        ('It is more like "paint is not completely useless".', "scare"),
        ('"Kerbs cost X times as much" is no argument.', "template"),
        ("The report: 'Between 2010 and 2020 the number of deaths on painted lanes rose by half in every large town.'", "external"),
        ('The mayor said "we will never pay for it".', "external"),
        ("> Nobody here ever wrote this line about bridges.", "external"),
    ],
)
def test_what_only_looks_like_a_quotation_is_not_aligned(comment: str, kind: str) -> None:
    found = thread(comment)
    assert [shown(found, quote) for quote in found.quotes] == [(kind, "none", None, None)]


def test_the_parent_comes_before_the_post_and_the_post_before_others() -> None:
    post = "Every lane needs a kerb. Every kerb needs paint."
    found = thread(
        "I add that every bridge needs a light.",
        "Every bridge needs a light, and every kerb needs paint.",
        ">c2 You say “every kerb needs paint”.",
        ">c1 You say “every bridge needs a light”.",
        "You wrote “every kerb needs paint” above.",
        post=post,
    )
    sources = {quote.doc: quote.source for quote in found.quotes}
    assert (sources["c3"], sources["c4"], sources["c5"]) == ("c2", "c1", "post")


def test_words_in_several_places_are_reported_and_not_guessed() -> None:
    post = "Paint is not enough on roads. On bridges, too, paint is not enough. Paint Is Not Enough!"
    found = thread("You say “paint is not enough” twice.", "You shout “Paint Is Not Enough” once.", post=post)
    assert [(quote.match, quote.source, quote.source_span is None) for quote in found.quotes] == [
        ("exact", "post", False),
        ("exact", "post", False),
    ]
    found = thread("You say “is not enough” twice.", post=post)
    assert [(quote.match, quote.source, quote.source_span) for quote in found.quotes] == [("ambiguous", "post", None)]
    assert "the post has more than once" in losses(found)[0]


def test_what_a_comment_quotes_is_found_where_it_comes_from() -> None:
    found = thread("> Kerbs cost ten times as much, and they save lives\n\nNot ten.", ">c1 “they save lives” is the point.")
    assert [(quote.doc, quote.source) for quote in found.quotes] == [("c1", "post"), ("c2", "post")]


def test_an_answer_may_stand_in_front_of_what_it_quotes() -> None:
    found = thread(">c2 “every bridge needs a light”: no.", "I add that every bridge needs a light.")
    assert [(quote.doc, quote.source) for quote in found.quotes] == [("c1", "c2")]


def test_apostrophes_and_inches_open_no_quotation() -> None:
    found = thread("The cyclists' lobby didn't say it's 5\" wide, nor that the '90s weren't better for the drivers' wallets.")
    assert found.quotes == ()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, SENTENCES - 1), min_size=4, max_size=8, unique=True), st.data())
def test_any_run_of_words_is_found_again_in_its_place(numbers: list[int], data: st.DataObject) -> None:
    words = [sentence(number) for number in numbers]
    first = data.draw(st.integers(0, len(words) - 2))
    last = data.draw(st.integers(first + 1, len(words) - 1))
    quoted = " ".join(words[first : last + 1])
    changed = quoted.upper().replace(" ", "  ") if data.draw(st.booleans()) else quoted.replace("the ", "*the* ")
    found = thread(f"> {changed}\n\nNo.", post=" ".join(words))
    (quote,) = found.quotes
    assert quote.source_span
    assert quote.source_span.cut(found.text) == quoted
