"""The comments of a saved page of LessWrong, the EA Forum or the Alignment Forum: they nest as the elements do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from argmap.model import POST, Note, Reaction
from argmap.read._html import Element
from argmap.read._page import Found
from argmap.read._select import matcher
from argmap.read._times import iso_time
from argmap.read.sites._forummagnum_text import dropped, forum_blocks, user_slug

__all__ = ["COMMENT", "NUMBER", "Comments", "first_number", "number"]


COMMENT = ".comments-node, .Answer-root"
_LINKED = "[class*=CommentPermalink-root]"
_WORDS = "[class*=CommentBody-root], [class*=CommentBody-], [class*=commentBody]"
_BESIDE = f"{COMMENT}, {_WORDS}, [class*=CommentBottom], [class*=ParentComment], [class*=truncatedHighlight]"
"""What holds words that are not about the comment itself: other comments, its own text, what stands below it."""
_ON_A_LINE = ("comment-collapsed", "comments on one line, without their paragraphs: {}; unfold them and save the page again")
_SHUT = ("dropped-text", "folded comments, whose words are not on the page: {}; unfold them and save the page again")
_CUT = ("dropped-text", "comments of which the page shows a part: {}; click “read more” in them and save the page again")
NUMBER = re.compile(r"[-−–]?\d[\d,]{0,11}")


@dataclass(frozen=True)
class Comments:
    """The comments of a page."""

    root: Element
    base: str

    def found(self, notes: list[Note]) -> Iterator[Found]:
        """Yield all comments in the page's order, and add to the report what is not on the page."""
        around: list[tuple[Element, str]] = []
        counts: Counter[tuple[str, str]] = Counter()
        bodies: list[Element] = []
        # A comment whose own address was opened stands above the others too, away from what it answers.
        nodes = list(self.root.all(COMMENT, outside=_LINKED)) or list(self.root.all(COMMENT))
        for place, node in enumerate(nodes, 1):
            while around and node.start >= around[-1][0].end:
                around.pop()
            body = node.first(_WORDS, outside=f"{COMMENT}, [class*=ParentComment]")
            found = self.comment(node, body, place)
            found.parent = around[-1][1] if around else POST
            around.append((node, found.id))
            if body:
                bodies.append(body)
            if "collapsed" in found.states:
                counts[_ON_A_LINE if found.drafts else _SHUT] += 1
            if body and body.first(".read-more-button", outside=COMMENT):
                counts[_CUT] += 1
            yield found
        notes += dropped(bodies)
        notes += [Note(kind, message.format(times)) for (kind, message), times in sorted(counts.items())]

    def comment(self, node: Element, body: Element | None, place: int) -> Found:
        about = _About(node)
        link = about.first("a[href*=commentId=], a[href*=/comment/]")
        address = _joined(self.base, link.get("href")) if link else None
        inner = about.first("[class*=Answer-answer][id], [class*=Answer-deleted][id]")
        id = node.get("id") or (inner.get("id") if inner else "") or _id_of(address) or f"unnamed-{place}"
        line = about.first("[class*=SingleLineComment]")
        states = _states(about, body, line)
        text = body or (line.first("[class*=truncatedHighlight]") if line else None)
        user = about.first("a[href*=/users/]")
        time = about.first("time")
        return Found(
            id,
            drafts=forum_blocks(text, id) if text and "deleted" not in states else [],
            author=None if "deleted" in states else (user.text or None) if user else about.plain_name(),
            author_id=user_slug(user.get("href")) if user else None,
            date=iso_time(time.get("datetime")) if time else None,
            age=(time.text or None) if time else None,
            karma=about.karma(),
            agreement=first_number(about.all("[class*=agreementScore]")),
            url=address,
            states=states,
            reactions=tuple(_reactions(node)),
        )


class _About:
    """What stands around a comment's own text and belongs to it."""

    def __init__(self, node: Element) -> None:
        self.node = node
        self.elements = list(node.all("*", outside=_BESIDE))

    def all(self, selector: str) -> Iterator[Element]:
        return filter(matcher(selector), self.elements)

    def first(self, selector: str) -> Element | None:
        return next(self.all(selector), None)

    def words(self, selector: str) -> str:
        found = self.first(selector)
        return found.text if found else ""

    def plain_name(self) -> str | None:
        """Return the name of an author that has no page of its own."""
        name = self.words("[class*=UsersNameDisplay], [class*=username]")
        return None if name in ("", "[anonymous]", "[deleted]") else name

    def karma(self) -> int | None:
        """Return the karma; on the Alignment Forum a comment from LessWrong has that forum's alone."""
        shown = first_number(self.all("[class*=voteScore], [class*=SingleLineComment-karma]"))
        second = re.fullmatch(r"LW\s*([-−–]?\d{1,9})", self.words("[class*=secondaryScore]"))
        return number(second[1]) if second and shown is None else shown


def _states(about: _About, body: Element | None, line: Element | None) -> tuple[str, ...]:
    name = about.words("[class*=username], [class*=CommentUserName], [class*=Answer-deleted]")
    gone = re.fullmatch(r"\[comment deleted\]|answer was deleted", name, re.IGNORECASE) is not None
    node = about.node
    deleted = gone or node.first("[class*=CommentDeletedMetadata]", outside=COMMENT) is not None
    struck = body is not None and ("retracted" in body.get("class") or body.first("[class*=CommentBody-retracted]") is not None)
    answer = "Answer-root" in node.classes or "isAnswer" in node.get("class")
    folded = not deleted and (line is not None or body is None)
    said = {"deleted": deleted, "retracted": struck, "answer": answer, "collapsed": folded}
    return tuple(state for state, holds in said.items() if holds)


def _joined(base: str, address: str) -> str | None:
    try:
        return urljoin(base, address)
    except ValueError:
        return None


def _id_of(address: str | None) -> str | None:
    match = re.search(r"(?:commentId=|/comment/)([A-Za-z0-9]+)", address or "")
    return match[1] if match else None


def _reactions(node: Element) -> Iterator[Reaction]:
    for element in node.all("[class*=footerReaction], [class*=EAReactsSection-button]", outside=COMMENT):
        icon = element.first("img, [aria-label], [title]")
        count = NUMBER.search(element.text)
        name = icon and (icon.get("alt") or icon.get("aria-label") or icon.get("title") or _file_name(icon.get("src")))
        if "footerReactions" not in element.get("class") and count and name:
            yield Reaction(name, number(count[0]))


def _file_name(address: str) -> str:
    """Return the words in the name of a reaction's picture."""
    stem = address.rpartition("/")[2].partition(".")[0]
    return " ".join(word for word in re.split(r"[-_]", stem) if word and not word.isdigit() and word != "nounproject")


def first_number(elements: Iterable[Element]) -> int | None:
    """Return the number that the first of the elements shows; None where it shows none."""
    found = next(iter(elements), None)
    return number(found.text) if found and NUMBER.fullmatch(found.text) else None


def number(text: str) -> int:
    """Return the number that `NUMBER` matches.

    >>> number("−1,690")
    -1690
    """
    return int(text.replace("−", "-").replace("–", "-").replace(",", ""))
