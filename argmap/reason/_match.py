"""The left side of a rule: what a class expression asks of a term, as alternative bodies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

from rdflib import OWL, RDF, RDFS, Literal
from rdflib.term import Node

from argmap.reason._owl import And, Cardinality, DataRange, Expression, Named, OneOf, Or, Property, Self, Some, Value
from argmap.reason._values import known_datatype
from argmap.reason.rules import Atom, Body, Condition, Constant, Op, Term, Variable

__all__ = ["Draft", "Same", "equal", "join", "matches", "property_atom", "unify"]


@dataclass(frozen=True, slots=True)
class Same:
    """The two terms are one and the same; `unify` takes it out of a draft again."""

    left: Term
    right: Term


Draft = tuple[Atom | Condition | Same, ...]


def property_atom(property: Property, subject: Term, object: Term) -> Atom:
    """Return the triple pattern `subject property object`; for an inverse, the other way round."""
    return Atom(object, property.iri, subject) if property.inverse else Atom(subject, property.iri, object)


def equal(term: Term, other: Node) -> Condition | Same:
    """Return what says that `term` is a literal of the same value as `other`, or that very individual."""
    return Condition(Op.EQUAL, term, Constant(other)) if isinstance(other, Literal) else Same(term, Constant(other))


def matches(expression: Expression, term: Term, fresh: Iterator[int]) -> list[Draft] | None:
    """Return drafts of bodies, any of which says that `term` is in `expression`; None where Datalog cannot say it.

    `fresh` numbers the variables for the values that the expression speaks of.
    """
    match expression:
        case Named(iri):
            return [()] if iri == OWL.Thing else [] if iri == OWL.Nothing else [(Atom(term, RDF.type, Constant(iri)),)]
        case DataRange(iri, facets) if known_datatype(iri):
            member = () if iri == RDFS.Literal else (Condition(Op.IN, term, Constant(iri)),)
            return [(*member, *(Condition(Op(op), term, Constant(bound)) for op, bound in facets))]
        case And(parts):
            return join(*(matches(part, term, fresh) for part in parts))
        case Or(parts):
            alternatives = [matches(part, term, fresh) for part in parts]
            return None if None in alternatives else [draft for drafts in alternatives for draft in drafts or ()]
        case OneOf(members):
            return [(equal(term, member),) for member in members]
        case Value(property, value):
            return _some(property, term, fresh, lambda found: [(equal(found, value),)])
        case Self(property):
            return [(property_atom(property, term, term),)]
        case Some(property, filler) | Cardinality("min", 1, property, filler):
            return _some(property, term, fresh, lambda found: [()] if filler is None else matches(filler, found, fresh))
        case Cardinality("min", 0):
            return [()]
    return None


def _some(property: Property, term: Term, fresh: Iterator[int], filler: Callable[[Term], list[Draft] | None]) -> list[Draft] | None:
    object = Variable(f"_{next(fresh)}")
    return join([(property_atom(property, term, object),)], filler(object))


def join(*alternatives: list[Draft] | None) -> list[Draft] | None:
    """Return every way to satisfy all of `alternatives` at once; None if one of them is None."""
    if None in alternatives:
        return None
    return [tuple(atom for draft in drafts for atom in draft) for drafts in product(*(drafts or () for drafts in alternatives))]


def unify(draft: Draft, head: Atom | None = None) -> tuple[Body, Atom | None] | None:
    """Return the draft, and the head, with equal terms made one; None where two names would have to be equal."""
    bound: dict[Term, Term] = {}
    for same in draft:
        if isinstance(same, Same):
            left, right = _find(same.left, bound), _find(same.right, bound)
            if isinstance(left, Constant):
                left, right = right, left
            if isinstance(left, Constant) and left != right:
                return None
            if left != right:
                bound[left] = right
    atoms = dict.fromkeys(_replace(atom, bound) for atom in draft if not isinstance(atom, Same))
    return tuple(atoms), None if head is None else _replace_in(head, bound)


def _find(term: Term, bound: dict[Term, Term]) -> Term:
    while term in bound:
        term = bound[term]
    return term


def _replace(part: Atom | Condition, bound: dict[Term, Term]) -> Atom | Condition:
    if isinstance(part, Condition):
        return Condition(part.op, _find(part.left, bound), _find(part.right, bound))
    return _replace_in(part, bound)


def _replace_in(atom: Atom, bound: dict[Term, Term]) -> Atom:
    return Atom(_find(atom.subject, bound), atom.predicate, _find(atom.object, bound))
