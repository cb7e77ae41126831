"""Terms in Turtle: what argmap writes itself is what pyoxigraph would write."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from argmap.export._turtle import Terms
from argmap.graph.vocabulary import PREFIXES

TOWN = "https://w3id.org/argmap/id/town/"
PREFIXES_OF_TOWN = {**PREFIXES, "t": TOWN}
XSD = "http://www.w3.org/2001/XMLSchema#"
KINDS = [f"{XSD}{name}" for name in ("boolean", "integer", "decimal", "double", "string", "date")] + [f"{TOWN}kind"]
LOCALS = st.lists(st.sampled_from([*"ab9_.:~-/é漢'()+=", "%2F"]), max_size=6).map("".join)


def by_pyoxigraph(term: ox.NamedNode | ox.Literal) -> str:
    triple = ox.Triple(ox.NamedNode("x:s"), ox.NamedNode("x:p"), term)
    written = ox.serialize([triple], format=ox.RdfFormat.TURTLE, prefixes=PREFIXES_OF_TOWN) or b""
    (line,) = written.decode().split("\n")[len(PREFIXES_OF_TOWN) : -1]
    return line.removeprefix("<x:s> <x:p> ").removesuffix(" .")


@given(st.sampled_from([TOWN, *PREFIXES.values(), "https://w3id.org/", "urn:x:"]), LOCALS)
@example(TOWN, "count~supports~safer")
@example(TOWN, "cheap.")
def test_names(space: str, local: str) -> None:
    node = ox.NamedNode(space + local)
    assert Terms(PREFIXES_OF_TOWN)[str(node)] == by_pyoxigraph(node)


@given(
    st.one_of(st.text("0123456789+-.eE", max_size=6), st.sampled_from(["true", "false", "a^^<b>", "\\\n\t\"'"])),
    st.sampled_from(KINDS),
)
def test_typed_literals(value: str, kind: str) -> None:
    literal = ox.Literal(value, datatype=ox.NamedNode(kind))
    assert Terms(PREFIXES_OF_TOWN)[str(literal)] == by_pyoxigraph(literal)


@pytest.mark.parametrize("language", [None, "de", "en-gb"])
@given(value=st.text(st.characters(codec="utf-8")))
def test_texts(language: str | None, value: str) -> None:
    literal = ox.Literal(value, language=language)
    assert Terms(PREFIXES_OF_TOWN)[str(literal)] == by_pyoxigraph(literal)
