"""Answers that are too large, too slow, broken or of no use."""

from __future__ import annotations

import contextlib
import gzip
import socket
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from argmap.read.fetch import fetch
from argmap.read.fetch._client import MOST_REQUESTS
from argmap.read.fetch._http import LIMIT, Request
from argmap.read.fetch._wire import _gunzipped, send
from tests.read.fetching.web import HTML, PAGE, Fetch, Server, Web, refused


def test_a_gzip_bomb_is_stopped(get: Fetch, server: Server) -> None:
    server.routes["/"] = (200, {**HTML, "Content-Encoding": "gzip"}, gzip.compress(bytes(LIMIT + 1), 9))
    with refused("answer-too-large", "32 MB"):
        get("/")


def test_an_endless_answer_is_stopped(server: Server) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n")
        with contextlib.suppress(OSError):
            while True:
                handler.wfile.write(bytes(2**20))

    server.raw = endless
    with refused("answer-too-large"):
        send(Request(server.url + "/"), allow_local=True)


@pytest.mark.parametrize("start", [b"HTTP/1.1 200 OK\r\nX-Drip: ", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b""])
def test_a_server_that_drips_is_cut_off_at_the_time_limit(server: Server, start: bytes) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(start)
        for _ in range(200):
            time.sleep(0.02)
            try:
                handler.wfile.write(b"H" if start else b"")
            except OSError:
                return

    server.raw = drip
    began = time.monotonic()
    with refused("too-slow", "0.3 s"):
        send(Request(server.url + "/"), allow_local=True, seconds=0.3)
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    ("encoding", "body", "reason"),
    [
        ("br", PAGE, "'br'"),
        ("gzip, gzip", PAGE, "gzip, gzip"),
        ("gzip", PAGE, "broken"),
        ("gzip", gzip.compress(PAGE, mtime=0)[:-9], "broke off"),
        ("gzip", b"", "broke off"),
    ],
)
def test_a_body_that_cannot_be_unpacked(get: Fetch, server: Server, encoding: str, body: bytes, reason: str) -> None:
    server.routes["/"] = (200, {**HTML, "Content-Encoding": encoding}, body)
    with refused("bad-answer", reason):
        get("/")


@pytest.mark.parametrize("answer", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nshort"])
def test_what_is_no_http(server: Server, answer: bytes) -> None:
    server.raw = lambda handler: handler.wfile.write(answer) and None
    with refused("unreachable"):
        send(Request(server.url + "/"), allow_local=True)


def test_nobody_listens(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with refused("unreachable", "refused"):
            fetch(f"http://127.0.0.1:{taken.getsockname()[1]}/", allow_local=True, cache=tmp_path)


@pytest.mark.parametrize("type", ["image/png", "video/mp4", "application/octet-stream", "application/zip", None])
def test_what_is_no_text_is_not_taken(get: Fetch, server: Server, type: str | None) -> None:
    server.routes["/"] = (200, {"Content-Type": type} if type else {}, PAGE)
    with refused("wrong-content"):
        get("/")


def test_a_thread_without_end_is_left(web: Web) -> None:
    web.add("https://a.example/t/7.json", {"post_stream": {"posts": [], "stream": list(range(20 * MOST_REQUESTS))}})
    for start in range(0, 20 * MOST_REQUESTS, 20):
        query = "&".join(f"post_ids[]={id}" for id in range(start, start + 20))
        web.add(f"https://a.example/t/7/posts.json?{query}", {"post_stream": {"posts": []}})
    with refused("too-many-pages", "Save it by hand"):
        web.fetch("https://a.example/t/lanes/7")
    assert len(web.asked) == MOST_REQUESTS - 1  # and robots.txt


def test_a_bomb_is_unpacked_in_small_pieces() -> None:
    pieces = list(_gunzipped([gzip.compress(bytes(2**24), 9)], "a.example"))
    assert sum(map(len, pieces)) == 2**24
    assert max(map(len, pieces)) <= 2**20
