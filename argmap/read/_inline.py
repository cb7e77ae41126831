"""The visible words of a line of Markdown, and where each of them stands.

markdown-it-py tells what a paragraph says but not at which offsets, so the inline part of CommonMark 0.31 is read here: emphasis,
code, links, images, autolinks, tags, escapes, entities, line breaks (https://spec.commonmark.org/0.31.2/#inlines). The tests
compare both readers on any text. A printed page is read by the same rules without those that only an author's own
file can mean (escapes, entities, tags), and with the marks that the page sets behind a link.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.entities import html5
from typing import NamedTuple

from argmap.model import StyleKind

__all__ = ["Dialect", "Inline", "Piece", "Ref", "Styled", "is_safe", "scan_inline"]


class Piece(NamedTuple):
    """Visible words, and the offset of their first code point in the source; None where the source does not hold them.

    They stand there unchanged, unless `width` says how many code points of the source stand for them as a whole.
    """

    text: str
    at: int | None
    width: int | None = None


class Styled(NamedTuple):
    """The visible words `start` to `end` are set as `kind` says; `target` is where a link leads."""

    start: int
    end: int
    kind: StyleKind
    target: str | None = None


class Ref(NamedTuple):
    """The visible words `start` to `end` refer to the footnote `label`."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Inline:
    """The words of one block: all that is visible, in order, how some of it is set, and the footnote references in it."""

    pieces: tuple[Piece, ...]
    styles: tuple[Styled, ...]
    refs: tuple[Ref, ...]

    @property
    def text(self) -> str:
        """The visible words as one string."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How to read: the footnote labels and link references of the file, whether it is a printed page, and whether lines break."""

    footnotes: frozenset[str] = frozenset()
    references: Mapping[str, str] = field(default_factory=dict)
    printed: bool = False
    breaks: bool = False
    """Whether every line break is one that readers see, as in comments on GitHub."""
    html: bool = True
    """Whether tags are tags; on Reddit they are words."""


def scan_inline(source: str, dialect: Dialect | None = None) -> Inline:
    r"""Read the words of one block; a line break inside it becomes a blank, a hard one stays a line break.

    >>> scan_inline(r"Lanes are **safe**, see [Vos](https://vos.example) \& co.").text
    'Lanes are safe, see Vos & co.'
    >>> [(piece.text, piece.at) for piece in scan_inline("*A* b").pieces]
    [('A', 1), (' b', 3)]
    """
    return _Scanner(source, dialect or Dialect()).run()


@dataclass(slots=True)
class _Node:
    """`source[start:end]` is seen, or `text` in place of it."""

    start: int
    end: int
    text: str | None = None
    entity: bool = False


@dataclass(slots=True)
class _Marks:
    """A run of `*` or `_`: how many there were, and whether they can open and close emphasis. The node holds those left."""

    node: _Node
    length: int
    char: str
    opens: bool
    closes: bool


@dataclass(slots=True)
class _Bracket:
    """A `[` or `![` that waits for its `]`: its node, that node's index, and how many runs of marks stand in front of it."""

    node: _Node
    index: int
    below: int
    image: bool


_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_PLAIN = re.compile(r"[^\\`*_\[\]!<&\n^]+")
_ENTITY = re.compile(r"&(?:#[xX](?P<hex>[0-9a-fA-F]{1,6})|#(?P<number>[0-9]{1,7})|(?P<name>[A-Za-z][A-Za-z0-9]{1,31}));")
_AUTOLINK = re.compile(
    r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\x00-\x20]*|"
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*)>"
)
_ATTRIBUTE = r"""\s+[A-Za-z_:][A-Za-z0-9_.:-]*(?:\s*=\s*(?:[^"'=<>`\x00-\x20]+|'[^']*'|"[^"]*"))?"""
_TAG = re.compile(rf"<[A-Za-z][A-Za-z0-9-]*(?:{_ATTRIBUTE})*\s*/?>|</[A-Za-z][A-Za-z0-9-]*\s*>|<![A-Za-z][^>]*>|<!---?>")
_LONG_TAGS = {"<!--": "-->", "<?": "?>", "<![CDATA[": "]]>"}
_TARGET_STOP = re.compile(r"[\x00-\x20\x7f()\\]")
_ANGLED_TARGET = re.compile(r"<((?:[^<>\\\n]|\\.)*)>")
_TITLE = re.compile(r"""[ \t\n]+(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\))""", re.DOTALL)
_LONGEST_LABEL = 999
_LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.){0,999})\]", re.DOTALL)
_TICKS = re.compile("`+")
_SPACE = re.compile(r"[ \t\n]*")
_INDENT = re.compile(r"[ \t]*")
_UNSAFE = re.compile(r"\s*(?:vbscript|javascript|file|data(?!:image/(?:gif|png|jpeg|webp);)):", re.IGNORECASE)
_FOOTNOTE = re.compile(r"\[\^(?P<label>[^\[\]\s]+)\]")
_PRINTED_FOOTNOTE = re.compile(r"\^?\[(?P<label>\d{1,3})\](?!\()")
# LessWrong sets "°" or "^o" behind links to its own pages, and a copy may keep it in brackets or behind a blank.
_LINK_MARK = re.compile(r"(?P<closers>[\"'”’)*_]{0,3})[ \u00a0]?(?:\[°\]|°|\^o(?![^\W_]))")


class _Scanner:
    def __init__(self, source: str, dialect: Dialect) -> None:
        self.source = source
        self.dialect = dialect
        self.at = 0
        self.nodes: list[_Node] = []
        self.marks: list[_Marks] = []
        self.brackets: list[_Bracket] = []
        self.linked = 0  # how many of the brackets have a link behind them, so that they open none
        self.last: int | None = None  # where the last tag ends
        self.unclosed: set[str] = set()  # long tags that have no end from here on
        self.styles: list[tuple[int, int, StyleKind, str | None]] = []  # by the numbers of their nodes
        self.emphases: list[tuple[_Node, _Node, StyleKind]] = []  # by the runs of marks around them
        self.refs: list[tuple[int, int, str]] = []
        self.ticks: dict[int, list[int]] | None = None
        self.marked = (-1, -1)  # where the mark behind the last link begins and ends

    def run(self) -> Inline:
        readers = {
            "\\": self.escape,
            "`": self.code,
            "*": self.emphasis,
            "_": self.emphasis,
            "[": self.open_bracket,
            "]": self.close_bracket,
            "!": self.open_image,
            "<": self.angle,
            "&": self.entity,
            "\n": self.line_break,
            "^": self.caret,
        }
        while self.at < len(self.source):
            if self.at == self.marked[0]:
                self.at = self.marked[1]
                continue
            plain = _PLAIN.match(self.source, self.at, self.marked[0] if self.at < self.marked[0] else len(self.source))
            if plain:
                self.show(plain.end())
            else:
                readers[self.source[self.at]]()
        self.match_marks(0)
        return self.result()

    def show(self, end: int) -> _Node:
        """Take the source up to `end` as it stands."""
        node = _Node(self.at, end)
        self.nodes.append(node)
        self.at = end
        return node

    def supply(self, text: str, end: int, *, entity: bool = False) -> None:
        """Show `text` in place of the source up to `end`, which stands for it if it is an entity."""
        self.nodes.append(_Node(self.at, end, text, entity))
        self.at = end

    def skip(self, pattern: re.Pattern[str], at: int) -> int:
        match = pattern.match(self.source, at)
        return match.end() if match else at

    def escape(self) -> None:
        following = self.source[self.at + 1 : self.at + 2]
        if self.dialect.printed or not (following == "\n" or following in _PUNCTUATION):
            self.show(self.at + 1)
        elif following == "\n":
            self.supply("\n", self.skip(_INDENT, self.at + 2))
        else:
            self.at += 1
            self.show(self.at + 1)

    def entity(self) -> None:
        match = None if self.dialect.printed else _ENTITY.match(self.source, self.at)
        if match is None:
            self.show(self.at + 1)
        elif match["name"]:
            text = html5.get(match["name"] + ";")
            if text is None:
                self.show(self.at + 1)
            else:
                self.supply(text, match.end(), entity=True)
        else:
            code = int(match["hex"], 16) if match["hex"] else int(match["number"])
            valid = 0x20 <= code <= 0x10FFFF and unicodedata.category(chr(code)) not in ("Cc", "Cs")
            self.supply(chr(code) if valid or code in (0x9, 0xA) else "\ufffd", match.end(), entity=True)

    def line_break(self) -> None:
        last = self.nodes[-1] if self.nodes else _Node(self.at, self.at)
        blanks = 0
        while last.text is None and last.end == self.at - blanks and last.end > last.start and self.source[last.end - 1] == " ":
            last.end -= 1
            blanks += 1
        self.supply("\n" if blanks > 1 or self.dialect.breaks else " ", self.skip(_INDENT, self.at + 1))

    def code(self) -> None:
        first = self.skip(_TICKS, self.at)
        length = first - self.at
        end = self.closing_ticks(length, first)
        if end is None:
            self.show(first)
            return
        inside = self.source[first:end].replace("\n", " ")
        padded = inside[0] == inside[-1] == " " and inside.strip(" ") != ""
        self.at = first + padded
        node = len(self.nodes)
        for index, line in enumerate(self.source[first + padded : end - padded].split("\n")):
            if index:
                self.supply(" ", self.at + 1)
            self.show(self.at + len(line))
        self.styles.append((node, len(self.nodes), StyleKind.CODE, None))
        self.at = end + length

    def closing_ticks(self, length: int, start: int) -> int | None:
        if self.ticks is None:
            self.ticks = {}
            for match in _TICKS.finditer(self.source):
                self.ticks.setdefault(len(match[0]), []).append(match.start())
        places = self.ticks.get(length, [])
        index = bisect_left(places, start)
        return places[index] if index < len(places) else None

    def angle(self) -> None:
        link = _AUTOLINK.match(self.source, self.at)
        if link and not _UNSAFE.match(link[1]):
            self.at += 1
            self.styles.append((len(self.nodes), len(self.nodes) + 1, StyleKind.LINK, link[1]))
            self.show(link.end(1))
            self.at = link.end()
            return
        end = self.tag_end() if self.dialect.html and not self.dialect.printed else None
        if end is None:
            self.show(self.at + 1)
        else:
            self.at = end

    def tag_end(self) -> int | None:
        if self.last is None:
            self.last = self.source.rfind(">")
        match = _TAG.match(self.source, self.at) if self.at < self.last else None
        if match:
            return match.end()
        for opening, closing in _LONG_TAGS.items():
            if self.source.startswith(opening, self.at) and opening not in self.unclosed:
                end = self.source.find(closing, self.at + len(opening))
                if end >= 0:
                    return end + len(closing)
                self.unclosed.add(opening)
        return None

    def caret(self) -> None:
        if not self.footnote():
            self.show(self.at + 1)

    def footnote(self) -> bool:
        pattern = _PRINTED_FOOTNOTE if self.dialect.printed else _FOOTNOTE
        match = pattern.match(self.source, self.at)
        if match is None or match["label"] not in self.dialect.footnotes:
            return False
        first = len(self.nodes)
        self.at = match.start("label") - 1
        if not self.dialect.printed:
            self.at -= 1
            self.show(self.at + 1)
            self.at += 1
        self.show(match.end())
        self.refs.append((first, len(self.nodes), match["label"]))
        return True

    def open_bracket(self) -> None:
        if not self.footnote():
            index = len(self.nodes)
            self.brackets.append(_Bracket(self.show(self.at + 1), index, len(self.marks), image=False))

    def open_image(self) -> None:
        if self.source.startswith("![", self.at):
            index = len(self.nodes)
            self.brackets.append(_Bracket(self.show(self.at + 2), index, len(self.marks), image=True))
        else:
            self.show(self.at + 1)

    def close_bracket(self) -> None:
        bracket = self.brackets.pop() if self.brackets else None
        active = bracket is not None and (bracket.image or len(self.brackets) >= self.linked)
        self.linked = min(self.linked, len(self.brackets))
        found = self.target(bracket) if bracket and active else None
        if bracket is None or found is None:
            self.show(self.at + 1)
            return
        target, end = found
        self.match_marks(bracket.below)
        bracket.node.end = bracket.node.start
        self.at = end
        self.styles.append((bracket.index, len(self.nodes), StyleKind.IMAGE if bracket.image else StyleKind.LINK, target))
        if not bracket.image:  # no link inside a link
            self.linked = len(self.brackets)
        mark = _LINK_MARK.match(self.source, end) if self.dialect.printed else None
        if mark:
            self.marked = mark.end("closers"), mark.end()

    def target(self, bracket: _Bracket) -> tuple[str, int] | None:
        """Return where the link that ends here leads and the offset behind it, or None where it is no link."""
        after = self.at + 1
        inline = self.inline_target(after + 1) if self.source.startswith("(", after) else None
        if inline or self.dialect.printed or not self.dialect.references:
            return inline
        label = _LABEL.match(self.source, after)
        if not (label and label[1]) and self.at - bracket.node.end > _LONGEST_LABEL:
            return None
        name = label[1] if label and label[1] else self.source[bracket.node.end : self.at]
        target = self.dialect.references.get(" ".join(name.split()).lower().upper())
        return None if target is None else (target, label.end() if label else after)

    def inline_target(self, at: int) -> tuple[str, int] | None:
        at = self.skip(_SPACE, at)
        angled = _ANGLED_TARGET.match(self.source, at)
        end = angled.end() if angled else self.bare_target_end(at)
        target = angled[1] if angled else self.source[at:end]
        if end is None or (self.source.startswith("<", at) and not angled) or _UNSAFE.match(target):
            return None
        end = self.skip(_SPACE, self.skip(_TITLE, end))
        return (target, end + 1) if self.source.startswith(")", end) else None

    def bare_target_end(self, at: int) -> int | None:
        depth = 0
        while match := _TARGET_STOP.search(self.source, at):
            at = match.end()
            if match[0] == "\\":
                at += self.source[at : at + 1] not in ("", " ")
            elif match[0] == "(" and depth < 32:
                depth += 1
            elif match[0] == ")" and depth:
                depth -= 1
            else:
                return match.start() if not depth else None
        return None

    def emphasis(self) -> None:
        start, char = self.at, self.source[self.at]
        end = start
        while self.source.startswith(char, end):
            end += 1
        before, after = self.source[start - 1 : start] if start else "", self.source[end : end + 1]
        left = not _blank(after) and (not _punctuation(after) or _blank(before) or _punctuation(before))
        right = not _blank(before) and (not _punctuation(before) or _blank(after) or _punctuation(after))
        inner = char == "_"  # inside a word it is a letter
        opens = left and (not inner or not right or _punctuation(before))
        closes = right and (not inner or not left or _punctuation(after))
        self.marks.append(_Marks(self.show(end), end - start, char, opens, closes))

    def match_marks(self, below: int) -> None:
        """Pair the runs of marks from number `below` on, and drop the marks that are paired."""
        runs = self.marks[below:]
        del self.marks[below:]
        bottoms: dict[tuple[str, bool, int], _Marks | None] = {}
        at = 0
        while at < len(runs):
            closer = runs[at]
            if not closer.closes or closer.node.start == closer.node.end:
                at += 1
                continue
            kind = (closer.char, closer.opens, closer.length % 3)
            bottom = bottoms.get(kind)
            index = at - 1
            while index >= 0 and runs[index] is not bottom and not _pair(runs[index], closer):
                index -= 1
            if index < 0 or runs[index] is bottom:
                bottoms[kind] = runs[at - 1] if at else None
                at += 1
                continue
            opener = runs[index]
            used = 2 if min(opener.node.end - opener.node.start, closer.node.end - closer.node.start) > 1 else 1
            opener.node.end -= used
            closer.node.start += used
            self.emphases.append((opener.node, closer.node, StyleKind.STRONG if used == 2 else StyleKind.EMPHASIS))
            del runs[index + 1 : at]
            at = index + 1
            if opener.node.start == opener.node.end:
                del runs[index]
                at = index

    def result(self) -> Inline:
        starts = [0]
        pieces: list[Piece] = []
        for node in self.nodes:
            text = self.source[node.start : node.end] if node.text is None else node.text
            starts.append(starts[-1] + len(text))
            if text:
                pieces.append(Piece(text, *_place(node)))
        numbers = {id(node): number for number, node in enumerate(self.nodes)} if self.emphases else {}
        self.styles += [(numbers[id(opener)] + 1, numbers[id(closer)], kind, None) for opener, closer, kind in self.emphases]
        styles = (Styled(starts[first], starts[last], kind, target) for first, last, kind, target in self.styles)
        return Inline(
            _merged(pieces),
            tuple(sorted(styles, key=lambda style: (style.start, -style.end, style.kind))),
            tuple(Ref(starts[first], starts[last], label) for first, last, label in self.refs),
        )


def is_safe(target: str) -> bool:
    r"""Say whether a link may lead there: to no script, file or data.

    >>> is_safe("https://vos.example"), is_safe("java\nscript:alert(1)"), is_safe("")
    (True, False, False)
    """
    # Browsers, and `_layout.address`, drop these wherever they stand, and so a scheme may be broken by them.
    return bool(target.strip()) and _UNSAFE.match(re.sub(r"[\x00-\x20]", "", target)) is None


def _place(node: _Node) -> tuple[int | None, int | None]:
    """Return where a node's words come from, and how many code points stand for them if they are not the same."""
    if node.text is None:
        return node.start, None
    return (node.start, node.end - node.start) if node.entity else (None, None)


def _merged(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Join pieces that stand side by side, all of a run at once: hostile runs are long."""
    runs: list[list[Piece]] = []
    for piece in pieces:
        last = runs[-1][-1] if runs else None
        if last and last.at is not None and last.width is piece.width is None and last.at + len(last.text) == piece.at:
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return tuple(run[0] if len(run) == 1 else Piece("".join(piece.text for piece in run), run[0].at) for run in runs)


def _pair(opener: _Marks, closer: _Marks) -> bool:
    if not opener.opens or opener.char != closer.char or opener.node.start == opener.node.end:
        return False
    both = opener.closes or closer.opens
    return not (both and (opener.length + closer.length) % 3 == 0 and (opener.length % 3 or closer.length % 3))


def _blank(char: str) -> bool:
    return not char or char.isspace()


def _punctuation(char: str) -> bool:
    return char != "" and (char in _PUNCTUATION or unicodedata.category(char)[0] in "PS")
