"""Standoff annotations: a map without its text, laid over any copy of it."""

from __future__ import annotations

import json
import re
import textwrap
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from argmap.errors import ArgmapError
from argmap.markup import Annotated, nest, parse, standoff, strip, thread_text, weave
from argmap.model import ArgumentMap, Span, Thread
from argmap.read import read, read_markdown
from argmap.read.attributes import Attributes

from .drawn import annotated_texts

LANES = (Path(__file__).parent / "lanes.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def lanes() -> Annotated:
    return parse(LANES, "lanes.md")


def through_json(data: dict[str, Any]) -> dict[str, Any]:
    return standoff.read(json.dumps(data), "lanes.jsonld")


def copy(change: Callable[[str], str]) -> Thread:
    """Return the example as a reader's own copy, changed."""
    return read_markdown(change(strip(LANES)), "copy.md")


def without_spans(map: ArgumentMap) -> tuple[Any, ...]:
    """Return what a map says, wherever its words stand."""
    return (
        [
            (claim.id, claim.gloss, claim.credence, [(anchor.id, anchor.doc, anchor.speaker) for anchor in claim.anchors])
            for claim in map.claims
        ],
        [(step.id, step.kind, step.suggestion) for step in map.steps],
        [(question.id, question.gloss) for question in map.questions],
        [(stance.kind, stance.author, stance.claim) for stance in map.stances],
        [(answer.source, answer.target) for answer in map.answers],
        map.expect,
    )


def test_one_annotation_to_look_at() -> None:
    raw = "---\ntitle: Lanes\nsource: https://a.example\n---\n"
    raw += "So [(lanes save lives)]{.claim #lanes .suggested credence=0.9 confidence=1}.\n"
    data = standoff.dump(parse(raw, "lanes.md"))
    (item,) = data["first"]["items"]
    before, words = item["target"]["selector"][1]["before"], item["target"]["selector"][1]["sha256"]
    assert item == {
        "id": "https://w3id.org/argmap/id/lanes/lanes.annotation",
        "type": "Annotation",
        "body": {"type": "Mark", "mark": "lanes", "roles": ["claim"], "suggested": True, "credence": 0.9, "confidence": 1.0},
        "target": {
            "source": "https://a.example",
            "document": "post",
            "selector": [
                {"type": "TextPositionSelector", "start": 3, "end": 21},
                {
                    "type": "FingerprintSelector",
                    "words": 3,
                    "sha256": words,
                    "before": {"words": 1, "sha256": before["sha256"]},
                    "after": {"words": 0},
                    "lead": 1,
                    "trail": 1,
                },
            ],
        },
    }
    assert re.fullmatch("[0-9a-f]{16}", words)
    assert data["about"]["madeFrom"]["length"] == 22
    assert json.dumps(standoff.dump(parse(raw, "lanes.md"))) == json.dumps(data)


def test_a_rejected_suggestion_is_in_no_file(lanes: Annotated) -> None:
    rejected = parse(LANES.replace("But will anybody", "But [will]{.rejected} anybody"), "lanes.md")
    assert len(rejected.marks) == len(lanes.marks) + 1
    assert standoff.dump(rejected)["first"] == standoff.dump(lanes)["first"]


def test_no_words_of_the_text_are_in_the_file(lanes: Annotated) -> None:
    data = standoff.dump(lanes)
    for item in data["first"]["items"]:
        for words in ("gloss", "by", "hedge", "cue"):
            item["body"].pop(words, None)
    told = json.dumps(data["first"], ensure_ascii=False)
    words = lanes.thread.text.split()
    assert not [pair for pair in pairwise(words) if " ".join(pair) in told]


def test_the_same_text_gets_the_same_map(lanes: Annotated) -> None:
    applied = standoff.apply(through_json(standoff.dump(lanes)), lanes.thread)
    assert applied.annotated.map == lanes.map
    assert (applied.unplaced, applied.changed, applied.dropped) == ((), (), ())
    assert applied.notes == ("placed 17 of 17 annotations",)


def test_dumping_again_gives_the_same_marks(lanes: Annotated) -> None:
    first = standoff.dump(lanes)
    second = standoff.dump(standoff.apply(first, lanes.thread).annotated)
    assert [item["target"]["selector"] for item in first["first"]["items"]] == [
        item["target"]["selector"] for item in second["first"]["items"]
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: re.sub(r"(?<=\w) (?=\w+ \w+ \w+\.)", "\n", text),
        lambda text: text.replace("'", "’").replace("*ride*", "**ride**"),
        lambda text: text.replace("kerb", "KERB").replace("Shops", "_Shops_"),
        lambda text: text.replace("## 1. The case", "## 1. The case\n\nA paragraph that is new here."),
        lambda text: text.replace("- But", "A new line.\n\n* But"),
    ],
    ids=["line ends", "rewrapped", "quotes", "case", "more text", "other marks"],
)
def test_small_changes_lose_nothing(lanes: Annotated, change: Callable[[str], str]) -> None:
    applied = standoff.apply(standoff.dump(lanes), copy(change))
    assert applied.notes == ("placed 17 of 17 annotations",)
    assert without_spans(applied.annotated.map) == without_spans(lanes.map)


class TestWhatIsMissing:
    def test_goes_with_the_steps_that_rest_on_it(self, lanes: Annotated) -> None:
        applied = standoff.apply(standoff.dump(lanes), copy(lambda text: text.replace("It does not: parked vans ignore it. ", "")))
        assert [each.id for each in applied.unplaced] == ["vans"]
        assert str(applied.unplaced[0]) == "not placed: vans: its words do not stand here"
        assert applied.dropped == ("vans>paint", "towed>vans>paint", "ended>towed>vans>paint", "same>vans", "towed answers vans")
        left = applied.annotated.map
        assert [step.id for step in left.steps][-1].endswith(">same")
        assert {claim.id for claim in left.claims} == {claim.id for claim in lanes.map.claims} - {"vans"}
        assert left.expect == lanes.map.expect

    def test_takes_a_linked_step_as_a_whole(self, lanes: Annotated) -> None:
        applied = standoff.apply(
            standoff.dump(lanes), copy(lambda text: text.replace("most crashes there happen at the kerb", "so they say"))
        )
        assert "kerb+paint>crashes" in applied.dropped
        paint = next(mark for mark in applied.annotated.marks if mark.attributes.id == "paint")
        assert not {"supports", "joint"} & set(paint.attributes.pairs)

    def test_takes_stances_restatements_and_expectations_of_a_claim(self, lanes: Annotated) -> None:
        applied = standoff.apply(standoff.dump(lanes), copy(lambda text: text.replace("Mill Street should get bike lanes. ", "")))
        assert (applied.unplaced[0].id, applied.unplaced[0].reason) == ("lanes", "its words do not stand here")
        assert {each.reason for each in applied.unplaced[1:]} == {"what it answers to has no place here"}
        assert "again restates lanes" in applied.dropped
        left = applied.annotated.map
        assert left.claim("again").id == "again"
        assert [stance.claim for stance in left.stances] == ["trade"]
        assert [id for id, _ in left.expect] == ["same"]

    def test_a_lost_restatement_leaves_its_claim(self) -> None:
        text = "[Lanes are cheap to build.]{.claim #a} [Cheap, as I said before.]{#b restates=a} "
        text += "[Nobody minds the price at all.]{.claim supports=b #c}"
        applied = apply_to(text, "Lanes are cheap to build. Nobody minds the price at all.")
        assert [step.id for step in applied.annotated.map.steps] == ["c>a"]

    def test_a_removed_paragraph_takes_only_its_own(self, lanes: Annotated) -> None:
        applied = standoff.apply(standoff.dump(lanes), copy(lambda text: re.sub(r"- But.*\n", "", text)))
        assert [each.id for each in applied.unplaced] == ["ride"]
        assert applied.dropped == ("towed answers ride",)
        assert applied.notes[0] == "placed 16 of 17 annotations"
        assert "(Are there riders?)" in applied.notes[1]


def apply_to(annotated: str, other: str) -> standoff.Applied:
    return standoff.apply(standoff.dump(parse(annotated, "a.md")), read_markdown(other, "b.md"))


class TestWhereWordsAreFound:
    def test_changed_words_are_found_by_those_around_them(self) -> None:
        applied = apply_to(
            "It is known that [lanes make streets safer]{.claim #a} in all the towns.",
            "It is known that bike lanes make roads safer in all the towns.",
        )
        assert applied.changed == ("a",)
        assert applied.notes[1] == "changed: a: other words stand here between the same neighbours"
        assert [claim.text for claim in applied.annotated.map.claims] == ["bike lanes make roads safer"]

    def test_the_same_words_twice_are_told_apart_by_those_around_them(self) -> None:
        text = "He said yes to lanes. She said no. [He said yes]{.claim #a} to paint. She said no."
        applied = apply_to(text, "He said yes to lanes. She said no. Well. He said yes to paint. She said no.")
        assert applied.annotated.anchors[0].span.start == 41

    def test_or_else_by_their_neighbours(self) -> None:
        one = "So they said in town. Yes. So they said in town."
        text = f"[First of all marks]{{.claim #z}}. {one} [Yes]{{.claim #a}}. {one} [Yes]{{.claim #b}}. {one}"
        applied = apply_to(text, f"New words. {strip(text)}")
        assert [anchor.span.start - 11 for anchor in applied.annotated.anchors] == [
            anchor.span.start for anchor in parse(text, "a.md").anchors
        ]

    def test_a_word_alone_needs_the_words_around_it(self) -> None:
        applied = apply_to(
            "[Lanes are cheap, they say.]{.claim #a} [Yes]{.claim #b}.",
            "Lanes are cheap, they say.\n\nAnd then he said yes to her.",
        )
        assert [(each.id, each.reason) for each in applied.unplaced] == [("b", "its few words stand here only among others")]

    def test_words_over_the_end_of_a_paragraph_have_no_place(self) -> None:
        text = "[Lanes are cheap to build, they say.]{.claim #a} [Paint is not needed for it.]{.claim #b}"
        applied = apply_to(text, "Lanes are cheap\n\nto build, they say. Paint is not needed for it.")
        assert [(each.id, each.reason) for each in applied.unplaced] == [("a", "its words go over the end of a paragraph here")]

    def test_two_marks_do_not_share_one_place(self) -> None:
        text = "[Paint keeps all the cars off it]{.claim #a}. [Paint keeps all the cars off it]{.claim #b}. And so on it goes."
        applied = apply_to(text, "So: paint keeps all the cars off it. And so on it goes.")
        assert [each.id for each in applied.unplaced] == ["a"]

    def test_marks_that_would_cross_have_no_place(self) -> None:
        text = "[one two three four five]{.claim #a} six seven.\n\nAnd [four five six seven eight nine]{.claim #b} ten."
        applied = apply_to(text, "one two three four five six seven eight nine ten.")
        assert [(each.id, each.reason) for each in applied.unplaced] == [("b", "it would cross another mark here")]

    def test_in_the_same_document_first(self) -> None:
        text = "Lanes are good for all.\n\n::: {.comment #c1}\n[Lanes are good for all.]{.claim #a}\n:::\n"
        applied = apply_to(text, "Lanes are good for all.\n\n::: {.comment #x1}\nLanes are good for all.\n:::\n")
        assert applied.annotated.anchors[0].doc == "x1"

    def test_signs_without_words_and_parts_of_words(self) -> None:
        text = "I am for it [!!]{.concession #s concedes=a} [👍]{.claim #b} un[safe lanes]{.claim #a}, [“no”]{.claim #q}."
        applied = apply_to(text, f"And now. {strip(text)}")
        assert applied.unplaced == ()
        spans = {anchor.id: anchor.span.cut(applied.annotated.thread.text) for anchor in applied.annotated.anchors}
        assert spans == {"s": "!!", "b": "👍", "a": "safe lanes", "q": "“no”"}

    def test_an_implicit_premise_stands_between_the_same_words(self) -> None:
        text = "One two three four. []{.premise #p gloss=G}Five six seven eight."
        applied = apply_to(text, "Zero. One two three four. Five six seven eight.")
        assert applied.annotated.anchors[0].span == Span(26, 26)


def test_a_wrong_text(lanes: Annotated) -> None:
    with pytest.raises(ArgmapError, match="not the annotated text: 0 of 17 annotations found") as caught:
        standoff.apply(standoff.dump(lanes), read_markdown("Something else altogether.", "other.md"))
    assert str(caught.value.place) == "other.md"
    assert "Should Mill Street get bike lanes?" in str(caught.value)


def broken(change: Callable[[dict[str, Any]], Any]) -> str:
    data = standoff.dump(parse(LANES, "lanes.md"))
    change(data)
    return json.dumps(data)


def body(**changes: Any) -> str:
    return broken(lambda data: data["first"]["items"][0]["body"].update(changes))


def selector(number: int, **changes: Any) -> str:
    return broken(lambda data: data["first"]["items"][0]["target"]["selector"][number].update(changes))


@pytest.mark.parametrize(
    ("text", "id", "words"),
    [
        ("{]", "not-json", "lanes.jsonld:1:2"),
        ("[" * 100_000, "not-json", "lanes.jsonld"),
        ('{"a": 1' + "0" * 5000 + "}", "not-json", "limit"),
        ("[]", "not-standoff", "no AnnotationCollection"),
        ('{"type": "AnnotationCollection"}', "not-standoff", "no items"),
        (broken(lambda data: data.update(expect=["lanes"])), "not-standoff", "no list of verdicts"),
        (broken(lambda data: data.update(expect={"lanes": "true"})), "not-standoff", "no list of verdicts"),
        (broken(lambda data: data["first"]["items"].append(1)), "broken-annotation", "number 18"),
        (broken(lambda data: data["first"]["items"][1].pop("target")), "broken-annotation", "number 2 cannot be read: it has no"),
        (body(mark="1 2"), "broken-annotation", "'1 2' is no id"),
        (body(supports="a"), "broken-annotation", "'supports'"),
        (body(supports=["a b"]), "broken-annotation", "'a b' is no word"),
        (body(credence="high"), "broken-annotation", "'credence'"),
        (body(credence=7), "not-a-share", "credence=7"),
        (body(credence=float("nan")), "not-a-share", "credence=NaN"),
        (body(credence=10**400), "broken-annotation", "number 1"),
        (body(roles=["thesis"]), "unknown-role", "'.thesis'"),
        (body(supports=["nobody"]), "unknown-id", "'nobody'"),
        (selector(0, end=-4), "broken-annotation", "runs forward"),
        (selector(1, words=True), "broken-annotation", "'words'"),
        (selector(1, words=10**12), "broken-annotation", "'words'"),
        (selector(1, words=-1), "broken-annotation", "'words'"),
    ],
)
def test_refuses(text: str, id: str, words: str) -> None:
    with pytest.raises(ArgmapError) as caught:
        standoff.read(text, "lanes.jsonld")
    assert caught.value.id == id
    assert str(caught.value).startswith("lanes.jsonld")
    assert words in str(caught.value)


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None)
@given(annotated_texts())
def test_any_annotations_find_their_own_text(annotated: Annotated) -> None:
    applied = standoff.apply(through_json(standoff.dump(annotated)), annotated.thread)
    assert applied.annotated.map == annotated.map
    assert applied.unplaced == ()


def a_whole_page(thread: Thread) -> Annotated:
    """Mark every sentence, a part of each, and some places between them."""
    marks: list[tuple[Span, Attributes]] = []
    for number, sentence in enumerate(thread.sentences):
        target = {"supports": f"s{number - 1}"} if number else {}
        marks.append((sentence.span, Attributes(f"s{number}", ("claim",), target)))
        words = list(re.finditer(r"\S+", sentence.span.cut(thread.text)))
        if len(words) > 4:
            part = Span(sentence.span.start + words[1].start(), sentence.span.start + words[-2].end())
            marks.append((part, Attributes(f"w{number}", ("premise",), {"supports": f"s{number}"})))
        if number % 10 == 0:
            end = Span(sentence.span.end, sentence.span.end)
            marks.append((end, Attributes(f"e{number}", ("premise",), {"gloss": "Therefore.", "supports": f"s{number}"})))
    raw = strip(thread_text(thread))
    raw_map = read_markdown(raw, "page.md").raw_map
    return parse(weave(raw, nest((raw_map.to_raw(span), attributes) for span, attributes in marks)), "page.md")


@pytest.fixture(scope="module")
def page(seed_page: Path) -> str:
    return seed_page.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def annotated(page: str) -> Annotated:
    return a_whole_page(read(page.encode(), "page.txt"))


class TestThePrintedPage:
    def test_every_mark_is_found_on_the_page_and_in_its_markdown(self, page: str, annotated: Annotated) -> None:
        data = through_json(standoff.dump(annotated))
        for copy in (read(page.encode(), "page.txt"), annotated.thread):
            applied = standoff.apply(data, copy)
            assert applied.annotated.map == annotated.map

    def test_quotes_straightened_lines_rewrapped_a_paragraph_removed(self, page: str, annotated: Annotated) -> None:
        straight = page.translate(str.maketrans("“”‘’", "\"\"''"))
        chunks = straight.split("\n\n")
        removed = max((chunk for chunk in chunks if "\n" not in chunk and chunk[:1].isalpha()), key=len)
        chunks.remove(removed)
        plain = re.compile(r"[A-Z(“][^\n]{200,}")
        wrapped = [textwrap.fill(chunk, 80, break_on_hyphens=False) if plain.fullmatch(chunk) else chunk for chunk in chunks]
        applied = standoff.apply(standoff.dump(annotated), read("\n\n".join(wrapped).encode(), "copy.txt"))
        thread = annotated.thread
        block = next(block for block in thread.blocks if block.span.cut(thread.text)[:30] == page_words(removed, thread)[:30])
        inside = {anchor.id for anchor in annotated.anchors if block.span.contains(anchor.span)}
        assert {each.id for each in applied.unplaced} == inside
        assert applied.changed == ()

    def test_no_sentence_of_it_is_in_the_file(self, annotated: Annotated) -> None:
        told = json.dumps(standoff.dump(annotated)["first"], ensure_ascii=False)
        words = annotated.thread.text.split()
        assert not [pair for pair in pairwise(words) if " ".join(pair) in told]


def page_words(removed: str, thread: Thread) -> str:
    """Return the words of the paragraph that was removed as the thread has them."""
    straight = thread.text.translate(str.maketrans("“”‘’", "\"\"''"))
    start = straight.index(re.sub(r"[*]", "", removed)[:20])
    return thread.text[start:]


def test_ten_thousand_words_and_two_hundred_annotations_are_fast() -> None:
    words = [f"word{number * number % 997}" for number in range(10_000)]
    text = "\n\n".join(" ".join(words[at : at + 100]) + "." for at in range(0, 10_000, 100))
    starts = [match.start() for match in re.finditer(r"\w+", text)]
    marks = [(Span(starts[at], starts[at + 5 + at % 37]), Attributes(f"m{at}", ("claim",))) for at in range(0, 10_000, 50)]
    data = standoff.dump(parse(weave(text, nest((Span(span.start, span.end - 1), each) for span, each in marks)), "a.md"))
    thread = read_markdown("Another paragraph.\n\n" + text, "b.md")
    start = time.process_time()
    applied = standoff.apply(data, thread)
    assert len(applied.annotated.marks) == 200
    assert time.process_time() - start < 3  # about 0.4 s


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None)
@given(annotated_texts(), st.integers(0, 40))
def test_whatever_is_cut_out_the_rest_is_a_valid_text(annotated: Annotated, cut: int) -> None:
    words = annotated.stripped.split(" ")
    del words[3 + cut % len(words) :: 7]
    try:
        copy = read_markdown(" ".join(words), "copy.md")
    except ArgmapError:
        assume(False)
    try:
        applied = standoff.apply(standoff.dump(annotated), copy)
    except ArgmapError as problem:
        # Seldom, a mark lands where the copy has mark-up and no words: an error that says so, if a blunt one.
        assert problem.id in {"wrong-text", "no-words"}  # noqa: PT017
    else:
        assert len(applied.annotated.anchors) + len(applied.unplaced) == len(annotated.anchors)


def test_it_is_json_ld_that_other_tools_read(lanes: Annotated) -> None:
    from rdflib import RDF, Graph, Literal, Namespace, URIRef

    OA = Namespace("http://www.w3.org/ns/oa#")  # noqa: N806
    data = standoff.dump(lanes)
    # What anno.jsonld says of the terms used here: a test asks no server.
    terms = {"id": "@id", "type": "@type", "oa": str(OA), "rdfs": "http://www.w3.org/2000/01/rdf-schema#"}
    terms |= {"as": "http://www.w3.org/ns/activitystreams#", "AnnotationCollection": "as:OrderedCollection"}
    terms |= {name: f"oa:{name}" for name in ("Annotation", "TextPositionSelector", "start", "end")}
    links = {"body": "hasBody", "target": "hasTarget", "source": "hasSource", "selector": "hasSelector"}
    terms |= {name: {"@id": f"oa:{link}", "@type": "@id"} for name, link in links.items()}
    terms |= {"first": {"@id": "as:first", "@type": "@id"}, "items": {"@id": "as:items", "@container": "@list"}}
    assert data["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    graph = Graph().parse(data=json.dumps(data | {"@context": [terms, data["@context"][1]]}), format="json-ld")
    annotations = set(graph.subjects(RDF.type, OA.Annotation))
    assert len(annotations) == 17
    lane = URIRef("https://w3id.org/argmap/id/should-mill-street-get-bike-lanes/crashes.annotation")
    body = graph.value(lane, OA.hasBody)
    am = "https://w3id.org/argmap#"
    assert graph.value(body, URIRef(f"{am}supports")) == Literal("lanes")
    assert graph.value(body, URIRef(f"{am}credence")) == Literal(0.7)
    selectors = graph.objects(graph.value(lane, OA.hasTarget), OA.hasSelector)
    assert Literal(5) in {graph.value(each, URIRef(f"{am}words")) for each in selectors}
