"""A closure that is kept, so that one more comment does not redo the thread.

What is added is taken from there: the work is that of the matches that have a new triple in them. Taking something away is not
offered. A triple that goes takes along what follows from it alone, and to find out what else follows from the rest (DRed: Gupta,
Mumick, Subrahmanian, Maintaining Views Incrementally, 1993) costs, in a map where most things follow in several ways, about
what `closure` costs: make a new `Materialised` of what is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from argmap.reason.rules import Closure, Contradiction, Program, Variable

if TYPE_CHECKING:
    from argmap.reason._fixpoint import Match
    from argmap.reason.rules import Inferred, Triple

__all__ = ["Added", "Materialised", "once"]


@dataclass(frozen=True, slots=True)
class Added:
    """What new triples brought along: what follows now and did not before, sorted, with rules; and the new contradictions."""

    inferred: Sequence[Inferred]
    contradictions: tuple[Contradiction, ...]


class Materialised:
    """The closure of some triples under a program, open for more.

    >>> from rdflib import Graph, Namespace
    >>> from argmap.reason.rules import compile_ontology
    >>> ex = Namespace("https://example.org/")
    >>> program = compile_ontology(Graph().parse(format="turtle", data='''
    ... @prefix : <https://example.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> . :after a owl:TransitiveProperty .
    ... '''))
    >>> lessons = Materialised([(ex.lunch, ex.after, ex.maths), (ex.sports, ex.after, ex.lunch)], program)
    >>> added = lessons.add([(ex.maths, ex.after, ex.art)])
    >>> [(str(s)[20:], str(o)[20:], rule) for s, _, o, rule in added.inferred]
    [('lunch', 'art', ':after Transitive'), ('sports', 'art', ':after Transitive')]
    >>> len(lessons.closure().inferred)
    3
    """

    def __init__(self, triples: Iterable[Triple], program: Program) -> None:
        """Close the triples, those of rdflib or of pyoxigraph, under the program."""
        self._load(triples, program)
        self._engine.prepare()

    def _load(self, triples: Iterable[Triple], program: Program) -> None:
        from argmap.reason._fixpoint import Engine
        from argmap.reason._terms import native

        self._program = program
        self._engine = Engine(program)
        self._names = [rule.name for rule in program.rules]
        self._contradictions: dict[tuple[int, frozenset[Triple]], Contradiction] = {}
        _, matches = self._engine.add(chain(native(triples), program.facts))
        self._found(matches)

    def add(self, triples: Iterable[Triple]) -> Added:
        """State more triples and return exactly what they bring along; what holds already brings nothing."""
        from argmap.reason._inferences import inferences
        from argmap.reason._terms import native

        blocks, matches = self._engine.add(native(triples))
        inferred, _ = inferences(self._engine, blocks, self._names)
        return Added(inferred, self._found(matches))

    def closure(self) -> Closure:
        """Return all that follows from what was stated so far, as `argmap.reason.rules.closure` does.

        A triple may name another rule than it would if everything had been there from the beginning; it names one that gives it.
        """
        from argmap.reason._inferences import inferences

        inferred, order = inferences(self._engine, self._engine.blocks, self._names)
        keys = sorted(self._contradictions, key=lambda key: (key[0], _shown(self._contradictions[key])))
        return Closure(inferred, tuple(self._contradictions[key] for key in keys), order)

    def _found(self, matches: Iterable[Match]) -> tuple[Contradiction, ...]:
        """Return the matches of clashes as contradictions, but one of two that differ only in who is named first."""
        made = []
        for match in matches:
            clash, term = self._program.clashes[match[0]], self._engine.symbols.term
            terms = {each.name: term[number] for each, number in match[1].items() if isinstance(each, Variable)}
            made.append((match[0], Contradiction(clash, dict(sorted(terms.items())), self._engine.triples(match))))
        new = []
        for number, each in sorted(made, key=lambda pair: (pair[0], _shown(pair[1]))):
            key = number, frozenset(each.triples)
            if key not in self._contradictions:
                self._contradictions[key] = each
                new.append(each)
        return tuple(new)


def once(triples: Iterable[Triple], program: Program) -> Closure:
    """Return the closure of the triples under the program (see `argmap.reason.rules.closure`), and keep nothing of it."""
    return _Once(triples, program).closure()


class _Once(Materialised):
    """A closure that is not added to, and so needs no indexes but those of its rules."""

    def __init__(self, triples: Iterable[Triple], program: Program) -> None:
        self._load(triples, program)


def _shown(contradiction: Contradiction) -> list[str]:
    from argmap.reason._relations import text_of

    return [text_of(term) for term in contradiction.terms.values()]
