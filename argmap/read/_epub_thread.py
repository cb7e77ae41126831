"""An EPUB as a thread: the one debate that it holds, or else all its documents as one post.

Books made from forums have a document for each post with its comments. A thread is one of them, so a book with several is
refused, by name; a book without comments is a post whose chapters are sections.
"""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from urllib.parse import unquote

from argmap.errors import ArgmapError, error
from argmap.model import POST, BlockKind, Note, Place, Thread
from argmap.read._assemble import assemble
from argmap.read._epub import EpubDocument, epub_documents, epub_metadata
from argmap.read._file import File
from argmap.read._html import Element, parse_html
from argmap.read._html_blocks import html_blocks
from argmap.read._inline import Inline, Piece
from argmap.read._layout import Draft
from argmap.read._page import Page
from argmap.read._words import listed

__all__ = ["read_epub"]


def read_epub(data: bytes, name: str) -> Thread:
    """Read the book `data`, which the user calls `name`.

    Raises ArgmapError: several-debates where more than one document has comments, and what `epub_documents` raises. Of a book
    without words comes a thread without blocks.
    """
    documents = epub_documents(data, name)
    pages = [(document, page) for document in documents if (page := _page(document, name)) and page.comments]
    if len(pages) > 1:
        held = [f"{document.title or page.title} ({document.name})" for document, page in pages]
        raise error("several-debates", Place(name), count=str(len(pages)), names=listed(held))
    rest = [document for document in documents if not pages or document is not pages[0][0]]
    if not pages:
        return assemble([_post(rest, data, name)])
    debate = pages[0][1]
    if debate.drafts:
        if rest:
            names = listed([document.title or document.name for document in rest])
            debate.notes.append(Note("dropped-documents", f"the debate is one document of the book; left out: {names}"))
        return assemble([debate])
    return assemble([_post(rest, data, name), debate])


def _page(document: EpubDocument, name: str) -> Page | None:
    """Return a document as the page of a site, if some site's reader takes it; what looks like comments may else be any list."""
    from argmap.read._registry import READERS

    file = File(f"{name}/{document.name}", document.html)
    reader = next(reader for reader in READERS if reader.sniff(file))
    try:
        found = reader.read(file) if file.html is not None and reader.name != "html" else None
    except ArgmapError:  # nothing that its site shows: it is text like any other
        return None
    return found if isinstance(found, Page) else None


def _post(documents: Sequence[EpubDocument], data: bytes, name: str) -> Page:
    """Return documents as one post, of the title and the authors that the book says it has."""
    raw = "\n".join(document.html for document in documents)
    starts = list(accumulate((len(document.html) + 1 for document in documents[:-1]), initial=0)) if documents else []
    root = parse_html(raw, xml=all(document.html.lstrip().startswith("<?xml") for document in documents))
    _part_names(root, documents, starts)
    about = epub_metadata(data, name)
    return Page(
        raw,
        name,
        "epub",
        title=about.title,
        author=about.creators[0] if about.creators else None,
        coauthors=about.creators[1:],
        date=about.date,
        drafts=_with_headings(html_blocks(root, POST), documents, starts),
    )


def _part_names(root: Element, documents: Sequence[EpubDocument], starts: Sequence[int]) -> None:
    """Make the names of places in documents unlike, and links to them say which is meant: notes are often in a document apart."""
    numbers = {document.name: number for number, document in enumerate(documents)}
    for element in root.elements():
        here = bisect_right(starts, element.start) - 1
        for attribute in ("id", "name"):
            if element.get(attribute):
                element.attributes[attribute] += f"@{here}"
        path, sign, place = element.get("href").partition("#")
        if sign and not re.match(r"[a-z][a-z0-9+.-]*:|/", path, re.IGNORECASE):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(documents[here].name), unquote(path)))
            element.attributes["href"] = f"#{place}@{numbers.get(target, -1) if path else here}"


def _with_headings(drafts: list[Draft], documents: Sequence[EpubDocument], starts: Sequence[int]) -> list[Draft]:
    """Give chapters without a heading the one that the table of contents has for them."""
    chapters: dict[int, list[Draft]] = {}
    here = 0
    for draft in drafts:
        place = next((piece.at for piece in draft.inline.pieces if piece.at is not None), None) if draft.inline else None
        here = bisect_right(starts, place) - 1 if place is not None else here
        chapters.setdefault(here, []).append(draft)
    level = min((draft.level for draft in drafts if draft.kind is BlockKind.HEADING and draft.level), default=2)
    headed: list[Draft] = []
    for number, chapter in chapters.items():
        title = documents[number].title
        if title and len(chapters) > 1 and not any(draft.kind is BlockKind.HEADING for draft in chapter):
            inline = Inline((Piece(title, None),), (), ())
            headed.append(Draft(BlockKind.HEADING, POST, [], "#" * level + " ", level, inline=inline))
        headed += chapter
    return headed
