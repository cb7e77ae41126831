"""Camps: the preferred sets of a map, question by question, and in words."""

from __future__ import annotations

import dataclasses
import random
import time
from itertools import product
from pathlib import Path

import pytest

from argmap.model import ArgumentMap, Camps
from argmap.pipeline import judged
from argmap.reason.camp_words import camp_lines
from argmap.reason.camps import camps
from argmap.reason.dung import Limit, Semantics, count, extensions, translate
from argmap.reason.labels import labels
from tests.reason.maps import a_map, random_map


def told(text: str) -> list[str]:
    the_map = a_map(text)
    return [line.replace(" (Ann)", "") for line in camp_lines(the_map, camps(the_map))]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "a=>g; a=>!b; b=>!a",  # SEMANTICS 10
            [
                "One question is open: 2 camps",
                "  Camp 1 holds: a",
                "    and so stands: g",
                "  Camp 2 holds: b",
                "    and so falls: g",
            ],
        ),
        (
            "a=>g; b=>g; a=>!b; b=>!a",  # SEMANTICS 14
            ["One question is open: 2 camps", "  Camp 1 holds: a", "  Camp 2 holds: b", "  Either way it holds: g"],
        ),
        (
            "a=>!b; b=>!a; a=>!c; b=>!c",
            ["One question is open: 2 camps", "  Camp 1 holds: a", "  Camp 2 holds: b", "  Either way it falls: c"],
        ),
        (
            "a=>!b; b=>!c; c=>!d; d=>!a",
            ["One question is open: 2 camps", "  Camp 1 holds: a; c", "  Camp 2 holds: b; d"],
        ),
        (
            "a=>!b; b=>!a; c=>!d; d=>!c; e=>!f; f=>!e",
            [
                "3 questions are open, and none bears on another: 8 camps in all",
                *("Question 1: 2 camps", "  Camp 1 holds: a", "  Camp 2 holds: b"),
                *("Question 2: 2 camps", "  Camp 1 holds: c", "  Camp 2 holds: d"),
                *("Question 3: 2 camps", "  Camp 1 holds: e", "  Camp 2 holds: f"),
            ],
        ),
        (
            "a=>!b; b=>!c; c=>!a; a=>g",  # SEMANTICS 12
            ["One question is open, and nobody can be consistent here", "  Self-defeating, or resting on what is: a; b; c; g"],
        ),
        (
            "a=>g; s=>!s; s=>!a",  # SEMANTICS 11
            ["One question is open, and nobody can be consistent here", "  Self-defeating, or resting on what is: a; g; s"],
        ),
        (
            "s=>!s; a=>!s; s=>!a",
            ["One question is open, and one camp alone can be consistent here", "  It holds: a", "  It falls: s"],
        ),
        (
            "p=>g; q=>!g",  # SEMANTICS 4
            [
                "One question is open: 2 camps",
                "  Camp 1 holds: g",
                "  Camp 2 denies: g",
                "Whatever the camp: of 3 claims standing 2, fallen 0",
            ],
        ),
        (
            "h=>g; g=>h",  # SEMANTICS 9
            ["One question is open: 2 camps", "  Camp 1 holds: g; h", "  Camp 2 denies: g; h"],
        ),
        (
            "p=>g; a=>(p=>g); a=>!b; b=>!a; b=>!s; s=>!s",
            [
                "One question is open: 2 camps",
                "  Camp 1 holds: a",
                "    and so falls: g",
                "    and does not count: “p” for “g”",
                "    and leaves open: s",
                "  Camp 2 holds: b",
                "    and so stands: g",
                "    and so falls: s",
                "Whatever the camp: of 5 claims standing 1, fallen 0",
            ],
        ),
        (
            "p=>g; q=>!g; p=>h; q=>!h; g,h=>i",
            [
                "One question is open: 4 camps",
                *("  Camp 1 holds: g; h", "    and so stands: i"),
                *("  Camp 2 holds: g", "    denies: h", "    and so falls: i"),
                *("  Camp 3 holds: h", "    denies: g", "    and so falls: i"),
                *("  Camp 4 denies: g; h", "    and so falls: i"),
                "Whatever the camp: of 5 claims standing 2, fallen 0",
            ],
        ),
        ("p=>g; q=>!p", ["Nothing is open: all who go by these reasons are in one camp."]),
        ("", ["Nothing is open: all who go by these reasons are in one camp."]),
    ],
)
def test_camps_in_words(text: str, lines: list[str]) -> None:
    assert told(text) == lines


def test_an_objection_to_what_has_fallen_joins_no_questions() -> None:
    """Both pairs bear on g, which falls whoever is right: two questions, not one with four camps."""
    found = camps(a_map("x=>g; y=>!x; a=>!g; c=>!g; a=>!b; b=>!a; c=>!d; d=>!c"))
    assert "g" in found.falls
    assert [len(question.camps) for question in found.questions] == [2, 2]


def whole(found: Camps) -> set[tuple[frozenset[str], frozenset[str]]]:
    """Return every camp of the map: what stands and what falls, and one camp of every question."""
    choices = [
        [({*question.holds, *camp.accepts}, {*question.falls, *camp.rejects}) for camp in question.camps]
        for question in found.questions
    ]
    return {
        (frozenset(found.stands).union(*(one[0] for one in choice)), frozenset(found.falls).union(*(one[1] for one in choice)))
        for choice in product(*choices)
    }


def preferred(the_map: ArgumentMap) -> set[tuple[frozenset[str], frozenset[str]]]:
    """Return what each preferred set of the whole translation accepts and rejects."""
    translation = translate(the_map)
    framework = translation.framework
    index = {name: number for number, name in enumerate(framework.arguments)}
    sets = set()
    for one in extensions(framework, Semantics.PREFERRED):
        beaten = {framework.arguments[victim] for name in one for victim in framework.attacked[index[name]]}
        rejected = frozenset(name for name, argument in translation.argument.items() if argument in beaten)
        sets.add((frozenset(translation.accepted(one)), rejected))
    return sets


@pytest.mark.parametrize("block", range(4))
def test_camps_are_the_preferred_sets(block: int) -> None:
    for seed in range(100 * block, 100 * block + 100):
        the_map = random_map(seed)
        found = camps(the_map)
        assert found.complete
        assert whole(found) == preferred(the_map), seed
        # No two preferred sets tell the same about every claim and step.
        assert found.number == len(whole(found)) == count(translate(the_map).framework, Semantics.PREFERRED), seed


def test_everything_is_told_once_and_in_map_order() -> None:
    for seed in range(400):
        the_map = random_map(seed)
        order = list(labels(the_map))
        found = camps(the_map)
        settled = [*found.stands, *found.falls]
        for question in found.questions:
            for camp in question.camps:
                lists = [camp.accepts, camp.rejects, camp.undecided, question.holds, question.falls, question.undecided]
                assert all(list(one) == sorted(one, key=order.index) for one in lists)
            settled += [name for one in lists for name in one]
            assert len(question.camps) == len(set(question.camps)) >= 1
            told_apart = zip(*(_labels(camp) for camp in question.camps), strict=True)
            assert all(len(set(column)) > 1 for column in told_apart), seed
        assert sorted(settled) == sorted(order), seed


def _labels(camp: object) -> list[tuple[str, int]]:
    sides = dataclasses.astuple(camp)  # type: ignore[call-overload]
    return sorted((name, number) for number, side in enumerate(sides) for name in side)


def test_the_order_of_the_map_changes_no_camp() -> None:
    for seed in range(100):
        the_map, dice = random_map(seed), random.Random(seed)
        shuffled = dataclasses.replace(
            the_map,
            claims=tuple(dice.sample(the_map.claims, len(the_map.claims))),
            steps=tuple(dice.sample(the_map.steps, len(the_map.steps))),
        )
        assert whole(camps(shuffled)) == whole(camps(the_map)), seed


def test_the_same_map_gives_the_same_words() -> None:
    for seed in range(50):
        first, second = (list(camp_lines(each, camps(each))) for each in (random_map(seed), random_map(seed)))
        assert first == second


def pairs(number: int) -> str:
    return ";".join(f"a{i:03}=>!b{i:03}; b{i:03}=>!a{i:03}" for i in range(number))


def test_more_camps_than_the_limit_are_at_least_so_many() -> None:
    # One question: every pair bears on g.
    the_map = a_map(pairs(10) + ";" + ";".join(f"a{i:03}=>g" for i in range(10)))
    found = camps(the_map, Limit(60, 64))
    lines = list(camp_lines(the_map, found))
    assert not found.complete
    assert [len(question.camps) for question in found.questions] == [64]
    assert lines[0] == "One question is open: at least 64 camps"
    assert "  and 56 camps more" in lines
    assert not any(line.startswith("  Either way") for line in lines)
    assert found == camps(the_map, Limit(60, 64))
    assert len(camps(the_map, Limit(60, 1024)).questions[0].camps) == 1024
    assert camps(the_map, Limit(60, 1024)).complete


def test_no_time_is_no_camp_and_no_error() -> None:
    the_map = a_map("a=>!b; b=>!a; p=>g")
    found = camps(the_map, Limit(seconds=0))
    assert not found.complete
    assert list(camp_lines(the_map, found)) == [
        "One question is open: no camp was found in the time allowed, about a (Ann); b (Ann)",
        "Whatever the camp: of 4 claims standing 2, fallen 0",
    ]


def test_two_to_the_power_of_two_hundred_camps_are_two_hundred_questions() -> None:
    the_map = a_map(pairs(200))
    found = camps(the_map)
    assert found.number == 2**200
    assert next(camp_lines(the_map, found)) == (
        "200 questions are open, and none bears on another: more than 1,000,000 camps in all"
    )


@pytest.mark.parametrize("seed", [2, 15, 20, 22])
def test_two_thousand_claims_end_within_the_limit(seed: int) -> None:
    the_map = random_map(seed, 2000)
    assert len(the_map.claims) > 1800
    start = time.monotonic()
    found = camps(the_map, Limit(seconds=1, extensions=64))
    list(camp_lines(the_map, found))
    assert time.monotonic() - start < 15  # A second of searching; the rest is a loaded machine's.
    assert {name for name, label in labels(the_map).items() if label.value == "stands"} == set(found.stands)


def test_the_corpus(root: Path) -> None:
    for path in sorted((root / "corpus").glob("*.md")):
        the_map = judged(str(path)).judged
        found = camps(the_map)
        assert found.complete
        assert whole(found) == preferred(the_map), path
        assert bool(found.questions) == any(label.value == "open" for label in labels(the_map).values())


def test_words_from_a_page_cannot_steer_a_terminal() -> None:
    the_map = a_map("a=>!b; b=>!a")
    first = dataclasses.replace(the_map.claims[0], text="Lanes\x1b[2J\nCamp 9 holds:\u202e nothing. " + "very " * 100)
    lines = list(camp_lines(hostile := dataclasses.replace(the_map, claims=(first, *the_map.claims[1:])), camps(hostile)))
    assert len(lines) == 3
    assert all(line.isprintable() and len(line) < 150 for line in lines)
