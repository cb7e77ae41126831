"""What the connectomics map must say, whoever edits it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from argmap import pipeline
from argmap.model import POST, ArgumentMap, Status, Step, StepKind
from argmap.pipeline import Case


@pytest.fixture(scope="module")
def case(root: Path) -> Case:
    return pipeline.judged(str(root / "corpus" / "connectomics.md"))


def objections(the_map: ArgumentMap, author: str, targets: set[str]) -> list[Step]:
    return [
        step
        for step in the_map.steps
        if step.kind is not StepKind.INFERENCE
        and step.anchor.speaker == author
        and targets & {step.target, *step.target.split(">")}
    ]


def test_it_is_a_whole_debate(case: Case) -> None:
    the_map, thread = case.annotated.map, case.annotated.thread
    assert len(the_map.claims) >= 80
    assert len(thread.comments) == 6
    assert len(thread.sections) == 8
    assert len(thread.footnotes) == 1
    assert len(thread.footnotes[0].refs) == 2
    homes = {claim.home.doc for claim in the_map.claims}
    assert homes == {POST, *(comment.id for comment in thread.comments)}
    for comment in thread.comments:
        assert any(step.anchor.doc == comment.id for step in the_map.steps), comment.id


def test_rmorey_and_rotatingpaguro_go_against_the_timeline_and_are_answered(case: Case) -> None:
    the_map, thread = case.annotated.map, case.annotated.thread
    for author, reply in (("rotatingpaguro", "c2"), ("rmorey", "c6")):
        against = objections(the_map, author, {"timeline"})
        assert against, author
        points = {claim.id for claim in the_map.claims if claim.home.speaker == author}
        points |= {step.id for step in the_map.steps if step.anchor.speaker == author or step.target in points}
        points |= {question.id for question in the_map.questions if question.anchor.speaker == author}
        taken_up = [answer.target for answer in the_map.answers if answer.anchor.doc == reply]
        taken_up += [step.target for step in the_map.steps if step.anchor.doc == reply and step.kind is not StepKind.INFERENCE]
        assert points.intersection(taken_up), reply
        assert thread.comment(reply).author == "Steve Byrnes"
        parent = thread.comment(reply).reply_to
        assert parent is not None
        assert thread.comment(parent).author == author


def test_nesov_goes_against_the_benefit_and_nobody_answers(case: Case) -> None:
    against = objections(case.annotated.map, "Vladimir Nesov", {"wbe-good"})
    assert against
    assert {step.id for step in against} <= {objection.step for objection in case.verdicts.unanswered}
    assert case.verdicts.status("wbe-good") is Status.OPEN


def test_two_of_the_three_summary_claims_stand(case: Case) -> None:
    found = {id: case.verdicts.status(id) for id in ("thesis", "tldr-drives", "tldr-cortex", "tldr-wbe")}
    assert found == {
        "thesis": Status.STANDS,
        "tldr-drives": Status.STANDS,
        "tldr-cortex": Status.STANDS,
        "tldr-wbe": Status.OPEN,
    }


def test_it_has_cruxes_each_with_a_proof(case: Case) -> None:
    cruxes = [crux for crux in case.verdicts.cruxes if crux.thesis == "thesis"]
    assert cruxes
    assert case.verdicts.theses[0] == "thesis"
    for crux in cruxes:
        assert crux.chain[0][0] == crux.node
        assert crux.chain[-1][0] == "thesis"
        assert (crux.granted is Status.STANDS) != (crux.denied is Status.STANDS)


def test_every_expectation_holds(case: Case) -> None:
    for id, status in case.annotated.map.expect:
        assert case.verdicts.status(case.annotated.map.claim(id).id) is status, id


def folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def test_no_sentence_of_the_post_is_in_the_repository(root: Path, seed_page: Path) -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=root, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this is no git checkout")
    page = seed_page.read_text()
    runs = [folded(sentence) for sentence in re.split(r"(?<=[.?!])\s+", page)]
    runs = [run for run in runs if len(run.split()) >= 8]
    assert len(runs) > 100
    for name in listed.stdout.splitlines():
        path = root / name
        if path.is_file() and path.suffix not in {".png"}:
            text = folded(path.read_text(errors="ignore"))
            assert [run for run in runs if run in text] == [], name
