"""Who replies to whom, on a page whose tree is lost.

A page prints its tree from the top down, so a comment answers the one above it, or one that this answers in turn, up to the
post. Among these the words decide: whose sentences it quotes, whom it addresses, whose words it takes up. Each sign speaks
for or against a candidate with a weight; the signs that speak for the winner are the evidence that the thread keeps.
How likely each is follows from all weights together (a conditional logit; McFadden, 1974). Since one wrong guess misleads the
next, the likeliest few readings of the tree are kept side by side. Where no parent is likely enough it stays unknown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest
from math import exp

from argmap.model import POST, Comment, Quote, Span
from argmap.read._signs import Path, Sign, Signs

__all__ = ["infer_replies"]

# How much a sign weighs: a quotation more than a name, a name more than shared words, all of them more than the place.
# Set on real threads whose tree is known; tests/read/test_replies.py measures them there.
_WEIGHTS: Mapping[str, float] = {
    "quote": 7.0,
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
    "below": 1.2,
    "host": 1.3,
    "first": 2.0,
    "outranked": -3.0,
}
_STRONG = 1.5
"""What a sign must weigh for the weak ones beside it not to be told."""
_LIKELY = 0.35
"""A parent that is less likely than this is not named."""
_SURE = 0.8
"""The evidence for a parent that is less likely than this is weak."""
_NONE = -1.5
"""The weight of there being no sign for any."""
_TERSE = 1.4
"""The same for a comment of few words, which tell little."""
_MOST = 50.0
"""No candidate weighs more, however often it is quoted."""
_TOLD = 5
"""How many signs are told as the evidence."""
_PATHS = 8
"""How many readings of the tree are kept side by side."""
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
    paths: dict[Path, float] = {(POST,): 1.0}
    chains: dict[str, Path] = {POST: (POST,)}  # the likeliest path of each document
    last: dict[str, Comment] = {}  # the last answer that each document has so far
    parents = {comment.id: comment.reply_to for comment in comments}
    found: list[Comment] = []
    for comment in comments:
        parent, told = comment.reply_to or POST, comment
        if comment.reply_to is not None or "missing" in comment.states:
            paths = {_below(comment.id, chains.get(parent, (POST,))): 1.0}
        else:
            guesses, paths = _weighed(comment, signs, paths, chains, last if by_score else {})
            parent = max(guesses, key=lambda one: guesses[one].chance)
            guess = guesses[parent]
            confidence = min(round(guess.chance, 2), 0.99)  # nothing inferred is certain
            evidence = _evidence(guess.signs, confidence)
            told = replace(comment, evidence="nothing on the page says what it answers")
            if confidence >= _LIKELY and evidence and not _is_below(parent, comment.id, parents):
                parents[comment.id] = parent
                told = replace(comment, reply_to=parent, evidence=evidence, confidence=confidence)
        chains[comment.id] = max(paths, key=paths.__getitem__)
        last[parent] = comment
        found.append(told)
    return tuple(found)


def _is_below(id: str | None, other: str, parents: Mapping[str, str | None]) -> bool:
    """Say whether a comment answers `other`, or an answer to it: a page may state so although `other` comes later."""
    while id is not None and id != other:
        id = parents.get(id)
    return id is not None


@dataclass(slots=True)
class _Guess:
    """How likely a parent is, and the signs for and against it."""

    chance: float
    signs: list[Sign]


def _weighed(
    comment: Comment, signs: Signs, paths: Mapping[Path, float], chains: Mapping[str, Path], last: Mapping[str, Comment]
) -> tuple[dict[str, _Guess], dict[Path, float]]:
    """Return what `comment` can answer, and the likeliest paths that end in it.

    Each path is one reading of the tree so far; a sign for a document speaks for the paths that it is on as well.
    """
    docs = list(dict.fromkeys(id for path in paths for id in path))
    cases = signs.cases(comment, docs)
    for id, case in cases.items():
        karma = last[id].karma if id in last else None
        if karma is not None and comment.karma is not None and karma < comment.karma:
            case.append(Sign("outranked"))  # on a page sorted by karma no comment stands below a sibling that has less
    elsewhere = [id for id in cases if id not in docs and id in chains]  # nobody answers what stands further down
    guesses: dict[str, _Guess] = {}
    ahead: dict[Path, float] = {}
    for path, weight in paths.items():
        turns = signs.turns(comment, path)
        told = {id: [*cases[id], *turns.get(id, ())] for id in (*path, *elsewhere)}
        odds = {id: exp(min(sum(map(_weight, found)), _MOST)) for id, found in told.items()}
        whole = exp(_TERSE if signs.is_terse(comment.id) else _NONE) + sum(odds.values())
        for id, found in told.items():
            chance = weight * odds[id] / whole
            guess = guesses.setdefault(id, _Guess(0.0, found))
            guess.chance += chance
            below = _below(comment.id, path[path.index(id) :] if id in turns else chains[id])
            ahead[below] = ahead.get(below, 0.0) + chance
    best = nlargest(_PATHS, ahead, key=ahead.__getitem__)
    kept = sum(ahead[path] for path in best)
    return guesses, {path: ahead[path] / kept for path in best}


def _weight(sign: Sign) -> float:
    return _WEIGHTS[sign.kind] * sign.amount


def _below(id: str, path: Path) -> Path:
    return (id, *path[:_DEEPEST], *path[_DEEPEST:][-1:])


def _evidence(signs: Sequence[Sign], confidence: float) -> str:
    """Say what speaks for a parent: the strong signs, or else all there are; and whether they are weak all together."""
    told = [(_weight(sign), sign.words) for sign in signs if sign.words]
    strong = [words for weight, words in told if weight >= _STRONG]
    words = "; ".join((strong or [words for weight, words in told if weight > 0])[:_TOLD])
    return f"weak: {words}" if words and confidence < _SURE else words
