"""Saved pages of LessWrong, the EA Forum and the Alignment Forum, which share the code ForumMagnum.

The names of classes are made of a component's and a rule's (`CommentsItemMeta-root`), so their parts are what is looked for
(https://github.com/ForumMagnum/ForumMagnum). Comments nest as the elements do. The site itself marks which words of the post a
comment quotes, in classes that hold the comment's id. Comments are loaded by script: a page that was only downloaded has none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from argmap.model import POST, Note, Reaction
from argmap.read._file import File
from argmap.read._html import Element
from argmap.read._html_blocks import html_blocks
from argmap.read._layout import Draft
from argmap.read._located import Within
from argmap.read._page import Found, Page
from argmap.read._reader import Reader
from argmap.read._times import iso_time

__all__ = ["READERS", "absent", "dropped", "forum_blocks", "host_name", "user_slug"]

_HOSTS = {"lesswrong.com": "LessWrong", "effectivealtruism.org": "EA Forum", "alignmentforum.org": "Alignment Forum"}
_MARKS = re.compile(r"""id=["']?postContent\b|PostsPage-postContent|PostsPageTitle-|["'\s]comments-node["'\s]""")
_BODY = "#postContent, [class*=PostsPage-postContent], [class*=PostsPage-postBody]"
_COMMENT = ".comments-node, .Answer-root"
_WORDS = "[class*=CommentBody-root], [class*=CommentBody-], [class*=commentBody]"
_BESIDE = f"{_COMMENT}, {_WORDS}, [class*=CommentBottom], [class*=ParentComment], [class*=truncatedHighlight]"
"""What holds words that are not about the comment itself: other comments, its own text, what stands below it."""
_NO_TEXT = re.compile(
    r"LinkPostMessage|SideItem|SideComment|sidebarInlineReact|TableOfContents|FixedPositionToC|elicit-binary-prediction"
    r"|read-more-button|CommentDeletedMetadata|llm-content-block-header|AudioPlayer|PodcastPlayer|ForumEventPoll|strawpoll"
)
_EMBEDS = "iframe, embed, object, .elicit-binary-prediction, [data-oembed-url]"
_REMEDY = (
    "the site loads them by script, so scroll down until they are shown and save the page again, or save the page of the same post"
    " at www.greaterwrong.com"
)
_NUMBER = re.compile(r"[-−–]?\d[\d,]{0,11}")
_COUNT = re.compile(r"(\d[\d,]{0,11})\s*(?:comments?|replies)?", re.IGNORECASE)
_USER = re.compile(r"/users/([^/?#]+)")


def _is_page(file: File) -> bool:
    return file.html is not None and _MARKS.search(file.text) is not None and file.html.first(f"{_BODY}, {_COMMENT}") is not None


def _read_page(file: File) -> Page:
    root = file.html
    assert root is not None  # noqa: S101 -- _is_page said so
    body = root.first("#postContent") or root.first(_BODY, outside=_COMMENT)
    head = _Head(root, body)
    names = head.authors()
    url = head.address()
    page = Page(
        file.text,
        file.name,
        "forummagnum",
        title=head.title(),
        drafts=forum_blocks(body, POST) if body else [],
        author=names[0][0] if names else None,
        coauthors=tuple(name for name, _ in names[1:]),
        author_id=names[0][1] if names else None,
        date=head.date(),
        url=url,
        score=head.score(),
        agreement=_first_number(root, "[class*=agreementScore]", _COMMENT),
        tags=tuple(tag.text for tag in root.all("[class*=FooterTag-name]", outside=_COMMENT)),
        stated=head.stated(),
        notes=[*dropped([body] if body else []), *head.crossposts()],
    )
    page.comments = list(_Comments(root, url or "https://www.lesswrong.com/").found(page.notes))
    if page.stated and not page.comments:
        page.notes.append(absent(page.stated))
    return page


def host_name(url: str | None) -> str | None:
    """Return what a forum calls itself, by an address on it.

    >>> host_name("https://forum.effectivealtruism.org/posts/x"), host_name("https://a.example/")
    ('EA Forum', None)
    """
    host = _host(url or "")
    return next((name for domain, name in _HOSTS.items() if host == domain or host.endswith(f".{domain}")), None)


def user_slug(address: str) -> str | None:
    """Return the name that a user's page has in its address.

    >>> user_slug("/users/ada-l?from=post_header")
    'ada-l'
    """
    match = _USER.search(address)
    return match[1] if match else None


def absent(stated: int, remedy: str = _REMEDY) -> Note:
    """Say that the page has none of the comments that it states, and what to do."""
    return Note("comments-absent", f"the page states {stated} comments and holds none of them: {remedy}")


def forum_blocks(element: Element, doc: str, within: Within | None = None) -> list[Draft]:
    """Return the blocks of a post's or a comment's text; what a language model wrote in it is a quotation of that model."""
    return html_blocks(element, doc, within=within, skip=_is_no_text, quoted=_model)


def _is_no_text(element: Element) -> bool:
    return bool(element.classes) and _NO_TEXT.search(element.get("class")) is not None


def _model(element: Element) -> str | None:
    return (element.get("data-model-name") or "a language model") if "llm-content-block" in element.classes else None


def dropped(bodies: list[Element]) -> list[Note]:
    """Say what in the texts is none and was left out, and what is none of the author's words."""
    embeds: Counter[str] = Counter()
    models: Counter[str] = Counter()
    formulas = 0
    for body in bodies:
        for element in body.all(_EMBEDS, outside=_EMBEDS):
            address = element.get("src") or element.get("data-oembed-url") or element.get("href")
            embeds[_host(address) or "a widget"] += 1
        models.update(name for element in body.elements() if (name := _model(element)))
        formulas += sum(element.first("[aria-label], annotation") is None for element in body.all("mjx-container"))
    notes = []
    if embeds:
        notes.append(Note("dropped-embed", f"embedded pages are no text and were left out: {_counted(embeds)}"))
    if models:
        notes.append(
            Note("llm-block", f"passages marked as written by a language model are read as quotations: {_counted(models)}")
        )
    if formulas:
        notes.append(Note("dropped-math", f"{formulas} formulas are drawn without their source and were left out"))
    return notes


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _counted(names: Counter[str]) -> str:
    return ", ".join(f"{name} ({number})" if number > 1 else name for name, number in sorted(names.items()))


@dataclass(frozen=True)
class _Head:
    """What the page says of the post around its text."""

    root: Element
    body: Element | None

    def meta(self, name: str) -> str | None:
        found = self.root.first(f"meta[name={name}], meta[property={name}]")
        return found.get("content").strip() or None if found else None

    def title(self) -> str | None:
        shown = self.root.text_of("[class*=PostsPageTitle-root], [class*=PostsPageTitle-link]", outside=_COMMENT)
        plain = shown or self.meta("citation_title") or self.meta("og:title") or self.root.text_of("title")
        return re.sub(r"\s+[—–-]\s+(?:LessWrong|(?:AI )?Alignment Forum|EA Forum)\s*$", "", plain) if plain else None

    def above(self, selector: str) -> Iterator[Element]:
        """Yield what matches and stands above the post's text, or anywhere but in a comment where there is no text."""
        end = self.body.start if self.body else len(self.root.source)
        return (element for element in self.root.all(selector, outside=_COMMENT) if element.start < end)

    def authors(self) -> list[tuple[str, str | None]]:
        """Return the authors' names, each with its part of an address."""
        linked = list(self.above("a[href*=/users/]"))
        marked = [link for link in linked if "from=post_header" in link.get("href")]
        named = marked or [link for link in linked if "UsersName" in link.get("class")]
        found = {user_slug(link.get("href")): link.text for link in named if link.text}
        if found:
            return [(name, slug) for slug, name in found.items()]
        metas = self.root.all("meta[name=citation_author], meta[name=author]")
        return [(name, None) for name in dict.fromkeys(meta.get("content").strip() for meta in metas) if name]

    def date(self) -> str | None:
        shown = next(self.above("time[datetime]"), None)
        return iso_time(shown.get("datetime")) if shown else iso_time(self.meta("article:published_time"))

    def score(self) -> int | None:
        """Return the post's karma on its own forum, not what the Alignment Forum and LessWrong show of each other."""
        shown = list(self.root.all("[class*=voteScore], [class*=VoteScore]", outside=_COMMENT))
        for element in shown:
            if match := re.fullmatch(r"LW\s*([-−–]?\d{1,9})", element.text):
                return _whole(match[1])
        return next((_whole(element.text) for element in shown if _NUMBER.fullmatch(element.text)), None)

    def stated(self) -> int | None:
        for selector in ("[class*=CommentsListMeta], [class*=CommentsListSection]", "[class*=ommentCount], [href=#comments]"):
            for element in self.root.all(selector, outside=_COMMENT):
                match = _COUNT.match(element.text) if element.end - element.start < 100_000 else None
                if match:
                    return _whole(match[1])
        return None

    def address(self) -> str | None:
        canonical = self.root.first("link[rel=canonical]")
        return (canonical.get("href") if canonical else None) or self.meta("og:url")

    def crossposts(self) -> list[Note]:
        found = {}
        for element in self.root.all("[class*=rosspost]", outside=f"{_COMMENT}, [class*=rosspost]"):
            link = element if element.tag == "a" else element.first("a[href^=http]")
            words = element.text or element.get("title") or element.get("aria-label")
            if element.end - element.start < 20_000 and (words or link):
                found[words or "cross-posted"] = link.get("href") if link else ""
        return [
            Note("crosspost", " ".join(f"{words} {address}".split()) + ": comments there are not on this page")
            for words, address in found.items()
        ]


@dataclass(frozen=True)
class _Comments:
    """The comments of a page."""

    root: Element
    base: str

    def found(self, notes: list[Note]) -> Iterator[Found]:
        """Yield all comments in the page's order, and add to the report what is not on the page."""
        around: list[tuple[Element, str]] = []
        counts: Counter[str] = Counter()
        bodies: list[Element] = []
        for number, node in enumerate(self.root.all(_COMMENT), 1):
            while around and node.start >= around[-1][0].end:
                around.pop()
            body = node.first(_WORDS, outside=f"{_COMMENT}, [class*=ParentComment]")
            found = self.comment(node, body, number)
            found.parent = around[-1][1] if around else POST
            around.append((node, found.id))
            counts.update(found.states)
            if body:
                bodies.append(body)
                counts["cut"] += body.first(".read-more-button", outside=_COMMENT) is not None
            yield found
        notes += dropped(bodies)
        if counts["collapsed"]:
            notes.append(
                Note("comment-collapsed", f"{counts['collapsed']} comments are folded: unfold them and save the page again")
            )
        if counts["cut"]:
            notes.append(
                Note("dropped-text", f"{counts['cut']} comments are cut: click “read more” in them and save the page again")
            )

    def comment(self, node: Element, body: Element | None, number: int) -> Found:
        link = node.first("a[href*=commentId=], a[href*=/comment/]", outside=_BESIDE)
        address = _joined(self.base, link.get("href")) if link else None
        inner = node.first("[class*=Answer-answer][id], [class*=Answer-deleted][id]", outside=".comments-node")
        id = node.get("id") or (inner.get("id") if inner else "") or _id_of(address) or f"unnamed-{number}"
        line = node.first("[class*=SingleLineComment]", outside=_BESIDE)
        states = self.states(node, body, line)
        text = body or (line.first("[class*=truncatedHighlight]") if line else None)
        user = node.first("a[href*=/users/]", outside=_BESIDE)
        time = node.first("time", outside=_BESIDE)
        return Found(
            id,
            drafts=forum_blocks(text, id) if text and "deleted" not in states else [],
            author=None if "deleted" in states else (user.text or None if user else _plain_name(node)),
            author_id=user_slug(user.get("href")) if user else None,
            date=iso_time(time.get("datetime")) if time else None,
            age=(time.text or None) if time else None,
            karma=_karma(node),
            agreement=_first_number(node, "[class*=agreementScore]", _BESIDE),
            url=address,
            states=states,
            reactions=tuple(_reactions(node)),
        )

    def states(self, node: Element, body: Element | None, line: Element | None) -> tuple[str, ...]:
        name = node.text_of("[class*=username], [class*=CommentUserName], [class*=Answer-deleted]", outside=_BESIDE) or ""
        gone = re.fullmatch(r"\[comment deleted\]|answer was deleted", name, re.IGNORECASE) is not None
        deleted = gone or node.first("[class*=CommentDeletedMetadata]", outside=_COMMENT) is not None
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


def _plain_name(node: Element) -> str | None:
    name = node.text_of("[class*=UsersNameDisplay], [class*=username]", outside=_BESIDE)
    return None if name in ("[anonymous]", "[deleted]") else name


def _karma(node: Element) -> int | None:
    """Return a comment's karma; on the Alignment Forum a comment from LessWrong has that forum's alone."""
    shown = _first_number(node, "[class*=OverallVoteAxis-voteScore], [class*=voteScore], [class*=SingleLineComment-karma]", _BESIDE)
    second = node.text_of("[class*=secondaryScore]", outside=_BESIDE) or ""
    match = re.fullmatch(r"LW\s*([-−–]?\d{1,9})", second)
    return _whole(match[1]) if match and shown is None else shown


def _reactions(node: Element) -> Iterator[Reaction]:
    for element in node.all("[class*=footerReaction], [class*=EAReactsSection-button]", outside=_COMMENT):
        icon = element.first("img, [aria-label], [title]")
        count = _NUMBER.search(element.text)
        name = icon and (icon.get("alt") or icon.get("aria-label") or icon.get("title") or _file_name(icon.get("src")))
        if "footerReactions" not in element.get("class") and count and name:
            yield Reaction(name, _whole(count[0]))


def _file_name(address: str) -> str:
    """Return the words in the name of a reaction's picture."""
    stem = address.rpartition("/")[2].partition(".")[0]
    return " ".join(word for word in re.split(r"[-_]", stem) if word and not word.isdigit() and word != "nounproject")


def _first_number(element: Element, selector: str, outside: str) -> int | None:
    found = element.first(selector, outside=outside)
    return _whole(found.text) if found and _NUMBER.fullmatch(found.text) else None


def _whole(text: str) -> int:
    return int(text.replace("−", "-").replace("–", "-").replace(",", ""))


READERS = (Reader("forummagnum-page", _is_page, _read_page),)
