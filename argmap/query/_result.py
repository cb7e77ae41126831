"""What a query gives back, as rows of rdflib terms in a fixed order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyoxigraph as ox
    from rdflib.term import Identifier

__all__ = ["Result", "ResultKind", "Row", "sort_key", "term"]

Row = tuple["Identifier | None", ...]
"""One value a column; None where a variable is not bound."""


class ResultKind(StrEnum):
    """What kind of query it was: SELECT, ASK, or one that makes a graph (CONSTRUCT, DESCRIBE)."""

    SELECT = "select"
    ASK = "ask"
    GRAPH = "graph"


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to a query.

    A SELECT has columns and rows, in the query's own order if it states one and sorted otherwise. An ASK has an `answer`.
    A CONSTRUCT or DESCRIBE has its triples as sorted rows under the columns `subject`, `predicate`, `object`. `prefixes`
    are those the query could use.
    """

    kind: ResultKind
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    answer: bool | None = None
    prefixes: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)


def term(value: ox.NamedNode | ox.BlankNode | ox.Literal) -> Identifier:
    """Return pyoxigraph's term as rdflib's, the characters of a literal as they are."""
    import pyoxigraph as ox
    from rdflib import BNode, Literal, URIRef

    if isinstance(value, ox.NamedNode):
        return URIRef(value.value)
    if isinstance(value, ox.BlankNode):
        return BNode(value.value)
    if value.language:
        return Literal(value.value, lang=value.language)
    if value.datatype.value == "http://www.w3.org/2001/XMLSchema#string":
        return Literal(value.value)
    return Literal(value.value, datatype=URIRef(value.datatype.value), normalize=False)


def sort_key(value: Identifier | None) -> tuple[int, Decimal, str, str, str]:
    """Return a key for a fixed order: unbound, blank nodes, IRIs, numbers by size, other literals by their characters.

    >>> from rdflib import Literal, URIRef
    >>> [str(term) for term in sorted([Literal(10), Literal("a"), Literal(9), URIRef("http://e/")], key=sort_key)]
    ['http://e/', '9', '10', 'a']
    """
    from rdflib import BNode, Literal
    from rdflib.namespace import XSD

    zero = Decimal(0)
    if value is None:
        return (0, zero, "", "", "")
    if not isinstance(value, Literal):
        return (1 if isinstance(value, BNode) else 2, zero, str(value), "", "")
    datatype = str(value.datatype or "")
    if value.datatype in {XSD.integer, XSD.decimal, XSD.double, XSD.float}:
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            number = Decimal("NaN")
        if number.is_finite():
            return (3, number, str(value), datatype, "")
    return (4, zero, str(value), datatype, value.language or "")
