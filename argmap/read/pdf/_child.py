"""The child process: a PDF on standard input, what its pages show on standard output as JSON.

Run as a script that imports nothing of argmap: it is started for every PDF, and pypdf is all it needs.
"""

from __future__ import annotations

import io
import json
import logging
import math
import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, NamedTuple

__all__ = ["EMPHASIS", "STRONG", "Piece", "clean", "serve"]

STRONG, EMPHASIS = 1, 2
"""How letters are set: a number with a bit for each."""
_MEMORY = 2**30
_MOST_PAGES, _MOST_TEXT, _MOST_PIECES = 2000, 8_000_000, 200_000

_SHOWS, _PAINTS = frozenset((b"Tj", b"TJ", b"'", b'"')), frozenset((b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s", b"n"))
_DRAWS = {b"m": 2, b"l": 2, b"c": 6, b"v": 4, b"y": 4, b"re": 4}
_ROTATIONS = {90: (0, -1, 1, 0), 180: (-1, 0, 0, -1), 270: (0, 1, -1, 0)}
_BOLD = re.compile(r"bold|black|heavy|demi|medi(?:um)?(?:ital|obli|$)|cmbx|cmssbx", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obli|slanted|cmti|cmsl|cmmi", re.IGNORECASE)

_CLEAN = dict.fromkeys([*range(9), *range(11, 32), *range(127, 160), 0x200B, 0x2060, 0xFEFF]) | {
    **dict(enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"), 0xFB00)),
    **dict.fromkeys((9, 12, 13), " "),
    **dict.fromkeys((0xF0B7, 0xF0A7, 0x25CF, 0x25A0), "•"),  # what Symbol and Wingdings have for bullets
}


def clean(text: str) -> str:
    """Return the text without what nobody sees, ligatures unfolded."""
    return text.translate(_CLEAN)


class Piece(NamedTuple):
    """Text in one font: where it begins on the page as it is shown, how large it is, and whether it is tagged as no text of it."""

    text: str
    x: float
    y: float
    size: float
    style: int
    artifact: bool


class _RefusedError(Exception):
    """What argmap has an error for: its id, and why."""

    def __init__(self, id: str, **details: object) -> None:
        super().__init__(id)
        self.answer = {"error": id, "details": details}


def serve() -> None:
    """Answer the process that asks: `{"title", "author", "pages"}` or `{"error", "details"}`, never a traceback."""
    logging.disable()
    os.environ["PATH"] = ""  # pypdf would ask a program for JBIG2 data if it found one
    with suppress(ImportError, OSError, ValueError):  # Windows has no such limits, macOS refuses some
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    answer: dict[str, Any]
    try:
        answer = _extract(sys.stdin.buffer.read())
    except _RefusedError as refusal:
        answer = refusal.answer
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
            raise _RefusedError("pdf-locked")
    if len(reader.pages) > _MOST_PAGES:
        raise _RefusedError("pdf-too-big", reason=f"it has more than {_MOST_PAGES} pages")
    info: dict[str, Any] = {}
    with suppress(Exception):  # what a file says of itself is no reason not to read it
        info = {key: str(value) for key, value in (reader.metadata or {}).items()}
    pages, length, left = [], 0, _MOST_PIECES
    for page in reader.pages:
        shown = _Shown(_ROTATIONS.get(int(page.rotation) % 360, (1, 0, 0, 1)), left)
        page.extract_text(visitor_operand_before=shown.operator, visitor_text=shown.words)
        length += sum(len(piece.text) for piece in shown.pieces)
        left -= len(shown.pieces) + len(shown.discs)
        if length > _MOST_TEXT or left <= 0:
            raise _RefusedError("pdf-too-big", reason="it has more text than ten thick books")
        pages.append({"pieces": shown.pieces, "discs": shown.discs})
    return {"title": info.get("/Title"), "author": info.get("/Author"), "pages": pages}


@dataclass(slots=True)
class _Shown:
    """What a page shows, collected while pypdf walks through its operators: pieces of text, and discs that may be bullets."""

    rotation: tuple[int, int, int, int]
    most: int
    pieces: list[Piece] = field(default_factory=list)
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
        style = (STRONG if _BOLD.search(name) else 0) | (EMPHASIS if _ITALIC.search(name) else 0)
        points = abs(float(size)) * math.hypot(c, d)
        if all(map(math.isfinite, (x, y, points))):
            text = clean(text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            size = round(min(max(points, 0.1), 1000.0), 1)
            self.pieces.append(Piece(text, round(x, 2), round(y, 2), size, style, artifact))

    def turn(self, x: float, y: float) -> tuple[float, float]:
        """Turn a direction as the page is turned for its readers."""
        a, b, c, d = self.rotation
        return x * a + y * c, x * b + y * d

    def place(self, x: float, y: float, cm: Sequence[float]) -> tuple[float, float]:
        """Return where a point of the drawing stands on the page."""
        return self.turn(x * cm[0] + y * cm[2] + cm[4], x * cm[1] + y * cm[3] + cm[5])


if __name__ == "__main__":
    serve()
