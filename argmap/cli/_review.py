"""The command that goes through suggestions: review."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from argmap.cli._app import app, talk
from argmap.errors import FINDINGS, error

__all__: list[str] = []


@app.command()
def review(
    file: Annotated[str, typer.Argument(help="An annotated text with suggestions in it.", show_default=False)],
    order: Annotated[str, typer.Option(help="What comes first: text, or confidence (the surest).")] = "text",
    accept_above: Annotated[
        float | None,
        typer.Option("--accept-above", min=0, max=1, help="Accept all that are at least so confident.", show_default=False),
    ] = None,
    format: Annotated[
        str | None, typer.Option(help="Print what is open for another tool: jsonl (Prodigy, doccano) or brat.", show_default=False)
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="The folder for brat's files.", show_default=False)] = None,
    apply: Annotated[
        str | None, typer.Option("--apply", help="Decisions made in another tool: its .jsonl or .ann.", show_default=False)
    ] = None,
) -> None:
    """Go through the suggestions of a file in the terminal: accept, change, reject. `?` shows the keys.

    Every decision is in FILE at once: stop when you like, and open it again to go on.

    \b
    Examples:
      argmap review debate.md
      argmap review debate.md --accept-above 0.9
      argmap review debate.md --format jsonl > tasks.jsonl
      argmap review debate.md --apply decided.jsonl
    """  # noqa: D301
    from argmap import review as work

    if order not in work.ORDERS:
        raise error("review-options", problem=f"--order {order}: text or confidence")
    if sum(option is not None for option in (accept_above, format, apply)) > 1:
        raise error("review-options", problem="--accept-above, --format and --apply are three jobs: one at a time")
    reviewed = work.ReviewedFile(file)
    annotated = reviewed.annotated()
    if accept_above is not None:
        annotated, number = work.accept_above(annotated, accept_above)
        reviewed.write(annotated.raw)
        talk.say(f"accepted {number} suggestions, left {len(work.Session(annotated.raw, file).open)} open")
    elif format == "jsonl":
        typer.echo(work.json_lines(annotated), nl=False)
    elif format == "brat":
        from argmap.files import write_files

        if out is None:
            raise error("review-options", problem="--format brat writes several files and needs a folder: --out DIR")
        write_files({out / name: data for name, data in work.brat_files(annotated, Path(file).stem).items()})
        talk.say(f"wrote {out}")
    elif format is not None:
        raise error("review-format", name=format)
    elif apply is not None:
        applied = work.apply(annotated, apply)
        reviewed.write(applied.annotated.raw)
        for note in applied.notes:
            talk.say(note)
        talk.say(f"accepted {applied.accepted}, rejected {applied.rejected}, left {applied.left} open")
        if applied.notes:
            raise typer.Exit(FINDINGS)
    elif not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise error("no-terminal")
    else:
        session = work.run(reviewed, order)
        talk.say(f"{session.count('accepted')} accepted, {session.count('rejected')} rejected, {len(session.open)} open")
