"""The argument map: claims, the steps between them, and what people say of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from argmap.model.concept import Concept
from argmap.model.text import Span

__all__ = [
    "Anchor",
    "Answer",
    "ArgumentMap",
    "Claim",
    "Place",
    "Question",
    "Role",
    "Stance",
    "Status",
    "Step",
    "StepKind",
    "Suggestion",
]


class Role(StrEnum):
    """What an annotator calls a marked passage."""

    CLAIM = "claim"
    PREMISE = "premise"
    CRUX = "crux"
    EVIDENCE = "evidence"
    QUESTION = "question"
    CONCESSION = "concession"


class Status(StrEnum):
    """The verdict on a claim or a step, as `expect:` names it."""

    STANDS = "stands"
    FALLS = "falls"
    OPEN = "open"

    @property
    def verb(self) -> str:
        """What is said of a claim that has it: `stands`, `falls`, `is open`."""
        return "is open" if self is Status.OPEN else self.value


class StepKind(StrEnum):
    """A reason for a claim, a reason against a claim, or a reason against a step."""

    INFERENCE = "inference"
    REBUTTAL = "rebuttal"
    UNDERCUT = "undercut"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file: lines and columns count from 1."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What marks a mark that no human has confirmed: how sure the machine is (0 to 1) and the words that spoke for it."""

    confidence: float | None = None
    cue: str | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """The words that a node of the map points back at.

    `id` is the mark's own id, `doc` the post or comment it stands in, `speaker` whose view it gives (the document's
    author, or the one named by `by=`). The span is empty for an implicit premise: the place where a reader supplies it.
    `suggestion` is set if a machine made the mark and nobody has confirmed it, be the claim that it restates confirmed or not.
    """

    id: str
    doc: str
    span: Span
    speaker: str | None
    place: Place | None = field(default=None, compare=False)
    suggestion: Suggestion | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Claim:
    """A proposition somebody put forward.

    `text` is the marked words (empty for an implicit premise, which has a `gloss`). The first anchor is the claim's
    home and has the claim's id; further ones restate it and their ids are its aliases. `asserted` is the explicit
    `.asserted`: the claim is put forward for itself even if the reasons given for it fall. `suggestion` is None once
    a human has confirmed it.
    """

    id: str
    text: str
    anchors: tuple[Anchor, ...]
    roles: frozenset[Role] = frozenset({Role.CLAIM})
    gloss: str | None = None
    asserted: bool = False
    credence: float | None = None
    hedge: str | None = None
    cites: tuple[str, ...] = ()
    suggestion: Suggestion | None = None

    @property
    def words(self) -> str:
        """What to show: the gloss if there is one, else the marked words."""
        return self.gloss or self.text

    @property
    def home(self) -> Anchor:
        """The first place where the claim is made."""
        return self.anchors[0]

    @property
    def speakers(self) -> tuple[str, ...]:
        """Everybody who asserts it, once each, in text order."""
        return tuple(dict.fromkeys(anchor.speaker for anchor in self.anchors if anchor.speaker))


@dataclass(frozen=True, slots=True)
class Step:
    """A reason or an objection as a node of its own: linked premises, and what they are for or against.

    Premises and target are claims' own ids, never aliases: `target` is a claim's for an inference and a rebuttal, a
    step's id for an undercut. `anchor` is the mark that states the relation (the first premise's); `id` comes from
    `argmap.model.ids.step_id`.
    """

    id: str
    kind: StepKind
    premises: tuple[str, ...]
    target: str
    anchor: Anchor
    suggestion: Suggestion | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question somebody asks. It asserts nothing, so it has no verdict."""

    id: str
    text: str
    anchor: Anchor
    gloss: str | None = None
    suggestion: Suggestion | None = None


@dataclass(frozen=True, slots=True)
class Stance:
    """An author grants (`concedes`) or denies (`rejects`) somebody's claim without giving a reason.

    A denial without a reason is no attack: it counts in its author's own view of the map and nowhere else.
    """

    kind: str
    author: str | None
    claim: str
    anchor: Anchor
    text: str = ""
    gloss: str | None = None
    suggestion: Suggestion | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The mark `source` takes up the question or claim `target`; whether it defeats it is for the steps to say."""

    source: str
    target: str
    anchor: Anchor


@dataclass(frozen=True)
class ArgumentMap:
    """Everything annotated in one thread, in text order. `expect` is the map's own test: a claim's id and its verdict.

    `concepts` are what the thread is about, in the order of its front matter; `Mentions` finds who speaks of them.
    """

    claims: tuple[Claim, ...] = ()
    steps: tuple[Step, ...] = ()
    questions: tuple[Question, ...] = ()
    stances: tuple[Stance, ...] = ()
    answers: tuple[Answer, ...] = ()
    expect: tuple[tuple[str, Status], ...] = ()
    concepts: tuple[Concept, ...] = ()

    @cached_property
    def _claims(self) -> dict[str, Claim]:
        return {anchor.id: claim for claim in self.claims for anchor in claim.anchors}

    def claim(self, id: str) -> Claim:
        """Return the claim of that id or alias; raises KeyError."""
        return self._claims[id]

    @cached_property
    def _incoming(self) -> dict[str, list[Step]]:
        found: dict[str, list[Step]] = {}
        for step in self.steps:
            found.setdefault(step.target, []).append(step)
        return found

    def steps_to(self, target: str, *kinds: StepKind) -> Iterator[Step]:
        """Yield the steps that end in `target`, of the given kinds or of any."""
        return (step for step in self._incoming.get(target, ()) if not kinds or step.kind in kinds)

    def steps_from(self, claim: str) -> Iterator[Step]:
        """Yield the steps in which `claim` is a premise."""
        return (step for step in self.steps if claim in step.premises)

    def confirmed(self) -> ArgumentMap:
        """Return the map without whatever is only suggested, and without what rests on that."""
        claims = tuple(_without_suggested_anchors(claim) for claim in self.claims if claim.suggestion is None)
        known = {claim.id for claim in claims}
        steps = tuple(step for step in self.steps if step.suggestion is None)
        while True:
            ends = known | {step.id for step in steps}
            kept = tuple(step for step in steps if step.target in ends and known.issuperset(step.premises))
            if len(kept) == len(steps):
                break
            steps = kept
        questions = tuple(question for question in self.questions if question.suggestion is None)
        marks = known | {anchor.id for claim in claims for anchor in claim.anchors} | {question.id for question in questions}
        stances = tuple(stance for stance in self.stances if stance.suggestion is None and stance.claim in marks)
        marks |= {stance.anchor.id for stance in stances}
        return ArgumentMap(
            claims,
            steps,
            questions,
            stances,
            tuple(answer for answer in self.answers if answer.source in marks and answer.target in marks),
            tuple((id, status) for id, status in self.expect if id in marks),
            tuple(concept for concept in self.concepts if concept.confidence is None),
        )


def _without_suggested_anchors(claim: Claim) -> Claim:
    home, *others = claim.anchors
    kept = (home, *(anchor for anchor in others if anchor.suggestion is None))
    return claim if len(kept) == len(claim.anchors) else replace(claim, anchors=kept)
