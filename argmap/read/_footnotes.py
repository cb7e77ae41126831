"""Footnotes in HTML: the references in the text, the notes they lead to, and the links back.

Pages mark them in many ways, so what counts is the form that all share: a short link in the text that leads to a place further
down, from which a link leads back; or the roles that DPUB-ARIA gives them (https://www.w3.org/TR/dpub-aria-1.1/).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

from argmap.read._html import BLOCKS, Element

__all__ = ["Notes", "find_notes"]

_LABEL = re.compile(r"[\[(^]*\s*(\w{1,4}|[*†‡§]{1,3})\s*[\])^]*")
_NOTE_CLASS = re.compile(
    r"(?:^|[-_ ])(?:footnote|endnote|fn)(?:s|text|[-_]?(?:item|body|content|definition))?(?:$|[-_ ])", re.IGNORECASE
)
_NOTE_ID = re.compile(r"fn[-_:]?\w*\d")
_NOTE_ROLES = ("doc-footnote", "doc-endnote")


@dataclass(slots=True)
class Notes:
    """The references, by the label of the note that each leads to; the notes, by their elements; and the links back."""

    refs: dict[Element, str] = field(default_factory=dict)
    bodies: dict[Element, str] = field(default_factory=dict)
    backlinks: set[Element] = field(default_factory=set)


def find_notes(root: Element) -> Notes:
    """Find the footnotes inside `root`.

    >>> from argmap.read._html import parse_html
    >>> root = parse_html('<p>So<sup><a id="r1" href="#n1">1</a></sup>.<p id="n1"><a href="#r1">^</a> Why.</p>')
    >>> notes = find_notes(root)
    >>> list(notes.refs.values()), list(notes.bodies.values()), len(notes.backlinks)
    (['1'], ['1'], 1)
    """
    notes = Notes()
    order: dict[Element, int] = {}
    ids: dict[str, Element] = {}
    links: list[tuple[Element, str]] = []
    for number, element in enumerate(root.elements()):
        order[element] = number
        for name in (element.get("id"), element.get("name") if element.tag == "a" else ""):
            if name:
                ids.setdefault(name, element)
        if element.tag == "a" and "#" in element.get("href"):
            links.append((element, element.get("href").partition("#")[2]))
    returns: dict[Element, list[Element]] = {}
    for link, name in links:
        if name in ids:
            returns.setdefault(ids[name], []).append(link)
    by_body: dict[Element, str] = {}
    taken: set[str] = set()
    for link, name in links:
        target = ids.get(name)
        label = _LABEL.fullmatch(link.text)
        if target is None or label is None or order[target] <= order[link]:
            continue
        body = _body(target, root)
        if body is None or _is_inside(link, body):
            continue
        near = [link, *islice(link.ancestors(), 3), *link.elements()]
        back = [other for element in near for other in returns.get(element, ()) if _is_inside(other, body)]
        if not back and not _is_note(target, body):
            continue
        if body not in by_body:
            word = label[1] if label[1] not in taken else f"n{len(taken) + 1}"
            taken.add(word)
            by_body[body] = word
        notes.refs[_whole(link)] = by_body[body]
        notes.backlinks.update(_whole_backlink(other) for other in back)
    notes.bodies = by_body
    return notes


def _body(target: Element, root: Element) -> Element | None:
    """Return the block that a reference's target is, or stands in."""
    for element in (target, *target.ancestors()):
        if element is root:
            return None
        if element.tag in BLOCKS or element.tag == "aside":
            return element
    return None


def _is_inside(element: Element, other: Element) -> bool:
    return any(around is other for around in element.ancestors())


def _is_note(target: Element, body: Element) -> bool:
    return any(
        element.get("role") in _NOTE_ROLES or _NOTE_CLASS.search(element.get("class")) or _NOTE_ID.match(element.get("id"))
        for element in (target, body, *islice(body.ancestors(), 2))
    )


def _whole(link: Element) -> Element:
    """Return the reference with the raised element around it, if that holds nothing else."""
    found = link
    for element in link.ancestors():
        if element.tag not in ("sup", "span") or element.text != link.text:
            break
        found = element
    return found


def _whole_backlink(link: Element) -> Element:
    found = link
    for element in link.ancestors():
        if element.tag not in ("sup", "strong", "b", "span") or element.text != link.text:
            break
        found = element
    return found
