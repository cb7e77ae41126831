"""Stack Exchange: pages of a question, and the questions, answers and comments of its API.

The question is the post. Answers answer it, and comments what they stand under: `@Ann` in one names a person, not a comment. The
fields of the API: https://api.stackexchange.com/docs/types/question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from argmap.model import POST, Note
from argmap.read._blocks import markdown_drafts
from argmap.read._file import File
from argmap.read._html import Element, parse_html, unescape
from argmap.read._html_blocks import html_blocks
from argmap.read._layout import Draft
from argmap.read._linked import linked
from argmap.read._located import objects, string, unescaped, value_at, whole, within
from argmap.read._page import Found, Page, Stub
from argmap.read._reader import Reader
from argmap.read._times import from_epoch, iso_time
from argmap.read._words import number_in

__all__ = ["READERS"]

_QUESTION = "div.question[data-questionid], div#question"
_ANSWER = "div.answer[data-answerid], div.answer[id^=answer-]"
_COMMENT = "li.comment[id^=comment-], tr.comment[id^=comment-]"
_INNER = f"{_ANSWER}, {_COMMENT}"
_BODY = "div.js-post-body, div.post-text, div.s-prose"
_VOTES = "div.js-vote-count, span.vote-count-post, div.vote-count-post"


def _is_page(file: File) -> bool:
    return "question" in file.text and file.html is not None and _question(file.html) is not None


def _question(root: Element) -> Element | None:
    found = root.first(_QUESTION)
    return found if found is not None and found.first(_BODY) is not None and found.first(_VOTES) is not None else None


def _read_page(file: File) -> Page:
    root = file.root
    question = _question(root)
    assert question is not None  # noqa: S101 -- _is_page said so
    canonical = root.first("link[rel=canonical]")
    url = canonical.get("href") if canonical else ""
    heading = root.first("#question-header") or root
    asked = _post(question, POST, None)
    page = Page(
        file.text,
        file.name,
        "stackexchange-page",
        title=heading.text_of("a.question-hyperlink, h1"),
        drafts=asked.drafts,
        author=asked.author,
        author_id=asked.author_id,
        date=asked.date,
        score=asked.karma,
        url=url or None,
        tags=tuple(dict.fromkeys(tag.text for tag in question.all("a.post-tag, a.s-tag"))),
    )
    _take_comments(page, question, POST, url)
    answers = list(root.all(_ANSWER))
    for answer in answers:
        number = answer.get("data-answerid") or answer.get("id").removeprefix("answer-")
        page.comments.append(_post(answer, f"answer-{number}", f"{url.partition('/questions/')[0]}/a/{number}" if url else None))
        _take_comments(page, answer, f"answer-{number}", url)
    _count_answers(page, _stated_answers(root))
    return page


def _post(element: Element, id: str, url: str | None) -> Found:
    """Return a question or an answer as a page shows it."""
    body = element.first(_BODY, outside=_INNER)
    votes = element.first(_VOTES, outside=_INNER)
    author, author_id = None, None
    date, edited = None, None
    for signature in element.all("div.post-signature, td.post-signature", outside=_INNER):
        action = signature.first("div.user-action-time")
        shown = action.first("span[title]") if action else None
        time = iso_time(shown.get("title")) if shown else None
        if action and action.text.startswith("edited"):
            edited = time
        else:
            author, author_id = _user(signature.first("div.user-details") or signature)
            date = time
    accepted = "accepted-answer" in element.classes or element.first("span.vote-accepted-on", outside=_INNER) is not None
    return Found(
        id,
        POST,
        html_blocks(body, id, skip=_is_chrome) if body else [],
        author=author,
        author_id=author_id,
        date=date,
        karma=number_in(votes.get("data-value") or votes.text) if votes else None,
        url=url,
        edited=edited,
        states=("accepted", "answer") if accepted else ("answer",),
    )


def _is_chrome(element: Element) -> bool:
    return "snippet-result" in element.classes or "s-notice" in element.classes


def _user(element: Element) -> tuple[str | None, str | None]:
    """Return the name of a user and the number in the address of the profile; who left has a name alone."""
    link = element.first("a[href*=/users/]")
    number = re.search(r"/users/(-?\d+)", link.get("href")) if link else None
    return (link.text if link and link.text else element.text_of("span[itemprop=name]")) or element.text or None, number and number[
        1
    ]


def _take_comments(page: Page, post: Element, parent: str, url: str) -> None:
    """Take the comments under a question or an answer, and say how many the page leaves out there."""
    number = post.get("data-questionid") or post.get("data-answerid") or parent.removeprefix("answer-")
    for element in post.all(_COMMENT, outside=_INNER):
        id = element.get("id")
        words = element.first("span.comment-copy")
        by = element.first("a.comment-user, span.comment-user")
        when = element.first("span.comment-date")
        shown = when.first("span[title]") if when else None
        page.comments.append(
            Found(
                id,
                parent,
                html_blocks(words, id) if words else [],
                author=by.text if by else None,
                author_id=_user(by.parent)[1] if by and by.parent and by.tag == "a" else None,
                date=iso_time(shown.get("title").split(",")[0]) if shown else None,
                karma=number_in(element.get("data-comment-score") or element.text_of("td.comment-score, div.comment-score")),
                url=f"{url}#comment{id.removeprefix('comment-')}_{number}" if url else None,
                states=("edited",) if element.first("[title*=was edited]") else (),
            )
        )
    listed = post.first("ul.js-comments-list", outside=_INNER)
    more = re.search(
        r"(\d{1,9}) more comment", post.text_of("a.js-show-link, a.comments-link", outside=_INNER) or "", re.IGNORECASE
    )
    left = number_in(listed.get("data-remaining-comments-count") if listed else None) or (int(more[1]) if more else 0)
    if left > 0:
        page.stubs.append(Stub(parent, left))


def _stated_answers(root: Element) -> int | None:
    counted = root.first("[data-answercount]")
    if counted:
        return number_in(counted.get("data-answercount"))
    return number_in(root.text_of("[itemprop=answerCount], #answers-header"))


def _count_answers(page: Page, stated: int | None) -> None:
    held = sum("answer" in found.states for found in page.comments)
    if stated is not None and stated > held:
        page.notes.append(Note("more-stub", f"the question has {stated} answers, and {held} are here: save its other pages too"))


def _is_api(file: File) -> bool:
    items = objects(file.json, "items")
    return sum("title" in item for item in items) <= 1 and all(_kind(item) for item in items) and bool(items)


def _kind(item: dict[str, Any]) -> str | None:
    """Return what an item of the API is."""
    if whole(item, "comment_id") is not None and whole(item, "post_id") is not None:
        return "comment"
    if whole(item, "question_id") is None:
        return None
    return "answer" if whole(item, "answer_id") is not None else "question" if "title" in item else None


def _read_api(file: File) -> Page:
    """Read an answer of the API: a question with what it holds, or the answers to one, or comments."""
    page = Page(file.text, file.name, "stackexchange")
    for item in objects(file.json, "items"):
        kind = _kind(item)
        if kind == "question":
            _take_question(page, item)
        elif kind == "answer":
            _take_answers(page, [item])
        else:
            page.comments.append(_api_comment(item, None))
    if value_at(file.json, "has_more") is True:
        page.notes.append(Note("more-stub", "the API has more than this answer of it holds: ask for the next page too"))
    return page


def _take_question(page: Page, item: dict[str, Any]) -> None:
    page.title = unescape(string(item, "title") or "")
    page.drafts = _api_words(item)
    if not page.drafts:
        page.drafts = [linked(within(string(item, "title") or ""), string(item, "link"))]
        page.notes.append(Note("words-absent", "the API was asked for titles alone: ask for `filter=withbody`"))
    page.author, page.author_id = _owner(item)
    page.date = from_epoch(item.get("creation_date"))
    page.url = string(item, "link")
    page.score = whole(item, "score")
    tags = item.get("tags")
    page.tags = tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else ()
    page.comments += [_api_comment(comment, POST) for comment in objects(item, "comments")]
    if objects(item, "answers"):
        _take_answers(page, objects(item, "answers"), whole(item, "accepted_answer_id"))
        _count_answers(page, whole(item, "answer_count"))


def _take_answers(page: Page, items: Sequence[dict[str, Any]], accepted: int | None = None) -> None:
    for item in items:
        number = whole(item, "answer_id")
        id = f"answer-{number}"
        author, author_id = _owner(item)
        taken = item.get("is_accepted") is True or (accepted is not None and accepted == number)
        page.comments.append(
            Found(
                id,
                POST,
                _api_words(item),
                author=author,
                author_id=author_id,
                date=from_epoch(item.get("creation_date")),
                karma=whole(item, "score"),
                url=string(item, "link"),
                edited=from_epoch(item.get("last_edit_date")),
                states=("accepted", "answer") if taken else ("answer",),
            )
        )
        page.comments += [_api_comment(comment, id) for comment in objects(item, "comments")]


def _api_comment(item: dict[str, Any], parent: str | None) -> Found:
    author, author_id = _owner(item)
    return Found(
        f"comment-{item.get('comment_id')}",
        parent or _commented(item),
        _api_words(item),
        author=author,
        author_id=author_id,
        date=from_epoch(item.get("creation_date")),
        karma=whole(item, "score"),
        url=string(item, "link"),
        states=("edited",) if item.get("edited") is True else (),
    )


def _commented(item: dict[str, Any]) -> str | None:
    """Return what a comment by itself stands under: an answer, or the question, whose number is also in its address."""
    number = whole(item, "post_id")
    in_question = f"/questions/{number}/" in (string(item, "link") or "")
    return POST if item.get("post_type") == "question" or in_question else f"answer-{number}"


def _owner(item: dict[str, Any]) -> tuple[str | None, str | None]:
    name = string(item, "owner", "display_name")
    number = whole(item, "owner", "user_id")
    return unescape(name) if name else None, None if number is None else str(number)


def _api_words(item: dict[str, Any]) -> list[Draft]:
    html = string(item, "body")
    if html is not None:
        return html_blocks(parse_html(html), POST, within=within(html), skip=_is_chrome)
    words = string(item, "body_markdown")
    return markdown_drafts(unescaped(within(words)), POST) if words else []


READERS = (
    Reader("stackexchange-page", _is_page, _read_page),
    Reader("stackexchange", _is_api, _read_api),
)
