"""Annotated text and standoff annotations: from marks in a text to an argument map, and back."""

from argmap.markup import standoff
from argmap.markup._annotate import write
from argmap.markup._concepts import with_concepts
from argmap.markup._escape import escape
from argmap.markup._gold import Gold, gold
from argmap.markup._parse import Annotated, parse
from argmap.markup._rewrite import rewrite
from argmap.markup._scan import Mark, Scan, text_order
from argmap.markup._thread_text import thread_text
from argmap.markup._weave import MisplacedMarkError, misplaced, nest, scan, strip, weave

__all__ = [
    "Annotated",
    "Gold",
    "Mark",
    "MisplacedMarkError",
    "Scan",
    "escape",
    "gold",
    "misplaced",
    "nest",
    "parse",
    "rewrite",
    "scan",
    "standoff",
    "strip",
    "text_order",
    "thread_text",
    "weave",
    "with_concepts",
    "write",
]
