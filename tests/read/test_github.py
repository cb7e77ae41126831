"""GitHub: its two APIs, `gh`, and its pages of React and of Rails."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from argmap.model import POST, BlockKind, Reaction
from argmap.read import read, read_all, reader_of
from tests.read.places import check_places, words

URL = "https://github.com/lanes/kerbs/issues/7"


def rest(number: int, body: Any, **fields: Any) -> dict[str, Any]:
    return {
        "id": number,
        "html_url": f"{URL}#issuecomment-{number}",
        "issue_url": "https://api.github.com/repos/lanes/kerbs/issues/7",
        "user": {"login": "ben"},
        "created_at": "2024-05-02T10:00:00Z",
        "updated_at": "2024-05-02T10:00:00Z",
        "body": body,
        "reactions": {"url": "x", "total_count": 3, "+1": 2, "-1": 0, "heart": 1},
        **fields,
    }


ISSUE = {
    "html_url": URL,
    "comments_url": f"{URL}/comments",
    "number": 7,
    "title": "Kerbs <or> paint?",
    "user": {"login": "ada"},
    "labels": [{"name": "lanes"}],
    "comments": 3,
    "created_at": "2024-05-01T10:00:00Z",
    "body": "Paint is *cheap*.\r\nIt fades[^1].\r\n\r\n- [ ] a \"list\"\r\n\r\n[^1]: So it does.\r\n",
    "reactions": {"total_count": 1, "rocket": 1},
}  # fmt: skip
COMMENTS = [
    rest(11, "> Paint is cheap.\n\nIs it?", updated_at="2024-05-03T10:00:00Z"),
    rest(12, "```py\nkerb = 1\n```\n<!-- nothing -->", user=None),
]


def test_an_issue_and_the_list_of_its_comments_are_one_thread() -> None:
    thread = read_all([("issue.json", json.dumps(ISSUE).encode()), ("comments.json", json.dumps(COMMENTS).encode())])
    assert (thread.source.reader, thread.title, thread.author, thread.date) == (
        "github",
        "Kerbs <or> paint?",
        "ada",
        "2024-05-01T10:00:00Z",
    )
    assert (thread.tags, thread.url, thread.reactions) == (("lanes",), URL, (Reaction("rocket", 1),))
    assert words(thread, POST) == ["Paint is cheap.\nIt fades[1].", '[ ] a "list"', "So it does."]
    assert [(note.label, len(note.refs)) for note in thread.footnotes] == [("1", 1)]
    first, second = thread.comments
    assert (first.id, first.author, first.reply_to, first.date, first.edited) == (
        "issuecomment-11",
        "ben",
        POST,
        "2024-05-02T10:00:00Z",
        "2024-05-03T10:00:00Z",
    )
    assert first.reactions == (Reaction("+1", 2), Reaction("heart", 1))
    assert (second.author, second.edited, words(thread, second.id)) == (None, None, ["kerb = 1"])
    assert [(quote.doc, quote.source, quote.match) for quote in thread.quotes] == [("issuecomment-11", POST, "exact")]
    assert [note.message for note in thread.report if note.kind == "comment-count"] == ["the page states 3 comments, 2 were found"]
    assert check_places(thread) > 40


def test_of_a_timeline_the_words_are_kept() -> None:
    events = [
        {"event": "labeled", "actor": {"login": "ada"}},
        {**COMMENTS[0], "event": "commented"},
        {"event": "reviewed", "id": 4, "html_url": f"{URL}#pullrequestreview-4", "state": "approved", "body": "", "user": None},
        {"event": "reviewed", "id": 5, "html_url": f"{URL}#pullrequestreview-5", "state": "commented", "body": "So?", "user": None},
    ]
    thread = read_all([("issue.json", json.dumps(ISSUE).encode()), ("events.json", json.dumps(events).encode())])
    assert [comment.id for comment in thread.comments] == ["issuecomment-11", "pullrequestreview-5"]
    assert [note.message for note in thread.report if note.kind == "dropped-event"] == [
        "2 entries without words say what was done: closed, labelled, assigned"
    ]


def test_comments_on_a_line_answer_one_another() -> None:
    lines = [
        rest(21, "Why?", html_url=f"{URL}#discussion_r21", pull_request_review_id=1),
        rest(22, "Because.", html_url=f"{URL}#discussion_r22", pull_request_review_id=1, in_reply_to_id=21),
    ]
    thread = read_all([("issue.json", json.dumps(ISSUE).encode()), ("lines.json", json.dumps(lines).encode())])
    assert [(comment.id, comment.reply_to) for comment in thread.comments] == [
        ("discussion_r21", POST),
        ("discussion_r22", "discussion_r21"),
    ]


def said(number: int, body: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": f"DC_{number}",
        "url": f"https://github.com/lanes/kerbs/discussions/7#discussioncomment-{number}",
        "author": {"login": "ben"},
        "createdAt": "2024-05-02T10:00:00Z",
        "body": body,
        "upvoteCount": number,
        **fields,
    }


DISCUSSION = {
    "title": "Kerbs?",
    "body": "Paint is cheap.",
    "author": None,
    "createdAt": "2024-05-01T10:00:00Z",
    "upvoteCount": 9,
    "comments": {
        "totalCount": 4,
        "nodes": [
            said(
                1,
                "Yes.",
                isAnswer=True,
                reactionGroups=[
                    {"content": "THUMBS_UP", "users": {"totalCount": 2}},
                    {"content": "EYES", "reactors": {"totalCount": 1}},
                    {"content": "HEART", "users": {"totalCount": 0}},
                ],
                replies={
                    "totalCount": 3,
                    "nodes": [said(2, "> Yes.\n\nNo.", isMinimized=True), said(3, "So?", includesCreatedEdit=True)],
                },
            ),
            said(4, "Other.", lastEditedAt="2024-05-04T10:00:00Z", replies={"totalCount": 0, "nodes": []}),
        ],
    },
}


def test_a_discussion_keeps_replies_answers_and_reactions() -> None:
    thread = read(json.dumps({"data": {"repository": {"discussion": DISCUSSION}}}).encode(), "d.json")
    assert (thread.author, thread.score, thread.stated_comments) == (None, 9, 7)
    assert [(one.id, one.reply_to, one.states, one.karma, one.edited) for one in thread.comments] == [
        ("discussioncomment-1", POST, ("accepted", "answer"), 1, None),
        ("discussioncomment-2", "discussioncomment-1", ("collapsed",), 2, None),
        ("discussioncomment-3", "discussioncomment-1", ("edited",), 3, None),
        ("discussioncomment-4", POST, (), 4, "2024-05-04T10:00:00Z"),
    ]
    assert thread.comments[0].reactions == (Reaction("+1", 2), Reaction("eyes", 1))
    assert [note.message for note in thread.report if note.kind == "more-stub"] == [
        "2 comments are left out under the post",
        "1 comment is left out under comment discussioncomment-1",
    ]


def test_what_gh_prints_is_read() -> None:
    comments = [{**said(5, "Yes."), "authorAssociation": "NONE", "url": f"{URL}#issuecomment-5"}]
    found = {"title": "Kerbs?", "body": "Paint.", "author": {"login": "ada"}, "comments": comments}
    thread = read(json.dumps(found).encode(), "gh.json")
    assert (thread.source.reader, thread.author, [one.id for one in thread.comments]) == ("github", "ada", ["issuecomment-5"])


def test_of_a_graphql_timeline_the_words_are_kept() -> None:
    nodes = [{"__typename": "LabeledEvent", "createdAt": "x"}, {**said(5, "Yes."), "__typename": "IssueComment"}]
    found = {key: value for key, value in DISCUSSION.items() if key != "comments"} | {"url": URL, "timelineItems": {"nodes": nodes}}
    thread = read(json.dumps({"data": {"repository": {"issue": {**found, "author": {"login": "ada"}}}}}).encode(), "x")
    assert [one.id for one in thread.comments] == ["discussioncomment-5"]
    assert [note.kind for note in thread.report] == ["dropped-event"]


@pytest.mark.parametrize("value", [None, 1, "x", [], {}, [None], [1], {"a": [1]}, {"nodes": 1}, [{}]])
def test_hostile_types_never_raise(value: Any) -> None:
    for key in ISSUE:
        found = {**ISSUE, key: value}
        if reader_of(json.dumps(found).encode(), "x").name == "github" and key != "title":
            assert read(json.dumps(found).encode(), "x").text
    for key in DISCUSSION["comments"]["nodes"][0]:  # type: ignore[index]
        node = {**DISCUSSION["comments"]["nodes"][0], key: value}  # type: ignore[index]
        assert read(
            json.dumps({"data": {"repository": {"discussion": {**DISCUSSION, "comments": {"nodes": [node]}}}}}).encode(), "x"
        )


def react(number: int, body: str, more: str = "") -> str:
    return f"""<div data-wrapper-timeline-id="IC_{number}"><div class="react-issue-comment">
        <div data-testid="comment-header" id="issuecomment-{number}"><h3 class="sr-only">ben commented</h3>
        <div data-testid="comment-header-left-side-items"><a data-testid="avatar-link" href="/ben">ben</a>
        <a href="#"><relative-time datetime="2024-05-02T10:00:00.000Z">May 2</relative-time></a>{more}</div></div>
        <div class="markdown-body" data-testid="markdown-body"><div class="markdown-body">{body}</div></div>
        <div role="toolbar" aria-label="Reactions"><button><span>👍</span><span>12</span></button>
        <button>❤️ 1</button></div></div></div>"""


REACT = f"""<!DOCTYPE html><html><head><title>x</title><link rel="canonical" href="{URL}"></head><body class="github">
<script type="application/ld+json">{{"interactionStatistic":{{"interactionType":"https://schema.org/CommentAction",
"userInteractionCount":5}}}}</script><h1><bdi data-testid="issue-title">Kerbs?</bdi></h1>
<div data-testid="issue-viewer-issue-container"><a data-testid="issue-body-header-author" href="/ada">ada</a>
<relative-time datetime="2024-05-01T10:00:00.000Z">May 1</relative-time>
<div class="markdown-body"><p>Paint is cheap.</p></div></div>
{react(11, "<blockquote><p>Paint is cheap.</p></blockquote><p>Is it, <a href='/ada' data-hovercard-url='/users/ada'>@ada</a>?</p>")}
<div data-wrapper-timeline-id="LE_1"><a href="/ada">ada</a> added a label</div>
<button>Load more <span>3 remaining items</span></button>
{react(12, "<pre><code>kerb = 1</code></pre>", '<span class="MarkdownLastEditedBy-module__x">edited by ben</span>')}
<div data-testid="issue-labels"><a href="/l">lanes</a></div></body></html>"""


def test_a_page_of_react_is_read() -> None:
    thread = read(REACT.encode(), "page.html")
    assert (thread.source.reader, thread.title, thread.author, thread.date) == (
        "github-page",
        "Kerbs?",
        "ada",
        "2024-05-01T10:00:00Z",
    )
    assert (thread.tags, thread.stated_comments, thread.url) == (("lanes",), 5, URL)
    assert [(one.id, one.author, one.reply_to, one.states) for one in thread.comments] == [
        ("issuecomment-11", "ben", POST, ()),
        ("issuecomment-12", "ben", POST, ("edited",)),
    ]
    assert thread.comments[0].reactions == (Reaction("+1", 12), Reaction("heart", 1))
    assert words(thread, "issuecomment-11") == ["Paint is cheap.", "Is it, @ada?"]
    assert {note.kind for note in thread.report} == {"dropped-event", "more-stub", "comment-count"}
    assert check_places(thread) == 50


def rails(id: str, body: str, more: str = "", inner: str = "") -> str:
    return f"""<div class="TimelineItem js-comment-container {more}"><div class="timeline-comment-group" id="{id}">
        <div class="timeline-comment js-comment"><h3><a class="author" href="/ben">ben</a> commented <a href="#{id}"
        class="js-timestamp"><relative-time datetime="2024-05-02T10:00:00Z">May</relative-time></a></h3>
        <table><tbody><tr><td class="d-block comment-body markdown-body js-comment-body"><p>{body}</p></td></tr></tbody></table>
        <button class="social-reaction-summary-item js-reaction-group-button" value="THUMBS_UP react">
        <g-emoji alias="+1">👍</g-emoji>
        <span>4</span></button></div></div>{inner}</div>"""


def test_an_older_page_of_an_issue_is_read() -> None:
    page = f"""<html><body class="github"><h1><span class="js-issue-title">Kerbs?</span></h1>
        <div class="gh-header-meta">ada opened this · 3 comments</div>{rails("issue-1", "Paint is cheap.")}
        <div class="TimelineItem"><a class="author" href="/ada">ada</a> closed this</div>{rails("issuecomment-11", "Is it?")}
        <div class="js-inline-comments-container"><div class="js-comments-holder">{rails("discussion_r3", "Why?")}
        {rails("discussion_r4", "Because.")}</div></div></body></html>"""
    thread = read(page.encode(), "old.html")
    assert (thread.source.reader, thread.author, thread.stated_comments) == ("github-page", "ben", 3)
    assert [(one.id, one.reply_to) for one in thread.comments] == [
        ("issuecomment-11", POST),
        ("discussion_r3", POST),
        ("discussion_r4", "discussion_r3"),
    ]
    assert thread.comments[0].reactions == thread.reactions == (Reaction("+1", 4),)
    assert "dropped-event" in {note.kind for note in thread.report}


def test_a_page_of_a_discussion_keeps_who_answers_whom() -> None:
    def part(id: str, author: str, body: str, more: str = "", inner: str = "") -> str:
        return f"""<div class="js-comment-container {more}"><div class="discussions-timeline-scroll-target" id="{id}"></div>
            {author}<relative-time datetime="2024-05-02T10:00:00Z"></relative-time>
            <button id="discussion-upvote-button-{id}" aria-label="Upvote: 5"></button>
            <div class="js-comment-body comment-body markdown-body"><p>{body}</p></div>{inner}</div>"""

    reply = part("discussioncomment-2", '<a class="author" href="/cem">cem</a>', "No.", "js-nested-comment-container")
    named = '<a data-hovercard-type="user" href="/ben"><img></a><a data-hovercard-type="user" href="/ben">ben</a>'
    chosen = '<div class="timeline-chosen-answer"></div>'
    page = f"""<html><body class="github"><h1><span class="js-issue-title">Kerbs?</span></h1>
        <h2 id="discussion-comment-count">1 comment · 1 reply</h2>{part("discussion-1", named, "Paint.")}
        {part("discussioncomment-1", named, "Yes.", "", f'{chosen}<div id="child-comments-discussioncomment-1">{reply}</div>')}
        <div id="child-comments-discussioncomment-9">{reply.replace("discussioncomment-2", "discussioncomment-3")}</div>
        </body></html>"""
    thread = read(page.encode(), "discussion.html")
    assert (thread.author, thread.score, thread.stated_comments) == ("ben", 5, 2)
    assert [(one.id, one.author, one.reply_to, one.karma, one.states) for one in thread.comments] == [
        ("discussioncomment-1", "ben", POST, 5, ("accepted", "answer")),
        ("discussioncomment-2", "cem", "discussioncomment-1", 5, ()),
        ("discussioncomment-9", None, None, None, ("missing",)),
        ("discussioncomment-3", "cem", "discussioncomment-9", 5, ()),
    ]
    assert words(thread, "discussioncomment-1") == ["Yes."]


def test_the_real_issue_is_complete(shared: Path) -> None:
    path = shared / "threads" / "github_issue_56.html"
    raw = path.read_text(encoding="utf-8")
    thread = read(raw.encode(), path.name)
    anchors = list(dict.fromkeys(re.findall(r'id="(issuecomment-\d+)"', raw)))
    stated = re.search(r'"userInteractionCount":(\d+)', raw)
    assert stated is not None
    assert [comment.id for comment in thread.comments] == anchors
    assert thread.stated_comments == len(anchors) == int(stated[1]) == 6
    assert [(one.author, one.date) for one in thread.comments] == [
        ("jmorrell", "2025-05-25T22:14:08Z"),
        ("masylum", "2025-06-02T10:51:41Z"),
        ("nbbaier", "2025-06-08T04:05:12Z"),
        ("nbbaier", "2025-06-08T16:19:01Z"),
        ("masylum", "2025-06-17T11:35:14Z"),
        ("nbbaier", "2025-06-17T16:23:25Z"),
    ]
    assert all(one.reply_to == POST and len(one.span) for one in thread.comments)
    assert sum(block.kind is BlockKind.CODE for block in thread.blocks) == 3
    assert thread.report == ()
    assert check_places(thread) > 2800
