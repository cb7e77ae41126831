"""Extensions: which sets of arguments each semantics accepts, and who is in one or in all of them.

What the grounded labelling settles is settled under every semantics here, so clingo only ever sees what that leaves open, one
connected part at a time; the extensions of the whole are the products of those of the parts.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from argmap.errors import ArgmapError, error
from argmap.reason.dung import _programs as programs
from argmap.reason.dung._framework import Framework
from argmap.reason.dung._programs import Semantics

if TYPE_CHECKING:
    import clingo

__all__ = ["Acceptance", "Extension", "Limit", "Part", "accepted", "count", "extensions", "parts"]

Extension = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limit:
    """When to give up: after so many seconds, or so many extensions of one part."""

    seconds: float = 60.0
    extensions: int = 1_000_000


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Whether an argument is in some (or in all) extensions, and an extension that shows it: one with, or one without it."""

    holds: bool
    witness: Extension | None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a framework that no attack joins to the rest, and its extensions: all of them, or as many as the limit allowed."""

    framework: Framework
    extensions: tuple[Extension, ...]
    complete: bool


class _Clock:
    """The time that is left; one for all parts of one question."""

    def __init__(self, limit: Limit) -> None:
        self.limit = limit
        self._end = time.monotonic() + limit.seconds

    def left(self) -> float:
        """Return the seconds that are left; raises ArgmapError if none are."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise error("out-of-time", seconds=f"{self.limit.seconds:g}")
        return left


def extensions(framework: Framework, semantics: Semantics, limit: Limit = Limit()) -> Iterator[Extension]:
    """Yield the extensions of a framework, each in the order of its arguments; their order is always the same.

    Raises ArgmapError when `limit` is reached.

    >>> two = Framework.of("ab", [("a", "b"), ("b", "a")])
    >>> list(extensions(two, Semantics.PREFERRED)), list(extensions(two, Semantics.GROUNDED))
    ([('a',), ('b',)], [()])
    """
    base, open_parts = _parts(framework, semantics)
    clock = _Clock(limit)
    found = [sorted(_of_part(part, semantics, clock)) for part in open_parts]
    order = {name: index for index, name in enumerate(framework.arguments)}
    for number, chosen in enumerate(product(*found)):
        if number >= limit.extensions:
            raise error("too-many-extensions", most=f"{limit.extensions:,}")
        yield tuple(sorted((*base, *(name for part in chosen for name in part)), key=order.__getitem__))


def count(framework: Framework, semantics: Semantics, limit: Limit = Limit()) -> int:
    """Return how many extensions there are: a product, so that it may be more than anybody could list.

    >>> pairs = [(f"a{i}", f"b{i}") for i in range(100)]
    >>> framework = Framework.of([x for pair in pairs for x in pair], [*pairs, *((b, a) for a, b in pairs)])
    >>> count(framework, Semantics.STABLE) == 2**100
    True
    """
    _, open_parts = _parts(framework, semantics)
    clock = _Clock(limit)
    return prod(len(list(_of_part(part, semantics, clock))) for part in open_parts)


def parts(framework: Framework, semantics: Semantics, limit: Limit = Limit()) -> Iterator[Part]:
    """Yield what the grounded labelling leaves open, part by part, each with its extensions; what `limit` cuts off says so.

    The extensions of the framework are what the grounded labelling accepts, and one extension of each part.

    >>> pairs = [("a", "b"), ("b", "a"), ("c", "d"), ("d", "c"), ("x", "y")]
    >>> [part.extensions for part in parts(Framework.of("abcdxy", pairs), Semantics.PREFERRED)]
    [(('a',), ('b',)), (('c',), ('d',))]
    """
    clock = _Clock(limit)
    for part in _parts(framework, semantics)[1]:
        found: list[Extension] = []
        complete = True
        try:
            for one in _of_part(part, semantics, clock):
                found.append(one)
        except ArgmapError:  # Time is up, or there are more than the limit allows: there is no other.
            complete = False
        yield Part(part, tuple(sorted(found)), complete)


def accepted(
    framework: Framework,
    semantics: Semantics,
    argument: str,
    *,
    everywhere: bool,
    limit: Limit = Limit(),
) -> Acceptance:
    """Say whether `argument` is in some extension, or `everywhere`; the witness is one with it, or the first without it.

    Where there is no extension at all, nothing is in some and, as the definition has it, everything in all of them.
    Raises ArgmapError for an unknown argument and when `limit` is reached.

    >>> nixon = Framework.of(["pacifist", "hawk"], [("pacifist", "hawk"), ("hawk", "pacifist")])
    >>> accepted(nixon, Semantics.PREFERRED, "hawk", everywhere=False)
    Acceptance(holds=True, witness=('hawk',))
    >>> accepted(nixon, Semantics.PREFERRED, "hawk", everywhere=True)
    Acceptance(holds=False, witness=('pacifist',))
    """
    if argument not in framework.arguments:
        raise error("unknown-argument", argument=argument)
    base, open_parts = _parts(framework, semantics)
    clock = _Clock(limit)
    mine = next((part for part in open_parts if argument in part.arguments), None)
    telling = mine is None and (argument in base) != everywhere
    chosen = list(base)
    for part in open_parts:
        one = _telling(part, semantics, argument, everywhere, clock) if part is mine else None
        telling = telling or one is not None
        one = next(_of_part(part, semantics, clock), None) if one is None else one
        if one is None:
            return Acceptance(everywhere, None)  # No extension of one part, so none of the whole.
        chosen += one
    witness = tuple(name for name in framework.arguments if name in set(chosen))
    return Acceptance(telling != everywhere, witness if telling else None)


def _telling(part: Framework, semantics: Semantics, argument: str, without: bool, clock: _Clock) -> Extension | None:
    """Return an extension of `part` with the argument, or one `without` it; None if there is none."""
    index = part.arguments.index(argument)
    program = {Semantics.COMPLETE: programs.COMPLETE, Semantics.STABLE: programs.STABLE}.get(semantics)
    if program is not None:
        constraint = f":- in({index}).\n" if without else f":- not in({index}).\n"
        return next(_models(part, program + constraint, clock), None)
    if semantics is Semantics.PREFERRED:
        # What holds the argument, or an attacker of it, goes on doing so as it grows: a maximal one of these is preferred.
        constraint = f":- not beaten({index}).\n" if without else f":- not in({index}).\n"
        one = next(_models(part, programs.ADMISSIBLE + programs.MAXIMAL_IN + constraint, clock, *_MAXIMAL), None)
        if one is not None or not without:
            return one
    return next((one for one in _of_part(part, semantics, clock) if (argument in one) != without), None)


def _parts(framework: Framework, semantics: Semantics) -> tuple[Extension, list[Framework]]:
    accepted, rejected = framework.grounded
    base = tuple(framework.arguments[index] for index in sorted(accepted))
    if semantics is Semantics.GROUNDED:
        return base, []
    return base, framework.without(accepted | rejected).components()


def _of_part(part: Framework, semantics: Semantics, clock: _Clock) -> Iterator[Extension]:
    match semantics:
        case Semantics.COMPLETE:
            yield from _models(part, programs.COMPLETE, clock)
        case Semantics.STABLE:
            yield from _models(part, programs.STABLE, clock)
        case Semantics.PREFERRED:
            yield from _models(part, programs.ADMISSIBLE + programs.MAXIMAL_IN, clock, *_MAXIMAL)
        case Semantics.SEMI_STABLE:
            # domRec gives each maximal range once; several extensions may have it.
            for reach in list(_models(part, programs.ADMISSIBLE + programs.MAXIMAL_RANGE, clock, *_MAXIMAL, show="range")):
                covered = "".join(f":- not in({index}), not beaten({index}).\n" for index in _indices(part, reach))
                yield from _models(part, programs.COMPLETE + covered, clock)
        case _:
            yield _ideal(part, clock)


_MAXIMAL = ("--heuristic=Domain", "--enum-mode=domRec")


def _ideal(part: Framework, clock: _Clock) -> Extension:
    """Return the largest admissible set that no credulously accepted argument attacks.

    Dunne: The computational complexity of ideal semantics (2009, doi:10.1016/j.artint.2009.09.001).
    """
    *_, last = [(), *_models(part, programs.ADMISSIBLE, clock, "--enum-mode=brave")]
    credulous = _indices(part, last)
    kept = {index for index in credulous if credulous.isdisjoint(part.attackers[index])}
    while True:
        beaten = {victim for index in kept for victim in part.attacked[index]}
        defended = {index for index in kept if beaten.issuperset(part.attackers[index])}
        if defended == kept:
            return tuple(part.arguments[index] for index in sorted(kept))
        kept = defended


def _indices(part: Framework, names: Extension) -> set[int]:
    wanted = set(names)
    return {index for index, name in enumerate(part.arguments) if name in wanted}


def _models(part: Framework, program: str, clock: _Clock, *options: str, show: str = "in") -> Iterator[Extension]:
    """Yield what clingo finds: for each model, the arguments of which `show` holds."""
    import clingo

    clock.left()
    facts = "".join(f"arg({index}).\n" for index in range(len(part.arguments)))
    facts += "".join(f"att({source},{target}).\n" for source, target in part.attacks)
    control = clingo.Control(["--warn=none", "--models=0", *options])
    control.add("base", [], facts + program)
    control.ground([("base", [])])
    found = 0
    # Models share most of their atoms, and to take one apart costs more than to recognise it.
    known: dict[clingo.Symbol, int | None] = {}
    with control.solve(yield_=True, async_=True) as handle:
        while True:
            if not handle.wait(clock.left()):
                handle.cancel()
                clock.left()
                raise error("out-of-time", seconds=f"{clock.limit.seconds:g}")
            model = handle.model()
            if model is None:
                return
            found += 1
            if found > clock.limit.extensions:
                raise error("too-many-extensions", most=f"{clock.limit.extensions:,}")
            atoms = model.symbols(shown=True)
            known.update((atom, _shown(atom, show)) for atom in atoms if atom not in known)
            indices = sorted(index for atom in atoms if (index := known[atom]) is not None)
            yield tuple(part.arguments[index] for index in indices)
            handle.resume()


def _shown(atom: clingo.Symbol, show: str) -> int | None:
    """Return the argument that an atom says `show` of; None if it says something else."""
    return atom.arguments[0].number if atom.name == show else None
