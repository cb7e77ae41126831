"""Write docs/errors.md and docs/cli.md from the code: `python docs/make.py` (a test compares)."""

from __future__ import annotations

from pathlib import Path

DOCS = Path(__file__).parent


def errors() -> str:
    """Return the list of errors, each under its id."""
    from argmap.errors import CATALOGUE

    lines = [
        "# Errors",
        "",
        "Every error that argmap can end with: the id in brackets at the end of its line, what happened, what to do.",
        "Exit codes: 0 ok, 1 findings, 2 bad input or usage, 3 a needed part is missing, 130 stopped with Ctrl-C.",
    ]
    for id, kind in sorted(CATALOGUE.items()):
        lines += ["", f"## {id}", "", f"`{kind.what}`", "", f"{kind.todo} (exit code {kind.exit_code})"]
    return "\n".join(lines) + "\n"


def cli() -> str:
    """Return the help of every command."""
    import typer.main
    from typer.testing import CliRunner

    from argmap.cli import app

    def help_of(*words: str) -> str:
        return CliRunner().invoke(app, [*words, "--help"], prog_name="argmap", terminal_width=100).stdout.rstrip()

    parts = ["# Commands", "", "Made from `--help` by `python docs/make.py`.", "", "```text", help_of(), "```"]
    for name in sorted(typer.main.get_command(app).commands):  # type: ignore[attr-defined]
        parts += ["", f"## argmap {name}", "", "```text", help_of(name), "```"]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    (DOCS / "errors.md").write_text(errors(), encoding="utf-8")
    (DOCS / "cli.md").write_text(cli(), encoding="utf-8")
