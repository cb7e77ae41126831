"""What the formats share: the dataset as pyoxigraph's quads, in an order that depends on nothing but the data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyoxigraph as ox
    from rdflib import Dataset

__all__ = ["prefixes_of", "quads_of", "triples_of"]

_OWN = "<https://w3id.org/argmap#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def quads_of(dataset: Dataset) -> list[ox.Quad]:
    """Return all quads: by graph, subject, predicate (the type first), object (argmap's own classes first)."""
    return sorted(_quads(dataset), key=lambda quad: (str(quad.graph_name), *_key(quad)))


def triples_of(dataset: Dataset) -> list[ox.Triple]:
    """Return the triples of all graphs but the suggested one, once each, as one graph; in the order of `quads_of`."""
    kept = {_key(quad): quad.triple for quad in _quads(dataset) if not str(quad.graph_name).endswith("/suggested>")}
    return [kept[key] for key in sorted(kept)]


def _quads(dataset: Dataset) -> Iterator[ox.Quad]:
    import pyoxigraph as ox

    return iter(ox.parse(dataset.serialize(format="ox-nquads", encoding="utf-8"), format=ox.RdfFormat.N_QUADS))


def prefixes_of(rows: Iterable[ox.Quad | ox.Triple]) -> dict[str, str]:
    """Return the prefixes of argmap's files, sorted; `t` is the namespace of the thread if the data has just one."""
    from argmap.graph.vocabulary import AM, PREFIXES

    kind = str(AM.Thread)
    threads = {row.subject for row in rows if row.predicate.value == _TYPE and str(row.object) == f"<{kind}>"}
    own = {"t": f"{str(threads.pop()).strip('<>')}/"} if len(threads) == 1 else {}
    return dict(sorted({**PREFIXES, **own}.items()))


def _key(row: ox.Quad | ox.Triple) -> tuple[str, bool, str, bool, str]:
    subject, predicate, value = str(row.subject), row.predicate.value, str(row.object)
    is_type = predicate == _TYPE
    # Without its brackets `cheap` comes before `cheap.words` and `cheap:lunch`.
    return (subject.strip("<>"), not is_type, predicate, is_type and not value.startswith(_OWN), value)
