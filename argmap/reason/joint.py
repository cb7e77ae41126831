"""Joint cruxes: claims that decide a thesis together where none of them does alone.

To flip a claim is to make it fall if it stands now, and stand if not. A joint crux is a pair whose flips change whether the
thesis stands, while neither claim is a crux and neither flip changes that alone: minimal enforcement by changes of status (Baumann
2012; Wallner et al. 2017). All pairs are worlds of one grid of bit-planes, claim by claim. Larger sets are a hard problem
(NP-complete), so those are looked for by clingo, and with a limit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from argmap.errors import error
from argmap.model import JointCrux, Status
from argmap.reason._effects import LABELS, effects, upstream
from argmap.reason.labels import Graph, Planes, consequences, solve_within

if TYPE_CHECKING:
    from clingo import Model

__all__ = ["Sets", "joint_cruxes", "smallest_sets"]

MOST_CLAIMS = 600
"""So many claims are paired at most: 180,000 pairs take a quarter of a second."""

_BITS = 1 << 28
"""So many bits of planes at once: 30 megabytes."""


@dataclass(frozen=True, slots=True)
class Sets:
    """Sets of claims that decide a thesis; `complete` is False if there may be others (or smaller ones) that were not looked at."""

    sets: tuple[JointCrux, ...]
    complete: bool


def joint_cruxes(graph: Graph, plain: Planes, thesis: int, most: int = MOST_CLAIMS) -> Sets:
    """Return the joint cruxes of two claims of a thesis (a node of `graph`), in map order.

    Of more than `most` claims that may be part of one, only those are paired that are the fewest steps away from the thesis
    (among equals the first ones of the map).
    """
    candidates = _candidates(graph, plain, thesis)
    nodes = sorted(candidates[:most])
    found = [_made(graph, plain, thesis, pair) for pair in _pairs(graph, plain, thesis, nodes)]
    return Sets(tuple(found), len(candidates) <= most)


def smallest_sets(graph: Graph, plain: Planes, thesis: int, seconds: float = 10.0, most: int = 1000) -> Sets:
    """Return the smallest sets of claims whose flips together change whether a thesis stands: cruxes of one claim or of many.

    All sets of the smallest size, in map order, but `most` at most and what `seconds` allow; if these run out before the smallest
    size is known, none. Raises the error `missing-part` without clingo.
    """
    try:
        from clingo import Control
    except ImportError:
        raise error("missing-part", part="clingo", job="sets of cruxes", command="pip install clingo") from None
    found: list[tuple[int, ...]] = []

    def note(model: Model) -> bool:
        if model.optimality_proven:
            found.append(tuple(sorted(atom.arguments[0].number for atom in model.symbols(shown=True))))
        return len(found) < most

    control = Control(["--opt-mode=optN", "--models=0", "--warn=none"])
    control.add("base", [], _RULES + "".join(_facts(graph, plain, thesis)))
    control.ground([("base", [])])
    with control.solve(on_model=note, async_=True) as handle:
        ended = handle.wait(seconds)
        handle.cancel()
        complete = ended and handle.get().exhausted
    # The same flips of claims may come with one model only, since the labels follow from them.
    return Sets(tuple(_made(graph, plain, thesis, nodes) for nodes in sorted(found)), bool(complete))


_RULES = """
{ flip(C) } :- may(C).
#minimize { 1,C : flip(C) }.
stands(C) :- flip(C), not now(C).
falls(C) :- flip(C), now(C).
stands(C) :- claim(C), not flip(C), bare(C), falls(K) : con(C,K).
stands(C) :- claim(C), not flip(C), pro(C,P), stands(P), falls(K) : con(C,K).
falls(C) :- claim(C), not flip(C), not bare(C), falls(P) : pro(C,P).
falls(C) :- claim(C), not flip(C), con(C,K), stands(K), falls(P) : pro(C,P).
stands(S) :- step(S), stands(P) : pro(S,P); falls(K) : con(S,K).
falls(S) :- step(S), pro(S,P), falls(P).
falls(S) :- step(S), con(S,K), stands(K).
:- thesis(G), now(G), stands(G).
:- thesis(G), not now(G), not stands(G).
#show flip/1.
"""
"""The rules of `labels`, with flips. They hold no `not` of a label, so that an answer set has what follows and nothing more: the
least fixpoint, in which nothing leans on itself."""


def _facts(graph: Graph, plain: Planes, thesis: int) -> Iterator[str]:
    yield f"thesis({thesis})."
    behind = upstream(graph, [thesis])
    for node in (node for node, inside in enumerate(behind) if inside):
        yield f"{'claim' if node < graph.claims else 'step'}({node})."
        if node < graph.claims:
            yield f"bare({node})." * graph.bare[node] + f"may({node})." * (node != thesis)
        yield f"now({node})." * (plain.status(node) is Status.STANDS)
        yield from (f"pro({node},{other})." for other in graph.pros[node])
        yield from (f"con({node},{other})." for other in graph.cons[node])


def _flipped(plain: Planes, node: int) -> Status:
    return Status.FALLS if plain.status(node) is Status.STANDS else Status.STANDS


def _made(graph: Graph, plain: Planes, thesis: int, nodes: Sequence[int]) -> JointCrux:
    flips = {node: _flipped(plain, node) for node in nodes}
    before = plain.status(thesis)
    after = consequences(graph, plain, flips).get(thesis, before)
    return JointCrux(tuple(graph.names[node] for node in nodes), graph.names[thesis], tuple(flips.values()), before, after)


def _candidates(graph: Graph, plain: Planes, thesis: int) -> list[int]:
    """Return the claims behind a thesis that by themselves do not decide whether it stands, those nearest to it first."""
    changes = effects(graph, plain, [thesis])
    stood = plain.status(thesis) is Status.STANDS

    def stands(node: int, label: Status) -> bool:
        other = changes[node][LABELS.index(label)].get(thesis) if node in changes else None
        return stood if other is None else LABELS[other] is Status.STANDS

    found, seen, row = list[int](), {thesis}, [thesis]
    while row:
        row = sorted({other for node in row for other in (*graph.pros[node], *graph.cons[node])} - seen)
        seen.update(row)
        found += (node for node in row if node < graph.claims)
    return [
        node
        for node in found
        if stands(node, Status.STANDS) == stands(node, Status.FALLS) and stands(node, _flipped(plain, node)) == stood
    ]


def _pairs(graph: Graph, plain: Planes, thesis: int, nodes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the pairs whose flips change whether the thesis stands.

    A batch of rows of the grid is solved at once: in row x and column y of it, x and y are flipped.
    """
    behind = upstream(graph, [thesis])
    parts = [part for part in graph.parts if behind[part[0]]]
    size = sum(map(len, parts))
    stood = plain.status(thesis) is Status.STANDS
    start = 0
    while start < len(nodes) - 1:
        width = len(nodes) - start
        rows = min(width, max(1, _BITS // (2 * size * width)))
        column = sum(1 << row * width for row in range(rows))
        flips = {node: column << number for number, node in enumerate(nodes[start:])}
        for row in range(rows):
            flips[nodes[start + row]] |= ((1 << width) - 1) << row * width
        granted = {node: bits for node, bits in flips.items() if _flipped(plain, node) is Status.STANDS}
        denied = {node: bits for node, bits in flips.items() if node not in granted}
        planes = solve_within(graph, plain, lambda _: parts, rows * width, granted, denied)
        changed = planes.stands[thesis] ^ (((1 << rows * width) - 1) * stood)
        for row in range(rows):
            here = changed >> row * width + row + 1 & (1 << width - row - 1) - 1
            while here:
                low = here & -here
                yield nodes[start + row], nodes[start + row + low.bit_length()]
                here ^= low
        start += rows
