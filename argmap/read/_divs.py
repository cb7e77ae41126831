"""Fenced divs: which lines of a Markdown file belong to the post and which to each comment.

`::: {.comment #c5 author=Ann}` opens a comment, `:::` closes what was opened last (https://pandoc.org/MANUAL.html#divs-and-spans).
`::: {.quote of=c5}` says which document the block quotations inside repeat. Other divs are looked through.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from argmap.errors import error
from argmap.model import POST, STATES, Place, Span
from argmap.read._reactions import parse_reactions
from argmap.read.attributes import Attributes, AttributeSyntaxError, parse_attributes
from argmap.read.structure import DIV_LINE

__all__ = ["CommentDiv", "Divided", "Part", "divide"]

_VALUES: tuple[tuple[str, str, Callable[[str], bool]], ...] = (
    ("confidence", "a number from 0 to 1", lambda text: re.fullmatch(r"0(?:\.\d+)?|1(?:\.0*)?", text) is not None),
    ("state", f"any of {', '.join(STATES)}", lambda text: set(text.split()) <= set(STATES)),
    ("reactions", "like `agree 3; crux 1 “words”`", lambda text: parse_reactions(text) is not None),
)
Placer = Callable[[int], Place]
_KEYS = (
    *("author", "author-id", "karma", "agreement", "reactions", "reply-to", "evidence", "confidence"),
    *("date", "age", "edited", "state", "url"),
)


@dataclass(frozen=True, slots=True)
class CommentDiv:
    """A comment as its div describes it.

    `parent` is the comment whose div it stands in, `place` where it says what it replies to, or else where it opens.
    """

    id: str
    attributes: Attributes
    parent: str | None
    place: Place


class Part(NamedTuple):
    """A piece of the raw file; `quotes` is the document that its block quotations repeat, as a div around them says."""

    span: Span
    quotes: str | None = None


@dataclass(frozen=True, slots=True)
class Divided:
    """The pieces of the file of each document, `post` first; and the comments in order."""

    pieces: Mapping[str, list[Part]]
    comments: tuple[CommentDiv, ...]


def divide(raw: str, start: int, name: str) -> Divided:
    """Part `raw[start:]` by its divs; raises ArgmapError at line and column for a div that is not right."""
    lines = [0, *(match.end() for match in re.finditer("\n", raw))]

    def place(offset: int) -> Place:
        line = bisect_right(lines, offset)
        return Place(name, line, offset - lines[line - 1] + 1)

    pieces: dict[str, list[Part]] = {POST: []}
    comments: list[CommentDiv] = []
    ids: set[str] = set()
    stack: list[tuple[str, str | None, int]] = [(POST, None, 0)]
    at = start
    for match in DIV_LINE.finditer(raw, start):
        if raw[at : match.start()].strip():
            pieces[stack[-1][0]].append(Part(Span(at, match.start()), stack[-1][1]))
        at = match.end()
        if not match["rest"]:
            if len(stack) == 1:
                raise error("div-not-open", place(match.start()))
            stack.pop()
            continue
        doc, quotes, _ = stack[-1]
        attributes = _attributes(raw, match, place)
        if attributes is not None and "comment" in attributes.classes:
            made = _comment(attributes, doc, match, ids, place)
            comments.append(made)
            ids.add(made.id)
            pieces[made.id] = []
            doc, quotes = made.id, None
        elif attributes is not None and "quote" in attributes.classes:
            quotes = attributes.pairs.get("of", "")
        stack.append((doc, quotes, match.start()))
    if len(stack) > 1:
        raise error("div-not-closed", place(stack[-1][2]))
    if at < len(raw):
        pieces[POST].append(Part(Span(at, len(raw))))
    return Divided(pieces, tuple(comments))


def _attributes(raw: str, match: re.Match[str], place: Placer) -> Attributes | None:
    """Return a div's attributes; None for Pandoc's short form `::: name`."""
    if not match["rest"].startswith("{"):
        return None
    try:
        attributes, end = parse_attributes(raw, match.start("rest"))
    except AttributeSyntaxError as problem:
        raise error("bad-attributes", place(problem.offset), problem=problem.message) from None
    if end < match.end("rest"):
        raise error("bad-attributes", place(end), problem="something stands behind the attributes of the div")
    return attributes


def _comment(attributes: Attributes, doc: str, match: re.Match[str], ids: set[str], place: Placer) -> CommentDiv:
    id = attributes.id or f"c{len(ids) + 1}"
    if id == POST or id in ids:
        raise error("duplicate-comment", place(attributes.offsets.get(f"#{id}", match.start())), id=id)
    for key in attributes.pairs:
        if key not in _KEYS:
            raise error("unknown-comment-key", place(attributes.offsets[key]), name=key, known=", ".join(_KEYS))
    for key in ("karma", "agreement"):
        if key in attributes.pairs and not re.fullmatch(r"[-+]?\d{1,9}", attributes.pairs[key].replace("−", "-")):
            raise error("bad-votes", place(attributes.offsets[key]), name=key, value=attributes.pairs[key])
    for key, wanted, is_right in _VALUES:
        if key in attributes.pairs and not is_right(attributes.pairs[key]):
            raise error("bad-comment-value", place(attributes.offsets[key]), name=key, value=attributes.pairs[key], wanted=wanted)
    return CommentDiv(id, attributes, None if doc == POST else doc, place(attributes.offsets.get("reply-to", match.start())))
