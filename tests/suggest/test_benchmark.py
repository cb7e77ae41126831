"""The numbers: the table of the rules is what the corpus says, and the floor of what they reach."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from argmap.model import Span
from argmap.suggest._pipeline import MODEL, pipeline
from argmap.suggest._readings import readings
from argmap.suggest._relations import leads
from argmap.suggest._rules import QUOTED, RULES
from argmap.suggest._turns import Cover
from benchmarks import suggest as benchmark
from benchmarks._cmv import read_folder

BROKEN = """<?xml version="1.0"?>
<thread ID="p1"><title><claim id="title">CMV: lanes & kerbs</claim></title>
<source>http://example.org</source>
<OP author="ann">
<claim id="1" rel="agreement" ref="title">I think that lanes &amp; kerbs are good.</claim> Hello to you all.
<!--><claim id="9">A claim that was taken back.</claim></!-->

<premise id="2" rel="support" ref="1_title">They keep lorries out.</premise>
</OP>
<reply id="c" author="ben">
&gt; I think that lanes &amp; kerbs are good.

<claim id="3" rel="rebuttal" ref="1">But they cost far too much.</claim> & that is < all.
</reply>
</thread>
junk <after> the end
"""


def test_threads_that_are_no_xml_are_read_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "one.xml").write_text(BROKEN)
    (tmp_path / "two.xml").write_text(BROKEN.replace("ben", "cy"))
    (tmp_path / "posts.tsv").write_text("file\tpost\none.xml\tp7\ntwo.xml\tp7\n")
    one, two = read_folder(tmp_path)
    text = one.thread.text
    assert "taken back" not in text
    gold = [(span.cut(text), one.label(span)) for span in sorted(one.scored)]
    assert gold == [
        ("I think that lanes & kerbs are good.", "claim"),
        ("Hello to you all.", "none"),
        ("They keep lorries out.", "premise"),
        ("> I think that lanes & kerbs are good.", "none"),
        ("But they cost far too much.", "claim"),
        ("& that is < all.", "none"),
    ]
    first, _, reason, _, reply, _ = sorted(one.scored)
    assert one.linked(reason, first) == {"support"}
    assert one.linked(reply, first) == {"rebuttal"}
    assert one.linked(first, reason) == set()
    (quote,) = one.thread.quotes
    assert quote.source_span is not None
    assert quote.source_span.cut(text) == "I think that lanes & kerbs are good"
    assert (one.post, two.post, two.scored) == ("p7", "p7", frozenset())
    assert [found.kind for found in leads(one.thread, readings(one.thread, pipeline(MODEL)))] == ["attacks"]


def test_the_measures() -> None:
    scored = [
        benchmark.Scored(post, gold, given, confidence, "")
        for post, gold, given, confidence in [
            ("a", "claim", "claim", 0.9),
            ("a", "none", "claim", 0.9),
            ("b", "premise", "premise", 0.5),
            ("b", "none", "none", 0.2),
        ]
    ]
    mean, each = benchmark.macro_f1(scored)
    assert each == [pytest.approx(2 / 3), 1, pytest.approx(2 / 3)]
    assert mean == pytest.approx(7 / 9)
    assert benchmark.accuracy(scored, 0.5) == 0.5
    assert benchmark.accuracy(scored, 1.0) == 0.75
    assert benchmark.calibration_error(scored) == pytest.approx((0.8 + 0.5 + 0.8) / 4)
    low, high = benchmark.interval(scored, lambda sample: benchmark.macro_f1(sample)[0])
    assert low <= mean <= high
    assert 0 <= low < high <= 1


def test_spans_that_overlap_cover_once() -> None:
    cover = Cover([Span(4, 8), Span(2, 5), Span(2, 3), Span(20, 30)])
    assert [cover.share(span) for span in (Span(0, 2), Span(3, 6), Span(0, 40), Span(30, 31))] == [0, 3, 16, 0]


def test_the_table_of_the_rules_is_what_the_training_posts_say(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    debates = read_folder(shared / "cmv" / "train")
    read = [readings(debate.thread, pipeline(MODEL)) for debate in debates]
    scored = benchmark.score(debates, read)
    assert len(scored) == 1540
    benchmark.print_rules(debates, read, scored)
    printed = re.findall(r"^(.+?) +(\d+) +(\d+)$", capsys.readouterr().out, re.MULTILINE)
    assert printed == [(rule.name, str(rule.decided), str(rule.right)) for rule in (*RULES, QUOTED)]


def test_the_rules_keep_their_floor_on_posts_they_were_not_made_on(shared: Path) -> None:
    debates = read_folder(shared / "cmv" / "dev")
    scored = benchmark.score(debates, [readings(debate.thread, pipeline(MODEL)) for debate in debates])
    assert len(scored) == 470
    assert benchmark.macro_f1(scored)[0] >= 0.61
    assert benchmark.accuracy(scored, 0.2) >= 0.79
    assert benchmark.calibration_error(scored) <= 0.05
