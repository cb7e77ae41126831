"""A post that is nothing but a title, or a title and where it leads."""

from __future__ import annotations

from argmap.model import POST, BlockKind, StyleKind
from argmap.read._inline import Inline, Piece, Styled, is_safe
from argmap.read._layout import Draft
from argmap.read._located import Within

__all__ = ["linked"]


def linked(title: Within, url: str | None = None, kind: StyleKind = StyleKind.LINK) -> Draft:
    """Return a title as the words of a post, linked to `url`; a picture's caption, if `kind` says so.

    >>> from argmap.read._located import within
    >>> linked(within("Paint fades"), "https://vos.example").inline.text
    'Paint fades'
    """
    styles = (Styled(0, len(title.text), kind, url),) if url and is_safe(url) else ()
    placed = bool(title.raw_map.runs)
    piece = Piece(title.text, 0 if placed else None)
    return Draft(BlockKind.PARAGRAPH, POST, [], inline=Inline((piece,), styles, ()), within=title if placed else None)
