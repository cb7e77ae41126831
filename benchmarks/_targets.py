"""Relations between gold units: which target is found, for or against; and the peers that nobody had to train.

Candidates within a turn are the other annotated units of that turn; between turns, all annotated units of all earlier turns and
the title. Of several gold targets any is a hit. Polarity is asked for each gold pair between turns.

The original post and its title count as one turn: its links to the title, with one candidate each, are hits for nothing (an
eighth of all). MINING does not say so, but its peers can only be had so: over train and dev the last unit before is the target
of .147 of the replies' links, of .266 with those to the post's own title (.157 there). A section of their own has them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

import numpy as np

from benchmarks import _measures as m
from benchmarks._cmv import TITLE, Debate, Link, Unit
from benchmarks._table import Row, rows_of

__all__ = ["AGAINST", "FOR", "Guess", "Sign", "pairs", "polarity_rows", "rank_of", "target_rows"]

FOR = frozenset({"support", "agreement", "partial_agreement", "understand"})
AGAINST = frozenset(
    {
        *("rebuttal", "rebuttal_attack", "undercutter", "undercutter_attack"),
        *("partial_attack", "attack", "disagreement", "partial_disagreement"),
    }
)
HITS = (1, 3, 5)

Guess = Callable[[Debate, Link], Sequence[str]]
"""Returns the ids of candidates, the likeliest target first."""
Sign = Callable[[Debate, Unit, str], bool]
"""Says whether a unit is for the target with this id (or else against it)."""


def rank_of(link: Link, guessed: Sequence[str]) -> int:
    """Return at which place of the guesses the first gold target is; 0 if none is there."""
    return next((place for place, id in enumerate(guessed, 1) if id in link.targets), 0)


def pairs(debates: Iterable[Debate]) -> list[tuple[Debate, Unit, str, bool]]:
    """Return each gold pair between turns with whether the first is for the second."""
    return [
        (debate, link.source, target, link.source.relation in FOR)
        for debate in debates
        for link in debate.links()
        if link.between and not link.to_own_title and link.source.relation in FOR | AGAINST
        for target in link.targets
    ]


def target_rows(debates: Sequence[Debate], guess: Guess) -> list[Row]:
    """Measure how early the right target comes, within turns and between them."""
    rows: list[Row] = []
    everything = [(debate, link) for debate in debates for link in debate.links()]
    between = [one for one in everything if one[1].between]
    for section, links, peer in (
        ("within a turn", [one for one in everything if not one[1].between], nearest_claim),
        ("between turns", [one for one in between if not one[1].to_own_title], last_before),
        ("between turns, and of the post its title", between, last_before),
    ):
        posts = [debate.post for debate, _ in links]
        ours, theirs = (np.array([rank_of(link, how(debate, link)) for debate, link in links], np.int64) for how in (guess, peer))
        rows += rows_of(f"targets {section}", posts, _hits(ours), {"nearest": _hits(theirs)})
    return rows


def _hits(ranks: m.Ints) -> dict[str, m.Measure]:
    return {f"hit@{most}": partial(lambda at, most: m.hits(ranks[at], most), most=most) for most in HITS}


def nearest_claim(debate: Debate, link: Link) -> list[str]:
    """Guess the nearest claim before the source in its turn, then those behind it."""
    source = link.source.span
    here = [unit for unit in debate.units if unit is not link.source and debate.turn(unit.span) == debate.turn(source)]
    claims = [unit for unit in here if unit.kind == "claim"]
    return [unit.id for unit in sorted(claims, key=lambda unit: (unit.span > source, abs(unit.span.start - source.start)))]


def last_before(debate: Debate, link: Link) -> list[str]:
    """Guess the last unit of the turn before, and so on back to the title."""
    turn = debate.turn(link.source.span)
    return [*(unit.id for unit in reversed(debate.units) if unit.span.end <= turn.start), TITLE]


def polarity_rows(debates: Sequence[Debate], sign: Sign) -> list[Row]:
    """Measure how often for and against are told apart."""
    asked = pairs(debates)
    gold = np.array([is_for for *_, is_for in asked], np.int64)
    given = np.array([sign(debate, source, target) for debate, source, target, _ in asked], np.int64)
    commonest = np.full(len(gold), 2 * gold.sum() > len(gold), np.int64)
    posts = [debate.post for debate, *_ in asked]
    return rows_of("polarity between turns", posts, _signs(gold, given), {"majority": _signs(gold, commonest)})


def _signs(gold: m.Ints, given: m.Ints) -> dict[str, m.Measure]:
    return {
        "macro F1": lambda at: float(m.f1s(gold[at], given[at], 2).mean()),
        "against F1": lambda at: float(m.f1s(gold[at], given[at], 2)[0]),
        "for F1": lambda at: float(m.f1s(gold[at], given[at], 2)[1]),
    }
