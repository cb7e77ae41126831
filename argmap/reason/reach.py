"""Relations over several steps: what rests on what, and what challenges it, all the way down.

In a chain of n claims they are n²/2 pairs, each of which follows from the relations of one step. So the links that say which rule
gave a relation are for those of one step, and a map in which the others are too many to write goes without them: SPARQL's
`am:dependsOn+` and `am:challenges/am:supports*` find them all the same.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from argmap.model import ArgumentMap, StepKind

if TYPE_CHECKING:
    from argmap.reason.rules import Program

__all__ = ["MOST_PAIRS", "one_step", "over_steps", "reaches_too_far"]

MOST_PAIRS = 100_000
"""A thread of 5,000 comments has a tenth of that; a chain has it from 320 claims on, half a second's work in each file."""


def over_steps(program: Program) -> frozenset[str]:
    """Return the names of the rules that lengthen a relation by a step: what they need is what they give, and more.

    >>> from argmap.graph import ontology
    >>> from argmap.reason.rules import compile_ontology
    >>> sorted(over_steps(compile_ontology(ontology())))
    ['am:challenges o am:supports SubPropertyOf am:challenges', 'am:dependsOn Transitive']
    """
    from rdflib import RDF

    from argmap.reason.rules import Atom

    found = set()
    for rule in program.rules:
        needed = [part.predicate for part in rule.body if isinstance(part, Atom)]
        if rule.head.predicate != RDF.type and rule.head.predicate in needed and len(needed) > 1:
            found.add(rule.name)
    return frozenset(found)


def one_step(program: Program) -> Program:
    """Return the program without those rules."""
    left_out = over_steps(program)
    return replace(program, rules=tuple(rule for rule in program.rules if rule.name not in left_out))


def reaches_too_far(map: ArgumentMap, most: int = MOST_PAIRS) -> bool:
    """Say whether the relations over any number of steps are more than `most`; looks at no more pairs than that."""
    above: dict[str, list[str]] = {}
    hits: dict[str, int] = {claim.id: 1 for claim in map.claims}
    targets = {step.id: step.target for step in map.steps}
    for step in map.steps:
        if step.kind is StepKind.INFERENCE:
            for premise in step.premises:
                above.setdefault(premise, []).append(step.target)
        else:
            # A rebuttal challenges its target, an undercut what the step concludes, and either all that rests on that.
            target = step.target if step.kind is StepKind.REBUTTAL else targets[step.target]
            if target in hits:
                hits[target] += len(step.premises)
    left = most
    for claim, pairs in hits.items():
        seen, todo = {claim}, [claim]
        while todo and left >= 0:
            fresh = {*above.get(todo.pop(), ())} - seen
            seen |= fresh
            todo += fresh
            left -= pairs * len(fresh)
    return left < 0
