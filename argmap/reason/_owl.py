"""OWL expressions out of an RDF graph, as plain data that print themselves in Manchester syntax.

After the mapping of W3C, OWL 2 Web Ontology Language: Mapping to RDF Graphs (2012), tables 13 to 15, and Manchester Syntax (2012).
"""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

__all__ = [
    "And",
    "Cardinality",
    "DataRange",
    "Expression",
    "Named",
    "Not",
    "OneOf",
    "Only",
    "Or",
    "Property",
    "Reader",
    "Self",
    "Some",
    "Unknown",
    "Value",
]


@dataclass(frozen=True, slots=True)
class Property:
    """A property, or the inverse of one."""

    iri: URIRef
    inverse: bool
    words: str

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True)
class Named:
    """A class that has a name."""

    iri: URIRef
    words: str

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True)
class DataRange:
    """A datatype, with bounds (facet, literal) on its values."""

    iri: URIRef
    facets: tuple[tuple[str, Literal], ...]
    words: str

    def __str__(self) -> str:
        bounds = ", ".join(f"{facet} {literal}" for facet, literal in self.facets)
        return f"{self.words}[{bounds}]" if bounds else self.words


@dataclass(frozen=True, slots=True)
class And:
    """All of the parts."""

    parts: tuple[Expression, ...]

    def __str__(self) -> str:
        return " and ".join(map(_wrapped, self.parts))


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of the parts."""

    parts: tuple[Expression, ...]

    def __str__(self) -> str:
        return " or ".join(map(_wrapped, self.parts))


@dataclass(frozen=True, slots=True)
class Not:
    """Whatever is not in the part."""

    part: Expression

    def __str__(self) -> str:
        return f"not {_wrapped(self.part)}"


@dataclass(frozen=True, slots=True)
class OneOf:
    """Just these individuals or literals."""

    members: tuple[Node, ...]
    words: str

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True)
class Some:
    """Whatever has at least one value of the property in the filler."""

    property: Property
    filler: Expression

    def __str__(self) -> str:
        return f"{self.property} some {_wrapped(self.filler)}"


@dataclass(frozen=True, slots=True)
class Only:
    """Whatever has all its values of the property in the filler."""

    property: Property
    filler: Expression

    def __str__(self) -> str:
        return f"{self.property} only {_wrapped(self.filler)}"


@dataclass(frozen=True, slots=True)
class Value:
    """Whatever has this individual or literal as a value of the property."""

    property: Property
    value: Node
    words: str

    def __str__(self) -> str:
        return f"{self.property} value {self.words}"


@dataclass(frozen=True, slots=True)
class Self:
    """Whatever has itself as a value of the property."""

    property: Property

    def __str__(self) -> str:
        return f"{self.property} Self"


@dataclass(frozen=True, slots=True)
class Cardinality:
    """Whatever has at least (`min`), at most (`max`) or just (`exactly`) so many values of the property in the filler."""

    kind: str
    number: int
    property: Property
    filler: Expression | None

    def __str__(self) -> str:
        filler = "" if self.filler is None else f" {_wrapped(self.filler)}"
        return f"{self.property} {self.kind} {self.number}{filler}"


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something that is no OWL 2 expression, or one that argmap does not read."""

    words: str

    def __str__(self) -> str:
        return self.words


Expression = Named | DataRange | And | Or | Not | OneOf | Some | Only | Value | Self | Cardinality | Unknown

_FACETS: dict[Node, str] = {XSD.minInclusive: ">=", XSD.minExclusive: ">", XSD.maxInclusive: "<=", XSD.maxExclusive: "<"}
_CARDINALITIES = {
    OWL.minCardinality: "min",
    OWL.maxCardinality: "max",
    OWL.cardinality: "exactly",
    OWL.minQualifiedCardinality: "min",
    OWL.maxQualifiedCardinality: "max",
    OWL.qualifiedCardinality: "exactly",
}

_UNKNOWN = Unknown("what is no OWL 2 expression")


def _wrapped(part: Expression) -> str:
    single = isinstance(part, Named | DataRange | OneOf) or (isinstance(part, And | Or) and len(part.parts) == 1)
    return str(part) if single else f"({part})"


class Reader:
    """Reads expressions of one ontology. `curie` shortens IRIs with the ontology's own prefixes."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        # The longest namespace wins; of two prefixes for one namespace the first by name.
        self._prefixes = sorted(
            ((str(space), prefix) for prefix, space in graph.namespaces()), key=lambda pair: (-len(pair[0]), pair[1])
        )

    def curie(self, iri: str) -> str:
        """Return the IRI with a prefix, or in angle brackets where there is none."""
        for space, prefix in self._prefixes:
            if iri.startswith(space) and len(iri) > len(space):
                return f"{prefix}:{iri[len(space) :]}"
        return f"<{iri}>"

    def words(self, term: Node) -> str:
        """Return a term as Manchester syntax writes it."""
        if isinstance(term, URIRef):
            return self.curie(term)
        if isinstance(term, Literal) and term.datatype in (XSD.integer, XSD.decimal, XSD.boolean):
            return str(term)
        if isinstance(term, Literal) and term.datatype and term.datatype != XSD.string:
            return f'"{term}"^^{self.curie(term.datatype)}'
        return term.n3() if isinstance(term, Literal) else f"_:{term}"

    def label(self, iri: Node) -> str:
        """Return the term's English label, or the end of its name."""
        labels = [label for label in self.graph.objects(iri, RDFS.label) if isinstance(label, Literal)]
        english = [str(label) for label in labels if label.language in (None, "en")]
        return min(english or map(str, labels), default=str(iri).rstrip("#/").rpartition("#")[2].rpartition("/")[2])

    def a(self, iri: Node) -> str:
        """Return the label with an article."""
        label = self.label(iri)
        return f"{'an' if label[:1].lower() in 'aeiou' else 'a'} {label}"

    def items(self, head: Node | None) -> tuple[Node, ...]:
        """Return the members of an RDF list."""
        return tuple(self.graph.items(head)) if head is not None else ()

    def property(self, node: Node) -> Property | None:
        """Return the property expression that `node` is."""
        if isinstance(node, URIRef):
            return Property(node, False, self.curie(node))
        inverse = self.graph.value(node, OWL.inverseOf)
        return Property(inverse, True, f"inverse {self.curie(inverse)}") if isinstance(inverse, URIRef) else None

    def is_datatype(self, node: Node | None) -> bool:
        """Say whether `node` names or describes a set of literals."""
        return node == RDFS.Literal or str(node).startswith(str(XSD)) or (node, RDF.type, RDFS.Datatype) in self.graph

    def expression(self, node: Node) -> Expression:
        """Return the class or data range that `node` names or describes."""
        if isinstance(node, URIRef):
            return DataRange(node, (), self.curie(node)) if self.is_datatype(node) else Named(node, self.curie(node))
        if not isinstance(node, BNode):
            return _UNKNOWN
        graph = self.graph
        if (parts := graph.value(node, OWL.intersectionOf)) is not None:
            return And(tuple(map(self.expression, self.items(parts))))
        if (parts := graph.value(node, OWL.unionOf)) is not None:
            return Or(tuple(map(self.expression, self.items(parts))))
        if (part := graph.value(node, OWL.complementOf)) is not None:
            return Not(self.expression(part))
        if (members := graph.value(node, OWL.oneOf)) is not None:
            found = self.items(members)
            return OneOf(found, "{" + ", ".join(map(self.words, found)) + "}")
        if isinstance(datatype := graph.value(node, OWL.onDatatype), URIRef):
            return self._restricted_datatype(node, datatype)
        on = graph.value(node, OWL.onProperty)
        property = None if on is None else self.property(on)
        return _UNKNOWN if property is None else self._restriction(node, property)

    def _restricted_datatype(self, node: Node, datatype: URIRef) -> Expression:
        pairs = [
            pair
            for facet in self.items(self.graph.value(node, OWL.withRestrictions))
            for pair in self.graph.predicate_objects(facet)
        ]
        facets = [(_FACETS[facet], bound) for facet, bound in pairs if facet in _FACETS and isinstance(bound, Literal)]
        if len(facets) != len(pairs):
            return Unknown(f"{self.curie(datatype)}[{', '.join(sorted(f'{self.words(facet)} {bound}' for facet, bound in pairs))}]")
        return DataRange(datatype, tuple(sorted(facets)), self.curie(datatype))

    def _restriction(self, node: Node, property: Property) -> Expression:
        graph = self.graph
        if (filler := graph.value(node, OWL.someValuesFrom)) is not None:
            return Some(property, self.expression(filler))
        if (filler := graph.value(node, OWL.allValuesFrom)) is not None:
            return Only(property, self.expression(filler))
        if (value := graph.value(node, OWL.hasValue)) is not None:
            return Value(property, value, self.words(value))
        if (node, OWL.hasSelf, Literal(True)) in graph:
            return Self(property)
        for predicate, kind in _CARDINALITIES.items():
            if isinstance(number := graph.value(node, predicate), Literal) and isinstance(number.value, int):
                filler = graph.value(node, OWL.onClass) or graph.value(node, OWL.onDataRange)
                return Cardinality(kind, number.value, property, None if filler is None else self.expression(filler))
        return _UNKNOWN
