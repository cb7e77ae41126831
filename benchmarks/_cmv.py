"""Threads of the corpus CMV modes (Hidey et al., 2017) with their gold labels, from XML that is not always well-formed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from argmap.model import (
    POST,
    Block,
    BlockKind,
    Comment,
    Quote,
    QuoteKind,
    RawMap,
    Sentence,
    Source,
    Span,
    Thread,
)
from argmap.read.fold import fold
from argmap.read.sentences import sentences
from benchmarks._cmv_xml import xml_turns

__all__ = ["TITLE", "Debate", "Gold", "Link", "Unit", "read_folder", "xml_files"]

TITLE = "title"
"""The id of the title's claim. The title is no part of the thread's text."""

Split = Callable[[str, Span], list[Span]]
"""A sentence splitter: a text and the part of it to split."""

_SOURCE = re.compile(r"<source>[^<]*/comments/(\w+)")
_THREAD = re.compile(r"<thread\s+ID\s*=\s*[\"']([^\"']+)")
_PARAGRAPH = re.compile(r"\S(?:(?!\n[ \t]*\n)[\s\S])*")
_LEAST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Unit:
    """An annotated unit: its id, its kind (claim or premise), where it stands, and the ids it refers to."""

    id: str
    kind: str
    span: Span
    relation: str
    targets: tuple[str, ...]


class Gold(NamedTuple):
    """A span to read, and its gold label: claim, premise or none."""

    span: Span
    label: str


@dataclass(frozen=True, slots=True)
class Link:
    """A gold relation: from a unit to any of `targets` (`TITLE` or ids of units), within one turn or `between` turns.

    `to_own_title` says that it is one from the original post to its own title, the only candidate there is.
    """

    source: Unit
    targets: tuple[str, ...]
    between: bool
    to_own_title: bool


@dataclass(frozen=True)
class Debate:
    """A thread, the original post it belongs to, its title, and what annotators made of it.

    `turns` are where the post and the comments stand. Of those, the `new` ones are scored: no earlier file of the post has them.
    """

    post: str
    thread: Thread
    title: str
    units: tuple[Unit, ...]
    turns: tuple[Span, ...]
    new: frozenset[Span]
    _labels: list[str] = field(repr=False)

    @property
    def scored(self) -> frozenset[Span]:
        """The sentences to score, by argmap's own splitter."""
        return frozenset(gold.span for gold in self.gold_sentences() if self.is_new(gold.span))

    def label(self, span: Span) -> str:
        """Return the gold label of most of the span's code points: claim, premise or none."""
        text = self.thread.text
        counts = Counter(self._labels[at] for at in range(span.start, span.end) if not text[at].isspace())
        return max(counts, key=lambda kind: counts[kind], default="none")

    def turn(self, span: Span) -> Span:
        """Return the turn that the span is in."""
        return self.turns[bisect_left(self.turns, span.start, key=lambda turn: turn.end + 1)]

    def is_new(self, span: Span) -> bool:
        """Say whether the span is in a turn that is scored here."""
        return self.turn(span) in self.new

    def gold_sentences(self, split: Split = sentences) -> list[Gold]:
        """Return the sentences of three words or more, by the given splitter, each with its gold label."""
        return [Gold(span, self.label(span)) for turn in self.turns for span in _sentences(self.thread.text, turn, split)]

    def gold_units(self, split: Split = sentences) -> list[Gold]:
        """Return the annotated units as they are, and the sentences of the text between them as "none"."""
        gold = [Gold(unit.span, unit.kind) for unit in self.units]
        gaps = (gap for turn in self.turns for gap in _gaps(turn, self.units))
        return sorted([*gold, *(Gold(span, "none") for gap in gaps for span in _sentences(self.thread.text, gap, split))])

    def links(self) -> list[Link]:
        """Return the gold relations of the units of new turns; of several targets any is right."""
        turns = {unit.id: self.turn(unit.span) for unit in self.units}
        found = []
        for unit in self.units:
            here = self.turn(unit.span)
            targets = [id for id in unit.targets if id in turns or id == TITLE]
            for between in (False, True):
                chosen = tuple(id for id in targets if (turns.get(id) != here) is between)
                if chosen and here in self.new:
                    found.append(Link(unit, chosen, between, between and here == self.turns[0]))
        return found

    def linked(self, source: Span, target: Span) -> set[str]:
        """Return by which relations a unit in `source` refers to a unit in `target`."""
        there = {unit.id for unit in self.units if unit.span.overlaps(target)}
        return {unit.relation for unit in self.units if unit.span.overlaps(source) and there.intersection(unit.targets)}


def _paragraphs(text: str, part: Span) -> Iterator[Span]:
    for paragraph in _PARAGRAPH.finditer(text, part.start, part.end):
        yield Span(paragraph.start(), paragraph.start() + len(paragraph[0].rstrip()))


def _sentences(text: str, part: Span, split: Split) -> Iterator[Span]:
    """Yield the sentences of three words or more: no line of sentences holds a blank line."""
    spans = (span for paragraph in _paragraphs(text, part) for span in split(text, paragraph))
    return (span for span in spans if len(span.cut(text).split()) >= _LEAST_WORDS)


def _gaps(turn: Span, units: Iterable[Unit]) -> Iterator[Span]:
    """Yield the text of a turn between units, which may lie in one another."""
    at = turn.start
    for span in sorted(unit.span for unit in units if turn.contains(unit.span)):
        if span.start > at:
            yield Span(at, span.start)
        at = max(at, span.end)
    if at < turn.end:
        yield Span(at, turn.end)


def xml_files(folder: Path) -> list[Path]:
    """Return the XML files of a folder and of those in it, in order; `folder` may be a file."""
    return [folder] if folder.is_file() else sorted(path for path in folder.rglob("*") if path.suffix.lower() == ".xml")


def read_folder(folder: Path) -> list[Debate]:
    """Read every thread of `folder`, leaving out XML files that are none.

    Which original post a file belongs to says `posts.tsv`, in the folder or above it, or else the file's own `<source>`.
    """
    seen: set[tuple[str, str]] = set()
    posts = _posts(folder)
    raws = ((path, path.read_text("utf-8-sig", errors="replace")) for path in xml_files(folder))
    return [_debate(path, raw, _post(path, raw, posts), seen) for path, raw in raws if re.search(r"<(?:OP|reply)\b", raw)]


def _posts(folder: Path) -> dict[Path, str]:
    """Read the tables of this folder and of the two above; what they say of one file, the nearest says best."""
    posts: dict[Path, str] = {}
    for place in [*folder.resolve().parents[:2][::-1], folder.resolve()]:
        if (place / "posts.tsv").is_file():
            rows = (row.split("\t") for row in (place / "posts.tsv").read_text("utf-8-sig", errors="replace").splitlines())
            posts |= {place / row[0].strip(): row[1].strip() for row in rows if len(row) > 1 and row[1].strip()}
    return posts


def _post(path: Path, raw: str, posts: dict[Path, str]) -> str:
    named = _SOURCE.search(raw) or _THREAD.search(raw)
    return posts.get(path.resolve()) or (named[1] if named else path.stem)


def _debate(path: Path, raw: str, post: str, seen: set[tuple[str, str]]) -> Debate:
    title, text = "", ""
    author: str | None = None
    units: list[Unit] = []
    blocks: list[Block] = []
    found: list[Sentence] = []
    comments: list[Comment] = []
    turns: list[Span] = []
    new: list[Span] = []
    for turn in xml_turns(raw):
        if turn.name == "title":
            title = title or " ".join(turn.text.split())
            continue
        doc = POST if turn.name == "OP" and not turns else f"c{len(turns)}"
        span = Span(len(text), len(text) + len(turn.text))
        text += turn.text + "\n\n"
        turns.append(span)
        units += [_unit(where, kind, attributes, span.start) for where, kind, attributes in turn.units]
        if doc == POST:
            author = turn.author
        else:
            comments.append(Comment(doc, turn.author, span, None, "unknown"))
        for paragraph in _paragraphs(text, span):
            kind = BlockKind.BLOCKQUOTE if text.startswith(">", paragraph.start) else BlockKind.PARAGRAPH
            blocks.append(Block(f"b{len(blocks)}", kind, doc, None, paragraph))
            found += [Sentence(blocks[-1].id, sentence) for sentence in sentences(text, paragraph)]
        key = (post, re.sub(r"\W+", "", turn.text.lower()))
        if key not in seen:
            new.append(span)
        seen.add(key)
    labels = ["none"] * len(text)
    for unit in units:  # An outer one comes before those in it.
        labels[unit.span.start : unit.span.end] = [unit.kind] * len(unit.span)
    thread = Thread(path.stem, title or path.stem, text, RawMap(()), Source(path.name, text, "cmv"), author, blocks=tuple(blocks),
                    sentences=tuple(found), comments=tuple(comments), quotes=tuple(_quotes(text, blocks)))  # fmt: skip
    return Debate(post, thread, title, tuple(units), tuple(turns), frozenset(new), labels)


def _unit(span: Span, kind: str, attributes: dict[str, str], shift: int) -> Unit:
    targets = tuple(target for target in attributes.get("ref", "").split("_") if target)
    where = Span(shift + span.start, shift + span.end)
    return Unit(attributes.get("id", ""), kind, where, attributes.get("rel", ""), targets)


def _quotes(text: str, blocks: list[Block]) -> Iterator[Quote]:
    """Find what the `>` paragraphs quote: the nearest earlier turn that holds the same folded words."""
    folded = fold(text)
    for index, block in enumerate(blocks):
        if block.kind is not BlockKind.BLOCKQUOTE:
            continue
        words = fold(block.span.cut(text).lstrip("> ")).text.strip(" .")
        first = next(earlier for earlier in blocks if earlier.doc == block.doc).span.start
        at = folded.text.rfind(words, 0, bisect_left(folded.offsets, first)) if len(words) > 10 else -1
        source = folded.span(at, at + len(words)) if at >= 0 else None
        doc = next((b.doc for b in blocks[:index] if source and b.span.contains(Span(source.start, source.start))), None)
        yield Quote(block.doc, block.span, QuoteKind.QUOTATION, ">", doc, source if doc else None, "folded" if doc else "none")
