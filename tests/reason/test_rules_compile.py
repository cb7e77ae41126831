"""What each kind of axiom comes to, one by one."""

from __future__ import annotations

import re

import pytest
from rdflib import Graph

from argmap.graph import ontology
from argmap.reason.rules import Clash, Program, Rule, compile_ontology

PREFIXES = """
@prefix : <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix swrl: <http://www.w3.org/2003/11/swrl#> .
@prefix swrlb: <http://www.w3.org/2003/11/swrlb#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def compiled(turtle: str) -> Program:
    return compile_ontology(Graph().parse(data=PREFIXES + turtle, format="turtle"))


def words(part: Rule | Clash) -> str:
    """Return a rule or clash with short names."""
    shown = str(part) if isinstance(part, Rule) else ", ".join(map(str, part.body))
    for pattern, short in (
        (r"<[^ <>]*#type>", "a"),
        (r"<https://example\.org/(\w+)>", r":\1"),
        (r"<[^ <>]*/XMLSchema#(\w+)>", r"xsd:\1"),
    ):
        shown = re.sub(pattern, short, shown)
    return shown


def rules(turtle: str) -> dict[str, str]:
    return {rule.name: words(rule) for rule in compiled(turtle).rules}


AT_LEAST = "[ a rdfs:Datatype ; owl:onDatatype xsd:decimal ; owl:withRestrictions ( [ xsd:minInclusive 0.8 ] ) ]"
SOME = "[ a owl:Restriction ; owl:onProperty :rides ; owl:someValuesFrom :Bike ]"

RULES = {
    "subclass": (":Cyclist rdfs:subClassOf :Person .", {":Cyclist SubClassOf :Person": "?x a :Person if ?x a :Cyclist"}),
    "definition": (
        f":Cyclist owl:equivalentClass [ owl:intersectionOf ( :Person {SOME} ) ] .",
        {
            ":Cyclist SubClassOf :Person": "?x a :Person if ?x a :Cyclist",
            ":Person and (:rides some :Bike) SubClassOf :Cyclist": "?x a :Cyclist if ?x a :Person, ?x :rides ?_1, ?_1 a :Bike",
        },
    ),
    "union on the left": (
        "[ owl:unionOf ( :Van :Car ) ] rdfs:subClassOf :Vehicle .",
        {
            ":Van or :Car SubClassOf :Vehicle": "?x a :Vehicle if ?x a :Car",
            ":Van or :Car SubClassOf :Vehicle (2)": "?x a :Vehicle if ?x a :Van",
        },
    ),
    "individual as value": (
        ":Local owl:equivalentClass [ owl:onProperty :livesOn ; owl:hasValue :Elm ] .",
        {
            ":Local SubClassOf :livesOn value :Elm": "?x :livesOn :Elm if ?x a :Local",
            ":livesOn value :Elm SubClassOf :Local": "?x a :Local if ?x :livesOn :Elm",
        },
    ),
    "literal as value": (
        "[ owl:onProperty :wheels ; owl:hasValue 2 ] rdfs:subClassOf :Bike .",
        {":wheels value 2 SubClassOf :Bike": '?x a :Bike if ?x :wheels ?_1, ?_1 = "2"^^xsd:integer'},
    ),
    "enumeration": (
        ":Day owl:equivalentClass [ owl:oneOf ( :Monday :Friday ) ] .",
        {"{:Monday, :Friday} SubClassOf :Day": ":Friday a :Day", "{:Monday, :Friday} SubClassOf :Day (2)": ":Monday a :Day"},
    ),
    "self": (
        ":Narcissist owl:equivalentClass [ owl:onProperty :likes ; owl:hasSelf true ] .",
        {
            ":Narcissist SubClassOf :likes Self": "?x :likes ?x if ?x a :Narcissist",
            ":likes Self SubClassOf :Narcissist": "?x a :Narcissist if ?x :likes ?x",
        },
    ),
    "all values": (
        ":Lane rdfs:subClassOf [ owl:onProperty :carries ; owl:allValuesFrom [ owl:intersectionOf ( :Bike :Light ) ] ] .",
        {
            ":Lane SubClassOf :carries only :Bike": "?_1 a :Bike if ?x a :Lane, ?x :carries ?_1",
            ":Lane SubClassOf :carries only :Light": "?_1 a :Light if ?x a :Lane, ?x :carries ?_1",
        },
    ),
    "bounded datatype": (
        f"[ owl:onProperty :credence ; owl:someValuesFrom {AT_LEAST} ] rdfs:subClassOf :Sure .",
        {
            ":credence some xsd:decimal[>= 0.8] SubClassOf :Sure": (
                '?x a :Sure if ?x :credence ?_1, ?_1 in xsd:decimal, ?_1 >= "0.8"^^xsd:decimal'
            ),
        },
    ),
    "at least one": (
        "[ owl:onProperty :rides ; owl:minQualifiedCardinality 1 ; owl:onClass :Bike ] rdfs:subClassOf :Cyclist .",
        {":rides min 1 :Bike SubClassOf :Cyclist": "?x a :Cyclist if ?x :rides ?_1, ?_1 a :Bike"},
    ),
    "subproperty": (":rides rdfs:subPropertyOf :uses .", {":rides SubPropertyOf :uses": "?x :uses ?y if ?x :rides ?y"}),
    "equivalent properties": (
        ":rides owl:equivalentProperty :cycles .",
        {
            ":cycles SubPropertyOf :rides": "?x :rides ?y if ?x :cycles ?y",
            ":rides SubPropertyOf :cycles": "?x :cycles ?y if ?x :rides ?y",
        },
    ),
    "inverse": (
        ":rides owl:inverseOf :riddenBy .",
        {
            ":riddenBy InverseOf :rides": "?x :riddenBy ?y if ?y :rides ?x",
            ":rides InverseOf :riddenBy": "?x :rides ?y if ?y :riddenBy ?x",
        },
    ),
    "chain over an anonymous inverse": (
        ":neighbourOf owl:propertyChainAxiom ( :livesOn [ owl:inverseOf :livesOn ] ) .",
        {":livesOn o inverse :livesOn SubPropertyOf :neighbourOf": "?x :neighbourOf ?y if ?x :livesOn ?_1, ?y :livesOn ?_1"},
    ),
    "restriction on an anonymous inverse": (
        "[ owl:onProperty [ owl:inverseOf :rides ] ; owl:someValuesFrom owl:Thing ] rdfs:subClassOf :Vehicle .",
        {"inverse :rides some owl:Thing SubClassOf :Vehicle": "?x a :Vehicle if ?_1 :rides ?x"},
    ),
    "symmetric": (":meets a owl:SymmetricProperty .", {":meets Symmetric": "?x :meets ?y if ?y :meets ?x"}),
    "transitive": (":before a owl:TransitiveProperty .", {":before Transitive": "?x :before ?z if ?x :before ?y, ?y :before ?z"}),
    "domain and range": (
        ":rides rdfs:domain :Person ; rdfs:range :Vehicle .",
        {":rides Domain :Person": "?x a :Person if ?x :rides ?y", ":rides Range :Vehicle": "?y a :Vehicle if ?x :rides ?y"},
    ),
    "disjoint union": (
        ":Vehicle owl:disjointUnionOf ( :Bike :Car ) .",
        {
            ":Bike or :Car SubClassOf :Vehicle": "?x a :Vehicle if ?x a :Bike",
            ":Bike or :Car SubClassOf :Vehicle (2)": "?x a :Vehicle if ?x a :Car",
        },
    ),
    "annotations mean nothing": (":note a owl:AnnotationProperty ; rdfs:domain :Person ; rdfs:subPropertyOf rdfs:comment .", {}),
    "noise": (":Bike rdfs:subClassOf :Bike , owl:Thing . :uses rdfs:subPropertyOf :uses .", {}),
}


@pytest.mark.parametrize("kind", RULES)
def test_an_axiom_becomes_rules(kind: str) -> None:
    turtle, expected = RULES[kind]
    assert rules(turtle) == expected


ALWAYS = {
    "DifferentIndividuals": ("?x owl:differentFrom> ?x", "{x} is said to be different from itself"),
    "SameIndividual": ("?x owl:sameAs> ?y, ?x is not ?y", "{x} and {y} are said to be the same, but two names are two things"),
}

PRICE = "{y}, which {x} has as 'price', ought to be xsd:integer[>= 0]"

CLASHES = {
    "disjoint classes": (
        ':Car owl:disjointWith :Bike . :Car rdfs:label "car" .',
        {":Car DisjointWith :Bike": ("?x a :Car, ?x a :Bike", "{x} is a car and a Bike, and nothing is both")},
    ),
    "all disjoint classes": (
        "[] a owl:AllDisjointClasses ; owl:members ( :A :B :C ) .",
        {
            ":A DisjointWith :B": ("?x a :A, ?x a :B", "{x} is an A and a B, and nothing is both"),
            ":A DisjointWith :C": ("?x a :A, ?x a :C", "{x} is an A and a C, and nothing is both"),
            ":B DisjointWith :C": ("?x a :B, ?x a :C", "{x} is a B and a C, and nothing is both"),
        },
    ),
    "complement": (
        ":Car rdfs:subClassOf [ owl:complementOf :Bike ] .",
        {":Car SubClassOf not :Bike": ("?x a :Car, ?x a :Bike", "{x} must not be a Bike")},
    ),
    "nothing": (
        "[ owl:intersectionOf ( :Car :Bike ) ] rdfs:subClassOf owl:Nothing .",
        {":Car and :Bike SubClassOf owl:Nothing": ("?x a :Car, ?x a :Bike", "{x} is what nothing can be: :Car and :Bike")},
    ),
    "enumeration": (
        ":Day rdfs:subClassOf [ owl:oneOf ( :Monday :Friday ) ] .",
        {
            ":Day SubClassOf {:Monday, :Friday}": (
                "?x a :Day, ?x is not :Monday, ?x is not :Friday",
                "{x} ought to be {{:Monday, :Friday}}",
            )
        },
    ),
    "functional": (
        ":owner a owl:ObjectProperty , owl:FunctionalProperty .",
        {
            ":owner Functional": (
                "?x :owner ?y, ?x :owner ?z, ?y is not ?z",
                "{x} has two values of 'owner', which takes one: {y} and {z}",
            )
        },
    ),
    "functional, literals": (
        ":price a owl:DatatypeProperty , owl:FunctionalProperty .",
        {
            ":price Functional": (
                "?x :price ?y, ?x :price ?z, ?y != ?z",
                "{x} has two values of 'price', which takes one: {y} and {z}",
            )
        },
    ),
    "inverse functional": (
        ":owns a owl:InverseFunctionalProperty .",
        {
            ":owns InverseFunctional": (
                "?x :owns ?y, ?z :owns ?y, ?x is not ?z",
                "{x} and {z} share a value of 'owns', which is one thing's alone: {y}",
            )
        },
    ),
    "irreflexive": (":tows a owl:IrreflexiveProperty .", {":tows Irreflexive": ("?x :tows ?x", "{x} has itself as 'tows'")}),
    "asymmetric": (
        ":tows a owl:AsymmetricProperty .",
        {":tows Asymmetric": ("?x :tows ?y, ?y :tows ?x", "{x} and {y} have each other as 'tows'")},
    ),
    "disjoint properties": (
        ":likes owl:propertyDisjointWith :hates .",
        {
            ":likes DisjointWith :hates": (
                "?x :likes ?y, ?x :hates ?y",
                "{x} has {y} both as 'likes' and as 'hates', and nothing has both",
            )
        },
    ),
    "range of literals": (
        ":price rdfs:range [ a rdfs:Datatype ; owl:onDatatype xsd:integer ; owl:withRestrictions ( [ xsd:minInclusive 0 ] ) ] .",
        {
            ":price Range xsd:integer[>= 0]": ('?x :price ?y, ?y < "0"^^xsd:integer', PRICE),
            ":price Range xsd:integer[>= 0] (2)": ("?x :price ?y, ?y not in xsd:integer", PRICE),
        },
    ),
    "at most one": (
        ":Tandem rdfs:subClassOf [ owl:onProperty :frame ; owl:maxQualifiedCardinality 1 ; owl:onClass :Tube ] .",
        {
            ":Tandem SubClassOf :frame max 1 :Tube": (
                "?x a :Tandem, ?x :frame ?value0, ?x :frame ?value1, ?value0 a :Tube, ?value1 a :Tube, ?value0 is not ?value1",
                "{x} has too many values of 'frame': {value0}, {value1}",
            )
        },
    ),
}


@pytest.mark.parametrize("kind", CLASHES)
def test_an_axiom_becomes_clashes(kind: str) -> None:
    turtle, expected = CLASHES[kind]
    found = {clash.name: (words(clash), clash.message) for clash in compiled(turtle).clashes}
    assert {name: pair for name, pair in found.items() if name not in ALWAYS} == expected


def test_two_names_are_two_things() -> None:
    assert {clash.name: (words(clash), clash.message) for clash in compiled("").clashes} == {
        name: (body.replace("owl:", "<http://www.w3.org/2002/07/owl#"), message) for name, (body, message) in ALWAYS.items()
    }


BEYOND = {
    "existential on the right": (f":Cyclist rdfs:subClassOf {SOME} .", [":Cyclist SubClassOf :rides some :Bike"]),
    "union on the right": (":Vehicle rdfs:subClassOf [ owl:unionOf ( :Bike :Car ) ] .", [":Vehicle SubClassOf :Bike or :Car"]),
    "universal on the left": (
        "[ owl:onProperty :rides ; owl:allValuesFrom :Bike ] rdfs:subClassOf :Cyclist .",
        [":rides only :Bike SubClassOf :Cyclist"],
    ),
    "complement on the left": ("[ owl:complementOf :Bike ] rdfs:subClassOf :Other .", ["not :Bike SubClassOf :Other"]),
    "at least two": (
        "[ owl:onProperty :rides ; owl:minCardinality 2 ] rdfs:subClassOf :Collector .",
        [":rides min 2 SubClassOf :Collector"],
    ),
    "exactly one, of which at most one is a clash": (
        ":Tandem rdfs:subClassOf [ owl:onProperty :frame ; owl:cardinality 1 ] .",
        [":Tandem SubClassOf :frame exactly 1"],
    ),
    "everything": ("owl:Thing rdfs:subClassOf :Thing .", ["owl:Thing SubClassOf :Thing"]),
    "reflexive": (":knows a owl:ReflexiveProperty .", [":knows Reflexive"]),
    "key": (":Person owl:hasKey ( :name ) .", [":Person HasKey"]),
    "pattern of strings": (
        ":code rdfs:range [ a rdfs:Datatype ; owl:onDatatype xsd:string ; owl:withRestrictions ( [ xsd:pattern 'a+' ] ) ] .",
        [":code Range xsd:string[xsd:pattern a+]"],
    ),
    "a chain with a broken link": (":p owl:propertyChainAxiom ( :q [ a owl:Class ] ) .", [":q o ? SubPropertyOf :p"]),
    "a negated statement": (
        "[] a owl:NegativePropertyAssertion ; owl:sourceIndividual :a ; owl:assertionProperty :owns ; owl:targetIndividual :b .",
        ["not: :a :owns :b"],
    ),
    "no expression": ("[] rdfs:subClassOf :Person .", ["what is no OWL 2 expression SubClassOf :Person"]),
}


@pytest.mark.parametrize("kind", BEYOND)
def test_what_datalog_cannot_say_is_listed(kind: str) -> None:
    turtle, expected = BEYOND[kind]
    program = compiled(turtle)
    assert list(program.beyond) == expected
    assert not program.rules


def swrl(body: str, head: str) -> str:
    variables = " ".join(f":{name} a swrl:Variable ." for name in "xyv")
    return f"[] a swrl:Imp ; rdfs:label 'the rule' ; swrl:body ( {body} ) ; swrl:head ( {head} ) . {variables}"


RIDES = "[ a swrl:IndividualPropertyAtom ; swrl:propertyPredicate :rides ; swrl:argument1 :x ; swrl:argument2 :y ]"
COSTS = "[ a swrl:DatavaluedPropertyAtom ; swrl:propertyPredicate :costs ; swrl:argument1 :y ; swrl:argument2 :v ]"
OVER = "[ a swrl:BuiltinAtom ; swrl:builtin swrlb:greaterThan ; swrl:arguments ( :v 1000 ) ]"
RICH = "[ a swrl:ClassAtom ; swrl:classPredicate :Rich ; swrl:argument1 :x ]"
BIKE = "[ a swrl:ClassAtom ; swrl:classPredicate [ owl:unionOf ( :Bike :Trike ) ] ; swrl:argument1 :y ]"
OTHER = "[ a swrl:DifferentIndividualsAtom ; swrl:argument1 :x ; swrl:argument2 :y ]"
SAME = "[ a swrl:SameIndividualAtom ; swrl:argument1 :x ; swrl:argument2 :y ]"
FREE = "[ a swrl:DatavaluedPropertyAtom ; swrl:propertyPredicate :costs ; swrl:argument1 :y ; swrl:argument2 0 ]"
SQRT = "[ a swrl:BuiltinAtom ; swrl:builtin swrlb:multiply ; swrl:arguments ( :v :v :v ) ]"

SWRL_RULES = {
    "comparison": (RIDES + COSTS + OVER, {"the rule": '?x a :Rich if ?x :rides ?y, ?y :costs ?v, ?v > "1000"^^xsd:integer'}),
    "class expression": (
        RIDES + BIKE,
        {"the rule": "?x a :Rich if ?x :rides ?y, ?y a :Bike", "the rule (2)": "?x a :Rich if ?x :rides ?y, ?y a :Trike"},
    ),
    "different": (RIDES + OTHER, {"the rule": "?x a :Rich if ?x :rides ?y, ?x is not ?y"}),
    "same": (RIDES + SAME, {"the rule": "?y a :Rich if ?y :rides ?y"}),
    "literal": (RIDES + FREE, {"the rule": '?x a :Rich if ?x :rides ?y, ?y :costs ?_1, ?_1 = "0"^^xsd:integer'}),
}


@pytest.mark.parametrize("kind", SWRL_RULES)
def test_a_swrl_rule_becomes_rules(kind: str) -> None:
    body, expected = SWRL_RULES[kind]
    assert rules(swrl(body, RICH)) == expected


def test_a_swrl_rule_without_a_label_is_called_what_it_says() -> None:
    assert list(rules(swrl(RIDES + COSTS + OVER, RICH).replace("rdfs:label 'the rule' ;", ""))) == [
        ":rides(?x, ?y), :costs(?y, ?v), swrlb:greaterThan(?v, 1000) -> :Rich(?x)"
    ]


def test_a_swrl_rule_s_head_may_be_an_expression_with_values_of_its_own() -> None:
    some = f"[ a swrl:ClassAtom ; swrl:classPredicate {SOME} ; swrl:argument1 :x ]"
    only = "[ a swrl:ClassAtom ; swrl:classPredicate [ owl:onProperty :owns ; owl:allValuesFrom :Bike ] ; swrl:argument1 :x ]"
    assert rules(swrl(some, only)) == {
        "the rule: :owns only :Bike": "?_2 a :Bike if ?x :rides ?_1, ?_1 a :Bike, ?x :owns ?_2",
    }


def test_a_swrl_rule_without_a_head_forbids_its_body() -> None:
    clashes = {clash.name: words(clash) for clash in compiled(swrl(RIDES, "")).clashes}
    assert clashes["the rule"] == "?x :rides ?y"


def test_a_swrl_rule_beyond_datalog_is_listed() -> None:
    assert compiled(swrl(RIDES + COSTS + SQRT, RICH)).beyond == ("the rule",)


def test_a_variable_that_nothing_binds_makes_a_rule_beyond_datalog() -> None:
    program = compiled(swrl(COSTS, RICH))
    assert (program.rules, program.beyond) == ((), ("the rule",))


def test_the_program_does_not_depend_on_the_order_of_the_file() -> None:
    turtle = ontology().serialize(format="nt")
    lines = turtle.splitlines()
    backwards = Graph().parse(data="\n".join(reversed(lines)), format="nt")
    forwards = Graph().parse(data=turtle, format="nt")
    for prefix, space in ontology().namespaces():
        backwards.bind(prefix, space, override=True, replace=True)
        forwards.bind(prefix, space, override=True, replace=True)
    assert compile_ontology(backwards) == compile_ontology(forwards)


def test_the_ontology_of_argmap_compiles_to_rules_with_names_of_their_own() -> None:
    program = compile_ontology(ontology())
    names = [part.name for part in (*program.rules, *program.clashes)]
    assert len(set(names)) == len(names)
    assert "am:premiseOf o am:conclusion SubPropertyOf am:supports" in names
    # Every axiom that HermiT alone can use is an existential or a union on the right.
    assert program.beyond
    assert all(" some " in axiom or " or " in axiom for axiom in program.beyond)
