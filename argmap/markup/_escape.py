r"""What of a text is left alone by the markup, and how the rest is kept from being taken for it.

A text may hold by chance what the markup gives a meaning to. Each such thing has an escape, and stripping takes every
escape away again:

| in the source | in annotated text |
|---|---|
| `]{`, `]\{`, ... | one backslash more: `]\{`, `]\\{`, ... |
| `{.claim`, `\{.claim`, ... (any of our classes) | one backslash more: `\{.claim`, ... |
| a bracket without its partner inside a mark, a backslash before a mark | `&#91;` `&#93;` `&#92;` (see `_weave`) |
| `&#91;`, `&amp;#91;`, ... by itself | one `amp;` more: `&amp;#91;`, ... |

Front matter and the lines that open or close a div (`:::`) are structure: nothing in them is a mark or an escape.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from argmap.markup._vocabulary import CLASSES
from argmap.model import Span
from argmap.read.structure import DIV_LINE, FRONT_MATTER

__all__ = ["LOOSE", "Layout", "escape"]

_CLASS = rf"(?=\.(?:{'|'.join(CLASSES)})(?![\w-]))"
LOOSE = rf"\{{(?P<loose>(?<!\\.){_CLASS})"
"""A regular expression for `{.claim` and its like, unless a backslash says that it is only text."""

_BRACE = re.compile(rf"(\]\\*)\{{|(?<!\\)(\\*)\{{{_CLASS}")
_ESCAPED_BRACE = re.compile(rf"(\]\\*)\\\{{|(?<!\\)(\\*)\\\{{{_CLASS}")
_ENTITY = re.compile(r"&((?:amp;)*)(#9[123];)")


class Layout:
    """A text, and which parts of it are structure."""

    def __init__(self, text: str) -> None:
        self.text = text
        front = FRONT_MATTER.match(text)
        self.front = front.end() if front else 0
        """Where the front matter ends, past its last line break."""

    def structure(self, start: int, end: int) -> Iterator[Span]:
        """Yield the structure in `text[start:end]`: the front matter, then the lines of divs without their line break."""
        if start < self.front:
            yield Span(start, min(self.front, end))
            start = self.front
        for line in DIV_LINE.finditer(self.text, start, end):
            yield Span(*line.span())

    def escape(self, start: int, end: int) -> str:
        """Escape `text[start:end]`."""
        return self._outside_structure(start, end, _escape)

    def unescape(self, start: int, end: int) -> str:
        """Take the escapes of `text[start:end]` away, also those that weaving adds."""
        return self._outside_structure(start, end, _unescape)

    def _outside_structure(self, start: int, end: int, change: Callable[[str], str]) -> str:
        piece = self.text[start:end]
        if "{" not in piece and "&" not in piece:
            return piece  # nothing that has an escape, or is one
        parts: list[str] = []
        for span in self.structure(start, end):
            parts += change(self.text[start : span.start]), self.text[span.start : span.end]
            start = span.end
        parts.append(change(self.text[start:end]))
        return "".join(parts)


def escape(text: str) -> str:
    r"""Return `text` as annotated text without annotations, so that stripping gives it back.

    >>> escape("see f[0]{x}")
    'see f[0]\\{x}'
    """
    return Layout(text).escape(0, len(text))


def _escape(piece: str) -> str:
    piece = _BRACE.sub(lambda match: f"{match[1] or match[2] or ''}\\{{", piece)
    return _ENTITY.sub(r"&amp;\1\2", piece)


def _unescape(piece: str) -> str:
    piece = _ENTITY.sub(_entity, piece)
    return _ESCAPED_BRACE.sub(lambda match: f"{match[1] or match[2] or ''}{{", piece)


def _entity(match: re.Match[str]) -> str:
    if match[1]:
        return f"&{match[1].removeprefix('amp;')}{match[2]}"
    return chr(int(match[2][1:-1]))
