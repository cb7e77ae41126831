"""The store: rdflib's Dataset in front, Oxigraph behind."""

from __future__ import annotations

from typing import Any

from oxrdflib import OxigraphStore
from pyoxigraph import Store
from rdflib import Dataset

from argmap.graph.vocabulary import PREFIXES

__all__ = ["new_dataset", "oxigraph"]


def new_dataset() -> Dataset:
    """Return an empty dataset, kept in memory; asked without naming a graph, it answers from all of them."""
    dataset = Dataset(store=OxigraphStore(store=Store()), default_union=True)
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
