"""SHACL findings: in words, at the file and line of the mark, for everything the shapes know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from rdflib import Dataset, Literal, URIRef
from rdflib.namespace import FOAF, PROV, RDF, SH, Namespace

from argmap.graph import Finding, build, shapes, validate
from argmap.graph.vocabulary import AM, OA, SIOC
from argmap.model import Anchor, ArgumentMap, Place, Span, Step, StepKind, Suggestion, Thread

SHAPE = Namespace("https://w3id.org/argmap/shapes#")


def node(local: str) -> URIRef:
    return URIRef(f"https://w3id.org/argmap/id/bike-lanes/{local}")


def test_a_good_map_has_no_findings(thread: Thread, map: ArgumentMap) -> None:
    assert validate(build(thread, map), map) == []


def changed(map: ArgumentMap, id: str, **fields: object) -> ArgumentMap:
    return replace(map, claims=tuple(replace(claim, **fields) if claim.id == id else claim for claim in map.claims))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("id", "fields", "said"),
    [
        ("safer", {"credence": 1.5}, "lanes.md:3:22: the claim 'safer' has the credence 1.5; a credence is a number from 0 to 1"),
        (
            "good",
            {"gloss": None},
            "lanes.md:3:40: the claim 'good' has neither words nor a gloss: mark some words, or say with gloss= what it comes to",
        ),
        (
            "rain",
            {"suggestion": Suggestion(7.5)},
            "lanes.md:9:318: the claim 'rain' has the confidence 7.5; a confidence is a number from 0 to 1",
        ),
    ],
)
def test_what_is_wrong_in_a_map_is_said_where_it_stands(
    thread: Thread, map: ArgumentMap, id: str, fields: dict[str, object], said: str
) -> None:
    wrong = changed(map, id, **fields)
    found = validate(build(thread, wrong), wrong)
    assert [str(finding) for finding in found] == [said]
    assert (found[0].id, found[0].severity) == (id, "error")


def test_steps_that_go_wrong_name_what_they_hit(thread: Thread, map: ArgumentMap) -> None:
    anchor = Anchor("moved", "c1", Span(0, 1), "Ann", Place("lanes.md", 5, 1))
    steps = (
        Step("cost>safer", StepKind.INFERENCE, ("cost",), "safer", anchor),
        Step("moved>site>moved>safer", StepKind.REBUTTAL, ("moved",), "site>moved>safer", anchor),
        Step("slow>build", StepKind.UNDERCUT, ("slow",), "build", anchor),
        Step("wet>wet", StepKind.INFERENCE, ("wet",), "wet", anchor),
    )
    wrong = replace(map, steps=map.steps + steps)
    found = validate(build(thread, wrong), wrong)
    assert {finding.place for finding in found} == {Place("lanes.md", 5, 1)}
    assert [(finding.id, finding.message.partition("' ")[2].partition(":")[0]) for finding in found] == [
        ("cost>safer", "starts from 'cost', which is no claim; a question asserts nothing"),
        ("moved>site>moved>safer", "attacks 'site>moved>safer', which is no claim; a step is hit with undercuts="),
        ("slow>build", "undercuts 'build', which is no step; a claim is hit with attacks="),
        ("wet>wet", "has 'wet' as premise and as conclusion"),
    ]


def test_an_unused_implicit_premise_and_nobody_s_comment_are_warnings(thread: Thread, map: ArgumentMap) -> None:
    comments = tuple(replace(comment, author=None) if comment.id == "c3" else comment for comment in thread.comments)
    wrong = replace(map, steps=tuple(step for step in map.steps if "good" not in step.premises))
    assert validate(build(replace(thread, comments=comments), wrong), wrong) == [
        Finding(
            "the claim 'good' is an implicit premise that no step starts from: say what it supports, attacks or undercuts",
            Place("lanes.md", 3, 40),
            "warning",
            "good",
        ),
        Finding("the comment 'c3' has no author", None, "warning", "c3"),
    ]


Edit = Callable[[Dataset], object]


def cut(subject: str, property: URIRef) -> Edit:
    return lambda dataset: dataset.remove((node(subject), property, None, None))


def put(subject: str, property: URIRef, value: URIRef | Literal) -> Edit:
    return lambda dataset: dataset.add((node(subject), property, value, node("asserted")))


def both(*edits: Edit) -> Edit:
    return lambda dataset: [edit(dataset) for edit in edits]


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (cut("safer.good:build", AM.premise), "the inference 'safer+good>build' has no premise"),
        (cut("safer.good:build", AM.conclusion), "the inference 'safer+good>build' must have exactly one conclusion"),
        (put("safer.good:build", AM.conclusion, node("wet")), "the inference 'safer+good>build' must have exactly one conclusion"),
        (cut("moved:safer", AM.target), "the rebuttal 'moved>safer' must have exactly one target"),
        (put("safer.good:build", AM.target, node("wet")), "is a reason for something and has a target as well"),
        (put("moved:safer", AM.conclusion, node("wet")), "is an objection and has a conclusion as well"),
        (cut("no~rejects~again", AM.about), "the rejection 'no~rejects~again' must be about exactly one claim"),
        (cut("cost", PROV.wasDerivedFrom), "the question 'cost' points back at no words of the text"),
        (cut("build", AM.madeIn), "the claim 'build' is made in no post or comment"),
        (cut("build", AM.inThread), "the claim 'build' must be in exactly one thread"),
        (
            cut("build", AM.assertedBy),
            "the claim 'build' is asserted by nobody: give its post or comment an author, or the mark by=",
        ),
        (put("little", AM.answers, node("c1")), "the comment 'c1' is answered, and is neither claim nor question"),
        (put("c2", AM.replyTo, node("post")), "the comment 'c2' replies to several things at once"),
        (put("c3", AM.replyTo, node("c9")), "the comment 'c3' replies to 'c9', which is not there"),
        (
            both(
                put("c3", AM.replyTo, node("c9")),
                put("c9", RDF.type, AM.Comment),
                put("c9", SIOC.has_creator, node("author.ed")),
                put("c9", AM.inThread, URIRef("https://w3id.org/argmap/id/other")),
            ),
            "the comment 'c3' replies to something in another thread",
        ),
        (cut("wet.words", OA.hasSource), "the passage 'wet' must be in exactly one post or comment"),
        (
            both(cut("wet.words", AM.start), put("wet.words", AM.start, Literal(9999))),
            "lanes.md:9:299: the passage 'wet' ends before it starts",
        ),
        (cut("wet.words", AM.end), "the passage 'wet' must end at exactly one place"),
        (cut("wet.words", AM.start), "the passage 'wet' must start at exactly one place"),
        (cut("author.ed", FOAF.name), "the author 'author.ed' has no name"),
        (put("wet", AM.credence, Literal("high")), "the claim 'wet' has the credence high; a credence is a number from 0 to 1"),
    ],
)
def test_a_graph_that_somebody_broke_is_told_so(thread: Thread, map: ArgumentMap, edit: Edit, said: str) -> None:
    dataset = build(thread, map)
    edit(dataset)
    found = [str(finding) for finding in validate(dataset, map)]
    assert any(said in line for line in found), found
    assert len(found) <= 2, found


def test_every_shape_is_for_something_and_says_what_is_wrong() -> None:
    graph = shapes()
    for shape in graph.subjects(RDF.type, SH.NodeShape):
        assert str(shape).startswith(SHAPE)
        assert list(graph.objects(shape, SH.targetClass)) + list(graph.objects(shape, SH.targetObjectsOf))
        for part in [*graph.objects(shape, SH.property), *([shape] if (shape, SH["or"], None) in graph else [])]:
            message = graph.value(part, SH.message)
            assert message is not None
            assert not str(message).endswith(".")
