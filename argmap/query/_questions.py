"""The saved questions: the `.rq` files of `ontology/questions/`, SPARQL queries that say in comments what they are about.

A file starts with comment lines `# key: value` (more words of a value go on below, further in):

    # title: What does a claim rest on?
    # answers: On which claims does this one rest, all the way down?
    # parameter: claim (claim, required): the claim
    # column: premise: a claim it rests on

A parameter is `name (type, required | optional | default VALUE): meaning`. In the query it is a variable with a line
`VALUES ?name { UNDEF }` where its value goes, so that every saved question is also an ordinary query, about everything:
UNDEF matches anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from argmap.errors import error
from argmap.query._engine import TIMEOUT, run
from argmap.query._result import Result

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["Column", "Parameter", "Question", "ask", "find", "questions"]

_HEADER = re.compile(r"#\s?(?P<indent>\s*)(?:(?P<key>title|answers|parameter|column): )?(?P<value>.*)")
_PARAMETER = re.compile(
    r"(?P<name>\w+) \((?P<type>\w+), (?:(?P<need>required|optional)|default (?P<default>[^)]+))\): (?P<meaning>.+)"
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a question takes: a `claim`, `author`, `concept`, `status`, `text` or `number`, says `type`.

    Without a value and without a default anything goes.
    """

    name: str
    type: str
    meaning: str
    required: bool = False
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the answer and what is in it."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Question:
    """A saved question. `answers` is the question in words, `sparql` the whole file."""

    name: str
    title: str
    answers: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    sparql: str


@cache
def questions() -> tuple[Question, ...]:
    """Return the saved questions by name.

    >>> [parameter.name for parameter in find("rests-on").parameters]
    ['claim']
    """
    from argmap.graph import ontology_folder

    files = [file for file in (ontology_folder() / "questions").iterdir() if file.name.endswith(".rq")]
    return tuple(
        parse_question(file.name.removesuffix(".rq"), file.read_text(encoding="utf-8"))
        for file in sorted(files, key=lambda file: file.name)
    )


def find(name: str) -> Question:
    """Return the saved question of that name; raises ArgmapError with the nearest names for any other.

    >>> find("mooves")
    Traceback (most recent call last):
    ...
    argmap.errors.ArgmapError: there is no saved question 'mooves'. Did you mean moves? [no-such-question]
    """
    known = {question.name: question for question in questions()}
    if name not in known:
        raise error("no-such-question", name=name, hint=_near(name, known))
    return known[name]


def ask(
    dataset: Dataset,
    name: str,
    params: Mapping[str, str] | None = None,
    thread: str | None = None,
    timeout: float = TIMEOUT,
) -> Result:
    """Return the answer to the saved question `name`.

    `params` are its parameters as a person writes them: a claim's id, an author's name, `stands`, a number. `thread` is
    the thread to ask about; it is needed where the dataset has several and a parameter names something in one of them.

    Raises ArgmapError: an unknown question or parameter (with the nearest names), a missing parameter (with an example),
    a value that names nothing, and whatever `run` raises.
    """
    from argmap.query._values import example, value

    asked = find(name)
    given = dict(params or {})
    for unknown in sorted(given.keys() - {parameter.name for parameter in asked.parameters}):
        hint = _near(unknown, [parameter.name for parameter in asked.parameters]) if asked.parameters else "It takes none."
        raise error("no-such-parameter", question=name, name=unknown, hint=hint)
    sparql = asked.sparql
    for parameter in asked.parameters:
        written = given.get(parameter.name, parameter.default)
        if written is not None:
            sparql = _bound(sparql, parameter.name, value(dataset, thread, parameter, written))
        elif parameter.required:
            suggestion = example(dataset, thread, parameter)
            raise error("missing-parameter", question=name, name=parameter.name, meaning=parameter.meaning, example=suggestion)
    return run(dataset, sparql, timeout, thread=thread, name=f"{name}.rq")


def parse_question(name: str, sparql: str) -> Question:
    """Return the question that the text of a `.rq` file holds; raises ValueError where its comments are not as they should be."""
    fields: dict[str, list[str]] = {"title": [], "answers": [], "parameter": [], "column": []}
    for key, value in _fields(name, sparql):
        fields[key].append(value)
    if len(fields["title"]) != 1 or len(fields["answers"]) != 1 or not fields["column"]:
        raise ValueError(f"{name}.rq: it needs one title, one line of what it answers, and columns")
    columns = [column.partition(": ") for column in fields["column"]]
    return Question(
        name,
        fields["title"][0],
        fields["answers"][0],
        tuple(_parameter(name, line) for line in fields["parameter"]),
        tuple(Column(column, meaning) for column, _, meaning in columns),
        sparql,
    )


def _fields(name: str, sparql: str) -> Iterator[tuple[str, str]]:
    key, value = "", ""
    for line in sparql.splitlines():
        match = _HEADER.fullmatch(line)
        if not match:
            break
        if match["key"]:
            if key:
                yield key, value
            key, value = match["key"], match["value"]
        elif match["indent"] and key:
            value += " " + match["value"]
        else:
            raise ValueError(f"{name}.rq: what is this comment? {line}")
    if key:
        yield key, value


def _parameter(name: str, line: str) -> Parameter:
    match = _PARAMETER.fullmatch(line)
    if not match:
        raise ValueError(
            f"{name}.rq: a parameter is written `name (type, required | optional | default VALUE): meaning`, not {line}"
        )
    return Parameter(match["name"], match["type"], match["meaning"], match["need"] == "required", match["default"])


def _bound(sparql: str, name: str, term: str) -> str:
    """Put `term`, an escaped RDF term, where the query waits for the parameter.

    Why is this necessary?
        The place is marked in the saved query, and the term is written by the serialiser, so no value can be read as
        SPARQL. Oxigraph's own substitution (rdflib's initBindings) takes only variables that the query selects:
        https://github.com/oxigraph/oxigraph/issues/1837.
    """
    place = re.compile(rf"VALUES \?{name} {{ UNDEF }}")
    if not place.search(sparql):
        raise ValueError(f"the saved query has no place for ?{name}")
    return place.sub(lambda _: f"VALUES ?{name} {{ {term} }}", sparql)


def _near(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, list(known), 3, 0.5)
    return f"Did you mean {' or '.join(near)}?" if near else f"Known: {', '.join(known)}."
