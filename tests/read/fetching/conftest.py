"""What every test of fetching may use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from argmap.read.fetch import fetch
from tests.read.fetching.web import FakeClock, Fetch, Server, Web


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for scheme in ("http", "https", "all"):
        monkeypatch.delenv(f"{scheme}_proxy", raising=False)
        monkeypatch.delenv(f"{scheme}_proxy".upper(), raising=False)


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


@pytest.fixture
def time_() -> FakeClock:
    return FakeClock()


@pytest.fixture
def get(server: Server, tmp_path: Path, time_: FakeClock) -> Fetch:
    """Fetch a page of the server, with the server allowed."""

    def get(path: str, **options: object) -> list[tuple[str, bytes]]:
        return fetch(server.url + path, **{"allow_local": True, "cache": tmp_path, "clock": time_.clock, **options})  # type: ignore[arg-type]

    return get


@pytest.fixture
def web(tmp_path: Path, time_: FakeClock) -> Web:
    return Web(tmp_path, time_)
