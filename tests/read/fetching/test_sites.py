"""Where each forum keeps a thread. The shapes are those of the forums, the words are made up."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.errors import ArgmapError
from argmap.read import read_all
from argmap.read.fetch._http import Answer, checked_url
from argmap.read.fetch._sites import by_hand, site_of
from tests.read.fetching.web import HTML, JSON, PAGE, FakeClock, Fetch, Reply, Server, Web, refused

ID = "aBcDeFgHiJkLmNoPq"
THREAD = {
    "data": {
        "post": {"result": {"_id": ID, "title": "Lanes", "contents": {"html": "<p>Paint is cheap."}}},
        "comments": {"results": [{"_id": "c1", "contents": {"html": "<p>Kerbs are not."}}]},
        "answers": {"results": []},
    }
}
LW = "https://www.lesswrong.com"


@pytest.mark.parametrize(
    "page",
    [
        f"https://www.lesswrong.com/posts/{ID}/lanes",
        f"https://lesswrong.com/posts/{ID}/lanes?commentId=c1",
        f"https://www.lesswrong.com/posts/{ID}/lanes/comment/c1",
        f"https://www.alignmentforum.org/posts/{ID}/lanes#c1",
        f"http://www.lesswrong.com/events/{ID}/lanes",
    ],
)
def test_lesswrong_gives_post_comments_and_answers_in_one_request(web: Web, page: str) -> None:
    web.add(f"{LW}/graphql", THREAD)
    assert web.fetch(page) == [("lanes.json", json.dumps(THREAD).encode())]
    (request,) = web.asked
    assert request.method == "POST"
    query = json.loads(request.body)["query"]
    assert query.count(f'"{ID}"') == 3
    assert {"postCommentsTop", "answersAndReplies", "extendedScore", "parentCommentId"} <= set(re.findall(r"\w+", query))
    assert query.count("{") == query.count("}")


def test_a_post_of_a_sequence(web: Web) -> None:
    web.add(f"{LW}/graphql", THREAD)
    assert web.fetch(f"{LW}/s/oNcLrSZvpx9w9ieZj/p/{ID}")[0][0] == f"{ID}.json"


def test_the_older_form_where_the_current_one_is_not_understood(web: Web) -> None:
    errors = Answer(LW, 400, JSON, b'{"errors": [{"message": "Unknown argument \\"selector\\""}]}')
    web.pages[f"{LW}/graphql"] = [errors, Answer(LW, 200, JSON, json.dumps(THREAD).encode())]
    assert web.fetch(f"{LW}/posts/{ID}/lanes")[0][0] == "lanes.json"
    assert [b"input: {terms" in request.body for request in web.asked] == [False, True]


def test_markdown_where_graphql_is_refused(web: Web) -> None:
    web.add(f"{LW}/graphql", b"no", HTML, 403)
    web.add(f"{LW}/api/post/{ID}", b"# Lanes", {"content-type": "text/markdown"})
    web.add(f"{LW}/api/post/{ID}/comments?limit=2000", b"### Comment by [Ben](/users/ben)", {"content-type": "text/markdown"})
    assert web.fetch(f"{LW}/posts/{ID}/lanes") == [
        ("lanes.md", b"# Lanes"),
        ("lanes.comments.md", b"### Comment by [Ben](/users/ben)"),
    ]


def test_markdown_where_robots_keeps_graphql_to_itself(web: Web, time_: FakeClock) -> None:
    web.add(f"{LW}/robots.txt", b"User-agent: *\nDisallow: /graphql\nCrawl-Delay: 3\n", {"content-type": "text/plain"})
    web.add(f"{LW}/api/post/{ID}", b"# Lanes", {"content-type": "text/markdown"})
    web.add(f"{LW}/api/post/{ID}/comments?limit=2000", b"none", {"content-type": "text/markdown"})
    assert [name for name, _ in web.fetch(f"{LW}/posts/{ID}/lanes")] == ["lanes.md", "lanes.comments.md"]
    assert not any("graphql" in url for url in web.urls)


def test_a_checkpoint_is_not_gone_round(web: Web) -> None:
    web.add(f"{LW}/graphql", b"", {"x-vercel-mitigated": "challenge"}, 429)
    with refused("site-challenge", "Vercel", "www.greaterwrong.com"):
        web.fetch(f"{LW}/posts/{ID}/lanes")
    assert len(web.asked) == 1


def test_a_post_that_does_not_exist(web: Web) -> None:
    web.add(f"{LW}/graphql", {"data": {"post": None, "comments": None}})
    with refused("site-refused", "404"):
        web.fetch(f"{LW}/posts/{ID}/lanes")


def test_the_ea_forum_is_asked_at_its_mirror_for_programs(web: Web) -> None:
    web.add("https://forum-bots.effectivealtruism.org/graphql", THREAD)
    assert web.fetch(f"https://forum.effectivealtruism.org/posts/{ID}/lanes")[0][0] == "lanes.json"


def test_greaterwrong_is_its_page(web: Web) -> None:
    url = f"https://www.greaterwrong.com/posts/{ID}/lanes"
    web.add(url, PAGE, HTML)
    assert web.fetch(url) == [("lanes.html", PAGE)]


def test_hacker_news_comes_from_algolia_and_is_read(web: Web) -> None:
    item = {
        "id": 7, "created_at_i": 1, "story_id": 7, "author": "ann", "title": "Lanes", "text": "<p>Paint is cheap.", "points": 3,
        "children": [
            {"id": 8, "created_at_i": 2, "story_id": 7, "author": "ben", "text": "Kerbs are not.", "parent_id": 7, "children": []}
        ],
    }  # fmt: skip
    web.add("https://hn.algolia.com/api/v1/items/7", item)
    files = web.fetch("https://news.ycombinator.com/item?id=7#8")
    thread = read_all(files)
    assert (thread.title, [comment.author for comment in thread.comments]) == ("Lanes", ["ben"])


@pytest.mark.parametrize(
    "page", ["www.reddit.com/r/bikes/comments/ab1/lanes/", "old.reddit.com/r/bikes/comments/ab1", "redd.it/ab1"]
)
def test_reddit_is_its_json(web: Web, page: str) -> None:
    web.add("https://www.reddit.com/comments/ab1.json?limit=500", [{}, {}])
    assert web.fetch(f"https://{page}") == [("reddit-ab1.json", b"[{}, {}]")]


def test_reddit_refuses_and_the_way_by_hand_is_said(web: Web) -> None:
    web.add("https://www.reddit.com/comments/ab1.json?limit=500", b"no", HTML, 403)
    with refused(
        "site-refused", "since May 2026", "https://www.reddit.com/comments/ab1.json", "logged in", "argmap ingest THREAD.json"
    ):
        web.fetch("https://www.reddit.com/r/bikes/comments/ab1/lanes/")


def test_discourse_in_batches(get: Fetch, server: Server) -> None:
    ids = list(range(1, 48))
    topic = {"title": "Lanes", "post_stream": {"posts": [{"id": id} for id in ids[:20]], "stream": ids}}
    server.routes["/forum/t/7.json"] = (200, JSON, json.dumps(topic).encode())
    for batch in (ids[20:40], ids[40:]):
        query = "&".join(f"post_ids[]={id}" for id in batch)
        posts = json.dumps({"post_stream": {"posts": [{"id": id} for id in batch]}}).encode()
        server.routes[f"/forum/t/7/posts.json?{query}"] = (200, JSON, posts)
    files = get("/forum/t/bike-lanes/7/31?page=2")
    assert [name for name, _ in files] == ["bike-lanes-7.json", "bike-lanes-7.posts-1.json", "bike-lanes-7.posts-2.json"]
    assert [post["id"] for _, data in files for post in json.loads(data)["post_stream"]["posts"]] == ids


@pytest.mark.parametrize(
    "other",
    [(404, HTML, b"no"), (200, HTML, PAGE), (200, JSON, b"{}"), (200, JSON, b"[" * 100_000), (200, JSON, b'{"post_stream": [1]}'),
     (200, JSON, b'{"post_stream": {"posts": [[]]}}')],
)  # fmt: skip
@pytest.mark.parametrize(("page", "json_at"), [("/t/lanes/7", "/t/7.json"), ("/p/lanes", "/api/v1/posts/lanes")])
def test_what_only_looks_like_a_forum_is_a_page(get: Fetch, server: Server, page: str, json_at: str, other: Reply) -> None:
    server.routes[json_at] = other
    server.routes[page] = (200, HTML, PAGE)
    assert get(page) == [(f"{page.rpartition('/')[2]}.html", PAGE)]


def test_a_forum_that_wants_no_programs_is_not_asked_for_its_page(get: Fetch, server: Server) -> None:
    server.routes["/t/7.json"] = (403, HTML, b"<title>Just a moment...</title>")
    with refused("site-challenge"):
        get("/t/lanes/7")
    assert server.asked == ["/t/7.json"]


@pytest.mark.parametrize(
    "page",
    [
        "https://lanes.substack.com/p/paint",
        "https://lanes.substack.com/p/paint/comments",
        "https://open.substack.com/pub/lanes/p/paint?r=1",
    ],
)
def test_substack_is_post_and_comments(web: Web, page: str) -> None:
    web.add("https://lanes.substack.com/api/v1/posts/paint", {"id": 5, "body_html": "<p>Paint is cheap."})
    web.add("https://lanes.substack.com/api/v1/post/5/comments?all_comments=true", {"comments": []})
    assert [name for name, _ in web.fetch(page)] == ["paint.json", "paint.comments.json"]


def test_github_in_pages(web: Web) -> None:
    api = "https://api.github.com/repos/ann/lanes/issues/7"
    web.add(api, {"number": 7, "comments": 101})
    web.add(f"{api}/comments?per_page=100&page=1", [{}] * 100)
    web.add(f"{api}/comments?per_page=100&page=2", [{}])
    files = web.fetch("https://github.com/ann/lanes/issues/7#issuecomment-1")
    assert [name for name, _ in files] == ["lanes-7.json", "lanes-7.comments-1.json", "lanes-7.comments-2.json"]


def test_github_without_comments_is_one_request(web: Web) -> None:
    web.add("https://api.github.com/repos/ann/lanes/issues/7", {"number": 7, "comments": 0})
    assert len(web.fetch("https://github.com/ann/lanes/pull/7")) == 1


def test_githubs_rate_limit_is_waited_for(web: Web, time_: FakeClock) -> None:
    api = "https://api.github.com/repos/ann/lanes/issues/7"
    limited = {**JSON, "x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(time_.time) + 40)}
    web.pages[api] = [Answer(api, 403, limited, b"{}"), Answer(api, 200, JSON, b'{"comments": 0}')]
    web.fetch("https://github.com/ann/lanes/issues/7")
    assert time_.slept == [3, 37]  # 40 seconds after the first request


def test_githubs_rate_limit_far_away_is_an_error(web: Web, time_: FakeClock) -> None:
    limited = {**JSON, "x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(time_.time) + 3000)}
    web.add("https://api.github.com/repos/ann/lanes/issues/7", b"{}", limited, 403)
    with refused("too-many-requests", "2997 s"):
        web.fetch("https://github.com/ann/lanes/issues/7")


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://stackoverflow.com/questions/5/lanes", "page"),
        ("https://github.com/ann/lanes/discussions/5", "page"),
        ("https://www.lesswrong.com/tag/lanes", "page"),
        ("https://evil.example/https://www.lesswrong.com/posts/aBcDeFgHiJkLmNoPq/x", "page"),
        ("https://lesswrong.com.evil.example/posts/aBcDeFgHiJkLmNoPq/x", "page"),
        ("https://www.lesswrong.com:443/posts/aBcDeFgHiJkLmNoPq/x", "lesswrong"),
        ("HTTPS://News.YCombinator.com/item?id=5", "hackernews"),
        ("https://a.example/t/5", "discourse"),
        ("https://a.example/t/2024/5", "discourse"),
        ("https://a.example/talk/t", "page"),
    ],
)
def test_which_site_an_address_is_of(url: str, name: str) -> None:
    assert site_of(checked_url(url))[0].name == name


@given(st.text())
def test_any_address_is_refused_or_understood(text: str) -> None:
    for url in (text, f"https://{text}", f"https://a.example/{text}"):
        try:
            checked = checked_url(url)
        except ArgmapError:
            continue
        assert checked.isascii()
        assert checked_url(checked) == checked
        site, page = site_of(checked)
        assert checked in by_hand(site, page) or site.name == "reddit"
