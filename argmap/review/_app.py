"""The review in the terminal: the passage with its mark, what is suggested and why, and a key for every decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.events import Key, Resize
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import get_current_worker

from argmap.errors import ArgmapError
from argmap.model import Role, Span
from argmap.review._dialogs import Ask, Help, Search
from argmap.review._edits import KINDS, RefusedError, find, marked, relations, role_of
from argmap.review._file import ChangedError, ReviewedFile
from argmap.review._passage import heading, passage, shown
from argmap.review._session import Session
from argmap.review._targets import ends, everything, goals, ranked
from argmap.review._words import clause, moved, sentence

if TYPE_CHECKING:
    from argmap.suggest import RankedTarget

__all__ = ["ReviewApp"]

_ROLES = {
    "c": Role.CLAIM,
    "p": Role.PREMISE,
    "q": Role.QUESTION,
    "v": Role.EVIDENCE,
    "n": Role.CONCESSION,
    "x": Role.CRUX,
}
_MOST = 5
_WIDE = 120
"""Columns from which the suggestion stands beside the passage."""
_KEYS = (
    "a accept  r reject  s skip  e edit words  g gloss  u undo  ? all keys  Q quit\n"
    "role: c claim  p premise  q question  v evidence  n concession  x crux\n"
    "relation: 1-5 to that one  t find another  k other kind  0 none"
)
_EDIT_KEYS = "← → move the edge by a word  tab other edge\ns sentence  c clause  enter keep  esc leave as it was"


class Passage(Widget):
    """The words around the mark, from the line that matters on."""

    def __init__(self) -> None:
        super().__init__(id="passage")
        self.lines: list[Text] = []
        self.top = 0

    def show_lines(self, lines: list[Text], first: int) -> None:
        """Show these lines, the one numbered `first` a third down."""
        self.lines = lines
        self.top = first - self.size.height // 3
        self.scroll_lines(0)

    def scroll_lines(self, by: int) -> None:
        """Go up or down in the text."""
        self.top = max(min(self.top + by, len(self.lines) - self.size.height), 0)
        self.refresh()

    def render(self) -> Text:
        """Return the lines that fit."""
        return Text("\n").join(self.lines[self.top : self.top + self.size.height])


class ReviewApp(App[None]):
    """Goes through the suggestions of a file; every decision is written to it at once."""

    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_WIDE, "-wide")]  # noqa: RUF012 (Textual's own declaration)
    CSS = """
    #progress, #who { height: 1; text-style: bold; }
    #keys { height: auto; color: $text-muted; }
    #said { height: auto; min-height: 1; max-height: 3; color: $text-warning; }
    #body { height: 1fr; layout: vertical; }
    #passage { height: 1fr; padding: 0 1; }
    #suggestion { height: auto; max-height: 60%; padding: 0 1; border-top: solid $primary; }
    .-wide #body { layout: horizontal; }
    .-wide #passage { width: 3fr; height: 100%; }
    .-wide #suggestion { width: 2fr; height: 100%; max-height: 100%; border-top: none; border-left: solid $primary; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a,enter", "decide('accept')"),
        Binding("r", "decide('reject')"),
        Binding("s,space,right,down", "move(1)"),
        Binding("left,up", "move(-1)"),
        Binding("e", "edit"),
        *(Binding(key, f"role('{role}')") for key, role in _ROLES.items()),
        *(Binding(str(number), f"target({number})") for number in range(1, _MOST + 1)),
        Binding("0", "no_relation"),
        Binding("k", "kind"),
        Binding("t", "search"),
        Binding("g", "gloss"),
        Binding("u", "travel('undo')"),
        Binding("U", "travel('redo')"),
        Binding("pageup", "scroll(-1)"),
        Binding("pagedown", "scroll(1)"),
        Binding("question_mark", "help"),
        Binding("Q,ctrl+q,ctrl+c", "quit"),
    ]

    def __init__(self, file: ReviewedFile, session: Session) -> None:
        super().__init__()
        self.file = file
        self.session = session
        self.ranked: Mapping[str, Sequence[RankedTarget]] | None = None
        self.editing: Span | None = None
        self.edge = "end"

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield Static(id="progress", markup=False)
        yield Static(id="who", markup=False)
        with Container(id="body"):
            yield Passage()
            yield Static(id="suggestion", markup=False)
        yield Static(id="said", markup=False)
        yield Static(_KEYS, id="keys", markup=False)

    def on_mount(self) -> None:
        """Show the first suggestion."""
        self.show()
        self.rank()

    def on_resize(self, _event: Resize) -> None:
        """Lay the lines out anew."""
        self.call_after_refresh(self.show)

    # What is shown

    def say(self, words: str) -> None:
        """Tell what a key did, on one line."""
        self.query_one("#said", Static).update(Text(shown(words)))

    def show(self) -> None:
        """Show the suggestion that is looked at."""
        session = self.session
        counts = f"{session.count('accepted')} accepted · {session.count('rejected')} rejected"
        progress = f"{session.place} of {session.total} · {counts}"
        self.query_one("#progress", Static).update(Text(shown(f"{progress} · {self.file.path}"), no_wrap=True))
        self.query_one("#keys", Static).update(Text(_EDIT_KEYS if self.editing else _KEYS, no_wrap=True))
        if session.current is None:
            self.query_one("#who", Static).update("")
            self.query_one(Passage).show_lines([Text("All suggestions are decided. Q leaves, u takes the last one back.")], 0)
            self.query_one("#suggestion", Static).update("")
            return
        _, _, anchor = find(session.annotated, session.current)
        self.query_one("#who", Static).update(Text(heading(session.annotated.thread, anchor.doc), no_wrap=True))
        pane = self.query_one(Passage)
        width = max((pane.size.width or self.size.width) - 2, 20)
        unwritten = "" if len(anchor.span) else self.words_of(anchor.id)
        lines, first = passage(session.annotated, self.editing or anchor.span, anchor.doc, width, self.console, unwritten)
        pane.show_lines(lines, first)
        self.query_one("#suggestion", Static).update(self.suggestion())

    def suggestion(self) -> Text:
        """Say what is suggested, and why."""
        annotated = self.session.annotated
        id = self.session.current or ""
        _, mark, anchor = find(annotated, id)
        pairs = mark.attributes.pairs
        text = Text(overflow="fold")
        text.append(f"{role_of(mark)}", "bold")
        text.append(f"  {pairs.get('confidence', '')}  {id}\n")
        if not len(anchor.span):
            text.append("(no words of the text: the gloss says it)\n")
        for name, key in (("why", "cue"), ("hedge", "hedge"), ("credence", "credence"), ("gloss", "gloss"), ("by", "by")):
            if key in pairs:
                text.append(f"{name}: ", "dim").append(f"{shown(pairs[key])}  ")
        text.append("\n")
        has = relations(mark)
        for kind, target in has or [("no relation", "")]:
            text.append(f"{kind} ", "bold").append(f"{self.words_of(target, 160)}\n")
        for number, offer in enumerate(self.offers(), 1):
            chosen = "•" if any(kind == offer.kind and ends(word)[0] == offer.id for kind, word in has) else " "
            line = Text(f"{number}{chosen}{offer.score:.2f} {offer.kind} ", "bold", end="")
            line.append(f"({shown(offer.cue)}) " if offer.cue else "", "not bold dim")
            words = Text(self.words_of(offer.id), end="")
            lines = [line, Text("  ", end="").append_text(words)] if self.size.width >= _WIDE else [line.append_text(words)]
            for each in lines:
                each.truncate(max(self.query_one("#suggestion").content_size.width, 40), overflow="ellipsis")
                text.append_text(each).append("\n")
        if self.ranked is None:
            text.append("looking for targets ...", "dim")
        elif not self.offers() and role_of(mark) is not Role.QUESTION:
            text.append("no likely target: t finds one by its words", "dim")
        text.rstrip()
        return text

    def words_of(self, id: str, most: int = 120) -> str:
        """Return the words of a claim, a question or a step, on one line."""
        annotated = self.session.annotated
        parts = []
        for name in ends(id):
            try:
                _, mark, anchor = find(annotated, name)
                words = " ".join((anchor.span.cut(annotated.thread.text) or mark.attributes.pairs.get("gloss", "")).split()) or name
            except KeyError:
                words = name
            parts.append(shown(words if len(words) <= most else f"{words[: most - 1]}…"))
        return " > ".join(parts)

    def offers(self) -> Sequence[RankedTarget]:
        """Return the ranked targets that are there and make sense: a question says nothing of others, and is only answered."""
        roles = {anchor.id: role_of(mark) for _, mark, anchor in marked(self.session.annotated)}
        current = self.session.current or ""
        if roles.get(current) is Role.QUESTION:
            return []
        found = (offer for offer in (self.ranked or {}).get(current, ()) if offer.id in roles)
        return [offer for offer in found if roles[offer.id] is not Role.QUESTION or offer.kind == "answers"]

    @work(thread=True)
    def rank(self) -> None:
        """Rank the targets of all suggestions, beside the keys: spaCy takes its time."""
        annotated = self.session.annotated
        try:
            found = ranked(annotated, _MOST)
        except ArgmapError as problem:
            self.call_from_thread(self.say, f"no targets are ranked: {problem}")
            found = {}
        except Exception as problem:  # a help that fails must not end the review
            self.call_from_thread(self.say, f"no targets are ranked: {type(problem).__name__}: {problem}")
            found = {}
        if not get_current_worker().is_cancelled:
            self.call_from_thread(self.ranking_done, found)

    def ranking_done(self, found: Mapping[str, Sequence[RankedTarget]]) -> None:
        """Show what was ranked."""
        self.ranked = found
        if self.session.current is not None:
            self.query_one("#suggestion", Static).update(self.suggestion())

    # What is decided

    def change(self, decide: Callable[[], object], back: str = "undo") -> bool:
        """Decide, write, and show; say what else was changed for it, or why it cannot be. Return whether it was done."""
        if self.editing:
            return False
        session = self.session
        before = session.annotated.raw
        try:
            self.file.check()
            said = decide()
            self.file.write(session.annotated.raw)
        except ChangedError as change:
            self.reload(change)
            return False
        except RefusedError as problem:
            self.say(f"not done: {problem}")
            return False
        except ArgmapError as problem:
            # It is not in the file, so it is not decided.
            if session.annotated.raw != before:
                getattr(session, back)()
            self.show()
            self.say(f"not done: {problem}")
            return False
        if isinstance(said, tuple):
            said = "; ".join(said) if session.annotated.raw != before else "nothing changed: it is so already"
        self.say(f"{said}")
        self.show()
        return True

    def reload(self, change: ChangedError) -> None:
        """Go on with what somebody else wrote; where that cannot be read, nothing is written until it can."""
        try:
            self.session.reload(change.raw)
        except ArgmapError as problem:
            self.say(f"not done: somebody changed the file, and it cannot be read now: {problem}")
            return
        self.file.take(change)
        self.rank()
        self.show()
        self.say("somebody changed the file: this is it now, and the last key did nothing")

    def action_decide(self, how: str) -> None:
        """Accept or reject."""
        if self.session.current is not None:
            self.change(getattr(self.session, how))

    def action_move(self, by: int) -> None:
        """Look at the next or previous one."""
        self.session.move(by)
        self.say("")
        self.show()

    def action_role(self, role: str) -> None:
        """Change the role."""
        self.change(partial(self.session.recast, Role(role)))

    def action_target(self, number: int) -> None:
        """Choose a ranked target."""
        found = self.offers()
        if number <= len(found):
            offer = found[number - 1]
            if not self.relate_first([(offer.kind, offer.id)]):
                self.say(f"not done: {offer.id} is part of no step to undercut")

    def action_no_relation(self) -> None:
        """Take all relations away."""
        self.change(self.session.relate)

    def action_kind(self) -> None:
        """Go on to the next kind of relation that makes sense with this target."""
        if self.session.current is None:
            return
        has = relations(find(self.session.annotated, self.session.current)[1])
        if not has:
            self.say("no relation yet: choose a target with 1 to 5, or t")
            return
        kind, target = has[0]
        start = KINDS.index(kind) + 1
        self.relate_first([(other, target) for other in (*KINDS[start:], *KINDS[: start - 1])])

    def relate_first(self, wanted: Sequence[tuple[str, str]]) -> bool:
        """Let the first of these relations stand that makes sense; say whether there is one."""
        session = self.session
        for kind, target in wanted:
            for goal in goals(session.annotated, kind, target):
                last = (kind, target) == wanted[-1]
                if last or session.can_relate(kind, goal):
                    self.change(partial(session.relate, kind, goal))
                    return True
        return False

    def action_travel(self, how: str) -> None:
        """Take a decision back, or take that back."""

        def travel() -> str:
            done = getattr(self.session, how)()
            return f"{how}: {done}" if done else f"nothing to {how}"

        self.change(travel, back="redo" if how == "undo" else "undo")

    def action_search(self) -> None:
        """Look for a target by its words."""
        if self.session.current is None:
            return
        ids = everything(self.session.annotated, self.session.current)
        has = relations(find(self.session.annotated, self.session.current)[1])
        kind = has[0][0] if has and has[0][0] != "undercuts" else "supports"

        def chosen(id: str | None) -> None:
            if id is not None:
                self.change(partial(self.session.relate, kind, id))

        self.push_screen(Search([(id, self.words_of(id, 200)) for id in ids], kind), chosen)

    def action_gloss(self) -> None:
        """Ask for a gloss."""
        if self.session.current is None:
            return
        gloss = find(self.session.annotated, self.session.current)[1].attributes.pairs.get("gloss", "")

        def given(words: str | None) -> None:
            if words is not None:
                self.change(partial(self.session.describe, words))

        self.push_screen(Ask("In clean words (empty: no gloss):", gloss), given)

    def action_help(self) -> None:
        """Show all keys."""
        self.push_screen(Help())

    def action_scroll(self, pages: int) -> None:
        """Read on in the passage."""
        pane = self.query_one(Passage)
        pane.scroll_lines(pages * max(pane.size.height - 2, 1))

    # Editing the span

    def action_edit(self) -> None:
        """Begin to move the edges of the mark."""
        if self.session.current is None:
            return
        span = find(self.session.annotated, self.session.current)[2].span
        if not len(span):
            self.say("not done: it has no words")
            return
        self.editing, self.edge = span, "end"
        self.edited(span)

    def edited(self, span: Span | None) -> None:
        """Show the span as it would be; None ends editing."""
        self.editing = span
        self.say("" if span is None else f"moving the {self.edge}")
        self.show()

    def keep_edit(self) -> None:
        """Write the edited span."""
        span, self.editing = self.editing, None
        if span is not None and not self.change(partial(self.session.respan, span)):
            self.show()

    def on_key(self, event: Key) -> None:
        """Move the edges while the words are edited."""
        key = event.key
        if self.editing is None or key in ("pageup", "pagedown", "Q", "ctrl+q", "ctrl+c"):
            return
        event.stop()
        event.prevent_default()  # else the key would also mean what it means otherwise
        thread, span = self.session.annotated.thread, self.editing
        if key in ("left", "right"):
            self.edited(moved(thread, span, self.edge, 1 if key == "right" else -1))
        elif key == "tab":
            self.edge = "start" if self.edge == "end" else "end"
            self.edited(span)
        elif key in ("s", "c"):
            self.edited(sentence(thread, span) if key == "s" else clause(thread, span))
        elif key == "enter":
            self.keep_edit()
        elif key == "escape":
            self.edited(None)
