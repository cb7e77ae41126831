"""What the formats share: the dataset as pyoxigraph's quads, in an order that depends on nothing but the data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyoxigraph as ox
    from rdflib import Dataset

__all__ = ["confirmed", "prefixes_of", "quads_of"]

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def quads_of(dataset: Dataset) -> list[ox.Quad]:
    """Return all quads: by graph, subject, predicate (the type first), object (argmap's own classes first)."""
    import pyoxigraph as ox

    data = dataset.serialize(format="ox-nquads", encoding="utf-8")
    return sorted(ox.parse(data, format=ox.RdfFormat.N_QUADS), key=_key)


def confirmed(quads: Iterable[ox.Quad]) -> list[ox.Triple]:
    """Return the triples of all graphs but the suggested one, once each, as one graph; in the order of `quads_of`."""
    import pyoxigraph as ox

    kept = {quad.triple for quad in quads if not str(quad.graph_name).endswith("/suggested>")}
    return sorted(kept, key=lambda triple: _key(ox.Quad(triple.subject, triple.predicate, triple.object)))


def prefixes_of(quads: Iterable[ox.Quad | ox.Triple]) -> dict[str, str]:
    """Return the prefixes that the data uses, sorted; `t` is the thread's own namespace if the data has one thread."""
    from argmap.graph.iris import BASE
    from argmap.graph.vocabulary import PREFIXES

    used: set[str] = set()
    for quad in quads:
        graph = getattr(quad, "graph_name", None)
        used.update(_namespace(str(term)) for term in (quad.subject, quad.predicate, quad.object, graph) if term is not None)
    found = {prefix: namespace for prefix, namespace in PREFIXES.items() if namespace in used}
    threads = [namespace for namespace in used if namespace.startswith(BASE) and namespace != BASE]
    if len(threads) == 1:
        found["t"] = threads[0]
    return dict(sorted(found.items()))


def _namespace(term: str) -> str:
    """Return the IRI up to its last `#` or `/`; of a literal, that of its datatype."""
    iri = term.rpartition("^^")[2].strip("<>")
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]


def _key(quad: ox.Quad) -> tuple[str, str, bool, str, bool, str]:
    predicate = quad.predicate.value
    subject = str(quad.subject).strip("<>")  # so that `cheap` comes before `cheap.words` and `cheap:lunch`
    value = str(quad.object)
    foreign = predicate == _TYPE and not value.startswith("<https://w3id.org/argmap#")
    return (str(quad.graph_name), subject, predicate != _TYPE, predicate, foreign, value)
