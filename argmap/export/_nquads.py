"""N-Quads (https://www.w3.org/TR/n-quads/): all graphs, a line a quad, sorted, so that `diff` shows what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["dump"]


def dump(dataset: Dataset) -> bytes:
    """Return the dataset as N-Quads."""
    lines: bytes = dataset.serialize(format="ox-nquads", encoding="utf-8")
    return b"".join(sorted(lines.splitlines(keepends=True)))
