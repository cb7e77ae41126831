"""Where a fetch may lead: addresses of the public net, also after redirects."""

from __future__ import annotations

import socket
from pathlib import Path

import httpcore
import pytest

from argmap.errors import ArgmapError
from argmap.read.fetch import fetch
from argmap.read.fetch._guard import addresses_of, is_public
from argmap.read.fetch._http import Request
from argmap.read.fetch._wire import send
from tests.read.fetching.web import HTML, PAGE, FakeClock, Fetch, Server, refused


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://a.example/x", "javascript:alert(1)", "data:text/html,x", "gopher://a/", "x"]
)
def test_only_http_and_https(url: str, tmp_path: Path) -> None:
    with refused("not-fetchable", "http://"):
        fetch(url, cache=tmp_path)


@pytest.mark.parametrize(
    "url",
    [
        "http:///x",
        "https://",
        "http://a b/",
        "http://a.example:99999/",
        "http://a.example:0/",
        "http://a.example/\\b",
        "http://[::1/",
        "http://a\nb/",
    ],
)
def test_no_malformed_address(url: str, tmp_path: Path) -> None:
    with refused("not-fetchable"):
        fetch(url, cache=tmp_path)


def test_no_password_in_an_address_nor_in_the_message(tmp_path: Path) -> None:
    with pytest.raises(ArgmapError) as caught:
        fetch("https://ann:hunter2@a.example/", cache=tmp_path)
    assert caught.value.id == "not-fetchable"
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"])
def test_this_machine_is_refused_however_it_is_written(host: str, server: Server, tmp_path: Path) -> None:
    port = server.url.rpartition(":")[2]
    with refused("local-address", "--allow-local"):
        fetch(f"http://{host}:{port}/", cache=tmp_path)
    assert not server.asked


PRIVATE = """10.1.2.3 172.16.0.1 192.168.0.1 169.254.169.254 100.64.0.1 127.1.2.3 0.0.0.0 192.0.2.1 224.0.0.1 240.0.0.1
255.255.255.255 :: ::1 fe80::1 fe80::1%eth0 fc00::1 fec0::1 ff02::1 2001:db8::1 ::ffff:10.0.0.1 ::127.0.0.1 64:ff9b::7f00:1
2002:a00:1::"""


@pytest.mark.parametrize("address", PRIVATE.split())
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"])
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(address)


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(0, 0, 0, "", ("1.1.1.1", 80)), (0, 0, 0, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with refused("local-address", "10.0.0.1"):
        addresses_of("a.example", 80, allow_local=False)


def test_the_checked_address_is_the_one_that_is_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: the first lookup gives a public address, every later one this machine."""
    answers = iter(["1.1.1.1", "127.0.0.1", "127.0.0.1"])
    connected: list[str] = []
    names: list[str | None] = []
    sent = bytearray()

    class Stream(httpcore.NetworkStream):
        def start_tls(self, ssl_context: object, server_hostname: str | None = None, timeout: float | None = None) -> Stream:
            names.append(server_hostname)
            return self

        def write(self, buffer: bytes, timeout: float | None = None) -> None:
            sent.extend(buffer)

        def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
            return b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

        def close(self) -> None:
            pass

    def connect(self: object, host: str, *_: object) -> Stream:
        connected.append(host)
        return Stream()

    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(0, 0, 0, "", (next(answers), 443))])
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    assert send(Request("https://a.example/")).body == b"ok"
    assert connected == ["1.1.1.1"]
    assert names == ["a.example"]
    assert b"\r\nHost: a.example\r\n" in sent


def test_a_host_without_an_answer_is_tried_at_its_next_address(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.routes["/"] = (200, HTML, PAGE)
    found = [(0, 0, 0, "", ("127.0.0.2", 0)), (0, 0, 0, "", ("127.0.0.1", 0))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    real = httpcore.SyncBackend.connect_tcp

    def connect(self: httpcore.SyncBackend, host: str, *rest: object) -> httpcore.NetworkStream:
        if host == "127.0.0.2":
            raise httpcore.ConnectError
        monkeypatch.undo()
        return real(self, host, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    assert send(Request(server.url + "/"), allow_local=True).body == PAGE


def test_an_unknown_host_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with refused("unreachable", "a.example", "Name or service not known"):
        fetch("https://a.example/", cache=tmp_path)


@pytest.mark.parametrize("target", ["http://127.0.0.1/x", "http://10.0.0.1/x", "http://169.254.169.254/latest", "http://[::1]/x"])
def test_no_redirect_into_a_private_network(target: str, monkeypatch: pytest.MonkeyPatch, server: Server, tmp_path: Path) -> None:
    """The first host passes for a public one here; where it redirects is looked at for real."""
    server.routes["/"] = (302, {"Location": target}, b"")
    here = server.url.removeprefix("http://")
    monkeypatch.setattr(
        "argmap.read.fetch._wire.addresses_of",
        lambda host, port, **how: ["127.0.0.1"] if f"{host}:{port}" == here else addresses_of(host, port, **how),
    )
    with refused("local-address"):
        fetch(server.url + "/", cache=tmp_path, clock=FakeClock().clock)
    assert server.asked == ["/"]


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://a.example/", "javascript:alert(1)", "http://u:p@127.0.0.1/"])
def test_no_redirect_to_what_may_not_be_fetched(target: str, get: Fetch, server: Server) -> None:
    server.routes["/"] = (301, {"Location": target}, b"")
    with refused("not-fetchable"):
        get("/")


def test_redirects_are_followed_five_times(get: Fetch, server: Server) -> None:
    for number in range(5):
        server.routes[f"/{number}"] = (302, {"Location": f"{number + 1}"}, b"")
    server.routes["/5"] = (200, HTML, PAGE)
    assert get("/0")[0][1] == PAGE
    server.routes["/x"] = (302, {"Location": "/0"}, b"")
    with refused("too-many-redirects"):
        get("/x")
