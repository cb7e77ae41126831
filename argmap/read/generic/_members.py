"""What the comments of a page that argmap does not know say of themselves: their words, author, time and votes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from argmap.model import POST
from argmap.read._html import Element
from argmap.read._html_blocks import html_blocks
from argmap.read._page import Found
from argmap.read._times import iso_time, written_time
from argmap.read._words import word_set
from argmap.read.generic._forum_quotes import ForumQuotes, forum_quotes
from argmap.read.generic._nesting import parents_of
from argmap.read.generic._outline import Mark, Outline, name_words
from argmap.read.generic._page_data import PageData
from argmap.read.generic._repeated import Own, Repeated, native_id, own_elements

__all__ = ["Members", "name_of"]

_NOT_BODY = word_set("signature sig avatar meta header footer user author profile attribution actions reply form quote")
_INLINE = word_set("a b i em strong u small sup sub img br code time button input option label")
_AROUND = word_set(
    """signature sig reactions likes share permalink toolbar actions reply report vote votes votelinks score avatar meta
    metadata byline userinfo profile postprofile controls buttons lastedit notice expandlink respond posthead postfoot
    flag userdetails userextras"""
)
_PROFILES = word_set("stats extras userinfo profile postprofile userdetails signature sig")
_VOTES = word_set("score votes vote points karma likes upvotes rating votecount likecount")
_NUMBER = re.compile(r"([-−–+]?\d{1,6})(?:\s*(?:points?|votes?|likes?|upvotes?))?", re.IGNORECASE)
_DELETED = re.compile(
    r"\W*(?:(?:comment )?(?:deleted|removed)|(?:this|the) (?:comment|post|message) (?:was|has been) (?:deleted|removed)\b.*)\W*",
    re.IGNORECASE,
)
_LINKED_ID = re.compile(r"(?:^|[#/=_-])(?:[a-zA-Z]+[-_]?)?(\d+|[0-9a-f-]{8,40})(?=$|[/&#])")
_BEFORE_NAME = re.compile(r"^(?:(?:posted |written |submitted )?by|von|de|author|name|user)\s*:?\s+", re.IGNORECASE)
_BEHIND_NAME = re.compile(
    r"\s*(?:\b(?:says?|said|wrote|writes|schrieb|sagt|meint|dice|a dit|at|on)\b)?\s*[:,»·|-]*$", re.IGNORECASE
)
_EDITED = re.compile(r"edited|last edit|bearbeitet|geändert|modifié|editado", re.IGNORECASE)
_SMALL = 300
_MOST_IDS = 6


@dataclass(slots=True)
class _Tally:
    """How a kind of element fares as the place of the members' words."""

    members: int = 0
    words: int = 0
    marked: int = 0
    several: int = 0


class Members:
    """The comments that were found on a page; where the first of them is the post, `first_is_post`."""

    def __init__(self, outline: Outline, repeated: Repeated, data: PageData, first_is_post: bool) -> None:
        self.outline = outline
        self.owns = repeated.members
        self.url = data.url
        self.subjects = {f"{again}{data.title}".lower() for again in ("", "re: ", "aw: ", "re:")}
        self.labels: set[Element] = set()
        """What was taken for a name, where no mark says that it is one."""
        self.elements = {own.element: number for number, own in enumerate(self.owns)}
        self.marks = sorted(mark.at for mark in (*outline.authors, *outline.times))
        _part(self.owns)
        self.bodies = self._bodies()
        self.natives, self.named = self._identify()
        self.ids = [POST if first_is_post and number == 0 else native for number, native in enumerate(self.natives)]
        self.authors = [self._author(number) for number in range(len(self.owns))]
        if sum(name is not None for name in self.authors) * 2 < len(self.owns):
            self.authors = [name or self._first_label(number) for number, name in enumerate(self.authors)]

    def found(self) -> list[Found]:
        """Return what was found, the post among it if the first is."""
        parents = parents_of(self.owns, self.named, self._is_in_body)
        found = []
        for number, own in enumerate(self.owns):
            body = self.bodies[number]
            quotes = self._quotes(number)
            words = html_blocks(body or own.element, POST, skip=self._skip(number, quotes), quoted=quotes.quoted)
            date, age = self._time(number)
            text = " ".join("".join(piece.text for piece in draft.inline.pieces) for draft in words if draft.inline)
            gone = not words or _DELETED.fullmatch(text) is not None
            above, evidence = parents[number]
            parent = above if above is None or above == POST else self.ids[int(above)]
            if parent is None and len(quotes.linked) == 1:
                parent, evidence = next(iter(quotes.linked)), "quotes it, and links to it"
            found.append(
                Found(
                    self.natives[number],
                    parent,
                    [] if gone else words,
                    author=self.authors[number],
                    author_id=self._author_id(own),
                    date=date,
                    age=age,
                    karma=self._votes(number),
                    url=self._permalink(number),
                    edited=self._edited(own),
                    states=("deleted",) if gone else ("collapsed",) if "collapsed" in own.element.classes else (),
                    evidence=evidence,
                )
            )
        return found

    # Where the words are

    def _bodies(self) -> list[Element | None]:
        """Return the element of each member that holds its words: one that all have, without a name or a time, and the fullest."""
        tallies: dict[tuple[str, str], _Tally] = {}
        places: list[dict[tuple[str, str], Element]] = []
        for own in self.owns:
            seen: dict[tuple[str, str], Element] = {}
            several: set[tuple[str, str]] = set()
            for element in own_elements(own):
                if element.tag in _INLINE or element in self.outline.unseen or not _NOT_BODY.isdisjoint(name_words(element)):
                    continue
                for key in _keys(element):
                    if key not in seen:
                        seen[key] = element
                    elif not self.outline.holds(seen[key], element):
                        several.add(key)
            for key, element in seen.items():
                tally = tallies.setdefault(key, _Tally())
                tally.members += 1
                tally.words += self.outline.chars(element) + 2 * self.outline.prose(element)
                tally.marked += self.outline.count(self.marks, element) > 0
                tally.several += key in several
            places.append(seen)
        count = len(self.owns)
        fit = [
            key
            for key, tally in tallies.items()
            if tally.members >= 0.8 * count and tally.marked <= 0.3 * count and tally.several <= 0.2 * count and tally.words
        ]
        # A `blockquote` that holds the words of all members is no quotation.
        best = max(fit, key=lambda key: (tallies[key].words, key[0] == "blockquote"), default=None)
        if best is None or tallies[best].words * 4 < sum(own.words + 2 * own.prose for own in self.owns):
            return [None] * count
        return [seen.get(best) for seen in places]

    def _is_in_body(self, number: int, element: Element) -> bool:
        body = self.bodies[number]
        return body is not None and self.outline.holds(body, element)

    def _skip(self, number: int, quotes: ForumQuotes) -> Callable[[Element], bool]:
        body = self.bodies[number]
        marks = (*self._marks(number, self.outline.authors), *self._marks(number, self.outline.times)) if body is None else ()
        mine = {mark.element for mark in marks} - {self.owns[number].element}

        def skip(element: Element) -> bool:
            small = element.end - element.start < 4 * _SMALL
            if element in self.elements or element in quotes.labels or element in mine or element in self.labels:
                return True
            if element.get("role") == "button" or (small and element.text.lower() in self.subjects):
                return True
            if body is None and element.tag in ("header", "footer", "form"):
                return True
            return (small or body is None) and not _AROUND.isdisjoint(name_words(element))

        return skip

    def _quotes(self, number: int) -> ForumQuotes:
        body = self.bodies[number] or self.owns[number].element

        def by_id(id: str) -> str | None:
            other = self.named.get(id)
            return self.ids[other] if other is not None and other != number else None

        def by_name(name: str) -> str:
            wrote = [other for other, author in enumerate(self.authors) if author == name]
            before = [other for other in wrote if other < number]
            return name if not wrote else self.ids[before[0]] if len(before) == 1 else ""

        return forum_quotes(body, by_id, by_name)

    # Who, and when

    def _identify(self) -> tuple[list[str], dict[str, int]]:
        """Return an id for each member, and which member each id on the page means."""
        native: list[str] = []
        named: dict[str, int] = {}
        for number, own in enumerate(self.owns):
            ids = [own.id]
            for element in own_elements(own, "[id], a[name], [data-post-id], [data-comment-id]"):
                if len(ids) > _MOST_IDS or self._is_in_body(number, element):
                    break
                found = native_id(element) or native_id(Element("a", {"id": element.get("name")}, None, "", 0))
                ids.append(found)
                for name in (element.get("id"), element.get("name"), found):
                    named.setdefault(name, number)
            named.setdefault(own.element.get("id"), number)
            named[own.id] = named.get(own.id, number)
            native.append(next(filter(None, ids), ""))
        named.pop("", None)
        often = Counter(native)
        unique = [id if id and often[id] == 1 else f"n{number + 1}" for number, id in enumerate(native)]
        return unique, named

    def _marks(self, number: int, marks: Sequence[Mark]) -> Iterator[Mark]:
        """Yield those marks that are a member's own, outside of its words."""
        own = self.owns[number]
        starts = [self.outline.at[element] for element in own.inside]
        for mark in self.outline.marks(marks, own.element):
            before = bisect_right(starts, mark.at)
            inside = before > 0 and mark.at < self.outline.end[own.inside[before - 1]]
            if not inside and not self._is_in_body(number, mark.element):
                yield mark

    def _author(self, number: int) -> str | None:
        own = self.owns[number]
        if own.element.get("data-author"):
            return own.element.get("data-author")
        marks = list(self._marks(number, self.outline.authors))
        for rank in range(4):
            for mark in (mark for mark in marks if mark.rank == rank):
                inner = [one for one in self.outline.marks(marks, mark.element) if one is not mark]
                name = name_of(inner[0].text if inner else mark.text)
                if name:
                    return name
        return None

    def _first_label(self, number: int) -> str | None:
        """Return the first words in bold or under a link, where pages do not say who wrote in a better way."""
        for element in own_elements(self.owns[number], "b, strong, cite, h3, h4, h5, a"):
            if self._is_in_body(number, element):
                return None
            if element.end - element.start < _SMALL and (name := name_of(element.text)):
                self.labels.add(element)
                return name
        return None

    def _author_id(self, own: Own) -> str | None:
        found = next(own_elements(own, "[data-user-id], [data-userid]"), None)
        return (found.get("data-user-id") or found.get("data-userid")) if found else None

    def _time(self, number: int) -> tuple[str | None, str | None]:
        """Return when a member was written, and if that is no date, in the page's own words."""
        age = None
        own = self.owns[number].element
        for mark in sorted(self._marks(number, self.outline.times), key=lambda mark: mark.rank):
            if mark.rank > 1 and self._is_profile(mark.element, own):
                continue
            stated = mark.element.get("datetime") or mark.element.get("title") or mark.element.get("content")
            text = mark.text or mark.element.text
            date = iso_time(stated) or written_time(stated) or iso_time(text) or written_time(text)
            if date:
                return date, None
            age = age or text or None
        return None, age

    def _is_profile(self, element: Element, own: Element) -> bool:
        for around in (element, *element.ancestors()):
            if around is own:
                return False
            if around.tag == "dl" or not _PROFILES.isdisjoint(name_words(around)):
                return True
        return False

    # What the site says besides

    def _votes(self, number: int) -> int | None:
        own = self.owns[number]
        if re.fullmatch(r"-?\d{1,6}", own.element.get("data-score")):
            return int(own.element.get("data-score"))
        for element in own_elements(own):
            small = element.end - element.start < _SMALL
            if small and not _VOTES.isdisjoint(name_words(element)) and not self._is_in_body(number, element):
                match = _NUMBER.fullmatch(element.text)
                if match:
                    return int(match[1].replace("−", "-").replace("–", "-"))
        return None

    def _permalink(self, number: int) -> str | None:
        id = self.natives[number]
        if id.startswith("n"):
            return None
        for link in own_elements(self.owns[number], "a[href]"):
            if not self._is_in_body(number, link) and id in _LINKED_ID.findall(link.get("href")):
                try:
                    return urljoin(self.url or "", link.get("href"))
                except ValueError:
                    continue
        anchor = self.owns[number].element.get("id")
        return f"{self.url}#{anchor}" if self.url and anchor else None

    def _edited(self, own: Own) -> str | None:
        for element in own_elements(own):
            if element.end - element.start < _SMALL and _EDITED.search(" ".join(element.classes) + element.text):
                time = element.first("time[datetime]")
                text = element.text
                return (iso_time(time.get("datetime")) if time else None) or written_time(text)
        return None


def _part(owns: Sequence[Own]) -> None:
    """Take the members that stand in others out of them, so that each is walked once however deep they nest."""
    inner = {element for own in owns for element in own.inside}
    for around in {element.parent for element in inner if element.parent}:
        around.children = [child for child in around.children if child not in inner]


def _keys(element: Element) -> Iterator[tuple[str, str]]:
    """Yield what the places of the members' words may have in common: a class, a property, or how their ids begin."""
    yield from ((element.tag, name) for name in element.classes)
    if element.get("itemprop"):
        yield element.tag, f"={element.get('itemprop')}"
    id = native_id(element)
    if id:
        yield element.tag, f"#{element.get('id').removesuffix(id)}"


def name_of(text: str) -> str | None:
    """Return the name in a line that says who wrote; None where there is none.

    >>> name_of("Posted by Ann:"), name_of("Ben says:"), name_of("|")
    ('Ann', 'Ben', None)
    """
    name = _BEHIND_NAME.sub("", _BEFORE_NAME.sub("", text.strip())).strip()
    return name if 0 < len(name) <= 80 and any(map(str.isalnum, name)) else None
