"""Threads of the corpus CMV modes (Hidey et al., 2017) with their gold labels, from XML that is not always well-formed."""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

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

__all__ = ["Debate", "Unit", "read_folder"]

_COMMENT = re.compile(r"<!--.*?-->|<\?.*?\?>", re.DOTALL)
_TAG = re.compile(r"<(?P<end>/?)(?P<name>thread|title|source|OP|reply|claim|premise)\b(?P<attributes>(?:\"[^\"]*\"|[^>\"])*)>")
_ATTRIBUTE = re.compile(r"(\w+)=\"([^\"]*)\"")
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


@dataclass(frozen=True)
class Debate:
    """A thread, the original post it belongs to, and what annotators made of it.

    `scored` holds the sentences to score: of three words or more, in a turn that no earlier file of the post has.
    """

    post: str
    thread: Thread
    units: tuple[Unit, ...]
    scored: frozenset[Span]
    _labels: list[str] = field(repr=False)

    def label(self, span: Span) -> str:
        """Return the gold label of most of the span's code points: claim, premise or none."""
        text = self.thread.text
        counts = Counter(self._labels[at] for at in range(span.start, span.end) if not text[at].isspace())
        return max(counts, key=lambda kind: counts[kind])

    def linked(self, source: Span, target: Span) -> set[str]:
        """Return by which relations a unit in `source` refers to a unit in `target`."""
        there = {unit.id for unit in self.units if unit.span.overlaps(target)}
        return {unit.relation for unit in self.units if unit.span.overlaps(source) and there.intersection(unit.targets)}


def read_folder(folder: Path) -> list[Debate]:
    """Read every XML file of `folder`; `posts.tsv`, there or above, says which post a file belongs to."""
    posts = _posts(folder)
    seen: set[tuple[str, str]] = set()
    return [_debate(path, posts, seen) for path in sorted(folder.glob("*.xml"))]


def _posts(folder: Path) -> dict[str, str]:
    table = next((path for path in (folder / "posts.tsv", folder.parent / "posts.tsv") if path.exists()), None)
    rows = table.read_text("utf-8").splitlines()[1:] if table else []
    return {name: post for name, _, post in (row.partition("\t") for row in rows)}


@dataclass(slots=True)
class _Turn:
    name: str
    id: str
    author: str | None
    parts: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    units: list[tuple[str, dict[str, str], int, int]] = field(default_factory=list)

    def add(self, text: str, unit: tuple[str, dict[str, str]] | None) -> None:
        start = len(self.labels)
        self.parts.append(text)
        self.labels += [unit[0] if unit else "none"] * len(text)
        if unit and text.strip():
            self.units.append((*unit, start, len(self.labels)))


def _turns(raw: str) -> Iterator[_Turn]:
    raw = _COMMENT.sub("", raw)
    turn: _Turn | None = None
    unit: tuple[str, dict[str, str]] | None = None
    at = 0
    for tag in _TAG.finditer(raw):
        if turn:
            turn.add(html.unescape(raw[at : tag.start()]), unit)
        at = tag.end()
        attributes = dict(_ATTRIBUTE.findall(tag["attributes"]))
        if tag["name"] in ("claim", "premise"):
            unit = None if tag["end"] else (tag["name"], attributes)
        elif tag["name"] in ("title", "OP", "reply"):
            if turn:
                yield turn
            opens = not tag["end"]
            turn = _Turn(tag["name"], attributes.get("id", ""), attributes.get("author")) if opens else None
            unit = None
    if turn:
        yield turn


def _debate(path: Path, posts: dict[str, str], seen: set[tuple[str, str]]) -> Debate:
    raw = path.read_text("utf-8", errors="replace")
    named = re.search(r"<thread ID=\"([^\"]*)\"", raw)
    post = posts.get(f"{path.parent.name}/{path.name}") or posts.get(path.name) or (named[1] if named else path.stem)
    text, labels = "", list[str]()
    units: list[Unit] = []
    blocks: list[Block] = []
    found: list[Sentence] = []
    comments: list[Comment] = []
    new: list[Span] = []
    for number, turn in enumerate(turn for turn in _turns(raw) if turn.name != "title"):
        doc = POST if turn.name == "OP" and number == 0 else f"c{number}"
        start, body = len(text), "".join(turn.parts)
        text += body + "\n\n"
        labels += [*turn.labels, "none", "none"]
        units += [_unit(*unit, start) for unit in turn.units]
        if doc != POST:
            comments.append(Comment(doc, turn.author, Span(start, start + len(body)), None, "unknown"))
        key = (post, re.sub(r"\W+", "", body.lower()))
        for paragraph in _PARAGRAPH.finditer(body):
            kind = BlockKind.BLOCKQUOTE if paragraph[0].startswith(">") else BlockKind.PARAGRAPH
            end = start + paragraph.start() + len(paragraph[0].rstrip())
            block = Block(f"b{len(blocks)}", kind, doc, None, Span(start + paragraph.start(), end))
            blocks.append(block)
            spans = sentences(text, block.span)
            found += [Sentence(block.id, span) for span in spans]
            if key not in seen:
                new += [span for span in spans if len(span.cut(text).split()) >= _LEAST_WORDS]
        seen.add(key)
    thread = Thread(path.stem, path.stem, text, RawMap(()), Source(path.name, text, "cmv"), blocks=tuple(blocks),
                    sentences=tuple(found), comments=tuple(comments), quotes=tuple(_quotes(text, blocks)))  # fmt: skip
    return Debate(post, thread, tuple(units), frozenset(new), labels)


def _unit(kind: str, attributes: dict[str, str], start: int, end: int, shift: int) -> Unit:
    targets = tuple(attributes.get("ref", "").split("_"))
    return Unit(attributes.get("id", ""), kind, Span(shift + start, shift + end), attributes.get("rel", ""), targets)


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
