"""One more comment against a full run: `python -m benchmarks.incremental [--claims N]`.

The same comments, of three claims each, go into a closure that is kept (`Materialised.add`) and into one that is made anew with
everything. Rounds alternate; medians of processor time, as other jobs may run beside, and of the time on the clock. What follows
is held to be the same. A minute and a half for 100,000 claims.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import time
from pathlib import Path
from typing import Any

import pyoxigraph

from argmap.graph import ontology
from argmap.reason.incremental import Materialised
from argmap.reason.rules import closure, compile_ontology
from benchmarks._threads import Triple, comment, thread

ROUNDS = 3

LEAST = 50.0
"""At 100,000 claims: so many times faster than a full run."""

Times = list[tuple[float, float]]
"""Seconds on the clock and of the processor."""


def now() -> tuple[float, float]:
    """Return the time on the clock and of the processor."""
    return time.perf_counter(), time.process_time()


def since(start: tuple[float, float]) -> tuple[float, float]:
    """Return the milliseconds since then."""
    clock, processor = now()
    return 1000 * (clock - start[0]), 1000 * (processor - start[1])


def told(what: str, times: Times) -> str:
    """Return a line with the medians."""
    clock, processor = (statistics.median(each[part] for each in times) for part in (0, 1))
    return f"{what:28} {clock:10.2f} ms, {processor:10.2f} of processor, {memory()}"


def parsed(triples: list[Triple]) -> list[Any]:
    """Return the triples in pyoxigraph's terms, which is how argmap keeps them."""
    text = "".join(f"{' '.join(triple)} .\n" for triple in triples)
    quads = pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    return [(quad.subject, quad.predicate, quad.object) for quad in quads]


def memory() -> str:
    """Return the memory that this process has now, and the most that it had, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return f"{pages * resource.getpagesize() >> 20} MB, {most} at the most so far"


def main() -> None:
    """Print the medians and their ratio."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--claims", type=int, default=100_000)
    claims = parser.parse_args().claims
    program = compile_ontology(ontology())
    stated = parsed(list(thread(claims)))
    print(f"{claims} claims, {len(stated)} triples: {memory()}", flush=True)
    start = now()
    kept = Materialised(stated, program)
    print(told("made, with all indexes", [since(start)]), flush=True)
    adding: Times = []
    again: Times = []
    for number in range(ROUNDS):
        more = parsed(list(comment(claims + 3 * number, claims // 2 + number)))
        stated += more
        start = now()
        added = kept.add(more)
        adding.append(since(start))
        start = now()
        full = closure(stated, program)
        again.append(since(start))
        if not {each[:3] for each in added.inferred} <= {each[:3] for each in full.inferred} or full.contradictions:
            raise SystemExit("the two ways disagree")
        del full
    print(told("one comment added", adding), f"{len(added.inferred)} triples follow", sep="; ")
    print(told("everything anew", again))
    one, other = kept.closure().inferred, closure(stated, program).inferred
    if len(one) != len(other) or any(left[:3] != right[:3] for left, right in zip(one, other, strict=True)):
        raise SystemExit("the two ways disagree")
    ratio = statistics.median(each[1] for each in again) / statistics.median(each[1] for each in adding)
    verdict = "" if claims < 100_000 else f"{'PASS' if ratio >= LEAST else 'FAIL'}  "
    print(f"{verdict}{ratio:.0f} times faster (at least {LEAST:.0f} at 100,000 claims)")


if __name__ == "__main__":
    main()
