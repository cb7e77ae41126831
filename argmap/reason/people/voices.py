"""Who said what: what every author asserts, grants and denies, which steps they give, and where they stand on each claim.

An author's later words win over earlier ones: the post comes first, then the comments in the order of the text. A reported
view (`by=`) is that of the one it is ascribed to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property

from argmap.errors import error
from argmap.model import Anchor, ArgumentMap, Stance, Step, StepKind

__all__ = ["Voice", "author_named", "voices"]

Moment = tuple[int, int]


def moment(anchor: Anchor) -> Moment:
    """Return when something is said, as a place in the text."""
    return anchor.span.start, anchor.span.end


@dataclass
class Voice:
    """One author's words. Claims and steps are given by their ids.

    `asserts`, `concedes` and `rejects` have the last moment at which the author does so; `gives` are the steps they speak for;
    `borrows` are the reasons in somebody else's name that stand where the author asserts the claim: they are the author's reasons
    too. `adopts` are the objections of others that the author gave in to: they concede what it rests on and have no answer to it.
    `accepts` and `disputes` are the claims on which their last word is for or against, each once.
    """

    name: str
    asserts: dict[str, Moment] = field(default_factory=dict)
    concedes: dict[str, Moment] = field(default_factory=dict)
    rejects: dict[str, Moment] = field(default_factory=dict)
    gives: list[Step] = field(default_factory=list)
    borrows: list[Step] = field(default_factory=list)
    adopts: list[Step] = field(default_factory=list)
    accepts: set[str] = field(default_factory=set)
    disputes: set[str] = field(default_factory=set)

    def speaks_to(self, id: str) -> bool:
        """Say whether the author took a stance on a claim of their own accord: asserted, conceded, rejected or attacked it."""
        return id in self.accepts or id in self.disputes

    def takes_up(self, objection: Step) -> bool:
        """Say whether an objection is the author's own, or they gave in to it, or met it by a reason or a flat denial."""
        own = objection.id in self.steps or objection.id in self.answered
        return own or any(premise in self.answered or premise in self.disputes for premise in objection.premises)

    @property
    def addressed(self) -> set[str]:
        """The claims that the author took a stance on, or made use of."""
        used = {premise for step in (*self.gives, *self.borrows) for premise in step.premises}
        targets = {step.target for step in self.gives if step.kind is not StepKind.UNDERCUT}
        return self.accepts | self.disputes | used | targets

    @cached_property
    def steps(self) -> frozenset[str]:
        """The steps that the author gives or gave in to."""
        return frozenset(step.id for step in (*self.gives, *self.adopts))

    @cached_property
    def answered(self) -> frozenset[str]:
        """What the author meets with a reason: the claims they rebut and the steps they undercut."""
        return frozenset(step.target for step in (*self.gives, *self.adopts) if step.kind is not StepKind.INFERENCE)


def voices(map: ArgumentMap) -> dict[str, Voice]:
    """Return everybody who says something in `map`, in the order in which they first do."""
    first: dict[str, Moment] = {}
    for anchor in _anchors(map):
        if anchor.speaker:
            first[anchor.speaker] = min(moment(anchor), first.get(anchor.speaker, moment(anchor)))
    found = {name: Voice(name) for name in sorted(first, key=lambda name: (first[name], name))}
    by_place: dict[tuple[str, str], set[str]] = {}
    for claim in map.claims:
        for anchor in claim.anchors:
            if anchor.speaker:
                _later(found[anchor.speaker].asserts, claim.id, anchor)
                by_place.setdefault((claim.id, anchor.doc), set()).add(anchor.speaker)
    for stance in map.stances:
        if stance.author:
            kept = found[stance.author].concedes if stance.kind == "concedes" else found[stance.author].rejects
            _later(kept, _claim_of(map, stance), stance.anchor)
    for step in map.steps:
        if step.anchor.speaker:
            found[step.anchor.speaker].gives.append(step)
        if step.kind is StepKind.INFERENCE:
            for name in by_place.get((step.target, step.anchor.doc), set()) - {step.anchor.speaker or ""}:
                found[name].borrows.append(step)
    used_by = _objections_by_premise(map)
    for voice in found.values():
        _last_words(voice)
        _give_in(voice, used_by)
    return found


def author_named(name: str, known: Iterable[str]) -> str:
    """Return the author meant by `name`: the name itself, in any case, or the beginning of just one; raises ArgmapError.

    >>> author_named("nora", ["Nora Lind", "Tom Reyes"])
    'Nora Lind'
    """
    names = list(known)
    if name in names:
        return name
    wanted = name.casefold().strip()
    same = [each for each in names if each.casefold() == wanted]
    found = same or [each for each in names if wanted and each.casefold().startswith(wanted)]
    if len(found) == 1:
        return found[0]
    folded = {each.casefold(): each for each in names}
    near = get_close_matches(wanted, folded, 1, 0.6)
    if near:
        hint = f"Did you mean '{folded[near[0]]}'?"
    else:
        shown = found or names
        hint = f"Known: {', '.join(shown[:8])}{', ...' if len(shown) > 8 else ''}." if shown else "Nobody does."
    raise error("no-such-author", name=name, hint=hint)


def _anchors(map: ArgumentMap) -> Iterator[Anchor]:
    yield from (anchor for claim in map.claims for anchor in claim.anchors)
    yield from (step.anchor for step in map.steps)
    yield from (stance.anchor for stance in map.stances)


def _claim_of(map: ArgumentMap, stance: Stance) -> str:
    return map.claim(stance.claim).id


def _later(kept: dict[str, Moment], id: str, anchor: Anchor) -> None:
    kept[id] = max(moment(anchor), kept.get(id, (-1, -1)))


def _objections_by_premise(map: ArgumentMap) -> dict[str, list[Step]]:
    found: dict[str, list[Step]] = {}
    for step in map.steps:
        if step.kind is not StepKind.INFERENCE:
            for premise in step.premises:
                found.setdefault(premise, []).append(step)
    return found


def _last_words(voice: Voice) -> None:
    """Fill in what the author accepts and disputes. An attack on what they assert themselves is a doubt and no denial."""
    against = dict(voice.rejects)
    for step in voice.gives:
        if step.kind is StepKind.REBUTTAL and step.target not in voice.asserts:
            _later(against, step.target, step.anchor)
    for id in {*voice.asserts, *voice.concedes, *against}:
        last_for = max(voice.asserts.get(id, (-1, -1)), voice.concedes.get(id, (-1, -1)))
        (voice.disputes if against.get(id, (-1, -1)) >= last_for else voice.accepts).add(id)


def _give_in(voice: Voice, used_by: Mapping[str, list[Step]]) -> None:
    """Take the author for persuaded of an objection to their own if they concede all of it and meet no part of it."""
    own = {step.id for step in voice.gives}
    held = own | {step.id for step in voice.borrows}
    met = {step.target for step in voice.gives if step.kind is not StepKind.INFERENCE}
    taken_back: set[str] = set()
    for step in {step.id: step for id in voice.concedes for step in used_by.get(id, ())}.values():
        if step.id in own or step.id in met or not voice.accepts.issuperset(step.premises):
            continue
        conceded = max(voice.concedes.get(premise, (-1, -1)) for premise in step.premises)
        is_rebuttal = step.kind is StepKind.REBUTTAL
        if (is_rebuttal and step.target in voice.accepts and conceded >= _last_for(voice, step.target)) or step.target in held:
            voice.adopts.append(step)
            if is_rebuttal:
                taken_back.add(step.target)
    voice.adopts.sort(key=lambda step: step.id)
    voice.accepts -= taken_back
    voice.disputes |= taken_back


def _last_for(voice: Voice, id: str) -> Moment:
    return max(voice.asserts.get(id, (-1, -1)), voice.concedes.get(id, (-1, -1)))
