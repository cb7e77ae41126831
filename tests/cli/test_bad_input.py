"""Bad input: one clear line with its place, the documented exit code, and nothing on disk touched."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import Run

GOOD = """---
title: Lanes
author: Ada
---
[Mill Street should get lanes.]{.claim #lanes} [Three people were hurt there]{.premise #hurt supports=lanes}.

::: {.comment #c1 author=Ben reply-to=post}
[Two of them at the crossing.]{.claim #crossing undercuts="hurt>lanes"}
:::
"""

# what is wrong, the text, the place of the complaint, a word of it
BAD = [
    ("unknown id", GOOD.replace("supports=lanes", "supports=lane"), "5:103", "Did you mean 'lanes'?"),
    ("duplicate id", GOOD.replace("#hurt", "#lanes"), "5:88", "taken"),
    ("unclosed span", GOOD.replace("there]{.premise", "there{.premise"), "5:77", "belong to no words"),
    ("span over two paragraphs", GOOD.replace("lanes.]{", "lanes.\n\n]{"), "7:1", "goes over the end"),
    ("unknown attribute", GOOD.replace("supports=lanes", "suports=lanes"), "5:", "Did you mean 'supports'?"),
    ("unknown role", GOOD.replace(".premise", ".premiss"), "5:", "Did you mean 'premise'?"),
    ("relation to itself", GOOD.replace("supports=lanes", "supports=hurt"), "5:", "'hurt' supports itself"),
    ("no such step", GOOD.replace('"hurt>lanes"', '"lanes>hurt"'), "8:", "no step from 'lanes' to 'hurt'"),
    ("credence out of range", GOOD.replace("#lanes}", "#lanes credence=7}"), "5:", "no number from 0 to 1"),
    (
        "unclosed div below attributes over two lines",
        GOOD.replace(".premise #hurt", ".premise\n#hurt").removesuffix(":::\n"),
        "8:1",
        "not closed",
    ),
    ("unclosed div", GOOD.removesuffix(":::\n"), "7:1", "not closed"),
    ("div closed twice", GOOD + ":::\n", "10:1", "closes nothing"),
    ("reply to nobody", GOOD.replace("reply-to=post", "reply-to=c9"), "7:", "'c9', which is not there"),
    (
        "cycle of replies",
        GOOD.replace("reply-to=post", "reply-to=c2") + "\n::: {.comment #c2 author=Cy reply-to=c1}\nNo.\n:::\n",
        "7:",
        "circle: c1 > c2 > c1",
    ),
    ("same comment twice", GOOD + "\n::: {.comment #c1 author=Cy}\nNo.\n:::\n", "11:1", "'c1' already"),
    ("votes that are none", GOOD.replace("author=Ben", "author=Ben karma=many"), "7:", "'karma' cannot be 'many'"),
    ("front matter left open", GOOD.replace("Ada\n---\n", "Ada\n"), "1:1", "not closed"),
    ("front matter that is no YAML", GOOD.replace("author: Ada", "author: [Ada"), "", "the front matter is not right"),
    ("expected verdict of nobody", GOOD.replace("author: Ada", "expect: {lane: stands}"), "3:", "Did you mean 'lanes'?"),
    ("expected nonsense", GOOD.replace("author: Ada", "expect: {lanes: wins}"), "3:", "'wins' is no verdict"),
    ("another text", GOOD.replace("author: Ada", "text-sha256: 0123"), "3:", "not the text that was annotated"),
]


@pytest.mark.parametrize("command", ["map", "check"])
@pytest.mark.parametrize(("text", "place", "words"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_bad_annotated_text(run: Run, tmp_path: Path, command: str, text: str, place: str, words: str) -> None:
    file = tmp_path / "debate.md"
    file.write_text(text)
    ran = run(command, file, *(["--out", tmp_path / "out"] if command == "map" else []))
    assert ran.code == 2
    complaint = (ran.err if command == "map" else ran.out).splitlines()[0]
    assert f"{file}:{place}" in complaint
    assert words in complaint
    assert "Traceback" not in ran.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "is not text"),
        ("Größe".encode("cp1252"), "is not UTF-8"),
    ],
    ids=["empty", "blank", "binary", "cp1252"],
)
def test_bad_files(run: Run, tmp_path: Path, data: bytes, words: str) -> None:
    file = tmp_path / "page.md"
    file.write_bytes(data)
    for command in ("map", "ingest", "check", "explain"):
        ran = run(command, file, *(["x"] if command == "explain" else []))
        assert ran.code == 2, command
        assert words in ran.err + ran.out


def test_no_such_file_and_a_directory(run: Run, tmp_path: Path) -> None:
    assert "there is no file" in run("map", tmp_path / "none.md").err
    ran = run("map", tmp_path)
    assert ran.code == 2
    assert "is a directory" in ran.err


def test_a_file_name_cannot_break_the_line(run: Run, tmp_path: Path) -> None:
    ran = run("map", tmp_path / "two\nlines\x1b[31m.md")
    assert ran.code == 2
    assert len(ran.err.splitlines()) == 1
    assert "\x1b" not in ran.err


def test_every_problem_of_a_file_is_said_at_once(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "debate.md"
    file.write_text(GOOD.replace("supports=lanes", "supports=lane").replace('"hurt>lanes"', '"hurts>lanes"'))
    assert re.findall(r":(\d+):\d+:", run("check", file).out) == ["5", "8"]


def test_outputs_stay_as_they_were_where_writing_fails(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "debate.md"
    file.write_text(GOOD)
    out = tmp_path / "out"
    assert run("map", file, "--out", out, "--no-java").code == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    (out / "debate.ttl").unlink()
    (out / "debate.ttl").mkdir()
    file.write_text(GOOD.replace("Lanes", "Bike lanes"))
    ran = run("map", file, "--out", out, "--no-java")
    assert ran.code == 2
    assert "cannot be written" in ran.err
    (out / "debate.ttl").rmdir()
    assert {path.name: path.read_bytes() for path in out.iterdir()} == {
        name: data for name, data in before.items() if name != "debate.ttl"
    }


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_is_one_line(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "debate.md"
    file.write_text(GOOD)
    report = tmp_path / "report.md"
    report.write_text("what was there")

    def on_a_full_disk(dir: Path, prefix: str) -> tuple[int, str]:
        staged = dir / f"{prefix}staged"
        staged.touch()
        return os.open("/dev/full", os.O_WRONLY), str(staged)

    monkeypatch.setattr("argmap.files.tempfile.mkstemp", on_a_full_disk)
    ran = run("export", file, "--to", "report", "--out", report)
    assert ran.code == 2
    assert "cannot be written: No space left on device" in ran.err
    assert len(ran.err.splitlines()) == 1
    assert report.read_text() == "what was there"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["debate.md", "report.md"]


def test_out_follows_links_and_keeps_modes_and_pipes(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "debate.md"
    file.write_text(GOOD)
    target, link, pipe = tmp_path / "target.ttl", tmp_path / "link.ttl", tmp_path / "pipe"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target)
    assert run("export", file, "--to", "turtle", "--out", link).code == 0
    assert link.is_symlink()
    assert "am:Claim" in target.read_text()
    assert target.stat().st_mode & 0o777 == 0o640
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert run("stats", file).code == 0
    assert run("export", file, "--to", "report", "--out", pipe).code == 0
    assert pipe.is_fifo()
    assert os.read(reader, 7) == b"# Lanes"
    os.close(reader)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_standard_output_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "debate.md"
    file.write_text(GOOD)
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "argmap", "export", str(file), "--to", "turtle"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ran.returncode == 2
    assert "standard output" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_ctrl_c_is_one_line_and_130(tmp_path: Path) -> None:
    program = (
        "import signal, sys, os, threading\n"
        "from argmap.cli import main\n"
        "threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGINT)).start()\n"
        "sys.argv = ['argmap', 'map', '-']\n"
        "main()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path, text=True
    ) as process:
        assert process.stderr is not None
        said = process.stderr.read()
        process.wait(20)
    assert process.returncode == 130
    assert said.splitlines() == ["argmap: stopped; files that were there are as they were"]
    assert not list(tmp_path.iterdir())


def test_two_sources_of_one_name(run: Run, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "debate.md").write_text(GOOD)
    ran = run("map", tmp_path / "a" / "debate.md", tmp_path / "b" / "debate.md")
    assert ran.code == 2
    assert "two sources are called 'debate'" in ran.err


def test_a_claim_that_is_not_there(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "debate.md"
    file.write_text(GOOD)
    for command in (("explain", file, "lane"), ("cruxes", file, "--for", "lane")):
        ran = run(*command)
        assert ran.code == 2
        assert "Did you mean 'lanes'?" in ran.err


def test_a_broken_query_names_line_and_column(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "debate.md"
    file.write_text(GOOD)
    ran = run("query", "SELECT ?c {\n ?c a am:Claim ; }}", file)
    assert ran.code == 2
    assert re.search(r":2:\d+: ", ran.err)
