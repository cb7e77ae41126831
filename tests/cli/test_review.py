"""The command `argmap review`, without a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

TEXT = "[Lanes save lives.]{.claim .suggested #lanes confidence=0.9} [Paint fades.]{.claim .suggested #paint confidence=0.4}\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "lanes.md"
    path.write_text(TEXT)
    return path


def test_all_that_is_sure_is_accepted(run: Run, file: Path) -> None:
    ran = run("review", file, "--accept-above", "0.9")
    assert (ran.code, ran.out, ran.err) == (0, "", "accepted 1 suggestions, left 1 open\n")
    assert file.read_text() == TEXT.replace(" .suggested #lanes confidence=0.9", " #lanes")


def test_there_and_back_through_other_tools(run: Run, file: Path, tmp_path: Path) -> None:
    ran = run("review", file, "--format", "jsonl")
    decided = tmp_path / "decided.jsonl"
    first, second = ran.out.splitlines()
    decided.write_text(first[:-1] + ', "answer": "accept"}\n' + second[:-1] + ', "answer": "reject"}\n')
    assert run("review", file, "--apply", decided).err == "accepted 1, rejected 1, left 0 open\n"
    assert file.read_text() == "[Lanes save lives.]{.claim #lanes} [Paint fades.]{.rejected}\n"
    assert run("review", file, "--apply", decided).code == 1
    assert run("review", file, "--format", "brat", "--out", tmp_path / "brat").code == 0
    assert sorted(path.name for path in (tmp_path / "brat").iterdir()) == ["annotation.conf", "lanes.ann", "lanes.txt"]


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ((), "no-terminal"),
        (("--format", "xml"), "review-format"),
        (("--format", "brat"), "review-options"),
        (("--format", "jsonl", "--accept-above", "1"), "review-options"),
        (("--order", "age"), "review-options"),
        (("--apply", "decided.txt"), "decisions-format"),
    ],
)
def test_what_cannot_be_done_is_one_line(run: Run, file: Path, words: tuple[str, ...], id: str) -> None:
    ran = run("review", file, *words)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert f"[{id}]" in ran.err
    assert file.read_text() == TEXT


def test_what_is_no_annotated_text_is_said(run: Run, tmp_path: Path) -> None:
    assert "[review-stdin]" in run("review", "-").err
    page = tmp_path / "page.html"
    page.write_text("<html><body><p>Lanes save lives.</p></body></html>")
    assert "argmap suggest" in run("review", page).err
    plain = tmp_path / "plain.md"
    plain.write_text("Lanes save lives.\n")
    assert "[nothing-suggested]" in run("review", plain).err
