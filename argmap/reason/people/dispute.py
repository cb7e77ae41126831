"""All there is to say of the people of a debate, at once."""

from __future__ import annotations

from argmap.model import ArgumentMap, Dispute, Thread
from argmap.reason.people.contradictions import contradictions
from argmap.reason.people.history import moves, persuasions
from argmap.reason.people.partings import partings

__all__ = ["dispute"]


def dispute(thread: Thread, map: ArgumentMap, silence: str = "agrees") -> Dispute:
    """Return where the people of a debate part, what moved it and whom, and who contradicts themselves."""
    return Dispute(silence, partings(map, silence), moves(thread, map), persuasions(thread, map), contradictions(map))
