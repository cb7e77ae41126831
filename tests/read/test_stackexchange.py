"""Stack Exchange: pages of a question, old and new, and what its API sends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from argmap.model import POST, BlockKind, Comment, Thread
from argmap.read import read, read_all
from tests.read.places import check_places


def signature(action: str, time: str, name: str, number: int) -> str:
    return f"""<div class="post-signature flex--item"><div class="user-info"><div class="user-action-time">
        {action} <span title="{time}" class="relativetime">Jan 1</span></div>
        <div class="user-details" itemprop="author"><a href="/users/{number}/x">{name}</a><span class="d-none"
        itemprop="name">{name}</span><div class="-flair"><span class="reputation-score">2,139</span></div></div></div></div>"""


def comment(number: int, post: int, words: str, name: str, user: int, score: int, edited: bool = False) -> str:
    pencil = '<svg title="this comment was edited 1 time"></svg>' if edited else ""
    return f"""<li id="comment-{number}" class="comment js-comment" data-comment-id="{number}" data-comment-score="{score}">
        <div class="comment-score"><span>{score or ""}</span></div><div class="comment-text"><div class="comment-body">
        <span class="comment-copy">{words}</span> <div>–&nbsp;<a href="/users/{user}/y" class="comment-user">{name}</a></div>
        <span class="comment-date"><a class="comment-link" href="#comment{number}_{post}"><span
        title="2024-05-0{number % 9 + 1} 09:03:47Z, License: CC BY-SA 4.0" class="relativetime-clean">May</span></a></span>{pencil}
        </div></div></li>"""


PAGE = f"""<!DOCTYPE html><html><head><link rel="canonical" href="https://bikes.example/questions/7/do-lanes-need-kerbs"></head><body>
<div id="question-header"><h1><a href="/questions/7/x" class="question-hyperlink">Do lanes need kerbs?</a></h1></div>
<div id="question" class="question js-question" data-questionid="7"><div class="post-layout">
<div class="js-voting-container"><div class="js-vote-count" data-value="1234">1.2k</div></div>
<div class="postcell"><div class="s-prose js-post-body"><p>Paint is <em>cheap</em>.</p><blockquote class="spoiler"><p>It fades.</p>
</blockquote></div><div class="post-taglist"><a class="s-tag post-tag">lanes</a><a class="s-tag post-tag">kerbs</a></div>
{signature("edited", "2024-05-02 10:00:00Z", "Eva", 3)}{signature("asked", "2024-05-01 10:00:00Z", "Ada", 1)}</div></div>
<ul class="comments-list js-comments-list" data-remaining-comments-count="0">{comment(71, 7, "Which city?", "Ben", 2, 0)}</ul></div>
<div id="answers"><div id="answers-header"><h2 data-answercount="3">3 Answers</h2></div>
<div id="answer-8" class="answer js-answer accepted-answer" data-answerid="8">
<div class="js-vote-count" data-value="-5">-5</div><div class="s-prose js-post-body"><p>Yes.</p>
<pre><code>kerb = True</code></pre><blockquote><p>Paint is cheap.</p></blockquote></div>
{signature("answered", "2024-05-03 10:00:00Z", "Cem", 4)}
<ul class="comments-list js-comments-list" data-remaining-comments-count="4">
{comment(81, 8, "@Ada so it is.", "Dot", 5, 12, True)}</ul>
</div>
<div id="answer-9" class="answer" data-answerid="9"><div class="js-vote-count" data-value="0">0</div>
<div class="s-prose js-post-body"><p>No.</p></div><div class="post-signature"><div class="user-action-time">answered
<span title="2024-05-04 10:00:00Z">May</span></div><div class="user-details">user99</div></div></div></div></body></html>"""


def of(thread: Thread, id: str) -> Comment:
    return next(comment for comment in thread.comments if comment.id == id)


def test_a_page_keeps_question_answers_and_comments() -> None:
    thread = read(PAGE.encode(), "page.html")
    assert (thread.title, thread.author, thread.author_id, thread.score) == ("Do lanes need kerbs?", "Ada", "1", 1234)
    assert (thread.date, thread.tags, thread.url) == (
        "2024-05-01T10:00:00Z",
        ("lanes", "kerbs"),
        "https://bikes.example/questions/7/do-lanes-need-kerbs",
    )
    assert [(one.id, one.reply_to, one.author, one.karma) for one in thread.comments] == [
        ("comment-71", POST, "Ben", 0),
        ("answer-8", POST, "Cem", -5),
        ("comment-81", "answer-8", "Dot", 12),
        ("answer-9", POST, "user99", 0),
    ]
    assert of(thread, "answer-8").states == ("accepted", "answer")
    assert of(thread, "answer-9").author_id is None
    assert of(thread, "comment-81").states == ("edited",)
    assert of(thread, "comment-81").date == "2024-05-01T09:03:47Z"
    assert of(thread, "comment-81").url == "https://bikes.example/questions/7/do-lanes-need-kerbs#comment81_8"
    assert of(thread, "answer-8").url == "https://bikes.example/a/8"
    assert [block.kind for block in thread.blocks][:2] == [BlockKind.PARAGRAPH, BlockKind.SPOILER]
    assert [(quote.doc, quote.source) for quote in thread.quotes] == [("answer-8", POST)]
    assert check_places(thread) > 10


def test_a_page_says_what_it_leaves_out() -> None:
    stubs = [note.message for note in read(PAGE.encode(), "page.html").report if note.kind == "more-stub"]
    assert stubs == [
        "the question has 3 answers, and 2 are here: save its other pages too",
        "4 comments are left out under comment answer-8",
    ]


OLD = """<html><body><div id="question-header"><h1><a class="question-hyperlink">Kerbs?</a></h1></div>
<div class="question" id="question"><table><tr><td class="votecell">
<div class="vote"><span class="vote-count-post">12</span></div></td>
<td class="postcell"><div class="post-text"><p>Paint is cheap.</p></div><table class="fw"><tr><td class="post-signature owner">
<div class="user-info"><div class="user-action-time">asked <span title="2011-05-01 10:00:00Z" class="relativetime">May</span></div>
<div class="user-details"><a href="/users/1/ada">Ada</a><br><span class="reputation-score">9</span></div></div></td></tr></table>
<div class="comments"><table><tbody><tr id="comment-5" class="comment"><td class="comment-actions"><table><tbody><tr>
<td class="comment-score"><span class="cool">3</span></td></tr></tbody></table></td><td class="comment-text"><div>
<span class="comment-copy">Is it?</span> – <a href="/users/2/ben" class="comment-user">Ben</a> <span class="comment-date">
<span title="2011-05-02 10:00:00Z" class="relativetime-clean">May</span></span></div></td></tr>
</tbody></table></div></td></tr></table></div>
<div id="answers"><div id="answer-6" class="answer accepted-answer">
<table><tr><td><div class="vote"><span
class="vote-count-post">-1</span><span class="vote-accepted-on">accepted</span></div></td>
<td><div class="post-text"><p>Yes.</p></div>
</td></tr></table></div></div></body></html>"""


def test_old_pages_are_tables() -> None:
    thread = read(OLD.encode(), "old.html")
    assert (thread.source.reader, thread.author, thread.score, thread.date) == (
        "stackexchange-page",
        "Ada",
        12,
        "2011-05-01T10:00:00Z",
    )
    assert [(one.id, one.reply_to, one.author, one.karma, one.date) for one in thread.comments] == [
        ("comment-5", POST, "Ben", 3, "2011-05-02T10:00:00Z"),
        ("answer-6", POST, None, -1, None),
    ]


def item(**fields: Any) -> dict[str, Any]:
    return {"owner": {"user_id": 1, "display_name": "Ada &amp; Co"}, "score": 2, "creation_date": 1714557600, **fields}


QUESTION = item(
    question_id=7,
    title="Do lanes need kerbs &amp; paint?",
    body="<p>Paint is &lt;cheap&gt;.</p>",
    link="https://bikes.example/questions/7/kerbs",
    tags=["lanes"],
    answer_count=1,
    accepted_answer_id=8,
    comments=[item(comment_id=71, post_id=7, body="Which city?", edited=True)],
    answers=[
        item(answer_id=8, question_id=7, body_markdown="&gt; Paint is\r\n\r\nYes[^1].", last_edit_date=1714557601),
    ],
)


def test_the_api_is_read_like_the_page() -> None:
    thread = read(json.dumps({"items": [QUESTION], "has_more": False}).encode(), "q.json")
    assert (thread.source.reader, thread.title, thread.author) == ("stackexchange", "Do lanes need kerbs & paint?", "Ada & Co")
    assert (thread.date, thread.score, thread.tags) == ("2024-05-01T10:00:00Z", 2, ("lanes",))
    assert [(one.id, one.reply_to, one.states, one.edited) for one in thread.comments] == [
        ("comment-71", POST, ("edited",), None),
        ("answer-8", POST, ("accepted", "answer"), "2024-05-01T10:00:01Z"),
    ]
    assert thread.text == "Paint is <cheap>.\n\nWhich city?\n\nPaint is\n\nYes[^1]."
    assert check_places(thread) > 3


def test_answers_and_comments_of_other_files_are_joined() -> None:
    bare = {key: value for key, value in QUESTION.items() if key not in ("answers", "comments")}
    answers = {"items": [item(answer_id=8, question_id=7, is_accepted=True, body="<p>Yes.</p>")], "has_more": True}
    comments = {
        "items": [
            item(comment_id=81, post_id=8, body="So it is.", post_type="answer"),
            item(comment_id=71, post_id=7, body="Which?", link="https://bikes.example/questions/7/kerbs#comment71_7"),
        ]
    }
    files = [(f"{n}.json", json.dumps(found).encode()) for n, found in enumerate(({"items": [bare]}, answers, comments))]
    thread = read_all(files)
    assert {(one.id, one.reply_to) for one in thread.comments} == {
        ("answer-8", POST),
        ("comment-81", "answer-8"),
        ("comment-71", POST),
    }
    assert [note.message for note in thread.report if note.kind == "more-stub"] == [
        "the API has more than this answer of it holds: ask for the next page too"
    ]


def test_titles_alone_are_said_to_be_that() -> None:
    bare = {key: value for key, value in QUESTION.items() if key not in ("body", "answers", "comments")}
    thread = read(json.dumps({"items": [bare]}).encode(), "q.json")
    assert "words-absent" in {note.kind for note in thread.report}
    assert thread.text


def test_hostile_types_never_raise() -> None:
    bad = [None, 1, "x", [], {}, [None], {"a": 1}]
    for value in bad:
        for key in QUESTION:
            if key in ("question_id", "title", "body"):
                continue
            assert read(json.dumps({"items": [{**QUESTION, key: value}]}).encode(), "q.json").text


def test_the_page_of_the_blog_is_no_question(shared: Path) -> None:
    """The file is named after Stack Overflow, but is a post of its blog: one comment, and no question."""
    path = shared / "threads" / "stackoverflow_rust.html"
    thread = read(path.read_bytes(), path.name)
    assert thread.source.reader == "wordpress"
    assert len(thread.comments) == 1
