"""A page measured: how many words stand in each element, how many of them are links or prose, and where names and times stand.

All of it is counted once, along the page, so that any element is measured by two look-ups however deep the page nests.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from argmap.read._html import BLOCKS, Element, Words
from argmap.read._times import iso_time, written_time
from argmap.read._words import word_set

__all__ = ["Mark", "Outline", "is_set_apart", "name_words"]

_UNSEEN = word_set("script style noscript template svg head iframe object button select textarea input option audio video canvas")
_CHROME_TAGS = word_set("nav aside footer dialog menu")
_CHROME_ROLES = word_set("navigation banner contentinfo search complementary dialog alertdialog menu menubar toolbar")
_CHROME_WORDS = word_set(
    """nav navbar navigation menu sidebar breadcrumb breadcrumbs footer masthead share sharing sharer addtoany sharedaddy social
    related relatedposts recommended recommendations newsletter subscribe subscription signup cookie cookies consent gdpr cmp
    advert advertisement advertising ads adsbygoogle sponsored promo promoted popup modal overlay pagination pager paging
    pagenav toolbar skip noscript outbrain taboola trending popular widget legal copyright toc"""
)
_QUOTED = word_set("quote quoted quotation bbquote blockquote quotebox quotecontent")
_AUTHOR = word_set(
    """author user username nick nickname poster byline commenter fn screenname displayname handle postauthor authorname postername
    memberlist usertext userinfo membername"""
)
_NO_AUTHOR = word_set("avatar title img image photo icon rank badge extras stats online status body content text description bio")
_TIME = word_set("date time datetime timestamp posted when age ago published postdate pubdate dateline published postdetails")
_PROFILE = re.compile(
    r"(?:^|[/?&=])(?:users?|u|members?|profiles?|people|authors?|@[\w.-]+|viewprofile|space-uid-\d+)(?:[/=.&?-]|$)|/@|profile\.php"
)
_WHEN = re.compile(
    r"""\b(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}:\d\d(?::\d\d)?(?:\s*[ap]m)?
    |(?:\d+|an?|one)\s*(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|[smhdwy]|mo|yr)\s+ago|yesterday|today
    |vor\s+(?:\d+|ein\w*)\s+\w+|gestern|heute|hier\s+à|hace\s+\d+|il\s+y\s+a\s+\d+)(?!\w)|\d{4}年\d{1,2}月\d{1,2}日|前$""",
    re.IGNORECASE | re.VERBOSE,
)
_SINCE = re.compile(
    r"joined|member since|registered|mitglied|registriert|dabei seit|beigetreten|inscri|edited|bearbeitet", re.IGNORECASE
)
_ENDED = re.compile(r"[.!?…][\"'”’)\]]*(?:\s|$)|[。！？]")
_STREAMED = re.compile(r"S:[0-9a-f]+")
_DISPLAY_NONE = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_CLOCK = re.compile(r"\d[:./-]\d\d")
_LONG, _SHORT, _LABEL, _BRIEF = 80, 25, 100, 25
_NAME_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


def name_words(element: Element) -> frozenset[str]:
    """Return the words of which the classes and the id of an element are made, in lower case.

    >>> sorted(name_words(Element("div", {"class": "p-navSticky PostBody_x9"}, None, "", 0)))
    ['9', 'body', 'nav', 'p', 'post', 'sticky', 'x']
    """
    names = " ".join((*element.classes[:12], element.get("id")))[:400]
    return frozenset(word.lower() for word in _NAME_WORD.findall(names))


def is_set_apart(element: Element) -> bool:
    """Say whether an element looks like something that a site sets around and between texts."""
    if element.tag in ("html", "body", "main", "article", "blockquote", "p"):
        return False
    return element.tag in _CHROME_TAGS or element.get("role") in _CHROME_ROLES or not _CHROME_WORDS.isdisjoint(name_words(element))


@dataclass(frozen=True, slots=True)
class Mark:
    """What may be an author's name or a time: where it stands, the element, and its `rank`, 0 for the surest kind."""

    at: int
    element: Element
    rank: int
    text: str


@dataclass(slots=True)
class _Run:
    """Words with no block between them."""

    at: int
    parts: list[str] = field(default_factory=list)
    linked: int = 0


class Outline:
    """The nodes of a page in document order; `at` and `end` are the numbers of an element and of the node behind its last."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.elements: list[Element] = []
        self.at: dict[Element, int] = {}
        self.end: dict[Element, int] = {}
        self.apart: set[Element] = set()
        self.unseen: set[Element] = set()
        self.authors: list[Mark] = []
        self.times: list[Mark] = []
        self._chars: list[int] = []
        self._linked: list[int] = []
        self._prose: list[int] = []
        self._walk()

    def _walk(self) -> None:
        """Give all nodes their numbers, and count the words of each."""
        stack: list[tuple[Element | Words, bool, bool, bool]] = [(self.root, False, False, False)]
        leaving: list[Element] = []
        run = _Run(0)
        while stack:
            node, link, hidden, quoted = stack.pop()
            number = len(self._chars)
            if isinstance(node, Element) and leaving and leaving[-1] is node:
                leaving.pop()
                self.end[node] = number
                run = self._close(run) if node.tag in BLOCKS else run
                continue
            self._chars.append(0)
            self._linked.append(0)
            self._prose.append(0)
            if isinstance(node, Words):
                if not hidden:
                    run.at = run.at if run.parts else number
                    self._count(node, number, link, run)
                    self._mark_words(node, number, leaving[-1], quoted)
                continue
            run = self._close(run) if node.tag in BLOCKS or node.tag == "br" else run
            self.elements.append(node)
            self.at[node] = number
            link = link or node.tag == "a"
            quoted = quoted or node.tag == "blockquote" or not _QUOTED.isdisjoint(node.classes)
            if hidden or _is_unseen(node):
                hidden = True
                self.unseen.add(node)
            elif not quoted:
                self._mark(node, number)
            stack.append((node, False, False, False))
            leaving.append(node)
            stack.extend((child, link, hidden, quoted) for child in reversed(node.children))
        self._close(run)

    def _count(self, words: Words, number: int, link: bool, run: _Run) -> None:
        text = self.root.source[words.start : words.end]
        length = len(text) if len(text) < 3 else len(" ".join(text.split()))
        if not text.strip():
            return
        self._chars[number] = length
        self._linked[number] = length if link else 0
        run.parts.append(text)
        run.linked += length if link else 0

    def _close(self, run: _Run) -> _Run:
        """Take the words of a block for prose if they are long, or a sentence, and not mostly links."""
        if run.parts:
            text = " ".join("".join(run.parts).split())
            enough = len(text) >= _LONG or (len(text) >= _SHORT and _ENDED.search(text)) or _ENDED.search(text[-1:])
            if enough and run.linked * 2 < len(text):
                self._prose[run.at] += len(text)
        return _Run(0)

    def _mark(self, element: Element, number: int) -> None:
        """Note an element that says who wrote, or when."""
        small = element.end - element.start < 1_000
        time = element.get("datetime") if element.tag == "time" else ""
        title = element.get("title") or element.get("content")
        names = name_words(element) if small and (element.classes or element.get("itemprop")) else frozenset[str]()
        if time or (element.tag in ("abbr", "span", "a", "meta", "relative-time") and (iso_time(title) or written_time(title))):
            self.times.append(Mark(number, element, 0 if time else 1, ""))
        elif small and (element.tag == "time" or not _TIME.isdisjoint(names) or "date" in element.get("itemprop").lower()):
            text = element.text
            if 0 < len(text) <= _LABEL and (element.tag == "time" or _when(text)):
                self.times.append(Mark(number, element, 2, text))
        rank = self._author_rank(element, names) if small else None
        if rank is not None and 0 < len(element.text) <= _LABEL:
            self.authors.append(Mark(number, element, rank, element.text))

    def _author_rank(self, element: Element, names: frozenset[str]) -> int | None:
        prop = element.get("itemprop")
        inside = element.parent.get("itemprop") if element.parent else ""
        if (
            prop in ("author", "creator")
            or (prop == "name" and inside not in ("", "itemListElement"))
            or "author" in element.get("rel")
        ):
            return 0
        if not _NO_AUTHOR.isdisjoint(names):
            return None
        if not _AUTHOR.isdisjoint(names) or (prop == "name" and element.classes):
            return 1
        if element.tag == "a" and _PROFILE.search(element.get("href")) and not element.first("img"):
            return 2
        return 3 if element.tag == "cite" or names in ({"name"}, {"member"}) else None

    def _mark_words(self, words: Words, number: int, around: Element, quoted: bool) -> None:
        """Note words that are a time, where no element says that they are one."""
        text = "" if quoted or words.end - words.start > 2 * _LABEL else " ".join(self.root.source[words.start : words.end].split())
        if (len(text) < _BRIEF or (len(text) < _LABEL and _CLOCK.search(text))) and _when(text):
            self.times.append(Mark(number, around, 3, text))

    # What is asked

    def chars(self, element: Element) -> int:
        """Return how many characters of words are in an element."""
        return self._between(self._sums[0], element)

    def linked(self, element: Element) -> int:
        """Return how many of them are links."""
        return self._between(self._sums[1], element)

    def prose(self, element: Element) -> int:
        """Return how many of them are sentences that the site does not set apart."""
        return self._between(self._sums[2], element)

    def count(self, numbers: Sequence[int], element: Element) -> int:
        """Return how many of some sorted node numbers are in an element."""
        return bisect_left(numbers, self.end[element]) - bisect_left(numbers, self.at[element])

    def marks(self, marks: Sequence[Mark], element: Element) -> Sequence[Mark]:
        """Return those marks that stand in an element, itself among them."""
        low = bisect_left(marks, self.at[element], key=lambda mark: mark.at)
        return marks[low : bisect_left(marks, self.end[element], low, key=lambda mark: mark.at)]

    def holds(self, outer: Element, inner: Element) -> bool:
        """Say whether one element stands in another, or is it."""
        return self.at[outer] <= self.at[inner] < self.end[outer]

    def tops(self, elements: Iterable[Element]) -> list[Element]:
        """Return those elements that stand in none of the others, in document order."""
        tops: list[Element] = []
        for element in sorted(elements, key=self.at.__getitem__):
            if not tops or not self.holds(tops[-1], element):
                tops.append(element)
        return tops

    @cached_property
    def _sums(self) -> tuple[list[int], list[int], list[int]]:
        total = sum(self._chars)
        chars = list(accumulate(self._chars, initial=0))
        behind = 0
        for element in self.elements:
            at, end = self.at[element], self.end[element]
            if at >= behind and is_set_apart(element) and (chars[end] - chars[at]) * 2 < total:
                self.apart.add(element)
                self._prose[at:end] = [0] * (end - at)
                behind = end
        return chars, list(accumulate(self._linked, initial=0)), list(accumulate(self._prose, initial=0))

    def _between(self, sums: list[int], element: Element) -> int:
        return sums[self.end[element]] - sums[self.at[element]]


def _is_unseen(element: Element) -> bool:
    # React sends what comes later in hidden boxes, from which a script takes it (https://react.dev/reference/react-dom/server).
    hidden = "hidden" in element.attributes and not _STREAMED.fullmatch(element.get("id"))
    return (
        element.tag in _UNSEEN
        or hidden
        or ("style" in element.attributes and _DISPLAY_NONE.search(element.get("style")) is not None)
    )


def _when(text: str) -> bool:
    return (_WHEN.search(text) is not None or written_time(text) is not None) and not _SINCE.search(text)
