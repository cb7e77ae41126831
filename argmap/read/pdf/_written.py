"""Paragraphs of a PDF as text, with Markdown's marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from argmap.read.pdf._child import EMPHASIS, STRONG
from argmap.read.pdf._hyphens import Words
from argmap.read.pdf._lines import BULLET, Line, Run
from argmap.read.pdf._parts import Look, Part, is_heading

__all__ = ["plain", "written"]

_MARKS = {STRONG: "**", EMPHASIS: "*", STRONG | EMPHASIS: "***"}


def written(parts: Sequence[Part], look: Look, title: Part | None) -> str:
    """Write the parts as text: `#` before headings, `-` before list items, `*` around what is set in bold or italics."""
    lines = "\n".join(line.text for part in parts for line in part.lines)
    known = Words.of(lines)
    sizes = sorted({round(part.size) for part in parts if part is not title and is_heading(part, look)}, reverse=True)
    left = min((part.lines[0].disc for part in parts if part.lines[0].disc is not None), default=0.0)
    out: list[str] = []
    for part, before in zip(parts, [None, *parts], strict=False):
        runs = _flowing(part.lines, known)
        if part is title:
            text = plain(part.lines)
        elif is_heading(part, look):
            text = "#" * min(sizes.index(round(part.size)) + 1, 6) + " " + "".join(run.text for run in runs)
        else:
            text = _marked(runs)
        bullet, disc = BULLET.match(text), part.lines[0].disc
        if disc is not None:
            text = "  " * min(round((disc - left) / (2.5 * look.size)), 8) + "- " + text
        elif bullet:
            text = "- " + text[bullet.end() :]
        together = before and not any(is_heading(one, look) or not one.lines[0].item for one in (before, part))
        out += ["\n" if together else "\n\n", text]
    return "".join(out[1:]) + "\n"


def plain(lines: Sequence[Line]) -> str:
    """Return the words alone, on one line."""
    return " ".join("".join(run.text for run in _flowing(lines, Words(Counter()))).split())


def _flowing(lines: Iterable[Line], known: Words) -> list[Run]:
    """Join lines, and the words that are broken at their ends."""
    runs: list[Run] = []
    for line in lines:
        following = list(line.runs)
        following[0] = following[0]._replace(text=following[0].text.lstrip())
        if runs:
            before, style = runs[-1]
            before = before.rstrip() if before.strip() else before
            runs[-1] = Run(known.mended(before, line.text), style)
        runs += following
    joined = [Run("".join(run.text for run in group), style) for style, group in groupby(runs, key=lambda run: run.style)]
    return [run._replace(text=re.sub(r"\s+", " ", run.text.replace("\u00ad", ""))) for run in joined]


def _marked(runs: Sequence[Run]) -> str:
    """Return the words with marks of emphasis, as far as these can be told from the words.

    >>> _marked([Run("Paint ", 0), Run("never ", STRONG), Run("helps.", 0)])
    'Paint **never** helps.'
    """
    text = ""
    for index, (words, style) in enumerate(runs):
        core, mark = words.strip(), _MARKS.get(style, "")
        start = words[: len(words) - len(words.lstrip())]
        end = words[len(start) + len(core) :]
        around = (text + start)[-1:] + (end or runs[index + 1].text if index + 1 < len(runs) else "")[:1]
        if not mark or "*" in core + around or not any(map(str.isalnum, core)):
            text += words
        elif (core[0].isalnum() and core[-1].isalnum()) or not any(map(str.isalnum, around)):
            text += f"{start}{mark}{core}{mark}{end}"
        else:
            text += words
    return text.strip()
