"""The words of the markup: which roles, flags and attributes a mark may have, and what their values must look like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from argmap.markup._problems import nearest
from argmap.model import Role
from argmap.read.attributes import Attributes

__all__ = ["ATTRIBUTES", "CLASSES", "RELATIONS", "STANCES", "STEPS", "faults"]

STEPS = ("supports", "attacks", "undercuts")
STANCES = ("concedes", "rejects")
RELATIONS = (*STEPS, "restates", "answers", *STANCES)
ATTRIBUTES = (*RELATIONS, "joint", "gloss", "credence", "hedge", "cites", "by", "confidence", "cue")
CLASSES = (*Role, "asserted", "suggested")

_NUMBER = re.compile(r"\d+(\.\d*)?|\.\d+")

Fault = tuple[str, int, dict[str, object]]
"""An error's id, its offset, and its details."""


def faults(attributes: Attributes) -> Iterator[Fault]:
    """Yield what is wrong with a mark's attributes taken by themselves, whatever else the text holds."""
    for name in attributes.classes:
        if name not in CLASSES:
            yield "unknown-role", attributes.offsets[f".{name}"], {"name": name, "hint": nearest(name, CLASSES)}
    for key, value in attributes.pairs.items():
        if key not in ATTRIBUTES:
            yield "unknown-attribute", attributes.offsets[key], {"name": key, "hint": nearest(key, ATTRIBUTES)}
        elif not value.strip():
            yield "no-value", attributes.offsets[key], {"name": key}
        elif key in ("credence", "confidence") and not _is_share(value):
            yield "not-a-share", attributes.offsets[f"{key}="], {"name": key, "value": value}
        elif key == "cites":
            yield from _not_addresses(value, attributes.offsets["cites="])
    for key in ("confidence", "cue"):
        if key in attributes.pairs and "suggested" not in attributes.classes:
            yield "not-suggested", attributes.offsets[key], {"name": key}
    if "joint" in attributes.pairs and not any(key in attributes.pairs for key in STEPS):
        yield "joint-alone", attributes.offsets["joint"], {}


def _is_share(value: str) -> bool:
    return _NUMBER.fullmatch(value) is not None and float(value) <= 1


def _not_addresses(value: str, start: int) -> Iterator[Fault]:
    for match in re.finditer(r"\S+", value):
        try:
            parts = urlsplit(match[0])
        except ValueError:
            parts = urlsplit("")
        if parts.scheme not in ("http", "https") or not parts.netloc:
            yield "not-an-address", start + match.start(), {"value": match[0]}
