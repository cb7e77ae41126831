"""Suggestions as marks in annotated text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from argmap.markup import Annotated, Mark, misplaced, nest, parse, text_order, weave, with_concepts
from argmap.model import POST, Role, Span, content_id
from argmap.read.attributes import Attributes
from argmap.suggest._concepts import Terms
from argmap.suggest._fitting import Fitting
from argmap.suggest._pipeline import MODEL
from argmap.suggest._readings import Progress
from argmap.suggest._suggest import Suggested, suggest
from argmap.suggest._turns import Cover

__all__ = ["add_suggestions", "list_suggestions", "suggest_text"]


def suggest_text(raw: str, name: str, model: str = MODEL, *, all: bool = False) -> str:
    """Add suggestions to annotated text; `name` is the file's, for messages.

    What is marked already is left as it is and nothing is marked over it; a new mark may refer to it. What the thread is about
    goes into the front matter as concepts. The body without its annotations stays the same byte for byte, and doing it twice adds
    nothing. For `model` and `all` see `suggest`.
    Raises ArgmapError if `raw` cannot be read or the model is not installed.

    >>> print(suggest_text("I think we need the lane. We met on Friday.", "lane.md"))
    [I think we need the lane.]{.claim .suggested #claim-f6a54f22 hedge="I think" confidence=0.74 cue="I think"} We met on Friday.
    """
    return add_suggestions(parse(raw, name), model, all=all)


def add_suggestions(annotated: Annotated, model: str = MODEL, *, all: bool = False, progress: Progress = lambda _: None) -> str:
    """Return the text of `annotated` with suggestions, as `suggest_text` does; `progress` hears how many code points were read."""
    terms = Terms()
    new = _New(annotated, model, all=all, progress=progress, terms=terms)
    return with_concepts(weave(annotated.stripped, _merged(annotated.marks, new.marks())), terms.found(annotated.thread))


def list_suggestions(
    annotated: Annotated, model: str = MODEL, *, all: bool = False, progress: Progress = lambda _: None
) -> Iterator[dict[str, Any]]:
    """Yield the suggestions that `add_suggestions` would write, each as plain values, with all its targets, the best first.

    `start` and `end` are offsets into the thread's text, as `argmap ingest --format json` prints it.
    """
    yield from _New(annotated, model, all=all, progress=progress).records()


class _New:
    """The suggestions that get a mark in `annotated`: where each stands in the stripped text, and its id."""

    def __init__(self, annotated: Annotated, model: str, *, all: bool, progress: Progress, terms: Terms | None = None) -> None:
        self.found = found = suggest(annotated.thread, model, all=all, progress=progress, terms=terms)
        self.spans = _placed(annotated, {number: one.span for number, one in enumerate(found)})
        self.ids = _ids(annotated, {number: found[number] for number in self.spans})
        self.targets = dict(_marked(annotated, found, self.spans))
        self.targets |= {number: (id, found[number].role) for number, id in self.ids.items()}

    def marks(self) -> Iterator[tuple[Span, Attributes]]:
        """Yield the new marks, in text order."""
        for number, span in self.spans.items():
            yield span, _attributes(self.ids[number], self.found[number], self._relations(number))

    def _relations(self, number: int) -> dict[str, str]:
        """Return the relations to write, as attributes: those whose target is marked and can have them, one for each target."""
        said: dict[str, str] = {}
        for to in self.found[number].relations:
            target, role = self.targets.get(to.target, (None, Role.CLAIM))
            # A question asserts nothing: it says nothing of others, and can only be answered.
            if target is None or self.found[number].role is Role.QUESTION or (role is Role.QUESTION and to.kind != "answers"):
                continue
            if to.kind != "undercuts":
                said.setdefault(target, to.kind)
            elif step := self._step(target, to.target):
                said.setdefault(step, "undercuts")
            else:
                said.setdefault(target, "attacks")
        pairs: dict[str, str] = {}
        for target, kind in said.items():
            pairs[kind] = f"{pairs[kind]} {target}" if kind in pairs else target
        return pairs

    def _step(self, premise: str, number: int) -> str | None:
        """Return the step that leads from a new mark to the first claim that it supports or attacks."""
        given = self._relations(number) if number in self.ids else {}
        goals = (given.get("supports") or given.get("attacks") or "").split()
        return f"{premise}>{goals[0]}" if goals else None

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield the same as plain values."""
        for number, id in self.ids.items():
            one = self.found[number]
            yield {
                "id": id,
                "doc": one.doc,
                "start": one.span.start,
                "end": one.span.end,
                "role": one.role.value,
                "confidence": one.confidence,
                "cue": one.cue,
                "hedge": one.hedge,
                "credence": one.credence,
                "targets": [
                    {"kind": to.kind, "id": self.targets[to.target][0], "score": to.score, "cue": to.cue}
                    for to in one.targets
                    if to.target in self.targets
                ],
            }


def _placed(annotated: Annotated, wanted: Mapping[int, Span]) -> dict[int, Span]:
    """Return where in the stripped text those suggestions stand that a mark can be put around."""
    taken = Cover(mark.span for mark in annotated.marks)
    points = sorted(mark.span.start for mark in annotated.marks if not len(mark.span))
    fitting = Fitting(annotated)
    fitted = ((number, fitting.place(span)) for number, span in wanted.items())
    found = {number: here for number, here in fitted if here is not None}
    refused = misplaced(annotated.stripped, found.values())
    placed: dict[int, Span] = {}
    end = 0
    for number, here in sorted(found.items(), key=lambda item: text_order(item[1])):
        inside = bisect_right(points, here.start) < bisect_left(points, here.end)
        if here in refused or here.start < end or inside or taken.share(here):
            continue
        if not len(here) and (here.start in points or taken.share(Span(max(here.start - 1, 0), here.start + 1)) == 2):
            continue
        placed[number] = here
        end = here.end
    return dict(sorted(placed.items()))


def _ids(annotated: Annotated, new: Mapping[int, Suggested]) -> dict[int, str]:
    """Name the new marks by their content, as argmap would name a mark without an id."""
    taken = {POST, *(anchor.id for anchor in annotated.anchors), *(comment.id for comment in annotated.thread.comments)}
    same: Counter[tuple[str, ...]] = Counter()
    ids: dict[int, str] = {}
    for number, one in new.items():
        words = (one.role, one.doc, one.gloss or one.span.cut(annotated.thread.text))
        id = content_id(*words)
        while id in taken:
            same[words] += 1
            id = content_id(*words, str(same[words] + 1))
        taken.add(id)
        ids[number] = id
    return ids


def _marked(annotated: Annotated, found: Sequence[Suggested], new: Mapping[int, Span]) -> Iterator[tuple[int, tuple[str, Role]]]:
    """Yield for each suggestion whose sentence is marked already, by one claim or question alone, the id and role of that."""
    marked = {anchor.id: (claim.id, Role.CLAIM) for claim in annotated.map.claims for anchor in claim.anchors}
    marked |= {question.id: (question.id, Role.QUESTION) for question in annotated.map.questions}
    for number in {relation.target for one in found for relation in (*one.relations, *one.targets)} - set(new):
        here = [
            anchor.id
            for anchor in annotated.anchors
            if anchor.span.overlaps(found[number].span) or anchor.span == found[number].span
        ]
        if len(here) == 1 and here[0] in marked:
            yield number, marked[here[0]]


def _attributes(id: str, one: Suggested, relation: Mapping[str, str]) -> Attributes:
    pairs = dict(relation) | ({"gloss": one.gloss} if one.gloss else {})
    # A bare "I agree" is too short to be suggested: a concession that is says something too.
    roles = (Role.CLAIM, Role.CONCESSION) if one.role is Role.CONCESSION else (one.role,)
    if one.role is not Role.QUESTION:
        pairs |= {"credence": f"{one.credence:g}"} if one.credence is not None else {}
        pairs |= {"hedge": one.hedge} if one.hedge else {}
    pairs |= {"confidence": f"{one.confidence:g}", "cue": one.cue}
    return Attributes(id, (*roles, "suggested"), pairs)


def _merged(old: Sequence[Mark], new: Iterable[tuple[Span, Attributes]]) -> tuple[Mark, ...]:
    """Put new marks, which lie over no old one, between the old ones; these keep the way they are written."""
    marks = list(old)
    for span, attributes in new:
        find = bisect_right if len(span) else bisect_left  # without words it stands outside what begins there
        marks.insert(find(marks, span.start, key=lambda mark: mark.span.start), *nest([(span, attributes)]))
    return tuple(marks)
