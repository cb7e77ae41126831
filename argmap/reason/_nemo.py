"""The same programs run by Nemo (Ivliev et al., Nemo: Your Friendly and Versatile Rule Reasoning Toolkit, KR 2024).

An extra (`pip install argmap[nemo]`, 244 MB): the oracle in tests.
It says what holds, not by which rule.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from argmap.errors import error
from argmap.reason._numbers import Numbered, Numbers, Pattern
from argmap.reason.rules import Program

if TYPE_CHECKING:
    from argmap.reason.rules import Triple

__all__ = ["infer", "program_of"]


def infer(triples: Iterable[Triple], program: Program) -> frozenset[Triple]:
    """Return the triples that the program infers and that are not stated; raises ArgmapError where Nemo is not installed."""
    if find_spec("nmo_python") is None:
        raise error("missing-part", part="Nemo", job="the second rule engine", command="pip install 'argmap[nemo]'")
    nemo: Any = import_module("nmo_python")
    numbers = Numbers(triples, program)
    # Facts go in as files: what Nemo takes to read a program grows with the square of its length, 6 s for a debate of 1,000 claims.
    with TemporaryDirectory() as folder:
        engine = nemo.NemoEngine(nemo.load_string(program_of(numbers, Path(folder))))
        engine.reason()
    found: set[Triple] = set()
    for relation in sorted({rule.head.relation for rule in numbers.rules if rule.head}):
        pairs = {(int(left), int(right)) for left, right in engine.result(f"p{relation}")}
        found.update(numbers.triple(relation, *pair) for pair in pairs - numbers.facts.get(relation, set()))
    return frozenset(found)


def program_of(numbers: Numbers, folder: Path) -> str:
    """Return the program in Nemo's words, and write the facts that it reads into a folder."""
    return "\n".join((*_files(numbers, folder), *_text(numbers)))


def _files(numbers: Numbers, folder: Path) -> Iterator[str]:
    """Write the facts to files and yield the lines that read them."""
    for relation, pairs in sorted(numbers.facts.items()):
        file = folder / f"{relation}.csv"
        file.write_text("".join(f"{left},{right}\n" for left, right in sorted(pairs)))
        yield f"@import p{relation} :- csv{{resource={json.dumps(str(file))}, format=(int,int)}} ."


def _text(numbers: Numbers) -> Iterator[str]:
    for rule in numbers.rules:
        if rule.head:
            yield f"{_atom(rule.head)} :- {', '.join(_conditions(rule))} ." if rule.body else f"{_atom(rule.head)} ."
    yield from (f"@output p{relation} ." for relation in sorted({rule.head.relation for rule in numbers.rules if rule.head}))


def _conditions(rule: Numbered) -> Iterator[str]:
    yield from map(_atom, rule.body)
    yield from (f"~{_atom(pattern)}" for pattern in rule.absent)
    yield from (f"{_argument(left)} {op} {_argument(right)}" for left, op, right in rule.comparisons)


def _atom(pattern: Pattern) -> str:
    return f"p{pattern.relation}({_argument(pattern.left)},{_argument(pattern.right)})"


def _argument(number: int) -> str:
    return f"?V{-number}" if number < 0 else str(number)
