"""Forward chaining as one would write it on a blackboard: the oracle for the rule engines. Slow, and free of their cleverness."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rdflib import Literal
from rdflib.term import Node

from argmap.reason._values import belongs, holds, value
from argmap.reason.rules import Atom, Condition, Constant, Op, Program, Rule, Term, Variable

Triple = tuple[Node, Node, Node]
Bound = dict[Variable, Node]


def chain(triples: Iterable[Triple], program: Program) -> set[Triple]:
    """Return everything that holds: what is stated and what follows."""
    known = {*triples, *program.facts}
    while True:
        new = {instance(rule.head, bound) for rule in program.rules for bound in bindings(rule.body, known, {})}
        if new <= known:
            return known
        known |= new


def supported(triples: Iterable[Triple], inferred: Iterable[tuple[Node, Node, Node, str]], program: Program) -> set[Triple]:
    """Return which inferred triples follow by the very rules they name, one after the other, from what is stated."""
    rules = {rule.name: rule for rule in program.rules}
    known, waiting = {*triples, *program.facts}, set(inferred)
    while given := {each for each in waiting if gives(rules[each[3]], each[:3], known)}:
        known |= {each[:3] for each in given}
        waiting -= given
    return known


def gives(rule: Rule, triple: Triple, known: set[Triple]) -> bool:
    bound = matched(rule.head, triple, {})
    return bound is not None and any(True for _ in bindings(rule.body, known, bound))


def bindings(body: tuple[Atom | Condition, ...], known: set[Triple], bound: Bound) -> Iterator[Bound]:
    atoms = [part for part in body if isinstance(part, Atom)]
    if atoms:
        rest = tuple(part for part in body if part is not atoms[0])
        for triple in [triple for triple in known if triple[1] == atoms[0].predicate]:
            if (more := matched(atoms[0], triple, bound)) is not None:
                yield from bindings(rest, known, more)
    elif all(true(condition, bound) for condition in body if isinstance(condition, Condition)):
        yield bound


def matched(atom: Atom, triple: Triple, bound: Bound) -> Bound | None:
    more = dict(bound)
    for term, node in ((atom.subject, triple[0]), (atom.object, triple[2])):
        if (term.value if isinstance(term, Constant) else more.setdefault(term, node)) != node:
            return None
    return more


def instance(atom: Atom, bound: Bound) -> Triple:
    return at(atom.subject, bound), atom.predicate, at(atom.object, bound)


def at(term: Term, bound: Bound) -> Node:
    return term.value if isinstance(term, Constant) else bound[term]


def true(condition: Condition, bound: Bound) -> bool:
    left, right = at(condition.left, bound), at(condition.right, bound)
    if condition.op is Op.NOT_SAME:
        return left != right
    if not isinstance(left, Literal):
        return False
    if condition.op in (Op.IN, Op.NOT_IN):
        return belongs(left, right) is (condition.op is Op.IN)
    return isinstance(right, Literal) and holds(condition.op, value(left), value(right))
