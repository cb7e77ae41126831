"""One request over the wire and its answer, within the limits of addresses, time and size.

The one module that needs the extra `argmap[fetch]`: import it inside functions only. It is httpcore and not httpx because
httpcore lets a caller supply the connections, and both limits that hostile servers test belong there: to which
address a name may lead, and how long all reads together may take.
"""

from __future__ import annotations

import ssl
import time
import zlib
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

import httpcore

import argmap
from argmap.errors import ArgmapError, error
from argmap.read.fetch._guard import addresses_of
from argmap.read.fetch._http import LIMIT, Answer, Request, host_of

__all__ = ["send"]

SECONDS = 60.0
_CONNECT_SECONDS = 10.0
_KEPT = {
    "content-type",
    "location",
    "retry-after",
    "x-ratelimit-remaining",
    "x-ratelimit-reset",
    "cf-mitigated",
    "x-vercel-mitigated",
}
"""The headers that are looked at. No cookie is among them, so none is ever stored or sent."""


def send(request: Request, *, allow_local: bool = False, seconds: float = SECONDS) -> Answer:
    """Send `request` and return the answer, whatever its status is; a redirect is not followed.

    Raises ArgmapError where the host is unknown, unreachable or not public, where the answer does not come within `seconds`,
    is larger than `LIMIT` or is packed in a way that was not asked for.
    """
    deadline = time.monotonic() + seconds
    host = host_of(request.url)
    proxy = _proxy_for(request.url)
    if proxy:
        _check_if_known(host, allow_local=allow_local)
    backend = _Backend(deadline, allow_local=allow_local or proxy is not None)
    try:
        with (
            httpcore.ConnectionPool(proxy=proxy, network_backend=backend) as pool,
            pool.stream(request.method, request.url, headers=_headers(request), content=request.body or None) as response,
        ):
            headers = {name: _text(value) for key, value in response.headers if (name := _text(key).lower()) in _KEPT}
            packing = next((_text(value).lower() for key, value in response.headers if key.lower() == b"content-encoding"), "")
            return Answer(request.url, response.status, headers, _unpacked(response.iter_stream(), packing, host))
    except httpcore.TimeoutException:
        raise error("too-slow", host=host, seconds=f"{seconds:g}") from None
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError) as problem:
        raise error("unreachable", host=host, reason=str(problem) or type(problem).__name__) from None


def _headers(request: Request) -> list[tuple[str, str]]:
    headers = [
        ("Host", urlsplit(request.url).netloc),
        ("User-Agent", f"argmap/{argmap.__version__} (+https://pypi.org/project/argmap/)"),
        ("Accept", request.accept),
        ("Accept-Encoding", "gzip"),
        ("Connection", "close"),
    ]
    if request.body:
        headers += [("Content-Type", "application/json"), ("Content-Length", str(len(request.body)))]
    return headers


def _text(header: bytes) -> str:
    try:
        return header.decode()
    except UnicodeDecodeError:
        return header.decode("latin-1")


def _unpacked(chunks: Iterable[bytes], packing: str, host: str) -> bytes:
    """Join the chunks, unpacked as they come, so that a bomb is never unpacked beyond the limit."""
    if packing in ("gzip", "x-gzip"):
        chunks = _gunzipped(chunks, host)
    elif packing not in ("", "identity"):
        raise error("bad-answer", host=host, reason=f"it is packed as '{packing}', which was not asked for")
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > LIMIT:
            raise error("answer-too-large", host=host, limit=LIMIT // 2**20)
    return bytes(body)


def _gunzipped(chunks: Iterable[bytes], host: str) -> Iterable[bytes]:
    inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        for packed in chunks:
            rest = packed
            while rest:
                if inflate.eof:  # the next of several members
                    inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
                yield inflate.decompress(rest, 2**20)
                rest = inflate.unused_data if inflate.eof else inflate.unconsumed_tail
    except zlib.error:
        raise error("bad-answer", host=host, reason="its gzip is broken") from None
    if not inflate.eof:
        raise error("bad-answer", host=host, reason="it broke off")


def _proxy_for(url: str) -> httpcore.Proxy | None:
    """Return the proxy that the user's environment names for `url`."""
    parts = urlsplit(url)
    address = getproxies().get(parts.scheme)
    if not address or proxy_bypass(parts.netloc):
        return None
    proxy = urlsplit(address if "://" in address else f"http://{address}")
    if proxy.scheme not in ("http", "https") or not proxy.hostname:
        raise error("unreachable", host=parts.hostname, reason=f"argmap cannot use the proxy {proxy.scheme}://{proxy.hostname}")
    auth = (unquote(proxy.username), unquote(proxy.password or "")) if proxy.username else None
    return httpcore.Proxy(f"{proxy.scheme}://{proxy.netloc.rpartition('@')[2]}", auth=auth)


def _check_if_known(host: str, *, allow_local: bool) -> None:
    """Refuse a host that is not public. Behind a proxy names may be unknown here: then looking them up is the proxy's job."""
    try:
        addresses_of(host, 443, allow_local=allow_local)
    except ArgmapError as problem:
        if problem.id != "unreachable":
            raise


class _Backend(httpcore.NetworkBackend):
    """Connections to allowed addresses only, all of whose reads and writes end at one deadline."""

    def __init__(self, deadline: float, *, allow_local: bool) -> None:
        self._deadline = deadline
        self._allow_local = allow_local

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        del timeout  # the deadline is stricter
        problem: Exception = httpcore.ConnectError("it has no address")
        for address in addresses_of(host, port, allow_local=self._allow_local):
            patience = min(_left(self._deadline), _CONNECT_SECONDS)
            try:
                stream = httpcore.SyncBackend().connect_tcp(address, port, patience, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as refusal:
                problem = refusal
            else:
                return _Stream(stream, self._deadline)
        raise problem


class _Stream(httpcore.NetworkStream):
    """A connection that is cut at its deadline, however often a drip of bytes comes in."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        del timeout
        return self._stream.read(max_bytes, _left(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        del timeout
        self._stream.write(buffer, _left(self._deadline))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        del timeout
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline)), self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout
    return left
