"""Moves and persuasions: who came round and who did not, and long threads in pieces."""

from __future__ import annotations

import importlib
import random
from dataclasses import replace

import pytest

from argmap.model import POST, ArgumentMap, Comment, Persuasion, RawMap, Source, Span, Stance, Status, Thread
from argmap.reason.people import moves, partings, persuasions, view

from ..maps import a_map, anchor, random_map

history = importlib.import_module("argmap.reason.people.history")


def thread(*authors: str) -> Thread:
    """Make a thread: the post by the first author, then comments c1, c2, ... each in reply to what stands before it."""
    comments = tuple(
        Comment(f"c{number}", author, Span(number, number), POST if number == 1 else f"c{number - 1}", "markup")
        for number, author in enumerate(authors[1:], 1)
    )
    return Thread("t", "T", "", RawMap(()), Source("t.md", "", "markdown"), author=authors[0], comments=comments)


def placed(the_map: ArgumentMap, authors: tuple[str, ...], **docs: int) -> ArgumentMap:
    """Put claims into the post (0) or a comment, in its author's name, and each step where its first premise is."""

    def at(id: str) -> dict[str, object]:
        number = docs.get(id, 0)
        return {"doc": f"c{number}" if number else POST, "speaker": authors[number], "span": Span(10 * number, 10 * number + 1)}

    claims = tuple(replace(each, anchors=(replace(anchor(each.id), **at(each.id)),)) for each in the_map.claims)  # type: ignore[arg-type]
    steps = tuple(replace(each, anchor=replace(each.anchor, **at(each.premises[0]))) for each in the_map.steps)  # type: ignore[arg-type]
    return replace(the_map, claims=claims, steps=steps)


def takes(the_map: ArgumentMap, authors: tuple[str, ...], *stances: tuple[int, str, str]) -> ArgumentMap:
    """Add stances (comment, kind, claim) of whoever wrote the comment."""
    made = tuple(
        Stance(
            kind,
            authors[number],
            claim,
            replace(anchor(f"s{number}"), doc=f"c{number}", speaker=authors[number], span=Span(10 * number + 5, 10 * number + 6)),
        )
        for number, kind, claim in stances
    )
    return replace(the_map, stances=made)


def test_to_concede_what_one_attacked_is_to_come_round() -> None:
    authors = ("Ann", "Ben", "Ann", "Ben")
    the_map = takes(placed(a_map("p=>g; q=>!g; r=>!q"), authors, q=1, r=2), authors, (3, "concedes", "g"))
    assert persuasions(thread(*authors), the_map) == (Persuasion("Ben", "g", "c3", "Ann", "grants"),)
    # Who concedes a claim after speaking against it has dropped the objection.
    assert view(the_map, "Ben").labels["g"] is Status.STANDS


def test_to_concede_what_tells_against_ones_claim_is_to_take_it_back() -> None:
    authors = ("Ann", "Ben", "Ann")
    the_map = takes(placed(a_map("g; q=>!g"), authors, q=1), authors, (2, "concedes", "q"))
    assert persuasions(thread(*authors), the_map) == (Persuasion("Ann", "g", "c2", "Ben", "takes back"),)
    assert view(the_map, "Ann").labels["g"] is Status.FALLS
    flatly = takes(placed(a_map("g; q=>!g"), authors, q=1), authors, (2, "rejects", "g"))
    assert persuasions(thread(*authors), flatly) == (Persuasion("Ann", "g", "c2", "Ben", "rejects"),)


def test_to_concede_what_one_never_disputed_is_no_coming_round() -> None:
    authors = ("Ann", "Ben", "Cy", "Cy")
    the_map = placed(a_map("p=>g; q=>!g"), authors, q=1)
    for stances in (
        [(2, "concedes", "g")],
        [(2, "concedes", "g"), (3, "concedes", "g")],
        [(2, "concedes", "q"), (3, "concedes", "p")],
        [(2, "rejects", "g"), (3, "rejects", "g")],
    ):
        assert persuasions(thread(*authors), takes(the_map, authors, *stances)) == ()
    met = takes(
        placed(a_map("g; q=>!g; r=>(q=>g)"), ("Ann", "Ben", "Ann", "Ann"), q=1, r=3),
        ("Ann", "Ben", "Ann", "Ann"),
        (2, "concedes", "q"),
    )
    assert persuasions(thread("Ann", "Ben", "Ann", "Ann"), met) == ()


def long_debate(seed: int, docs: int) -> tuple[Thread, ArgumentMap]:
    """Make a thread of many comments over which the claims of a random map are strewn."""
    dice = random.Random(seed)
    the_map = random_map(seed, size=40)
    where = {claim.id: dice.randrange(docs) for claim in the_map.claims}
    authors = tuple(dice.choice(("Ann", "Ben", "Cy")) for _ in range(docs))
    return thread(*authors), placed(the_map, authors, **where)


def test_moves_of_a_long_thread_are_the_same_in_pieces_as_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    found = 0
    for seed in range(12):
        debate = long_debate(seed, 2600)
        whole = []
        for at_once in (10_000, 1024, 700):
            monkeypatch.setattr(history, "_AT_ONCE", at_once)
            whole.append(moves(*debate))
        assert whole[0] == whole[1] == whole[2], seed
        found += len(whole[0])
    assert found > 20


def test_silence_is_agreement_or_nothing() -> None:
    """Ann gives two reasons for g, Ben attacks one of them, Cy says nothing about either."""
    authors = ("Ann", "Ben", "Cy")
    the_map = placed(a_map("p=>g; r=>g; q=>!p; z"), authors, q=1, z=2)
    agrees, silent = (view(the_map, "Cy", silence).labels for silence in ("agrees", "open"))
    assert [agrees[id].value for id in "zrqpg"] == ["stands", "stands", "stands", "falls", "stands"]
    assert [silent[id].value for id in "zrqpg"] == ["stands", "open", "open", "open", "open"]
    ben = view(the_map, "Ben", "open").labels
    assert [ben[id].value for id in "qprg"] == ["stands", "falls", "open", "open"]
    (ann_ben,) = partings(the_map, "open", [("Ann", "Ben")])
    assert (ann_ben.goals, [crux.nodes for crux in ann_ben.double_cruxes]) == (("p",), [])
    assert partings(the_map, "open", [("Ann", "Cy")])[0].goals == ()
