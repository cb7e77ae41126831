"""The semantics as answer-set programs, over facts arg(X) and att(X,Y).

The guess-and-check encodings are textbook ones (Egly, Gaggl, Woltran: Answer-set programming encodings for argumentation
frameworks, 2010); subset-maximal sets come from clingo's own domain heuristic and its record of what was found (domRec), not
from a saturation encoding.
"""

from __future__ import annotations

from enum import StrEnum

__all__ = ["ADMISSIBLE", "COMPLETE", "MAXIMAL_IN", "MAXIMAL_RANGE", "STABLE", "Semantics"]


class Semantics(StrEnum):
    """Which sets of arguments may be accepted together."""

    GROUNDED = "grounded"
    COMPLETE = "complete"
    PREFERRED = "preferred"
    STABLE = "stable"
    SEMI_STABLE = "semi-stable"
    IDEAL = "ideal"


_CONFLICT_FREE = """
{in(X)} :- arg(X).
beaten(X) :- in(Y), att(Y,X).
:- in(X), beaten(X).
#show in/1.
"""
ADMISSIBLE = (
    _CONFLICT_FREE
    + """
threatened(X) :- att(Y,X), not beaten(Y).
:- in(X), threatened(X).
"""
)
COMPLETE = (
    ADMISSIBLE
    + """
:- arg(X), not in(X), not threatened(X).
"""
)
STABLE = (
    _CONFLICT_FREE
    + """
:- arg(X), not in(X), not beaten(X).
"""
)
# The heuristic must say `true`: domRec compares the atoms that it says it of, and those alone.
MAXIMAL_IN = """
#heuristic in(X) : arg(X). [1,true]
"""
MAXIMAL_RANGE = """
range(X) :- in(X).
range(X) :- beaten(X).
#heuristic range(X) : arg(X). [1,true]
#show range/1.
"""
