"""Rules and clashes as they come up: made safe, put in order, each with a name of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from argmap.reason._match import Draft, unify
from argmap.reason.rules import Atom, Body, Clash, Condition, Rule, Term, Variable

__all__ = ["Collector"]

# The order in which rules are preferred as the reason for a triple: what is nearest to the words of the map comes first.
_GROUPS = ("SubPropertyOf", "InverseOf", "Symmetric", "Chain", "SWRL", "Transitive", "SubClassOf", "Domain", "Range")

_Named = TypeVar("_Named", Rule, Clash)


class Collector:
    """Collects what axioms come to; `beyond` are the axioms, in words, that no rule can say."""

    def __init__(self) -> None:
        self._rules: list[tuple[int, Rule]] = []
        self._clashes: list[Clash] = []
        self.beyond: set[str] = set()

    def rule(self, group: str, name: str, head: Atom, draft: Draft) -> None:
        """Add *head if draft*, but for a tautology; `group` is the kind of axiom it comes from."""
        unified = unify(draft, head)
        if unified is None or unified[1] in unified[0]:
            return
        body, found = unified
        if found and _variables(found) <= _bound(body) and _tested(body) <= _bound(body):
            self._rules.append((_GROUPS.index(group), Rule(name, found, body)))
        else:
            self.beyond.add(name)

    def clash(self, name: str, message: str, draft: Draft) -> None:
        """Add a body that must match nothing."""
        unified = unify(draft)
        if unified is None:
            return
        if _tested(unified[0]) <= _bound(unified[0]):
            self._clashes.append(Clash(name, unified[0], message))
        else:
            self.beyond.add(name)

    def rules(self) -> tuple[Rule, ...]:
        """Return the rules in an order that does not depend on that of the axioms."""
        return _distinct(rule for _, rule in sorted(self._rules, key=lambda pair: (pair[0], pair[1].name, str(pair[1]))))

    def clashes(self) -> tuple[Clash, ...]:
        """Return the clashes in an order that does not depend on that of the axioms."""
        return _distinct(sorted(self._clashes, key=lambda clash: (clash.name, str(clash))))


def _variables(*atoms: Atom | Condition) -> set[Term]:
    terms = (
        term for atom in atoms for term in ((atom.subject, atom.object) if isinstance(atom, Atom) else (atom.left, atom.right))
    )
    return {term for term in terms if isinstance(term, Variable)}


def _bound(body: Body) -> set[Term]:
    return _variables(*(atom for atom in body if isinstance(atom, Atom)))


def _tested(body: Body) -> set[Term]:
    return _variables(*(atom for atom in body if isinstance(atom, Condition)))


def _distinct(found: Iterable[_Named]) -> tuple[_Named, ...]:
    """Return each once, and number those that share a name."""
    kept: list[_Named] = []
    seen: set[object] = set()
    names: Counter[str] = Counter()
    for each in found:
        content = (each.body, each.head) if isinstance(each, Rule) else each.body
        if content not in seen:
            seen.add(content)
            names[each.name] += 1
            kept.append(each if names[each.name] == 1 else replace(each, name=f"{each.name} ({names[each.name]})"))
    return tuple(kept)
