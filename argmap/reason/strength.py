"""Strengths: how strong each claim is, from 0 to 1, if reasons and objections are weighed instead of decided.

Quadratic energy (Potyka, KR 2018; told again in https://arxiv.org/abs/1811.12787): a claim starts from its base weight, its
credence or else one half, and is pulled towards 1 by the energy of what speaks for it and towards 0 by that of what speaks
against it. Unlike a verdict, a strength grows with the number of reasons, and never calls a standoff open.

It rewards reasoning in a circle: two claims that rest on nothing but each other end at 0.648 each, above one half, where
the verdict is open. So it is shown besides the verdicts, never instead of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import fsum

from argmap.model import ArgumentMap
from argmap.reason.causes import components
from argmap.reason.chance import credence_of
from argmap.reason.labels import Graph, compile_map

__all__ = ["Strengths", "energy", "strengths"]

_DAMPING = 0.5
_TOLERANCE = 1e-10
_MOST_ROUNDS = 10_000
_UNKNOWN = 0.5


@dataclass(frozen=True, slots=True)
class Strengths:
    """The strength of every claim and step by id.

    `rounds` is how often the loop that took longest was gone through: 0 on a map without loops, where all is exact.
    If not `converged`, some loop still swings after the last round, and strengths that depend on it mean little.
    """

    values: dict[str, float]
    converged: bool
    rounds: int


def strengths(map: ArgumentMap) -> Strengths:
    """Return the strength of every claim and step of `map`.

    A step is as strong as its weakest premise, less what its undercuts take off.

    >>> from argmap.model import POST, Anchor, Claim, Span, Step, StepKind
    >>> here = Anchor("p", POST, Span(0, 1), "Ann")
    >>> claims = tuple(Claim(id, id, (Anchor(id, POST, Span(0, 1), "Ann"),), credence={"p": 0.8}.get(id)) for id in "pgh")
    >>> steps = (Step("p>g", StepKind.INFERENCE, ("p",), "g", here), Step("p>h", StepKind.REBUTTAL, ("p",), "h", here))
    >>> {id: round(value, 4) for id, value in strengths(ArgumentMap(claims, steps)).values.items()}
    {'p': 0.8, 'g': 0.6951, 'h': 0.3049, 'p>g': 0.8, 'p>h': 0.8}
    """
    graph = compile_map(map)
    weights = [found.value if (found := credence_of(claim)) else _UNKNOWN for claim in map.claims]
    values = weights + [_UNKNOWN] * (len(graph.names) - graph.claims)
    update = _update(graph, weights, values)
    converged, rounds = True, 0
    for part in components([(*pros, *cons) for pros, cons in zip(graph.pros, graph.cons, strict=True)]):
        node = part[0]
        if len(part) == 1 and node not in graph.pros[node] and node not in graph.cons[node]:
            values[node] = update(node)
            continue
        settled, needed = _iterate(part, values, update)
        converged, rounds = converged and settled, max(rounds, needed)
    return Strengths(dict(zip(graph.names, values, strict=True)), converged, rounds)


def energy(weight: float, total: float) -> float:
    """Return the strength of what has that base weight, and that much for it less what is against it.

    >>> round(energy(0.5, 0.8), 4), round(energy(0.5, -0.8), 4), energy(0.3, 0.0)
    (0.6951, 0.3049, 0.3)
    """
    square = total * total
    pull = square / (1 + square)
    return weight + (1 - weight) * pull if total > 0 else weight - weight * pull


def _update(graph: Graph, weights: Sequence[float], values: Sequence[float]) -> Callable[[int], float]:
    """Return the function that says what the strength of a node should be, given `values` as they are."""

    def update(node: int) -> float:
        pros, cons = graph.pros[node], graph.cons[node]
        if node < graph.claims:
            # The exact sum does not depend on the order.
            return energy(weights[node], fsum([*[values[step] for step in pros], *[-values[step] for step in cons]]))
        weakest = min([values[premise] for premise in pros])
        return energy(weakest, -fsum([values[step] for step in cons])) if cons else weakest

    return update


def _iterate(part: Sequence[int], values: list[float], update: Callable[[int], float]) -> tuple[bool, int]:
    """Settle the values of a loop by going halfway to their updates, all at once, until they move no more; say if they did."""
    for number in range(1, _MOST_ROUNDS + 1):
        moves = [update(node) - values[node] for node in part]
        for node, move in zip(part, moves, strict=True):
            values[node] += _DAMPING * move
        if max(map(abs, moves)) < _TOLERANCE:
            return True, number
    return False, _MOST_ROUNDS
