"""Views, cruxes in each of them, and partings in long debates: `python -m benchmarks.people`.

Two debates that nobody had: 20 authors over 1,000 claims, where everybody's view is asked for with all its cruxes of the thesis,
and 2,000 authors over 10,000 claims, where all who met are compared. The peer is the plain way: one author, or one pair, after the
other, every supposition a world of a pass over the whole map; the answers are compared as well.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from argmap.model import POST, Anchor, ArgumentMap, Claim, Span, Stance, Status, Step, StepKind, step_id
from argmap.reason.labels import solve
from argmap.reason.people import Views, hangs_on, met, partings, views
from argmap.reason.people.partings import _not_at_issue
from argmap.reason.people.views import Ground

ROUNDS = 3

SAMPLE = 20
"""So many pairs are compared the plain way."""

SIDES = (Status.STANDS, Status.FALLS)


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


def plain_cruxes(map: ArgumentMap, goal: str) -> list[tuple[str, ...]]:
    """Return the cruxes of a claim in each view, one author after the other: a view, and a pass with two worlds for each claim."""
    ground = Ground(map)
    found = []
    for author in ground.voices:
        seen = ground.views((author,))
        claims = [claim for claim in range(seen.graph.claims) if claim != ground.node[goal]]
        stands = _supposed(seen, 0, [(claim, status) for claim in claims for status in SIDES])[ground.node[goal]]
        found.append(tuple(seen.graph.names[claim] for number, claim in enumerate(claims) if stands >> 2 * number & 3 in (1, 2)))
    return found


def plain_partings(ground: Ground, pairs: Iterable[tuple[str, str]]) -> list[set[tuple[str, str]]]:
    """Return single double cruxes on claims, with their goals, pair after pair: two views, and a pass over the map for each."""
    found = []
    for pair in pairs:
        seen = ground.views(pair, [_not_at_issue(ground, *pair), _not_at_issue(ground, *pair[::-1])])
        labels = [[seen.label(node, world) for world in (0, 1)] for node in range(seen.graph.claims)]
        tried = [node for node, (ours, theirs) in enumerate(labels) if ours is not theirs]
        goals = [node for node in tried if labels[node].count(Status.STANDS) == 1]
        settled = []
        for world in (0, 1):
            worlds = [(node, status) for node in tried for status in (*SIDES, labels[node][1 - world])]
            stands = _supposed(seen, world, worlds)
            settled.append(
                {
                    (seen.graph.names[node], seen.graph.names[goal])
                    for goal in goals
                    for number, node in enumerate(tried)
                    if node != goal
                    and (outcome := stands[goal] >> 3 * number & 7) & 3 in (1, 2)
                    and bool(outcome & 4) == (labels[goal][1 - world] is Status.STANDS)
                }
            )
        found.append(settled[0] & settled[1])
    return found


def _supposed(seen: Views, world: int, worlds: Sequence[tuple[int, Status]]) -> Sequence[int] | Mapping[int, int]:
    """Return where each node stands if in each of these worlds a node has a label by hand, in one pass over the whole map."""
    full = (1 << len(worlds)) - 1
    masks: dict[Status, dict[int, int]] = {status: {} for status in Status}
    for node, status in seen.forced[world].items():
        masks[status][node] = full
    masks[Status.FALLS] |= {gate: full for gate in seen.paths.gates if gate not in seen.opened[world]}
    for number, (node, status) in enumerate(worlds):
        for mask in masks.values():
            if node in mask:
                mask[node] &= ~(1 << number)
        masks[status][node] = masks[status].get(node, 0) | 1 << number
    return solve(seen.graph, len(worlds), masks[Status.STANDS], masks[Status.FALLS], masks[Status.OPEN]).stands


def alternating(*works: Callable[[], object]) -> list[float]:
    """Return the median processor time of each work, the works taking turns: others may be using the machine."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for work, taken in zip(works, times, strict=True):
            start = time.process_time()
            work()
            taken.append(time.process_time() - start)
    return [statistics.median(taken) for taken in times]


def told(name: str, seconds: float, target: float, peer: float | None = None) -> None:
    """Print a time against its target, and against the plain way."""
    verdict = "PASS" if seconds <= target else "FAIL"
    against = f"plain {1000 * peer:9.0f} ms, {peer / seconds:5.1f} times as long" if peer else ""
    print(f"{verdict} {name:66} {1000 * seconds:7.0f} ms (target {1000 * target:.0f}) {against}".rstrip())


def main() -> None:
    """Print the times."""
    small, large = debate(1000, 20), debate(10_000, 2_000)

    def cruxes() -> list[tuple[str, ...]]:
        seen = views(small)
        return [hangs_on(seen, author, "c0") for author in seen.names]

    if cruxes() != plain_cruxes(small, "c0"):
        print("FAIL the cruxes are not those of the plain way")
    ours, plain = alternating(cruxes, lambda: plain_cruxes(small, "c0"))
    told("20 authors, 1,000 claims: all views, all cruxes of the thesis", ours, 0.06, plain)
    for name, map, most in (("20 authors, 1,000 claims", small, 0.3), ("2,000 authors, 10,000 claims", large, 3.0)):
        everybody = tuple(met(map))
        some = everybody[:: max(1, len(everybody) // SAMPLE)]
        ground = Ground(map)
        for parting, expected in zip(partings(map, pairs=some), plain_partings(ground, some), strict=True):
            found = {
                (each.nodes[0], each.goal) for each in parting.double_cruxes if len(each.nodes) == 1 and ">" not in each.nodes[0]
            }
            if found != {each for each in expected if each[1] in parting.goals}:
                print(f"FAIL {parting.authors} part by other double cruxes in the plain way")
        (seen,) = alternating(partial(views, map))
        told(f"{name}: all views", seen, 0.6)
        ours, plain = alternating(partial(partings, map), partial(plain_partings, ground, some))
        told(f"{name}: partings of {len(everybody)} pairs, with proofs", ours, most, plain * len(everybody) / len(some))
    print(
        f"Medians of {ROUNDS} rounds that take turns; processor time. The plain way does pairs one by one ({SAMPLE} or so, scaled)"
    )
    print("and finds single double cruxes alone, without proofs.")


if __name__ == "__main__":
    main()
