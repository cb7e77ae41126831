"""A program and its triples as integers: what a Datalog engine is given, so that no text of a map is ever taken for program text.

A member of a class is the pair (member, 0) of the class's relation. Terms and
relations are numbered in the order of their text, so that numbers sort as the triples they stand for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rdflib import RDF, URIRef
from rdflib.term import Node

from argmap.reason._literals import Facts, Literals
from argmap.reason._relations import Cache, Relation, constants, relation, relations, text_of
from argmap.reason._terms import as_rdflib, native
from argmap.reason.rules import Atom, Clash, Condition, Op, Program, Rule, Term, Variable

if TYPE_CHECKING:
    from argmap.reason.rules import Triple

__all__ = ["Numbered", "Numbers", "Pattern"]

_FLIPPED = {Op.LESS: Op.GREATER, Op.LESS_EQUAL: Op.GREATER_EQUAL, Op.GREATER: Op.LESS, Op.GREATER_EQUAL: Op.LESS_EQUAL}


@dataclass(frozen=True, slots=True)
class Pattern:
    """An atom: the relation's number, and two arguments. A negative argument is a variable, any other a number."""

    relation: int
    left: int
    right: int


@dataclass(slots=True)
class Numbered:
    """A rule, or a clash if `head` is None: `body` holds, nothing in `absent` does, and the comparisons of numbers do.

    `variables` are the rule's own, by name, each with the negative number that stands for it.
    """

    head: Pattern | None = None
    body: list[Pattern] = field(default_factory=list)
    absent: list[Pattern] = field(default_factory=list)
    comparisons: list[tuple[int, str, int]] = field(default_factory=list)
    variables: dict[str, int] = field(default_factory=dict)
    helpers: int = 0

    def variable(self, name: str) -> int:
        """Return the number that stands for the variable of that name."""
        return self.variables.setdefault(name, -len(self.variables) - 1)

    def helper(self) -> int:
        """Return a number for a variable that the rule does not name itself; there are none of those after it."""
        self.helpers += 1
        return -len(self.variables) - self.helpers


class Numbers:
    """The numbered form of one program over some triples.

    `terms` gives the term of each number (0 is no term), `relations` what each relation stands for; relations with higher numbers
    hold what the tests need to know about literals. `facts` are the pairs of each relation.
    """

    terms: list[Node]
    relations: list[Relation]
    facts: Facts
    rules: list[Numbered]
    clashes: list[Numbered]

    def __init__(self, triples: Iterable[Triple], program: Program) -> None:
        sources: tuple[Rule | Clash, ...] = (*program.rules, *program.clashes)
        self.relations = relations(program)
        self._relation = {relation: number for number, relation in enumerate(self.relations)}
        self._read((native(triples), program.facts), {term for source in sources for term in constants(source)})
        derived = {self._relation[relation(rule.head)] for rule in program.rules}
        self._literals = Literals(self.terms, self.facts, derived, len(self.relations))
        self.rules = [self._numbered(rule) for rule in program.rules]
        self.clashes = [self._numbered(clash) for clash in program.clashes]

    def triple(self, relation: int, subject: int, object: int) -> Triple:
        """Return the triple that numbers stand for."""
        predicate, kind = self.relations[relation]
        return self.terms[subject], predicate, self.terms[object] if kind is None else kind

    def _read(self, sources: Iterable[Iterable[Triple]], constants: set[Node]) -> None:
        """Give numbers to the terms that matter: constants, and those of triples whose relation the program knows."""
        relation_of: Cache[int] = Cache(lambda term: self._relation.get((as_rdflib(term), None), -1))
        class_of: Cache[int] = Cache(lambda term: self._relation.get((RDF.type, as_rdflib(term)), -1))
        is_type: Cache[bool] = Cache(lambda term: as_rdflib(term) == RDF.type)
        seen: defaultdict[Any, int] = defaultdict()
        seen.default_factory = seen.__len__
        read: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for source in sources:
            for subject, predicate, object in source:
                if is_type[predicate]:
                    if (kind := class_of[object]) >= 0:
                        read[kind].append((seen[subject], -1))
                elif (kind := relation_of[predicate]) >= 0:
                    read[kind].append((seen[subject], seen[object]))
        terms = [as_rdflib(term) for term in seen]
        ordered = sorted({*terms, *constants}, key=text_of)
        self.terms = [URIRef(""), *ordered]
        self._number = {term: number for number, term in enumerate(ordered, 1)}
        # The last one is that of -1, for the object that a member of a class does not have.
        number = [*(self._number[term] for term in terms), 0]
        self.facts = {kind: {(number[left], number[right]) for left, right in pairs} for kind, pairs in read.items()}

    def _numbered(self, source: Rule | Clash) -> Numbered:
        numbered = Numbered()
        numbered.body = [self._pattern(part, numbered) for part in source.body if isinstance(part, Atom)]
        numbered.head = self._pattern(source.head, numbered) if isinstance(source, Rule) else None
        for part in source.body:
            if isinstance(part, Condition):
                self._test(part, numbered)
        return numbered

    def _pattern(self, atom: Atom, numbered: Numbered) -> Pattern:
        right = 0 if atom.predicate == RDF.type else self._argument(atom.object, numbered)
        return Pattern(self._relation[relation(atom)], self._argument(atom.subject, numbered), right)

    def _argument(self, term: Term, numbered: Numbered) -> int:
        return numbered.variable(term.name) if isinstance(term, Variable) else self._number[as_rdflib(term.value)]

    def _test(self, test: Condition, numbered: Numbered) -> None:
        """Add what says the test: a comparison of numbers, or patterns over what `Literals` knows."""
        op = test.op
        left, right = self._argument(test.left, numbered), self._argument(test.right, numbered)
        if right < 0 <= left:
            left, right, op = right, left, _FLIPPED.get(op, op)
        if op is Op.NOT_SAME:
            numbered.comparisons.append((left, "!=", right))
        elif right >= 0:
            sources = [pattern.relation for pattern in numbered.body if pattern.right == left]
            numbered.body.append(Pattern(self._literals.those(op, right, sources), left, 0))
        elif op is Op.UNEQUAL:
            numbered.comparisons.append((left, "!=", right))
            numbered.absent.append(Pattern(self._literals.spelled_apart(), left, right))
        else:
            ranks = numbered.helper(), numbered.helper()
            numbered.body += [Pattern(self._literals.rank(), term, rank) for term, rank in zip((left, right), ranks, strict=True)]
            numbered.comparisons.append((ranks[0], str(op), ranks[1]))
            if op is not Op.EQUAL:
                kind = numbered.helper()
                numbered.body += [Pattern(self._literals.kind(), term, kind) for term in (left, right)]
