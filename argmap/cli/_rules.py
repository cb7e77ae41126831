"""The command that shows the rules: rules."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from argmap.cli._app import app

__all__: list[str] = []


class Engine(StrEnum):
    """Whom the rules are printed for."""

    LIST = "list"
    SPARQL = "sparql"
    CLINGO = "clingo"
    NEMO = "nemo"


@app.command()
def rules(
    to: Annotated[Engine, typer.Option("--to", help="A list for people, or text for another engine.")] = Engine.LIST,
) -> None:
    """Print the rules that the ontology comes to: how the graph is filled, and what would contradict it.

    The list has a line for each, with a tab after its name: the axiom in Manchester syntax, or what the SWRL rule is called. Then
    follow the clashes, which nothing may match, and the axioms that no rule can say and HermiT alone checks. For another engine
    there are the rules alone, with comments on how to run them and on what that engine cannot say.

    \b
    Examples:
      argmap rules | grep dependsOn
      argmap rules --to sparql > rules.ru
      argmap rules --to clingo > rules.lp
    """  # noqa: D301
    from argmap.graph import ontology
    from argmap.reason.program_text import program_text, rule_lines
    from argmap.reason.rules import compile_ontology

    graph = ontology()
    program = compile_ontology(graph)
    if to is Engine.LIST:
        for line in rule_lines(program, graph):
            typer.echo(line)
    else:
        typer.echo(program_text(program, to.value), nl=False)
