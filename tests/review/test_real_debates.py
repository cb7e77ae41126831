"""Real debates with their corpus' own annotations, taken for suggestions and decided in every way there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from argmap.markup import gold, parse
from argmap.review import Session, apply, brat_files, json_lines


@pytest.fixture(params=["pos_0.xml", "neg_12.xml", "pos_5.xml"])
def debate(shared: Path, request: pytest.FixtureRequest) -> str:
    """An annotated debate in which every mark is a suggestion."""
    path = shared / "cmv" / "train" / request.param
    raw = gold([(path.name, path.read_bytes())]).text
    return re.sub(r"(?<=\]\{)\.(?=claim|premise)", ".suggested .", raw)


def test_every_other_one_is_rejected_and_all_is_undone(debate: str) -> None:
    session = Session(debate, "debate.md")
    assert session.total > 10
    while session.current is not None:
        session.reject() if session.count("accepted") > session.count("rejected") else session.accept()
    again = parse(session.annotated.raw, "debate.md")
    assert again.map == session.annotated.map
    assert again.map == again.map.confirmed()
    assert sum(mark.rejected for mark in again.marks) == session.count("rejected")
    while session.undo():
        pass
    assert session.annotated.raw == debate


def test_other_tools_give_back_what_they_got(debate: str, tmp_path: Path) -> None:
    annotated = parse(debate, "debate.md")
    lines = tmp_path / "debate.jsonl"
    lines.write_text(json_lines(annotated).replace("}\n", ', "answer": "accept"}\n'))
    applied = apply(annotated, str(lines))
    assert (applied.notes, applied.left, applied.accepted) == ((), 0, len(annotated.marks))
    ann = tmp_path / "debate.ann"
    ann.write_bytes(brat_files(annotated, "debate")["debate.ann"])
    assert apply(annotated, str(ann)).annotated.raw == debate
    ann.write_text(re.sub(r"A\d+\tSuggested .*\n", "", ann.read_text()))
    assert apply(annotated, str(ann)).annotated.raw == applied.annotated.raw
