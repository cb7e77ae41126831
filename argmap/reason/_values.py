"""The values of literals: which are equal, which is less, to which datatypes one belongs (W3C, XML Schema 1.1 Part 2, 2012)."""

from __future__ import annotations

import datetime
import operator
from collections.abc import Callable
from decimal import Decimal
from math import isfinite
from typing import Any

from rdflib import RDF, RDFS, XSD, Literal
from rdflib.term import Node

from argmap.reason.rules import Op

__all__ = ["Value", "belongs", "holds", "is_ordered", "known_datatype", "value"]

Value = tuple[str, Any]
"""A kind of value, within which values compare, and the value itself."""

_COMPARE: dict[Op, Callable[[Any, Any], bool]] = {
    Op.LESS: operator.lt,
    Op.LESS_EQUAL: operator.le,
    Op.GREATER: operator.gt,
    Op.GREATER_EQUAL: operator.ge,
}

_STRINGS = {XSD.string, XSD.normalizedString, XSD.token, XSD.language, XSD.Name, XSD.NCName, XSD.NMTOKEN}
_FLOATS = {XSD.double, XSD.float}
_TIMES = {XSD.dateTime: datetime.datetime, XSD.dateTimeStamp: datetime.datetime, XSD.date: datetime.date, XSD.time: datetime.time}

# The least and the greatest value of each kind of integer.
_INTEGERS: dict[Node, tuple[int | None, int | None]] = {
    XSD.integer: (None, None),
    XSD.nonNegativeInteger: (0, None),
    XSD.positiveInteger: (1, None),
    XSD.nonPositiveInteger: (None, 0),
    XSD.negativeInteger: (None, -1),
}
for _name, _bits in (("long", 64), ("int", 32), ("short", 16), ("byte", 8)):
    _INTEGERS[XSD[_name]] = (-(2 ** (_bits - 1)), 2 ** (_bits - 1) - 1)
    _INTEGERS[XSD[f"unsigned{_name.title()}"]] = (0, 2**_bits - 1)

_DECIMALS = {XSD.decimal, *_INTEGERS}
_OTHERS = {RDF.langString, RDF.PlainLiteral, XSD.boolean, XSD.anyURI}
_KNOWN = {RDFS.Literal, *_STRINGS, *_DECIMALS, *_FLOATS, *_TIMES, *_OTHERS}
_JUDGED = _KNOWN - {XSD.anyURI}

# Marks the kind of a literal whose value is not understood: it equals what is spelled the same and is less than nothing.
_SPELLING = "^^"


def value(literal: Literal) -> Value:
    """Return what the literal stands for; a literal that is no value of its own datatype stands for its spelling alone.

    >>> value(Literal("1", datatype=XSD.integer)) == value(Literal("1.0", datatype=XSD.decimal))
    True
    >>> value(Literal("1")) == value(Literal("1", datatype=XSD.integer))
    False
    """
    if literal.language:
        return f"@{literal.language}", str(literal)
    datatype, python = literal.datatype, literal.value
    if datatype is None or datatype in _STRINGS:
        return "string", str(literal)
    if not literal.ill_typed:
        if isinstance(python, bool):
            return "boolean", python
        if isinstance(python, float) or (isinstance(python, int | Decimal) and isfinite(python)):
            return "number", python
        if datatype in _TIMES and isinstance(python, _TIMES[datatype]):
            zone = getattr(python, "tzinfo", None)
            return f"{_TIMES[datatype].__name__} {'local' if zone is None else 'zoned'}", python
    return f"{_SPELLING}{datatype}", str(literal)


def holds(op: Op, left: Value, right: Value) -> bool:
    """Say whether the comparison holds; values of different kinds are unequal, and neither is less.

    >>> holds(Op.LESS, value(Literal(2)), value(Literal("10"))), holds(Op.LESS, value(Literal(2)), value(Literal(10.5)))
    (False, True)
    """
    if op is Op.EQUAL:
        return left == right
    if op is Op.UNEQUAL:
        return left != right
    return left[0] == right[0] and is_ordered(left) and _COMPARE[op](left[1], right[1])


def is_ordered(value: Value) -> bool:
    """Say whether there is a less and a greater among values of this kind."""
    return not value[0].startswith(_SPELLING)


def known_datatype(iri: Node) -> bool:
    """Say whether `belongs` can judge the datatype."""
    return iri in _KNOWN


def belongs(literal: Literal, datatype: Node) -> bool:
    """Say whether the literal's value is one of the datatype's.

    >>> [belongs(literal, XSD.nonNegativeInteger) for literal in (Literal(3), Literal(-3), Literal("3"))]
    [True, False, False]
    """
    if literal.datatype == datatype and datatype in _STRINGS:
        return True
    kind, found = value(literal)
    if kind.startswith(_SPELLING) and literal.datatype in _JUDGED:
        return False
    if datatype == RDFS.Literal:
        return True
    if datatype in _DECIMALS:
        exact = kind == "number" and literal.datatype in _DECIMALS
        return exact and _within(found, *_INTEGERS.get(datatype, (None, None)), whole=datatype != XSD.decimal)
    if datatype in _STRINGS:
        return kind == "string" and datatype in (XSD.string, literal.datatype)
    if datatype in (RDF.langString, RDF.PlainLiteral):
        return kind.startswith("@") or (kind == "string" and datatype == RDF.PlainLiteral)
    return literal.datatype == datatype or {literal.datatype, datatype} == {XSD.dateTime, XSD.dateTimeStamp}


def _within(number: int | Decimal, least: int | None, greatest: int | None, *, whole: bool) -> bool:
    return (not whole or number == int(number)) and (least is None or number >= least) and (greatest is None or number <= greatest)
