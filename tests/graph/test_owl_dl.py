"""The ontology is OWL 2 DL by the rules of the standard: https://www.w3.org/TR/owl2-syntax/#Global_Restrictions_on_Axioms_in_OWL_2_DL."""

from __future__ import annotations

from graphlib import TopologicalSorter

import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, XSD, Namespace
from rdflib.term import Node

from argmap.graph import ontology

SWRL = Namespace("http://www.w3.org/2003/11/swrl#")
RESERVED = (str(OWL), str(RDF), str(RDFS), str(XSD), str(SWRL))
KINDS = (
    OWL.Class,
    OWL.ObjectProperty,
    OWL.DatatypeProperty,
    OWL.AnnotationProperty,
    OWL.NamedIndividual,
    RDFS.Datatype,
    SWRL.Variable,
    SWRL.Imp,
)
DATATYPES = {XSD.string, XSD.boolean, XSD.decimal, XSD.integer, XSD.nonNegativeInteger, RDFS.Literal}
CLASS_VALUED = (RDFS.subClassOf, OWL.equivalentClass, OWL.disjointWith, OWL.someValuesFrom, OWL.allValuesFrom, SWRL.classPredicate)


@pytest.fixture(scope="module")
def graph() -> Graph:
    return ontology()


def reserved(term: Node) -> bool:
    return str(term).startswith(RESERVED)


def members(graph: Graph, head: Node | None) -> list[Node]:
    return list(Collection(graph, head)) if head is not None else []


def kinds(graph: Graph, term: Node) -> set[Node]:
    return {kind for kind in graph.objects(term, RDF.type) if kind in KINDS}


def test_nothing_is_imported(graph: Graph) -> None:
    assert not list(graph.triples((None, OWL.imports, None)))
    assert len(list(graph.subjects(RDF.type, OWL.Ontology))) == 1


def test_every_term_is_declared_as_one_kind_of_thing(graph: Graph) -> None:
    for term in {s for s in graph.subjects() if isinstance(s, URIRef)} - {graph.value(None, RDF.type, OWL.Ontology)}:
        assert len(kinds(graph, term)) == 1, f"{term} is {kinds(graph, term) or 'undeclared'}"


def test_every_term_in_an_axiom_is_declared_as_what_it_is_used_for(graph: Graph) -> None:
    for subject, predicate, object in graph:
        if not reserved(predicate):
            assert kinds(graph, predicate), f"{predicate} is undeclared"
        if predicate in CLASS_VALUED and isinstance(object, URIRef) and not reserved(object):
            assert kinds(graph, object) == {OWL.Class}, f"{object} is used as a class"
        if predicate in (OWL.onProperty, OWL.inverseOf, RDFS.subPropertyOf, SWRL.propertyPredicate):
            assert kinds(graph, object) & {OWL.ObjectProperty, OWL.DatatypeProperty}, f"{object} is used as a property"
        if predicate in (OWL.members, OWL.intersectionOf, OWL.unionOf):
            for member in members(graph, object):
                assert isinstance(member, BNode) or kinds(graph, member) == {OWL.Class}, f"{member} is used as a class"
        if predicate in (RDFS.domain, RDFS.range) and isinstance(object, URIRef):
            data = OWL.DatatypeProperty in kinds(graph, subject) and predicate == RDFS.range
            assert object in DATATYPES if data else OWL.Class in kinds(graph, object), f"{subject} {predicate} {object}"


def test_every_term_of_others_is_used(graph: Graph) -> None:
    import argmap.graph._sheet as written

    used = {str(term.value) for term in vars(written).values() if isinstance(term, written.NamedNode)}
    for term in {s for s in graph.subjects(RDF.type, None) if isinstance(s, URIRef) and "argmap" not in s and "swrl" not in s}:
        mentioned = (None, None, term) in graph or (None, term, None) in graph
        assert mentioned or str(term) in used, f"{term} is declared for nothing"


def test_data_and_object_properties_keep_apart(graph: Graph) -> None:
    for child, parent in graph.subject_objects(RDFS.subPropertyOf):
        assert kinds(graph, child) == kinds(graph, parent), f"{child} below {parent}"
    for property in graph.subjects(RDF.type, OWL.DatatypeProperty):
        assert not list(graph.objects(property, OWL.propertyChainAxiom)) + list(graph.objects(property, OWL.inverseOf))
        assert set(graph.objects(property, RDF.type)) <= {OWL.DatatypeProperty, OWL.FunctionalProperty}
    for restriction, property in graph.subject_objects(OWL.onProperty):
        filler = graph.value(restriction, OWL.someValuesFrom) or graph.value(restriction, OWL.allValuesFrom)
        value = graph.value(restriction, OWL.hasValue)
        data = OWL.DatatypeProperty in kinds(graph, property)
        assert (
            filler in DATATYPES or isinstance(value, Literal)
            if data
            else filler not in DATATYPES and not isinstance(value, Literal)
        )


def test_literals_are_of_datatypes_that_owl_knows(graph: Graph) -> None:
    assert {literal.datatype for literal in graph.objects() if isinstance(literal, Literal)} <= DATATYPES | {None}
    assert not any(literal.ill_typed for literal in graph.objects() if isinstance(literal, Literal))


def test_blank_nodes_form_trees(graph: Graph) -> None:
    for node in {s for s in graph.subjects() if isinstance(s, BNode)}:
        parents = list(graph.subject_predicates(node))
        top = (node, RDF.type, OWL.AllDisjointClasses) in graph or (node, RDF.type, OWL.AllDifferent) in graph
        assert len(parents) == (0 if top else 1)


def chains(graph: Graph) -> list[tuple[Node, list[Node]]]:
    return [(property, members(graph, chain)) for property, chain in graph.subject_objects(OWL.propertyChainAxiom)]


def inverse_pairs(graph: Graph) -> dict[Node, Node]:
    return dict(graph.subject_objects(OWL.inverseOf)) | {b: a for a, b in graph.subject_objects(OWL.inverseOf)}


def composite(graph: Graph) -> set[Node]:
    """The properties that are not simple: made by a chain or transitivity, and what lies above them or is inverse to them."""
    found: set[Node] = {property for property, _ in chains(graph)} | set(graph.subjects(RDF.type, OWL.TransitiveProperty))
    inverse = inverse_pairs(graph)
    while True:
        more = {parent for property in found for parent in graph.objects(property, RDFS.subPropertyOf)}
        more |= {inverse[property] for property in found if property in inverse}
        if more <= found:
            return found
        found |= more


def test_chains_are_there_and_simple_properties_stay_simple(graph: Graph) -> None:
    """Only simple properties may be functional, irreflexive, asymmetric, disjoint, or counted."""
    found = composite(graph)
    assert len(found) >= 4
    limited = {
        *(s for kind in (OWL.FunctionalProperty, OWL.InverseFunctionalProperty) for s in graph.subjects(RDF.type, kind)),
        *(s for kind in (OWL.IrreflexiveProperty, OWL.AsymmetricProperty) for s in graph.subjects(RDF.type, kind)),
        *(t for s, p, o in graph.triples((None, OWL.propertyDisjointWith, None)) for t in (s, o)),
        *(
            graph.value(s, OWL.onProperty)
            for kind in (OWL.cardinality, OWL.minCardinality, OWL.maxCardinality, OWL.qualifiedCardinality, OWL.hasSelf)
            for s in graph.subjects(kind, None)
        ),
    }
    assert limited
    assert not limited & found


def test_the_property_hierarchy_is_regular(graph: Graph) -> None:
    """In some strict order, the parts of a chain come before what it makes, but for one at an end that is the property itself."""
    canon = {b: a for a, b in graph.subject_objects(OWL.inverseOf)}
    order: TopologicalSorter[Node] = TopologicalSorter()
    for child, parent in graph.subject_objects(RDFS.subPropertyOf):
        order.add(canon.get(parent, parent), canon.get(child, child))
    for property, parts in chains(graph):
        at_an_end = parts[0] == property, parts[-1] == property
        for part in parts[1:] if at_an_end == (True, False) else parts[:-1] if at_an_end == (False, True) else parts:
            order.add(canon.get(property, property), canon.get(part, part))
    assert list(order.static_order())  # raises CycleError


def test_rules_use_what_hermit_keeps(graph: Graph) -> None:
    """HermiT drops a rule without a word if a body atom is not simple, and knows no built-ins."""
    atoms = {SWRL.ClassAtom, SWRL.IndividualPropertyAtom, SWRL.DifferentIndividualsAtom}
    rules = list(graph.subjects(RDF.type, SWRL.Imp))
    assert len(rules) == 8
    for rule in rules:
        body, head = (members(graph, graph.value(rule, part)) for part in (SWRL.body, SWRL.head))
        variables = []
        for side in (body, head):
            variables.append({v for atom in side for a in (SWRL.argument1, SWRL.argument2) for v in graph.objects(atom, a)})
            for atom in side:
                assert graph.value(atom, RDF.type) in atoms
        assert all(SWRL.Variable in kinds(graph, variable) for variable in variables[0])
        assert variables[1] <= variables[0], "what the head speaks of, the body binds"
        assert len(head) == 1
        assert not {graph.value(atom, SWRL.propertyPredicate) for atom in body} & composite(graph)


def test_what_fills_a_graph_stays_in_the_fragment_that_datalog_runs(graph: Graph) -> None:
    """On the left of an implication: names, and, or, some, value. So each defined class is found by rules, completely."""

    def left(expression: Node) -> bool:
        if isinstance(expression, URIRef):
            return True
        parts = graph.value(expression, OWL.intersectionOf) or graph.value(expression, OWL.unionOf)
        if parts is not None:
            return all(left(part) for part in members(graph, parts))
        filler = graph.value(expression, OWL.someValuesFrom)
        return left(filler) if filler is not None else graph.value(expression, OWL.hasValue) is not None

    for name, definition in graph.subject_objects(OWL.equivalentClass):
        assert left(definition) or graph.value(definition, OWL.oneOf) is not None, name
    for child in graph.subjects(RDFS.subClassOf, None):
        assert isinstance(child, URIRef)
