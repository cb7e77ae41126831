"""The store: rdflib's Dataset in front, Oxigraph behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oxrdflib import OxigraphStore
from pyoxigraph import Store
from rdflib import Dataset

from argmap.graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad

__all__ = ["extend", "new_dataset"]


def new_dataset(quads: Iterable[Quad]) -> Dataset:
    """Return a dataset of the quads, kept in memory; asked without naming a graph, it answers from all of them."""
    store = Store()
    store.extend(quads)
    dataset = Dataset(store=OxigraphStore(store=store), default_union=True)
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace)
    return dataset


def extend(dataset: Dataset, quads: Iterable[Quad]) -> None:
    """Add the quads to a dataset of `new_dataset`.

    Why is this necessary?
        The way through `Dataset.addN` makes every term three times, and `OxigraphStore` has no public name for the store it wraps.
    """
    wrapper: Any = dataset.store
    wrapper._inner.extend(quads)
