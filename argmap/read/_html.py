"""HTML as a tree of elements whose words know where they stand in the file.

Parsers that build better trees (lxml, html5lib, selectolax) do not say where the words stood; the standard library's
`html.parser` does, but is quadratic on crafted input in the Pythons that argmap supports (CVE-2025-6069). So tags are found
here, in one pass, by the rules of https://html.spec.whatwg.org/multipage/parsing.html that matter for reading text: which
elements are void, hold raw text, or end where another begins. The tests compare the words with another parser's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape as _unescape

from argmap.errors import error
from argmap.read._inline import Piece
from argmap.read._words import word_set

__all__ = ["CHARREF", "Element", "Words", "parse_html", "pieces_of", "unescape"]

DEEPEST = 512
"""Browsers nest no deeper either; what does is taken for a sibling (https://crbug.com/1278283)."""
MOST_ELEMENTS = 300_000
"""A page of 1,000 comments has some 30,000."""
_MOST_BROKEN = 20
"""How many tags without an end are looked at as if they had quoted `>`."""

_NAME = re.compile(r"[a-zA-Z][^\s/>]*+")
_REST = re.compile(r"""(?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+|))*+>""")
_ATTRIBUTE = re.compile(r"""([^\s"'>/=][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>]++)))?""")
CHARREF = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[a-zA-Z][a-zA-Z0-9]{1,31};?)")

VOID = word_set("area base br col embed hr img input link meta param source track wbr")
_RAW_TEXT = word_set("script style textarea title xmp iframe noembed noframes")
_DECODED = frozenset({"textarea", "title"})
BLOCKS = word_set(
    """address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1
    h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol optgroup option p pre section summary table tbody
    td tfoot th thead tr ul"""
)
_ENDS_P = BLOCKS - {"body", "head", "html", "tbody", "td", "tfoot", "th", "thead", "tr", "option", "optgroup", "legend"}
# An element that begins ends these, if one is open inside the nearest of the others.
_ITEM, _TABLE = frozenset({"ul", "ol", "menu", "dir"}), frozenset({"table"})
_ENDED: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), _ITEM),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "tr": (frozenset({"tr", "td", "th"}), _TABLE),
    "td": (frozenset({"td", "th"}), frozenset({"table", "tr"})),
    "th": (frozenset({"td", "th"}), frozenset({"table", "tr"})),
    **dict.fromkeys(("tbody", "thead", "tfoot"), (frozenset({"tbody", "thead", "tfoot", "tr", "td", "th"}), _TABLE)),
    "option": (frozenset({"option"}), frozenset({"select", "datalist"})),
}
_P_BOUNDS = word_set("button caption html marquee object table td th template")
_CLOSING = BLOCKS | word_set("button select object applet marquee template datalist")
_END_BOUNDS = {"li": _ITEM, **dict.fromkeys(("td", "th", "tr", "tbody", "thead", "tfoot"), _TABLE)}


class Words:
    """Text between two tags: `source[start:end]`, with its character references as they are written."""

    __slots__ = ("end", "literal", "start")

    def __init__(self, start: int, end: int, literal: bool = False) -> None:
        self.start = start
        self.end = end
        self.literal = literal


class Element:
    """An element: its tag in lower case, its attributes, what it holds, and where it begins and ends in the source."""

    __slots__ = ("attributes", "children", "classes", "end", "parent", "source", "start", "tag")

    def __init__(self, tag: str, attributes: dict[str, str], parent: Element | None, source: str, start: int) -> None:
        self.tag = tag
        self.attributes = attributes
        self.classes = attributes.get("class", "").split()
        self.children: list[Element | Words] = []
        self.parent = parent
        self.source = source
        self.start = start
        self.end = start

    def __repr__(self) -> str:
        return f"<{self.tag} {self.attributes}>"

    def get(self, name: str) -> str:
        """Return an attribute, or an empty string."""
        return self.attributes.get(name, "")

    @property
    def text(self) -> str:
        """All the words inside, with any space made one blank and none at the ends."""
        parts = (
            piece.text if isinstance(node, Words) else "\n"
            for node in self.walk(skip=("script", "style"))
            if isinstance(node, Words) or node.tag == "br" or node.tag in BLOCKS
            for piece in (pieces_of(self.source, node) if isinstance(node, Words) else _BREAK)
        )
        return " ".join("".join(parts).split())

    def walk(self, skip: tuple[str, ...] = ()) -> Iterator[Element | Words]:
        """Yield all that is inside, in document order; nothing of elements whose tag is in `skip`."""
        stack: list[Element | Words] = self.children[::-1]
        while stack:
            node = stack.pop()
            if isinstance(node, Element):
                if node.tag in skip:
                    continue
                stack.extend(reversed(node.children))
            yield node

    def elements(self) -> Iterator[Element]:
        """Yield all elements inside, in document order."""
        return (node for node in self.walk() if isinstance(node, Element))

    def all(self, selector: str, *, outside: str | None = None) -> Iterator[Element]:
        """Yield the elements inside that `selector` matches, in document order, but nothing inside what matches `outside`.

        See `argmap.read._select.matcher` for selectors.
        """
        from argmap.read._select import matcher

        test = matcher(selector)
        stop = matcher(outside) if outside else None
        stack: list[Element | Words] = self.children[::-1]
        while stack:
            node = stack.pop()
            if isinstance(node, Element):
                if test(node):
                    yield node
                if stop is None or not stop(node):
                    stack.extend(reversed(node.children))

    def first(self, selector: str, *, outside: str | None = None) -> Element | None:
        """Return the first element inside that `selector` matches, or None."""
        return next(self.all(selector, outside=outside), None)

    def text_of(self, selector: str, *, outside: str | None = None) -> str | None:
        """Return the words of the first element inside that `selector` matches; None where there is none or it has no words."""
        found = self.first(selector, outside=outside)
        return (found.text or None) if found else None

    def ancestors(self) -> Iterator[Element]:
        """Yield the elements around this one, innermost first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent


_BREAK = (Piece("\n", None),)


def unescape(text: str) -> str:
    """Decode the character references in a text, as `html.unescape` does, which refuses numbers that are too long.

    >>> unescape("&lt;&#65;") + unescape("&#" + "1" * 5000 + ";")
    '<A\ufffd'
    """
    try:
        return _unescape(text)
    except ValueError:
        return _unescape(re.sub("&#[0-9]{8,}+;?", "\ufffd", text))


def pieces_of(source: str, words: Words) -> list[Piece]:
    """Return the words as pieces, each character reference decoded to one of its own.

    >>> pieces_of("Ann &amp; Ben", Words(0, 13))
    [Piece(text='Ann ', at=0, width=None), Piece(text='&', at=4, width=5), Piece(text=' Ben', at=9, width=None)]
    """
    at = words.start
    pieces: list[Piece] = []
    if not words.literal and source.find("&", at, words.end) >= 0:
        for match in CHARREF.finditer(source, at, words.end):
            decoded = unescape(match[0])
            if decoded == match[0]:
                continue
            if match.start() > at:
                pieces.append(Piece(source[at : match.start()], at))
            pieces.append(Piece(decoded, match.start(), match.end() - match.start()))
            at = match.end()
    if at < words.end:
        pieces.append(Piece(source[at : words.end], at))
    return pieces


def parse_html(source: str, *, xml: bool = False) -> Element:
    r"""Parse HTML, or XHTML whose empty elements end with `/>`; the root's tag is empty.

    Raises ArgmapError only for a page of more elements than `MOST_ELEMENTS`.

    >>> root = parse_html("<ul><li>One<li>Two &lt; <b>three</b></ul>")
    >>> [item.text for item in root.all("li")]
    ['One', 'Two < three']
    """
    return _Parser(source, xml).run()


class _Parser:
    def __init__(self, source: str, xml: bool) -> None:
        self.source = source
        self.xml = xml
        self.root = Element("", {}, None, source, 0)
        self.stack = [self.root]
        self.open: Counter[str] = Counter()  # how many elements of each tag are open
        self.over = 0  # how many elements are open that are too deep for the stack
        self.broken = 0
        self.made = 0

    def run(self) -> Element:
        source = self.source
        last = source.rfind(">")
        at = 0
        while at < len(source):
            start = source.find("<", at)
            if start < 0 or start > last:
                break
            end = self.markup(start)
            if end is None:  # a `<` that opens nothing
                self.words(at, start + 1)
                at = start + 1
                continue
            self.words(at, start)
            at = self.tag(start, end)
        self.words(at, len(source))
        for element in self.stack:
            element.end = len(source)
        return self.root

    def words(self, start: int, end: int) -> None:
        if start < end:
            self.stack[-1].children.append(Words(start, end))

    def markup(self, start: int) -> int | None:
        """Return the offset behind the tag, comment or declaration at `start`; None where there is none."""
        source = self.source
        following = source[start + 1 : start + 2]
        if following == "!" and source.startswith("<!--", start):
            if source.startswith((">", "->"), start + 4):
                return source.find(">", start) + 1
            end = source.find("-->", start + 4)
            return end + 3 if end >= 0 else len(source)
        if following in ("!", "?"):
            return self.until(">", start)
        if following == "/":
            return self.until(">", start) if start + 2 < len(source) else None
        if not following.isalpha() or not following.isascii():
            return None
        name = _NAME.match(source, start + 1)
        if name and self.broken < _MOST_BROKEN:
            rest = _REST.match(source, name.end())
            if rest:
                return rest.end()
            self.broken += 1
        return self.until(">", start)

    def until(self, sign: str, start: int) -> int:
        end = self.source.find(sign, start)
        return len(self.source) if end < 0 else end + len(sign)

    def tag(self, start: int, end: int) -> int:
        """Take the markup between two offsets, and return the offset behind it and the raw text it opens."""
        source = self.source
        sign = source[start + 1]
        if sign in "!?":
            if self.xml and source.startswith("<![CDATA[", start):
                end = self.until("]]>", start)
                self.stack[-1].children.append(Words(start + 9, max(end - 3, start + 9), literal=True))
            return end
        name = _NAME.match(source, start + 1 + (sign == "/"))
        if name is None:
            return end
        tag = name[0].lower()
        if sign == "/":
            self.close(tag, start, end)
            return end
        attributes = {
            match[1].lower(): unescape(value) if "&" in (value := match[2] or match[3] or match[4] or "") else value
            for match in reversed(list(_ATTRIBUTE.finditer(source, name.end(), end - 1)))
        }
        # An anchor that leads nowhere and is written as empty holds nothing: taken for open, it would hold the rest of the page.
        empty = tag in VOID or ((self.xml or (tag == "a" and "href" not in attributes)) and source.startswith("/>", end - 2))
        element = self.begin(tag, attributes, start, end, empty)
        return end if empty or tag not in _RAW_TEXT else self.raw_text(element, end)

    def begin(self, tag: str, attributes: dict[str, str], start: int, end: int, empty: bool) -> Element:
        if tag in _ENDS_P and self.open["p"]:
            self.end_implied(frozenset({"p"}), _P_BOUNDS, start)
        if tag in _ENDED:
            self.end_implied(*_ENDED[tag], start)
        self.made += 1
        if self.made > MOST_ELEMENTS:
            raise error("too-much-markup", number=f"{MOST_ELEMENTS:,}")
        element = Element(tag, attributes, self.stack[-1], self.source, start)
        element.end = end
        self.stack[-1].children.append(element)
        if empty or tag in _RAW_TEXT:
            return element
        if len(self.stack) > DEEPEST:
            self.over += 1
        else:
            self.stack.append(element)
            self.open[tag] += 1
        return element

    def raw_text(self, element: Element, start: int) -> int:
        """Take everything up to the end tag as text."""
        found = re.compile(rf"</{element.tag}(?=[\s/>])", re.IGNORECASE).search(self.source, start)
        stop = found.start() if found else len(self.source)
        if start < stop:
            element.children.append(Words(start, stop, literal=element.tag not in _DECODED))
        element.end = self.until(">", stop) if found else stop
        return element.end

    def end_implied(self, tags: frozenset[str], bounds: frozenset[str], at: int) -> None:
        if not any(self.open[tag] for tag in tags):
            return
        deepest = None
        for index in range(len(self.stack) - 1, 0, -1):
            tag = self.stack[index].tag
            if tag in bounds:
                break
            if tag in tags:
                deepest = index
        if deepest is not None:
            self.pop(deepest, at)

    def close(self, tag: str, start: int, end: int) -> None:
        if self.over:
            self.over -= 1
            return
        if not self.open[tag]:
            return
        bounds = _END_BOUNDS.get(tag, frozenset())
        for index in range(len(self.stack) - 1, 0, -1):
            found = self.stack[index].tag
            if found == tag:
                self.stack[index].end = end
                self.pop(index, start, keep=index)
                return
            # An end tag of words closes no block around them, and one of a list's item none outside the list.
            if found in bounds or (tag not in _CLOSING and found in BLOCKS):
                return

    def pop(self, index: int, at: int, keep: int = -1) -> None:
        """Close the element at `index` and all inside it."""
        for number in range(index, len(self.stack)):
            element = self.stack[number]
            self.open[element.tag] -= 1
            if number != keep:
                element.end = at
        del self.stack[index:]
