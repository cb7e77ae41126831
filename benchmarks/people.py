"""Views, cruxes in each of them, and partings in long debates: `python -m benchmarks.people`.

Two debates that nobody had: 20 authors over 1,000 claims, where everybody's view is asked for with all its cruxes of the thesis,
and 2,000 authors over 10,000 claims, where all who met are compared. Medians of three rounds.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable

from argmap.model import POST, Anchor, ArgumentMap, Claim, Span, Stance, Step, StepKind, step_id
from argmap.reason.people import hangs_on, met, partings, views

ROUNDS = 3


def debate(size: int, authors: int, seed: int = 0) -> ArgumentMap:
    """Make a thread-like map: a post of a tenth of the claims by the first author, then comments of a few claims each."""
    dice = random.Random(seed)
    claims: list[Claim] = []
    steps: list[Step] = []
    stances: list[Stance] = []
    speaker, doc = "A0", POST

    def anchor(id: str) -> Anchor:
        at = 10 * (len(claims) + len(stances))
        return Anchor(id, doc, Span(at, at + 5), speaker)

    for number in range(size):
        if number >= size // 10 and number % 4 == 0:
            speaker, doc = f"A{dice.randrange(authors)}", f"c{number}"
        here = anchor(f"c{number}")
        kind = dice.choice((StepKind.INFERENCE, StepKind.INFERENCE, StepKind.REBUTTAL, StepKind.UNDERCUT))
        if number and kind is StepKind.UNDERCUT and steps:
            steps.append(Step(step_id((here.id,), target := dice.choice(steps[-200:]).id), kind, (here.id,), target, here))
        elif number:
            kind = StepKind.REBUTTAL if kind is StepKind.UNDERCUT else kind
            target = f"c{dice.randrange(max(0, number - 200), number)}"
            steps.append(Step(step_id((here.id,), target), kind, (here.id,), target, here))
        claims.append(Claim(here.id, here.id, (here,)))
        if number and dice.random() < 0.1:
            stance = anchor(f"s{number}")
            stances.append(Stance(dice.choice(("concedes", "rejects")), speaker, f"c{dice.randrange(number)}", stance))
    return ArgumentMap(tuple(claims), tuple(steps), stances=tuple(stances))


def timed(name: str, work: Callable[[], object]) -> None:
    """Print the median time that something takes."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    print(f"{name:64} {1000 * statistics.median(times):10.1f} ms")


def main() -> None:
    """Print the times."""
    small = debate(1000, 20)

    def everybody() -> None:
        seen = views(small)
        for author in seen.names:
            hangs_on(seen, author, "c0")

    timed("20 authors, 1,000 claims: all views", lambda: views(small))
    timed("20 authors, 1,000 claims: all views, all cruxes of the thesis", everybody)
    timed(f"20 authors, 1,000 claims: {len(met(small))} pairs, {len(partings(small))} of them part", lambda: partings(small))
    large = debate(10_000, 2_000)
    timed("2,000 authors, 10,000 claims: all views", lambda: views(large))
    timed(f"2,000 authors, 10,000 claims: {len(met(large))} pairs, {len(partings(large))} of them part", lambda: partings(large))


if __name__ == "__main__":
    main()
