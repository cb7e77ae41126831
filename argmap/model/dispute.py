"""The people of a debate, its camps and its hedges: what the reasoner says beyond the verdicts, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from argmap.model.argument import Status

__all__ = [
    "Camp",
    "Camps",
    "Chance",
    "Contradiction",
    "Dispute",
    "DoubleCrux",
    "Flip",
    "Flips",
    "Hedged",
    "Move",
    "OpenQuestion",
    "Parting",
    "Persuasion",
]

Flip = tuple[str, Status, Status]
"""A claim or step whose label differs between two runs, with both labels."""

Flips = Sequence[Flip]
"""All of those; long ones are made when somebody looks at them."""


@dataclass(frozen=True, slots=True)
class DoubleCrux:
    """What two authors would have to settle: each would change their verdict on `goal` by taking over the other's on `nodes`.

    One node is a double crux, several are the smallest set that is one together. `labels` has for each node its label in
    the view of the first author and of the second, `goal_labels` those of the goal. It is confirmed if both took a stance on
    every node: asserted, conceded, rejected or attacked it; else only possible. `chains` is the proof: what changes in the
    first author's view by taking over the second's labels, and the reverse, each with its label before and then. `root` is True
    when no other double crux of theirs for the goal bears on it, save on a loop with it: there the disagreement bottoms out.
    """

    nodes: tuple[str, ...]
    goal: str
    authors: tuple[str, str]
    labels: tuple[tuple[Status, Status], ...]
    goal_labels: tuple[Status, Status]
    confirmed: bool
    chains: tuple[Flips, Flips]
    root: bool = True


@dataclass(frozen=True, slots=True)
class Parting:
    """Where the views of two authors part.

    `goals` are the claims that stand for one alone and that nothing they part on rests on: the conclusions of what they
    disagree about, theses first. `double_cruxes` settle them, by goal, confirmed ones and roots first. A goal without a single one
    has the smallest joint one, and what it rests on comes along as a goal where that has single ones. For a goal with none at
    all, `unrelated` has which of the points they differ on it hangs on in the one view and in the other: they disagree for
    unrelated reasons.
    """

    authors: tuple[str, str]
    goals: tuple[str, ...]
    double_cruxes: tuple[DoubleCrux, ...]
    unrelated: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """What a post or comment did to the debate: the claims whose label it changed, among those that were there before it."""

    doc: str
    author: str | None
    changes: Flips


@dataclass(frozen=True, slots=True)
class Persuasion:
    """An author came round: in `doc` they grant (or take back) `claim`, on which they had said otherwise.

    `moved_by` is whose comment brought them to it, if what they say stands in a reply or is somebody else's claim.
    """

    author: str
    claim: str
    doc: str
    moved_by: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """An author's own words against each other.

    By what the author says alone, `claim`, which they assert, comes out as `status` (it falls, or reasons of theirs stand on both
    sides); `against` is the author's own steps and stances that make it so.
    """

    author: str
    claim: str
    status: Status
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """The people of a debate: where they part, who moved what and whom, and who contradicts themselves.

    `silence` says how a view takes what its author never spoke to: as agreed (`agrees`) or as open (`open`). Of the pairs of people
    who `met`, those who did so most often were `compared`.
    """

    silence: str
    partings: tuple[Parting, ...] = ()
    moves: tuple[Move, ...] = ()
    persuasions: tuple[Persuasion, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    met: int = 0
    compared: int = 0


@dataclass(frozen=True, slots=True)
class Hedged:
    """A hedged claim that a thesis may depend on: its credence, where that is from, and its importance for the thesis.

    The importance is the chance of the thesis if the claim is kept, less that if it is dropped (Birnbaum 1969). `source` is
    `stated`, `ICD 203` (the middle of the range that its table gives to the hedge) or `ICD 203, of the denial`. `error` is the
    standard error of `importance`, 0 if that is exact.
    """

    claim: str
    credence: float
    source: str
    importance: float
    error: float = 0.0

    @property
    def matters(self) -> bool:
        """True if the importance can be told apart from 0: if it is above three standard errors."""
        return abs(self.importance) > 3 * self.error


@dataclass(frozen=True, slots=True)
class Chance:
    """The probability that a thesis stands, and the hedged claims behind it, those that matter most first.

    `error` is the standard error. `method` is `product` (exact, a formula), `enumeration` (exact, all worlds of some part
    of the map) or `sampling`. `shared` are the people with more than one hedged claim among them, each with these.
    """

    thesis: str
    probability: float
    error: float
    method: str
    hedged: tuple[Hedged, ...]
    shared: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def exact(self) -> bool:
        """True if no world was drawn at random."""
        return self.method != "sampling"


@dataclass(frozen=True, slots=True)
class Camp:
    """One way to settle a question: the claims and steps it accepts, rejects and leaves open that another camp does not."""

    accepts: tuple[str, ...]
    rejects: tuple[str, ...]
    undecided: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Claims and steps that the verdicts leave open and that bear on each other, and the camps about them.

    Besides what tells its camps apart: what all of them accept (`holds`), reject (`falls`) and leave open (`undecided`, which no
    camp can settle because it defeats itself or rests on what does). Unless `complete`, there may be more camps, and all of
    this is of those that were found. Every tuple of ids is in the map's order: claims, then steps.
    """

    camps: tuple[Camp, ...]
    holds: tuple[str, ...]
    falls: tuple[str, ...]
    undecided: tuple[str, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Camps:
    """What stands and falls in every camp of a map because the verdicts say so, and the questions that stay open."""

    stands: tuple[str, ...]
    falls: tuple[str, ...]
    questions: tuple[OpenQuestion, ...]

    @property
    def complete(self) -> bool:
        """Whether these are all camps."""
        return all(question.complete for question in self.questions)

    @property
    def number(self) -> int:
        """How many camps there are (at least, if not `complete`): one choice for every question."""
        return prod(max(1, len(question.camps)) for question in self.questions)
