"""Cruxes: the claims and steps on which a thesis hangs, each with its proof.

x is a crux for g if g stands in exactly one of the two worlds do(x stands) and do(x falls), where do() fixes x's
label whatever is said for or against it. Kindred notions: necessary explanations (Borg and Bex 2021), enforcement
(Baumann 2012). The interventions on all nodes are worked out together (see `_effects`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from operator import itemgetter
from typing import overload

from argmap.model import Crux, Flip, Flips, Status
from argmap.reason._components import reached
from argmap.reason._effects import LABELS, effects
from argmap.reason._like_tuple import LikeTuple
from argmap.reason.labels import Graph, Planes, consequences

__all__ = ["Found", "cruxes", "shifts"]

_Hit = tuple[int, Status, Status]
"""A node, and a thesis's labels if it stands and if it falls."""

_Loop = tuple[str, ...]

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
    hits: dict[int, list[_Hit]] = {thesis: [] for thesis in theses}
    for node, thesis, granted, denied in _changed(graph, plain, hits):
        if (granted is Status.STANDS) != (denied is Status.STANDS):
            hits[thesis].append((node, granted, denied))
    claims: list[Crux] = []
    steps: list[Crux] = []
    wanted = list(hits)
    for start in range(0, len(wanted), _TOGETHER):
        some = wanted[start : start + _TOGETHER]
        for thesis, places in zip(some, _places(graph, [hits[thesis] for thesis in some]), strict=True):
            for (node, granted, denied), (root, loop) in sorted(
                zip(hits[thesis], places, strict=True), key=lambda each: not each[1][0]
            ):
                made = _crux(graph, plain, thesis, node, granted, denied, root, loop)
                (claims if node < graph.claims else steps).append(made)
    return Found(tuple(claims), tuple(steps))


def shifts(graph: Graph, plain: Planes, thesis: int) -> tuple[Crux, ...]:
    """Return the claims that change the label of `thesis` but not whether it stands, in map order.

    They come in the form of cruxes, and are none: the thesis is open if they stand and falls if they fall, or the reverse.
    """
    return tuple(
        _crux(graph, plain, thesis, node, granted, denied)
        for node, _, granted, denied in _changed(graph, plain, [thesis])
        if node < graph.claims and granted is not denied and Status.STANDS not in (granted, denied)
    )


def _changed(graph: Graph, plain: Planes, theses: Collection[int]) -> Iterator[tuple[int, int, Status, Status]]:
    """Yield the nodes that matter to a thesis other than themselves, with its labels if they stand and if they fall."""
    for node, (_, granted, denied) in sorted(effects(graph, plain, theses).items(), key=itemgetter(0)):
        for thesis in dict.fromkeys((*granted, *denied)):
            if thesis != node:
                up, down = (LABELS[each[thesis]] if thesis in each else plain.status(thesis) for each in (granted, denied))
                yield node, thesis, up, down


def _crux(
    graph: Graph,
    plain: Planes,
    thesis: int,
    node: int,
    granted: Status,
    denied: Status,
    root: bool = False,
    loop: _Loop = (),
) -> Crux:
    chain = _Chain(partial(_chain, graph, plain, node, thesis))
    return Crux(graph.names[node], graph.names[thesis], plain.status(node), granted, denied, chain, root, loop)


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


def _places(graph: Graph, hits: Sequence[Sequence[_Hit]]) -> list[list[tuple[bool, _Loop]]]:
    """Return for each thesis, given its cruxes, which of these are roots, each with the cruxes on a loop with it."""
    mask: dict[int, int] = {}
    for thesis, cruxes_of_it in enumerate(hits):
        for node, _, _ in cruxes_of_it:
            mask[node] = mask.get(node, 0) | 1 << thesis
    roots: dict[int, int] = {}
    loops: dict[int, int] = {}
    # Of each node, the theses that have a crux behind it: a claim; a claim or a step.
    claims, either = [0] * len(graph.names), [0] * len(graph.names)
    after = reached(mask, graph.users)
    for number, part in enumerate(graph.parts):
        if not after[part[0]]:
            continue
        claim_behind = behind = claim_here = here = 0
        for node in part:
            for other in (*graph.pros[node], *graph.cons[node]):
                claim_behind |= claims[other]
                behind |= either[other]
            if node in mask:
                here |= mask[node]
                claim_here |= mask[node] if node < graph.claims else 0
                if len(part) > 1:
                    loops[node] = number
        for node in part:
            if node in mask:
                roots[node] = ~(claim_behind if node < graph.claims else claim_behind | claim_here | behind)
            claims[node], either[node] = claim_behind | claim_here, behind | here
    return [_placed(graph, [node for node, _, _ in each], 1 << thesis, roots, loops) for thesis, each in enumerate(hits)]


def _placed(
    graph: Graph, nodes: Sequence[int], thesis: int, roots: Mapping[int, int], loops: Mapping[int, int]
) -> list[tuple[bool, _Loop]]:
    together: dict[tuple[bool, int], list[str]] = {}
    for node in nodes:
        if node in loops:
            together.setdefault((node < graph.claims, loops[node]), []).append(graph.names[node])
    told = {key: tuple(names) for key, names in together.items() if len(names) > 1}
    return [(bool(roots[node] & thesis), told.get((node < graph.claims, loops.get(node, -1)), ())) for node in nodes]


class _Chain(LikeTuple[Flip]):
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
