"""Rules as plain data: what OWL axioms and SWRL rules come to once they are written as Datalog.

`compile_ontology` reads them out of an ontology, `closure` runs them over triples. A rule is *head if body*; a clash is a body that
nothing may match. Two things hold throughout:

- Names are unique: two IRIs are two things. OWL leaves that open; in a map every node has one name. (`consistency` tells HermiT.)
- Literals are compared by value, as XML Schema has it (`1` is `1.0`), and handed on exactly as they are written.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rdflib import Graph, URIRef
    from rdflib.term import Node

    Triple = tuple[Node, Node, Node]
    Inferred = tuple[Node, Node, Node, str]

__all__ = [
    "Atom",
    "Clash",
    "Closure",
    "Condition",
    "Constant",
    "Contradiction",
    "Op",
    "Program",
    "Rule",
    "Term",
    "Variable",
    "closure",
    "compile_ontology",
]


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of a rule; it stands for a name or a literal that occurs in the data."""

    name: str

    def __str__(self) -> str:
        return f"?{self.name}"


@dataclass(frozen=True, slots=True)
class Constant:
    """An RDF term in a rule."""

    value: Node

    def __str__(self) -> str:
        return self.value.n3()


Term = Variable | Constant


class Op(StrEnum):
    """What a test can ask of two terms."""

    NOT_SAME = "is not"
    """Two different names."""
    EQUAL = "="
    UNEQUAL = "!="
    LESS = "<"
    LESS_EQUAL = "<="
    GREATER = ">"
    GREATER_EQUAL = ">="
    IN = "in"
    """A literal whose value belongs to the datatype on the right."""
    NOT_IN = "not in"
    """A literal whose value does not belong to the datatype on the right."""


@dataclass(frozen=True, slots=True)
class Atom:
    """A triple pattern. The predicate is never a variable, nor is the class of an `rdf:type`."""

    subject: Term
    predicate: URIRef
    object: Term

    def __str__(self) -> str:
        return f"{self.subject} {self.predicate.n3()} {self.object}"


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on terms that the atoms of the same body bind."""

    op: Op
    left: Term
    right: Term

    def __str__(self) -> str:
        return f"{self.left} {self.op} {self.right}"


Body = tuple[Atom | Condition, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """`head` holds wherever `body` does. `name` is the axiom in Manchester syntax or the label of the SWRL rule, and unique."""

    name: str
    head: Atom
    body: Body

    def __str__(self) -> str:
        return f"{self.head} if {', '.join(map(str, self.body))}" if self.body else str(self.head)


@dataclass(frozen=True, slots=True)
class Clash:
    """A body that must match nothing. `message` is a template over the body's variables, by name."""

    name: str
    body: Body
    message: str


@dataclass(frozen=True, slots=True)
class Program:
    """An ontology as rules, in the order in which they are preferred as reasons, and clashes.

    `facts` are the statements the ontology itself makes about individuals; `beyond` are the axioms, in Manchester syntax, that no
    Datalog rule can say and that HermiT alone checks.
    """

    rules: tuple[Rule, ...]
    clashes: tuple[Clash, ...] = ()
    facts: tuple[Triple, ...] = ()
    beyond: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One match of a clash: the terms its variables stand for, and the triples (stated or inferred) that match its atoms."""

    clash: Clash
    terms: Mapping[str, Node]
    triples: tuple[Triple, ...]


@dataclass(frozen=True, slots=True)
class Closure:
    """What a program says of some triples.

    `inferred` are the new triples, sorted, each with the name of one rule that gives it: the first in program order among those
    that give it without going round in a circle. `order` has a number for each: by its rule it follows from stated triples and from
    inferred ones with lower numbers. Both are sequences whose items are made when somebody looks at them: there may be millions.
    """

    inferred: Sequence[Inferred]
    contradictions: tuple[Contradiction, ...]
    order: Sequence[int] = field(repr=False)


def compile_ontology(graph: Graph) -> Program:
    """Return the OWL axioms and SWRL rules of an ontology as a program; what does not fit is listed in `beyond`.

    >>> from rdflib import Graph
    >>> program = compile_ontology(Graph().parse(format="turtle", data='''
    ... @prefix : <https://example.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
    ... @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    ... :Cyclist rdfs:subClassOf :Person , [ a owl:Restriction ; owl:onProperty :owns ; owl:someValuesFrom :Bike ] .
    ... '''))
    >>> print(program.rules[0].name, "|", *program.beyond)
    :Cyclist SubClassOf :Person | :Cyclist SubClassOf :owns some :Bike
    """
    from argmap.reason._compile import compile_graph

    return compile_graph(graph)


def closure(triples: Iterable[Triple], program: Program) -> Closure:
    """Return everything that the rules infer from `triples`, completely, and every clash.

    The terms are rdflib's or, faster for many, pyoxigraph's; what comes back is rdflib's. The work is done here, round by round, on
    sorted columns of numbers (`argmap.reason._fixpoint`); clingo, Nemo and any SPARQL engine can do it as well (`program_text`).
    """
    from argmap.reason.incremental import once

    return once(triples, program)
