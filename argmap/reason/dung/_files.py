"""Frameworks in the formats of the solver competitions: .af (ICCMA 2023), .apx and .dl (ASPARTIX facts), .tgf."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from argmap.errors import error
from argmap.model import Place
from argmap.reason.dung._framework import Framework

__all__ = ["SUFFIXES", "read_framework"]

_FACT = re.compile(r"\s*(arg|att)\s*\(\s*([^\s(),]+)\s*(?:,\s*([^\s(),]+)\s*)?\)\s*\.")
_BLANK = re.compile(r"(?:\s|%[^\n]*)*")


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
    arguments: dict[str, None] = {}
    attacks: list[tuple[str, str]] = []
    pending: list[tuple[str, str, Place]] = []
    for place, source, target in _READERS[suffix](text, name):
        if target is None:
            arguments[source] = None
        else:
            pending.append((source, target, place))
    for source, target, place in pending:
        for one in (source, target):
            if one not in arguments:
                raise error("unknown-argument", place, argument=one)
        attacks.append((source, target))
    return Framework.of(arguments, attacks)


Parsed = Iterator[tuple[Place, str, str | None]]
"""Where it is, and an argument and None, or who attacks whom."""


def _facts(text: str, name: str) -> Parsed:
    at = _behind_blanks(text, 0)
    line, start = 1, 0
    while at < len(text):
        line += text.count("\n", start, at)
        start = at
        place = Place(name, line, at - text.rfind("\n", 0, at))
        fact = _FACT.match(text, at)
        if fact is None or (fact[1] == "att") != (fact[3] is not None):
            raise error("bad-framework", place, wanted="arg(a). or att(a,b).")
        yield place, fact[2], fact[3]
        at = _behind_blanks(text, fact.end())


def _behind_blanks(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at


def _numbered(text: str, name: str) -> Parsed:
    size: int | None = None
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split("#")[0].split()
        place = Place(name, number, 1)
        if not words:
            continue
        if size is None:
            if words[:2] != ["p", "af"] or len(words) != 3 or not _is_number(words[2]):
                raise error("bad-framework", place, wanted="p af N, the number of arguments, on the first line")
            size = int(words[2])
            for index in range(1, size + 1):
                yield place, str(index), None
        elif len(words) == 2 and all(_is_number(word) for word in words):
            yield place, str(int(words[0])), str(int(words[1]))
        else:
            raise error("bad-framework", place, wanted="two numbers: who attacks whom")
    if size is None:
        raise error("bad-framework", Place(name, 1, 1), wanted="p af N, the number of arguments, on the first line")


def _is_number(word: str) -> bool:
    return re.fullmatch(r"[0-9]{1,7}", word) is not None  # Ten million is more than any solver takes.


def _trivial(text: str, name: str) -> Parsed:
    behind = False
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split()
        place = Place(name, number, 1)
        if words == ["#"]:
            behind = True
        elif behind and len(words) == 2:
            yield place, words[0], words[1]
        elif not behind and len(words) == 1:
            yield place, words[0], None
        elif words:
            wanted = "two names: who attacks whom" if behind else "one name, or # before the attacks"
            raise error("bad-framework", place, wanted=wanted)


_READERS: dict[str, Callable[[str, str], Parsed]] = {".af": _numbered, ".apx": _facts, ".dl": _facts, ".tgf": _trivial}
SUFFIXES = tuple(_READERS)
