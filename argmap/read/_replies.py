"""Who replies to whom, on a page whose tree is lost.

A page prints its tree from the top down, so a comment answers the one above it, or one that this answers in turn, up to the
post. Among these the words decide: whose sentences it quotes, whom it addresses, whose words it takes up. Each sign speaks
for or against a candidate with a weight; the signs that speak for the winner are the evidence that the thread keeps.
How likely the winner is follows from all weights together (a conditional logit; McFadden, 1974), and where no candidate is
likely enough the parent stays unknown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import exp

from argmap.model import POST, Comment, Quote, Span
from argmap.read._signs import Case, Signs

__all__ = ["infer_replies"]

# How much a sign weighs: a quotation more than a name, a name more than shared words, all of them more than the place.
# Set on real threads whose tree is known; tests/read/test_replies.py measures them there.
_WEIGHTS: Mapping[str, float] = {
    "quote": 5.0,
    "term": 2.0,
    "taken up": 4.0,
    "name": 4.0,
    "you": 0.2,
    "you, himself": -20.0,
    "praise": 1.5,
    "post": 0.4,
    "words above": 1.4,
    "words": 1.1,
    "post's words": 0.33,
    "own": -2.5,
    "turn": 3.0,
    "post again": -1.2,
    "steps": -0.35,
    "below": 0.6,
    "host": 1.3,
    "first": 2.0,
    "outranked": -3.0,
}
_STRONG = 2.7
"""What a sign must weigh for the weak ones beside it not to be told."""
_LIKELY = 0.35
"""A parent that is less likely than this is not named."""
_NONE = -1.5
"""The weight of there being no sign for any."""
_DEEPEST = 50
"""How many ancestors of the comment above are weighed."""


def infer_replies(
    text: str,
    author: str | None,
    comments: Sequence[Comment],
    quotes: Sequence[Quote],
    post: Sequence[Span],
    *,
    by_score: bool = False,
) -> tuple[Comment, ...]:
    """Return the comments with `reply_to`, its `evidence` and `confidence`, as far as the page shows them.

    `post` is the spans of the post's blocks, `author` who wrote it, and `by_score` says that the page sorts comments by karma.
    """
    signs = Signs(text, author, comments, quotes, post)
    guesses: dict[str, Comment] = {}  # with the likeliest parent, however unlikely: the next comments stand below it
    last: dict[str, Comment] = {}  # the last answer that each document has so far
    found: list[Comment] = []
    for comment in comments:
        if comment.reply_to is not None or "missing" in comment.states:
            guess = told = comment
        else:
            case, confidence = _likeliest(comment, signs, guesses, last if by_score else {})
            evidence = _evidence(case)
            guess = told = replace(comment, reply_to=case.doc, evidence=evidence, confidence=confidence)
            if confidence < _LIKELY or not evidence:
                told = replace(comment, evidence="nothing on the page says what it answers")
        guesses[comment.id] = guess
        last[guess.reply_to or POST] = comment
        found.append(told)
    return tuple(found)


def _likeliest(comment: Comment, signs: Signs, guesses: dict[str, Comment], last: Mapping[str, Comment]) -> tuple[Case, float]:
    """Return the likeliest parent of `comment`, the nearest of equals, and how likely it is."""
    cases = signs.cases(comment, _path(guesses), guesses)
    for id, case in cases.items():
        karma = last[id].karma if id in last else None
        if karma is not None and comment.karma is not None and karma < comment.karma:
            case.add("outranked")  # on a page sorted by karma no comment stands below a sibling that has less
    scores = {id: sum(_WEIGHTS[sign.kind] * sign.amount for sign in case.signs) for id, case in cases.items()}
    best = max(scores, key=scores.__getitem__)
    return cases[best], round(exp(scores[best]) / (exp(_NONE) + sum(map(exp, scores.values()))), 2)


def _evidence(case: Case) -> str:
    """Say what speaks for a parent: the strong signs, or else all there are."""
    told = [(_WEIGHTS[sign.kind] * sign.amount, sign.words) for sign in case.signs if sign.words]
    strong = [words for weight, words in told if weight >= _STRONG]
    weak = [words for weight, words in told if weight > 0]
    return "; ".join(strong) if strong else "weak: " + "; ".join(weak) if weak else ""


def _path(guesses: dict[str, Comment]) -> list[str]:
    """Return what the next comment can answer, nearest first: the last comment, what that answers in turn, the post."""
    path: list[str] = []
    id = next(reversed(guesses), None)
    while id is not None and id in guesses and len(path) < _DEEPEST:
        path.append(id)
        id = guesses[id].reply_to
    return [*path, POST]
