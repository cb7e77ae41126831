"""The words of the markup: which roles, flags and attributes a mark may have, and what they make of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from urllib.parse import urlsplit

from argmap.markup._problems import nearest
from argmap.model import Role
from argmap.read.attributes import Attributes

__all__ = ["ATTRIBUTES", "CLASSES", "RELATIONS", "STANCES", "STEPS", "Kind", "faults", "kind_of", "share"]

STEPS = ("supports", "attacks", "undercuts")
STANCES = ("concedes", "rejects")
RELATIONS = (*STEPS, "restates", "answers", *STANCES)
ATTRIBUTES = (*RELATIONS, "joint", "gloss", "credence", "hedge", "cites", "by", "confidence", "cue")
CLASSES = (*Role, "asserted", "suggested", "rejected")

_ROLES = frozenset(Role)
_RELATIONS = frozenset(RELATIONS)
_NUMBER = re.compile(r"\d+(\.\d*)?|\.\d+")


class Kind(StrEnum):
    """What a mark is, with the name that a message calls it by."""

    CLAIM = "claim"
    QUESTION = "question"
    STANCE = "bare concession or rejection"
    REJECTED = "rejected suggestion"


# A question and a bare stance are no claims: what only a claim can have would be lost on them.
_MAY_HAVE = {
    Kind.QUESTION: {"question", "suggested", "gloss", "by", "confidence", "cue"},
    Kind.STANCE: {"concession", "suggested", "concedes", "rejects", "answers", "gloss", "by", "confidence", "cue"},
}

Fault = tuple[str, int, dict[str, object]]
"""An error's id, its offset, and its details."""


def kind_of(attributes: Attributes) -> Kind | None:
    """Say what a mark with these attributes is; None where they do not tell.

    >>> kind_of(Attributes(None, ("premise",)))
    <Kind.CLAIM: 'claim'>
    >>> kind_of(Attributes(None, (), {"credence": "0.9"})) is None
    True
    """
    if "rejected" in attributes.classes:
        return Kind.REJECTED
    roles = _ROLES.intersection(attributes.classes)
    relations = _RELATIONS.intersection(attributes.pairs)
    if Role.QUESTION in roles:
        return Kind.QUESTION
    if roles == {Role.CONCESSION}:
        return Kind.STANCE
    if not roles and relations and relations.issubset(STANCES) and "gloss" not in attributes.pairs:
        return Kind.STANCE
    return Kind.CLAIM if roles or relations or "gloss" in attributes.pairs else None


def faults(attributes: Attributes, opened: int, empty: bool) -> Iterator[Fault]:
    """Yield what is wrong with a mark by itself, whatever else the text holds.

    `opened` is the offset of its `[`, and stands in for the offsets of attributes that were not read from a text; `empty` says
    whether there are no words between its brackets.
    """
    for name in attributes.classes:
        if name not in CLASSES:
            yield "unknown-role", attributes.offsets.get(f".{name}", opened), {"name": name, "hint": nearest(name, CLASSES)}
    for key, value in attributes.pairs.items():
        yield from _value_faults(key, value, attributes, opened)
    if "rejected" in attributes.classes:
        # Words or none: where a premise that nobody wrote down was suggested, nothing stands between the brackets.
        if attributes.id or attributes.pairs or len(attributes.classes) > 1:
            yield "rejected-and-more", opened, {}
        return
    yield from _kind_faults(attributes, opened)
    if empty and "gloss" not in attributes.pairs:
        yield "nothing-marked", opened, {}
    for key in ("confidence", "cue"):
        if key in attributes.pairs and "suggested" not in attributes.classes:
            yield "not-suggested", attributes.offsets.get(key, opened), {"name": key}
    if "joint" in attributes.pairs and not any(key in attributes.pairs for key in STEPS):
        yield "joint-alone", attributes.offsets.get("joint", opened), {}
    if len(attributes.pairs.get("restates", "").split()) > 1:
        yield "restates-several", attributes.offsets.get("restates", opened), {}


def _value_faults(key: str, value: str, attributes: Attributes, opened: int) -> Iterator[Fault]:
    if key not in ATTRIBUTES:
        yield "unknown-attribute", attributes.offsets.get(key, opened), {"name": key, "hint": nearest(key, ATTRIBUTES)}
    elif not value.strip():
        yield "no-value", attributes.offsets.get(key, opened), {"name": key}
    elif key in ("credence", "confidence") and not _is_share(value):
        yield "not-a-share", attributes.offsets.get(f"{key}=", opened), {"name": key, "value": value}
    elif key == "cites":
        for match in re.finditer(r"\S+", value):
            if not _is_address(match[0]):
                yield "not-an-address", attributes.offsets.get("cites=", opened) + match.start(), {"value": match[0]}


def _kind_faults(attributes: Attributes, opened: int) -> Iterator[Fault]:
    kind = kind_of(attributes)
    if kind is None:
        # An unknown role or attribute is what is really wrong, and is told already.
        if set(attributes.classes) <= set(CLASSES) and set(attributes.pairs) <= set(ATTRIBUTES):
            yield "no-role", opened, {}
    elif kind in _MAY_HAVE:
        for part in (*attributes.classes, *attributes.pairs):
            if part in (*CLASSES, *ATTRIBUTES) and part not in _MAY_HAVE[kind]:
                dotted = f".{part}" if part in attributes.classes else part
                yield "only-of-a-claim", attributes.offsets.get(dotted, opened), {"part": dotted, "kind": kind}
        if kind is Kind.STANCE and not any(key in attributes.pairs for key in STANCES):
            yield "concedes-nothing", opened, {}


def share(value: float) -> str:
    """Write a number from 0 to 1 so that reading gives it again.

    >>> share(0.9), share(1.0), share(1e-7)
    ('0.9', '1', '0.0000001')
    """
    return f"{Decimal(repr(float(value))):f}".removesuffix(".0")


def _is_share(value: str) -> bool:
    return _NUMBER.fullmatch(value) is not None and float(value) <= 1


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)
