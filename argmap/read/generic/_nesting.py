"""What the comments of a page that argmap does not know answer: by links, by what stands in what, or by how far each is set in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import islice

from argmap.model import POST
from argmap.read._html import Element
from argmap.read.generic._outline import name_words
from argmap.read.generic._repeated import Own, own_elements

__all__ = ["parents_of"]

_DEPTH = re.compile(r"(?:depth|level|indent|lvl|nest(?:ed|ing)?)[-_]?(\d{1,3})", re.IGNORECASE)
_DEPTH_DATA = ("data-depth", "data-level", "data-indent", "data-nesting-level", "aria-level", "depth", "indent")
_MARGIN = re.compile(
    r"(?:margin|padding)(?:-inline-start|-left)?\s*:\s*(?:0\s+0\s+0\s+)?(\d+(?:\.\d+)?)(?:px|em|rem|%)?", re.IGNORECASE
)
_PARENT_DATA = ("data-parent-id", "data-parent", "data-parent-comment-id", "data-reply-to", "data-in-reply-to", "data-parentid")
_TO_PARENT = re.compile(
    r"parent|in reply to|replying to|reply to|in response to|antwort auf|als antwort|en réponse|en respuesta|in risposta",
    re.IGNORECASE,
)
_SMALL = 300

InBody = Callable[[int, Element], bool]


def parents_of(owns: Sequence[Own], named: Mapping[str, int], in_body: InBody) -> list[tuple[int | str | None, str]]:
    """Return what each member answers, another's number, `POST` or None, and how that is known.

    `named` is which member each id on the page means, and `in_body` whether an element is part of a member's words.
    """
    linked = [_linked(number, owns, named, in_body) for number in range(len(owns))]
    if any(own.inside for own in owns):
        around = {element: number for number, own in enumerate(owns) for element in own.inside}
        tree = [around.get(own.element) for own in owns]
    else:
        depths = [_depth(own.element) for own in owns]
        if len(set(depths)) < 2:
            return [(one, "stated") for one in linked]
        tree = _by_depth(depths)
    return [
        (one, "stated") if one is not None else (above if above is not None else POST, "nested")
        for one, above in zip(linked, tree, strict=True)
    ]


def _linked(number: int, owns: Sequence[Own], named: Mapping[str, int], in_body: InBody) -> int | None:
    """Return the member to which another links as what it answers."""
    own = owns[number]
    for name in _PARENT_DATA:
        other = named.get(own.element.get(name))
        if other is not None and other != number:
            return other
    for link in own_elements(own, "a[href*=#]"):
        if link.end - link.start > _SMALL or in_body(number, link):
            continue
        other = named.get(link.get("href").rpartition("#")[2])
        around = link.parent.text if link.parent and link.parent.end - link.parent.start < _SMALL else ""
        says = _TO_PARENT.search(link.text) or _TO_PARENT.match(around) or "parent" in name_words(link)
        if other is not None and other < number and says:
            return other
    return None


def _depth(element: Element) -> float:
    """Return how far in a comment stands, by its classes, data or margin, or those of the box that holds it alone."""
    parent = element.parent
    siblings = islice((child for child in parent.children if isinstance(child, Element)), 2) if parent else ()
    boxes = [element, parent] if parent and len(list(siblings)) == 1 else [element]
    first = next((child for child in element.children if isinstance(child, Element)), None)
    for box in (*boxes, first) if first else boxes:
        for name in box.classes:
            match = _DEPTH.fullmatch(name) or _DEPTH.search(name)
            if match:
                return float(match[1])
        for data in _DEPTH_DATA:
            if re.fullmatch(r"\d{1,4}", box.get(data)):
                return float(box.get(data))
        margin = _MARGIN.search(box.get("style"))
        if margin:
            return float(margin[1])
    return 0.0


def _by_depth(depths: Sequence[float]) -> list[int | None]:
    """Return above which each stands, by how far each is set in.

    >>> _by_depth([1, 2, 2, 3, 1])
    [None, 0, 0, 2, None]
    """
    parents: list[int | None] = []
    path: list[int] = []
    for number, depth in enumerate(depths):
        while path and depths[path[-1]] >= depth:
            path.pop()
        parents.append(path[-1] if path else None)
        path.append(number)
    return parents
