"""The rules run to their end over numbered facts, round by round, each round on what the last one found.

Semi-naive evaluation (Bancilhon, Naive Evaluation of Recursively Defined Relations, 1986): a match that is new in a round has a
fact of the last round in it, so that only joins that begin with one are made. A later run begins with what was added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import compress
from operator import itemgetter
from typing import Any

import numpy as np
from rdflib import RDF
from rdflib.term import Node

from argmap.reason._joins import Column, Facts, Pattern, Plan, Rows, distinct, make_plan, merged, packed
from argmap.reason._relations import Cache, relation, relations
from argmap.reason._symbols import Symbols
from argmap.reason._terms import as_rdflib
from argmap.reason.rules import Atom, Clash, Condition, Constant, Program, Rule, Term

__all__ = ["Block", "Engine", "Match"]

Fresh = dict[int, Column]
"""New facts by relation, sorted."""

Match = tuple[int, dict[Term, int]]
"""A clash by number, and what its terms stand for."""

_TYPE = -2
"""Stands for `rdf:type` among the numbers of relations."""


@dataclass(frozen=True, slots=True)
class Block:
    """Facts of one relation that one rule gave in one round, from facts of earlier rounds."""

    relation: int
    rule: int
    round: int
    facts: Column


@dataclass(slots=True)
class _Body:
    """A body, and a plan for each of its atoms to begin with; `number` is that of its rule or clash."""

    number: int
    patterns: list[Pattern]
    conditions: list[Condition]
    head: Pattern | None = None
    plans: dict[int, Plan] = field(default_factory=dict)


class Engine:
    """The facts that hold under a program: what was stated and, in `blocks`, what follows from it."""

    def __init__(self, program: Program) -> None:
        self.symbols = Symbols()
        self.relations = relations(program)
        self.stated = [Facts() for _ in self.relations]
        self.blocks: list[Block] = []
        self._number = {each: number for number, each in enumerate(self.relations)}
        self._round = 0
        self._bases: dict[int, int] = {}
        rules = [self._body(number, rule) for number, rule in enumerate(program.rules)]
        self._facts = [Facts() for _ in range(len(self.relations) + len(self._bases))]
        self._linear = {self._linearised(rule) for rule in rules}
        self._rules = rules
        self._clashes = [self._body(number, clash) for number, clash in enumerate(program.clashes)]
        self._axioms = [rule for rule in self._rules if not rule.patterns]
        self._using: defaultdict[int, set[int]] = defaultdict(set)
        for rule in self._rules:
            for pattern in rule.patterns:
                self._using[pattern.relation].add(rule.number)
        self._classes: Cache[int] = Cache(lambda term: self._number.get((RDF.type, as_rdflib(term)), -1))
        self._predicates: Cache[int] = Cache(self._predicate)

    def add(self, triples: Iterable[tuple[Any, Any, Any]]) -> tuple[list[Block], list[Match]]:
        """State triples. Return what follows now and did not before, and the new matches of clashes."""
        is_first = not self._round
        before = len(self.blocks)
        fresh = self._state(triples)
        if is_first:
            self._give_axioms(fresh)
        total: defaultdict[int, list[Column]] = defaultdict(list)
        while fresh:
            for number, facts in fresh.items():
                total[number].append(facts)
            fresh = self._step(fresh)
        return self.blocks[before:], list(self._matches({number: merged(parts) for number, parts in total.items()}))

    def prepare(self) -> None:
        """Make every index that a later run can ask for, so that it does not have to."""
        for body in (*self._rules, *self._clashes):
            for number in range(len(body.patterns)):
                for facts, side in self._plan(body, number).indexes:
                    facts.index(side)

    def triple(self, number: int, *terms: int) -> tuple[Node, Node, Node]:
        """Return the triple that a fact stands for."""
        predicate, kind = self.relations[number]
        return self.symbols.term[terms[0]], predicate, self.symbols.term[terms[1]] if kind is None else kind

    def triples(self, match: Match) -> tuple[tuple[Node, Node, Node], ...]:
        """Return the triples that match the atoms of a clash."""
        patterns = self._clashes[match[0]].patterns
        return tuple(self.triple(pattern.relation, *(match[1][term] for term in pattern.terms)) for pattern in patterns)

    # Facts in

    def _state(self, triples: Iterable[tuple[Any, Any, Any]]) -> Fresh:
        """Take in triples whose relation the program knows, and return those that did not hold before."""
        fresh: Fresh = {}
        for number, given in self._read(list(triples)):
            self.stated[number].add(self.stated[number].without(given))
            self._take(number, given, fresh)
        return fresh

    def _take(self, number: int, given: Column, fresh: Fresh) -> Column:
        """Add facts that no rule gave from others, those that did not hold before to `fresh` as well, and return them."""
        new = self._facts[number].without(given)
        for each in (number, self._bases.get(number)):
            if each is not None and len(new):
                self._facts[each].add(new)
                fresh[each] = merged([fresh[each], new]) if each in fresh else new
        return new

    def _read(self, triples: list[tuple[Any, Any, Any]]) -> Iterator[tuple[int, Column]]:
        """Yield relations that the program knows, with the facts that the triples state."""
        classes, predicates, number = self._classes, self._predicates, self.symbols.number.__getitem__
        found = [classes[object] if (kind := predicates[predicate]) == _TYPE else kind for _, predicate, object in triples]
        known = list(compress(triples, [kind >= 0 for kind in found]))
        kinds = np.array([kind for kind in found if kind >= 0], np.int64)
        sides = [np.fromiter(map(number, map(itemgetter(side), known)), np.int64, len(known)) for side in (0, 2)]
        order = np.argsort(kinds, kind="stable")
        starts = np.flatnonzero(np.diff(kinds[order], prepend=-1))
        for places in np.split(order, starts[1:]) if known else ():
            kind = int(kinds[places[0]])
            size = 1 if self.relations[kind][1] else 2
            yield kind, distinct(packed([side[places] for side in sides[:size]]))

    def _predicate(self, term: Any) -> int:
        predicate = as_rdflib(term)
        return _TYPE if predicate == RDF.type else self._number.get((predicate, None), -1)

    def _give_axioms(self, fresh: Fresh) -> None:
        """Add what rules without a body say."""
        for rule in self._axioms:
            head = rule.head
            if head is None or not all(self._true(condition) for condition in rule.conditions):
                continue
            numbers = [np.array([self.symbols.number[term.value]]) for term in head.terms if isinstance(term, Constant)]
            if len(new := self._take(head.relation, packed(numbers), fresh)):
                self.blocks.append(Block(head.relation, rule.number, 0, new))

    def _true(self, condition: Condition) -> bool:
        left, right = (self.symbols.number[term.value] for term in (condition.left, condition.right) if isinstance(term, Constant))
        return self.symbols.holds(condition.op, left, right)

    # Rounds

    def _step(self, fresh: Fresh) -> Fresh:
        """Return what follows from the fresh facts and the others at once."""
        self._round += 1
        found: defaultdict[int, Facts] = defaultdict(Facts)
        for number in sorted({rule for each in fresh for rule in self._using[each]}):
            rule = self._rules[number]
            head = rule.head
            if head is None:
                continue
            parts = [plan.of(head.terms, rows) for plan, rows in self._rows(rule, fresh)]
            if not parts:
                continue
            new = self._facts[head.relation].without(distinct(np.concatenate(parts)))
            if len(new := found[head.relation].without(new)):
                found[head.relation].add(new)
                self.blocks.append(Block(head.relation, number, self._round, new))
                if head.relation in self._bases and number not in self._linear:
                    found[self._bases[head.relation]].add(new)
        result = {number: facts.all() for number, facts in found.items() if len(facts)}
        for number, new in result.items():
            self._facts[number].add(new)
        return result

    def _rows(self, body: _Body, fresh: Fresh) -> Iterator[tuple[Plan, Rows]]:
        """Yield the matches of the body that have a fresh fact in them."""
        sizes = [len(self._facts[pattern.relation]) for pattern in body.patterns]
        if not all(sizes):
            return
        begins = [(number, fresh[pattern.relation]) for number, pattern in enumerate(body.patterns) if pattern.relation in fresh]
        # Where all facts of an atom are fresh, every match begins with one of them.
        whole = [(size, number) for number, facts in begins if (size := len(facts)) == sizes[number]]
        for number, facts in begins:
            if not whole or number == min(whole)[1]:
                plan = self._plan(body, number)
                if rows := plan.rows(facts):
                    yield plan, rows

    def _matches(self, fresh: Fresh) -> Iterator[Match]:
        for clash in self._clashes:
            if any(pattern.relation in fresh for pattern in clash.patterns):
                for plan, rows in self._rows(clash, fresh):
                    for row in zip(*(column.tolist() for column in rows), strict=True):
                        yield clash.number, {term: row[column] for term, column in plan.slots.items()}

    # Rules in

    def _body(self, number: int, source: Rule | Clash) -> _Body:
        patterns = [self._pattern(part) for part in source.body if isinstance(part, Atom)]
        conditions = [part for part in source.body if isinstance(part, Condition)]
        body = _Body(number, patterns, conditions, self._pattern(source.head) if isinstance(source, Rule) else None)
        if _is_transitive(body):
            self._bases.setdefault(patterns[0].relation, len(self.relations) + len(self._bases))
        return body

    def _pattern(self, atom: Atom) -> Pattern:
        which = relation(atom)
        return Pattern(self._number[which], (atom.subject, atom.object) if which[1] is None else (atom.subject,))

    def _linearised(self, rule: _Body) -> int:
        """Let a transitive rule extend each pair by one that is not its own work alone: that finds the same, and joins less."""
        if not _is_transitive(rule):
            return -1
        first = rule.patterns[0]
        rule.patterns[0] = Pattern(self._bases[first.relation], first.terms)
        return rule.number

    def _plan(self, body: _Body, number: int) -> Plan:
        """Return the plan that begins with the body's atom of that number, made when it is first needed."""
        if number not in body.plans:
            terms = [*(body.head.terms if body.head else ()), *(term for pattern in body.patterns for term in pattern.terms)]
            named = [term for term in dict.fromkeys(terms) if isinstance(term, Constant)]
            others = [*body.patterns[:number], *body.patterns[number + 1 :]]
            body.plans[number] = make_plan(body.patterns[number], others, body.conditions, named, self._facts, self.symbols)
        return body.plans[number]


def _is_transitive(rule: _Body) -> bool:
    """Say whether the rule is p(X,Z) if p(X,Y), p(Y,Z)."""
    if rule.head is None or len(rule.patterns) != 2 or rule.conditions or {len(each.terms) for each in rule.patterns} != {2}:
        return False
    one, other = rule.patterns
    variables = {*one.terms, *other.terms}
    joined = one.terms[1] == other.terms[0] and rule.head.terms == (one.terms[0], other.terms[1])
    is_general = len(variables) == 3 and not any(isinstance(term, Constant) for term in variables)
    return joined and is_general and one.relation == other.relation == rule.head.relation
