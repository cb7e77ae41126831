"""The dataset of a small debate: what is said of each thing, where it comes from, and that two builds are equal."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import BNode, Dataset, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, PROV, RDF, RDFS, SDO

from argmap.graph import add_inferences, add_verdicts, asserted, build, load
from argmap.graph.vocabulary import AM, OA, SIOC
from argmap.markup import parse
from argmap.model import (
    Anchor,
    ArgumentMap,
    Claim,
    Comment,
    Crux,
    RawMap,
    Source,
    Span,
    Status,
    Suggestion,
    Thread,
    Unanswered,
    Verdict,
    Verdicts,
)
from argmap.reason import judge

BASE = "https://w3id.org/argmap/id/bike-lanes/"


def node(local: str) -> URIRef:
    return URIRef(BASE + local)


def graph(dataset: Dataset, name: str) -> set[tuple[object, object, object]]:
    return set(dataset.graph(node(name)))


def lines(dataset: Dataset) -> bytes:
    return b"\n".join(sorted(dataset.serialize(format="nquads", encoding="utf-8").splitlines()))


def values(dataset: Dataset, subject: str, property: URIRef) -> set[str]:
    return {str(o).removeprefix(BASE) for _, _, o, _ in dataset.quads((node(subject), property, None, None))}


@pytest.fixture(scope="module")
def dataset(thread: Thread, map: ArgumentMap) -> Dataset:
    return build(thread, map)


def test_the_thread_is_told_as_the_page_tells_it(dataset: Dataset) -> None:
    thread = URIRef(BASE.rstrip("/"))
    assert str(dataset.value(thread, DCTERMS.title)) == "Bike lanes, now"
    assert values(dataset, "post", SIOC.has_creator) == {"author.ed"}
    assert values(dataset, "post", DCTERMS.created) == {"2024-05-01"}
    assert values(dataset, "c1", AM.karma) == {"5"}
    assert values(dataset, "c1", AM.agreement) == {"-2"}
    assert values(dataset, "c2", AM.replyTo) == {"c1"}
    assert values(dataset, "c3", AM.replyTo) == set()
    assert values(dataset, "author.the-weather-office", FOAF.name) == {"the weather office"}
    assert values(dataset, "section.safety", DCTERMS.title) == {"Safety"}


def test_a_quotation_leads_to_the_words_it_quotes(dataset: Dataset) -> None:
    (quoted,) = values(dataset, "c1", AM.quotes)
    assert values(dataset, quoted, OA.hasSource) == {"post"}
    assert values(dataset, quoted, DCTERMS.isPartOf) == {"section.safety"}
    assert values(dataset, f"c1~quotes~{quoted}", AM.cue) == {"folded"}


def test_a_claim_says_who_where_and_in_which_words(dataset: Dataset) -> None:
    assert values(dataset, "safer", AM.assertedBy) == {"author.ed"}
    assert values(dataset, "safer", AM.madeIn) == {"post"}
    assert values(dataset, "safer", PROV.wasDerivedFrom) == {"safer.words", "again.words"}
    assert values(dataset, "again.words", AM.restates) == {"safer"}
    assert values(dataset, "count.words", DCTERMS.isPartOf) == {"section.safety"}
    assert values(dataset, "good", RDFS.label) == {"What is safe is good."}


def test_linked_premises_are_one_step_and_an_undercut_hits_a_step(dataset: Dataset) -> None:
    assert values(dataset, "count.slow:safer", AM.premise) == {"count", "slow"}
    assert values(dataset, "site:moved:safer", AM.target) == {"moved:safer"}


def test_counts_are_closed_world_and_leave_suggestions_out(dataset: Dataset) -> None:
    assert values(dataset, "build", AM.usedIn) == {"0"}
    assert values(dataset, "safer", AM.reasonsGiven) == {"1"}
    assert values(dataset, "wet", AM.reasonsGiven) == {"0"}, "its one reason is only suggested"
    assert values(dataset, "rain", AM.usedIn) == {"1"}, "a suggestion counts among suggestions"


def test_a_bare_concession_answers_by_its_words_and_stays_asserted(dataset: Dataset) -> None:
    assert (node("fair.words"), AM.answers, node("moved")) in graph(dataset, "asserted")
    assert (node("moved"), AM.concededBy, node("author.ed")) in graph(dataset, "asserted")


def test_only_web_addresses_that_are_iris_become_nodes(dataset: Dataset) -> None:
    assert values(dataset, "count", DCTERMS.references) == {"https://example.org/a"}
    assert values(dataset, "count", AM.cites) == {"https://example.org/a http://bad{iri}/"}


def test_a_suggestion_and_its_steps_are_in_a_graph_of_their_own(dataset: Dataset) -> None:
    suggested = graph(dataset, "suggested")
    assert {s for s, p, o in suggested if o == AM.Suggestion} == {node("rain"), node("rain:wet")}
    assert not any(node("rain") in triple for triple in graph(dataset, "asserted"))


def test_what_is_asserted_does_not_change_with_what_is_suggested(thread: Thread, map: ArgumentMap, dataset: Dataset) -> None:
    bare = build(thread, map.confirmed())
    assert not graph(bare, "suggested")
    assert {t for t in graph(dataset, "asserted") if t[1] != AM.order} == {t for t in graph(bare, "asserted") if t[1] != AM.order}
    assert set(asserted(dataset, thread)) == graph(dataset, "asserted")


def test_every_node_and_relation_says_where_it_comes_from(dataset: Dataset) -> None:
    argued = {AM.Claim, AM.Inference, AM.Rebuttal, AM.Undercut, AM.Question, AM.Concession, AM.Rejection}
    for subject, _, kind, _ in list(dataset.quads((None, RDF.type, None, None))):
        if kind in argued:
            assert list(dataset.objects(subject, PROV.wasDerivedFrom)), subject
        if kind not in {AM.Author, AM.Passage, AM.Suggestion}:
            assert len(set(dataset.objects(subject, PROV.wasGeneratedBy))) == 1, subject
    for property in (AM.answers, AM.replyTo, AM.quotes):
        for subject, _, object, _ in list(dataset.quads((None, property, None, None))):
            links = [
                link
                for link in dataset.subjects(AM.relation, property)
                if (link, AM.subject, subject) in dataset and (link, AM.object, object) in dataset
            ]
            assert len(links) == 1, (subject, property, object)


def test_there_are_no_blank_nodes(dataset: Dataset) -> None:
    assert not any(isinstance(term, BNode) for quad in dataset.quads() for term in quad[:3])


BUILD = """
import hashlib, importlib.util, sys
spec = importlib.util.spec_from_file_location("lanes", sys.argv[1])
lanes = importlib.util.module_from_spec(spec)
spec.loader.exec_module(lanes)
from argmap.graph import add_verdicts, build
from argmap.reason import judge
thread, map = lanes.thread.__wrapped__(), lanes.map.__wrapped__()
dataset = build(thread, map)
add_verdicts(dataset, thread, map, judge(map))
lines = sorted(dataset.serialize(format="nquads", encoding="utf-8").splitlines())
print(len(lines), hashlib.sha256(b"\\n".join(lines)).hexdigest())
"""


def test_two_builds_are_equal_byte_for_byte_whatever_the_hash_seed() -> None:
    conftest = str(Path(__file__).parent / "conftest.py")
    made = {
        subprocess.run(
            [sys.executable, "-W", "ignore", "-c", BUILD, conftest],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(made) == 1
    assert int(made.pop().split()[0]) > 400


def test_verdicts_and_proofs_of_cruxes_go_to_the_inferred_graph(thread: Thread, map: ArgumentMap) -> None:
    dataset = build(thread, map)
    before = graph(dataset, "asserted")
    verdicts = Verdicts(
        labels={"safer": Verdict(Status.OPEN, "contested", ("count+slow>safer", "moved>safer"), "It is contested.")},
        theses=("build",),
        cruxes=(
            Crux(
                "moved",
                "build",
                Status.STANDS,
                Status.FALLS,
                Status.STANDS,
                (("moved", Status.STANDS, Status.FALLS), ("moved>safer", Status.STANDS, Status.FALLS)),
                True,
            ),
        ),
        unanswered=(Unanswered("wet>count+slow>safer", (), (), ("Ann",)),),
    )
    add_verdicts(dataset, thread, map, verdicts)
    assert graph(dataset, "asserted") == before
    assert values(dataset, "safer", AM.status) == {str(AM.Open)}
    assert values(dataset, "safer", AM.cause) == {"contested"}
    assert values(dataset, "safer", AM.because) == {"count.slow:safer", "moved:safer"}
    assert values(dataset, "safer", DCTERMS.description) == {"It is contested."}
    assert str(AM.UnansweredObjection) in values(dataset, "wet:count.slow:safer", RDF.type)
    assert values(dataset, "moved", AM.cruxFor) == {"build"}
    proof = "moved~cruxFor~build"
    assert values(dataset, proof, AM.granted) == {str(AM.Falls)}
    assert values(dataset, proof, AM.root) == {"true"}
    flips = {str(s).removeprefix(BASE) for s in dataset.subjects(DCTERMS.isPartOf, node(proof))}
    assert {(f, *values(dataset, f, AM.about)) for f in flips} == {(f"{proof}~0", "moved"), (f"{proof}~1", "moved:safer")}


def test_an_inferred_relation_keeps_every_rule_that_gave_it(thread: Thread, map: ArgumentMap) -> None:
    dataset = build(thread, map)
    add_inferences(
        dataset,
        thread,
        [
            (node("moved"), AM.challenges, node("build"), "challenges: challenges o supports"),
            (node("moved"), AM.challenges, node("build"), "rebuts is a challenges"),
            (node("moved"), RDF.type, AM.Premise, "premise"),
            (node("moved"), AM.premiseOf, node("moved:safer"), "inverse of premise"),
            (node("moved"), SDO.appearance, node("c1"), "madeIn is an appearance"),
            (node("count"), AM.role, Literal("evidence"), "evidence"),
        ],
    )
    link = "moved~challenges~build"
    assert values(dataset, link, AM.byRule) == {"challenges: challenges o supports", "rebuts is a challenges"}
    assert values(dataset, link, PROV.wasGeneratedBy) == {str(AM.Reasoning)}
    inferred = graph(dataset, "inferred")
    assert not any(property == AM.role for _, property, _ in inferred), "that is stated already"
    assert {s for s, p, o in inferred if p == RDF.type and o == AM.Link} == {node(link)}
    assert (node("moved"), AM.premiseOf, node("moved:safer")) in inferred
    assert not any(property == SDO.appearance for _, property, _ in inferred), "the ontology says so already"


HOSTILE = '\'"""\\ \n\r\t <script>&amp; > ]]> \u202eRTL \x00\x07 \ud800 \uffff {value} ${x} \U0001f600'


def test_hostile_text_goes_into_literals_and_nowhere_else() -> None:
    author = f"{HOSTILE} Mallory"
    anchor = Anchor("x", "post", Span(0, 3), author)
    thread = Thread(
        HOSTILE,
        HOSTILE,
        HOSTILE,
        RawMap(()),
        Source("x", HOSTILE, "x"),
        author=author,
        date=HOSTILE,
        url=f"https://example.org/{HOSTILE}",
        tags=(HOSTILE,),
        comments=(Comment("c1", f"{author}2", Span(0, 0), "post", HOSTILE),),
    )
    claim = Claim("x", HOSTILE, (anchor,), gloss=HOSTILE, hedge=HOSTILE, cites=(HOSTILE,), suggestion=Suggestion(0.5, HOSTILE))
    dataset = build(thread, ArgumentMap((claim,)))
    back = Dataset().parse(data=lines(dataset), format="nquads")
    title = next(o for _, _, o, _ in back.quads((None, DCTERMS.title, None, None)))
    assert str(title) == HOSTILE.translate({0: "\ufffd", 7: "\ufffd", 0xD800: "\ufffd", 0xFFFF: "\ufffd"})
    assert len(str(title)) == len(HOSTILE), "offsets still count"
    assert len({o for _, _, o, _ in back.quads((None, FOAF.name, None, None))}) == 2
    assert all(str(s).startswith("https://w3id.org/argmap/id/") for s, _, _, _ in back.quads())
    assert hashlib.sha256(lines(build(thread, ArgumentMap((claim,))))).digest() == hashlib.sha256(lines(dataset)).digest()


def test_two_authors_never_share_a_node(thread: Thread) -> None:
    names = ("Ann", "ann", "ANN!", "words", "", "!!!", "???", "x" * 100, "x" * 101)
    comments = tuple(Comment(f"k{n}", name, Span(0, 1), "post", "stated") for n, name in enumerate(names))
    dataset = build(replace(thread, comments=comments), ArgumentMap())
    pairs = {(s, o) for s, _, o, _ in dataset.quads((None, FOAF.name, None, None))}
    assert {str(name) for _, name in pairs} == {*names, "Ed"} - {""}
    assert len({author for author, _ in pairs}) == len(names)
    assert node("author.words") not in {author for author, _ in pairs}


def test_the_package_is_light_until_it_is_used() -> None:
    code = "import sys, argmap.graph; print(sorted({'rdflib', 'pyoxigraph', 'pyshacl'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_a_suggested_restatement_is_in_the_suggested_graph_alone() -> None:
    annotated = parse("[a]{.claim #a} [A]{.suggested #b restates=a by=Cy confidence=0.4 cue=so}", "x.md")
    dataset = build(annotated.thread, annotated.map)
    assert {str(graph).rpartition("/")[2] for *_, graph in dataset.quads((None, AM.restates, None, None))} == {"suggested"}
    assert load(dataset).map == annotated.map
    assert load(dataset).map.claim("a").anchors[1].suggestion == Suggestion(0.4, "so")
    assert len(load(dataset).map.confirmed().claims[0].anchors) == 1


def test_verdicts_on_suggestions_are_provisional_and_others_are_not() -> None:
    text = "[g]{.claim .suggested #g} [p]{.premise .suggested #p supports=g cue=so}"
    for raw, provisional in ((text, True), (text.replace(" .suggested", "").replace(" cue=so", ""), False)):
        annotated = parse(raw, "x.md")
        dataset = build(annotated.thread, annotated.map)
        add_verdicts(dataset, annotated.thread, annotated.map, judge(annotated.map))
        said = {str(subject).rpartition("/")[2] for subject, *_ in dataset.quads((None, AM.provisional, Literal(True), None))}
        assert said == ({annotated.thread.id, "g", "p", "p:g"} if provisional else set())
