"""The saved questions on the debates that come with argmap: what a reader finds in them, asked of the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from argmap import pipeline
from argmap.query import ask, questions
from argmap.query._formats import _cell

if TYPE_CHECKING:
    from pathlib import Path

    from rdflib import Dataset

# Every row was checked by reading corpus/bike-lanes.md. Columns of prose are left out, so that its wording may change.
BIKE_LANES: list[tuple[str, dict[str, str], list[str]]] = [
    (
        "about",
        {"concept": "shops"},
        [
            "bike-lanes | Nora Lind | t:post | t:trade | open",
            "bike-lanes | Nora Lind | t:post | t:stops | stands",
            "bike-lanes | Nora Lind | t:post | t:claim-fe0c14da | stands",
            "bike-lanes | the traders' association | t:post | t:parking | stands",
            "bike-lanes | Ida Brandt | t:c3 |  | ",
            "bike-lanes | Nora Lind | t:c4 |  | ",
        ],
    ),
    (
        "concepts",
        {},
        [
            "rider | cyclist | 1 | 5 | 4 | true",
            "bike lane | lane | 1 | 5 | 2 | true",
            "kerb |  | 1 | 4 | 3 | true",
            "trade | shop, customer | 1 | 4 | 3 | true",
            "crash | accident | 1 | 3 | 2 | true",
            "winter service | snow, plough | 1 | 3 | 2 | true",
        ],
    ),
    (
        "answered",
        {},
        [
            "t:snow:lanes | Nora Lind | falls | t:plough | attacks | Nora Lind",
            "t:all-over:dock-road:safer | Tom Reyes | falls | t:tenth | attacks | Nora Lind",
            "t:bill:cheap | Ida Brandt | stands | t:had-me.words | answers | Nora Lind",
        ],
    ),
    (
        "comment-stances",
        {},
        [
            "t:c1 | Tom Reyes | 0 | 1 | 0 | 0",
            "t:c2 | Nora Lind | 0 | 0 | 0 | 0",
            "t:c3 | Ida Brandt | 0 | 1 | 1 | 1",
            "t:c4 | Nora Lind | 0 | 0 | 0 | 0",
        ],
    ),
    (
        "concessions",
        {},
        [
            "Ida Brandt | t:c3 | t:riders | Nora Lind",
            "Nora Lind | t:c4 | t:bill | Ida Brandt",
        ],
    ),
    (
        "contested",
        {},
        [
            "t:lanes | 4 | stands",
            "t:safer | 1 | stands",
            "t:trade | 1 | open",
            "t:cheap | 0 | falls",
        ],
    ),
    (
        "crux-proof",
        {"claim": "plough"},
        [
            "t:lanes | 0 | t:plough | stands | falls",
            "t:lanes | 1 | t:plough:snow:lanes | stands | falls",
            "t:lanes | 2 | t:snow:lanes | falls | stands",
            "t:lanes | 3 | t:lanes | stands | open",
        ],
    ),
    (
        "cruxes",
        {},
        [
            "t:lanes | t:plough | true | stands | stands | open",
        ],
    ),
    (
        "defenders",
        {"claim": "safer-again"},
        [
            "t:tenth | Nora Lind | stands | t:all-over",
        ],
    ),
    (
        "disagreements",
        {},
        [
            "the traders' association | objects | Nora Lind | t:trade",
            "Tom Reyes | objects | Nora Lind | t:dock-road:safer",
            "Nora Lind | objects | Tom Reyes | t:all-over:dock-road:safer",
            "Ida Brandt | objects | Nora Lind | t:cheap",
            "Ida Brandt | rejects | Nora Lind | t:trade",
        ],
    ),
    (
        "evidence",
        {},
        [
            "t:fear | Nora Lind | <https://example.org/survey> | stands",
            "t:dock-road | Nora Lind |  | stands",
            "t:claim-fe0c14da | Nora Lind |  | stands",
            "t:footpaths | Nora Lind |  | stands",
            "t:tenth | Nora Lind |  | stands",
            "t:bill | Ida Brandt |  | stands",
        ],
    ),
    (
        "expectations",
        {},
        [
            "t:lanes | stands | stands | true",
            "t:safer | stands | stands | true",
            "t:cheap | falls | falls | true",
            "t:trade | open | open | true",
            "t:snow | stands | stands | true",
        ],
    ),
    (
        "hedged",
        {},
        [
            "t:kerb | Nora Lind | 0.8 | 1",
            "t:riders | Nora Lind |  | 1",
            "t:snow | Nora Lind |  | 1",
        ],
    ),
    (
        "hedges",
        {},
        [
            "t:riders | likely | 0.55 | 0.8 | ",
            "t:snow | possibility |  |  | ",
        ],
    ),
    (
        "implicit",
        {},
        [
            "t:better | t:riders.better:lanes | stands",
        ],
    ),
    (
        "linked",
        {},
        [
            "t:fear.kerb:riders | 2 | stands",
            "t:riders.better:lanes | 2 | stands",
        ],
    ),
    (
        "objections",
        {},
        [
            "t:parking:trade | the traders' association | t:post | rebuttal | stands | t:trade",
            "t:snow:lanes | Nora Lind | t:post | rebuttal | falls | t:lanes",
            "t:plough:snow:lanes | Nora Lind | t:post | undercut | stands | t:snow:lanes",
            "t:all-over:dock-road:safer | Tom Reyes | t:c1 | undercut | falls | t:dock-road:safer",
            "t:tenth:all-over:dock-road:safer | Nora Lind | t:c2 | undercut | stands | t:all-over:dock-road:safer",
            "t:bill:cheap | Ida Brandt | t:c3 | rebuttal | stands | t:cheap",
        ],
    ),
    (
        "provenance",
        {"claim": "safer"},
        [
            "Nora Lind | t:post | marking",
            "Nora Lind | t:c2 | marking",
        ],
    ),
    (
        "quotations",
        {},
        [
            "t:c1 | Tom Reyes | t:post | exact | dock-road",
            "t:c4 | Nora Lind | t:post | exact | cheap",
        ],
    ),
    (
        "reasons",
        {"claim": "lanes"},
        [
            "t:riders.better:lanes | stands | Nora Lind",
            "t:safer:lanes | stands | Nora Lind",
            "t:trade:lanes | open | Nora Lind",
            "t:cheap:lanes | falls | Nora Lind",
        ],
    ),
    (
        "rejections",
        {},
        [
            "Ida Brandt | t:c3 | t:trade | Nora Lind",
        ],
    ),
    (
        "replies",
        {},
        [
            "t:c1 | Tom Reyes | t:post | Nora Lind | stated | 12 | 3",
            "t:c2 | Nora Lind | t:c1 | Tom Reyes | nested | 9 | 4",
            "t:c3 | Ida Brandt | t:post | Nora Lind | stated | 20 | -2",
            "t:c4 | Nora Lind | t:c3 | Ida Brandt | stated | 7 | 5",
        ],
    ),
    (
        "reported",
        {},
        [
            "t:parking | the traders' association | t:post | Nora Lind",
        ],
    ),
    (
        "restated",
        {},
        [
            "t:safer | t:c2 | Nora Lind",
        ],
    ),
    (
        "rests-on-evidence",
        {},
        [
            "t:lanes | stands | 2 | dock-road claim-fe0c14da",
            "t:safer | stands | 1 | dock-road",
            "t:trade | open | 1 | claim-fe0c14da",
            "t:stops | stands | 1 | claim-fe0c14da",
            "t:plough | stands | 1 | footpaths",
        ],
    ),
    (
        "rests-on",
        {"claim": "trade"},
        [
            "t:stops | stands | false | Nora Lind",
            "t:claim-fe0c14da | stands | true | Nora Lind",
        ],
    ),
    (
        "said-by",
        {"author": "Ida Brandt"},
        [
            "t:bill | t:c3 | stands",
        ],
    ),
    (
        "search",
        {"text": "kerbstones"},
        [
            "t:by-hand | claim | Ida Brandt | t:c3 | ",
        ],
    ),
    (
        "self-objections",
        {},
        [
            "t:snow:lanes | Nora Lind | falls | t:lanes",
            "t:plough:snow:lanes | Nora Lind | stands | t:snow:lanes",
        ],
    ),
    (
        "suggested",
        {},
        [
            "t:by-hand | claim | 0.6 | because | t:c3",
            "t:by-hand:bill | inference | 0.6 | because | t:c3",
        ],
    ),
    (
        "theses",
        {},
        [
            "t:lanes | stands",
        ],
    ),
    ("unanswered-questions", {}, []),
    (
        "unanswered",
        {},
        [
            "t:parking:trade | the traders' association | t:post | stands | t:trade",
            "t:tenth:all-over:dock-road:safer | Nora Lind | t:c2 | stands | t:all-over:dock-road:safer",
            "t:plough:snow:lanes | Nora Lind | t:post | stands | t:snow:lanes",
        ],
    ),
    (
        "unsupported",
        {},
        [
            "t:fear | Nora Lind | 1 | stands",
            "t:kerb | Nora Lind | 1 | stands",
            "t:better | Nora Lind | 1 | stands",
            "t:dock-road | Nora Lind | 1 | stands",
            "t:claim-fe0c14da | Nora Lind | 1 | stands",
            "t:parking | the traders' association | 1 | stands",
            "t:cheap | Nora Lind | 1 | falls",
            "t:snow | Nora Lind | 1 | stands",
            "t:footpaths | Nora Lind | 1 | stands",
            "t:all-over | Tom Reyes | 1 | stands",
            "t:tenth | Nora Lind | 1 | stands",
            "t:bill | Ida Brandt | 1 | stands",
        ],
    ),
    (
        "verdicts",
        {"status": "open"},
        [
            "t:trade | open | contested | stops:trade parking:trade",
        ],
    ),
    (
        "what-rests-on",
        {"claim": "dock-road"},
        [
            "t:lanes | stands | 3",
            "t:safer | stands | 0",
        ],
    ),
    (
        "why-related",
        {"claim": "snow"},
        [
            "t:snow | am:attacks | t:lanes | am:rebuts SubPropertyOf am:attacks",
            "t:snow | am:challenges | t:lanes | am:rebuts SubPropertyOf am:challenges",
            "t:snow | am:rebuts | t:lanes | rebuts: the premises of a rebuttal rebut its target",
        ],
    ),
    ("at-odds", {}, []),
    (
        "burden",
        {},
        [
            "Nora Lind | t:parking:trade | the traders' association | trade",
            "Tom Reyes | t:tenth:all-over:dock-road:safer | Nora Lind | safer",
        ],
    ),
    ("chances", {}, []),
    (
        "changed-minds",
        {},
        [
            "Nora Lind | takes back | t:cheap | t:c4 | Ida Brandt",
        ],
    ),
    (
        "double-cruxes",
        {},
        [
            "Nora Lind | Tom Reyes | t:safer | stands / falls | t:all-over:dock-road:safer | falls / stands | true",
            "Nora Lind | Tom Reyes | t:safer | stands / falls | t:dock-road:safer | stands / falls | true",
            "Nora Lind | Tom Reyes | t:safer | stands / falls | t:tenth:all-over:dock-road:safer | stands / falls | false",
            "Nora Lind | the traders' association | t:trade | stands / falls | t:parking:trade | falls / stands | false",
        ],
    ),
    (
        "joint-cruxes",
        {},
        [
            "t:lanes | better dock-road | stands | open",
            "t:lanes | better safer | stands | open",
            "t:lanes | better tenth | stands | open",
            "t:lanes | fear dock-road | stands | open",
            "t:lanes | fear safer | stands | open",
            "t:lanes | fear tenth | stands | open",
            "t:lanes | kerb dock-road | stands | open",
            "t:lanes | kerb safer | stands | open",
            "t:lanes | kerb tenth | stands | open",
            "t:lanes | riders dock-road | stands | open",
            "t:lanes | riders safer | stands | open",
            "t:lanes | riders tenth | stands | open",
        ],
    ),
    (
        "moves",
        {},
        [
            "t:c1 | Tom Reyes | t:safer | stands | falls",
            "t:c2 | Nora Lind | t:safer | falls | stands",
            "t:c3 | Ida Brandt | t:cheap | stands | falls",
        ],
    ),
    (
        "step-cruxes",
        {},
        [
            "t:lanes | t:snow:lanes | false | falls | open | stands",
            "t:lanes | t:plough:snow:lanes | false | stands | stands | open",
        ],
    ),
]

PROSE = {"words", "says", "against", "why", "saying", "end", "text", "start", "hedge", "section", "passage"}


@pytest.fixture(scope="module")
def bike_lanes(root: Path) -> Dataset:
    return pipeline.make_dataset(pipeline.judged(str(root / "corpus" / "bike-lanes.md")))[0]


@pytest.fixture(scope="module")
def case(root: Path) -> pipeline.Judged:
    return pipeline.judged(str(root / "corpus" / "connectomics.md"))


@pytest.fixture(scope="module")
def connectomics(case: pipeline.Judged) -> Dataset:
    return pipeline.make_dataset(case)[0]


@pytest.mark.parametrize(("name", "params", "rows"), BIKE_LANES, ids=[name for name, _, _ in BIKE_LANES])
def test_bike_lanes(bike_lanes: Dataset, name: str, params: dict[str, str], rows: list[str]) -> None:
    prose = PROSE | ({"because"} if name in {"reasons", "linked"} else set())
    result = ask(bike_lanes, name, params)
    kept = [place for place, column in enumerate(result.columns) if column not in prose]
    assert [" | ".join(_cell(row[place], result.prefixes) for place in kept) for row in result.rows] == rows


def test_every_question_is_asked_of_the_tutorial() -> None:
    assert {name for name, _, _ in BIKE_LANES} == {question.name for question in questions()}


def rows(dataset: Dataset, name: str, *columns: str, **params: str) -> list[tuple[str, ...]]:
    """The answer to a question, the wanted columns as a person writes them."""
    result = ask(dataset, name, params)
    places = [result.columns.index(column) for column in columns]
    return [tuple(_cell(row[place], result.prefixes).removeprefix("t:") for place in places) for row in result.rows]


# What the issue says that the map of the connectomics debate must say.


def test_two_comments_go_against_the_timeline(connectomics: Dataset) -> None:
    found = rows(connectomics, "objections", "who", "target", "verdict")
    assert {who for who, target, _ in found if target == "timeline"} == {"rmorey", "rotatingpaguro"}


def test_nesov_goes_against_the_benefit_of_emulation_first_and_has_no_answer(connectomics: Dataset) -> None:
    unanswered = rows(connectomics, "unanswered", "who", "where", "target", author="Vladimir Nesov")
    assert ("Vladimir Nesov", "c4", "wbe-good") in unanswered
    assert not [row for row in rows(connectomics, "replies", "to") if row == ("c4",)]


def test_the_authors_two_replies_answer_the_two_objectors(connectomics: Dataset) -> None:
    found = rows(connectomics, "replies", "comment", "who", "whom")
    assert [(comment, whom) for comment, who, whom in found if who == "Steve Byrnes"] == [
        ("c2", "rotatingpaguro"),
        ("c6", "rmorey"),
    ]
    assert len(found) == 6


def test_which_of_the_three_short_claims_stand(connectomics: Dataset) -> None:
    verdicts = dict(rows(connectomics, "verdicts", "claim", "verdict"))
    assert [verdicts[claim] for claim in ("tldr-drives", "tldr-cortex", "tldr-wbe")] == ["stands", "stands", "open"]
    assert ("thesis", "stands") in rows(connectomics, "theses", "thesis", "verdict")


def test_the_thesis_hangs_on_drives_and_cortex(connectomics: Dataset) -> None:
    cruxes = rows(connectomics, "cruxes", "crux", "granted", "denied", thesis="thesis")
    assert {("helps-drives", "stands", "open"), ("not-cortex", "stands", "open")} <= set(cruxes)
    proof = [node for node, _, _ in rows(connectomics, "crux-proof", "node", "granted", "denied", claim="helps-drives")]
    assert (proof[0], proof[-1]) == ("helps-drives", "thesis")


def test_everything_the_map_expects_holds(connectomics: Dataset) -> None:
    found = rows(connectomics, "expectations", "claim", "held")
    assert len(found) > 20
    assert {held for _, held in found} == {"true"}


def test_every_comment_is_in_the_map(connectomics: Dataset) -> None:
    found = rows(connectomics, "verdicts", "claim")
    assert len(found) >= 80
    speakers = {"rotatingpaguro", "Steve Byrnes", "Bogdan Ionut Cirstea", "Vladimir Nesov", "rmorey"}
    for name in speakers:
        assert any(where != "post" for (where,) in rows(connectomics, "said-by", "where", author=name))


def test_premises_are_told_in_the_order_of_the_text(case: pipeline.Judged, connectomics: Dataset) -> None:
    the_map = case.annotated.map.confirmed()
    told = [because for (because,) in rows(connectomics, "linked", "because")]
    steps = [step for step in the_map.steps if len(step.premises) > 1]
    assert told == [" + ".join(the_map.claim(premise).words for premise in step.premises) for step in steps]


def test_every_question_has_an_answer(connectomics: Dataset) -> None:
    values = {"claim": "thesis", "concept": "WBE", "author": "Steve Byrnes", "text": "mouse"}
    empty = {
        question.name
        for question in questions()
        if not ask(connectomics, question.name, {one.name: values[one.type] for one in question.parameters if one.required}).rows
    }
    # Nobody changes their mind or contradicts themselves, and no hedge sways a thesis.
    nobody = {"changed-minds", "at-odds", "chances"}
    # Nothing rests on the thesis or defends it and it is no crux of another; all questions are answered and all marks made by hand.
    assert empty <= nobody | {"what-rests-on", "crux-proof", "defenders", "unanswered-questions", "suggested", "implicit"}
