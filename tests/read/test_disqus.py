"""WordPress with its own comments and with Disqus', and what Disqus gives: real pages, and small ones of every kind of theme."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from argmap.errors import ArgmapError
from argmap.model import POST, Thread
from argmap.read import read, read_all, reader_of
from tests.read.places import check_places, depths, words

# WordPress and Disqus' plugin


def test_the_real_page_of_disqus_has_its_tree(shared: Path) -> None:
    data = (shared / "threads" / "ob_disqus_decadence.html").read_bytes()
    # The plugin says how deep each stands; its list items are closed twice, and so nest in no way that a tree could show.
    rows = re.findall(r'<li class="comment [^"]*\bdepth-(\d+)" id="dsq-comment-(\d+)"', data.decode())
    thread = read(data, "page.html")
    assert thread.stated_comments == len(rows) == len(thread.comments) == 18
    assert [(depths(thread)[comment.id] + 1, comment.id) for comment in thread.comments] == [
        (int(deep), f"c{id}") for deep, id in rows
    ]
    above = ""
    for comment, (deep, _) in zip(thread.comments, rows, strict=True):
        above = comment.id if deep == "1" else above
        assert comment.reply_to == (POST if deep == "1" else above)
    assert sum(depths(thread).values()) == 5
    # Nothing is made up: the page has no dates and no votes.
    assert {(comment.date, comment.age, comment.karma) for comment in thread.comments} == {(None, None, None)}
    names = re.findall(r'<span id="dsq-author-user-\d+">([^<]+)</span>', data.decode())
    assert [comment.author for comment in thread.comments] == names
    assert (thread.author, thread.date) == ("Robin Hanson", "2015-07-23T09:45")
    assert thread.tags == ("Farmers", "History", "Inequality")
    assert thread.url == "http://www.overcomingbias.com/2015/07/does-decadence-cause-decay.html"
    assert len(words(thread, POST)) == 3
    assert check_places(thread) > 0.95 * len(thread.text)
    assert not thread.report


def test_the_real_page_of_a_theme_of_its_own(shared: Path) -> None:
    thread = read((shared / "threads" / "stackoverflow_rust.html").read_bytes(), "page.html")
    assert thread.source.reader == "wordpress"
    assert (thread.author, thread.date, thread.tags) == ("Jake Goulding", "2020-01-20T07:39:00-05:00", ("programming", "rust"))
    assert [(comment.id, comment.author, comment.date) for comment in thread.comments] == [
        ("c554074", "Jeremy Banks", "2020-01-20T11:27")
    ]
    assert len(words(thread, POST)) == 34
    assert len(thread.sections) == 6
    check_places(thread)


def html5(id: int, body: str, depth: int, below: str = "", name: str = "Ben") -> str:
    return f"""<li id="comment-{id}" class="comment even depth-{depth}"><article id="div-comment-{id}" class="comment-body">
    <footer class="comment-meta"><div class="comment-author vcard"><img class="avatar"><b class="fn">{name}</b>
    <span class="says">says:</span></div><div class="comment-metadata"><a href="http://lanes.example/1#comment-{id}">
    <time datetime="2021-05-06T07:08:09+00:00">May 6, 2021 at 7:08 am</time></a></div></footer>
    <div class="comment-content">{body}</div>
    <div class="reply"><a class="comment-reply-link">Reply</a></div></article>{below}</li>"""


def classic(id: int, body: str, depth: int, below: str = "", name: str = "Ben") -> str:
    return f"""<li class="comment odd depth-{depth}" id="comment-{id}"><div id="div-comment-{id}" class="comment-body">
    <div class="comment-author vcard"><cite class="fn">{name}</cite> <span class="says">says:</span></div>
    <div class="comment-meta commentmetadata"><a href="http://lanes.example/1#comment-{id}">May 6, 2021 at 7:08 am</a></div>
    {body}<div class="reply"><a>Reply</a></div></div>{below}</li>"""


def boxed(id: int, body: str, depth: int, below: str = "", name: str = "Ben") -> str:
    return f"""<li class="comment odd depth-{depth}" id="li-comment-{id}"><article id="comment-{id}" class="comment">
    <footer class="comment-meta"><cite class="fn">{name}</cite> on <time datetime="2021-05-06T07:08:09+00:00">May 6</time></footer>
    <div class="comment-content">{body}</div></article>{below}</li>"""


def boxes(id: int, body: str, depth: int, below: str = "", name: str = "Ben") -> str:
    return f"""<div class="comment odd depth-{depth}" id="comment-{id}">
    <div class="comment-author vcard"><cite class="fn">{name}</cite></div>
    <div class="comment-meta commentmetadata"><a href="http://lanes.example/1#comment-{id}">6 May 2021 at 07:08</a></div>
    {body}{below}</div>"""


def blocks(id: int, body: str, depth: int, below: str = "", name: str = "Ben") -> str:
    return f"""<li id="comment-{id}" class="comment even thread-even depth-{depth}"><div class="wp-block-columns">
    <div class="wp-block-comment-author-name"><a href="http://x.example">{name}</a></div><div class="wp-block-comment-date">
    <time datetime="2021-05-06T07:08:09+00:00"><a href="http://lanes.example/1#comment-{id}">May 6, 2021</a></time></div>
    <div class="wp-block-comment-content">{body}</div>
    <div class="wp-block-comment-reply-link"><a>Reply</a></div></div>{below}</li>"""


def post(comments: str, title: str = "3 thoughts on “Lanes”") -> bytes:
    return f"""<html><head><link rel="canonical" href="http://lanes.example/1"></head><body><h1 class="site-title">Streets</h1>
    <article id="post-7" class="post-7 post type-post hentry"><h1 class="entry-title">Lanes</h1><div class="entry-meta">
    <span class="posted-on"><time class="entry-date" datetime="2021-05-05T01:02:03+00:00">May 5, 2021</time></span>
    <span class="byline">by <span class="author vcard"><a class="url fn n" href="/author/ada">Ada Vos</a></span></span></div>
    <div class="entry-content"><p>Paint is cheap.</p><div class="sharedaddy sd-block"><p>Share this</p></div></div>
    <footer><a href="/c" rel="category tag">Uncategorized</a><a href="/t" rel="tag">paint</a></footer></article>
    <div id="comments" class="comments-area"><h2 class="comments-title">{title}</h2>
    <ol class="commentlist comment-list">{comments}</ol>
    <div id="respond" class="comment-respond"><h3>Leave a Reply</h3><form><p>Name</p></form></div></div></body></html>""".encode()


@pytest.mark.parametrize("row", [html5, classic, boxed, boxes, blocks])
def test_themes_of_all_kinds(row: Any) -> None:
    deepest = row(3, "<p>With what?</p><p>Chalk?</p>", 3, name="Cy")
    below = f'<ul class="children">{row(2, "<blockquote><p>It fades.</p></blockquote><p>Repaint it.</p>", 2, deepest, "Dee")}</ul>'
    thread = read(post(row(1, "<p>It fades.</p>", 1, below) + row(4, "<p>Quite.</p>", 1), "4 thoughts on “Lanes”"), "page.html")
    assert (thread.title, thread.author, thread.date) == ("Lanes", "Ada Vos", "2021-05-05T01:02:03Z")
    assert (thread.tags, thread.url) == (("paint",), "http://lanes.example/1")
    assert words(thread, POST) == ["Paint is cheap."]
    assert [(found.id, found.author, found.reply_to) for found in thread.comments] == [
        ("c1", "Ben", POST),
        ("c2", "Dee", "c1"),
        ("c3", "Cy", "c2"),
        ("c4", "Ben", POST),
    ]
    assert [words(thread, f"c{number}") for number in (1, 2, 3, 4)] == [
        ["It fades."],
        ["> It fades.", "Repaint it."] if "> " in thread.text else ["It fades.", "Repaint it."],
        ["With what?", "Chalk?"],
        ["Quite."],
    ]
    assert {(found.date or "")[:16] for found in thread.comments} == {"2021-05-06T07:08"}
    assert {found.url for found in thread.comments} == {f"http://lanes.example/1#comment-{number}" for number in (1, 2, 3, 4)}
    assert not thread.report
    check_places(thread)


def test_links_from_other_pages_are_no_comments() -> None:
    ping = """<li id="comment-9" class="pingback even depth-1"><div class="comment-body">Pingback: <a href="http://x.example">X</a></div></li>"""
    thread = read(post(html5(1, "<p>It fades.</p>", 1) + ping, "2 responses to Lanes"), "page.html")
    assert [found.id for found in thread.comments] == ["c1"]
    assert thread.stated_comments == 1
    assert [note.kind for note in thread.report] == ["dropped-pings"]


def test_comments_that_a_script_loads_are_missed() -> None:
    page = post("").replace(b'<ol class="commentlist comment-list"></ol>', b'<div id="disqus_thread"></div>')
    page = page.replace(b"</head>", b'<script src="/wp-includes/js/x.js"></script></head>')
    thread = read(page, "page.html")
    assert thread.stated_comments == 3
    assert "comments-absent" in [note.kind for note in thread.report]


@pytest.mark.parametrize(
    "body",
    [
        '<ul><li id="comment-1" class="comment js-comment"><span class="comment-copy">Not WordPress.</span></li></ul>',
        '<div class="entry-content"><p>Words.</p></div>',
        "<p>comment</p>",
    ],
)
def test_other_pages_are_not_taken(body: str) -> None:
    assert reader_of(f"<html><body>{body}</body></html>".encode(), "p.html").name != "wordpress"


# What Disqus gives


def entry(id: str, message: str, parent: int | None = None, **more: Any) -> dict[str, Any]:
    return {
        "id": id,
        "parent": parent,
        "author": {"name": "Ben Ruiz", "username": "ben", "isAnonymous": False},
        "message": message,
        "raw_message": re.sub("<[^>]+>", "", message),
        "createdAt": "2021-05-06T07:08:09",
        "points": 4,
        "likes": 5,
        "dislikes": 1,
        "isDeleted": False,
        "isEdited": False,
        "thread": "77",
        **more,
    }


def answer(posts: list[dict[str, Any]], **cursor: Any) -> bytes:
    return json.dumps({"cursor": {"hasNext": False, **cursor}, "code": 0, "response": posts}).encode()


def test_an_answer_of_the_api() -> None:
    posts = [
        entry("12", "<p>Chalk \u00e9 &amp; tar.</p>", 11, isEdited=True),
        entry("13", "", None, isDeleted=True),
        entry("11", '<p>It "fades".</p>'),
        entry("14", "<p>So?</p>", 99),
    ]
    thread = read(answer(posts), "posts.json")
    assert thread.source.reader == "disqus"
    assert [(found.id, found.reply_to, found.states, found.karma) for found in thread.comments] == [
        ("c13", POST, ("deleted",), 4),
        ("c11", POST, (), 4),
        ("c12", "c11", ("edited",), 4),
        ("c99", None, ("missing",), None),
        ("c14", "c99", (), 4),
    ]
    assert words(thread, "c12") == ["Chalk é & tar."]
    assert (thread.comments[1].author, thread.comments[1].author_id) == ("Ben Ruiz", "ben")
    assert thread.comments[1].date == "2021-05-06T07:08:09"
    check_places(thread)


def test_more_answers_and_the_page_make_one_thread() -> None:
    page = post("").replace(b"</head>", b'<script src="/wp-includes/js/x.js"></script></head>')
    first, second = answer([entry("11", "<p>It fades.</p>")], hasNext=True), answer([entry("12", "<p>So?</p>", 11)])
    thread = read_all([("page.html", page), ("1.json", first), ("2.json", second)])
    assert (thread.title, words(thread, POST)) == ("Lanes", ["Paint is cheap."])
    assert [(found.id, found.reply_to) for found in thread.comments] == [("c11", POST), ("c12", "c11")]
    check_places(thread)


def test_the_json_in_the_frame() -> None:
    frame = {
        "code": 0,
        "cursor": {"total": 5, "hasNext": True},
        "response": {"posts": [entry("1", "<p>It fades.</p>")], "thread": {}},
    }
    frame["response"]["thread"] = {"clean_title": "Lanes", "link": "http://lanes.example/1"}  # type: ignore[index]
    thread = read(json.dumps(frame).encode(), "frame.json")
    assert (thread.title, thread.url, thread.stated_comments) == ("Lanes", "http://lanes.example/1", 5)
    assert [note.kind for note in thread.report] == ["more-stub", "comment-count"]


@pytest.mark.parametrize("bad", [[], {}, None, "x", 3, [[]], {"a": {}}])
def test_any_type_in_any_field(bad: Any) -> None:
    for key in entry("1", "x"):
        thread = read(answer([entry("1", "<p>Words.</p>"), {**entry("2", "<p>Words.</p>"), key: bad}]), "posts.json")
        assert isinstance(thread, Thread)


def export(posts: str, threads: str = "") -> bytes:
    one = """<thread dsq:id="7"><id>lanes</id><link>http://lanes.example/1?a=1&amp;b=2</link>
    <title><![CDATA[Lanes & kerbs]]></title>
    <createdAt>2021-05-05T01:02:03Z</createdAt><author><name>Ada</name></author></thread>"""
    return f"""<?xml version="1.0" encoding="utf-8"?>
    <disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
    <category dsq:id="1"><title>General</title></category>{one}{threads}{posts}</disqus>""".replace(
        "\n    <disqus", "\n<disqus"
    ).encode()


def exported(id: int, message: str, parent: str = "", thread: int = 7, spam: str = "false", deleted: str = "false") -> str:
    return f"""<post dsq:id="{id}"><id /><message>{message}</message><createdAt>2021-05-06T07:08:09Z</createdAt>
    <isDeleted>{deleted}</isDeleted><isSpam>{spam}</isSpam><author><name>Ben &amp; Ruiz</name><username>ben</username></author>
    <thread dsq:id="{thread}" />{parent}</post>"""


def test_the_export_of_one_page() -> None:
    posts = (
        exported(1, "<![CDATA[<p>It fades &amp; cracks.</p>]]>")
        + exported(2, "&lt;p&gt;So &amp;amp; what?&lt;/p&gt;", '<parent dsq:id="1" />')
        + exported(3, "<![CDATA[<p>Buy!</p>]]>", spam="true")
        + exported(4, "<![CDATA[<p>Gone.</p>]]>", deleted="true")
    )
    thread = read(export(posts, '<thread dsq:id="8"><link>http://x.example</link><title>Silent</title></thread>'), "export.xml")
    assert thread.source.reader == "disqus-export"
    assert (thread.title, thread.url) == ("Lanes & kerbs", "http://lanes.example/1?a=1&b=2")
    assert [(found.id, found.reply_to, found.states, found.author) for found in thread.comments] == [
        ("c1", POST, (), "Ben & Ruiz"),
        ("c2", "c1", (), "Ben & Ruiz"),
        ("c4", POST, ("deleted",), "Ben & Ruiz"),
    ]
    assert words(thread, "c1") + words(thread, "c2") == ["It fades & cracks.", "So & what?"]
    assert [note.kind for note in thread.report] == ["dropped-spam"]
    check_places(thread)


def test_the_export_of_several_debates_is_refused_by_name() -> None:
    posts = exported(1, "<![CDATA[<p>It fades.</p>]]>") + exported(2, "<![CDATA[<p>Soup.</p>]]>", thread=8)
    with pytest.raises(ArgmapError) as caught:
        read(export(posts, '<thread dsq:id="8"><link>http://x.example</link><title>Lunches</title></thread>'), "export.xml")
    assert caught.value.id == "several-threads"
    assert "of 2 pages, and a thread is one of them: “Lanes & kerbs”, “Lunches”" in str(caught.value)
