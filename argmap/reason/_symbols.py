"""Numbers for terms, in the order in which they turn up, and what tests ask about the literals among them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
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
        self.number = _Numbers(self._sources)
        self.term: Cache[Node] = Cache(self._term)
        self._value: Cache[Value | None] = Cache(self._value_of)
        self._judged: dict[tuple[Op, int], Cache[bool]] = {}

    def hold_against(self, op: Op, numbers: NDArray[np.int64], constant: int) -> NDArray[np.bool_]:
        """Say of each term whether it stands in `op` to a constant."""
        if (op, constant) not in self._judged:
            self._judged[op, constant] = Cache(lambda number: self.holds(op, number, constant))
        judge = self._judged[op, constant]
        different, where = np.unique(numbers, return_inverse=True)
        return np.fromiter(map(judge.__getitem__, different.tolist()), np.bool_, len(different))[where]

    def hold(self, op: Op, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Say of each two terms whether one stands in `op` to the other."""
        pairs = zip(left.tolist(), right.tolist(), strict=True)
        return np.fromiter((self.holds(op, one, other) for one, other in pairs), np.bool_, len(left))

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

    def _term(self, number: int) -> Node:
        source = self._sources[number]
        # A NamedNode is a valid IRI already; rdflib would look at each of its letters again.
        return str.__new__(URIRef, source.value) if type(source).__name__ == "NamedNode" else as_rdflib(source)

    def _value_of(self, number: int) -> Value | None:
        if self._is_plain(number):
            return "string", self._sources[number].value
        term = self.term[number]
        return value(term) if isinstance(term, Literal) else None


class _Numbers(dict[Any, int]):
    """The numbers of terms; new terms are added to `sources`. A million of them are asked for, hence no call within the call."""

    def __init__(self, sources: list[Any]) -> None:
        self._sources = sources
        self._by_key: dict[object, int] = {}

    def __missing__(self, source: Any) -> int:
        key = source.value if type(source).__name__ == "NamedNode" else _key(source)
        number = self._by_key.setdefault(key, len(self._sources))
        if number == len(self._sources):
            self._sources.append(source)
        self[source] = number
        return number


def _key(source: Any) -> object:
    """Return the same for the same term of rdflib and of pyoxigraph; it is the text of an IRI."""
    if isinstance(source, URIRef):
        return str(source)
    if type(source).__name__ == "Literal" and not source.language:
        datatype = source.datatype
        name = "" if datatype is None else datatype if isinstance(datatype, str) else datatype.value
        return (str(source) if isinstance(source, Literal) else source.value), "" if str(name) == _PLAIN else str(name)
    term = as_rdflib(source)
    return ("_:", str(term)) if isinstance(term, BNode) else (str(term), "@", getattr(term, "language", None))
