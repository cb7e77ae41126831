"""A PDF as text: the pages' words in the order in which they are drawn, put together to paragraphs, headings and lists.

A PDF says where glyphs stand and next to nothing else (ISO 32000-2, 9.4), so what is a paragraph is read from the look of it:
gaps, indents, sizes of letters, the little discs that browsers draw in front of list items. pypdf finds the words, in a
child process: it is plain Python over hostile data, and only a process can be held to a time and an amount of memory.
Nothing in the file is run or fetched.
"""

from __future__ import annotations

import io
import json
import logging
import math
import os
import re
import subprocess
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from pathlib import PurePath
from typing import Any, NamedTuple

from argmap.errors import ArgmapError, error
from argmap.model import POST, Note, Place, RawMap, Source, Thread, slug
from argmap.read._chunks import chunks
from argmap.read._inline import Dialect
from argmap.read._layout import Layout
from argmap.read._paragraphs import footnote_labels, paragraphs
from argmap.read._printed import is_printed, read_printed

__all__ = ["PdfText", "pdf_text", "read_pdf"]

_SECONDS, _MEMORY = 8.0, 2**30
_LARGEST, _MOST_PAGES, _MOST_TEXT, _MOST_PIECES = 64 * 2**20, 2000, 8_000_000, 200_000

_SHOWS, _PAINTS = frozenset((b"Tj", b"TJ", b"'", b'"')), frozenset((b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s", b"n"))
_DRAWS = {b"m": 2, b"l": 2, b"c": 6, b"v": 4, b"y": 4, b"re": 4}
_ROTATIONS = {90: (0, -1, 1, 0), 180: (-1, 0, 0, -1), 270: (0, 1, -1, 0)}
_BOLD = re.compile(r"bold|black|heavy|demi|medi(?:um)?(?:ital|obli|$)|cmbx|cmssbx", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obli|slanted|cmti|cmsl|cmmi", re.IGNORECASE)
_STRONG, _EMPHASIS = 1, 2
_MARKS = {_STRONG: "**", _EMPHASIS: "*", _STRONG | _EMPHASIS: "***"}

_CLEAN = dict.fromkeys([*range(9), *range(11, 32), *range(127, 160), 0x200B, 0x2060, 0xFEFF]) | {
    **dict(enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"), 0xFB00)),
    **dict.fromkeys((9, 12, 13), " "),
    **dict.fromkeys((0xF0B7, 0xF0A7, 0x25CF, 0x25A0), "•"),  # what Symbol and Wingdings have for bullets
}
_STOPPED = re.compile(r"[.!?…:;。！？][\"'”’»)\]*°^\d]*$")
_BULLET = re.compile(r"[•◦▪‣·∙○–*-]\s+(?=\S)")
_ORDERED = re.compile(r"(?:\d{1,3}[.)]|\(?[a-zA-Z]\)|\[\d{1,3}\])\s+(?=\S)")
_LEADER = re.compile(r"(?:\. ?){4}\s?\w{1,5}$")  # to the number of a page, in a table of contents
_BROWSER = re.compile(r"(?:https?|file)://\S+\s+\d+/\d+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN = re.compile(r"(?<![^\W\d_])([^\W\d_]++)[-\u2010\u00ad]\n([^\W\d_]*)")
_SAYS_NOTHING = re.compile(
    r"untitled.*|document\d*|unknown|anonymous|(?:windows )?user|admin(?:istrator)?|author|owner|root|default|none|null|title"
    r"|\S+\.(?:docx?|tex|dvi|html?|pdf|rtf|odt|txt|indd|pptx?)|(?:about|https?|file):\S*|[\W\d]*",
    re.IGNORECASE,
)


class PdfText(NamedTuple):
    """The text of a PDF, paragraphs parted by blank lines and with Markdown's marks; the notes say what was dropped and mended."""

    text: str
    title: str | None
    author: str | None
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
    found = _ask_child(data, name)
    notes: list[Note] = []
    lines = _without_running([line for number, page in enumerate(found["pages"]) for line in _lines(page, number)], notes)
    if not lines:
        raise error("pdf-no-text", Place(name), pages=len(found["pages"]))
    if b"%%EOF" not in data[-2048:]:
        notes.append(Note("pdf-mended", "the end of the PDF is missing: pages may be missing, too"))
    look = _Look.of(lines)
    parts = _parts(lines, look, notes)
    largest = _title(parts, look)
    title = _says(found["title"]) or (_plain(largest.lines) if largest else None)
    return PdfText(_written(parts, look, largest), title, _says(found["author"]), tuple(notes))


def read_pdf(data: bytes, name: str) -> Thread:
    """Read a PDF: a printed forum page with its comments, anything else as a post. Raises the errors of `pdf_text`."""
    pdf = pdf_text(data, name)
    if is_printed(re.sub(r"(?m)^#+ ", "", pdf.text)):
        thread = read_printed(pdf.text, name)
        if pdf.title and any((note.kind, note.message) == ("field-missing", "the page shows no title") for note in thread.report):
            thread = replace(thread, title=pdf.title, id=slug(pdf.title))
    else:
        thread = _article(pdf, name)
    source = replace(thread.source, reader="pdf")
    return replace(thread, source=source, author=thread.author or pdf.author, report=(*pdf.notes, *thread.report))


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
    return Thread(
        id=slug(title),
        title=title,
        text=layout.text,
        raw_map=RawMap(tuple(layout.runs)),
        source=Source(name, pdf.text, "pdf"),
        sections=tuple(layout.sections),
        blocks=tuple(layout.blocks),
        sentences=layout.sentences(),
        footnotes=layout.footnotes(),
        styles=tuple(sorted(layout.styles)),
        report=(*notes, *mended),
    )


def _says(value: str | None) -> str | None:
    """Return a title or name that the file gives itself, or None where it is what a program puts there by default.

    >>> _says("Microsoft Word - lanes.docx"), _says("Untitled 1"), _says("Paint on the road")
    (None, None, 'Paint on the road')
    """
    said = re.sub(r"^Microsoft \w+ - ", "", " ".join((value or "").translate(_CLEAN).split()))[:300]
    return None if _SAYS_NOTHING.fullmatch(said) else said


# The child process: a PDF on standard input, what its pages show on standard output as JSON


def _ask_child(data: bytes, name: str) -> dict[str, Any]:
    if len(data) > _LARGEST:
        raise error("pdf-too-big", Place(name), reason=f"it has more than {_LARGEST >> 20} MB")
    command = [sys.executable, "-P", "-X", "utf8", "-c", f"from {__name__} import serve; serve()"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603 - our own code
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise error("pdf-too-big", Place(name), reason=f"it takes more than {_SECONDS:.0f} s to read") from None
    except ValueError:  # it was killed, or a stack overflowed
        raise error("pdf-broken", Place(name), reason="reading it broke off") from None
    if "error" in answer:
        raise error(answer["error"], Place(name), **answer["details"])
    found: dict[str, Any] = answer
    return found


def serve() -> None:
    """Answer `pdf_text` in another process: `{"title", "author", "pages"}` or `{"error", "details"}`, never a traceback."""
    logging.disable()
    os.environ["PATH"] = ""  # pypdf would ask a program for JBIG2 data if it found one
    with suppress(ImportError, OSError, ValueError):  # Windows has no such limits, macOS refuses some
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    answer: dict[str, Any]
    try:
        answer = _extract(sys.stdin.buffer.read())
    except ArgmapError as problem:
        answer = {"error": problem.id, "details": problem.details}
    except MemoryError:
        answer = {"error": "pdf-too-big", "details": {"reason": f"it takes more than {_MEMORY >> 20} MB of memory to read"}}
    except Exception as problem:  # on garbage pypdf raises whatever Python raises
        answer = {"error": "pdf-broken", "details": {"reason": f"{type(problem).__name__}: {problem}"[:120].rstrip(". ")}}
    sys.stdout.write(json.dumps(answer))


def _extract(data: bytes) -> dict[str, Any]:
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        try:
            opened = reader.decrypt("")
        except pypdf.errors.DependencyError:
            opened = pypdf.PasswordType.NOT_DECRYPTED
        if not opened:
            raise error("pdf-locked")
    if len(reader.pages) > _MOST_PAGES:
        raise error("pdf-too-big", reason=f"it has more than {_MOST_PAGES} pages")
    info: dict[str, Any] = {}
    with suppress(Exception):  # what a file says of itself is no reason not to read it
        info = {key: str(value) for key, value in (reader.metadata or {}).items()}
    pages, length, left = [], 0, _MOST_PIECES
    for page in reader.pages:
        shown = _Shown(_ROTATIONS.get(int(page.rotation) % 360, (1, 0, 0, 1)), left)
        page.extract_text(visitor_operand_before=shown.operator, visitor_text=shown.words)
        length += sum(len(piece[0]) for piece in shown.pieces)
        left -= len(shown.pieces) + len(shown.discs)
        if length > _MOST_TEXT or left <= 0:
            raise error("pdf-too-big", reason="it has more text than ten thick books")
        pages.append({"pieces": shown.pieces, "discs": shown.discs})
    return {"title": info.get("/Title"), "author": info.get("/Author"), "pages": pages}


@dataclass(slots=True)
class _Shown:
    """What a page shows, collected while pypdf walks through its operators: pieces of text, and discs that may be bullets."""

    rotation: tuple[int, int, int, int]
    most: int
    pieces: list[tuple[str, float, float, float, int, bool]] = field(default_factory=list)
    discs: list[tuple[float, float]] = field(default_factory=list)
    path: list[tuple[float, float]] = field(default_factory=list)
    tags: list[bool] = field(default_factory=list)
    artifact: bool = True

    def operator(self, operator: bytes, operands: Any, cm: Sequence[float], _tm: object) -> None:
        """Note tags ("this is a page's head": 14.8 of the standard) and paths."""
        if operator in (b"BDC", b"BMC"):
            self.tags.append(bool(operands) and operands[0] == "/Artifact")
        elif operator == b"EMC" and self.tags:
            self.tags.pop()
        elif operator in _SHOWS:
            self.artifact = self.artifact and any(self.tags)
        elif operator in _DRAWS and len(self.path) < 100:
            with suppress(TypeError, ValueError, OverflowError):
                numbers = [float(number) for number in operands[: _DRAWS[operator]]]
                if operator == b"re":
                    numbers[2:] = numbers[0] + numbers[2], numbers[1] + numbers[3]
                self.path += [self.place(x, y, cm) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
        elif operator in _PAINTS:
            if operator != b"n" and self.path:
                (left, right), (low, high) = ((min(side), max(side)) for side in zip(*self.path, strict=True))
                if len(self.discs) < self.most and 1 < right - left < 7 and abs((right - left) - (high - low)) < 1:
                    self.discs.append((left, (low + high) / 2))
            self.path = []

    def words(self, text: str, cm: Sequence[float], tm: Sequence[float], font: Any, size: float) -> None:
        """Take a piece of text, which is all in one font; text that stands upright on the page as it is shown has no place here."""
        if not text or len(self.pieces) >= self.most:
            return
        artifact, self.artifact = self.artifact and not text.isspace(), True
        a, b, c, d = (tm[i] * cm[j] + tm[i + 1] * cm[j + 2] for i, j in ((0, 0), (0, 1), (2, 0), (2, 1)))
        a, b = self.turn(a, b)
        x, y = self.place(tm[4], tm[5], cm)
        if abs(b) > abs(a) and not text.isspace():
            text = "\n" if text.endswith("\n") else ""
        name = str(font.get("/BaseFont", "")) if font else ""
        style = (_STRONG if _BOLD.search(name) else 0) | (_EMPHASIS if _ITALIC.search(name) else 0)
        points = abs(float(size)) * math.hypot(c, d)
        if all(map(math.isfinite, (x, y, points))):
            text = text.translate(_CLEAN).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            self.pieces.append((text, round(x, 2), round(y, 2), round(min(max(points, 0.1), 1000.0), 1), style, artifact))

    def turn(self, x: float, y: float) -> tuple[float, float]:
        """Turn a direction as the page is turned for its readers."""
        a, b, c, d = self.rotation
        return x * a + y * c, x * b + y * d

    def place(self, x: float, y: float, cm: Sequence[float]) -> tuple[float, float]:
        """Return where a point of the drawing stands on the page."""
        return self.turn(x * cm[0] + y * cm[2] + cm[4], x * cm[1] + y * cm[3] + cm[5])


# Lines


class _Run(NamedTuple):
    """Words in one style."""

    text: str
    style: int


@dataclass(slots=True)
class _Line:
    """A line of a page: where it begins, its baseline, how large its letters are, and where its bullet stands, if one is drawn."""

    page: int
    x: float
    y: float
    size: float
    runs: list[_Run]
    artifact: bool
    disc: float | None = None
    text: str = field(init=False)

    def __post_init__(self) -> None:
        self.text = "".join(run.text for run in self.runs).strip()

    @property
    def item(self) -> bool:
        """Say whether the line opens a list item."""
        return self.disc is not None or bool(_BULLET.match(self.text) or _ORDERED.match(self.text))

    @property
    def bold(self) -> bool:
        return all(run.style & _STRONG for run in self.runs if not run.text.isspace())


def _lines(page: dict[str, Any], number: int) -> Iterator[_Line]:
    """Yield the lines of a page that show something."""
    discs: dict[int, list[float]] = {}
    for x, y in sorted(page["discs"]):
        discs.setdefault(round(y), []).append(x)
    line: list[Any] = []
    for text, *look in [*page["pieces"], ("\n", 0, 0, 0, 0, False)]:
        for at, part in enumerate(text.split("\n")):
            if at and line:
                yield _line(line, number, discs)
                line = []
            if part and (line or not part.isspace()):
                line.append((part, *look))


def _line(pieces: list[Any], page: int, discs: dict[int, list[float]]) -> _Line:
    _, x, _, _, _, _ = pieces[0]
    _, _, y, size, _, _ = max(pieces, key=lambda piece: len(piece[0]))
    runs = [_Run(text, style) for text, _, _, _, style, _ in pieces]
    line = _Line(page, x, y, size, runs, all(artifact for text, *_, artifact in pieces if not text.isspace()))
    for height in range(round(y - 0.2 * size), round(y + size) + 1) if discs else ():
        row = discs.get(height, [])
        at = bisect_left(row, x) - 1
        if at >= 0 and row[at] > x - 2.5 * size:
            line.disc = row[at]
    return line


def _without_running(lines: list[_Line], notes: list[Note]) -> list[_Line]:
    """Take out what runs over all pages: heads, feet and numbers."""
    pages = [list(group) for _, group in groupby(lines, key=lambda line: line.page)]
    seen: dict[str, list[_Line]] = {}
    running = {id(line) for line in lines if line.artifact or _BROWSER.fullmatch(line.text)}
    for page in pages:
        ranked = sorted(page, key=lambda line: -line.y)
        for line in {id(line): line for line in (*ranked[:2], *ranked[-2:])}.values():
            for key in _counted(line.text, line.page):
                seen.setdefault(key, []).append(line)
    for found in seen.values():
        (height, _), *_ = Counter(round(line.y) for line in found).most_common(1)
        level = [line for line in found if abs(line.y - height) < 2]
        if len(level) >= max(2, 0.3 * len(pages)):
            running |= {id(line) for line in level}
    dropped: dict[str, list[str]] = {}
    for line in lines:
        if id(line) in running:
            dropped.setdefault(re.sub(r"\d+", "#", line.text), []).append(line.text)
    for texts in dropped.values():
        notes.append(Note("dropped-running", f"a running head or foot, on {len(texts)} of {len(pages)} pages: {texts[0]}"))
    return [line for line in lines if id(line) not in running]


def _counted(text: str, page: int) -> set[str]:
    """Return what may be the same on all pages: the line, or the line but for its first or last number, counted from the page's.

    Such a number at an end of the line is enough by itself: heads may name the chapter.

    >>> sorted(_counted("Lanes 7", 6) & _counted("Lanes 8", 7)), _counted("Lanes 7", 6) & _counted("Lanes 9", 7)
    (['Lanes #1', '…#1'], set())
    """
    numbers = list(re.finditer(r"(?<!\d)\d{1,4}(?!\d)", text))
    ends = {match.span(): int(match[0]) - page for match in (*numbers[:1], *numbers[-1:])}
    keys = {text, *(f"{text[:start]}#{count}{text[end:]}" for (start, end), count in ends.items())}
    return keys | {f"…#{count}" for (start, end), count in ends.items() if start == 0 or end == len(text)}


# Paragraphs


@dataclass(frozen=True, slots=True)
class _Look:
    """How the body of the text looks: its letters' size, the step from line to line in such sizes, how long a full line is."""

    size: float
    step: float
    full: int

    @classmethod
    def of(cls, lines: Sequence[_Line]) -> _Look:
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[line.size] += len(line.text)
        size = sizes.most_common(1)[0][0]
        body = [line for line in lines if line.size == size]
        # A line that ends in the middle of a sentence most likely goes on in the next.
        wrapped = [(a, b) for a, b in pairwise(body) if a.page == b.page and not _STOPPED.search(a.text)]
        steps = Counter(round(step, 1) for a, b in wrapped if 0.8 < (step := (a.y - b.y) / size) < 3)
        # The narrowest step that is no exception: in a text of short paragraphs the gaps between them may be the most.
        step = min((step for step, count in steps.items() if count >= 0.1 * steps.total()), default=1.2)
        if steps.total() < 5:  # too few to tell
            step = min(step, 1.25)
        lengths = sorted(len(line.text) for line in body)
        return cls(size, step, max(lengths[len(lengths) * 9 // 10], 40))


@dataclass(slots=True)
class _Part:
    """A paragraph, list item or heading: its lines."""

    lines: list[_Line]
    indented: bool = False
    """Whether the first line stands further right than the line above it."""

    @property
    def size(self) -> float:
        return self.lines[0].size


def _parts(lines: Sequence[_Line], look: _Look, notes: list[Note]) -> list[_Part]:
    parts: list[_Part] = []
    for line in lines:
        last = parts[-1] if parts else None
        if last and _on(last.lines[-1], line):
            if not _breaks(last, line, look):
                last.lines.append(line)
                continue
        elif last:
            torn = _torn(parts, line, look)
            if torn:
                torn.lines.append(line)
                words = f"“… {torn.lines[-2].text[-20:]}” and “{line.text[:20]} …”"
                notes.append(Note("joined", f"a paragraph that goes on over a page or column: {words}"))
                continue
        parts.append(_Part([line], last is not None and line.x > last.lines[-1].x + 0.8 * line.size))
    return parts


def _on(last: _Line, line: _Line) -> bool:
    """Say whether `line` stands below `last`, in the same column."""
    return last.page == line.page and line.y <= last.y + 0.5 * line.size


def _breaks(part: _Part, line: _Line, look: _Look) -> bool:
    """Say whether `line`, which stands below the part, begins another one."""
    last, first = part.lines[-1], len(part.lines) == 1
    size = max(line.size, last.size)
    short = len(last.text) < 0.75 * look.full
    # A raised number spreads the lines around it.
    spread = 0.6 if line.text[0].islower() and not short and not _STOPPED.search(last.text) else 0.35
    if line.item or abs(last.size - line.size) > 0.08 * size or last.y - line.y > (look.step + spread) * size:
        return True
    if (last.bold and not line.bold and short) or _LEADER.search(last.text[-40:]):
        return True
    if line.x > last.x + 0.8 * size:
        return not (first and last.item)
    if line.x < last.x - 0.8 * size and not first:
        return True
    return (len(last.text) < 0.6 * look.full or (first and part.indented)) and bool(_STOPPED.search(last.text))


def _torn(parts: Sequence[_Part], line: _Line, look: _Look) -> _Part | None:
    """Return the part that goes on in `line`, at the head of a page or column: footnotes may stand between."""
    page = parts[-1].lines[-1].page
    for part in reversed(parts):
        last = part.lines[-1]
        if last.page != page:
            return None
        if abs(last.size - line.size) <= 0.08 * line.size:
            if _STOPPED.search(last.text) or line.item or line.bold is not last.bold or last.size > 1.12 * look.size:
                return None
            # A line that was wrapped is a full one, but for a list item's or a long word that did not fit.
            return part if len(last.text) > (0.5 if line.text[0].islower() else 0.75) * look.full else None
        if last.size > line.size:
            return None
    return None


def _title(parts: Sequence[_Part], look: _Look) -> _Part | None:
    """Return the first page's largest line, if it is larger than the body."""
    first = [part for part in parts if part.lines[0].page == parts[0].lines[0].page]
    largest = max(first, key=lambda part: part.size)
    return largest if _is_heading(largest, look) else None


def _is_heading(part: _Part, look: _Look) -> bool:
    return part.size > 1.12 * look.size and sum(len(line.text) for line in part.lines) <= 200 and part.lines[0].disc is None


# Words


def _written(parts: Sequence[_Part], look: _Look, title: _Part | None) -> str:
    """Write the parts as text: `#` before headings, `-` before list items, `*` around what is set in bold or italics."""
    lines = "\n".join(line.text for part in parts for line in part.lines)
    known = _Words.of(lines)
    sizes = sorted({round(part.size) for part in parts if part is not title and _is_heading(part, look)}, reverse=True)
    left = min((part.lines[0].disc for part in parts if part.lines[0].disc is not None), default=0.0)
    written: list[str] = []
    for part, before in zip(parts, [None, *parts], strict=False):
        runs = _flowing(part.lines, known)
        if part is title:
            text = _plain(part.lines)
        elif _is_heading(part, look):
            text = "#" * min(sizes.index(round(part.size)) + 1, 6) + " " + "".join(run.text for run in runs)
        else:
            text = _marked(runs)
        bullet = _BULLET.match(text)
        if part.lines[0].disc is not None:
            text = "  " * min(round((part.lines[0].disc - left) / (2.5 * look.size)), 8) + "- " + text
        elif bullet:
            text = "- " + text[bullet.end() :]
        together = before and not any(_is_heading(one, look) or not one.lines[0].item for one in (before, part))
        written += ["\n" if together else "\n\n", text]
    return "".join(written[1:]) + "\n"


def _plain(lines: Sequence[_Line]) -> str:
    return " ".join("".join(run.text for run in _flowing(lines, _Words(Counter()))).split())


def _flowing(lines: Iterable[_Line], known: _Words) -> list[_Run]:
    """Join lines, and the words that are broken at their ends."""
    runs: list[_Run] = []
    for line in lines:
        following = list(line.runs)
        following[0] = following[0]._replace(text=following[0].text.lstrip())
        if runs:
            before, style = runs[-1]
            before = before.rstrip() if before.strip() else before
            runs[-1] = _Run(known.mended(before, line.text), style)
        runs += following
    joined = [_Run("".join(run.text for run in group), style) for style, group in groupby(runs, key=lambda run: run.style)]
    return [run._replace(text=re.sub(r"\s+", " ", run.text.replace("\u00ad", ""))) for run in joined]


class _Words(NamedTuple):
    """The words of the whole text, and whether it was set by a program that breaks words."""

    known: Counter[str]
    breaks: bool = True

    @classmethod
    def of(cls, lines: str) -> _Words:
        """Take in a text, line by line."""
        known = Counter(_WORD.findall(_BROKEN.sub(" ", lines).lower()))
        known.update([half for word in known if "-" in word for half in word.split("-")])
        broken = [(match[1].lower(), match[2].lower()) for match in _BROKEN.finditer(lines) if match[2][:1].islower()]
        sure = sum((known[left + right] > 0) - (known[f"{left}-{right}"] > 0) for left, right in broken)
        return cls(known, sure > 0 or (sure == 0 and len(broken) > 0.04 * lines.count("\n")))

    def mended(self, before: str, after: str) -> str:
        """Return the end of a line as it stands in front of the next one: without the hyphen of a word that was broken there.

        >>> words = _Words(Counter(["connectome", "well-known"]))
        >>> words.mended("a connec-", "tome is"), words.mended("a well-", "known man"), words.mended("paint", "helps")
        ('a connec', 'a well-', 'paint ')
        """
        if before.endswith("\u00ad"):
            return before[:-1]
        hyphen = re.search(r"([^\W\d_]+(?:-[^\W\d_]+)*)[-\u2010]$", before[-60:])
        if hyphen is None:
            return before if re.search(r"[\w-]-$|[—/]$", before) else before + " "
        left, right = hyphen[1].lower(), _WORD.match(after)
        if right is None or not after[0].islower():
            return before
        whole = right[0].lower()
        if self.known[left + whole] or self.known[f"{left}-{whole}"]:
            return before[:-1] if self.known[left + whole] else before
        halves = [self.known[half] > 0 for half in (left.rpartition("-")[2], whole.partition("-")[0])]
        compound = all(halves) if self.breaks else any(halves)
        return before if compound or len(left) == 1 else before[:-1]


def _marked(runs: Sequence[_Run]) -> str:
    """Return the words with marks of emphasis, as far as these can be told from the words.

    >>> _marked([_Run("Paint ", 0), _Run("never ", _STRONG), _Run("helps.", 0)])
    'Paint **never** helps.'
    """
    text = ""
    for index, (words, style) in enumerate(runs):
        core, mark = words.strip(), _MARKS.get(style, "")
        start = words[: len(words) - len(words.lstrip())]
        end = words[len(start) + len(core) :]
        around = (text + start)[-1:] + (end or runs[index + 1].text if index + 1 < len(runs) else "")[:1]
        if not mark or "*" in core + around or not any(map(str.isalnum, core)):
            text += words
        elif (core[0].isalnum() and core[-1].isalnum()) or not any(map(str.isalnum, around)):
            text += f"{start}{mark}{core}{mark}{end}"
        else:
            text += words
    return text.strip()
