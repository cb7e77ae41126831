"""Tables and code in HTML, as they stand in the frozen text: with bars, as Markdown writes a table, and line by line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from argmap.read._html import BLOCKS, Element, Words, pieces_of
from argmap.read._inline import Inline, Piece, Ref

__all__ = ["code_of", "data_rows", "table_of"]


_MOST_CELLS = 20_000
"""A table of data that somebody argues with is smaller; the cells of a larger one are blocks."""


def data_rows(table: Element) -> list[list[Element]]:
    """Return the rows of cells of a table that holds data; none for one that only places things on the page."""
    rows: list[list[Element]] = []
    for row in table.all("tr", outside="td, th"):
        cells = [cell for cell in row.children if isinstance(cell, Element) and cell.tag in ("td", "th")]
        if cells:
            rows.append(cells)
    if len(rows) < 2 or max(len(row) for row in rows) < 2 or sum(map(len, rows)) > _MOST_CELLS:
        return []
    for cell in (cell for row in rows for cell in row):
        inside = [element.tag for element in cell.elements() if element.tag in BLOCKS]
        if set(inside) - {"p"} or len(inside) > 1:
            return []
    return rows


def table_of(rows: list[list[Element]], blocks: Callable[[Element], list[Inline]]) -> Inline:
    """Return a table with bars; `blocks` returns the words of each block of a cell."""
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
            for piece, ref in _cell(blocks(cell)):
                if ref:  # a table stands as Markdown writes it, and so does a reference in it
                    refs.append(Ref(at, at + len(ref.label) + 3, ref.label))
                add(Piece("[^", None) if ref else piece)
            add(Piece(" |", None))
        add(Piece("  |" * (columns - len(row)), None))
        if number == 0:
            add(Piece("\n|" + " --- |" * columns, None))
    return Inline(tuple(pieces), (), tuple(refs))


def _cell(blocks: list[Inline]) -> Iterator[tuple[Piece, Ref | None]]:
    """Yield the pieces of a cell, on one line and bars in it escaped; with the first of a reference, the reference."""
    for number, inline in enumerate(blocks):
        if number:
            yield Piece(" ", None), None
        refs = {ref.start: ref for ref in inline.refs}
        at = 0
        for piece in inline.pieces:
            ref = refs.get(at)
            at += len(piece.text)
            if ref is None and piece.at is not None and piece.width is None and re.search(r"[|\n]", piece.text):
                for match in re.finditer(r"[|\n]|[^|\n]+", piece.text):
                    if match[0] != "\n":
                        yield from ((Piece("\\", None), None),) if match[0] == "|" else ()
                        yield Piece(match[0], piece.at + match.start()), None
                    else:
                        yield Piece(" ", None), None
            else:
                yield piece._replace(text=piece.text.replace("\n", " ")), ref


def code_of(element: Element) -> Inline | None:
    """Return preformatted text as it stands; None where there is none."""
    pieces: list[Piece] = []
    for node in element.walk(skip=("script", "style", "button")):
        if isinstance(node, Words):
            pieces += pieces_of(element.source, node)
        elif node.tag == "br":
            pieces.append(Piece("\n", None))
    pieces = _without_ends(pieces)
    return Inline(tuple(pieces), (), ()) if pieces else None


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
