"""Footnotes in HTML: the references in the text, the notes they lead to, and the links back.

Pages mark them in many ways, so what counts is the form that most share: a short link in the text that leads to a place further
down, from which a link leads back; or the roles that DPUB-ARIA gives them (https://www.w3.org/TR/dpub-aria-1.1/). Where nothing is
linked, raised numbers in the text and a numbered list under a rule or under "Notes" belong together; and some pages set a note
right behind the words that it is about, for a style sheet to move into the margin.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from argmap.read._html import BLOCKS, Element, Words
from argmap.read._words import word_set

__all__ = ["Notes", "find_notes"]

_LABEL = re.compile(r"[\[(^]*\s*(\w{1,4}|[*†‡§]{1,3})\s*[\])^]*")
_NOTE_CLASS = re.compile(
    r"(?:^|[-_ ])(?:footnote|endnote|fn)(?:s|text|[-_]?(?:item|body|content|definition))?(?:$|[-_ ])", re.IGNORECASE
)
_NOTE_ID = re.compile(r"fn[-_:]?\w*\d")
_NOTE_ROLES = ("doc-footnote", "doc-endnote")
_NOTES_HEADING = re.compile(r"(?:foot|end)?notes\W*", re.IGNORECASE)
_NUMBER = re.compile(r"[\[(]?(\d{1,3})[\])]?\.?")
_ASIDES = word_set("sidenote marginnote footnote inline-footnote margin-note side-note footnote-content footnoteContent")
_ASIDE_TAGS = ("span", "small", "aside")
_WRAPPERS = ("sup", "span", "strong", "b")
_WIDEST = 1_000
"""A reference or a link back is no longer than this in the source, with all that is around it."""
_MOST_BACK = 50


@dataclass(slots=True)
class Notes:
    """The references, by the label of the note that each leads to; the notes, by their elements; and the links back.

    `bodies` are blocks of notes, one note's several blocks under the same label. `starts` are elements inside a body at which
    another note begins. `asides` are notes that stand where they are referred to.
    """

    refs: dict[Element, str] = field(default_factory=dict)
    bodies: dict[Element, str] = field(default_factory=dict)
    starts: dict[Element, str] = field(default_factory=dict)
    asides: dict[Element, str] = field(default_factory=dict)
    backlinks: set[Element] = field(default_factory=set)
    around: set[Element] = field(default_factory=set)
    """What holds a note, and so is shown though the page hides it until someone asks for the note."""


def find_notes(root: Element) -> Notes:
    """Find the footnotes inside `root`.

    >>> from argmap.read._html import parse_html
    >>> root = parse_html('<p>So<sup><a id="r1" href="#n1">1</a></sup>.<p id="n1"><a href="#r1">^</a> Why.</p>')
    >>> notes = find_notes(root)
    >>> list(notes.refs.values()), list(notes.bodies.values()), len(notes.backlinks)
    (['1'], ['1'], 1)
    """
    notes = Notes()
    elements = list(root.elements())
    _take_linked(root, elements, notes)
    if not notes.refs:
        _take_numbered(elements, notes)
    _continue(notes)
    _take_asides(elements, notes)
    for body in notes.bodies:
        for element in body.ancestors():
            if element in notes.around or element is root:
                break
            notes.around.add(element)
    return notes


def _take_linked(root: Element, elements: Sequence[Element], notes: Notes) -> None:
    """Take the notes to which links lead."""
    order = {element: number for number, element in enumerate(elements)}
    ids: dict[str, Element] = {}
    links: list[tuple[Element, str]] = []
    for element in elements:
        for name in (element.get("id"), element.get("name") if element.tag == "a" else ""):
            if name:
                ids.setdefault(name, element)
        if element.tag == "a" and "#" in element.get("href"):
            links.append((element, element.get("href").partition("#")[2]))
    returns: dict[Element, list[Element]] = {}
    for link, name in links:
        if name in ids:
            returns.setdefault(ids[name], []).append(link)
    by_target: dict[Element, str] = {}
    taken: set[str] = set()
    for link, name in links:
        target = ids.get(name)
        if target is None or order[target] <= order[link] or link.end - link.start > _WIDEST:
            continue
        label = _LABEL.fullmatch(link.text)
        body = _body(target, root)
        if label is None or body is None or _is_inside(link, body):
            continue
        near = [link, *islice(link.ancestors(), 3), *islice(link.elements(), _MOST_BACK)]
        candidates = (other for element in near for other in returns.get(element, ()))
        back = [other for other in islice(candidates, _MOST_BACK) if _is_inside(other, body)]
        if not back and not _is_note(target, body):
            continue
        key = body if body not in notes.bodies else target
        if target not in by_target:
            word = label[1] if label[1] not in taken else f"n{len(taken) + 1}"
            taken.add(word)
            by_target[target] = word
            if key is body:
                notes.bodies[body] = word
                mark = _leading(body)
                if mark and mark.end - mark.start < _WIDEST and mark.text.strip("[]().") == label[1]:
                    notes.backlinks.add(mark)
            else:
                notes.starts[target] = word
        notes.refs[_whole(link)] = by_target[target]
        notes.backlinks.update(_whole(other) for other in back)


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
    """Return a reference or a link back with the raised or set element around it, if that holds nothing else."""
    found, words = link, link.text
    for element in link.ancestors():
        if element.tag not in _WRAPPERS or element.end - element.start > _WIDEST or element.text != words:
            break
        found = element
    return found


def _take_numbered(elements: Sequence[Element], notes: Notes) -> None:
    """Take the notes that nothing leads to but their number: those under the page's last rule, or under "Notes"."""
    at = next((at for at in range(len(elements) - 1, -1, -1) if _heads_notes(elements[at])), None)
    head = elements[at] if at is not None else None
    if at is None or head is None or head.parent is None:
        return
    siblings = [child for child in head.parent.children if isinstance(child, Element)]
    below = siblings[siblings.index(head) + 1 :]
    bodies = list(_numbered(below))
    raised = [(element, _number(element)) for element in elements[:at] if element.tag == "sup" and element.first("a[href]") is None]
    refs = {element: number for element, number in raised if number is not None}
    numbers = [number for _, number, _ in bodies]
    if not numbers or numbers != list(range(1, len(numbers) + 1)) or set(refs.values()) != set(numbers):
        return
    notes.refs = {element: str(number) for element, number in refs.items()}
    notes.bodies = {body: str(number) for body, number, _ in bodies}
    notes.backlinks = {mark for _, _, mark in bodies if mark}


def _heads_notes(element: Element) -> bool:
    return element.tag == "hr" or (
        re.fullmatch("h[1-6]", element.tag) is not None
        and element.end - element.start < _WIDEST
        and _NOTES_HEADING.fullmatch(element.text) is not None
    )


def _numbered(below: Sequence[Element]) -> Iterator[tuple[Element, int, Element | None]]:
    """Yield the numbered blocks among siblings: each, its number, and the element that shows it."""
    for element in below:
        if element.tag == "ol":
            items = [child for child in element.children if isinstance(child, Element) and child.tag == "li"]
            yield from ((item, number, None) for number, item in enumerate(items, 1))
        elif element.tag in ("p", "div", "li"):
            mark = _leading(element)
            number = _number(mark) if mark else None
            if mark and number is not None:
                yield element, number, mark


def _leading(element: Element) -> Element | None:
    """Return the raised or strong element with which a block begins, if it begins with one."""
    for child in element.children:
        if isinstance(child, Words):
            if child.end > child.start and not element.source[child.start : child.end].isspace():
                return None
        else:
            return child if child.tag in ("sup", "strong", "b") else None
    return None


def _number(element: Element) -> int | None:
    match = _NUMBER.fullmatch(element.text) if element.end - element.start < _WIDEST else None
    return int(match[1]) if match else None


def _continue(notes: Notes) -> None:
    """Take what stands between two notes, paragraph beside paragraph, for more of the first, if nothing in it has notes."""
    places = sorted(ref.start for ref in notes.refs)
    parents = dict.fromkeys(body.parent for body in notes.bodies if body.tag == "p" and body.parent)
    for parent in parents:
        label: str | None = None
        between: list[Element] = []
        for child in parent.children:
            if not isinstance(child, Element):
                continue
            if child in notes.bodies:
                if label is not None and between and _none_inside(places, between[0].start, between[-1].end):
                    notes.bodies.update((element, label) for element in between)
                label, between = notes.bodies[child], []
            elif child.tag in ("p", "ul", "ol", "blockquote"):
                between.append(child)
            else:
                label = None


def _none_inside(places: Sequence[int], start: int, end: int) -> bool:
    return bisect_left(places, start) == bisect_left(places, end)


def _take_asides(elements: Sequence[Element], notes: Notes) -> None:
    """Take the notes that stand in the text itself."""
    taken = set(notes.bodies.values()) | set(notes.starts.values())
    held: set[Element] = set()
    for number, element in enumerate(elements):
        if element.parent in held or element in notes.refs or element in notes.bodies:
            held.add(element)
        elif element.tag in _ASIDE_TAGS and _ASIDES.intersection(element.classes) and _in_words(element):
            mark = next(
                (one for one in elements[max(number - 3, 0) : number] if one.tag == "sup" and _stands_by(one, element)), None
            )
            shown = _number(mark) if mark else None
            if mark and shown is not None:
                notes.backlinks.add(mark)
            label = str(shown if shown is not None else len(notes.asides) + 1)
            while label in taken:
                label = f"n{len(taken) + 1}"
            taken.add(label)
            notes.asides[element] = label
            held.add(element)


def _stands_by(mark: Element, note: Element) -> bool:
    return note.parent is not None and mark.parent in (note.parent, note.parent.parent)


def _in_words(element: Element) -> bool:
    """Say whether an element stands in the words of a paragraph, with other words than a number in it."""
    around = next((other for other in element.ancestors() if other.tag in BLOCKS), None)
    has_words = any(
        isinstance(node, Words) and len(element.source[node.start : node.end].strip()) > 4 for node in islice(element.walk(), 50)
    )
    return around is not None and around.tag in ("p", "li", "td", "blockquote", "dd") and has_words
