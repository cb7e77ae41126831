"""What a reader is: one source format, by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from argmap.model import Thread
from argmap.read._file import File
from argmap.read._page import Page

__all__ = ["Reader"]


class Reader(NamedTuple):
    """One source format: `sniff` says whether a file is in it, and `read` makes of it a page, or a thread of its own."""

    name: str
    sniff: Callable[[File], bool]
    read: Callable[[File], Page | Thread]
