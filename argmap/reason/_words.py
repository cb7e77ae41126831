"""Statements of a graph in words, with the places where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from rdflib import RDF, Graph, Literal
from rdflib.term import Node

from argmap.graph import iris
from argmap.model import Place
from argmap.reason._owl import Reader

if TYPE_CHECKING:
    from argmap.reason.rules import Triple

__all__ = ["Words"]

_LONGEST = 60


class Words:
    """Says things in the words of an ontology's labels and a map's ids."""

    def __init__(self, ontology: Graph, places: Callable[[str], Place | None]) -> None:
        self._reader = Reader(ontology)
        self._places = places

    def term(self, term: Node) -> str:
        """Return what to call a thing: the id of a map's part, the label of a term, the text of a literal."""
        if isinstance(term, Literal):
            return f"“{_shown(term)}”"
        try:
            name = iris.local(str(term))
        except ValueError:
            return f"'{_shown(self._reader.label(term))}'"
        return f"'{_shown(iris.step_of(name) if ':' in name else name)}'"

    def statement(self, triple: Triple) -> str:
        """Return a triple as a clause."""
        subject, predicate, object = triple
        if predicate == RDF.type:
            return f"{self.term(subject)} is {self._reader.a(object)}"
        return f"{self.term(subject)} has {self.term(object)} as '{self._reader.label(predicate)}'"

    def placed(self, triple: Triple) -> str:
        """Return a triple as a clause, with its place."""
        place = self.place([triple])
        return f"{self.statement(triple)} ({place})" if place else self.statement(triple)

    def place(self, triples: Iterable[Triple]) -> Place | None:
        """Return the first place where one of the triples is stated."""
        return next(filter(None, (self._places(str(triple[0])) for triple in triples)), None)


def _shown(text: str) -> str:
    """Return text of others as it may stand in a line: short and without what moves a terminal's cursor."""
    line = "".join(char if char.isprintable() else " " for char in text)
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
