"""What a forum's page sets around and into the text: votes, widgets, tag lists, links of the site.

None of it is anybody's words.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import NamedTuple

from argmap.model import Span
from argmap.read._chunks import SHORT, Chunk, Line

__all__ = ["CATEGORIES", "Votes", "footer", "is_chrome", "iso_date", "tag_count", "votes", "widget_at"]

_CHROME = re.compile(
    r"mentioned in|moderation (?:log|guidelines).*|cross-?posted (?:to|from) .*|new comment|submit|subscribe|reply|permalink|share"
    r"|report|log ?in|sign up|load more.*|show (?:more|all).*|\d+ min(?:ute)?s? read|\d+ reactions?|listen to this post.*"
    r"|linkpost(?: (?:for|from) .*)?|(?:ω|omega) -?\d+|curated|comments (?:are )?(?:closed|locked).*"
    r"|(?:review|edit|bookmark|next|previous)(?::.*)?|personal blog(?:post)?|frontpage",
    re.IGNORECASE,
)
CATEGORIES = ("frontpage", "personal blog", "personal blogpost")
"""Where the site files a post; it stands last among its tags."""
_TAG_COUNT = re.compile(r"(?P<name>\S.{0,60}?)\s+(?P<count>\d{1,6})")
_PINGBACK = re.compile(r"-?\d{1,5}\s+\S.*")

_INTEGER = re.compile(r"[-−–]?\d{1,6}")
_KARMA = re.compile(r"<\s*(?P<karma>[-−–]?\d{1,6})\s*>")
_AGREEMENT = re.compile(r"[✕✖✗×xX]\s*(?P<agreement>[-−–]?\d{1,6})\s*[✓✔]")

_PERCENT = re.compile(r"\d{1,3}(?:\.\d+)?\s*%(?:\s*chance)?", re.IGNORECASE)
_WIDGET_LINE = re.compile(
    r"\d{1,3}(?:\.\d+)?\s*%(?:\s*chance)?|chance|[<>≈~]?\s*[$Ṁ€£]?\d[\d,.]*\s*[kKmMbB%]?|[A-Z][a-z]{2,8}\.?\s+\d{1,4}|yes|no|buy|bet|trade"
    r"|manifold(?: markets?)?|metaculus",
    re.IGNORECASE,
)


def is_chrome(line: str) -> bool:
    """Say whether a whole line is the site's own.

    >>> is_chrome("Moderation Log"), is_chrome("Mentioned in the log")
    (True, False)
    """
    return len(line) <= SHORT and _CHROME.fullmatch(line) is not None


def tag_count(line: str) -> str | None:
    """Return the tag of a line that shows a tag and how many votes it has.

    >>> tag_count("Urban planning 12"), tag_count("Urban planning")
    ('Urban planning', None)
    """
    match = _TAG_COUNT.fullmatch(line) if len(line) <= SHORT else None
    return match["name"] if match else None


def footer(found: Sequence[Chunk], tags: Sequence[str] = ()) -> tuple[int, int]:
    """Return where the tags and links below a post may begin, and where they certainly have begun.

    What merely looks like a footer's line counts only below a line that is certainly one: a tag of the post's, a
    category, or the site's own words. Both are the number of chunks where there is no footer.
    """
    known = {tag.lower() for tag in tags}
    start = sure = len(found)
    while start and all(_footer_line(line.text) for line in found[start - 1].lines):
        start -= 1
        lines = [line.text for line in found[start].lines]
        if any(is_chrome(line) or (tag_count(line) or "").lower() in known for line in lines):
            sure = start
    return start, sure


def _footer_line(line: str) -> bool:
    return len(line) < 200 and (is_chrome(line) or tag_count(line) is not None or _PINGBACK.fullmatch(line) is not None)


class Votes(NamedTuple):
    """What stood below a comment's header, and how many lines it took."""

    karma: int | None
    agreement: int | None
    lines: int


def votes(lines: Sequence[Line]) -> Votes:
    """Read the votes from the lines behind a header: two bare integers, or `< n >` and `✕ n ✓`; each may be missing.

    >>> votes([Line(0, 0, 0, "< 3 >"), Line(0, 0, 0, "✕ -1 ✓"), Line(0, 0, 0, "Yes.")])
    Votes(karma=3, agreement=-1, lines=2)
    """
    texts = [line.text for line in lines[:2]]
    both = re.fullmatch(rf"{_KARMA.pattern}\s*{_AGREEMENT.pattern}", texts[0]) if texts else None
    if both:
        return Votes(_int(both["karma"]), _int(both["agreement"]), 1)
    angled = bool(texts) and any(shape.fullmatch(texts[0]) for shape in (_KARMA, _AGREEMENT))
    shapes = (_KARMA, _AGREEMENT) if angled else (_INTEGER, _INTEGER)
    taken: list[int | None] = []
    at = 0
    for shape in shapes:
        match = shape.fullmatch(texts[at]) if at < len(texts) else None
        taken.append(_int(match[match.lastindex or 0]) if match else None)
        at += match is not None
    return Votes(taken[0], taken[1], at)


def _int(text: str) -> int:
    return int(text.replace("−", "-").replace("–", "-"))


def widget_at(found: Sequence[Chunk], index: int) -> Span | None:
    """Return which chunks are the box of the prediction market whose odds stand in chunk `index`, if it is one.

    Such a box is printed as its creator, its question, the odds, and the numbers on its axes.
    """
    if not _PERCENT.fullmatch(found[index].lines[0].text) or not _widget(found[index]):
        return None
    first, last = index, index + 1
    if first and _label(found[first - 1], 200):
        first -= 1
        if first and _label(found[first - 1], 40) and not found[first - 1].line.endswith("?"):
            first -= 1
    while last < len(found) and _widget(found[last]):
        last += 1
    # A bare percentage is an answer; a box says "chance" or has an axis.
    boxed = "chance" in found[index].text.lower() or last - index > 2
    return Span(first, last) if boxed else None


def _widget(chunk: Chunk) -> bool:
    return all(_WIDGET_LINE.fullmatch(line.text) for line in chunk.lines)


def _label(chunk: Chunk, limit: int) -> bool:
    return 0 < len(chunk.line) <= limit and not chunk.line.endswith((".", ":", ";", ",", "!", "…", '"', "”", ")"))


_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905
_TIME = r"(?:,?\s+(?:at\s+)?\d{1,2}:\d{2}.*)?"
_DATES = (
    re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?:T.*)?{_TIME}"),
    re.compile(
        rf"(?:[A-Za-z]{{3,9}},?\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<name>[A-Za-z]{{3,9}})\.?,?\s+(?P<year>\d{{4}}){_TIME}"
    ),
    re.compile(
        rf"(?:[A-Za-z]{{3,9}},\s+)?(?P<name>[A-Za-z]{{3,9}})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}){_TIME}"
    ),
)


def iso_date(text: str) -> str | None:
    """Return the ISO date of a line that is a date, else None. A date in digits alone is read only as year-month-day.

    >>> iso_date("3rd May 2024"), iso_date("May 3, 2024"), iso_date("03/05/2024"), iso_date("31st Feb 2024")
    ('2024-05-03', '2024-05-03', None, None)
    """
    for pattern in _DATES:
        match = pattern.fullmatch(text.strip())
        if match:
            parts = match.groupdict()
            name = (parts.get("name") or "")[:3].lower()
            month = int(parts["month"]) if "month" in parts else _MONTHS.index(name) + 1 if name in _MONTHS else 0
            try:
                return datetime.date(int(parts["year"]), month, int(parts["day"])).isoformat()
            except ValueError:
                return None
    return None
