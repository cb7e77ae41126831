"""Certificates: every verdict passes the checker, and a forged one is refused."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from argmap.model import Status, Verdict
from argmap.reason import judge
from argmap.reason.certificate import uncertified

from .maps import a_map, random_map


def test_every_verdict_is_certified() -> None:
    for seed in range(2000):
        the_map = random_map(seed, size=10)
        assert uncertified(the_map, judge(the_map, ()).labels) == (), seed


def test_another_label_is_never_certified_whatever_its_rank() -> None:
    """However a forger ranks the verdicts, one label that is not the grounded one leaves something uncertified."""
    for seed in range(500):
        the_map = random_map(seed)
        labels = dict(judge(the_map, ()).labels)
        dice = random.Random(seed)
        size = len(labels)
        for id in dice.sample(sorted(labels), min(3, size)):
            status = dice.choice([each for each in Status if each is not labels[id].status])
            forged = {
                **labels,
                id: replace(labels[id], status=status, rank=None if status is Status.OPEN else dice.randint(1, size)),
            }
            assert uncertified(the_map, forged), (seed, id)
            shuffled = {
                each: replace(verdict, rank=None if verdict.status is Status.OPEN else dice.randint(1, size))
                for each, verdict in forged.items()
            }
            assert uncertified(the_map, shuffled), (seed, id)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("h=>g; g=>h", "h:S g:S h>g:S g>h:S"),  # two claims that lean on each other
        ("a=>!b; b=>!a", "a:S b:F a>b:S b>a:F"),  # one side of a standoff
        ("p=>g", "p:S g:S"),  # true, but ranked wrongly: everything in the first round
    ],
)
def test_what_is_a_fixpoint_but_not_the_least_is_refused(text: str, labels: str) -> None:
    the_map = a_map(text)
    by_initial = {status.value[0].upper(): status for status in Status}
    forged = judge(the_map, ()).labels | {
        part.rpartition(":")[0]: Verdict(by_initial[part[-1]], "supported", (), "", 1) for part in labels.split()
    }
    assert uncertified(the_map, forged)


def test_ranks_are_rounds_of_argument() -> None:
    labels = judge(a_map("p=>g; q=>!p; r=>!q"), ("g",)).labels
    ranks = {id: labels[id].rank for id in ("r", "r>q", "q", "q>p", "p", "p>g", "g")}
    assert list(ranks.values()) == [1, 2, 3, 4, 5, 6, 7]
    assert judge(a_map("a=>!b; b=>!a")).labels["a"].rank is None
