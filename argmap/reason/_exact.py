"""Exact chances of labels, where the map lets them be had.

What lies behind a thesis is cut into modules (`_modules`), whose labels are independent of each other. One that is a single
node has a product formula over its inputs; the worlds of a larger one are enumerated as bit-planes and folded into a
decision diagram (Bryant 1986, doi:10.1109/TC.1986.1676819), so that equal parts are summed once. The chance of the thesis is
linear in the two numbers of each module, so one pass back gives the importance of every hedge.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod

from argmap.model import Status
from argmap.reason._modules import inputs, modules, solve_part, upstream
from argmap.reason.labels import Graph, Planes

__all__ = ["Exact", "exact"]

Pair = tuple[float, float]
"""The chance that a node stands and that it falls; or how fast the thesis's chance grows with each of these two."""

STANDS, FALLS, OPEN = Status.STANDS, Status.FALLS, Status.OPEN
_PAIR: dict[Status, Pair] = {STANDS: (1.0, 0.0), FALLS: (0.0, 1.0), OPEN: (0.0, 0.0)}
_BITS = {STANDS: (1, 0), FALLS: (0, 1), OPEN: (0, 0)}

MOST_HEDGES = 16
"""Of one module."""
MOST_WORLDS = 1 << MOST_HEDGES
MOST_BITS = 1 << 27
"""Of one module, its worlds times its nodes: some 30 MB."""


@dataclass(frozen=True, slots=True)
class Exact:
    """The chance that a thesis stands, the importance of each hedged node behind it, and whether worlds were enumerated."""

    probability: float
    importance: dict[int, float]
    enumerated: bool


def exact(graph: Graph, credence: Mapping[int, float], varying: set[int], plain: Planes, thesis: int) -> Exact | None:
    """Return the exact chance of `thesis`; None if a module of what lies behind it has too many worlds.

    `credence` is that of each hedged node. `varying` are the nodes that depend on these; all others have their label in `plain`.
    """
    if thesis not in varying:
        return Exact(float(plain.status(thesis) is STANDS), {}, enumerated=False)
    cone = upstream(graph, thesis, varying)
    known = _Known(graph, credence)
    place = {node: number for number, node in enumerate(cone)}
    edges = [[place[other] for other in inputs(graph, node) if other in place] for node in cone]
    roots = [cone[number] for number in modules(edges, 0)]
    for fixed in {other for node in cone for other in inputs(graph, node)} - varying:
        known.add(fixed, _PAIR[plain.status(fixed)], {plain.status(fixed)})
    stops, enumerated = set(roots), {}
    parts = {root: _module(graph, root, varying, stops) for root in roots}
    if any(sum(node in credence for node in part) > MOST_HEDGES for part in parts.values()):
        return None
    for root, part in parts.items():
        if len(part) == 1 and root not in inputs(graph, root):
            known.add(root, known.formula(root), known.possible(root))
        elif diagram := known.diagram(part):
            known.add(root, diagram.chance(), diagram.labels())
            enumerated[root] = diagram
        else:
            return None
    importance: dict[int, float] = {}
    growth: dict[int, Pair] = {thesis: (1.0, 0.0)}
    for root in reversed(roots):
        # What has the same label in all worlds has no part in a diagram, and no influence.
        rate = growth.get(root, (0.0, 0.0))
        for node, (up, down) in enumerated[root].growth(rate) if root in enumerated else known.growth(root, rate):
            if node in stops and node != root:
                growth[node] = up, down
            elif node in credence:
                importance[node] = up - down
    return Exact(known.chance[thesis][0], importance, bool(enumerated))


def _module(graph: Graph, root: int, varying: set[int], stops: set[int]) -> list[int]:
    """Return the module of `root` without the modules inside it, `root` first."""
    return [node for node in upstream(graph, root, varying, stops) if node == root or node not in stops]


@dataclass(slots=True)
class _Known:
    """The chances of the nodes worked out so far, and the labels that each can have at all."""

    graph: Graph
    credence: Mapping[int, float]
    chance: dict[int, Pair] = field(default_factory=dict)
    labels: dict[int, Collection[Status]] = field(default_factory=dict)

    def add(self, node: int, chance: Pair, labels: Collection[Status]) -> None:
        self.chance[node] = chance
        self.labels[node] = labels

    def _sides(self, node: int) -> tuple[list[Pair], list[Pair]]:
        graph, chance = self.graph, self.chance
        return [chance[other] for other in graph.pros[node]], [chance[other] for other in graph.cons[node]]

    def formula(self, node: int) -> Pair:
        """Return the chance of a node whose inputs are independent."""
        pros, cons = self._sides(node)
        if node >= self.graph.claims:
            falls, stands = _best([*map(_swap, pros), *cons])
            return stands, falls
        (pro_stands, pro_falls), (con_stands, con_falls) = _best(pros), _best(cons)
        kept = self.credence.get(node, 1.0)
        if self.graph.bare[node]:
            return kept * con_falls, 1 - kept + kept * pro_falls * con_stands
        return kept * con_falls * pro_stands, 1 - kept + kept * pro_falls

    def growth(self, node: int, growth: Pair) -> Iterator[tuple[int, Pair]]:
        """Yield how the thesis's chance grows with the chances of the inputs of such a node and, if hedged, with its own hedge."""
        up, down = growth
        pros, cons = self._sides(node)
        inputs_for, inputs_against = self.graph.pros[node], self.graph.cons[node]
        if node >= self.graph.claims:
            found = _best_growth([*map(_swap, pros), *cons], (down, up))
            yield from zip(inputs_for, map(_swap, found), strict=False)
            yield from zip(inputs_against, found[len(pros) :], strict=True)
            return
        (pro_stands, pro_falls), (con_stands, con_falls) = _best(pros), _best(cons)
        bare = self.graph.bare[node]
        if node in self.credence:
            stands, falls = (con_falls, pro_falls * con_stands) if bare else (con_falls * pro_stands, pro_falls)
            yield node, (up * stands + down * falls, down)
            up, down = up * self.credence[node], down * self.credence[node]
        if bare:
            with_pros, with_cons = (0.0, down * con_stands), (down * pro_falls, up)
        else:
            with_pros, with_cons = (up * con_falls, down), (0.0, up * pro_stands)
        yield from zip(inputs_for, _best_growth(pros, with_pros), strict=True)
        yield from zip(inputs_against, _best_growth(cons, with_cons), strict=True)

    def possible(self, node: int) -> set[Status]:
        """Return the labels that such a node can have."""
        pros = [self.labels[other] for other in self.graph.pros[node]]
        cons = [self.labels[other] for other in self.graph.cons[node]]
        if node >= self.graph.claims:
            worst = _best_labels([*({_OTHER[one] for one in labels} for labels in pros), *cons])
            return {_OTHER[one] for one in worst}
        bare = self.graph.bare[node]
        found = {_claim(bare, pro, con) for pro, con in product(_best_labels(pros), _best_labels(cons))}
        return found | {FALLS} if node in self.credence else found

    def diagram(self, part: Sequence[int]) -> _Diagram | None:
        """Return the decision diagram for the first node of a module over all its worlds; None if there are too many."""
        graph, inside = self.graph, set(part)
        granted: dict[int, int] = {}
        denied: dict[int, int] = {}
        outside = dict.fromkeys(other for node in part for other in inputs(graph, node) if other not in inside)
        hedges = {node: self.credence[node] for node in part if node in self.credence}
        choices = [_Choice(node, {STANDS: kept, FALLS: 1 - kept}) for node, kept in hedges.items()]
        choices += [_Choice(node, _shares(self.chance[node], self.labels[node])) for node in outside]
        worlds = prod(len(choice.shares) for choice in choices)
        if worlds > MOST_WORLDS or worlds * len(part) > MOST_BITS:
            return None
        stride = worlds
        for choice in choices:
            count = len(choice.shares)
            stride //= count
            repeated = ((1 << worlds) - 1) // ((1 << count * stride) - 1)
            for digit, label in enumerate(choice.shares):
                bits = ((1 << stride) - 1 << digit * stride) * repeated
                if label is FALLS:
                    denied[choice.node] = bits
                elif label is STANDS and choice.node not in inside:
                    granted[choice.node] = bits
        planes = solve_part(graph, part, worlds, granted, denied)
        return _Diagram([choice for choice in choices if len(choice.shares) > 1], worlds, planes.stands[0], planes.falls[0])


_OTHER = {STANDS: FALLS, FALLS: STANDS, OPEN: OPEN}


def _swap(pair: Pair) -> Pair:
    return pair[1], pair[0]


def _claim(bare: bool, pro: Status, con: Status) -> Status:
    """Return the label of a claim from that of the best step for it and of the best one against it."""
    if con is FALLS and (bare or pro is STANDS):
        return STANDS
    return FALLS if pro is FALLS and (con is STANDS or not bare) else OPEN


def _best(pairs: Sequence[Pair]) -> Pair:
    """Return the chance that any of some independent nodes stands and that all fall."""
    return 1 - prod(1 - stands for stands, _ in pairs), prod(falls for _, falls in pairs)


def _best_growth(pairs: Sequence[Pair], growth: Pair) -> list[Pair]:
    """Return how what grows so with that pair grows with the pair of each of the nodes."""
    up, down = growth
    others_stand_not = _products_of_others([1 - stands for stands, _ in pairs])
    others_fall = _products_of_others([falls for _, falls in pairs])
    return [(up * one, down * other) for one, other in zip(others_stand_not, others_fall, strict=True)]


def _products_of_others(values: Sequence[float]) -> list[float]:
    """Return for each value the product of all others, without dividing, since some may be 0."""
    found, before, after = [], 1.0, 1.0
    for value in values:
        found.append(before)
        before *= value
    for number in range(len(values) - 1, -1, -1):
        found[number] *= after
        after *= values[number]
    return found


def _best_labels(each: Sequence[Collection[Status]]) -> set[Status]:
    """Return the labels that the best of some independent nodes can have."""
    found = {STANDS} if any(STANDS in labels for labels in each) else set()
    if all(FALLS in labels for labels in each):
        found.add(FALLS)
    if any(OPEN in labels for labels in each) and not any(set(labels) == {STANDS} for labels in each):
        found.add(OPEN)
    return found


def _shares(chance: Pair, labels: Collection[Status]) -> dict[Status, float]:
    stands, falls = chance
    shares = {STANDS: stands, FALLS: falls, OPEN: 1 - stands - falls}
    return {label: share for label, share in shares.items() if label in labels}


@dataclass(frozen=True, slots=True)
class _Choice:
    """A node that has one of some labels in each world, and the share of each."""

    node: int
    shares: dict[Status, float]


class _Diagram:
    """The label of a node as it follows from some independent choices.

    A state is the node's label over the worlds that some first choices leave, as bits for where it stands and where it falls.
    """

    def __init__(self, choices: Sequence[_Choice], worlds: int, stands: int, falls: int) -> None:
        self._choices = choices
        self._top = (stands, falls)
        self._levels: list[dict[tuple[int, int], list[tuple[int, int]]]] = []
        states = [self._top]
        for choice in choices:
            worlds //= len(choice.shares)
            mask = (1 << worlds) - 1
            shifts = [digit * worlds for digit in range(len(choice.shares))]
            level = {(up, down): [(up >> shift & mask, down >> shift & mask) for shift in shifts] for up, down in states}
            self._levels.append(level)
            states = list(dict.fromkeys(state for after in level.values() for state in after))
        self._last = states

    def labels(self) -> set[Status]:
        """Return the labels that occur in some world."""
        return {label for label, bits in _BITS.items() if bits in self._last}

    def chance(self) -> Pair:
        """Return the chance that the node stands and that it falls."""
        return self._sums((1.0, 0.0))[0][self._top], self._sums((0.0, 1.0))[0][self._top]

    def growth(self, growth: Pair) -> Iterator[tuple[int, Pair]]:
        """Yield how the thesis's chance grows with the chance of each label of each choice, that of being open taken as nothing."""
        sums = self._sums(growth)
        reached = {self._top: 1.0}
        for choice, level, below in zip(self._choices, self._levels, sums[1:], strict=True):
            share_of = list(choice.shares.items())
            expected = dict.fromkeys(Status, 0.0)
            after: dict[tuple[int, int], float] = {}
            for state, next_states in level.items():
                for (label, share), next_state in zip(share_of, next_states, strict=True):
                    expected[label] += reached[state] * below[next_state]
                    after[next_state] = after.get(next_state, 0.0) + reached[state] * share
            reached = after
            yield choice.node, (expected[STANDS] - expected[OPEN], expected[FALLS] - expected[OPEN])

    def _sums(self, growth: Pair) -> list[dict[tuple[int, int], float]]:
        """Return for each level, from the top, what each state comes to if standing counts `growth[0]` and falling `growth[1]`."""
        below = {state: growth[0] * state[0] + growth[1] * state[1] for state in self._last}
        sums = [below]
        for choice, level in zip(reversed(self._choices), reversed(self._levels), strict=True):
            shares = list(choice.shares.values())
            below = {
                state: sum(share * below[one] for share, one in zip(shares, after, strict=True)) for state, after in level.items()
            }
            sums.append(below)
        return sums[::-1]
