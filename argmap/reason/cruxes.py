"""Cruxes: the claims and steps on which a thesis hangs, each with its proof.

x is a crux for g if g stands in exactly one of the two worlds do(x stands) and do(x falls), where do() fixes x's
label whatever is said for or against it. Kindred notions: necessary explanations (Borg and Bex 2021), enforcement
(Baumann 2012). The interventions on all nodes are worked out together (see `_effects`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial, reduce
from operator import or_
from typing import overload

from argmap.model import Crux, Flip, Flips, Status
from argmap.reason._effects import Effects, ones
from argmap.reason.labels import Graph, Planes, consequences

__all__ = ["Found", "cruxes", "shifts"]

_Hit = tuple[int, Status, Status]
"""A node, and a thesis's labels if it stands and if it falls."""

_TOGETHER = 1024
"""So many theses are gone through at once to tell which cruxes are roots, one bit each."""


@dataclass(frozen=True, slots=True)
class Found:
    """The cruxes of some theses, thesis by thesis: root cruxes first, then in map order."""

    claims: tuple[Crux, ...]
    steps: tuple[Crux, ...]


def cruxes(graph: Graph, plain: Planes, theses: Iterable[int]) -> Found:
    """Return the cruxes of each thesis (a node of `graph`); `plain` has the labels without interventions.

    A claim is a root crux if no other claim behind it is a crux of the thesis, save on a loop with it. A step is one if no claim
    behind it is a crux, on a loop with it or not, nor any step save on a loop: else it repeats what these say.
    """
    wanted = list(dict.fromkeys(theses))
    effects = Effects(graph, plain, wanted)
    hits: dict[int, list[_Hit]] = {thesis: [] for thesis in wanted}
    for node in sorted(effects.nodes()):
        for thesis, granted, denied in _labels(effects, plain, node):
            if (granted is Status.STANDS) != (denied is Status.STANDS):
                hits[thesis].append((node, granted, denied))
    claims: list[Crux] = []
    steps: list[Crux] = []
    for start in range(0, len(wanted), _TOGETHER):
        some = wanted[start : start + _TOGETHER]
        roots = _roots(graph, [[node for node, _, _ in hits[thesis]] for thesis in some])
        for thesis, those in zip(some, roots, strict=True):
            number = sum(node < graph.claims for node, _, _ in hits[thesis])
            made = list(_made(graph, plain, effects, thesis, hits[thesis], those))
            claims += made[:number]
            steps += made[number:]
    return Found(tuple(claims), tuple(steps))


def shifts(graph: Graph, plain: Planes, thesis: int) -> tuple[Crux, ...]:
    """Return the claims that change the label of `thesis` but not whether it stands, in map order.

    They come in the form of cruxes, and are none: the label without the claim is another one, `falls` for `open` or the reverse.
    """
    effects = Effects(graph, plain, [thesis])
    return tuple(
        _crux(graph, plain, thesis, (node, granted, denied))
        for node in sorted(effects.nodes())
        if node < graph.claims
        for _, granted, denied in _labels(effects, plain, node)
        if granted is not denied and Status.STANDS not in (granted, denied)
    )


def _labels(effects: Effects, plain: Planes, node: int) -> Iterator[tuple[int, Status, Status]]:
    """Yield the theses that an intervention on another node changes, with their labels if it stands and if it falls."""
    granted, denied = effects.of(node, Status.STANDS), effects.of(node, Status.FALLS)
    for thesis in dict.fromkeys((*granted, *denied)):
        if thesis != node:
            now = plain.status(thesis)
            yield thesis, granted.get(thesis, now), denied.get(thesis, now)


def _made(graph: Graph, plain: Planes, effects: Effects, thesis: int, hits: Sequence[_Hit], roots: set[int]) -> Iterator[Crux]:
    """Yield the cruxes of a thesis, claims and steps apart, the roots among them first."""
    loops: dict[tuple[bool, int], list[str]] = {}
    for node, _, _ in hits:
        loops.setdefault((node < graph.claims, effects.part[node]), []).append(graph.names[node])
    told = {key: tuple(names) if len(names) > 1 else () for key, names in loops.items()}
    for node, granted, denied in sorted(hits, key=lambda hit: (hit[0] >= graph.claims, hit[0] not in roots, hit[0])):
        crux = _crux(graph, plain, thesis, (node, granted, denied))
        yield replace(crux, root=node in roots, loop=told[node < graph.claims, effects.part[node]])


def _crux(graph: Graph, plain: Planes, thesis: int, hit: _Hit) -> Crux:
    node, granted, denied = hit
    chain = _Chain(partial(_chain, graph, plain, node, thesis))
    return Crux(graph.names[node], graph.names[thesis], plain.status(node), granted, denied, chain, root=False)


def _chain(graph: Graph, plain: Planes, crux: int, thesis: int) -> Flips:
    """Return the nodes between crux and thesis whose label differs between the two runs, with both labels."""
    up, down = (consequences(graph, plain, {crux: label}) for label in (Status.STANDS, Status.FALLS))
    both = {node: (up.get(node) or plain.status(node), down.get(node) or plain.status(node)) for node in up | down}
    leading, stack = {thesis}, [thesis]
    while stack:
        node = stack.pop()
        # The crux's label is fixed in both runs, so nothing behind it plays a part.
        for other in () if node == crux else (*graph.pros[node], *graph.cons[node]):
            if other in both and other not in leading and both[other][0] is not both[other][1]:
                leading.add(other)
                stack.append(other)
    found, seen = [crux], {crux, thesis}
    for node in found:
        for user in graph.users[node]:
            if user in leading and user not in seen:
                seen.add(user)
                found.append(user)
    return tuple((graph.names[node], *both[node]) for node in (*found, thesis))


def _roots(graph: Graph, hits: Sequence[Sequence[int]]) -> list[set[int]]:
    """Return for each thesis which of its cruxes, given as nodes, are roots."""
    mask: dict[int, int] = {}
    for thesis, nodes in enumerate(hits):
        for node in nodes:
            mask[node] = mask.get(node, 0) | 1 << thesis
    found: list[set[int]] = [set() for _ in hits]
    # Of each node, the theses that have a crux behind it: a claim; a claim or a step.
    claims, either = [0] * len(graph.names), [0] * len(graph.names)
    for part in graph.parts:
        around = {other for node in part for other in (*graph.pros[node], *graph.cons[node])}.difference(part)
        claim_behind = reduce(or_, (claims[other] for other in around), 0)
        behind = reduce(or_, (either[other] for other in around), 0)
        here = [(node, mask[node]) for node in part if node in mask]
        claim_here = claim_behind | reduce(or_, (theses for node, theses in here if node < graph.claims), 0)
        for node, theses in here:
            for thesis in ones(theses & ~(claim_behind if node < graph.claims else claim_here | behind)):
                found[thesis].add(node)
        all_here = behind | reduce(or_, (theses for _, theses in here), 0)
        for node in part:
            claims[node], either[node] = claim_here, all_here
    return found


class _Chain(Sequence[Flip]):
    """The chain of a crux, found when somebody looks: all of them together may have the square of the map's length."""

    def __init__(self, found: Callable[[], Flips]) -> None:
        self._found = found

    @cached_property
    def _flips(self) -> Flips:
        return self._found()

    @overload
    def __getitem__(self, at: int) -> Flip: ...
    @overload
    def __getitem__(self, at: slice) -> Flips: ...
    def __getitem__(self, at: int | slice) -> Flip | Flips:
        return self._flips[at]

    def __len__(self) -> int:
        return len(self._flips)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))
