"""N-Quads (https://www.w3.org/TR/n-quads/): all graphs, a line a quad, sorted, so that `diff` shows what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argmap.export._rows import Rows

__all__ = ["dump"]


def dump(rows: Rows) -> bytes:
    """Return the dataset as N-Quads."""
    lines: bytes = rows.dataset.serialize(format="ox-nquads", encoding="utf-8")
    return b"".join(sorted(lines.splitlines(keepends=True)))
