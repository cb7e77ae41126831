"""`argmap suggest`: as text and as lines, in place, stopped half-way, with a bar on a terminal."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from argmap.cli._talk import Talk
from argmap.markup import parse, strip

from .conftest import Run

DRAFT = "I think we need the *lane*. For example, nobody can cross Harbour Street.\n"


def test_in_place(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "lane.md"
    file.write_text(DRAFT)
    ran = run("suggest", file, "--out", file)
    assert (ran.code, ran.out) == (0, "")
    assert strip(file.read_text()) == DRAFT
    assert ".suggested" in file.read_text()
    assert [path.name for path in tmp_path.iterdir()] == ["lane.md"]


def test_as_lines_the_same_suggestions(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "lane.md"
    file.write_text(DRAFT)
    ran = run("suggest", file, "--format", "jsonl")
    found = [json.loads(line) for line in ran.out.splitlines()]
    annotated = parse(run("suggest", file).out, "lane.md")
    assert ran.err == ""
    assert [one["id"] for one in found] == [anchor.id for anchor in annotated.anchors]
    assert list(found[0]) == ["id", "doc", "start", "end", "role", "confidence", "cue", "hedge", "credence", "targets"]
    assert found[0]["cue"]
    assert annotated.thread.text[found[1]["start"] : found[1]["end"]].startswith("For example, nobody")
    targets = found[1]["targets"]
    assert len(targets) <= 5
    assert (targets[0]["kind"], targets[0]["id"]) == ("supports", found[0]["id"])


def test_what_was_rejected_is_not_suggested_again(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "lane.md"
    file.write_text("[I think we need the lane.]{.rejected} I believe that paint is cheap.\n")
    made = run("suggest", file).out
    assert made.startswith("[I think we need the lane.]{.rejected} [I believe")


def test_stopped_with_ctrl_c_it_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "long.md"
    file.write_text(DRAFT.replace("\n", " ") * 20_000)
    before = file.read_bytes()
    command = [sys.executable, "-m", "argmap", "suggest", str(file), "--out", str(file)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(4)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert err.strip() == "argmap: stopped; files that were there are as they were"
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["long.md"]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_counts_words_on_a_terminal_and_nothing_is_said_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    for stream, said in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", stream)
        with Talk().progress("reading", words=1_000, letters=6_000) as progress:
            progress(6_000)
        assert ("1,000 of 1,000 words" in stream.getvalue()) is said
        assert bool(stream.getvalue()) is said
