"""The small windows of a review: a question, a search over all claims, the keys."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

__all__ = ["Ask", "Help", "Search"]

_HELP = """\
a enter      accept: the mark is no suggestion any more
r            reject: [words]{.rejected} stays, so that it is not suggested again
s space → ↓  skip it            ← ↑  the one before
e            edit the words: ← → move an edge, tab the other edge,
             s whole sentence, c clause, enter keep, esc leave as it was
c p q v n x  claim, premise, question, evidence, concession, crux
1 to 5       the relation is this one, and no other
k            another kind of relation: supports, attacks, undercuts, answers, ...
t            another target: type some of its words
0            no relation
g            a gloss: what it means in clean words
u U          undo, redo
pageup/down  read on in the passage
Q            quit; all is in the file already, so open it again and go on

Underlined: other marks; dim: other suggestions. Any key goes back."""


class _Window(ModalScreen[str | None]):
    CSS = """
    _Window { align: center middle; }
    _Window > Vertical { width: 90%; max-width: 110; height: auto; max-height: 90%; border: round $primary; padding: 0 1; }
    _Window OptionList { height: auto; max-height: 14; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss")]


class Ask(_Window):
    """Asks for one line."""

    def __init__(self, question: str, value: str) -> None:
        super().__init__()
        self.question = question
        self.value = value

    def compose(self) -> ComposeResult:
        """Lay it out."""
        with Vertical():
            yield Static(self.question, markup=False)
            yield Input(self.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the line back."""
        self.dismiss(event.value)


class Search(_Window):
    """Finds a claim by any of its words; gives its id back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "highlight(1)", priority=True),
        Binding("up", "highlight(-1)", priority=True),
    ]

    def __init__(self, listed: list[tuple[str, str]], kind: str) -> None:
        super().__init__()
        self.listed = listed
        self.kind = kind

    def compose(self) -> ComposeResult:
        """Lay it out."""
        with Vertical():
            yield Static(f"It {self.kind} the claim with these words (↑ ↓ choose, enter take, esc leave):", markup=False)
            yield Input()
            yield OptionList(markup=False)

    def on_mount(self) -> None:
        """Show all claims."""
        self.filter("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show those with the words typed so far."""
        self.filter(event.value)

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Take the highlighted claim."""
        options = self.query_one(OptionList)
        if options.highlighted is not None:
            self.dismiss(options.get_option_at_index(options.highlighted).id)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the clicked claim."""
        self.dismiss(event.option.id)

    def filter(self, typed: str) -> None:
        """Keep the claims that have every word that was typed, or a part of it."""
        words = typed.casefold().split()
        found = [(id, text) for id, text in self.listed if all(word in f"{id} {text}".casefold() for word in words)]
        options = self.query_one(OptionList)
        options.clear_options()
        width = max(min(self.size.width * 9 // 10, 110) - 10, 20)
        options.add_options([Option(_line(text, width), id=id) for id, text in found[:200]])
        options.highlighted = 0 if found else None

    def action_highlight(self, by: int) -> None:
        """Go to another claim while the words are typed."""
        options = self.query_one(OptionList)
        if options.option_count:
            options.highlighted = ((options.highlighted or 0) + by) % options.option_count


def _line(text: str, width: int) -> Text:
    line = Text(text, no_wrap=True)
    line.truncate(width, overflow="ellipsis")
    return line


class Help(_Window):
    """Shows all keys."""

    def compose(self) -> ComposeResult:
        """Lay it out."""
        with Vertical():
            yield Static(_HELP, markup=False)

    def on_key(self) -> None:
        """Go back."""
        self.dismiss(None)
