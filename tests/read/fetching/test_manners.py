"""Pauses, robots.txt, Retry-After and the cache."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.read.fetch import cache_folder
from argmap.read.fetch._cache import Cache
from argmap.read.fetch._http import Answer, Request
from argmap.read.fetch._judge import wait_asked
from argmap.read.fetch._robots import parse_robots
from tests.read.fetching.web import HTML, PAGE, FakeClock, Fetch, Server, Web, refused


def test_three_seconds_between_requests(get: Fetch, server: Server, time_: FakeClock) -> None:
    server.routes["/a"] = (302, {"Location": "/b"}, b"")
    server.routes["/b"] = (200, HTML, PAGE)
    get("/a")
    assert time_.slept == [3, 3]  # robots.txt, the redirect, the page


def test_a_slow_answer_counts_from_its_end(web: Web, time_: FakeClock) -> None:
    web.add("https://a.example/", PAGE, HTML)
    real = web.send

    def slow(request: Request) -> Answer:
        time_.time += 10
        return real(request)

    web.send = slow  # type: ignore[method-assign]
    web.fetch("https://a.example/")
    assert time_.slept == [3]


def test_a_crawl_delay_is_kept(get: Fetch, server: Server, time_: FakeClock) -> None:
    server.routes["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nCrawl-delay: 30\n")
    server.routes["/"] = (200, HTML, PAGE)
    get("/")
    assert time_.slept == [30]


def test_a_delay_beyond_patience_is_an_error(get: Fetch, server: Server, time_: FakeClock) -> None:
    server.routes["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nCrawl-delay: 3600\n")
    with refused("too-many-requests", "3600 s", "Save it by hand"):
        get("/")
    assert time_.slept == []


def test_robots_says_no(get: Fetch, server: Server) -> None:
    server.routes["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: argmap\nDisallow: /private/\n")
    server.routes["/private/lanes"] = (200, HTML, PAGE)
    with refused("robots-disallow", "robots.txt", "/private/lanes", "Ctrl-S", "argmap ingest"):
        get("/private/lanes")
    assert server.asked == ["/robots.txt"]


def test_robots_that_cannot_be_had_forbids_all(get: Fetch, server: Server) -> None:
    server.routes["/robots.txt"] = (500, {}, b"")
    with refused("robots-disallow", "could not be had"):
        get("/")


def test_a_redirect_to_what_robots_forbids(get: Fetch, server: Server) -> None:
    server.routes["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /b\n")
    server.routes["/a"] = (302, {"Location": "/b"}, b"")
    with refused("robots-disallow"):
        get("/a")
    assert server.asked == ["/robots.txt", "/a"]


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow: /\nUser-agent: ArgMap\nAllow: /", "/a", True),
        ("User-agent: a\nUser-agent: *\nDisallow: /a # words", "/a/b", False),
        ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*/raw$", "/x/y/raw", False),
        ("User-agent: *\nDisallow: /*/raw$", "/x/raw?a", True),
        ("User-agent: *\nDisallow: /*?*sort=", "/a?b&sort=top", False),
        ("User-agent: *\nDisallow: /a*a$", "/a", True),
        ("User-agent: *\nDisallow: /ä", "/%C3%A4", False),
        ("\ufeffUSER-AGENT : *\nDISALLOW : /a", "/a", False),
        ("Disallow: /a", "/a", True),
        ("<html>not found</html>", "/a", True),
    ],
)
def test_rules_of_robots(text: str, path: str, allowed: bool) -> None:
    assert parse_robots(text).allows(path) is allowed


@given(st.text("ab*$/", max_size=8), st.text("ab/", max_size=8))
def test_patterns_mean_what_the_rfc_says(pattern: str, path: str) -> None:
    meant = "".join(".*" if char == "*" else re.escape(char) for char in pattern.removesuffix("$"))
    fits = re.match(meant + ("$" if pattern.endswith("$") else ""), "/" + path) is not None
    assert parse_robots(f"User-agent: *\nDisallow: {pattern}").allows("/" + path) is not (fits and pattern != "")


@pytest.mark.parametrize("delay", ["nan", "inf", "-5", "1e9", "x", ""])
def test_no_delay_but_a_number(delay: str) -> None:
    assert parse_robots(f"User-agent: *\nCrawl-delay: {delay}").delay == 0


def test_retry_after_is_kept_once(get: Fetch, server: Server, time_: FakeClock) -> None:
    server.routes["/"] = [(429, {**HTML, "Retry-After": "20"}, b"slow down"), (200, HTML, PAGE)]
    assert get("/")[0][1] == PAGE
    assert time_.slept == [3, 20]


def test_retry_after_is_not_kept_twice(get: Fetch, server: Server, time_: FakeClock) -> None:
    server.routes["/"] = (429, {**HTML, "Retry-After": "20"}, b"slow down")
    with refused("too-many-requests", "Save it by hand"):
        get("/")
    assert server.asked == ["/", "/"]


def test_a_long_retry_after_is_an_error(get: Fetch, server: Server, time_: FakeClock) -> None:
    server.routes["/"] = (503, {**HTML, "Retry-After": "600"}, b"slow down")
    with refused("too-many-requests", "600 s"):
        get("/")
    assert server.asked == ["/"]


@pytest.mark.parametrize("stated", ["soon", "-1", "Mon, 99 Foo", "9" * 400])
def test_a_strange_retry_after_is_none(stated: str) -> None:
    assert wait_asked(Answer("https://a.example/", 429, {"retry-after": stated}), 0) is None


def test_a_second_time_nothing_is_asked(get: Fetch, server: Server, time_: FakeClock) -> None:
    server.routes["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nAllow: /")
    server.routes["/"] = (200, HTML, PAGE)
    first = get("/")
    time_.time += 86000
    assert get("/") == first
    assert server.asked == ["/robots.txt", "/"]
    time_.time += 1000
    get("/")
    assert server.asked == ["/robots.txt", "/"] * 2


def test_a_refusal_is_not_kept(get: Fetch, server: Server) -> None:
    server.routes["/"] = [(404, HTML, b"no"), (200, HTML, PAGE)]
    with refused("site-refused"):
        get("/")
    assert get("/")[0][1] == PAGE


def test_what_was_allowed_once_is_not_allowed_for_good(get: Fetch, server: Server) -> None:
    server.routes["/"] = (200, HTML, PAGE)
    get("/")
    with refused("local-address"):
        get("/", allow_local=False)


def test_a_folder_that_cannot_be_written_to_is_no_matter(get: Fetch, server: Server, tmp_path: Path) -> None:
    server.routes["/"] = (200, HTML, PAGE)
    (tmp_path / "file").write_text("in the way")
    assert get("/", cache=tmp_path / "file")[0][1] == PAGE


@given(st.binary(max_size=60), st.data())
def test_a_damaged_entry_is_no_entry(tmp_path_factory: pytest.TempPathFactory, body: bytes, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("cache")
    cache, request = Cache(folder), Request("https://a.example/", b"{}")
    answer = Answer("https://a.example/b", 200, dict(HTML), body)
    cache.put(request, answer, 5)
    assert cache.get(request, 6) == answer
    assert cache.get(Request("https://a.example/"), 6) is None
    (file,) = folder.iterdir()
    kept = file.read_bytes()
    at = data.draw(st.integers(0, len(kept) - 1))
    file.write_bytes(data.draw(st.sampled_from([kept[:at], kept[:at] + bytes([kept[at] ^ 1]) + kept[at + 1 :], kept[at + 1 :]])))
    assert cache.get(request, 6) is None


def test_where_the_cache_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "argmap"
    monkeypatch.setenv("XDG_CACHE_HOME", "not/absolute")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache_folder() == tmp_path / ".cache" / "argmap"


def test_an_entry_of_tomorrow_is_no_entry(tmp_path: Path) -> None:
    cache, request = Cache(tmp_path), Request("https://a.example/")
    cache.put(request, Answer("https://a.example/", 200), 50)
    assert cache.get(request, 49) is None


def test_what_was_not_asked_for_is_not_kept(web: Web) -> None:
    web.add("https://api.github.com/repos/ann/lanes/issues/7", {"message": "busy"})
    with refused("bad-answer", "'comments'"):
        web.fetch("https://github.com/ann/lanes/issues/7")
    web.add("https://api.github.com/repos/ann/lanes/issues/7", {"comments": 0})
    assert len(web.fetch("https://github.com/ann/lanes/issues/7")) == 1


@pytest.mark.parametrize(("status", "method"), [(301, "GET"), (302, "GET"), (303, "GET"), (307, "POST"), (308, "POST")])
def test_a_redirect_keeps_a_body_only_where_it_says_so(web: Web, status: int, method: str) -> None:
    web.add("https://a.example/", b"", {"location": "https://b.example/"}, status)
    web.add("https://b.example/", PAGE, HTML)
    web.client().get(Request("https://a.example/", b"{}"))
    assert [request.method for request in web.asked] == ["POST", method]
