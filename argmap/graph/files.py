"""RDF that argmap made, read back from a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from argmap.errors import error
from argmap.files import read_bytes
from argmap.model import Place

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["is_rdf", "joined", "read_dataset", "trig_files"]

_SUFFIXES = (".trig", ".nq", ".ttl", ".rdf", ".nt")


def is_rdf(path: str) -> bool:
    """Say whether a file's name is that of RDF.

    >>> is_rdf("exports/debate.trig"), is_rdf("debate.md")
    (True, False)
    """
    return PurePath(path).suffix in _SUFFIXES


def trig_files(folder: str) -> list[str]:
    """Return the TriG files in a folder, sorted by name; raises ArgmapError where there is none."""
    found = sorted(str(file) for file in Path(folder).iterdir() if file.suffix == ".trig")
    if not found:
        raise error("no-maps", path=folder)
    return found


def joined(datasets: Sequence[Dataset]) -> Dataset:
    """Return one dataset of several, such as those of several threads."""
    from argmap.graph._store import new_dataset, oxigraph

    if len(datasets) == 1:
        return datasets[0]
    made = new_dataset()
    for dataset in datasets:
        oxigraph(made).extend(iter(oxigraph(dataset)))
    return made


def read_dataset(path: str) -> Dataset:
    """Read an RDF file into a dataset; raises ArgmapError with the line of a syntax error.

    What has no graph of its own (Turtle, RDF/XML) goes to the default graph.
    """
    import pyoxigraph

    from argmap.graph._store import new_dataset, oxigraph

    data = read_bytes(path)
    format = pyoxigraph.RdfFormat.from_extension(PurePath(path).suffix.removeprefix("."))
    dataset = new_dataset()
    try:
        oxigraph(dataset).bulk_extend(pyoxigraph.parse(data, format=format, base_iri="https://w3id.org/argmap/id/"))
    except SyntaxError as problem:
        raise error("broken-rdf", Place(path, problem.lineno, problem.offset), problem=problem.msg) from None
    return dataset
