"""A server on this machine, a small web in memory, and a clock without hands: no test of fetching touches the net."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

import pytest

from argmap.errors import ArgmapError
from argmap.read.fetch._cache import Cache
from argmap.read.fetch._client import Client, Clock
from argmap.read.fetch._http import Answer, Request, checked_url
from argmap.read.fetch._sites import by_hand, site_of

HTML = {"content-type": "text/html; charset=utf-8"}
JSON = {"content-type": "application/json"}
PAGE = b"<!doctype html><title>Lanes</title><p>Paint is cheap, kerbs are not."

Reply = tuple[int, dict[str, str], bytes]
Fetch = Callable[..., list[tuple[str, bytes]]]


class FakeClock:
    """Time that passes only when somebody sleeps, and keeps book of it."""

    def __init__(self) -> None:
        self.time = 1000.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.time, lambda: self.time, self.sleep)


class Server:
    """A server on this machine. `routes` has a reply, or a list of replies to give one after the other, for each target."""

    def __init__(self) -> None:
        self.routes: dict[str, Reply | list[Reply]] = {}
        self.raw: Callable[[BaseHTTPRequestHandler], None] | None = None
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                target = unquote(self.path)
                if target.endswith("/robots.txt") and target not in outer.routes:
                    self.reply((404, {}, b""))
                    return
                outer.asked.append(target)
                outer.headers.append({key.lower(): value for key, value in self.headers.items()})
                if outer.raw:
                    outer.raw(self)
                    return
                found = outer.routes.get(target, (404, HTML, b"no"))
                self.reply(found.pop(0) if isinstance(found, list) else found)

            def reply(self, reply: Reply) -> None:
                status, headers, body = reply
                self.send_response(status)
                for key, value in headers.items():
                    self.send_header(key, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def use_tls(self, key: str, certificate: str) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        # The handshake is the handler's, so that one that fails does not stop the server.
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class Web:
    """A web in memory, for pages of hosts that exist. Asked through the client, so with manners."""

    def __init__(self, tmp_path: Path, time_: FakeClock) -> None:
        self.pages: dict[str, Answer | list[Answer]] = {}
        self.asked: list[Request] = []
        self._cache = Cache(tmp_path)
        self._time = time_

    def add(self, url: str, body: bytes | object, headers: dict[str, str] = JSON, status: int = 200) -> None:
        self.pages[url] = Answer(url, status, headers, body if isinstance(body, bytes) else json.dumps(body).encode())

    def send(self, request: Request) -> Answer:
        found = self.pages.get(request.url)
        if not request.url.endswith("/robots.txt"):
            self.asked.append(request)
        if isinstance(found, list):
            return found.pop(0)
        return found or Answer(request.url, 404, HTML, b"no")

    def fetch(self, url: str) -> list[tuple[str, bytes]]:
        site, page = site_of(checked_url(url))
        return site.plan(page, self.client(by_hand(site, page)).get)

    def client(self, how: str = "") -> Client:
        return Client(self.send, self._cache, how, lambda _: nullcontext(), self._time.clock)

    @property
    def urls(self) -> list[str]:
        return [request.url for request in self.asked]


@contextmanager
def refused(id: str, *words: str) -> Iterator[None]:
    with pytest.raises(ArgmapError) as caught:
        yield
    assert caught.value.id == id
    assert caught.value.exit_code == 2
    for word in words:
        assert word in str(caught.value)
