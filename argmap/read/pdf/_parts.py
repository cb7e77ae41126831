"""Lines of a PDF put together to paragraphs, headings and list items, by gaps, indents and sizes of letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from argmap.model import Note
from argmap.read.pdf._lines import Line

__all__ = ["Look", "Part", "is_heading", "parts_of", "title_of"]

_STOPPED = re.compile(r"[.!?…:;。！？][\"'”’»)\]*°^\d]*$")
_LEADER = re.compile(r"(?:\. ?){4}\s?\w{1,5}$")  # to the number of a page, in a table of contents


@dataclass(frozen=True, slots=True)
class Look:
    """How the body of the text looks: its letters' size, the step from line to line in such sizes, how long a full line is."""

    size: float
    step: float
    full: int

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Look:
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[line.size] += len(line.text)
        size = sizes.most_common(1)[0][0]
        body = [line for line in lines if line.size == size]
        # A line that ends in the middle of a sentence most likely goes on in the next.
        wrapped = [(a, b) for a, b in pairwise(body) if a.page == b.page and not _STOPPED.search(a.text)]
        steps = Counter(round(step, 1) for a, b in wrapped if 0.8 < (step := (a.y - b.y) / size) < 3)
        # The narrowest step that is no exception: in a text of short paragraphs the gaps between them may be the most.
        step = min((step for step, count in steps.items() if count >= 0.1 * steps.total()), default=1.2)
        if steps.total() < 5:  # too few to tell
            step = min(step, 1.25)
        lengths = sorted(len(line.text) for line in body)
        return cls(size, step, max(lengths[len(lengths) * 9 // 10], 40))


@dataclass(slots=True)
class Part:
    """A paragraph, list item or heading: its lines."""

    lines: list[Line]
    indented: bool = False
    """Whether the first line stands further right than the line above it."""

    @property
    def size(self) -> float:
        return self.lines[0].size


def parts_of(lines: Sequence[Line], look: Look, notes: list[Note]) -> list[Part]:
    parts: list[Part] = []
    for line in lines:
        last = parts[-1] if parts else None
        if last and _on(last.lines[-1], line):
            if not _breaks(last, line, look):
                last.lines.append(line)
                continue
        elif last:
            torn = _torn(parts, line, look)
            if torn:
                torn.lines.append(line)
                words = f"“… {torn.lines[-2].text[-20:]}” and “{line.text[:20]} …”"
                notes.append(Note("joined", f"a paragraph that goes on over a page or column: {words}"))
                continue
        parts.append(Part([line], last is not None and line.x > last.lines[-1].x + 0.8 * line.size))
    return parts


def _on(last: Line, line: Line) -> bool:
    """Say whether `line` stands below `last`, in the same column."""
    return last.page == line.page and line.y <= last.y + 0.5 * line.size


def _breaks(part: Part, line: Line, look: Look) -> bool:
    """Say whether `line`, which stands below the part, begins another one."""
    last, first = part.lines[-1], len(part.lines) == 1
    size = max(line.size, last.size)
    short = len(last.text) < 0.75 * look.full
    # A raised number spreads the lines around it.
    spread = 0.6 if line.text[0].islower() and not short and not _STOPPED.search(last.text) else 0.35
    if line.item or abs(last.size - line.size) > 0.08 * size or last.y - line.y > (look.step + spread) * size:
        return True
    if (last.bold and not line.bold and short) or _LEADER.search(last.text[-40:]):
        return True
    if line.x > last.x + 0.8 * size:
        return not (first and last.item)
    if line.x < last.x - 0.8 * size and not first:
        return True
    return (len(last.text) < 0.6 * look.full or (first and part.indented)) and bool(_STOPPED.search(last.text))


def _torn(parts: Sequence[Part], line: Line, look: Look) -> Part | None:
    """Return the part that goes on in `line`, at the head of a page or column: footnotes may stand between."""
    page = parts[-1].lines[-1].page
    for part in reversed(parts):
        last = part.lines[-1]
        if last.page != page:
            return None
        if abs(last.size - line.size) <= 0.08 * line.size:
            if _STOPPED.search(last.text) or line.item or line.bold is not last.bold or last.size > 1.12 * look.size:
                return None
            # A line that was wrapped is a full one, but for a list item's or a long word that did not fit.
            return part if len(last.text) > (0.5 if line.text[0].islower() else 0.75) * look.full else None
        if last.size > line.size:
            return None
    return None


def title_of(parts: Sequence[Part], look: Look) -> Part | None:
    """Return the first page's largest line, if it is larger than the body."""
    first = [part for part in parts if part.lines[0].page == parts[0].lines[0].page]
    largest = max(first, key=lambda part: part.size)
    return largest if is_heading(largest, look) else None


def is_heading(part: Part, look: Look) -> bool:
    return part.size > 1.12 * look.size and sum(len(line.text) for line in part.lines) <= 200 and part.lines[0].disc is None
