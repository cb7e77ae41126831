"""Hedges and credences: the words, their class, and a number only where the text or the table of ICD 203 has one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import spacy

import argmap.suggest.components  # noqa: F401 (registers the factories)
from argmap.model.hedges import HEDGES, classify, fold
from argmap.suggest._hedges import Hedge, find, hedge_of
from argmap.suggest._pipeline import MODEL, pipeline

SAID: list[tuple[str, str, str | None, float | None]] = [
    # The table's own words
    ("The lane will likely pay for itself.", "likely", "Likely", 0.675),
    ("It is probable that the shops gain.", "probable", "Likely", 0.675),
    ("The council will probably say no.", "probably", "Likely", 0.675),
    ("It is very likely that drivers slow down.", "very likely", "VeryLikely", 0.875),
    ("It is highly probable that it snows.", "highly probable", "VeryLikely", 0.875),
    ("The lane will almost certainly be built.", "almost certainly", "AlmostCertain", 0.97),
    ("It is nearly certain that the baker sues.", "nearly certain", "AlmostCertain", 0.97),
    ("Snow is unlikely to stay.", "unlikely", "Unlikely", 0.325),
    ("A second lane is very unlikely.", "very unlikely", "VeryUnlikely", 0.125),
    ("That is highly improbable.", "highly improbable", "VeryUnlikely", 0.125),
    ("There is almost no chance of a tram.", "almost no chance", "AlmostNoChance", 0.03),
    ("There is a roughly even chance of rain.", "roughly even chance", "RoughlyEven", 0.5),
    ("I think the lane is very likely to help.", "I think; very likely", "VeryLikely", 0.875),
    # Negated or strengthened, and so no longer the table's
    ("The shops are not likely to close.", "not likely", "Doubt", None),
    ("The shops aren't very likely to close.", "aren't very likely", "Doubt", None),
    ("The lane is highly likely to help.", "highly likely", "Leaning", None),
    ("Frost is extremely unlikely.", "extremely unlikely", "Doubt", None),
    ("I don't think it's likely.", "I don't think it's likely", "Doubt", None),
    ("I doubt that it is likely to help.", "I doubt; likely", "Doubt", None),
    ("It is not impossible that trams return.", "not impossible", "Possibility", None),
    ("It is not crazy to hope for a bridge.", "not crazy to hope", "Possibility", None),
    ("I'm not sure the lane is wide enough.", "I'm not sure", "Uncertainty", None),
    ("I am not entirely certain of that.", "I am not entirely certain", "Uncertainty", None),
    ("I'm not 100% sure about the width.", "not 100% sure", "Uncertainty", None),
    # No number
    ("I think the street is narrow.", "I think", "Opinion", None),
    ("In my view the street is narrow.", "In my view", "Opinion", None),
    ("We really believe in lanes.", "We really believe", "Opinion", None),
    ("I am pretty firmly of the belief that lanes work.", "I am pretty firmly of the belief", "FirmBelief", None),
    ("I’m quite sure of the count.", "I’m quite sure", "FirmBelief", None),
    ("This is definitely the widest street.", "definitely", "FirmBelief", None),
    ("I doubt the survey.", "I doubt", "Doubt", None),
    ("I'm very skeptical of the survey.", "I'm very skeptical", "Doubt", None),
    ("Drivers might slow down.", "might", "Possibility", None),
    ("Drivers may well slow down.", "may well", "Possibility", None),
    ("It could be the paint.", "could", "Possibility", None),
    ("Perhaps the paint is slippery.", "Perhaps", "Possibility", None),
    ("Maybe the paint is slippery.", "Maybe", "Possibility", None),
    ("Presumably the council pays.", "Presumably", "Leaning", None),
    ("The lane seems to work.", "seems to", "Leaning", None),
    ("There is a good chance of rain.", "good chance", "Leaning", None),
    ("As far as I know, nobody was hurt.", "As far as I know", "Uncertainty", None),
    ("If I understand correctly, paint is cheap.", "If I understand correctly", "Uncertainty", None),
    ("I may be wrong about the date.", "I may be wrong", "Uncertainty", None),
    ("Hopefully the lane comes soon.", "Hopefully", "Optimism", None),
    ("It takes roughly a decade, optimistically.", "roughly; optimistically", "Optimism", None),
    ("I fear the winter.", "I fear", "Pessimism", None),
    ("It takes about ten weeks.", "about ten", "Approximation", None),
    ("Reportedly the mayor cycles.", "Reportedly", "Report", None),
    ("According to the mayor, paint is cheap.", "According to", "Report", None),
    ("Epistemic status: pretty confident.", "Epistemic status: pretty confident", "FirmBelief", None),
    # Numbers
    ("There is a 22% chance of snow.", "22% chance", "StatedProbability", 0.22),
    ("I'm 90-95% sure of the count.", "I'm 90-95% sure", "StatedProbability", 0.925),
    ("I'd put it at one in five.", "I'd put it at one in five", "StatedProbability", 0.2),
    ("There is a one in five chance of snow.", "one in five chance", "StatedProbability", 0.2),
    ("I am 9 out of 10 confident.", "I am 9 out of 10 confident", "StatedProbability", 0.9),
    ("I would give 2:1 odds on the lane.", "2:1 odds on", "StatedProbability", 0.6667),
    ("Whether it snows is a coin flip.", "coin flip", "StatedProbability", 0.5),
    ("My p(snow) is 20%.", "p(snow) is 20%", "StatedProbability", 0.2),
    ("My credence is 0.7.", "credence is 0.7", "StatedProbability", 0.7),
    ("There is less than a 10% chance of snow.", "10% chance", "StatedProbability", None),
    ("I'm 60% sure, or rather 70% sure.", "I'm 60% sure; 70% sure", "StatedProbability", None),
]  # fmt: skip

SILENT = [
    "The lane is two metres wide.",
    "22% of the voters want the lane.",
    "One in five riders is a child.",
    "Cyclists are more likely than drivers to be hurt.",
    "The paint is 40% cheaper.",
    "It raised sales by 20%.",
    "What kind of lane do they want?",
    "The council met in May.",
    "We could not cross the street.",
    "The difference was small (n = 40, p = 0.3).",
    "They split the bill 50/50.",
    "Meet me at 10:30.",
    "If it is likely to snow, we close the lane.",
    "The lane that might help the baker is closed.",
    "The mayor says that it is probably safe.",
]


def said(text: str) -> Hedge | None:
    doc = pipeline(MODEL)(text)
    return hedge_of(doc[:], doc.spans["argmap_hedges"])


@pytest.mark.parametrize(("text", "words", "kind", "credence"), SAID, ids=[text for text, *_ in SAID])
def test_how_sure_a_speaker_is(text: str, words: str, kind: str, credence: float | None) -> None:
    hedge = said(text)
    assert hedge is not None
    assert (hedge.words, hedge.kind.name, hedge.credence) == (words, kind, credence)
    assert "; ".join(text[start:end] for start, end in hedge.spans) == words
    stated = "stated" if kind == "StatedProbability" else "ICD 203"
    assert hedge.source == (None if credence is None else stated)


@pytest.mark.parametrize("text", SILENT)
def test_what_is_no_hedge_of_what_the_sentence_says(text: str) -> None:
    assert said(text) is None


def test_a_question_gives_no_number() -> None:
    hedge = said("Is it likely that the lane helps?")
    assert hedge is not None
    assert (hedge.kind.name, hedge.credence) == ("Likely", None)


@pytest.mark.parametrize("kind", HEDGES.values(), ids=HEDGES)
def test_the_words_of_a_class_are_in_it(kind: object) -> None:
    for word in kind.words:  # type: ignore[attr-defined]
        if word != "remote":  # an adjective of place, more often than not
            assert classify(word) is kind, word


def test_folding_keeps_every_place() -> None:
    every = "".join(map(chr, range(0xD800))) + "".join(map(chr, range(0xE000, min(sys.maxunicode, 0x1FFFF))))
    assert len(fold(every)) == len(every)


def test_it_works_in_a_pipeline_without_tags_and_parse() -> None:
    doc = spacy.blank("en")("I think that, if it is likely to snow, the lane might help.")
    assert [span.kb_id_ for span in find(doc)] == ["Opinion", "Likely", "Possibility"]
    hedge = hedge_of(doc[:], find(doc))
    assert hedge is not None
    assert hedge.words == "I think; might"


def test_the_seed_page(seed_page: Path) -> None:
    text = seed_page.read_text(encoding="utf-8")  # all of it: a market's 22% is in a box, which no reader takes for prose
    found = {" ".join(span.text.split()).lower().replace("’", "'"): span for span in find(spacy.blank("en")(text))}
    for words, kind in {
        "pretty firmly of the belief": "FirmBelief",
        "not crazy to hope": "Possibility",
        "optimistically": "Optimism",
        "roughly": "Approximation",
        "vague impression": "Opinion",
        "not impossible": "Possibility",
        "if i understand correctly": "Uncertainty",
    }.items():
        (span,) = [span for said, span in found.items() if words in said][:1]
        assert span.kb_id_ == kind, words
    assert [(span.kb_id_, span.id_) for span in found.values() if "22%" in span.text] == [("StatedProbability", "0.22")]
