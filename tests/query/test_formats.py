"""Results as text: tables for people, and JSON, CSV and Turtle that other programs read."""

from __future__ import annotations

import csv
import io
import json
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import BNode, Dataset, Graph, Literal, URIRef
from rdflib.query import Result as RdflibResult

from argmap.errors import ArgmapError
from argmap.graph.vocabulary import AM
from argmap.query import Result, ResultKind, ask, formula_cells, render, run

DECIMAL = URIRef("http://www.w3.org/2001/XMLSchema#decimal")
E = "http://example.org/"
PREFIXES = {"ex": E, "am": "https://w3id.org/argmap#"}
NAUGHTY = "\x1b[31mred\x1b[0m\u202eabc\n=1+1,\"q\"\t'x'\r"


def select(*rows: tuple[object, ...], columns: tuple[str, ...] = ("a", "b")) -> Result:
    return Result(ResultKind.SELECT, columns, rows, prefixes=PREFIXES)  # type: ignore[arg-type]


def test_a_table_shortens_names_and_wraps_what_is_long() -> None:
    result = select((URIRef(E + "x"), Literal("one two three four five six")), (None, Literal("short")))
    assert render(result, "table", 24) == (
        "a     b\n"
        "----  ------------------\n"
        "ex:x  one two three four\n"
        "      five six\n"
        "      short\n"
    )  # fmt: skip


def test_a_table_without_rows_says_so() -> None:
    assert render(select(), "table") == "a  b\n-  -\n(nothing)\n"


def test_a_name_that_no_prefix_fits_is_shown_whole() -> None:
    table = render(select((URIRef("http://other.org/x"), URIRef(E + "a/b c")), columns=("a", "b")), "table")
    assert "<http://other.org/x>  <http://example.org/a/b c>" in table


def columns_of(text: str) -> int:
    return sum(0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(*[st.text() | st.just("漢字 и буквы 🎉 e\u0301")] * 3), max_size=4), st.integers(30, 100))
def test_a_table_keeps_its_width_and_every_word_and_stays_harmless(rows: list[tuple[str, ...]], width: int) -> None:
    table = render(select(*(tuple(map(Literal, row)) for row in rows), columns=("a", "b", "c")), "table", width)
    lines = table.split("\n")[:-1]
    assert all(columns_of(line) <= width for line in lines)
    assert all(line.isprintable() for line in lines)
    shown = sorted(char for row in rows for cell in row for char in cell if char.isprintable() and not char.isspace())
    body = "".join(lines[2:]) if rows else ""
    assert sorted(char for char in body if not char.isspace()) == shown


def test_the_same_answer_in_the_w3cs_json(lunches: Dataset) -> None:
    result = ask(lunches, "hedged")
    read = RdflibResult.parse(io.BytesIO(render(result, "json").encode()), format="json")
    assert [str(name) for name in read.vars or ()] == list(result.columns)
    assert [tuple(row) for row in read] == list(result.rows)


def test_json_keeps_every_kind_of_term() -> None:
    row = (
        URIRef(E),
        BNode("b"),
        None,
        Literal(NAUGHTY),
        Literal("hi", lang="en"),
        Literal("0.90", datatype=DECIMAL, normalize=False),
    )
    document = json.loads(render(select(row, columns=tuple("abcdef")), "json"))
    assert document["head"]["vars"] == list("abcdef")
    assert document["results"]["bindings"] == [
        {
            "a": {"type": "uri", "value": E},
            "b": {"type": "bnode", "value": "b"},
            "d": {"type": "literal", "value": NAUGHTY},
            "e": {"type": "literal", "value": "hi", "xml:lang": "en"},
            "f": {"type": "literal", "value": "0.90", "datatype": str(DECIMAL)},
        }
    ]
    assert json.loads(render(Result(ResultKind.ASK, answer=False), "json")) == {"head": {}, "boolean": False}


@given(
    st.lists(
        st.tuples(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"]))), max_size=4
    )
)
def test_csv_reads_back_as_it_was(rows: list[tuple[str, str]]) -> None:
    text = render(select(*(tuple(map(Literal, row)) for row in rows)), "csv")
    assert [tuple(row) for row in csv.reader(io.StringIO(text, newline=""))] == [("a", "b"), *rows]


def test_csv_follows_the_recommendation() -> None:
    result = select((URIRef(E), None), (BNode("b"), Literal('a, "b"')))
    assert render(result, "csv") == f'a,b\r\n{E},\r\n_:b,"a, ""b"""\r\n'
    assert render(Result(ResultKind.ASK, answer=True), "csv") == "true\r\n"


def test_what_a_spreadsheet_would_run_is_counted() -> None:
    cells = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "plain", "a=b", "", E]
    assert formula_cells(select(*((Literal(cell), URIRef("x")) for cell in cells))) == 3
    assert formula_cells(select((Literal(-3), Literal("-3.5", datatype=DECIMAL)))) == 0


def test_turtle_of_a_graph_reads_back(lunches: Dataset) -> None:
    result = run(lunches, "CONSTRUCT { ?c am:text ?text ; a am:Claim } WHERE { ?c a am:Claim ; am:text ?text }")
    text = render(result, "ttl")
    assert set(Graph().parse(data=text, format="turtle")) == set(result.rows)
    assert "t:lunch a am:Claim" in text
    assert "@prefix foaf:" not in text
    naughty = Result(ResultKind.GRAPH, ("subject", "predicate", "object"), ((URIRef(E), AM.text, Literal(NAUGHTY)),))
    assert set(Graph().parse(data=render(naughty, "ttl"), format="turtle")) == set(naughty.rows)


def test_a_graph_is_a_table_of_triples_too(lunches: Dataset) -> None:
    result = run(lunches, "CONSTRUCT WHERE { t:lunch am:status ?status }")
    assert render(result, "table") == "subject  predicate  object\n-------  ---------  --------\nt:lunch  am:status  am:Falls\n"
    assert render(result, "csv").startswith("subject,predicate,object\r\n")


@pytest.mark.parametrize(
    ("result", "format", "message"),
    [
        (select(), "ttl", "a list of rows cannot be written as ttl. Choose one of: table, json, csv."),
        (Result(ResultKind.ASK, answer=True), "ttl", "a yes or no cannot be written as ttl."),
        (
            Result(ResultKind.GRAPH, ("subject", "predicate", "object")),
            "json",
            "a graph cannot be written as json. Choose one of: table, csv, ttl.",
        ),
        (select(), "xlsx", "a result cannot be written as xlsx. Choose one of: table, json, csv, ttl."),
    ],
)
def test_a_form_that_a_result_does_not_have(result: Result, format: str, message: str) -> None:
    with pytest.raises(ArgmapError) as problem:
        render(result, format)
    assert message in str(problem.value)
