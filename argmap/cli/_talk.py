"""What the command line says besides its data: always on stderr, a spinner only on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from argmap.errors import one_line

__all__ = ["Talk"]


@dataclass
class Talk:
    """How much to say: nothing but errors (`quiet`), the results (default), or every step (`verbose`)."""

    quiet: bool = False
    verbose: bool = False

    def say(self, message: str) -> None:
        """Print a line for the user."""
        if not self.quiet:
            print(one_line(message), file=sys.stderr)  # noqa: T201 -- the one place that talks

    def detail(self, message: str) -> None:
        """Print a line for the user who asked for every step."""
        if self.verbose:
            self.say(message)

    @contextmanager
    def step(self, message: str) -> Iterator[None]:
        """Show that something is going on for as long as it does."""
        self.detail(message)
        if self.quiet or self.verbose or not sys.stderr.isatty():
            yield
            return
        from rich.console import Console

        with Console(stderr=True).status(message):
            yield
