"""The blocks of a piece of HTML: what a reader sees of it, in paragraphs, lists, quotations, tables and footnotes.

White space collapses as in a browser; what is hidden, runs, or asks for input is no text. Mathematics is shown as the TeX that it
was made from, images as their alternative text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from argmap.model import BlockKind, StyleKind
from argmap.read._footnotes import Notes, find_notes
from argmap.read._html import BLOCKS, Element, Words, pieces_of
from argmap.read._inline import Inline, Piece, Ref, Styled, is_safe
from argmap.read._layout import Citation, Draft
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
_SPACE = re.compile(r"[ \t\n\r\f]+|[^ \t\n\r\f]+(?: [^ \t\n\r\f]+)*")
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
    pieces: list[Piece] = field(default_factory=list)
    length: int = 0
    blank: bool = True
    open: list[tuple[StyleKind, str | None, int]] = field(default_factory=list)
    styles: list[Styled] = field(default_factory=list)
    refs: list[Ref] = field(default_factory=list)
    citing: list[tuple[tuple[str, ...], int]] = field(default_factory=list)  # which comments, from where in the block
    cited: list[Citation] = field(default_factory=list)

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
                    self.words(piece)
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

    # Words

    def words(self, piece: Piece) -> None:
        """Take words, any white space in them made one blank."""
        for match in _SPACE.finditer(piece.text):
            at = piece.at if piece.at is None or piece.width is not None else piece.at + match.start()
            if match[0][0] in " \t\n\r\f":
                if not self.blank:
                    width = piece.width or (len(match[0]) if match[0] != " " else None)
                    self.add(Piece(" ", at, width if at is not None else None))
                self.blank = True
            else:
                self.add(Piece(match[0], at, piece.width))
                self.blank = False

    def add(self, piece: Piece) -> None:
        self.pieces.append(piece)
        self.length += len(piece.text)

    def drop_blank(self) -> None:
        """Take a blank off the end, also where a style ends with it."""
        while self.pieces and self.pieces[-1].text == " ":
            self.length -= 1
            self.pieces.pop()
        for number in range(len(self.styles) - 1, -1, -1):
            if self.styles[number].end <= self.length:
                break
            self.styles[number] = self.styles[number]._replace(end=self.length)

    def line_break(self) -> None:
        """Begin a new line; after two of them, a new paragraph."""
        self.drop_blank()
        if not self.pieces or self.pieces[-1].text == "\n":
            self.flush()
        else:
            self.add(Piece("\n", None))
            self.blank = True

    # Elements

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
                self.add(piece)
                self.blank = False
            return [], None
        cited = dict.fromkeys(_CITED.findall(element.get("class"))) if "blockquote_" in element.get("class") else ()
        if cited:
            return element.children, self.citation(tuple(cited))
        if tag == "br":
            self.line_break()
        elif tag == "img":
            self.image(element)
        elif tag == "a":
            return element.children, self.style(StyleKind.LINK, element.get("href")) if is_safe(element.get("href")) else None
        elif tag in _STYLES:
            return element.children, self.style(_STYLES[tag])
        elif tag in BLOCKS or element in self.notes.bodies:
            return self.block(element)
        return element.children, None

    def block(self, element: Element) -> tuple[list[Element | Words], Callable[[], None]]:
        tag = element.tag
        self.flush()
        if tag == "pre":
            self.code(element)
            return [], self.flush
        if tag == "table" and (rows := _data_rows(element)):
            self.table(rows)
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
            self.note, self.lists, self.marker = outer

        return self._leave(end)

    def style(self, kind: StyleKind, target: str | None = None) -> Callable[[], None]:
        if kind is StyleKind.LINK:
            self.end_links()
        self.open.append((kind, target, self.length))

        def end() -> None:
            self.end_style(*self.open.pop())

        return end

    def end_style(self, kind: StyleKind, target: str | None, start: int) -> None:
        if start < self.length and (target is not None or kind is not StyleKind.LINK):
            self.styles.append(Styled(start, self.length, kind, target))

    def end_links(self) -> None:
        """End the link inside which another begins: somebody forgot its end tag."""
        for number, (kind, target, start) in enumerate(self.open):
            if kind is StyleKind.LINK:
                self.end_style(kind, target, start)
                self.open[number] = (kind, None, self.length)

    def citation(self, docs: tuple[str, ...]) -> Callable[[], None]:
        self.citing.append((docs, self.length))

        def end() -> None:
            self.cited += self._citations(*self.citing.pop())

        return end

    def _citations(self, docs: tuple[str, ...], start: int) -> list[Citation]:
        return [Citation(doc, start, self.length) for doc in docs] if start < self.length else []

    def reference(self, element: Element, label: str) -> None:
        """Show a reference to a footnote as `[1]`, whatever the page sets around the number."""
        self.drop_blank()
        start = self.length
        found = next((node for node in element.walk() if isinstance(node, Words) and label in _cut(element, node)), None)
        at = element.source.find(label, found.start, found.end) if found else None
        for piece in (Piece("[", None), Piece(label, at), Piece("]", None)):
            self.add(piece)
        self.blank = False
        self.refs.append(Ref(start, self.length, label))

    def image(self, element: Element) -> None:
        alt = " ".join(element.get("alt").split())
        if not alt:
            return
        at = element.source.find(alt, element.start, element.end)
        start = self.length
        self.add(Piece(alt, at if at >= 0 else None))
        self.blank = False
        # A picture that stands in the page itself, as smileys do, leads nowhere.
        if is_safe(element.get("src")) and not element.get("src").startswith("data:"):
            self.styles.append(Styled(start, self.length, StyleKind.IMAGE, element.get("src")))

    # Whole blocks

    def code(self, element: Element) -> None:
        pieces: list[Piece] = []
        for node in element.walk(skip=("script", "style", "button")):
            if isinstance(node, Words):
                pieces += pieces_of(element.source, node)
            elif node.tag == "br":
                pieces.append(Piece("\n", None))
        pieces = _without_ends(pieces)
        if pieces:
            self.drafts.append(
                Draft(BlockKind.CODE, self.doc, [], verbatim=True, inline=Inline(tuple(pieces), (), ()), within=self.within)
            )

    def table(self, rows: list[list[Element]]) -> None:
        """Write a table with bars, as Markdown does."""
        pieces: list[Piece] = []
        refs: list[Ref] = []
        at = 0

        def add(piece: Piece) -> None:
            nonlocal at
            if piece.text:
                pieces.append(piece)
                at += len(piece.text)

        columns = max(len(row) for row in rows)
        for number, row in enumerate(rows):
            add(Piece("\n|" if number else "|", None))
            for cell in row:
                add(Piece(" ", None))
                for piece, ref in self._cell(cell):
                    if ref:  # a table stands as Markdown writes it, and so does a reference in it
                        refs.append(Ref(at, at + len(ref.label) + 3, ref.label))
                    add(Piece("[^", None) if ref else piece)
                add(Piece(" |", None))
            add(Piece("  |" * (columns - len(row)), None))
            if number == 0:
                add(Piece("\n|" + " --- |" * columns, None))
        inline = Inline(tuple(pieces), (), tuple(refs))
        self.drafts.append(Draft(BlockKind.TABLE, self.doc, [], verbatim=True, inline=inline, within=self.within))

    def _cell(self, cell: Element) -> Iterator[tuple[Piece, Ref | None]]:
        """Yield the pieces of a cell, on one line and bars in it escaped; with the first of a reference, the reference."""
        inner = _Walk(self.doc, self.within, self.skip, self.quoted, self.notes)
        inner.walk(cell)
        self.asides += inner.asides
        for number, draft in enumerate(inner.drafts):
            if number:
                yield Piece(" ", None), None
            refs = {ref.start: ref for ref in draft.inline.refs} if draft.inline else {}
            at = 0
            for piece in draft.inline.pieces if draft.inline else ():
                ref = refs.get(at)
                at += len(piece.text)
                if ref is None and piece.at is not None and piece.width is None and re.search(r"[|\n]", piece.text):
                    for match in re.finditer(r"[|\n]|[^|\n]+", piece.text):
                        bar = {"|": "\\", "\n": " "}.get(match[0])
                        if bar:
                            yield Piece(bar, None), None
                        if match[0] != "\n":
                            yield Piece(match[0], piece.at + match.start()), None
                else:
                    yield piece._replace(text=piece.text.replace("\n", " ")), ref

    def flush(self) -> None:
        """End the block at hand, if it has words."""
        text = "".join(piece.text for piece in self.pieces)
        if text.strip():
            for kind, target, start in self.open:
                self.end_style(kind, target, start)
            self.cited += [cited for docs, start in self.citing for cited in self._citations(docs, start)]
            styles = sorted(self.styles, key=lambda style: (style.start, -style.end, style.kind))
            self.drafts.append(self.draft(Inline(tuple(self.pieces), tuple(styles), tuple(self.refs)), text))
        self.pieces, self.styles, self.refs, self.cited = [], [], [], []
        self.length, self.blank = 0, True
        self.open = [(kind, target, 0) for kind, target, _ in self.open]
        self.citing = [(docs, 0) for docs, _ in self.citing]

    def draft(self, inline: Inline, text: str) -> Draft:
        kind, prefix, level, label = BlockKind.PARAGRAPH, "", 0, None
        marker, self.marker = self.marker, None
        depth = min(len(self.lists), _DEEPEST)
        quoted = "> " * min(self.quotes, _DEEPEST)
        if self.note is not None:
            kind, label, prefix = BlockKind.FOOTNOTE, self.note, "    " if self.note in self.begun else f"[^{self.note}]: "
            if self.note not in self.begun:
                inline = _without_label(inline, text, self.note)
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
            kind, self.doc, [], prefix, level, label, inline=inline, within=self.within, quotes=source, cited=tuple(self.cited)
        )


def _cut(element: Element, words: Words) -> str:
    return element.source[words.start : words.end]


def _without_label(inline: Inline, text: str, label: str) -> Inline:
    """Take a footnote's own number off its beginning."""
    match = re.match(rf"\s*(?:\^\s*)?(?:\[?{re.escape(label)}\]?[.:)]?(?=\s|\^)|\^)?[\s^]*", text)
    cut = match.end() if match else 0
    if not cut or cut >= len(text):
        return inline
    pieces: list[Piece] = []
    at = 0
    for piece in inline.pieces:
        gone = min(max(cut - at, 0), len(piece.text))
        at += len(piece.text)
        if gone < len(piece.text):
            placed = piece.at is not None and piece.width is None
            pieces.append(Piece(piece.text[gone:], (piece.at or 0) + gone if placed else None) if gone else piece)
    moved = (style._replace(start=max(style.start - cut, 0), end=style.end - cut) for style in inline.styles if style.end > cut)
    refs = (ref._replace(start=ref.start - cut, end=ref.end - cut) for ref in inline.refs if ref.start >= cut)
    return Inline(tuple(pieces), tuple(moved), tuple(refs))


def _without_ends(pieces: list[Piece]) -> list[Piece]:
    """Drop the line breaks with which preformatted text begins and ends, and what is empty."""
    pieces = [piece for piece in pieces if piece.text]
    while pieces and not (rest := pieces[-1].text.rstrip("\n\r\t ")):
        pieces.pop()
    if pieces:
        pieces[-1] = pieces[-1]._replace(text=rest)
    while pieces and pieces[0].text[:1] in ("\n", "\r"):
        first = pieces.pop(0)
        if len(first.text) > 1:
            pieces.insert(0, Piece(first.text[1:], None if first.at is None else first.at + 1))
    return pieces


def _data_rows(table: Element) -> list[list[Element]]:
    """Return the rows of cells of a table that holds data; none for one that only places things on the page."""
    rows: list[list[Element]] = []
    for row in table.all("tr", outside="td, th"):
        cells = [cell for cell in row.children if isinstance(cell, Element) and cell.tag in ("td", "th")]
        if cells:
            rows.append(cells)
    if len(rows) < 2 or max(len(row) for row in rows) < 2:
        return []
    for cell in (cell for row in rows for cell in row):
        inside = [element.tag for element in cell.elements() if element.tag in BLOCKS]
        if set(inside) - {"p"} or len(inside) > 1:
            return []
    return rows
