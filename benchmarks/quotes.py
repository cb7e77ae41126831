"""Quotations that a site marked itself, found again without its marks: `python -m benchmarks.quotes [FOLDER]`.

The modern LessWrong page marks in the post which words each comment quotes. The comments are not in the file, so they are made up
again from the quoted words, as a comment would have them, and the page's marks are the gold. Beside them stand sentences that
nobody wrote there. Each way to write a quotation (see `WAYS`) is measured by itself.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from argmap.model import POST, Block, BlockKind, Comment, Span
from argmap.read._html import parse_html
from argmap.read._html_blocks import html_blocks
from argmap.read._inline import Dialect, Inline, Piece
from argmap.read._layout import Draft, Layout
from argmap.read._quotes import find_quotes

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "threads"
PAGE, PARTS = "lw2_simulators_page.html", "lw2_simulators_sitequotes.tsv"


class Part(NamedTuple):
    """One piece of a quotation as the site marked it: who quotes, from which block of the page, which words."""

    comment: str
    block: str
    words: str


class Gold(NamedTuple):
    """The post's blocks, and each passage that the site marks: its parts, with the place of each in the frozen text."""

    drafts: Sequence[Draft]
    passages: Mapping[tuple[str, str], Sequence[tuple[Part, Span]]]


class Measured(NamedTuple):
    """How many of the site's parts were found in their places, what was aligned, and how much of that is right to the letter."""

    way: str
    parts: int
    found: int
    aligned: int
    right: int
    decoys: int

    @property
    def recall(self) -> float:
        """The share of the site's parts that were found in their places."""
        return self.found / self.parts

    @property
    def precision(self) -> float:
        """The share of the aligned passages that are a quotation the site knows, with its bounds."""
        return self.right / self.aligned if self.aligned else 0.0


def _elided(words: str) -> str:
    """Leave the middle out of a passage that is long enough."""
    parts = words.split()
    third = len(parts) // 3
    return " ".join([*parts[:third], "[...]", *parts[-third:]]) if third > 4 else words


def _edited(words: str) -> str:
    """Drop one word of twelve, as one who types a passage again."""
    parts = words.split()
    return " ".join(word for number, word in enumerate(parts) if number % 12 != 6) if len(parts) >= 12 else words


WAYS: Mapping[str, Callable[[str], str]] = {
    "as it stands": lambda words: words,
    "typewriter quotes and dashes": lambda words: words.translate(str.maketrans("‘’“”–—", "''\"\"--")),
    "capitals": str.upper,
    "emphasis typed": lambda words: re.sub(r"(\w+) (\w+) (\w+)", r"\1 *\2* \3", words),
    "other spaces": lambda words: words.replace(" ", "\u00a0 "),
    "in quotation marks": lambda words: f"“{words.replace('“', '‘').replace('”', '’')}”",
    "middle left out": _elided,
    "a word in twelve left out": _edited,
}

DECOYS = (
    "The purpose of these parking rules is to keep the corners clear so that buses can turn and drivers see who crosses.",
    "Kerbs only come into play when there are free lanes on the bridge which are used without regard to their consequences.",
    "Is it true that a painted lane gives us a method of slowing traffic, with means other than building against the drivers?",
    "Say you are told that a cyclist values arriving safely. Should you not expect that she takes the long way round?",
    "The council’s “Lanes for Everybody: A Ten Year Plan” says it all.",
    "They call this “a very reasonable compromise” and go home.",
    "It is always “X is not really a Y but something that looks like a Y”.",
    "“It is clear that in order to do anything the model must act through its voters,” the mayor said.",
)
"""Sentences of nobody on the page, some with the turns of phrase of the post."""


def gold(folder: Path) -> Gold:
    """Read the page's post and what the site marks in it; a passage is what one comment quotes of one block."""
    root = parse_html((folder / PAGE).read_text(encoding="utf-8"))
    body = root.first("div#postContent")
    drafts = html_blocks(body, POST) if body else []
    marked: dict[str, list[Span]] = {}
    for comment, span in _layout(drafts).cited:
        marked.setdefault(comment, []).append(span)
    with (folder / PARTS).open(encoding="utf-8") as file:
        parts = [Part(*row) for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)][1:]
    passages: dict[tuple[str, str], list[tuple[Part, Span]]] = {}
    for number, part in enumerate(parts):
        passage = passages.setdefault((part.comment, part.block), [])
        twice = number and parts[number - 1] == part  # the site may mark the same words twice
        passage.append((part, passage[-1][1] if twice else marked[part.comment].pop(0)))
    return Gold(drafts, passages)


def measure(known: Gold, way: str) -> Measured:
    """Write every quotation in one way, in a comment of its author, and find them again; the decoys are one comment more."""
    layout = _layout(known.drafts)
    marked = BlockKind.PARAGRAPH if "quotation marks" in way else BlockKind.BLOCKQUOTE
    written: dict[Span, Sequence[Span]] = {}  # where each passage stands, and what it repeats
    for comment in dict.fromkeys(comment for comment, _ in known.passages):
        for (author, _), passage in known.passages.items():
            if author == comment and (block := _write(layout, comment, marked, WAYS[way](_joined(passage)))):
                written[block.span] = [span for _, span in passage]
        _write(layout, comment, BlockKind.PARAGRAPH, "I doubt that a bicycle proves it, though.")
    for number, words in enumerate(DECOYS):
        _write(layout, "decoys", BlockKind.BLOCKQUOTE if number < len(DECOYS) // 2 else BlockKind.PARAGRAPH, words)
    docs = dict.fromkeys(block.doc for block in layout.blocks if block.doc != POST)
    comments = [Comment(doc, doc, layout.doc_span(doc), POST, "stated") for doc in docs]
    found = [quote for quote in find_quotes(layout.text, "Simulators", layout.blocks, comments, ()) if quote.source]
    placed = {block: quote.source_span for block in written for quote in found if block.contains(quote.span) and quote.source_span}
    return Measured(
        way,
        parts=sum(map(len, written.values())),
        found=sum(span.contains(part) for block, span in placed.items() for part in written[block]),
        aligned=len(found),
        right=sum(_bounds(written[block]) == span for block, span in placed.items()),
        decoys=sum(quote.doc == "decoys" for quote in found),
    )


def _layout(drafts: Sequence[Draft]) -> Layout:
    layout = Layout("", Dialect())
    for draft in drafts:
        layout.add(draft)
    return layout


def _write(layout: Layout, doc: str, kind: BlockKind, words: str) -> Block | None:
    return layout.add(Draft(kind, doc, [], inline=Inline((Piece(words, None),), (), ())))


def _joined(passage: Sequence[tuple[Part, Span]]) -> str:
    """Join the parts of one passage: the site parts it where the post sets words in italics."""
    words = ""
    for (part, _), _twice in groupby(passage):
        glue = "" if re.match(r"[.,;:)]", part.words) or words.endswith("(") else " "
        words += glue + part.words.strip()
    return words.strip()


def _bounds(parts: Sequence[Span]) -> Span:
    return Span(parts[0].start, parts[-1].end)


def main() -> None:
    """Print a line for each way to write a quotation."""
    known = gold(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
    print(f"{'way':32} {'parts found':>12} {'recall':>7} {'bounds right':>13} {'precision':>9} {'decoys aligned':>15}")
    for way in WAYS:
        one = measure(known, way)
        found, right = f"{one.found}/{one.parts}", f"{one.right}/{one.aligned}"
        print(f"{way:32} {found:>12} {one.recall:7.3f} {right:>13} {one.precision:9.3f} {f'{one.decoys}/{len(DECOYS)}':>15}")


if __name__ == "__main__":
    main()
