"""Chances from worlds drawn all at once, against one world at a time: `python -m benchmarks.chance [CLAIMS] [SHARE]`.

The peer is the textbook way (Li, Oren and Norman 2011) over the same solver and in this same process: draw a world, solve it,
count. Half of the claims are hedged, and SHARE of them (0.5 if not given) lead to two places, which rules formulas out. The peer
draws as many worlds as it can in a second and is scaled up from these. Rounds alternate; medians.
"""

from __future__ import annotations

import dataclasses
import random
import statistics
import sys
import time

from argmap.model import ArgumentMap, StepKind, step_id
from argmap.reason.chance import chances
from argmap.reason.labels import compile_map, solve
from benchmarks.cruxes import debate

ROUNDS, WORLDS = 3, 4096


def hedged_debate(size: int, share: float, seed: int = 0) -> ArgumentMap:
    """Make a thread-like map with half of its claims hedged, and some of them leading to two places."""
    the_map, dice = debate(size, seed), random.Random(f"hedges {seed}")
    steps = {step.id: step for step in the_map.steps}
    for number in range(1, size):
        if dice.random() < share:
            premise, target = f"c{number}", f"c{dice.randrange(max(0, number - 40), number)}"
            kind = dice.choice((StepKind.INFERENCE, StepKind.REBUTTAL))
            id = step_id((premise,), target)
            steps.setdefault(id, dataclasses.replace(the_map.steps[0], id=id, kind=kind, premises=(premise,), target=target))
    claims = (
        dataclasses.replace(claim, credence=round(dice.uniform(0.3, 0.95), 2)) if dice.random() < 0.5 else claim
        for claim in the_map.claims
    )
    return ArgumentMap(tuple(claims), tuple(steps.values()))


def one_at_a_time(the_map: ArgumentMap, dice: random.Random, seconds: float = 1.0) -> tuple[float, int]:
    """Return the share of worlds in which the first claim stands, and how many could be drawn in that time."""
    graph = compile_map(the_map)
    hedges = [(node, claim.credence) for node, claim in enumerate(the_map.claims) if claim.credence is not None]
    start, hits, drawn = time.perf_counter(), 0, 0
    while time.perf_counter() - start < seconds and drawn < WORLDS:
        denied = {node: 1 for node, credence in hedges if dice.random() >= credence}
        hits += solve(graph, 1, {}, denied).stands[0]
        drawn += 1
    return hits / drawn, drawn


def main() -> None:
    """Print the medians and their ratio."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    the_map = hedged_debate(size, float(sys.argv[2]) if len(sys.argv) > 2 else 0.5)
    ours, theirs = [], []
    for number in range(ROUNDS):
        start = time.perf_counter()
        (chance,) = chances(the_map, ("c0",), WORLDS)
        ours.append(time.perf_counter() - start)
        start = time.perf_counter()
        share, drawn = one_at_a_time(the_map, random.Random(number))
        theirs.append((time.perf_counter() - start) * WORLDS / drawn)
        if abs(share - chance.probability) > 5 * (chance.error + (0.25 / drawn) ** 0.5):
            raise SystemExit(f"the two ways disagree: {chance.probability} and {share}")
    print(f"{size} claims, {chance.method}: {chance.probability:.4f} ± {chance.error:.4f}, {len(chance.hedged)} hedges in question")
    print(f"argmap, importances included  {1000 * statistics.median(ours):12.1f} ms")
    print(f"{WORLDS} worlds one at a time     {1000 * statistics.median(theirs):12.1f} ms")
    print(f"ratio {statistics.median(theirs) / statistics.median(ours):.0f}")


if __name__ == "__main__":
    main()
