"""Change My View threads of the CMV modes corpus: its XML, and the text that its brat annotations count in.

Hidey et al. 2017, "Analyzing the semantic types of claims and premises in an online persuasive forum"; version 2 is at
https://github.com/chridey/change-my-view-modes. A file keeps one branch of a debate, in which two people take turns. What is
marked in it as claim or premise is no part of its words: `argmap.markup.gold` reads that. The tags are found one by one, since some
of the files are no well-formed XML; nothing is ever expanded or fetched.

The corpus has blanks around what it marks where nobody typed them: in the brat text always, in the XML now and then. So here no
blank stands before a closing mark, behind an opening bracket, behind another blank or at the end of a line, whichever is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from argmap.model import POST, BlockKind, Note, RawMap, Run, Span
from argmap.read._blocks import parse_blocks
from argmap.read._file import File
from argmap.read._html import unescape
from argmap.read._inline import Dialect, Inline, Piece
from argmap.read._layout import Draft
from argmap.read._located import Within, unescaped
from argmap.read._page import Found, Page
from argmap.read._reader import Reader
from argmap.read.fold import fold

__all__ = ["READERS", "Tag", "is_brat", "is_thread", "tags"]

_BEGINS = re.compile(r"\s*<(?:\?xml\b|thread\b)")
_ROOT = re.compile(r"<thread\b[^<>]*>\s*<title>")
_TAG = re.compile(r"<!--|<(?P<close>/?)(?P<name>thread|title|source|OP|reply|claim|premise)\b(?P<attributes>[^<>]*)>")
_ATTRIBUTE = re.compile(r'([\w-]+)\s*=\s*"([^"]*)"')
_LOOSE_BLANK = re.compile(
    r"(?<=\S)[ \t]++(?=[,.;:!?)]{1,9}(?:\s|\Z)|\n|\Z)|(?<=[(\[])[ \t]++(?=\S)|(?<=\])[ \t]++(?=\(https?:)"
    r"|(?P<wide>(?<=\S)[ \t]{2,}+)"
)
_SET_APART = re.compile(r"\n\n\n|\w [,.](?:\s|\Z)")
_QUOTED_LINE = re.compile(r"^[ \t]*>[^\n]*\n(?=[ \t]*[^\s>])", re.MULTILINE)
_BRAT_MARK = re.compile(r"T\d+\t\S+ \d+ \d+(?:;\d+ \d+)*\t")
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
_TAKES_TURNS = "the corpus keeps one branch of the debate, turn by turn"
_MOST_WORDS = 40_000
"""No post on Reddit is longer."""
_FEW = 12
"""A quotation of fewer code points says nothing of where it is from."""


class Tag(NamedTuple):
    """One tag: of a part of the thread, or of a claim or premise."""

    name: str
    closes: bool
    attributes: dict[str, str]
    start: int
    end: int


def is_thread(file: File) -> bool:
    """Say whether a file is a thread of the corpus in XML."""
    return _BEGINS.match(file.text) is not None and "<OP" in file.text and _ROOT.search(file.text) is not None


def tags(text: str) -> Iterator[Tag]:
    """Yield the tags of a thread in XML, up to its end; what is commented out has none, nor has what somebody wrote behind it."""
    at = 0
    while match := _TAG.search(text, at):
        at = match.end()
        if match["name"] is None:
            end = text.find("-->", at)
            at = end + 3 if end >= 0 else len(text)
            yield Tag("comment", False, {}, match.start(), at)
            continue
        attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(match["attributes"])}
        yield Tag(match["name"], bool(match["close"]), attributes, match.start(), at)
        if match["name"] == "thread" and match["close"]:
            return


@dataclass(slots=True)
class _Part:
    """The title or a turn: its strips of the file, a None between two claims that nothing parts."""

    attributes: dict[str, str] = field(default_factory=dict)
    strips: list[Span | None] = field(default_factory=list)

    def words(self, text: str) -> Within:
        """Return the words, without the tags and with their character references decoded."""
        parts: list[str] = []
        runs: list[Run] = []
        length = 0
        for strip in self.strips:
            words = " " if strip is None else strip.cut(text)
            if strip is not None:
                runs.append(Run(length, strip.start, len(strip)))
            parts.append(words)
            length += len(words)
        return unescaped(Within("".join(parts), RawMap(tuple(runs))))


def _parts(text: str) -> dict[str, list[_Part]]:
    """Return the parts of a thread in XML by the names of their tags."""
    found: dict[str, list[_Part]] = {"title": [], "source": [], "OP": [], "reply": []}
    part: _Part | None = None
    at = 0
    last: Tag | None = None
    for tag in tags(text):
        if part is not None and at < tag.start:
            part.strips.append(Span(at, tag.start))
        elif part is not None and last is not None and last.closes and not tag.closes and tag.name in ("claim", "premise"):
            part.strips.append(None)
        if tag.name in found:
            part = None if tag.closes else _Part(tag.attributes)
            if part is not None:
                found[tag.name].append(part)
        at, last = tag.end, tag
    if part is not None and last is not None and last.name != "thread":  # cut off: what there is of a turn
        part.strips.append(Span(at, len(text)))
    return found


def _read_thread(file: File) -> Page:
    parts = _parts(file.text)
    opening = parts["OP"][0] if parts["OP"] else _Part()
    title = parts["title"][0].words(file.text) if parts["title"] else None
    page = Page(
        file.text,
        file.name,
        "cmv",
        title=" ".join(title.text.split()) if title else None,
        author=opening.attributes.get("author"),
        url=parts["source"][0].words(file.text).text.strip() if parts["source"] else None,
        drafts=[*_heading(title), *_blocks(opening.words(file.text))],
    )
    turns = ((part.attributes, part.words(file.text)) for part in (*parts["OP"][1:], *parts["reply"]))
    _take_turns(page, turns)
    return page


def _take_turns(page: Page, turns: Iterable[tuple[dict[str, str], Within]]) -> None:
    before = POST
    for number, (attributes, words) in enumerate(turns, 1):
        id = attributes.get("id") or f"turn-{number}"
        found = Found(id, before, _blocks(words), author=attributes.get("author"), evidence=_TAKES_TURNS)
        page.comments.append(found)
        before = id


def _heading(title: Within | None) -> list[Draft]:
    """Return the title as the post's heading: in this forum it is what the post claims."""
    if title is None:
        return []
    words = _spliced(title, ((match.span(), " ") for match in re.finditer(r"\s+", title.text) if match[0] != " "))
    inline = Inline((Piece(words.text, 0),), (), ())
    return [Draft(BlockKind.HEADING, POST, [], "# ", 1, inline=inline, within=words)]


def _blocks(words: Within) -> list[Draft]:
    """Return the blocks of a turn: Markdown with each sentence on a line of its own, so a quotation ends where its line does."""
    tight = _spliced(words, ((match.span(), " " if match["wide"] else "") for match in _LOOSE_BLANK.finditer(words.text)))
    ended = _spliced(tight, (((match.end(), match.end()), "\n") for match in _QUOTED_LINE.finditer(tight.text)))
    parsed = parse_blocks(ended.text, Span(0, len(ended.text)), POST)
    labels = frozenset(draft.label for draft in parsed.drafts if draft.label is not None)
    dialect = Dialect(labels, parsed.references)
    return [replace(draft, within=ended, dialect=dialect) for draft in parsed.drafts]


def _spliced(string: Within, edits: Iterable[tuple[tuple[int, int], str]]) -> Within:
    """Return a string with some words of it, in text order, replaced by others."""
    listed = list(edits)
    if not listed:
        return string
    parts: list[str] = []
    runs: list[Run] = []
    at = length = 0
    for (start, end), words in [*listed, ((len(string.text), len(string.text)), "")]:
        for number in range(string.raw_map.first_run(at), len(string.raw_map.runs)):
            run = string.raw_map.runs[number]
            if run.text >= start:
                break
            low, high = max(run.text, at), min(run.text + run.length, start)
            if low < high:
                runs.append(Run(length + low - at, run.raw_span(low, high).start, high - low, run.width))
        parts += string.text[at:start], words
        length += start - at + len(words)
        at = end
    return Within("".join(parts), RawMap(tuple(runs)))


def _is_text(file: File) -> bool:
    return re.match(r"CMV\b", file.text) is not None and _SET_APART.search(file.text) is not None


def _title_end(text: str) -> int:
    """Return where the title of a brat text ends: at its first blank line."""
    blank = re.search(r"\n[ \t]*\n", text)
    return blank.start() if blank else len(text)


def _read_text(file: File) -> Page:
    text = file.text
    end = _title_end(text)
    title = _decoded(text, Span(0, end))
    page = Page(file.text, file.name, "cmv-text", title=" ".join(title.text.split()))
    turns, told = _turns(text, end)
    page.drafts = [*_heading(title), *(_blocks(_decoded(text, turns[0])) if turns else [])]
    _take_turns(page, (({}, _decoded(text, turn)) for turn in turns[1:]))
    page.notes.append(
        Note(
            "turns-inferred",
            f"the text does not say who speaks, nor where a turn ends: {len(turns)} turns were told apart by blank lines"
            + (f", {told} of them by what they quote of the turn before" if told else ""),
        )
    )
    return page


def _decoded(text: str, span: Span) -> Within:
    return unescaped(Within(span.cut(text), RawMap((Run(0, span.start, len(span)),) if len(span) else ())))


def _turns(text: str, start: int) -> tuple[list[Span], int]:
    """Return the turns, and how many of them begin without two blank lines before: nobody quotes what he is just saying."""
    turns: list[Span] = []
    told = 0
    said = ""
    last = start
    for match in _PARAGRAPH.finditer(text, start):
        words = match[0].strip()
        blank_lines = text.count("\n", last, match.start()) - 1
        quoted = _quoted(words)
        quotes_itself = len(quoted) >= _FEW and quoted in said
        if not turns or blank_lines > 1 or quotes_itself:
            told += bool(turns) and blank_lines <= 1
            turns.append(Span(match.start(), match.end()))
            said = ""
        else:
            turns[-1] = Span(turns[-1].start, match.end())
        if not quoted:
            said = (said + _letters(words))[-_MOST_WORDS:]
        last = match.end()
    return turns, told


def _quoted(paragraph: str) -> str:
    """Return the letters of the first line of a paragraph, if it is a quotation."""
    line = unescape(paragraph.partition("\n")[0])
    return _letters(line.lstrip("> ")) if line.startswith(">") else ""


def _letters(words: str) -> str:
    """Return words folded and without blanks, of which the text has some too many."""
    return "".join(fold(unescape(words)).text.split())


def is_brat(file: File) -> bool:
    """Say whether a file holds brat's annotations (https://brat.nlplab.org/standoff.html)."""
    return _BRAT_MARK.match(file.text) is not None


def _read_brat(file: File) -> Page:
    """Read nothing: annotations are no words. With the text that they count in they make one thread."""
    return Page(file.text, file.name, "brat")


READERS: Sequence[Reader] = (
    Reader("cmv", is_thread, _read_thread),
    Reader("cmv-text", _is_text, _read_text),
    Reader("brat", is_brat, _read_brat),
)
