"""From an inferred triple down to what was stated: the rule it names, the triples that match the rule's body, and so on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from rdflib import RDF, Literal
from rdflib.term import Node

from argmap.reason._relations import Relation, relation
from argmap.reason._terms import as_rdflib
from argmap.reason._values import belongs, holds, value
from argmap.reason.rules import Atom, Closure, Condition, Constant, Op, Program, Rule, Term

if TYPE_CHECKING:
    from argmap.reason.rules import Triple

__all__ = ["Proofs"]

_Bound = Mapping[Term, Node]


class Proofs:
    """Proofs of what a closure infers from some triples."""

    def __init__(self, triples: Iterable[Triple], closure: Closure, program: Program) -> None:
        rules = {rule.name: rule for rule in program.rules}
        self._rules_for: defaultdict[Relation, list[Rule]] = defaultdict(list)
        for rule in program.rules:
            self._rules_for[relation(rule.head)].append(rule)
        self._rule = {each[:3]: rules[each[3]] for each in closure.inferred}
        self._order = {each[:3]: number for each, number in zip(closure.inferred, closure.order, strict=True)}
        self._by_subject: defaultdict[tuple[Node, Node], list[Triple]] = defaultdict(list)
        self._by_object: defaultdict[tuple[Node, Node], list[Triple]] = defaultdict(list)
        self._by_predicate: defaultdict[Node, list[Triple]] = defaultdict(list)
        stated = ((as_rdflib(s), as_rdflib(p), as_rdflib(o)) for s, p, o in (*triples, *program.facts))
        for triple in sorted({*stated, *self._rule}, key=lambda triple: [str(term) for term in triple]):
            self._by_subject[triple[1], triple[0]].append(triple)
            self._by_object[triple[1], triple[2]].append(triple)
            self._by_predicate[triple[1]].append(triple)

    def rule(self, triple: Triple) -> Rule | None:
        """Return the rule that gives the triple; None for one that is stated."""
        return self._rule.get(triple)

    def premises(self, triple: Triple) -> tuple[Triple, ...]:
        """Return the triples that match the body of the rule that gives the triple, none of which rests on it."""
        rule = self._rule[triple]
        bodies = (
            body for body in self._bodies(rule, triple) if all(self._order.get(each, -1) < self._order[triple] for each in body)
        )
        return next(bodies)

    def grounds(self, triple: Triple) -> tuple[Triple, ...]:
        """Return the stated triples that the triple rests on, each once; for a stated one, itself."""
        found: dict[Triple, None] = {}
        seen, waiting = {triple}, [triple]
        while waiting:
            each = waiting.pop()
            if each in self._rule:
                new = [premise for premise in self.premises(each) if premise not in seen]
                seen.update(new)
                waiting += reversed(new)
            else:
                found[each] = None
        return tuple(found)

    def ways(self, triple: Triple) -> Iterator[tuple[Triple, ...]] | None:
        """Return all from which some rule gives the triple; None for one that is stated. These may go round in circles."""
        if triple not in self._rule:
            return None
        kind = triple[2] if triple[1] == RDF.type else None
        return (body for rule in self._rules_for[triple[1], kind] for body in self._bodies(rule, triple))

    def _bodies(self, rule: Rule, triple: Triple) -> Iterator[tuple[Triple, ...]]:
        """Yield the triples that match the body of the rule where its head is `triple`."""
        bound = _match(rule.head, triple, {})
        if bound is not None:
            atoms = [part for part in rule.body if isinstance(part, Atom)]
            conditions = [part for part in rule.body if isinstance(part, Condition)]
            yield from self._join(atoms, conditions, bound)

    def _join(self, atoms: list[Atom], conditions: list[Condition], bound: _Bound) -> Iterator[tuple[Triple, ...]]:
        if not atoms:
            if all(_holds(condition, bound) for condition in conditions):
                yield ()
            return
        # The atom of which most is known goes first; a class alone says little.
        atom = max(atoms, key=lambda each: (_at(each.subject, bound) is not None, each.predicate != RDF.type))
        rest = [each for each in atoms if each is not atom]
        for triple in self._candidates(atom, bound):
            if (more := _match(atom, triple, bound)) is not None:
                yield from ((triple, *others) for others in self._join(rest, conditions, more))

    def _candidates(self, atom: Atom, bound: _Bound) -> list[Triple]:
        subject, object = _at(atom.subject, bound), _at(atom.object, bound)
        if subject is not None:
            return self._by_subject.get((atom.predicate, subject), [])
        return self._by_predicate[atom.predicate] if object is None else self._by_object.get((atom.predicate, object), [])


def _at(term: Term, bound: _Bound) -> Node | None:
    return as_rdflib(term.value) if isinstance(term, Constant) else bound.get(term)


def _match(atom: Atom, triple: Triple, bound: _Bound) -> _Bound | None:
    """Return `bound` with what the atom's variables must stand for to be the triple; None where they cannot."""
    more = dict(bound)
    for term, node in ((atom.subject, triple[0]), (atom.object, triple[2])):
        known = _at(term, more)
        if known is not None and known != node:
            return None
        more[term] = node
    return more


def _holds(condition: Condition, bound: _Bound) -> bool:
    left, right = _at(condition.left, bound), _at(condition.right, bound)
    if condition.op is Op.NOT_SAME:
        return left != right
    if condition.op in (Op.IN, Op.NOT_IN):
        return right is not None and isinstance(left, Literal) and belongs(left, right) is (condition.op is Op.IN)
    return isinstance(left, Literal) and isinstance(right, Literal) and holds(condition.op, value(left), value(right))
