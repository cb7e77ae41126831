"""Substack: the JSON of a post and of its comments, and a saved page."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.errors import ArgmapError
from argmap.model import POST, BlockKind, Reaction, StyleKind, Thread
from argmap.read import losses, read, read_all

LINK = "https://lanes.example/p/bike-lanes"
BODY = (
    '<h2 class="header-anchor-post">Costs<div class="header-anchor-parent"><button>Link</button></div></h2><p>Lanes save lives.'
    '<a class="footnote-anchor" data-component-name="FootnoteAnchorToDOM" id="footnote-anchor-1" href="#footnote-1">1</a> '
    'They are cheap.</p><div class="subscription-widget-wrap"><p>Subscribe!</p></div><blockquote><p>Shops gain.</p></blockquote>'
    '<div class="footnote" data-component-name="FootnoteToDOM"><a id="footnote-1" href="#footnote-anchor-1" class="footnote-'
    'number">1</a><div class="footnote-content"><p>So says the town.</p></div></div>'
)


def post(**more: Any) -> bytes:
    made: dict[str, Any] = {"id": 5, "title": "Bike lanes", "subtitle": "A plea", "post_date": "2024-03-01T10:00:00.000Z"}
    made |= {"canonical_url": LINK, "audience": "everyone", "comment_count": 3, "body_html": BODY}
    made |= {"publishedBylines": [{"name": "Ann Vos", "handle": "annvos"}, {"name": "Ben"}], "reactions": {"❤": 12}}
    return json.dumps(made | {"postTags": [{"name": "Town"}]} | more).encode()


def comment(id: int, body: str | None, *children: dict[str, Any], **more: Any) -> dict[str, Any]:
    made = {"id": id, "body": body, "date": "2024-03-02T10:00:00.000Z", "name": f"User {id}", "user_id": id, "ancestor_path": ""}
    return made | {"children": list(children), "children_count": len(children), "deleted": False} | more


def comments(*found: dict[str, Any]) -> bytes:
    return json.dumps({"comments": found}).encode()


def words(thread: Thread, doc: str) -> list[str]:
    return [block.span.cut(thread.text) for block in thread.blocks if block.doc == doc]


def test_post_and_comments_make_one_thread() -> None:
    more = comments(
        comment(11, 'Are they?\n\nSee https://cost.example/a, and "ask".', comment(12, "Yes.", reactions={"❤": 2}), name="Cy"),
        comment(13, None, name=None, deleted=True, user_id=None),
    )
    for files in ([("p.json", post()), ("c.json", more)], [("c.json", more), ("p.json", post())]):
        thread = read_all(files)
        assert (thread.title, thread.author, thread.author_id, thread.coauthors) == ("Bike lanes", "Ann Vos", "annvos", ("Ben",))
        assert (thread.date, thread.url, thread.tags) == ("2024-03-01T10:00:00Z", LINK, ("Town",))
        assert thread.reactions == (Reaction("❤", 12),)
        assert words(thread, POST) == [
            "A plea",
            "Costs",
            "Lanes save lives.[1] They are cheap.",
            "Shops gain.",
            "So says the town.",
        ]
        assert [(one.id, one.author, one.reply_to, one.states) for one in thread.comments] == [
            ("c11", "Cy", POST, ()),
            ("c12", "User 12", "c11", ()),
            ("c13", None, POST, ("deleted",)),
        ]
        assert thread.comments[1].reactions == (Reaction("❤", 2),)
        assert words(thread, "c11") == ["Are they?", 'See https://cost.example/a, and "ask".']
        assert [one.target for one in thread.styles if one.kind is StyleKind.LINK and one.target] == ["https://cost.example/a"]
        assert [(one.label, len(one.refs)) for one in thread.footnotes] == [("1", 1)]
        assert losses(thread) == []
        for run in thread.raw_map.runs:
            if run.width is None:
                assert thread.text[run.text : run.text + run.length] == thread.source.raw[run.raw : run.raw + run.length]


def test_a_body_is_plain_text_with_quotations() -> None:
    body = "> They are cheap.\n*Not* at all_times_ [x](y) # no\n  >> > deeper"
    thread = read_all([("p.json", post()), ("c.json", comments(comment(11, body, edited_at="2024-03-03T09:00:00.000Z")))])
    found = [(block.kind, block.span.cut(thread.text), block.prefix) for block in thread.blocks if block.doc == "c11"]
    assert found == [
        (BlockKind.BLOCKQUOTE, "They are cheap.", "> "),
        (BlockKind.PARAGRAPH, "*Not* at all_times_ [x](y) # no", ""),
        (BlockKind.BLOCKQUOTE, "deeper", "> > > "),
    ]
    assert thread.quotes[0].source == POST
    assert thread.comments[0].edited == "2024-03-03T09:00:00Z"


def test_a_flat_list_has_its_tree_in_the_paths() -> None:
    flat = comments(
        comment(11, "One."), comment(12, "Two.", ancestor_path="11"), comment(13, "Three.", ancestor_path="11.12", children_count=4)
    )
    thread = read_all([("p.json", post()), ("c.json", flat)])
    assert [one.reply_to for one in thread.comments] == [POST, "c11", "c12"]
    assert [note.kind for note in thread.report] == ["more-stub"]


def test_what_is_for_paying_readers_is_told() -> None:
    thread = read(post(audience="only_paid", body_html=None, truncated_body_text="Lanes save ...", comment_count=0), "p.json")
    assert words(thread, POST) == ["A plea", "Lanes save ..."]
    assert [note.kind for note in thread.report] == ["paywalled"]
    wrapped = json.dumps({"post": json.loads(post(comment_count=0)), "publication": {}}).encode()
    assert read(wrapped, "p.json").title == "Bike lanes"


PAGE = """<!DOCTYPE html><html><head><meta property="og:title" content="Bike lanes"><meta name="author" content="Ann Vos">
<meta property="article:published_time" content="2024-03-01T10:00:00+00:00"><script src="https://substackcdn.com/x.js"></script>
<link rel="canonical" href="https://lanes.example/p/bike-lanes"></head><body><h1 class="post-title">Bike lanes</h1>
<h3 class="subtitle">A plea</h3><button class="post-ufi-comment-button"><div class="label">2</div></button>
<div class="available-content"><div class="body markup"><p>Lanes save lives.</p></div></div>COMMENTS</body></html>"""
COMMENT = """<div class="comment"><div class="comment-anchor" id="comment-{id}"></div><table class="comment-content"><tr><td
class="comment-rest"><div class="comment-meta"><span class="commenter-name"><a href="/profile/7">{name}</a></span><a
class="comment-timestamp" href="https://lanes.example/p/bike-lanes/comment/{id}">Mar 1</a></div><div class="comment-body">
<p>{words}</p></div><div class="comment-actions">Reply</div></td></tr></table><div class="comment-list">{below}</div></div>"""


def test_a_saved_page() -> None:
    below = COMMENT.format(id=12, name="Ann Vos", words="Yes, they <em>do</em>.", below="")
    page = PAGE.replace("COMMENTS", COMMENT.format(id=11, name="Cy", words="Do they?", below=below))
    thread = read(page.encode(), "page.html")
    assert (thread.title, thread.author, thread.date) == ("Bike lanes", "Ann Vos", "2024-03-01T10:00:00Z")
    assert words(thread, POST) == ["A plea", "Lanes save lives."]
    assert [(one.id, one.author, one.reply_to, one.age) for one in thread.comments] == [
        ("c11", "Cy", POST, "Mar 1"),
        ("c12", "Ann Vos", "c11", "Mar 1"),
    ]
    assert words(thread, "c12") == ["Yes, they do."]
    assert losses(thread) == []


def test_a_page_without_its_comments_says_so() -> None:
    thread = read(PAGE.replace("COMMENTS", "").encode(), "page.html")
    assert {note.kind for note in thread.report} >= {"comments-absent"}


VALUES = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=2))
FIELDS = [*json.loads(post()), "truncated_body_text", *comment(1, ""), "status", "handle"]


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), VALUES))
def test_values_of_any_type_are_no_crash(fields: dict[str, Any]) -> None:
    try:
        read(post(**fields), "p.json")
        read(comments(comment(11, "Why?") | fields, fields), "c.json")
    except ArgmapError:
        pass


def test_deep_threads_are_no_recursion() -> None:
    deep = comment(0, "End.")
    for number in range(1, 150):
        deep = comment(number, f"Word {number}.", deep)
    assert len(read_all([("p.json", post()), ("c.json", comments(deep))]).comments) == 150
