"""Decisions that were made in another tool, carried out on an annotated text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from argmap.markup import Annotated
from argmap.model import Role, Span
from argmap.review import _edits
from argmap.review._edits import RefusedError, find, relations, role_of

__all__ = ["Applied", "Decision", "carry_out"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on the suggestion `id`: `accepted` or not, or left open (None), and what was changed in it.

    `place` says where that is written. Without `span`, `role` or `relations` these are as they were; the relations leave
    undercuts alone.
    """

    place: str
    id: str
    accepted: bool | None
    span: Span | None = None
    role: Role | None = None
    relations: tuple[tuple[str, str], ...] | None = None


@dataclass(frozen=True, slots=True)
class Applied:
    """The text after the decisions, how many were carried out, and what was not or changed with them, in words."""

    annotated: Annotated
    accepted: int
    rejected: int
    left: int
    notes: tuple[str, ...]


def carry_out(annotated: Annotated, decisions: Iterable[Decision], notes: Sequence[str] = ()) -> Applied:
    """Carry out the decisions: first what is accepted or changed, then what is rejected. What does not fit is noted."""
    said = list(notes)
    counts = {True: 0, False: 0}
    # Relations to what is rejected shall go, also those that are only given here.
    for decision in sorted(decisions, key=lambda decision: decision.accepted is False):
        try:
            _, mark, _ = find(annotated, decision.id)
        except KeyError:
            said.append(f"{decision.place}: there is no mark {decision.id}")
            continue
        if "suggested" not in mark.attributes.classes:
            said.append(f"{decision.place}: {decision.id} is decided already")
            continue
        try:
            annotated, changed = _carried_out(annotated, decision)
        except RefusedError as problem:
            said.append(f"{decision.place}: {decision.id}: {problem}")
            continue
        said += [f"{decision.place}: {note}" for note in changed]
        if decision.accepted is not None:
            counts[decision.accepted] += 1
    left = sum("suggested" in mark.attributes.classes for mark in annotated.marks)
    return Applied(annotated, counts[True], counts[False], left, tuple(said))


def _carried_out(annotated: Annotated, decision: Decision) -> tuple[Annotated, list[str]]:
    id = decision.id
    if decision.accepted is False:
        edited = _edits.reject(annotated, id)
        return edited.annotated, list(edited.notes)
    notes: list[str] = []
    _, mark, anchor = find(annotated, id)
    if decision.span is not None and decision.span != anchor.span:
        annotated = _edits.respan(annotated, id, decision.span).annotated
    if decision.role is not None and decision.role is not role_of(mark):
        edited = _edits.recast(annotated, id, decision.role)
        annotated, notes = edited.annotated, [*notes, *edited.notes]
    if decision.relations is not None:
        kept = [pair for pair in relations(find(annotated, id)[1]) if pair[0] == "undercuts"]
        edited = _edits.relate_all(annotated, id, [*decision.relations, *kept])
        annotated, notes = edited.annotated, [*notes, *edited.notes]
    if decision.accepted:
        annotated = _edits.accept(annotated, id).annotated
    return annotated, notes
