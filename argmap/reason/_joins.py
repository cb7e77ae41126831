"""Rule bodies as joins over indexed facts: what to look up, one after the other, once a fact for one of the atoms is at hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from argmap.reason._symbols import Symbols
from argmap.reason.rules import Condition, Constant, Op, Term

__all__ = ["Facts", "Pattern", "Plan", "Rows", "make_plan"]

Row = tuple[int, ...]
Rows = Collection[Row]
Step = Callable[[Rows], Rows]


class Facts:
    """The facts of a relation: numbers for a class, pairs of numbers for a property; with indexes as far as they were asked for."""

    __slots__ = ("_index", "all")

    def __init__(self) -> None:
        self.all: set[Any] = set()
        self._index: dict[int, defaultdict[int, list[int]]] = {}

    def add(self, new: Iterable[Any]) -> None:
        """Add facts, none of which is here."""
        self.all.update(new)
        for side, index in self._index.items():
            _fill(index, side, new)

    def index(self, side: int) -> defaultdict[int, list[int]]:
        """Return, by what stands on one side of the pairs, what stands on the other."""
        if side not in self._index:
            _fill(self._index.setdefault(side, defaultdict(list)), side, self.all)
        return self._index[side]


def _fill(index: defaultdict[int, list[int]], side: int, pairs: Iterable[tuple[int, int]]) -> None:
    if side == 0:
        for left, right in pairs:
            index[left].append(right)
    else:
        for left, right in pairs:
            index[right].append(left)


@dataclass(frozen=True, slots=True)
class Pattern:
    """An atom over the facts of its relation: two terms, or one for a class."""

    relation: int
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Leads from facts for one atom of a body to rows, each of which says what the terms in `slots` stand for."""

    slots: dict[Term, int]
    start: Callable[[Collection[Any]], Rows]
    steps: tuple[Step, ...]
    indexes: tuple[tuple[Facts, int], ...]

    def rows(self, facts: Collection[Any]) -> Rows:
        """Return a row for each way to match the body with one of `facts` for the atom."""
        rows = self.start(facts)
        for step in self.steps:
            if not rows:
                break
            rows = step(rows)
        return rows

    def of(self, terms: Sequence[Term]) -> Callable[[Row], Any]:
        """Return what takes out of a row what the terms stand for: a number for one term, a tuple for more."""
        return itemgetter(*(self.slots[term] for term in terms))


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
    start = builder.begin(first)
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
    return Plan(builder.slots, start, tuple(builder.steps), tuple(builder.indexes))


class _Builder:
    """Collects steps, and which column of the rows each term is in."""

    def __init__(self, facts: Sequence[Facts], symbols: Symbols) -> None:
        self._facts = facts
        self._symbols = symbols
        self.slots: dict[Term, int] = {}
        self.steps: list[Step] = []
        self.indexes: list[tuple[Facts, int]] = []

    def known(self, term: Term) -> bool:
        return term in self.slots or isinstance(term, Constant)

    def slot(self, term: Term) -> int:
        """Return the column of a known term; a constant gets one when it is first needed."""
        if term not in self.slots and isinstance(term, Constant):
            number = self._symbols.number[term.value]
            self.slots[term] = len(self.slots)
            self.steps.append(lambda rows: [(*row, number) for row in rows])
        return self.slots[term]

    def begin(self, pattern: Pattern) -> Callable[[Collection[Any]], Rows]:
        terms = pattern.terms
        if len(terms) == 1:
            self.slots[terms[0]] = 0
            if isinstance(terms[0], Constant):
                number = self._symbols.number[terms[0].value]
                return lambda facts: [(number,)] if number in facts else []
            return lambda facts: list(zip(facts, strict=True))
        fixed = [(side, self._symbols.number[term.value]) for side, term in enumerate(terms) if isinstance(term, Constant)]
        self.slots.update({terms[0]: 0, terms[1]: 1})
        if terms[0] == terms[1]:
            return lambda facts: [pair for pair in facts if pair[0] == pair[1] and all(pair[side] == is_ for side, is_ in fixed)]
        if fixed:
            return lambda facts: [pair for pair in facts if all(pair[side] == is_ for side, is_ in fixed)]
        return lambda facts: facts

    def test(self, test: Condition) -> None:
        symbols, op = self._symbols, test.op
        left = self.slot(test.left)
        if op is not Op.NOT_SAME and isinstance(test.right, Constant):
            judge = symbols.judge(op, symbols.number[test.right.value])
            self.steps.append(lambda rows: [row for row in rows if judge[row[left]]])
            return
        right = self.slot(test.right)
        if op is Op.NOT_SAME:
            self.steps.append(lambda rows: [row for row in rows if row[left] != row[right]])
        else:
            self.steps.append(lambda rows: [row for row in rows if symbols.holds(op, row[left], row[right])])

    def join(self, pattern: Pattern) -> None:
        facts, terms = self._facts[pattern.relation], pattern.terms
        free = [side for side, term in enumerate(terms) if not self.known(term)]
        if not free:
            self._check(facts, [self.slot(term) for term in terms])
        elif len(free) == 1 and len(terms) == 2:
            self._extend(facts, self.slot(terms[1 - free[0]]), 1 - free[0])
            self.slots[terms[free[0]]] = len(self.slots)
        elif len(terms) == 1:
            self.steps.append(lambda rows: [(*row, each) for row in rows for each in facts.all])
            self.slots[terms[0]] = len(self.slots)
        elif terms[0] == terms[1]:
            self.steps.append(lambda rows: [(*row, one) for row in rows for one, other in facts.all if one == other])
            self.slots[terms[0]] = len(self.slots)
        else:
            self.steps.append(lambda rows: [(*row, *pair) for row in rows for pair in facts.all])
            for term in terms:
                self.slots[term] = len(self.slots)

    def _check(self, facts: Facts, columns: list[int]) -> None:
        if len(columns) == 1:
            (column,) = columns
            self.steps.append(lambda rows: [row for row in rows if row[column] in facts.all])
        else:
            left, right = columns
            self.steps.append(lambda rows: [row for row in rows if (row[left], row[right]) in facts.all])

    def _extend(self, facts: Facts, column: int, side: int) -> None:
        def extend(rows: Rows) -> Rows:
            found = facts.index(side).get
            return [(*row, each) for row in rows for each in found(row[column], ())]

        self.steps.append(extend)
        self.indexes.append((facts, side))
