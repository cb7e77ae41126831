"""The words of a block of HTML while they are gathered: white space as a browser shows it, and how they are set.

Elements end where they end on the page, and a block may end before that: what is open goes on in the next one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from argmap.model import StyleKind
from argmap.read._inline import Inline, Piece, Ref, Styled
from argmap.read._layout import Citation

__all__ = ["Gathered", "Line", "without_label"]

_SPACE = re.compile(r"[ \t\n\r\f]+|[^ \t\n\r\f]+(?: [^ \t\n\r\f]+)*")


class Gathered(NamedTuple):
    """The words of a block, and who quotes which of them."""

    inline: Inline
    text: str
    cited: tuple[Citation, ...]


class Line:
    """The words of the block at hand.

    >>> line = Line()
    >>> end = line.style(StyleKind.EMPHASIS)
    >>> for text in ("Paint  is", " cheap. "): line.words(Piece(text, None))
    >>> end()
    >>> line.take().text
    'Paint is cheap. '
    """

    def __init__(self) -> None:
        self._open: list[tuple[StyleKind, str | None, int]] = []
        self._citing: list[tuple[tuple[str, ...], int]] = []  # which comments, from where in the block
        self._begin()

    def _begin(self) -> None:
        self._pieces: list[Piece] = []
        self._length = 0
        self._blank = True  # whether a blank here would not be seen
        self._styles: list[Styled] = []
        self._refs: list[Ref] = []
        self._cited: list[Citation] = []

    def take(self) -> Gathered | None:
        """Return what was gathered, None where that shows nothing, and begin anew."""
        text = "".join(piece.text for piece in self._pieces)
        gathered = None
        if text.strip():
            for kind, target, start in self._open:
                self._end_style(kind, target, start)
            cited = [*self._cited, *(one for docs, start in self._citing for one in self._citations(docs, start))]
            styles = sorted(self._styles, key=lambda style: (style.start, -style.end, style.kind))
            gathered = Gathered(Inline(tuple(self._pieces), tuple(styles), tuple(self._refs)), text, tuple(cited))
        self._begin()
        self._open = [(kind, target, 0) for kind, target, _ in self._open]
        self._citing = [(docs, 0) for docs, _ in self._citing]
        return gathered

    def words(self, piece: Piece) -> None:
        """Take words, any white space in them made one blank."""
        for match in _SPACE.finditer(piece.text):
            at = piece.at if piece.at is None or piece.width is not None else piece.at + match.start()
            if match[0][0] in " \t\n\r\f":
                if not self._blank:
                    width = piece.width or (len(match[0]) if match[0] != " " else None)
                    self._add(Piece(" ", at, width if at is not None else None))
                self._blank = True
            else:
                self.shown(Piece(match[0], at, piece.width))

    def shown(self, piece: Piece) -> None:
        """Take words as they stand."""
        self._add(piece)
        self._blank = False

    def _add(self, piece: Piece) -> None:
        self._pieces.append(piece)
        self._length += len(piece.text)

    def _drop_blank(self) -> None:
        """Take a blank off the end, also where a style ends with it."""
        while self._pieces and self._pieces[-1].text == " ":
            self._length -= 1
            self._pieces.pop()
        for number in range(len(self._styles) - 1, -1, -1):
            if self._styles[number].end <= self._length:
                break
            self._styles[number] = self._styles[number]._replace(end=self._length)

    def line_break(self) -> bool:
        """Begin a new line; after another line break, or before all words, only say that a new block begins."""
        self._drop_blank()
        if not self._pieces or self._pieces[-1].text == "\n":
            return True
        self._add(Piece("\n", None))
        self._blank = True
        return False

    def style(self, kind: StyleKind, target: str | None = None) -> Callable[[], None]:
        """Set what follows in a style, until what is returned is called."""
        if kind is StyleKind.LINK:
            self._end_links()
        self._open.append((kind, target, self._length))

        def end() -> None:
            self._end_style(*self._open.pop())

        return end

    def _end_style(self, kind: StyleKind, target: str | None, start: int) -> None:
        if start < self._length and (target is not None or kind is not StyleKind.LINK):
            self._styles.append(Styled(start, self._length, kind, target))

    def _end_links(self) -> None:
        """End the link inside which another begins: somebody forgot its end tag."""
        for number, (kind, target, start) in enumerate(self._open):
            if kind is StyleKind.LINK:
                self._end_style(kind, target, start)
                self._open[number] = (kind, None, self._length)

    def citation(self, docs: tuple[str, ...]) -> Callable[[], None]:
        """Say that the comments `docs` quote what follows, until what is returned is called."""
        self._citing.append((docs, self._length))

        def end() -> None:
            self._cited += self._citations(*self._citing.pop())

        return end

    def _citations(self, docs: tuple[str, ...], start: int) -> list[Citation]:
        return [Citation(doc, start, self._length) for doc in docs] if start < self._length else []

    def reference(self, label: str, at: int | None) -> None:
        """Show a reference to a footnote as `[1]`, whatever the page sets around the number."""
        self._drop_blank()
        start = self._length
        for piece in (Piece("[", None), Piece(label, at), Piece("]", None)):
            self.shown(piece)
        self._refs.append(Ref(start, self._length, label))

    def image(self, alt: str, at: int | None, target: str | None) -> None:
        """Show an image as its alternative text; `target` is None for one that leads nowhere."""
        start = self._length
        self.shown(Piece(alt, at))
        if target is not None:
            self._styles.append(Styled(start, self._length, StyleKind.IMAGE, target))


def without_label(inline: Inline, text: str, label: str) -> Inline:
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
