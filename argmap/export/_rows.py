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


@dataclass(slots=True)
class Node:
    """What is said of one subject: its classes, argmap's own first, and its other facts by predicate (an IRI without brackets)."""

    types: list[str] = field(default_factory=list)
    facts: dict[str, list[str]] = field(default_factory=dict)


Nodes = dict[str, Node]
"""The nodes of a graph by their names, sorted."""


class Rows:
    """The contents of a dataset, read once for all formats."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset

    @cached_property
    def graphs(self) -> dict[str, Nodes]:
        """All graphs by name; that of the default graph is empty."""
        from argmap.graph import told

        waiting = told(self.dataset)
        found = self._stored() if waiting is None else _told(waiting)
        return {graph: _sorted(found[graph]) for graph in sorted(found)}

    @cached_property
    def one(self) -> Nodes:
        """The triples of all graphs but the suggested one, once each, as one graph. What just one graph has is not copied."""
        graphs = [nodes for name, nodes in self.graphs.items() if not name.endswith("/suggested>")]
        if len(graphs) < 2:
            return graphs[0] if graphs else {}
        found: Nodes = {}
        for nodes in graphs:
            for subject, node in nodes.items():
                known = found.get(subject)
                found[subject] = node if known is None else _joined(known, node)
        return _in_order(found)

    def _stored(self) -> dict[str, Nodes]:
        """Return the graphs as the store has them."""
        found: dict[str, Nodes] = {}
        pool: dict[str, str] = {}
        bare: dict[str, str] = {}
        for graph, subject, predicate, value in self._lines():
            nodes = found.get(graph)
            if nodes is None:
                nodes = found[graph] = {}
            node = nodes.get(subject)
            if node is None:
                node = nodes[subject] = Node()
            kept = pool.setdefault(value, value)
            iri = bare.get(predicate)
            if iri is None:
                iri = bare[predicate] = predicate[1:-1]
            if iri == TYPE:
                node.types.append(kept)
            elif iri in node.facts:
                node.facts[iri].append(kept)
            else:
                node.facts[iri] = [kept]
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
    texts = _Texts()
    found: dict[str, Nodes] = {}
    for graph, told in graphs.items():
        nodes: dict[NamedNode, Node] = {}
        for subject, facts in told:
            node = nodes.get(subject)
            if node is None:
                node = nodes[subject] = Node()
            for predicate, *values in facts:
                kept = [texts[value] for value in values if value is not None]
                iri = texts[predicate][1:-1]
                if iri == TYPE:
                    node.types += kept
                elif iri in node.facts:
                    node.facts[iri] += kept
                elif kept:
                    node.facts[iri] = kept
        if told:
            found[str(graph)] = {texts[subject]: node for subject, node in nodes.items() if node.types or node.facts}
    return found


class _Texts(dict["NamedNode | Literal", str]):
    """Terms as N-Triples has them, each worked out once."""

    def __missing__(self, term: NamedNode | Literal) -> str:
        made = self[term] = str(term)
        return made


def _joined(one: Node, other: Node) -> Node:
    facts = {predicate: list(values) for predicate, values in one.facts.items()}
    for predicate, values in other.facts.items():
        facts.setdefault(predicate, []).extend(values)
    return _tidied(Node([*one.types, *other.types], facts))


def _sorted(nodes: Nodes) -> Nodes:
    for node in nodes.values():
        _tidied(node)
    return _in_order(nodes)


def _tidied(node: Node) -> Node:
    """Have every list of values sorted and without doubles, and the predicates sorted."""
    if len(node.types) > 1:
        node.types = sorted(set(node.types), key=_own_first)
    for predicate, values in node.facts.items():
        if len(values) > 1:
            node.facts[predicate] = sorted(set(values))
    node.facts = dict(sorted(node.facts.items()))
    return node


def _own_first(term: str) -> tuple[bool, str]:
    return not term.startswith(_OWN), term


def _in_order(nodes: Nodes) -> Nodes:
    # Without its brackets `cheap` comes before `cheap.words` and `cheap:lunch`.
    return {subject: nodes[subject] for subject in sorted(nodes, key=lambda subject: subject.strip("<>"))}


def prefixes_of(graphs: Iterable[Nodes]) -> dict[str, str]:
    """Return the prefixes of argmap's files, sorted; `t` is the namespace of the thread if the data has just one."""
    from argmap.graph.vocabulary import AM, PREFIXES

    kind = f"<{AM.Thread}>"
    threads = {subject for nodes in graphs for subject, node in nodes.items() if kind in node.types}
    own = {"t": f"{threads.pop().strip('<>')}/"} if len(threads) == 1 else {}
    return dict(sorted({**PREFIXES, **own}.items()))
