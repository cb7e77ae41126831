"""The blocks of a piece of HTML: what a reader sees of it, in paragraphs, lists, quotations, tables and footnotes.

White space collapses as in a browser; what is hidden, runs, or asks for input is no text. Mathematics is shown as the TeX that it
was made from, images as their alternative text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from argmap.model import BlockKind, StyleKind
from argmap.read._footnotes import Notes, find_notes
from argmap.read._html import BLOCKS, Element, Words, pieces_of
from argmap.read._html_line import Gathered, Line, without_label
from argmap.read._html_tables import code_of, data_rows, table_of
from argmap.read._inline import Inline, is_safe
from argmap.read._layout import MOST_BLOCKS, Draft, too_much
from argmap.read._located import Within
from argmap.read._math import tex_of
from argmap.read._words import word_set

__all__ = ["html_blocks"]

_HIDDEN = word_set(
    "script style noscript template svg button input select textarea iframe object embed canvas audio video head title map"
)
_STYLES = {
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), StyleKind.EMPHASIS),
    **dict.fromkeys(("strong", "b"), StyleKind.STRONG),
    **dict.fromkeys(("code", "tt", "kbd", "samp"), StyleKind.CODE),
}
_DEEPEST = 20
"""How deep quotations and lists are told apart: no person nests them deeper."""
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CITED = re.compile(r"blockquote_(\w+)_\d+")
_DISPLAY_NONE = re.compile(r"display\s*:\s*none", re.IGNORECASE)

Chooser = Callable[[Element], str | None]


def html_blocks(
    root: Element,
    doc: str,
    *,
    within: Within | None = None,
    skip: Callable[[Element], bool] | None = None,
    quoted: Chooser | None = None,
) -> list[Draft]:
    """Return the blocks inside `root`, text of the document `doc`.

    `within` is the string that was parsed, if that is no file of its own. `skip` says which elements are no text of the
    document (a nested comment, a row of buttons), and `quoted` which document an element is a quotation of, if the page says so;
    empty for a quotation of which it does not.
    """
    return _Walk(doc, within, skip or (lambda _: False), quoted or (lambda _: None), find_notes(root)).blocks(root)


@dataclass(slots=True)
class _Walk:
    """A walk over the tree, which remembers what it is in and gathers the words of the block at hand."""

    doc: str
    within: Within | None
    skip: Callable[[Element], bool]
    quoted: Chooser
    notes: Notes
    drafts: list[Draft] = field(default_factory=list)
    lists: list[int | None] = field(default_factory=list)  # the next number of each list that is open, None for bullets
    marker: str | None = None
    quotes: int = 0
    spoilers: int = 0
    sources: list[str] = field(default_factory=list)
    heading: int = 0
    note: str | None = None
    begun: set[str] = field(default_factory=set)  # the notes of which a block is written
    asides: list[Element] = field(default_factory=list)  # the notes that are written behind all else
    line: Line = field(default_factory=Line)

    def blocks(self, root: Element) -> list[Draft]:
        self.walk(root)
        for aside in self.asides:
            self.note = self.notes.asides[aside]
            self.walk(aside)
        return self.drafts

    def walk(self, root: Element) -> None:
        stack: list[tuple[Element | Words, Callable[[], None] | None]] = [(node, None) for node in reversed(root.children)]
        while stack:
            node, leave = stack.pop()
            if leave:
                leave()
                continue
            if node in self.notes.starts:
                self.flush()
                self.note = self.notes.starts[node]
            if isinstance(node, Words):
                for piece in pieces_of(root.source, node):
                    self.line.words(piece)
            elif not self.is_hidden(node):
                children, leave = self.enter(node)
                if leave:
                    stack.append((node, leave))
                stack.extend((child, None) for child in reversed(children))
        self.flush()

    def is_hidden(self, element: Element) -> bool:
        style = element.attributes.get("style")
        unseen = "hidden" in element.attributes or (style is not None and _DISPLAY_NONE.search(style) is not None)
        return (
            (element.tag in _HIDDEN and tex_of(element) is None)
            or (unseen and element not in self.notes.around and element not in self.notes.bodies)
            or element in self.notes.backlinks
            or self.skip(element)
        )

    def enter(self, element: Element) -> tuple[list[Element | Words], Callable[[], None] | None]:
        """Take the beginning of an element; return the children to walk, and what to do behind them."""
        tag = element.tag
        if element in self.notes.refs:
            self.reference(element, self.notes.refs[element])
            return [], None
        if element in self.notes.asides:
            self.reference(element, self.notes.asides[element])
            self.asides.append(element)
            return [], None
        tex = tex_of(element)
        if tex is not None:
            for piece in tex:
                self.line.shown(piece)
            return [], None
        cited = dict.fromkeys(_CITED.findall(element.get("class"))) if "blockquote_" in element.get("class") else ()
        if cited:
            return element.children, self.line.citation(tuple(cited))
        if tag == "br":
            if self.line.line_break():
                self.flush()
        elif tag == "img":
            self.image(element)
        elif tag == "a":
            return element.children, self.line.style(StyleKind.LINK, element.get("href")) if is_safe(element.get("href")) else None
        elif tag in _STYLES:
            return element.children, self.line.style(_STYLES[tag])
        elif tag in BLOCKS or element in self.notes.bodies:
            return self.block(element)
        return element.children, None

    def block(self, element: Element) -> tuple[list[Element | Words], Callable[[], None]]:
        tag = element.tag
        self.flush()
        if tag == "pre":
            if code := code_of(element):
                self.verbatim(BlockKind.CODE, code)
            return [], self.flush
        if tag == "table" and (rows := data_rows(element)):
            self.verbatim(BlockKind.TABLE, table_of(rows, self.cell))
            return [], self.flush
        leave = self.flush
        if element in self.notes.bodies:
            leave = self.footnote(self.notes.bodies[element])
        elif tag in ("ul", "ol", "menu", "dir"):
            start = element.get("start")
            self.lists.append((int(start) if re.fullmatch(r"\d{1,8}", start) else 1) if tag == "ol" else None)
            leave = self._leave(self.lists.pop)
        elif tag == "li" and self.lists:
            number = self.lists[-1]
            self.marker = "- " if number is None else f"{number}. "
            if number is not None:
                self.lists[-1] = number + 1
            leave = self._leave(self._end_item)
        elif any("spoiler" in name for name in element.classes):  # also a `blockquote` that is no quotation
            self.spoilers += 1
            leave = self._leave(self._end_spoiler)
        elif tag == "blockquote" or self.quoted(element) is not None:
            leave = self.quotation(element)
        elif tag in _HEADINGS:
            self.heading = _HEADINGS[tag]
            leave = self._leave(self._end_heading)
        return element.children, leave

    def _leave(self, end: Callable[[], object]) -> Callable[[], None]:
        def leave() -> None:
            self.flush()
            end()

        return leave

    def _end_item(self) -> None:
        self.marker = None

    def _end_heading(self) -> None:
        self.heading = 0

    def _end_spoiler(self) -> None:
        self.spoilers -= 1

    def quotation(self, element: Element) -> Callable[[], None]:
        source = self.quoted(element)
        # A box around a `blockquote` is no quotation in a quotation.
        inner = element.tag == "blockquote" or not any(
            isinstance(child, Element) and child.tag == "blockquote" for child in element.children
        )
        self.quotes += inner
        if source:
            self.sources.append(source)

        def end() -> None:
            self.quotes -= inner
            if source:
                self.sources.pop()

        return self._leave(end)

    def footnote(self, label: str) -> Callable[[], None]:
        outer = self.note, self.lists, self.marker
        self.note, self.lists, self.marker = label, [], None

        def end() -> None:
            note, self.lists, self.marker = outer
            # What comes behind a note in a note can only be read as more of that.
            self.note = label if note is not None else None

        return self._leave(end)

    def reference(self, element: Element, label: str) -> None:
        words = (node for node in element.walk() if isinstance(node, Words))
        places = (element.source.find(label, node.start, node.end) for node in words)
        self.line.reference(label, next((at for at in places if at >= 0), None))

    def image(self, element: Element) -> None:
        alt, source = " ".join(element.get("alt").split()), element.get("src")
        if alt:
            at = element.source.find(alt, element.start, element.end)
            # A picture that stands in the page itself, as smileys do, leads nowhere.
            leads = is_safe(source) and not source.startswith("data:")
            self.line.image(alt, at if at >= 0 else None, source if leads else None)

    def verbatim(self, kind: BlockKind, inline: Inline) -> None:
        if self.note is not None:  # Markdown has no code in the middle of a footnote that every reader takes for that
            self.drafts.append(self.draft(Gathered(inline, inline.text, ())))
        else:
            self.take(Draft(kind, self.doc, [], verbatim=True, inline=inline, within=self.within))

    def cell(self, cell: Element) -> list[Inline]:
        """Return the words of each block in a table's cell."""
        inner = _Walk(self.doc, self.within, self.skip, self.quoted, self.notes)
        inner.walk(cell)
        self.asides += inner.asides
        return [draft.inline for draft in inner.drafts if draft.inline]

    def flush(self) -> None:
        """End the block at hand, if it has words."""
        if gathered := self.line.take():
            self.take(self.draft(gathered))

    def take(self, draft: Draft) -> None:
        if len(self.drafts) >= MOST_BLOCKS:
            raise too_much()
        self.drafts.append(draft)

    def draft(self, gathered: Gathered) -> Draft:
        inline = gathered.inline
        kind, prefix, level, label = BlockKind.PARAGRAPH, "", 0, None
        marker, self.marker = self.marker, None
        depth = min(len(self.lists), _DEEPEST)
        quoted = "> " * min(self.quotes, _DEEPEST)
        if self.note is not None:
            kind, label, prefix = BlockKind.FOOTNOTE, self.note, "    " if self.note in self.begun else f"[^{self.note}]: "
            if self.note not in self.begun:
                inline = without_label(inline, gathered.text, self.note)
            self.begun.add(self.note)
        elif self.heading and not quoted:
            kind, prefix, level = BlockKind.HEADING, "#" * self.heading + " ", self.heading
        elif self.spoilers:
            kind, prefix = BlockKind.SPOILER, ">! "
        elif quoted:
            kind, prefix = BlockKind.BLOCKQUOTE, quoted + (marker or "")
        elif depth:
            kind = BlockKind.LIST_ITEM if marker else BlockKind.PARAGRAPH
            prefix = "  " * (depth - 1) + (marker or "  ")
        source = self.sources[-1] if self.sources and quoted else None
        return Draft(
            kind, self.doc, [], prefix, level, label, inline=inline, within=self.within, quotes=source, cited=gathered.cited
        )
