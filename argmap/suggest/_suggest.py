"""Suggestions for a thread: which units to mark, as what, and how they hang together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from argmap.model import POST, BlockKind, Role, Span, Thread
from argmap.suggest._concepts import Terms
from argmap.suggest._leads import leads
from argmap.suggest._pipeline import MODEL, pipeline
from argmap.suggest._rank import TITLE, Target, rank
from argmap.suggest._readings import Progress, Reading, readings
from argmap.suggest._title import title_claim

__all__ = ["Relation", "Suggested", "suggest"]

SHOWN = 0.63
"""How sure a role must be to be shown without being asked for: 3 in 4 of what is shown are right on cmv/dev."""

SURE = 0.25
"""How probable a target must be to be written into the text; all of the best are in `Suggested.targets`."""


TITLED = 0.9
"""How probable it is that a post argues for what its title claims."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What a suggestion may be about: `target` is another suggestion's index, `score` how probable it is, `cue` what spoke for it.

    `kind` is an attribute of annotated text: supports, attacks, undercuts, concedes, answers or restates. An undercut is said of
    the step from `target` to what that supports or attacks.
    """

    kind: str
    target: int
    score: float
    cue: str


@dataclass(frozen=True, slots=True)
class Suggested:
    """A unit that may be worth a mark.

    `span` counts into `thread.text`, `doc` is the post or comment it stands in. `confidence` is how probable it is that `role`
    is right, and `cue` the words that spoke for it. `targets` are what it is most likely about, the best first; `relations` those
    to write: what it quotes, else the best if that is likely enough. `hedge` is the words that say how sure the speaker is,
    `credence` the number if the text gives one. What the title claims has an empty span, and its words as `gloss`.
    """

    span: Span
    doc: str
    role: Role
    confidence: float
    cue: str
    targets: tuple[Relation, ...] = ()
    relations: tuple[Relation, ...] = ()
    hedge: str | None = None
    credence: float | None = None
    gloss: str | None = None


def suggest(
    thread: Thread,
    model: str = MODEL,
    *,
    all: bool = False,
    progress: Progress = lambda _: None,
    terms: Terms | None = None,
) -> tuple[Suggested, ...]:
    """Suggest marks for a thread, in text order.

    Suggested are the units whose role is sure enough (about a third of all), what comments quote and how they go on, the
    likeliest claim of any turn that would else have none, and what the title claims; with `all`, every unit that may be part of
    the argument. `model` is an installed spaCy pipeline that has a tagger. `progress` hears how many code points were read, and
    `terms` gets to see what concepts are found in. Raises ArgmapError if the model is not installed.

    >>> from argmap.model import Block, RawMap, Sentence, Source
    >>> text = "I think we need the lane. For example, nobody can cross Harbour Street."
    >>> block = Block("b1", BlockKind.PARAGRAPH, "post", None, Span(0, 71))
    >>> halves = (Sentence("b1", Span(0, 25)), Sentence("b1", Span(26, 71)))
    >>> thread = Thread("lane", "Lane", text, RawMap(()), Source("-", text, "-"), blocks=(block,), sentences=halves)
    >>> for found in suggest(thread): print(found.role, found.cue, [(to.kind, to.target, to.cue) for to in found.targets])
    claim I think [('supports', 1, 'just after it')]
    premise For example [('supports', 0, 'for example; nearest claim before it')]
    """
    nlp = pipeline(model)
    found = readings(thread, nlp, progress=progress, terms=terms)
    quoting = list(leads(thread, found))
    candidates = [index for index, one in enumerate(found) if one.role is not None and not one.quotation]
    shown = sorted({*(candidates if all else _shown(found, candidates)), *(index for link in quoting for index in link)})
    chosen = [_argued(found[index]) for index in shown]
    at = {index: number for number, index in enumerate(shown)}
    title = title_claim(thread.title, nlp) if chosen else None
    ranked = rank(thread, chosen, title=title)
    quotations = [(at[reply], at[quoted]) for reply, quoted in quoting]
    written = _written(ranked, chosen, quotations, _addressed(thread, chosen, title is not None))
    joined = {*written, *(to.target for targets in written.values() for to in targets)}
    if not all:
        # A reason for nothing helps nobody.
        useful = {*joined, *_surest(chosen), *(at[index] for link in quoting for index in link)}
        shown = [index for index in shown if chosen[at[index]].role is not Role.PREMISE or at[index] in useful]
    titled = title if TITLE in joined else None
    place = {at[index]: number for number, index in enumerate(shown, int(titled is not None))}
    place |= {TITLE: 0} if titled is not None else {}
    return (*_thesis(thread, titled), *_suggested(chosen, ranked, written, place))


def _suggested(
    chosen: Sequence[Reading],
    ranked: Mapping[int, Sequence[Target]],
    written: Mapping[int, Sequence[Target]],
    place: Mapping[int, int],
) -> Iterator[Suggested]:
    """Yield those of the chosen readings as suggestions that have a place among them."""

    def relations(targets: Sequence[Target]) -> tuple[Relation, ...]:
        return tuple(Relation(to.kind, place[to.target], round(to.score, 2), to.cue) for to in targets if to.target in place)

    for number, one in enumerate(chosen):
        if number in place:
            yield Suggested(
                *(one.span, one.block.doc, one.role or Role.CLAIM, one.confidence, one.cue),
                *(relations(ranked.get(number, ())), relations(written.get(number, ())), one.hedge, one.credence),
            )


def _shown(found: Sequence[Reading], candidates: Iterable[int]) -> set[int]:
    """Return the candidates that are sure enough, and the likeliest claim of each turn that has none."""
    sure = {index for index in candidates if found[index].confidence >= SHOWN}
    heard = {found[index].block.doc for index in sure}
    by_doc: dict[str, list[int]] = {}
    for index in candidates:
        if found[index].block.doc not in heard:
            by_doc.setdefault(found[index].block.doc, []).append(index)
    return sure | {max(indices, key=lambda index: found[index].scores["claim"]) for indices in by_doc.values()}


def _surest(chosen: Sequence[Reading]) -> set[int]:
    """Return the surest of each turn, so that each turn has one."""
    best: dict[str, int] = {}
    for number, one in enumerate(chosen):
        if one.block.doc not in best or one.confidence > chosen[best[one.block.doc]].confidence:
            best[one.block.doc] = number
    return set(best.values())


def _argued(reading: Reading) -> Reading:
    """Return the reading of what is suggested for its part in a quotation, whatever its words speak for."""
    if reading.role is not None:
        return reading
    return replace(reading, role=Role.CLAIM, confidence=round(reading.scores["claim"], 2), cue="quoted, or a reply to a quotation")


def _addressed(thread: Thread, chosen: Sequence[Reading], titled: bool) -> dict[str, int]:
    """Return for each comment what a reply like it takes up if its words do not tell: the main point of what it replies to.

    That is the title's claim, if there is one, or the likeliest claim of that turn.
    """
    points: dict[str, int] = {}
    for index, one in enumerate(chosen):
        doc = one.block.doc
        if one.role is not Role.QUESTION and (doc not in points or one.scores["claim"] > chosen[points[doc]].scores["claim"]):
            points[doc] = index
    if titled:
        points[POST] = TITLE
    replies = ((comment.id, comment.reply_to or POST) for comment in thread.comments)
    return {id: points[parent] for id, parent in replies if parent in points and parent != id}


def _written(
    ranked: Mapping[int, Sequence[Target]],
    chosen: Sequence[Reading],
    quoting: Iterable[tuple[int, int]],
    addressed: Mapping[str, int],
) -> dict[int, list[Target]]:
    """Choose the relations to write, the surest first, so that nothing rests on itself; a question says nothing of others."""
    ranked = {index: targets for index, targets in ranked.items() if chosen[index].role is not Role.QUESTION}
    offers = {index: targets[:1] for index, targets in ranked.items() if targets and targets[0].score >= SURE}
    quoted: dict[int, list[Target]] = {}
    for reply, target in quoting:
        quoted.setdefault(reply, []).extend(to for to in ranked.get(reply, ()) if to.target == target)
    offers |= {index: targets for index, targets in quoted.items() if targets}
    offers |= _joining(ranked, chosen, offers, addressed)
    written: dict[int, list[Target]] = {}
    flat = [(-to.score, index, to) for index, targets in offers.items() for to in targets]
    for _, index, to in sorted(flat, key=lambda offer: offer[:2]):
        if index not in _behind(to.target, written):
            written.setdefault(index, []).append(to)
    return {index: [_sound(to, written, chosen) for to in targets] for index, targets in written.items()}


def _behind(start: int, written: Mapping[int, Sequence[Target]]) -> set[int]:
    """Return `start` and all that it leads to."""
    seen, todo = set[int](), [start]
    while todo:
        at = todo.pop()
        if at not in seen:
            seen.add(at)
            todo += [to.target for to in written.get(at, ())]
    return seen


def _joining(
    ranked: Mapping[int, Sequence[Target]],
    chosen: Sequence[Reading],
    offers: Mapping[int, Sequence[Target]],
    addressed: Mapping[str, int],
) -> dict[int, Sequence[Target]]:
    """Return what joins the parts of the map, however unsure.

    What a post claims is for what its title claims, rather than for anything else. A comment without a relation to another turn
    is joined by the likeliest of those it may have; if that is not likely enough to say for or against, or if there is none, the
    comment just takes up what it replies to, which decides nothing.
    """
    joining: dict[int, Sequence[Target]] = {}
    turns: dict[str, list[int]] = {}
    for index, targets in ranked.items():
        doc = chosen[index].block.doc
        if doc != POST:
            turns.setdefault(doc, []).append(index)
        elif index not in offers and chosen[index].role is Role.CLAIM and targets and targets[0].target == TITLE:
            joining[index] = targets[:1]

    def outward(index: int, targets: Sequence[Target]) -> list[Target]:
        doc = chosen[index].block.doc
        return [to for to in targets if to.target == TITLE or chosen[to.target].block.doc != doc]

    for doc, indices in turns.items():
        if any(outward(index, offers.get(index, ())) for index in indices):
            continue
        reaching = [(-to.score, index, to) for index in indices for to in outward(index, ranked[index])[:1]]
        if reaching:
            _, index, to = min(reaching, key=lambda one: one[:2])
            joining[index] = [to if to.score >= SURE or to.kind == "concedes" else replace(to, kind="answers")]
        elif doc in addressed:
            joining[_foremost(indices, chosen)] = [Target("answers", addressed[doc], 0.0, "a reply to it")]
    return joining


def _foremost(indices: Iterable[int], chosen: Sequence[Reading]) -> int:
    return max(indices, key=lambda index: chosen[index].scores["claim"])


def _sound(to: Target, written: Mapping[int, Sequence[Target]], chosen: Sequence[Reading]) -> Target:
    """Mend the kind: a question asserts nothing and can only be answered; only what is itself a reason has a step to undercut."""
    if to.target != TITLE and chosen[to.target].role is Role.QUESTION:
        return replace(to, kind="answers")
    if to.kind == "undercuts" and not any(one.kind in ("supports", "attacks") for one in written.get(to.target, ())):
        return replace(to, kind="attacks")
    return to


def _thesis(thread: Thread, title: str | None) -> Iterable[Suggested]:
    """Yield what the title claims, at the head of the post's first paragraph, or of the first that no emphasis begins."""
    if title is not None:
        heads = [block.span.start for block in thread.blocks if block.doc == POST and block.kind is BlockKind.PARAGRAPH]
        styled = {style.span.start for style in thread.styles}
        first = next((head for head in heads if head not in styled), next(iter(heads), 0))
        yield Suggested(Span(first, first), POST, Role.CLAIM, TITLED, "the title", gloss=title)
