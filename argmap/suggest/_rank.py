"""Ranking: what each unit of a thread is about, the likeliest first, each with a probability and the words that spoke for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy

from argmap.model import Thread
from argmap.suggest._chances import chances
from argmap.suggest._field import TITLE, field_of
from argmap.suggest._readings import Reading
from argmap.suggest._restating import restatements
from argmap.suggest._wording import Wording

__all__ = ["TITLE", "Target", "rank"]


@dataclass(frozen=True, slots=True)
class Target:
    """What a unit may be about.

    `kind` is supports, attacks, undercuts, concedes, answers or restates; `target` the index of a reading, or TITLE; `score`
    the probability that this is what it is about; `cue` says what spoke for it.
    """

    kind: str
    target: int
    score: float
    cue: str


def rank(
    thread: Thread,
    found: Sequence[Reading],
    sources: Iterable[int] | None = None,
    most: int = 5,
    *,
    title: str | None = None,
) -> dict[int, tuple[Target, ...]]:
    """Return for each source (an index into `found`; without `sources` all that are no quotations) what it may be about.

    Never more than `most` targets, the likeliest first; a unit with nothing to be about has none. Units of its own turn are
    ranked together with those of earlier turns: what it quotes, what it replies to, what is like it. `title` is what the
    thread's title claims, if it claims something. Takes time linear in the length of the thread.
    """
    field, numbers = field_of(thread, found, title)
    points = {index: point for point, index in enumerate(numbers)}
    if sources is None:
        sources = (index for index, one in enumerate(found) if not one.quotation)
    chosen = [points[index] for index in sources]
    wording = Wording(field, thread, found, numbers)
    restated = restatements(field, chosen)
    ranked: dict[int, tuple[Target, ...]] = {}
    for source, targets, scores in chances(field, chosen):
        again = [Target("restates", numbers[to], score, wording.cue(source, to)) for to, score in restated.get(source, ())]
        taken = {one.target for one in again}
        # What is quoted is somebody else's: nobody can be answered there.
        likeliest = (targets[at] for at in numpy.argsort(-scores, kind="stable").tolist())
        open_ = (point for point in likeliest if numbers[point] == TITLE or not found[numbers[point]].quotation)
        chance = dict(zip(targets, scores.tolist(), strict=True))
        best = [point for point in open_ if numbers[point] not in taken][:most]
        listed = [*again, *(Target(wording.kind(source, to), numbers[to], chance[to], wording.cue(source, to)) for to in best)]
        ranked[numbers[source]] = tuple(sorted(listed, key=lambda one: -one.score)[:most])
    return ranked
