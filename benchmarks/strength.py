"""Strengths by quadratic energy, against a library from PyPI: `python -m benchmarks.strength [CLAIMS]`.

The peer is `formal-argumentation` (`pip install formal-argumentation`), given the same claims and weights: single premises for
and against claims, no undercuts, since that is all it knows. It integrates the differential equation, ours goes through the
map once and iterates on loops alone; so the ratio is one of methods, not of care. Rounds alternate; medians; the values must
agree to 1e-8.
"""

from __future__ import annotations

import dataclasses
import random
import statistics
import sys
import time

from argmap.model import ArgumentMap, StepKind
from argmap.reason.strength import strengths
from benchmarks.cruxes import debate

ROUNDS = 3


def plain_debate(size: int, loops: int) -> ArgumentMap:
    """Make a thread-like map without undercuts, its claims with credences, and with some steps that close loops."""
    dice = random.Random(1)
    the_map = debate(size)
    names = [claim.id for claim in the_map.claims]
    steps = []
    for step in the_map.steps:
        target = step.target if step.kind is not StepKind.UNDERCUT else names[0]
        kind = step.kind if step.kind is not StepKind.UNDERCUT else StepKind.REBUTTAL
        steps.append(dataclasses.replace(step, id=f"{step.premises[0]}>{target}", kind=kind, target=target))
    taken = {step.id for step in steps}
    for step in dice.sample(steps[size // 2 :], loops):
        back = f"{step.target}>{step.premises[0]}"
        if step.target != names[0] and back not in taken:
            steps.append(dataclasses.replace(step, id=back, premises=(step.target,), target=step.premises[0]))
    claims = tuple(dataclasses.replace(claim, credence=round(dice.uniform(0.1, 0.9), 2)) for claim in the_map.claims)
    return ArgumentMap(claims, tuple(steps))


def main() -> None:
    """Print the medians and their ratio, without loops and with some."""
    from argumentation.gradual.gradual import WeightedBipolarGraph, quadratic_energy_strengths  # noqa: PLC0415 # no dependency of argmap's

    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    for loops in (0, size // 100):
        the_map = plain_debate(size, loops)
        ends = {kind: [(s.premises[0], s.target) for s in the_map.steps if s.kind is kind] for kind in StepKind}
        peer = WeightedBipolarGraph(
            frozenset(claim.id for claim in the_map.claims),
            {claim.id: claim.credence or 0.0 for claim in the_map.claims},
            frozenset(ends[StepKind.REBUTTAL]),
            frozenset(ends[StepKind.INFERENCE]),
        )
        ours, theirs = [], []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            found = strengths(the_map)
            ours.append(time.perf_counter() - start)
            start = time.perf_counter()
            expected = quadratic_energy_strengths(peer, tolerance=1e-10)
            theirs.append(time.perf_counter() - start)
        apart = max(abs(found.values[id] - value) for id, value in expected.strengths.items())
        if not (found.converged and expected.converged and apart < 1e-8):
            raise SystemExit(f"the two differ by {apart}")
        ratio = statistics.median(theirs) / statistics.median(ours)
        print(f"{size} claims, {len(the_map.steps) - size + 1} steps that close loops, {found.rounds} rounds, apart by {apart:.1e}")
        print(f"argmap                {1000 * statistics.median(ours):10.1f} ms, the map's compilation included")
        print(f"formal-argumentation  {1000 * statistics.median(theirs):10.1f} ms, without making its graph")
        print(f"ratio {ratio:.0f}")


if __name__ == "__main__":
    main()
