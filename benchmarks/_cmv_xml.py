"""Turns and annotated units out of the XML of CMV modes, which may be badly formed: tags are looked for, not parsed."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from argmap.model import Span

__all__ = ["XmlTurn", "xml_turns"]

_COMMENT = re.compile(r"<!--.*?-->|<\?.*?\?>", re.DOTALL)
# A quotation mark without its fellow is an ordinary character; nothing is tried twice.
_ATTRIBUTES = r"(?P<attributes>(?:\"[^\"<\n]*\"|'[^'<\n]*'|[^>])*+)"
_TAG = re.compile(rf"<(?P<end>/?)(?P<name>thread|title|source|OP|reply|claim|premise)\b{_ATTRIBUTES}>")
_ATTRIBUTE = re.compile(r"(\w+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


@dataclass(slots=True)
class XmlTurn:
    """A turn as it is read: its text so far, its units, and those of them that are still open."""

    name: str
    author: str | None
    text: str = ""
    units: list[tuple[Span, str, dict[str, str]]] = field(default_factory=list)
    _open: list[tuple[int, str, dict[str, str]]] = field(default_factory=list)

    def begin(self, kind: str, attributes: dict[str, str]) -> None:
        """Open a unit here."""
        self._open.append((len(self.text), kind, attributes))

    def end(self, kind: str) -> None:
        """Close the innermost unit of this kind, or of any kind if there is none of this."""
        same = [at for at, (_, name, _) in enumerate(self._open) if name == kind] or [len(self._open) - 1]
        if self._open:
            self._add(len(self.text), *self._open.pop(same[-1]))

    def close(self) -> XmlTurn:
        """Close what nobody closed: at the next unit, or where its paragraph ends."""
        starts = sorted([span.start for span, _, _ in self.units] + [start for start, _, _ in self._open])
        for start, kind, attributes in self._open:
            blank = _BLANK_LINE.search(self.text, start)
            ends = [len(self.text), *(other for other in starts if other > start), *([blank.start()] if blank else [])]
            self._add(min(ends), start, kind, attributes)
        self.units.sort(key=lambda unit: (unit[0].start, -unit[0].end))
        return self

    def _add(self, end: int, start: int, kind: str, attributes: dict[str, str]) -> None:
        words = self.text[start:end]
        if words.strip():
            start += len(words) - len(words.lstrip())
            self.units.append((Span(start, start + len(words.strip())), kind, attributes))


def xml_turns(raw: str) -> Iterator[XmlTurn]:
    """Yield the title, the original post and the replies of a file, in order."""
    raw = _COMMENT.sub("", raw)
    turn: XmlTurn | None = None
    at = 0
    for tag in _TAG.finditer(raw):
        if turn:
            turn.text += html.unescape(raw[at : tag.start()])
        at = tag.end()
        attributes = {name: html.unescape(double or single) for name, double, single in _ATTRIBUTE.findall(tag["attributes"])}
        if tag["name"] in ("claim", "premise"):
            if turn and tag["end"]:
                turn.end(tag["name"])
            elif turn:
                turn.begin(tag["name"], attributes)
        elif tag["name"] != "source":
            if turn:
                yield turn.close()
            opens = not tag["end"] and tag["name"] != "thread"
            turn = XmlTurn(tag["name"], attributes.get("author")) if opens else None
    if turn:
        turn.text += html.unescape(raw[at:])
        yield turn.close()
