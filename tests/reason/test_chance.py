"""Chances: worked cases, and every way of working them out against worlds solved one at a time."""

from __future__ import annotations

import dataclasses
import itertools
import math
import random

import pytest

from argmap.model import ArgumentMap, Chance, Span, Status, Step, StepKind, step_id
from argmap.reason import _exact
from argmap.reason._modules import modules
from argmap.reason.chance import INDEPENDENCE, chances, credence_of
from argmap.reason.labels import compile_map, labels, solve
from tests.reason.maps import a_map, anchor, random_map


def hedged(the_map: ArgumentMap, credences: dict[str, float]) -> ArgumentMap:
    claims = tuple(dataclasses.replace(claim, credence=credences.get(claim.id)) for claim in the_map.claims)
    return dataclasses.replace(the_map, claims=claims)


def randomly_hedged(the_map: ArgumentMap, seed: int, most: int = 8) -> ArgumentMap:
    dice = random.Random(f"hedge {seed}")
    chosen = dice.sample(the_map.claims, dice.randint(0, min(most, len(the_map.claims))))
    return hedged(the_map, {claim.id: dice.choice([0.0, 0.05, 0.3, 0.5, 0.875, 1.0, dice.random()]) for claim in chosen})


def one(the_map: ArgumentMap, thesis: str = "g", worlds: int = 4096) -> Chance:
    (chance,) = chances(the_map, (thesis,), worlds)
    return chance


def importance(chance: Chance) -> dict[str, float]:
    return {part.claim: part.importance for part in chance.hedged}


def one_world_at_a_time(the_map: ArgumentMap, thesis: str) -> tuple[float, dict[str, float]]:
    """Return the probability and all importances, each as the difference of two conditionals, over all worlds."""
    graph = compile_map(the_map)
    goal = graph.index()[thesis]
    hedges = [(node, claim.credence) for node, claim in enumerate(the_map.claims) if claim.credence is not None]
    total, given = 0.0, {node: [0.0, 0.0] for node, _ in hedges}
    for world in itertools.product((0, 1), repeat=len(hedges)):
        denied = {node: 1 for (node, _), kept in zip(hedges, world, strict=True) if not kept}
        if solve(graph, 1, {}, denied).status(goal) is not Status.STANDS:
            continue
        shares = [credence if kept else 1 - credence for (_, credence), kept in zip(hedges, world, strict=True)]
        total += math.prod(shares)
        for number, (node, _) in enumerate(hedges):
            given[node][world[number]] += math.prod(shares[:number] + shares[number + 1 :])
    return total, {graph.names[node]: kept - dropped for node, (dropped, kept) in given.items()}


@pytest.mark.parametrize(
    ("number", "text", "credences", "probability", "expected"),
    [
        ("13", "p=>g", {"p": 0.7}, 0.7, {"p": 1.0}),
        ("13b", "p,q=>g", {"p": 0.9, "q": 0.8}, 0.72, {"p": 0.8, "q": 0.9}),
        ("13c", "p=>g; q=>g", {"p": 0.9, "q": 0.8}, 0.98, {"p": 0.2, "q": 0.1}),
        ("13d", "p=>g; q=>!p", {"p": 0.9, "q": 0.5}, 0.45, {"p": 0.5, "q": -0.9}),
        ("13e", "p=>g; q=>!g", {"p": 0.9, "q": 0.5}, 0.45, {"p": 0.5, "q": -0.9}),
        ("undercut", "p=>g; q=>(p=>g)", {"p": 0.9, "q": 0.5}, 0.45, {"p": 0.5, "q": -0.9}),
        ("hedged thesis", "p=>g", {"p": 0.9, "g": 0.5}, 0.45, {"p": 0.5, "g": 0.9}),
        ("shared premise", "p=>a; p=>b; a,b=>g", {"p": 0.7}, 0.7, {"p": 1.0}),
        ("both sides", "p=>g; p=>a; a=>!g", {"p": 0.7}, 0.0, {"p": 0.0}),
        ("loop with a way in", "h=>g; g=>h; p=>h", {"p": 0.7}, 0.7, {"p": 1.0}),
        ("no way in", "h=>g; g=>h", {"h": 0.7}, 0.0, {"h": 0.0}),
        ("two camps", "a=>g; a=>!b; b=>!a", {"b": 0.25}, 0.75, {"b": -1.0}),
        ("no hedge", "p=>g", {}, 1.0, {}),
    ],
)
def test_worked_case(number: str, text: str, credences: dict[str, float], probability: float, expected: dict[str, float]) -> None:
    chance = one(hedged(a_map(text), credences))
    assert chance.exact
    assert chance.error == 0.0
    assert chance.probability == pytest.approx(probability, abs=1e-12)
    assert importance(chance) == pytest.approx(expected, abs=1e-12)


def test_without_doubt_the_chance_is_the_label() -> None:
    for seed in range(300):
        the_map = random_map(seed, size=12)
        dice = random.Random(seed)
        sure = {claim.id: dice.choice([0.0, 1.0]) for claim in the_map.claims if dice.random() < 0.5}
        graph = compile_map(the_map)
        planes = solve(graph, 1, {}, {graph.index()[id]: 1 for id, credence in sure.items() if not credence})
        certain = hedged(the_map, dict.fromkeys(sure, 1.0))
        for node, claim in enumerate(the_map.claims):
            assert one(hedged(the_map, sure), claim.id).probability == (planes.status(node) is Status.STANDS), seed
            assert one(certain, claim.id).probability == (labels(the_map)[claim.id] is Status.STANDS), seed


def test_exact_is_every_world_solved_one_at_a_time() -> None:
    methods = set()
    for seed in range(400):
        the_map = randomly_hedged(random_map(seed, size=12), seed)
        thesis = the_map.claims[0].id
        probability, each = one_world_at_a_time(the_map, thesis)
        chance = one(the_map, thesis)
        methods.add(chance.method)
        assert chance.probability == pytest.approx(probability, abs=1e-12), seed
        listed = importance(chance)
        # What is not listed does not lie behind the thesis.
        assert {id: listed.get(id, 0.0) for id in each} == pytest.approx(each, abs=1e-12), seed
    assert methods == {"product", "enumeration"}


def random_tree(seed: int, size: int) -> ArgumentMap:
    """Make a map in which every claim but the first is used once: alone or with others in a step of any kind."""
    dice = random.Random(f"tree {seed}")
    steps: list[Step] = []
    names = ["c0"]
    while len(names) < size:
        premises = tuple(f"c{len(names) + more}" for more in range(dice.choice([1, 1, 1, 2, 3])))
        if steps and dice.random() < 0.3:
            kind, target = StepKind.UNDERCUT, dice.choice(steps).id
        else:
            kind, target = dice.choice([StepKind.INFERENCE, StepKind.INFERENCE, StepKind.REBUTTAL]), dice.choice(names)
        steps.append(Step(step_id(premises, target), kind, premises, target, anchor(premises[0])))
        names.extend(premises)
    dice.shuffle(steps)
    asserted = " ".join(name for name in names if dice.random() < 0.2)
    return dataclasses.replace(a_map(";".join(names), asserted), steps=tuple(steps))


def test_formulas_on_trees_are_enumeration() -> None:
    """One module over a whole tree has the same numbers as a formula for each node."""
    for seed in range(200):
        tree = randomly_hedged(random_tree(seed, 14), seed, most=10)
        graph = compile_map(tree)
        credence = {node: claim.credence for node, claim in enumerate(tree.claims) if claim.credence is not None}
        diagram = _exact._Known(graph, credence).diagram(range(len(graph.names)))
        assert diagram is not None
        chance = one(tree, "c0")
        assert chance.method == "product"
        assert chance.probability == pytest.approx(diagram.chance()[0], abs=1e-12), seed
        each = {graph.names[node]: kept - dropped for node, (kept, dropped) in diagram.growth((1.0, 0.0))}
        assert {id: importance(chance).get(id, 0.0) for id in each} == pytest.approx(each, abs=1e-12), seed


def test_trees_of_any_size_are_exact() -> None:
    tree = random_tree(1, 3000)
    chance = one(hedged(tree, {claim.id: 0.9 for claim in tree.claims}), "c0")
    assert chance.method == "product"
    assert len(chance.hedged) == len(tree.claims)
    chain = ";".join(f"c{number + 1}=>c{number}" for number in range(2000))
    sure = one(hedged(a_map(chain), {f"c{number}": 0.999 for number in range(2001)}), "c0")
    assert sure.probability == pytest.approx(0.999**2001, abs=1e-12)


def test_modules_are_what_is_reached_only_through_them() -> None:
    for seed in range(300):
        dice = random.Random(seed)
        size = dice.randint(2, 12)
        edges = [dice.sample(range(size), dice.choice([0, 1, 1, 2])) for _ in range(size)]
        for node in range(1, size):
            edges[dice.randrange(node)].append(node)  # all is behind the root

        def behind(start: int, without: int = -1, edges: list[list[int]] = edges) -> set[int]:
            found, stack = {start}, [start]
            while stack:
                fresh = {other for other in edges[stack.pop()] if other != without} - found
                found |= fresh
                stack.extend(fresh)
            return found

        private = {node for node in range(1, size) if 0 not in behind(node) and not (behind(node) - {node}) & behind(0, node)}
        found = modules(edges, 0)
        assert set(found) == private | {0}, seed
        assert found[-1] == 0


def dense(seed: int, size: int = 40) -> ArgumentMap:
    """Make a map without loops in which most claims are used twice, with every second one hedged."""
    dice = random.Random(f"dense {seed}")
    steps: dict[str, Step] = {}
    for number in range(1, size):
        for _ in range(2):
            target = f"c{dice.randrange(max(0, number - 8), number)}"
            kind = dice.choice([StepKind.INFERENCE, StepKind.INFERENCE, StepKind.REBUTTAL])
            step = Step(step_id((f"c{number}",), target), kind, (f"c{number}",), target, anchor("c"))
            steps.setdefault(step.id, step)
    the_map = dataclasses.replace(a_map(";".join(f"c{number}" for number in range(size))), steps=tuple(steps.values()))
    return hedged(the_map, {f"c{number}": round(dice.uniform(0.3, 0.9), 2) for number in range(0, size, 2)})


def test_drawn_worlds_are_near_the_exact_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def deviations(the_map: ArgumentMap) -> list[float]:
        with monkeypatch.context() as patched:
            patched.setattr(_exact, "MOST_WORLDS", 1 << 24)
            exact = one(the_map, "c0")
        with monkeypatch.context() as patched:
            patched.setattr(_exact, "MOST_WORLDS", 0)
            drawn = one(the_map, "c0")
        assert exact.exact
        if drawn.exact:
            return []
        precise = importance(exact)
        found = [(drawn.probability - exact.probability) / drawn.error]
        return found + [(part.importance - precise[part.claim]) / part.error for part in drawn.hedged if 0 < part.credence < 1]

    scores = [score for seed in range(30) for score in deviations(dense(seed, 24))]
    scores += [score for seed in range(150) for score in deviations(randomly_hedged(random_map(seed, 12), seed))]
    assert len(scores) > 500
    assert max(map(abs, scores)) < 4
    assert sum(score * score for score in scores) / len(scores) < 1.3


def test_drawing_says_how_sure_it_is() -> None:
    chance = one(dense(3, 80), "c0")
    assert chance.method == "sampling"
    assert 0 < chance.error < 0.008
    assert any(part.matters for part in chance.hedged)
    assert not all(part.matters for part in chance.hedged)
    more = one(dense(3, 80), "c0", 65_536)
    assert more.error < chance.error / 3.5
    assert abs(more.probability - chance.probability) < 4 * chance.error


def test_the_order_of_claims_and_steps_changes_nothing() -> None:
    maps = [(randomly_hedged(random_map(seed, size=12), seed), "c0") for seed in range(100)]
    maps += [(dense(seed, 60), "c0") for seed in range(3)]
    for number, (the_map, thesis) in enumerate(maps):
        dice = random.Random(number)
        shuffled = dataclasses.replace(
            the_map,
            claims=tuple(dice.sample(the_map.claims, len(the_map.claims))),
            steps=tuple(dice.sample(the_map.steps, len(the_map.steps))),
        )
        before, after = one(the_map, thesis), one(shuffled, thesis)
        assert (before.probability, before.method) == (after.probability, after.method)
        assert sorted(before.hedged, key=lambda part: part.claim) == sorted(after.hedged, key=lambda part: part.claim)


def test_what_does_not_reach_the_thesis_does_not_matter() -> None:
    more = hedged(a_map("e=>f; f=>!e; c0=>f; e=>(c0=>f)"), {"e": 0.3, "f": 0.6})
    for the_map in (dense(2, 60), *(randomly_hedged(random_map(seed, 10), seed) for seed in range(50))):
        claims = {claim.id: claim for claim in (*more.claims, *the_map.claims)}
        both = ArgumentMap(tuple(claims.values()), (*more.steps, *the_map.steps))
        assert one(both, "c0") == one(the_map, "c0")


def test_all_theses_of_a_map_at_once() -> None:
    the_map = hedged(a_map("p=>g; q=>g; q=>!h; r=>h"), {"p": 0.9, "q": 0.8, "r": 0.5})
    together = chances(the_map)
    assert {chance.thesis for chance in together} == {"g", "h"}
    assert together == tuple(one(the_map, chance.thesis) for chance in together)
    assert {chance.thesis: chance.probability for chance in together} == {"g": 0.98, "h": 0.1}


def test_people_with_more_than_one_hedge_are_named() -> None:
    the_map = hedged(a_map("p=>g; q=>g; r=>g; s=>t"), {"p": 0.9, "q": 0.8, "r": 0.5, "s": 0.5})
    claims = [
        dataclasses.replace(claim, anchors=(dataclasses.replace(claim.anchors[0], speaker="Bo" if claim.id == "r" else "Ann"),))
        for claim in the_map.claims
    ]
    assert one(dataclasses.replace(the_map, claims=tuple(claims))).shared == (("Ann", ("p", "q")),)
    assert "one person's judgement" in INDEPENDENCE


def test_where_a_number_is_from() -> None:
    (claim,) = a_map("p").claims

    def said(text: str, hedge: str | None, gloss: str | None = None, credence: float | None = None) -> tuple[float, str] | None:
        found = credence_of(dataclasses.replace(claim, text=text, hedge=hedge, gloss=gloss, credence=credence))
        return (found.value, found.source) if found else None

    assert said("The tunnel floods", "22% for it", "The tunnel stays dry", 0.78) == (0.78, "stated")
    assert said("The tunnel floods", "22% for it", "The tunnel stays dry") is None
    assert said("The tunnel probably floods", "probably") == (0.675, "ICD 203")
    assert said("The tunnel probably floods", "probably", "The tunnel floods") == (0.675, "ICD 203")
    assert said("the tunnel floods", "highly improbable") == (0.125, "ICD 203")
    assert said("", "unlikely", "The tunnel floods") == (0.325, "ICD 203")
    assert said("The tunnel is very unlikely to flood", "very unlikely") == (0.875, "ICD 203, of the denial")
    assert said("It will not flood", "unlikely", "A flood is unlikely") == (0.675, "ICD 203, of the denial")
    assert said("It is unlikely to flood", "unlikely", "The tunnel stays dry") is None
    assert said("It floods, roughly even odds", "roughly even odds") == (0.5, "ICD 203")
    for vague in ("I think", "perhaps", "highly likely", "not very likely", "likely, or rather unlikely", "", None):
        assert said("The tunnel floods", vague) is None, vague


def test_a_restatement_by_another_hand_keeps_one_hedge() -> None:
    the_map = hedged(a_map("p=>g"), {"p": 0.7})
    twice = dataclasses.replace(
        the_map.claims[1], anchors=(*the_map.claims[1].anchors, dataclasses.replace(anchor("p2"), speaker="Bo", span=Span(2, 3)))
    )
    chance = one(dataclasses.replace(the_map, claims=(the_map.claims[0], twice)))
    assert (chance.probability, len(chance.hedged), chance.shared) == (0.7, 1, ())
