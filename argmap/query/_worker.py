"""The child process that evaluates one query: `python _worker.py < request > response`.

Why is this necessary?
    pyoxigraph evaluates in native code that no exception, signal handler or thread of Python can interrupt, and it has
    no time limit of its own. A process can always be killed. This one is a plain script that imports nothing of argmap,
    so that it starts in some 30 ms, and no fork: forking a program that may have threads can hang it, and Windows
    cannot fork.

The request is one line of JSON (`query`, `prefixes`, and the limits `seconds`, `memory` and `results`), then the data as
N-Quads. The response is one word on a line (`select`, `ask`, `graph`), then results as TSV or triples as
N-Triples; or else an exit code, with a message on standard error.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from typing import IO, cast

import pyoxigraph as ox

SYNTAX, TOO_LARGE, FAILED = 10, 11, 12
"""Exit codes: the query cannot be read, its results or its need of memory have no end, the engine gave up on it."""


class TooLargeError(Exception):
    """The results are longer than they may be."""


class Limited:
    """A binary stream that takes no more than `limit` bytes."""

    def __init__(self, stream: IO[bytes], limit: int) -> None:
        self.stream = stream
        self.left = limit

    def write(self, data: bytes) -> int:
        """Write `data`; raises TooLargeError where it is too much."""
        self.left -= len(data)
        if self.left < 0:
            raise TooLargeError
        return self.stream.write(data)

    def flush(self) -> None:
        """Flush the stream."""
        self.stream.flush()


def lock_down(seconds: float, memory: int) -> None:
    """Give up what a query has no business with: new files and sockets, endless memory, outliving a killed parent."""
    try:
        import resource
        import signal
    except ImportError:  # Windows: the checks of the parent and its time limit are what there is
        return
    for limit, value in ((resource.RLIMIT_NOFILE, 3), (resource.RLIMIT_AS, memory)):
        hard = resource.getrlimit(limit)[1]
        # Some systems (macOS) know a limit by name and refuse to set it.
        with suppress(OSError, ValueError):
            resource.setrlimit(limit, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
    # The default action of SIGALRM ends the process, also in the middle of native code.
    signal.setitimer(signal.ITIMER_REAL, seconds)


def answer(result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, out: IO[bytes], limit: int) -> None:
    """Write the result of a query, at most `limit` bytes; raises TooLargeError."""
    limited = Limited(out, limit)
    if isinstance(result, ox.QuerySolutions):
        out.write(b"select\n")
        result.serialize(output=cast(IO[bytes], limited), format=ox.QueryResultsFormat.TSV)
    elif isinstance(result, ox.QueryBoolean):
        out.write(b"ask\n" + (b"true" if result else b"false"))
    else:
        out.write(b"graph\n")
        dataset = ox.Dataset(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in result)
        # CONSTRUCT makes new blank nodes with random names; these are named by their place in the graph.
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        lines = sorted(f"{quad.triple} .\n" for quad in dataset)
        limited.write("".join(lines).encode())


def main() -> int:
    """Read the request, evaluate it, write the response; return the exit code."""
    request = json.loads(sys.stdin.buffer.readline())
    lock_down(request["seconds"], request["memory"])
    try:
        store = ox.Store()
        store.load(sys.stdin.buffer.read(), format=ox.RdfFormat.N_QUADS)
        answer(store.query(request["query"], prefixes=request["prefixes"]), sys.stdout.buffer, request["results"])
    except SyntaxError as problem:
        return stop(SYNTAX, problem)
    except (TooLargeError, MemoryError) as problem:
        return stop(TOO_LARGE, problem)
    except (OSError, RuntimeError, ValueError) as problem:
        return stop(FAILED, problem)
    return 0


def stop(code: int, problem: BaseException) -> int:
    """Say what is wrong and return `code`."""
    sys.stderr.write(str(problem))
    return code


if __name__ == "__main__":
    sys.exit(main())
