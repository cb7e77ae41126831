"""Numbers for terms, in the order in which they turn up, and what tests ask about the literals among them."""

from __future__ import annotations

from typing import Any

from rdflib import XSD, BNode, Literal, URIRef
from rdflib.term import Node

from argmap.reason._relations import Cache
from argmap.reason._terms import as_rdflib
from argmap.reason._values import Value, belongs, holds, value
from argmap.reason.rules import Op

__all__ = ["Symbols"]

_PLAIN = str(XSD.string)


class Symbols:
    """Terms of rdflib and of pyoxigraph by number; the same term of either has the same number."""

    def __init__(self) -> None:
        self._sources: list[Any] = []
        self._by_key: dict[object, int] = {}
        self.number: Cache[int] = Cache(self._find)
        self.term: Cache[Node] = Cache(self._term)
        self._value: Cache[Value | None] = Cache(self._value_of)
        self._judged: dict[tuple[Op, int], Cache[bool]] = {}

    def judge(self, op: Op, constant: int) -> Cache[bool]:
        """Return what tells of a term's number whether the term stands in `op` to a constant."""
        if (op, constant) not in self._judged:
            self._judged[op, constant] = Cache(lambda number: self.holds(op, number, constant))
        return self._judged[op, constant]

    def holds(self, op: Op, left: int, right: int) -> bool:
        """Say whether a test holds of two terms; only literals have values."""
        if op is Op.NOT_SAME:
            return left != right
        if op in (Op.IN, Op.NOT_IN):
            if self._is_plain(left) and str(self.term[right]) == _PLAIN:
                return op is Op.IN
            literal = self.term[left]
            return isinstance(literal, Literal) and belongs(literal, self.term[right]) is (op is Op.IN)
        one, other = self._value[left], self._value[right]
        return one is not None and other is not None and holds(op, one, other)

    def _is_plain(self, number: int) -> bool:
        """Say whether a term is a string of pyoxigraph, as most literals are: rdflib's would take longer to make than to judge."""
        source = self._sources[number]
        return type(source) is not Literal and type(source).__name__ == "Literal" and source.datatype.value == _PLAIN

    def _find(self, source: Any) -> int:
        key = _key(source)
        number = self._by_key.setdefault(key, len(self._sources))
        if number == len(self._sources):
            self._sources.append(source)
        return number

    def _term(self, number: int) -> Node:
        source = self._sources[number]
        # A NamedNode is a valid IRI already; rdflib would look at each of its letters again.
        return str.__new__(URIRef, source.value) if type(source).__name__ == "NamedNode" else as_rdflib(source)

    def _value_of(self, number: int) -> Value | None:
        term = self.term[number]
        return value(term) if isinstance(term, Literal) else None


def _key(source: Any) -> object:
    """Return the same for the same term of rdflib and of pyoxigraph."""
    kind = type(source).__name__
    if kind == "NamedNode":
        return source.value
    if isinstance(source, URIRef):
        return str(source)
    if kind == "Literal" and not source.language:
        datatype = source.datatype
        name = "" if datatype is None else datatype if isinstance(datatype, str) else datatype.value
        return (str(source) if isinstance(source, Literal) else source.value), "" if str(name) == _PLAIN else str(name)
    term = as_rdflib(source)
    return ("_:", str(term)) if isinstance(term, BNode) else (str(term), "@", getattr(term, "language", None))
