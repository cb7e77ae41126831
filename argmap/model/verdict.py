"""Verdicts: what the reasoner says of a map, as plain data that the graph, the page and the report are handed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from argmap.model.argument import Status

__all__ = [
    "Chance",
    "Contradiction",
    "Crux",
    "Dispute",
    "DoubleCrux",
    "Hedged",
    "JointCrux",
    "Move",
    "Parting",
    "Persuasion",
    "Unanswered",
    "Verdict",
    "Verdicts",
]

Flips = tuple[tuple[str, Status, Status], ...]
"""Claims and steps whose label differs between two runs, each with both labels."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The label of one claim or step and why.

    `cause` is one of: `unchallenged`, `supported`, `defended` (stands); `answered`, `lost its support`, `undercut`,
    `a premise falls` (falls); `contested`, `rests on an open point`, `circular`, `self-defeating` (open); `supposed`, where
    somebody asked what would be. `because` is the ids of the claims and steps that decide it, in map order; for a loop, the
    loop in its own order. `words` is the reason as a sentence. `rank` certifies the verdict: it follows by the rules from
    verdicts of lower rank alone (the min-max numbers of Caminada and Dunne 2019); an open point has none.
    """

    status: Status
    cause: str
    because: tuple[str, ...]
    words: str
    rank: int | None = None

    @property
    def word(self) -> str:
        """The verdict in one of four words, which tell an answered point from one that lost its support.

        >>> Verdict(Status.FALLS, "undercut", ("q>p>g",), "falls (undercut): ...", 3).word
        'answered'
        """
        if self.status is not Status.FALLS:
            return self.status.value
        return "lost its support" if self.cause in ("lost its support", "a premise falls") else "answered"


@dataclass(frozen=True, slots=True)
class Crux:
    """A claim or a step on which a thesis hangs, with its proof.

    `granted` and `denied` are the thesis's label when the node is made to stand and to fall; they differ in whether
    the thesis stands. `chain` is the proof: every claim and step whose label differs between the two runs and lies
    between crux and thesis, with both labels. `root` is True when none of the things the crux rests on or is attacked
    by is itself a crux, save those on a loop with it; `loop` is the cruxes on that loop, itself included.
    """

    node: str
    thesis: str
    now: Status
    granted: Status
    denied: Status
    chain: Flips
    root: bool
    loop: tuple[str, ...] = ()

    @property
    def standing(self) -> bool:
        """True if the thesis would change by giving the claim up, False if by showing it."""
        return self.now is Status.STANDS


@dataclass(frozen=True, slots=True)
class JointCrux:
    """Claims that decide a thesis together and no part of them does.

    `flipped` is what each is made to be, the opposite of its label now; `before` and `after` are the thesis's labels.
    """

    nodes: tuple[str, ...]
    thesis: str
    flipped: tuple[Status, ...]
    before: Status
    after: Status


@dataclass(frozen=True, slots=True)
class Unanswered:
    """An objection (a step) that has not fallen and that nobody attacked or took up.

    `changes` is what would come out otherwise if it were answered: claims and theses, each with its label now and then;
    `theses` are those among them for which it matters whether they stand. `burden` is whose turn it is: who asserts the
    claim or gives the step that it hits.
    """

    step: str
    changes: Flips
    theses: tuple[str, ...]
    burden: tuple[str, ...]


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
class DoubleCrux:
    """What two authors would have to settle: each would change their verdict on `goal` by taking over the other's on `nodes`.

    One node is a double crux, several are the smallest set that is one together. `labels` has for each node its label in
    the view of the first author and of the second, `goal_labels` those of the goal. It is confirmed if both took a stance on
    every node: asserted, conceded, rejected or attacked it; else only possible. `chains` is the proof: what changes in the
    first author's view by taking over the second's labels, and the reverse.
    """

    nodes: tuple[str, ...]
    goal: str
    authors: tuple[str, str]
    labels: tuple[tuple[Status, Status], ...]
    goal_labels: tuple[Status, Status]
    confirmed: bool
    chains: tuple[Flips, Flips]


@dataclass(frozen=True, slots=True)
class Parting:
    """Where the views of two authors part.

    `goals` are the claims that stand for one alone and that nothing they part on rests on: the conclusions of what they
    disagree about, theses first. `double_cruxes` settle them; for a goal with none, `unrelated` has what each of the two
    hangs on in their own view: they disagree for unrelated reasons.
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

    `silence` says how a view takes what its author never spoke to: as agreed (`agrees`) or as open (`open`).
    """

    silence: str
    partings: tuple[Parting, ...] = ()
    moves: tuple[Move, ...] = ()
    persuasions: tuple[Persuasion, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdicts:
    """All verdicts on one map: labels of claims and steps by id, theses, cruxes by thesis, and the objections nobody took up.

    `cruxes` are claims, `step_cruxes` steps; `joint` are the pairs that decide a thesis which no single claim decides.
    The theses come in the order of how much lies behind them, the unanswered objections by what they would change. `dispute` and
    `chances` are there where somebody asked for them, and so is `strengths`, a gradual verdict from 0 to 1.
    """

    labels: Mapping[str, Verdict]
    theses: tuple[str, ...]
    cruxes: tuple[Crux, ...]
    unanswered: tuple[Unanswered, ...]
    step_cruxes: tuple[Crux, ...] = ()
    joint: tuple[JointCrux, ...] = ()
    dispute: Dispute | None = None
    chances: tuple[Chance, ...] = ()
    strengths: Mapping[str, float] = field(default_factory=dict)

    def status(self, id: str) -> Status:
        """Return the label of a claim or step; raises KeyError."""
        return self.labels[id].status
