"""GraphQL of LessWrong and the EA Forum: a post, its comments, both, in every shape that the site gave or gives them."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.errors import ArgmapError
from argmap.model import POST, BlockKind, Reaction, Thread
from argmap.read import read, read_all
from argmap.read._registry import reader_of
from tests.read.test_forummagnum import assert_verbatim, kinds, words

PAGE = "https://www.lesswrong.com/posts/aB3dE5gH7jK9mN1pQ/lanes"
POST_HTML = "<h2>Paint</h2><p>Paint fades in two wet winters, they say \u201cso\u201d.</p><p>All <em>lanes</em> &amp; kerbs do.</p>"


def post(**more: Any) -> dict[str, Any]:
    return {
        "_id": "aB3dE5gH7jK9mN1pQ",
        "slug": "lanes",
        "title": "Lanes",
        "postedAt": "2024-05-03T10:00:00.123Z",
        "baseScore": 42,
        "commentCount": 2,
        "pageUrl": PAGE,
        "url": None,
        "user": {"_id": "u1", "slug": "ada-l", "displayName": "Ada"},
        "coauthors": [{"slug": "ben", "displayName": "Ben Okri"}],
        "tags": [{"_id": "t1", "name": "Roads", "slug": "roads"}],
        "contents": {"html": POST_HTML},
        **more,
    }


def comment(id: str, parent: str | None = None, html: str = "<p>Yes.</p>", **more: Any) -> dict[str, Any]:
    return {
        "_id": id,
        "postId": "aB3dE5gH7jK9mN1pQ",
        "parentCommentId": parent,
        "postedAt": "2024-05-04T08:00:00.000Z",
        "baseScore": 3,
        "extendedScore": {"agreement": -2, "agreementVoteCount": 3, "approvalVoteCount": 2},
        "user": {"slug": "cy", "displayName": "Cy"},
        "contents": {"html": html},
        **more,
    }


def answer(**data: Any) -> bytes:
    return json.dumps({"data": data}).encode()


def thread_of(*files: bytes) -> Thread:
    assert all(reader_of(file, "lanes.json").name == "forummagnum-graphql" for file in files)
    thread = read_all([(f"lanes{number}.json", file) for number, file in enumerate(files)])
    assert_verbatim(thread)
    return thread


def both(*comments: dict[str, Any], **more: Any) -> Thread:
    return thread_of(answer(post={"result": post(**more)}, comments={"results": list(comments)}))


def test_post_and_comments() -> None:
    thread = both(comment("cTwo", "cOne"), comment("cOne"))
    assert (thread.title, thread.author, thread.author_id, thread.coauthors) == ("Lanes", "Ada", "ada-l", ("Ben Okri",))
    assert (thread.date, thread.url, thread.score, thread.tags) == ("2024-05-03T10:00:00Z", PAGE, 42, ("Roads",))
    assert [section.title for section in thread.sections] == ["Paint"]
    assert "All lanes & kerbs do." in thread.text
    first, second = thread.comments
    assert (first.id, first.reply_to, second.id, second.reply_to) == ("cOne", POST, "cTwo", "cOne")
    assert (first.author, first.author_id, first.karma, first.agreement) == ("Cy", "cy", 3, -2)
    assert (first.date, first.url, words(thread, "cOne")) == ("2024-05-04T08:00:00Z", f"{PAGE}?commentId=cOne", "Yes.")
    assert not thread.report


@pytest.mark.parametrize(
    "file",
    [
        answer(post={"result": post()}, comments={"results": [comment("cOne"), comment("cTwo", "cOne")]}),
        json.dumps({"post": post(), "comments": {"results": [comment("cOne"), comment("cTwo", "cOne")]}}).encode(),
        json.dumps(
            [
                {"data": {"post": {"result": post()}}},
                {"data": {"comments": {"results": [comment("cOne"), comment("cTwo", "cOne")]}}},
            ]
        ).encode(),
        answer(
            post={"result": post(contents=None, htmlBody=POST_HTML)},
            comments={"results": [comment("cOne"), comment("cTwo", "cOne")]},
        ),
        answer(
            post={"result": post()},
            comments={"results": [comment("cOne")]},
            answers={"results": [comment("cTwo", "cOne"), comment("cOne")]},
        ),
    ],
    ids=["now", "bare", "several answers", "older", "answers apart"],
)
def test_shapes(file: bytes) -> None:
    thread = thread_of(file)
    assert [(one.id, one.reply_to) for one in thread.comments] == [("cOne", POST), ("cTwo", "cOne")]
    assert len(thread.blocks) == 5
    assert not thread.report


@pytest.mark.parametrize(
    "comments",
    [{"data": {"comments": {"results": [comment("cOne"), comment("cTwo", "cOne")]}}}, [comment("cOne"), comment("cTwo", "cOne")]],
)
def test_two_files(comments: Any) -> None:
    files = [answer(post={"result": post()}), json.dumps(comments).encode()]
    for order in (files, files[::-1]):
        thread = thread_of(*order)
        assert (thread.title, [one.id for one in thread.comments]) == ("Lanes", ["cOne", "cTwo"])
        assert "comments-absent" not in kinds(thread)


def test_a_post_alone_says_what_to_ask_for() -> None:
    assert "postCommentsTop" in kinds(both())["comments-absent"]


def test_states_and_edits() -> None:
    thread = both(
        comment("cGone", deleted=True, contents=None, user=None),
        comment("cStruck", retracted=True),
        comment("cBest", answer=True, lastEditedAt="2024-06-01T00:00:00Z"),
        comment("cSame", lastEditedAt="2024-05-04T08:00:00Z"),
        comment("cHidden", hideAuthor=True),
        commentCount=5,
    )
    assert [one.states for one in thread.comments] == [("deleted",), ("retracted",), ("answer",), (), ()]
    assert [one.edited for one in thread.comments] == [None, None, "2024-06-01T00:00:00Z", None, None]
    assert thread.comment("cHidden").author is None


def test_reactions_and_the_words_they_are_pinned_to() -> None:
    reacts = {
        "agree": [{"reactType": "created"}, {"reactType": "seconded"}, {"reactType": "disagreed"}],
        "crux": [{"reactType": "created", "quotes": ["two wet winters"]}],
        "taboo": [{"reactType": "created"}, {"reactType": "disagreed"}],
    }
    thread = both(comment("cOne", extendedScore={"agreement": 1, "reacts": reacts}), commentCount=1)
    assert thread.comment("cOne").reactions == (Reaction("agree", 1), Reaction("crux", 1, "two wet winters"))


def test_reactions_of_the_ea_forum() -> None:
    thread = both(comment("cOne", extendedScore={"agree": 4, "insightful": 1, "approvalVoteCount": 9, "love": 0}), commentCount=1)
    assert set(thread.comment("cOne").reactions) == {Reaction("agree", 4), Reaction("insightful", 1)}
    assert thread.comment("cOne").agreement is None


def test_a_parent_that_is_not_there() -> None:
    thread = both(comment("cOne", "cNone"), commentCount=1)
    assert thread.comment("cNone").states == ("missing",)
    assert thread.comment("cOne").reply_to == "cNone"


def test_a_parent_that_was_not_asked_for() -> None:
    one = comment("cOne")
    del one["parentCommentId"]
    assert thread_of(answer(post={"result": post()}, comments={"results": [one]})).comment("cOne").evidence != "stated"


def test_what_the_site_found_of_quotations() -> None:
    html = POST_HTML.replace("two wet winters", '<span class="blockquote_cOne_1">two wet winters</span>')
    said = comment("cOne", html="<blockquote><p>two wet winters</p></blockquote><p>Three.</p>")
    [quote] = both(said, sideComments={"html": html, "commentsByBlock": {}}, commentCount=1).quotes
    assert (quote.doc, quote.source, quote.match) == ("cOne", POST, "site")


def test_markdown_where_it_is_all_there_is() -> None:
    markdown = '## Paint\n\nPaint *fades*[^1]\n\n%%% llm-output model="Model 9"\n\nI like kerbs.\n\n%%% /llm-output'
    markdown += "\n\n[^1]: After two winters."
    thread = both(contents={"markdown": markdown}, commentCount=0)
    assert [(block.kind, block.span.cut(thread.text)) for block in thread.blocks] == [
        (BlockKind.HEADING, "Paint"),
        (BlockKind.PARAGRAPH, "Paint fades[1]"),
        (BlockKind.BLOCKQUOTE, "I like kerbs."),
        (BlockKind.FOOTNOTE, "After two winters."),
    ]
    assert len(thread.footnotes[0].refs) == 1


def test_marks_of_links_and_crossposts() -> None:
    said = kinds(both(url="https://b.example/x", fmCrosspost={"isCrosspost": True, "foreignPostId": "zZ9"}, commentCount=0))
    assert "b.example" in said["linkpost"]
    assert "https://forum.effectivealtruism.org/posts/zZ9" in said["crosspost"]


def test_two_hosts_of_one_post() -> None:
    away = PAGE.replace("www.lesswrong.com", "forum.effectivealtruism.org").replace("aB3", "zZ9")
    here = answer(post={"result": post()}, comments={"results": [comment("cOne"), comment("cTwo", "cOne")]})
    there = answer(
        post={"result": post(pageUrl=away, commentCount=2, baseScore=7)}, comments={"results": [comment("eOne"), comment("cOne")]}
    )
    thread = thread_of(here, there)
    assert [(one.id, one.reply_to) for one in thread.comments] == [("cOne", POST), ("cTwo", "cOne"), ("eOne", POST)]
    assert (thread.score, thread.url, thread.stated_comments) == (42, PAGE, 4)
    hosts = [note.message for note in thread.report if note.kind == "host"]
    assert [message.split(":")[0] for message in hosts] == ["www.lesswrong.com", "forum.effectivealtruism.org"]
    assert "cOne, cTwo" in hosts[0]
    assert "eOne" in hosts[1]
    assert len([block for block in thread.blocks if block.doc == POST]) == 3
    assert "lanes1.json" in kinds(thread)["post-twice"]


def test_parts_of_a_debate_are_comments_and_said_to_be() -> None:
    thread = both(comment("cOne", debateResponse=True), commentCount=1)
    assert thread.comment("cOne").reply_to == POST
    assert kinds(thread)["debate"].startswith("1 ")


def test_errors_of_the_site_are_told() -> None:
    file = json.dumps({"errors": [{"message": "no such field"}], "data": {"post": {"result": post(commentCount=0)}}}).encode()
    assert "no such field" in kinds(thread_of(file))["site-error"]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*post(), *comment("c")]), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.sampled_from([*post(), "extendedScore", "fmCrosspost"]), ANYTHING),
    st.dictionaries(st.sampled_from([*comment("c")]), ANYTHING),
)
def test_any_value_anywhere(of_post: dict[str, Any], of_comment: dict[str, Any]) -> None:
    one = {**comment("cOne"), **of_comment, "_id": "cOne", "parentCommentId": of_comment.get("parentCommentId")}
    data = answer(
        post={"result": {**post(), "title": "Lanes", **of_post, "_id": "p", "contents": {"html": "<p>Words."}}},
        comments={"results": [one]},
    )
    if reader_of(data, "lanes.json").name == "forummagnum-graphql":
        with suppress(ArgmapError):  # a post of another shape may have no words
            assert_verbatim(read(data, "lanes.json"))


def test_the_real_answer(shared: Path) -> None:
    thread = read((shared / "threads" / "lw2_graphql_post_agi_ruin.json").read_bytes(), "post.json")
    assert_verbatim(thread)
    assert (thread.author, thread.author_id, thread.score, thread.date) == (
        "Eliezer Yudkowsky",
        "eliezer_yudkowsky",
        956,
        "2022-06-05T22:05:52Z",
    )
    assert [len(section.title) for section in thread.sections] == [9, 10, 10, 10]
    assert (thread.stated_comments, len(thread.blocks)) == (711, 66)
    assert "711" in kinds(thread)["comments-absent"]


def test_comments_of_the_real_page_carry_the_marks_of_the_site(shared: Path) -> None:
    page = (shared / "threads" / "lw2_simulators_page.html").read_bytes()
    rows = (shared / "threads" / "lw2_simulators_sitequotes.tsv").read_text().splitlines()[1:]
    quoted: dict[str, list[str]] = {}
    for row in rows:
        id, _, part = row.split("\t")
        quoted.setdefault(id, []).append(part)
    comments = [
        comment(id, html="".join(f"<blockquote><p>{part}</p></blockquote>" for part in parts)) for id, parts in quoted.items()
    ]
    thread = read_all([("page.html", page), ("comments.json", json.dumps(comments).encode())])
    assert len(thread.comments) == len(quoted) == 10
    assert len({quote.doc for quote in thread.quotes if quote.match == "site"}) == len(quoted)
