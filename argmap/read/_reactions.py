"""Reactions as one attribute of annotated text: `agree 3; crux 1 “the words that it is about”`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from argmap.model import Reaction

__all__ = ["parse_reactions", "reaction", "write_reactions"]

_ENTRY = re.compile(r"(?P<name>[^;“”]+?) (?P<count>-?\d{1,9})(?: “(?P<words>(?:[^”\\]|\\.)*)”)?(?:; |\Z)", re.DOTALL)


def reaction(name: str, count: int, words: str | None = None) -> Reaction | None:
    """Return a reaction with its name and words as plain lines; None where the name says nothing.

    >>> reaction("I checked; it's so", 2, "Paint  is cheap.")
    Reaction(name="I checked, it's so", count=2, words='Paint is cheap.')
    """
    plain = " ".join("".join(char if char.isprintable() else " " for char in re.sub("[“”]", '"', name).replace(";", ",")).split())
    about = " ".join(words.split()) if words else None
    return Reaction(plain, count, about or None) if plain and abs(count) < 10**9 else None


def write_reactions(reactions: Sequence[Reaction]) -> str:
    r"""Return reactions as the value of the attribute.

    >>> write_reactions([Reaction("agree", 3), Reaction("crux", 1, "paint “fades”")])
    'agree 3; crux 1 “paint “fades\\””'
    """

    def entry(one: Reaction) -> str:
        words = re.sub(r"[\\”]", r"\\\g<0>", one.words) if one.words else ""
        return f"{one.name} {one.count}" + (f" “{words}”" if words else "")

    return "; ".join(map(entry, reactions))


def parse_reactions(text: str) -> tuple[Reaction, ...] | None:
    """Read what `write_reactions` writes; None for anything else.

    >>> parse_reactions("agree 3; crux 1 “paint”")
    (Reaction(name='agree', count=3, words=None), Reaction(name='crux', count=1, words='paint'))
    >>> parse_reactions("agree")
    """
    found: list[Reaction] = []
    at = 0
    while at < len(text):
        match = _ENTRY.match(text, at)
        if match is None:
            return None
        words = match["words"]
        found.append(Reaction(match["name"], int(match["count"]), re.sub(r"\\(.)", r"\1", words) if words else None))
        at = match.end()
    return tuple(found)
