"""The annotations that come with a corpus, as annotated text."""

from __future__ import annotations

from pathlib import Path

import pytest

from argmap.errors import ArgmapError
from argmap.markup import gold, parse, scan, strip, thread_text, weave
from argmap.model import ArgumentMap, Role, StepKind
from argmap.read import read

HEAD = '<?xml version="1.0"?>\n<thread ID="x1">\n<title><claim type="evaluation_rational">CMV: Paint lanes.</claim></title>\n'


def thread(*turns: str) -> bytes:
    """A thread in which Ann begins and Ben takes turns with her."""
    first, *others = turns
    names = ["ben", "ann"] * len(others)
    replies = "".join(
        f'<reply id="cn{n}" author="{name}">\n{turn}\n</reply>\n' for n, (turn, name) in enumerate(zip(others, names, strict=False))
    )
    return f'{HEAD}<OP author="ann">\n{first}\n</OP>\n{replies}</thread>'.encode()


def made(*turns: str) -> ArgumentMap:
    data = thread(*turns)
    found = gold([("a.xml", data)])
    annotated = parse(found.text, "a.md")
    assert strip(found.text) == strip(thread_text(read(data, "a.xml"))), "the words are those that are read without annotations"
    scanned = scan(found.text)
    assert weave(scanned.stripped, scanned.marks) == found.text
    return annotated.map


def unit(name: str, id: str, words: str, rel: str = "", ref: str = "", **more: str) -> str:
    pairs = {"id": id, "rel": rel, "ref": ref, **more}
    attributes = "".join(f' {key}="{value}"' for key, value in pairs.items() if value)
    return f"<{name}{attributes}>{words}</{name}>"


def steps(map: ArgumentMap) -> dict[str, StepKind]:
    return {step.id: step.kind for step in map.steps}


def test_support_and_attack() -> None:
    map = made(
        unit("claim", "0", "Lanes save lives", "agreement", "title")
        + ", as "
        + unit("premise", "1", "the town counts", "support", "0"),
        unit("claim", "3a", "They cost a lot.", "rebuttal_attack", "title_0")
        + unit("premise", "4", "Kerbs are dear.", "support", "3a"),
        unit("premise", "5", "Nobody needs kerbs.", "partial_attack", "4"),
    )
    assert steps(map) == {
        "claim-0>title": StepKind.INFERENCE,
        "premise-1>claim-0": StepKind.INFERENCE,
        "claim-3a>title": StepKind.REBUTTAL,
        "claim-3a>claim-0": StepKind.REBUTTAL,
        "premise-4>claim-3a": StepKind.INFERENCE,
        "premise-5>premise-4": StepKind.REBUTTAL,
    }
    assert map.claim("premise-1").roles == {Role.PREMISE}
    assert map.claim("premise-1").text == "the town counts"


def test_agreement_with_oneself_supports_and_with_another_is_a_stance() -> None:
    map = made(
        unit("claim", "0", "Lanes save lives.", "agreement", "title"),
        unit("claim", "1", "Exactly", "agreement", "0", type="agreement") + ", " + unit("claim", "2", "they do.", "agreement", "0"),
        unit("claim", "3", "I no longer hold that.", "disagreement", "title", type="disagreement"),
    )
    assert steps(map) == {"claim-0>title": StepKind.INFERENCE}
    assert [(one.kind, one.author, one.claim) for one in map.stances] == [
        ("concedes", "ben", "claim-0"),
        ("concedes", "ben", "claim-0"),
        ("rejects", "ann", "title"),
    ]
    assert {claim.id for claim in map.claims} == {"title", "claim-0", "claim-2"}, "a bare agreement is no claim"


def test_an_undercutter_hits_the_reasoning() -> None:
    map = made(
        unit("claim", "0", "Lanes save lives.")
        + unit("premise", "1", "The town counts.", "support", "0")
        + unit("premise", "2", "Doctors say so.", "support", "0")
        + unit("claim", "3", "All is well."),
        unit("claim", "4", "It counts badly.", "undercutter", "1"),
        unit("claim", "5", "Is that why?", "undercutter_attack", "0") + unit("claim", "6", "Is it?", "undercutter", "3"),
    )
    assert {id: kind for id, kind in steps(map).items() if kind is not StepKind.INFERENCE} == {
        "claim-4>premise-1>claim-0": StepKind.UNDERCUT,
        "claim-5>premise-1>claim-0": StepKind.UNDERCUT,
        "claim-5>premise-2>claim-0": StepKind.UNDERCUT,
        "claim-6>claim-3": StepKind.REBUTTAL,
    }


def test_premises_of_one_relation_are_linked() -> None:
    map = made(
        unit("claim", "0", "Lanes save lives.")
        + unit("premise", "1", "Paint is seen.", "support", "0", rid="a")
        + unit("premise", "2", "What is seen is kept to.", "support", "0", rid="a"),
        unit("claim", "3", "By whom?", "undercutter", "0"),
    )
    assert steps(map) == {
        "premise-1+premise-2>claim-0": StepKind.INFERENCE,
        "claim-3>premise-1+premise-2>claim-0": StepKind.UNDERCUT,
    }


def test_marks_in_marks_and_what_cannot_be_taken_over() -> None:
    inner = unit("premise", "1", "the town counts", "support", "0")
    data = thread(
        f'<claim id="0" rel="support" ref="0">Lanes save lives ({inner})</claim>.',
        unit("claim", "2", "One.\n\nTwo.", "rebuttal", "0") + unit("claim", "3", "I see.", "understand", "0"),
        unit("premise", "4", "So.", "support", "99"),
    )
    found = gold([("a.xml", data)])
    assert "[Lanes save lives ([the town counts]{.premise #premise-1 supports=claim-0})]{.claim #claim-0}." in found.text
    assert [note.partition(":")[2].strip() for note in found.notes] == [
        "claim-2: it goes over the end of a paragraph",
        "claim-0 support claim-0: one of them is not marked, or they are the same",
        "claim-2 rebuttal claim-0: one of them is not marked, or they are the same",
        "claim-3 understand claim-0: argmap has no such relation",
        "premise-4 support 99: one of them is not marked, or they are the same",
    ]
    assert len(parse(found.text, "a.md").marks) == 5


def test_brat_files_of_any_corpus() -> None:
    text = b"School lunches should be free.\n\nChildren learn better when they have eaten. Some fear the costs.\n"
    marks = (
        b"T1\tMajorClaim 0 30\tx\nT2\tPremise 32 75\tx\nT3\tClaim 76 96\tx\nA1\tStance T3 Against\nR1\tsupports Arg1:T2 Arg2:T1\t\n"
        b"R2\tattacks Arg1:T3 Arg2:T1\t\n#1\tAnnotatorNotes T1\tso\n"
    )
    for files in ([("e.txt", text), ("e.ann", marks)], [("e.ann", marks), ("e.txt", text)]):
        map = parse(gold(files).text, "e.md").map
        assert steps(map) == {"T2>T1": StepKind.INFERENCE, "T3>T1": StepKind.REBUTTAL}
        assert map.claim("T3").text == "Some fear the costs."


def test_files_without_annotations_are_refused() -> None:
    for files in ([("a.md", b"# Lanes\n\nPaint.")], [("a.ann", b"T1\tClaim 0 3\tx\n")]):
        with pytest.raises(ArgmapError) as caught:
            gold(files)
        assert caught.value.id == "no-gold"


def test_the_corpus_is_taken_over_whole(shared: Path) -> None:
    marks = 0
    notes: list[str] = []
    for path in sorted((shared / "cmv").glob("*/*.xml")):
        found = gold([(path.name, path.read_bytes())])
        annotated = parse(found.text, path.name)
        marks += len(annotated.marks)
        notes += found.notes
    assert marks == 2694
    assert len(notes) <= 10


def test_both_forms_of_a_thread_mark_the_same_words(shared: Path) -> None:
    def files(*kinds: str) -> list[tuple[str, bytes]]:
        paths = [shared / "threads" / f"cmv_v2_pos95.{kind}" for kind in kinds]
        return [(path.name, path.read_bytes()) for path in paths]

    xml, brat = gold(files("xml")), gold(files("txt", "ann"))
    assert xml.notes == brat.notes == ()
    one, other = parse(xml.text, "a.md"), parse(brat.text, "a.md")
    assert [anchor.span for anchor in one.anchors] == [anchor.span for anchor in other.anchors]
    assert len(one.anchors) == 87
    assert [(each.kind, each.text) for each in one.map.stances] == [(each.kind, each.text) for each in other.map.stances]
