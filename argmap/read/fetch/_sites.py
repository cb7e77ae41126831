"""Where each forum keeps a thread: from the address of its page to the files that hold post and comments.

A plan is a function of the page's address, taken apart, and of `get`, which fetches. It knows nothing of waiting, caches and
robots.txt, and looks into an answer only for what to fetch next: the rest is the readers' job.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeVar
from urllib.parse import urlsplit

from argmap.errors import ArgmapError, error
from argmap.read.fetch._forummagnum import forum_magnum
from argmap.read.fetch._http import KINDS, Answer, Get, Request, host_of, stem_of

__all__ = ["SITES", "Files", "Site", "by_hand", "site_of"]

Files = list[tuple[str, bytes]]
T = TypeVar("T")

_JSON = "application/json"
_DISCOURSE_BATCH = 20
"""Posts that Discourse's own pages ask for at once."""
_GITHUB_PAGE = 100
_MISSING = {"site-refused", "wrong-content", "bad-answer", "robots-disallow"}
"""Errors that say that this address has no such thing, not that the site wants to be left alone."""

_BY_HAND = (
    "Save it by hand: open {url} in a browser, expand all comments, press Ctrl-S, choose 'Web page, HTML only', "
    "and run: argmap ingest PAGE.html"
)
_GREATERWRONG = (
    "Save it by hand: open {url} in a browser, or the same path on {mirror}, where every comment is in the page itself; "
    "press Ctrl-S, choose 'Web page, HTML only', and run: argmap ingest PAGE.html"
)
_REDDIT = (
    "Reddit has refused programs without a key since May 2026. Save it by hand: open https://www.reddit.com/comments/{id}.json "
    "in a browser where you are logged in, press Ctrl-S, and run: argmap ingest THREAD.json"
)


class Site(NamedTuple):
    """A kind of page: which addresses it has, where its thread is, and how to save it by hand."""

    name: str
    address: re.Pattern[str]
    plan: Callable[[re.Match[str], Get], Files]
    how: str


def _lesswrong(page: re.Match[str], get: Get) -> Files:
    # The Alignment Forum shows a subset of LessWrong's comments on the same post.
    return forum_magnum("https://www.lesswrong.com", page["id"], page["slug"], get)


def _ea_forum(page: re.Match[str], get: Get) -> Files:
    # The forum sends programs to this mirror of its own.
    return forum_magnum("https://forum-bots.effectivealtruism.org", page["id"], page["slug"], get)


def _hacker_news(page: re.Match[str], get: Get) -> Files:
    item = f"https://hn.algolia.com/api/v1/items/{page['id']}"
    answer = get(Request(item, accept=_JSON, check=lambda answer: _field(answer, "children", list)))
    return [(f"hackernews-{page['id']}.json", answer.body)]


def _reddit(page: re.Match[str], get: Get) -> Files:
    answer = get(Request(f"https://www.reddit.com/comments/{page['id']}.json?limit=500", accept=_JSON))
    return [(f"reddit-{page['id']}.json", answer.body)]


def _github(page: re.Match[str], get: Get) -> Files:
    api = f"https://api.github.com/repos/{page['repository']}/issues/{page['number']}"
    name = f"{page['repository'].partition('/')[2]}-{page['number']}"
    answer = get(Request(api, accept=_JSON, check=lambda answer: _number(answer, "comments")))
    count = _number(answer, "comments")
    files = [(f"{name}.json", answer.body)]
    for number in range(1, -(-count // _GITHUB_PAGE) + 1):
        comments = get(Request(f"{api}/comments?per_page={_GITHUB_PAGE}&page={number}", accept=_JSON))
        files.append((f"{name}.comments-{number}.json", comments.body))
    return files


def _discourse(page: re.Match[str], get: Get) -> Files:
    """Fetch a topic, and in batches the posts that are not in its first answer."""
    topic = f"{page['base']}/t/{page['id']}"
    name = f"{stem_of(page['slug'] or 'topic')}-{page['id']}"
    try:
        answer = get(Request(f"{topic}.json", accept=_JSON, check=_missing_posts))
    except ArgmapError as problem:
        return _page_instead(problem, page, get)
    files = [(f"{name}.json", answer.body)]
    for batch in _batches(_missing_posts(answer), _DISCOURSE_BATCH):
        query = "&".join(f"post_ids[]={id}" for id in batch)
        more = get(Request(f"{topic}/posts.json?{query}", accept=_JSON, check=_missing_posts))
        files.append((f"{name}.posts-{len(files)}.json", more.body))
    return files


def _substack(page: re.Match[str], get: Get) -> Files:
    base = f"https://{page['publication']}.substack.com" if page["publication"] else page["base"]
    try:
        post = get(Request(f"{base}/api/v1/posts/{page['slug']}", accept=_JSON, check=lambda answer: _number(answer, "id")))
    except ArgmapError as problem:
        return _page_instead(problem, page, get)
    id = _number(post, "id")
    all_of_them = f"{base}/api/v1/post/{id}/comments?all_comments=true"
    comments = get(Request(all_of_them, accept=_JSON, check=lambda answer: _field(answer, "comments", list)))
    return [(f"{page['slug']}.json", post.body), (f"{page['slug']}.comments.json", comments.body)]


def _page(page: re.Match[str], get: Get) -> Files:
    answer = get(Request(page.string))
    path = urlsplit(page.string).path.rstrip("/")
    stem = path.rpartition("/")[2].rpartition(".")[0] or path.rpartition("/")[2] or host_of(page.string)
    return [(f"{stem_of(stem)}.{KINDS.get(answer.type, 'html')}", _in_utf8(answer))]


def _page_instead(problem: ArgmapError, page: re.Match[str], get: Get) -> Files:
    """Fetch the page itself where its address only looked like that of a forum; a site that wants no programs is left alone."""
    if problem.id not in _MISSING:
        raise problem
    return _page(page, get)


_ID = r"(?P<id>[A-Za-z0-9]{15,20})"
_POST = rf"/(?:(?:posts|events)|(?:s|g)/[^/?]+/p)/{_ID}(?:/(?P<slug>[\w.~%-]+))?(?:[/?].*)?"
_HTTP = r"https?://(?:www\.)?"

SITES = (
    Site(
        "lesswrong",
        re.compile(rf"{_HTTP}(?:lesswrong\.com|alignmentforum\.org){_POST}"),
        _lesswrong,
        _GREATERWRONG.replace("{mirror}", "www.greaterwrong.com"),
    ),
    Site(
        "ea-forum",
        re.compile(rf"https?://forum(?:-bots)?\.effectivealtruism\.org{_POST}"),
        _ea_forum,
        _GREATERWRONG.replace("{mirror}", "ea.greaterwrong.com"),
    ),
    Site("hackernews", re.compile(r"https?://news\.ycombinator\.com/item\?(?:.*&)?id=(?P<id>\d+)(?:&.*)?"), _hacker_news, _BY_HAND),
    Site(
        "reddit",
        re.compile(r"https?://(?:(?:\w+\.)?reddit\.com(?:/r/\w+|/user/[\w-]+)?/comments|redd\.it)/(?P<id>[a-z0-9]+)(?:[/?.].*)?"),
        _reddit,
        _REDDIT,
    ),
    Site(
        "github",
        re.compile(rf"{_HTTP}github\.com/(?P<repository>[\w.-]+/[\w.-]+)/(?:issues|pull)/(?P<number>\d+)(?:[/?].*)?"),
        _github,
        _BY_HAND,
    ),
    Site(
        "substack",
        re.compile(
            r"(?P<base>https?://(?:open\.substack\.com/pub/(?P<publication>[\w-]+)|[^/]+))/p/(?P<slug>[\w-]+)(?:[/?].*)?",
        ),
        _substack,
        _BY_HAND,
    ),
    Site(
        "discourse",
        re.compile(r"(?P<base>https?://[^?]+?)/t/(?:(?P<slug>[^/?]*[^\d/?][^/?]*)/)?(?P<id>\d+)(?:/\d+)?/?(?:\?.*)?"),
        _discourse,
        _BY_HAND,
    ),
    Site("page", re.compile(r".*"), _page, _BY_HAND),
)
"""All kinds of pages, the first whose address fits first. Where software runs on any host, its plan tries and falls back."""


def site_of(url: str) -> tuple[Site, re.Match[str]]:
    """Return the kind of page that a checked URL is the address of, and the address taken apart.

    >>> site_of("https://news.ycombinator.com/item?id=1")[0].name, site_of("https://a.example/t/lanes/7")[0].name
    ('hackernews', 'discourse')
    """
    found = ((site, site.address.fullmatch(url)) for site in SITES)
    return next((site, page) for site, page in found if page)


def by_hand(site: Site, page: re.Match[str]) -> str:
    """Return how to save a page by hand, in words."""
    return site.how.format(**{**page.groupdict(), "url": page.string})


def _missing_posts(answer: Answer) -> list[int]:
    """Return the ids of a Discourse topic's posts that are not in its answer; raises ArgmapError for what is no topic."""
    stream = _field(answer, "post_stream", dict)
    try:
        there = {post["id"] for post in stream["posts"]}
        return [int(id) for id in stream.get("stream", ()) if id not in there]
    except (LookupError, TypeError, ValueError):
        raise error("bad-answer", host=host_of(answer.url), reason="its posts are not as Discourse has them") from None


def _number(answer: Answer, key: str) -> int:
    return _field(answer, key, int)


def _field(answer: Answer, key: str, type: type[T]) -> T:
    """Return what an answer that is a JSON object has for `key`; raises ArgmapError where that is no `type`."""
    try:
        found = json.loads(answer.body)[key]
    except (ValueError, LookupError, TypeError, RecursionError):
        found = None
    if not isinstance(found, type):
        raise error("bad-answer", host=host_of(answer.url), reason=f"it is no JSON with a right '{key}' in it")
    return found


def _batches(ids: list[int], size: int) -> Iterator[list[int]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


_STATED = re.compile(r"charset\s*=\s*[\"']?(?P<name>[\w-]+)")
# What pages are still written in. Other names of Python's are no encodings of text, or slow on hostile bytes.
_ENCODINGS = re.compile(
    r"utf-16(?:le|be)?|iso-8859-(?:[2-9]|1[0-6])|windows-125[0-8]|koi8-[ru]|shift_jis|euc-(?:jp|kr)|gb(?:k|2312|18030)|big5"
)


def _in_utf8(answer: Answer) -> bytes:
    """Return the body; in UTF-8 if only the server says what it is written in, since a file does not keep that."""
    stated = _STATED.search(answer.headers.get("content-type", "").lower())
    if not stated or not _ENCODINGS.fullmatch(stated["name"]) or answer.type == "application/pdf":
        return answer.body
    try:
        return answer.body.decode(stated["name"]).encode()
    except UnicodeError:
        return answer.body
