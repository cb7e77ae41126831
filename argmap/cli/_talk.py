"""What the command line says besides its data: always on stderr, spinners and bars only on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
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
    def progress(self, message: str, words: int, letters: int) -> Iterator[Callable[[int], None]]:
        """Show a bar that is full after so many words; yield what to call with the number of letters that were read."""
        self.detail(message)
        if self.quiet or self.verbose or not sys.stderr.isatty():
            yield lambda _: None
            return
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        count = TextColumn("{task.completed:,.0f} of {task.total:,.0f} words")
        with Progress(
            TextColumn("{task.description}"), BarColumn(), count, TimeRemainingColumn(), console=Console(stderr=True)
        ) as bar:
            task = bar.add_task(message, total=words)
            yield lambda read: bar.advance(task, read * words / max(letters, 1))

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
