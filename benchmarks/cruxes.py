"""All cruxes of a thesis, claims and steps, against one intervention at a time: `python -m benchmarks.cruxes [CLAIMS ...]`.

The peer is the textbook way, in this same process and over the same solver: two solutions for every claim (and none for steps,
which the other way has for nothing). Above 1,000 claims it tries a sample of the claims, and its time is in proportion.
Rounds alternate; medians. Maps are lean (a long chain with 5% reconvergence), lean with loops, and bushy, as threads are.
"""

from __future__ import annotations

import random
import resource
import statistics
import sys
import time
from collections.abc import Callable

from argmap.model import POST, Anchor, ArgumentMap, Claim, Span, Step, StepKind, step_id
from argmap.reason.causes import verdicts
from argmap.reason.cruxes import cruxes
from argmap.reason.joint import joint_cruxes
from argmap.reason.labels import Graph, Planes, compile_map, solve

ROUNDS = 3
SAMPLE = 200
SOLVES = {1000: 3.0, 10_000: 10.0}
"""At most so many solutions for all cruxes, by size."""
FASTER = 500.0
PAIRS = {100: 0.5, 300: 0.5, 600: 0.5}
"""Seconds for all pairs, by claims."""


def lean(size: int, *, loops: bool = False, seed: int = 0) -> ArgumentMap:
    """Make a long chain of reasons and answered objections; one claim in twenty speaks to a second one, if asked to in loops."""
    dice = random.Random(seed)
    steps = []
    for number in range(1, size):
        above = max(0, number - dice.choice((1, 1, 1, 2, 3)))
        steps.append(_step(number, above, StepKind.INFERENCE if dice.random() < 0.7 else StepKind.REBUTTAL))
        if dice.random() < 0.05:
            steps.append(_step(number, dice.randrange(size if loops else number), StepKind.INFERENCE))
    return _map(size, steps)


def debate(size: int, seed: int = 0) -> ArgumentMap:
    """Make a thread-like map: every claim but the first is for or against an earlier one, or undercuts a step."""
    dice = random.Random(seed)
    steps: list[Step] = []
    for number in range(1, size):
        kind = dice.choice((StepKind.INFERENCE, StepKind.INFERENCE, StepKind.REBUTTAL, StepKind.UNDERCUT))
        if kind is StepKind.UNDERCUT and steps:
            target = dice.choice(steps).id
            steps.append(Step(step_id((f"c{number}",), target), kind, (f"c{number}",), target, _anchor(f"c{number}")))
        else:
            steps.append(_step(number, dice.randrange(max(0, number - 40), number), kind))
    return _map(size, steps)


def _step(number: int, above: int, kind: StepKind) -> Step:
    name, target = f"c{number}", f"c{above}"
    kind = StepKind.REBUTTAL if kind is StepKind.UNDERCUT else kind
    return Step(step_id((name,), target), kind, (name,), target, _anchor(name))


def _map(size: int, steps: list[Step]) -> ArgumentMap:
    claims = tuple(Claim(f"c{number}", f"c{number}", (_anchor(f"c{number}"),)) for number in range(size))
    return ArgumentMap(claims, tuple({step.id: step for step in steps}.values()))


def _anchor(id: str) -> Anchor:
    return Anchor(id, POST, Span(0, 0), None)


def timed(job: Callable[[], object]) -> float:
    """Return how many seconds a job takes."""
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def one_at_a_time(graph: Graph, nodes: list[int]) -> set[str]:
    """Return the cruxes of node 0 among some claims, by two solutions each."""
    return {
        graph.names[node]
        for node in nodes
        if (solve(graph, granted={node: 1}).stands[0] == 1) != (solve(graph, denied={node: 1}).stands[0] == 1)
    }


def measure(kind: str, the_map: ArgumentMap) -> None:
    """Print the medians of one map and their ratios."""
    graph = compile_map(the_map)
    plain = solve(graph)
    size = graph.claims
    nodes = list(range(1, size)) if size <= 1000 else random.Random(0).sample(range(1, size), SAMPLE if size <= 10_000 else 10)
    found = {crux.node for crux in cruxes(graph, plain, [0]).claims}
    if found & {graph.names[node] for node in nodes} != one_at_a_time(graph, nodes):
        raise SystemExit("the two ways disagree")
    times: list[tuple[float, float, float]] = []
    for _ in range(ROUNDS):
        fresh = compile_map(the_map)  # Has not found its order of dependency yet, which is part of the job.
        slow = timed(lambda: one_at_a_time(graph, nodes)) * (size - 1) / len(nodes)
        times.append((timed(lambda: solve(graph)), timed(lambda: cruxes(fresh, plain, [0])), slow))  # noqa: B023
    solution, ours, peer = (statistics.median(column) for column in zip(*times, strict=True))
    sampled = "" if len(nodes) == size - 1 else f" (from {len(nodes)} claims)"
    ratio, faster = ours / solution, peer / ours
    print(
        f"{size:7} {kind:12} solve {_ms(solution)}  all cruxes {_ms(ours)} = {ratio:5.1f} solves"
        f"{_verdict(ratio, SOLVES.get(size))}"
        f"  one at a time {peer:9.2f} s{sampled} = {faster:8,.0f} times"
        f"{_verdict(-faster, -FASTER if size == 1000 else None)}"
        f"  {len(found)} cruxes, {_memory()}",
        flush=True,
    )


def everything(kind: str, the_map: ArgumentMap) -> None:
    """Print how long labels, causes and cruxes of a map take together."""

    def job() -> None:
        graph = compile_map(the_map)
        plain = solve(graph)
        verdicts(graph, plain)
        cruxes(graph, plain, [0])

    seconds = statistics.median(timed(job) for _ in range(ROUNDS))
    print(
        f"{len(the_map.claims):7} {kind:12} labels, causes and cruxes {seconds:.2f} s{_verdict(seconds, 10)}, {_memory()}",
        flush=True,
    )


def pairs(size: int) -> None:
    """Print how long all joint cruxes take."""
    graph = compile_map(lean(size))
    plain: Planes = solve(graph)
    seconds = statistics.median(timed(lambda: joint_cruxes(graph, plain, 0)) for _ in range(ROUNDS))
    number = len(joint_cruxes(graph, plain, 0).sets)
    print(f"{size:7} lean         all pairs {_ms(seconds)}{_verdict(seconds, PAIRS[size])}, {number} joint")


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:8.2f} ms"


def _verdict(value: float, most: float | None) -> str:
    return "" if most is None else " PASS" if value <= most else " FAIL"


def _memory() -> str:
    return f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"


def main() -> None:
    """Print a line for each size and kind of map."""
    for size in PAIRS:
        pairs(size)
    for size in [int(text) for text in sys.argv[1:]] or [300, 1000, 3000, 10_000, 100_000]:
        maps = {"lean": lean(size), "bushy": debate(size)} | ({"lean, loops": lean(size, loops=True)} if size <= 10_000 else {})
        for kind, the_map in maps.items():
            measure(kind, the_map)
            if size > 10_000:
                everything(kind, the_map)


if __name__ == "__main__":
    main()
