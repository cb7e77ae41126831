"""Rows of measures, in print and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isnan

import numpy as np

from benchmarks._measures import Measure, Value, measured

__all__ = ["Row", "as_json", "rows_of", "table"]


@dataclass(frozen=True, slots=True)
class Row:
    """A measure by name, what it came to here, and what it came to for each peer that can be measured so."""

    name: str
    value: Value
    peers: Mapping[str, float] = field(default_factory=dict)
    floored: bool = True


def rows_of(
    section: str, posts: Sequence[str], measures: Mapping[str, Measure], peers: Mapping[str, Mapping[str, Measure]] | None = None
) -> list[Row]:
    """Measure everything in `measures`, and the same of the peers over the same items."""
    everything = np.arange(len(posts))
    return [
        Row(
            f"{section}: {name}",
            measured(posts, measure),
            {peer: theirs[name](everything) for peer, theirs in (peers or {}).items() if posts and name in theirs},
        )
        for name, measure in measures.items()
    ]


def table(rows: Sequence[Row]) -> str:
    """Return the rows as text, under a heading wherever a section begins.

    >>> rows = [Row("roles: F1", Value(0.61234, 0.55, 0.7, 470), {"cue rules": 0.5}), Row("words", Value(9000, 9000, 9000, 1))]
    >>> print(table(rows))
                                       value    95% interval     n  peers
    roles
      F1                               0.612  0.550 to 0.700   470  cue rules 0.500
    words                              9,000                     1
    """
    lines = [f"{'':32} {'value':>7} {'95% interval':>15} {'n':>5}  peers"]
    section = ""
    for row in rows:
        head, colon, name = row.name.rpartition(": ")
        if head not in ("", section):
            lines.append(head)
        section = head
        one = row.value
        interval = f"{_number(one.low)} to {_number(one.high)}" if one.low != one.high else ""
        peers = ", ".join(f"{peer} {_number(value)}" for peer, value in row.peers.items())
        line = f"{'  ' if colon else ''}{name}"
        lines.append(f"{line:32} {_number(one.value):>7} {interval:>15} {one.number:>5}  {peers}".rstrip())
    return "\n".join(lines)


def as_json(rows: Sequence[Row]) -> dict[str, object]:
    """Return the rows as plain data; what is not a number is null."""
    return {
        row.name: {
            "value": _rounded(row.value.value),
            "low": _rounded(row.value.low),
            "high": _rounded(row.value.high),
            "number": row.value.number,
            "peers": {peer: _rounded(value) for peer, value in row.peers.items()},
        }
        for row in rows
    }


def _rounded(value: float) -> float | None:
    return None if isnan(value) else round(value, 4)


def _number(value: float) -> str:
    return "-" if isnan(value) else f"{value:,.0f}" if value > 100 else f"{value:.3f}"
