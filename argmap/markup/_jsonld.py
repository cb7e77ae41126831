"""Standoff annotations as JSON-LD: writing them, and reading them with every part checked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import quote

from argmap.errors import error
from argmap.markup._concepts import as_data, from_data
from argmap.markup._fingerprint import Context, Fingerprint, WordIndex
from argmap.markup._links import Links, Statement, link_up
from argmap.markup._parse import Annotated
from argmap.markup._placing import Sought
from argmap.markup._problems import Problems
from argmap.markup._vocabulary import ATTRIBUTES, RELATIONS, Kind, faults, kind_of, share
from argmap.model import Concept, Place, Span, Status, is_id
from argmap.read.attributes import Attributes

__all__ = ["StandoffFile", "load", "parse_json", "written"]

_ID = "https://w3id.org/argmap/id/"
_FLAGS = ("asserted", "suggested")
_LISTS = (*RELATIONS, "cites")
_NUMBERS = ("credence", "confidence")
_TERMS = (
    *("mark", "suggested", *(name for name in ATTRIBUTES if name != "cites")),
    *("document", "expect", "concepts", "madeFrom", "reader", "length", "words", "sha256", "before", "after", "lead", "trail"),
)
_CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {
        "am": "https://w3id.org/argmap#",
        "dcterms": "http://purl.org/dc/terms/",
        "Mark": "am:Mark",
        "Thread": "am:Thread",
        "FingerprintSelector": "am:FingerprintSelector",
        "roles": "am:role",
        "asserted": "am:outright",
        "about": "dcterms:subject",
        "title": "dcterms:title",
        "author": "dcterms:creator",
        "page": {"@id": "dcterms:source", "@type": "@id"},
        "cites": {"@id": "dcterms:references", "@type": "@id"},
        **{name: f"am:{name}" for name in _TERMS},
    },
]


@dataclass(frozen=True, slots=True)
class StandoffFile:
    """What a standoff file holds, checked: the marks, what they say of each other, where they stood, and what is expected."""

    title: str
    statements: tuple[Statement, ...]
    links: Links
    sought: tuple[Sought, ...]
    expect: tuple[tuple[str, Status], ...]
    concepts: tuple[Concept, ...] = ()


def written(annotated: Annotated) -> dict[str, Any]:
    """Return the annotations of a thread as JSON-LD, without its text."""
    thread = annotated.thread
    base = _ID + quote(thread.id, safe="")
    index = WordIndex(thread)
    items = [
        {
            "id": f"{base}/{quote(anchor.id, safe='')}.annotation",
            "type": "Annotation",
            "body": _body(anchor.id, mark.attributes),
            "target": {"source": thread.url or base, "document": anchor.doc, "selector": _selectors(index, anchor.span)},
        }
        for mark, anchor in zip((mark for mark in annotated.marks if not mark.rejected), annotated.anchors, strict=True)
    ]
    about = {
        "id": base,
        "type": "Thread",
        "title": thread.title,
        "author": thread.author,
        "page": thread.url,
        "madeFrom": {
            "reader": thread.source.reader,
            "sha256": hashlib.sha256(thread.text.encode("utf-8", "surrogatepass")).hexdigest(),
            "length": len(thread.text),
        },
    }
    data: dict[str, Any] = {
        "@context": _CONTEXT,
        "id": f"{base}/annotations",
        "type": "AnnotationCollection",
        "label": f"Argument map of: {thread.title}",
        "about": {key: value for key, value in about.items() if value is not None},
        "expect": {id: str(status) for id, status in annotated.map.expect},
        "concepts": as_data(annotated.map.concepts),
        "total": len(items),
        "first": {"id": f"{base}/annotations/1", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    return {key: value for key, value in data.items() if value or key not in ("expect", "concepts")}


def _body(id: str, attributes: Attributes) -> dict[str, Any]:
    body: dict[str, Any] = {"type": "Mark", "mark": id}
    roles = [name for name in attributes.classes if name not in _FLAGS]
    if roles:
        body["roles"] = roles
    body |= {name: True for name in _FLAGS if name in attributes.classes}
    for key in ATTRIBUTES:
        if key in attributes.pairs:
            value = attributes.pairs[key]
            body[key] = value.split() if key in _LISTS else float(value) if key in _NUMBERS else value
    return body


def _selectors(index: WordIndex, span: Span) -> list[dict[str, Any]]:
    print = index.fingerprint(span)
    fields = asdict(print)
    for key in ("before", "after"):
        fields[key] = fields[key] if fields[key]["words"] else {"words": 0}
    if not print.words:
        del fields["sha256"]
    return [
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        {"type": "FingerprintSelector", **fields},
    ]


# Reading


def parse_json(text: str, name: str) -> Any:
    """Return what the JSON in `text` holds; raises ArgmapError."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as problem:
        raise error("not-json", Place(name, problem.lineno, problem.colno), reason=problem.msg) from None
    except (ValueError, RecursionError) as problem:
        raise error("not-json", Place(name), reason=problem) from None


def load(data: Any, name: str) -> StandoffFile:
    """Return what a standoff file says, all of it checked; raises ArgmapError."""
    place = Place(name)
    if not isinstance(data, Mapping) or data.get("type") != "AnnotationCollection":
        raise error("not-standoff", place, reason="it is no AnnotationCollection")
    page = data.get("first")
    items = page.get("items") if isinstance(page, Mapping) else None
    if not isinstance(items, list):
        raise error("not-standoff", place, reason="its first page has no items")
    statements: list[Statement] = []
    sought: list[Sought] = []
    problems = Problems(None, name)
    for number, item in enumerate(items, 1):
        try:
            statements.append(_statement(item["body"]))
            sought.append(_sought(item["target"]))
        except (KeyError, TypeError, ValueError, OverflowError) as problem:
            reason = f"it has no {problem}" if isinstance(problem, KeyError) else str(problem)
            raise error("broken-annotation", place, number=number, reason=reason) from None
        empty = not len(sought[-1].span)
        for id, offset, details in faults(statements[-1].attributes, 0, empty):
            problems.add(id, offset, **details)
    links = link_up(statements, {}, problems)
    problems.raise_any()
    about = data.get("about")
    title = str(about.get("title")) if isinstance(about, Mapping) else "another page"
    expect = _expect(data.get("expect", {}), place)
    return StandoffFile(title, tuple(statements), links, tuple(sought), tuple(expect), _concepts(data, place))


def _expect(expect: Any, place: Place) -> list[tuple[str, Status]]:
    try:
        return [(_id(id), Status(status)) for id, status in expect.items()]
    except (AttributeError, TypeError, ValueError) as problem:
        raise error("not-standoff", place, reason=f"what it expects is no list of verdicts ({problem})") from None


def _concepts(data: Mapping[str, Any], place: Place) -> tuple[Concept, ...]:
    try:
        return from_data(data.get("concepts", {}))
    except ValueError as problem:
        raise error("not-standoff", place, reason=f"its concepts are none ({problem})") from None


def _statement(body: Any) -> Statement:
    classes = [*_typed(body, "roles", list, []), *(name for name in _FLAGS if body.get(name) is True)]
    pairs: dict[str, str] = {}
    for key in ATTRIBUTES:
        if key in body:
            kind = list if key in _LISTS else (int, float) if key in _NUMBERS else str
            value = _typed(body, key, kind)
            pairs[key] = " ".join(map(_word, value)) if key in _LISTS else share(value) if key in _NUMBERS else value
    attributes = Attributes(_id(body["mark"]), tuple(map(_word, classes)), pairs)
    return Statement(attributes.id or "", kind_of(attributes) or Kind.CLAIM, attributes)


def _sought(target: Any) -> Sought:
    selectors = {_typed(selector, "type", str): selector for selector in _typed(target, "selector", list)}
    position, print = selectors["TextPositionSelector"], selectors["FingerprintSelector"]
    words = _count(print)
    fingerprint = Fingerprint(
        words,
        _typed(print, "sha256", str) if words else "",
        _context(print["before"]),
        _context(print["after"]),
        _typed(print, "lead", int),
        _typed(print, "trail", int),
    )
    return Sought(fingerprint, Span(_typed(position, "start", int), _typed(position, "end", int)), _typed(target, "document", str))


def _context(context: Any) -> Context:
    words = _count(context)
    return Context(words, _typed(context, "sha256", str) if words else "")


def _count(data: Any) -> int:
    words: int = _typed(data, "words", int)
    if words < 0:
        raise ValueError("'words' is less than none")
    return words


def _typed(data: Any, key: str, kind: Any, default: Any = None) -> Any:
    """Return `data[key]` where it is of that kind; raises KeyError, TypeError or ValueError, which say so."""
    if not isinstance(data, Mapping):
        raise TypeError(f"where '{key}' belongs there is no object")
    value = data[key] if default is None else data.get(key, default)
    if not isinstance(value, kind) or isinstance(value, bool):
        raise TypeError(f"'{key}' has a value of the wrong kind")
    if kind is int and not -1_000_000_000 < value < 1_000_000_000:
        raise ValueError(f"'{key}' is out of range")
    return value


def _word(value: Any) -> str:
    if not isinstance(value, str) or len(value.split()) != 1:
        raise ValueError(f"'{value}' is no word")
    return value


def _id(value: Any) -> str:
    if not isinstance(value, str) or not is_id(value):
        raise ValueError(f"'{value}' is no id")
    return value
