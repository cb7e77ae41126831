"""The review in other tools: what goes out comes back as decisions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings

from argmap.markup import Annotated, parse
from argmap.review import Session, apply, brat_files, json_lines
from tests.markup.drawn import annotated_texts
from tests.review.test_session import suggest_all


def put(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text)
    return str(folder / name)


def test_prodigys_answers_are_decisions(tmp_path: Path, suggested: str) -> None:
    annotated = parse(suggested, "debate.md")
    tasks = [json.loads(line) for line in json_lines(annotated).splitlines()]
    assert [task["meta"]["id"] for task in tasks] == Session(suggested, "debate.md").open
    for task in tasks:
        (span,) = task["spans"]
        claim = next(anchor for anchor in annotated.anchors if anchor.id == task["meta"]["id"])
        assert task["text"][span["start"] : span["end"]] == claim.span.cut(annotated.thread.text)
        assert task["label"] == [[span["start"], span["end"], span["label"]]]
    answers = ["accept", "reject", "accept", "ignore", "accept", "accept", "accept"]
    for task, answer in zip(tasks, answers, strict=True):
        task["answer"] = answer
    tasks[2]["spans"][0]["label"] = "claim"
    tasks[4]["spans"][0]["start"] += len("But ")
    tasks[5]["text"] = "Another text."
    tasks[6]["meta"]["id"] = "nobody"
    lines = "".join(json.dumps(task) + "\n" for task in tasks) + "no JSON\n"
    path = put(tmp_path, "decided.jsonl", lines)
    applied = apply(annotated, path)
    assert (applied.accepted, applied.rejected, applied.left) == (3, 1, 3)
    assert applied.annotated.map.claim("narrow").text == "the street is much too narrow for a lane."
    assert applied.annotated.map.claim("who").suggestion is None
    assert applied.notes == (
        f"{path}:6: the text is not that of wide",
        f"{path}:7: there is no mark nobody",
        f"{path}:8: this is no line of a review",
    )


def test_doccanos_labels_are_decisions_and_untouched_lines_are_none(tmp_path: Path, suggested: str) -> None:
    annotated = parse(suggested, "debate.md")
    tasks = [json.loads(line) for line in json_lines(annotated).splitlines()]
    kept = {**tasks[0], "id": 17, "Comments": []}
    gone = {**tasks[1], "id": 18, "label": []}
    path = put(tmp_path, "decided.jsonl", "".join(json.dumps(task) + "\n" for task in (kept, gone, tasks[2])))
    applied = apply(annotated, path)
    assert (applied.accepted, applied.rejected, applied.left, applied.notes) == (1, 1, 5, ())
    assert Session(applied.annotated.raw, "debate.md").open[0] == "who"


def test_an_edited_brat_file_is_decisions(tmp_path: Path, suggested: str) -> None:
    annotated = parse(suggested, "debate.md")
    files = {name: data.decode() for name, data in brat_files(annotated, "debate").items()}
    assert files["debate.txt"] == annotated.thread.text
    lines = files["debate.ann"].splitlines()
    names = {line.split("\t")[2]: line.split()[2] for line in lines if line.startswith("#")}
    assert f"R1\tsupports Arg1:{names['cross']} Arg2:{names['need']}" in lines
    for line in lines:
        if line.startswith("T"):
            _, where, words = line.split("\t")
            start, end = map(int, where.split()[1:])
            assert files["debate.txt"][start:end] == words
    accepted = [line for line in lines if line.split("\t")[1] not in (f"Suggested {names['cross']}", f"Suggested {names['cheap']}")]
    changed = [line for line in accepted if not line.startswith(f"{names['who']}\t")]
    changed = [line.replace("supports Arg1", "attacks Arg1") for line in changed]
    changed.append("T99\tClaim 0 4\tnews")
    path = put(tmp_path, "debate.ann", "\n".join(changed) + "\n")
    applied = apply(annotated, path)
    assert (applied.accepted, applied.rejected, applied.left) == (2, 1, 4)
    assert [step.kind for step in applied.annotated.map.steps if "cross" in step.premises] == ["rebuttal"]
    assert len(applied.notes) == 1
    assert "T99" in applied.notes[0]


@settings(max_examples=40, deadline=None)
@given(annotated_texts())
def test_what_nobody_touched_changes_nothing(tmp_path_factory: pytest.TempPathFactory, annotated: Annotated) -> None:
    annotated = parse(suggest_all(annotated), "drawn.md")
    folder = tmp_path_factory.mktemp("tools")
    files = brat_files(annotated, "drawn")
    if marks := files["drawn.ann"].decode():
        applied = apply(annotated, put(folder, "drawn.ann", marks))
        assert (applied.annotated.raw, applied.notes) == (annotated.raw, ())
    if lines := json_lines(annotated):
        applied = apply(annotated, put(folder, "drawn.jsonl", lines))
        assert (applied.annotated.raw, applied.notes) == (annotated.raw, ())
