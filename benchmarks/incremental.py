"""One more comment against a full run: `python -m benchmarks.incremental [--claims N]`.

The same comments, of three claims each, go into a closure that is kept (`Materialised.add`) and into one that is made anew with
everything. Rounds alternate; medians. What follows is held to be the same.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import time
from typing import Any

import pyoxigraph

from argmap.graph import ontology
from argmap.reason.incremental import Materialised
from argmap.reason.rules import closure, compile_ontology
from benchmarks._threads import Triple, comment, thread

ROUNDS = 3


def parsed(triples: list[Triple]) -> list[Any]:
    """Return the triples in pyoxigraph's terms, which is how argmap keeps them."""
    text = "".join(f"{' '.join(triple)} .\n" for triple in triples)
    quads = pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    return [(quad.subject, quad.predicate, quad.object) for quad in quads]


def memory() -> int:
    """Return the most memory that this process had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Print the medians and their ratio."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--claims", type=int, default=1000)
    claims = parser.parse_args().claims
    program = compile_ontology(ontology())
    stated = parsed(list(thread(claims)))
    print(f"{claims} claims, {len(stated)} triples: {memory()} MB", flush=True)
    start = time.perf_counter()
    kept = Materialised(stated, program)
    print(f"{'made, with all indexes':28} {1000 * (time.perf_counter() - start):10.2f} ms, {memory()} MB", flush=True)
    adding: list[float] = []
    again: list[float] = []
    for number in range(ROUNDS):
        more = parsed(list(comment(claims + 3 * number, claims // 2 + number)))
        stated += more
        start = time.perf_counter()
        added = kept.add(more)
        adding.append(time.perf_counter() - start)
        start = time.perf_counter()
        full = closure(stated, program)
        again.append(time.perf_counter() - start)
        known = {each[:3] for each in full.inferred}
        if not {each[:3] for each in added.inferred} <= known or full.contradictions:
            raise SystemExit("the two ways disagree")
        del full, known
    if [each[:3] for each in kept.closure().inferred] != [each[:3] for each in closure(stated, program).inferred]:
        raise SystemExit("the two ways disagree")
    print(f"{'one comment added':28} {1000 * statistics.median(adding):10.2f} ms, {len(added.inferred)} triples follow")
    print(f"{'everything anew':28} {1000 * statistics.median(again):10.2f} ms, {memory()} MB")
    print(f"ratio {statistics.median(again) / statistics.median(adding):.0f}")


if __name__ == "__main__":
    main()
