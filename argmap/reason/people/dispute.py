"""All there is to say of the people of a debate, at once."""

from __future__ import annotations

from argmap.model import ArgumentMap, Dispute, Thread
from argmap.reason.people.contradictions import contradictions
from argmap.reason.people.history import moves, persuasions
from argmap.reason.people.met import met
from argmap.reason.people.partings import partings

__all__ = ["MOST_PAIRS", "dispute"]

MOST_PAIRS = 30
"""Of more pairs who met, only those who met most often are compared: each takes milliseconds, and nobody reads thousands."""


def dispute(thread: Thread, map: ArgumentMap, silence: str = "agrees") -> Dispute:
    """Return where the people of a debate part, what moved it and whom, and who contradicts themselves."""
    pairs = len(met(map))
    return Dispute(
        silence,
        partings(map, silence, most=MOST_PAIRS),
        moves(thread, map),
        persuasions(thread, map),
        contradictions(map),
        pairs,
        min(pairs, MOST_PAIRS),
    )
