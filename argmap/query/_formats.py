"""Results as text: a table to read, and JSON, CSV and Turtle for other programs."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from argmap.errors import error
from argmap.query._result import Result, ResultKind

if TYPE_CHECKING:
    from rdflib.term import Identifier

__all__ = ["FORMATS", "formula_cells", "render"]

_GAP = "  "
_NARROWEST = 8
_LOCAL = re.compile(r"[\w.:~-]*")
_FORMULA = re.compile(r"[=+\-@\t\r](?!\d*\.?\d+$)")


def render(result: Result, format: str, width: int = 100) -> str:
    r"""Return `result` as text: `table`, `json`, `csv` or `ttl`; `width` is for tables.

    Raises ArgmapError where a result has no such form, as the rows of a SELECT have none in Turtle.

    >>> render(Result(ResultKind.ASK, answer=True), "table")
    'yes\n'
    >>> render(Result(ResultKind.ASK, answer=True), "ttl")
    Traceback (most recent call last):
    ...
    argmap.errors.ArgmapError: a yes or no cannot be written as ttl. Choose one of: table, json, csv. [result-format]
    """
    if format not in FORMATS:
        raise error("result-format", what="a result", format=format, known=", ".join(FORMATS))
    if format == "table":
        return _table(result, width)
    if format == "ttl" and result.kind is not ResultKind.GRAPH:
        what = "a yes or no" if result.kind is ResultKind.ASK else "a list of rows"
        raise error("result-format", what=what, format=format, known="table, json, csv")
    if format == "json" and result.kind is ResultKind.GRAPH:
        raise error("result-format", what="a graph", format=format, known="table, csv, ttl")
    return FORMATS[format](result)


def _table(result: Result, width: int = 100) -> str:
    """Return a plain table at most `width` columns wide where its columns can be made so narrow; long cells go on below."""
    if result.kind is ResultKind.ASK:
        return "yes\n" if result.answer else "no\n"
    rows = [[_cell(value, result.prefixes) for value in row] for row in result.rows]
    natural = [max(map(_width, column)) for column in zip(result.columns, *rows, strict=True)]
    words = [
        max(max(map(_width, cell.split()), default=0) for cell in column) for column in zip(result.columns, *rows, strict=True)
    ]
    widths = _fit(natural, words, width - len(_GAP) * (len(natural) - 1))
    lines = [*_lines(result.columns, widths), _GAP.join("-" * width for width in widths)]
    for row in rows:
        lines += _lines(row, widths)
    if not rows:
        lines.append("(nothing)")
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _cell(value: Identifier | None, prefixes: Mapping[str, str]) -> str:
    """Return a value as one line that cannot disturb a terminal, IRIs in short form."""
    from rdflib import URIRef

    if value is None:
        return ""
    text = _short(value, prefixes) if isinstance(value, URIRef) else str(value)
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _short(iri: str, prefixes: Mapping[str, str]) -> str:
    """Return an IRI with a prefix where one fits.

    >>> _short("https://w3id.org/argmap#Claim", {"am": "https://w3id.org/argmap#"})
    'am:Claim'
    """
    fitting = [(namespace, prefix) for prefix, namespace in prefixes.items() if iri.startswith(namespace)]
    if fitting:
        namespace, prefix = max(fitting, key=lambda pair: len(pair[0]))
        if _LOCAL.fullmatch(iri, len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    return f"<{iri}>"


def _width(text: str) -> int:
    """Return how many columns of a terminal the text takes: East Asian wide characters take two, combining ones none."""
    return sum(0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in "WF") for char in text)


def _fit(natural: Sequence[int], words: Sequence[int], room: int) -> list[int]:
    """Return the widths of columns that are `natural` wide and whose longest words are `words` wide.

    Each gets at least its longest word, if there is room for that; what is left goes to the wide ones evenly.

    >>> _fit([5, 40, 70], [5, 8, 20], 65), _fit([30, 70], [30, 9], 60), _fit([30, 70], [30, 40], 60)
    ([5, 30, 30], [30, 30], [30, 30])
    """
    least = list(words) if sum(words) <= room else [min(width, _NARROWEST) for width in words]
    widths = list(least)
    growing = [place for place, width in enumerate(widths) if width < natural[place]]
    while growing and sum(widths) < room:
        place = min(growing, key=lambda place: widths[place])
        widths[place] += 1
        growing = [place for place in growing if widths[place] < natural[place]]
    return widths


def _lines(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    wrapped = [_wrap(cell, width) for cell, width in zip(cells, widths, strict=True)]
    height = max(map(len, wrapped), default=0)
    return [
        _GAP.join(_pad(lines[row] if row < len(lines) else "", width) for lines, width in zip(wrapped, widths, strict=True))
        for row in range(height)
    ]


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _wrap(text: str, width: int) -> list[str]:
    """Return the lines of a cell: broken between words, and inside a word that is wider than the column.

    >>> _wrap("lanes save lives", 10), _wrap("unbelievable", 8)
    (['lanes save', 'lives'], ['unbeliev', 'able'])
    """
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if _width(joined) <= width:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        for char in word:
            if lines[-1] and _width(lines[-1] + char) > width:
                lines.append("")
            lines[-1] += char
    return lines


def _json(result: Result) -> str:
    """Return the W3C's JSON for results (https://www.w3.org/TR/sparql11-results-json/)."""
    if result.kind is ResultKind.ASK:
        document: dict[str, object] = {"head": {}, "boolean": result.answer}
    else:
        bindings = [
            {column: _json_term(value) for column, value in zip(result.columns, row, strict=True) if value is not None}
            for row in result.rows
        ]
        document = {"head": {"vars": list(result.columns)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _json_term(value: Identifier) -> dict[str, str]:
    from rdflib import BNode, Literal

    if not isinstance(value, Literal):
        return {"type": "bnode" if isinstance(value, BNode) else "uri", "value": str(value)}
    made = {"type": "literal", "value": str(value)}
    if value.language:
        made["xml:lang"] = value.language
    elif value.datatype:
        made["datatype"] = str(value.datatype)
    return made


def _csv(result: Result) -> str:
    """Return the W3C's CSV for results (https://www.w3.org/TR/sparql11-results-csv-tsv/): plain values, lines end in CRLF.

    Values are as they are in the data. A spreadsheet may take one that starts with `=`, `+`, `-` or `@` for a formula
    and run it, and a comment on the web may be written to that end; `formula_cells` counts them for a warning.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    if result.kind is ResultKind.ASK:
        writer.writerow(["true" if result.answer else "false"])
        return out.getvalue()
    writer.writerow(result.columns)
    writer.writerows([_csv_value(value) for value in row] for row in result.rows)
    return out.getvalue()


def _csv_value(value: Identifier | None) -> str:
    from rdflib import BNode

    return "" if value is None else f"_:{value}" if isinstance(value, BNode) else str(value)


def formula_cells(result: Result) -> int:
    """Return how many texts a spreadsheet would take for formulas: they start with `=`, `+`, `-`, `@`, tab or return.

    >>> from rdflib import Literal
    >>> formula_cells(Result(ResultKind.SELECT, ("text", "karma"), ((Literal("=1+1"), Literal(-2)),)))
    1
    """
    return sum(_FORMULA.match(_csv_value(value)) is not None for row in result.rows for value in row)


def _turtle(result: Result) -> str:
    """Return a graph as Turtle, with only the prefixes that it uses."""
    from rdflib import Graph

    graph = Graph(bind_namespaces="none")
    for prefix, namespace in result.prefixes.items():
        graph.bind(prefix, namespace)
    for subject, predicate, object in result.rows:
        graph.add((subject, predicate, object))  # type: ignore[arg-type]
    return graph.serialize(format="turtle")


FORMATS: Mapping[str, Callable[[Result], str]] = {"table": _table, "json": _json, "csv": _csv, "ttl": _turtle}
"""The forms a result can take, by name."""
