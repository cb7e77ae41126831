"""The role model: its features, its scores, what it says for them, and that training makes what is shipped."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.model import Role
from argmap.suggest._features import CONJUNCTIONS, features, units
from argmap.suggest._pipeline import MODEL, pipeline
from argmap.suggest._roles import LABELS, RoleModel, Roles, role_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

TEXT = "I think that the lane is unfair. For example, nobody can cross Harbour Street.\n\nDo you agree? Thanks for the post!"
SHARE = 1 / 3


def read(text: str, **turn: object) -> Doc:
    nlp = pipeline(MODEL)
    doc = nlp.make_doc(text)
    doc.user_data["argmap_turn"] = turn
    return nlp(doc, disable=["argmap_units", "argmap_roles"])


def test_features_tell_cues_place_and_build() -> None:
    first, second, third, _ = features(read(TEXT))
    assert {"cue: opinion", "cue: opinion^", "signs: opinion opens", "place: 0 in paragraph", "subject: i"} <= set(first)
    assert {"cue: example^", "signs: example^", "place: 1 in paragraph", "place: last of paragraph", "modal: can"} <= set(second)
    assert {"cue: question", "place: 0 in paragraph", "place: last paragraph", "subject: you"} <= set(third)
    assert features(read(TEXT)) == features(read(TEXT))


def test_what_is_known_of_the_turn() -> None:
    assert {"place: reply", "place: by the poster", "place: opens reply"} <= set(features(read(TEXT, reply=True, poster=True))[0])
    quoted = [unit.quoted for unit in units(read(TEXT, quotations=[(0, 32)]))]
    assert quoted == [True, False, False, False]
    assert "place: after quotation" in features(read(TEXT, quotations=[(0, 32)]))[1]
    # Paragraphs as the maker of the doc tells them go before blank lines.
    assert [unit.index for unit in units(read(TEXT, paragraphs=[0, 33]))] == [0, 0, 1, 2]


def test_any_span_is_a_unit_and_the_words_before_it_count() -> None:
    doc = read("The lane is cheap, because the street is narrow.")
    doc.spans["argmap_units"] = [doc[0:4], doc[6:11], doc[10:11], doc[0 : len(doc)]]
    clause, reason, dot, whole = features(doc)
    assert "before: reason" in reason
    assert "before: reason" not in clause
    assert "place: whole" in whole
    assert "place: whole" not in clause
    assert "short" in dot
    assert [unit.ends for unit in units(doc)] == [False, True, True, True]


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "?", "\x00", "x" * 5000, "((((" * 500, "😀 " * 300, "a\u2028b\u202ec", ">" * 999]
)
def test_hostile_text_gets_a_label_for_each_unit(text: str) -> None:
    doc = Roles(RoleModel.load())(read(text))
    number = len(doc.spans["argmap_sentences"])
    assert len(doc.spans["argmap_roles"]) == len(doc.user_data["argmap_scores"]) == len(doc.user_data["argmap_reasons"]) == number


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=200))
def test_scores_are_probabilities(text: str) -> None:
    doc = Roles(RoleModel.load())(read(text))
    for label, scores in zip(doc.spans["argmap_roles"], doc.user_data["argmap_scores"], strict=True):
        assert sum(scores) == pytest.approx(1)
        assert min(scores) > 0
        assert label.label_ == LABELS[scores.index(max(scores))]
    assert all(doc.user_data["argmap_reasons"])


def test_the_words_that_spoke_are_the_texts_own() -> None:
    doc = Roles(RoleModel.load())(read(TEXT))
    assert [span.label_ for span in doc.spans["argmap_roles"]] == ["claim", "premise", "none", "none"]
    opinion, example, *_ = doc.user_data["argmap_reasons"]
    assert "I think" in opinion
    assert example.startswith("For example")


def test_loud_words_come_first_and_quiet_ones_not_at_all() -> None:
    weights = {"cue: reason": (0.0, 1.0, 0.0), "cue: reason^": (0.0, 1.0, 0.0), "signs: example^": (0.0, 0.9, 0.0)}
    model = RoleModel(weights | {"cue: number": (0.0, 0.1, 0.0)}, (0.0, 0.0, 0.0))
    seen = dict.fromkeys((*weights, "cue: number", "cue: unknown"), 1.0)
    assert model.spoke(seen, 1) == {"reason": pytest.approx(4 * SHARE), "example": pytest.approx(1.8 * SHARE)}
    assert model.spoke(seen, 0) == {}


def test_questions_and_concessions_are_told_by_signs() -> None:
    assert role_of((0.6, 0.3, 0.1), {"agreement", "opens"}) == (Role.CONCESSION, 0.6)
    assert role_of((0.6, 0.3, 0.1), {"agreement", "inner"}) == (Role.CLAIM, 0.6)
    assert role_of((0.3, 0.6, 0.1), {"agreement", "opens"}) == (Role.PREMISE, 0.6)
    assert role_of((0.3, 0.6, 0.1), {"question", "opens"}) == (Role.QUESTION, 0.9)
    assert role_of((0.2, 0.2, 0.6), {"question", "opens"}) == (None, 0.6)


def test_the_weights_are_of_features_that_there_are() -> None:
    model = RoleModel.load()
    names = {name.partition(": ")[2] for name in model.weights if name.startswith("signs: ")}
    assert names <= set(CONJUNCTIONS)
    assert all(len(row) == len(LABELS) for row in (*model.weights.values(), model.bias))


def test_the_weights_are_made_from_the_training_posts(shared: Path) -> None:
    train = pytest.importorskip("benchmarks.train", reason="needs scikit-learn", exc_type=ImportError)
    data = json.loads(train.WEIGHTS.read_text("utf-8"))["data"]
    assert data == train.digest((shared / "cmv" / "train").glob("*.xml"))


def test_training_again_gives_the_same(shared: Path, tmp_path: Path) -> None:
    train = pytest.importorskip("benchmarks.train", reason="needs scikit-learn", exc_type=ImportError)
    names = ("neg_0", "neg_1", "neg_10", "neg_11", "neg_220", "pos_0", "pos_23", "pos_27", "pos_28", "pos_29", "pos_5")
    for name in names:
        (tmp_path / f"{name}.xml").write_bytes((shared / "cmv" / "train" / f"{name}.xml").read_bytes())
    (tmp_path / "posts.tsv").write_bytes((shared / "cmv" / "posts.tsv").read_bytes())
    nlp = pipeline(MODEL)
    once, again = (train.written(train.learnt(tmp_path, nlp), "") for _ in range(2))
    assert once == again
    assert "cue: opinion" in once


def test_what_is_shipped_is_what_training_gives(shared: Path) -> None:
    train = pytest.importorskip("benchmarks.train", reason="needs scikit-learn", exc_type=ImportError)
    made, shipped = train.learnt(shared / "cmv" / "train", pipeline(MODEL)), RoleModel.load()
    assert made.weights.keys() == shipped.weights.keys()
    # Another machine's arithmetic may tag a word otherwise, and so move a weight a little.
    assert max(abs(a - b) for name, row in made.weights.items() for a, b in zip(row, shipped.weights[name], strict=True)) < 0.05
