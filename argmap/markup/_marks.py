"""From an argument map back to the marks that say it: the inverse of `_build`."""

from __future__ import annotations

from dataclasses import dataclass, field

from argmap.markup._scan import text_order
from argmap.markup._vocabulary import ATTRIBUTES, STEPS, share
from argmap.model import Anchor, ArgumentMap, Claim, Role, Span, Step, StepKind, Suggestion, Thread
from argmap.read.attributes import Attributes

__all__ = ["marks_of"]

_RELATIONS = dict(zip(StepKind, STEPS, strict=True))


def marks_of(thread: Thread, map: ArgumentMap) -> list[tuple[Span, Attributes]]:
    """Return the marks of `map` in text order, as spans of the thread's text; building the map of them gives `map` again.

    Raises ValueError for a map that no marks can say: with one anchor, a premise can be linked to others in one way for each
    target, and it is a suggestion in all its steps or in none.
    """
    drafts: dict[str, _Draft] = {}
    for claim in map.claims:
        for anchor in claim.anchors:
            drafts[anchor.id] = _Draft(anchor, suggestion=claim.suggestion if anchor is claim.home else None)
        _describe(claim, drafts)
    for question in map.questions:
        draft = drafts[question.anchor.id] = _Draft(question.anchor, [Role.QUESTION], suggestion=question.suggestion)
        draft.say("gloss", question.gloss)
    for stance in map.stances:
        draft = drafts.setdefault(stance.anchor.id, _Draft(stance.anchor, [Role.CONCESSION]))
        draft.relate(stance.kind, stance.claim)
        draft.suggestion = draft.suggestion or stance.suggestion
        draft.say("gloss", stance.gloss)
    for answer in map.answers:
        drafts[answer.anchor.id].relate("answers", answer.target)
    _Steps(map, drafts).write()
    for draft in drafts.values():
        # A restatement that nobody confirmed, unless it gives a step whose certainty was settled above.
        if draft.pairs.keys().isdisjoint(STEPS):
            draft.suggestion = draft.suggestion or draft.anchor.suggestion
    marks = [(draft.anchor.span, draft.attributes(thread)) for draft in drafts.values()]
    return sorted(marks, key=lambda mark: (text_order(mark[0]), mark[1].id))


@dataclass(slots=True)
class _Draft:
    """A mark in the making; `label` is the joint label of the steps it takes part in."""

    anchor: Anchor
    classes: list[str] = field(default_factory=list)
    pairs: dict[str, list[str]] = field(default_factory=dict)
    suggestion: Suggestion | None = None
    label: str | None = None

    def say(self, key: str, value: str | float | None) -> None:
        if value is not None:
            self.pairs[key] = [value if isinstance(value, str) else share(value)]

    def relate(self, relation: str, target: str) -> None:
        self.pairs.setdefault(relation, []).append(target)

    def attributes(self, thread: Thread) -> Attributes:
        """Return the finished mark's attributes in their canonical order."""
        self.say("joint", self.label)
        if self.anchor.speaker != thread.author_of(self.anchor.doc):
            self.say("by", self.anchor.speaker)
        classes = list(self.classes)
        if self.suggestion is not None:
            classes.append("suggested")
            self.say("confidence", self.suggestion.confidence)
            self.say("cue", self.suggestion.cue)
        pairs = {key: " ".join(self.pairs[key]) for key in ATTRIBUTES if key in self.pairs}
        return Attributes(self.anchor.id, tuple(classes), pairs)


def _describe(claim: Claim, drafts: dict[str, _Draft]) -> None:
    home, *others = (drafts[anchor.id] for anchor in claim.anchors)
    home.classes = [role for role in Role if role in claim.roles] + ["asserted"] * claim.asserted
    home.say("gloss", claim.gloss)
    home.say("credence", claim.credence)
    home.say("hedge", claim.hedge)
    home.say("cites", " ".join(claim.cites) or None)
    for other in others:
        other.relate("restates", claim.id)
        if not len(other.anchor.span):
            other.say("gloss", claim.gloss)


class _Steps:
    """Chooses the marks that give each step, and labels for those that are linked.

    A label holds for all relations of a mark. So marks that share a step share a label, and under one label only one step
    can go from there to each target in each way.
    """

    def __init__(self, map: ArgumentMap, drafts: dict[str, _Draft]) -> None:
        self.map = map
        self.drafts = drafts
        self.sharing = {id: id for id in drafts}  # a forest: marks under one root share a label
        self.given: dict[str, dict[tuple[str, str], str]] = {id: {} for id in drafts}
        homes = {claim.id for claim in map.claims}
        # Restatements that can still be made suggestions: a claim's home is one where the claim is.
        self.open = {id for id, draft in drafts.items() if id not in homes and draft.suggestion is None}

    def write(self) -> None:
        """Give the drafts the relations of all steps."""
        for step in self.map.steps:  # the first premise's mark is known, and goes before all choices
            self.given[step.anchor.id][_RELATIONS[step.kind], step.target] = step.id
        chosen = {step.id: self._choose(step) for step in self.map.steps}
        labels: dict[str, str] = {}
        for step in self.map.steps:
            for mark in chosen[step.id]:
                self.drafts[mark].relate(_RELATIONS[step.kind], step.target)
                if len(step.premises) > 1:
                    self.drafts[mark].label = labels.setdefault(self._root(mark), f"j{len(labels) + 1}")
        for mark, draft in self.drafts.items():
            draft.label = labels.get(self._root(mark), draft.label)

    def _choose(self, step: Step) -> list[str]:
        """Return the mark of each premise of `step`: of the first the one that states it, of others the first that can."""
        marks: list[str] = []
        key = (_RELATIONS[step.kind], step.target)
        for premise in step.premises:
            options = [anchor.id for anchor in self.map.claim(premise).anchors] if marks else [step.anchor.id]
            if step.suggestion is not None and not any(self._can_suggest(mark, step) for mark in marks):
                options.sort(key=lambda mark: not self._can_suggest(mark, step))
            mark = next((mark for mark in options if self._can_give(mark, marks, key, step)), None)
            if mark is None:
                raise ValueError(f"no marks can say that {premise} takes part in {step.id} as well as in other steps")
            self._share(mark, marks)
            self.given[self._root(mark)][key] = step.id
            marks.append(mark)
        self._suggest(step, marks)
        return marks

    def _can_give(self, mark: str, others: list[str], key: tuple[str, str], step: Step) -> bool:
        """Say whether the label of `mark` and its suggestion leave room for the step with these other marks."""
        told = step.suggestion is not None and any(self._can_suggest(other, step) for other in others)
        if not told and self.drafts[mark].suggestion not in (None, step.suggestion):
            return False  # behind a mark that tells how sure the step is it would do no harm
        given = self.given[self._root(mark)]
        wanted = {key: step.id} | (self.given[self._root(others[0])] if others else {})
        return all(given.get(each, id) == id for each, id in wanted.items())

    def _can_suggest(self, mark: str, step: Step) -> bool:
        return mark in self.open or self.drafts[mark].suggestion == step.suggestion

    def _suggest(self, step: Step, marks: list[str]) -> None:
        """See to it that the marks make the step a suggestion, or none, as it is, and that they stay as they are."""
        found = next((suggestion for mark in marks if (suggestion := self.drafts[mark].suggestion)), None)
        if found != step.suggestion:
            maker = next((mark for mark in marks if mark in self.open), None)
            if step.suggestion is None or maker is None:
                raise ValueError(f"no marks can say how sure {step.id} is")
            self.drafts[maker].suggestion = step.suggestion
        self.open.difference_update(marks)

    def _root(self, mark: str) -> str:
        while self.sharing[mark] != mark:
            mark = self.sharing[mark]
        return mark

    def _share(self, mark: str, others: list[str]) -> None:
        if others and self._root(mark) != self._root(others[0]):
            root, joined = self._root(others[0]), self._root(mark)
            self.sharing[joined] = root
            self.given[root] |= self.given.pop(joined)
