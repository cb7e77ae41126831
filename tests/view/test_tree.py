"""Where the drawing puts each claim: once, and within reach of a root, whatever the shape of the argument."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from argmap.model import POST, Anchor, ArgumentMap, Claim, Span, Step, StepKind, step_id
from argmap.view._tree import plant

from .debate import Document, build


def planted(relations: str, *theses: str):
    ids = sorted(set(relations.replace("+", " ").replace(">", " ").replace("/", " ").split()) - {"x"})
    _, map = build("Shapes", [Document(POST, "Ana", " ".join(f"{{{id}| Says {id}.}}" for id in ids))], relations)
    return plant(map, theses)


def test_nearest_to_the_thesis():
    tree = planted("b > a\nc > b\nc > a\nd > c", "a")
    assert tree.roots == ("a",)
    assert tree.home == {"b": "b>a", "c": "c>a", "d": "d>c"}


def test_what_undercuts_a_step_stands_with_the_step():
    tree = planted("b > a\nc / b > a\nd / c>b > a", "a")
    assert [step.id for step in tree.steps("a")] == ["b>a", "c>b>a", "d>c>b>a"]
    assert tree.home == {"b": "b>a", "c": "c>b>a", "d": "d>c>b>a"}


def test_circle_that_no_thesis_reaches():
    tree = planted("b > a\nd > c\nc > d", "a")
    assert tree.roots == ("a", "c")
    assert tree.home == {"b": "b>a", "d": "d>c"}


def test_argued_points_before_lone_ones():
    _, map = build("Order", [Document(POST, "Ana", "{l| Lone.} {b| Reason.} {a| Argued.} {t| Thesis.} {r| Why.}")], "b > a\nr > t")
    assert plant(map, ["t"]).roots == ("t", "a", "l")


@given(st.data())
def test_every_claim_once_and_within_reach(data):
    ids = [f"c{n}" for n in range(data.draw(st.integers(1, 9)))]
    one = st.sampled_from(ids)
    anchor = Anchor("c0", POST, Span(0, 0), None)
    steps: dict[str, Step] = {}
    for _ in range(data.draw(st.integers(0, 15))):
        premises = tuple(dict.fromkeys(data.draw(st.lists(one, min_size=1, max_size=3))))
        target = data.draw(st.sampled_from([*ids, *steps]))
        kind = StepKind.UNDERCUT if target in steps else data.draw(st.sampled_from([StepKind.INFERENCE, StepKind.REBUTTAL]))
        id = step_id(premises, target)
        steps.setdefault(id, Step(id, kind, premises, target, anchor))
    map = ArgumentMap(tuple(Claim(id, id, (Anchor(id, POST, Span(0, 0), None),)) for id in ids), tuple(steps.values()))
    tree = plant(map, data.draw(st.lists(one, max_size=2)))
    assert sorted([*tree.roots, *tree.home]) == ids
    for id in ids:
        seen, at = set(), id
        while at in tree.home:
            assert at not in seen
            seen.add(at)
            step = steps[tree.home[at]]
            assert at in step.premises
            while step.target in steps:
                step = steps[step.target]
            at = step.target
        assert at in tree.roots
