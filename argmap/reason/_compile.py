"""OWL 2 axioms and SWRL rules to Datalog rules and clashes.

What is compiled is about OWL 2 RL (W3C, OWL 2 Profiles, 2012, section 4.3) with every name a thing of its own, so that functional
properties and upper cardinalities become clashes and nothing is ever merged. An axiom that needs more is kept, in words, in
`Program.beyond`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations, count

from rdflib import OWL, RDF, RDFS, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from argmap.reason._collect import Collector
from argmap.reason._match import Draft, join, matches, property_atom
from argmap.reason._owl import (
    And,
    Cardinality,
    DataRange,
    Expression,
    Named,
    Not,
    OneOf,
    Only,
    Or,
    Property,
    Reader,
    Self,
    Value,
)
from argmap.reason._swrl import SWRL, SWRLB, read_rules
from argmap.reason._values import known_datatype
from argmap.reason.rules import Atom, Condition, Constant, Op, Program, Term, Variable

__all__ = ["compile_graph"]

_X, _Y, _Z = Variable("x"), Variable("y"), Variable("z")

_OPPOSITE = {Op.GREATER_EQUAL: Op.LESS, Op.GREATER: Op.LESS_EQUAL, Op.LESS_EQUAL: Op.GREATER, Op.LESS: Op.GREATER_EQUAL}

_NEGATED = (OWL.sourceIndividual, OWL.assertionProperty, OWL.targetIndividual, OWL.targetValue)

_BUILT_IN = tuple(str(space) for space in (OWL, RDF, RDFS, SWRL, SWRLB))


@dataclass(frozen=True, slots=True)
class _Left:
    """The left side of an axiom: whatever matches `draft` has `term` in the class that the axiom names on its right.

    `words` are the axiom up to there, `shown` is what a message calls the term, `fresh` numbers further variables.
    """

    group: str
    words: str
    draft: Draft
    term: Term
    shown: str
    fresh: Iterator[int] = field(default_factory=lambda: count(1))


def compile_graph(graph: Graph) -> Program:
    """Return the program of an ontology (see `argmap.reason.rules.compile_ontology`)."""
    compiler = _Compiler(graph)
    compiler.properties()
    compiler.characteristics()
    compiler.classes()
    compiler.individuals()
    compiler.swrl()
    return compiler.program()


class _Compiler:
    """Goes through the axioms, kind by kind, and collects what they come to."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.reader = Reader(graph)
        self.found = Collector()

    def program(self) -> Program:
        """Return what was collected, in an order that does not depend on the graph's."""
        return Program(
            self.found.rules(),
            self.found.clashes(),
            tuple(sorted(self._facts(), key=lambda triple: [term.n3() for term in triple])),
            tuple(sorted(self.found.beyond)),
        )

    def _facts(self) -> Iterator[tuple[Node, Node, Node]]:
        """Yield what the ontology states of named individuals."""
        kinds = (OWL.ObjectProperty, OWL.DatatypeProperty)
        properties = {OWL.sameAs, OWL.differentFrom, *(p for kind in kinds for p in self.graph.subjects(RDF.type, kind))}
        for subject, predicate, object in self.graph:
            is_type = predicate == RDF.type and isinstance(object, URIRef) and not str(object).startswith(_BUILT_IN)
            if isinstance(subject, URIRef) and (is_type or predicate in properties):
                yield subject, predicate, object

    # Axioms about properties

    def properties(self) -> None:
        """Compile hierarchy, inverses, chains, domains and ranges. Of annotation properties these mean nothing in OWL 2 DL."""
        equivalent = list(self._pairs(OWL.equivalentProperty))
        for sub, super in (*self._pairs(RDFS.subPropertyOf), *equivalent, *((two, one) for one, two in equivalent)):
            name = f"{sub} SubPropertyOf {super}"
            self.found.rule("SubPropertyOf", name, property_atom(super, _X, _Y), (property_atom(sub, _X, _Y),))
        inverse = list(self._pairs(OWL.inverseOf))
        for one, two in (*inverse, *((two, one) for one, two in inverse)):
            self.found.rule("InverseOf", f"{one} InverseOf {two}", property_atom(one, _X, _Y), (property_atom(two, _Y, _X),))
        for node, chain in self.graph.subject_objects(OWL.propertyChainAxiom):
            for super in self._meant([node]):
                self._chain(super, [self.reader.property(link) for link in self.reader.items(chain)])
        for predicate, group, term in ((RDFS.domain, "Domain", _X), (RDFS.range, "Range", _Y)):
            for node, target in self.graph.subject_objects(predicate):
                for p in self._meant([node]):
                    shown = "{x}" if term is _X else f"{{y}}, which {{x}} has as {self._name(p)},"
                    left = _Left(group, f"{p} {group}", (property_atom(p, _X, _Y),), term, shown)
                    self._conclude(left, self.reader.expression(target))
        for nodes in self._exclusive(OWL.propertyDisjointWith, OWL.AllDisjointProperties):
            if len(pair := self._meant(nodes)) == 2:
                message = f"{{x}} has {{y}} both as {self._name(pair[0])} and as {self._name(pair[1])}, and nothing has both"
                self.found.clash(f"{pair[0]} DisjointWith {pair[1]}", message, tuple(property_atom(p, _X, _Y) for p in pair))

    def _chain(self, super: Property, links: list[Property | None]) -> None:
        name = f"{' o '.join(str(link or '?') for link in links)} SubPropertyOf {super}"
        terms = [_X, *(Variable(f"_{number}") for number in range(1, len(links))), _Y]
        body = tuple(property_atom(link, terms[number], terms[number + 1]) for number, link in enumerate(links) if link)
        if body and len(body) == len(links):
            self.found.rule("Chain", name, property_atom(super, _X, _Y), body)
        else:
            self.found.beyond.add(name)

    def characteristics(self) -> None:
        """Compile what properties are declared to be: transitive, functional and so on."""
        for p in self._meant(self.graph.subjects(RDF.type, OWL.SymmetricProperty)):
            self.found.rule("Symmetric", f"{p} Symmetric", property_atom(p, _X, _Y), (property_atom(p, _Y, _X),))
        for p in self._meant(self.graph.subjects(RDF.type, OWL.TransitiveProperty)):
            self.found.rule(
                "Transitive", f"{p} Transitive", property_atom(p, _X, _Z), (property_atom(p, _X, _Y), property_atom(p, _Y, _Z))
            )
        for p in self._meant(self.graph.subjects(RDF.type, OWL.FunctionalProperty)):
            message = f"{{x}} has two values of {self._name(p)}, which takes one: {{y}} and {{z}}"
            body: Draft = (property_atom(p, _X, _Y), property_atom(p, _X, _Z), self._differ(p, _Y, _Z))
            self.found.clash(f"{p} Functional", message, body)
        for p in self._meant(self.graph.subjects(RDF.type, OWL.InverseFunctionalProperty)):
            message = f"{{x}} and {{z}} share a value of {self._name(p)}, which is one thing's alone: {{y}}"
            self.found.clash(
                f"{p} InverseFunctional",
                message,
                (property_atom(p, _X, _Y), property_atom(p, _Z, _Y), Condition(Op.NOT_SAME, _X, _Z)),
            )
        for p in self._meant(self.graph.subjects(RDF.type, OWL.IrreflexiveProperty)):
            self.found.clash(f"{p} Irreflexive", f"{{x}} has itself as {self._name(p)}", (property_atom(p, _X, _X),))
        for p in self._meant(self.graph.subjects(RDF.type, OWL.AsymmetricProperty)):
            message = f"{{x}} and {{y}} have each other as {self._name(p)}"
            self.found.clash(f"{p} Asymmetric", message, (property_atom(p, _X, _Y), property_atom(p, _Y, _X)))
        self.found.beyond.update(f"{p} Reflexive" for p in self._meant(self.graph.subjects(RDF.type, OWL.ReflexiveProperty)))
        self.found.beyond.update(f"{self.reader.expression(node)} HasKey" for node in self.graph.subjects(OWL.hasKey))
        for node in self.graph.subjects(RDF.type, OWL.NegativePropertyAssertion):
            self.found.beyond.add(f"not: {' '.join(filter(None, (self._part(node, part) for part in _NEGATED)))}")

    def _part(self, node: Node, predicate: URIRef) -> str:
        found = self.graph.value(node, predicate)
        return "" if found is None else self.reader.words(found)

    def _meant(self, nodes: Iterable[Node]) -> list[Property]:
        """Return the properties that `nodes` are, but for annotation properties."""
        found = (self.reader.property(node) for node in nodes if not self._annotates(node))
        return [property for property in found if property is not None]

    def _annotates(self, node: Node) -> bool:
        kinds = set(self.graph.objects(node, RDF.type))
        return OWL.AnnotationProperty in kinds and not kinds & {OWL.ObjectProperty, OWL.DatatypeProperty}

    def _pairs(self, predicate: URIRef) -> Iterator[tuple[Property, Property]]:
        for nodes in self.graph.subject_objects(predicate):
            # A blank node with owl:inverseOf is an expression and states nothing.
            if not (predicate == OWL.inverseOf and isinstance(nodes[0], BNode)) and len(pair := self._meant(nodes)) == 2:
                yield pair[0], pair[1]

    def _differ(self, property: Property, one: Term, two: Term) -> Condition:
        """Return what says that two values of the property are not the same."""
        is_data = (property.iri, RDF.type, OWL.DatatypeProperty) in self.graph
        return Condition(Op.UNEQUAL if is_data else Op.NOT_SAME, one, two)

    # Axioms about classes and individuals

    def classes(self) -> None:
        """Compile the class hierarchy, definitions and disjointness."""
        read = self.reader.expression
        for sub, super in self.graph.subject_objects(RDFS.subClassOf):
            self._subclass(read(sub), read(super))
        for one, two in self.graph.subject_objects(OWL.equivalentClass):
            if not self.reader.is_datatype(one):
                self._subclass(read(one), read(two))
                self._subclass(read(two), read(one))
        for whole, parts in self.graph.subject_objects(OWL.disjointUnionOf):
            union = Or(tuple(map(read, self.reader.items(parts))))
            self._subclass(union, read(whole))
            self._subclass(read(whole), union)
            for left, right in combinations(union.parts, 2):
                self._disjoint(left, right)
        for one, two in self._exclusive(OWL.disjointWith, OWL.AllDisjointClasses):
            self._disjoint(read(one), read(two))

    def individuals(self) -> None:
        """Compile what it means that two names are two things."""
        same, different = (Property(iri, False, self.reader.curie(iri)) for iri in (OWL.sameAs, OWL.differentFrom))
        message = "{x} and {y} are said to be the same, but two names are two things"
        self.found.clash("SameIndividual", message, (property_atom(same, _X, _Y), Condition(Op.NOT_SAME, _X, _Y)))
        self.found.clash("DifferentIndividuals", "{x} is said to be different from itself", (property_atom(different, _X, _X),))

    def _exclusive(self, pairwise: URIRef, group: URIRef) -> Iterator[tuple[Node, Node]]:
        yield from self.graph.subject_objects(pairwise)
        for node in self.graph.subjects(RDF.type, group):
            yield from combinations(self.reader.items(self.graph.value(node, OWL.members)), 2)

    def _subclass(self, sub: Expression, super: Expression) -> None:
        fresh = count(1)
        drafts = matches(sub, _X, fresh)
        if drafts is None:
            self.found.beyond.add(f"{sub} SubClassOf {super}")
        for draft in drafts or ():
            self._conclude(_Left("SubClassOf", f"{sub} SubClassOf", draft, _X, "{x}", fresh), super)

    def _disjoint(self, one: Expression, two: Expression) -> None:
        name = f"{one} DisjointWith {two}"
        fresh = count(1)
        drafts = join(matches(one, _X, fresh), matches(two, _X, fresh))
        if drafts is None:
            self.found.beyond.add(name)
        for draft in drafts or ():
            self.found.clash(name, f"{{x}} is {self._a(one)} and {self._a(two)}, and nothing is both", draft)

    # What an axiom says of its left side

    def _conclude(self, left: _Left, expression: Expression) -> None:
        """Write down that the left side's term is in `expression`."""
        name = f"{left.words} {expression}"
        match expression:
            case And(parts):
                for part in parts:
                    self._conclude(left, part)
            case Named(OWL.Thing):
                pass
            case Named(OWL.Nothing):
                self.found.clash(name, f"{left.shown} is what nothing can be: {left.words.removesuffix(' SubClassOf')}", left.draft)
            case Named(iri):
                self.found.rule(left.group, name, Atom(left.term, RDF.type, Constant(iri)), left.draft)
            case Value(property, value):
                self.found.rule(left.group, name, property_atom(property, left.term, Constant(value)), left.draft)
            case Self(property):
                self.found.rule(left.group, name, property_atom(property, left.term, left.term), left.draft)
            case Only(property, filler):
                held = Variable(f"_{next(left.fresh)}")
                draft = (*left.draft, property_atom(property, left.term, held))
                shown = f"{self._show(held)}, which {left.shown} has as {self._name(property)},"
                self._conclude(replace(left, words=f"{left.words} {property} only", draft=draft, term=held, shown=shown), filler)
            case _:
                self._forbid(name, left, expression)

    def _forbid(self, name: str, left: _Left, expression: Expression) -> None:
        """Write down, as clashes, what the term must not be to be in `expression`; the rest is beyond Datalog."""
        message = f"{left.shown} ought to be {self._a(expression)}"
        match expression:
            case Not(part) if (drafts := matches(part, left.term, left.fresh)) is not None:
                for other in drafts:
                    self.found.clash(name, f"{left.shown} must not be {self._a(part)}", (*left.draft, *other))
            case DataRange(iri, facets) if known_datatype(iri):
                self.found.clash(name, message, (*left.draft, Condition(Op.NOT_IN, left.term, Constant(iri))))
                for op, bound in facets:
                    self.found.clash(name, message, (*left.draft, Condition(_OPPOSITE[Op(op)], left.term, Constant(bound))))
            case OneOf(members):
                ops = {member: Op.UNEQUAL if isinstance(member, Literal) else Op.NOT_SAME for member in members}
                differs = (Condition(op, left.term, Constant(member)) for member, op in ops.items())
                self.found.clash(name, message, (*left.draft, *differs))
            case Cardinality(kind, number, property, filler) if kind != "min":
                self._at_most(name, left, number, property, filler)
                if kind == "exactly" and number:
                    self.found.beyond.add(name)
            case _:
                self.found.beyond.add(name)

    def _at_most(self, name: str, left: _Left, number: int, property: Property, filler: Expression | None) -> None:
        """Write down that more than `number` values of the property in the filler clash."""
        values = [Variable(f"value{index}") for index in range(number + 1)]
        atoms: Draft = tuple(property_atom(property, left.term, value) for value in values)
        differ: Draft = tuple(self._differ(property, one, two) for one, two in combinations(values, 2))
        fillers = [] if filler is None else [matches(filler, value, left.fresh) for value in values]
        drafts = join([left.draft], [atoms], *fillers, [differ])
        if drafts is None:
            self.found.beyond.add(name)
        shown = ", ".join(map(self._show, values))
        for each in drafts or ():
            self.found.clash(name, f"{left.shown} has too many values of {self._name(property)}: {shown}", each)

    # Rules

    def swrl(self) -> None:
        """Compile the SWRL rules. One with an empty head says that its body must not match."""
        for rule in read_rules(self.reader):
            if rule.bodies is None or rule.heads is None:
                self.found.beyond.add(rule.name)
                continue
            for draft in rule.bodies:
                if not rule.heads:
                    self.found.clash(rule.name, f"The map breaks a rule: {_escaped(rule.name)}", draft)
                for head in rule.heads:
                    if isinstance(head, Atom):
                        self.found.rule("SWRL", rule.name, head, draft)
                    elif isinstance(head[0], Named):
                        self.found.rule("SWRL", rule.name, Atom(head[1], RDF.type, Constant(head[0].iri)), draft)
                    else:
                        self._conclude(_Left("SWRL", f"{rule.name}:", draft, head[1], self._show(head[1]), rule.fresh), head[0])

    # Words of messages; a brace would be a place for a term

    def _show(self, term: Term) -> str:
        return f"{{{term.name}}}" if isinstance(term, Variable) else _escaped(self.reader.words(term.value))

    def _name(self, property: Property) -> str:
        label = f"'{self.reader.label(property.iri)}'"
        return _escaped(f"{label} (backwards)" if property.inverse else label)

    def _a(self, expression: Expression) -> str:
        return _escaped(self.reader.a(expression.iri) if isinstance(expression, Named) else str(expression))


def _escaped(words: str) -> str:
    return words.replace("{", "{{").replace("}", "}}")
