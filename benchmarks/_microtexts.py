"""A second domain: arg-microtexts (Peldszus and Stede, 2016), short texts with one central claim each, as XML.

Each text is read as a post of one paragraph, its argument units as they are. Their scheme differs from that of CMV modes: every
unit is part of the argument, only the central claim is a "claim", and all others count as premises here, for it or against.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import numpy as np

from argmap.model import POST, Block, BlockKind, RawMap, Sentence, Source, Span, Thread
from argmap.read.sentences import sentences
from argmap.suggest._rank import rank
from argmap.suggest._readings import readings
from benchmarks import _measures as m
from benchmarks._table import Row, rows_of

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["NOTE", "Microtext", "are_here", "evaluate", "read_microtext"]

NOTE = (
    "microtexts: another scheme than that of the training data. One central claim a text, everything else counts as a premise, "
    "nothing is none; so claims that are not central count as mistakes here. Attachment: what each other unit is for or against."
)
HITS = (1, 3)


@dataclass(frozen=True)
class Microtext:
    """A text as a thread, its units, which of them is the central claim, and what each other one is attached to."""

    thread: Thread
    units: tuple[Span, ...]
    central: int
    attached: dict[int, int]


def are_here(files: Iterable[Path]) -> bool:
    """Say whether the first of the files is a microtext."""
    return any("<arggraph" in path.read_text("utf-8", errors="replace")[:500] for path in list(files)[:1])


def read_microtext(path: Path) -> Microtext | None:
    """Read one file; None where it is no whole argument graph.

    What attacks or joins a relation is attached to the unit which that relation comes from.
    """
    try:
        root = ElementTree.parse(path).getroot()
    except ElementTree.ParseError:
        return None
    edges = {
        edge.get("id", ""): (edge.get("src", ""), edge.get("trg", "")) for edge in root.iter("edge") if edge.get("type") != "seg"
    }
    segments = {edge.get("src", ""): edge.get("trg", "") for edge in root.iter("edge") if edge.get("type") == "seg"}
    text, where = "", dict[str, Span]()
    for edu in root.iter("edu"):
        words = " ".join((edu.text or "").split())
        unit = segments.get(edu.get("id", ""), "")
        unit = segments.get(unit, unit)  # Several segments are joined before they are one unit.
        text += " " if text else ""
        start = where[unit].start if unit in where else len(text)
        text += words
        where[unit] = Span(start, len(text))
    names = [adu.get("id", "") for adu in root.iter("adu") if adu.get("id") in where]
    attached = {
        names.index(source): names.index(target)
        for source, target in ((source, _unit(target, edges)) for source, target in edges.values())
        if source in names and target in names
    }
    central = [number for number in range(len(names)) if number not in attached]
    if len(central) != 1:
        return None
    block = Block("b0", BlockKind.PARAGRAPH, POST, None, Span(0, len(text)))
    found = tuple(Sentence(block.id, span) for span in sentences(text, block.span))
    thread = Thread(path.stem, "", text, RawMap(()), Source(path.name, text, "microtext"), blocks=(block,), sentences=found)
    return Microtext(thread, tuple(where[name] for name in names), central[0], attached)


def _unit(target: str, edges: dict[str, tuple[str, str]]) -> str:
    """Return the unit that a target is, or the one that the relation comes from which is the target."""
    for _ in edges:
        target = edges[target][0] if target in edges else target
    return target


def evaluate(files: Sequence[Path], nlp: Language) -> tuple[str, list[Row]]:
    """Measure on all files: what they are in words, and the rows."""
    texts = [text for text in map(read_microtext, files) if text]
    read = [readings(text.thread, nlp, text.units) for text in texts]
    posts = [text.thread.id for text, found in zip(texts, read, strict=True) for _ in found]
    gold = [number != text.central for text, found in zip(texts, read, strict=True) for number in range(len(found))]
    given = [reading.scores["claim"] < reading.scores["premise"] for found in read for reading in found]
    roles = _f1s(np.array(gold, np.int64), np.array(given, np.int64))
    likeliest = [sorted(range(len(found)), key=lambda number: -found[number].scores["claim"]) for found in read]
    places = np.array([order.index(text.central) + 1 for text, order in zip(texts, likeliest, strict=True)], np.int64)
    ranks, nearest, owners = [], [], []
    for text, found in zip(texts, read, strict=True):
        ranked = rank(text.thread, found, sorted(text.attached), most=len(found))
        for source, target in sorted(text.attached.items()):
            guessed = [one.target for one in ranked.get(source, ())]
            ranks.append(guessed.index(target) + 1 if target in guessed else 0)
            order = sorted((one for one in range(len(found)) if one != source), key=lambda one: (abs(one - source), one > source))
            nearest.append(order.index(target) + 1)
            owners.append(text.thread.id)
    majority = _f1s(np.array(gold, np.int64), np.ones(len(gold), np.int64))
    rows = [
        *rows_of("central claim or premise, each unit by itself", posts, roles, {"majority": majority}),
        *rows_of("central claim of each text, by score", [text.thread.id for text in texts], _hits(places)),
        *rows_of("attachment", owners, _hits(np.array(ranks, np.int64)), {"nearest": _hits(np.array(nearest, np.int64))}),
    ]
    return f"{len(texts)} microtexts, {len(posts)} units", rows


def _f1s(gold: m.Ints, given: m.Ints) -> dict[str, m.Measure]:
    return {
        "macro F1": lambda at: float(m.f1s(gold[at], given[at], 2).mean()),
        "claim F1": lambda at: float(m.f1s(gold[at], given[at], 2)[0]),
        "premise F1": lambda at: float(m.f1s(gold[at], given[at], 2)[1]),
    }


def _hits(ranks: m.Ints) -> dict[str, m.Measure]:
    return {f"hit@{most}": partial(lambda at, most: m.hits(ranks[at], most), most=most) for most in HITS}
