"""argmap af: Dung's semantics of a framework's file and of a map."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Run

NIXON = "arg(pacifist). arg(hawk). arg(quaker).\natt(pacifist,hawk). att(hawk,pacifist).\n"
MAP = """[Lanes help.]{.claim #lanes} [They are safe.]{.premise #safe supports=lanes}

[They are dangerous.]{.claim #danger attacks=safe} [They were, before the kerbs.]{.claim #kerbs attacks=danger}
[Nobody kept count.]{.claim #count attacks=kerbs} [The town did.]{.claim #did attacks=count}
[Not at night.]{.claim #night attacks=did}
[At night too.]{.claim #too attacks=night} [Then who?]{.claim #who attacks=too}
[Lanes cost too much.]{.claim #cost attacks=cheap} [They are cheap.]{.claim #cheap attacks=cost}
"""


@pytest.fixture
def nixon(tmp_path: Path) -> Path:
    path = tmp_path / "nixon.apx"
    path.write_text(NIXON)
    return path


def test_a_framework(run: Run, nixon: Path) -> None:
    assert run("af", nixon).out == "{hawk, quaker}\n{pacifist, quaker}\n"
    assert run("af", nixon, "--semantics", "ideal").out == "{quaker}\n"
    assert run("af", nixon, "--semantics", "complete", "--task", "count").out == "3\n"
    assert run("af", nixon, "--task", "credulous", "-a", "hawk").out == "yes\n{hawk, quaker}\n"
    assert run("af", nixon, "--task", "sceptical", "-a", "hawk").out == "no\n{pacifist, quaker}\n"
    found = run("af", nixon, "--task", "sceptical", "-a", "quaker", "--format", "json").out
    assert json.loads(found) == {"accepted": True, "witness": None}


def test_a_map_is_asked_by_its_own_names(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "map.md"
    path.write_text(MAP)
    camps = json.loads(run("af", path, "--format", "json").out)["extensions"]
    assert len(camps) == 2
    assert {"cost" in camp for camp in camps} == {True, False}
    assert all(("cost" in camp) != ("cheap" in camp) for camp in camps)
    assert all({"who", "night", "count", "danger"} <= set(camp) and "lanes" not in camp for camp in camps)
    assert run("af", path, "--task", "sceptical", "--argument", "who").out == "yes\n"


def test_a_map_s_camps_are_told_in_words(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "map.md"
    path.write_text(MAP)
    told = run("af", path).out.splitlines()
    assert told == [
        "One question is open: 2 camps",
        "  Camp 1 holds: Lanes cost too much",
        "  Camp 2 holds: They are cheap",
        "Whatever the camp: of 11 claims standing 4, fallen 5",
    ]
    assert run("af", path, "--seconds", "0").out.startswith("One question is open: no camp was found in the time allowed")
    assert run("af", path, "--most", "1").out.startswith("One question is open: at least 1 camp")
    # Of another semantics, and of a framework's file, the sets are printed as they are.
    assert run("af", path, "--semantics", "stable").out.count("{") == 2


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--task", "credulous"], "credulous asks of one argument, and none is named"),
        (["--argument", "hawk"], "extensions asks of all arguments"),
        (["--task", "credulous", "--argument", "dove"], "there is no argument 'dove'"),
        (["--seconds", "0", "--task", "count"], "no answer within 0 seconds"),
        (["--most", "1"], "there are more than 1 extensions"),
    ],
)
def test_what_cannot_be_answered_is_said_in_a_line(run: Run, nixon: Path, words: list[str], message: str) -> None:
    ran = run("af", nixon, *words)
    assert ran.code == 2
    assert ran.err.startswith(f"argmap: {message}")
    assert ran.err.count("\n") == 1
