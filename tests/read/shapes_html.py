"""Trees of comments as sites show them: pages, as far as a reader looks at them."""

from __future__ import annotations

import html
import json
from typing import Any

from tests.read.shapes_json import Files, aside, one
from tests.read.shapes_tree import Node, Tree, milli
from tests.read.shapes_words import as_html


def _page(name: str, head: str, body: str) -> Files:
    return one(name, f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>")


def hackernews(tree: Tree) -> Files:
    def depth(node: Node) -> int:
        return 0 if node.parent is None else 1 + depth(tree.nodes[node.parent])

    def age(one: Node | Tree) -> str:
        return f'<span class="age" title="{one.date[:-1]} {one.seconds}"><a href="item">some time ago</a></span>'

    rows = "".join(
        f'<tr class="athing comtr" id="{100 + node.number}"><td><table><tr><td class="ind" indent="{depth(node)}">'
        f'<img src="s.gif" width="{40 * depth(node)}"></td><td class="default"><span class="comhead">'
        f'<a href="user" class="hnuser">{node.author}</a> {age(node)}</span>'
        f'<div class="comment"><div class="commtext c00">{as_html(node.parts)}</div>'
        '<div class="reply"><u><a href="reply">reply</a></u></div></div></td></tr></table></td></tr>'
        for node in tree.nodes
    )
    body = (
        '<table class="fatitem"><tr class="athing" id="1"><td class="title">'
        f'<span class="titleline"><a href="item?id=1">{html.escape(tree.title)}</a></span></td></tr><tr><td class="subtext">'
        f'<span class="score">{tree.score} points</span> by <a class="hnuser">{tree.author}</a> {age(tree)}</td></tr>'
        f'<tr><td><div class="toptext">{as_html(tree.parts)}</div></td></tr></table><table class="comment-tree">{rows}</table>'
    )
    return _page("item.html", "<title>x | Hacker News</title>", body)


def lesswrong1(tree: Tree) -> Files:
    def comment(node: Node) -> str:
        id = f"t1_x{node.number}"
        below = "".join(comment(child) for child in tree.below(node.number))
        return (
            f'<div id="thingrow_{id}" class="comment"><div id="entry_{id}" class="entry"><div id="display_{id}">'
            f'<div class="comment-meta clear"><span class="comment-author"><span class="author"><a id="author_{id}" '
            f'href="http://lesswrong.com/user/{node.author}/">{node.author}</a></span></span>'
            f'<span class="comment-date" time="{node.seconds}">some day</span>'
            f'<span class="votes" id="score_{id}" title="90% positive">{node.score} points</span></div>'
            f'<div id="body_{id}" class="comment-content"><div class="md">{as_html(node.parts)}</div></div>'
            f'<div class="comment-links"><ul><li>Reply</li></ul></div></div></div>'
            f'<div id="child_{id}" class="child">{below}</div><div class="clearleft"></div></div>'
        )

    rows = "".join(comment(node) for node in tree.below(None))
    title = html.escape(tree.title)
    body = (
        f'<div id="thingrow_t3_p1" class="post"><div id="entry_t3_p1"><h1><a class="title" href="/lw/p1/x/">'
        f'{title}</a></h1><div class="meta"><span class="votes" id="score_t3_p1">{tree.score}</span>'
        f'<span class="author"><a id="author_t3_p1" href="http://lesswrong.com/user/{tree.author}/">{tree.author}</a></span>'
        f'<span class="date">some day</span></div><div class="content"><div class="md"><div itemprop="description">'
        f"{as_html(tree.parts)}</div></div></div></div></div>"
        f'<div id="comments"><div id="siteTable_t3_p1" class="sitetable">{rows}</div></div>'
    )
    return _page("lw.html", f"<title>{title} - Less Wrong</title>", body)


def section(tree: Tree) -> str:
    """Write a section of the book of LessWrong's first site, which does not say what a comment answers."""
    comments = "".join(
        f'<a name="x{node.number}"/><span>ID: x{node.number}</span><span class="author"><a id="author_t1_x{node.number}" '
        f'href="http://lesswrong.com/user/{node.author}/">{node.author}</a></span>'
        f'<span class="comment-date" time="{node.seconds}">some day</span><span class="votes">{node.score} points</span>'
        f'<div id="body_t1_x{node.number}"><div class="md">{as_html(node.parts)}</div></div>'
        for node in tree.nodes
    )
    by = f'<span class="author"><a id="author_t3_p1" href="http://lesswrong.com/user/{tree.author}/">{tree.author}</a></span>'
    title = f'<h2><a href="http://lanes.example/1">{html.escape(tree.title)}</a></h2>'
    return f'<html><body>{title}{by}<div class="md">{as_html(tree.parts)}</div>{comments or "Go To Start of Post"}</body></html>'


def greaterwrong(tree: Tree) -> Files:
    def meta(one: Node | Tree) -> str:
        link = f'<a class="author" href="/users/x" data-userid="u">{html.escape(one.author)}</a>'
        number = f"{one.score:,}".replace("-", "\u2212")
        points = f'<div class="karma"><span class="karma-value">{number} points</span></div>'
        return f'{link}<a class="date" data-js-date="{one.seconds * 1000}">some day</a>{points}'

    def items(parent: int | None) -> str:
        rows = (
            f"""<li id="comment-x{node.number}" class="comment-item"><div class="comment"><div class="comment-meta">
            {meta(node)}</div><div class="body-text comment-body">{as_html(node.parts)}</div></div>
            {items(node.number)}</li>"""
            for node in tree.below(parent)
        )
        return f'<ul class="comment-thread">{"".join(rows)}</ul>'

    body = f"""<div id="content"><main class="post"><h1 class="post-title">{html.escape(tree.title)}</h1>
    <div class="post-meta">{meta(tree)}</div>
    <div class="body-text post-body">{as_html(tree.parts)}</div></main>{items(None)}</div>"""
    return _page("greaterwrong.html", "", body)


def issarice(tree: Tree) -> Files:
    def comment(node: Node) -> str:
        up = "" if node.parent is None else f'<a href="#k{node.parent}" title="Go to parent comment">↑</a> '
        below = "".join(map(comment, tree.below(node.number)))
        return f"""<div id="k{node.number}" style="border: 1px solid #B3B3B3"><details open><summary>{up}comment by
        <a href="/users/x">{node.author}</a> · <a href="#k{node.number}">{milli(node.seconds)}</a> ·
        <a href="https://www.lesswrong.com/posts/p1/lanes#x" title="Official LessWrong 2.0 link">LW</a></summary>
        {as_html(node.parts)}{below}</details></div>"""

    body = f"""<div id="content"><h1>{html.escape(tree.title)}</h1> post by <a href="/users/x">{tree.author}</a>
    · {milli(tree.seconds)} ·
    <a href="https://www.lesswrong.com/posts/p1/lanes" title="Official LessWrong 2.0 link">LW</a> ·
    <a href="#comments">{len(tree.nodes)} comments</a> {as_html(tree.parts)}<h2 id="comments">{len(tree.nodes)} comments</h2>
    <p>Comments sorted by top scores.</p>{"".join(map(comment, tree.below(None)))}</div>"""
    return _page("issarice.html", "", body)


def forummagnum(tree: Tree) -> Files:
    def comment(node: Node) -> str:
        below = "".join(f"<div>{comment(child)}</div>" for child in tree.below(node.number))
        return (
            f'<div class="comments-node CommentFrame-node" id="k{node.number}"><div><div class="CommentsItem-root">'
            f'<div class="CommentsItemMeta-root"><span class="CommentUserName-author"><a class="UsersNameDisplay-userName" '
            f'href="/users/x">{node.author}</a></span><a href="/posts/x/lanes?commentId=k{node.number}">'
            f'<time datetime="{milli(node.seconds)}">9mo</time></a>'
            f'<span class="OverallVoteAxis-vote"><span class="OverallVoteAxis-voteScore">{node.score}</span></span></div>'
            f'<div class="CommentBody-root"><div>{as_html(node.parts)}</div></div><div class="CommentBottom-bottom">Reply</div>'
            f'</div></div><div class="CommentsNode-children">{below}</div></div>'
        )

    body = (
        f'<div class="PostsPage-title"><h1 class="LWPostsPageTopHeaderVote-voteScore">{tree.score}</h1>'
        f'<h1 class="PostsPageTitle-root">{html.escape(tree.title)}</h1>'
        f'<a class="UsersNameDisplay-noColor" href="/users/x?from=post_header">{tree.author}</a>'
        f'<time datetime="{milli(tree.seconds)}">once</time><a href="#comments">{len(tree.nodes)}</a></div>'
        f'<div class="PostsPage-postContent"><div id="postContent"><div>{as_html(tree.parts)}</div></div></div>'
        f'<div class="CommentsListSection-root" id="comments">{"".join(map(comment, tree.below(None)))}</div>'
    )
    return _page("lanes.html", "<title>Lanes — LessWrong</title>", body)


def stackexchange_page(tree: Tree) -> Files:
    def signature(one: Node | Tree, action: str) -> str:
        time = one.date.replace("T", " ")
        return (
            f'<div class="post-signature"><div class="user-action-time">{action} <span title="{time}" class="relativetime">x</span>'
            f'</div><div class="user-details"><a href="/users/1/x">{one.author}</a></div></div>'
        )

    def words(one: Node | Tree) -> str:
        votes = f'<div class="js-vote-count" data-value="{one.score}">{one.score}</div>'
        return f'{votes}<div class="s-prose js-post-body">{as_html(one.parts)}</div>'

    def comment(node: Node) -> str:
        time = node.date.replace("T", " ")
        return f"""<li id="comment-{node.number}" class="comment js-comment" data-comment-score="{node.score}">
        <div class="comment-text"><span class="comment-copy">{as_html(node.parts)}</span>
        <div><a href="/users/2/y" class="comment-user">{node.author}</a></div>
        <span class="comment-date"><span title="{time}, License: CC BY-SA 4.0">x</span></span></div></li>"""

    answers = "".join(
        f'<div id="answer-{node.number}" class="answer js-answer" data-answerid="{node.number}">{words(node)}'
        f'{signature(node, "answered")}<ul class="comments-list">{"".join(map(comment, tree.below(node.number)))}</ul></div>'
        for node in tree.below(None)
    )
    body = (
        f'<div id="question-header"><h1><a class="question-hyperlink">{html.escape(tree.title)}</a></h1></div>'
        f'<div id="question" class="question" data-questionid="7">{words(tree)}{signature(tree, "asked")}</div>'
        f'<div id="answers"><div id="answers-header"><h2 data-answercount="{len(tree.below(None))}">x</h2></div>{answers}</div>'
    )
    return _page("question.html", "", body)


def old_reddit(tree: Tree) -> Files:
    def comment(node: Node) -> str:
        below = "".join(map(comment, tree.below(node.number)))
        return f"""<div class="thing comment" id="thing_t1_x{node.number}" data-fullname="t1_x{node.number}"
        data-author="{node.author}"><div class="entry unvoted"><p class="tagline"><a class="author">{node.author}</a>
        <span class="score unvoted">{node.score} points</span><time datetime="{node.date}">1 day ago</time></p>
        <form class="usertext"><div class="usertext-body"><div class="md">{as_html(node.parts)}</div></div></form></div>
        <div class="child"><div class="sitetable listing">{below}</div></div></div>"""

    body = f"""<div class="thing link self" data-fullname="t3_p" data-author="{tree.author}" data-score="{tree.score}"
    data-comments-count="{len(tree.nodes)}" data-permalink="/r/lanes/comments/p/x/" data-url="/r/lanes/comments/p/x/">
    <div class="entry"><p class="title"><a class="title">{html.escape(tree.title)}</a></p><time datetime="{tree.date}">x</time>
    <div class="usertext-body"><div class="md">{as_html(tree.parts)}</div></div></div></div>
    <div class="commentarea"><div class="sitetable nestedlisting">{"".join(map(comment, tree.below(None)))}</div></div>"""
    return _page("old.html", "", body)


def shreddit(tree: Tree) -> Files:
    def comment(node: Node) -> str:
        above = "" if node.parent is None else f'parentid="t1_x{node.parent}"'
        below = "".join(map(comment, tree.below(node.number)))
        return f"""<shreddit-comment thingid="t1_x{node.number}" author="{node.author}" score="{node.score}" created="{node.date}"
        {above}><div slot="comment" class="md"><div id="t1_x{node.number}-comment-rtjson-content">{as_html(node.parts)}</div></div>
        <shreddit-comment-action-row slot="actionRow"><button>Reply</button></shreddit-comment-action-row>{below}
        </shreddit-comment>"""

    body = f"""<shreddit-post id="t3_p" post-title="{html.escape(tree.title)}" author="{tree.author}" score="{tree.score}"
    comment-count="{len(tree.nodes)}" created-timestamp="{tree.date}" permalink="/r/lanes/comments/p/x/"
    content-href="https://www.reddit.com/r/lanes/comments/p/x/"><div slot="text-body">
    <div class="md">{as_html(tree.parts)}</div></div></shreddit-post>
    <shreddit-comment-tree>{"".join(map(comment, tree.below(None)))}</shreddit-comment-tree>"""
    return _page("new.html", "", body)


def discourse_page(tree: Tree) -> Files:
    def post(number: int, one: Node | Tree) -> str:
        return f"""<div id="post_{number}" class="topic-body crawler-post"><div class="crawler-post-meta"><span class="creator">
        <a href="https://forum.example/u/x"><span itemprop="name">{one.author}</span></a></span><span class="crawler-post-infos">
        <time datetime="{one.date}" class="post-time">once</time></span></div>
        <div class="post" itemprop="text">{as_html(one.parts, aside)}</div></div>"""

    posts = "".join(post(number, one) for number, one in enumerate((tree, *tree.nodes), 1))
    title = f'<div id="topic-title"><h1><a href="/t/x/5">{html.escape(tree.title)}</a></h1></div>'
    return _page("topic.html", '<link rel="canonical" href="https://forum.example/t/x/5">', f"{title}<div>{posts}</div>")


def blog(tree: Tree, comments: str = "") -> Files:
    return _page(
        "blog.html",
        '<link rel="stylesheet" href="/wp-content/x.css">',
        f"""<article class="post-1 hentry" id="post-1"><h1 class="entry-title">{html.escape(tree.title)}</h1>
        <span class="author vcard"><a class="fn" href="/x">{html.escape(tree.author)}</a></span>
        <div class="entry-content">{as_html(tree.parts)}</div></article>{comments}""",
    )


def wordpress(tree: Tree) -> Files:
    def items(parent: int | None, depth: int) -> str:
        return "".join(
            f'''<li id="comment-{node.number + 1}" class="comment depth-{depth}"><article class="comment-body">
            <b class="fn">{html.escape(node.author)}</b><time datetime="{node.date}">once</time>
            <div class="comment-content">{as_html(node.parts)}</div></article>
            <ol class="children">{items(node.number, depth + 1)}</ol></li>'''
            for node in tree.below(parent)
        )

    return blog(tree, f'<ol class="comment-list">{items(None, 1)}</ol>')


def substack_page(tree: Tree) -> Files:
    def comment(node: Node) -> str:
        id = 100 + node.number
        return f"""<div class="comment"><div class="comment-anchor" id="comment-{id}"></div><div class="comment-meta">
        <span class="commenter-name">{node.author}</span><a class="comment-timestamp" href="https://x.example/comment/{id}">
        <time datetime="{node.date}">once</time></a></div><div class="comment-body">{as_html(node.parts)}</div>
        <div class="comment-list">{"".join(map(comment, tree.below(node.number)))}</div></div>"""

    head = f"""<meta name="author" content="{tree.author}"><script src="https://substackcdn.com/x.js"></script>
    <meta property="article:published_time" content="{tree.date}">"""
    body = f"""<h1 class="post-title">{html.escape(tree.title)}</h1><div class="available-content"><div class="body markup">
    {as_html(tree.parts)}</div></div>{"".join(map(comment, tree.below(None)))}"""
    return _page("substack.html", head, body)


def github_page(tree: Tree) -> Files:
    def words(one: Node | Tree) -> str:
        return f"""<relative-time datetime="{one.date}">x</relative-time><div class="markdown-body">{as_html(one.parts)}</div>"""

    rows = "".join(
        f"""<div data-wrapper-timeline-id="IC_{node.number}"><div data-testid="comment-header" id="issuecomment-{node.number}">
        <a data-testid="avatar-link" href="/x">{node.author}</a></div>{words(node)}</div>"""
        for node in tree.nodes
    )
    body = f"""<h1><bdi data-testid="issue-title">{html.escape(tree.title)}</bdi></h1><p class="github">
    <div data-testid="issue-viewer-issue-container"><a data-testid="issue-body-header-author" href="/x">{tree.author}</a>
    {words(tree)}</div>{rows}"""
    return _page("issue.html", "", body)


def reddit_react(tree: Tree) -> Files:
    def said(one: Node | Tree, **fields: Any) -> dict[str, Any]:
        document = [{"e": "par", "c": [{"e": "text", "t": part.text}]} for part in one.parts]
        return {"author": one.author, "score": one.score, "media": {"richtextContent": {"document": document}}} | fields

    post = said(
        tree, title=tree.title, created=tree.seconds * 1000, numComments=len(tree.nodes), permalink="/r/lanes/comments/p/x/"
    )
    models = {
        f"t1_x{node.number}": said(
            node, postId="t3_p", parentId=None if node.parent is None else f"t1_x{node.parent}", created=node.seconds
        )
        for node in tree.nodes
    }
    order = list(models)
    chain = {at: {"next": {"id": after} if after else None} for at, after in zip(order, [*order[1:], None], strict=False)}
    page: dict[str, Any] = {"keyToPostId": {"k": "t3_p"}, "keyToCommentThreadLinkSets": {"k": chain}}
    page["keyToHeadCommentId"] = {"k": order[0] if order else None}
    state = {"posts": {"models": {"t3_p": post}}, "comments": {"models": models}, "commentsPage": page}
    script = json.dumps(state).replace("<", "\\u003c")
    return _page("react.html", "", f"<script id=data>window.___r = {script};</script>")
