"""The grounded labelling against clingo and formal-argumentation: `python -m benchmarks.grounded [ARGUMENTS...]`.

What is timed is the labelling in this process, from a framework in the solver's own form to who is in as a Python set; nobody
may keep an index from round to round. For argmap the own form is a `Framework` (pairs of numbers), and what it finds is who is
out as well; for formal-argumentation an `ArgumentationFramework` (a frozen set of pairs of names) and `grounded_extension`,
since its `grounded_labelling` is quadratic. clingo runs twice, and its better time counts: from facts in text, a positive
program whose least model is the grounded labelling, which the grounder decides; and from the same program already ground, in
clingo's own intermediate format, so that the solver alone works. The race "from a file's text" adds parsing (.apx). In the race
"verdicts of a map", argmap's `labels` has the map itself, and the others are given its translation. Rounds alternate; medians;
all results must agree.
"""

from __future__ import annotations

import gc
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import clingo
from argumentation.core.dung import ArgumentationFramework, grounded_extension
from argumentation.interop.iccma import parse_apx

from argmap.model import ArgumentMap, Status
from argmap.reason.dung import SUFFIXES, Framework, read_framework, translate
from argmap.reason.labels import labels
from benchmarks.cruxes import debate

ROUNDS = 5
SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "frameworks"

Solver = Callable[[], set[str]]
"""What is timed: the names of the arguments that are in."""

PROGRAM = """
in(X) :- arg(X), out(Y) : att(Y,X).
out(X) :- att(Y,X), in(Y).
#show in/1.
"""


@dataclass(frozen=True)
class Race:
    """What to time, with the solvers by name: argmap's first."""

    name: str
    solvers: dict[str, Solver]


def thread(size: int, window: int, back: float) -> Framework:
    """Make a framework like a thread's: each argument attacks one of the `window` before it, and a share of them any other."""
    dice = random.Random(size)
    attacks = {(number, dice.randrange(max(0, number - window), number)) for number in range(1, size)}
    attacks |= {(dice.randrange(size), dice.randrange(size)) for _ in range(int(back * size))}
    return Framework(tuple(f"a{number}" for number in range(size)), tuple(sorted(attacks)))


def ours(framework: Framework) -> Solver:
    """Return argmap's solver of a framework: of a new one each time, since a framework keeps what it has worked out."""

    def solve() -> set[str]:
        one = Framework(framework.arguments, framework.attacks)
        return {one.arguments[index] for index in one.grounded[0]}

    return solve


def by_formal_argumentation(framework: Framework) -> Solver:
    """Return formal-argumentation's."""
    names = framework.arguments
    theirs = ArgumentationFramework(frozenset(names), frozenset((names[a], names[b]) for a, b in framework.attacks))
    return lambda: set(grounded_extension(theirs))


def by_clingo(framework: Framework) -> Solver:
    """Return clingo's, from facts in text."""
    facts = "".join(f"arg({index})." for index in range(len(framework.arguments)))
    facts += "".join(f"att({source},{target})." for source, target in framework.attacks)

    def solve() -> set[str]:
        control = clingo.Control(["--warn=none"])
        control.add("base", [], facts + PROGRAM)
        control.ground([("base", [])])
        return {framework.arguments[symbol.arguments[0].number] for symbol in least_model(control)}

    return solve


def by_clingo_ground(framework: Framework, folder: Path) -> Solver:
    """Return clingo's, from a ground program: atom 2i + 1 says that argument i is in, atom 2i + 2 that it is out."""
    path = folder / "ground.aspif"
    lines = ["asp 1 0 0"]
    for index, attackers in enumerate(framework.attackers):
        lines.append(" ".join(map(str, (1, 0, 1, 2 * index + 1, 0, len(attackers), *(2 * one + 2 for one in attackers)))))
        lines += [f"1 0 1 {2 * index + 2} 0 1 {2 * one + 1}" for one in attackers]
        lines.append(f"4 {len(str(index))} {index} 1 {2 * index + 1}")
    path.write_text("\n".join([*lines, "0", ""]))

    def solve() -> set[str]:
        control = clingo.Control(["--warn=none"])
        control.load(str(path))
        return {framework.arguments[symbol.number] for symbol in least_model(control)}

    return solve


def least_model(control: clingo.Control) -> list[clingo.Symbol]:
    """Return what a program with one model shows of it."""
    with control.solve(yield_=True) as handle:
        model = handle.model()
        return list(model.symbols(shown=True)) if model else []


def solvers(framework: Framework, folder: Path) -> dict[str, Solver]:
    """Return all solvers of a framework."""
    return {
        "argmap": ours(framework),
        "clingo": by_clingo(framework),
        "clingo, ground": by_clingo_ground(framework, folder),
        "formal-argumentation": by_formal_argumentation(framework),
    }


def on_a_map(map: ArgumentMap, folder: Path) -> Race:
    """Race argmap's labels of a map against the others on its translation."""
    translation = translate(map)
    claim = {argument: name for name, argument in translation.argument.items()}

    def named(solver: Solver) -> Solver:
        return lambda: {claim[argument] for argument in solver() if argument in claim}

    race = {name: named(solver) for name, solver in solvers(translation.framework, folder).items()}
    race["argmap"] = lambda: {name for name, label in labels(map).items() if label is Status.STANDS}
    return Race(f"verdicts of a map of {len(map.claims):,} claims", race)


def from_a_file(framework: Framework) -> Race:
    """Race from the text of an .apx file to the labelling."""
    text = "".join(f"arg({name}).\n" for name in framework.arguments)
    text += "".join(f"att({framework.arguments[a]},{framework.arguments[b]}).\n" for a, b in framework.attacks)

    def argmap_reads() -> set[str]:
        one = read_framework(text, "x.apx")
        return {one.arguments[index] for index in one.grounded[0]}

    def clingo_reads() -> set[str]:
        control = clingo.Control(["--warn=none"])
        control.add("base", [], text + PROGRAM)
        control.ground([("base", [])])
        return {symbol.arguments[0].name for symbol in least_model(control)}

    return Race(
        f"the thread of {len(framework.arguments):,} arguments, from a file's text",
        {
            "argmap": argmap_reads,
            "clingo": clingo_reads,
            "formal-argumentation": lambda: set(grounded_extension(parse_apx(text))),
        },
    )


def races(size: int, folder: Path) -> Iterator[Race]:
    """Yield the races over frameworks of `size` arguments."""
    for name, window, back in (("a thread", 40, 0.0), ("a shallow thread", size, 0.0), ("a chain", 1, 0.0), ("a tangle", 40, 0.2)):
        yield Race(f"{name} of {size:,} arguments", solvers(thread(size, window, back), folder))
    yield from_a_file(thread(size, 40, 0.0))
    yield on_a_map(debate(size // 8), folder)  # Its translation has about 8 arguments a claim.


def on_the_shared_ones(folder: Path) -> Iterator[Race]:
    """Yield the largest of the frameworks that others published, if they are here."""
    paths = sorted((path for path in SHARED.rglob("*") if path.suffix in SUFFIXES), key=lambda path: -path.stat().st_size)
    for path in [*paths[:1], *(path for path in paths if "admbuster" in path.name)]:
        framework = read_framework(path.read_text("utf-8"), path.name)
        yield Race(f"{path.name}: {len(framework.arguments)} arguments", solvers(framework, folder))


def run(race: Race) -> None:
    """Run the rounds of one race, and print the medians and the ratios."""
    times: dict[str, list[float]] = {name: [] for name in race.solvers}
    for _ in range(ROUNDS):
        found = {}
        for name, solver in race.solvers.items():
            gc.collect()
            start = time.perf_counter()
            found[name] = solver()
            times[name].append(time.perf_counter() - start)
        if any(one != found["argmap"] for one in found.values()):
            raise SystemExit(f"{race.name}: the solvers disagree")
    medians = {name: statistics.median(values) for name, values in times.items()}
    best = min(value for name, value in medians.items() if name.startswith("clingo"))
    print(f"{race.name}: {len(found['argmap']):,} in")
    for name, value in medians.items():
        print(f"  {name:22} {1000 * value:10.2f} ms")
    theirs = {"clingo": best, "formal-argumentation": medians["formal-argumentation"]}
    print("  ratios " + ", ".join(f"{name} {value / medians['argmap']:.1f}" for name, value in theirs.items()))


def main() -> None:
    """Run the races at the sizes asked for."""
    with tempfile.TemporaryDirectory() as name:
        for race in on_the_shared_ones(Path(name)):
            run(race)
        for size in map(int, sys.argv[1:] or ("10000", "100000")):
            for race in races(size, Path(name)):
                run(race)


if __name__ == "__main__":
    main()
