"""People, joint cruxes and chances as triples: names, proofs and numbers."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Dataset, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF

from argmap import pipeline
from argmap.graph import add_verdicts, build
from argmap.graph.vocabulary import AM
from argmap.markup import parse
from argmap.reason import judge
from argmap.reason.debate import debated

TEXT = """\
---
title: A kerb for Mill Street
author: Ann
id: kerb
---

[We need a kerb.]{.claim #kerb} [It will probably save lives]{.premise #lives supports=kerb credence=0.7}, and
[it is cheap]{.premise #cheap supports=kerb}.

::: {.comment #c1 author=Ben reply-to=post}
[Kerbs cost a fortune.]{.claim #dear attacks=cheap}
:::

::: {.comment #c2 author=Ann reply-to=c1}
[True, it is not cheap.]{.claim #sorry gloss="It is not cheap"}
:::
"""


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    annotated = parse(TEXT, "kerb.md")
    the_map = annotated.map.confirmed()
    made = build(annotated.thread, the_map)
    add_verdicts(made, annotated.thread, the_map, debated(annotated.thread, the_map, judge(the_map)))
    return made


def node(local: str) -> URIRef:
    return URIRef(f"https://w3id.org/argmap/id/kerb/{local}")


def value(dataset: Dataset, subject: URIRef, property: URIRef) -> object:
    (found,) = {o for _, _, o, _ in dataset.quads((subject, property, None, None))}
    return found


def test_a_comment_moved_a_claim(dataset: Dataset) -> None:
    link = node("c1~moved~cheap")
    assert (node("c1"), AM.moved, node("cheap"), URIRef("https://w3id.org/argmap/id/kerb/inferred")) in dataset
    assert (value(dataset, link, AM.before), value(dataset, link, AM.after)) == (AM.Stands, AM.Falls)


def test_a_verdict_has_its_word_and_its_rank(dataset: Dataset) -> None:
    assert str(value(dataset, node("cheap"), AM.verdict)) == "answered"
    assert int(str(value(dataset, node("dear"), AM.rank))) == 1


def test_whose_turn_it_is(dataset: Dataset) -> None:
    objection = node("dear:cheap")
    assert value(dataset, objection, AM.burden) == node("author.ann")
    assert value(dataset, objection, AM.wouldChange) == node("cheap")


def test_chance_and_what_sways_it(dataset: Dataset) -> None:
    assert value(dataset, node("kerb"), AM.chance) == Literal("0.7", datatype=URIRef("http://www.w3.org/2001/XMLSchema#decimal"))
    assert float(str(value(dataset, node("lives~sways~kerb"), AM.importance))) == 1


def test_flips_and_views_belong_to_a_proof(dataset: Dataset) -> None:
    proofs = {o for _, _, o, _ in dataset.quads((None, DCTERMS.isPartOf, None, None))}
    for kind in (AM.Flip, AM.View):
        for part, *_ in dataset.quads((None, RDF.type, kind, None)):
            whole = value(dataset, part, DCTERMS.isPartOf)
            assert whole in proofs
            assert list(dataset.quads((whole, RDF.type, None, None))), part


def test_the_connectomics_debate_names_what_two_people_would_have_to_settle(root: Path) -> None:
    made = pipeline.dataset_of(str(root / "corpus" / "connectomics.md"))
    base = "https://w3id.org/argmap/id/connectomics/"
    matter = URIRef(f"{base}author.steve-byrnes~author.vladimir-nesov~wbe-good~tldr-wbe")
    assert {str(o).removeprefix(base) for _, _, o, _ in made.quads((matter, AM.between, None, None))} == {
        "author.steve-byrnes",
        "author.vladimir-nesov",
    }
    assert (URIRef(f"{base}wbe-good"), RDF.type, AM.DoubleCrux, URIRef(f"{base}inferred")) in made
    views = {
        (str(seen).removeprefix(base), str(after).removeprefix(AM._NS))
        for view, *_ in made.quads((None, AM.about, URIRef(f"{base}wbe-good"), None))
        if (view, DCTERMS.isPartOf, matter, None) in made
        for _, _, seen, _ in made.quads((view, AM.seenBy, None, None))
        for _, _, after, _ in made.quads((view, AM.after, None, None))
    }
    assert views == {("author.steve-byrnes", "Stands"), ("author.vladimir-nesov", "Falls")}


def test_after_so_many_flips_a_double_crux_has_no_chains(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("argmap.graph._inferred.MOST_FLIPS", 0)
    annotated = parse(TEXT, "kerb.md")
    the_map = annotated.map.confirmed()
    short = build(annotated.thread, the_map)
    add_verdicts(short, annotated.thread, the_map, debated(annotated.thread, the_map, judge(the_map)))
    flips, without = ({s for s, _, _, _ in each.quads((None, RDF.type, AM.Flip, None))} for each in (dataset, short))
    assert flips
    assert not without
    left_out = {quad for quad in dataset.quads() if quad[0] in flips}
    assert set(short.quads()) == set(dataset.quads()) - left_out
