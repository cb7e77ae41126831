"""The words of a tree as HTML and as Markdown."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from itertools import groupby

from argmap.markup._inline import escaped, guarded
from argmap.model import BlockKind, StyleKind
from tests.read.shapes_tree import Part, Piece

__all__ = ["as_html", "as_lines", "as_markdown"]

_TAGS = {StyleKind.EMPHASIS: "em", StyleKind.STRONG: "strong", StyleKind.CODE: "code"}
_SIGNS = {StyleKind.EMPHASIS: "*", StyleKind.STRONG: "**", StyleKind.CODE: "`"}


def as_html(
    parts: Sequence[Part], quoting: Callable[[Part, str], str] = lambda _, words: f"<blockquote>{words}</blockquote>"
) -> str:
    """Write words as HTML; `quoting` writes what stands around the paragraph of a quotation."""
    written = []
    for kind, group in groupby(parts, key=lambda part: part.kind):
        found = list(group)
        inside = list(map(_html_part, found))
        if kind is BlockKind.LIST_ITEM:
            written.append(f"<ul>{''.join(inside)}</ul>")
        elif kind is BlockKind.FOOTNOTE:
            written.append(f'<section class="footnotes"><ol class="footnotes-list">{"".join(inside)}</ol></section>')
        elif kind is BlockKind.BLOCKQUOTE:
            written += map(quoting, found, inside)
        else:
            written += inside
    return "".join(written)


def _html_part(part: Part) -> str:
    words = _html_pieces(part.pieces)
    if part.kind is BlockKind.LIST_ITEM:
        return f"<li>{words}</li>"
    if part.kind is BlockKind.CODE:
        return f"<pre><code>{words}</code></pre>"
    if part.kind is BlockKind.FOOTNOTE:
        return f'<li id="fn{part.note}" class="footnote-item"><p>{words} <a href="#fnref{part.note}">↩</a></p></li>'
    if part.kind is BlockKind.TABLE:
        head, *rows = part.rows
        cells = "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
        return f"<table><tr>{''.join(f'<th>{html.escape(cell)}</th>' for cell in head)}</tr>{cells}</table>"
    return f"<p>{words}</p>"


def _html_pieces(pieces: Sequence[Piece]) -> str:
    return "".join(map(_html_piece, pieces))


def _html_piece(piece: Piece) -> str:
    words = html.escape(piece.words)
    if piece.note:
        return f'<sup class="footnote-ref"><a href="#fn{piece.note}" id="fnref{piece.note}">{words}</a></sup>'
    if piece.target:
        return f'<a href="{html.escape(piece.target)}">{words}</a>'
    return f"<{_TAGS[piece.style]}>{words}</{_TAGS[piece.style]}>" if piece.style else words


def as_markdown(parts: Sequence[Part]) -> str:
    """Write words as Markdown."""
    written = ""
    before: Part | None = None
    for part in parts:
        tight = before is not None and before.kind is part.kind is BlockKind.LIST_ITEM
        written += ("" if before is None else "\n" if tight else "\n\n") + _markdown_part(part)
        before = part
    return written


def _markdown_part(part: Part) -> str:
    if part.kind is BlockKind.CODE:
        return f"```\n{part.text}\n```"
    if part.kind is BlockKind.TABLE:  # kept as it is
        return part.text
    words = "".join(map(_markdown_piece, part.pieces))
    marks = {BlockKind.LIST_ITEM: "- ", BlockKind.BLOCKQUOTE: "> ", BlockKind.FOOTNOTE: f"[^{part.note}]: "}
    return marks.get(part.kind, "") + guarded(words)


def _markdown_piece(piece: Piece) -> str:
    if piece.note:
        return f"[^{piece.note}]"
    sign = _SIGNS.get(piece.style, "") if piece.style else ""
    words = piece.words if piece.style is StyleKind.CODE else escaped(piece.words)
    return f"[{words}]({piece.target})" if piece.target else f"{sign}{words}{sign}"


def as_lines(parts: Sequence[Part]) -> str:
    """Write words as plain text, in which quotations alone can be marked."""
    return "\n\n".join(("> " if part.kind is BlockKind.BLOCKQUOTE else "") + part.text for part in parts)
