"""The command that asks for Dung's semantics: af."""

from __future__ import annotations

import json
from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from argmap.cli._app import app, talk
from argmap.errors import error
from argmap.reason.dung import Framework, Limit, Semantics

if TYPE_CHECKING:
    from argmap.model import ArgumentMap

__all__: list[str] = []

_MOST_SETS, _MOST_CAMPS = 100_000, 64
"""How many sets of ids a program may want, and how many camps in words a person."""


class Task(StrEnum):
    """What to find out."""

    EXTENSIONS = "extensions"
    COUNT = "count"
    CREDULOUS = "credulous"
    SCEPTICAL = "sceptical"


class AnswerFormat(StrEnum):
    """How to print the answer."""

    TEXT = "text"
    JSON = "json"


@app.command()
def af(
    file: Annotated[str, typer.Argument(help="A framework (.af, .apx, .dl, .tgf) or an annotated text.", show_default=False)],
    semantics: Annotated[Semantics, typer.Option(help="Which sets of arguments may be accepted together.")] = Semantics.PREFERRED,
    task: Annotated[
        Task, typer.Option(help="The sets, how many they are, or whether --argument is in some or in all of them.")
    ] = Task.EXTENSIONS,
    argument: Annotated[
        str | None, typer.Option("--argument", "-a", help="The argument, or the claim's id.", show_default=False)
    ] = None,
    format: Annotated[AnswerFormat, typer.Option("--format", "-f", help="Text, or JSON.")] = AnswerFormat.TEXT,
    seconds: Annotated[float, typer.Option(help="Give up after so long.", min=0)] = 60.0,
    most: Annotated[
        int | None,
        typer.Option(
            help=f"Give up beyond so many sets ({_MOST_SETS:,} by default); of camps in words, look no further ({_MOST_CAMPS}).",
            min=1,
            show_default=False,
        ),
    ] = None,
) -> None:
    """Find the sets of arguments that can be accepted together, by one of Dung's semantics.

    Of a map, its translation is asked, and the answer names claims and steps. The preferred sets are its camps: as text, they are
    told in words, for each question that is open, with what holds either way.

    \b
    Examples:
      argmap af corpus/connectomics.md
      argmap af corpus/bike-lanes.md --task sceptical --argument lanes
      argmap af framework.apx --semantics stable --task count
    """  # noqa: D301
    from argmap.reason.dung import accepted, count, extensions

    if (argument is None) == (task in (Task.CREDULOUS, Task.SCEPTICAL)):
        raise error("argument-wanted" if argument is None else "argument-unwanted", task=task.value)
    with talk.step(f"reading {file}"):
        the_map, framework, named = _read(file)
    limit = Limit(seconds, most or _MOST_SETS)
    with talk.step("solving"):
        if the_map and (semantics, task, format) == (Semantics.PREFERRED, Task.EXTENSIONS, AnswerFormat.TEXT):
            answer: object = None
            lines: Iterable[str] = _camps(the_map, Limit(seconds, most or _MOST_CAMPS))
        elif task is Task.EXTENSIONS:
            sets = [_shown(one, named) for one in extensions(framework, semantics, limit)]
            answer = {"extensions": sets}
            lines = map(_line, sets)
        elif task is Task.COUNT:
            answer = {"count": count(framework, semantics, limit)}
            lines = [str(answer["count"])]
        else:
            asked = argument or ""
            if named is not None and asked not in named:
                raise error("unknown-argument", argument=asked)
            found = accepted(framework, semantics, named[asked] if named else asked, everywhere=task is Task.SCEPTICAL, limit=limit)
            witness = None if found.witness is None else _shown(found.witness, named)
            answer = {"accepted": found.holds, "witness": witness}
            lines = ["yes" if found.holds else "no", *([] if witness is None else [_line(witness)])]
    if format is AnswerFormat.JSON:
        typer.echo(json.dumps(answer, ensure_ascii=False))
    else:
        for line in lines:
            typer.echo(line)


def _read(file: str) -> tuple[ArgumentMap | None, Framework, dict[str, str] | None]:
    """Return a framework; if it is that of a map, the map and the argument of each claim and step too."""
    from argmap import pipeline
    from argmap.files import read_text
    from argmap.reason.dung import SUFFIXES, read_framework, translate

    if file.lower().endswith(SUFFIXES):
        return None, read_framework(read_text(file), file), None
    judged = pipeline.judged(file).judged
    translation = translate(judged)
    return judged, translation.framework, translation.argument


def _camps(map: ArgumentMap, limit: Limit) -> list[str]:
    from argmap.reason.camp_words import camp_lines
    from argmap.reason.camps import camps

    return list(camp_lines(map, camps(map, limit)))


def _line(names: list[str]) -> str:
    return "{" + ", ".join(names) + "}"


def _shown(extension: tuple[str, ...], named: dict[str, str] | None) -> list[str]:
    if named is None:
        return list(extension)
    inside = set(extension)
    return [name for name, argument in named.items() if argument in inside]
