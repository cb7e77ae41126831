"""Pandoc attribute blocks: `{#id .class key=value key="quoted value"}`, as they stand behind `]` and `:::`.

One reader and one writer for the whole of argmap (https://pandoc.org/MANUAL.html#extension-attributes). A block may run
over several lines, also lines that begin with the `>` of a block quote, but not over a blank line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from argmap.model import ID_PATTERN, is_id

__all__ = ["AttributeSyntaxError", "Attributes", "parse_attributes", "write_attributes"]

_BREAK = r"\r?\n[ \t]*(?:>[ \t]*)*"
_SPACE = re.compile(rf"(?:[ \t]|{_BREAK}(?=[^\s>]))*")
_NAME = re.compile(r"[^\W\d][\w-]*")
_KEY = re.compile(r"(?P<key>[^\W\d][\w:-]*)=")
_BARE = re.compile(r"""[^\s"'`<>{}\\]+""")
_QUOTED = rf'"(?P<quoted>(?:[^"\\\r\n]++|\\[^\r\n]|{_BREAK}(?=[^\s>]))*)"'
_PART = re.compile(
    rf"#(?P<id>{ID_PATTERN})(?=[\s}}]|\Z)|\.(?P<name>{_NAME.pattern})|{_KEY.pattern}(?:{_QUOTED}|(?P<bare>{_BARE.pattern}))"
)
_LINE_BREAK = re.compile(rf"[ \t]*{_BREAK}")
_ESCAPE = re.compile(r'\\(["\\])')
_WORD = re.compile(r"[^\s}]{1,40}")  # enough for a message, however long a hostile word is


class AttributeSyntaxError(Exception):
    """What is wrong with an attribute block, and at which offset of the text."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Attributes:
    """The parts of one attribute block.

    `offsets` says where each part begins in the text it was read from: a class under `.class`, the id under `#id`, a
    pair under its key, and the pair's value (past the quote) under `key=`. Two blocks with equal parts are equal.
    """

    id: str | None = None
    classes: tuple[str, ...] = ()
    pairs: Mapping[str, str] = field(default_factory=dict)
    offsets: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)


def parse_attributes(text: str, start: int) -> tuple[Attributes, int]:
    r"""Read the attribute block that opens at `text[start]` and return it with the offset behind its `}`.

    In a quoted value `\"` and `\\` stand for `"` and `\`, and a line break counts as one blank.
    Raises AttributeSyntaxError with the offset of the part that is wrong.

    >>> parse_attributes('{.claim #lanes supports="safe cheap"}', 0)
    (Attributes(id='lanes', classes=('claim',), pairs={'supports': 'safe cheap'}), 37)
    >>> parse_attributes("{.claim #lanes", 0)
    Traceback (most recent call last):
    ...
    argmap.read.attributes.AttributeSyntaxError: the attributes that open here are not closed by '}'
    """
    if text[start : start + 1] != "{":
        raise ValueError(f"no attribute block opens at {start}")
    classes: list[str] = []
    pairs: dict[str, str] = {}
    offsets: dict[str, int] = {}
    id = None
    at = _skip(text, start + 1)
    while not text.startswith("}", at):
        if at == len(text) or text[at] in "\r\n":
            raise AttributeSyntaxError("the attributes that open here are not closed by '}'", start)
        if text[at] == "#" and id is not None:
            raise AttributeSyntaxError(f"a second id; the first is '#{id}'", at)
        part = _PART.match(text, at)
        if part is None:
            raise AttributeSyntaxError(*_fault(text, at))
        kind, end = part.lastgroup, part.end()
        if kind == "id":
            id = part["id"]
            offsets[f"#{id}"] = at
        elif kind == "name":
            _once(offsets, f".{part['name']}", at)
            classes.append(part["name"])
        else:
            key = part["key"]
            _once(offsets, key, at)
            offsets[f"{key}="] = part.start(kind or 0)
            pairs[key] = part["bare"] if kind == "bare" else _unquoted(part["quoted"])
        at = _skip(text, end)
        if at == end < len(text) and text[at] not in "}\r\n":
            raise AttributeSyntaxError(f"'{_word(text, at)}' needs a blank before it", at)
    return Attributes(id, tuple(classes), pairs, offsets), at + 1


def write_attributes(attributes: Attributes) -> str:
    r"""Return the block on one line: classes, id, then the pairs in their own order, quoted only where they must be.

    Reading it gives equal attributes again; only line breaks in a value become blanks. Raises ValueError for a
    name that no attribute block can hold.

    >>> write_attributes(Attributes("c5", ("comment",), {"author": "Ann Lee", "karma": "2", "gloss": 'so "safe"'}))
    '{.comment #c5 author="Ann Lee" karma=2 gloss="so \\"safe\\""}'
    """
    parts = [f".{name}" for name in attributes.classes]
    if attributes.id is not None:
        parts.append(f"#{attributes.id}")
    parts += [f"{key}={_write_value(value)}" for key, value in attributes.pairs.items()]
    written = "{" + " ".join(parts) + "}"
    named = [_NAME.fullmatch(name) for name in attributes.classes] + [_KEY.fullmatch(f"{key}=") for key in attributes.pairs]
    if not all(named) or not (attributes.id is None or is_id(attributes.id)):
        raise ValueError(f"not the names of attributes: {written}")
    return written


def _write_value(value: str) -> str:
    value = " ".join(re.split(r"[ \t]*[\r\n]+[ \t]*", value))
    if _BARE.fullmatch(value):
        return value
    return '"' + value.replace("\\", r"\\").replace('"', r"\"") + '"'


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _word(text: str, at: int) -> str:
    match = _WORD.match(text, at)
    return match[0] if match else text[at]


def _once(offsets: dict[str, int], part: str, at: int) -> None:
    if part in offsets:
        raise AttributeSyntaxError(f"'{part}' is given twice", at)
    offsets[part] = at


def _unquoted(value: str) -> str:
    if "\n" in value:
        value = _LINE_BREAK.sub(" ", value)
    return _ESCAPE.sub(r"\1", value) if "\\" in value else value


def _fault(text: str, at: int) -> tuple[str, int]:
    """Say why no part of a block can be read at an offset, and where the fault is."""
    if text[at] == "#":
        return f"'{_word(text, at)}' is no id: a letter, then letters, digits, '-' and '_'", at
    if text[at] == ".":
        return f"'{_word(text, at)}' is no class: '.' and a name", at
    key = _KEY.match(text, at)
    if key is None:
        return f"'{_word(text, at)}' is neither #id nor .class nor key=value", at
    if text.startswith('"', key.end()):
        return "the quotation mark that opens here is not closed", key.end()
    problem = "put the value in double quotes" if text[key.end() : key.end() + 1] in tuple("'`<>\\{") else "it has no value"
    return f"'{key[0]}': {problem}", key.end()
