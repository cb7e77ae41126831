"""Trees of comments as sites send them to programs: JSON, XML and Markdown, as far as a reader looks at it."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from typing import Any

from argmap.markup._inline import escaped
from tests.read.shapes_tree import Node, Part, Tree, milli
from tests.read.shapes_words import as_html, as_lines, as_markdown

__all__ = ["Files", "one"]

Files = list[tuple[str, bytes]]


def one(name: str, text: str) -> Files:
    return [(name, text.encode())]


def _json(name: str, value: Any, ascii: bool = True) -> Files:
    return one(name, json.dumps(value, ensure_ascii=ascii))


def algolia(tree: Tree) -> Files:
    def item(node: Node) -> dict[str, Any]:
        return {
            "id": 100 + node.number,
            "author": node.author,
            "text": as_html(node.parts),
            "created_at_i": node.seconds,
            "points": None,
            "story_id": 1,
            "children": [item(child) for child in tree.below(node.number)],
        }

    story = {"id": 1, "type": "story", "author": tree.author, "title": tree.title, "text": as_html(tree.parts)}
    story |= {"created_at_i": tree.seconds, "points": tree.score, "story_id": 1}
    return _json("item.json", story | {"children": [item(node) for node in tree.below(None)]})


def firebase(tree: Tree) -> Files:
    story = {"id": 1, "type": "story", "by": tree.author, "title": tree.title, "text": as_html(tree.parts), "time": tree.seconds}
    items: list[dict[str, Any]] = [story | {"score": tree.score, "kids": [100 + node.number for node in tree.below(None)]}]
    for node in reversed(tree.nodes):
        parent = 1 if node.parent is None else 100 + node.parent
        kids = [100 + child.number for child in tree.below(node.number)]
        item = {"id": 100 + node.number, "type": "comment", "by": node.author, "text": as_html(node.parts), "time": node.seconds}
        items.append(item | {"parent": parent, "kids": kids})
    return _json("items.json", items, ascii=False)


def substack(tree: Tree) -> Files:
    def comment(node: Node) -> dict[str, Any]:
        children = [comment(child) for child in tree.below(node.number)]
        made = {"id": 100 + node.number, "body": as_lines(node.parts), "date": node.date, "name": node.author}
        return made | {"user_id": 7, "children": children, "children_count": len(children), "ancestor_path": ""}

    post = {"title": tree.title, "body_html": as_html(tree.parts), "post_date": tree.date}
    post |= {"publishedBylines": [{"name": tree.author, "handle": "h"}], "comment_count": len(tree.nodes)}
    found = _json("post.json", post)
    return found + (_json("comments.json", {"comments": [comment(node) for node in tree.below(None)]}) if tree.nodes else [])


def aside(part: Part, words: str) -> str:
    """Write what Discourse has around a quotation."""
    number = 1 if part.source is None else part.source + 2
    return (
        f'<aside class="quote no-group" data-username="x" data-post="{number}" data-topic="5">\n<div class="title">\n'
        f'<div class="quote-controls"></div>\n x:</div>\n<blockquote>\n{words}\n</blockquote>\n</aside>'
    )


def discourse(tree: Tree) -> Files:
    def post(id: int, number: int, author: str, date: str, parts: Sequence[Part], parent: int | None) -> dict[str, Any]:
        made = {"id": id, "post_number": number, "username": author, "name": "", "cooked": as_html(parts, aside)}
        return made | {"created_at": date, "reply_to_post_number": parent, "post_type": 1, "topic_id": 5}

    posts = [post(50, 1, tree.author, tree.date, tree.parts, None)]
    for node in tree.nodes:
        parent = None if node.parent is None else node.parent + 2
        posts.append(post(100 + node.number, node.number + 2, node.author, node.date, node.parts, parent))
    topic = {"id": 5, "title": tree.title, "posts_count": len(posts), "tags": []}
    return _json("topic.json", topic | {"post_stream": {"posts": posts, "stream": [one["id"] for one in posts]}})


def graphql(tree: Tree) -> Files:
    def user(name: str) -> dict[str, str]:
        return {"_id": "u", "slug": name.lower(), "displayName": name}

    post = {"_id": "Pq2rS7tUv9wXyZaBc", "title": tree.title, "postedAt": milli(tree.seconds, "123"), "baseScore": tree.score}
    post |= {"user": user(tree.author), "contents": {"html": as_html(tree.parts)}, "commentCount": len(tree.nodes)}
    comments = [
        {
            "_id": f"k{node.number}",
            "parentCommentId": None if node.parent is None else f"k{node.parent}",
            "postedAt": milli(node.seconds),
            "baseScore": node.score,
            "user": user(node.author),
            "contents": {"html": as_html(node.parts)},
        }
        for node in tree.nodes
    ]
    return _json("answer.json", {"data": {"post": {"result": post}, "comments": {"results": comments}}})


def reddit(tree: Tree) -> Files:
    def markdown(parts: Sequence[Part]) -> str:
        return html.escape(as_markdown(parts), quote=False)

    def listing(parent: int | None) -> Any:
        children = [{"kind": "t1", "data": comment(node)} for node in tree.below(parent)]
        return {"kind": "Listing", "data": {"children": children}} if children or parent is None else ""

    def comment(node: Node) -> dict[str, Any]:
        made = {"id": f"x{node.number}", "name": f"t1_x{node.number}", "author": node.author, "body": markdown(node.parts)}
        above = "t3_p1" if node.parent is None else f"t1_x{node.parent}"
        times = {"created_utc": float(node.seconds), "edited": False}
        return made | times | {"score": node.score, "parent_id": above, "replies": listing(node.number)}

    post = {"id": "p1", "name": "t3_p1", "title": html.escape(tree.title, quote=False), "author": tree.author, "is_self": True}
    post |= {"created_utc": float(tree.seconds), "score": tree.score, "num_comments": len(tree.nodes), "subreddit": "lanes"}
    post["selftext"] = markdown(tree.parts)
    return _json("thread.json", [{"kind": "Listing", "data": {"children": [{"kind": "t3", "data": post}]}}, listing(None)])


def stackexchange(tree: Tree) -> Files:
    def item(one: Node | Tree, **fields: Any) -> dict[str, Any]:
        made = {"owner": {"display_name": html.escape(one.author)}, "creation_date": one.seconds, "score": one.score}
        return made | {"body": as_html(one.parts), **fields}

    answers = [
        item(
            node,
            answer_id=node.number,
            question_id=900,
            comments=[item(one, comment_id=one.number, post_id=node.number) for one in tree.below(node.number)],
        )
        for node in tree.below(None)
    ]
    question = item(tree, question_id=900, title=html.escape(tree.title), answers=answers, answer_count=len(answers))
    return _json("question.json", {"items": [question], "has_more": False})


_ISSUE = "https://github.com/lanes/kerbs/issues/7"


def github(tree: Tree) -> Files:
    def item(one: Node | Tree, **fields: Any) -> dict[str, Any]:
        made = {"user": {"login": one.author}, "created_at": one.date, "updated_at": one.date}
        return made | {"body": as_markdown(one.parts).replace("\n", "\r\n"), **fields}

    issue = item(tree, title=tree.title, number=7, html_url=_ISSUE, comments_url=f"{_ISSUE}/comments", comments=len(tree.nodes))
    comments = [item(node, id=node.number, html_url=f"{_ISSUE}#issuecomment-{node.number}", issue_url="x") for node in tree.nodes]
    return _json("issue.json", issue) + (_json("comments.json", comments) if comments else [])


def discussion(tree: Tree) -> Files:
    def item(one: Node | Tree, **fields: Any) -> dict[str, Any]:
        made = {"author": {"login": one.author}, "createdAt": one.date, "upvoteCount": one.score}
        return made | {"body": as_markdown(one.parts), **fields}

    def listed(parent: int | None) -> dict[str, Any]:
        nodes = tree.below(parent)
        return {"totalCount": len(nodes), "nodes": [comment(node) for node in nodes]}

    def comment(node: Node) -> dict[str, Any]:
        url = f"https://github.com/lanes/kerbs/discussions/7#discussioncomment-{node.number}"
        return item(node, url=url) | ({"replies": listed(node.number)} if node.parent is None else {})

    found = item(tree, title=tree.title, number=7, comments=listed(None))
    return _json("discussion.json", {"data": {"repository": {"discussion": found}}})


def offered(tree: Tree) -> Files:
    """Write the Markdown that ForumMagnum offers: the post, and its comments."""

    def link(address: str) -> str:
        return f"[{address}]({address})"

    def comment(node: Node) -> str:
        above = "" if node.parent is None else f"*   Parent comment (Markdown): {link(f'/api/post/x/comments/k{node.parent}')}\n"
        words = as_markdown(node.parts).replace("\n", "\n\t").replace("\n\t\n", "\n\n")
        return (
            f"### Comment by [{escaped(node.author)}](/users/x)\n\n*   {milli(node.seconds)}\n*   Karma: {node.score}\n{above}"
            f"*   HTML permalink: {link(f'/posts/x/lanes/comment/k{node.number}')}\n\n\t{words}\n\n"
        )

    title, author = escaped(tree.title), escaped(tree.author)
    facts = f"*   By [{author}](/users/x)\n*   {milli(tree.seconds)}\n*   {tree.score} points\n*   Comments: {len(tree.nodes)}\n"
    post = f"# {title}\n\n{facts}*   Post URL (Markdown): {link('https://www.lesswrong.com/api/post/x')}\n\n{as_markdown(tree.parts)}\n"
    end = "\n### Navigation\n\n*   [Front page](https://www.lesswrong.com/api/home)\n"
    above = f"# Comments: {title}\n\nPost URL (Markdown): {link('/api/post/x')}\n\n"
    comments = above + "".join(map(comment, tree.nodes))
    return one("post.md", post + end) + (one("comments.md", comments + end) if tree.nodes else [])


def clipped(tree: Tree) -> Files:
    """Write what a clipper makes of a page of ForumMagnum."""

    def set_in(parts: Sequence[Part], depth: int) -> str:
        return as_markdown(parts).replace("\n", "\n" + "    " * depth)

    def comment(node: Node, depth: int) -> str:
        above = "" if node.parent is None else f' data-reply-to="k{node.parent}"'
        head = f'*   <section id="k{node.number}" data-type="comment"{above}>\n\n    '
        said = f"[{node.author}](https://www.lesswrong.com/users/x)[4mo ({milli(node.seconds)})](https://x.example/k) "
        votes = f'<span class="OverallVoteAxis-voteScore">{node.score}</span>\n\n    '
        blanks = "    " * depth
        own = (head + said + votes).replace("\n", "\n" + blanks) + set_in(node.parts, depth + 1)
        below = "".join(comment(child, depth + 1) for child in tree.below(node.number))
        return f"{blanks}{own}\n\n{blanks}    </section>\n\n{below}"

    head = f"# [{escaped(tree.title)}](https://www.lesswrong.com/posts/x/lanes)\n\n# {tree.score}\n\n"
    by = f"by [{tree.author}](https://www.lesswrong.com/users/x)\n\n8th Dec 2018 ({milli(tree.seconds)})\n\n"
    body = f'*   <section data-type="comment">\n\n    {set_in(tree.parts, 1)}\n\n    </section>\n\n'
    body += '*   <section id="posts-thread-new-comment" data-type="comment">\n\n    New Comment\n\n    </section>\n\n'
    sorted_by = f"{len(tree.nodes)} comments, sorted by\n\n"
    return one("clipped.md", head + by + body + sorted_by + "".join(comment(node, 0) for node in tree.below(None)))


def disqus_posts(tree: Tree) -> Files:
    posts = [
        {
            "id": str(node.number + 1),
            "parent": None if node.parent is None else node.parent + 1,
            "author": {"name": node.author, "username": "x"},
            "message": as_html(node.parts),
            "createdAt": node.date.removesuffix("Z"),
            "points": node.score,
        }
        for node in tree.nodes
    ]
    return _json("posts.json", {"cursor": {"hasNext": False}, "response": posts})


def disqus_export(tree: Tree) -> Files:
    def post(node: Node) -> str:
        above = "" if node.parent is None else f'<parent dsq:id="{node.parent + 1}" />'
        return (
            f'<post dsq:id="{node.number + 1}"><id /><message><![CDATA[{as_html(node.parts)}]]></message>'
            f"<createdAt>{node.date}</createdAt><isDeleted>false</isDeleted><isSpam>false</isSpam>"
            f'<author><name>{node.author}</name></author><thread dsq:id="7" />{above}</post>'
        )

    thread = f'<thread dsq:id="7"><id>x</id><link>http://lanes.example/1</link><title>{html.escape(tree.title)}</title></thread>'
    names = 'xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals"'
    posts = "".join(map(post, tree.nodes))
    return one("export.xml", f'<?xml version="1.0" encoding="utf-8"?>\n<disqus {names}>{thread}{posts}</disqus>')
