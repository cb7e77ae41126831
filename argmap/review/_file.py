"""The reviewed file: read once, written after every decision, and never over somebody else's changes."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

from argmap.errors import ArgmapError, error
from argmap.files import decode, read_bytes, write_files
from argmap.markup import Annotated, parse
from argmap.read import reader_of

__all__ = ["ChangedError", "ReviewedFile"]


class ChangedError(Exception):
    """Somebody changed the file since it was read; `data` is what it holds now, and `raw` that as text.

    It cannot be written until `ReviewedFile.take` says that this is known.
    """

    def __init__(self, data: bytes, raw: str) -> None:
        super().__init__("the file was changed by somebody else")
        self.data = data
        self.raw = raw


class ReviewedFile:
    """An annotated text on disk; `raw` is its text when it was read."""

    def __init__(self, path: str) -> None:
        """Read the file; raises ArgmapError if it is no annotated text."""
        if path == "-":
            raise error("review-stdin", None)
        self.path = path
        self.data = read_bytes(path)
        self.raw = decode(self.data, path)
        if reader_of(self.data, path).name != "markdown":
            raise error("review-page", path=path)

    def annotated(self) -> Annotated:
        """Return the text and its map; raises ArgmapError where it cannot be read, or has no marks."""
        found = parse(self.raw, self.path)
        if not found.marks:
            raise error("nothing-suggested", path=self.path)
        return found

    def write(self, raw: str) -> None:
        """Put the text in place of what the file holds, whole or not at all.

        Raises ChangedError, and writes nothing, if the file is not as it was left; ArgmapError if it cannot be written.
        """
        self.check()
        self.check_writable()
        data = (codecs.BOM_UTF8 if self.data.startswith(codecs.BOM_UTF8) else b"") + raw.encode()
        if data != self.data:
            write_files({Path(self.path): data})
            self.data = data

    def check_writable(self) -> None:
        """Raise ArgmapError if the file is write-protected: moving another into its place would work all the same."""
        if Path(self.path).exists() and not os.access(self.path, os.W_OK):
            raise error("not-writable", path=self.path, reason="it is write-protected")

    def check(self) -> None:
        """Raise ChangedError if the file is not as it was left; a file that is gone is written anew."""
        try:
            data = read_bytes(self.path)
        except ArgmapError as problem:
            if problem.id in ("no-such-file", "empty-file"):
                return
            raise
        if data != self.data:
            raise ChangedError(data, decode(data, self.path))

    def take(self, change: ChangedError) -> None:
        """Go on from somebody else's change."""
        self.data, self.raw = change.data, change.raw
