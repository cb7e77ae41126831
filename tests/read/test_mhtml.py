"""A page that a browser saved as a single file: read as the page would be, and harmless where it is broken."""

from __future__ import annotations

import base64
import quopri
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.errors import ArgmapError
from argmap.read import read
from argmap.read._mhtml import unwrap

PAGE = """<html><head><title>Lanes</title></head><body><article>
<p>Paint is cheap = and it fades – within a year or two, as the café owners on the bridge have seen. Nobody asked them.</p>
<p>A kerb is dearer, and it lasts. The council should build one, and take the money from the road fund this year.</p>
</article></body></html>"""
HEAD = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/lanes\r\nSubject: Lanes\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----MultipartBoundary--x----"\r\n\r\n\r\n'
)
BOUNDARY = b"------MultipartBoundary--x----"
PICTURE = b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.b64encode(bytes(300)) + b"\r\n"


def single_file(page: bytes, *headers: bytes, before: bytes = b"") -> bytes:
    part = b"\r\n".join((b"Content-Type: text/html", *headers)) + b"\r\n\r\n" + page + b"\r\n"
    return HEAD + b"\r\n".join((BOUNDARY, before + BOUNDARY, part + BOUNDARY, PICTURE + BOUNDARY + b"--", b""))


ENCODED = {
    "quoted-printable": quopri.encodestring(PAGE.encode()),
    "base64": base64.encodebytes(PAGE.encode()),
    "binary": PAGE.encode(),
}


@pytest.mark.parametrize("encoding", ENCODED)
def test_the_page_in_it_is_read_as_the_page_alone(encoding: str) -> None:
    data = single_file(ENCODED[encoding], b"Content-Transfer-Encoding: " + encoding.encode(), before=PICTURE)
    thread, alone = read(data, "lanes.mhtml"), read(PAGE.encode(), "lanes.html")
    assert (thread.text, thread.title, thread.source.reader) == (alone.text, "Lanes", alone.source.reader)
    assert "café" in thread.text


def test_the_part_says_in_what_it_is_written() -> None:
    data = single_file(PAGE.replace("–", "-").encode("latin-1"), b"Content-Transfer-Encoding: binary")
    assert "café" in read(data, "lanes.mhtml").text
    utf16 = quopri.encodestring(PAGE.encode("utf-16"))
    named = HEAD + BOUNDARY + b"\r\nContent-Type: text/html; charset=utf-16\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    assert "café" in read(named + utf16 + b"\r\n" + BOUNDARY + b"--", "lanes.mhtml").text


def test_a_mail_or_a_page_that_speaks_of_mhtml_is_none() -> None:
    for data in (b"Content-Type: text/html\r\n\r\n<p>x", PAGE.encode(), b"# content-type: multipart/related; boundary=x\n", HEAD):
        assert unwrap(data, "a") is None


def test_many_parts_in_good_time() -> None:
    start = time.perf_counter()
    assert unwrap(HEAD + (BOUNDARY + b"\r\n") * 100_000, "a") is None
    assert unwrap(HEAD[:30] + b"A: b\r\n" * 100_000, "a") is None
    assert unwrap(b"A:" * 1_000_000, "a") is None
    assert time.perf_counter() - start < 5


@given(st.binary(max_size=300))
def test_whatever_stands_in_a_part_is_read_or_refused(junk: bytes) -> None:
    with suppress(ArgmapError):
        unwrap(HEAD + BOUNDARY + b"\r\nContent-Type: text/html" + junk, "a")
