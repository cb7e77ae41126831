"""The store: rdflib's Dataset in front, Oxigraph behind, and what is to be written waiting in between.

Most maps are made to be written to files and never asked anything. To put a thread of 5,000 comments into Oxigraph and take it
out again takes longer than to make its files, so what sheets say goes there only when somebody asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any, cast

from oxrdflib import OxigraphStore
from pyoxigraph import Literal, NamedNode, Quad, Store
from rdflib import Dataset

from argmap.graph.vocabulary import PREFIXES

__all__ = ["Fact", "Told", "Waiting", "new_dataset", "oxigraph", "triples_of", "waiting"]

Fact = tuple[NamedNode, *tuple[NamedNode | Literal | None, ...]]
"""A property and any number of values; None is no value."""

Told = list[tuple[NamedNode, tuple[Fact, ...]]]
"""Nodes with facts on them. A node may come more than once, and so may a fact."""

_BATCH = 10_000
"""Nodes whose facts the store gets at once: one by one is slow, and quads for all of them take half a kilobyte each, more than the
store."""


class Waiting(OxigraphStore):  # type: ignore[misc]  # it has no types
    """Oxigraph, filled from `told` (by graph) as soon as anybody asks it anything."""

    def __init__(self) -> None:
        super().__init__(store=Store())
        self.told: dict[NamedNode, Told] = {}
        self.asked = False

    @property
    def _inner(self) -> Store:
        """Return the store, with all that was told in it; everything in OxigraphStore goes through here."""
        self.asked = True
        store: Store = super()._inner
        for graph, told in self.told.items():
            while told:
                store.extend([Quad(node, property, value, graph) for node, property, value in triples_of(told[-_BATCH:])])
                del told[-_BATCH:]
        return store

    def states(self, node: NamedNode, property: NamedNode, literal: Literal) -> bool:
        """Say whether some graph has this triple: by now, or as long as nobody asked the store, when this is first called."""
        if self.asked:
            return next(self._inner.quads_for_pattern(node, property, literal, None), None) is not None
        return (node, property, literal) in self._literals

    @cached_property
    def _literals(self) -> set[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
        return {triple for told in self.told.values() for triple in triples_of(told) if isinstance(triple[2], Literal)}


def new_dataset() -> Dataset:
    """Return an empty dataset, kept in memory; asked without naming a graph, it answers from all of them."""
    dataset = Dataset(store=Waiting(), default_union=True)
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace)
    return dataset


def oxigraph(dataset: Dataset) -> Store:
    """Return the store behind a dataset of `new_dataset`.

    Why is this necessary?
        The way through `Dataset.addN` makes every term three times, and `OxigraphStore` has no public name for the store it wraps.
    """
    wrapper: Any = dataset.store
    store: Store = wrapper._inner
    return store


def waiting(dataset: Dataset) -> Waiting:
    """Return where facts wait for the store of a dataset of `new_dataset`."""
    return cast(Waiting, dataset.store)


def triples_of(told: Told) -> Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
    """Yield what was told, triple by triple."""
    for node, facts in told:
        for property, *values in facts:
            for value in values:
                if value is not None:
                    yield node, property, value
