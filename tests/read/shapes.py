"""A tree of comments, drawn at random, and how each site would write it: what the readers must get back.

Each writer makes the shape that the site sends or serves, as far as a reader looks at it.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from argmap.markup._inline import escaped, guarded

__all__ = ["SHAPES", "Node", "Shape", "Tree", "trees"]


@dataclass(frozen=True)
class Node:
    """A comment: `number` is its place in the tree, depth first; `parent` another's, or None for the post."""

    number: int
    parent: int | None
    author: str
    seconds: int
    score: int
    paragraphs: tuple[str, ...]

    @property
    def date(self) -> str:
        return iso(self.seconds)


@dataclass(frozen=True)
class Tree:
    title: str
    author: str
    seconds: int
    score: int
    paragraphs: tuple[str, ...]
    nodes: tuple[Node, ...]

    def below(self, parent: int | None) -> list[Node]:
        return [node for node in self.nodes if node.parent == parent]


def iso(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


# Words with whatever a shape must escape; no blanks at the ends, no runs of them, nothing that Markdown gives a meaning to.
_WORD = st.text(
    st.one_of(
        st.sampled_from("abcdefgXYZ0123&<>\"'/;:,.!?()“”’—é"), st.characters(categories=["Ll", "Lu", "Lo", "Sc", "So", "Nd"])
    ),
    min_size=1,
    max_size=8,
)
_SENTENCE = st.lists(_WORD, min_size=2, max_size=9).map(lambda words: "Say " + " ".join(words) + " end")
_PARAGRAPHS = st.lists(_SENTENCE, min_size=1, max_size=3).map(tuple)
_NAME = st.from_regex(r"[A-Za-z][a-z]{1,8}(?:_[a-z]{1,4})?", fullmatch=True)
_SECONDS = st.integers(1_200_000_000, 1_800_000_000)
_SCORE = st.integers(-99, 9999)


@st.composite
def trees(draw: st.DrawFn, most: int = 8) -> Tree:
    """Draw a post and up to `most` comments, numbered depth first."""
    size = draw(st.integers(0, most))
    parents: list[int | None] = [draw(st.sampled_from([None, *range(number)])) for number in range(size)]
    order: list[tuple[int, int | None]] = []

    def walk(old: int | None, new: int | None) -> None:
        for child in [number for number, parent in enumerate(parents) if parent == old]:
            order.append((len(order), new))
            walk(child, order[-1][0])

    walk(None, None)
    nodes = tuple(Node(number, parent, draw(_NAME), draw(_SECONDS), draw(_SCORE), draw(_PARAGRAPHS)) for number, parent in order)
    return Tree(draw(_SENTENCE), draw(_NAME), draw(_SECONDS), draw(_SCORE), draw(_PARAGRAPHS), nodes)


@dataclass(frozen=True)
class Shape:
    """How a site writes a tree, and which fields of a comment its reader can know."""

    name: str
    write: Callable[[Tree], list[tuple[str, str]]]
    fields: frozenset[str] = field(default=frozenset({"author", "date", "karma", "parent"}))


def _p(paragraphs: Sequence[str]) -> str:
    return "".join(f"<p>{html.escape(words)}</p>" for words in paragraphs)


def _one(name: str, text: str) -> list[tuple[str, str]]:
    return [(name, text)]


def _json(name: str, value: Any, ascii: bool = True) -> list[tuple[str, str]]:
    return _one(name, json.dumps(value, ensure_ascii=ascii))


def algolia(tree: Tree) -> list[tuple[str, str]]:
    def item(node: Node) -> dict[str, Any]:
        return {
            "id": 100 + node.number,
            "author": node.author,
            "text": _p(node.paragraphs),
            "created_at_i": node.seconds,
            "points": None,
            "story_id": 1,
            "children": [item(child) for child in tree.below(node.number)],
        }

    story = {"id": 1, "type": "story", "author": tree.author, "title": tree.title, "text": _p(tree.paragraphs)}
    story |= {"created_at_i": tree.seconds, "points": tree.score, "story_id": 1}
    return _json("item.json", story | {"children": [item(node) for node in tree.below(None)]})


def firebase(tree: Tree) -> list[tuple[str, str]]:
    story = {"id": 1, "type": "story", "by": tree.author, "title": tree.title, "text": _p(tree.paragraphs), "time": tree.seconds}
    items: list[dict[str, Any]] = [story | {"score": tree.score, "kids": [100 + node.number for node in tree.below(None)]}]
    for node in reversed(tree.nodes):
        parent = 1 if node.parent is None else 100 + node.parent
        kids = [100 + child.number for child in tree.below(node.number)]
        item = {"id": 100 + node.number, "type": "comment", "by": node.author, "text": _p(node.paragraphs), "time": node.seconds}
        items.append(item | {"parent": parent, "kids": kids})
    return _json("items.json", items, ascii=False)


def hackernews(tree: Tree) -> list[tuple[str, str]]:
    def depth(node: Node) -> int:
        return 0 if node.parent is None else 1 + depth(tree.nodes[node.parent])

    def age(seconds: int) -> str:
        return f'<span class="age" title="{iso(seconds)[:-1]} {seconds}"><a href="item">some time ago</a></span>'

    rows = "".join(
        f'<tr class="athing comtr" id="{100 + node.number}"><td><table><tr><td class="ind" indent="{depth(node)}">'
        f'<img src="s.gif" width="{40 * depth(node)}"></td><td class="default"><span class="comhead">'
        f'<a href="user" class="hnuser">{node.author}</a> {age(node.seconds)}</span>'
        f'<div class="comment"><div class="commtext c00">{_p(node.paragraphs)}</div>'
        '<div class="reply"><u><a href="reply">reply</a></u></div></div></td></tr></table></td></tr>'
        for node in tree.nodes
    )
    return _one(
        "item.html",
        "<html><head><title>x | Hacker News</title></head><body>"
        '<table class="fatitem"><tr class="athing" id="1"><td class="title">'
        f'<span class="titleline"><a href="item?id=1">{html.escape(tree.title)}</a></span></td></tr><tr><td class="subtext">'
        f'<span class="score">{tree.score} points</span> by <a class="hnuser">{tree.author}</a> {age(tree.seconds)}</td></tr>'
        f'<tr><td><div class="toptext">{_p(tree.paragraphs)}</div></td></tr></table><table class="comment-tree">{rows}</table>'
        "</body></html>",
    )


def substack(tree: Tree) -> list[tuple[str, str]]:
    def comment(node: Node) -> dict[str, Any]:
        children = [comment(child) for child in tree.below(node.number)]
        made = {"id": 100 + node.number, "body": "\n\n".join(node.paragraphs), "date": iso(node.seconds), "name": node.author}
        return made | {"user_id": 7, "children": children, "children_count": len(children), "ancestor_path": ""}

    post = {"title": tree.title, "body_html": _p(tree.paragraphs), "post_date": iso(tree.seconds)}
    post |= {"publishedBylines": [{"name": tree.author, "handle": "h"}], "comment_count": len(tree.nodes)}
    found = _json("post.json", post)
    return found + (_json("comments.json", {"comments": [comment(node) for node in tree.below(None)]}) if tree.nodes else [])


def discourse(tree: Tree) -> list[tuple[str, str]]:
    def post(id: int, number: int, author: str, seconds: int, paragraphs: Sequence[str], parent: int | None) -> dict[str, Any]:
        made = {"id": id, "post_number": number, "username": author, "name": "", "cooked": _p(paragraphs)}
        return made | {"created_at": iso(seconds), "reply_to_post_number": parent, "post_type": 1, "topic_id": 5}

    posts = [post(50, 1, tree.author, tree.seconds, tree.paragraphs, None)]
    for node in tree.nodes:
        parent = None if node.parent is None else node.parent + 2
        posts.append(post(100 + node.number, node.number + 2, node.author, node.seconds, node.paragraphs, parent))
    topic = {"id": 5, "title": tree.title, "posts_count": len(posts), "tags": []}
    return _json("topic.json", topic | {"post_stream": {"posts": posts, "stream": [one["id"] for one in posts]}})


def graphql(tree: Tree) -> list[tuple[str, str]]:
    def user(name: str) -> dict[str, str]:
        return {"_id": "u", "slug": name.lower(), "displayName": name}

    post = {"_id": "Pq2rS7tUv9wXyZaBc", "title": tree.title, "postedAt": iso(tree.seconds)[:-1] + ".123Z", "baseScore": tree.score}
    post |= {"user": user(tree.author), "contents": {"html": _p(tree.paragraphs)}, "commentCount": len(tree.nodes)}
    comments = [
        {
            "_id": f"k{node.number}",
            "parentCommentId": None if node.parent is None else f"k{node.parent}",
            "postedAt": iso(node.seconds)[:-1] + ".000Z",
            "baseScore": node.score,
            "user": user(node.author),
            "contents": {"html": _p(node.paragraphs)},
        }
        for node in tree.nodes
    ]
    return _json("answer.json", {"data": {"post": {"result": post}, "comments": {"results": comments}}})


def reddit(tree: Tree) -> list[tuple[str, str]]:
    def markdown(paragraphs: Sequence[str]) -> str:
        return html.escape("\n\n".join(guarded(escaped(words)) for words in paragraphs), quote=False)

    def listing(parent: int | None) -> Any:
        children = [{"kind": "t1", "data": comment(node)} for node in tree.below(parent)]
        return {"kind": "Listing", "data": {"children": children}} if children or parent is None else ""

    def comment(node: Node) -> dict[str, Any]:
        made = {"id": f"x{node.number}", "name": f"t1_x{node.number}", "author": node.author, "body": markdown(node.paragraphs)}
        above = "t3_p1" if node.parent is None else f"t1_x{node.parent}"
        times = {"created_utc": float(node.seconds), "edited": False}
        return made | times | {"score": node.score, "parent_id": above, "replies": listing(node.number)}

    post = {"id": "p1", "name": "t3_p1", "title": html.escape(tree.title, quote=False), "author": tree.author, "is_self": True}
    post |= {"created_utc": float(tree.seconds), "score": tree.score, "num_comments": len(tree.nodes), "subreddit": "lanes"}
    post["selftext"] = markdown(tree.paragraphs)
    return _json("thread.json", [{"kind": "Listing", "data": {"children": [{"kind": "t3", "data": post}]}}, listing(None)])


def lesswrong1(tree: Tree) -> list[tuple[str, str]]:
    def comment(node: Node) -> str:
        id = f"t1_x{node.number}"
        below = "".join(comment(child) for child in tree.below(node.number))
        return (
            f'<div id="thingrow_{id}" class="comment"><div id="entry_{id}" class="entry"><div id="display_{id}">'
            f'<div class="comment-meta clear"><span class="comment-author"><span class="author"><a id="author_{id}" '
            f'href="http://lesswrong.com/user/{node.author}/">{node.author}</a></span></span>'
            f'<span class="comment-date" time="{node.seconds}">some day</span>'
            f'<span class="votes" id="score_{id}" title="90% positive">{node.score} points</span></div>'
            f'<div id="body_{id}" class="comment-content"><div class="md">{_p(node.paragraphs)}</div></div>'
            f'<div class="comment-links"><ul><li>Reply</li></ul></div></div></div>'
            f'<div id="child_{id}" class="child">{below}</div><div class="clearleft"></div></div>'
        )

    rows = "".join(comment(node) for node in tree.below(None))
    return _one(
        "lw.html",
        f"<!DOCTYPE html><html><head><title>{html.escape(tree.title)} - Less Wrong</title></head><body>"
        f'<div id="thingrow_t3_p1" class="post"><div id="entry_t3_p1"><h1><a class="title" href="/lw/p1/x/">'
        f'{html.escape(tree.title)}</a></h1><div class="meta"><span class="votes" id="score_t3_p1">{tree.score}</span>'
        f'<span class="author"><a id="author_t3_p1" href="http://lesswrong.com/user/{tree.author}/">{tree.author}</a></span>'
        f'<span class="date">some day</span></div><div class="content"><div class="md"><div itemprop="description">'
        f"{_p(tree.paragraphs)}</div></div></div></div></div>"
        f'<div id="comments"><div id="siteTable_t3_p1" class="sitetable">{rows}</div></div></body></html>',
    )


_NO_VOTES = frozenset({"author", "date", "parent"})


def greaterwrong(tree: Tree) -> list[tuple[str, str]]:
    def meta(name: str, seconds: int, score: int) -> str:
        link = f'<a class="author" href="/users/x" data-userid="u">{html.escape(name)}</a>'
        number = f"{score:,}".replace("-", "\u2212")
        points = f'<div class="karma"><span class="karma-value">{number} points</span></div>'
        return f'{link}<a class="date" data-js-date="{seconds * 1000}">some day</a>{points}'

    def items(parent: int | None) -> str:
        rows = (
            f"""<li id="comment-x{node.number}" class="comment-item"><div class="comment"><div class="comment-meta">
            {meta(node.author, node.seconds, node.score)}</div><div class="body-text comment-body">{_p(node.paragraphs)}</div></div>
            {items(node.number)}</li>"""
            for node in tree.below(parent)
        )
        return f'<ul class="comment-thread">{"".join(rows)}</ul>'

    page = f"""<!DOCTYPE html><html><body><div id="content"><main class="post"><h1 class="post-title">{html.escape(tree.title)}</h1>
    <div class="post-meta">{meta(tree.author, tree.seconds, tree.score)}</div>
    <div class="body-text post-body">{_p(tree.paragraphs)}</div></main>{items(None)}</div></body></html>"""
    return _one("greaterwrong.html", page)


def blog(tree: Tree, comments: str = "") -> str:
    return f"""<!DOCTYPE html><html><head><link rel="stylesheet" href="/wp-content/x.css"></head><body>
    <article class="post-1 hentry" id="post-1"><h1 class="entry-title">{html.escape(tree.title)}</h1>
    <span class="author vcard"><a class="fn" href="/x">{html.escape(tree.author)}</a></span>
    <div class="entry-content">{_p(tree.paragraphs)}</div></article>{comments}</body></html>"""


def wordpress(tree: Tree) -> list[tuple[str, str]]:
    def items(parent: int | None, depth: int) -> str:
        return "".join(
            f'''<li id="comment-{node.number + 1}" class="comment depth-{depth}"><article class="comment-body">
            <b class="fn">{html.escape(node.author)}</b><time datetime="{node.date}">once</time>
            <div class="comment-content">{_p(node.paragraphs)}</div></article>
            <ol class="children">{items(node.number, depth + 1)}</ol></li>'''
            for node in tree.below(parent)
        )

    return _one("blog.html", blog(tree, f'<ol class="comment-list">{items(None, 1)}</ol>'))


def disqus(tree: Tree) -> list[tuple[str, str]]:
    posts = [
        {
            "id": str(node.number + 1),
            "parent": None if node.parent is None else node.parent + 1,
            "author": {"name": node.author, "username": "x"},
            "message": _p(node.paragraphs),
            "createdAt": node.date.removesuffix("Z"),
            "points": node.score,
        }
        for node in tree.nodes
    ]
    return _one("blog.html", blog(tree)) + _json("posts.json", {"cursor": {"hasNext": False}, "response": posts})


SHAPES = (
    Shape("hackernews-algolia", algolia, _NO_VOTES),
    Shape("hackernews-items", firebase, _NO_VOTES),
    Shape("hackernews-page", hackernews, _NO_VOTES),
    Shape("substack", substack, _NO_VOTES),
    Shape("discourse", discourse, _NO_VOTES),
    Shape("forummagnum-graphql", graphql),
    Shape("reddit", reddit),
    Shape("lesswrong1", lesswrong1),
    Shape("greaterwrong", greaterwrong),
    Shape("wordpress", wordpress, _NO_VOTES),
    Shape("disqus", disqus, frozenset({"author", "karma", "parent"})),
)


def documents(tree: Tree) -> Iterator[tuple[str, ...]]:
    """Yield the paragraphs of the post and of each comment."""
    yield tree.paragraphs
    yield from (node.paragraphs for node in tree.nodes)
