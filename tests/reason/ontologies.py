"""Random small ontologies, each with data, in the fragment that rules and HermiT share; and renaming, to put many into one."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from random import Random

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.term import Node

from argmap.reason.rules import closure, compile_ontology

from .debates import Triple

__all__ = ["random_case", "renamed"]

SPACE = "https://example.org/world#"

_HEAD = """
@prefix : <https://example.org/world#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix swrl: <http://www.w3.org/2003/11/swrl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

# Properties in the order that OWL 2 DL asks for: a chain leads from lower ones to a higher one. The first three stay simple, so
# that they may be functional, irreflexive and so on. Each pN has a named inverse iN.
_SIMPLE, _PROPERTIES, _CLASSES, _THINGS = 3, 6, 6, 5

_LARGE = "[ a rdfs:Datatype ; owl:onDatatype xsd:decimal ; owl:withRestrictions ( [ xsd:minExclusive 2.5 ] ) ]"


def random_case(random: Random) -> tuple[Graph, list[Triple], Triple | None]:
    """Return an ontology, data that are consistent with it, and a statement that would make them inconsistent, if one came up."""
    ontology = Graph().parse(data=_HEAD + "\n".join(_declarations() + [_axiom(random) for _ in range(16)]), format="turtle")
    program = compile_ontology(ontology)
    assert not program.beyond
    kept: list[Triple] = []
    clashing = None
    for _ in range(random.randint(8, 20)):
        statement = _statement(random)
        if closure([*kept, statement], program).contradictions:
            clashing = statement
        else:
            kept.append(statement)
    if clashing and not closure([*kept, clashing], program).contradictions:
        clashing = None
    return ontology, kept, clashing


def renamed(triples: Iterable[Triple], space: str, number: int) -> list[Triple]:
    """Return the triples with all IRIs of a namespace in another one, so that they have nothing to do with others of their kind."""
    end = space[-1]

    def name(term: Node) -> Node:
        inside = isinstance(term, URIRef) and term.startswith(space)
        return URIRef(f"{space[:-1]}{number}{end}{term[len(space) :]}") if inside else term  # type: ignore[index]

    return [(name(s), name(p), name(o)) for s, p, o in triples]


def _declarations() -> list[str]:
    lines = [f":A{number} a owl:Class ." for number in range(_CLASSES)]
    for number in range(_PROPERTIES):
        lines.append(f":p{number} a owl:ObjectProperty . :i{number} a owl:ObjectProperty ; owl:inverseOf :p{number} .")
    return [*lines, ":d0 a owl:DatatypeProperty . :d1 a owl:DatatypeProperty .", ":X a swrl:Variable . :Y a swrl:Variable ."]


def _axiom(random: Random) -> str:
    one, two, three = (f":A{random.randrange(_CLASSES)}" for _ in range(3))
    simple, other_simple = (f":p{random.randrange(_SIMPLE)}" for _ in range(2))
    top = random.randrange(_SIMPLE, _PROPERTIES)
    low, other_low = (_either(random, random.randrange(top)) for _ in range(2))
    p = f":p{random.randrange(_PROPERTIES)}"
    some = f"[ a owl:Restriction ; owl:onProperty {_either(random, random.randrange(_PROPERTIES))} ; owl:someValuesFrom {two} ]"
    thing = f":n{random.randrange(_THINGS)}"
    return random.choice(
        [
            # Any of these may go round in circles.
            f"{one} rdfs:subClassOf {two} .",
            f"{one} owl:equivalentClass {two} .",
            f"{simple} rdfs:subPropertyOf {other_simple} .",
            f"{some} rdfs:subClassOf {one} .",
            f"{some} rdfs:subClassOf {one} .",
            f"{one} rdfs:subClassOf [ a owl:Restriction ; owl:onProperty {p} ; owl:allValuesFrom {two} ] .",
            f"{one} rdfs:subClassOf [ a owl:Restriction ; owl:onProperty {p} ; owl:hasValue {thing} ] .",
            f"[ a owl:Restriction ; owl:onProperty {p} ; owl:hasValue {thing} ] rdfs:subClassOf {one} .",
            f"[ a owl:Class ; owl:intersectionOf ( {one} {two} ) ] rdfs:subClassOf {three} .",
            f"[ a owl:Class ; owl:intersectionOf ( {one} {some} ) ] rdfs:subClassOf {three} .",
            f"[ a owl:Class ; owl:unionOf ( {one} {two} ) ] rdfs:subClassOf {three} .",
            f"[ a owl:Restriction ; owl:onProperty {simple} ; owl:hasSelf true ] rdfs:subClassOf {one} .",
            f"[ a owl:Restriction ; owl:onProperty :d0 ; owl:hasValue 3 ] rdfs:subClassOf {one} .",
            f"[ a owl:Restriction ; owl:onProperty :d1 ; owl:someValuesFrom {_LARGE} ] rdfs:subClassOf {one} .",
            f"{p} rdfs:domain {one} .",
            f"{p} rdfs:range {one} .",
            f":p{top} a owl:TransitiveProperty .",
            f":p{top} a owl:SymmetricProperty .",
            f"{low} rdfs:subPropertyOf :p{top} ." if low.startswith(":") else f":p{top} rdfs:range {one} .",
            f":p{top} owl:propertyChainAxiom ( {low} {other_low} ) .",
            f":p{top} owl:propertyChainAxiom ( :p{top} {low} ) .",
            ":d0 rdfs:subPropertyOf :d1 .",
            # What may clash.
            f"{one} owl:disjointWith {two} ." if one != two else f"{simple} a owl:IrreflexiveProperty .",
            f"{simple} a owl:FunctionalProperty .",
            f"{simple} a owl:AsymmetricProperty .",
            f"{simple} owl:propertyDisjointWith {other_simple} ." if simple != other_simple else f"{p} rdfs:domain {two} .",
            # Of SWRL's rules HermiT takes those over simple properties.
            f"""[] a swrl:Imp ; rdfs:label "rule {random.random()}" ;
                swrl:body ( [ a swrl:ClassAtom ; swrl:classPredicate {one} ; swrl:argument1 :X ]
                    [ a swrl:IndividualPropertyAtom ; swrl:propertyPredicate {simple} ; swrl:argument1 :X ; swrl:argument2 :Y ]
                    [ a swrl:DifferentIndividualsAtom ; swrl:argument1 :X ; swrl:argument2 :Y ] ) ;
                swrl:head ( [ a swrl:ClassAtom ; swrl:classPredicate {two} ; swrl:argument1 :Y ] ) .""",
        ]
    )


def _either(random: Random, number: int) -> str:
    """Return a property, its named inverse or its inverse without a name."""
    return random.choice([f":p{number}", f":i{number}", f"[ owl:inverseOf :p{number} ]"])


def _statement(random: Random) -> Triple:
    thing, other = (URIRef(f"{SPACE}n{random.randrange(_THINGS)}") for _ in range(2))
    kind = random.random()
    if kind < 0.3:
        return thing, RDF.type, URIRef(f"{SPACE}A{random.randrange(_CLASSES)}")
    if kind < 0.9:
        return thing, URIRef(f"{SPACE}{random.choice('ppi')}{random.randrange(_PROPERTIES)}"), other
    return thing, URIRef(f"{SPACE}{random.choice(['d0', 'd1'])}"), random.choice([Literal(2), Literal(3), Literal(Decimal("2.75"))])
