"""The values of a question's parameters: from what a person writes to an RDF term, escaped for SPARQL."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import TYPE_CHECKING

from argmap.errors import ArgmapError, error
from argmap.model import label_key
from argmap.query._engine import thread_of

if TYPE_CHECKING:
    from rdflib import Dataset
    from rdflib.term import URIRef

    from argmap.query._questions import Parameter

__all__ = ["example", "value"]

_STATUSES = ("stands", "falls", "open")


def value(dataset: Dataset, thread: str | None, parameter: Parameter, written: str) -> str:
    """Return the term for the value `written`, in SPARQL's syntax; raises ArgmapError where it names nothing."""
    import pyoxigraph as ox

    if parameter.type == "text":
        return str(ox.Literal(written))
    if parameter.type == "number":
        return str(ox.Literal(_number(parameter, written), datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")))
    if parameter.type == "status":
        return str(ox.NamedNode(_status(parameter, written)))
    if parameter.type == "concept":
        return " ".join(str(ox.NamedNode(node)) for node in _concepts_named(dataset, parameter, written))
    known = _claims(dataset, thread) if parameter.type == "claim" else _authors(dataset, thread)
    return str(ox.NamedNode(_named(parameter, written, known)))


def example(dataset: Dataset, thread: str | None, parameter: Parameter) -> str:
    """Return a value that would do, as a person writes it: `claim=cheap`."""
    known: Iterable[str] = ("cost",)
    if parameter.type == "status":
        known = _STATUSES
    elif parameter.type == "number":
        known = ("0.5",)
    elif parameter.type == "concept":
        known = _concepts(dataset)
    elif parameter.type in {"claim", "author"}:
        known = _claims(dataset, thread) if parameter.type == "claim" else _authors(dataset, thread)
    return f"{parameter.name}={next(iter(known), '...')}"


def _number(parameter: Parameter, written: str) -> str:
    try:
        number = Decimal(written)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise _bad(parameter, written, "it is no number", "Write it like 0.5.")
    return format(number, "f")


def _status(parameter: Parameter, written: str) -> str:
    from argmap.graph.vocabulary import AM

    if written.lower() not in _STATUSES:
        raise _bad(parameter, written, "there is no such verdict", f"Choose one of: {', '.join(_STATUSES)}.")
    return str(AM[written.capitalize()])


def _named(parameter: Parameter, written: str, known: dict[str, str]) -> str:
    """Return the node of that name: as it is written, else whatever its case, else an error with the nearest."""
    folded = {name.casefold(): node for name, node in reversed(known.items())}
    node = known.get(written) or folded.get(written.removeprefix("#").removeprefix("t:").casefold())
    if node is None:
        near = get_close_matches(written, known, 3, 0.5) or list(known)[:5]
        hint = f"Did you mean {' or '.join(near)}?" if near else f"There is no {parameter.type} at all."
        raise _bad(parameter, written, f"there is no such {parameter.type}", hint)
    return node


def _concepts_named(dataset: Dataset, parameter: Parameter, written: str) -> list[str]:
    """Return the concepts that have `written` as a label or are named so in IRIs: two threads may have it for two."""
    from argmap.graph.iris import concept_of

    known = _concepts(dataset)
    key = label_key(written)
    found = {node for label, nodes in known.items() if key and label_key(label) == key for node in nodes}
    found |= {node for nodes in known.values() for node in nodes if written in (node, concept_of(node))}
    if not found:
        folded = {label.casefold(): label for label in reversed(known)}
        near = [folded[label] for label in get_close_matches(written.casefold(), folded, 3, 0.5)] or list(known)[:5]
        hint = f"Did you mean {' or '.join(near)}?" if near else "There is no concept at all: name some in `concepts:`."
        raise _bad(parameter, written, "there is no such concept", hint)
    return sorted(found)


def _bad(parameter: Parameter, written: str, reason: str, hint: str) -> ArgmapError:
    return error("bad-parameter", name=parameter.name, value=written, reason=reason, hint=hint)


def _claims(dataset: Dataset, thread: str | None) -> dict[str, str]:
    """Return the claims by id and by alias (the mark that restates one): theses first, then in text order."""
    from argmap.graph import iris
    from argmap.graph.vocabulary import AM

    nodes = _of_type(dataset, thread, AM.Claim)
    theses = _of_type(dataset, thread, AM.Thesis)
    order = {node: int(place) for node, place in _pairs(dataset, AM.order) if node in nodes}
    known = {iris.local(node): node for node in sorted(nodes, key=lambda node: (node not in theses, order.get(node, 0), node))}
    for passage, claim in _pairs(dataset, AM.restates):
        if claim in nodes:
            known.setdefault(iris.local(passage).removesuffix(iris.passage("")), claim)
    return known


def _authors(dataset: Dataset, thread: str | None) -> dict[str, str]:
    """Return the authors by name."""
    from rdflib import FOAF

    from argmap.graph.vocabulary import AM

    nodes = _of_type(dataset, thread, AM.Author)
    return {name: node for node, name in _pairs(dataset, FOAF.name) if node in nodes}


def _concepts(dataset: Dataset) -> dict[str, list[str]]:
    """Return the concepts by each of their labels, those to show first; concepts are of all threads."""
    from rdflib.namespace import SKOS

    found: dict[str, list[str]] = {}
    for node, label in (*_pairs(dataset, SKOS.prefLabel), *_pairs(dataset, SKOS.altLabel)):
        found.setdefault(label, []).append(node)
    return found


def _of_type(dataset: Dataset, thread: str | None, kind: URIRef) -> set[str]:
    """Return the nodes of one kind in the thread; raises ArgmapError where it is not clear which thread that is."""
    from rdflib import RDF

    iri = thread_of(dataset, thread)
    if iri is None:
        raise error("which-thread")
    return {node for node, _ in _pairs(dataset, RDF.type, kind) if node.startswith(f"{iri}/")}


def _pairs(dataset: Dataset, property: URIRef, value: URIRef | None = None) -> list[tuple[str, str]]:
    """Return the subjects and values of a property (all, or those with one value), in whichever graph, sorted."""
    return sorted({(str(subject), str(found)) for subject, _, found, _ in dataset.quads((None, property, value, None))})
