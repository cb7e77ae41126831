r"""JSON whose strings know where they stand in the file, so that their words keep offsets into it.

The standard library's decoder reads it, in its Python form, which lets the strings be watched
(https://docs.python.org/3/library/json.html).
"""

from __future__ import annotations

import json
import re
from functools import cached_property
from json.decoder import scanstring  # type: ignore[attr-defined]
from json.scanner import py_make_scanner  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from argmap.model import RawMap, Run, Span
from argmap.read._html import CHARREF, unescape

__all__ = ["Located", "Within", "load_json", "objects", "placed", "string", "unescaped", "value_at", "whole", "within"]

_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)")
_NO_TEXT = re.compile("[\0\ud800-\udfff]")
"""What no text holds: a NUL, and halves of surrogate pairs."""


class Within(NamedTuple):
    """A string that a raw file holds, and where each of its code points stands there."""

    text: str
    raw_map: RawMap


class Located(str):
    r"""A string of a JSON file, with where its first code point stands there.

    >>> body = load_json(r'{"body": "caf\u00e9 \"x\""}')["body"]
    >>> body, body.at
    ('café "x"', 10)
    >>> [(run.text, run.raw, run.length, run.width) for run in body.raw_map.runs]
    [(0, 10, 3, None), (3, 13, 1, 6), (4, 19, 1, None), (5, 20, 1, 2), (6, 22, 1, None), (7, 23, 1, 2)]
    """

    at: int
    end: int
    file: str

    @cached_property
    def raw_map(self) -> RawMap:
        """Where each code point comes from in the file; one that is written as an escape has a run of its own."""
        runs: list[Run] = []
        text, raw = 0, self.at
        for match in _ESCAPE.finditer(self.file, self.at, self.end):
            if match.start() > raw:
                runs.append(Run(text, raw, match.start() - raw))
                text += match.start() - raw
            runs.append(Run(text, match.start(), 1, match.end() - match.start()))
            text, raw = text + 1, match.end()
        if raw < self.end:
            runs.append(Run(text, raw, self.end - raw))
        return RawMap(tuple(runs))


class _Decoder(json.JSONDecoder):
    def __init__(self) -> None:
        super().__init__()
        self.parse_string = self._string
        self.scan_once = py_make_scanner(self)

    def _string(self, file: str, at: int, strict: bool) -> tuple[Located, int]:
        value, end = scanstring(file, at, strict)
        located = Located(_NO_TEXT.sub("\ufffd", value))
        located.at, located.end, located.file = at, end - 1, file
        return located, end


def load_json(text: str, at: int | None = None) -> Any:
    """Read JSON as `json.loads` does, every string value a `Located`; raises ValueError or RecursionError.

    With `at`, read the one value that begins there in a file of another kind, a page's script.

    >>> load_json('[1, {"a": "b"}]'), load_json('state = {"a": 1};', 8)
    ([1, {'a': 'b'}], {'a': 1})
    """
    return _Decoder().decode(text) if at is None else _Decoder().raw_decode(text, at)[0]


def string(value: Any, *keys: str | int) -> str | None:
    """Return the string that stands in `value` under `keys`, one inside the other; None where something else does, or nothing.

    >>> string(load_json('{"a": [{"b": "c"}]}'), "a", 0, "b"), string({"a": 1}, "a"), string(None, "a")
    ('c', None, None)
    """
    found = value_at(value, *keys)
    return found if isinstance(found, str) else None


def whole(value: Any, *keys: str | int) -> int | None:
    """Return the whole number that stands in `value` under `keys`; None where something else does, or nothing.

    >>> whole({"a": 1}, "a"), whole({"a": 2.0}, "a"), whole({"a": True}, "a")
    (1, 2, None)
    """
    found = value_at(value, *keys)
    if isinstance(found, float) and found.is_integer():
        return int(found)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def objects(value: Any, *keys: str | int) -> list[dict[str, Any]]:
    """Return the objects of the array that stands in `value` under `keys`; none where something else does, or nothing.

    >>> objects({"a": [{"b": 1}, 2]}, "a")
    [{'b': 1}]
    """
    found = value_at(value, *keys)
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def value_at(value: Any, *keys: str | int) -> Any:
    """Return what stands in `value` under `keys`, one inside the other, or None."""
    for key in keys:
        if isinstance(key, int):
            value = value[key] if isinstance(value, list) and key < len(value) else None
        else:
            value = value.get(key) if isinstance(value, dict) else None
    return value


def within(text: str) -> Within:
    """Return a string of a file with its places; one that was made elsewhere has none."""
    return Within(str(text), text.raw_map if isinstance(text, Located) else RawMap(()))


def placed(text: str, raw: str) -> Within:
    """Return words of a page with their place, be it the one they have or the first where they stand in `raw` as they are."""
    at = -1 if isinstance(text, Located) else raw.find(text)
    return within(text) if at < 0 else Within(str(text), RawMap((Run(0, at, len(text)),)))


def unescaped(string: Within) -> Within:
    """Return a string with its character references decoded, as some sites send Markdown.

    >>> quoted = unescaped(within(load_json('["&gt; so"]')[0]))
    >>> quoted.text, quoted.raw_map.to_raw(Span(0, 1))
    ('> so', Span(start=2, end=6))
    """
    parts: list[str] = []
    runs: list[Run] = []
    at = length = 0

    def copy(start: int, end: int) -> None:
        nonlocal length
        for number in range(string.raw_map.first_run(start), len(string.raw_map.runs)):
            run = string.raw_map.runs[number]
            low, high = max(run.text, start), min(run.text + run.length, end)
            if run.text >= end:
                break
            if low < high:
                runs.append(Run(length + low - start, run.raw_span(low, high).start, high - low, run.width))
        parts.append(string.text[start:end])
        length += end - start

    for match in CHARREF.finditer(string.text):
        decoded = unescape(match[0])
        if decoded != match[0]:
            copy(at, match.start())
            if string.raw_map.runs:
                raw = string.raw_map.to_raw(Span(*match.span()))
                runs.append(Run(length, raw.start, len(decoded), len(raw)))
            parts.append(decoded)
            length += len(decoded)
            at = match.end()
    copy(at, len(string.text))
    return Within("".join(parts), RawMap(tuple(runs)))
