"""JSON-LD 1.1 (https://www.w3.org/TR/json-ld11/) to read: one tree from the thread down, with short keys.

The thread holds its post, comments, claims and questions; a claim holds the reasons for it, the objections to it and the
passages that make it; a reason holds the objections to it. Nothing is said twice and nothing is left out: the tree is the
same triples as the Turtle file, and whoever loads it as RDF gets just those. What fits nowhere in the tree stands beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from argmap.export._quads import prefixes_of, triples_of

if TYPE_CHECKING:
    import pyoxigraph as ox
    from rdflib import Dataset

    Node = ox.NamedNode | ox.BlankNode
    Facts = Mapping[str, list[Node | ox.Literal]]

__all__ = ["dump"]

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_DERIVED = "http://www.w3.org/ns/prov#wasDerivedFrom"

_HOMES = (
    ("Post", "am:inThread", "post"),
    ("Comment", "am:inThread", "comments"),
    ("Claim", "am:inThread", "claims"),
    ("Question", "am:inThread", "questions"),
    ("Inference", "am:conclusion", "reasons"),
    ("Rebuttal", "am:target", "objections"),
    ("Undercut", "am:target", "objections"),
    ("Concession", "am:about", "stances"),
    ("Rejection", "am:about", "stances"),
    ("Expectation", "am:about", "expectations"),
    ("Link", "am:subject", "links"),
    ("Flip", "dcterms:isPartOf", "chain"),
    ("Section", "dcterms:isPartOf", "sections"),
)
"""Where a node of a class stands in the tree: under the value of that property of its own, in the list of that name."""

_LISTS = tuple(dict.fromkeys(key for _, _, key in _HOMES))
_FIRST = ("title", "name", "label", "text", "gloss", "status", "cause", "description")
_OWNERS = ("Claim", "Question", "Concession", "Rejection", "Link")
"""Who may hold the passage that it is derived from, best first; anything else comes after them."""

_WIDTH = 120
_ENCODER = json.JSONEncoder(ensure_ascii=False)


def dump(dataset: Dataset) -> bytes:
    """Return the dataset as JSON-LD."""
    triples = triples_of(dataset)
    document = _Writer(triples, prefixes_of(triples)).document()
    return (_pretty(document) + "\n").encode()


@dataclass(frozen=True, slots=True)
class _Key:
    """How a property is written: its name, and what its plain strings stand for (`@id`, `@vocab`, a datatype, or themselves)."""

    name: str
    coerced: str | None


@dataclass(frozen=True, slots=True)
class _Home:
    """Where a node stands: under `host`, which is the value of the node's `property`, in the list `key`."""

    host: Node
    property: str
    key: str


class _Writer:
    """Writes one graph."""

    def __init__(self, triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> None:
        self.prefixes = prefixes
        self.short: dict[str, str] = {}
        self.facts: dict[Node, dict[str, list[Any]]] = {}
        for triple in triples:
            self.facts.setdefault(cast("Node", triple.subject), {}).setdefault(triple.predicate.value, []).append(triple.object)
        self.keys = self._keys()
        self.homes = self._homes()
        self.guests: dict[Node, dict[str, list[Node]]] = {}
        for node, home in self.homes.items():
            self.guests.setdefault(home.host, {}).setdefault(home.key, []).append(node)
        self.owners = self._owners()

    def document(self) -> dict[str, Any]:
        """Return the whole document, the thread first."""
        roots = [node for node in self.facts if node not in self.homes and node not in self.owners]
        roots.sort(key=lambda node: "Thread" not in self._types(node))
        return {"@context": self._context(), "@graph": [self._node(node) for node in roots]}

    def _types(self, node: Node) -> list[str]:
        return [self._word(kind.value) for kind in self.facts.get(node, {}).get(_TYPE, ())]

    def _homes(self) -> dict[Node, _Home]:
        """Return the home of every node that has one in this graph and, in a malformed graph, does not end up inside itself."""
        found: dict[Node, _Home] = {}
        for node in self.facts:
            types = self._types(node)
            for kind, name, key in _HOMES:
                property = self._expand(name)
                hosts = [host for host in self.facts[node].get(property, ()) if host in self.facts]
                if kind in types and hosts:
                    found[node] = _Home(hosts[0], property, key)
                    break
        for node in self.facts:
            seen = {node}
            above = found.get(node)
            while above and above.host not in seen:
                seen.add(above.host)
                above = found.get(above.host)
            if above:
                del found[node]
        return found

    def _owners(self) -> dict[Node, Node]:
        """Return which node holds each passage: what is made in it rather than what only refers to it."""
        best: dict[Node, tuple[int, Node]] = {}
        for node, facts in self.facts.items():
            rank = min((_OWNERS.index(kind) for kind in self._types(node) if kind in _OWNERS), default=len(_OWNERS))
            for passage in (*facts.get(_DERIVED, ()), *facts.get(self._expand("am:quotes"), ())):
                if "Passage" in self._types(passage) and (passage not in best or rank < best[passage][0]):
                    best[passage] = rank, node
        return {passage: node for passage, (_, node) in best.items()}

    def _node(self, node: Node) -> dict[str, Any]:
        """Return a node with everything that stands inside it."""
        home = self.homes.get(node)
        types = self._types(node)
        made: dict[str, Any] = {"id": self._name(node)}
        if types:
            made["type"] = _single(types)
        plain: dict[str, Any] = {}
        for property, values in self.facts[node].items():
            if property == _TYPE:
                continue
            kept = [value for value in values if not (home and property == home.property and value == home.host)]
            if kept:
                key = self.keys[property]
                plain[key.name] = _single([self._value(value, key, node, property) for value in kept])
        made |= {key: plain[key] for key in sorted(plain, key=_rank)}
        inside = self.guests.get(node, {})
        for name in (name for name in _LISTS if name in inside):
            made[name] = [self._node(guest) for guest in sorted(inside[name], key=self._place)]
        return made

    def _place(self, node: Node) -> tuple[int, str]:
        """Return a sort key: text order where there is one, else by name."""
        order = self.facts[node].get(self._expand("am:order"), ())
        return (int(order[0].value) if order else 0, str(node))

    def _value(self, value: Node | ox.Literal, key: _Key, node: Node, property: str) -> Any:
        import pyoxigraph as ox

        if isinstance(value, ox.Literal):
            return _literal(value, key)
        if property in {_DERIVED, self._expand("am:quotes")} and self.owners.get(value) == node:
            return self._node(value)
        if key.coerced == "@vocab" and isinstance(value, ox.NamedNode):
            return self._word(value.value)
        return self._name(value) if key.coerced == "@id" else {"id": self._name(value)}

    def _keys(self) -> dict[str, _Key]:
        """Return how each property is written. A term of argmap's own goes by its bare name, one of others if that is free."""
        objects: dict[str, list[Any]] = {}
        for facts in self.facts.values():
            for property, values in facts.items():
                objects.setdefault(property, []).extend(values)
        taken = {"id", "type", *_LISTS, *self._own_names()}
        found: dict[str, _Key] = {}
        for property in sorted(objects):
            word = self._word(property)
            name = word
            bare = word.partition(":")[2]
            if bare.isidentifier() and bare not in taken:
                name = bare
                taken.add(bare)
            found[property] = _Key(name, self._coercion(objects[property]))
        return found

    def _own_names(self) -> set[str]:
        """Return the bare names of argmap's terms in this graph."""
        terms = {property for facts in self.facts.values() for property in facts}
        terms |= {getattr(value, "value", "") for facts in self.facts.values() for values in facts.values() for value in values}
        return {term.removeprefix(self.prefixes["am"]) for term in terms if term.startswith(self.prefixes["am"])}

    def _coercion(self, values: Iterable[Node | ox.Literal]) -> str | None:
        import pyoxigraph as ox

        kinds = {value.datatype.value if isinstance(value, ox.Literal) else "@id" for value in values}
        if kinds == {"@id"}:
            return "@vocab" if all(str(value).startswith(f"<{self.prefixes['am']}") for value in values) else "@id"
        kind = kinds.pop() if len(kinds) == 1 else None
        return kind if kind and kind.removeprefix(_XSD) not in {"string", "integer", "boolean"} else None

    def _context(self) -> dict[str, Any]:
        """Return the context: what the names and the plain strings of this document mean."""
        context: dict[str, Any] = {"@version": 1.1, "@vocab": self.prefixes["am"], **self.prefixes}
        context |= {"id": "@id", "type": "@type"}
        used = {(home.key, home.property) for home in self.homes.values()}
        for name, property in sorted(used):
            context[name] = {"@reverse": self._compact(property)}
        for property, key in sorted(self.keys.items(), key=lambda item: item[1].name):
            if property == _TYPE:
                continue
            if key.coerced:
                context[key.name] = {"@id": self._compact(property), "@type": self._compact(key.coerced)}
            elif ":" not in key.name and property != self.prefixes["am"] + key.name:
                context[key.name] = self._compact(property)
        return context

    def _expand(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        return self.prefixes[prefix] + local

    def _compact(self, iri: str) -> str:
        """Return an IRI with the longest prefix that fits, or as it is; each is worked out once."""
        if iri not in self.short:
            self.short[iri] = self._shortened(iri)
        return self.short[iri]

    def _shortened(self, iri: str) -> str:
        fitting = [(namespace, prefix) for prefix, namespace in self.prefixes.items() if iri.startswith(namespace)]
        if not fitting:
            return iri
        namespace, prefix = max(fitting, key=lambda pair: len(pair[0]))
        local = iri[len(namespace) :]
        return iri if not local or local.startswith("//") else f"{prefix}:{local}"

    def _word(self, iri: str) -> str:
        """Return an IRI where terms are expected: argmap's own by their bare names."""
        own = iri.removeprefix(self.prefixes["am"])
        return own if own != iri and own.isidentifier() else self._compact(iri)

    def _name(self, node: Node) -> str:
        return self._compact(node.value) if str(node).startswith("<") else str(node)


def _literal(value: ox.Literal, key: _Key) -> Any:
    """Return a literal, as a bare JSON value wherever that means the same."""
    kind = value.datatype.value
    if value.language:
        return {"@value": value.value, "@language": value.language}
    if kind == f"{_XSD}string":
        return value.value if key.coerced is None else {"@value": value.value}
    if kind == key.coerced:
        return value.value
    if key.coerced is None and kind == f"{_XSD}boolean" and value.value in {"true", "false"}:
        return value.value == "true"
    # A JSON number beyond 15 digits may come back as another one (RFC 8259, section 6).
    if key.coerced is None and kind == f"{_XSD}integer" and len(value.value) < 16 and str(int(value.value)) == value.value:
        return int(value.value)
    return {"@value": value.value, "@type": kind}


def _pretty(value: Any, depth: int = 0) -> str:
    """Return JSON in which whatever fits on a line is on one line."""
    short = _ENCODER.encode(value)
    if len(short) + depth <= _WIDTH or not isinstance(value, dict | list) or not value:
        return short
    inside = " " * (depth + 1)
    if isinstance(value, list):
        items = [inside + _pretty(item, depth + 1) for item in value]
        return "[\n" + ",\n".join(items) + f"\n{' ' * depth}]"
    pairs = [f"{inside}{_ENCODER.encode(key)}: {_pretty(item, depth + 1)}" for key, item in value.items()]
    return "{\n" + ",\n".join(pairs) + f"\n{' ' * depth}}}"


def _single(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def _rank(key: str) -> tuple[int, str]:
    return (_FIRST.index(key) if key in _FIRST else len(_FIRST), key)
