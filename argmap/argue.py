"""What the commands that argue with a map are made of: cruxes of any claim, two people's double cruxes, derivations, strengths."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from argmap.model import ArgumentMap, Parting, Verdicts
from argmap.pipeline import Case
from argmap.reason import judge

if TYPE_CHECKING:
    from argmap.reason.joint import Sets

__all__ = ["derived", "partings", "set_lines", "smallest_sets", "strengths", "with_cruxes", "with_strengths"]


def with_cruxes(case: Case, theses: tuple[str, ...]) -> Verdicts:
    """Return the verdicts with the cruxes and joint cruxes of `theses` (claims by id), or of the map's own if there are none."""
    from argmap.reason.debate import joint_cruxes

    verdicts = judge(case.judged, theses) if theses else case.verdicts
    return replace(verdicts, joint=joint_cruxes(case.judged, verdicts))


def partings(case: Case, silence: str, between: tuple[str, str] | None) -> tuple[Parting, ...]:
    """Return where two people part, or those who met most often in the thread; raises ArgmapError for who is not there."""
    from argmap.reason.people import partings as of_people
    from argmap.reason.people.dispute import MOST_PAIRS

    return of_people(case.judged, silence, None if between is None else [between], MOST_PAIRS)


def smallest_sets(case: Case, theses: tuple[str, ...], seconds: float) -> list[tuple[str, Sets]]:
    """Return, for each thesis, the smallest sets of claims that decide it, as far as they are found in so many seconds each."""
    from argmap.reason.joint import smallest_sets as of_thesis
    from argmap.reason.labels import compile_map, solve

    graph = compile_map(case.judged)
    plain, node = solve(graph), graph.index()
    return [(thesis, of_thesis(graph, plain, node[thesis], seconds)) for thesis in theses or case.verdicts.theses]


def set_lines(map: ArgumentMap, found: list[tuple[str, Sets]], seconds: float) -> Iterator[str]:
    """Yield sets of claims that decide a thesis as lines of plain text."""
    for thesis, sets in found:
        yield f"{thesis}: {map.claim(thesis).words}"
        if not sets.sets:
            yield "  nothing decides it" if sets.complete else f"  not found within {seconds:g} seconds: give it more (--seconds)"
        for one in sets.sets:
            made = [f"{id} {label.value}: {map.claim(id).words}" for id, label in zip(one.nodes, one.flipped, strict=True)]
            yield f"  {one.before.value} > {one.after.value} if"
            yield from (f"    {each}" for each in made)
        if sets.sets and not sets.complete:
            yield "  and there may be more"


def derived(case: Case, triple: str) -> tuple[list[dict[str, Any]], list[str]]:
    """Return how a triple, given as text, follows from what is stated: as data, and as lines; raises ArgmapError if it does not."""
    from argmap import graph
    from argmap.graph import iris
    from argmap.reason import rules
    from argmap.reason._words import Words
    from argmap.reason.derivation import as_data, derivation, lines, triple_of

    thread = case.annotated.thread
    own = {anchor.id: claim.id for claim in case.annotated.map.claims for anchor in claim.anchors}
    wanted = triple_of(" ".join(own.get(part, part) for part in triple.split()), thread.id)
    ontology = graph.ontology()
    program = rules.compile_ontology(ontology)
    stated = list(graph.asserted(graph.build(thread, case.annotated.map), thread))
    tree = derivation(stated, rules.closure(stated, program), program, wanted)
    places = graph.places_of(case.annotated.map)
    words = Words(ontology, lambda iri: places.get(iris.local(iri)) if iri.startswith(iris.BASE) else None)
    return as_data(tree), list(lines(tree, words))


def with_strengths(case: Case, say: Callable[[str], None]) -> Case:
    """Return the case with the strength of every claim and step among its verdicts."""
    return replace(case, verdicts=replace(case.verdicts, strengths=strengths(case, say)))


def strengths(case: Case, say: Callable[[str], None]) -> dict[str, float]:
    """Return the strength of every claim and step by quadratic energy, to four places; say so if it did not settle."""
    from argmap.reason.strength import strengths as by_energy

    found = by_energy(case.judged)
    if not found.converged:
        say(f"the strengths had not settled after {found.rounds} rounds: the map has loops")
    return {id: round(value, 4) for id, value in found.values.items()}
