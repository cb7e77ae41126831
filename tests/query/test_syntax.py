"""A query that cannot be read: the line, the column, and what is wrong there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Dataset

from argmap.errors import ArgmapError
from argmap.graph.vocabulary import PREFIXES
from argmap.model import Place
from argmap.query import questions, run
from argmap.query._tokens import padded, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

# In each query the place of the error is marked with ¦; the words are part of what the error says.
WRONG = [
    ("SELECT * { ?s ?p ¦}", "'}' cannot stand here"),
    ("SELECT * { ?s ?p ¦. ?s ?p ?o }", "'.' cannot stand here"),
    ("SELECT * { ?s am:text ¦}", "'}' cannot stand here"),
    ("SELECT * ¦{ ?s am:text ?t", "this '{' is never closed"),
    ("SELECT ?s { ?s am:text ?t }¦}", "nothing is open that this '}' closes"),
    ("SELECT ?s { ?s am:text ?t FILTER(?t IN (1, 2) ¦}", "before the '(' to its left is closed"),
    ("¦SELEC * { ?s am:text ?t }", "did you mean SELECT?"),
    ("SELECT * ¦WERE { ?s am:text ?t }", "did you mean WHERE?"),
    ("SELECT ?s { ?s am:text ?t } ¦ORDR BY ?t", "did you mean ORDER?"),
    ("SELECT ?s { ?s am:text ?t } ORDER BY¦", "it ends too early"),
    ("SELECT ?s { ?s am:text ?t ¦FILTR(?t = 1) }", "did you mean FILTER?"),
    ("SELECT ?s { ?s am:text ¦'abc }", "this quote is not closed"),
    ("SELECT ?s { ?s am:text ¦<abc> }", "not a full IRI"),
    ("SELECT ?s { ?s am:text ?t } LIMIT ¦?x", "'?x' cannot stand here"),
    ("SELECT ?s¦, ?t { ?s am:text ?t }", "',' cannot stand here"),
    ("SELECT ?s { ?s am:text ?t FILTER(REGEX(?t¦)) }", "')' cannot stand here"),
    ("SELECT ?s { ?s am:text ?t FILTER ¦?t > 3 }", "'?t' cannot stand here"),
    ("SELECT ?s { ?s am:text ?t BIND(1 AS ¦?t) }", "in use already"),
    ("SELECT ?s { ?s am:text ?t BIND(1 AS ¦?t) ?s am:gloss ?g }", "in use already"),
    ("SELECT ?s { ?s am:text ?t } GROUP BY ?t¦", "neither in GROUP BY nor in an aggregate"),
    ("SELECT ?s { ?s ¦text ?t }", "is no word of SPARQL"),
    ("SELECT ?s { ?s ¦foo:text ?t }", "the prefix foo: is not declared"),
    ("SELECT ?s {\n  ?s am:text ?t .\r\n  FILTER(?t > ¦)\n}", "')' cannot stand here"),
    ("# a comment (\nSELECT ?s {\n\n  ?s am:text ?t OPTIONAL ¦?s am:gloss ?g\n}", "'?s' cannot stand here"),
    ("¦", "it ends too early"),
    ("CONSTRUCT { ?s ?p ¦} WHERE { ?s ?p ?o }", "'}' cannot stand here"),
    ("ASK ¦?s", "'?s' cannot stand here"),
    ("DESCRIBE¦", "it ends too early"),
]


@pytest.mark.parametrize(("marked", "words"), WRONG)
def test_the_error_is_where_it_is(marked: str, words: str) -> None:
    at = marked.index("¦")
    query = marked.replace("¦", "")
    with pytest.raises(ArgmapError) as problem:
        run(Dataset(store="Oxigraph"), query, name="my.rq")
    before = query[:at]
    assert problem.value.id == "query-syntax"
    assert problem.value.place == Place("my.rq", before.count("\n") + 1, at - before.rfind("\n"))
    message = str(problem.value)
    assert words in message
    line = marked.splitlines()[before.count("\n")].strip().replace("¦", "^") if marked != "¦" else "^"
    assert line in message
    assert message.isprintable()


RIGHT = [
    "SELECT ?s { ?s am:text 'it is'@en , \"5\"^^xsd:integer, 5.0, -5, +5e3, .5 ; am:gloss '''a 'b' \\' c''' }",
    'SELECT ?s { ?s am:text """two\nlines ""quoted""" }',
    "SELECT ?s { ?s (am:a|^am:b)/am:c*/am:d?/am:e+ ?t . ?s !(am:a|^am:b) ?u }",
    "SELECT (COUNT(DISTINCT ?s) AS ?n) (GROUP_CONCAT(?t; separator=', ') AS ?all) { ?s am:text ?t } GROUP BY ?u HAVING (?n > 1)",
    "SELECT * { ?s am:text ?t FILTER(?t<3&&?t>1||!BOUND(?u)) FILTER NOT EXISTS { ?s a am:Claim } MINUS { ?s a am:Step } }",
    "PREFIX x.y-z: <http://e/> SELECT * { x.y-z:a.b x.y-z:c%20d x.y-z:e\\~f , [] , ( 1 2 ) , _:b1 ; am:p [ am:q 1 ] }",
    "BASE <http://e/> SELECT * { <a> <b> <#c> } ORDER BY DESC(?a) LIMIT 1 OFFSET 2 VALUES (?a ?b) { (UNDEF 1) }",
    "ASK { VALUES ?a { true false } BIND(IF(?a = true, 1, 0) AS ?b) BIND(?b-1 AS ?c) BIND(2 -1 AS ?d) }",
    "SELECT (CONCAT(STR(?x), COALESCE(?y, 'a')) AS ?z) (BNODE() AS ?b) { ?x am:text ?y FILTER(?x IN (1, 2) || CONTAINS(?y, 'a')) }",
    "SELECT ?x { { SELECT ?x { ?x a am:Claim } } UNION { GRAPH ?g { ?x a am:Step } } OPTIONAL { ?x am:text ?t } }",
]


@pytest.mark.parametrize("query", RIGHT + [question.sparql for question in questions()])
def test_blanks_between_tokens_change_nothing(query: str) -> None:
    """What finds the place of an error relies on it: a query that can be read can be read with blanks between its tokens."""
    store, prefixes = ox.Store(), {**PREFIXES, "t": "http://e/"}
    store.query(query, prefixes=prefixes)
    store.query(padded(tokens(query))[0], prefixes=prefixes)


PIECES: Sequence[str] = (
    *(
        "SELECT",
        "?s",
        "*",
        "{",
        "}",
        "(",
        ")",
        "am:text",
        "<http://e/>",
        "'a'",
        ".",
        ";",
        "FILTER",
        "NOT EXISTS",
        "OPTIONAL",
        "UNION",
    ),
    *("GROUP BY", "ORDER BY", "BIND", "AS", "foo:x", "5", "<", "VALUES", "UNDEF", '"', "#", "\n", "wort", "LIMIT", "ASK", "|", "^"),
)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join), st.text(max_size=30)))
def test_any_text_is_answered_or_refused_in_one_line(query: str) -> None:
    problem = refusal(query)
    if problem is not None:
        assert problem.id in {"query-syntax", "query-writes", "query-network"}
        assert str(problem).isprintable()
        assert problem.place is not None
        assert problem.place.line is not None
        assert problem.place.line <= query.count("\n") + 1


def refusal(query: str) -> ArgmapError | None:
    try:
        run(Dataset(store="Oxigraph"), query, timeout=20)
    except ArgmapError as problem:
        return problem
    return None
