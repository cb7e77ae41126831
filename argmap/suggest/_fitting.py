"""Where a mark can stand around suggested words: it cuts no construct of Markdown, no quotation and no bracket in two."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from argmap.markup import Annotated
from argmap.model import Block, Span, StyleKind
from argmap.read._inline import Inline, scan_inline

__all__ = ["Fitting", "tidied"]

_OPEN, _CLOSE = "\u2045", "\u2046"
"""Stand for a mark's brackets when a block is read on trial: punctuation to Markdown, as they are, and in hardly any text."""

_LEADING = re.compile(r"(?:\s+|[-–—•·*+]+\s+|[,;:–—]+)*")
_TRAILING = re.compile(r"[\s,;–—-]+\Z")
_PAIRS = {"“": "”", "«": "»", "(": ")", "[": "]", '"': '"'}
_SPECIAL = re.compile(r"[\\`*_\[\]<&$~^]")
_RUNS = frozenset("*_~")
_OPENERS = "*_~`[!<"
_CLOSER = re.compile(
    r"""\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+"[^"\n]*")?\)  # the end of a link
    |\]\[[^\[\]\n]*\]
    |</?[A-Za-z][^<>]*>
    |[*_~`>]""",
    re.VERBOSE,
)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)[^<>]*(?<!/)>")
_MATH = re.compile(r"\$\$.+?\$\$|(?<![\\$])\$(?=\S)[^$\n]*?(?<=[^\s\\])\$(?!\d)", re.DOTALL)
_BRACKET = re.compile(r"\\[\\\[\]]|(\[)|(\])")
_WIDEST = 6  # So many signs at most may stand between words and the edge of what they are part of.
_MOST_READ = 400_000  # Code points: on a paragraph without end only so much is tried.
_CUTS = 3


def tidied(text: str, span: Span, around: Span) -> Span:
    """Return `span` without a list's dash, a trailing comma, or half a pair of brackets or quotation marks.

    The other half of a pair is taken in where it stands right beside the span, inside `around`.

    >>> text = "He said “lanes are safe”, - at least (in Delft,"
    >>> [tidied(text, Span(*ends), Span(0, 47)).cut(text) for ends in [(8, 23), (8, 28), (24, 41), (26, 47)]]
    ['“lanes are safe”', '“lanes are safe”', 'at least (in', 'at least (in Delft']
    """
    start, end = span.start, span.end
    match = _LEADING.match(text, start, end)
    start = match.end() if match else start
    end = start + len(_TRAILING.sub("", text[start:end]))
    for opening, closing in _PAIRS.items():
        words = text[start:end]
        odd = words.count(opening) % 2 if opening == closing else words.count(opening) - words.count(closing)
        if odd > 0 and words.startswith(opening):
            start, end = (start, end + 1) if end < around.end and text[end] == closing else (start + 1, end)
        elif odd and words.endswith(closing):
            start, end = (start - 1, end) if start > around.start and text[start - 1] == opening else (start, end - 1)
    return Span(start, max(start, end))


class Fitting:
    """Fits marks into the text of `annotated`; the spans count in the thread's text, the places in the stripped text."""

    def __init__(self, annotated: Annotated) -> None:
        self._thread = annotated.thread
        self._text = annotated.stripped
        self._styles = sorted(self._thread.styles, key=lambda style: style.span)
        self._starts = [style.span.start for style in self._styles]
        self._trials: dict[str, _Trial] = {}

    def place(self, span: Span) -> Span | None:
        """Return where a mark for `span` can stand, with more or fewer words if need be; None if nowhere."""
        if not len(span):
            return self._point(span)
        block = self._thread.block_at(span.start)
        if block is None:
            return None
        for _ in range(_CUTS):
            span = tidied(self._thread.text, span, block.span)
            if not any(map(str.isalnum, span.cut(self._thread.text))):
                return None
            raw = self._thread.raw_map.to_raw(span)
            found = self._trial(block).fit(raw)
            if found is not None or (shorter := self._shorter(span, block)) is None:
                return found
            span = shorter
        return None

    def _point(self, span: Span) -> Span | None:
        """Return the place for a mark without words: not between a sign and the words that it is for."""
        at = self._thread.raw_map.to_raw(span).start
        while at and self._text[at - 1] in f'{_OPENERS}\\(“"':
            at -= 1
        block = self._thread.block_at(span.start)
        return Span(at, at) if block is None or self._trial(block).takes(at) else None

    def _trial(self, block: Block) -> _Trial:
        if block.id not in self._trials:
            raw = self._thread.raw_map.to_raw(block.span)
            start = self._text.rfind("\n", 0, raw.start) + 1
            end = self._text.find("\n", raw.end)
            self._trials = {block.id: _Trial(self._text[start : len(self._text) if end < 0 else end], start)}
        return self._trials[block.id]

    def _shorter(self, span: Span, block: Block) -> Span | None:
        """Return the longer part of `span` on one side of the edge of a construct that it crosses."""
        low, high = (bisect_left(self._starts, edge) for edge in (block.span.start, span.end))
        for style in self._styles[low:high]:
            crosses = style.span.overlaps(span) and not style.span.contains(span) and not span.contains(style.span)
            if crosses:
                edge = style.span.end if style.span.start < span.start else style.span.start
                return max(Span(span.start, edge), Span(edge, span.end), key=len)
        return None


class _Trial:
    """One block of Markdown, `source`, which begins at `start` in the text, read with and without brackets put into it."""

    def __init__(self, source: str, start: int) -> None:
        self.source = source
        self.start = start
        self.plain = _SPECIAL.search(source) is None
        self.left = max(_MOST_READ // (len(source) + 1), 1)
        self.inline: Inline | None = None

    def fit(self, raw: Span) -> Span | None:
        """Return the narrowest span around `raw` that a mark can have."""
        if self.plain:
            return raw
        low, high = raw.start - self.start, raw.end - self.start
        for math in _MATH.finditer(self.source):
            low = math.start() if math.start() < low < math.end() else low
            high = math.end() if math.start() < high < math.end() else high
        starts, ends = [low, *self._starts(low)], [high, *self._ends(high)]
        wider = sorted((one + other, one, other) for one in range(len(starts)) for other in range(len(ends)))
        for _, one, other in wider:
            if self._is_sound(starts[one], ends[other]):
                return Span(self.start + starts[one], self.start + ends[other])
        return None

    def takes(self, at: int) -> bool:
        """Say whether a mark without words can stand at this offset into the text."""
        at -= self.start
        # What a run of these signs is depends on the letter before it.
        return self.plain or (self.source[at : at + 1] not in _RUNS and self._is_sound(at, at))

    def _starts(self, at: int) -> Iterator[int]:
        """Yield where signs begin that stand right before `at`."""
        for _ in range(_WIDEST):
            if at and self.source[at - 1] in _OPENERS:
                at -= 1
            elif at and self.source[at - 1] == ">" and (tag := self.source.rfind("<", 0, at)) >= 0:
                at = tag
            else:
                return
            yield at

    def _ends(self, at: int) -> Iterator[int]:
        """Yield where signs end that stand right behind `at`."""
        for _ in range(_WIDEST):
            match = _CLOSER.match(self.source, at)
            if match is None:
                return
            at = match.end()
            yield at

    def _is_sound(self, start: int, end: int) -> bool:
        """Say whether brackets at these offsets leave all words and constructs as they are, and cross none of them."""
        words = self.source[start:end]
        if not self.left or not _balanced(words) or not _closed(words) or _OPEN in self.source or _CLOSE in self.source:
            return False
        self.left -= 1
        if self.inline is None:
            self.inline = scan_inline(self.source)
        tried = scan_inline(f"{self.source[:start]}{_OPEN}{words}{_CLOSE}{self.source[end:]}")
        opened, closed = tried.text.find(_OPEN), tried.text.find(_CLOSE)
        if min(opened, closed) < 0 or f"{tried.text[:opened]}{tried.text[opened + 1 : closed]}{tried.text[closed + 1 :]}" != (
            self.inline.text
        ):
            return False
        styles = []
        for style in tried.styles:
            around = [style.start <= edge < style.end for edge in (opened, closed)]
            if around[0] is not around[1] or (around[0] and style.kind is StyleKind.CODE):
                return False
            start, end = (offset - (offset > opened) - (offset > closed) for offset in (style.start, style.end))
            styles.append(style._replace(start=start, end=end))
        return sorted(styles, key=str) == sorted(self.inline.styles, key=str)


def _balanced(words: str) -> bool:
    """Say whether every bracket in `words` has its partner there.

    >>> _balanced("see [the plan](plan.html) for it"), _balanced("the plan](plan.html) for it")
    (True, False)
    """
    depth = 0
    for bracket in _BRACKET.finditer(words):
        depth += (bracket[1] is not None) - (bracket[2] is not None)
        if depth < 0:
            return False
    return depth == 0


def _closed(words: str) -> bool:
    """Say whether every tag of HTML in `words` that opens something has its partner there.

    >>> _closed("<b>so</b>, he<br> said"), _closed("so</b>, he said")
    (True, False)
    """
    opened: list[str] = []
    for tag in _TAG.finditer(words):
        name = tag[2].lower()
        if not tag[1]:
            opened.append(name)
        elif name in opened:
            opened.remove(name)
        else:
            return False
    return not set(opened) - {"br", "hr", "img", "wbr", "input"}
