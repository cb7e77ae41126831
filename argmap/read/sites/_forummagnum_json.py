"""What ForumMagnum's GraphQL answers: a post, its comments, or both (https://github.com/ForumMagnum/ForumMagnum).

The post is in `data.post.result` and comments are in `data.NAME.results`, whatever NAME the query gave them; a bare list of
comments is one too. `contents.html` is the text as the site shows it, `htmlBody` its older name; `contents.markdown` was made
from it, and is read where it is all that was asked for. The marks of the site's own search for quotations are in
`sideComments.html`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from argmap.model import POST, Note, Reaction
from argmap.read._file import File
from argmap.read._html import Element, parse_html
from argmap.read._layout import Draft
from argmap.read._located import objects, string, value_at, whole, within
from argmap.read._page import Found, Page, tree_order
from argmap.read._reader import Reader
from argmap.read._times import iso_time
from argmap.read.sites._forummagnum_text import absent, dropped, forum_blocks, forum_markdown, host_name

__all__ = ["READERS"]

_HTML = (("sideComments", "html"), ("contents", "html"), ("htmlBody",))
_MARKDOWN = (("contents", "agentMarkdown"), ("contents", "markdown"), ("contents", "plaintextMainText"))
_VOTES = {"created": 1, "seconded": 1, "disagreed": -1}
_ASK = 'ask for `comments(selector: {postCommentsTop: {postId: "ID"}}, limit: 2000)` too, and give both files'
_NO_REACTIONS = frozenset({"approvalVoteCount", "agreement", "agreementVoteCount", "baseScore", "voteCount", "reacts"})
"""What else is in `extendedScore`; the EA Forum has the number of each of its reactions there, by name."""
_AWAY = {
    "LessWrong": ("the EA Forum", "https://forum.effectivealtruism.org"),
    "EA Forum": ("LessWrong", "https://www.lesswrong.com"),
}


def _is_answer(file: File) -> bool:
    return isinstance(file.json, dict | list) and next(_documents(file.json), None) is not None


def _documents(answer: Any) -> Iterator[dict[str, Any]]:
    """Yield the posts and comments that an answer holds, or several answers in a list."""
    for one in answer if isinstance(answer, list) else [answer]:
        found = value_at(one, "data")
        values = [one, *(found.values() if isinstance(found, dict) else one.values() if isinstance(one, dict) else ())]
        for value in values:
            results = value_at(value, "result")
            for document in [value, results, *objects(value, "results"), *(objects(value) if value is not one else ())]:
                if _is_comment(document) or _is_post(document):
                    yield document


def _is_comment(value: Any) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("_id"), str):
        return False
    return "parentCommentId" in value or ("postId" in value and bool({"contents", "htmlBody"} & value.keys()))


def _is_post(value: Any) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("_id"), str) or _is_comment(value):
        return False
    return isinstance(value.get("title"), str) and bool(
        {"contents", "htmlBody", "sideComments", "commentCount", "postedAt"} & value.keys()
    )


def _read_answer(file: File) -> Page:
    documents = {id(document): document for document in _documents(file.json)}.values()
    post = next((document for document in documents if _is_post(document)), None)
    comments = {document["_id"]: document for document in reversed(list(documents)) if _is_comment(document)}
    page = Page(file.text, file.name, "forummagnum-graphql")
    bodies: list[Element] = []
    if post is not None:
        _fill(page, post, bodies)
    page.comments = tree_order([_comment(one, page.url, bodies) for one in reversed(comments.values())])
    page.notes += dropped(bodies)
    page.notes += _errors(file.json)
    responses = sum(one.get("debateResponse") is True for one in comments.values())
    if responses:
        page.notes.append(Note("debate", f"{responses} of the comments are parts of a debate that the page shows as its text"))
    if page.stated and not page.comments:
        page.notes.append(absent(page.stated, _ASK))
    return page


def _fill(page: Page, post: dict[str, Any], bodies: list[Element]) -> None:
    page.title = string(post, "title")
    page.author, page.author_id = _user(post)
    page.coauthors = tuple(name for one in objects(post, "coauthors") if (name := string(one, "displayName")))
    page.date = iso_time(post.get("postedAt"))
    page.url = string(post, "pageUrl")
    page.score = whole(post, "baseScore")
    page.agreement = whole(post, "extendedScore", "agreement")
    page.reactions = tuple(_reactions(post))
    page.tags = tuple(name for one in objects(post, "tags") if (name := string(one, "name")))
    page.stated = whole(post, "commentCount")
    page.drafts = _text(post, POST, bodies)
    if link := string(post, "url"):
        page.notes.append(Note("linkpost", f"the post is about the page {link}"))
    if value_at(post, "fmCrosspost", "isCrosspost") is True:
        page.notes.append(_crosspost(page.url, string(post, "fmCrosspost", "foreignPostId")))


def _crosspost(url: str | None, away: str | None) -> Note:
    name, base = _AWAY.get(host_name(url) or "", ("another forum", ""))
    address = f" ({base}/posts/{away})" if base and away else ""
    return Note("crosspost", f"the post is on {name} too{address}: the comments there are not in this file")


def _comment(one: dict[str, Any], post: str | None, bodies: list[Element]) -> Found:
    id = one["_id"]
    author, author_id = _user(one)
    deleted = one.get("deleted") is True
    edited = iso_time(one.get("lastEditedAt"))
    date = iso_time(one.get("postedAt"))
    said = {"deleted": deleted, "retracted": one.get("retracted") is True, "answer": one.get("answer") is True}
    return Found(
        id,
        _parent(one),
        [] if deleted else _text(one, id, bodies),
        author,
        author_id,
        date,
        karma=whole(one, "baseScore"),
        agreement=whole(one, "extendedScore", "agreement"),
        url=string(one, "pageUrl") or (f"{post}?commentId={id}" if post else None),
        edited=edited if edited != date else None,
        states=tuple(state for state, holds in said.items() if holds),
        reactions=tuple(_reactions(one)),
    )


def _parent(one: dict[str, Any]) -> str | None:
    """Return what a comment answers; None where the query did not ask."""
    found = string(one, "parentCommentId") or string(one, "parentAnswerId")
    if found:
        return found
    return POST if "parentCommentId" in one or string(one, "topLevelCommentId") == one["_id"] else None


def _user(document: dict[str, Any]) -> tuple[str | None, str | None]:
    if document.get("hideAuthor") is True:
        return None, None
    name = string(document, "user", "displayName") or string(document, "user", "username") or string(document, "author")
    return name, string(document, "user", "slug")


def _text(document: dict[str, Any], doc: str, bodies: list[Element]) -> list[Draft]:
    """Return the blocks of a post or comment, and keep its HTML in `bodies`."""
    html = next((found for keys in _HTML if (found := string(document, *keys))), None)
    if html is not None:
        bodies.append(parse_html(html))
        return forum_blocks(bodies[-1], doc, within(html))
    markdown = next((found for keys in _MARKDOWN if (found := string(document, *keys))), None)
    return forum_markdown(within(markdown), doc) if markdown is not None else []


def _reactions(document: dict[str, Any]) -> Iterator[Reaction]:
    """Yield reactions, to the whole or to words of it: how many more have them than take them back."""
    score = value_at(document, "extendedScore")
    if not isinstance(score, dict):
        return
    counts: Counter[tuple[str, str | None]] = Counter()
    reacts = score.get("reacts")
    for name in reacts if isinstance(reacts, dict) else ():
        for vote in objects(reacts, name):
            quotes = value_at(vote, "quotes")
            about: list[str | None] = [one for one in quotes if isinstance(one, str)] if isinstance(quotes, list) else []
            for words in about or [None]:
                counts[name, words] += _VOTES.get(string(vote, "reactType") or "", 0)
    yield from (Reaction(name, count, words) for (name, words), count in counts.items() if count)
    for name in score.keys() - _NO_REACTIONS if not isinstance(reacts, dict) else ():
        if count := whole(score, name):
            yield Reaction(name, count)


def _errors(answer: Any) -> list[Note]:
    messages = [
        string(one, "message") for each in (answer if isinstance(answer, list) else [answer]) for one in objects(each, "errors")
    ]
    return [Note("site-error", f"the site answered with an error: {message}") for message in dict.fromkeys(messages) if message]


READERS = (Reader("forummagnum-graphql", _is_answer, _read_answer),)
