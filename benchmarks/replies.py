"""Parents inferred on pages whose tree is known and was taken away: `python -m benchmarks.replies [FOLDER]`.

For each page: how many parents are named and right, against always naming the comment above; then, over all pages, how often a
parent is right that is stated with some confidence.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from argmap.model import POST, Comment, Thread
from argmap.read import read
from argmap.read._quotes import find_quotes
from argmap.read._replies import infer_replies

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "threads"
PAGES = ("lw1_2010_sorting_out_sticky_brains.html", "ob_disqus_decadence.html", "reddit_thread_api.json")


class Inferred(NamedTuple):
    """A comment whose parent was inferred, and its parent on the page."""

    comment: Comment
    parent: str | None

    @property
    def right(self) -> bool:
        """Whether the inferred parent is the one on the page."""
        return self.comment.reply_to == self.parent


class Bin(NamedTuple):
    """The parents that are stated with about the same confidence: how many, how confident, and how many of them right."""

    size: int
    confidence: float
    accuracy: float


def inferred(thread: Thread) -> list[Inferred]:
    """Take the tree away from a thread and infer it again; comments without words are left out of the count."""
    bare = tuple(replace(comment, reply_to=None, evidence="", date=None) for comment in thread.comments)
    quotes = find_quotes(thread.text, thread.title, thread.blocks, bare, thread.styles)
    post = [block.span for block in thread.blocks if block.doc == POST]
    found = infer_replies(thread.text, thread.author, bare, quotes, post)
    pairs = zip(found, thread.comments, strict=True)
    return [Inferred(comment, known.reply_to) for comment, known in pairs if len(known.span) and known.reply_to is not None]


def above(thread: Thread) -> int:
    """Count the comments that answer what stands right above them."""
    before = [POST, *(comment.id for comment in thread.comments)]
    return sum(comment.reply_to == one for comment, one in zip(thread.comments, before, strict=False))


def bins(found: Iterable[Inferred], edges: Sequence[float] = (0.35, 0.5, 0.65, 0.8, 0.9, 1.0)) -> list[Bin]:
    """Group the parents that were named by their confidence."""
    named = [(one.comment.confidence, one.right) for one in found if one.comment.confidence is not None]
    groups = [[(sure, right) for sure, right in named if low <= sure < high] for low, high in pairwise(edges)]
    return [
        Bin(len(group), sum(sure for sure, _ in group) / len(group), sum(right for _, right in group) / len(group))
        for group in groups
        if group
    ]


def main() -> None:
    """Print a line for each page, and one for each bin."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    everything: list[Inferred] = []
    print(f"{'page':42} {'comments':>8} {'right':>6} {'wrong':>6} {'unknown':>8} {'the one above':>14}")
    for name in PAGES:
        thread = read((folder / name).read_bytes(), name)
        found = inferred(thread)
        right, unknown = sum(one.right for one in found), sum(one.comment.reply_to is None for one in found)
        print(f"{name:42} {len(found):8} {right:6} {len(found) - right - unknown:6} {unknown:8} {above(thread):14}")
        everything += found
    print(f"\n{'parents named':>14} {'stated':>7} {'right':>7}")
    for one in bins(everything):
        print(f"{one.size:14} {one.confidence:7.2f} {one.accuracy:7.2f}")


if __name__ == "__main__":
    main()
