"""Rule bodies as joins over columns of numbers: what to look up, one after the other, once facts for one of the atoms are at hand.

A fact is one integer: the number of a class's member, or a pair's two numbers side by side. So the facts of a relation are sorted
arrays, and a join is a binary search of one column in another: what Python would do for each fact is done for all at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from argmap.reason._symbols import Symbols
from argmap.reason.rules import Condition, Constant, Op, Term

__all__ = ["Column", "Facts", "Pattern", "Plan", "Rows", "distinct", "make_plan", "merged", "packed", "unpacked"]

Column = NDArray[np.int64]
Rows = list[Column]
"""Columns of one length: what each term of a body stands for in each match."""

Step = Callable[[Rows], Rows]

_BITS = 32
_RIGHT = (1 << _BITS) - 1


def packed(columns: Sequence[Column]) -> Column:
    """Return one or two columns of numbers as one of facts; facts sort as their pairs do."""
    return columns[0] if len(columns) == 1 else columns[0] << _BITS | columns[1]


def unpacked(facts: Column, size: int) -> Rows:
    """Return facts as one or two columns of numbers."""
    return [facts] if size == 1 else [facts >> _BITS, facts & _RIGHT]


def merged(runs: Sequence[Column]) -> Column:
    """Return sorted arrays as one."""
    if len(runs) == 1:
        return runs[0]
    return np.sort(np.concatenate(runs), kind="stable") if runs else np.empty(0, np.int64)


def distinct(column: Column) -> Column:
    """Return the numbers sorted, each once (`numpy.unique` has been hashing since 2.3, which takes six times as long)."""
    column = np.sort(column)
    return column[np.concatenate(([True], column[1:] != column[:-1]))] if len(column) else column


class Facts:
    """The facts of a relation as sorted arrays without duplicates, few and each more than twice as long as the next.

    So that facts can be added in many rounds, a few each, without sorting all of them each time (O'Neil, Cheng, Gawlick, O'Neil,
    The Log-Structured Merge-Tree, 1996).
    """

    __slots__ = ("_swapped", "runs")

    def __init__(self) -> None:
        self.runs: list[Column] = []
        self._swapped: list[Column] | None = None

    def __len__(self) -> int:
        return sum(map(len, self.runs))

    def add(self, new: Column) -> None:
        """Add sorted facts, none of which is here."""
        _add(self.runs, new)
        if self._swapped is not None:
            _add(self._swapped, np.sort(_swap(new)))

    def all(self) -> Column:
        """Return all facts, sorted."""
        return merged(self.runs)

    def has(self, facts: Column) -> NDArray[np.bool_]:
        """Say of each fact whether it is here."""
        found = np.zeros(len(facts), np.bool_)
        for run in self.runs:
            found |= run.take(run.searchsorted(facts), mode="clip") == facts
        return found

    def without(self, facts: Column) -> Column:
        """Return those of the facts that are not here."""
        return facts[~self.has(facts)] if self.runs and len(facts) else facts

    def index(self, side: int) -> list[Column]:
        """Return the pairs with what stands on one side first."""
        if side == 0:
            return self.runs
        if self._swapped is None:
            self._swapped = [np.sort(_swap(run)) for run in self.runs]
        return self._swapped

    def partners(self, side: int, keys: Column) -> tuple[Column, Column]:
        """Return, for all pairs with one of the keys on a side, the place of the key and what stands on the other side."""
        places, others = [], []
        least, next_ = keys << _BITS, (keys + 1) << _BITS
        for run in self.index(side):
            low, high = run.searchsorted(least), run.searchsorted(next_)
            count = high - low
            if count.any():
                place = np.arange(len(keys)).repeat(count)
                # Of the n-th match of all, n less the number of those for earlier keys says which it is for its key.
                places.append(place)
                others.append(run[np.arange(len(place)) + (low - count.cumsum() + count)[place]] & _RIGHT)
        return _joined(places), _joined(others)


def _add(runs: list[Column], new: Column) -> None:
    if len(new):
        runs.append(new)
    while len(runs) > 1 and len(runs[-2]) < 2 * len(runs[-1]):
        runs[-2:] = [merged(runs[-2:])]


def _swap(pairs: Column) -> Column:
    left, right = unpacked(pairs, 2)
    return packed((right, left))


def _joined(parts: Sequence[Column]) -> Column:
    return parts[0] if len(parts) == 1 else np.concatenate((np.empty(0, np.int64), *parts))


@dataclass(frozen=True, slots=True)
class Pattern:
    """An atom over the facts of its relation: two terms, or one for a class."""

    relation: int
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Leads from facts for one atom of a body to rows, of which `slots` says in which column a term is."""

    slots: dict[Term, int]
    steps: tuple[Step, ...]
    size: int
    indexes: tuple[tuple[Facts, int], ...]

    def rows(self, facts: Column) -> Rows | None:
        """Return the ways to match the body with one of `facts` for the atom, if there are any."""
        rows = unpacked(facts, self.size)
        for step in self.steps:
            if not len(rows[0]):
                return None
            rows = step(rows)
        return rows if len(rows[0]) else None

    def of(self, terms: Sequence[Term], rows: Rows) -> Column:
        """Return what the terms stand for, as facts."""
        return packed([rows[self.slots[term]] for term in terms])


def make_plan(
    first: Pattern,
    others: Sequence[Pattern],
    conditions: Sequence[Condition],
    named: Sequence[Constant],
    facts: Sequence[Facts],
    symbols: Symbols,
) -> Plan:
    """Return how to match a body of which `first` is at hand, the best known atom next. `named` are constants of the head."""
    builder = _Builder(facts, symbols)
    builder.begin(first)
    waiting, tests = list(others), list(conditions)
    while waiting or tests:
        ready = [test for test in tests if all(map(builder.known, (test.left, test.right)))]
        tests = [test for test in tests if test not in ready]
        for test in ready:
            builder.test(test)
        if waiting:
            best = max(waiting, key=lambda each: (all(map(builder.known, each.terms)), any(map(builder.known, each.terms))))
            waiting.remove(best)
            builder.join(best)
    for constant in named:
        builder.slot(constant)
    return Plan(builder.slots, tuple(builder.steps), len(first.terms), tuple(builder.indexes))


class _Builder:
    """Collects steps, and which column of the rows each term is in."""

    def __init__(self, facts: Sequence[Facts], symbols: Symbols) -> None:
        self._facts = facts
        self._symbols = symbols
        self._size = 0
        self.slots: dict[Term, int] = {}
        self.steps: list[Step] = []
        self.indexes: list[tuple[Facts, int]] = []

    def known(self, term: Term) -> bool:
        return term in self.slots or isinstance(term, Constant)

    def slot(self, term: Term) -> int:
        """Return the column of a known term; a constant gets one when it is first needed."""
        if term not in self.slots and isinstance(term, Constant):
            number = self._symbols.number[term.value]
            self.steps.append(lambda rows: [*rows, np.full(len(rows[0]), number)])
            self._new(term)
        return self.slots[term]

    def begin(self, pattern: Pattern) -> None:
        for term in pattern.terms:
            self._meet(term)

    def test(self, test: Condition) -> None:
        symbols, op = self._symbols, test.op
        left = self.slot(test.left)
        if op is not Op.NOT_SAME and isinstance(test.right, Constant):
            constant = symbols.number[test.right.value]
            self._select(lambda rows: symbols.hold_against(op, rows[left], constant))
            return
        right = self.slot(test.right)
        if op in (Op.NOT_SAME, Op.UNEQUAL):
            self._select(lambda rows: rows[left] != rows[right])
        if op is not Op.NOT_SAME:
            self._select(lambda rows: symbols.hold(op, rows[left], rows[right]))

    def join(self, pattern: Pattern) -> None:
        facts, terms = self._facts[pattern.relation], pattern.terms
        free = [side for side, term in enumerate(terms) if not self.known(term)]
        if not free:
            columns = [self.slot(term) for term in terms]
            self._select(lambda rows: facts.has(packed([rows[column] for column in columns])))
        elif len(free) == 1 and len(terms) == 2:
            self._extend(facts, self.slot(terms[1 - free[0]]), 1 - free[0])
            self._new(terms[free[0]])
        else:
            self.steps.append(lambda rows: _product(rows, unpacked(facts.all(), len(terms))))
            for term in terms:
                self._meet(term)

    def _new(self, term: Term) -> None:
        self.slots[term] = self._size
        self._size += 1

    def _meet(self, term: Term) -> None:
        """Name the next column, which must be as what is known of the term."""
        column = self._size
        if isinstance(term, Constant):
            number = self._symbols.number[term.value]
            self._select(lambda rows: rows[column] == number)
        elif term in self.slots:
            other = self.slots[term]
            self._select(lambda rows: rows[column] == rows[other])
        self.slots.setdefault(term, column)
        self._size += 1

    def _select(self, holds: Callable[[Rows], NDArray[np.bool_]]) -> None:
        def select(rows: Rows) -> Rows:
            which = holds(rows)
            return [column[which] for column in rows]

        self.steps.append(select)

    def _extend(self, facts: Facts, column: int, side: int) -> None:
        def extend(rows: Rows) -> Rows:
            places, others = facts.partners(side, rows[column])
            return [*(each[places] for each in rows), others]

        self.steps.append(extend)
        self.indexes.append((facts, side))


def _product(rows: Rows, others: Rows) -> Rows:
    """Return every row with every other one."""
    return [*(np.repeat(each, len(others[0])) for each in rows), *(np.tile(each, len(rows[0])) for each in others)]
