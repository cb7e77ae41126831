"""Reddit: its JSON, what it leaves out and sends later, and the pages of its three designs."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from argmap.model import POST, BlockKind, Comment, Reaction, StyleKind, Thread
from argmap.read import read, read_all, reader_of
from argmap.read._html import parse_html
from tests.read.places import check_places, words


def t1(id: str, body: Any, parent: str = "t3_p", replies: Any = "", **fields: Any) -> dict[str, Any]:
    made = {
        "id": id,
        "name": f"t1_{id}",
        "author": "ben",
        "parent_id": parent,
        "link_id": "t3_p",
        "score": 2,
        "created_utc": 1714557600.0,
    }
    return {"kind": "t1", "data": {**made, "body": body, "replies": replies, "edited": False, **fields}}


def more(parent: str, count: int, *ids: str) -> dict[str, Any]:
    return {"kind": "more", "data": {"id": "_", "name": "t1__", "parent_id": parent, "count": count, "children": list(ids)}}


def listing(*children: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "Listing", "data": {"children": list(children)}}


POSTED = {
    "id": "p",
    "name": "t3_p",
    "title": "Kerbs &amp; paint",
    "subreddit": "lanes",
    "link_flair_text": "Streets",
    "author": "ada",
    "score": 9,
    "num_comments": 4,
    "is_self": True,
    "selftext": "Paint is &lt;cheap&gt;.",
    "permalink": "/r/lanes/comments/p/kerbs/",
    "created_utc": 1714557600.0,
    "all_awardings": [{"name": "Silver", "count": 2}],
}


def page(*comments: dict[str, Any], **post: Any) -> bytes:
    return json.dumps([listing({"kind": "t3", "data": {**POSTED, **post}}), listing(*comments)]).encode()


def of(thread: Thread, id: str) -> Comment:
    return next(comment for comment in thread.comments if comment.id == id)


def stubs(thread: Thread) -> list[str]:
    return [note.message for note in thread.report if note.kind == "more-stub"]


def test_a_thread_keeps_its_tree_and_what_is_said_of_comments() -> None:
    inner = t1("b", "No.", "t1_a", author="ada", score=1, score_hidden=True, edited=1714557660.0)
    deep = t1("c", "[deleted]", "t1_a", author="[deleted]", edited=True, collapsed=True)
    thread = read(page(t1("a", "Yes.", replies=listing(inner, deep), gilded=1), t1("d", "So.", collapsed=True)), "t.json")
    assert (thread.title, thread.author, thread.date, thread.score) == ("Kerbs & paint", "ada", "2024-05-01T10:00:00Z", 9)
    assert (thread.tags, thread.stated_comments, thread.reactions) == (("r/lanes", "Streets"), 4, (Reaction("Silver", 2),))
    assert thread.url == "https://www.reddit.com/r/lanes/comments/p/kerbs/"
    assert [(one.id, one.reply_to, one.author, one.karma, one.states, one.edited) for one in thread.comments] == [
        ("t1_a", POST, "ben", 2, (), None),
        ("t1_b", "t1_a", "ada", None, ("edited",), "2024-05-01T10:01:00Z"),
        ("t1_c", "t1_a", None, 2, ("deleted", "edited"), None),
        ("t1_d", POST, "ben", 2, ("collapsed",), None),
    ]
    assert of(thread, "t1_a").reactions == (Reaction("gold", 1),)
    assert of(thread, "t1_a").url == "https://www.reddit.com/comments/p/_/a/"
    assert words(thread, "t1_c") == []
    assert words(thread, POST) == ["Paint is <cheap>."]
    assert not [note for note in thread.report if note.kind == "comment-count"]


MARKDOWN = (
    "> Paint is <cheap>.\n\nIs *it*? [Vos](https://vos.example?a&b)\n\n1. x^2\n\n    code\n\n"
    "&#x200B;\n\n>!It fades.!<\n\na|b\n-|-\n1|2"
)


@pytest.mark.parametrize("html", [True, False])
@pytest.mark.parametrize("raw", [True, False])
def test_a_file_says_whether_it_escapes(raw: bool, html: bool) -> None:
    def sent(text: str) -> str:
        return text if raw else text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    fields = {"body_html": sent('<div class="md"><p>x</p></div>')} if html else {}
    thread = read(page(t1("a", sent(MARKDOWN), **fields), title=sent("a<b"), selftext=sent("Paint is <cheap>.")), "t.json")
    assert thread.title == "a<b"
    assert words(thread, POST) == ["Paint is <cheap>."]
    kinds = [(block.kind, block.span.cut(thread.text)) for block in thread.blocks if block.doc == "t1_a"]
    assert kinds == [
        (BlockKind.BLOCKQUOTE, "Paint is <cheap>."),
        (BlockKind.PARAGRAPH, "Is it? Vos"),
        (BlockKind.LIST_ITEM, "x^2"),
        (BlockKind.PARAGRAPH, "code"),
        (BlockKind.SPOILER, "It fades."),
        (BlockKind.TABLE, "a|b\n-|-\n1|2"),
    ]
    assert [style.target for style in thread.styles if style.kind is StyleKind.LINK] == ["https://vos.example?a&b"]
    assert check_places(thread) > 40


def test_what_is_left_out_is_reported_until_another_file_has_it() -> None:
    tree = t1("a", "Yes.", replies=listing(more("t1_a", 5, "b", "c"), t1("z", "Z.", "t1_a", listing(more("t1_z", 0)))))
    thread = page(tree, more("t3_p", 2, "d", "e"), num_comments=9)
    assert stubs(read(thread, "t.json")) == [
        "5 comments are left out under comment t1_a, t1_b, t1_c among them",
        "answers to comment t1_z are left out; the page does not say how many",
        "2 comments are left out under the post: t1_d, t1_e",
    ]
    later = {
        "json": {
            "errors": [],
            "data": {"things": [t1("b", "B.", "t1_a"), t1("c", "C.", "t1_b"), t1("y", "Y.", "t1_z"), t1("d", "D.")]},
        }
    }
    joined = read_all([("t.json", thread), ("more.json", json.dumps(later).encode())])
    assert stubs(joined) == ["1 comment is left out under the post: t1_e"]
    assert {(one.id, one.reply_to) for one in joined.comments} == {
        ("t1_a", POST),
        ("t1_z", "t1_a"),
        ("t1_b", "t1_a"),
        ("t1_c", "t1_b"),
        ("t1_y", "t1_z"),
        ("t1_d", POST),
    }
    assert check_places(joined) == sum(run.length for run in joined.raw_map.runs)


def test_a_delta_is_a_reaction_on_what_earned_it() -> None:
    bot = t1("d", "Confirmed: 1 delta awarded to /u/Ben ([3∆](/r/x/wiki/user/Ben)).", "t1_c", author="DeltaBot")
    fake = t1("e", "Confirmed: 1 delta awarded to /u/Ben", "t1_c", author="mallory")
    other = t1("f", "Confirmed: 1 delta awarded to /u/Eva ([1∆](x)).", "t1_c", author="DeltaBot")
    award = t1("c", "!delta You are right.", "t1_a", listing(bot, fake, other), author="ada")
    thread = read(page(t1("a", "Kerbs last.", replies=listing(award))), "cmv.json")
    assert {one.id: one.reactions for one in thread.comments if one.reactions} == {"t1_a": (Reaction("delta", 1),)}


def test_links_pictures_and_crossposts_are_words_of_the_post() -> None:
    link = read(page(is_self=False, selftext="", url="https://vos.example/a?b&amp;c"), "l.json")
    assert words(link, POST) == ["Kerbs & paint"]
    assert [(style.kind, style.target) for style in link.styles] == [(StyleKind.LINK, "https://vos.example/a?b&c")]
    assert check_places(link) == len(link.text)
    gallery = read(
        page(
            is_self=False,
            selftext="",
            url="https://www.reddit.com/gallery/p",
            gallery_data={"items": [{"media_id": "m", "caption": "A kerb"}, {"media_id": "n"}]},
            media_metadata={"m": {"s": {"u": "https://i.example/m.png?a&amp;b"}}},
        ),
        "g.json",
    )
    assert words(gallery, POST) == ["Kerbs & paint", "A kerb"]
    assert [style.target for style in gallery.styles if style.kind is StyleKind.IMAGE] == ["https://i.example/m.png?a&b"]
    assert "1 picture of the post without a caption" in {note.message for note in gallery.report}
    shared = {"author": "eva", "subreddit_name_prefixed": "r/kerbs", "selftext": "Kerbs last."}
    crosspost = read(page(is_self=False, selftext="", url="/r/kerbs/comments/q/x/", crosspost_parent_list=[shared]), "x.json")
    assert words(crosspost, POST) == ["Kerbs & paint", "Kerbs last."]
    assert "crosspost" in {note.kind for note in crosspost.report}
    removed = read(page(selftext="[removed]"), "r.json")
    assert (words(removed, POST), {note.kind for note in removed.report}) == (["Kerbs & paint"], {"post-deleted", "comment-count"})


@pytest.mark.parametrize("value", [None, 1, -1.5, True, "x", [], {}, [None], [[]], {"data": 1}, {"data": {"children": [1, {}]}}])
def test_hostile_types_never_raise(value: Any) -> None:
    good = t1("a", "x")["data"]
    for key in (*good, "body_html", "all_awardings", "permalink"):
        assert read(page({"kind": "t1", "data": {**good, key: value}}), "x").text
    for key in (*POSTED, "gallery_data", "crosspost_parent_list", "media_metadata"):
        data = page(t1("a", "x"), **{key: value})
        if reader_of(data, "x").name == "reddit":
            assert read(data, "x").text


@pytest.mark.parametrize("wrapped", [True, False])
def test_flat_lists_of_archives_are_put_in_order(wrapped: bool) -> None:
    flat = [t1("b", "No.", "t1_a")["data"], t1("a", "Yes.")["data"], t1("c", "So.", "t1_a")["data"]]
    post = {**POSTED, "num_comments": 3}
    files = [json.dumps({"data": found} if wrapped else found).encode() for found in ([post], flat)]
    thread = read_all([("post.json", files[0]), ("comments.json", files[1])])
    assert [(one.id, one.reply_to) for one in thread.comments] == [("t1_a", POST), ("t1_b", "t1_a"), ("t1_c", "t1_a")]
    assert thread.title == "Kerbs & paint"
    assert thread.report == ()


def test_a_list_of_posts_is_no_thread() -> None:
    posts = listing({"kind": "t3", "data": POSTED}, {"kind": "t3", "data": {**POSTED, "name": "t3_q"}})
    assert reader_of(json.dumps(posts).encode(), "sub.json").name != "reddit"


def test_the_real_thread_is_complete(shared: Path) -> None:
    """476 comments, and every one of the 18 places where others are left out."""
    data = (shared / "threads" / "reddit_thread_api.json").read_bytes()
    thread = read(data, "thread.json")
    found: dict[str, str] = {}
    left: list[dict[str, Any]] = []
    stack = list(json.loads(data)[1]["data"]["children"])
    while stack:
        thing = stack.pop()
        if thing["kind"] == "more":
            left.append(thing["data"])
            continue
        found[thing["data"]["name"]] = thing["data"]["parent_id"]
        stack += thing["data"]["replies"]["data"]["children"] if thing["data"]["replies"] else []
    assert len(found) == 476
    assert {one.id: "t3_3hahrw" if one.reply_to == POST else one.reply_to for one in thread.comments} == found
    assert len(stubs(thread)) == len(left) == 18
    assert all(any(f"t1_{id}" in message for message in stubs(thread)) for stub in left for id in stub["children"])
    assert (
        sum(int(match[0]) for message in stubs(thread) if (match := re.match(r"\d+", message)))
        == sum(one["count"] for one in left)
        == 61
    )
    assert thread.stated_comments == 543
    assert sum("deleted" in one.states for one in thread.comments) == 6
    assert sum(one.author is None for one in thread.comments) == 16
    assert all(one.date and one.karma is not None for one in thread.comments)
    assert check_places(thread) > 35_000


def test_the_real_rest_is_joined(shared: Path) -> None:
    names = ("reddit_thread_api.json", "reddit_morechildren_api.json")
    files = [(name, (shared / "threads" / name).read_bytes()) for name in names]
    thread = read_all(files)
    things = json.loads(files[1][1])["json"]["data"]["things"]
    assert len(thread.comments) == 476 + len(things) == 487
    assert len(stubs(thread)) == 17
    assert {one["data"]["name"]: one["data"]["parent_id"] for one in things} == {
        one.id: one.reply_to for one in thread.comments if one.id in {thing["data"]["name"] for thing in things}
    }
    assert not any("missing" in one.states for one in thread.comments)
    assert check_places(thread) > 36_000


def old(id: str, body: str, inner: str = "", more: str = "", time: str = "") -> str:
    return f"""<div class="thing id-t1_{id} comment {more}" id="thing_t1_{id}" data-fullname="t1_{id}" data-author="ben"
        data-permalink="/r/lanes/comments/p/kerbs/{id}/"><div class="entry unvoted"><p class="tagline"><a class="author">ben</a>
        <span class="score dislikes" title="1">1 point</span><span class="score unvoted" title="2">-2 points</span>
        <time datetime="2024-05-01T10:00:00+00:00" class="live-timestamp">1 day ago</time>{time}</p>
        <form class="usertext"><div class="usertext-body"><div class="md"><p>{body}</p></div></div></form>
        <ul class="flat-list buttons"><li>reply</li></ul></div>
        <div class="child"><div class="sitetable listing">{inner}</div></div></div>"""


def old_more(ids: str, count: int) -> str:
    call = f"return morechildren(this, 't3_p', 'confidence', '{ids}', {count}, '')"
    return f"""<div class="thing morechildren"><div class="entry"><span class="morecomments"><a onclick="{call}">load more comments
        <span>&nbsp;({count} replies)</span></a></span></div></div>"""


DEEP = '<span class="deepthread"><a href="/r/x/b">continue this thread</a></span>'
OLD = f"""<html><body><div class="thing id-t3_p link self" id="thing_t3_p" data-fullname="t3_p" data-author="ada" data-score="1234"
data-comments-count="9" data-subreddit-prefixed="r/lanes" data-permalink="/r/lanes/comments/p/kerbs/"
data-url="/r/lanes/comments/p/kerbs/"><div class="entry"><p class="title"><a class="title">Kerbs?</a></p><p class="tagline">
<time datetime="2024-05-01T09:00:00+00:00">2 days ago</time></p><span class="linkflairlabel">Streets</span><div class="expando">
<div class="usertext-body"><div class="md"><p>Paint is cheap.</p></div></div></div></div></div>
<div class="commentarea"><div class="sitetable nestedlisting">
{old("a", "Yes.", old("b", "No.", DEEP) + old_more("x, y", 3))}
{old("c", "[deleted]", "", "deleted")}
{old("d", "So.", "", "collapsed", '<time class="edited-timestamp" datetime="2024-05-01T11:00:00+00:00">*</time>')}
{old_more("e", 1)}</div></div></body></html>"""


def test_old_pages_keep_the_tree() -> None:
    thread = read(OLD.encode(), "old.html")
    assert (thread.source.reader, thread.title, thread.author, thread.score) == ("reddit-old", "Kerbs?", "ada", 1234)
    assert (thread.date, thread.tags, thread.stated_comments) == ("2024-05-01T09:00:00Z", ("r/lanes", "Streets"), 9)
    assert words(thread, POST) == ["Paint is cheap."]
    assert [(one.id, one.reply_to, one.karma, one.states, one.edited) for one in thread.comments] == [
        ("t1_a", POST, -2, (), None),
        ("t1_b", "t1_a", -2, (), None),
        ("t1_c", POST, -2, ("deleted",), None),
        ("t1_d", POST, -2, ("collapsed",), "2024-05-01T11:00:00Z"),
    ]
    assert {one.date for one in thread.comments} == {"2024-05-01T10:00:00Z"}
    assert stubs(thread) == [
        "answers to comment t1_b are left out; the page does not say how many",
        "3 comments are left out under comment t1_a, t1_x, t1_y among them",
        "1 comment is left out under the post: t1_e",
    ]
    assert check_places(thread) > 20


def lit(id: str, body: str, depth: int, inner: str = "", more: str = "", parent: str = "") -> str:
    return f"""<shreddit-comment thingid="t1_{id}" author="ben" depth="{depth}" score="2" created="2024-05-01T10:00:00.123000+0000"
        permalink="/r/lanes/comments/p/comment/{id}/" {f'parentid="t1_{parent}"' if parent else ""} {more}>
        <div slot="commentMeta"><a href="/user/ben/">ben</a>
        <faceplate-timeago ts="2024-05-01T10:00:00.123Z"></faceplate-timeago></div>
        <div slot="comment" class="md"><div id="t1_{id}-comment-rtjson-content"><p>{body}</p></div></div>
        <shreddit-comment-action-row slot="actionRow"><button>Reply</button></shreddit-comment-action-row>
        {inner}</shreddit-comment>"""


LIT = f"""<html><body><shreddit-post id="t3_p" post-title="Kerbs?" author="ada" score="9" comment-count="7"
created-timestamp="2024-05-01T09:00:00.000000+0000" permalink="/r/lanes/comments/p/kerbs/" subreddit-prefixed-name="r/lanes"
content-href="https://www.reddit.com/r/lanes/comments/p/kerbs/"><h1 slot="title">Kerbs?</h1><div slot="text-body"><div class="md">
<p>Paint is cheap.</p></div></div></shreddit-post><shreddit-comment-tree totalcomments="7">
{
    lit(
        "a",
        "Yes.",
        0,
        lit("b", '<span class="md-spoiler-text">No.</span>', 1, "", "", "a")
        + '<faceplate-partial src="/svc/shreddit/more-comments/lanes/t3_p"><button>3 more replies</button></faceplate-partial>',
    )
}
{lit("c", "Comment removed by moderator", 0)}{lit("d", "So.", 0, '<a href="/x">Continue this thread</a>', "collapsed")}
</shreddit-comment-tree></body></html>"""


def test_pages_of_web_components_keep_the_tree() -> None:
    thread = read(LIT.encode(), "new.html")
    assert (thread.source.reader, thread.title, thread.author, thread.date) == (
        "reddit-shreddit",
        "Kerbs?",
        "ada",
        "2024-05-01T09:00:00Z",
    )
    assert (thread.tags, thread.score, thread.stated_comments) == (("r/lanes",), 9, 7)
    assert [(one.id, one.reply_to, one.author, one.karma, one.states, one.date) for one in thread.comments] == [
        ("t1_a", POST, "ben", 2, (), "2024-05-01T10:00:00Z"),
        ("t1_b", "t1_a", "ben", 2, (), "2024-05-01T10:00:00Z"),
        ("t1_c", POST, "ben", 2, ("deleted",), "2024-05-01T10:00:00Z"),
        ("t1_d", POST, "ben", 2, ("collapsed",), "2024-05-01T10:00:00Z"),
    ]
    assert [words(thread, doc) for doc in (POST, "t1_a", "t1_b", "t1_c")] == [["Paint is cheap."], ["Yes."], ["No."], []]
    assert stubs(thread) == [
        "3 comments are left out under comment t1_a",
        "answers to comment t1_d are left out; the page does not say how many",
    ]


RICH = [
    {"e": "h", "l": 2, "c": [{"e": "text", "t": "On \"kerbs\""}]},
    {"e": "par", "c": [{"e": "text", "t": "Paint is cheap, see ", "f": [[1, 0, 5], [2, 9, 5]]}, {"e": "link", "t": "Vos", "u": "https://v.example"},
                       {"e": "text", "t": " in "}, {"e": "r/", "t": "lanes", "l": True}]},
    {"e": "blockquote", "c": [{"e": "par", "c": [{"e": "text", "t": "It fades."}]}]},
    {"e": "list", "o": True, "c": [{"e": "li", "c": [{"e": "par", "c": [{"e": "text", "t": "one"}]},
        {"e": "list", "c": [{"e": "li", "c": [{"e": "par", "c": [{"e": "text", "t": "deep"}]}]}]}]}]},
    {"e": "par", "c": [{"e": "spoilertext", "c": [{"e": "text", "t": "Ada did it."}]}]},
    {"e": "code", "c": [{"e": "raw", "t": "kerb = 1"}, {"e": "raw", "t": "  x"}]},
    {"e": "table", "h": [{"c": [{"e": "text", "t": "a"}]}, {"c": []}], "c": [[{"c": [{"e": "text", "t": "1"}]}]]},
    {"e": "hr"}, {"e": "par", "c": 3}, 7, {"e": "par", "c": [{"e": "text", "t": None, "f": [[1, 2], "x"]}]},
]  # fmt: skip


def react(models: dict[str, Any], order: list[str]) -> str:
    chain = {at: {"next": {"id": after}} for at, after in zip(order, [*order[1:], None], strict=True)}
    post = {
        "title": "Kerbs?",
        "author": "ada",
        "created": 1714557600000,
        "score": 9,
        "numComments": 5,
        "permalink": "https://www.reddit.com/r/lanes/comments/p/k/",
        "media": {"richtextContent": {"document": RICH}},
    }
    page = {"keyToHeadCommentId": {"k": order[0]}, "keyToCommentThreadLinkSets": {"k": chain}, "keyToPostId": {"k": "t3_p"}}
    state = {
        "posts": {"models": {"t3_p": post}},
        "comments": {"models": models},
        "commentsPage": page,
        "moreComments": {"models": {"m": {"parentId": "t1_b", "numComments": 2}}},
        "continueThreads": {"models": {"n": {"parentId": "t1_a"}}},
    }
    return f"<!DOCTYPE html><html><body><script id=data>window.___r = {json.dumps(state)};</script></body></html>"


def model(parent: str | None, text: str, **fields: Any) -> dict[str, Any]:
    document = [{"e": "par", "c": [{"e": "text", "t": text}]}]
    return {
        "postId": "t3_p",
        "parentId": parent,
        "author": "ben",
        "created": 1714557600,
        "score": 2,
        "media": {"richtextContent": {"document": document}},
        **fields,
    }


def test_pages_of_react_are_read_from_their_state() -> None:
    models = {
        "t1_b": model("t1_a", "No.", editedAt=1714557660),
        "t1_c": model(None, "x", isDeleted=True),
        "t1_a": model(None, "Yes."),
    }
    thread = read(react(models, ["t1_a", "n", "t1_b", "t1_c"]).encode(), "react.html")
    assert (thread.source.reader, thread.author, thread.date, thread.tags) == (
        "reddit-react",
        "ada",
        "2024-05-01T10:00:00Z",
        ("r/lanes",),
    )
    assert [(one.id, one.reply_to, one.date, one.edited, one.states) for one in thread.comments] == [
        ("t1_a", POST, "2024-05-01T10:00:00Z", None, ()),
        ("t1_b", "t1_a", "2024-05-01T10:00:00Z", "2024-05-01T10:01:00Z", ()),
        ("t1_c", POST, "2024-05-01T10:00:00Z", None, ("deleted",)),
    ]
    assert stubs(thread) == [
        "2 comments are left out under comment t1_b",
        "answers to comment t1_a are left out; the page does not say how many",
    ]
    shown = [(block.kind, block.prefix, block.span.cut(thread.text)) for block in thread.blocks if block.doc == POST]
    assert shown == [
        (BlockKind.HEADING, "## ", 'On "kerbs"'),
        (BlockKind.PARAGRAPH, "", "Paint is cheap, see Vos in /r/lanes"),
        (BlockKind.BLOCKQUOTE, "> ", "It fades."),
        (BlockKind.LIST_ITEM, "1. ", "one"),
        (BlockKind.LIST_ITEM, "  - ", "deep"),
        (BlockKind.SPOILER, ">! ", "Ada did it."),
        (BlockKind.CODE, "", "kerb = 1\n  x"),
        (BlockKind.TABLE, "", "| a |  |\n| --- | --- |\n| 1 |  |"),
    ]
    styled = [(style.kind, style.span.cut(thread.text)) for style in thread.styles]
    assert styled == [
        (StyleKind.STRONG, "Paint"),
        (StyleKind.EMPHASIS, "cheap"),
        (StyleKind.LINK, "Vos"),
        (StyleKind.LINK, "/r/lanes"),
    ]
    assert check_places(thread) > 80


def test_the_real_page_of_react_says_what_its_state_says(shared: Path) -> None:
    """The state holds 26 comments and the page shows 19 of them: word for word the same, by two ways of reading."""
    raw = (shared / "threads" / "reddit_new_init.html").read_text(encoding="utf-8")
    thread = read(raw.encode(), "page.html")
    state = json.JSONDecoder().raw_decode(raw, raw.index("window.___r = ") + 14)[0]
    models = state["comments"]["models"]
    assert {one.id: one.reply_to for one in thread.comments} == {id: found["parentId"] or POST for id, found in models.items()}
    assert len(thread.comments) == 26
    assert thread.stated_comments == 50
    assert len(stubs(thread)) == len(state["continueThreads"]["models"]) == 7
    root = parse_html(raw)
    shown = list(root.all("div[id^=t1_]"))
    assert [one.get("id") for one in shown] == [one.id for one in thread.comments if root.first(f"#{one.id}")]
    assert len(shown) == 19
    for element in shown:
        comment = of(thread, element.get("id"))
        assert " ".join(comment.span.cut(thread.text).split()) == element.text_of("[data-test-id=comment]")
    assert check_places(thread) > 10_000
    bare = read(raw.replace("window.___r", "window.gone").encode(), "bare.html")
    assert {one.id: one.reply_to for one in bare.comments} == {one.get("id"): of(thread, one.get("id")).reply_to for one in shown}
    assert [one.karma for one in bare.comments] == [of(thread, one.id).karma for one in bare.comments]
    assert all(one.age and one.date is None for one in bare.comments)


def test_a_page_that_loads_its_comments_later_says_so() -> None:
    post = LIT.partition("<shreddit-comment-tree")[0]
    assert "comments-absent" in {note.kind for note in read(post.encode(), "new.html").report}
    assert reader_of((post + post).encode(), "community.html").name != "reddit-shreddit"


def test_comments_without_ids_are_all_kept() -> None:
    bare = re.sub(r' (?:thingid|parentid)="[^"]*"', "", LIT)
    thread = read(bare.encode(), "new.html")
    assert len(thread.comments) == 4
    assert thread.comments[1].evidence != "stated"


def test_the_real_old_page(shared: Path) -> None:
    thread = read((shared / "threads" / "reddit_old_synthetic.html").read_bytes(), "old.html")
    assert [(one.id, one.reply_to, one.author, one.karma) for one in thread.comments] == [
        ("t1_comment1", POST, "user_alpha", 42),
        ("t1_comment2", "t1_comment1", "user_beta", 15),
        ("t1_comment3", "t1_comment2", "user_alpha", 8),
        ("t1_comment4", "t1_comment1", "user_gamma", 3),
        ("t1_comment5", POST, "user_delta", 20),
    ]
    assert thread.report == ()
