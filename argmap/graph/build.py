"""From thread, map and verdicts to an RDF dataset: three named graphs, every node and relation with where it comes from.

- `asserted`: the thread as read from the page, and what a person marked or confirmed;
- `suggested`: what a machine proposes, and what rests on that;
- `inferred`: what the rules and the verdicts say, each relation with the rule behind it.

There are no blank nodes, and names are made from ids and content alone, so that two builds of one text are equal quad by quad.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.graph import iris

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from pyoxigraph import NamedNode
    from rdflib import Dataset, Graph
    from rdflib.term import Node

    from argmap.graph._store import Told
    from argmap.model import ArgumentMap, Thread, Verdicts

__all__ = ["add_inferences", "add_verdicts", "asserted", "build", "stated", "told"]


def build(thread: Thread, map: ArgumentMap) -> Dataset:
    """Return the dataset of a thread and its map: the graphs `asserted` and `suggested`.

    What `map.confirmed()` keeps is in `asserted`, with the thread itself; but for `am:order`, it comes out the same whatever is
    suggested beside it.

    >>> from argmap.model import ArgumentMap, RawMap, Source, Thread
    >>> thread = Thread("lanes", "Bike lanes", "", RawMap(()), Source("lanes.md", "", "markdown"), author="Ann")
    >>> dataset = build(thread, ArgumentMap())
    >>> [str(title) for title in dataset.query("SELECT ?t { ?x a am:Thread ; dcterms:title ?t }").bindings[0].values()]
    ['Bike lanes']
    """
    from argmap.graph._concepts import write_concepts
    from argmap.graph._map import write_map
    from argmap.graph._names import Names
    from argmap.graph._sheet import Sheet
    from argmap.graph._store import new_dataset
    from argmap.graph._thread import write_thread

    dataset, names = new_dataset(), Names(thread, map)
    asserted, suggested = (Sheet(dataset, iris.graph_iri(thread.id, name)) for name in ("asserted", "suggested"))
    write_thread(thread, names, asserted)
    write_map(thread, map, names, asserted, suggested)
    write_concepts(thread, map, names, asserted, suggested)
    return dataset


def asserted(dataset: Dataset, thread: Thread) -> Graph:
    """Return the graph `asserted` of a dataset from `build`: what there is to reason from."""
    from rdflib import URIRef

    return dataset.graph(URIRef(iris.graph_iri(thread.id, "asserted")))


def told(dataset: Dataset) -> Mapping[NamedNode, Told] | None:
    """Return all that is in a dataset by graph, or None if something has been asked of it, and so put into its store."""
    from argmap.graph._store import Waiting

    store = dataset.store
    return store.told if isinstance(store, Waiting) and not store.asked else None


def stated(dataset: Dataset, thread: Thread) -> Iterable[Any]:
    """Return the triples of the graph `asserted` for the rules: pyoxigraph's terms if nothing has been asked of the dataset so far.

    To ask it for them would have it put everything into its store, which nobody needs who only wants files.
    """
    from pyoxigraph import NamedNode

    from argmap.graph._store import triples_of

    waiting = told(dataset)
    if waiting is None:
        return asserted(dataset, thread)
    return triples_of(waiting[NamedNode(iris.graph_iri(thread.id, "asserted"))])


def add_verdicts(dataset: Dataset, thread: Thread, map: ArgumentMap, verdicts: Verdicts) -> None:
    """Add the verdicts on `map` to the graph `inferred` of a dataset from `build`.

    A label becomes `am:status`, `am:cause`, `am:because` and its sentence (`dcterms:description`). A crux becomes `am:cruxFor`,
    with an `am:CruxProof` that has an `am:Flip` for every claim and step whose label differs between the two runs. If `map` holds
    suggestions, all of it is `am:provisional`.
    """
    from argmap.graph._inferred import write_verdicts
    from argmap.graph._names import Names
    from argmap.graph._sheet import Sheet

    sheet = Sheet(dataset, iris.graph_iri(thread.id, "inferred"))
    write_verdicts(verdicts, Names(thread, map), sheet, provisional=map.confirmed() != map)


def add_inferences(
    dataset: Dataset, thread: Thread, triples: Iterable[tuple[Node, Node, Node, str]], without_link: Collection[str] = ()
) -> None:
    """Add inferred triples, each with the name of the rule that gave it, to the graph `inferred` of a dataset from `build`.

    Every relation that says something new (`argmap.graph.vocabulary.EXPLAINED`) gets an `am:Link` with its rules (`am:byRule`); one
    triple may come more than once, with several rules. Types, inverses and superproperties are just added, and so is what one of
    the rules `without_link` gives.
    """
    from argmap.graph._inferred import write_inferences
    from argmap.graph._sheet import Sheet

    sheet = Sheet(dataset, iris.graph_iri(thread.id, "inferred"))
    write_inferences(iris.thread_iri(thread.id), triples, sheet, without_link)
