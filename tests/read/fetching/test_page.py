"""A page that is fetched as it should be, and what is in the way of that outside the site."""

from __future__ import annotations

import gzip
import re
import shutil
import socket
import subprocess
from contextlib import nullcontext
from pathlib import Path

import pytest

from argmap.errors import ArgmapError
from argmap.read import read_all
from argmap.read.fetch import _wire, fetch, is_url
from argmap.read.fetch._http import Request
from argmap.read.fetch._wire import send
from tests.read.fetching.web import HTML, PAGE, FakeClock, Fetch, Server, refused


def test_a_page_is_fetched_with_an_honest_name_and_no_more(get: Fetch, server: Server) -> None:
    server.routes["/blog/lanes.html?page=2"] = (200, {**HTML, "Set-Cookie": "id=1"}, PAGE)
    assert get("/blog/lanes.html?page=2#top") == [("lanes.html", PAGE)]
    (headers,) = server.headers
    assert re.fullmatch(r"argmap/\d+\.\d+\S* \(\+https://pypi\.org/project/argmap/\)", headers["user-agent"])
    assert headers["host"] == server.url.removeprefix("http://")
    assert not {"cookie", "referer", "authorization"} & headers.keys()


def test_cookies_are_never_kept(get: Fetch, server: Server, tmp_path: Path) -> None:
    server.routes["/a"] = (302, {"Location": "/b", "Set-Cookie": "id=secret"}, b"")
    server.routes["/b"] = (200, {**HTML, "Set-Cookie": "id=secret"}, PAGE)
    get("/a")
    assert "cookie" not in server.headers[1]
    assert all(b"secret" not in file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())


def test_what_is_fetched_is_read(get: Fetch, server: Server) -> None:
    server.routes["/lanes.md"] = (200, {"Content-Type": "text/markdown"}, b"# Lanes\n\nPaint is cheap.")
    assert read_all(get("/lanes.md")).title == "Lanes"


@pytest.mark.parametrize(
    ("stated", "body"),
    [("koi8-r", "Дорога".encode("koi8-r")), ("UTF-8", "Дорога".encode()), ('"windows-1251"', "Дорога".encode("cp1251"))],
)
def test_an_encoding_that_only_the_server_states_is_not_lost(get: Fetch, server: Server, stated: str, body: bytes) -> None:
    server.routes["/"] = (200, {"Content-Type": f"text/html; charset={stated}"}, b"<p>" + body)
    ((_, data),) = get("/")
    assert data.decode() == "<p>Дорога"


@pytest.mark.parametrize("stated", ["punycode", "idna", "unicode_escape", "zlib", "no-such"])
def test_a_strange_encoding_is_left_alone(get: Fetch, server: Server, stated: str) -> None:
    server.routes["/"] = (200, {"Content-Type": f"text/html; charset={stated}"}, PAGE)
    assert get("/") == [("127.0.0.1.html", PAGE)]


def test_gzip_is_unpacked_in_all_its_members(get: Fetch, server: Server) -> None:
    server.routes["/"] = (200, {**HTML, "Content-Encoding": "gzip"}, gzip.compress(PAGE[:20]) + gzip.compress(PAGE[20:]))
    assert get("/")[0][1] == PAGE


def test_progress_says_what_is_fetched(get: Fetch, server: Server) -> None:
    server.routes["/lanes"] = (200, HTML, PAGE)
    said: list[str] = []
    get("/lanes", progress=lambda what: nullcontext(said.append(what)))
    assert said == ["fetching 127.0.0.1/robots.txt", "fetching 127.0.0.1/lanes"]


def test_the_users_proxy_is_used(server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, time_: FakeClock) -> None:
    def unknown(host: str, *rest: object, **how: object) -> object:
        if host == "a.example":
            raise socket.gaierror(socket.EAI_NONAME, "only the proxy knows")
        return real(host, *rest, **how)  # type: ignore[arg-type]

    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    monkeypatch.setenv("http_proxy", server.url.replace("//", "//ann:pa%40ss@"))
    server.routes["http://a.example/lanes"] = (200, HTML, PAGE)
    server.routes["http://a.example/x"] = (302, {"Location": "http://10.0.0.1/"}, b"")
    assert fetch("http://a.example/lanes", cache=tmp_path, clock=time_.clock) == [("lanes.html", PAGE)]
    assert server.headers[0]["proxy-authorization"] == "Basic YW5uOnBhQHNz"
    with refused("local-address"):
        fetch("http://a.example/x", cache=tmp_path, clock=time_.clock)


def test_a_proxy_of_another_kind_is_not_passed_by(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "socks5://127.0.0.1:9050")
    with refused("unreachable", "socks5"):
        send(Request("http://a.example/"))


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delitem(__import__("sys").modules, _wire.__name__)
    monkeypatch.delattr("argmap.read.fetch._wire")
    monkeypatch.setitem(__import__("sys").modules, "httpcore", None)
    with pytest.raises(ArgmapError) as caught:
        fetch("https://a.example/", cache=tmp_path)
    assert (caught.value.id, caught.value.exit_code) == ("missing-part", 3)
    assert "pip install 'argmap[fetch]'" in str(caught.value)


def test_what_is_an_address() -> None:
    assert is_url("https://a.example")
    assert not is_url("-")


def test_the_certificate_must_be_that_of_the_name(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("there is no openssl to make a certificate with")
    key, certificate = str(tmp_path / "key"), str(tmp_path / "certificate")
    making = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost"
    names = ["-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate]
    subprocess.run([openssl, *making.split(), *names], check=True, capture_output=True)
    server.use_tls(key, certificate)
    server.routes["/"] = (200, HTML, PAGE)
    named, unnamed = (
        Request(server.url.replace("http:", "https:").replace("127.0.0.1", host) + "/") for host in ("localhost", "127.0.0.1")
    )
    with refused("unreachable", "CERTIFICATE_VERIFY_FAILED"):
        send(named, allow_local=True)
    monkeypatch.setenv("SSL_CERT_FILE", certificate)
    assert send(named, allow_local=True).body == PAGE
    with refused("unreachable", "not valid for"):
        send(unnamed, allow_local=True)
