"""Saved pages of LessWrong and the forums that share its code: the post, its notes, and comments as the page nests them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from argmap.model import POST, BlockKind, Thread
from argmap.read import read
from argmap.read._html import parse_html
from argmap.read._registry import reader_of

HEAD = """<!DOCTYPE html><html><head><title>Lanes — LessWrong</title><meta property="og:url" content="{url}">
<link rel="canonical" href="{url}"><meta name="citation_author" content="Ada"></head><body><header class="Header-root"><a
href="/users/me">me</a></header><div class="PostsPage-title"><h1 class="LWPostsPageTopHeaderVote-voteScore">1,690</h1>
<h1 class="PostsPageTitle-root"><a class="PostsPageTitle-link" href="/posts/aB3dE5gH7jK9mN1pQ/lanes">Lanes</a></h1>
<a class="UsersNameDisplay-noColor" href="/users/ada-l?from=post_header">Ada</a>,
<a class="UsersNameDisplay-noColor" href="/users/ben?from=post_header">Ben Okri</a>
<span class="PostsPageDate-date"><time datetime="2024-05-03T10:00:00.123Z">3rd May 2024</time></span>
<a class="LWCommentCount-comments" href="#comments">{stated}</a>{mark}
<h1 class="PostsVoteDefault-voteScore PostsVoteDefault-secondaryVoteScore">Ω 14</h1>
<span class="FooterTag-name">Roads</span><span class="FooterTag-name">Paint</span></div>
<div class="PostsPage-postContent"><div class="LinkPostMessage-root">This is a linkpost for <a href="https://b.example">b</a></div>
<div id="postContent"><div>"""
TAIL = """</div></div></div><span class="FooterTag-name">Roads</span><div class="PingbacksList-root"><div class="Pingback-root">
<a href="/users/cy">Cy</a></div></div><div class="CommentsListSection-root" id="comments">{comments}</div></body></html>"""
URL = "https://www.lesswrong.com/posts/aB3dE5gH7jK9mN1pQ/lanes"
BODY = """<h2 id="Paint">Paint</h2><p id="block1">Paint <em>fades</em> in <span class="blockquote_cOne_1">two wet
winters</span>.</p><blockquote><p>All paint fades.</p></blockquote><p>So \\(x\\) <span
class="math-tex"><span class="mjx-chtml"><span class="mjx-math" aria-label="x^2">x2</span></span></span> and <span
class="katex"><math><semantics><mi>y</mi><annotation
encoding="application/x-tex">y_1</annotation></semantics></math><span class="katex-html">y1</span></span>.</p>
<div class="spoilers"><p class="spoiler-v2">The kerb did it.</p></div>
<details class="detailsBlock"><summary class="detailsBlockTitle">More</summary><div class="detailsBlockContent"><p>Folded
words.</p></div></details><div class="llm-content-block" data-model-name="Model 9"><div class="llm-content-block-header">Model
9</div><p>I am fond of kerbs.</p></div><iframe src="https://manifold.markets/embed/x"></iframe>
<figure class="media"><div data-oembed-url="https://www.youtube.com/watch?v=1"><div><iframe src="https://www.youtube.com/embed/1">
</iframe></div></div></figure>"""


def node(
    id: str,
    body: str | None = "<p>Yes.</p>",
    *inside: str,
    author: str | None = "Cy",
    karma: int | str = 3,
    agreement: int | None = None,
    classes: str = "",
    body_class: str = "",
    bottom: str = "",
    fold: str = "-",
) -> str:
    """A comment as the site draws it, with those below it inside."""
    name = f'<a class="UsersNameDisplay-userName" href="/users/{author.lower()}">{author}</a>' if author else "[anonymous]"
    agreed = f'<span class="AgreementVoteAxis-agreementScore"><span>{agreement}</span></span>' if agreement is not None else ""
    text = f'<div class="CommentBody-root {body_class}"><div class="CommentBody-commentStyling">{body}</div></div>' if body else ""
    below = "".join(f"<div>{one}</div>" for one in inside)
    return (
        f'<div class="comments-node comments-node-odd CommentFrame-node {classes}" id="{id}"><div><div class="CommentsItem-root">'
        f'<div class="CommentsItem-body"><div class="CommentsItemMeta-root"><a class="CommentsItemMeta-collapse">[<span>{fold}'
        f'</span>]</a><span class="CommentUserName-author CommentsItemMeta-username">{name}</span><span '
        'class="CommentsItemDate-root"><a '
        f'href="/posts/aB3dE5gH7jK9mN1pQ/lanes?commentId={id}"><time datetime="2024-05-04T08:00:00.000Z">9mo</time></a></span>'
        f'<span class="OverallVoteAxis-vote"><span class="OverallVoteAxis-secondaryScore">Ω 1</span><span '
        f'class="OverallVoteAxis-voteScore">{karma}</span></span>{agreed}</div>{text}<div class="CommentBottom-bottom">{bottom}<a '
        f'class="comments-item-reply-link">Reply</a></div></div></div></div><div class="CommentsNode-children">{below}</div></div>'
    )


def page(*comments: str, body: str = BODY, stated: int = 3, url: str = URL, mark: str = "", above: str = "") -> Thread:
    html = HEAD.format(url=url, stated=stated, mark=mark) + body + TAIL.format(comments=above + "".join(comments))
    assert reader_of(html.encode(), "lanes.html").name == "forummagnum-page"
    thread = read(html.encode(), "lanes.html")
    assert_verbatim(thread)
    return thread


def assert_verbatim(thread: Thread) -> None:
    for run in thread.raw_map.runs:
        if run.width is None:
            assert thread.text[run.text : run.text + run.length] == thread.source.raw[run.raw : run.raw + run.length]


def words(thread: Thread, comment: str) -> str:
    return thread.comment(comment).span.cut(thread.text)


def kinds(thread: Thread) -> dict[str, str]:
    return {note.kind: note.message for note in thread.report}


def test_the_post() -> None:
    thread = page(stated=0)
    assert (thread.title, thread.author, thread.author_id, thread.coauthors) == ("Lanes", "Ada", "ada-l", ("Ben Okri",))
    assert (thread.date, thread.url, thread.score, thread.tags) == ("2024-05-03T10:00:00Z", URL, 1690, ("Roads", "Paint"))
    assert [section.title for section in thread.sections] == ["Paint"]
    shown = [(block.kind.value, block.span.cut(thread.text)) for block in thread.blocks]
    assert shown == [
        ("heading", "Paint"),
        ("paragraph", "Paint fades in two wet winters."),
        ("blockquote", "All paint fades."),
        ("paragraph", "So \\(x\\) $x^2$ and $y_1$."),
        ("spoiler", "The kerb did it."),
        ("paragraph", "More"),
        ("paragraph", "Folded words."),
        ("blockquote", "I am fond of kerbs."),
    ]
    assert kinds(thread)["dropped-embed"].endswith("manifold.markets, www.youtube.com")
    assert kinds(thread)["llm-block"].endswith("Model 9")


def test_comments_nest_as_the_elements_do() -> None:
    thread = page(
        node(
            "cOne", "<p>It says:</p><blockquote><p>two wet winters</p></blockquote><p>No.</p>", node("cTwo", agreement=-2), karma=-1
        ),
        node("cThree", author="Dee", karma=7),
    )
    assert [(one.id, one.reply_to, one.evidence) for one in thread.comments] == [
        ("cOne", POST, "stated"),
        ("cTwo", "cOne", "stated"),
        ("cThree", POST, "stated"),
    ]
    second = thread.comment("cTwo")
    assert (second.author, second.author_id, second.karma, second.agreement) == ("Cy", "cy", 3, -2)
    assert (second.date, second.age, second.url) == ("2024-05-04T08:00:00Z", "9mo", f"{URL}?commentId=cTwo")
    assert words(thread, "cTwo") == "Yes."
    assert thread.comment("cOne").karma == -1
    [quote] = [quote for quote in thread.quotes if quote.source == POST]
    assert (quote.doc, quote.match) == ("cOne", "site")
    assert not {"comment-count", "comments-absent"} & kinds(thread).keys()


def test_states_of_comments() -> None:
    gone = node("cGone", None, author=None).replace("[anonymous]", "[comment deleted]")
    thread = page(
        gone,
        node("cStruck", body_class="CommentBody-retracted"),
        node("cFolded", None, fold="+"),
        node("cNobody", author=None),
        node("cBest", classes="CommentFrame-isAnswer"),
        stated=5,
    )
    assert {one.id: one.states for one in thread.comments} == {
        "cGone": ("deleted",),
        "cStruck": ("retracted",),
        "cFolded": ("collapsed",),
        "cNobody": (),
        "cBest": ("answer",),
    }
    assert [thread.comment(id).author for id in ("cGone", "cFolded", "cNobody")] == [None, "Cy", None]
    assert "folded" in kinds(thread)["dropped-text"]


def test_a_comment_that_is_cut_says_so() -> None:
    thread = page(node("cOne", '<p>Yes, but <span class="read-more-button">(read more)</span></p>'), stated=1)
    assert words(thread, "cOne") == "Yes, but"
    assert "dropped-text" in kinds(thread)


def test_a_comment_on_one_line_keeps_its_words() -> None:
    line = (
        '<div class="comments-node CommentFrame-isSingleLine" id="cLine"><div class="SingleLineComment-root"><div '
        'class="SingleLineComment-commentInfo"><span class="SingleLineComment-karma">4</span><span '
        'class="SingleLineComment-username"><span class="UsersNameDisplay-userName">Eve</span></span><span '
        'class="SingleLineComment-date"><time datetime="2024-05-05T08:00:00Z">9mo</time></span><div '
        'class="SingleLineComment-truncatedHighlight">Kerbs are better.</div></div></div></div>'
    )
    thread = page(line, stated=1)
    [comment] = thread.comments
    assert words(thread, "cLine") == "Kerbs are better."
    assert "comment-collapsed" in kinds(thread)
    assert (comment.author, comment.karma, comment.date, comment.states) == ("Eve", 4, "2024-05-05T08:00:00Z", ("collapsed",))


def test_answers_to_a_question() -> None:
    answer = (
        '<div class="Answer-root"><div><div class="Answer-answer" id="cAns"><div class="Answer-answerHeader"><a '
        'class="UsersNameDisplay-userName" href="/users/flo">Flo</a><span class="CommentsItemDate-root"><a '
        f'href="?commentId=cAns"><time datetime="2024-05-06T08:00:00Z">1y</time></a></span><span '
        'class="OverallVoteAxis-voteScore">9</span></div><div '
        'class="CommentBody-root"><p>Bollards.</p></div></div><div class="AnswerCommentsList-root">'
        f"{node('cReply')}</div></div></div>"
    )
    first, second = page(answer, stated=2).comments
    assert (first.id, first.author, first.karma, first.states, first.reply_to) == ("cAns", "Flo", 9, ("answer",), POST)
    assert (second.id, second.reply_to) == ("cReply", "cAns")


def test_reactions_that_are_shown() -> None:
    bottom = (
        '<span class="NamesAttachedReactionsVoteOnComment-footerReactions"><span '
        'class="NamesAttachedReactionsVoteOnComment-footerReaction"><span><img src="/reactionImages/nounproject/changed-mind.svg">'
        '</span><span class="NamesAttachedReactionsVoteOnComment-reactionCount">2</span></span></span>'
    )
    [comment] = page(node("cOne", bottom=bottom), stated=1).comments
    assert [(one.name, one.count) for one in comment.reactions] == [("changed mind", 2)]


def test_a_comment_that_was_linked_to_stands_where_it_belongs() -> None:
    above = f'<div class="CommentPermalink-root">{node("cTwo")}</div>'
    thread = page(node("cOne", "<p>Yes.</p>", node("cTwo")), stated=2, above=above)
    assert [(one.id, one.reply_to) for one in thread.comments] == [("cOne", POST), ("cTwo", "cOne")]
    assert "comment-twice" not in kinds(thread)
    assert [one.id for one in page(stated=2, above=above).comments] == ["cTwo"]


def test_a_page_without_its_comments_says_what_to_do() -> None:
    said = kinds(page(stated=120))["comments-absent"]
    assert "120" in said
    assert "scroll down" in said
    assert "greaterwrong" in said


def test_a_crosspost_is_marked() -> None:
    mark = (
        '<span class="CrosspostHeaderIcon-root"><a href="https://forum.effectivealtruism.org/posts/x/lanes">Crossposted</a></span>'
    )
    assert "effectivealtruism.org/posts/x/lanes" in kinds(page(stated=0, mark=mark))["crosspost"]


def test_karma_on_the_alignment_forum_is_that_of_lesswrong() -> None:
    mark = '<h1 class="PostsVoteDefault-voteScore PostsVoteDefault-secondaryVoteScore">LW 55</h1>'
    assert page(stated=0, mark=mark).score == 55


def test_more_comments_than_are_there() -> None:
    assert "comment-count" in kinds(page(node("cOne"), stated=4))


def test_a_nest_as_deep_as_pages_get() -> None:
    html = node("c0")
    for number in range(1, 60):
        html = node(f"c{number}", "<p>Yes.</p>", html)
    parents = {one.id: one.reply_to for one in page(html, stated=60).comments}
    assert parents == {"c59": POST, **{f"c{number}": f"c{number + 1}" for number in range(59)}}


@pytest.mark.parametrize("href", ["http://[", "?commentId=", "javascript:x", ""])
def test_any_address(href: str) -> None:
    [comment] = page(node("cOne").replace("/posts/aB3dE5gH7jK9mN1pQ/lanes?commentId=cOne", href), stated=1, url=href).comments
    assert comment.id == "cOne"


def test_the_real_page(shared: Path) -> None:
    data = (shared / "threads" / "lw2_simulators_page.html").read_bytes()
    thread = read(data, "simulators.html")
    assert_verbatim(thread)
    assert (thread.author, thread.author_id, thread.date) == ("janus", "janus-1", "2022-09-02T12:45:33Z")
    assert (thread.score, thread.stated_comments, thread.comments) == (690, 169, ())
    assert len(thread.tags) == 12  # twice on the page
    assert thread.url is not None
    assert thread.url.startswith("https://www.lesswrong.com/posts/vJFdjigzmcXMhNTsx/")
    assert len(thread.footnotes) == 31
    assert all(note.refs and note.span.cut(thread.text).strip() for note in thread.footnotes)
    assert sum(len(note.refs) for note in thread.footnotes) == 32
    quoted = [thread.raw_map.to_raw(block.span) for block in thread.blocks if block.kind is BlockKind.BLOCKQUOTE]
    elements = list(parse_html(thread.source.raw).all("blockquote"))
    assert len(elements) == 22
    assert all(any(element.start < span.start < element.end for span in quoted) for element in elements)
    assert "comments-absent" in kinds(thread)


def test_formulas_without_their_source_are_missed() -> None:
    drawn = '<p>So <mjx-container class="MathJax"><mjx-math><mjx-mi></mjx-mi></mjx-math></mjx-container>.</p>'
    assert kinds(page(stated=0, body=drawn))["dropped-math"].startswith("1 ")


def test_many_comments_take_linear_time() -> None:
    start = time.perf_counter()
    thread = page(
        *(node(f"c{number}", "<p>Lanes number " + str(number) + " are red.</p>", node(f"d{number}")) for number in range(300))
    )
    assert len(thread.comments) == 600
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    "part",
    ['<div class="comments-node">', '<div class="comments-node"></div>', '<p class="CommentBody-root">x', '<a href="/users/x">'],
)
def test_many_of_one_thing_take_linear_time(part: str) -> None:
    start = time.perf_counter()
    read(('<div id="postContent"><p>Words.</p></div>' + part * 3_000).encode(), "lanes.html")
    assert time.perf_counter() - start < 5
