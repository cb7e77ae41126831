"""The verdicts are the grounded labelling of the translation, for every map; and so say solvers of others."""

from __future__ import annotations

import dataclasses
import random
from functools import cache

import pytest

from argmap.model import ArgumentMap, Status, StepKind
from argmap.reason.causes import components
from argmap.reason.dung import Framework, Semantics, accepted, extensions, translate
from argmap.reason.labels import compile_map, labels
from tests.reason.maps import a_map, random_map

from .oracles import Solver, by_clingo, by_formal_argumentation, many_at_once

BLOCK, BLOCKS = 1000, 5


@cache
def maps(block: int) -> list[ArgumentMap]:
    return [random_map(seed) for seed in range(BLOCK * block, BLOCK * block + BLOCK)]


def is_cyclic(the_map: ArgumentMap) -> bool:
    users = compile_map(the_map).users
    return any(len(one) > 1 or one[0] in users[one[0]] for one in components(users))


@pytest.mark.parametrize("block", range(BLOCKS))
def test_labels_are_the_grounded_labelling(block: int) -> None:
    for number, the_map in enumerate(maps(block)):
        assert labels(the_map) == translate(the_map).grounded(), (block, number)
    assert sum(map(is_cyclic, maps(block))) >= 0.49 * BLOCK


@pytest.mark.parametrize("block", range(BLOCKS))
@pytest.mark.parametrize("solver", [by_clingo, by_formal_argumentation])
def test_labels_are_what_outside_solvers_say_of_another_translation(solver: Solver, block: int) -> None:
    for number, (the_map, expected) in enumerate(zip(maps(block), many_at_once(maps(block), solver), strict=True)):
        assert labels(the_map) == expected, (block, number)


@pytest.mark.parametrize("solver", [by_clingo, by_formal_argumentation])
def test_outside_solvers_see_a_wrong_label(solver: Solver) -> None:
    """The comparison above can fail: a step more, and what the solvers say is no longer the labels of the map without it."""
    before, after = a_map("p=>g; q=>!p; r=>s"), a_map("p=>g; q=>!p; r=>s; r=>!q")
    assert many_at_once([before, after], solver) == [labels(before), labels(after)]
    assert labels(before)["g"] is Status.FALLS
    assert many_at_once([after], solver)[0]["g"] is Status.STANDS


def test_outside_solvers_agree_with_the_grounded_labelling_of_our_translation() -> None:
    for the_map in maps(0)[:200]:
        framework = translate(the_map).framework
        pairs = [(framework.arguments[source], framework.arguments[target]) for source, target in framework.attacks]
        ours = tuple({framework.arguments[index] for index in side} for side in framework.grounded)
        assert by_clingo(framework.arguments, pairs) == by_formal_argumentation(framework.arguments, pairs) == ours


# Properties of the labels, asked of the translation.

RANK = {Status.FALLS: 0, Status.OPEN: 1, Status.STANDS: 2}


@pytest.mark.parametrize("seed", range(0, 400, 100))
def test_the_order_of_a_map_changes_no_label_of_its_translation(seed: int) -> None:
    for number in range(seed, seed + 100):
        the_map, dice = random_map(number), random.Random(number)
        shuffled = dataclasses.replace(
            the_map,
            claims=tuple(dice.sample(the_map.claims, len(the_map.claims))),
            steps=tuple(dice.sample(the_map.steps, len(the_map.steps))),
        )
        assert translate(shuffled).grounded() == translate(the_map).grounded(), number


@pytest.mark.parametrize(("kind", "sign"), [(StepKind.INFERENCE, 1), (StepKind.REBUTTAL, -1)])
def test_an_unanswered_reason_never_hurts_and_an_unanswered_objection_never_helps(kind: StepKind, sign: int) -> None:
    """In 2,000 maps, half of them cyclic: a bare claim that gets a reason stands by that instead, and is no worse off."""
    one = a_map("new=>goal")
    for number, the_map in enumerate([*maps(0), *maps(1)]):
        goal = the_map.claims[0].id
        fresh = dataclasses.replace(one.claims[0], id="new", text="new")
        step = dataclasses.replace(one.steps[0], id="new>goal", kind=kind, premises=("new",), target=goal)
        more = ArgumentMap((*the_map.claims, fresh), (*the_map.steps, step))
        assert labels(more) == translate(more).grounded(), (number, kind)
        before, after = (RANK[labels(each)[goal]] for each in (the_map, more))
        assert sign * (after - before) >= 0, (number, kind)


def test_what_does_not_lead_to_a_claim_changes_nothing_about_it() -> None:
    for seed in range(300):
        left, right = random_map(seed), random_map(seed + 1)
        renamed = {claim.id: f"other-{claim.id}" for claim in right.claims} | {step.id: f"other-{step.id}" for step in right.steps}
        claims = tuple(dataclasses.replace(claim, id=renamed[claim.id]) for claim in right.claims)
        steps = tuple(
            dataclasses.replace(
                step, id=renamed[step.id], premises=tuple(renamed[one] for one in step.premises), target=renamed[step.target]
            )
            for step in right.steps
        )
        # One claim of the left is for one of the right as well: what is upstream of it stays as it was.
        bridge = dataclasses.replace(
            a_map("x=>y").steps[0], id="bridge", premises=(left.claims[0].id,), target=claims[0].id, kind=StepKind.REBUTTAL
        )
        both = ArgumentMap((*left.claims, *claims), (*left.steps, *steps, bridge))
        alone = translate(left).grounded()
        assert {name: label for name, label in translate(both).grounded().items() if name in alone} == alone, seed


# The abstract cases that every textbook has.

ABSTRACT = [
    # name, attacks, grounded, preferred, stable
    ("two that attack each other", "ab ba", "", "a b", "a b"),
    ("one that attacks itself", "aa", "", "-", None),
    ("an odd circle", "ab bc ca", "", "-", None),
    ("an even circle", "ab bc cd da", "", "ac bd", "ac bd"),
    ("reinstatement", "cb ba", "ac", "ac", "ac"),
    ("a floating conclusion", "ab ba ac bc cd", "", "ad bd", "ad bd"),
    ("a self-attacker in the way", "aa ab", "", "-", None),
    ("a chain of four", "ab bc cd", "ac", "ac", "ac"),
]


@pytest.mark.parametrize(
    ("attacks", "grounded", "preferred", "stable"), [case[1:] for case in ABSTRACT], ids=[c[0] for c in ABSTRACT]
)
def test_the_abstract_cases(attacks: str, grounded: str, preferred: str, stable: str | None) -> None:
    framework = Framework.of(sorted(set(attacks) - {" "}), [(pair[0], pair[1]) for pair in attacks.split()])

    def found(semantics: Semantics) -> list[str]:
        return sorted("".join(one) or "-" for one in extensions(framework, semantics))

    assert found(Semantics.GROUNDED) == [grounded or "-"]
    assert found(Semantics.PREFERRED) == preferred.split()
    assert found(Semantics.STABLE) == (stable.split() if stable else [])


def test_two_camps_are_two_preferred_sets() -> None:
    translation = translate(a_map("a=>g; a=>!b; b=>!a"))
    camps = [translation.accepted(one) for one in extensions(translation.framework, Semantics.PREFERRED)]
    assert sorted(camps) == [["a", "g", "a>g", "a>b"], ["b", "b>a"]]
    assert not accepted(translation.framework, Semantics.PREFERRED, "claim:g", everywhere=True).holds
    assert accepted(translation.framework, Semantics.PREFERRED, "claim:g", everywhere=False).holds


def test_either_way_it_holds() -> None:
    translation = translate(a_map("a=>g; b=>g; a=>!b; b=>!a"))
    assert labels(a_map("a=>g; b=>g; a=>!b; b=>!a"))["g"] is Status.OPEN
    assert accepted(translation.framework, Semantics.PREFERRED, "claim:g", everywhere=True).holds


def test_an_odd_circle_has_no_stable_set() -> None:
    framework = translate(a_map("a=>!b; b=>!c; c=>!a")).framework
    assert list(extensions(framework, Semantics.STABLE)) == []
    assert accepted(framework, Semantics.STABLE, "claim:a", everywhere=True).holds
