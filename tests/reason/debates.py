"""Random data for the reasoners: debates in argmap's vocabulary, and a town that uses every kind of axiom."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from random import Random

from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from argmap.graph.vocabulary import AM

Triple = tuple[Node, Node, Node]

NODE = "https://w3id.org/argmap/id/t/"
TOWN = Namespace("https://example.org/town#")


def node(name: str) -> URIRef:
    return URIRef(NODE + name)


def random_debate(random: Random, claims: int, authors: int = 4) -> list[Triple]:
    """Return a debate as `argmap.graph.build` would write it, in the parts that axioms speak of; loops among claims are likely."""
    made: list[Triple] = [(node("post"), RDF.type, AM.Post)]
    docs, people = [node("post")], [node(f"author.{number}") for number in range(authors)]
    made += [(person, RDF.type, AM.Author) for person in people]
    for number in range(claims // 5 + 1):
        made += [(node(f"c{number}"), RDF.type, AM.Comment), (node(f"c{number}"), AM.replyTo, random.choice(docs))]
        docs.append(node(f"c{number}"))
    everything = [node(f"claim{number}") for number in range(claims)]
    steps: list[URIRef] = []
    for claim in everything:
        made += [
            (claim, RDF.type, AM.Claim),
            (claim, AM.madeIn, random.choice(docs)),
            (claim, AM.assertedBy, random.choice(people)),
        ]
        made.append((claim, AM.text, Literal(random.choice(["", "Lanes help.", "“Buses” – ça suffit"]))))
        if random.random() < 0.3:
            made.append((claim, AM.credence, Literal(Decimal(random.randint(0, 10)) / 10)))
        if random.random() < 0.3:
            made.append((claim, AM.role, Literal(random.choice(["evidence", "crux"]))))
        if random.random() < 0.3:
            made.append((claim, random.choice([AM.concededBy, AM.rejectedBy]), random.choice(people)))
    for number in range(claims):
        step, kind = (
            node(f"step{number}"),
            random.choice([AM.Inference, AM.Inference, AM.Rebuttal, AM.Undercut if steps else AM.Rebuttal]),
        )
        made += [(step, RDF.type, kind), (step, AM.assertedBy, random.choice(people)), (step, AM.madeIn, random.choice(docs))]
        made += [(step, AM.premise, premise) for premise in random.sample(everything, random.randint(1, min(2, claims)))]
        made.append(
            (
                step,
                AM.conclusion if kind == AM.Inference else AM.target,
                random.choice(steps if kind == AM.Undercut else everything),
            )
        )
        steps.append(step)
    ends = Counter(triple[1:] for triple in made)
    for claim in everything:
        made.append((claim, AM.usedIn, Literal(ends[AM.premise, claim])))
        made.append((claim, AM.reasonsGiven, Literal(ends[AM.conclusion, claim])))
    made += [(claim, AM.answers, random.choice(everything)) for claim in random.sample(everything, claims // 4)]
    return made


def town() -> Graph:
    """Return an ontology with every kind of axiom that the rule engine knows, with cycles among them."""
    return Graph().parse(
        format="turtle",
        data="""
        @prefix : <https://example.org/town#> .
        @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix swrl: <http://www.w3.org/2003/11/swrl#> .
        @prefix swrlb: <http://www.w3.org/2003/11/swrlb#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        <https://example.org/town> a owl:Ontology .
        :A a owl:Class ; rdfs:subClassOf :B , [ a owl:Restriction ; owl:onProperty :p ; owl:allValuesFrom :C ] .
        :B a owl:Class . :C a owl:Class ; owl:equivalentClass :E . :D a owl:Class . :E a owl:Class . :F a owl:Class .
        [ a owl:Class ; owl:unionOf ( :D [ a owl:Restriction ; owl:onProperty :q ; owl:hasValue :n0 ] ) ] rdfs:subClassOf :B .
        [ a owl:Class ; owl:intersectionOf ( :B
            [ a owl:Restriction ; owl:onProperty [ owl:inverseOf :p ] ;
                owl:someValuesFrom [ a owl:Class ; owl:unionOf ( :A :C ) ] ] ) ] rdfs:subClassOf :D .
        [ a owl:Restriction ; owl:onProperty :size ; owl:someValuesFrom
            [ a rdfs:Datatype ; owl:onDatatype xsd:integer ; owl:withRestrictions ( [ xsd:minExclusive 2 ] ) ]
        ] rdfs:subClassOf :F .
        :G a owl:Class ; owl:equivalentClass [ a owl:Restriction ; owl:onProperty :label ; owl:hasValue "x" ] .
        :H a owl:Class ; owl:disjointWith :G . :I a owl:Class .
        :p a owl:ObjectProperty ; rdfs:subPropertyOf :q ; rdfs:domain :E .
        :q a owl:ObjectProperty ; owl:inverseOf :r ; owl:propertyChainAxiom ( :p [ owl:inverseOf :s ] ) .
        :r a owl:ObjectProperty .
        :s a owl:ObjectProperty , owl:SymmetricProperty .
        :t a owl:ObjectProperty , owl:TransitiveProperty ; rdfs:range :I . :p rdfs:subPropertyOf :t .
        :u a owl:ObjectProperty , owl:FunctionalProperty , owl:IrreflexiveProperty .
        :v a owl:ObjectProperty , owl:TransitiveProperty , owl:SymmetricProperty .
        :w a owl:ObjectProperty ; owl:equivalentProperty :v .
        :size a owl:DatatypeProperty ; rdfs:subPropertyOf :measure . :measure a owl:DatatypeProperty , owl:FunctionalProperty .
        :label a owl:DatatypeProperty ; rdfs:range xsd:string .
        :X a swrl:Variable . :Y a swrl:Variable . :V a swrl:Variable . :W a swrl:Variable .
        [] a swrl:Imp ; rdfs:label "bigger" ;
            swrl:body (
                [ a swrl:DatavaluedPropertyAtom ; swrl:propertyPredicate :measure ; swrl:argument1 :X ; swrl:argument2 :V ]
                [ a swrl:DatavaluedPropertyAtom ; swrl:propertyPredicate :size ; swrl:argument1 :Y ; swrl:argument2 :W ]
                [ a swrl:IndividualPropertyAtom ; swrl:propertyPredicate :r ; swrl:argument1 :X ; swrl:argument2 :Y ]
                [ a swrl:BuiltinAtom ; swrl:builtin swrlb:greaterThan ; swrl:arguments ( :V :W ) ] ) ;
            swrl:head ( [ a swrl:IndividualPropertyAtom ; swrl:propertyPredicate :s ; swrl:argument1 :X ; swrl:argument2 :Y ] ) .
        [] a swrl:Imp ; rdfs:label "others" ;
            swrl:body (
                [ a swrl:ClassAtom ; swrl:classPredicate :F ; swrl:argument1 :X ]
                [ a swrl:IndividualPropertyAtom ; swrl:propertyPredicate :q ; swrl:argument1 :X ; swrl:argument2 :Y ]
                [ a swrl:DifferentIndividualsAtom ; swrl:argument1 :X ; swrl:argument2 :Y ] ) ;
            swrl:head ( [ a swrl:ClassAtom ; swrl:classPredicate :A ; swrl:argument1 :Y ] ) .
        """,
    )


def random_town(random: Random, size: int) -> list[Triple]:
    """Return random statements about a few things, loops and contradictions among them."""
    things = [TOWN[f"n{number}"] for number in range(6)]
    literals = [
        Literal(2),
        Literal("3", datatype=URIRef("http://www.w3.org/2001/XMLSchema#byte")),
        Literal(Decimal("3.0")),
        Literal("x"),
    ]
    literals += [Literal(7), Literal("x", lang="en"), Literal('"\n.\\ :- p(1). ü'), Literal("oops", datatype=TOWN.datatype)]
    made: list[Triple] = []
    for _ in range(size):
        kind = random.random()
        if kind < 0.25:
            made.append((random.choice(things), RDF.type, TOWN[random.choice("ABCDEFGH")]))
        elif kind < 0.8:
            made.append((random.choice(things), TOWN[random.choice("pqrstuvw")], random.choice(things)))
        else:
            made.append((random.choice(things), TOWN[random.choice(["size", "measure", "label"])], random.choice(literals)))
    return made
