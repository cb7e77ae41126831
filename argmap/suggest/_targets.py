"""What a mark in annotated text may be about, among the other marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from argmap.markup import Annotated, Mark
from argmap.model import POST, Anchor, Span
from argmap.suggest._pipeline import MODEL, pipeline
from argmap.suggest._rank import TITLE, rank
from argmap.suggest._readings import Reading, readings
from argmap.suggest._title import title_claim
from argmap.suggest._turns import text_order

__all__ = ["RankedTarget", "all_targets", "targets"]

_REASONS = frozenset({"premise", "evidence"})


@dataclass(frozen=True, slots=True)
class RankedTarget:
    """A mark that another may be about: the relation, the mark's id, how probably, and what spoke for it."""

    kind: str
    id: str
    score: float
    cue: str


def targets(annotated: Annotated, id: str, most: int = 5, model: str = MODEL) -> tuple[RankedTarget, ...]:
    """Rank what the mark `id` may be about among the other marks of an annotated text, the likeliest first.

    Confirmed marks and suggestions count alike, but a confirmed mark has its role for sure. Never more than `most`; none for a
    mark without words. Raises KeyError where no mark has that id, ArgmapError if the model is not installed.

    >>> from argmap.markup import parse
    >>> lane = "[I think we need the lane.]{.claim #lane} [For example, nobody can cross the street.]{.premise #cross}"
    >>> for one in targets(parse(lane, "lane.md"), "cross"): print(one.kind, one.id, one.cue)
    supports lane for example; nearest claim before it
    """
    known = dict(_marks(annotated))
    return _ranked(annotated, known, [known[id][0].span], most, model).get(id, ())


def all_targets(annotated: Annotated, most: int = 5, model: str = MODEL) -> dict[str, tuple[RankedTarget, ...]]:
    """Rank what each mark may be about, as `targets` does, with one reading of the thread for all of them.

    >>> from argmap.markup import parse
    >>> lane = "[I think we need the lane.]{.claim #lane} [For example, nobody can cross the street.]{.premise #cross}"
    >>> [one.id for one in all_targets(parse(lane, "lane.md"))["cross"]]
    ['lane']
    """
    known = dict(_marks(annotated))
    return _ranked(annotated, known, [anchor.span for anchor, _ in known.values()], most, model)


def _ranked(
    annotated: Annotated, marks: dict[str, tuple[Anchor, Mark]], spans: list[Span], most: int, model: str
) -> dict[str, tuple[RankedTarget, ...]]:
    """Rank the targets of the marks with these spans; of several marks on the same words the first stands for all."""
    nlp = pipeline(model)
    at = {anchor.span: anchor.id for anchor, _ in reversed(marks.values()) if len(anchor.span)}
    found = readings(annotated.thread, nlp, sorted(at, key=text_order))
    found = [_confirmed(reading, marks[at[reading.span]][1]) for reading in found]
    wanted = set(spans)
    sources = [number for number, reading in enumerate(found) if reading.span in wanted]
    ids = {number: at[reading.span] for number, reading in enumerate(found)}
    title = title_claim(annotated.thread.title, nlp)
    thesis = next((id for id, (anchor, mark) in marks.items() if title and _says(title, anchor, mark)), None)
    if thesis is not None:
        ids[TITLE] = thesis
    ranked = rank(annotated.thread, found, sources, most, title=title if thesis else None)
    by_span = {
        found[source].span: tuple(RankedTarget(one.kind, ids[one.target], one.score, one.cue) for one in listed)
        for source, listed in ranked.items()
    }
    return {id: by_span[anchor.span] for id, (anchor, _) in marks.items() if anchor.span in by_span}


def _says(title: str, anchor: Anchor, mark: Mark) -> bool:
    """Say whether a mark is what the title claims: one of the post, without words, with the title's own as gloss."""
    return anchor.doc == POST and not len(anchor.span) and mark.attributes.pairs.get("gloss") == title


def _marks(annotated: Annotated) -> Iterator[tuple[str, tuple[Anchor, Mark]]]:
    kept = (mark for mark in annotated.marks if "rejected" not in mark.attributes.classes)
    for anchor, mark in zip(annotated.anchors, kept, strict=True):
        yield anchor.id, (anchor, mark)


def _confirmed(reading: Reading, mark: Mark) -> Reading:
    """Return the reading with the role that a person gave it, if one did."""
    if "suggested" in mark.attributes.classes:
        return reading
    role = "premise" if _REASONS.intersection(mark.attributes.classes) else "claim"
    return replace(reading, scores={"claim": 0.0, "premise": 0.0, "none": 0.0} | {role: 1.0})
