"""Quotations as forums mark them: boxes, each with a line that says whose words it repeats, and often a link to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from argmap.read._html import BLOCKS, Element, Words

__all__ = ["ForumQuotes", "forum_quotes"]

_BOX = re.compile(r"(?:^|[-_])(?:bb(?:code)?[-_]?)?quote(?:d|box|content|message)?$", re.IGNORECASE)
_VERBS = (
    "wrote|writes|said|says|schrieb|schreibt|hat gesagt|hat geschrieben|a écrit|a dit|escribió|dijo|ha scritto|ha detto|skrev"
    r"|schreef|napisał(?:\(a\)|a)?|написал(?:\(а\)|а)?|escreveu|disse"
)
_SAID = re.compile(
    rf"(?:(?P<name>[^\n]{{1,60}}?)\s+(?:{_VERBS})\b[^\n]{{0,60}}"
    r"|(?:originally (?:posted|written) by|quote from:?|quoting|zitat von|citation de|envoyé par|cita de|citado por)\s*:?\s*"
    r"(?P<other>[^\n]{1,60}?)(?:\s*(?:on|am|»|View Post|Go to post)\b[^\n]{0,40})?)\W*",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:quote|zitat|citation|cita|citazione|quoted?\s+text)\s*:?", re.IGNORECASE)
_IDS = re.compile(r"\d{1,20}|[0-9a-f]{8,40}")
_LARGEST = 800
"""No line that says whose words follow has a longer source."""
_NEAR = 12


@dataclass(slots=True)
class ForumQuotes:
    """The boxes in a text, each with the document it repeats, empty where the page does not say; and what is no text in them."""

    boxes: dict[Element, str] = field(default_factory=dict)
    labels: set[Element] = field(default_factory=set)
    linked: set[str] = field(default_factory=set)
    """The documents to which a box that repeats their words leads."""

    def quoted(self, element: Element) -> str | None:
        """Return what `html_blocks` asks: what an element repeats."""
        return self.boxes.get(element)


def forum_quotes(body: Element, ids: Callable[[str], str | None], names: Callable[[str], str]) -> ForumQuotes:
    """Find the quotations in a text. `ids` is the document that has a site's id, and `names` the one that somebody wrote.

    >>> from argmap.read._html import parse_html
    >>> root = parse_html('<div class="quote"><p>Ann wrote:</p>Paint fades.</div>No.')
    >>> found = forum_quotes(root, {}.get, {"Ann": "p1"}.get)
    >>> list(found.boxes.values()), [label.text for label in found.labels]
    (['p1'], ['Ann wrote:'])
    """
    found = ForumQuotes()
    last: dict[Element, Element] = {}  # the child of each element that was seen last
    for element in body.elements():
        around = element.parent or body
        before, last[around] = last.get(around), element
        if _is_box(element, body):
            line = next(_lines(element, before), None)
            _take(element, line, found, ids, names)
        elif element.tag in BLOCKS and element.end - element.start < _LARGEST and element.parent not in (None, body):
            text = element.text
            match = _SAID.fullmatch(text)
            if _LABEL.fullmatch(text):
                found.labels.add(element)
            elif match and match["other"] and element.parent not in found.boxes and not any(map(_is_block, element.children)):
                _take(around, element, found, ids, names)
    return found


def _is_box(element: Element, body: Element) -> bool:
    if element.tag == "blockquote":
        return True
    around = element.parent if element.parent is not body else None
    inside = around is not None and (around.tag == "blockquote" or any(map(_BOX.search, around.classes)))
    return element.tag in BLOCKS and not inside and any(map(_BOX.search, element.classes))


def _is_block(node: Element | Words) -> bool:
    return isinstance(node, Element) and node.tag in BLOCKS


def _lines(box: Element, before: Element | None) -> Iterator[Element]:
    """Yield the elements at the head of a box, or right before it, that say whose words it repeats."""
    for element in islice(box.elements(), _NEAR):
        if element.tag == "blockquote":
            return
        if element.end - element.start < _LARGEST and _SAID.fullmatch(element.text):
            yield element
    if before and before.end - before.start < _LARGEST and any("quote" in name.lower() for name in before.classes):
        yield before


def _take(
    box: Element, line: Element | None, found: ForumQuotes, ids: Callable[[str], str | None], names: Callable[[str], str]
) -> None:
    linked = [box.get("data-source"), box.get("cite"), box.get("data-post"), box.get("data-quote-id")]
    name = box.get("data-quote") or box.get("data-author") or box.get("data-username")
    if line is not None:
        found.labels.add(line)
        links = [line, *line.elements()]
        linked += [link.get(key) for link in links for key in ("data-post-id", "href", "data-content-selector")]
        match = _SAID.fullmatch(line.text)
        name = name or ((match["name"] or match["other"] or "").strip(" :,") if match else "")
    known = (doc for value in linked for part in reversed(_IDS.findall(value)) if (doc := ids(part)))
    source = next(known, "")
    if source:
        found.linked.add(source)
    inner = box.first("blockquote") if box.tag != "blockquote" else None  # a box around a `blockquote` is not another quotation
    found.boxes[inner or box] = source or (names(name) if name else "")
