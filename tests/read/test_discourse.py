"""Discourse: a topic's JSON, its further posts, and its pages for browsers and crawlers."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.errors import ArgmapError
from argmap.markup import strip, thread_text
from argmap.model import POST, BlockKind, QuoteKind, Reaction, Thread
from argmap.read import losses, read, read_all, read_markdown


def quote(number: int, words: str, topic: int = 77, who: str = "ann") -> str:
    return (
        f'<aside class="quote no-group" data-username="{who}" data-post="{number}" data-topic="{topic}">\n<div class="title">\n'
        f'<div class="quote-controls"></div>\n<img alt="" width="24" height="24" src="a.png" class="avatar"> {who}:</div>\n'
        f"<blockquote>\n<p>{words}</p>\n</blockquote>\n</aside>\n"
    )


def post(number: int, cooked: str, **more: Any) -> dict[str, Any]:
    made: dict[str, Any] = {"id": 900 + number, "post_number": number, "username": f"user{number}", "name": "", "cooked": cooked}
    made |= {"created_at": f"2024-03-0{number}T10:00:00.000Z", "updated_at": f"2024-03-0{number}T12:30:00.000Z", "version": 1}
    return made | {"reply_to_post_number": None, "post_type": 1, "topic_id": 77} | more


def topic(*posts: dict[str, Any], stream: list[int] | None = None, **more: Any) -> bytes:
    ids = [one["id"] for one in posts] if stream is None else stream
    made = {"id": 77, "title": "Bike lanes", "tags": ["town", {"id": 3, "name": "bikes"}], "posts_count": len(ids)}
    return json.dumps(made | {"post_stream": {"posts": posts, "stream": ids}} | more).encode()


LIKES = [{"id": 2, "count": 5}]
FIRST = post(1, "<p>Lanes save lives, and they cost little.</p>", name="Ann Vos", username="ann", actions_summary=LIKES)


def words(thread: Thread, doc: str) -> list[str]:
    return [block.span.cut(thread.text) for block in thread.blocks if block.doc == doc]


def notes(thread: Thread) -> list[str]:
    return [note.kind for note in thread.report]


def test_a_topic_with_answers_likes_and_states() -> None:
    thread = read(
        topic(
            FIRST,
            post(2, "<p>Kerbs &amp; signs are dear.</p>", version=2, reactions=[{"id": "clap", "type": "emoji", "count": 3}]),
            post(3, "<p>They last.</p>", reply_to_post_number=2, accepted_answer=True),
            post(4, "<p>(post deleted by author)</p>", user_deleted=True, reply_to_post_number=1),
            post(5, "<p>hidden words</p>", hidden=True),
        ),
        "t.json",
    )
    assert (thread.title, thread.author, thread.author_id, thread.tags) == ("Bike lanes", "Ann Vos", "ann", ("town", "bikes"))
    assert (thread.date, thread.reactions) == ("2024-03-01T10:00:00Z", (Reaction("like", 5),))
    assert [(one.id, one.reply_to) for one in thread.comments] == [
        ("post_2", POST),
        ("post_3", "post_2"),
        ("post_4", POST),
        ("post_5", POST),
    ]
    two, three, four, five = thread.comments
    assert (two.author, two.author_id, two.edited) == ("user2", None, "2024-03-02T12:30:00Z")
    assert (two.reactions, three.states, four.states, five.states) == (
        (Reaction("clap", 3),),
        ("accepted",),
        ("deleted",),
        ("collapsed",),
    )
    assert three.edited is None
    assert (words(thread, "post_2"), words(thread, "post_4")) == (["Kerbs & signs are dear."], [])
    assert losses(thread) == []


def test_a_quotation_names_its_source() -> None:
    twice = "<p>It rains. It rains.</p>"
    thread = read(
        topic(
            FIRST,
            post(2, twice),
            post(3, quote(1, "they cost little") + "<p>No.</p>" + quote(2, "It rains.", who="user2") + "<p>So?</p>"),
            post(4, quote(4, "Words of an old debate.", topic=12) + "<p>Compare.</p>"),
        ),
        "t.json",
    )
    assert words(thread, "post_3") == ["they cost little", "No.", "It rains.", "So?"], "who is quoted is no text of the post"
    found = [(one.doc, one.source, one.kind) for one in thread.quotes]
    assert found[0] == ("post_3", POST, QuoteKind.QUOTATION)
    assert found[1][:2] == ("post_3", "post_2")
    assert found[2] == ("post_4", None, QuoteKind.EXTERNAL)
    assert read_markdown(strip(thread_text(thread)), "t.md").text == thread.text


def test_what_the_forum_puts_into_a_post() -> None:
    onebox = (
        '<aside class="onebox allowlistedgeneric" data-onebox-src="https://lanes.example/study"><header class="source">'
        '<img src="i.png" class="site-icon" alt="icon"><a href="https://lanes.example/study">lanes.example</a></header>'
        '<article class="onebox-body"><h3><a href="https://lanes.example/study">A study</a></h3><p>Its blurb.</p></article>'
        '<div class="onebox-metadata">x</div></aside>'
    )
    picture = (
        '<div class="lightbox-wrapper"><a class="lightbox" href="l.png"><img src="s.png" alt="A lane"><div class="meta">'
        '<span class="filename">lane.png</span><span class="informations">90×60 2 KB</span></div></a></div>'
    )
    poll = (
        '<div class="poll" data-poll-name="poll"><div class="poll-container"><ul><li>Paint</li><li>Kerbs</li></ul></div>'
        '<div class="poll-info"><span class="info-number">0</span> voters</div></div>'
    )
    thread = read(topic(post(1, f"<p>See:</p>{onebox}{picture}{poll}")), "t.json")
    assert words(thread, POST) == ["See:", "lanes.example", "A lane", "Paint", "Kerbs"]
    assert [block.kind for block in thread.blocks][-2:] == [BlockKind.LIST_ITEM, BlockKind.LIST_ITEM]
    assert not thread.sections, "the title of a linked page is no heading"
    assert "https://lanes.example/study" in [style.target for style in thread.styles]


def test_posts_that_are_not_in_the_file_are_named_and_come_with_another() -> None:
    one = topic(FIRST, post(2, "<p>Why?</p>"), stream=[901, 902, 903, 904])
    alone = read(one, "t.json")
    assert [note.message for note in alone.report if note.kind == "more-stub"] == [
        "2 comments that the page names are not in it: 903, 904"
    ]
    assert (alone.stated_comments, "comment-count" in notes(alone)) == (3, True)
    more = {"post_stream": {"posts": [post(3, "<p>So.</p>", reply_to_post_number=2), post(4, "<p>Oh.</p>")]}, "id": 77}
    both = read_all([("t.json", one), ("t.posts-1.json", json.dumps(more).encode())])
    assert [(one.id, one.reply_to) for one in both.comments] == [("post_2", POST), ("post_3", "post_2"), ("post_4", POST)]
    assert not both.report
    for run in both.raw_map.runs:
        if run.width is None:
            assert both.text[run.text : run.text + run.length] == both.source.raw[run.raw : run.raw + run.length]


def test_entries_without_words_are_no_comments() -> None:
    closed = post(3, "", post_type=3, action_code="closed.enabled")
    thread = read(topic(FIRST, post(2, "<p>Why?</p>"), closed), "t.json")
    assert (len(thread.comments), thread.stated_comments) == (1, 1)
    assert notes(thread) == ["dropped-action"]


CRAWLER = """<!DOCTYPE html><html><head><link rel="canonical" href="https://forum.example/t/bike-lanes/77"></head>
<body class="crawler"><div id="topic-title"><h1><a href="/t/bike-lanes/77">Bike lanes</a></h1><div class="discourse-tags">
<a class="discourse-tag">town</a></div></div>
<div itemscope><div id="post_1" class="topic-body crawler-post"><div class="crawler-post-meta"><span class="creator">
<a href="https://forum.example/u/ann"><span itemprop="name">ann</span></a></span><span class="crawler-post-infos">
<time itemprop="datePublished" datetime="2024-03-01T10:00:00Z" class="post-time">March 1, 2024</time></span></div>
<div class="post" itemprop="text"><p>Lanes save lives, and they cost little.</p></div>
<div><span class="post-likes">5 Likes</span></div>
</div><div id="post_2" class="topic-body crawler-post"><div class="crawler-post-meta"><span class="creator">
<a href="https://forum.example/u/ben"><span itemprop="name">Ben</span></a></span>
<span class="crawler-post-infos"> March 2, 2024, 1:15am </span></div>
<div class="post" itemprop="text">QUOTE<p>Are they?</p></div></div>
</div><a rel="next" href="/t/bike-lanes/77?page=2">next page</a></body></html>"""


def test_the_page_for_crawlers() -> None:
    thread = read(CRAWLER.replace("QUOTE", quote(1, "they cost little")).encode(), "page.html")
    assert (thread.title, thread.author, thread.date) == ("Bike lanes", "ann", "2024-03-01T10:00:00Z")
    assert (thread.url, thread.tags, thread.reactions) == (
        "https://forum.example/t/bike-lanes/77",
        ("town",),
        (Reaction("like", 5),),
    )
    (ben,) = thread.comments
    assert (ben.id, ben.author, ben.author_id, ben.date, ben.age) == ("post_2", "Ben", "ben", None, "March 2, 2024, 1:15am")
    assert (ben.reply_to, ben.url) == (POST, "https://forum.example/t/bike-lanes/77/2")
    assert thread.quotes[0].source == POST
    assert notes(thread) == ["more-stub"]


def test_the_page_of_a_browser() -> None:
    page = """<!DOCTYPE html><html><body><div id="topic-title"><h1>
    <a class="fancy-title" href="/t/bike-lanes/77">Bike lanes</a></h1>
    </div><div class="topic-post"><article id="post_1" data-post-id="901" data-topic-id="77"><div class="names">
    <span class="full-name"><a href="/u/ann" data-user-card="ann">Ann Vos</a></span><span class="username">
    <a data-user-card="ann">ann</a></span></div><span class="relative-date" data-time="1709287200000">1 Mar</span>
    <div class="cooked"><p>Lanes save lives.</p></div></article></div>
    <div class="topic-post"><article id="post_2" data-post-id="902" data-topic-id="77"><div class="names">
    <a data-user-card="ben">ben</a></div><div class="cooked"><p>Do they?</p></div></article></div></body></html>"""
    thread = read(page.encode(), "page.html")
    assert (thread.title, thread.author, thread.author_id, thread.date) == ("Bike lanes", "Ann Vos", "ann", "2024-03-01T10:00:00Z")
    (ben,) = thread.comments
    assert (ben.id, ben.author, ben.evidence == "stated") == ("post_2", "ben", False), "the page does not say what a post answers"


VALUES = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=2))


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from([*FIRST, "reactions", "user_deleted", "hidden", "actions_summary"]), VALUES), VALUES, VALUES)
def test_values_of_any_type_are_no_crash(fields: dict[str, Any], stream: Any, tags: Any) -> None:
    try:
        read(topic(FIRST, post(2, "<p>Why?</p>") | fields, title=tags, tags=tags, posts_count=stream), "t.json")
        read(json.dumps({"post_stream": {"posts": [FIRST, fields, stream], "stream": stream}}).encode(), "t.json")
    except ArgmapError:
        pass


def test_other_json_is_left_alone() -> None:
    with pytest.raises(ArgmapError) as caught:
        read(b'{"post_stream": {"posts": 1}}', "t.json")
    assert caught.value.id != "no-text"
