"""Sequences that are made when somebody looks at them, and pass for the tuples they stand for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

__all__ = ["LikeTuple"]

_T = TypeVar("_T")


class LikeTuple(Sequence[_T]):
    """Equal to any sequence of the same items, and hashed and shown as a tuple of them."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))
