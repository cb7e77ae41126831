"""TriG (https://www.w3.org/TR/trig/): all graphs, each with its own triples."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from argmap.export._quads import prefixes_of, quads_of
from argmap.export._turtle import laid_out

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["dump"]


def dump(dataset: Dataset) -> bytes:
    """Return the dataset as TriG."""
    import pyoxigraph as ox

    quads = quads_of(dataset)
    return laid_out(cast(bytes, ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes=prefixes_of(quads)))).encode()
