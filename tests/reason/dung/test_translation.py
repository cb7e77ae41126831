"""The verdicts are the grounded labelling of the translation, for every map."""

from __future__ import annotations

import pytest

from argmap.reason.dung import Semantics, accepted, extensions, translate
from argmap.reason.labels import labels
from tests.reason.maps import a_map, random_map


@pytest.mark.parametrize("block", range(5))
def test_labels_are_the_grounded_labelling(block: int) -> None:
    for seed in range(1000 * block, 1000 * block + 1000):
        the_map = random_map(seed)
        assert labels(the_map) == translate(the_map).grounded(), seed


def test_two_camps_are_two_preferred_sets() -> None:
    translation = translate(a_map("a=>g; a=>!b; b=>!a"))
    camps = [translation.accepted(one) for one in extensions(translation.framework, Semantics.PREFERRED)]
    assert sorted(camps) == [["a", "g", "a>g", "a>b"], ["b", "b>a"]]
    assert not accepted(translation.framework, Semantics.PREFERRED, "claim:g", everywhere=True).holds
    assert accepted(translation.framework, Semantics.PREFERRED, "claim:g", everywhere=False).holds


def test_either_way_it_holds() -> None:
    translation = translate(a_map("a=>g; b=>g; a=>!b; b=>!a"))
    assert labels(a_map("a=>g; b=>g; a=>!b; b=>!a"))["g"].value == "open"
    assert accepted(translation.framework, Semantics.PREFERRED, "claim:g", everywhere=True).holds


def test_an_odd_circle_has_no_stable_set() -> None:
    framework = translate(a_map("a=>!b; b=>!c; c=>!a")).framework
    assert list(extensions(framework, Semantics.STABLE)) == []
    assert accepted(framework, Semantics.STABLE, "claim:a", everywhere=True).holds
