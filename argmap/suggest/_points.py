"""Points: what relations need to know of the units of a thread, and the thread as they see it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy
from numpy.typing import NDArray

from argmap.suggest._similar import Likeness, stems

__all__ = ["CUES", "FAR", "Field", "Indices", "Numbers", "Point"]

Indices = NDArray[numpy.intp]
Numbers = NDArray[numpy.float64]

FAR = 9
"""So many replies up, or more, or not at all."""

_OPENING = re.compile(r"\W*(?:[\w'’-]+\W+){0,4}")
_SURE = 0.98  # No unit counts as a claim more surely than this, or none behind it could be about what stands before it.

CUES: dict[str, str] = {
    "because": r"because|since|due to|given that|seeing (?:as|that)|after all|the reason|as|for(?! (?:example|instance))",
    "therefore": r"so|therefore|thus|hence|which means|(?:this|that|it) means|consequently|as a result|in short|overall"
    r"|in conclusion|then",
    "example": r"for example|for instance|e\.?g|such as|imagine|suppose|say|like when|take|consider",
    "contrast": r"but|however|although|though|yet|while|whereas|instead|nevertheless|on the other hand|still",
    "addition": r"and|also|moreover|furthermore|in addition|additionally|plus|secondly?|third|thirdly|finally|another|or|nor",
    "anaphora": r"this|that|it|they|these|those|he|she|which|such|there",
    "condition": r"if|when|unless|even if|whenever|once",
    "opinion": r"i (?:\w+ )?(?:think|believe|feel|would|don't|do)|in my|my|personally|imo",
    "you": r"you|your|you're|you've",
    "yes": r"i agree|agreed|you're right|you are right|right|true|yes|okay|ok|fair|sure|granted",
}
"""By name: words that tell, at the opening of a unit or just before it, how it hangs together with others."""
_CUES = {name: re.compile(rf"(?<![\w'])(?:{words})(?![\w'])") for name, words in CUES.items()}


@dataclass(frozen=True, slots=True)
class Point:
    """A unit: where it stands, its words and the few before and behind it, the probabilities that it is a claim and a premise.

    `turn` (0 is the post), `block` and `sentence` are numbers that grow through the thread. The title is a point of the post
    that is only a target.
    """

    turn: int
    block: int
    sentence: int
    text: str
    lead: str = ""
    trail: str = ""
    claim: float = 0.5
    premise: float = 0.5
    title: bool = False

    @property
    def opening(self) -> str:
        """The words that introduce it: those before it in its block, and its own first four, in lower case."""
        first = _OPENING.match(self.text)
        return f"{self.lead} {first[0] if first else ''}".lower().replace("’", "'")

    @property
    def cues(self) -> dict[str, str]:
        """The cues at its opening: name to words."""
        opening = self.opening
        found = ((name, pattern.search(opening)) for name, pattern in _CUES.items())
        return {name: match[0] for name, match in found if match}


class Field:
    """A thread as relations see it: its points in text order, and who replies to whom.

    `parents` and `authors` say of each turn which turn it replies to (None where nobody knows) and who wrote it. `quoted` says
    of each point that follows a quotation which points that quotes, and how many points behind the quotation it stands itself.
    """

    def __init__(
        self,
        points: Sequence[Point],
        parents: Sequence[int | None],
        authors: Sequence[str | None],
        quoted: Mapping[int, Mapping[int, int]],
        title: str,
    ) -> None:
        self.points, self.parents, self.authors, self.quoted = points, parents, authors, quoted
        self.likeness = Likeness([stems(one.text) for one in points])
        self.cues = [one.cues for one in points]
        self.has = {name: numpy.array([name in cues for cues in self.cues], float) for name in CUES}
        self.turn = numpy.array([one.turn for one in points], int)
        self.block = numpy.array([one.block for one in points], int)
        self.sentence = numpy.array([one.sentence for one in points], int)
        self.claim = numpy.array([one.claim for one in points], float)
        self.premise = numpy.array([one.premise for one in points], float)
        self.title = numpy.array([one.title for one in points], bool)
        self.length = numpy.array([len(one.text) for one in points], float)
        words = stems(title)
        self.to_title = numpy.array([self.likeness.to(words, index) for index in range(len(points))], float)
        edges = numpy.searchsorted(self.turn, numpy.arange(len(parents) + 1)).tolist()
        self.bounds = list(pairwise(edges))
        self.first = numpy.array([self.bounds[turn][0] for turn in self.turn.tolist()], int)
        self.last = numpy.array([self.bounds[turn][1] - 1 for turn in self.turn.tolist()], int)
        self.size = (self.last - self.first + 1).astype(float)
        self.place = (numpy.arange(len(points)) - self.first) / self.size
        self.no_claim = numpy.concatenate([[0.0], numpy.cumsum(numpy.log(1 - _SURE * self.claim))])
        self._up: dict[int, dict[int, int]] = {}

    @cached_property
    def reasons(self) -> Numbers:
        """How many premises follow each claim in its turn before the next claim."""
        counts = numpy.zeros(len(self.points))
        last = -1
        for at, is_claim in enumerate((self.claim >= self.premise).tolist()):
            if is_claim:
                last = at
            elif last >= 0 and self.turn[last] == self.turn[at]:
                counts[last] += 1
        return counts

    def above(self, turn: int) -> dict[int, int]:
        """Return the turns that `turn` replies to, nearest first, each with how many replies lead up to it.

        Where nobody knows, a comment is taken to reply to the turn before it.
        """
        known = self._up.get(turn)
        if known is None:
            known = self._up[turn] = {}
            at = turn
            while at > 0 and len(known) < FAR - 1:
                parent = self.parents[at]
                at = at - 1 if parent is None else parent
                if at in known or at == turn:
                    break
                known[at] = len(known) + 1
        return known

    def same_author(self, turn: int, other: int) -> bool:
        """Say whether two turns are known to be by one author."""
        author = self.authors[turn]
        return author is not None and author == self.authors[other]
