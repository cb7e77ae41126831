"""The same programs run by clingo's grounder, which computes a Datalog program's only model as it grounds it: the oracle in tests.

Gebser, Kaminski, Kaufmann, Schaub: Multi-shot ASP solving with clingo, 2019. All facts go in and out as text, which
takes it several times as long as `_fixpoint`.

Where several rules can give a triple, or it may be stated as well, each rule has a predicate of its own:

    r7(X,Y) :- BODY, not stated(X,Y).      p(X,Y) :- r7(X,Y).      p(X,Y) :- stated(X,Y).

gringo prints an atom only after all atoms it was made from. So whatever stands above `p(1,2)` was derived without it, and a rule
whose `r(1,2)` stands above it is a reason for it that does not go round in a circle.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING

from argmap.errors import error
from argmap.reason._numbers import Numbered, Numbers, Pattern
from argmap.reason.rules import Closure, Contradiction, Program

if TYPE_CHECKING:
    from argmap.reason.rules import Triple

__all__ = ["close"]

# Whatever is no digit becomes a blank, which leaves of a line of gringo's output three numbers.
_DIGITS = bytes(byte if chr(byte).isdecimal() else 0x20 for byte in range(256))

_CHUNK = 1 << 20


def close(triples: Iterable[Triple], program: Program) -> Closure:
    """Return what the program says of the triples (see `argmap.reason.rules.closure`)."""
    numbers = Numbers(triples, program)
    layout = _Layout(numbers)
    output = _ground(layout.text())
    clashes: list[Contradiction] = []
    if b"k" in output:
        clashes = _contradictions(re.findall(rb"k(\d+)(?:\(([\d,]+)\))?\.", output), numbers, program)
        output = re.sub(rb"(?m)^k.*\n", b"", output)
    found, order = layout.inferred(_atoms(output))
    inferred = tuple((*numbers.triple(relation, left, right), program.rules[rule].name) for relation, left, right, rule in found)
    return Closure(inferred, tuple(clashes), order)


def _ground(text: str) -> bytes:
    """Return gringo's output for a program, one ground atom a line in the order of derivation."""
    if find_spec("clingo") is None:
        raise error("missing-part", part="clingo", job="the second rule engine", command="pip install clingo")
    # A process of its own: Ctrl-C stops it, and reading an atom out of clingo's library costs 8 microseconds, five times as much.
    # -P keeps out a clingo.py of the working directory; PYTHONUNBUFFERED would have gringo write every few bytes apart.
    command = [sys.executable, "-P", "-m", "clingo", "--mode=gringo", "--text", "-Wnone", "-"]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    done = subprocess.run(command, input=text.encode(), capture_output=True, env=environment, check=False)  # noqa: S603 (no shell)
    if done.returncode:
        lines = done.stderr.decode(errors="replace").split("\n")
        raise error("reasoner-failed", reasoner="clingo", reason=next(filter(None, lines), f"exit code {done.returncode}"))
    return done.stdout


def _atoms(output: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield the atoms of the output as three numbers each: predicate and arguments."""
    start = 0
    while start < len(output):
        end = output.find(b"\n", start + _CHUNK) + 1 or len(output)
        numbers = map(int, output[start:end].translate(_DIGITS).split())
        yield from zip(numbers, numbers, numbers, strict=True)
        start = end


class _Layout:
    """Where things are among gringo's predicates: `pN` for relations first, then for rules, then for what is stated."""

    def __init__(self, numbers: Numbers) -> None:
        self.numbers = numbers
        self.rules_of: defaultdict[int, list[int]] = defaultdict(list)
        for index, rule in enumerate(numbers.rules):
            if rule.head:
                self.rules_of[rule.head.relation].append(index)
        # The one rule of a relation that nothing else gives needs no predicate of its own.
        self.alone = {
            relation: rules[0] for relation, rules in self.rules_of.items() if len(rules) == 1 and relation not in numbers.facts
        }
        self.first_rule = max((*numbers.facts, len(numbers.relations))) + 1
        self.first_stated = self.first_rule + len(numbers.rules)

    def text(self) -> str:
        """Return the program; it is made of numbers alone."""
        lines = []
        for relation, pairs in sorted(self.numbers.facts.items()):
            name = f"p{self.first_stated + relation if relation in self.rules_of else relation}"
            lines += [f"{name}({left},{right})." for left, right in sorted(pairs)]
        for relation, rules in sorted(self.rules_of.items()):
            if relation not in self.alone:
                sources = [*(self.first_rule + rule for rule in rules), *self._stated(relation)]
                lines += [f"p{relation}(X,Y) :- p{source}(X,Y)." for source in sources]
        for index, rule in enumerate(self.numbers.rules):
            lines += self._rule(index, rule)
        for index, clash in enumerate(self.numbers.clashes):
            arguments = ",".join(map(_argument, clash.variables.values()))
            lines.append(_clause(f"k{index}({arguments})" if arguments else f"k{index}", _conditions(clash)))
        return "\n".join(lines)

    def _stated(self, relation: int) -> list[int]:
        return [self.first_stated + relation] if relation in self.numbers.facts else []

    def _rule(self, index: int, rule: Numbered) -> Iterator[str]:
        if rule.head is None:
            return
        conditions = _conditions(rule)
        if rule.head.relation in self.alone:
            yield _clause(_atom(rule.head), conditions)
            return
        stated = [replace(rule.head, relation=source) for source in self._stated(rule.head.relation)]
        variants = [conditions]
        if _is_transitive(rule):
            # Extending each pair by one that is not the rule's own work finds the same pairs without joining all with all.
            others = [self.first_rule + other for other in self.rules_of[rule.head.relation] if other != index]
            sources = [*others, *self._stated(rule.head.relation)]
            variants = [[_atom(replace(rule.body[0], relation=source)), *conditions[1:]] for source in sources]
        for variant in variants:
            head = replace(rule.head, relation=self.first_rule + index)
            yield _clause(_atom(head), [*variant, *(f"not {_atom(pattern)}" for pattern in stated)])

    def inferred(self, atoms: Iterable[tuple[int, int, int]]) -> tuple[Iterator[tuple[int, int, int, int]], tuple[int, ...]]:
        """Return relation, subject, object and rule of each triple that is not stated, sorted, and the order of derivation."""
        rules, relations, terms = len(self.numbers.rules), len(self.numbers.relations), len(self.numbers.terms)
        heads = [rule.head.relation if rule.head else 0 for rule in self.numbers.rules]
        reasons: dict[int, int] = {}
        found: list[int] = []
        for predicate, left, right in atoms:
            if predicate in self.rules_of:
                # One integer for a triple: it sorts and hashes several times faster than a tuple.
                triple = (left * relations + predicate) * terms + right
                rule = self.alone.get(predicate, -1)
                if rule < 0:
                    rule = reasons.pop(triple, -1)
                if rule >= 0:
                    found.append(triple * rules + rule)
            elif self.first_rule <= predicate < self.first_stated:
                rule = predicate - self.first_rule
                triple = (left * relations + heads[rule]) * terms + right
                reasons[triple] = min(rule, reasons.get(triple, rule))
        order = sorted(range(len(found)), key=found.__getitem__)
        return (_unpacked(found[number], rules, relations, terms) for number in order), tuple(order)


def _unpacked(packed: int, rules: int, relations: int, terms: int) -> tuple[int, int, int, int]:
    triple, rule = divmod(packed, rules)
    pair, right = divmod(triple, terms)
    left, relation = divmod(pair, relations)
    return relation, left, right, rule


def _is_transitive(rule: Numbered) -> bool:
    """Say whether the rule is p(X,Z) if p(X,Y), p(Y,Z)."""
    head, body = rule.head, rule.body
    if head is None or len(body) != 2 or rule.absent or rule.comparisons:
        return False
    chain = (body[0].left, body[1].left, body[1].right)
    return body == [Pattern(head.relation, *chain[:2]), Pattern(head.relation, *chain[1:])] and (head.left, head.right) == (
        chain[0],
        chain[2],
    )


def _clause(head: str, conditions: list[str]) -> str:
    return f"{head} :- {', '.join(conditions)}." if conditions else f"{head}."


def _conditions(rule: Numbered) -> list[str]:
    comparisons = [f"{_argument(left)} {op} {_argument(right)}" for left, op, right in rule.comparisons]
    return [*map(_atom, rule.body), *(f"not {_atom(pattern)}" for pattern in rule.absent), *comparisons]


def _atom(pattern: Pattern) -> str:
    return f"p{pattern.relation}({_argument(pattern.left)},{_argument(pattern.right)})"


def _argument(number: int) -> str:
    return f"V{-number}" if number < 0 else str(number)


def _contradictions(matches: list[tuple[bytes, bytes]], numbers: Numbers, program: Program) -> list[Contradiction]:
    """Return the clashes that gringo found, sorted, but one of two that differ only in who is named first."""
    found: dict[object, Contradiction] = {}
    for index, arguments in sorted(
        (int(index), tuple(map(int, arguments.split(b",") if arguments else ()))) for index, arguments in matches
    ):
        clash = numbers.clashes[index]
        bound = dict(zip(clash.variables.values(), arguments, strict=True))
        triples = tuple(
            numbers.triple(pattern.relation, bound.get(pattern.left, pattern.left), bound.get(pattern.right, pattern.right))
            for pattern in clash.body
            if pattern.relation < len(numbers.relations)
        )
        terms = {name: numbers.terms[bound[number]] for name, number in clash.variables.items()}
        found.setdefault((index, frozenset(triples)), Contradiction(program.clashes[index], terms, triples))
    return list(found.values())
