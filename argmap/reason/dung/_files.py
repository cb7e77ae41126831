"""Frameworks in the formats of the solver competitions: .af (ICCMA 2023), .apx and .dl (ASPARTIX facts), .tgf."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from argmap.errors import error
from argmap.model import Place
from argmap.reason.dung._framework import Framework

__all__ = ["SUFFIXES", "read_framework"]

_BLANKS = r"(?:\s|%[^\n]*)*+"
_FACT = re.compile(rf"(?:arg\s*\(\s*([^\s(),]+)|att\s*\(\s*([^\s(),]+)\s*,\s*([^\s(),]+))\s*\)\s*\.{_BLANKS}")
_START = re.compile(_BLANKS)


def read_framework(text: str, name: str) -> Framework:
    r"""Read a framework; what format it is in, the suffix of `name` says.

    Raises ArgmapError, with file, line and column, for a suffix that is not known, for a line that is none of the format's,
    and for an attack on an argument that the file does not have.

    >>> read_framework("arg(a). arg(b).\natt(a,b).", "x.apx").attacks
    ((0, 1),)
    >>> read_framework("p af 2\n1 2\n", "x.af").arguments
    ('1', '2')
    """
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    if suffix not in _READERS:
        raise error("unknown-framework", Place(name), known=", ".join(SUFFIXES))
    arguments: list[str] = []
    attacks: list[tuple[str, str]] = []
    places: list[int] = []
    for at, source, target in _READERS[suffix](text, name):
        if target is None:
            arguments.append(source)
        else:
            attacks.append((source, target))
            places.append(at)
    try:
        return Framework.of(arguments, attacks)
    except KeyError:
        known = set(arguments)
        at, unknown = next((at, one) for at, pair in zip(places, attacks, strict=True) for one in pair if one not in known)
        raise error("unknown-argument", _place(text, name, at), argument=unknown) from None


Parsed = Iterator[tuple[int, str, str | None]]
"""Where in the text it is, and an argument and None, or who attacks whom."""


def _place(text: str, name: str, at: int) -> Place:
    return Place(name, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


def _facts(text: str, name: str) -> Parsed:
    start = _START.match(text)
    at = start.end() if start else 0
    while at < len(text):
        fact = _FACT.match(text, at)
        if fact is None:
            raise error("bad-framework", _place(text, name, at), wanted="arg(a). or att(a,b).")
        one, source, target = fact.groups()
        yield at, one or source, target
        at = fact.end()


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line, and where it begins."""
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


def _numbered(text: str, name: str) -> Parsed:
    size: int | None = None
    for at, line in _lines(text):
        words = line.partition("#")[0].split()
        if not words:
            continue
        if size is None:
            if words[:2] != ["p", "af"] or len(words) != 3 or not _is_number(words[2]):
                wanted = "p af N, the number of arguments, on the first line"
                raise error("bad-framework", _place(text, name, at), wanted=wanted)
            size = int(words[2])
            for index in range(1, size + 1):
                yield at, str(index), None
        elif len(words) == 2 and all(_is_number(word) for word in words):
            yield at, str(int(words[0])), str(int(words[1]))
        else:
            raise error("bad-framework", _place(text, name, at), wanted="two numbers: who attacks whom")
    if size is None:
        raise error("bad-framework", Place(name, 1, 1), wanted="p af N, the number of arguments, on the first line")


def _is_number(word: str) -> bool:
    return re.fullmatch(r"[0-9]{1,7}", word) is not None  # Ten million is more than any solver takes.


def _trivial(text: str, name: str) -> Parsed:
    behind = False
    for at, line in _lines(text):
        words = line.split()
        if words == ["#"]:
            behind = True
        elif behind and len(words) == 2:
            yield at, words[0], words[1]
        elif not behind and len(words) == 1:
            yield at, words[0], None
        elif words:
            wanted = "two names: who attacks whom" if behind else "one name, or # before the attacks"
            raise error("bad-framework", _place(text, name, at), wanted=wanted)


_READERS: dict[str, Callable[[str, str], Parsed]] = {".af": _numbered, ".apx": _facts, ".dl": _facts, ".tgf": _trivial}
SUFFIXES = tuple(_READERS)
