"""A small debate of our own that has every construct of a map."""

from __future__ import annotations

import pytest

from argmap.model import (
    Anchor,
    Answer,
    ArgumentMap,
    Block,
    BlockKind,
    Claim,
    Comment,
    Place,
    Question,
    Quote,
    QuoteKind,
    RawMap,
    Role,
    Section,
    Source,
    Span,
    Stance,
    Status,
    Step,
    StepKind,
    Suggestion,
    Thread,
)

POST = "Build lanes. Lanes make streets safer. Eleven crashes fewer were counted. Drivers slow down. Once more: lanes save lives."
ANN = "“Eleven crashes fewer” - they moved to Oak Street. And what would it cost?"
ED = "Fair point about Oak Street, but Oak Street was a building site. It costs little."
BEN = "No. And the count was in a wet May."
TEXT = "\n\n".join(("Safety", POST, ANN, ED, BEN))


def at(words: str) -> Span:
    """Where the words stand in the text."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


def mark(id: str, doc: str, words: str, speaker: str) -> Anchor:
    span = at(words)
    return Anchor(id, doc, span, speaker, Place("lanes.md", TEXT.count("\n", 0, span.start) + 1, span.start + 1))


@pytest.fixture(scope="session")
def thread() -> Thread:
    return Thread(
        id="bike-lanes",
        title="Bike lanes, now",
        text=TEXT,
        raw_map=RawMap(()),
        source=Source("lanes.md", TEXT, "markdown"),
        author="Ed",
        date="2024-05-01",
        url="https://example.org/lanes",
        score=31,
        tags=("streets", "safety"),
        sections=(Section("safety", "1", "Safety", 1, None, Span(0, 6)),),
        blocks=(
            Block("b1", BlockKind.HEADING, "post", "safety", Span(0, 6)),
            Block("b2", BlockKind.PARAGRAPH, "post", "safety", at(POST)),
            Block("b3", BlockKind.PARAGRAPH, "c1", None, at(ANN)),
            Block("b4", BlockKind.PARAGRAPH, "c2", None, at(ED)),
            Block("b5", BlockKind.PARAGRAPH, "c3", None, at(BEN)),
        ),
        comments=(
            Comment("c1", "Ann", at(ANN), "post", "stated", karma=5, agreement=-2, date="2024-05-02"),
            Comment("c2", "Ed", at(ED), "c1", "nested", karma=3),
            Comment("c3", "Ben", at(BEN), None, "default"),
        ),
        quotes=(
            Quote("c1", at("“Eleven crashes fewer”"), QuoteKind.QUOTATION, "“”", "post", at("Eleven crashes fewer were"), "folded"),
            Quote("c1", at("what would"), QuoteKind.SCARE, '"'),
        ),
    )


@pytest.fixture(scope="session")
def map() -> ArgumentMap:
    build = mark("build", "post", "Build lanes.", "Ed")
    safer = mark("safer", "post", "Lanes make streets safer.", "Ed")
    again = mark("again", "post", "lanes save lives", "Ed")
    count = mark("count", "post", "Eleven crashes fewer were counted.", "Ed")
    slow = mark("slow", "post", "Drivers slow down.", "Ed")
    good = Anchor("good", "post", Span(safer.span.end, safer.span.end), "Ed", Place("lanes.md", 3, 40))
    moved = mark("moved", "c1", "they moved to Oak Street.", "Ann")
    cost = mark("cost", "c1", "what would it cost?", "Ann")
    fair = mark("fair", "c2", "Fair point about Oak Street", "Ed")
    site = mark("site", "c2", "Oak Street was a building site.", "Ed")
    little = mark("little", "c2", "It costs little.", "Ed")
    no = mark("no", "c3", "No.", "Ben")
    wet = mark("wet", "c3", "the count was in a wet May.", "Ben")
    rain = mark("rain", "c3", "wet", "the weather office")
    return ArgumentMap(
        claims=(
            Claim("build", "Build lanes.", (build,), asserted=True),
            Claim("safer", "Lanes make streets safer.", (safer, again), roles=frozenset({Role.CLAIM, Role.CRUX}), credence=0.9),
            Claim("good", "", (good,), frozenset({Role.PREMISE}), gloss="What is safe is good."),
            Claim(
                "count",
                "Eleven crashes fewer were counted.",
                (count,),
                frozenset({Role.EVIDENCE}),
                cites=("https://example.org/a", "http://bad{iri}/"),
            ),
            Claim("slow", "Drivers slow down.", (slow,), frozenset({Role.PREMISE}), hedge="mostly"),
            Claim("moved", "they moved to Oak Street.", (moved,)),
            Claim("site", "Oak Street was a building site.", (site,)),
            Claim("little", "It costs little.", (little,)),
            Claim("wet", "the count was in a wet May.", (wet,)),
            Claim("rain", "wet", (rain,), suggestion=Suggestion(0.4, "wet")),
        ),
        steps=(
            Step("safer+good>build", StepKind.INFERENCE, ("safer", "good"), "build", safer),
            Step("count+slow>safer", StepKind.INFERENCE, ("count", "slow"), "safer", count),
            Step("moved>safer", StepKind.REBUTTAL, ("moved",), "safer", moved),
            Step("site>moved>safer", StepKind.UNDERCUT, ("site",), "moved>safer", site),
            Step("wet>count+slow>safer", StepKind.UNDERCUT, ("wet",), "count+slow>safer", wet),
            Step("rain>wet", StepKind.INFERENCE, ("rain",), "wet", rain, Suggestion()),
        ),
        questions=(Question("cost", "what would it cost?", cost, "What do lanes cost?"),),
        stances=(
            Stance("concedes", "Ed", "moved", fair, "Fair point about Oak Street"),
            Stance("rejects", "Ben", "again", no, "No."),
        ),
        answers=(Answer("little", "cost", little), Answer("fair", "moved", fair)),
        expect=(("safer", Status.FALLS), ("again", Status.FALLS)),
    )
