"""A review: the suggestions of one file that are still open, what was decided, and the way back."""

from __future__ import annotations

from dataclasses import dataclass

from argmap.markup import Annotated, parse
from argmap.model import Role, Span
from argmap.review import _edits
from argmap.review._edits import Edited, marked

__all__ = ["ORDERS", "Session"]

ORDERS = ("text", "confidence")


@dataclass(frozen=True, slots=True)
class _Past:
    """What was before a decision: the text, the suggestion that was looked at, and what was decided, in words."""

    annotated: Annotated
    current: str | None
    decided: str


class Session:
    """Goes through the suggestions of an annotated text.

    `annotated` is the text as decided so far and `current` the id of the suggestion that is looked at, None when all are
    decided. The order is that of the text, or by `confidence`, the surest first. Every decision raises RefusedError, and
    changes nothing, if the text could not be read after it.

    >>> session = Session("[Lanes save lives.]{.claim .suggested #lanes confidence=0.7} Yes.", "lanes.md")
    >>> session.current, session.accept()
    ('lanes', ())
    >>> session.annotated.raw, session.current
    ('[Lanes save lives.]{.claim #lanes} Yes.', None)
    >>> session.undo()
    'accepted lanes'
    >>> session.annotated.raw
    '[Lanes save lives.]{.claim .suggested #lanes confidence=0.7} Yes.'
    """

    def __init__(self, raw: str, name: str, order: str = "text") -> None:
        """Read annotated text; raises ArgmapError as `parse` does."""
        self.order = order
        self.annotated = parse(raw, name)
        self._past: list[_Past] = []
        self._future: list[_Past] = []
        self.total = len(self.open)
        self.current: str | None = next(iter(self.open), None)

    @property
    def open(self) -> list[str]:
        """The ids of the suggestions that nobody has decided, in the order of the review."""
        found = [(mark, anchor) for _, mark, anchor in marked(self.annotated) if "suggested" in mark.attributes.classes]
        if self.order == "confidence":
            found.sort(key=lambda pair: -float(pair[0].attributes.pairs.get("confidence", "0")))
        return [anchor.id for _, anchor in found]

    def count(self, decided: str) -> int:
        """Return how many were `accepted` or `rejected` in this session and not taken back."""
        return sum(past.decided.startswith(decided) for past in self._past)

    @property
    def place(self) -> int:
        """Which one is looked at, counted from 1 over all that were open at the start."""
        here = self.open.index(self.current) + 1 if self.current in self.open else 0
        return self.total - len(self.open) + here

    def move(self, by: int) -> None:
        """Look at the next or the previous open suggestion without deciding; at the end begin again."""
        if self.open:
            here = self.open.index(self.current) if self.current in self.open else -1
            self.current = self.open[(here + by) % len(self.open)]

    def accept(self) -> tuple[str, ...]:
        """Confirm the suggestion, and look at the next."""
        return self._decide("accepted", _edits.accept(self.annotated, self._id()), onward=True)

    def reject(self) -> tuple[str, ...]:
        """Say that nothing is to be marked here, and look at the next; return what else was changed for it."""
        return self._decide("rejected", _edits.reject(self.annotated, self._id()), onward=True)

    def recast(self, role: Role) -> tuple[str, ...]:
        """Give it another role; return what else was changed for it."""
        return self._decide(f"made a {role}:", _edits.recast(self.annotated, self._id(), role))

    def relate(self, kind: str | None = None, target: str = "") -> tuple[str, ...]:
        """Let it have this one relation, or none; return what else was changed for it."""
        return self._decide("related", _edits.relate(self.annotated, self._id(), kind, target))

    def can_relate(self, kind: str, target: str) -> bool:
        """Say whether this relation makes sense."""
        try:
            _edits.relate(self.annotated, self._id(), kind, target)
        except _edits.RefusedError:
            return False
        return True

    def describe(self, gloss: str) -> tuple[str, ...]:
        """Give it a gloss, or take it away."""
        return self._decide("glossed", _edits.describe(self.annotated, self._id(), gloss))

    def respan(self, span: Span) -> tuple[str, ...]:
        """Put it around other words, a span of the thread's text."""
        return self._decide("moved", _edits.respan(self.annotated, self._id(), span))

    def undo(self) -> str | None:
        """Take the last decision back and return it in words; None if there is none."""
        return self._travel(self._past, self._future)

    def redo(self) -> str | None:
        """Decide again what was taken back last, and return it in words; None if there is none."""
        return self._travel(self._future, self._past)

    def reload(self, raw: str) -> None:
        """Go on with a text that somebody else has changed; there is no way back behind that.

        Raises ArgmapError if it cannot be read; then nothing is changed.
        """
        fresh = Session(raw, self.annotated.thread.source.name, self.order)
        decided = self.total - len(self.open)
        self.annotated, self._past, self._future = fresh.annotated, [], []
        self.total = decided + len(self.open)
        if self.current not in self.open:
            self.current = next(iter(self.open), None)

    def _id(self) -> str:
        if self.current is None:
            raise _edits.RefusedError("nothing is left to decide")
        return self.current

    def _decide(self, decided: str, edited: Edited, *, onward: bool = False) -> tuple[str, ...]:
        before = self.open
        if edited.annotated.raw == self.annotated.raw:
            return ()
        self._past.append(_Past(self.annotated, self.current, f"{decided} {self.current}"))
        self._future.clear()
        self.annotated = edited.annotated
        if onward:
            here = before.index(self._id())
            left = set(self.open)
            self.current = next((id for id in before[here + 1 :] + before[:here] if id in left), None)
        return edited.notes

    def _travel(self, back: list[_Past], forth: list[_Past]) -> str | None:
        if not back:
            return None
        past = back.pop()
        forth.append(_Past(self.annotated, self.current, past.decided))
        self.annotated, self.current = past.annotated, past.current
        return past.decided
