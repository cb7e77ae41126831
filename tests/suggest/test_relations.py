"""What units are about: ranked, by quotations, by the tree of replies, by likeness, and for or against."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from argmap.markup import parse
from argmap.model import QuoteKind, Thread
from argmap.read import read, read_markdown
from argmap.suggest._chances import chances
from argmap.suggest._pipeline import MODEL, pipeline
from argmap.suggest._points import Field, Point
from argmap.suggest._polarity import Polarity
from argmap.suggest._rank import TITLE, Target, rank
from argmap.suggest._readings import Reading, readings
from argmap.suggest._restating import restatements
from argmap.suggest._similar import Likeness, stems
from argmap.suggest._targets import targets

TREE = """\
---
title: School lunches should be free
author: Ann
---
I think that school lunches should be free for every child. Hungry children cannot learn, because the brain needs sugar.

The kitchen staff would need better ovens. In my opinion the town can pay for them.

::: {.comment #c1 author=Ben reply-to=post}
I disagree that the town can pay for better ovens. Taxes are high already.

::: {.comment #c2 author=Ann reply-to=c1}
You are right that taxes are high.
:::
:::

::: {.comment #c3 author=Cy reply-to=post}
> Hungry children cannot learn, because the brain needs sugar.

Even if that is so, parents can pack a sandwich.
:::

::: {.comment #c4 author=Dee reply-to=c3}
Wholemeal is wonderful, though mine went mouldy yesterday.
:::
"""


@pytest.fixture(scope="module")
def tree() -> Thread:
    return read_markdown(TREE, "lunches.md")


@pytest.fixture(scope="module")
def found(tree: Thread) -> list[Reading]:
    return readings(tree, pipeline(MODEL))


@pytest.fixture(scope="module")
def ranked(tree: Thread, found: list[Reading]) -> dict[int, tuple[Target, ...]]:
    return rank(tree, found)


def index(thread: Thread, found: list[Reading], words: str) -> int:
    (one,) = [at for at, reading in enumerate(found) if words in reading.span.cut(thread.text) and not reading.quotation]
    return one


def first(thread: Thread, found: list[Reading], ranked: dict[int, tuple[Target, ...]], words: str) -> tuple[Target, str]:
    best = ranked[index(thread, found, words)][0]
    return best, found[best.target].span.cut(thread.text)


def test_scores_are_probabilities_and_sorted_and_never_more_than_most(
    tree: Thread, found: list[Reading], ranked: dict[int, tuple[Target, ...]]
) -> None:
    assert set(ranked) == {at for at, reading in enumerate(found) if not reading.quotation}
    for most in (1, 3, 5):
        for source, listed in rank(tree, found, most=most).items():
            assert len(listed) <= most
            assert [one.score for one in listed] == sorted((one.score for one in listed), reverse=True)
            assert all(0 <= one.score <= 1 for one in listed)
            assert source not in [one.target for one in listed]
            assert len({one.target for one in listed}) == len(listed)
            assert all(one.cue for one in listed)


def test_twice_is_the_same_and_sources_can_be_chosen(
    tree: Thread, found: list[Reading], ranked: dict[int, tuple[Target, ...]]
) -> None:
    assert rank(tree, found) == ranked
    assert rank(tree, found, [3]) == {3: ranked[3]}
    assert rank(tree, found, []) == {}
    assert rank(tree, []) == {}


def test_a_quotation_leads_to_what_it_quotes(tree: Thread, found: list[Reading], ranked: dict[int, tuple[Target, ...]]) -> None:
    best, words = first(tree, found, ranked, "parents can pack")
    assert words.startswith("Hungry children")
    assert "quotes it" in best.cue


def test_a_comment_answers_what_is_like_it_in_what_it_replies_to(
    tree: Thread, found: list[Reading], ranked: dict[int, tuple[Target, ...]]
) -> None:
    alike = index(tree, found, "the town can pay for them")
    (one,) = [one for one in ranked[index(tree, found, "I disagree that the town")] if one.target == alike]
    assert one.kind in ("attacks", "undercuts")
    assert one.cue.startswith("replies to post; i disagree; shares: ")
    best, _ = first(tree, found, ranked, "You are right that taxes")
    assert found[best.target].block.doc == "c1"
    assert best.kind in ("supports", "concedes")
    assert "replies to c1" in best.cue


def test_without_anything_alike_a_comment_answers_its_parent(
    tree: Thread, found: list[Reading], ranked: dict[int, tuple[Target, ...]]
) -> None:
    source = next(at for at, reading in enumerate(found) if reading.block.doc == "c4")
    earlier = [one for one in ranked[source] if found[one.target].block.doc != "c4"]
    assert found[earlier[0].target].block.doc == "c3"


def test_nobody_answers_a_reply_that_was_made_elsewhere(
    tree: Thread, found: list[Reading], ranked: dict[int, tuple[Target, ...]]
) -> None:
    for source, listed in ranked.items():
        if found[source].block.doc == "c3":
            assert not {found[one.target].block.doc for one in listed} & {"c1", "c2", "c4"}


def test_the_title_can_be_a_target(tree: Thread, found: list[Reading]) -> None:
    source = index(tree, found, "I think that school lunches")
    with_title = rank(tree, found, [source], title="School lunches should be free")[source]
    assert TITLE in [one.target for one in with_title]
    assert TITLE not in [one.target for one in rank(tree, found, [source])[source]]


@pytest.mark.parametrize(
    ("reply", "is_for"),
    [
        ("You are right about the lane.", True),
        ("I agree with you, the lane is a good idea.", True),
        ("I disagree, the lane is not safe.", False),
        ("That does not follow.", False),
        ("Why would anyone use the lane?", False),
    ],
)
def test_words_tell_for_from_against(reply: str, is_for: bool) -> None:
    points = [Point(0, 0, 0, "The lane on Harbour Street is safe.", claim=1, premise=0), Point(1, 1, 1, reply, claim=1, premise=0)]
    polarity = Polarity(Field(points, [None, 0], ["Ann", "Ben"], {}, "A lane"))
    assert (polarity(1, 0) >= polarity.even) is is_for


def test_said_again_is_found_and_denied_is_not() -> None:
    def field(*texts: str) -> Field:
        other = [f"Nothing much about number {number} or {number + 1}." for number in range(20)]
        points = [Point(0, 10 * at, at, text) for at, text in enumerate([*texts, *other])]
        return Field(points, [None], ["Ann"], {}, "")

    claim = "Free lunches help poor children to learn."
    assert list(restatements(field(claim, "So free lunches help poor children learn."), [1])) == [1]
    assert restatements(field(claim, "So free lunches never help poor children learn."), [1]) == {}
    assert restatements(field(claim, "Ovens are expensive everywhere in town."), [1]) == {}


def test_likeness_counts_rare_words_more() -> None:
    units = ["bike lanes on bridges", "bike helmets", "bike bells", "bridges of lanes"]
    likeness = Likeness([stems(text) for text in units])
    assert likeness.nearest(0)[0] == 3
    assert likeness.cosine(0, 0) == pytest.approx(1)
    assert likeness.cosine(1, 3) == 0


def test_marks_are_ranked_as_targets_of_a_mark() -> None:
    raw = (
        "[I think that lunches should be free.]{.claim #free} [Ovens are old.]{.rejected} "
        "[Because hungry children cannot learn.]{.premise #hungry supports=free}\n\n"
        '[]{.premise #silent gloss="Unsaid" supports=free}\n'
    )
    annotated = parse(raw, "marks.md")
    (one,) = targets(annotated, "hungry")
    assert (one.kind, one.id) == ("supports", "free")
    assert targets(annotated, "silent") == ()
    with pytest.raises(KeyError):
        targets(annotated, "nobody")


def test_the_title_that_is_a_mark_is_ranked_too() -> None:
    raw = (
        "---\ntitle: The street should get a lane\nauthor: Ann\n---\n\n"
        '[]{.claim #thesis gloss="The street should get a lane"}[I think that every child needs it.]{.claim #child}\n'
    )
    (first, *_) = targets(parse(raw, "lane.md"), "child")
    assert (first.kind, first.id, first.cue) == ("supports", "thesis", "the title")
    assert targets(parse(raw.replace('gloss="The', 'gloss="A'), "lane.md"), "child") == ()


def test_the_real_pages_quotations_come_first(seed_page: Path) -> None:
    thread = read(seed_page.read_bytes(), seed_page.name)
    found = readings(thread, pipeline(MODEL))
    ranked = rank(thread, found)
    quotes = [quote for quote in thread.quotes if quote.kind is QuoteKind.QUOTATION and quote.source_span is not None]
    assert len(quotes) >= 6
    for quote in quotes:
        behind = [at for at, one in enumerate(found) if one.block.doc == quote.doc and one.span.end > quote.span.start]
        reply = next(at for at in behind if not found[at].quotation)
        assert quote.source_span is not None
        assert found[ranked[reply][0].target].span.overlaps(quote.source_span), quote


def test_a_long_thread_takes_seconds() -> None:
    words = ["lane", "street", "shop", "winter", "paint", "council", "money", "child", "lorry", "bridge", "bell", "helmet"]
    points = [
        Point(at // 500, at // 4, at // 2, f"The {words[at % 12]} and {words[at * 7 % 11]} number {at % 97} cost {at % 89}.")
        for at in range(5000)
    ]
    start = time.process_time()
    field = Field(points, [None, *([0] * 9)], [None] * 10, {}, "The lane")
    assert sum(1 for _ in chances(field, range(5000))) == 5000
    restatements(field, range(5000))
    assert time.process_time() - start < 20


def test_what_is_shipped_is_what_training_gives(shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    training = pytest.importorskip("benchmarks.train_relations", reason="needs scikit-learn", exc_type=ImportError)
    shipped = {name: json.loads((training.WEIGHTS / f"{name}.json").read_text("utf-8")) for name in ("relations", "polarity")}
    monkeypatch.setattr(training, "WEIGHTS", tmp_path)
    training.main([str(shared / "cmv" / "train")])
    for name, old in shipped.items():
        new = json.loads((tmp_path / f"{name}.json").read_text("utf-8"))
        pairs = list(zip(_numbers(old), _numbers(new), strict=True))
        assert max(abs(a - b) for a, b in pairs) < 0.1, name


def _numbers(value: object) -> list[float]:
    if isinstance(value, dict):
        return [number for key in sorted(value) for number in _numbers(value[key])]
    assert isinstance(value, float | int)
    return [float(value)]
