"""What tests need to know about the literals of some numbered triples, as further relations over their numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from itertools import permutations

from rdflib import Literal
from rdflib.term import Node

from argmap.reason._values import Value, belongs, holds, is_ordered, value
from argmap.reason.rules import Op

__all__ = ["Facts", "Literals"]

Facts = dict[int, set[tuple[int, int]]]
"""The pairs of each relation; a set of numbers is the pairs (number, 0)."""


class Literals:
    """Makes relations about literals on demand and puts them into `facts`, numbered from `first`."""

    def __init__(self, terms: list[Node], facts: Facts, derived: Collection[int], first: int) -> None:
        self._terms = terms
        self._facts = facts
        self._derived = derived
        self._first = first
        self._made: dict[tuple[object, ...], int] = {}
        self._values: dict[int, Value] = {}

    def those(self, op: Op, constant: int, sources: Iterable[int]) -> int:
        """Return the relation of the literals that stand in `op` to a constant.

        Only those count that are an object of the `sources`, as far as it is known beforehand which these are.
        """
        source = next((source for source in sources if source not in self._derived), None)
        key = (op, constant, source)
        if key not in self._made:
            candidates = self._literals() if source is None else {right for _, right in self._facts.get(source, ())}
            self._add(key, {(number, 0) for number in filter(self._judge(op, constant), candidates)})
        return self._made[key]

    def spelled_apart(self) -> int:
        """Return the relation of any two literals that are spelled differently and have the same value."""
        if ("spelled apart",) not in self._made:
            by_value = defaultdict(list)
            for number in self._literals():
                by_value[self._value(number)].append(number)
            self._add(("spelled apart",), {pair for same in by_value.values() for pair in permutations(same, 2)})
        return self._made["spelled apart",]

    def rank(self) -> int:
        """Return the relation of each literal and the rank of its value: equal for equal values, in order within a kind."""
        if ("rank",) not in self._made:
            ordered = sorted({self._value(number) for number in self._literals()})
            ranks = {found: rank for rank, found in enumerate(ordered)}
            self._add(("rank",), {(number, ranks[self._value(number)]) for number in self._literals()})
        return self._made["rank",]

    def kind(self) -> int:
        """Return the relation of each literal whose value has an order and the number of its kind."""
        if ("kind",) not in self._made:
            values = {number: self._value(number) for number in self._literals()}
            kinds = {kind: number for number, kind in enumerate(sorted({kind for kind, _ in values.values()}))}
            self._add(("kind",), {(number, kinds[found[0]]) for number, found in values.items() if is_ordered(found)})
        return self._made["kind",]

    def _add(self, key: tuple[object, ...], pairs: set[tuple[int, int]]) -> None:
        relation = self._made[key] = self._first + len(self._made)
        self._facts[relation] = pairs

    def _literals(self) -> list[int]:
        return [number for number, term in enumerate(self._terms) if isinstance(term, Literal)]

    def _value(self, number: int) -> Value:
        found = self._values.get(number)
        if found is None:
            term = self._terms[number]
            found = self._values[number] = value(term) if isinstance(term, Literal) else ("", str(term))
        return found

    def _judge(self, op: Op, constant: int) -> Callable[[int], bool]:
        """Return what says of a term's number whether the term is a literal that stands in `op` to the constant."""
        terms, bound = self._terms, self._terms[constant]
        if op in (Op.IN, Op.NOT_IN):
            return lambda number: isinstance(term := terms[number], Literal) and belongs(term, bound) is (op is Op.IN)
        limit = self._value(constant)
        return lambda number: isinstance(terms[number], Literal) and holds(op, self._value(number), limit)
