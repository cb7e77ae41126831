"""The application: its global options, its commands, and what happens when one of them fails."""

from __future__ import annotations

import gc
import logging
import os
import sys
from typing import Annotated

import typer

from argmap.cli._talk import Talk
from argmap.errors import BAD_INPUT, ArgmapError, error

__all__ = ["app", "main", "talk"]

INTERRUPTED = 130
"""Typer's exit code after Ctrl-C, as shells use it (128 + SIGINT)."""

app = typer.Typer(
    no_args_is_help=True,
    # Plain help and plain errors: half the start-up time, and the same bytes in a terminal and in a pipe.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

talk = Talk()


def _version(wanted: bool) -> None:
    if wanted:
        from argmap import __version__

        typer.echo(f"argmap {__version__}")
        raise typer.Exit


@app.callback()
def options(
    _show_version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", callback=_version, is_eager=True)
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors on stderr.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Say every step on stderr.")] = False,
) -> None:
    """Turn a long post and its comments into an argument map: page, RDF, verdicts, cruxes, and answers to questions.

    Data goes to stdout, talk to stderr; `-` is stdin or stdout.

    Exit codes: 0 ok, 1 the check found something, 2 bad input or usage, 3 a needed part is missing.

    \b
    Examples:
      argmap map corpus/connectomics.md
      argmap ingest page.txt > debate.md
      argmap explain corpus/bike-lanes.md lanes
    """  # noqa: D301 -- \b is Typer's mark for lines to leave as they are
    talk.quiet, talk.verbose = quiet, verbose


def main() -> None:
    """Run the command line; every error a user can meet ends as one line on stderr and the documented exit code."""
    for stream in (sys.stdout, sys.stderr):
        # Pages hold every script there is; a C locale or a Windows console must not stop us from printing them.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    # numpy reads it when it is first imported, which is later: one thread is what spaCy's small matrices are fastest on.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # A map is many small objects that stay: looking through them for garbage at Python's own pace takes a fifth of the time.
    gc.set_threshold(100_000, 20, 100)
    # rdflib logs a traceback for every literal of a strange type in a user's RDF.
    logging.getLogger("rdflib").setLevel(logging.CRITICAL)
    try:
        app()
    except ArgmapError as problem:
        for each in (problem, *problem.others):
            _complain(str(each))
        sys.exit(problem.exit_code)
    except SystemExit as stop:
        if stop.code == INTERRUPTED:
            _complain("stopped; files that were there are as they were")
        raise
    except OSError as problem:
        if talk.verbose:
            raise
        _complain(str(error("not-writable", path=problem.filename or "standard output", reason=problem.strerror or problem)))
        sys.exit(BAD_INPUT)
    except Exception as problem:
        if talk.verbose:
            raise
        _complain(f"this is a bug in argmap: {type(problem).__name__}: {problem} (run again with --verbose and report it)")
        sys.exit(BAD_INPUT)


def _complain(message: str) -> None:
    print(f"argmap: {message}", file=sys.stderr)  # noqa: T201 -- the one place that complains


# The commands register themselves with `app`.
from argmap.cli import _argue, _frameworks, _look, _make, _question, _review, _rules  # noqa: E402, F401
