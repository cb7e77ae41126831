"""Every shape in which a site writes a thread, with what of a tree of comments it can hold and its reader can know."""

from __future__ import annotations

import quopri
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from argmap.markup import strip, thread_text
from argmap.read import read_all
from tests.read import shapes_html as pages
from tests.read import shapes_json as data
from tests.read.shapes_json import Files, one
from tests.read.shapes_tree import ALL, PLAIN, Tree, draw_tree
from tests.read.test_epub import book, package
from tests.read.test_mhtml import single_file

__all__ = ["SHAPES", "Shape"]

_NAMED = frozenset({"author", "date"})
_NO_VOTES = _NAMED | {"parent"}
_EVERY = _NO_VOTES | {"karma"}


@dataclass(frozen=True)
class Shape:
    """How a site writes a tree, which fields of a comment its reader can know, and what trees it can hold.

    Those nest no deeper than `deepest`, have the words in `holds`, and no fewer comments than `least`.
    """

    name: str
    write: Callable[[Tree], Files]
    fields: frozenset[str] = _EVERY
    deepest: int | None = None
    holds: frozenset[str] = ALL
    least: int = 0

    def draw(self, random: Random, most: int, rich: bool) -> Tree:
        """Draw a tree that it can hold, with whatever words it can or with plain ones."""
        return draw_tree(random, most, self.deepest, self.holds if rich else PLAIN, self.least)


def _epub(tree: Tree) -> Files:
    return [("lanes.epub", book({"OEBPS/a.html": pages.section(tree)}, package("a.html")))]


def _mhtml(tree: Tree) -> Files:
    page = quopri.encodestring(pages.greaterwrong(tree)[0][1])
    return [("lanes.mhtml", single_file(page, b"Content-Transfer-Encoding: quoted-printable"))]


def _annotated(tree: Tree) -> Files:
    return one("lanes.md", strip(thread_text(read_all(data.graphql(tree)))))


_HN = frozenset({"link", "emphasis", "fence"})
_REDDIT = ALL - {"note"}

SHAPES = (
    Shape("hackernews-algolia", data.algolia, _NO_VOTES, holds=_HN),
    Shape("hackernews-items", data.firebase, _NO_VOTES, holds=_HN),
    Shape("hackernews-page", pages.hackernews, _NO_VOTES, holds=_HN),
    Shape("substack", data.substack, _NO_VOTES, holds=frozenset({"quote"})),
    Shape("substack-page", pages.substack_page, _NO_VOTES),
    Shape("discourse", data.discourse, _NO_VOTES),
    Shape("discourse-page", pages.discourse_page, _NAMED),
    Shape("forummagnum-graphql", data.graphql),
    Shape("forummagnum-page", pages.forummagnum),
    Shape("forummagnum-markdown", data.offered),
    Shape("forummagnum-clipped", data.clipped, least=1),
    Shape("reddit", data.reddit, holds=_REDDIT),
    Shape("reddit-old", pages.old_reddit, holds=_REDDIT),
    Shape("reddit-shreddit", pages.shreddit, holds=_REDDIT),
    Shape("reddit-react", pages.reddit_react, holds=PLAIN),
    Shape("stackexchange", data.stackexchange, deepest=2),
    Shape("stackexchange-page", pages.stackexchange_page, deepest=2),
    Shape("github", data.github, _NO_VOTES, deepest=1),
    Shape("github-discussion", data.discussion, deepest=2),
    Shape("github-page", pages.github_page, _NO_VOTES, deepest=1),
    Shape("lesswrong1", pages.lesswrong1),
    Shape("lesswrong1-book", lambda tree: one("section.html", pages.section(tree)), _NAMED | {"karma"}),
    Shape("epub", _epub, _NAMED | {"karma"}, least=1),
    Shape("greaterwrong", pages.greaterwrong),
    Shape("mhtml", _mhtml),
    Shape("issarice", pages.issarice, _NO_VOTES),
    Shape("wordpress", pages.wordpress, _NO_VOTES),
    Shape("disqus", lambda tree: pages.blog(tree) + data.disqus_posts(tree), frozenset({"author", "karma", "parent"})),
    Shape("disqus-export", lambda tree: pages.blog(tree) + data.disqus_export(tree), _NO_VOTES),
    Shape("markdown", _annotated),
)
