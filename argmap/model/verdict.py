"""Verdicts: what the reasoner says of a map, as plain data that the graph, the page and the report are handed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from argmap.model.argument import Status
from argmap.model.dispute import Camps, Chance, Dispute, Flips

__all__ = ["Crux", "JointCrux", "Unanswered", "Verdict", "Verdicts"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The label of one claim or step and why.

    `cause` is one of: `unchallenged`, `supported`, `defended` (stands); `answered`, `lost its support`, `undercut`,
    `a premise falls` (falls); `contested`, `rests on an open point`, `circular`, `self-defeating` (open); `supposed` and
    `own words`, where somebody asked what would be, or looked through somebody's eyes. `because` is the ids of the claims and
    steps that decide it, in map order; for a loop, the loop in its own order. `words` is the reason as a sentence. `rank`
    certifies the verdict: it follows by the rules from verdicts of lower rank alone (the min-max numbers of Caminada and Dunne
    2019); an open point has none.
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
    `importance` is the chance of the thesis in the first run less that in the second, if hedges are taken at their word: 1 or -1
    where none plays a part; None where nobody asked.
    """

    node: str
    thesis: str
    now: Status
    granted: Status
    denied: Status
    chain: Flips
    root: bool
    loop: tuple[str, ...] = ()
    importance: float | None = None

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
    claim or gives the step that it hits; nobody's, where the objection is their own.
    """

    step: str
    changes: Flips
    theses: tuple[str, ...]
    burden: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """All verdicts on one map: labels of claims and steps by id, theses, cruxes by thesis, and the objections nobody took up.

    `cruxes` are claims, `step_cruxes` steps; `joint` are the pairs that decide a thesis which no single claim decides.
    The theses come in the order of how much lies behind them, the unanswered objections by what they would change. `dispute`,
    `chances` and `camps` are there where somebody asked for them, and so is `strengths`, a gradual verdict from 0 to 1.
    """

    labels: Mapping[str, Verdict]
    theses: tuple[str, ...]
    cruxes: tuple[Crux, ...]
    unanswered: tuple[Unanswered, ...]
    step_cruxes: tuple[Crux, ...] = ()
    joint: tuple[JointCrux, ...] = ()
    dispute: Dispute | None = None
    chances: tuple[Chance, ...] = ()
    camps: Camps | None = None
    strengths: Mapping[str, float] = field(default_factory=dict)

    def status(self, id: str) -> Status:
        """Return the label of a claim or step; raises KeyError."""
        return self.labels[id].status
