"""The tree of replies, asked who stands above whom without walking up each time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from argmap.model import POST, Comment

__all__ = ["Tree", "reading_order"]


class Tree:
    """Who answers whom. Comments whose parent is unknown, or is no comment of these, are roots like the post."""

    def __init__(self, comments: Sequence[Comment]) -> None:
        answers: dict[str, list[str]] = {POST: [], **{comment.id: [] for comment in comments}}
        roots = [POST]
        for comment in comments:
            if comment.reply_to in answers and comment.reply_to is not None:
                answers[comment.reply_to].append(comment.id)
            else:
                roots.append(comment.id)
        self._in: dict[str, int] = {}
        self._out: dict[str, int] = {}
        self._depth: dict[str, int] = {}
        stack = [(root, 0, False) for root in reversed(roots)]
        while stack:
            id, depth, done = stack.pop()
            if done:
                self._out[id] = len(self._in)
                continue
            self._in[id], self._depth[id] = len(self._in), depth
            stack.append((id, depth, True))
            stack += [(answer, depth + 1, False) for answer in reversed(answers[id])]

    def above(self, id: str, other: str) -> int | None:
        """Return how many steps `other` stands above `id`; None where it does not.

        >>> from argmap.model import Span
        >>> tree = Tree([Comment("a", None, Span(0, 0), "post", ""), Comment("b", None, Span(0, 0), "a", "")])
        >>> tree.above("b", "a"), tree.above("b", "post"), tree.above("a", "b")
        (1, 2, None)
        """
        if id == other or not self._in[other] <= self._in[id] < self._out[other]:
            return None
        return self._depth[id] - self._depth[other]


def reading_order(comments: Sequence[Comment]) -> list[Comment]:
    """Return the comments in the order in which they were written, as far as it is known.

    That is by time where each of them has one, else as the page has them; and none stands before what it answers.
    """
    by_id = {comment.id: comment for comment in comments}
    placed: dict[str, Comment] = {}
    for comment in _by_time(comments):
        chain = {comment.id: comment}
        above = by_id.get(comment.reply_to or POST)
        while above and above.id not in placed and above.id not in chain:
            chain[above.id] = above
            above = by_id.get(above.reply_to or POST)
        placed.update((other.id, other) for other in reversed(chain.values()) if other.id not in placed)
    return list(placed.values())


def _by_time(comments: Sequence[Comment]) -> Sequence[Comment]:
    moments: dict[str, datetime] = {}
    last: datetime | None = None
    for comment in comments:
        moment = _moment(comment.date)
        if moment is None and len(comment.span):
            return comments
        last = moment or last
        if last:
            moments[comment.id] = last
    try:
        return sorted(comments, key=lambda comment: moments[comment.id])
    except (KeyError, TypeError):  # a comment without words and time at the head, or times with and without a zone
        return comments


def _moment(date: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(date) if date and "T" in date else None
    except ValueError:
        return None
