"""All cruxes in one pass against one intervention at a time: `python -m benchmarks.cruxes [CLAIMS]`.

The peer is the textbook way, in this same process and over the same solver: two solutions for every claim. Rounds
alternate; medians.
"""

from __future__ import annotations

import random
import statistics
import sys
import time

from argmap.model import POST, Anchor, ArgumentMap, Claim, Span, Step, StepKind, step_id
from argmap.reason.cruxes import cruxes
from argmap.reason.labels import compile_map, solve

ROUNDS = 3


def debate(size: int, seed: int = 0) -> ArgumentMap:
    """Make a thread-like map: every claim but the first is for or against an earlier one, or undercuts a step."""
    dice = random.Random(seed)

    def anchor(id: str) -> Anchor:
        return Anchor(id, POST, Span(0, 0), None)

    names = [f"c{number}" for number in range(size)]
    steps: list[Step] = []
    for number, name in enumerate(names[1:], 1):
        kind = dice.choice((StepKind.INFERENCE, StepKind.INFERENCE, StepKind.REBUTTAL, StepKind.UNDERCUT))
        if kind is StepKind.UNDERCUT and steps:
            target = dice.choice(steps).id
        else:
            kind = StepKind.REBUTTAL if kind is StepKind.UNDERCUT else kind
            target = names[dice.randrange(max(0, number - 40), number)]
        steps.append(Step(step_id((name,), target), kind, (name,), target, anchor(name)))
    return ArgumentMap(tuple(Claim(name, name, (anchor(name),)) for name in names), tuple(steps))


def main() -> None:
    """Print the medians and their ratio."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    graph = compile_map(debate(size))
    plain = solve(graph)
    times: dict[str, list[float]] = {"one solution": [], "all cruxes, one pass": [], "all cruxes, one at a time": []}

    def timed(name: str, start: float) -> None:
        times[name].append(time.perf_counter() - start)

    for _ in range(ROUNDS):
        start = time.perf_counter()
        solve(graph)
        timed("one solution", start)
        start = time.perf_counter()
        found = {crux.node for crux in cruxes(graph, plain, [0])}
        timed("all cruxes, one pass", start)
        start = time.perf_counter()
        slow = set()
        for node in range(1, size):
            up, down = solve(graph, 1, {node: 1}), solve(graph, 1, {}, {node: 1})
            if up.stands[0] != down.stands[0]:
                slow.add(graph.names[node])
        timed("all cruxes, one at a time", start)
        if found != slow:
            raise SystemExit("the two ways disagree")
    medians = {name: statistics.median(values) for name, values in times.items()}
    print(f"{size} claims, {len(found)} cruxes")
    for name, value in medians.items():
        print(f"{name:28} {1000 * value:10.2f} ms")
    print(f"ratio {medians['all cruxes, one at a time'] / medians['all cruxes, one pass']:.0f}")


if __name__ == "__main__":
    main()
