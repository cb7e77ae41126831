"""All preferred extensions against plain clingo and pygarg: `python -m benchmarks.extensions [ARGUMENTS...]`.

Timed from a framework in the solver's own form to the set of its preferred extensions, in this process. "Plain clingo" is
argmap's own encoding on the whole framework, without what argmap does first (the grounded labelling, and what that leaves open
part by part); pygarg (SAT and minimal correction sets) takes lists of names and reads them as such, which it was not built to do
at size. One round for pygarg, whose times are seconds; the others alternate; medians; all results must agree.
"""

from __future__ import annotations

import gc
import random
import statistics
import sys
import time
from collections.abc import Callable

import clingo
from pygarg.dung import solver

from argmap.reason.dung import Framework, Semantics, extensions
from argmap.reason.dung._programs import ADMISSIBLE, MAXIMAL_IN

ROUNDS = 5
Found = set[frozenset[str]]


def thread(size: int, disputes: int) -> Framework:
    """Make a framework like a thread's: each argument attacks one of the 40 before it, and here and there two attack each other."""
    dice = random.Random(size)
    attacks = {(number, dice.randrange(max(0, number - 40), number)) for number in range(1, size)}
    for _ in range(disputes):
        one = dice.randrange(1, size)
        other = dice.randrange(max(0, one - 40), one)
        attacks |= {(one, other), (other, one)}
    return Framework(tuple(f"a{number}" for number in range(size)), tuple(sorted(attacks)))


def by_argmap(framework: Framework) -> Found:
    """List them as argmap does, from a new framework, since one keeps what it has worked out."""
    return {frozenset(one) for one in extensions(Framework(framework.arguments, framework.attacks), Semantics.PREFERRED)}


def by_clingo(framework: Framework) -> Found:
    """List them with clingo's own heuristic for maximal sets."""
    facts = "".join(f"arg({index})." for index in range(len(framework.arguments)))
    facts += "".join(f"att({source},{target})." for source, target in framework.attacks)
    control = clingo.Control(["--warn=none", "--models=0", "--heuristic=Domain", "--enum-mode=domRec"])
    control.add("base", [], facts + ADMISSIBLE + MAXIMAL_IN)
    control.ground([("base", [])])
    with control.solve(yield_=True) as handle:
        return {frozenset(framework.arguments[atom.arguments[0].number] for atom in model.symbols(shown=True)) for model in handle}


def by_pygarg(framework: Framework) -> Found:
    """List them with pygarg."""
    names = list(framework.arguments)
    attacks = [[names[source], names[target]] for source, target in framework.attacks]
    return {frozenset(one) for one in solver.extension_enumeration(names, attacks, "PR")}


def timed(solve: Callable[[Framework], Found], framework: Framework) -> tuple[float, Found]:
    """Return the seconds that a solver takes, and what it finds."""
    gc.collect()
    start = time.perf_counter()
    found = solve(framework)
    return time.perf_counter() - start, found


def main() -> None:
    """Run at the sizes asked for."""
    for size in map(int, sys.argv[1:] or ("300", "1000")):
        framework = thread(size, size // 50)
        seconds, expected = timed(by_pygarg, framework)
        times: dict[str, list[float]] = {"argmap": [], "plain clingo": [], "pygarg": [seconds]}
        for _ in range(ROUNDS):
            for name, solve in (("argmap", by_argmap), ("plain clingo", by_clingo)):
                seconds, found = timed(solve, framework)
                times[name].append(seconds)
                if found != expected:
                    raise SystemExit(f"{size} arguments: {name} and pygarg disagree")
        medians = {name: statistics.median(values) for name, values in times.items()}
        print(f"{size:,} arguments, {len(expected)} preferred extensions")
        for name, value in medians.items():
            print(f"  {name:14} {1000 * value:10.2f} ms, {value / medians['argmap']:.1f} times argmap's")


if __name__ == "__main__":
    main()
