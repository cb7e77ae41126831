"""Sites that want to see a browser."""

from __future__ import annotations

import pytest

from argmap.read.fetch._http import Answer
from argmap.read.fetch._judge import challenge_of
from tests.read.fetching.web import HTML, Fetch, Server, refused


@pytest.mark.parametrize(
    ("status", "headers", "body", "name"),
    [
        (403, {}, b"<title>Just a moment...</title>", "a Cloudflare check"),
        (403, {}, b"<html><script>window._cf_chl_opt = {}</script>", "a Cloudflare check"),
        (503, {"cf-mitigated": "challenge"}, b"", "a Cloudflare check"),
        (429, {"x-vercel-mitigated": "challenge"}, b"", "a Vercel Security Checkpoint"),
        (429, {}, b"<html><title>Vercel Security Checkpoint</title>", "a Vercel Security Checkpoint"),
        (403, {}, b"<p>Solve this CAPTCHA to go on", "a captcha"),
        (200, {}, b"<title>Attention Required! | Cloudflare</title>", "a Cloudflare check"),
        (200, {}, b"<title>  Just a moment...</title>", "a Cloudflare check"),
        (200, {}, b'<div id="cf-chl-widget">', "a Cloudflare check"),
    ],
)
def test_a_check_stops_it_and_says_how_to_save_by_hand(
    get: Fetch, server: Server, status: int, headers: dict[str, str], body: bytes, name: str
) -> None:
    server.routes["/lanes"] = (status, {**HTML, **headers, "Retry-After": "1"}, body)
    with refused("site-challenge", name, f"open {server.url}/lanes", "expand all comments", "HTML only", "argmap ingest"):
        get("/lanes")
    assert server.asked == ["/lanes"]  # not even Retry-After is tried


def test_a_check_at_robots_txt_is_seen_at_once(get: Fetch, server: Server) -> None:
    server.routes["/robots.txt"] = (429, HTML, b"<title>Vercel Security Checkpoint</title>")
    with refused("site-challenge"):
        get("/")
    assert server.asked == ["/robots.txt"]


@pytest.mark.parametrize(
    "body",
    [
        b"<title>On checkpoints</title><p>Just a moment, said Ann: why do I see 'Attention Required' and a captcha?",
        b"<title>How cf-chl works</title><script src='/cdn-cgi/challenge-platform/x.js'></script><p>The cf-chl token",
        b"<title>Lanes</title><pre>_cf_chl_opt = {}</pre>" + b"<p>words" * 10000,
    ],
)
def test_a_page_about_checks_is_a_page(body: bytes) -> None:
    assert challenge_of(Answer("https://a.example/", 200, HTML, body)) is None


@pytest.mark.parametrize(("status", "words"), [(403, "403 (Forbidden)"), (404, "404 (Not Found)"), (599, "599"), (500, "500")])
def test_a_refusal_is_said(get: Fetch, server: Server, status: int, words: str) -> None:
    server.routes["/lanes"] = (status, HTML, b"no")
    with refused("site-refused", words, "/lanes", "Save it by hand"):
        get("/lanes")
    assert server.asked == ["/lanes"]
