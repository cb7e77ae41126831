"""The docs: every command they show is run, what they say it prints it prints, and what is made from code is up to date."""

from __future__ import annotations

import doctest
import re
import runpy
import shlex
import shutil
from pathlib import Path

import pytest

from .cli.conftest import Run, run

__all__ = ["run"]  # the fixture

DOCS = (
    *("README.md", "docs/markup.md", "docs/suggesting.md", "docs/reviewing.md", "docs/arguing.md", "docs/model-card.md"),
    *("docs/design.md", "corpus/README.md", "ontology/README.md"),
)
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


def shown(root: Path) -> list[tuple[str, str, str]]:
    """Return each command that the docs show with its output: the document, the words, what it prints."""
    found = []
    for name in DOCS:
        for block in BLOCK.findall((root / name).read_text()):
            for part in block.split("$ ")[1:]:
                command, _, output = part.partition("\n")
                while command.endswith("\\"):
                    more, _, output = output.partition("\n")
                    command = command[:-1] + more
                found.append((name, command, output))
    return found


def test_every_command_shown_prints_what_is_shown(run: Run, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(root / "corpus", tmp_path / "corpus")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    commands = shown(root)
    assert len(commands) > 4
    checker = doctest.OutputChecker()
    for name, command, expected in commands:
        words = shlex.split(command)
        assert words[0] == "argmap", command
        ran = run(*words[1:])
        assert ran.code == 0, (name, command, ran.err)
        assert checker.check_output(expected, ran.out, doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE), (name, command, ran.out)


def test_every_example_in_python_prints_what_is_shown(root: Path) -> None:
    name = "docs/suggesting.md"
    text = "\n".join(re.findall(r"^```pycon\n(.*?)^```", (root / name).read_text(), re.MULTILINE | re.DOTALL))
    examples = doctest.DocTestParser().get_doctest(text, {}, name, name, 0)
    assert len(examples.examples) > 4
    assert doctest.DocTestRunner().run(examples).failed == 0


def test_commands_named_in_the_text_exist(run: Run, root: Path) -> None:
    listed = set(re.findall(r"^  (\w+) ", run("--help").out.split("Commands:")[1], re.MULTILINE))
    for name in DOCS:
        for command in re.findall(r"`argmap (\w+)", (root / name).read_text()):
            assert command in listed, (name, command)


def test_the_readme_holds_the_two_commands_once(root: Path) -> None:
    text = (root / "README.md").read_text()
    for name, ends in (("map", "argmap map corpus/connectomics.md"), ("test", "pytest -q -n auto")):
        (command,) = re.findall(rf"<!-- command: {name} -->\n```sh\n(.*)\n```", text)
        assert command.endswith(ends)
    first_screen = "\n".join(text.splitlines()[:30])
    assert "docs/connectomics.png" in first_screen
    assert first_screen.count("```sh") == 2


def test_made_documents_are_up_to_date(root: Path) -> None:
    made = runpy.run_path(str(root / "docs" / "make.py"))
    for name in ("errors", "cli"):
        assert (root / "docs" / f"{name}.md").read_text() == made[name](), f"run python docs/make.py: {name}.md is old"


def test_links_lead_somewhere(root: Path) -> None:
    for name in DOCS:
        text = re.sub(r"^```.*?^```", "", (root / name).read_text(), flags=re.MULTILINE | re.DOTALL)
        for target in re.findall(r"\]\(([^)#\s]+)", text):
            if not target.startswith("http"):
                assert ((root / name).parent / target).exists(), (name, target)
