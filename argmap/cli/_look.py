"""Commands that look at a map: check, stats."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from argmap.cli._app import app, talk
from argmap.errors import FINDINGS, ArgmapError, error

if TYPE_CHECKING:
    from argmap.pipeline import Case

__all__: list[str] = []

File = Annotated[str, typer.Argument(help="An annotated text, or - for stdin.", show_default=False)]


class Format(StrEnum):
    """How a command prints: for a person or for a program."""

    TEXT = "text"
    JSON = "json"


As = Annotated[Format, typer.Option("--format", "-f", help="For a person or for a program.")]


def put_json(data: Any) -> None:
    """Print JSON that a person can read too."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=1))


def put_line(line: str) -> None:
    """Print a line of other people's words: without what would move or turn the terminal's text."""
    typer.echo("".join(char if char.isprintable() else " " for char in line))


def claim_or_step(case: Case, id: str) -> str:
    """Return the id that has the verdict asked for; raises ArgmapError with the nearest id."""
    if id in case.verdicts.labels:
        return id
    try:
        return case.annotated.map.claim(id).id
    except KeyError:
        from difflib import get_close_matches

        known = [anchor.id for claim in case.annotated.map.claims for anchor in claim.anchors]
        near = get_close_matches(id, known, 1, 0) or ["none: the map is empty"]
        raise error("no-such-claim", id=id, near=near[0]) from None


def claim_only(case: Case, id: str) -> str:
    """Return the id of a claim, by id or alias; raises ArgmapError for a step too."""
    found = claim_or_step(case, id)
    if ">" in found:
        raise error("no-claim", id=id)
    return found


def case_of(file: str) -> Case:
    """Return the judged map of a file, and say so if nobody has confirmed any of it."""
    from argmap import pipeline

    case = pipeline.judged(file)
    if case.suggested:
        talk.say(pipeline.UNCONFIRMED)
    return case


@app.command()
def check(
    files: Annotated[list[str], typer.Argument(help="Annotated texts.", show_default=False)],
    format: As = Format.TEXT,
    java: Annotated[bool, typer.Option(help="Check consistency with HermiT too (a Java program that argmap brings along).")] = True,
) -> None:
    """Lint maps: their syntax, byte-exact stripping, their own `expect:`, SHACL shapes, OWL consistency.

    Prints one finding a line, with file, line and column; exits 1 if there is one.

    \b
    Example:
      argmap check corpus/*.md
    """  # noqa: D301
    from argmap import pipeline

    found: list[dict[str, object]] = []
    worst = 0
    for file in files:
        try:
            with talk.step(f"checking {file}"):
                findings, summary = pipeline.check(file, java, talk.say)
        except ArgmapError as problem:
            # Bad input in one file is no reason to leave the others unchecked.
            for each in (problem, *problem.others):
                found.append({"place": str(each.place or file), "message": str(each), "id": each.id})
            worst = max(worst, problem.exit_code)
            continue
        found += [{"place": str(finding.place or file), "message": str(finding), "id": finding.id} for finding in findings]
        worst = max(worst, FINDINGS if findings else 0)
        talk.say(summary)
    if format is Format.JSON:
        put_json(found)
    else:
        for finding in found:
            typer.echo(finding["message"])
    if worst:
        raise typer.Exit(worst)


@app.command()
def stats(file: File, format: As = Format.TEXT) -> None:
    """Count what is in a map.

    \b
    Example:
      argmap stats corpus/bike-lanes.md
    """  # noqa: D301
    from argmap import pipeline

    counts = pipeline.stats(pipeline.judged(file))
    if format is Format.JSON:
        put_json(counts)
    else:
        for name, count in counts.items():
            typer.echo(f"{count:6}  {name}")
