"""Pairs of a unit and what it may be about, and what speaks for each pair, as columns of numbers.

A unit is about at most one other: `features` are those of a conditional logit model (McFadden 1974), in which the units
that a unit may be about compete with each other and with there being none (`nothing`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy

from argmap.suggest._points import FAR, Field, Indices, Numbers

__all__ = ["FEATURES", "NOTHING", "candidates", "features", "known", "nothing"]

_BEFORE, _BEHIND = 30, 10  # So many units before and behind its own are looked at within a turn,
_WHOLE = 60  # and all of an earlier turn that is no longer than this; of a longer one
_NEAREST = 15  # so many units that are most like it
_MAIN = 15  # and so many that seem to be the turn's main claims.
_UP = 3  # So many turns up the reply tree; the post is always looked at.
_SCALE = 4.0  # Two units are seldom more alike than a quarter: makes their likeness weigh as much as a yes or no.
_QUOTES, _REPLIES = 4.0, 1.0
_SHORT = 30  # Fewer code points are seldom a whole thought.

NOTHING = ("bias", "claim", "premise", "first", "in the post")
"""What speaks for a unit's being about nothing."""


def candidates(field: Field, sources: Sequence[int]) -> list[list[int]]:
    """Return for each source the points that it may be about, in text order."""
    main: dict[int, list[int]] = {}
    return [sorted({*_within(field, source), *_between(field, source, main)} - {source}) for source in sources]


def _within(field: Field, source: int) -> Iterator[int]:
    first, last = field.bounds[field.turn[source]]
    yield from range(first, min(first + 2, last))
    yield from range(max(first, source - _BEFORE), min(last, source + _BEHIND + 1))


def _between(field: Field, source: int, main: dict[int, list[int]]) -> Iterator[int]:
    turn = int(field.turn[source])
    if turn == 0:
        return
    yield from (index for index in field.quoted.get(source, ()) if field.turn[index] < turn)
    near: dict[int, list[int]] | None = None
    for other in {*list(field.above(turn))[:_UP], 0}:
        first, last = field.bounds[other]
        if last - first <= _WHOLE:
            yield from range(first, last)
            continue
        if near is None:
            near = {}
            for index in field.likeness.nearest(source):
                near.setdefault(int(field.turn[index]), []).append(index)
        if other not in main:
            main[other] = _main(field, first, last)
        yield from near.get(other, [])[:_NEAREST]
        yield from main[other]


def _main(field: Field, first: int, last: int) -> list[int]:
    """Return the points of a long turn that are likeliest to be its main claims."""
    weight = field.claim[first:last] + field.to_title[first:last] + 2 * field.title[first:last]
    weight[:2] += 1
    return [first + int(at) for at in numpy.argsort(-weight, kind="stable")[:_MAIN]]


def nothing(field: Field, sources: Indices) -> Numbers:
    """Return what speaks for each source's being about nothing: a row of NOTHING for each."""
    opens = sources == field.first[sources] + field.title[field.first[sources]]
    columns = numpy.ones(len(sources)), field.claim[sources], field.premise[sources], opens, field.turn[sources] == 0
    return numpy.column_stack(columns).astype(float)


def features(field: Field, sources: Indices, targets: Indices) -> Numbers:
    """Return what speaks for each pair: a row of FEATURES for each."""
    columns = list(_columns(field, sources, targets))
    return numpy.column_stack([column for _, column in columns])


def known(field: Field, sources: Indices, targets: Indices) -> Numbers:
    """Return what is added to each pair's score for what a page itself says and the training data do not.

    A unit right behind a quotation, or around it, is about what is quoted. And where a page says what a comment replies to,
    that counts for more than in the training data, in which it was only guessed.
    """
    pairs = list(zip(sources.tolist(), targets.tolist(), strict=True))
    quotes = numpy.array([field.quoted.get(source, {}).get(target) == 0 for source, target in pairs], float)
    parents = [field.parents[turn] for turn in field.turn[sources].tolist()]
    replies = numpy.array([parent == turn for parent, turn in zip(parents, field.turn[targets].tolist(), strict=True)], float)
    return _QUOTES * quotes + _REPLIES * replies


def _columns(field: Field, sources: Indices, targets: Indices) -> Iterator[tuple[str, Numbers]]:
    inside = (field.turn[sources] == field.turn[targets]).astype(float)
    pairs = zip(sources.tolist(), targets.tolist(), strict=True)
    like = _SCALE * numpy.array([field.likeness.cosine(source, target) for source, target in pairs], float)
    for name, column in _near(field, sources, targets, like):
        yield f"near: {name}", inside * column
    for name, column in _far(field, sources, targets, like):
        yield f"far: {name}", (1 - inside) * column


Columns = Iterator[tuple[str, Numbers]]


def _near(field: Field, i: Indices, j: Indices, like: Numbers) -> Columns:
    """Yield what speaks for a pair within one turn."""
    claim, reason, point = field.claim[j], field.premise[i], field.claim[i]
    first = (j == field.first[j]).astype(float)
    before = (j < i).astype(float)
    yield "before", before
    none_before = numpy.exp(field.no_claim[i] - field.no_claim[field.first[i] + field.title[field.first[i]]])
    nearest = numpy.exp(field.no_claim[numpy.maximum(i, j)] - field.no_claim[numpy.minimum(i, j) + 1]) * claim
    obvious = nearest * (before + (1 - before) * none_before)
    yield "the nearest claim before, or else behind", 3 * obvious
    yield "the same, of a premise", 3 * obvious * reason
    yield "the same, of a claim", 3 * obvious * point
    for side, name in ((before, "before"), (1 - before, "behind")):
        for what, column in _side(field, i, j, like):
            yield f"{name}, {what}", side * column
    yield "first", first
    yield "first, claim", first * claim
    yield "first, of a claim", first * point
    yield "like the title", field.to_title[j]
    yield "like the title, claim", field.to_title[j] * claim
    yield "title", field.title[j].astype(float)
    yield "short", (field.length[j] < _SHORT).astype(float)
    yield "length", numpy.log1p(field.length[j]) / 5
    yield "of a premise", reason
    yield "of a claim", point


def _side(field: Field, i: Indices, j: Indices, like: Numbers) -> Columns:
    """Yield what speaks for a pair within one turn and depends on which of the two comes first."""
    claim, premise, reason = field.claim[j], field.premise[j], field.premise[i]
    gap = numpy.abs(i - j).astype(float)
    low, high = numpy.minimum(i, j) + 1, numpy.maximum(i, j)
    nearest = claim * numpy.exp(field.no_claim[high] - field.no_claim[low])  # It is a claim, and no other stands between.
    sure = numpy.abs(field.claim - field.premise)
    surely = 3 * (sure[i] * sure[j]) ** 2  # A person has confirmed both roles, or as good as.
    beside = (gap == 1).astype(float)
    block = (field.block[i] == field.block[j]).astype(float)
    sentence = (field.sentence[i] == field.sentence[j]).astype(float)
    yield "distance", numpy.log(numpy.maximum(gap, 1))
    yield "next", beside
    yield "claim", claim
    yield "claim, of a premise", claim * reason
    yield "premise, of a premise", premise * reason
    yield "next premise, of a premise", premise * reason * beside
    yield "nearest claim", nearest
    yield "nearest claim, of a premise", nearest * reason
    yield "nearest claim, of a claim", nearest * field.claim[i]
    yield "claim, surely", claim * surely
    yield "nearest claim, surely", nearest * surely
    yield "nearest claim, of a premise, surely", nearest * reason * surely
    yield "claim, of a premise, surely", claim * reason * surely
    yield "same block", block
    yield "same sentence", sentence
    yield "same sentence, next", sentence * beside
    yield "claim, same sentence", sentence * claim
    yield "claim, same block, of a premise", block * claim * reason
    yield "likeness", like
    yield "likeness, claim", like * claim
    for cue in ("because", "therefore", "example", "contrast", "addition", "anaphora", "condition"):
        yield f"next, source {cue}", field.has[cue][i] * beside
        yield f"nearest claim, source {cue}", field.has[cue][i] * nearest
    for cue in ("because", "example", "contrast", "addition", "opinion", "yes", "anaphora"):
        yield f"target {cue}", field.has[cue][j]
    yield "claim, target therefore", field.has["therefore"][j] * claim


def _far(field: Field, i: Indices, j: Indices, like: Numbers) -> Columns:
    """Yield what speaks for a pair of two turns."""
    turns = list(zip(field.turn[i].tolist(), field.turn[j].tolist(), strict=True))
    up = numpy.array([field.above(turn).get(other, FAR) for turn, other in turns], float)
    parent = (up == 1).astype(float)
    title = field.title[j].astype(float)
    claim, point = field.claim[j] * (1 - title), field.claim[i]
    first, last, opens = (
        (here == edge[here]).astype(float) for here, edge in ((j, field.first), (j, field.last), (i, field.first))
    )
    yield "bias", numpy.ones(len(i))
    yield "parent", parent
    yield "grandparent", (up == 2).astype(float)
    yield "further up", (up > 2).astype(float)
    yield "same author", numpy.array([field.same_author(turn, other) for turn, other in turns], float)
    yield "title", title
    yield "title, parent", title * parent
    yield "title, likeness", title * like
    yield "title, of the first", title * opens
    yield "title, of a claim", title * point
    yield from _quoted(field, i, j)
    yield "claim", claim
    yield "claim, parent", claim * parent
    yield "claim, of a claim", claim * point
    yield "claim, of a premise", claim * field.premise[i]
    yield "premise, of a claim", field.premise[j] * point
    yield "likeness", like
    yield "likeness, parent", like * parent
    yield "likeness, claim", like * claim
    yield "likest", _share_of_best(i, like)
    yield "like the title", field.to_title[j] * (1 - title)
    yield "first", first
    yield "first, claim", first * claim
    yield "last", last
    yield "last, of the first", last * opens
    yield "first, of the first", first * opens
    yield "place", field.place[j]
    yield "places apart", numpy.abs(field.place[i] - field.place[j])
    yield "short", (field.length[j] < _SHORT).astype(float)
    yield "length", numpy.log1p(field.length[j]) / 5
    for cue in ("opinion", "yes", "because", "therefore", "contrast", "example"):
        yield f"target {cue}", field.has[cue][j]
    yield "last, source anaphora", field.has["anaphora"][i] * last
    yield "first, source yes", field.has["yes"][i] * first
    yield "of the first", opens
    yield "of a premise", field.premise[i]
    yield "of a claim", point
    for cue in ("you", "yes", "contrast"):
        yield f"source {cue}", field.has[cue][i]
    yield "source place", field.place[i]
    yield "few in its turn", 1 / field.size[j]
    yield "has reasons", numpy.log1p(field.reasons[j])


def _quoted(field: Field, i: Indices, j: Indices) -> Columns:
    behind = [field.quoted.get(source, {}) for source in i.tolist()]
    steps = numpy.array([here.get(target, -1) for here, target in zip(behind, j.tolist(), strict=True)], float)
    quoted = (steps >= 0).astype(float)
    yield "quoted", quoted
    yield "quoted, soon", quoted / (1 + numpy.maximum(steps, 0))
    yield "quoted, claim", quoted * field.claim[j]
    yield "not quoted, while another is", numpy.array([bool(here) for here in behind], float) * (1 - quoted)


def _share_of_best(sources: Indices, like: Numbers) -> Numbers:
    """Return how near each pair's likeness comes to the greatest of its source."""
    best = numpy.zeros(int(sources.max(initial=0)) + 1)
    numpy.maximum.at(best, sources, like)
    return like / numpy.maximum(best[sources], numpy.finfo(float).tiny)


def _names() -> tuple[str, ...]:
    none = numpy.zeros(0, int)
    return tuple(name for name, _ in _columns(Field([], [], [], {}, ""), none, none))


FEATURES = _names()
"""What can speak for a pair, within a turn (near) or between two (far)."""
