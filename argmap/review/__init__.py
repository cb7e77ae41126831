"""Going through suggestions: a person accepts, changes and rejects them, and every decision is in the file at once."""

from argmap.review._decisions import Applied
from argmap.review._edits import RefusedError, accept_above
from argmap.review._file import ChangedError, ReviewedFile
from argmap.review._session import ORDERS, Session
from argmap.review._tools import apply, brat_files, json_lines

__all__ = [
    "ORDERS",
    "Applied",
    "ChangedError",
    "RefusedError",
    "ReviewedFile",
    "Session",
    "accept_above",
    "apply",
    "brat_files",
    "json_lines",
    "run",
]


def run(file: ReviewedFile, order: str = "text") -> Session:
    """Let a person decide in the terminal, until they leave; return what is done and what is open.

    Raises ArgmapError if the file cannot be read or written.
    """
    from argmap.review._app import ReviewApp  # Textual is only needed here

    file.check_writable()
    session = Session(file.raw, file.path, order)
    ReviewApp(file, session).run()
    return session
