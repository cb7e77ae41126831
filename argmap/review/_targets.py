"""What a mark may be about: the claims that are offered as targets, best first."""

from __future__ import annotations

from dataclasses import dataclass

from argmap.markup import Annotated
from argmap.model import Role
from argmap.review._edits import find, marked, relations, role_of

__all__ = ["Offer", "everything", "offers"]


@dataclass(frozen=True, slots=True)
class Offer:
    """A relation that a mark may have: its kind, the target's id, how likely it is, and what speaks for it."""

    kind: str
    id: str
    score: float | None = None
    cue: str = ""


def offers(annotated: Annotated, id: str, most: int = 5) -> tuple[Offer, ...]:
    """Return the relations that the mark `id` may have, the likeliest first."""
    return _nearest(annotated, id, most)


def _nearest(annotated: Annotated, id: str, most: int) -> tuple[Offer, ...]:
    """Return the relations that a mark has, then the claims nearest to it: those of its own text before, then behind it."""
    _, mark, anchor = find(annotated, id)
    has = [Offer(kind, target, cue="as it is marked") for kind, target in relations(mark)]
    known = {offer.id for offer in has} | {id}
    others = [
        other
        for _, each, other in marked(annotated)
        if other.id not in known and role_of(each) not in (Role.QUESTION, Role.CONCESSION)
    ]
    thread = annotated.thread
    parent = thread.comment(anchor.doc).reply_to if anchor.doc != "post" else None
    near = [other for other in others if other.doc in (anchor.doc, parent)]
    near.sort(key=lambda other: (other.doc != anchor.doc, other.span > anchor.span, abs(other.span.start - anchor.span.start)))
    return tuple(has + [Offer("supports", other.id, cue="near it") for other in near])[:most]


def everything(annotated: Annotated, id: str) -> list[str]:
    """Return the ids of all marks that a relation can lead to, in text order."""
    nodes = _nodes(annotated)
    return [anchor.id for anchor in annotated.anchors if anchor.id != id and anchor.id in nodes]


def _nodes(annotated: Annotated) -> set[str]:
    claims = {anchor.id for claim in annotated.map.claims for anchor in claim.anchors}
    return claims | {question.id for question in annotated.map.questions}
