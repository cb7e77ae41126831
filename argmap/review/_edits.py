"""Decisions on one mark of an annotated text, each as the text that it makes: nothing but that mark is written anew.

Whatever is decided, the text can be read afterwards: what others say of a mark that is no more goes too, and a note
tells so; what would make nonsense of somebody else's mark is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from argmap.errors import ArgmapError
from argmap.markup import Annotated, Mark, MisplacedMarkError, rewrite, weave
from argmap.model import Anchor, Role, Span
from argmap.read.attributes import Attributes, write_attributes

__all__ = [
    "KINDS",
    "Edited",
    "RefusedError",
    "accept",
    "accept_above",
    "describe",
    "find",
    "marked",
    "recast",
    "reject",
    "relate",
    "relate_all",
    "relations",
    "respan",
    "role_of",
    "sound",
]

KINDS = ("supports", "attacks", "undercuts", "answers", "concedes", "rejects", "restates")
"""The relations that a mark can have, in the order in which a reviewer goes through them."""

_MACHINE = ("confidence", "cue")
_STANCES = ("concedes", "rejects")
_OF_STANCES = {*_STANCES, "answers", "gloss", "by", *_MACHINE}
_OF_CLAIMS = {"credence", "hedge", "cites", "joint", *KINDS}


class RefusedError(ValueError):
    """A decision that cannot be carried out; its words say why."""


@dataclass(frozen=True, slots=True)
class Edited:
    """The text after a decision, and what else had to change for it, in words."""

    annotated: Annotated
    notes: tuple[str, ...] = ()


def marked(annotated: Annotated) -> Iterator[tuple[int, Mark, Anchor]]:
    """Yield the marks that are part of the map, each with its number and its place in the thread."""
    numbers = (number for number, mark in enumerate(annotated.marks) if "rejected" not in mark.attributes.classes)
    for number, anchor in zip(numbers, annotated.anchors, strict=True):
        yield number, annotated.marks[number], anchor


def find(annotated: Annotated, id: str) -> tuple[int, Mark, Anchor]:
    """Return the mark of that id, with its number and its place; raises KeyError."""
    for number, mark, anchor in marked(annotated):
        if anchor.id == id:
            return number, mark, anchor
    raise KeyError(id)


def role_of(mark: Mark) -> Role:
    """Return what a mark is called: its role; of a concession that claims something too, that it concedes."""
    roles = [Role(name) for name in mark.attributes.classes if name in tuple(Role)]
    return Role.CONCESSION if Role.CONCESSION in roles else roles[0] if roles else Role.CLAIM


def relations(mark: Mark) -> list[tuple[str, str]]:
    """Return what a mark says of others: pairs of a kind and an id."""
    return [(kind, id) for kind in KINDS for id in mark.attributes.pairs.get(kind, "").split()]


def accept(annotated: Annotated, id: str) -> Edited:
    """Confirm a suggestion: it is a mark like those that people made."""
    number, mark, _ = find(annotated, id)
    return _settle(annotated, number, _confirmed(mark.attributes))


def accept_above(annotated: Annotated, confidence: float) -> tuple[Annotated, int]:
    """Confirm all suggestions that are at least so confident; return the text and how many they were."""
    sure = [
        number
        for number, mark in enumerate(annotated.marks)
        if "suggested" in mark.attributes.classes and float(mark.attributes.pairs.get("confidence", "-1")) >= confidence
    ]
    marks: Sequence[Mark] = annotated.marks
    for number in sure:
        marks = _with(marks, number, _confirmed(marks[number].attributes))
    return _woven(annotated, marks), len(sure)


def reject(annotated: Annotated, id: str) -> Edited:
    """Say that here is nothing to mark; what others say of the mark goes with it."""
    number, _, _ = find(annotated, id)
    return _settle(annotated, number, Attributes(None, ("rejected",)), mend=True)


def recast(annotated: Annotated, id: str, role: Role) -> Edited:
    """Give a mark another role. A question keeps none of its relations, and nobody's reason can be for or against it."""
    number, mark, _ = find(annotated, id)
    flags = tuple(name for name in mark.attributes.classes if name not in tuple(Role))
    pairs = dict(mark.attributes.pairs)
    if role is Role.QUESTION:
        flags = tuple(name for name in flags if name != "asserted")
        pairs = {key: value for key, value in pairs.items() if key not in _OF_CLAIMS}
    changed = Attributes(mark.attributes.id or id, (role, *flags), pairs)
    return _settle(annotated, number, sound(changed), mend=True)


def relate(annotated: Annotated, id: str, kind: str | None = None, target: str = "") -> Edited:
    """Let one relation stand in place of all that the mark has; with no `kind`, none."""
    return relate_all(annotated, id, [(kind, target)] if kind else [])


def relate_all(annotated: Annotated, id: str, wanted: Sequence[tuple[str, str]]) -> Edited:
    """Let these relations, pairs of a kind and an id, stand in place of all that the mark has."""
    number, mark, _ = find(annotated, id)
    if sorted(wanted) == sorted(relations(mark)):
        return Edited(annotated)
    # Relations stand before what the machine says of itself.
    pairs = {kind: " ".join(target for each, target in wanted if each == kind) for kind, _ in wanted}
    pairs |= {key: value for key, value in mark.attributes.pairs.items() if key not in (*KINDS, "joint")}
    return _settle(annotated, number, sound(replace(mark.attributes, pairs=pairs)), mend=True, keep=True)


def describe(annotated: Annotated, id: str, gloss: str) -> Edited:
    """Say in clean words what the mark means; no words take the gloss away."""
    number, mark, _ = find(annotated, id)
    pairs = {key: value for key, value in mark.attributes.pairs.items() if key != "gloss"}
    if words := " ".join(gloss.split()):
        pairs = {"gloss": words} | pairs
    return _settle(annotated, number, replace(mark.attributes, pairs=pairs))


def respan(annotated: Annotated, id: str, span: Span) -> Edited:
    """Put a mark around other words: `span` counts in the thread's text. Marks inside or around it stay as they are."""
    from argmap.suggest import Fitting

    number, mark, _ = find(annotated, id)
    place = Fitting(annotated).place(span)
    if place is None:
        raise RefusedError("no mark can stand around these words")
    attributes = replace(mark.attributes, id=id)  # an id made from the words would change with them
    moved = Mark(place, attributes, mark.written if mark.attributes.id else write_attributes(attributes))
    return Edited(_woven(annotated, _inserted(_without(annotated.marks, number), moved)))


def sound(attributes: Attributes) -> Attributes:
    """Return attributes that can stand by themselves, whatever was taken away from them or changed.

    >>> sound(Attributes("a", ("concession",), {"joint": "x"}))
    Attributes(id='a', classes=('claim', 'concession'), pairs={})
    """
    pairs = dict(attributes.pairs)
    if "joint" in pairs and not any(step in pairs for step in KINDS[:3]):
        del pairs["joint"]
    roles = [name for name in attributes.classes if name in tuple(Role)]
    stance = any(kind in pairs for kind in _STANCES)
    # Bare concessions have to concede something, and can have nothing that only claims have.
    bare = stance and pairs.keys() <= _OF_STANCES and "asserted" not in attributes.classes
    claims = roles == [Role.CONCESSION] or (not roles and (stance or not any(kind in pairs for kind in KINDS)))
    classes = attributes.classes if bare or not claims else (Role.CLAIM.value, *attributes.classes)
    return Attributes(attributes.id, classes, pairs)


def _confirmed(attributes: Attributes) -> Attributes:
    classes = tuple(name for name in attributes.classes if name != "suggested")
    return Attributes(attributes.id, classes, {key: value for key, value in attributes.pairs.items() if key not in _MACHINE})


def _with(marks: Sequence[Mark], number: int, attributes: Attributes) -> list[Mark]:
    """Return the marks, one of them with other attributes; one that has none is taken away."""
    changed = list(marks)
    changed[number] = replace(marks[number], attributes=attributes, written=write_attributes(attributes))
    return changed


def _without(marks: Sequence[Mark], number: int) -> list[Mark]:
    """Return the marks without one of them; those inside it are one level up."""
    depth = marks[number].depth
    kept = list(marks[:number])
    inside = True
    for mark in marks[number + 1 :]:
        inside = inside and mark.depth > depth
        kept.append(replace(mark, depth=mark.depth - inside))
    return kept


def _inserted(marks: Sequence[Mark], new: Mark) -> list[Mark]:
    """Put a mark among others, around those that lie in it; raises RefusedError if it crosses one."""
    before, inside, after = [], [], []
    depth = 0
    for mark in marks:
        if mark.span.end <= new.span.start or (not len(mark.span) and mark.span.start <= new.span.start):
            before.append(mark)
        elif mark.span.start >= new.span.end:
            after.append(mark)
        elif mark.span.contains(new.span):
            before.append(mark)
            depth = mark.depth + 1
        elif new.span.contains(mark.span):
            inside.append(replace(mark, depth=mark.depth + 1))
        else:
            raise RefusedError("these words cross another mark")
    return [*before, replace(new, depth=depth), *inside, *after]


def _settle(annotated: Annotated, number: int, attributes: Attributes, *, mend: bool = False, keep: bool = False) -> Edited:
    """Read the text with other attributes on one mark."""
    try:
        raw, marks = rewrite(annotated.raw, annotated.thread.source.name, annotated.marks, number, attributes)
    except ArgmapError as problem:
        raise _refused(problem) from None
    return _read(annotated, raw, marks, mend=mend, keep=number if keep else None)


def _read(annotated: Annotated, raw: str, marks: tuple[Mark, ...], *, mend: bool, keep: int | None = None) -> Edited:
    """Read what a decision made of the text. With `mend`, what other marks say that makes no sense any more goes.

    What the mark number `keep` says is the decision itself: if that makes no sense, it is refused.
    """
    notes: list[str] = []
    while True:
        try:
            return Edited(annotated.reread(raw, marks), tuple(notes))
        except ArgmapError as problem:
            # All could be read before, so this is what the decision did to a mark. Each round takes a word away.
            broken = _broken(raw, marks, problem) if mend else None
            if broken is None or broken[0] == keep:
                raise _refused(problem) from None
            number, kind, word = broken
            attributes = marks[number].attributes
            kept = [each for each in attributes.pairs[kind].split() if each != word]
            pairs = {key: value for key, value in attributes.pairs.items() if key != kind or kept}
            if kept:
                pairs[kind] = " ".join(kept)
            raw, marks = rewrite(raw, annotated.thread.source.name, marks, number, sound(replace(attributes, pairs=pairs)))
            notes.append(f"{attributes.id or 'another mark'} no longer {kind} {word}")


def _woven(annotated: Annotated, marks: Sequence[Mark]) -> Annotated:
    """Read the text with these marks; raises RefusedError if they cannot stand there."""
    try:
        return annotated.reread(weave(annotated.stripped, marks))
    except MisplacedMarkError as problem:
        raise RefusedError(problem.reason) from None
    except ArgmapError as problem:
        raise _refused(problem) from None


def _refused(problem: ArgmapError) -> RefusedError:
    return RefusedError(problem.kind.what.format(**problem.details))


def _broken(raw: str, marks: Sequence[Mark], problem: ArgmapError) -> tuple[int, str, str] | None:
    """Return which mark says what of which id that a problem is about; None if it is about something else."""
    place = problem.place
    if place is None or place.line is None or place.column is None:
        return None
    line = 0
    for _ in range(place.line - 1):
        line = raw.index("\n", line) + 1
    offset = line + place.column - 1
    for number, mark in enumerate(marks):
        for kind in KINDS:
            start = mark.attributes.offsets.get(f"{kind}=", offset + 1)
            value = mark.attributes.pairs.get(kind, "")
            if start <= offset < start + len(value):
                return number, kind, value[offset - start :].split()[0]
    return None
