"""What the formats share: the dataset as text, by graph, subject and predicate, in an order that depends on nothing but the data.

Terms are written as in N-Triples. A thread of 5,000 comments comes to half a million quads, and text is sorted and put together
in a fraction of the time that as many objects take.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO, TextIOWrapper
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode
    from rdflib import Dataset

    from argmap.graph import Told

__all__ = ["TYPE", "Node", "Nodes", "Rows", "prefixes_of"]

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

_OWN = "<https://w3id.org/argmap#"


Values = tuple[str, ...]


@dataclass(slots=True)
class Node:
    """What is said of one subject: its classes, argmap's own first, and its other facts by predicate (an IRI without brackets).

    Values are tuples and no lists, because most of half a million are single ones, of which the same can be shared.
    """

    types: Values = ()
    facts: dict[str, Values] = field(default_factory=dict)


Nodes = dict[str, Node]
"""The nodes of a graph by their names, sorted."""


class Rows:
    """The contents of a dataset, read once for all formats."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.terms: dict[tuple[tuple[str, str], ...], dict[str, str]] = {}
        """Terms as a format writes them, by its prefixes."""

    @cached_property
    def graphs(self) -> dict[str, Nodes]:
        """All graphs by name; that of the default graph is empty."""
        from argmap.graph import told

        waiting = told(self.dataset)
        found = self._stored() if waiting is None else _told(waiting)
        for nodes in found.values():
            _tidy(nodes.values())
        return {graph: _in_order(found[graph]) for graph in sorted(found)}

    @cached_property
    def one(self) -> Nodes:
        """The triples of all graphs but the suggested one, once each, as one graph. What just one graph has is not copied."""
        graphs = [nodes for name, nodes in self.graphs.items() if not name.endswith("/suggested>")]
        if len(graphs) < 2:
            return graphs[0] if graphs else {}
        found: Nodes = {}
        joined: Nodes = {}
        for nodes in graphs:
            for subject, node in nodes.items():
                if subject in found:
                    found[subject] = joined[subject] = _joined(found[subject], node)
                else:
                    found[subject] = node
        _tidy(joined.values())
        return _in_order(found)

    def _stored(self) -> dict[str, Nodes]:
        """Return the graphs as the store has them."""
        found: dict[str, Nodes] = {}
        pool: dict[str, Values] = {}
        bare: dict[str, str] = {}
        for graph, subject, predicate, value in self._lines():
            nodes = found.get(graph)
            if nodes is None:
                nodes = found[graph] = {}
            node = nodes.get(subject)
            if node is None:
                node = nodes[subject] = Node()
            kept = pool.get(value)
            if kept is None:
                kept = pool[value] = (value,)
            iri = bare.get(predicate)
            if iri is None:
                iri = bare[predicate] = predicate[1:-1]
            if iri == TYPE:
                node.types += kept
            else:
                node.facts[iri] = node.facts[iri] + kept if iri in node.facts else kept
        return found

    def _lines(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield graph, subject, predicate and object of each quad."""
        data: bytes = self.dataset.serialize(format="ox-nquads", encoding="utf-8")
        # A literal has no line feeds of its own, since N-Quads escapes them; to split the whole would take twice the memory.
        for line in TextIOWrapper(BytesIO(data), "utf-8", newline="\n"):
            subject, predicate, rest = line[:-3].split(" ", 2)
            value, _, graph = rest.rpartition(" ")
            # In the default graph nothing stands behind the object, and what is behind its last blank is a part of it.
            if not value or '"' in graph:
                value, graph = rest, ""
            yield graph, subject, predicate, value


def _told(graphs: Mapping[NamedNode, Told]) -> dict[str, Nodes]:
    """Return the graphs as they wait for the store."""
    terms, bare = _Terms(), _Bare()
    found: dict[str, Nodes] = {}
    for graph, told in graphs.items():
        nodes: dict[NamedNode, Node] = {}
        for subject, facts in told:
            node = nodes.get(subject)
            if node is None:
                node = nodes[subject] = Node()
            known = node.facts
            for fact in facts:
                if len(fact) == 2:
                    value = fact[1]
                    if value is None:
                        continue
                    values = terms[value]
                else:
                    values = tuple([terms[value][0] for value in fact[1:] if value is not None])
                    if not values:
                        continue
                iri = bare[fact[0]]
                if iri == TYPE:
                    node.types += values
                else:
                    known[iri] = known[iri] + values if iri in known else values
        if told:
            found[str(graph)] = {str(subject): node for subject, node in nodes.items() if node.types or node.facts}
    return found


class _Terms(dict["NamedNode | Literal", Values]):
    """Terms as N-Triples has them, each worked out once, as the one value of a fact."""

    def __missing__(self, term: NamedNode | Literal) -> Values:
        made = self[term] = (str(term),)
        return made


class _Bare(dict["NamedNode", str]):
    """IRIs without brackets."""

    def __missing__(self, node: NamedNode) -> str:
        made = self[node] = node.value
        return made


def _joined(one: Node, other: Node) -> Node:
    facts = dict(one.facts)
    for predicate, values in other.facts.items():
        facts[predicate] = facts[predicate] + values if predicate in facts else values
    return Node(one.types + other.types, facts)


def _tidy(nodes: Iterable[Node]) -> None:
    """Sort what is said of the nodes, and have it said once."""
    shapes: dict[Values, list[str]] = {}
    for node in nodes:
        if len(node.types) > 1:
            node.types = tuple(sorted(set(node.types), key=_own_first))
        for predicate, values in node.facts.items():
            if len(values) > 1:
                node.facts[predicate] = tuple(sorted(set(values)))
        # Nodes of a kind have the same predicates, and there are few kinds.
        shape = tuple(node.facts)
        order = shapes.get(shape)
        if order is None:
            order = shapes[shape] = sorted(shape)
        node.facts = {predicate: node.facts[predicate] for predicate in order}


def _in_order(nodes: Nodes) -> Nodes:
    # Without its brackets `cheap` comes before `cheap.words` and `cheap:lunch`.
    return {subject: nodes[subject] for subject in sorted(nodes, key=lambda subject: subject.strip("<>"))}


def _own_first(term: str) -> tuple[bool, str]:
    return not term.startswith(_OWN), term


def prefixes_of(graphs: Iterable[Nodes]) -> dict[str, str]:
    """Return the prefixes of argmap's files, sorted; `t` is the namespace of the thread if the data has just one."""
    from argmap.graph.vocabulary import AM, PREFIXES

    kind = f"<{AM.Thread}>"
    threads = {subject for nodes in graphs for subject, node in nodes.items() if kind in node.types}
    own = {"t": f"{threads.pop().strip('<>')}/"} if len(threads) == 1 else {}
    return dict(sorted({**PREFIXES, **own}.items()))
