"""JSON-LD 1.1 (https://www.w3.org/TR/json-ld11/) to read: one tree from the thread down, with short keys.

The thread holds its post, comments, claims and questions; a claim holds the reasons for it, the objections to it and the
passages that make it; a reason holds the objections to it. Nothing is said twice and nothing is left out: the tree is the
same triples as the Turtle file, and whoever loads it as RDF gets just those. What fits nowhere in the tree stands beside it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from json import JSONEncoder
from typing import NamedTuple

from argmap.export._rows import Node, Nodes, Rows, Values, prefixes_of

__all__ = ["dump"]

_XSD = "http://www.w3.org/2001/XMLSchema#"
_TEXT_IN = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
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
    ("JointCrux", "am:goal", "jointCruxes"),
    ("Disagreement", "am:goal", "disagreements"),
    ("View", "dcterms:isPartOf", "views"),
    ("Flip", "dcterms:isPartOf", "chain"),
    ("Section", "dcterms:isPartOf", "sections"),
)
"""Where a node of a class stands in the tree: under the value of that property of its own, in the list of that name."""

_LISTS = tuple(dict.fromkeys(key for _, _, key in _HOMES))
_FIRST = ("title", "name", "label", "text", "gloss", "status", "cause", "description")
_OWNERS = ("Claim", "Question", "Concession", "Rejection", "Link")
"""Who may hold the passage that it is derived from, best first; anything else comes after them."""

_WIDTH = 120
_json = JSONEncoder(ensure_ascii=False).encode

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_ESCAPED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def dump(rows: Rows) -> bytes:
    """Return the dataset as JSON-LD."""
    return f"{_Writer(rows.one, prefixes_of([rows.one])).document()}\n".encode()


class _Key:
    """How a property is written: its name, and what its plain strings stand for (`@id`, `@vocab`, a datatype, or themselves).

    `holds` says whether a value may stand inside the node; `texts` and `facts` are its values as JSON without and with the name.
    """

    def __init__(self, name: str, coerced: str | None, holds: bool, reference: Callable[[str, str | None], str]) -> None:
        self.name = name
        self.coerced = coerced
        self.holds = holds
        self.place = (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)
        self.texts = _Cache(lambda value: _literal(value, coerced) if value.startswith('"') else reference(value, coerced))
        self.facts = _Cache(lambda value: f'"{name}": {self.texts[value]}')


class _Cache(dict[str, str]):
    """Texts made of others, each once."""

    def __init__(self, make: Callable[[str], str]) -> None:
        self._make = make

    def __missing__(self, value: str) -> str:
        made = self[value] = self._make(value)
        return made


class _Home(NamedTuple):
    """Where a node stands: under `host`, which is the value of the node's `property`, in the list `key`."""

    host: str
    property: str
    key: str


class _Writer:
    """Writes one graph. Names, predicates and literals are text, as in N-Triples."""

    def __init__(self, nodes: Nodes, prefixes: Mapping[str, str]) -> None:
        self.nodes = nodes
        self.prefixes = prefixes
        self.spaces = {namespace: prefix for prefix, namespace in prefixes.items()}
        self.words: dict[str, str] = {}
        self.ids = _Cache(lambda term: _json(self._name(term)))
        self.places = _Cache(lambda literal: _parts(literal)[0])
        self.kinds: dict[Values, list[str]] = {}
        self.type_texts: dict[tuple[Values, int], str] = {}
        self.shapes: dict[Values, list[tuple[str, _Key]]] = {}
        self.holding = (_DERIVED, self._expand("am:quotes"))
        self.order = self._expand("am:order")
        self.keys = self._keys()
        self.homes = self._homes()
        self.guests: dict[str, dict[str, list[str]]] = {}
        for node, home in self.homes.items():
            self.guests.setdefault(home.host, {}).setdefault(home.key, []).append(node)
        self.owners = self._owners()

    def document(self) -> str:
        """Return the whole document, the thread first."""
        roots = [name for name in self.nodes if name not in self.homes and name not in self.owners]
        roots.sort(key=lambda name: "Thread" not in self._types(self.nodes[name]))
        context = [(key, _value(value, 2)) for key, value in self._context().items()]
        return _object([("@context", _object(context, 1)), ("@graph", _array([self._node(name, 2) for name in roots], 1))], 0)

    def _types(self, node: Node | None) -> list[str]:
        if node is None:
            return []
        if node.types not in self.kinds:
            self.kinds[node.types] = [self._word(kind) for kind in node.types]
        return self.kinds[node.types]

    def _homes(self) -> dict[str, _Home]:
        """Return the home of every node that has one in this graph and, in a malformed graph, does not end up inside itself."""
        homes = [(kind, self._expand(property), key) for kind, property, key in _HOMES]
        fitting: dict[Values, list[tuple[str, str]]] = {}
        found: dict[str, _Home] = {}
        for name, node in self.nodes.items():
            if node.types not in fitting:
                fitting[node.types] = [(property, key) for kind, property, key in homes if kind in self._types(node)]
            for property, key in fitting[node.types]:
                if hosts := [host for host in node.facts.get(property, ()) if host in self.nodes]:
                    found[name] = _Home(hosts[0], property, key)
                    break
        ends: set[str] = set()
        for name in tuple(found):
            way = {name}
            above = found.get(name)
            while above and above.host not in way and above.host not in ends:
                way.add(above.host)
                above = found.get(above.host)
            if above and above.host in way:
                del found[name]
            else:
                ends |= way
        return found

    def _owners(self) -> dict[str, str]:
        """Return which node holds each passage: what is made in it rather than what only refers to it."""
        best: dict[str, tuple[int, str]] = {}
        ranks: dict[Values, int] = {}
        for name, node in self.nodes.items():
            passages = [passage for property in self.holding if property in node.facts for passage in node.facts[property]]
            if not passages:
                continue
            rank = ranks.get(node.types)
            if rank is None:
                places = [_OWNERS.index(kind) for kind in self._types(node) if kind in _OWNERS]
                rank = ranks[node.types] = min(places, default=len(_OWNERS))
            for passage in passages:
                if (passage not in best or rank < best[passage][0]) and "Passage" in self._types(self.nodes.get(passage)):
                    best[passage] = rank, name
        return {passage: name for passage, (_, name) in best.items()}

    def _node(self, name: str, depth: int) -> str:
        """Return a node with everything that stands inside it."""
        node, home = self.nodes[name], self.homes.get(name)
        hosted = home.property if home else ""
        made = [f'"id": {self.ids[name]}']
        if node.types:
            made.append(self._told_types(node, depth + 1))
        for property, key in self._shape(node):
            values = node.facts[property]
            if property == hosted and home:
                values = tuple([value for value in values if value != home.host])
                if not values:
                    continue
            if len(values) == 1 and not key.holds:
                made.append(key.facts[values[0]])
            else:
                inside = depth + 1 + (len(values) > 1)
                listed = [self._value(value, key, name, inside) for value in values]
                made.append(f'"{key.name}": {_single(listed, depth + 1)}')
        guests = self.guests.get(name)
        if guests:
            for key_name in [key_name for key_name in _LISTS if key_name in guests]:
                listed = [self._node(guest, depth + 2) for guest in self._placed(guests[key_name])]
                made.append(f'"{key_name}": {_array(listed, depth + 1)}')
        return _bracketed("{", made, "}", depth)

    def _told_types(self, node: Node, depth: int) -> str:
        """Return the types of a node; nodes of a kind have the same."""
        found = self.type_texts.get((node.types, depth))
        if found is None:
            words = [_json(word) for word in self._types(node)]
            found = self.type_texts[node.types, depth] = f'"type": {_single(words, depth)}'
        return found

    def _shape(self, node: Node) -> list[tuple[str, _Key]]:
        """Return the properties of a node as they are to stand in it; nodes of a kind have the same."""
        shape = tuple(node.facts)
        found = self.shapes.get(shape)
        if found is None:
            found = self.shapes[shape] = [(property, self.keys[property]) for property in shape]
            found.sort(key=lambda pair: pair[1].place)
        return found

    def _placed(self, names: list[str]) -> list[str]:
        return sorted(names, key=self._place) if len(names) > 1 else names

    def _place(self, name: str) -> tuple[int, str]:
        """Return a sort key: text order where there is one, else by name."""
        order = self.nodes[name].facts.get(self.order)
        return (int(self.places[order[0]]) if order else 0, name)

    def _value(self, value: str, key: _Key, name: str, depth: int) -> str:
        return self._node(value, depth) if key.holds and self.owners.get(value) == name else key.texts[value]

    def _reference(self, value: str, coerced: str | None) -> str:
        if coerced == "@vocab" and value.startswith("<"):
            return _json(self._word(value))
        return self.ids[value] if coerced == "@id" else _json({"id": self._name(value)})

    def _keys(self) -> dict[str, _Key]:
        """Return how each property is written. A term of argmap's own goes by its bare name, one of others if that is free."""
        tuples: defaultdict[str, set[Values]] = defaultdict(set)
        for node in self.nodes.values():
            for property, values in node.facts.items():
                tuples[property].add(values)
        objects = {property: set(chain.from_iterable(found)) for property, found in tuples.items()}
        terms = {*(f"<{property}>" for property in objects), *chain.from_iterable({node.types for node in self.nodes.values()})}
        own = f"<{self.prefixes['am']}"
        taken = {term.removeprefix(own)[:-1] for term in terms.union(*objects.values()) if term.startswith(own)}
        taken |= {"id", "type", *_LISTS}
        found: dict[str, _Key] = {}
        for property in sorted(objects):
            name = self._word(f"<{property}>")
            bare = name.partition(":")[2]
            if bare.isidentifier() and bare not in taken:
                name = bare
                taken.add(bare)
            found[property] = _Key(name, self._coercion(objects[property]), property in self.holding, self._reference)
        return found

    def _coercion(self, values: Iterable[str]) -> str | None:
        ends = {value.rpartition('"')[2] if value.startswith('"') else "<" for value in values}
        kinds = {"@id" if end == "<" else _kind(end) for end in ends}
        if kinds == {"@id"}:
            return "@vocab" if all(value.startswith(f"<{self.prefixes['am']}") for value in values) else "@id"
        kind = kinds.pop() if len(kinds) == 1 else None
        return kind if kind and kind.removeprefix(_XSD) not in {"string", "integer", "boolean"} else None

    def _context(self) -> dict[str, object]:
        """Return the context: what the names and the plain strings of this document mean."""
        context: dict[str, object] = {"@version": 1.1, "@vocab": self.prefixes["am"], **self.prefixes}
        context |= {"id": "@id", "type": "@type"}
        used = {(home.key, home.property) for home in self.homes.values()}
        for name, property in sorted(used):
            context[name] = {"@reverse": self._compact(property)}
        for property, key in sorted(self.keys.items(), key=lambda item: item[1].name):
            if key.coerced:
                context[key.name] = {"@id": self._compact(property), "@type": self._compact(key.coerced)}
            elif ":" not in key.name and property != self.prefixes["am"] + key.name:
                context[key.name] = self._compact(property)
        return context

    def _expand(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        return self.prefixes[prefix] + local

    def _compact(self, iri: str) -> str:
        """Return an IRI with the longest prefix that fits, or as it is."""
        end = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self.spaces.get(iri[:end])
        if prefix and end < len(iri):
            return f"{prefix}:{iri[end:]}"
        fitting = [(namespace, prefix) for namespace, prefix in self.spaces.items() if iri.startswith(namespace)]
        if not fitting:
            return iri
        namespace, prefix = max(fitting, key=lambda pair: len(pair[0]))
        local = iri[len(namespace) :]
        return iri if not local or local.startswith("//") else f"{prefix}:{local}"

    def _word(self, term: str) -> str:
        """Return a name where terms are expected: argmap's own by their bare names."""
        if term not in self.words:
            own = term[1:-1].removeprefix(self.prefixes["am"])
            self.words[term] = own if own != term[1:-1] and own.isidentifier() else self._name(term)
        return self.words[term]

    def _name(self, term: str) -> str:
        return self._compact(term[1:-1]) if term.startswith("<") else term


def _parts(literal: str) -> tuple[str, str, str | None]:
    r"""Return the value, datatype and language of a literal of N-Triples.

    >>> _parts('"count \\"it\\"\\u21d2"@en')[::2], _parts('"4"^^<http://www.w3.org/2001/XMLSchema#integer>')[:2]
    (('count "it"⇒', 'en'), ('4', 'http://www.w3.org/2001/XMLSchema#integer'))
    """
    quoted, _, kind = literal.rpartition('"')
    value = _ESCAPE.sub(_unescaped, quoted[1:]) if "\\" in quoted else quoted[1:]
    return value, _kind(kind), kind[1:] if kind.startswith("@") else None


def _kind(end: str) -> str:
    """Return the datatype that stands behind the quotes of a literal."""
    return _TEXT_IN if end.startswith("@") else end.removeprefix("^^<").removesuffix(">") or f"{_XSD}string"


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _ESCAPED.get(match[3], match[3])


def _literal(literal: str, coerced: str | None) -> str:
    """Return a literal as JSON: as a bare value wherever that means the same."""
    value, kind, language = _parts(literal)
    if language:
        return _json({"@value": value, "@language": language})
    if kind == f"{_XSD}string":
        return _json(value if coerced is None else {"@value": value})
    if kind == coerced:
        return _json(value)
    if coerced is None and kind == f"{_XSD}boolean" and value in {"true", "false"}:
        return value
    # A JSON number beyond 15 digits may come back as another one (RFC 8259, section 6).
    if coerced is None and kind == f"{_XSD}integer" and len(value) < 16 and str(int(value)) == value:
        return value
    return _json({"@value": value, "@type": kind})


def _value(value: object, depth: int) -> str:
    """Return a string, a number or a flat object as JSON."""
    return _object([(key, _json(item)) for key, item in value.items()], depth) if isinstance(value, dict) else _json(value)


def _single(values: Sequence[str], depth: int) -> str:
    return values[0] if len(values) == 1 else _array(values, depth)


def _array(items: Sequence[str], depth: int) -> str:
    return _bracketed("[", items, "]", depth)


def _object(pairs: Iterable[tuple[str, str]], depth: int) -> str:
    return _bracketed("{", [f'"{key}": {value}' if key.isalnum() else f"{_json(key)}: {value}" for key, value in pairs], "}", depth)


def _bracketed(start: str, items: Sequence[str], end: str, depth: int) -> str:
    """Return an array or object, on one line if that is short enough; what has line ends of its own never is."""
    if sum(map(len, items)) + 2 * max(len(items), 1) + depth <= _WIDTH:
        return f"{start}{', '.join(items)}{end}"
    inside = "\n" + " " * (depth + 1)
    return f"{start}{inside}{f',{inside}'.join(items)}\n{' ' * depth}{end}"
