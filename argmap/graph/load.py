"""From an RDF dataset back to the argument map it was built from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from argmap.errors import error
from argmap.model import ArgumentMap

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["Loaded", "load"]


class Loaded(NamedTuple):
    """What a dataset says of its thread, and the map."""

    id: str
    title: str
    author: str | None
    date: str | None
    url: str | None
    map: ArgumentMap


def load(dataset: Dataset) -> Loaded:
    """Return the map in the graphs `asserted` and `suggested` of a dataset; the graph `inferred` is not looked at.

    The map equals the one that `build` was given, but for places in files, which a graph does not keep. Raises ArgmapError where
    the dataset holds no thread or several, or where a part of the map lacks what every such part has.

    >>> from argmap.graph import build
    >>> from argmap.model import ArgumentMap, RawMap, Source, Thread
    >>> thread = Thread("lanes", "Bike lanes", "", RawMap(()), Source("lanes.md", "", "markdown"), author="Ann")
    >>> loaded = load(build(thread, ArgumentMap()))
    >>> loaded.title, loaded.author, loaded.map == ArgumentMap()
    ('Bike lanes', 'Ann', True)
    """
    from argmap.graph._facts import Facts

    facts = Facts(dataset)
    thread = facts.thread()
    try:
        return Loaded(*facts.metadata(thread), facts.map())
    except LookupError as problem:
        raise error("broken-graph", node=problem.args[0], property=problem.args[1]) from None
