"""Files for others: RDF in the formats people use, and the report in plain words. One private file a format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from argmap.errors import error
from argmap.export._report import report

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["FORMATS", "report", "serialise", "serialise_all"]

FORMATS = ("turtle", "trig", "nquads", "rdfxml", "jsonld")
"""The RDF formats by name. TriG and N-Quads hold all graphs; the others hold what is asserted and inferred as one graph."""


def serialise(dataset: Dataset, format: str) -> bytes:
    """Return `dataset` in one of `FORMATS`: the same bytes for the same data, everywhere.

    Raises ArgmapError for an unknown format, and where RDF/XML cannot hold a character of the text.
    """
    return next(serialise_all(dataset, [format]))


def serialise_all(dataset: Dataset, formats: Iterable[str]) -> Iterator[bytes]:
    """Yield `dataset` in each of the formats; the data is read and sorted once. Raises ArgmapError as `serialise` does."""
    from importlib import import_module

    from argmap.export._rows import Rows

    rows = Rows(dataset)
    for format in formats:
        if format not in FORMATS:
            raise error("result-format", what="a dataset", format=format, known=", ".join(FORMATS))
        yield import_module(f"argmap.export._{format}").dump(rows)
