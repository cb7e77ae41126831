"""What every reader must keep: that its words stand in the file where it says they do."""

from __future__ import annotations

from argmap.model import Thread


def check_places(thread: Thread) -> int:
    """Check each run of words against the file, and return how many code points of the text have a place there."""
    raw, placed = thread.source.raw, 0
    for run in thread.raw_map.runs:
        placed += run.length
        if run.width is None:
            assert thread.text[run.text : run.text + run.length] == raw[run.raw : run.raw + run.length]
        else:
            assert raw[run.raw : run.raw + run.width]
    return placed


def words(thread: Thread, doc: str) -> list[str]:
    """Return the text of each block of a document."""
    return [block.span.cut(thread.text) for block in thread.blocks if block.doc == doc]


def depths(thread: Thread) -> dict[str, int]:
    """Return how deep each comment stands, those that answer the post at 0."""
    found: dict[str, int] = {}
    for comment in thread.comments:
        found[comment.id] = found[comment.reply_to] + 1 if comment.reply_to in found else 0
    return found
