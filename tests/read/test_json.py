"""A thread as JSON: it has the documented shape, all of it, and its offsets lead to the words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from argmap.model import BlockKind, QuoteKind
from argmap.read import read, to_json
from tests.read.pages import Page, pages

TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "null": type(None),
}

MARKDOWN = """---
title: Lanes
author: Ada
date: 2024-05-03
score: 3
comments: 2
tags: [roads, paint]
---
## 1. Paint[^a]

- It *fades*.

> Quoted.

>! It fades by night.

```
code
```

| a |
|---|
| b |

[^a]: In the sun.

::: {.comment #c1 author=Ben author-id=ben karma=2 agreement=-1 reactions="agree 2; crux 1 “It fades”" date=2024-05-04 state=edited}
It “fades”, they say. See “Paint and Blood and Kerbs”.
:::
::: {.comment #c2}
> It fades.

Why?
:::
"""


def problems(value: Any, schema: dict[str, Any], root: dict[str, Any], at: str = "$") -> list[str]:
    """What is wrong with `value`, by as much of JSON Schema 2020-12 as our schema uses."""
    if "$ref" in schema:
        return problems(value, root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root, at)
    if "oneOf" in schema:
        fits = [not problems(value, one, root, at) for one in schema["oneOf"]]
        return [] if sum(fits) == 1 else [f"{at}: fits {sum(fits)} of {len(fits)}"]
    found: list[str] = []
    types = schema.get("type", list(TYPES))
    types = [types] if isinstance(types, str) else types
    if not any(isinstance(value, TYPES[name]) and not isinstance(value, bool) for name in types):
        return [f"{at}: {value!r} is no {types}"]
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{at}: {value!r} is none of {schema['enum']}")
    if isinstance(value, int) and value < schema.get("minimum", value):
        found.append(f"{at}: {value} is too small")
    if isinstance(value, dict):
        known = schema.get("properties", {})
        found += [f"{at}: no {key}" for key in schema.get("required", ()) if key not in value]
        found += [f"{at}: undocumented {key}" for key in value if key not in known]
        found += [problem for key in known if key in value for problem in problems(value[key], known[key], root, f"{at}.{key}")]
    if isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            found.append(f"{at}: {len(value)} items")
        found += [problem for n, item in enumerate(value) for problem in problems(item, schema["items"], root, f"{at}[{n}]")]
    return found


@pytest.fixture(scope="module")
def schema(root: Path) -> dict[str, Any]:
    return json.loads((root / "docs" / "thread.schema.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def check(data: dict[str, Any], raw: str, schema: dict[str, Any]) -> None:
    assert problems(data, schema, schema) == []
    assert json.loads(json.dumps(data)) == data
    for block in data["blocks"]:
        words = raw[slice(*block["raw"])]
        assert words.startswith(block["text"][0])
        assert words.endswith(block["text"][-1])
    for comment in data["comments"]:
        assert all(comment["raw"][0] <= quote["raw"][0] <= quote["raw"][1] <= comment["raw"][1] for quote in comment["quotes"])


def test_the_real_page_has_the_documented_shape(seed_page: Path, schema: dict[str, Any]) -> None:
    data = seed_page.read_bytes()
    check(to_json(read(data, "page.txt")), data.decode(), schema)


def test_markdown_has_the_documented_shape(schema: dict[str, Any]) -> None:
    data = to_json(read(MARKDOWN.encode(), "lanes.md"))
    check(data, MARKDOWN, schema)
    assert (data["authors"], data["date"], data["score"], data["tags"]) == (["Ada"], "2024-05-03", 3, ["roads", "paint"])
    assert data["sections"] == [{"id": "s1", "number": "1", "title": "Paint", "level": 2, "parent": None}]
    assert {block["kind"] for block in data["blocks"]} == set(map(str, BlockKind))
    assert data["comments"][1]["quotes"][0]["source"] == "post"
    assert MARKDOWN[slice(*data["comments"][1]["quotes"][0]["source_raw"])] == "It *fades*."


def test_a_byte_order_mark_does_not_count(schema: dict[str, Any]) -> None:
    assert to_json(read(b"\xef\xbb\xbf# Lanes\r\n\r\nPaint\r\nfades.", "lanes.md"))["blocks"][1] == {
        "id": "b2",
        "kind": "paragraph",
        "doc": "post",
        "section": "lanes",
        "raw": [11, 24],
        "text": "Paint fades.",
    }


@settings(max_examples=15, deadline=None)
@given(pages(quoting=True))
def test_any_page_has_the_documented_shape(page: Page) -> None:
    schema = json.loads((Path(__file__).parents[2] / "docs" / "thread.schema.json").read_text(encoding="utf-8"))
    raw = page.text()
    check(to_json(read(raw.encode(), "page.txt")), raw, schema)


def test_the_schema_knows_all_kinds(schema: dict[str, Any]) -> None:
    parts = schema["$defs"]
    assert parts["block"]["properties"]["kind"]["enum"] == [str(kind) for kind in BlockKind]
    assert parts["quote"]["properties"]["kind"]["enum"] == [str(kind) for kind in QuoteKind]
    for part in parts.values():
        assert sorted(part.get("required", ())) == sorted(part.get("properties", ()))
