"""Verdicts: what the reasoner says of a map, as plain data that the graph, the page and the report are handed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from argmap.model.argument import Status

__all__ = ["Crux", "Verdict", "Verdicts"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The label of one claim or step and why.

    `cause` is one of: `unchallenged`, `supported`, `defended` (stands); `answered`, `lost its support`, `undercut`,
    `a premise falls` (falls); `contested`, `rests on an open point`, `circular`, `self-defeating` (open). `because`
    is the ids of the claims and steps that decide it, in text order; for a loop, the loop. `words` is the reason as a
    sentence.
    """

    status: Status
    cause: str
    because: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Crux:
    """A claim on which a thesis hangs, with its proof.

    `granted` and `denied` are the thesis's label when the claim is made to stand and to fall; they differ in whether
    the thesis stands. `chain` is the proof: every claim and step whose label differs between the two runs and lies
    between crux and thesis, with both labels. `root` is True when none of the things the crux rests on or is attacked
    by is itself a crux.
    """

    claim: str
    thesis: str
    now: Status
    granted: Status
    denied: Status
    chain: tuple[tuple[str, Status, Status], ...]
    root: bool

    @property
    def standing(self) -> bool:
        """True if the thesis would change by giving the claim up, False if by showing it."""
        return self.now is Status.STANDS


@dataclass(frozen=True, slots=True)
class Verdicts:
    """All verdicts on one map: labels of claims and steps by id, theses in text order, cruxes by thesis."""

    labels: Mapping[str, Verdict]
    theses: tuple[str, ...]
    cruxes: tuple[Crux, ...]
    unanswered: tuple[str, ...]

    def status(self, id: str) -> Status:
        """Return the label of a claim or step; raises KeyError."""
        return self.labels[id].status
