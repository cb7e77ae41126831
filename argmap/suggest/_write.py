"""Suggestions as marks in annotated text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from argmap.markup import Annotated, Mark, MisplacedMarkError, nest, parse, weave
from argmap.model import POST, Role, Span, content_id
from argmap.read.attributes import Attributes
from argmap.suggest._pipeline import MODEL
from argmap.suggest._suggest import Suggested, suggest
from argmap.suggest._turns import Cover

__all__ = ["suggest_text"]

_LINK_TARGET = re.compile(r"\]\([^()\s]*\)")
_BRACKET = re.compile(r"\\[\\\[\]]|(\[)|(\])")


def suggest_text(raw: str, name: str, model: str = MODEL, *, all: bool = False) -> str:
    """Add suggestions to annotated text; `name` is the file's, for messages.

    What is marked already is left as it is and nothing is marked over it; a new mark may refer to it. The text without
    its annotations stays the same byte for byte, and doing it twice adds nothing. For `model` and `all` see `suggest`.
    Raises ArgmapError if `raw` cannot be read or the model is not installed.

    >>> print(suggest_text("I think we need the lane. We met on Friday.", "lane.md"))
    [I think we need the lane.]{.claim .suggested #claim-f6a54f22 hedge="I think" confidence=0.71 cue="I think"} We met on Friday.
    """
    annotated = parse(raw, name)
    found = suggest(annotated.thread, model, all=all)
    spans = _placed(annotated, {number: one.span for number, one in enumerate(found)})
    ids = _ids(annotated, {number: found[number] for number in spans})
    targets = dict(_marked(annotated, found, spans)) | {number: (id, found[number].role) for number, id in ids.items()}
    new = [(span, _attributes(ids[number], found[number], targets)) for number, span in spans.items()]
    return weave(annotated.stripped, _merged(annotated.marks, new))


def _placed(annotated: Annotated, wanted: Mapping[int, Span]) -> dict[int, Span]:
    """Return where in the stripped text those suggestions stand that a mark can be put around."""
    taken = Cover(mark.span for mark in annotated.marks)
    points = [mark.span.start for mark in annotated.marks if not len(mark.span)]
    placed: dict[int, Span] = {}
    for number, span in wanted.items():
        here = _with_whole_links(annotated.stripped, annotated.thread.raw_map.to_raw(span))
        inside = any(here.start < point < here.end for point in points)
        if not taken.share(here) and not inside and _balanced(here.cut(annotated.stripped)):
            placed[number] = here
    while True:
        plain = [(span, Attributes(None, ("claim",))) for span in placed.values()]
        marks = _merged(annotated.marks, plain)
        try:
            weave(annotated.stripped, marks)
        except MisplacedMarkError as problem:
            refused = [number for number, span in placed.items() if span == marks[problem.mark].span]
            if not refused:
                raise
            placed = {number: span for number, span in placed.items() if number not in refused}
        else:
            return placed


def _with_whole_links(text: str, span: Span) -> Span:
    """Widen a span that begins or ends just inside a link's label, so that it holds the link.

    >>> text = "[The plan](plan.html) is good."
    >>> _with_whole_links(text, Span(1, 30)).cut(text)
    '[The plan](plan.html) is good.'
    """
    if _balanced(span.cut(text)):
        return span
    start = span.start - text.endswith("[", 0, span.start)
    target = _LINK_TARGET.match(text, span.end)
    return Span(start, target.end() if target else span.end)


def _balanced(words: str) -> bool:
    """Say whether every bracket in `words` has its partner there: no mark should cut a link in two.

    >>> _balanced("see [the plan](plan.html) for it"), _balanced("the plan](plan.html) for it")
    (True, False)
    """
    depth = 0
    for bracket in _BRACKET.finditer(words):
        depth += (bracket[1] is not None) - (bracket[2] is not None)
        if depth < 0:
            return False
    return depth == 0


def _ids(annotated: Annotated, new: Mapping[int, Suggested]) -> dict[int, str]:
    """Name the new marks by their content, as argmap would name a mark without an id."""
    taken = {POST, *(anchor.id for anchor in annotated.anchors), *(comment.id for comment in annotated.thread.comments)}
    same: Counter[tuple[str, ...]] = Counter()
    ids: dict[int, str] = {}
    for number, one in new.items():
        words = (one.role, one.doc, one.span.cut(annotated.thread.text))
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
    for number in {relation.target for one in found for relation in one.relations} - set(new):
        here = [anchor.id for anchor in annotated.anchors if anchor.span.overlaps(found[number].span)]
        if len(here) == 1 and here[0] in marked:
            yield number, marked[here[0]]


def _attributes(id: str, one: Suggested, targets: Mapping[int, tuple[str, Role]]) -> Attributes:
    relations: dict[str, str] = {}
    for relation in one.relations:
        target, role = targets.get(relation.target, (None, Role.CLAIM))
        # A question asserts nothing, so it can only be answered. Two sentences may be one mark of the author's: the first counts.
        if target is not None and (role is not Role.QUESTION or relation.kind == "answers"):
            relations.setdefault(target, relation.kind)
    pairs: dict[str, str] = {}
    for target, kind in relations.items():
        pairs[kind] = f"{pairs[kind]} {target}" if kind in pairs else target
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
        marks.insert(bisect_right(marks, span.start, key=lambda mark: mark.span.start), *nest([(span, attributes)]))
    return tuple(marks)
