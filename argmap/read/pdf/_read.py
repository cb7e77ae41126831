"""The text of a PDF, and the thread it is."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import PurePath
from typing import NamedTuple

from argmap.errors import error
from argmap.model import POST, Note, Place, Source, Thread, slug
from argmap.read._chunks import chunks
from argmap.read._inline import Dialect
from argmap.read._layout import Layout
from argmap.read._paragraphs import footnote_labels, paragraphs
from argmap.read._printed import is_printed, read_printed
from argmap.read.pdf._ask import ask_child
from argmap.read.pdf._child import clean
from argmap.read.pdf._lines import lines_of, printed_from, without_running
from argmap.read.pdf._parts import Look, parts_of, title_of
from argmap.read.pdf._written import plain, written

__all__ = ["PdfText", "pdf_text", "read_pdf"]

_SAYS_NOTHING = re.compile(
    r"untitled.*|document\d*|unknown|anonymous|(?:windows )?user|admin(?:istrator)?|author|owner|root|default|none|null|title"
    r"|\S+\.(?:docx?|tex|dvi|html?|pdf|rtf|odt|txt|indd|pptx?)|(?:about|https?|file):\S*|[\W\d]*",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"(?:all |show |view )?[1-9][\d,.]* (?:comments?|replies|responses|answers)(?:, sorted by .*)?|comments? ?\([1-9][\d,.]*\)",
    re.IGNORECASE,
)
_MANY = 4
"""So many of a comment's signs are no accident."""
_SIGN = re.compile(r"\b(?:reply|permalink|commented|points? by|(?:\d+|an?) (?:minute|hour|day|month|year)s? ago)\b", re.IGNORECASE)


class PdfText(NamedTuple):
    """The text of a PDF, paragraphs parted by blank lines and with Markdown's marks; the notes say what was dropped and mended."""

    text: str
    title: str | None
    author: str | None
    url: str | None
    notes: tuple[Note, ...]


def pdf_text(data: bytes, name: str) -> PdfText:
    """Return the text of the PDF `data`, which the user calls `name`.

    Title and author are what the file says of itself, where that says something; else the title is the first page's largest line.
    Raises ArgmapError: pdf-broken, pdf-locked, pdf-no-text, pdf-too-big.

    >>> pdf_text(b"%PDF-1.7 paint", "lanes.pdf")
    Traceback (most recent call last):
    ...
    argmap.errors.ArgmapError: lanes.pdf: this PDF is broken: ...
    """
    found = ask_child(data, name)
    notes: list[Note] = []
    shown = [line for number, page in enumerate(found["pages"]) for line in lines_of(page, number)]
    lines = without_running(shown, notes)
    if not lines:
        raise error("pdf-no-text", Place(name), pages=len(found["pages"]))
    if b"%%EOF" not in data[-2048:]:
        notes.append(Note("pdf-mended", "the end of the PDF is missing: pages may be missing, too"))
    look = Look.of(lines)
    parts = parts_of(lines, look, notes)
    largest = title_of(parts, look)
    title = _says(found["title"]) or (plain(largest.lines) if largest else None)
    return PdfText(written(parts, look, largest), title, _says(found["author"]), printed_from(shown), tuple(notes))


def read_pdf(data: bytes, name: str) -> Thread:
    """Read a PDF: a printed forum page with its comments, anything else as a post. Raises the errors of `pdf_text`."""
    pdf = pdf_text(data, name)
    if is_printed(re.sub(r"(?m)^#+ ", "", pdf.text)):
        thread = read_printed(pdf.text, name)
        if pdf.title and any((note.kind, note.message) == ("field-missing", "the page shows no title") for note in thread.report):
            thread = replace(thread, title=pdf.title, id=slug(pdf.title))
    else:
        thread = _article(pdf, name)
    unread = [] if thread.comments else _unread(pdf.text)
    return replace(
        thread,
        source=replace(thread.source, reader="pdf"),
        author=thread.author or pdf.author,
        url=pdf.url,
        report=(*unread, *pdf.notes, *thread.report),
    )


def _article(pdf: PdfText, name: str) -> Thread:
    """Read a text without comments: all of it is the post."""
    found = chunks(pdf.text)
    layout = Layout(pdf.text, Dialect(footnote_labels(found), printed=True))
    title = pdf.title or PurePath(name).stem
    notes = []
    if found and found[0].text.casefold() == title.casefold():
        notes.append(Note("field", "title", found.pop(0).raw))
    drafts, mended = paragraphs(found, POST, headings=True)
    for draft in drafts:
        layout.add(draft)
    return replace(
        layout.thread(title, Source(name, pdf.text, "pdf")),
        report=(*notes, *mended),
    )


def _unread(text: str) -> list[Note]:
    r"""Say that there seem to be comments in a text in which none can be told from the next.

    >>> [note.message[:50] for note in _unread("Paint is cheap.\n\n34 Comments\n\nbo\nNo.")], _unread("34 comments came in.")
    (['this seems to be a page with comments (“34 Comment'], [])
    """
    lines = [line[:200] for line in text.splitlines()]
    cells = [cell.strip("#* -") for line in lines for cell in re.split("[|·•]", line)]
    counts = [cell for cell in cells if _COUNT.fullmatch(cell)]
    signs = Counter(re.sub(r"\d+", "…", sign.lower()) for line in lines for sign in _SIGN.findall(line))
    if not counts and signs.total() < _MANY:
        return []
    seen = f"“{counts[0]}”" if counts else ", ".join(f"“{sign}” {count} times" for sign, count in signs.most_common(2))
    message = (
        f"this seems to be a page with comments ({seen}), but a PDF does not say where one ends and whose it is: they stand in the "
        "post's text. Save the page as HTML instead, and read that"
    )
    return [Note("comments-unread", message)]


def _says(value: str | None) -> str | None:
    """Return a title or name that the file gives itself, or None where it is what a program puts there by default.

    >>> _says("Microsoft Word - lanes.docx"), _says("Untitled 1"), _says("Paint on the road")
    (None, None, 'Paint on the road')
    """
    said = re.sub(r"^Microsoft \w+ - ", "", " ".join(clean(value or "").split()))[:300]
    return None if _SAYS_NOTHING.fullmatch(said) else said
