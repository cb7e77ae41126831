"""What HermiT is handed, and what it hands back, as N-Triples in plain ASCII.

- Every name goes as `http://argmap.invalid/17` and every string as `s17`, the same for the same: nothing in a map's text can
  trouble owlready2 or Java. (Axioms about the *spelling* of strings would need the strings; argmap's ontology has none.)
- Individuals get a functional property `name` with a value of their own each: so two names are two things, for HermiT too, at a
  cost that is linear, where owl:AllDifferent would be quadratic.
- Annotations stay here. So do SWRL rules and enumerations of individuals, whose consequences the rules have already drawn: HermiT
  drops some rules without a word, and with one enumeration it takes ten times as long (10 s for a debate of 150 claims, not 1.4).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING

from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from argmap.reason._swrl import SWRL
from argmap.reason._terms import as_rdflib
from argmap.reason._values import value

if TYPE_CHECKING:
    from argmap.reason.rules import Triple

__all__ = ["Exchange"]

_BASE = "http://argmap.invalid/"
_NAME = f"<{_BASE}name>"

_LANGUAGE = tuple(str(space) for space in (OWL, RDF, RDFS, SWRL, XSD))

# Of OWL's and RDF Schema's own properties, those that say nothing about the world.
_ANNOTATIONS = {
    *(RDFS.label, RDFS.comment, RDFS.seeAlso, RDFS.isDefinedBy),
    *(
        OWL.versionInfo,
        OWL.versionIRI,
        OWL.imports,
        OWL.priorVersion,
        OWL.deprecated,
        OWL.backwardCompatibleWith,
        OWL.incompatibleWith,
    ),
}


class Exchange:
    """Translates one ontology and data about individuals for HermiT, and its answer back."""

    def __init__(self, ontology: Graph) -> None:
        self._ontology = ontology
        self._codes: dict[Node, str] = {}
        self._terms: dict[str, Node] = {}
        kinds = (OWL.ObjectProperty, OWL.DatatypeProperty)
        self._properties = {property for kind in kinds for property in ontology.subjects(RDF.type, kind)}
        self._classes = {each for each in ontology.subjects(RDF.type, OWL.Class) if isinstance(each, URIRef)}

    def given(self, data: Iterable[Triple]) -> bytes:
        """Return ontology and data as HermiT is to get them; what OWL 2 DL has no place for is left out."""
        lines = [f"<{_BASE}> {RDF.type.n3()} {OWL.Ontology.n3()} ."]
        lines += [f"{_NAME} {RDF.type.n3()} {kind.n3()} ." for kind in (OWL.DatatypeProperty, OWL.FunctionalProperty)]
        lines += sorted(filter(None, map(self._line, self._axioms())))
        individuals: dict[Node, None] = {}
        for triple in data:
            is_type = triple[1] == RDF.type and triple[2] in self._classes
            if (is_type or triple[1] in self._properties) and (line := self._line(triple)):
                lines.append(line)
                individuals[triple[0]] = None
                if not is_type and not isinstance(triple[2], Literal):
                    individuals[triple[2]] = None
        for number, individual in enumerate(individuals):
            code = self._code(individual)
            lines.append(f"{code} {RDF.type.n3()} {OWL.NamedIndividual.n3()} .")
            lines.append(f'{code} {_NAME} "{number}"^^{XSD.integer.n3()} .')
        return "\n".join(lines).encode("ascii")

    def _axioms(self) -> Iterator[Triple]:
        left_out = self._left_out()
        for subject, predicate, object in self._ontology:
            logical = str(predicate).startswith(_LANGUAGE) and predicate not in _ANNOTATIONS
            if (
                logical
                and object not in (OWL.AnnotationProperty, OWL.Ontology)
                and subject not in left_out
                and object not in left_out
            ):
                yield subject, predicate, object

    def _left_out(self) -> set[Node]:
        """Return SWRL's variables, rules and enumerations of individuals, with the blank nodes they consist of."""
        graph = self._ontology
        waiting: list[Node] = [each for kind in (SWRL.Variable, SWRL.Imp) for each in graph.subjects(RDF.type, kind)]
        for node, members in graph.subject_objects(OWL.oneOf):
            alone = {RDFS.subClassOf, OWL.equivalentClass, RDFS.domain, RDFS.range}.issuperset(graph.predicates(None, node))
            if isinstance(node, BNode) and alone and not isinstance(graph.value(members, RDF.first), Literal):
                waiting.append(node)
        found: set[Node] = set()
        while waiting:
            node = waiting.pop()
            found.add(node)
            waiting += [each for each in graph.objects(node) if isinstance(each, BNode) and each not in found]
        return found

    def _line(self, triple: Triple) -> str:
        codes = [self._code(term) for term in triple]
        return f"{' '.join(codes)} ." if all(codes) else ""

    def _code(self, term: Node) -> str:
        """Return a term as HermiT knows it; an empty string for a literal that it cannot know."""
        term = as_rdflib(term)
        code = self._codes.get(term)
        if code is None:
            if isinstance(term, Literal):
                code = self._literal(term)
            elif isinstance(term, URIRef) and str(term).startswith(_LANGUAGE):
                code = term.n3()
            elif isinstance(term, BNode) and (term, None, None) in self._ontology:
                code = f"_:b{len(self._codes)}"
            else:
                code = f"<{_BASE}{len(self._codes)}>"
            self._codes[term] = code
            self._terms[code] = term
        return code

    def _literal(self, literal: Literal) -> str:
        kind, found = value(literal)
        if kind == "string":
            return f'"s{len(self._codes)}"'
        if kind.startswith("@"):
            return f'"s{len(self._codes)}"{kind}'
        if kind == "boolean":
            spelled = str(found).lower()
        # owlready2 keeps integers in 64 bits; HermiT knows no dates. The rules judge what is left out here.
        elif kind == "number" and isfinite(found) and -(2**63) <= found < 2**63:
            spelled = f"{found:f}" if isinstance(found, Decimal) else repr(found)
        else:
            return ""
        return f'"{spelled}"^^<{literal.datatype}>'

    def read(self, inferred: bytes) -> list[Triple]:
        """Return the triples that HermiT inferred, in our own terms."""
        found = re.findall(r"^(<[^>]*>) (<[^>]*>) (<[^>]*>) \.$", inferred.decode("utf-8"), re.MULTILINE)
        return [(self._term(s), self._term(p), self._term(o)) for s, p, o in found]

    def memberships(self, triples: Iterable[Triple]) -> set[tuple[Node, Node]]:
        """Return who is in which class by the triples and the ontology's and their own subclass axioms among names."""
        above: defaultdict[Node, set[Node]] = defaultdict(set)
        members: set[tuple[Node, Node]] = set()
        for subject, predicate, object in (*self._ontology, *triples):
            if predicate in (RDFS.subClassOf, OWL.equivalentClass) and object in self._classes:
                above[subject].add(object)
                if predicate == OWL.equivalentClass:
                    above[object].add(subject)
            elif predicate == RDF.type and object in self._classes:
                members.add((subject, object))
        waiting = list(members)
        while waiting:
            individual, kind = waiting.pop()
            new = {(individual, more) for more in above[kind] & self._classes} - members
            members |= new
            waiting += new
        return members

    def _term(self, code: str) -> Node:
        return self._terms.get(code) or URIRef(code[1:-1])
