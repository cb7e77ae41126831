"""A tree of comments, drawn at random: what a site writes in a shape of its own, and the reader must get back."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from random import Random

from argmap.model import BlockKind, StyleKind
from tests.read.pages import SENTENCES, sentence

__all__ = ["ALL", "PLAIN", "Node", "Part", "Piece", "Tree", "draw_tree", "iso", "milli"]

ALL = frozenset({"quote", "link", "emphasis", "strong", "code", "list", "fence", "table", "note"})
"""What words can be but plain paragraphs."""
PLAIN: frozenset[str] = frozenset()
_STYLES = {style.value: style for style in (StyleKind.LINK, StyleKind.EMPHASIS, StyleKind.STRONG, StyleKind.CODE)}
_TARGETS = ("https://lanes.example/a?b=1&c=2", "http://kerbs.example/x_y#z", "https://lanes.example/")
_SIGNS = "abcdefgXYZ0123&<>\"'/;:,.!?()“”’—é"


@dataclass(frozen=True)
class Piece:
    """Words in a row: set in a style or not, with the address of a link, or a reference to the footnote `note`."""

    words: str
    style: StyleKind | None = None
    target: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Part:
    """A block of words. `source` is what a quotation is from, a comment's number or -1 for the post; a table has `rows`."""

    kind: BlockKind
    pieces: tuple[Piece, ...]
    source: int | None = None
    note: str | None = None
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def text(self) -> str:
        """The words as a thread has them."""
        if self.rows:
            head, *rows = ["| " + " | ".join(row) + " |" for row in self.rows]
            return "\n".join([head, "|" + " --- |" * len(self.rows[0]), *rows])
        return "".join(piece.words for piece in self.pieces)


@dataclass(frozen=True)
class Node:
    """A comment: `number` is its place in the tree, depth first; `parent` another's, or None for the post."""

    number: int
    parent: int | None
    author: str
    seconds: int
    score: int
    parts: tuple[Part, ...]

    @property
    def date(self) -> str:
        return iso(self.seconds)


@dataclass(frozen=True)
class Tree:
    title: str
    author: str
    seconds: int
    score: int
    parts: tuple[Part, ...]
    nodes: tuple[Node, ...]

    @property
    def date(self) -> str:
        return iso(self.seconds)

    def below(self, parent: int | None) -> list[Node]:
        return [node for node in self.nodes if node.parent == parent]


def iso(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def milli(seconds: int, digits: str = "000") -> str:
    return f"{iso(seconds)[:-1]}.{digits}Z"


def draw_tree(random: Random, most: int = 8, deepest: int | None = None, holds: frozenset[str] = PLAIN, least: int = 0) -> Tree:
    """Draw a post and `least` to `most` comments, numbered depth first, at most `deepest` one below the other.

    The words are plain paragraphs, and whatever of `ALL` is in `holds`.
    """
    depths: list[int] = []
    parents: list[int | None] = []
    for _ in range(random.randint(least, max(least, most))):
        above = [number for number, depth in enumerate(depths) if deepest is None or depth < deepest]
        parent = random.choice([None, *above])
        depths.append(1 if parent is None else depths[parent] + 1)
        parents.append(parent)
    asked = random.randint(1_200_000_000, 1_700_000_000)
    words = _Words(random, holds)
    post = words.document([], post=True)
    nodes: list[Node] = []
    stack: list[tuple[int, int | None]] = [(old, None) for old, parent in enumerate(parents) if parent is None][::-1]
    while stack:
        old, parent = stack.pop()
        new = len(nodes)
        stack += [(below, new) for below, above in enumerate(parents) if above == old][::-1]
        parts = words.document([-1] if parent is None else [-1, parent])
        # Nobody answers what is not yet written.
        seconds = (asked if parent is None else nodes[parent].seconds) + random.randint(1, 10_000_000)
        nodes.append(Node(new, parent, _name(random), seconds, random.randint(-99, 9999), parts))
    title = f"Say {words.few()} end"
    return Tree(title, _name(random), asked, random.randint(-99, 9999), post, tuple(nodes))


def _name(random: Random) -> str:
    name = random.choice("ABCDEXYZabcxyz") + "".join(random.choices("abcdefgh", k=random.randint(1, 8)))
    return name + random.choice(["", "", "_ab"])


@cache
def _letters() -> Sequence[str]:
    return [char for char in map(chr, range(0x20000)) if unicodedata.category(char) in ("Ll", "Lu", "Lo", "Sc", "So", "Nd")]


class _Words:
    """Draws words, among them whatever a shape must escape, but nothing that Markdown gives a meaning to."""

    def __init__(self, random: Random, holds: frozenset[str]) -> None:
        self._random = random
        self._holds = sorted(holds)
        self._numbers = iter(random.sample(range(SENTENCES), SENTENCES))
        self._said: list[tuple[str, ...]] = []  # what can be quoted of the post and of each comment

    def document(self, sources: Sequence[int], post: bool = False) -> tuple[Part, ...]:
        """Draw the parts of the post, or of a comment that can quote `sources`."""
        random = self._random
        said: list[str] = []
        parts: list[Part] = []
        notes: list[Part] = []
        kinds = [kind for kind in self._holds if kind not in _STYLES and kind != ("quote" if post else "note")]
        for _ in range(random.randint(1, 3)):
            kind = random.choice(kinds) if kinds and random.random() < 0.5 else "paragraph"
            if kind == "quote":
                source = random.choice(sources)
                if found := self._said[source + 1]:
                    parts.append(Part(BlockKind.BLOCKQUOTE, (Piece(random.choice(found)),), source))
            elif kind == "list":
                for _ in range(random.randint(1, 3)):
                    parts.append(Part(BlockKind.LIST_ITEM, self._pieces(said)))
            elif kind == "fence":
                code = f"if kerb < {random.randint(0, 9)}:\n    return {random.choice(['“x”', '[a](b)', '*y*', 'a & b'])}"
                parts.append(Part(BlockKind.CODE, (Piece(code),)))
            elif kind == "table":
                rows = tuple((f"lane {number}", self._random.choice(["wet", "dry & <old>", "é"])) for number in range(2))
                parts.append(Part(BlockKind.TABLE, (), rows=rows))
            elif kind == "note":
                label = str(len(notes) + 1)
                parts.append(Part(BlockKind.PARAGRAPH, (*self._pieces(said), Piece(f"[{label}]", note=label))))
                notes.append(Part(BlockKind.FOOTNOTE, (Piece(self._sentence()),), note=label))
            parts += [Part(BlockKind.PARAGRAPH, self._pieces(said))] if kind in ("paragraph", "quote") else []
        # A document of lists and code alone would say nothing that can be told from them.
        parts = parts if parts[0].kind is BlockKind.PARAGRAPH else [Part(BlockKind.PARAGRAPH, self._pieces(said)), *parts]
        self._said.append(tuple(said))
        return (*parts, *notes)

    def few(self) -> str:
        """Return a few words, any letters and signs."""
        return " ".join(self._word() for _ in range(self._random.randint(1, 7)))

    def _word(self) -> str:
        random = self._random
        return "".join(random.choice(_SIGNS if random.random() < 0.7 else _letters()) for _ in range(random.randint(1, 8)))

    def _sentence(self) -> str:
        """Return a sentence that is said only once, with some words more."""
        return f"{sentence(next(self._numbers))[:-1]} and {self.few()} end."

    def _pieces(self, said: list[str]) -> tuple[Piece, ...]:
        """Draw the words of a paragraph; what of them can be quoted is added to `said`."""
        random = self._random
        first = self._sentence()
        said.append(first)
        styles = [_STYLES[kind] for kind in self._holds if kind in _STYLES]
        if not styles or random.random() < 0.5:
            return (Piece(first),)
        style = random.choice(styles)
        target = random.choice(_TARGETS) if style is StyleKind.LINK else None
        return Piece(f"{first} See "), Piece(f"the {self._word()} lane", style, target), Piece(f" {self._sentence()}")
