"""The rules: which signs of a sentence make which role of it, and how often they are right.

A sign is a cue of `_cues`, or where the sentence stands; `^` behind a cue's name says that the sentence begins with it. The
first rule whose signs are all there decides (a decision list: Yarowsky, ACL 1994); the last ones ask for a position alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from argmap.model import Role

__all__ = ["QUOTED", "RULES", "THRESHOLD", "Rule", "decide"]


@dataclass(frozen=True, slots=True)
class Rule:
    """If a sentence has all of `signs`, its role is `role` (None: no part of the argument).

    `name` is the signs, parted by blanks; `counts_as` what it predicts in the scheme of the corpus it is measured on, which
    knows claims and premises only. There, `decided` sentences came to this rule and `right` had that label.
    """

    name: str
    role: Role | None
    decided: int
    right: int
    counts_as: str

    @property
    def signs(self) -> tuple[str, ...]:
        """What a sentence must have."""
        return tuple(self.name.split())

    @property
    def confidence(self) -> float:
        """The share of right decisions; one right and one wrong are added, so that few cases never count as certainty."""
        return round((self.right + 1) / (self.decided + 2), 2)


_SCORED_AS = {Role.CLAIM: "claim", Role.CONCESSION: "claim", Role.PREMISE: "premise", Role.QUESTION: "premise", None: "none"}
"""What a role is in the scheme of CMV modes: a concession is its claim of agreement, and most questions are premises there."""


def _rule(name: str, role: Role | None, decided: int, right: int, counts_as: str | None = None) -> Rule:
    return Rule(name, role, decided, right, counts_as or _SCORED_AS[role])


# The numbers: `python -m benchmarks.suggest ../shared/data/cmv/train --rules` prints them (21 posts, 1540 sentences). The
# order is from the narrow to the wide, and from telling words to the mere place.
RULES: tuple[Rule, ...] = (
    _rule("quotation", None, 134, 124),
    _rule("courtesy", None, 37, 30),
    _rule("aside^", None, 19, 13),
    _rule("example^", Role.PREMISE, 8, 7),
    _rule("question rhetorical^", Role.QUESTION, 10, 7),
    _rule("question address opens", Role.QUESTION, 13, 7, "none"),
    _rule("short question", Role.QUESTION, 12, 5, "none"),
    _rule("question", Role.QUESTION, 100, 68),
    _rule("short", None, 73, 26),
    _rule("agreement^ opens", Role.CONCESSION, 10, 7),
    _rule("agreement opens", Role.CONCESSION, 8, 7),
    _rule("disagreement^ opens", Role.CLAIM, 7, 5),
    _rule("argument^", Role.CLAIM, 10, 9),
    _rule("opinion opens", Role.CLAIM, 47, 34),
    _rule("contrast^ opens", Role.CLAIM, 8, 6),
    _rule("opinion judgement", Role.CLAIM, 29, 17),
    _rule("reason inner", Role.PREMISE, 64, 42),
    _rule("example inner", Role.PREMISE, 18, 13),
    _rule("condition^ inner", Role.PREMISE, 34, 26),
    _rule("number inner", Role.PREMISE, 43, 37),
    _rule("evidence inner", Role.PREMISE, 9, 6),
    _rule("reference^ inner", Role.PREMISE, 60, 48),
    _rule("deep", Role.PREMISE, 94, 65),
    _rule("opinion", Role.CLAIM, 26, 10),
    _rule("argument opens", Role.CLAIM, 19, 12),
    _rule("general opens", Role.CLAIM, 54, 33),
    _rule("judgement opens", Role.CLAIM, 62, 32),
    _rule("argument judgement", Role.CLAIM, 8, 4),
    _rule("aside", None, 15, 5),
    _rule("opens", Role.CLAIM, 163, 69),
    _rule("inner", Role.PREMISE, 346, 213),
)

QUOTED = _rule("quoted", Role.CLAIM, 3, 1)
"""For what has no role by itself, but a comment quotes it and goes on from there."""

THRESHOLD = 0.57
"""How sure a rule must be for its decisions to be shown without being asked for."""


def decide(signs: Mapping[str, str]) -> Rule:
    """Return the first rule that fits.

    >>> decide({"opinion": "I think", "opens": "", "number": "7"}).name
    'opinion opens'
    """
    return next(rule for rule in RULES if all(sign in signs for sign in rule.signs))
