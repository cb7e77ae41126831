"""112 short texts that people argued and others annotated (arg-microtexts, Peldszus and Stede 2016), as graphs of argmap."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from rdflib.namespace import RDF

from argmap.graph import build, load, validate
from argmap.graph.vocabulary import AM
from argmap.model import Anchor, ArgumentMap, Claim, Place, RawMap, Source, Span, Step, StepKind, Thread, step_id

KINDS = {"sup": StepKind.INFERENCE, "exa": StepKind.INFERENCE, "reb": StepKind.REBUTTAL, "und": StepKind.UNDERCUT}


def read(path: Path) -> tuple[Thread, ArgumentMap, Counter[str]]:
    """Read one annotated text: an edge is a step, an edge of type `add` one more premise of the edge it leads to."""
    root = ET.parse(path).getroot()
    edges = {edge.attrib["id"]: edge.attrib for edge in root.iter("edge")}
    segments = {edge.attrib["id"]: edge.text or "" for edge in root.iter("edu")}
    words = {edge["trg"]: segments.get(edge["src"], "") for edge in edges.values() if edge["type"] == "seg"}
    anchors, text = {}, ""
    for unit in root.iter("adu"):
        id, side = unit.attrib["id"], unit.attrib["type"]
        start = len(text)
        text += words.get(id) or id
        anchors[id] = Anchor(id, "post", Span(start, len(text)), side, Place(path.name, len(anchors) + 1, 1))
        text += " "
    claims = tuple(Claim(id, anchor.span.cut(text), (anchor,)) for id, anchor in anchors.items())

    def premises(edge: str) -> tuple[str, ...]:
        linked = [other["src"] for other in edges.values() if other["type"] == "add" and other["trg"] == edge]
        return (edges[edge]["src"], *linked)

    def name(node: str) -> str:
        return node if node in anchors else step_id(premises(node), name(edges[node]["trg"]))

    steps = tuple(
        Step(name(id), KINDS[edge["type"]], premises(id), name(edge["trg"]), anchors[edge["src"]])
        for id, edge in edges.items()
        if edge["type"] in KINDS
    )
    thread = Thread(path.stem, path.stem, text, RawMap(()), Source(path.name, text, "microtext"), author="pro")
    return thread, ArgumentMap(claims, steps), Counter(edge["type"] for edge in edges.values())


@pytest.fixture(scope="module")
def debates(shared: Path) -> list[tuple[Thread, ArgumentMap, Counter[str]]]:
    return [read(path) for path in sorted((shared / "microtexts" / "en").glob("*.xml"))]


def test_each_comes_back_as_it_was_and_is_well_formed(debates: list[tuple[Thread, ArgumentMap, Counter[str]]]) -> None:
    assert len(debates) == 112
    for thread, map, _ in debates:
        assert load(build(thread, map)).map == map
    for thread, map, _ in debates[::10]:
        assert validate(build(thread, map), map) == []


def test_each_has_as_many_steps_as_the_annotators_drew(debates: list[tuple[Thread, ArgumentMap, Counter[str]]]) -> None:
    for thread, map, drawn in debates:
        dataset = build(thread, map)
        seen = Counter(kind for _, _, kind, _ in dataset.quads((None, RDF.type, None, None)))
        assert seen[AM.Inference] == drawn["sup"] + drawn["exa"]
        assert (seen[AM.Rebuttal], seen[AM.Undercut]) == (drawn["reb"], drawn["und"])
        assert sum(1 for _ in dataset.quads((None, AM.premise, None, None))) == sum(len(step.premises) for step in map.steps)
