"""Every error a user can meet: its id, what happened, where, and what to do.

A message is written once, in `CATALOGUE`. Code raises `error("unknown-id", place, id=..., known=...)`; the command line prints the
one line and exits with the kind's code. `docs/errors.md` is made from the same catalogue.
"""

from __future__ import annotations

from dataclasses import dataclass

from argmap.model.argument import Place

__all__ = ["BAD_INPUT", "CATALOGUE", "FINDINGS", "MISSING_PART", "ArgmapError", "Kind", "error"]

FINDINGS, BAD_INPUT, MISSING_PART = 1, 2, 3
"""Exit codes: the check found something, the input or the call is bad, a needed part is not installed."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of error. `what` and `todo` are templates over the keyword arguments of `error`."""

    what: str
    todo: str
    exit_code: int = BAD_INPUT


CATALOGUE: dict[str, Kind] = {
    # files
    "no-such-file": Kind("there is no file '{path}'", "Check the path; `-` reads standard input."),
    "is-directory": Kind("'{path}' is a directory", "Name the page or map file inside it."),
    "not-readable": Kind("'{path}' cannot be read: {reason}", "Check the file's permissions."),
    "not-writable": Kind("'{path}' cannot be written: {reason}", "Nothing was changed. Free some space or choose another --out."),
    "empty-file": Kind("'{path}' is empty", "Save the page again."),
    "binary-file": Kind("'{path}' is not text", "Save the page as text, Markdown or HTML."),
    "wrong-encoding": Kind(
        "'{path}' is not UTF-8 (byte {byte})", "Save it as UTF-8, for example: iconv -f CP1252 -t UTF-8 IN > OUT"
    ),
}


class ArgmapError(Exception):
    """An error to show as one line.

    `id` is its key in `CATALOGUE`, `place` where it was found. Where several things are wrong with one file, the first
    is raised and `others` are the rest.
    """

    def __init__(self, id: str, place: Place | None, **details: object) -> None:
        self.id = id
        self.place = place
        self.details = details
        self.kind = CATALOGUE[id]
        self.others: tuple[ArgmapError, ...] = ()
        super().__init__(str(self))

    @property
    def exit_code(self) -> int:
        """The exit code of a command that ends with this error."""
        return self.kind.exit_code

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        message = f"{where}{self.kind.what.format(**self.details)}. {self.kind.todo.format(**self.details)} [{self.id}]"
        # One line, whatever a file name or a hostile page put into the details.
        return "".join(char if char.isprintable() else " " for char in message)


def error(id: str, place: Place | None = None, **details: object) -> ArgmapError:
    """Make the error `id` at `place`; the keyword arguments fill its templates.

    >>> str(error("empty-file", path="page.txt"))
    "'page.txt' is empty. Save the page again. [empty-file]"
    >>> error("no-such-error")
    Traceback (most recent call last):
    ...
    KeyError: 'no-such-error'
    """
    return ArgmapError(id, place, **details)
