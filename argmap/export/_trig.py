"""TriG (https://www.w3.org/TR/trig/): all graphs, each with its own triples."""

from __future__ import annotations

from collections.abc import Iterator

from argmap.export._rows import Rows, prefixes_of
from argmap.export._turtle import Terms, laid_out, paragraphs, terms_of

__all__ = ["dump"]


def dump(rows: Rows) -> bytes:
    """Return the dataset as TriG."""
    prefixes = prefixes_of(rows.graphs.values())
    return laid_out(_parts(rows, terms_of(rows, prefixes)), prefixes).encode()


def _parts(rows: Rows, terms: Terms) -> Iterator[str]:
    for name, nodes in rows.graphs.items():
        if not name:
            yield from paragraphs(nodes, terms)
            continue
        yield f"{terms[name]} {{\n" + "\n\n".join(paragraphs(nodes, terms, "\t"))
        yield "}"
