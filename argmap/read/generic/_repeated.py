"""Which elements of a page that argmap does not know are its comments: many of one shape, each with a name, a time and words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from argmap.read._html import BLOCKS, Element
from argmap.read._words import word_set
from argmap.read.generic._outline import Outline, name_words

__all__ = ["Own", "Repeated", "find_repeated", "native_id", "own_elements"]

_ID = re.compile(r"(?P<prefix>.*?(?:[a-zA-Z][-_.:]?|[-_.:]))?(?P<id>\d{1,20}|[0-9a-f]{8,40}(?:-[0-9a-f]{4,12})*)")
_COMMENT = word_set("comment comments reply response kommentar commentaire comentario thing answer")
_POST = word_set("post msg message postbit posting entry topic note status")
_LETTERS = {"p": "post", "pid": "post", "m": "post", "c": "comment"}
"""What ids begin with that say it in a letter."""
_TYPES = re.compile(r"schema\.org/(Comment|Answer|DiscussionForumPosting|UserComments|SocialMediaPosting)\b")
_DATA_IDS = ("data-comment-id", "data-post-id", "data-commentid", "data-postid", "data-message-id", "data-reply-id", "data-content")
_MOST_CLASSES = 12
_MOST_TIMES = 6
"""What has more times of its own holds several comments."""
_LEAST_WORDS = 2
_HEAD, _LONGEST_NAME = 200, 50
_ENOUGH, _ENOUGH_UNNAMED = 0.55, 0.7

Key = tuple[str, str, str]


@dataclass(slots=True)
class Own:
    """A candidate without those inside it: how many of its own characters are words, and its own marks."""

    element: Element
    inside: list[Element] = field(default_factory=list)
    words: int = 0
    prose: int = 0
    authors: int = 0
    times: int = 0
    id: str = ""


class Repeated(NamedTuple):
    """The comments of a page, in order, and how sure it is that they are, 0 to 1; `kind` is what their shape calls them.

    `kind` is `comment`, `post` or empty; `shape` shows the user what they have in common.
    """

    members: Sequence[Own]
    kind: str
    shape: str
    sure: float


def native_id(element: Element) -> str:
    """Return the number, or the like, by which a site calls what an element shows; empty where it has none.

    >>> native_id(Element("li", {"id": "comment-123"}, None, "", 0)), native_id(Element("li", {"id": "comments"}, None, "", 0))
    ('123', '')
    """
    for value in (*(element.get(name) for name in _DATA_IDS), element.get("id")):
        match = _ID.fullmatch(value)
        if match:
            return match["id"]
    return ""


def find_repeated(outline: Outline) -> Repeated | None:
    """Find the comments of a page; None where nothing on it looks like any."""
    authors, times = _places(outline)
    groups: dict[Key, list[Element]] = {}
    for element in outline.elements:
        if (element.tag in BLOCKS or "-" in element.tag) and element.tag not in ("html", "body", "head"):
            if element in outline.unseen or not (outline.count(authors, element) or outline.count(times, element)):
                continue
            for key in _keys(element, outline):
                groups.setdefault(key, []).append(element)
    found = [one for key, elements in groups.items() if (one := _judge(key, elements, outline, authors, times))]
    return (
        max(found, key=lambda one: (one.sure * sum(_weight(own) for own in one.members), -outline.at[one.members[0].element]))
        if (found)
        else None
    )


def _places(outline: Outline) -> tuple[list[int], list[int]]:
    return [mark.at for mark in outline.authors], sorted(mark.at for mark in outline.times)


def _keys(element: Element, outline: Outline) -> Iterator[Key]:
    """Yield what an element has in common with others of its kind."""
    tag = element.tag
    for name in islice(dict.fromkeys(element.classes), _MOST_CLASSES):
        yield "class", tag, name
    match = _ID.fullmatch(element.get("id"))
    if match and match["prefix"]:
        yield "id", tag, match["prefix"]
    kind = _TYPES.search(element.get("itemtype"))
    if kind or element.get("itemprop") in ("comment", "suggestedAnswer", "acceptedAnswer"):
        yield "type", "", kind[1] if kind else "Comment"
    if "-" in tag:
        yield "tag", tag, ""
    if element.parent:
        yield "child", tag, str(outline.at[element.parent])


def _judge(
    key: Key, elements: Sequence[Element], outline: Outline, authors: Sequence[int], times: Sequence[int]
) -> Repeated | None:
    """Say whether the elements that share a key are comments, and how surely."""
    kind = _kind(key)
    if len(elements) < 3 and not kind:
        return None
    members = [own for own in _owns(elements, outline, authors, times) if own.words >= _LEAST_WORDS and (own.authors or own.times)]
    if len(members) < (2 if kind else 3) and not _stands_alone(members, kind, outline):
        return None
    if sum(own.prose > 0 for own in members) * 3 < len(members):
        return None
    if sum(own.times > _MOST_TIMES for own in members) * 2 > len(members) or _are_teasers(members, outline):
        return None
    if not kind and not any(own.authors for own in members):
        _take_leading_names(members)
    share = sum(_weight(own) for own in members) / len(members) / 4
    sure = min(share + (0.15 if kind else 0.0) - (0.2 if len(members) < 3 and not kind else 0.0), 1.0)
    return (
        Repeated(members, kind, _shape(key, members[0].element), sure) if sure >= (_ENOUGH if kind else _ENOUGH_UNNAMED) else None
    )


def _stands_alone(members: Sequence[Own], kind: str, outline: Outline) -> bool:
    """Say whether a single element is a comment: it is called so, has a number, a name, and not most of the page's sentences."""
    own = members[0] if members else None
    named = own is not None and kind == "comment" and own.authors > 0 and own.id != ""
    return named and own is not None and own.prose * 2 < outline.prose(outline.root)


def _weight(own: Own) -> float:
    return 1.5 * bool(own.authors) + bool(own.times) + bool(own.id) + 0.5 * (own.words > 20)


def _owns(elements: Sequence[Element], outline: Outline, authors: Sequence[int], times: Sequence[int]) -> list[Own]:
    """Measure each element without the others inside it."""
    owns: list[Own] = []
    path: list[Own] = []
    for element in elements:
        while path and not outline.holds(path[-1].element, element):
            path.pop()
        own = Own(
            element,
            words=outline.chars(element) - outline.linked(element),
            prose=outline.prose(element),
            authors=outline.count(authors, element),
            times=outline.count(times, element),
            id=native_id(element),
        )
        if path:
            path[-1].inside.append(element)
        owns.append(own)
        path.append(own)
    by_element = {own.element: own for own in owns}
    for own in owns:  # those around come first, and so still hold what is inside theirs
        inner = [by_element[element] for element in own.inside]
        own.words -= sum(one.words for one in inner)
        own.prose -= sum(one.prose for one in inner)
        own.authors -= sum(one.authors for one in inner)
        own.times -= sum(one.times for one in inner)
    return owns


def _kind(key: Key) -> str:
    if key[0] == "type":
        return "comment" if key[2] in ("Comment", "UserComments", "Answer") else "post"
    if key[0] == "child":
        return ""
    name = key[2] or key[1]
    attributes = {"class": name} if key[0] != "id" else {"id": name}
    words = name_words(Element("", attributes, None, "", 0))
    if key[0] == "id" and name.rstrip("-_.:") in _LETTERS:
        return _LETTERS[name.rstrip("-_.:")]
    return "comment" if words & _COMMENT else "post" if words & _POST else ""


def _take_leading_names(members: Sequence[Own]) -> None:
    """Take what is set off at the head of each for a name, if that is so in most, and they are not the same."""
    heads = [next(own_elements(own, "b, strong, cite, a, dt"), None) for own in members]
    names = [head.text if head and head.start - own.element.start < _HEAD else "" for head, own in zip(heads, members, strict=True)]
    named = [name for name in names if 0 < len(name) <= _LONGEST_NAME]
    if len(named) * 5 >= len(members) * 4 and len(set(named)) > 1:
        for own, name in zip(members, names, strict=True):
            own.authors = int(bool(name))


def _are_teasers(members: Sequence[Own], outline: Outline) -> bool:
    """Say whether most have a heading that leads to another page: a list of articles, not of comments."""
    teasers = 0
    for own in members:
        heading = next(own_elements(own, "h1, h2, h3"), None)
        link = heading.first("a[href]") if heading else None
        name = heading is not None and bool(outline.marks(outline.authors, heading))
        teasers += link is not None and not name and "#" not in link.get("href")
    return teasers * 2 > len(members)


def own_elements(own: Own, selector: str = "*") -> Iterator[Element]:
    """Yield the elements of a member that a selector matches, outside of the members inside it."""
    from argmap.read._select import matcher

    test = matcher(selector)
    inside = set(own.inside)
    stack = [child for child in reversed(own.element.children) if isinstance(child, Element)]
    while stack:
        element = stack.pop()
        if element in inside:
            continue
        if test(element):
            yield element
        stack += [child for child in reversed(element.children) if isinstance(child, Element)]


def _shape(key: Key, element: Element) -> str:
    if key[0] == "class":
        return f'<{key[1]} class="{key[2]}">'
    if key[0] == "id":
        return f'<{key[1]} id="{key[2]}…">'
    return f"<{element.tag}> of {key[2]}" if key[0] == "type" else f"<{element.tag}>"
