"""All cruxes of a thesis, claims and steps, against one intervention at a time: `python -m benchmarks.cruxes [CLAIMS ...]`.

The peer is the textbook way, in this same process and over the same solver: two solutions for every claim and step but the thesis.
Above 1,000 claims it tries a sample of them, and its time is in proportion. What it finds must be what all at once finds among
the nodes it tries, and it tries all cruxes that are found. Making the graph and its first labels is in neither time; finding the
order of dependency is in ours. Rounds alternate; medians of processor time, since other work on the machine would be in one
more than in the other.

Then `judge`, by the clock on the wall (and in processor time), in a process of its own for each map: graph, labels, causes, ranks,
theses, cruxes of all theses and unanswered objections, with that process's peak of memory, the map included. Maps are lean (a
long chain with 5% reconvergence), lean with loops, and bushy, as threads are; and for `judge` a bushy one that falls into threads
of 200 claims, with a thesis each.
"""

from __future__ import annotations

import random
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from argmap.model import POST, Anchor, ArgumentMap, Claim, Span, Step, StepKind, step_id
from argmap.reason import judge
from argmap.reason.cruxes import cruxes
from argmap.reason.joint import joint_cruxes
from argmap.reason.judge import theses_of
from argmap.reason.labels import Graph, Planes, compile_map, solve

ROUNDS = 3
REPEATS = 5
"""In a round, for what takes milliseconds."""
SAMPLES = {3000: 60, 10_000: 20, 100_000: 4}
"""So many nodes are tried one at a time, by claims; all of them where there are fewer."""
SOLVES = {1000: 3.0, 10_000: 10.0}
"""At most so many solutions for all cruxes, by claims."""
FASTER = 500.0
PAIRS = {100: 0.5, 300: 0.5, 600: 0.5}
"""Seconds for all pairs, by claims."""
JUDGED = {1000: 0.3, 100_000: 10.0}
"""Seconds for `judge`, by claims."""
MEGABYTES = 1500.0


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


def debate(size: int, seed: int = 0, *, thread: int = 0) -> ArgumentMap:
    """Make a thread-like map: every claim but the first is for or against an earlier one, or undercuts a step.

    If asked to, it falls into threads of so many claims.
    """
    dice = random.Random(seed)
    steps: list[Step] = []
    for number in range(1, size):
        first = number - number % thread if thread else 0
        if number == first:
            continue
        kind = dice.choice((StepKind.INFERENCE, StepKind.INFERENCE, StepKind.REBUTTAL, StepKind.UNDERCUT))
        if kind is StepKind.UNDERCUT and steps:
            target = dice.choice(steps).id
            steps.append(Step(step_id((f"c{number}",), target), kind, (f"c{number}",), target, _anchor(f"c{number}")))
        else:
            steps.append(_step(number, dice.randrange(max(first, number - 40), number), kind))
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


def timed(job: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """Return how many seconds a job takes."""
    start = clock()
    job()
    return clock() - start


def one_at_a_time(graph: Graph, nodes: Iterable[int]) -> set[int]:
    """Return the cruxes of node 0 among some nodes, by two solutions each."""
    return {
        node
        for node in nodes
        if (solve(graph, granted={node: 1}).stands[0] == 1) != (solve(graph, denied={node: 1}).stands[0] == 1)
    }


def measure(kind: str, the_map: ArgumentMap) -> None:
    """Print the medians of one map and their ratios."""
    graph = compile_map(the_map)
    plain = solve(graph)
    size, others = graph.claims, range(1, len(graph.names))
    nodes = random.Random(0).sample(others, SAMPLES[size]) if size in SAMPLES else others
    index = graph.index()
    all_at_once = cruxes(graph, plain, [0])
    found = {index[crux.node] for crux in (*all_at_once.claims, *all_at_once.steps)}
    if one_at_a_time(graph, found) != found:
        raise SystemExit("the two ways disagree")
    solution, ours, peer = list[float](), list[float](), list[float]()
    for _ in range(ROUNDS):
        for _ in range(REPEATS if size <= 10_000 else 1):
            fresh = compile_map(the_map)  # Has not found its order of dependency yet, which is part of the job.
            solution.append(timed(lambda: solve(fresh)))  # noqa: B023
            ours.append(timed(lambda: cruxes(fresh, plain, [0])))  # noqa: B023
        theirs: set[int] = set()
        seconds = timed(lambda: theirs.update(one_at_a_time(graph, nodes)))  # noqa: B023
        peer.append(seconds * len(others) / len(nodes))
        if theirs != found.intersection(nodes):
            raise SystemExit("the two ways disagree")
    one, together, apart = map(statistics.median, (solution, ours, peer))
    tried = f"all {len(nodes)} nodes" if len(nodes) == len(others) else f"from {len(nodes)} of {len(others)} nodes"
    print(
        f"{size:7} {kind:12} solve {_ms(one)}  all cruxes {_ms(together)} = {together / one:5.2f} solves"
        f"{_verdict(together / one, SOLVES.get(size))}"
        f"  one at a time {apart:8.2f} s ({tried}) = {apart / together:8,.0f} times"
        f"{_verdict(-apart / together, -FASTER if size == 1000 else None)}"
        f"  {len(found)} cruxes",
        flush=True,
    )


MAPS: dict[str, Callable[[int], ArgumentMap]] = {
    "lean": lean,
    "bushy": debate,
    "lean, loops": lambda size: lean(size, loops=True),
    "threads": lambda size: debate(size, thread=200),
}


def judged(kind: str, size: int) -> str:
    """Return a line on how long `judge` takes, and with how much memory."""
    the_map = MAPS[kind](size)
    busy = time.process_time()
    seconds = statistics.median(timed(lambda: judge(the_map), time.perf_counter) for _ in range(ROUNDS))
    busy = (time.process_time() - busy) / ROUNDS
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"{size:7} {kind:12} judge {seconds:6.2f} s{_verdict(seconds, JUDGED.get(size))} (processor {busy:.2f} s)"
        f", peak {megabytes:5.0f} MB"
        f"{_verdict(megabytes, MEGABYTES)}, {len(the_map.steps)} steps, {len(theses_of(the_map))} theses"
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


def main() -> None:
    """Print a line for each size and kind of map."""
    sizes = [int(text) for text in sys.argv[1:]] or [300, 1000, 3000, 10_000, 100_000]
    for size in PAIRS:
        pairs(size)
    for size in sizes:
        for kind in ("lean", "bushy", "lean, loops"):
            measure(kind, MAPS[kind](size))
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as alone:
        for size in sizes:
            for kind in MAPS:
                print(alone.submit(judged, kind, size).result(), flush=True)


if __name__ == "__main__":
    main()
