"""Commands that question a map: ask (the saved questions) and query (any SPARQL)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from argmap.cli._app import app, talk
from argmap.errors import error

if TYPE_CHECKING:
    from argmap.query import Result

__all__: list[str] = []

Format = Annotated[str, typer.Option("--format", "-f", help="table, json, csv, or ttl for what makes a graph.")]


def _put(result: Result, format: str) -> None:
    from shutil import get_terminal_size

    from argmap.query import formula_cells, render

    typer.echo(render(result, format, get_terminal_size((100, 24)).columns), nl=False)
    if format == "csv" and (cells := formula_cells(result)):
        talk.say(f"{cells} cells begin as a formula does: do not open this in a spreadsheet that runs them")


@app.command(context_settings={"ignore_unknown_options": True})
def ask(
    question: Annotated[
        str | None, typer.Argument(help="The question's name; without one, all are listed.", show_default=False)
    ] = None,
    file: Annotated[
        list[str] | None, typer.Argument(help="Annotated texts, RDF that argmap made, or folders of it.", show_default=False)
    ] = None,
    parameter: Annotated[list[str], typer.Option("--param", "-p", help="NAME=VALUE, as the question's listing says.")] = [],  # noqa: B006
    format: Format = "table",
) -> None:
    """Ask a saved question. A parameter of the question can be given as an option of its name, too: --claim lanes.

    \b
    Examples:
      argmap ask
      argmap ask unanswered corpus/connectomics.md
      argmap ask rests-on corpus/bike-lanes.md --param claim=lanes
      argmap ask about exports --concept "whole brain emulation"
    """  # noqa: D301
    from argmap import query

    if question is None:
        for each in query.questions():
            needs = " ".join(f"{parameter.name}=..." for parameter in each.parameters)
            typer.echo(f"{each.name:24} {each.title}" + (f"  [{needs}]" if needs else ""))
        return
    files, options = _apart(file or [])
    given = dict(_pair(text) for text in (*options, *parameter))
    query.find(question)
    if not files:
        raise error("no-file", command=f"argmap ask {question}")
    from argmap import pipeline

    with talk.step(f"reading {', '.join(files)}"):
        dataset = pipeline.dataset_of(*files)
    with talk.step("asking"):
        result = query.ask(dataset, question, given)
    _put(result, format)


def _apart(words: list[str]) -> tuple[list[str], list[str]]:
    """Tell files from options that a question may have, which come as `--claim=lanes` or as two words.

    >>> _apart(["a.md", "--claim", "lanes", "b.md", "--author=Ann"])
    (['a.md', 'b.md'], ['claim=lanes', 'author=Ann'])
    """
    files, options = list[str](), list[str]()
    rest = iter(words)
    for word in rest:
        if not word.startswith("--"):
            files.append(word)
        elif "=" in word:
            options.append(word[2:])
        else:
            value = next(rest, None)
            options.append(word[2:] if value is None else f"{word[2:]}={value}")
    return files, options


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise error("no-equals", text=text)
    return name.strip(), value


@app.command()
def query(
    sparql: Annotated[str, typer.Argument(help="A SPARQL 1.1 query, or @FILE that holds one.", show_default=False)],
    file: Annotated[list[str], typer.Argument(help="Annotated texts, RDF that argmap made, or folders of it.", show_default=False)],
    format: Format = "table",
    timeout: Annotated[float, typer.Option(help="Stop after so many seconds.", min=0.1, max=86400)] = 30.0,
) -> None:
    """Question a map with SPARQL 1.1: what is asserted, suggested and inferred, in one graph or by GRAPH.

    The prefixes am:, aif:, sioc:, prov:, oa:, skos:, dcterms:, foaf:, schema:, rdf:, rdfs:, xsd: are known.

    \b
    Examples:
      argmap query 'SELECT ?claim { ?claim am:status am:Open }' corpus/bike-lanes.md
      argmap query @my.rq corpus/bike-lanes.md --format csv
    """  # noqa: D301
    from argmap import pipeline
    from argmap.files import read_text
    from argmap.query import run

    text = read_text(sparql[1:]) if sparql.startswith("@") else sparql
    with talk.step(f"reading {', '.join(file)}"):
        dataset = pipeline.dataset_of(*file)
    with talk.step("asking"):
        result = run(dataset, text, timeout=timeout)
    _put(result, format)
