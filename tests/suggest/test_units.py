"""Units: where sentences are cut, and what must hold of any text."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import numpy
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from argmap.model import Span
from argmap.suggest._pipeline import MODEL
from argmap.suggest._units import LEAST
from benchmarks.units import MEASURES, Text, counts, microtexts, parser, unit_spans


@pytest.fixture(scope="module")
def nlp() -> Language:
    return parser()


def cut(doc: Doc) -> list[tuple[str, str]]:
    pairs = zip(doc.spans["argmap_units"], doc.spans["argmap_parts"], strict=True)
    return [(part.label_, unit.text) for unit, part in pairs]


WHOLE = [
    "I think that the lane is cheap and safe.",
    "If the town pays for lunches, the children eat them.",  # neither half says what the whole says
    "The lanes that the town painted last year fade because nobody looks after them.",
    "Lunches are cheap, I think.",
    'He said "The lane is cheap, but nobody uses it" to the council.',
    "Yes, but that is not what I meant.",
    "The lane (which is cheap) is safe.",
    "The winters were hard and grey and long.",
]

CUT = {
    "The lane is cheap, but nobody uses it.": ["The lane is cheap", "joined: nobody uses it."],
    "The lane is cheap , but  nobody\nuses it.": ["The lane is cheap", "joined: nobody\nuses it."],
    "I would not cross there, because the lorries never stop.": ["I would not cross there", "reason: the lorries never stop."],
    "The street is narrow; two buses cannot pass each other.": [
        "The street is narrow",
        "semicolon: two buses cannot pass each other.",
    ],
    "The council has one fear: the shops could lose their customers.": [
        "The council has one fear",
        "colon: the shops could lose their customers.",
    ],
    "The paint is cheap – the council gets it for free.": ["The paint is cheap", "dash: the council gets it for free."],
    "Since most of the shops on Harbour Street have their own parking places, I do not think that the baker will lose any.": [
        "Since most of the shops on Harbour Street have their own parking places",
        "opening: I do not think that the baker will lose any.",
    ],
    "The new lane will surely be safe, although some drivers may complain at first.": [
        "The new lane will surely be safe",
        "concession: some drivers may complain at first.",
    ],
    "The lunches are paid for by the town and by nobody but the town (I have seen the bills that the kitchen sends to the"
    " council every month).": [
        "The lunches are paid for by the town and by nobody but the town",
        "aside: I have seen the bills that the kitchen sends to the council every month",
    ],
    "Children who eat a warm lunch at school learn better in the afternoon and the teachers say that the classes are much"
    " quieter than before.": [
        "Children who eat a warm lunch at school learn better in the afternoon",
        "unparted: the teachers say that the classes are much quieter than before.",
    ],
}

LED = {
    "TL;DR: the lane is cheap, and the baker can live with it.": ["the lane is cheap", "joined: the baker can live with it."],
    "2. School lunches cost the town very little.": ["School lunches cost the town very little."],
    "(a) Children learn better when they eat.": ["Children learn better when they eat."],
    "3.\nLunches are warm and cheap.": ["Lunches are warm and cheap."],
    "* Lunches are warm and cheap.": ["Lunches are warm and cheap."],
    "*Lunches* are warm and cheap.": ["*Lunches* are warm and cheap."],
    "Lunches: warm and cheap.": ["Lunches: warm and cheap."],
}


@pytest.mark.parametrize("text", WHOLE)
def test_a_sentence_that_says_one_thing_is_one_unit(nlp: Language, text: str) -> None:
    assert cut(nlp(text)) == [("", text)]


@pytest.mark.parametrize(("text", "units"), [*CUT.items(), *LED.items()])
def test_units_are_clauses_without_what_joins_them(nlp: Language, text: str, units: list[str]) -> None:
    assert [f"{rule}: {unit}" if rule else unit for rule, unit in cut(nlp(text))] == units


def test_every_rule_has_an_example(nlp: Language) -> None:
    seen = {rule for text in CUT for rule, _ in cut(nlp(text))}
    # What the parser makes of a run-on sentence is not for us to say.
    assert seen - {""} == LEAST.keys() - {"run-on", "splice"}


def test_without_a_parse_a_sentence_is_a_unit() -> None:
    blank = spacy.blank("en")
    blank.add_pipe("argmap_sentences")
    blank.add_pipe("argmap_units")
    assert cut(blank("The lane is cheap, but nobody uses it.  It is so.")) == [
        ("", "The lane is cheap, but nobody uses it."),
        ("", "It is so."),
    ]
    assert cut(blank("")) == []
    assert cut(blank(" \n ")) == []


def test_without_given_sentences_those_of_the_doc_count() -> None:
    own = spacy.load(MODEL, exclude=["ner", "lemmatizer", "attribute_ruler"])
    own.add_pipe("argmap_units")
    assert cut(own("The lane is cheap. Nobody uses it.")) == [("", "The lane is cheap."), ("", "Nobody uses it.")]
    bare = spacy.blank("en")
    bare.add_pipe("argmap_units")
    assert cut(bare("The lane is cheap. Nobody uses it.")) == [("", "The lane is cheap. Nobody uses it.")]


def test_given_offsets_win(nlp: Language) -> None:
    doc = nlp.make_doc("The lane is cheap, but nobody uses it. It is so.")
    # In their order, overlapping or not, over the end of a sentence or from the middle of a word.
    doc.user_data["argmap_units"] = [(0, 17), (4, 10), (19, 26), (28, 45)]
    doc = nlp(doc)
    assert [unit.text for unit in doc.spans["argmap_units"]] == [
        "The lane is cheap",
        "lane is",
        "but nobody",
        "nobody uses it. It is",
    ]
    assert [part.text for part in doc.spans["argmap_parts"]] == [
        "The lane is cheap",
        "lane is",
        ", but nobody",
        "nobody uses it. It is",
    ]


WORDS = "the lane it nobody is are was pays costs think I we and but or because although since if so that which while"
SIGNS = ", , ; : - -- – — ( ) [ ] { } “ ” \" ' . . ? ! … * ** _ > 1. a) TL;DR: \n \n\n \t 😀 é ﬁ don't"
CLAUSES = ["The lane is cheap", "nobody uses it", "I think that we pay", "there.Then"]
PIECES = st.sampled_from([*WORDS.split(" "), *SIGNS.split(" "), *CLAUSES])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(PIECES, st.sampled_from([" ", " ", " ", ""])), max_size=60))
def test_units_lie_in_order_in_their_sentences_and_parts_are_all_of_these(nlp: Language, pieces: list[tuple[str, str]]) -> None:
    doc = nlp("".join(piece + space for piece, space in pieces))
    units, parts = list(doc.spans["argmap_units"]), list(doc.spans["argmap_parts"])
    assert len(units) == len(parts)
    for unit, part in zip(units, parts, strict=True):
        assert part.start <= unit.start < unit.end <= part.end
        assert unit.label_ == "unit"
        assert part.label_ in {"", *LEAST}
        assert unit.text == unit.text.strip()
        assert any(sentence.start <= part.start < part.end <= sentence.end for sentence in doc.spans["argmap_sentences"])
    for earlier, later in pairwise(parts):
        assert earlier.end <= later.start
    inside = {token.i for part in parts for token in part if not token.is_space}
    assert inside >= {token.i for sentence in doc.spans["argmap_sentences"] for token in sentence if token.is_alpha}


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_given_units_are_one_for_one(nlp: Language, data: st.DataObject) -> None:
    text = "The lane is cheap,\n\nbut nobody uses it. It is so – and we pay."
    places = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text)))
    # What is blank has no words to be a unit.
    offsets = data.draw(st.lists(places.filter(lambda place: text[place[0] : place[1]].strip() != ""), max_size=8))
    doc = nlp.make_doc(text)
    doc.user_data["argmap_units"] = offsets
    doc = nlp(doc)
    assert len(doc.spans["argmap_units"]) == len(doc.spans["argmap_parts"]) == len(offsets)
    for (start, end), unit, part in zip(offsets, doc.spans["argmap_units"], doc.spans["argmap_parts"], strict=True):
        assert unit.end_char >= end or not text[unit.end_char : end].strip()
        assert unit.start_char <= start or not text[start : unit.start_char].strip()
        assert part.start <= unit.start < unit.end == part.end


HOSTILE = {
    "open": "( " * 2_500,
    "pairs": "(I am) " * 700,
    "quotes": '" ' * 2_500,
    "colons": "a: " * 1_600,
    "dashes": "– " * 2_500,
    "because": "because " * 620,
    "nested": "I think that " * 380 + "it is so",
    "chain": "I am, and " * 500 + "I am",
    "blank": "I\n\n\n\n" * 900,
    "closed": "I am ) " * 700,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_sentences_take_no_longer_than_others(nlp: Language, name: str) -> None:
    doc = nlp.make_doc(HOSTILE[name])
    doc.user_data["argmap_sentences"] = [(0, len(doc.text.rstrip()))]
    doc = nlp(doc)
    component = nlp.get_pipe("argmap_units")
    start = time.process_time()
    component(doc)
    assert time.process_time() - start < 0.5
    assert len(doc.spans["argmap_units"]) >= 1


def test_a_deep_tree_is_no_trouble() -> None:
    blank = spacy.blank("en")
    component = blank.add_pipe("argmap_units")
    size = 20_000
    words, heads = ["it", "is"] * (size // 2), [min(at + 1, size - 1) for at in range(size)]
    deps = ["nsubj", "ccomp"] * (size // 2 - 1) + ["nsubj", "ROOT"]
    doc = Doc(blank.vocab, words, heads=heads, deps=deps, tags=["PRP", "VBZ"] * (size // 2))
    start = time.process_time()
    component(doc)
    assert time.process_time() - start < 2
    assert len(doc.spans["argmap_units"]) >= 1


def test_measures_by_hand() -> None:
    text = Text("p", "The lane is cheap, but nobody uses it. So?", [Span(0, 38), Span(39, 42)], [Span(0, 17), Span(23, 38)])
    whole, parts = counts(text, text.sentences), counts(text, [Span(0, 18), Span(23, 37), Span(39, 42)])
    # Their 2 units, our units in marked text, theirs and ours that fit exactly or not; boundaries of theirs, of ours, of both.
    assert whole == [2, 1, 0, 0, 0, 0, 2, 0, 0]
    assert parts == [2, 2, 2, 2, 2, 2, 2, 2, 2]


def test_units_fit_better_than_sentences(nlp: Language, shared: Path) -> None:
    texts = list(microtexts(shared / "microtexts" / "en"))[::4]
    sentences, units = numpy.zeros(9, int), numpy.zeros(9, int)
    for text, doc in zip(texts, nlp.pipe(text.text for text in texts), strict=True):
        sentences += counts(text, text.sentences)
        units += counts(text, unit_spans(doc))
    for name in ("found exactly", "by and large", "right exactly", "F1 exactly"):
        assert MEASURES[name](units) > MEASURES[name](sentences)
    assert MEASURES["found exactly"](units) > 0.7
