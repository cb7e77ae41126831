"""Which reader takes a file, and what bad files are told."""

from __future__ import annotations

import pytest

from argmap.errors import ArgmapError
from argmap.read import READERS, read, reader_of


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"# Lanes\n\nPaint.", "markdown"),
        (b"---\ntitle: Lanes\n---\nby **Ada**\n\n6 comments, sorted by top\n\n**Ben** 1y\n", "markdown"),
        (b"Just words.", "markdown"),
        (b"[a link](x) first", "markdown"),
        (b"{braces} first", "markdown"),
        (b"Lanes\n\nby **Ada**\n\nPaint.", "printed"),
        (b"Lanes\r\n\r\nPaint.\r\n\r\n1 comment, sorted by new\r\n\r\n**Ben** 3d\r\n\r\n< 1 >", "printed"),
        (b"<!DOCTYPE html><html></html>", "html"),
        (b"\n <!-- saved from url --><html>", "html"),
        (b"<details>\nMarkdown may begin so.\n</details>", "markdown"),
        (b'{"data": {"post": null}}', "json"),
        (b"[1, 2]", "json"),
        (b"%PDF-1.7\n\xff\0", "pdf"),
        (b"PK\x03\x04\0", "epub"),
        (b'[{"a": 1', "broken-json"),
        (("word " * 50 + "\n" + "more " * 50).encode(), "plain"),
    ],
)
def test_the_content_decides(data: bytes, name: str) -> None:
    assert reader_of(data, "page.any").name == name


@pytest.mark.parametrize(
    ("data", "id"),
    [
        (b"", "empty-file"),
        (b" \n\t", "empty-file"),
        (b"a\0b", "binary-file"),
        ("caf\u00e9".encode("latin-1"), "wrong-encoding"),
        (b"\xff\xfea", "wrong-encoding"),
        (b'{"a": 1}', "unknown-json"),
        (b'[{"a": 1', "broken-json"),
        (b'[{"a": ' + b"[" * 100_000, "broken-json"),
        (b"%PDF-1.4 words", "pdf-broken"),
        (b"PK\x03\x04 words", "epub-broken"),
        (b" " * (33 * 2**20), "empty-file"),
        (b"<p>" * (11 * 2**20), "too-large"),
        (b"---\ntitle: Lanes\n---\n", "no-text"),
        (b"<!-- nothing -->", "no-text"),
        (b"\xef\xbb\xbf", "no-text"),
    ],
)  # fmt: skip
def test_a_bad_file_is_one_clear_line(data: bytes, id: str) -> None:
    with pytest.raises(ArgmapError) as caught:
        read(data, "page.any")
    assert caught.value.id == id
    assert "page.any" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_last_reader_takes_everything() -> None:
    assert READERS[-1].sniff("")
    assert len({reader.name for reader in READERS}) == len(READERS)


def test_utf_16_is_read() -> None:
    assert read("Lanes.".encode("utf-16"), "page.txt").text == "Lanes."
