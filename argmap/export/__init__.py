"""Files for others: RDF in the formats people use, and the report in plain words. One private file a format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.errors import error
from argmap.export._report import report

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["FORMATS", "report", "serialise"]

FORMATS = ("turtle", "trig", "nquads", "rdfxml", "jsonld")
"""The RDF formats by name. TriG and N-Quads hold all graphs; the others hold what is asserted and inferred as one graph."""


def serialise(dataset: Dataset, format: str) -> bytes:
    """Return `dataset` in one of `FORMATS`: the same bytes for the same data, everywhere.

    Raises ArgmapError for an unknown format, and where RDF/XML cannot hold a character of the text.
    """
    from importlib import import_module

    if format not in FORMATS:
        raise error("result-format", what="a dataset", format=format, known=", ".join(FORMATS))
    written: bytes = import_module(f"argmap.export._{format}").dump(dataset)
    return written
