"""SWRL rules out of an RDF graph (Horrocks et al., SWRL: A Semantic Web Rule Language, W3C submission 2004, section 5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from rdflib import RDF, RDFS, Literal, Namespace, URIRef
from rdflib.term import Node

from argmap.reason._match import Draft, Same, join, matches, property_atom
from argmap.reason._owl import Expression, Reader
from argmap.reason.rules import Atom, Condition, Constant, Op, Term, Variable

__all__ = ["SWRL", "SWRLB", "SwrlRule", "read_rules"]

SWRL = Namespace("http://www.w3.org/2003/11/swrl#")
SWRLB = Namespace("http://www.w3.org/2003/11/swrlb#")

_BUILT_INS: dict[Node | None, Op] = {
    SWRLB.equal: Op.EQUAL,
    SWRLB.notEqual: Op.UNEQUAL,
    SWRLB.lessThan: Op.LESS,
    SWRLB.lessThanOrEqual: Op.LESS_EQUAL,
    SWRLB.greaterThan: Op.GREATER,
    SWRLB.greaterThanOrEqual: Op.GREATER_EQUAL,
}


@dataclass(frozen=True, slots=True)
class SwrlRule:
    """A rule as it stands in the ontology. `bodies` are its alternatives, None if one of its atoms is beyond Datalog.

    A head is a triple pattern, or a class that a term comes to be in; `heads` is None if one of them is neither.
    `fresh` numbers further variables.
    """

    name: str
    bodies: list[Draft] | None
    heads: tuple[Atom | tuple[Expression, Term], ...] | None
    fresh: Iterator[int]


def read_rules(reader: Reader) -> Iterator[SwrlRule]:
    """Yield the SWRL rules of the reader's ontology."""
    for rule in reader.graph.subjects(RDF.type, SWRL.Imp):
        parts = [reader.items(reader.graph.value(rule, part)) for part in (SWRL.body, SWRL.head)]
        label = next((str(label) for label in sorted(reader.graph.objects(rule, RDFS.label), key=str)), None)
        name = label or " -> ".join(", ".join(_words(reader, atom) for atom in atoms) for atoms in parts)
        fresh = count(1)
        bodies = join(*(_condition(reader, atom, fresh) for atom in parts[0]))
        yield SwrlRule(name, bodies, _heads(reader, parts[1]), fresh)


def _condition(reader: Reader, atom: Node, fresh: Iterator[int]) -> list[Draft] | None:
    """Return the alternative ways to satisfy one atom of a body."""
    graph = reader.graph
    left, right = (_term(reader, graph.value(atom, argument)) for argument in (SWRL.argument1, SWRL.argument2))
    match graph.value(atom, RDF.type):
        case SWRL.ClassAtom | SWRL.DataRangeAtom if left:
            node = graph.value(atom, SWRL.classPredicate) or graph.value(atom, SWRL.dataRange)
            return None if node is None else matches(reader.expression(node), left, fresh)
        case SWRL.IndividualPropertyAtom | SWRL.DatavaluedPropertyAtom if left and right:
            return _property_condition(reader, atom, left, right, fresh)
        case SWRL.DifferentIndividualsAtom if left and right:
            return [(Condition(Op.NOT_SAME, left, right),)]
        case SWRL.SameIndividualAtom if left and right:
            return [(Same(left, right),)]
        case SWRL.BuiltinAtom:
            operation = graph.value(atom, SWRL.builtin)
            terms = [_term(reader, argument) for argument in reader.items(graph.value(atom, SWRL.arguments))]
            if operation in _BUILT_INS and len(terms) == 2 and terms[0] and terms[1]:
                return [(Condition(_BUILT_INS[operation], terms[0], terms[1]),)]
    return None


def _property_condition(reader: Reader, atom: Node, left: Term, right: Term, fresh: Iterator[int]) -> list[Draft] | None:
    node = reader.graph.value(atom, SWRL.propertyPredicate)
    property = None if node is None else reader.property(node)
    if property is None:
        return None
    if isinstance(right, Constant) and isinstance(right.value, Literal):
        # Any literal of that value will do, however it is spelled.
        value = Variable(f"_{next(fresh)}")
        return [(property_atom(property, left, value), Condition(Op.EQUAL, value, right))]
    return [(property_atom(property, left, right),)]


def _heads(reader: Reader, atoms: tuple[Node, ...]) -> tuple[Atom | tuple[Expression, Term], ...] | None:
    found: list[Atom | tuple[Expression, Term]] = []
    for atom in atoms:
        left, right = (_term(reader, reader.graph.value(atom, argument)) for argument in (SWRL.argument1, SWRL.argument2))
        node = reader.graph.value(atom, SWRL.propertyPredicate)
        property = None if node is None else reader.property(node)
        kind = reader.graph.value(atom, SWRL.classPredicate)
        if property and left and right:
            found.append(property_atom(property, left, right))
        elif kind is not None and left:
            found.append((reader.expression(kind), left))
        else:
            return None
    return tuple(found)


def _term(reader: Reader, node: Node | None) -> Term | None:
    """Return what an argument stands for; a variable is called what its IRI ends in."""
    if node is None:
        return None
    if isinstance(node, URIRef) and (node, RDF.type, SWRL.Variable) in reader.graph:
        return Variable(re.split("[#:/]", node)[-1])
    return Constant(node)


def _words(reader: Reader, atom: Node) -> str:
    """Return an atom in SWRL's human-readable syntax."""
    graph = reader.graph
    named = (graph.value(atom, part) for part in (SWRL.classPredicate, SWRL.propertyPredicate, SWRL.dataRange, SWRL.builtin))
    predicate = next((node for node in named if node is not None), graph.value(atom, RDF.type))
    arguments = [
        graph.value(atom, SWRL.argument1),
        graph.value(atom, SWRL.argument2),
        *reader.items(graph.value(atom, SWRL.arguments)),
    ]
    terms = [_term(reader, argument) for argument in arguments]
    shown = ", ".join(str(term) if isinstance(term, Variable) else reader.words(term.value) for term in terms if term)
    return f"{reader.expression(predicate) if predicate is not None else '?'}({shown})"
