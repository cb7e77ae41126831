"""What a program speaks of: its relations and the terms that it names.

A *relation* is a predicate, or a class (`rdf:type` with that class), of which a fact is a pair or a member.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from rdflib import RDF, Literal
from rdflib.term import Node

from argmap.reason._terms import as_rdflib
from argmap.reason.rules import Atom, Clash, Condition, Constant, Program, Rule

__all__ = ["Cache", "Relation", "atoms", "constants", "relation", "relations", "text_of"]

Relation = tuple[Node, Node | None]
"""A predicate, or `rdf:type` and a class."""

_TYPE = RDF.type

_V = TypeVar("_V")


class Cache(dict[Any, _V]):
    """Asks once for each key."""

    def __init__(self, ask: Any) -> None:
        self._ask = ask

    def __missing__(self, key: object) -> _V:
        value: _V = self._ask(key)
        self[key] = value
        return value


def text_of(term: Node) -> str:
    """Return what terms are sorted by: their text, and then what else they are. One string sorts faster than three."""
    if isinstance(term, Literal):
        return f"{term}\0{term.datatype or ''}\0{term.language or ''}"
    return f"{term}\0\0{type(term).__name__}"


def relation(atom: Atom) -> Relation:
    """Return the relation of the triples that the atom matches."""
    if isinstance(atom.object, Constant) and atom.predicate == _TYPE:
        return atom.predicate, atom.object.value
    return atom.predicate, None


def relations(program: Program) -> list[Relation]:
    """Return every relation that the program speaks of, in the order of their text."""
    sources: tuple[Rule | Clash, ...] = (*program.rules, *program.clashes)
    found = {relation(atom) for source in sources for atom in atoms(source)}
    return sorted(found, key=lambda each: (str(each[0]), str(each[1] or "")))


def atoms(source: Rule | Clash) -> Iterator[Atom]:
    """Yield the atoms of a rule or clash, the head first."""
    if isinstance(source, Rule):
        yield source.head
    yield from (part for part in source.body if isinstance(part, Atom))


def constants(source: Rule | Clash) -> Iterator[Node]:
    """Yield the terms that the rule names, but for the classes of its atoms."""
    for atom in atoms(source):
        arguments = (atom.subject,) if atom.predicate == RDF.type else (atom.subject, atom.object)
        yield from (as_rdflib(term.value) for term in arguments if isinstance(term, Constant))
    for part in source.body:
        if isinstance(part, Condition):
            yield from (as_rdflib(term.value) for term in (part.left, part.right) if isinstance(term, Constant))
