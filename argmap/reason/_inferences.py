"""Inferred triples as columns of numbers, sorted and made into terms when somebody looks at them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, overload

import numpy as np

from argmap.reason._joins import Column, distinct, unpacked
from argmap.reason._like_tuple import LikeTuple
from argmap.reason._relations import text_of

if TYPE_CHECKING:
    from argmap.reason._fixpoint import Block, Engine
    from argmap.reason.rules import Inferred

__all__ = ["Later", "inferences"]

_T = TypeVar("_T")

_AT_ONCE = 1 << 14


class Later(LikeTuple[_T]):
    """A tuple of which the length is known and the rest is made when it is asked for, and not kept; equal to what it would be."""

    def __init__(self, length: int, read: Callable[[slice], list[_T]]) -> None:
        self._length = length
        self._read = read

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, place: int) -> _T: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[_T, ...]: ...
    def __getitem__(self, place: int | slice) -> _T | tuple[_T, ...]:
        if isinstance(place, slice):
            return tuple(self._read(place))
        one = range(self._length)[place]
        return self._read(slice(one, one + 1))[0]

    def __iter__(self) -> Iterator[_T]:
        for start in range(0, self._length, _AT_ONCE):
            yield from self._read(slice(start, start + _AT_ONCE))


def inferences(engine: Engine, blocks: Sequence[Block], names: Sequence[str]) -> tuple[Later[Inferred], Later[int]]:
    """Return the facts of the blocks that are not stated as triples, sorted, each with the name of its rule; and their rounds."""
    table = _Table(engine, blocks, names)
    return Later(len(table.rule), table.rows), Later(len(table.rule), table.rounds)


class _Table:
    """What the blocks say, a column for each part of it."""

    def __init__(self, engine: Engine, blocks: Sequence[Block], names: Sequence[str]) -> None:
        self._names = names
        self._term = engine.symbols.term
        self._relations = engine.relations
        facts = [engine.stated[block.relation].without(block.facts) for block in blocks]
        sizes = [len(each) for each in facts]
        self.relation = self._repeated([block.relation for block in blocks], sizes)
        self.rule = self._repeated([block.rule for block in blocks], sizes)
        self.round = self._repeated([block.round for block in blocks], sizes)
        sides = [self._sides(block.relation, each) for block, each in zip(blocks, facts, strict=True)]
        self.left, self.right = (_small([side[number] for side in sides]) for number in (0, 1))

    def rows(self, part: slice) -> list[Inferred]:
        """Return some of the triples, each with the name of its rule."""
        term, names, relations = self._term, self._names, self._relations
        places = self._order[part]
        columns: list[list[Any]] = [each[places].tolist() for each in (self.left, self.relation, self.right, self.rule)]
        rows: list[Inferred] = []
        for left, relation, right, rule in zip(*columns, strict=True):
            predicate, kind = relations[relation]
            rows.append((term[left], predicate, term[right] if kind is None else kind, names[rule]))
        return rows

    def rounds(self, part: slice) -> list[int]:
        """Return the rounds of those triples."""
        found: list[int] = self.round[self._order[part]].tolist()
        return found

    @cached_property
    def _order(self) -> Any:
        """The places of the triples in the order of their text. Relations have their numbers in that order."""
        numbers = distinct(np.concatenate((self.left, self.right)))
        texts = [text_of(self._term[number]) for number in numbers.tolist()]
        rank = np.empty(len(numbers), np.int32)
        rank[sorted(range(len(texts)), key=texts.__getitem__)] = np.arange(len(numbers), dtype=np.int32)
        left, right = (rank[np.searchsorted(numbers, side)] for side in (self.left, self.right))
        return np.lexsort((right, self.relation, left))

    def _sides(self, relation: int, facts: Column) -> Sequence[Column]:
        """Return the numbers on both sides; a member of a class stands on both."""
        return [facts, facts] if self._relations[relation][1] else unpacked(facts, 2)

    @staticmethod
    def _repeated(values: Sequence[int], sizes: Sequence[int]) -> Any:
        return np.repeat(np.array(values, np.int32), sizes)


def _small(parts: Sequence[Column]) -> Any:
    return np.concatenate((np.empty(0, np.int64), *parts)).astype(np.int32)
