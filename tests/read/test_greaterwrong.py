"""GreaterWrong and Issa Rice's reader, as their code writes pages: no real page is at hand."""

from __future__ import annotations

import pytest

from argmap.model import POST, Reaction
from argmap.read import read, reader_of
from tests.read.places import check_places, words


def votes(points: str, agreement: str | None = None) -> str:
    def axis(name: str, text: str) -> str:
        return f"""<div class="{name} voting-controls"><button class="vote upvote"></button>
        <span class="karma-value" title="9 votes">{text}</span><button class="vote downvote"></button></div>"""

    return axis("karma", points) + (axis("agreement", agreement) if agreement else "")


def item(
    id: str, body: str, *, answers: str = "", parent: str | None = None, more: str = "", votes: str = "", kind: str = ""
) -> str:
    up = f'<a class="comment-parent-link" href="#comment-{parent}">Parent</a>' if parent else ""
    return f"""<li id="comment-{id}" class="comment-item depth-odd"><div class="comment {kind}" data-post-id="p1">
    <div class="comment-meta">
    <a class="author" href="/users/ben" data-userid="u2" data-full-name="Ben Ruiz">ben</a>
    <a class="date" href="/posts/p1/lanes#comment-{id}" data-js-date="1683021600000"> 2 May 2023 10:00 UTC
    <script async></script></a>
    {votes}<a class="permalink" href="/posts/p1/lanes/comment/{id}" title="Permalink"></a>
    <a class="lw2-link" href="https://www.lesswrong.com/posts/p1/lanes?commentId={id}" title="LW"></a>{more}{up}
    <div class="comment-minimize-button" data-child-count="0"></div></div>
    <div class="body-text comment-body">{body}</div><script>prepareComment()</script></div>
    {f'<ul class="comment-thread">{answers}</ul>' if answers else ""}</li>"""


def page(*items: str, count: str = "3", body: str = "<p>Paint is cheap.</p>", meta: str = "") -> bytes:
    return f"""<!DOCTYPE html><html><body class="theme-default"><div id="content"><nav id="primary-bar">Home</nav>
    <main class="post"><h1 class="post-title"><span class="post-type-prefix">[Question] </span>Lanes</h1>
    <div class="post-meta top-post-meta">
    {meta or '<a class="author" href="/users/ada" data-userid="u1" data-full-name="Ada Vos">Ada</a>'}
    <span class="date hide-until-init" data-js-date=1682942400000>1 May 2023 12:00 UTC<script async></script></span>
    {votes("LW: 1,690 AF: 142")}<a class="comment-count" href="#comments">{count}<span> comments</span></a>
    <a class="lw2-link" href="https://www.lesswrong.com/posts/p1/lanes">LW<span> link</span></a>
    <div id="tags"><a href="/tag/paint">Paint</a><a href="/tag/kerbs">Kerbs</a></div></div>
    <div class="body-text post-body"><nav class="contents"><ul><li>Why</li></ul></nav>{body}</div>
    <div class="post-meta bottom-post-meta"></div></main>
    <div id="comments" class="comments"><ul class="comment-thread">{"".join(items)}</ul></div></div></body></html>""".encode()


def test_the_tree_and_all_that_is_said_of_a_comment() -> None:
    deep = item(
        "c3",
        "<blockquote><p>It fades.</p></blockquote><p>So?</p>",
        parent="b2",
        votes=votes("\u22124<span> points</span>", "\u22122"),
    )
    near = item(
        "b2",
        "<p>It fades.</p>",
        parent="a1",
        answers=deep,
        votes=votes("1 point", "3"),
        more='<span class="alignment-forum">AF</span>',
    )
    thread = read(page(item("a1", "<p>Why?</p>", answers=near, kind="retracted", votes=votes("1,204 points"))), "page.html")
    assert thread.source.reader == "greaterwrong"
    assert (thread.title, thread.author, thread.author_id, thread.date) == ("Lanes", "Ada", "u1", "2023-05-01T12:00:00Z")
    assert (thread.score, thread.stated_comments, thread.tags) == (1690, 3, ("Paint", "Kerbs"))
    assert thread.url == "https://www.lesswrong.com/posts/p1/lanes"
    assert words(thread, POST) == ["Paint is cheap."]
    assert [(found.id, found.reply_to, found.karma, found.agreement, found.states) for found in thread.comments] == [
        ("a1", POST, 1204, None, ("retracted",)),
        ("b2", "a1", 1, 3, ()),
        ("c3", "b2", -4, -2, ()),
    ]
    assert {(found.author, found.author_id, found.date) for found in thread.comments} == {("ben", "u2", "2023-05-02T10:00:00Z")}
    assert thread.comments[0].url == "https://www.lesswrong.com/posts/p1/lanes?commentId=a1"
    assert words(thread, "c3") == ["It fades.", "So?"]
    assert [quote.source for quote in thread.quotes] == ["b2"]
    assert [note.kind for note in thread.report] == ["alignment-forum"]
    check_places(thread)


def test_the_list_by_date_has_its_tree_in_links() -> None:
    rows = item("a1", "<p>It fades.</p>"), item("b2", "<p>Why?</p>", parent="a1"), item("c3", "<p>So?</p>", parent="zz")
    thread = read(page(*rows), "page.html")
    assert [(found.id, found.reply_to) for found in thread.comments] == [("a1", POST), ("b2", "a1"), ("zz", None), ("c3", "zz")]
    assert [note.kind for note in thread.report] == ["comment-missing"]


def test_deleted_comments_keep_their_place() -> None:
    gone = f"""<li id="comment-a1" class="comment-item"><div class="comment deleted-comment"><div class="comment-meta">
    <span class="deleted-meta">[ ]</span></div><div class="body-text comment-body">[deleted]</div></div>
    <ul class="comment-thread">{item("b2", "<p>It fades.</p>", parent="a1")}</ul></li>"""
    thread = read(page(gone, count="2"), "page.html")
    assert [(found.id, found.author, found.reply_to, found.states) for found in thread.comments] == [
        ("a1", None, POST, ("deleted",)),
        ("b2", "ben", "a1", ()),
    ]
    assert "[deleted]" not in thread.text


def test_several_authors_and_answers_to_a_question() -> None:
    names = ", ".join(f'<a class="author" href="/users/{name}" data-userid="{name}">{name}</a>' for name in ("ada", "cy"))
    answer = item("a1", "<p>It fades.</p>").replace("/lanes/comment/", "/lanes/answer/")
    reply = item("b2", "<p>So?</p>", parent="a1").replace("/lanes/comment/", "/lanes/answer/")
    thread = read(page(answer, reply, count="2", meta=f'<div class="coauthors">{names}</div>'), "page.html")
    assert (thread.author, thread.coauthors) == ("ada", ("cy",))
    assert [found.states for found in thread.comments] == [("answer",), ()]


def test_the_ea_forum_counts_for_and_against() -> None:
    thread = read(page(item("a1", "<p>It fades.</p>", votes=votes("5 points", "3\u200a\u2236\u200a1")), count="1"), "page.html")
    assert thread.comments[0].agreement is None
    assert thread.comments[0].reactions == (Reaction("agree", 3), Reaction("disagree", 1))


def test_footnotes_lead_both_ways() -> None:
    body = """<p>Paint is cheap<sup class="footnote-ref"><a href="#fn-p1-1" id="fnref-p1-1">[1]</a></sup>.</p>
    <section class="footnotes"><ol class="footnotes-list"><li id="fn-p1-1" class="footnote-item"><p>Mostly.
    <a href="#fnref-p1-1" class="footnote-backref">↩︎</a></p></li></ol></section>"""
    thread = read(page(body=body, count="0"), "page.html")
    assert [(note.label, len(note.refs)) for note in thread.footnotes] == [("1", 1)]


# Issa Rice's reader


def rice(id: str, body: str, *, below: str = "", parent: str | None = None, title: str = "", name: str = "ben") -> str:
    up = f'<a href="#{parent}" title="Go to parent comment">↑</a> ' if parent else ""
    replies = '<span style="font-size: 14px;">Replies from: <a href="#x">cy</a></span>' if below else ""
    return f"""<div id="{id}" style="border: 1px solid #B3B3B3"><details open><summary>{up}comment by
    <a href="/users/{name}"{title}>{name}</a> · <a href="#{id}">2023-05-02T10:00:00.123Z</a> ·
    <a href="https://www.lesswrong.com/posts/p1/lanes#{id}" title="Official LessWrong 2.0 link">LW</a>
    (<a href="https://x" title="GreaterWrong link">GW</a>)</summary>{body}{replies}{below}</details></div>"""


def reader_page(comments: str, answers: str = "", intro: str = "") -> bytes:
    return f"""<!DOCTYPE html>
    <html><head><meta charset="utf-8"></head><body><nav><a href="/">Home</a></nav><div id="wrapper"><div id="content"><h1>Lanes</h1>
    post by <a href="/users/ada" title="I &lt;3 paint">Ada Vos (ada)</a>, <a href="/users/cy">cy</a> ·
    2023-05-01T12:00:00.000Z ·
    <a href="https://www.lesswrong.com/posts/p1/lanes" title="Official LessWrong 2.0 link">LW</a> ·
    <a href="#comments">3 comments</a>
    {intro}<div id="para"><p>Paint is cheap.</p></div><p>Really.</p>{answers}<h2 id="comments">3 comments</h2>
    <p>Comments sorted by top scores.</p>{comments}</div></div></body></html>""".encode()


def test_the_plain_reader() -> None:
    deep = rice("c3", "<p>So?</p>", parent="b2")
    near = rice("b2", "<p>Why?</p><div><p>Say it.</p></div>", parent="a1", below=deep, title=' title="bio"')
    intro = """<p>This is a link post for <a href="http://x.example">http://x.example</a></p><h2>Contents</h2>
    <pre>  <a href="#w">Why</a></pre>"""
    thread = read(reader_page(rice("a1", "<p>It fades.</p>", below=near), intro=intro), "page.html")
    assert thread.source.reader == "issarice"
    assert (thread.title, thread.author, thread.author_id, thread.coauthors) == ("Lanes", "Ada Vos", "ada", ("cy",))
    assert (thread.date, thread.url) == ("2023-05-01T12:00:00Z", "https://www.lesswrong.com/posts/p1/lanes")
    assert words(thread, POST) == ["Paint is cheap.", "Really."]
    assert [(found.id, found.reply_to, found.author, found.date) for found in thread.comments] == [
        ("a1", POST, "ben", "2023-05-02T10:00:00Z"),
        ("b2", "a1", "ben", "2023-05-02T10:00:00Z"),
        ("c3", "b2", "ben", "2023-05-02T10:00:00Z"),
    ]
    assert [words(thread, id) for id in ("a1", "b2", "c3")] == [["It fades."], ["Why?", "Say it."], ["So?"]]
    assert not thread.report
    check_places(thread)


def test_answers_of_the_plain_reader() -> None:
    answer = f"""<h2 id="answers">Answers</h2><div id="q1">
    answer by <a href="/users/dee">dee</a> · <a href="#q1">2023-05-03T10:00:00Z</a> ·
    <a href="https://www.lesswrong.com/posts/p1/lanes#q1" title="Official LessWrong 2.0 link">LW</a>
    (<a title="GreaterWrong link">GW</a>)
    <br><p>Tar.</p>{rice("r1", "<p>Tar?</p>")}</div>"""
    thread = read(reader_page(rice("a1", "<p>It fades.</p>"), answer), "page.html")
    assert [(found.id, found.reply_to, found.author, found.states) for found in thread.comments] == [
        ("q1", POST, "dee", ("answer",)),
        ("r1", "q1", "ben", ()),
        ("a1", POST, "ben", ()),
    ]
    assert [words(thread, id) for id in ("q1", "r1")] == [["Tar."], ["Tar?"]]


@pytest.mark.parametrize(
    "body",
    [
        '<li class="comment-item" id="comment-1">One</li>',
        '<main class="post"><h1>Lanes</h1></main>',
        '<div id="content"><h2 id="comments">1 comments</h2></div>',
    ],
)
def test_other_pages_are_not_taken(body: str) -> None:
    assert reader_of(f"<html><body>{body}</body></html>".encode(), "p.html").name not in ("greaterwrong", "issarice")
