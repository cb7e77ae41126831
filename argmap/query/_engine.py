"""Running one SPARQL query over a dataset, in a child process that can be stopped."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, cast

from argmap.errors import error
from argmap.model import Place
from argmap.query._result import Result, ResultKind, Row, sort_key, term
from argmap.query._syntax import syntax_error
from argmap.query._tokens import Token, has_order, keyword, star_columns, tokens, update_word

if TYPE_CHECKING:
    import pyoxigraph as ox
    from rdflib import Dataset
    from rdflib.term import Identifier

__all__ = ["TIMEOUT", "run", "thread_of"]

TIMEOUT = 30.0
"""Seconds after which a query is stopped, unless the caller says otherwise."""

_MEMORY = 4 << 30
"""Bytes that a query may use: enough for a map of a million claims, and less than would bring a laptop to a halt."""

_RESULTS = 512 << 20
"""Bytes of results: some five million rows. Nobody reads them; more is a forgotten join."""

_GRACE = 5.0
"""Seconds after which a child stops itself where its parent, killed meanwhile, could not."""

# What runs out of memory aborts or is killed; an orphan's alarm ends it. The names are not all there on Windows.
_SIGABRT, _SIGKILL, _SIGALRM = 6, 9, 14
_GRAPHS = ("asserted", "suggested", "inferred")


def run(dataset: Dataset, sparql: str, timeout: float = TIMEOUT, *, thread: str | None = None, name: str = "query") -> Result:
    """Return what the SPARQL 1.1 query `sparql` (SELECT, ASK, CONSTRUCT or DESCRIBE) finds in `dataset`.

    Outside of GRAPH the query sees everything at once: what is asserted, suggested and inferred. The prefixes of
    `argmap.graph.vocabulary.PREFIXES` are declared, and `t:` for the nodes of the thread; of several threads each has its id
    for a prefix. `thread` is the id of the one thread to look at, by default all in the dataset; `name` is what errors call
    the query.

    Rows come in a fixed order: the query's own or, without an ORDER BY, sorted. A query only reads, and it reads nothing
    but the dataset.

    Raises ArgmapError: the query cannot be read, would write or reach for the network, does not end within `timeout`
    seconds, or wants more memory than a query may have.

    >>> from rdflib import Dataset, Literal, URIRef
    >>> from argmap.graph.vocabulary import AM
    >>> dataset = Dataset(store="Oxigraph")
    >>> town = URIRef("https://w3id.org/argmap/id/town")
    >>> graph = dataset.graph(town + "/asserted")
    >>> _ = graph.add((town + "/safer", AM.text, Literal("Lanes save lives.")))
    >>> [str(value) for value in run(dataset, "SELECT ?text { ?claim am:text ?text }").rows[0]]
    ['Lanes save lives.']
    >>> run(dataset, "ASK { ?claim am:text }")
    Traceback (most recent call last):
    ...
    argmap.errors.ArgmapError: query:1:22: the query cannot be read: '}' cannot stand here: ASK { ?claim am:text ^}. \
Mend it at the caret (^). [query-syntax]
    """
    found = tokens(sparql)
    _refuse(found, sparql, name)
    prefixes, graphs = _scope(dataset, thread)
    named = bool(keyword(found, "GRAPH") or keyword(found, "FROM"))
    answer = _evaluate(sparql, name, prefixes, _data(dataset, graphs, named), timeout)
    kind, _, body = answer.partition(b"\n")
    return _result(ResultKind(kind.decode()), body, found, prefixes)


def thread_of(dataset: Dataset, thread: str | None = None) -> str | None:
    """Return the IRI of the thread of that id or, without one, of the only thread in `dataset` (None for no or several).

    Raises ArgmapError for an id that the dataset has no thread of.
    """
    from rdflib import RDF

    from argmap.graph.iris import BASE, thread_iri
    from argmap.graph.vocabulary import AM

    known = sorted({str(quad[0]) for quad in dataset.quads((None, RDF.type, AM.Thread, None))})
    if thread is None:
        return known[0] if len(known) == 1 else None
    if thread_iri(thread) not in known:
        listed = ", ".join(iri.removeprefix(BASE) for iri in known) or "none"
        raise error("no-such-thread", thread=thread, known=listed)
    return thread_iri(thread)


def _scope(dataset: Dataset, thread: str | None) -> tuple[dict[str, str], list[str]]:
    """Return the prefixes of the query and the graphs it sees at once (none named: all)."""
    from argmap.graph.vocabulary import PREFIXES

    iri = thread_of(dataset, thread)
    prefixes = {**PREFIXES, "t": f"{iri}/"} if iri else {**_prefixes(dataset), **PREFIXES}
    return prefixes, [f"{iri}/{graph}" for graph in _GRAPHS] if thread else []


def _prefixes(dataset: Dataset) -> dict[str, str]:
    """Return a prefix for each of several threads, as far as its id can be one: `bike-lanes:` for the nodes of that thread."""
    from rdflib import RDF

    from argmap.graph.iris import BASE
    from argmap.graph.vocabulary import AM

    threads = sorted({str(quad[0]) for quad in dataset.quads((None, RDF.type, AM.Thread, None))})
    ids = {iri.removeprefix(BASE): f"{iri}/" for iri in threads if iri.startswith(BASE)}
    return {id: iri for id, iri in ids.items() if re.fullmatch(r"[A-Za-z](?:[\w-]*\w)?", id, re.ASCII)}


def _data(dataset: Dataset, graphs: Collection[str], named: bool) -> bytes:
    """Return what the query can see as N-Quads: `graphs` (none given: all) merged and, if `named`, each as itself too.

    Why is this necessary?
        Oxigraph (and so oxrdflib's `default_union`) can take a union of named graphs for the default graph, but a triple
        that is in two of them then counts twice, which spoils COUNT and every plain SELECT:
        https://github.com/oxigraph/oxigraph/issues/1919 (mended after 0.5).

    The lines are sorted, because Oxigraph yields what it finds in an order that depends on that of loading: equal datasets
    give equal answers.
    """
    from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

    lines = {
        str(graph.identifier): graph.serialize(format="ox-nt", encoding="utf-8").splitlines(keepends=True)
        for graph in dataset.graphs()
        if not graphs or str(graph.identifier) in graphs
    }
    data = sorted({line for found in lines.values() for line in found})
    if named:
        for graph in sorted(lines.keys() - {str(DATASET_DEFAULT_GRAPH_ID)}):
            end = f" <{graph}> .\n".encode()
            data += [line.removesuffix(b" .\n") + end for line in sorted(lines[graph])]
    return b"".join(data)


def _refuse(found: Sequence[Token], sparql: str, name: str) -> None:
    """Raise ArgmapError for an update and for a query that would call another server."""
    update, service = update_word(found), keyword(found, "SERVICE")
    for id, word in (("query-writes", update), ("query-network", service)):
        if word:
            line, start = sparql.count("\n", 0, word.start) + 1, sparql.rfind("\n", 0, word.start) + 1
            raise error(id, Place(name, line, word.start - start + 1), word=word.text.upper())


def _evaluate(sparql: str, name: str, prefixes: dict[str, str], data: bytes, timeout: float) -> bytes:
    """Return the response of a child process to the query; raises ArgmapError."""
    from argmap.query import _worker

    done = _child(sparql, prefixes, data, timeout)
    if done is None or done.returncode == -_SIGALRM:
        raise error("query-timeout", seconds=f"{timeout:g}")
    if done.returncode == 0:
        return done.stdout
    if done.returncode == _worker.SYNTAX:

        def engine_says(text: str) -> str | None:
            again = _child(text, prefixes, b"", timeout)
            return again.stderr.decode() if again and again.returncode == _worker.SYNTAX else None

        raise syntax_error(sparql, name, tuple(prefixes), engine_says)
    if done.returncode in {_worker.TOO_LARGE, -_SIGABRT, -_SIGKILL}:
        raise error("query-too-large")
    reason = done.stderr.decode(errors="replace").strip() or f"exit code {done.returncode}"
    raise error("query-failed", reason=reason)


def _child(sparql: str, prefixes: dict[str, str], data: bytes, timeout: float) -> subprocess.CompletedProcess[bytes] | None:
    """Return what the child process said, or None where it was stopped. It never outlives this call, not even on Ctrl-C."""
    from argmap.query import _worker

    limits = {"seconds": timeout + _GRACE, "memory": _MEMORY, "results": _RESULTS}
    request = {"query": sparql, "prefixes": prefixes, **limits}
    command = [sys.executable, "-P", "-X", "utf8", _worker.__file__]
    try:
        return subprocess.run(  # noqa: S603 - our own script, and the query goes in as data
            command, input=json.dumps(request).encode() + b"\n" + data, capture_output=True, timeout=timeout, check=False
        )
    except subprocess.TimeoutExpired:
        return None


def _result(kind: ResultKind, body: bytes, query: Sequence[Token], prefixes: dict[str, str]) -> Result:
    import pyoxigraph as ox

    if kind is ResultKind.ASK:
        return Result(kind, answer=body == b"true", prefixes=prefixes)
    if kind is ResultKind.GRAPH:
        columns: tuple[str, ...] = ("subject", "predicate", "object")
        triples = (quad.triple for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES))
        rows = _rows(tuple(triple) for triple in triples)
    else:
        solutions = cast("ox.QuerySolutions", ox.parse_query_results(body, format=ox.QueryResultsFormat.TSV))
        found = [variable.value for variable in solutions.variables]
        columns = tuple(name for name in star_columns(query) or found if name in found)
        places = [found.index(name) for name in columns]
        rows = _rows(tuple(solution[place] for place in places) for solution in solutions)
    if not has_order(query):
        keys = {value: sort_key(value) for row in rows for value in row}
        rows.sort(key=lambda row: [keys[value] for value in row])
    return Result(kind, columns, tuple(rows), prefixes=prefixes)


def _rows(solutions: Iterable[Sequence[ox.NamedNode | ox.BlankNode | ox.Literal | None]]) -> list[Row]:
    """Return rows of rdflib's terms. Equal terms are one object, so that a long result takes little memory."""
    known: dict[object, Identifier | None] = {None: None}
    rows = []
    for solution in solutions:
        for value in solution:
            if value is not None and value not in known:
                known[value] = term(value)
        rows.append(tuple(known[value] for value in solution))
    return rows
