"""Writing one mark's attributes anew in annotated text: no other byte of the text changes, so nothing else is read again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from argmap.markup._problems import Problems
from argmap.markup._scan import Mark
from argmap.markup._vocabulary import faults
from argmap.read.attributes import Attributes, parse_attributes, write_attributes

__all__ = ["rewrite"]


def rewrite(raw: str, name: str, marks: Sequence[Mark], number: int, attributes: Attributes) -> tuple[str, tuple[Mark, ...]]:
    """Return the text and its marks with other attributes on the mark `number`; `marks` are those that `scan` found in `raw`.

    Raises ArgmapError if no mark can have these attributes.

    >>> from argmap.markup import scan
    >>> raw = "[Lanes]{.claim #a} are [cheap]{.claim #b}."
    >>> raw, marks = rewrite(raw, "lanes.md", scan(raw).marks, 0, Attributes("lanes", ("crux",)))
    >>> raw, marks == scan(raw).marks
    ('[Lanes]{.crux #lanes} are [cheap]{.claim #b}.', True)
    """
    mark = marks[number]
    inner = mark.written[1:]
    start = min(mark.attributes.offsets.values()) - (len(inner) - len(inner.lstrip(" \t\r\n>"))) - 1
    end = start + len(mark.written)
    written = write_attributes(attributes)
    changed = f"{raw[:start]}{written}{raw[end:]}"
    problems = Problems(changed, name)
    for id, offset, details in faults(parse_attributes(changed, start)[0], mark.opened, empty=not len(mark.span)):
        problems.add(id, offset, **details)
    problems.raise_any()
    by = len(written) - len(mark.written)
    moved = [_moved(each, by, end) for each in marks]
    moved[number] = replace(mark, attributes=parse_attributes(changed, start)[0], written=written)
    return changed, tuple(moved)


def _moved(mark: Mark, by: int, behind: int) -> Mark:
    """Return a mark whose parts behind an offset are so much further on."""
    if by == 0 or all(offset < behind for offset in mark.attributes.offsets.values()):
        return mark
    offsets = {part: offset + by if offset >= behind else offset for part, offset in mark.attributes.offsets.items()}
    opened = mark.opened + by if mark.opened >= behind else mark.opened
    return replace(mark, attributes=replace(mark.attributes, offsets=offsets), opened=opened)
