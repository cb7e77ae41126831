"""An EPUB's documents, in reading order, as text: the HTML itself is read by the HTML readers.

A book is a zip archive: `META-INF/container.xml` names the package document, whose spine lists the documents (EPUB 3.3,
https://www.w3.org/TR/epub-33/). Nothing is unpacked to disk, names are only looked up in the archive, and the amount of
what comes out is limited.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

from argmap.errors import ArgmapError, error
from argmap.model import Place
from argmap.read._file import decode_page
from argmap.read._html import unescape

__all__ = ["EpubDocument", "EpubMetadata", "epub_documents", "epub_metadata", "is_epub"]

_LARGEST = 64 * 2**20
_MOST_ENTRIES = 10_000
_RATIO = 200
"""Prose does not shrink to less than a twentieth; what shrinks to this part of its size was made to burst."""
_DEEPEST = 100

_CONTAINER = "META-INF/container.xml"
_HTML_TYPES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
_HTML_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[a-zA-Z]{2,31};")
_TITLE = re.compile(r"<(?P<tag>title|h1)\b[^>]*>(?P<words>[^<]{1,500})</(?P=tag)", re.IGNORECASE)


class EpubDocument(NamedTuple):
    """One document of the spine: its path in the book, its text, and what the table of contents or its own title calls it."""

    name: str
    html: str
    title: str | None


@dataclass(frozen=True, slots=True)
class EpubMetadata:
    """What the book says of itself, as it says it."""

    title: str | None = None
    creators: tuple[str, ...] = ()
    date: str | None = None
    language: str | None = None


def is_epub(data: bytes) -> bool:
    """Say whether `data` is an EPUB, also one whose `mimetype` is missing.

    >>> is_epub(b"PK"), is_epub(b"# Lanes")
    (False, False)
    """
    if not data.startswith(b"PK\x03\x04"):
        return False
    if data[30:58] == b"mimetypeapplication/epub+zip":
        return True
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _CONTAINER in archive.NameToInfo
    except _ZIP_PROBLEMS:
        return False


def epub_documents(data: bytes, name: str) -> list[EpubDocument]:
    """Return the documents of the book `data`, which the user calls `name`, in the order of its spine.

    Raises ArgmapError: no-epub for another archive, epub-broken for what cannot be read or shows no document, epub-too-big for
    what bursts, and what `decode_page` raises for documents that are no text.

    >>> epub_documents(b"PK", "lanes.epub")
    Traceback (most recent call last):
    ...
    argmap.errors.ArgmapError: lanes.epub: this EPUB is broken: it is no zip archive...
    """
    with _open(data, name) as book:
        titles = book.titles()
        documents = []
        for path in book.spine():
            html = book.text(path)
            match = _TITLE.search(html)
            documents.append(EpubDocument(path, html, titles.get(path) or (" ".join(match["words"].split()) if match else None)))
        return documents


def epub_metadata(data: bytes, name: str) -> EpubMetadata:
    """Return what the book says of itself. Raises the errors of `epub_documents`."""
    with _open(data, name) as book:
        found = {tag: book.values(tag) for tag in ("title", "creator", "date", "language")}
    first = {tag: values[0] if values else None for tag, values in found.items()}
    return EpubMetadata(first["title"], tuple(dict.fromkeys(found["creator"])), first["date"], first["language"])


# The archive

_ZIP_PROBLEMS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    KeyError,
    NotImplementedError,
    RuntimeError,
)
"""What zipfile raises on garbage (RuntimeError: an encrypted entry)."""


def _open(data: bytes, name: str) -> _Book:
    if len(data) > _LARGEST:
        raise error("epub-too-big", Place(name), reason=f"it has more than {_LARGEST >> 20} MB")
    if data.count(b"PK\x01\x02") > _MOST_ENTRIES:  # counted before zipfile makes objects of them
        raise error("epub-too-big", Place(name), reason=f"it holds more than {_MOST_ENTRIES} files")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _ZIP_PROBLEMS:
        raise error("epub-broken", Place(name), reason="it is no zip archive, or its end is missing") from None
    return _Book(name, archive)


@dataclass(slots=True)
class _Book:
    """An open book, and how many bytes may still come out of it."""

    name: str
    archive: zipfile.ZipFile
    left: int = _LARGEST
    path: str = ""
    package: ET.Element = field(default_factory=lambda: ET.Element("package"))

    def __enter__(self) -> _Book:
        if _CONTAINER not in self.archive.NameToInfo and "mimetype" not in self.archive.NameToInfo:
            raise error("no-epub", Place(self.name))
        container = self.xml(_CONTAINER)
        root = next((found.get("full-path") for found in _named(container, "rootfile")), None)
        if not root:
            raise self.broken("META-INF/container.xml names no package document")
        self.path = root
        self.package = self.xml(root)
        return self

    def __exit__(self, *_: object) -> None:
        self.archive.close()

    def broken(self, reason: str) -> ArgmapError:
        """Make the error that says what is wrong with the book."""
        return error("epub-broken", Place(self.name), reason=reason)

    def read(self, path: str) -> bytes:
        """Return one file of the archive, read piece by piece so that it cannot burst."""
        info = self.archive.NameToInfo.get(path)
        if info is None:
            raise self.broken(f"there is no '{path}' in it")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self.broken(f"'{path}' is packed in a way that no EPUB is")
        most = min(self.left, _RATIO * max(info.compress_size, 1000))
        try:
            with self.archive.open(info) as file:
                data = file.read(most + 1)
        except _ZIP_PROBLEMS as problem:
            encrypted = info.flag_bits & 1
            raise self.broken(f"'{path}' {'is encrypted' if encrypted else f'cannot be unpacked ({problem})'}") from None
        if len(data) > most:
            raise error("epub-too-big", Place(self.name), reason=f"'{path}' unpacks to more than {most >> 10} kB")
        self.left -= len(data)
        return data

    def text(self, path: str) -> str:
        """Return one file of the archive as text."""
        return decode_page(self.read(path), f"{self.name}/{path}")

    def xml(self, path: str) -> ET.Element:
        """Return a file of the archive as XML without entities of its own, which could grow without end or point outside."""
        text = self.text(path)
        if "<!ENTITY" in text:
            raise self.broken(f"'{path}' defines entities")
        try:
            # Decoded already: a declaration of some other encoding would be a lie by now.
            return _parse(_HTML_ENTITY.sub(lambda match: unescape(match[0]), re.sub(r"^\s*<\?xml[^>]*\?>", "", text)))
        except (ET.ParseError, ValueError, RecursionError) as problem:
            raise self.broken(f"'{path}' is no XML ({problem})") from None

    def spine(self) -> list[str]:
        """Return the paths of the documents in reading order, each once."""
        manifest = {item.get("id"): item for item in _named(self.package, "item")}
        paths: list[str] = []
        for reference in _named(self.package, "itemref"):
            item = manifest.get(reference.get("idref"))
            if item is None or item.get("media-type", "").lower() not in _HTML_TYPES or "nav" in item.get("properties", "").split():
                continue
            path = self.inside(self.path, item.get("href", ""))
            if path is None:
                raise self.broken(f"its spine names '{item.get('href')}', which is not in it")
            paths.append(path)
        if not paths:
            raise self.broken("its spine names no document")
        return list(dict.fromkeys(paths))

    def inside(self, base: str, href: str) -> str | None:
        """Return the path that an address in the file `base` leads to, or None where it leads out of the archive."""
        try:
            parts = urlsplit(href)
        except ValueError:
            return None
        path = posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(parts.path)))
        return path if not (parts.scheme or parts.netloc) and path in self.archive.NameToInfo else None

    def titles(self) -> dict[str, str]:
        """Return what the table of contents (EPUB 3's nav, else EPUB 2's ncx) calls each document; it may be missing or broken."""
        found: dict[str, str] = {}
        for item in _named(self.package, "item"):
            nav = "nav" in item.get("properties", "").split()
            path = self.inside(self.path, item.get("href", ""))
            if path is None or not (nav or item.get("media-type") == "application/x-dtbncx+xml"):
                continue
            try:
                contents = self.xml(path)
            except ArgmapError as problem:
                if problem.id == "epub-too-big":
                    raise
                continue
            for href, label in _links(contents) if nav else _points(contents):
                target = self.inside(path, href)
                if target and label:
                    found.setdefault(target, label)
        return found

    def values(self, tag: str) -> list[str]:
        """Return what the package's metadata give for `tag`."""
        metadata = next(_named(self.package, "metadata"), None)
        values = [_words(found) for found in _named(metadata, tag)] if metadata is not None else []
        return [value for value in values if value]


# XML


class _Shallow(ET.TreeBuilder):
    """A tree that is no deeper than any book needs."""

    depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> ET.Element:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise ValueError("it is nested too deep")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> ET.Element:
        self.depth -= 1
        return super().end(tag)


def _parse(text: str) -> ET.Element:
    parser = ET.XMLParser(target=_Shallow())  # noqa: S314 - entities are refused before
    parser.feed(text)
    return parser.close()


def _named(element: ET.Element, tag: str) -> Iterator[ET.Element]:
    """Yield the elements of that name below `element`, in whatever namespace."""
    for found in element.iter():
        if isinstance(found.tag, str) and found.tag.rpartition("}")[2] == tag:
            yield found


def _words(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _links(nav: ET.Element) -> Iterator[tuple[str, str]]:
    for link in _named(nav, "a"):
        yield link.get("href", ""), _words(link)


def _points(ncx: ET.Element) -> Iterator[tuple[str, str]]:
    for point in _named(ncx, "navPoint"):
        content, label = next(_named(point, "content"), None), next(_named(point, "text"), None)
        if content is not None and label is not None:
            yield content.get("src", ""), _words(label)
