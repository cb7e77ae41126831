"""Is a map free of contradiction, as OWL understands the ontology? The rules look first, then HermiT, and both speak in words.

HermiT (Glimm, Horrocks, Motik, Stoilos, Wang: HermiT, an OWL 2 Reasoner, 2014) is complete for OWL 2 DL, so it sees what no rule
can: that a thing must have something it cannot have, or must be one of several things, all of them shut. But it does not say why.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from argmap.model import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rdflib import Graph
    from rdflib.term import Node

    from argmap.reason._words import Words
    from argmap.reason.rules import Closure, Program, Triple

__all__ = ["Conflict", "Consistency", "consistency"]

_SHOWN = 20
"""So many contradictions are told apart; a map with more has one cause for most of them."""

_TRIES = 80
"""So often a reasoner is asked at most to find which statements contradict each other."""

_STEPS = 2000
"""Among so many steps of rules the lightest proof of a contradiction is looked for."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Statements that cannot all be true. `words` says why, `place` where one of them stands; `str()` is the line to print."""

    words: str
    place: Place | None = None
    statements: tuple[Triple, ...] = ()

    def __str__(self) -> str:
        return f"{self.place}: {self.words}" if self.place else self.words


@dataclass(frozen=True, slots=True)
class Consistency:
    """What the reasoners say of an ontology with data.

    `consistent` is None if HermiT ran out of time. `classes` are the pairs (individual, class) that HermiT infers over and above
    what was stated and what the rules give; `unsatisfiable` are the classes that can have no member.
    """

    consistent: bool | None
    conflicts: tuple[Conflict, ...] = ()
    classes: tuple[tuple[Node, Node], ...] = ()
    unsatisfiable: tuple[Node, ...] = ()

    @property
    def explanation(self) -> str:
        """The conflicts, a line each; or why there are none."""
        if self.consistent:
            return "No contradiction."
        return "\n".join(map(str, self.conflicts)) or "HermiT did not end within its time, and the rules see no contradiction."


def consistency(
    triples: Iterable[Triple],
    ontology: Graph,
    closure: Closure | None = None,
    *,
    places: Callable[[str], Place | None] = lambda _: None,
    seconds: float = 60.0,
    megabytes: int = 2000,
) -> Consistency:
    """Check what is stated, with all that follows from it, for contradictions.

    `closure` is that of the triples under the ontology's rules, if it is known already; `places` leads from an IRI to where it is
    stated. `seconds` and `megabytes` limit HermiT. Contradictions that the rules see are told without asking it. Raises ArgmapError
    where Java or owlready2 is not installed, or a reasoner fails.
    """
    from argmap.reason import rules
    from argmap.reason._terms import as_rdflib, native
    from argmap.reason._words import Words

    stated = sorted({(as_rdflib(s), as_rdflib(p), as_rdflib(o)) for s, p, o in native(triples)}, key=_text)
    program = rules.compile_ontology(ontology)
    closure = closure or rules.closure(stated, program)
    words = Words(ontology, places)
    if closure.contradictions:
        return Consistency(False, tuple(_told(stated, closure, program, words)))
    hermit = _HermiT(ontology, program, seconds, megabytes)
    found = hermit.consistency(stated, closure)
    if found.consistent is False:
        return Consistency(False, (_found(stated, hermit, words),))
    return found


def _cores(stated: Sequence[Triple], closure: Closure, program: Program) -> Iterator[tuple[Triple, ...]]:
    """Yield the smallest sets of statements found behind the contradictions that the rules see, each once.

    They are small because they are what light proofs rest on, and none has a statement too many: each part of one is consistent.
    """
    from argmap.reason import rules
    from argmap.reason._core import lightest, smallest
    from argmap.reason._proof import Proofs

    proofs, facts, mine = Proofs(stated, closure, program), set(program.facts), set(stated)

    def ways(triple: Triple) -> Iterable[tuple[Triple, ...]] | None:
        return [()] if triple in facts else proofs.ways(triple)

    def contradicts(part: Sequence[Triple]) -> bool:
        return bool(rules.closure(part, program).contradictions)

    if contradicts(()):
        yield ()
        return
    seen: set[frozenset[Triple]] = set()
    for each in closure.contradictions[:_SHOWN]:
        grounds = lightest(each.triples, ways, _STEPS)
        if grounds is None:
            grounds = [ground for triple in each.triples for ground in proofs.grounds(triple)]
        given = sorted(mine.intersection(grounds), key=_text)
        core = smallest(given, contradicts, _TRIES) if len(given) > 1 else given
        if frozenset(core) not in seen:
            seen.add(frozenset(core))
            yield tuple(core)


def _told(stated: Sequence[Triple], closure: Closure, program: Program, words: Words) -> Iterator[Conflict]:
    """Yield the contradictions that the rules see."""
    for core in _cores(stated, closure, program):
        yield _in_words(core, program, words)
    if (more := len(closure.contradictions) - _SHOWN) > 0:
        yield Conflict(f"and {more} more contradictions")


def _in_words(core: Sequence[Triple], program: Program, words: Words) -> Conflict:
    """Return why statements contradict each other, of which none can be left out."""
    from argmap.reason import rules
    from argmap.reason._proof import Proofs

    closure = rules.closure(core, program)
    proofs = Proofs(core, closure, program)
    # Whichever contradiction is told, it needs them all; so that with the least to say.
    each = min(closure.contradictions, key=lambda each: (len([one for one in each.triples if proofs.rule(one)]), len(each.triples)))
    message = each.clash.message.format(**{name: words.term(term) for name, term in each.terms.items()})
    parts = [f"{message} ({_axiom(each.clash.name)})"]
    grounds: dict[Triple, None] = {}
    for triple in dict.fromkeys(each.triples):
        below = proofs.grounds(triple)
        grounds |= dict.fromkeys(below)
        if rule := proofs.rule(triple):
            parts.append(f"{words.statement(triple)} because {' and '.join(map(words.placed, below))} ({_axiom(rule.name)})")
    return Conflict("; ".join(parts), words.place(grounds), tuple(ground for ground in grounds if ground in core))


def _axiom(name: str) -> str:
    """Return the words of the axiom that a rule was made from; its other rules have a number after them."""
    return re.sub(r" \(\d+\)$", "", name)


def _text(terms: Sequence[Node]) -> list[str]:
    """Return what tuples of terms are sorted by."""
    return [str(term) for term in terms]


class _HermiT:
    """Asks HermiT about parts of what is stated, until the time is over."""

    def __init__(self, ontology: Graph, program: Program, seconds: float, megabytes: int) -> None:
        self._ontology = ontology
        self._program = program
        self._until = monotonic() + seconds
        self._megabytes = megabytes
        self._tries = _TRIES

    @property
    def gave_up(self) -> bool:
        """Whether there is no time or no try left."""
        return self._tries <= 0 or monotonic() > self._until

    def consistency(self, stated: Sequence[Triple], closure: Closure) -> Consistency:
        from rdflib import OWL, RDF

        from argmap.reason._exchange import Exchange
        from argmap.reason._hermit import ask

        exchange = Exchange(self._ontology)
        known = [*stated, *self._program.facts, *(each[:3] for each in closure.inferred)]
        answer = ask(exchange.given(known), max(self._until - monotonic(), 0.0), self._megabytes)
        if not answer.consistent:
            return Consistency(answer.consistent)
        inferred = exchange.read(answer.inferred)
        classes = exchange.memberships([*known, *inferred]) - {(s, o) for s, p, o in known if p == RDF.type}
        empty = {s for s, p, o in inferred if p == OWL.equivalentClass and o == OWL.Nothing}
        return Consistency(True, (), tuple(sorted(classes, key=_text)), tuple(sorted(empty, key=str)))

    def refutes(self, part: Sequence[Triple]) -> bool:
        """Say whether a part of what is stated contradicts itself; False when the time is over or there were too many."""
        from argmap.reason import rules

        if self.gave_up:
            return False
        self._tries -= 1
        closure = rules.closure(part, self._program)
        return bool(closure.contradictions) or self.consistency(part, closure).consistent is False


def _found(stated: Sequence[Triple], hermit: _HermiT, words: Words) -> Conflict:
    """Return the contradiction that HermiT alone sees, in as few statements as can be found."""
    from argmap.reason._core import smallest

    core = smallest(stated, hermit.refutes, _TRIES)
    if not core:
        return Conflict("the ontology contradicts itself (found by HermiT)")
    found = "found by HermiT, which had no time left to find out whether fewer will do" if hermit.gave_up else "found by HermiT"
    shown = "; ".join(map(words.placed, core[:_SHOWN])) + (f"; and {len(core) - _SHOWN} more" if len(core) > _SHOWN else "")
    return Conflict(f"these cannot all be true ({found}): {shown}", words.place(core), tuple(core))
