"""SHACL validation of a dataset, in words that point at file and line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from argmap.graph import iris
from argmap.graph.ontology import shapes

if TYPE_CHECKING:
    from rdflib import Dataset, Graph
    from rdflib.term import Node

    from argmap.model import ArgumentMap, Place

__all__ = ["Finding", "places_of", "validate"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a graph of a map should not have.

    `id` is the local name of the part, as an author would write it (`a>b` for a step); `severity` is `error` or `warning`; `place`
    is where the mark stands, or None for what no mark states (a comment's author, a broken graph of somebody else's making).
    """

    message: str
    place: Place | None
    severity: str
    id: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


def validate(dataset: Dataset, map: ArgumentMap) -> list[Finding]:
    """Check the graphs `asserted` and `suggested` against `ontology/shapes.ttl`; return the findings in the order of the text.

    `map` is where the places come from.

    >>> from argmap.graph import build
    >>> from argmap.model import Anchor, ArgumentMap, Claim, Place, RawMap, Source, Span, Thread
    >>> thread = Thread("lanes", "Bike lanes", "Lanes!", RawMap(()), Source("lanes.md", "", "markdown"), author="Ann")
    >>> wild = Claim("safer", "Lanes!", (Anchor("safer", "post", Span(0, 6), "Ann", Place("lanes.md", 12, 3)),), credence=7.0)
    >>> map = ArgumentMap((wild,))
    >>> [str(finding) for finding in validate(build(thread, map), map)]
    ["lanes.md:12:3: the claim 'safer' has the credence 7; a credence is a number from 0 to 1"]
    """
    import pyshacl
    from rdflib.namespace import RDF, SH

    data = _stated(dataset)
    report = pyshacl.validate(data, shacl_graph=shapes())[1]
    places = places_of(map)
    findings = set()
    for result in report.subjects(RDF.type, SH.ValidationResult):
        local = _local(report.value(result, SH.focusNode))
        message = str(report.value(result, SH.resultMessage)).replace("{value}", _name(_local(report.value(result, SH.value))))
        severity = "error" if report.value(result, SH.resultSeverity) == SH.Violation else "warning"
        kind = _kind(report.value(result, SH.focusNode), data)
        findings.add(Finding(f"the {kind} '{_name(local)}' {message}", places.get(local), severity, _name(local)))
    return sorted(findings, key=_in_text_order)


def _in_text_order(finding: Finding) -> tuple[bool, int, int, str, str]:
    place = finding.place
    return (place is None, (place and place.line) or 0, (place and place.column) or 0, finding.id, finding.message)


def _local(node: Node | None) -> str:
    """Return the LOCAL of a node, or the whole of a literal and of somebody else's IRI."""
    try:
        return iris.local(str(node))
    except ValueError:
        return str(node)


def _name(local: str) -> str:
    """Return what an author calls it: a step `a>b`, the words of a mark by the mark's id."""
    return iris.step_of(local) if ":" in local and "/" not in local else local.removesuffix(".words")


def _kind(node: Node | None, data: Graph) -> str:
    """Return the word for what `node` is."""
    from rdflib.namespace import RDF

    from argmap.graph.vocabulary import AM

    kinds = (
        *(AM.Claim, AM.Inference, AM.Rebuttal, AM.Undercut, AM.Question, AM.Concession, AM.Rejection),
        *(AM.Comment, AM.Post, AM.Section, AM.Passage, AM.Author),
    )
    found = next((kind for kind in kinds if (node, RDF.type, kind) in data), None)
    return found.removeprefix(AM._NS).lower() if found else "node"


def _stated(dataset: Dataset) -> Graph:
    """Return what is asserted and suggested in one graph of rdflib's own, which pyshacl walks faster than the store."""
    from rdflib import Graph

    data = Graph()
    for subject, property, object, graph in dataset.quads((None, None, None, None)):
        if not str(getattr(graph, "identifier", graph)).endswith("/inferred"):
            data.add((subject, property, object))
    return data


def places_of(map: ArgumentMap) -> dict[str, Place | None]:
    """Return where each part of the map is stated, by its LOCAL in the graph."""
    anchors = [anchor for claim in map.claims for anchor in claim.anchors]
    anchors += [item.anchor for items in (map.steps, map.questions, map.stances, map.answers) for item in items]
    places = {iris.passage(anchor.id): anchor.place for anchor in anchors}
    places |= {claim.id: claim.home.place for claim in map.claims}
    places |= {iris.step(step.id): step.anchor.place for step in map.steps}
    places |= {question.id: question.anchor.place for question in map.questions}
    for stance in map.stances:
        places[iris.relation(stance.anchor.id, stance.kind, stance.claim)] = stance.anchor.place
    return places
