"""Reddit's rich text: the tree of JSON in which its pages hold what was written since 2018.

Each node has a kind in `e`, words in `t`, children in `c`, and spans in `f` that say how words are set. The kinds and the bits
of the spans: https://github.com/reddit-archive/snoodev (Rich-Text-JSON).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from argmap.model import POST, BlockKind, StyleKind
from argmap.read._inline import Inline, Piece, Styled, is_safe
from argmap.read._layout import Draft
from argmap.read._located import Located, objects, string, value_at, whole

__all__ = ["rich_blocks"]

_BOLD, _ITALIC, _CODE = 1, 2, 64
_MEDIA = ("img", "gif", "video")


class _Around(NamedTuple):
    """What a block stands in: how many quotations and lists, and its marker if it begins an item."""

    quotes: int = 0
    depth: int = 0
    marker: str = ""


def rich_blocks(document: Any) -> list[Draft]:
    """Return the blocks of a document of rich text, each word with its place in the file.

    >>> from argmap.read._located import load_json
    >>> blocks = rich_blocks(load_json('[{"e": "par", "c": [{"e": "text", "t": "Paint fades", "f": [[2, 0, 5]]}]}]'))
    >>> blocks[0].inline.text, blocks[0].inline.styles[0].kind.value
    ('Paint fades', 'emphasis')
    """
    drafts: list[Draft] = []
    stack: list[tuple[dict[str, Any], _Around]] = [(node, _Around()) for node in reversed(objects(document))]
    while stack:
        node, around = stack.pop()
        kind = node.get("e")
        children = objects(node, "c")
        if kind == "blockquote":
            stack += [(child, around._replace(quotes=around.quotes + 1)) for child in reversed(children)]
        elif kind == "list":
            inside = around._replace(depth=around.depth + 1)
            markers = (f"{number}. " if node.get("o") is True else "- " for number in range(1, len(children) + 1))
            stack += reversed([(child, inside._replace(marker=marker)) for child, marker in zip(children, markers, strict=True)])
        elif kind == "li":
            rest = around._replace(marker="")
            stack += reversed([(child, rest if number else around) for number, child in enumerate(children)])
        elif kind == "table":
            drafts.append(_table(node))
        elif kind == "code":
            drafts.append(_code(children))
        elif kind in ("par", "h") or kind in _MEDIA:
            drafts.append(_paragraph(node, around))
    return [draft for draft in drafts if draft.inline is not None and draft.inline.text.strip()]


def _paragraph(node: dict[str, Any], around: _Around) -> Draft:
    line = _Line()
    line.take([node] if node.get("e") in _MEDIA else objects(node, "c"))
    quoted = "> " * around.quotes
    if node.get("e") == "h":
        level = min(max(whole(node, "l") or 1, 1), 6)
        return Draft(BlockKind.HEADING, POST, [], "#" * level + " ", 0 if quoted or around.depth else level, inline=line.inline())
    if quoted:
        return Draft(BlockKind.BLOCKQUOTE, POST, [], quoted + around.marker, inline=line.inline())
    if around.depth:
        kind = BlockKind.LIST_ITEM if around.marker else BlockKind.PARAGRAPH
        return Draft(kind, POST, [], "  " * (around.depth - 1) + (around.marker or "  "), inline=line.inline())
    if line.hidden and line.hidden == line.length:
        return Draft(BlockKind.SPOILER, POST, [], ">! ", inline=line.inline())
    return Draft(BlockKind.PARAGRAPH, POST, [], inline=line.inline())


def _code(lines: list[dict[str, Any]]) -> Draft:
    line = _Line()
    for number, node in enumerate(lines):
        if number:
            line.add(Piece("\n", None))
        line.words(string(node, "t"))
    return Draft(BlockKind.CODE, POST, [], verbatim=True, inline=line.inline(styled=False))


def _table(node: dict[str, Any]) -> Draft:
    """Write a table with bars, as Markdown does."""
    rows = [objects(node, "h"), *(objects(row) for row in value_at(node, "c") or [] if isinstance(row, list))]
    columns = max((len(row) for row in rows), default=0)
    line = _Line()
    for number, row in enumerate(rows):
        line.add(Piece("\n|" if number else "|", None))
        for cell in row:
            line.add(Piece(" ", None))
            line.take(objects(cell, "c"))
            line.add(Piece(" |", None))
        line.add(Piece("  |" * (columns - len(row)), None))
        if number == 0:
            line.add(Piece("\n|" + " --- |" * columns, None))
    return Draft(BlockKind.TABLE, POST, [], verbatim=True, inline=line.inline(styled=False))


@dataclass(slots=True)
class _Line:
    """The words of one block while they are gathered."""

    pieces: list[Piece] = field(default_factory=list)
    styles: list[Styled] = field(default_factory=list)
    length: int = 0
    hidden: int = 0  # how many code points are in spoilers

    def inline(self, *, styled: bool = True) -> Inline:
        styles = sorted(self.styles, key=lambda style: (style.start, -style.end, style.kind)) if styled else ()
        return Inline(tuple(self.pieces), tuple(styles), ())

    def add(self, piece: Piece) -> None:
        if piece.text:
            self.pieces.append(piece)
            self.length += len(piece.text)

    def words(self, text: str | None) -> None:
        for piece in _placed(text or ""):
            self.add(piece)

    def take(self, nodes: list[dict[str, Any]]) -> None:
        """Take the nodes inside a block."""
        stack = [(node, False) for node in reversed(nodes)]
        while stack:
            node, hidden = stack.pop()
            kind, start = node.get("e"), self.length
            if kind == "spoilertext":
                stack += [(child, True) for child in reversed(objects(node, "c"))]
                continue
            if kind == "br":
                self.add(Piece("\n", None))
            elif kind in ("r/", "u/"):
                self.add(Piece(f"{'/' if node.get('l') is True else ''}{kind}", None))
                self.words(string(node, "t"))
                self.link(start, f"https://www.reddit.com/{kind}{string(node, 't') or ''}")
            elif kind in _MEDIA:
                self.words(string(node, "c"))
                if start < self.length:
                    self.styles.append(Styled(start, self.length, StyleKind.IMAGE, string(node, "u")))
            else:
                self.words(string(node, "t"))
                self.spans(node.get("f"), start)
                if kind == "link":
                    self.link(start, string(node, "u"))
            if hidden:
                self.hidden += self.length - start

    def link(self, start: int, target: str | None) -> None:
        if target and is_safe(target) and start < self.length:
            self.styles.append(Styled(start, self.length, StyleKind.LINK, target))

    def spans(self, spans: Any, start: int) -> None:
        for span in spans if isinstance(spans, list) else ():
            if not (isinstance(span, list) and len(span) == 3 and all(isinstance(number, int) for number in span)):
                continue
            bits, low, high = span[0], start + max(span[1], 0), min(start + span[1] + span[2], self.length)
            if low < high:
                kinds = ((_BOLD, StyleKind.STRONG), (_ITALIC, StyleKind.EMPHASIS), (_CODE, StyleKind.CODE))
                self.styles += [Styled(low, high, kind) for bit, kind in kinds if bits & bit]


def _placed(text: str) -> Iterator[Piece]:
    """Yield a string of the file as pieces of it."""
    if not isinstance(text, Located):
        yield Piece(text, None)
        return
    for run in text.raw_map.runs:
        yield Piece(text[run.text : run.text + run.length], run.raw, run.width)
