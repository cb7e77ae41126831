"""The evaluation itself, each measure against a value worked out by hand, and the floors of what the suggestions reach."""

from __future__ import annotations

import doctest
import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.markup import parse
from argmap.model import Role, Span
from argmap.suggest import Suggested
from argmap.suggest._turns import Cover
from benchmarks import _floors, _microtexts, _table, page, suggest
from benchmarks import _measures as m
from benchmarks._cmv import TITLE, Debate, read_folder
from benchmarks._scoring import Roles, Shown, Spans

BROKEN = """<?xml version="1.0"?>
<thread ID="p1"><title><claim id="title">CMV: lanes & kerbs</claim></title>
<source>http://www.reddit.com/r/changemyview/comments/p1/cmv_lanes/</source>
<OP author="ann">
<claim id="1" rel="agreement" ref="title">I think that lanes &amp; kerbs are good.</claim> Hello to you all.
<!--><claim id="9">A claim that was taken back.</claim></!-->

<premise id='2' rel="support" ref="1_title">They keep lorries out.</premise>
</OP>
<reply id="c" author="ben">
&gt; I think that lanes &amp; kerbs are good.

<claim id="3" rel="rebuttal" ref="1">But they cost (<premise id="4" rel="support" ref="3">paint "is" dear</premise>) far too much.</claim> & that is < all.
Bye.
</reply>
<reply id="d" author="ann>
<claim id="5" rel="undercutter" ref="3>Nobody closes this one.

Not even here, I fear.
"""  # noqa: E501


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "one.xml").write_text(BROKEN)
    (tmp_path / "two.XML").write_text("\ufeff" + BROKEN.replace('author="ben"', "author='cy'"))
    (tmp_path / "other.xml").write_text("<html><p>Nothing of ours</p></html>")
    (tmp_path / "notes.txt").write_text("Nothing to read <OP>")
    (tmp_path / "half.xml").write_bytes(b"<OP>\xff\xfe caf\xe9 is all there is</OP")
    return tmp_path


def debates(folder: Path) -> tuple[Debate, Debate, Debate]:
    half, one, two = read_folder(folder)
    return half, one, two


def test_threads_that_are_no_xml_are_read_all_the_same(folder: Path) -> None:
    half, one, _ = debates(folder)
    text = one.thread.text
    assert "taken back" not in text
    assert (one.title, one.thread.title, one.thread.author) == ("CMV: lanes & kerbs",) * 2 + ("ann",)
    assert [(span.cut(text), label) for span, label in one.gold_sentences()] == [
        ("I think that lanes & kerbs are good.", "claim"),
        ("Hello to you all.", "none"),
        ("They keep lorries out.", "premise"),
        ("> I think that lanes & kerbs are good.", "none"),
        ('But they cost (paint "is" dear) far too much.', "claim"),
        ("& that is < all.", "none"),
        ("Nobody closes this one.", "claim"),
        ("Not even here, I fear.", "none"),
    ]
    assert [(span.cut(text), label) for span, label in one.gold_units()] == [
        ("I think that lanes & kerbs are good.", "claim"),
        ("Hello to you all.", "none"),
        ("They keep lorries out.", "premise"),
        ("> I think that lanes & kerbs are good.", "none"),
        ('But they cost (paint "is" dear) far too much.', "claim"),
        ('paint "is" dear', "premise"),
        ("& that is < all.", "none"),
        ("Nobody closes this one.", "claim"),
        ("Not even here, I fear.", "none"),
    ]
    assert "caf\ufffd is all there is" in half.thread.text
    (quote,) = one.thread.quotes
    assert quote.source_span is not None
    assert quote.source_span.cut(text) == "I think that lanes & kerbs are good"


def test_a_repeated_turn_is_scored_once(folder: Path) -> None:
    _, one, two = debates(folder)
    assert one.post == two.post == "p1"
    assert (len(one.scored), len(two.scored)) == (8, 0)
    assert two.links() == []
    (folder / "posts.tsv").write_text("file\tpost\none.xml\tp7\n")
    assert [debate.post for debate in read_folder(folder)] == ["half", "p7", "p1"]
    (folder / "posts.tsv").unlink()
    (folder.parent / "posts.tsv").write_text(f"file\tpost\n{folder.name}/two.XML\tp8\nelsewhere/one.xml\tp9\n")
    assert [debate.post for debate in read_folder(folder)] == ["half", "p1", "p8"]


def test_gold_relations(folder: Path) -> None:
    _, one, _ = debates(folder)
    assert [(link.source.id, link.targets, link.between, link.to_own_title) for link in one.links()] == [
        ("1", (TITLE,), True, True),
        ("2", ("1",), False, False),
        ("2", (TITLE,), True, True),
        ("3", ("1",), True, False),
        ("4", ("3",), False, False),
    ]


def test_f1s_by_hand() -> None:
    roles = Roles.of(
        [("a", "claim", "claim", 0.9), ("a", "none", "claim", 0.9), ("b", "premise", "premise", 0.5), ("b", "none", "none", 0.2)]
    )
    everything = np.arange(4)
    values = {name: measure(everything) for name, measure in roles.measures().items()}
    assert values == pytest.approx(
        {
            "macro F1": 7 / 9,
            "claim F1": 2 / 3,
            "premise F1": 1,
            "none F1": 2 / 3,
            "argumentative F1": 4 / 5,  # three given, two of them right, none missed
            "argumentative or not, macro F1": (4 / 5 + 2 / 3) / 2,
            "accuracy at 10% coverage": float("nan"),
            "accuracy at 20% coverage": 1,
            "accuracy at 30% coverage": 1,
            "accuracy at 50% coverage": 0.5,
            "accuracy at 100% coverage": 0.75,
            "calibration error": (0.8 + 0.5 + 0.8) / 4,  # bins: .9 twice, once right; .5 right; .2 right
        },
        nan_ok=True,
    )


def test_ties_of_confidence_go_to_the_earlier_and_certainty_has_a_bin() -> None:
    right, sure = np.array([True, False, False, False]), np.array([0.5, 0.5, 0.5, 0.1])
    assert m.accuracy(right, sure, 0.25) == 1
    assert m.calibration_error(np.array([True, False]), np.array([1.0, 1.0])) == 0.5


def test_hits_by_hand() -> None:
    ranks = np.array([1, 2, 0, 5])
    assert [m.hits(ranks, most) for most in (1, 3, 5)] == [0.25, 0.5, 0.75]


spans = st.builds(lambda start, size: Span(start, start + size), st.integers(0, 60), st.integers(1, 20))


@given(st.lists(spans, max_size=8), st.lists(spans, max_size=8))
def test_recall_of_spans_against_sets_of_code_points(gold: list[Span], found: list[Span]) -> None:
    sets = [set(range(span.start, span.end)) for span in found]
    best = []
    for span in gold:
        own = set(range(span.start, span.end))
        best.append(max((len(own & other) / len(own | other) for other in sets), default=0.0))
    assert m.recalled(gold, found).tolist() == pytest.approx(best)


def test_exact_and_relaxed_recall(folder: Path) -> None:
    _, one, two = debates(folder)
    units = [unit.span for unit in one.units]  # of 36, 22, 45, 15 and 23 code points
    cut = [Span(units[0].start, units[0].end - 3), Span(units[1].start, units[1].end - 3), units[2]]
    found = Spans.of([one, two], [cut, []])
    values = {name: measure(np.arange(5)) for name, measure in found.measures().items()}
    assert values == {"exact recall": 2 / 5, "relaxed recall": 3 / 5}


def test_what_is_shown_is_right_where_annotators_say_so(folder: Path) -> None:
    _, one, two = debates(folder)
    claim, hello, reason, *_ = (gold.span for gold in one.gold_sentences())
    roles = [
        (claim, Role.CONCESSION),
        (hello, Role.QUESTION),
        (reason, Role.QUESTION),
        (reason, Role.PREMISE),
        (claim, Role.PREMISE),
    ]
    shown = [Suggested(span, "post", role, 0.55, "") for span, role in roles]
    seen = Shown.of([one, two], [shown, shown])
    assert seen.right.tolist() == [True, False, True, True, False]
    assert seen.measures()["calibration error"](np.arange(5)) == pytest.approx(0.05)


def test_the_interval_draws_posts_and_is_the_same_every_time() -> None:
    right = np.array([1, 1, 1, 0], np.float64)
    measure: Callable[[m.Ints], float] = lambda at: float(right[at].mean())  # noqa: E731
    value = m.measured(["a", "a", "a", "b"], measure)
    assert value == m.measured(["a", "a", "a", "b"], measure)
    assert (value.value, value.low, value.high, value.number) == (0.75, 0, 1, 4)
    assert m.measured(["a"] * 4, measure) == m.Value(0.75, 0.75, 0.75, 4)


@given(st.dictionaries(st.sampled_from(["F1", "error"]), st.floats(0, 1), min_size=1), st.floats(0, 1), st.floats(0, 1))
@settings(max_examples=30)
def test_a_floor_is_never_lowered(first: dict[str, float], f1: float, error: float) -> None:
    with TemporaryDirectory() as folder:
        _never_lowered(Path(folder) / "floors.json", first, f1, error)


def _never_lowered(file: Path, first: dict[str, float], f1: float, error: float) -> None:
    _floors.pin(first, "data", file)
    before = _floors.load(file)["data"]
    try:
        _floors.pin({"F1": f1, "error": error}, "data", file)
    except _floors.LoweredError:
        assert _floors.load(file)["data"] == before
    after = _floors.load(file)["data"]
    assert all(after[name] <= old if name == "error" else after[name] >= old for name, old in before.items())


def test_floors_are_a_margin_under_what_was_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "floors.json"
    measured = {"macro F1": 0.612, "calibration error": 0.041, "hit@1": float("nan")}
    assert _floors.gate(measured, "d", check=False, pin_them=True, file=file) == 0
    assert _floors.load(file) == {"d": {"macro F1": 0.607, "calibration error": 0.046}}
    assert _floors.gate(measured, "d", check=True, pin_them=False, file=file) == 0
    assert _floors.gate(measured | {"macro F1": 0.6}, "d", check=True, pin_them=False, file=file) == 1
    assert _floors.gate({"macro F1": 0.7}, "d", check=True, pin_them=False, file=file) == 1
    assert _floors.gate(measured | {"macro F1": float("nan")}, "d", check=True, pin_them=False, file=file) == 1
    assert _floors.gate(measured | {"macro F1": 0.6}, "d", check=False, pin_them=True, file=file) == 1
    assert "never lowered" in capsys.readouterr().err
    assert _floors.load(file) == {"d": {"macro F1": 0.607, "calibration error": 0.046}}
    assert _floors.gate(measured, "other", check=True, pin_them=False, file=file) == 0
    assert "no floors are pinned" in capsys.readouterr().err


def test_data_are_known_by_what_is_in_them() -> None:
    assert _floors.data_hash([b"x", b"y"]) == _floors.data_hash([b"y", b"x"])
    assert len({_floors.data_hash(contents) for contents in ([b"x", b"y"], [b"x", b"x"], [b"x"], [b"xy"], [])}) == 5


GRAPH = """<arggraph id="m"><edu id="e1"><![CDATA[Lanes are good.]]></edu><edu id="e2"><![CDATA[They are]]></edu>
<edu id="e3"><![CDATA[safe.]]></edu><edu id="e4"><![CDATA[Not at night.]]></edu><joint id="j1"/>
<adu id="a1" type="pro"/><adu id="a2" type="pro"/><adu id="a3" type="opp"/>
<edge id="s1" src="e1" trg="a1" type="seg"/><edge id="s2" src="e2" trg="j1" type="seg"/><edge id="s3" src="e3" trg="j1" type="seg"/>
<edge id="s4" src="j1" trg="a2" type="seg"/><edge id="s5" src="e4" trg="a3" type="seg"/>
<edge id="c1" src="a2" trg="a1" type="sup"/><edge id="c2" src="a3" trg="c1" type="und"/></arggraph>"""


def test_microtexts(tmp_path: Path) -> None:
    (tmp_path / "m.xml").write_text(GRAPH)
    text = _microtexts.read_microtext(tmp_path / "m.xml")
    assert text is not None
    assert [span.cut(text.thread.text) for span in text.units] == ["Lanes are good.", "They are safe.", "Not at night."]
    assert (text.central, text.attached) == (0, {1: 0, 2: 1})
    assert _microtexts.are_here([tmp_path / "m.xml"])
    (tmp_path / "n.xml").write_text(GRAPH[:300])
    assert _microtexts.read_microtext(tmp_path / "n.xml") is None


MARKED = """[Lanes are good for all of us here.]{.crux #a} [They keep the lorries out of it.]{.evidence #b supports=a}
[]{.premise #c gloss="Lorries kill." supports=a} Nothing else is said. [Why not?]{.question #d}"""


def test_a_page_by_hand() -> None:
    whole = parse(MARKED, "lanes.md")
    gold = page.gold_of(whole)
    assert [(one.id, set(one.roles)) for one in gold] == [("a", {Role.CLAIM}), ("b", {Role.PREMISE}), ("d", {Role.QUESTION})]
    a, b, d = (one.span for one in gold)
    found = [
        Suggested(a, "post", Role.PREMISE, 0.9, ""),
        Suggested(Span(b.start, b.start + 8), "post", Role.PREMISE, 0.7, ""),
        Suggested(Span(d.start, d.end - 1), "post", Role.QUESTION, 0.8, ""),
    ]
    line = page.at_coverage(gold, found)
    assert [sorted(ids) for ids in (line.suggested, line.touched, line.right)] == [["a", "d"], ["a", "b", "d"], ["d"]]
    sentences = [sentence.span for sentence in whole.thread.sentences]
    assert len(sentences) == 4
    assert [len(page.most_sure(found, sentences, coverage)) for coverage in (24, 25, 50, 74, 100)] == [0, 1, 2, 2, 3]


@pytest.mark.parametrize("arguments", [[], ["--json"]])
def test_any_folder_can_be_measured(folder: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert suggest.main([str(folder), "--check", *arguments]) == 0
    printed = capsys.readouterr()
    assert "no floors are pinned" in printed.err
    if arguments:
        measures = json.loads(printed.out)["measures"]
        assert measures["roles of sentences: macro F1"]["number"] == 8 + 1
    else:
        assert "roles of gold units" in printed.out


def test_a_folder_without_threads_is_said_to_be_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        suggest.main([str(tmp_path)])
    assert end.value.code == 2
    assert "no thread" in capsys.readouterr().err


@pytest.mark.parametrize("module", [m, _floors, _table])
def test_the_examples_in_the_benchmarks_run(module: ModuleType) -> None:
    tried = doctest.testmod(module)
    assert tried.attempted
    assert not tried.failed


def test_spans_that_overlap_cover_once() -> None:
    cover = Cover([Span(4, 8), Span(2, 5), Span(2, 3), Span(20, 30)])
    assert [cover.share(span) for span in (Span(0, 2), Span(3, 6), Span(0, 40), Span(30, 31))] == [0, 3, 16, 0]


def test_no_measure_is_below_its_floor_on_posts_nothing_was_trained_on(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert suggest.main([str(shared / "cmv" / "dev"), "--check"]) == 0, capsys.readouterr().err
    assert "floors held" in capsys.readouterr().err


def test_no_measure_is_below_its_floor_on_the_seed_page(seed_page: Path, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert page.main([str(seed_page), str(root / "corpus" / "connectomics.annotations.jsonld"), "--check"]) == 0
    assert "floors held" in capsys.readouterr().err
