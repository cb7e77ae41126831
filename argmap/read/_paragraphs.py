"""Plain-text chunks as blocks: headings, paragraphs, lists, quoted lines, footnotes; and what a page break tore apart, mended.

A printed page keeps none of its structure but the look of it, so every rule here is one a reader uses: a numbered line
whose number is the next one is a heading, a paragraph that stops in the middle of a sentence goes on in the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from argmap.model import BlockKind, Note, Span
from argmap.read._chunks import Chunk, Line
from argmap.read._layout import Draft, Strip
from argmap.read._words import word_set

__all__ = ["footnote_labels", "paragraphs"]

_RULE = re.compile(r"[-–—_*=•·]|(?:[-–—_*=~•·] ?){3,}")
_FOOTNOTE = re.compile(r"(?P<label>\d{1,3})[.)]?\s+(?:\*\*)?(?:\[(?:\^|↩︎?)\](?:\([^)\s]*\))?|\^(?=\s|$|\*\*)|↩︎?)(?:\*\*)?\s*")
_BULLET = re.compile(r"(?P<marker>[-*+•◦▪‣])\s+(?=\S)")
_ORDERED = re.compile(r"(?P<marker>(?P<number>\d{1,3})[.)])\s+(?=\S)")
_QUOTED = re.compile(r"(?:>(?=[\s>]|$) ?)+|>(?=[^\W\d]|[\"'“‘])")
_NUMBERED = re.compile(r"(?:\*\*)?(?P<number>\d{1,2}(?:\.\d{1,2})*)(?P<dot>\.?)\s+(?P<title>\S.*)")
_HASHES = re.compile(r"(?P<hashes>#{1,6})\s+(?=\S)")
_BOLD = re.compile(r"\*\*(?P<title>[^*]+)\*\*")
_TAIL = 200
"""How much of a paragraph's end tells whether it is one."""
_MOST_QUOTED = 50
"""A quotation of more lines is not looked for."""
_AFTER_STOP = "\"'”’»)]}*_°"
_CLOSED = re.compile(rf"[.!?…。！？]\^?(?:\[\^?\d+\]|[{re.escape(_AFTER_STOP)}])*$")
_ALWAYS_GOES_ON = re.compile(r"\b(?:e\.g|i\.e|vs|cf|esp|incl|approx)\.$", re.IGNORECASE)
# A paragraph does not end with one of these words, whatever the next one begins with.
_GOES_ON = word_set(
    """a an the of to in on at by for from with without into onto about as and or nor but than that which who whose if
    because my your his her its our their is are was were be been not very"""
)


@dataclass(slots=True)
class _Entry:
    """A draft with what mending needs to know: its lines, its number in a list, and whether it begins its chunk."""

    draft: Draft
    lines: list[str]
    first: bool = False
    number: int | None = None

    @property
    def text(self) -> str:
        return " ".join(self.lines)


def paragraphs(
    found: Sequence[Chunk], doc: str, *, headings: bool = False, quoted: Callable[[str, str], bool] = lambda _a, _b: False
) -> tuple[list[Draft], list[Note]]:
    """Turn chunks into the blocks of the document `doc`, with notes on what was mended and dropped.

    `headings` says whether the document can have them. `quoted(a, b)` says that `a` is somebody's own words, complete
    without `b`, so that the two are not one broken paragraph.
    """
    notes: list[Note] = []
    entries: list[_Entry] = []
    titles = _headings(found) if headings else {}
    in_note = None
    for index, chunk in enumerate(found):
        if index in titles:
            entries.append(_heading(chunk, doc, titles[index]))
            continue
        for entry in _split(chunk, doc, in_note, notes):
            in_note = entry.draft.label or in_note
            last = entries[-1] if entries else None
            if last and entry.first and _torn(last, entry) and not _quotation(last, entry, quoted):
                notes += _mend(last, entry)
                continue
            if last and entry.first and _same_list(last, entry):
                notes.append(Note("list", "list items parted by a blank line: read as one list", _gap(last, entry)))
            entries.append(entry)
    return [entry.draft for entry in entries], notes


def footnote_labels(found: Sequence[Chunk]) -> frozenset[str]:
    """Return the labels of all footnotes."""
    matches = (_FOOTNOTE.match(line.text) for chunk in found for line in chunk.lines)
    return frozenset(match["label"] for match in matches if match)


def _split(chunk: Chunk, doc: str, in_note: str | None, notes: list[Note]) -> Iterator[_Entry]:
    """Yield the blocks of one chunk; behind the first footnote, `in_note` is the label that text belongs to."""
    current: _Entry | None = None
    for line in chunk.lines:
        if _RULE.fullmatch(line.text):
            notes.append(Note("dropped-rule", f"a rule between blocks: {line.text}", Span(line.start, line.end)))
            entry = None
        else:
            skip = _continues(line, current)
            if skip is not None and current is not None:
                current.draft.strips.append(Strip(line.start + skip, line.end))
                current.lines.append(line.text[skip:])
                continue
            entry = _opened(line, doc, in_note)
            entry.first = line is chunk.lines[0]
            in_note = entry.draft.label or in_note
        if current is not None:
            yield current
        current = entry
    if current is not None:
        yield current


def _continues(line: Line, current: _Entry | None) -> int | None:
    """Return where in `line` the current block goes on, or None where the line opens another one."""
    if current is None or _FOOTNOTE.match(line.text) or _BULLET.match(line.text):
        return None
    quote = _QUOTED.match(line.text)
    if quote:
        return quote.end() if current.draft.kind is BlockKind.BLOCKQUOTE and quote.end() < len(line.text) else None
    ordered = _ORDERED.match(line.text)
    # In the middle of a paragraph "10." is more often the end of a sentence than an item.
    if ordered and (ordered["number"] == "1" or (current.number is not None and int(ordered["number"]) == current.number + 1)):
        return None
    return 0


def _opened(line: Line, doc: str, in_note: str | None) -> _Entry:
    """Return the block that `line` opens."""
    note = _FOOTNOTE.match(line.text)
    if note:
        return _entry(line, note.end(), Draft(BlockKind.FOOTNOTE, doc, [], f"[^{note['label']}]: ", label=note["label"]))
    quote = _QUOTED.match(line.text)
    if quote:
        return _entry(line, quote.end(), Draft(BlockKind.BLOCKQUOTE, doc, [], "> "))
    indent = "  " * (line.indent // 2)
    bullet = _BULLET.match(line.text)
    if bullet:
        return _entry(line, bullet.end(), Draft(BlockKind.LIST_ITEM, doc, [], f"{indent}- "))
    ordered = _ORDERED.match(line.text)
    if ordered:
        draft = Draft(BlockKind.LIST_ITEM, doc, [], f"{indent}{ordered['marker']} ")
        return _entry(line, ordered.end(), draft, int(ordered["number"]))
    if in_note:
        return _entry(line, 0, Draft(BlockKind.FOOTNOTE, doc, [], "    ", label=in_note))
    return _entry(line, 0, Draft(BlockKind.PARAGRAPH, doc, []))


def _entry(line: Line, skip: int, draft: Draft, number: int | None = None) -> _Entry:
    draft.strips.append(Strip(line.start + skip, line.end))
    return _Entry(draft, [line.text[skip:]], number=number)


# Headings


@dataclass(frozen=True, slots=True)
class _Title:
    level: int
    skip: int = 0


def _headings(found: Sequence[Chunk]) -> dict[int, _Title]:
    """Return which chunks are headings."""
    titles: dict[int, _Title] = {}
    last: tuple[int, ...] | None = None
    for index, chunk in enumerate(found):
        hashes = _HASHES.match(chunk.line)
        if hashes:
            titles[index] = _Title(len(hashes["hashes"]), hashes.end())
            continue
        number = _number(chunk)
        if number and _follows(last, number) and not _in_list(found, index):
            titles[index] = _Title(len(number))
            last = number
        elif not number and _plain_heading(found, index):
            titles[index] = _Title(1)
    return titles


def _number(chunk: Chunk) -> tuple[int, ...] | None:
    """Return the number of a line that looks like a numbered heading."""
    match = _NUMBERED.fullmatch(chunk.line)
    if match is None or len(chunk.line) > 200 or _FOOTNOTE.match(chunk.line) or ("." not in match["number"] and not match["dot"]):
        return None
    if chunk.line.rstrip(_AFTER_STOP).endswith((".", ";", ",")):
        return None
    return tuple(int(part) for part in match["number"].split("."))


def _follows(last: tuple[int, ...] | None, number: tuple[int, ...]) -> bool:
    """Say whether `number` is a next one after `last`: a first child, or the next of it or of one it stands in."""
    if last is None:
        return number in ((0,), (1,))
    following = {(*last[:depth], last[depth] + 1) for depth in range(len(last))}
    return number in following | {(*last, 0), (*last, 1)}


def _in_list(found: Sequence[Chunk], index: int) -> bool:
    """Say whether a numbered line is an item: its neighbour, with nothing between, is the next or the last number."""
    number = _number(found[index])
    if number is None or len(number) > 1:
        return False
    before = _ORDERED.match(found[index - 1].lines[-1].text) if index else None
    after = _ORDERED.match(found[index + 1].lines[0].text) if index + 1 < len(found) else None
    return any(match is not None and abs(int(match["number"]) - number[0]) == 1 for match in (before, after))


def _plain_heading(found: Sequence[Chunk], index: int) -> bool:
    """Say whether a line without a number is a heading: short, unstopped, between whole paragraphs."""
    bold = _BOLD.fullmatch(found[index].line)
    text = bold["title"] if bold else found[index].line
    words = text.split()
    if not words or len(text) > 80 or not text[-1].isalnum() or text[0].islower() or not any(char.isalpha() for char in text):
        return False
    if _RULE.fullmatch(text) or _BULLET.match(text) or _ORDERED.match(text) or _FOOTNOTE.match(text) or "](" in text:
        return False
    titled = all(word[0].isupper() or not word[0].isalpha() or len(word) < 4 for word in words)
    if len(words) > (12 if bold or titled else 6) or index + 1 == len(found):
        return False
    before = found[index - 1].lines[-1].text[-_TAIL:] if index else "."
    after = found[index + 1]
    opens = len(after.text) > 80 or _BULLET.match(after.lines[0].text) or _ORDERED.match(after.lines[0].text)
    ended = _CLOSED.search(before) or _number(found[index - 1]) or _plain_line(before)
    return bool(opens and ended and not after.text[0].islower())


def _plain_line(text: str) -> bool:
    return len(text) <= 80 and bool(text[-1:].isalnum())


def _heading(chunk: Chunk, doc: str, title: _Title) -> _Entry:
    return _entry(chunk.lines[0], title.skip, Draft(BlockKind.HEADING, doc, [], "#" * title.level + " ", level=title.level))


# Mending


def _torn(last: _Entry, entry: _Entry) -> bool:
    """Say whether `entry` goes on in the middle of the sentence in which `last` stops."""
    if entry.draft.kind is not last.draft.kind and entry.draft.kind is not BlockKind.PARAGRAPH:
        return False
    if entry.draft.prefix.strip() or last.draft.kind in (BlockKind.HEADING, BlockKind.CODE):
        return False
    before, after = last.lines[-1][-_TAIL:].rstrip("*_ "), entry.lines[0].lstrip("*_ \"'“‘([")
    lower = after[:1].islower()
    if last.lines == [""]:  # a footnote whose number stands on a line of its own
        return True
    if _CLOSED.search(before) or before.endswith((":", ";")):
        return lower and _ALWAYS_GOES_ON.search(before) is not None
    return lower or before.endswith((",", "—", "–")) or before.rpartition(" ")[2].lower() in _GOES_ON


def _quotation(last: _Entry, entry: _Entry, quoted: Callable[[str, str], bool]) -> bool:
    """Say whether `last` is a whole quotation, and `entry` what its reader says to it."""
    return len(last.lines) < _MOST_QUOTED and quoted(last.text, entry.text)


def _mend(last: _Entry, entry: _Entry) -> list[Note]:
    gap, before = _gap(last, entry), last.lines[-1]
    # A dash at the break joins its neighbours, as it does everywhere else.
    glue = "" if not before or before.endswith("—") or re.search(r"\S-$", before[-2:]) else " "
    last.draft.strips += [entry.draft.strips[0]._replace(glue=glue), *entry.draft.strips[1:]]
    last.lines += entry.lines
    if not before:
        return []
    words = f"“… {' '.join(before[-_TAIL:].split()[-3:])}” and “{' '.join(entry.lines[0][:_TAIL].split()[:3])} …”"
    return [Note("joined", f"a paragraph that a page break tore in two: {words}", gap)]


def _same_list(last: _Entry, entry: _Entry) -> bool:
    both = last.draft.kind is entry.draft.kind is BlockKind.LIST_ITEM
    if not both or (last.number is None) is not (entry.number is None):
        return False
    return last.number is None or entry.number == last.number + 1


def _gap(last: _Entry, entry: _Entry) -> Span:
    return Span(last.draft.strips[-1].end, entry.draft.strips[0].start)
