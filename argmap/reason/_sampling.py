"""Chances of labels by drawing worlds: all of a batch in one pass over the map, one bit a world."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from random import Random

from argmap.model import Status
from argmap.reason._modules import inputs, solve_part, upstream
from argmap.reason.labels import Graph, Planes

__all__ = ["BATCH", "Drawn", "sample"]

BATCH = 4096
"""Worlds of one pass. More are drawn in several, so that memory does not grow."""
_DIGITS = 20
"""Binary digits of a probability that are drawn: an error far below any that the number of worlds leaves."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The share of worlds in which a thesis stands, and the importance of each hedged node, each with its standard error."""

    probability: float
    error: float
    importance: dict[int, tuple[float, float]]


def sample(
    graph: Graph, credence: Mapping[int, float], varying: set[int], plain: Planes, theses: Sequence[int], worlds: int
) -> list[Drawn]:
    """Draw `worlds` worlds and return what they say of each thesis.

    A hedge's bits come of its claim's id alone, so that neither the map's order nor what else is in it changes them.
    """
    cones = [upstream(graph, thesis, varying) for thesis in theses]
    part = list(dict.fromkeys(node for cone in cones for node in cone))
    place = {node: number for number, node in enumerate(part)}
    hedged = [[node for node in cone if node in credence] for cone in cones]
    stood = [0] * len(theses)
    kept = dict.fromkeys((node for nodes in hedged for node in nodes), 0)
    both: list[dict[int, int]] = [dict.fromkeys(nodes, 0) for nodes in hedged]
    for batch in range(0, worlds, BATCH):
        count = min(BATCH, worlds - batch)
        full = (1 << count) - 1
        bits = {node: _coins(credence[node], count, f"{batch // BATCH} {graph.names[node]}") for node in kept}
        granted, denied = {}, {node: full ^ those for node, those in bits.items()}
        for node in {other for one in part for other in inputs(graph, one)} - varying:
            granted[node] = full * (plain.status(node) is Status.STANDS)
            denied[node] = full * (plain.status(node) is Status.FALLS)
        planes = solve_part(graph, part, count, granted, denied)
        for node, those in bits.items():
            kept[node] += those.bit_count()
        for number, thesis in enumerate(theses):
            stands = planes.stands[place[thesis]]
            stood[number] += stands.bit_count()
            for node in hedged[number]:
                both[number][node] += (stands & bits[node]).bit_count()
    return [
        Drawn(
            stood[number] / worlds,
            _error(stood[number], worlds),
            {node: _difference(both[number][node], kept[node], stood[number], worlds) for node in hedged[number]},
        )
        for number in range(len(theses))
    ]


def _coins(share: float, count: int, seed: str) -> int:
    """Return `count` bits each of which is 1 with a chance of `share`, to within 2**-20.

    A fair coin for each binary digit, from the last one up: heads for a 1 sets the bit and for a 0 keeps it only if set.

    >>> [_coins(share, 4096, "lanes").bit_count() for share in (0.0, 0.25, 1.0)]
    [0, 1002, 4096]
    """
    digits = round(share * (1 << _DIGITS))
    if digits >> _DIGITS:
        return (1 << count) - 1
    toss = Random(seed).getrandbits  # noqa: S311 # a simulation
    bits = 0
    for digit in range(_DIGITS):
        if digits >> digit & 1:
            bits |= toss(count)
        elif bits:
            bits &= toss(count)
    return bits


def _error(hits: int, count: int) -> float:
    """Return the standard error of a share, counting one hit and one miss more, since no hit in 100 does not mean never."""
    share = (hits + 1) / (count + 2)
    return sqrt(share * (1 - share) / (count + 2))


def _difference(both: int, kept: int, stood: int, worlds: int) -> tuple[float, float]:
    """Return how much more often the thesis stands where a claim is kept than where it is dropped, with its standard error."""
    dropped, without = worlds - kept, stood - both
    error = sqrt(_error(both, kept) ** 2 + _error(without, dropped) ** 2)
    # Where it is kept or dropped in every world drawn, nothing is known of the other case.
    return (both / kept - without / dropped if kept and dropped else 0.0), error
