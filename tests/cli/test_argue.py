"""Arguing with a map from the command line: explain, cruxes, whatif, and verdicts that do not follow."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from argmap import pipeline
from argmap.model import Status, Verdicts
from argmap.reason import judge

from .conftest import Run


@pytest.fixture
def connectomics(root: Path) -> Path:
    return root / "corpus" / "connectomics.md"


@pytest.fixture
def tutorial(root: Path) -> Path:
    return root / "corpus" / "bike-lanes.md"


def test_cruxes_show_both_runs_and_the_chain_between(run: Run, connectomics: Path) -> None:
    out = run("cruxes", connectomics).out
    assert "  root crux helps-drives (stands now)" in out
    assert "    if it stands, thesis stands; if it falls, thesis is open" in out
    assert "together: if design-drives falls and drives-first falls, thesis is open (now it stands)" in out


def test_cruxes_as_data_say_what_kind_they_are(run: Run, connectomics: Path) -> None:
    found = json.loads(run("cruxes", connectomics, "--format", "json").out)
    assert {one["kind"] for one in found} == {"claim", "step", "joint", "double"}
    claim = next(one for one in found if one["kind"] == "claim")
    assert set(claim) == {"kind", "claim", "thesis", "now", "standing", "granted", "denied", "root", "loop", "chain"}
    assert claim["chain"][0][0] == claim["claim"]
    assert claim["chain"][-1] == [claim["thesis"], claim["granted"], claim["denied"]]
    double = next(one for one in found if one["kind"] == "double" and "Vladimir Nesov" in one["authors"])
    assert (double["goal"], double["nodes"], double["confirmed"]) == ("tldr-wbe", ["wbe-good"], True)


def test_two_people_who_never_met_can_be_compared(run: Run, connectomics: Path) -> None:
    ran = run("cruxes", connectomics, "--between", "rmorey", "rotating")
    assert ran.code == 0
    assert ran.out.startswith("rmorey and rotatingpaguro part on ")
    assert "if it stands" not in ran.out


def test_somebody_who_is_not_there(run: Run, connectomics: Path) -> None:
    ran = run("cruxes", connectomics, "--between", "rmoray", "Steve Byrnes")
    assert ran.code == 2
    assert "'rmorey'" in ran.err
    assert run("whatif", connectomics, "--without", "nobody at all").code == 2


def test_the_smallest_sets(run: Run, tutorial: Path) -> None:
    out = run("cruxes", tutorial, "--smallest").out
    assert "plough falls: The town has a plough narrow enough for the lanes" in out
    (found,) = json.loads(run("cruxes", tutorial, "--smallest", "--format", "json").out)
    assert found["complete"]
    assert [one["nodes"] for one in found["sets"]] == [["plough"]]


def test_what_if_nobody_had_raised_the_objection(run: Run, connectomics: Path) -> None:
    out = run("whatif", connectomics, "--without", "rmorey").out
    assert "without rmorey" in out
    assert "wbe-path: is open → stands" in out


def test_what_if_a_claim_is_given_up(run: Run, tutorial: Path) -> None:
    out = run("whatif", tutorial, "--reject", "plough").out
    assert "rejected: plough" in out
    assert "thesis lanes: stands → is open" in out
    found = json.loads(run("whatif", tutorial, "--reject", "plough", "--format", "json").out)
    assert [found["changes"][0][key] for key in ("id", "before", "after")] == ["lanes", "stands", "open"]
    assert run("whatif", tutorial, "--reject", "plow").err.startswith("argmap: ")


def test_the_map_as_somebody_sees_it(run: Run, connectomics: Path) -> None:
    out = run("whatif", connectomics, "--as", "Vladimir Nesov").out
    assert "wbe-good: is open → falls" in out


def test_why_a_triple_holds(run: Run, tutorial: Path) -> None:
    out = run("explain", tutorial, "--triple", "lanes dependsOn fear").out
    assert out.splitlines()[0] == "'lanes' has 'fear' as 'depends on' (am:dependsOn Transitive)"
    assert f"({tutorial}:" in out
    missing = run("explain", tutorial, "--triple", "fear dependsOn lanes")
    assert missing.code == 2
    assert "neither stated nor inferred" in missing.err
    assert run("explain", tutorial, "--triple", "lanes dependsOn").code == 2
    tree = json.loads(run("explain", tutorial, "--triple", "lanes dependsOn fear", "--format", "json").out)
    assert "am:dependsOn Transitive" in json.dumps(tree)


def test_strength_is_there_for_those_who_ask(run: Run, tutorial: Path) -> None:
    assert "quadratic energy" not in run("explain", tutorial, "lanes").out
    assert run("explain", tutorial, "lanes", "--strength").out.splitlines()[-1].startswith("strength 0.")
    assert 0 < json.loads(run("explain", tutorial, "lanes", "--strength", "--format", "json").out)["strength"] < 1


def test_strength_in_the_graph(run: Run, tutorial: Path, tmp_path: Path) -> None:
    assert run("map", tutorial, "--out", tmp_path, "--no-page", "--no-java", "--strength").code == 0
    query = "SELECT ?strength { ?claim am:strength ?strength ; am:gloss ?gloss } LIMIT 3"
    assert "0." in run("query", query, tmp_path / "bike-lanes.trig").out
    assert b"am:strength" not in (tutorial.parent.parent / "exports" / "bike-lanes.ttl").read_bytes()


def test_explain_without_a_claim_explains_the_theses(run: Run, connectomics: Path) -> None:
    out = run("explain", connectomics).out
    assert [line.partition(":")[0] for line in out.splitlines() if line[0].isalpha()] == ["thesis", "worth-asking"]


def test_a_forged_verdict_is_refused(run: Run, tutorial: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forged(*arguments: object) -> Verdicts:
        verdicts = judge(*arguments)  # type: ignore[arg-type]
        cheap = replace(verdicts.labels["cheap"], status=Status.STANDS)
        return replace(verdicts, labels={**verdicts.labels, "cheap": cheap})

    assert run("check", tutorial, "--no-java").code == 0
    monkeypatch.setattr(pipeline, "judge", forged)
    ran = run("check", tutorial, "--no-java")
    assert ran.code == 1
    assert "the verdict on 'cheap' does not follow from its certificate" in ran.out


def test_words_that_say_nothing_or_too_much(run: Run, tutorial: Path, root: Path) -> None:
    assert "nothing is supposed" in run("whatif", tutorial).err
    assert "cannot be both" in run("whatif", tutorial, "--accept", "plough", "--reject", "plough").err
    assert "is a step" in run("cruxes", tutorial, "--for", "snow>lanes").err
    assert "this is RDF" in run("cruxes", root / "exports" / "bike-lanes.ttl").err
    out = run("cruxes", tutorial, "--for", "lanes", "--between", "Nora", "Tom").out
    assert "root crux plough" in out
    assert "Nora Lind and Tom Reyes part on" in out


def test_a_chain_of_a_thousand_reasons(run: Run, tmp_path: Path) -> None:
    lines = ["---", "title: A long way", "author: Ann", "---", "", "[Point 0.]{.claim #k0}"]
    lines += [f"[Point {n}.]{{.premise #k{n} supports=k{n - 1}}}" for n in range(1, 1000)]
    path = tmp_path / "chain.md"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    explained = run("explain", path, "k0")
    assert explained.code == 0
    assert "argmap explain FILE k61` goes on from here" in explained.out
    listed = run("cruxes", path)
    assert "and 899 more cruxes" in listed.out
    assert len(listed.out) < 200_000
