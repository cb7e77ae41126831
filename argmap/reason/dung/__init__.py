"""Dung's semantics for those who ask: extensions, their number, and who is in one or in all of them."""

from argmap.reason.dung._files import SUFFIXES, read_framework
from argmap.reason.dung._framework import Framework
from argmap.reason.dung._programs import Semantics
from argmap.reason.dung._solve import Acceptance, Extension, Limit, Part, accepted, count, extensions, parts
from argmap.reason.dung._translation import Translation, translate

__all__ = [
    "SUFFIXES",
    "Acceptance",
    "Extension",
    "Framework",
    "Limit",
    "Part",
    "Semantics",
    "Translation",
    "accepted",
    "count",
    "extensions",
    "parts",
    "read_framework",
    "translate",
]
