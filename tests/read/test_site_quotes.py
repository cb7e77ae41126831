"""What the page itself says of quotations counts before any search, and what our own search finds without it."""

from __future__ import annotations

from pathlib import Path

import pytest

from argmap.model import POST, BlockKind, Comment, Quote, QuoteKind, Span
from argmap.read._align import place_words
from argmap.read._html import parse_html
from argmap.read._html_blocks import html_blocks
from argmap.read._inline import Dialect
from argmap.read._layout import Layout
from argmap.read._quotes import SiteQuotes, find_quotes
from argmap.read._report import thread_notes
from benchmarks import quotes as benchmark

POST_WORDS = [
    "Painted lanes are cheap, but cyclists do not feel safe in them at all.",
    "Kerbs cost ten times as much, and they save lives. Bridges need railings and lights.",
    "Some say that paint is enough. I think they have never cycled in rain.",
]


class Debate:
    """A post of three paragraphs and comments of (id, parent, words of each block, `>` in front of a quotation)."""

    def __init__(self, *comments: tuple[str, str | None, str]) -> None:
        html = "".join(f"<p>{words}</p>" for words in POST_WORDS)
        self.layout = Layout(html, Dialect())
        for draft in html_blocks(parse_html(html), POST):
            self.layout.add(draft)
        for id, _, body in comments:
            for draft in html_blocks(parse_html(body), id):
                self.layout.add(draft)
        self.comments = [Comment(id, id, self.layout.doc_span(id), parent, "stated") for id, parent, _ in comments]

    def block(self, doc: str, number: int = 0) -> str:
        return [block.id for block in self.layout.blocks if block.doc == doc][number]

    def place(self, words: str) -> Span:
        start = self.layout.text.index(words)
        return Span(start, start + len(words))

    def quotes(self, **site: object) -> tuple[Quote, ...]:
        layout = self.layout
        return find_quotes(layout.text, "Lanes", layout.blocks, self.comments, layout.styles, SiteQuotes(**site))  # type: ignore[arg-type]

    def sources(self, **site: object) -> list[tuple[str | None, str | None, str]]:
        """The quotations, as (source, words there, match)."""
        text = self.layout.text
        found = [quote for quote in self.quotes(**site) if quote.kind is QuoteKind.QUOTATION]
        return [(quote.source, quote.source_span.cut(text) if quote.source_span else None, quote.match) for quote in found]


def quote(*paragraphs: str) -> str:
    return "<blockquote>" + "".join(f"<p>{words}</p>" for words in paragraphs) + "</blockquote><p>No.</p>"


@pytest.mark.parametrize("way", benchmark.WAYS)
def test_the_sites_own_quotations_are_found_again_without_its_marks(shared: Path, way: str) -> None:
    """59 parts of 24 passages by 10 comments, which LessWrong marked in a post of 12,000 words; the bounds to the letter."""
    measured = benchmark.measure(benchmark.gold(shared / "threads"), way)
    assert (measured.parts, measured.aligned) == (59, 24)
    assert measured.recall >= 0.98
    assert measured.precision == 1.0
    assert measured.decoys == 0


def test_what_the_page_gives_as_the_source_counts_though_the_words_are_changed() -> None:
    debate = Debate(
        ("a", POST, "<p>Kerbs cost ten times as much, they say.</p>"),
        ("b", "a", quote("Kerbs cost about ten times as much, and they save some lives.")),
        ("c", "b", quote("Kerbs cost ten times as much")),
        ("d", "c", quote("Nothing of this kind stands anywhere.")),
    )
    given = {debate.block("b"): POST, debate.block("c"): "a", debate.block("d"): "b"}
    assert debate.sources(given=given) == [
        (POST, "Kerbs cost ten times as much, and they save lives.", "site"),
        ("a", "Kerbs cost ten times as much", "site"),
        ("b", None, "site"),
    ]


def test_a_text_that_is_not_in_the_thread_is_not_looked_for() -> None:
    debate = Debate(("a", POST, quote(POST_WORDS[0])))
    (found,) = debate.quotes(given={debate.block("a"): ""})
    assert (found.kind, found.source) == (QuoteKind.EXTERNAL, None)


def test_the_page_may_give_a_comment_further_down_as_the_source() -> None:
    debate = Debate(("a", POST, quote("Railings rust by the sea.")), ("b", POST, "<p>I know: Railings rust by the sea.</p>"))
    assert debate.sources(given={debate.block("a"): "b"}) == [("b", "Railings rust by the sea.", "site")]


def test_parts_that_the_page_marks_side_by_side_are_one_passage() -> None:
    debate = Debate(("a", POST, quote("Kerbs cost ten times as much, and they save lives.", "Some say that paint is enough.")))
    cited = [
        ("a", debate.place(words))
        for words in ("Kerbs cost", "ten times as much, and they save lives.", "Some say that paint is enough.")
    ]
    assert debate.sources(cited=cited) == [
        (POST, "Kerbs cost ten times as much, and they save lives.", "site"),
        (POST, "Some say that paint is enough.", "site"),
    ]


def test_parts_that_stand_apart_are_not_stretched_over_what_is_between() -> None:
    words = "They are cheap, but cyclists do not feel safe, so bridges need railings and lights, and nobody has ever asked me."
    debate = Debate(("a", POST, quote(words)))
    cited = [("a", debate.place(words)) for words in ("cheap, but cyclists do not feel safe", "ridges need railings")]
    assert debate.sources(cited=cited) == [(POST, "cheap, but cyclists do not feel safe", "site")]


def test_of_two_places_the_one_that_the_page_marks_is_meant() -> None:
    debate = Debate(("a", POST, quote("they")))
    assert debate.sources() == [(POST, None, "ambiguous")]
    second = debate.layout.text.index("they have never")
    assert debate.quotes(cited=[("a", Span(second, second + 4))])[0].source_span == Span(second, second + 4)


def test_a_paragraph_in_italics_is_a_quotation_if_somebody_wrote_it() -> None:
    known = "<p><em>Kerbs cost ten times as much and they save many lives.</em></p>"
    debate = Debate(
        ("a", POST, f"{known}<p><i>I cannot believe a word of it.</i></p>"),
        ("b", POST, "<p><em>Some say that paint</em> is enough for all the roads of the old town.</p>"),
    )
    quotes = debate.quotes()
    assert [(quote.marks, quote.match, quote.kind) for quote in quotes] == [("italic", "fuzzy", QuoteKind.QUOTATION)]
    assert quotes[0].source_span == debate.place("Kerbs cost ten times as much, and they save lives.")


def test_a_quotation_in_a_quotation_is_what_the_parent_quoted() -> None:
    asked = "<p>Do they save lives in winter too?</p>"
    debate = Debate(
        ("a", POST, quote("they save lives") + asked),
        ("b", "a", f"<blockquote><blockquote><p>they save lives</p></blockquote>{asked}</blockquote><p>Yes.</p>"),
        ("c", "b", f"<blockquote>{asked}</blockquote>"),
    )
    assert [(quote.doc, quote.source) for quote in debate.quotes()] == [("a", POST), ("b", POST), ("b", "a"), ("c", "a")]


def test_a_changed_quotation_is_followed_to_where_it_comes_from() -> None:
    changed = "Some folks say that paint is enough. I think they never have cycled in the rain."
    debate = Debate(("a", POST, quote(changed)), ("b", "a", quote(changed)), ("c", "b", quote(changed)))
    assert [(source, match) for source, _, match in debate.sources()] == [(POST, "fuzzy")] * 3


def test_nobody_quotes_what_was_written_later() -> None:
    words = "<p>Railings rust by the sea, and nobody paints them.</p>"
    debate = Debate(("a", POST, "<p>Kerbs.</p>"), ("b", "a", words), ("c", POST, quote("nobody paints them")))
    assert debate.sources() == [("b", "nobody paints them", "exact")]
    times = ("2020-01-01T10:00:00Z", "2020-01-03T10:00:00Z", "2020-01-02T10:00:00Z")
    debate.comments = [
        Comment(one.id, one.id, one.span, one.reply_to, "stated", date=time)
        for one, time in zip(debate.comments, times, strict=True)
    ]
    assert debate.sources() == []
    debate = Debate(("a", POST, quote("nobody paints them")), ("b", POST, words))
    debate.comments = [
        Comment(one.id, one.id, one.span, one.reply_to, "stated", date=time)
        for one, time in zip(debate.comments, times[1:], strict=True)
    ]
    assert debate.sources() == [("b", "nobody paints them", "exact")]


def test_the_same_signature_below_two_comments_is_no_quotation() -> None:
    signed = "<p>Kerbs.</p><p>Greetings from the rainy end of the old bridge.</p>"
    assert Debate(("a", POST, signed), ("b", POST, signed)).sources() == []
    assert Debate(("a", POST, signed), ("b", "a", signed)).sources() != []


def test_the_report_tells_places_that_are_missing_or_unsure() -> None:
    debate = Debate(("a", POST, quote("they") + quote("Not a word of it.")))
    quotes = debate.quotes(given={debate.block("a", 2): POST})
    notes = thread_notes(debate.layout.text, debate.comments, quotes, None)
    assert [note.kind for note in notes] == ["quote-ambiguous", "quote-unplaced"]


def test_words_of_a_reaction_are_placed_or_not() -> None:
    text = " ".join(POST_WORDS)
    whole = Span(0, len(text))
    placed = [
        place_words(text, whole, words)
        for words in ("CYCLISTS do not feel safe", "I think that they have never cycled in the rain")
    ]
    assert [span and span.cut(text) for span in placed] == ["cyclists do not feel safe", "I think they have never cycled in rain"]
    assert [place_words(text, whole, words) for words in ("they", "trams", "", "…")] == [None] * 4
    assert place_words(text, Span(0, 20), "Kerbs") is None


def test_blocks_of_code_quote_nobody() -> None:
    debate = Debate(("a", POST, f"<pre>{POST_WORDS[0]}</pre>"))
    assert debate.layout.blocks[-1].kind is BlockKind.CODE
    assert debate.quotes() == ()
