"""Wording: which relation a unit has to what it is about, and what spoke for it in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from argmap.model import POST, Role, Thread
from argmap.suggest._field import TITLE
from argmap.suggest._points import Field
from argmap.suggest._polarity import Polarity, said
from argmap.suggest._readings import Reading
from argmap.suggest._similar import spelled

__all__ = ["Wording"]

_SHARED = 3  # So many shared words are named,
_ALIKE = 0.15  # if two units are at least so much alike.
# Between these chances of speaking for a claim, a reply is only said to answer it. Of the relations that annotators drew on
# cmv/dev, 84% of the 86 below and 79% of the 14 above are right.
_AGAINST, _FOR = 0.25, 0.55


class Wording:
    """What can be said of pairs of points of one thread. `numbers` says which reading a point is."""

    def __init__(self, field: Field, thread: Thread, found: Sequence[Reading], numbers: Sequence[int]) -> None:
        self._field, self._found, self._numbers = field, found, numbers
        self._docs = [POST, *(comment.id for comment in thread.comments)]
        self._polarity = Polarity(field)

    def kind(self, source: int, target: int) -> str:
        """Return the relation: a question can only be answered, and a claim of the same turn is taken to be supported."""
        at = self._numbers[target]
        if at != TITLE and self._found[at].role is Role.QUESTION:
            return "answers"
        if self._field.turn[source] == self._field.turn[target]:
            return "supports"
        chance = self._polarity(source, target)
        if chance >= _FOR:
            return "concedes" if self._found[self._numbers[source]].role is Role.CONCESSION else "supports"
        if chance <= _AGAINST:
            return "undercuts" if said("step", self._field.points[source].text) else "attacks"
        return "answers"

    def cue(self, source: int, target: int) -> str:
        """Return what spoke for the pair: words where there are any, or the place."""
        return "; ".join(self._cues(source, target))

    def _cues(self, source: int, target: int) -> Iterator[str]:
        field = self._field
        here, there = int(field.turn[source]), int(field.turn[target])
        if target in field.quoted.get(source, ()):
            yield "quotes it"
        elif here == there:
            yield from self._near(source, target)
        elif field.parents[here] == there:
            yield f"replies to {self._docs[there]}"
        else:
            yield f"in {self._docs[there]}"
        if here != there:
            words = [said(name, field.points[source].text) for name in ("agree", "disagree", "step")]
            yield from [word for word in words if word][:1]
        if field.likeness.cosine(source, target) >= _ALIKE:
            spelt = spelled(field.points[target].text)
            yield f"shares: {', '.join(spelt[stem] for stem in field.likeness.shared(source, target)[:_SHARED])}"

    def _near(self, source: int, target: int) -> Iterator[str]:
        field = self._field
        names = ("because", "example") if target < source else ("because", "therefore")
        cues = field.cues[target] if target > source and "therefore" in field.cues[target] else field.cues[source]
        yield from [cues[name] for name in names if name in cues][:1]
        low, high = min(source, target) + 1, max(source, target)
        side = "before" if target < source else "after"
        if field.title[target]:
            yield "the title"
        elif field.claim[target] > field.premise[target] and not (field.claim[low:high] > field.premise[low:high]).any():
            yield f"nearest claim {side} it"
        elif abs(source - target) == 1:
            yield f"just {side} it"
        else:
            yield f"{side} it"
