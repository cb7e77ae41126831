"""Books of our own: read in the order of the spine, and none of them bursts, hangs or ends in a traceback."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.errors import ArgmapError
from argmap.read._epub import EpubMetadata, epub_documents, epub_metadata, is_epub

CONTAINER = """<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
<rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
METADATA = """<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Lanes &amp; Paint</dc:title>
<dc:creator>Ada Vos</dc:creator><dc:creator>Ben Ruiz</dc:creator><dc:date>2024-05-03</dc:date>
<dc:language>en</dc:language></metadata>"""


def page(words: str) -> str:
    return f'<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{words}</p></body></html>'


def package(*spine: str, extra: str = "") -> str:
    items = "".join(f'<item id="i{n}" href="{href}" media-type="application/xhtml+xml"/>' for n, href in enumerate(spine))
    references = "".join(f'<itemref idref="i{n}"/>' for n in range(len(spine)))
    package = f'<package xmlns="http://www.idpf.org/2007/opf" version="3.0">{METADATA}<manifest>{items}{extra}</manifest>'
    return f"{package}<spine>{references}</spine></package>"


def book(files: dict[str, str | bytes], opf: str | None = None, container: str | None = CONTAINER) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        if container:
            archive.writestr("META-INF/container.xml", container)
        if opf:
            archive.writestr("OEBPS/book.opf", opf)
        for path, text in files.items():
            archive.writestr(path, text)
    return stream.getvalue()


def refused(data: bytes) -> ArgmapError:
    with pytest.raises(ArgmapError) as caught:
        epub_documents(data, "lanes.epub")
    return caught.value


def test_documents_come_in_the_order_of_the_spine() -> None:
    files = {"OEBPS/text/b.xhtml": page("Second."), "OEBPS/text/a one.xhtml": page("First."), "OEBPS/notes.xhtml": page("Apart.")}
    data = book(files, package("text/a%20one.xhtml", "text/b.xhtml"))
    assert [(document.name, "First." in document.html) for document in epub_documents(data, "lanes.epub")] == [
        ("OEBPS/text/a one.xhtml", True),
        ("OEBPS/text/b.xhtml", False),
    ]
    assert is_epub(data)


def test_what_the_book_says_of_itself() -> None:
    data = book({"OEBPS/a.xhtml": page("x")}, package("a.xhtml"))
    assert epub_metadata(data, "lanes.epub") == EpubMetadata("Lanes & Paint", ("Ada Vos", "Ben Ruiz"), "2024-05-03", "en")


@pytest.mark.parametrize("kind", ["nav", "ncx"])
def test_titles_come_from_the_table_of_contents(kind: str) -> None:
    nav = '<html xmlns="http://www.w3.org/1999/xhtml"><body><nav><a href="a.xhtml#top">Of&nbsp;<i>paint</i></a></nav></body></html>'
    ncx = """<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>Of paint</text></navLabel>
    <content src="a.xhtml"/></navPoint></navMap></ncx>"""
    extra = {
        "nav": '<item id="t" href="toc" media-type="application/xhtml+xml" properties="nav"/>',
        "ncx": '<item id="t" href="toc" media-type="application/x-dtbncx+xml"/>',
    }
    opf = package("a.xhtml", "b.xhtml", extra=extra[kind]).replace("<spine>", '<spine><itemref idref="t"/>')
    files = {"OEBPS/a.xhtml": page("x"), "OEBPS/b.xhtml": page("y").replace("<p>", "<h1>Of concrete</h1><p>")}
    documents = epub_documents(book({**files, "OEBPS/toc": {"nav": nav, "ncx": ncx}[kind]}, opf), "lanes.epub")
    assert [(document.name, document.title) for document in documents] == [
        ("OEBPS/a.xhtml", "Of paint"),
        ("OEBPS/b.xhtml", "Of concrete"),
    ]


def test_a_section_of_a_real_book(shared: Path) -> None:
    text = (shared / "threads" / "lw1_feeling_rational_epub_section.html").read_bytes()
    found = epub_documents(book({"OEBPS/a.xhtml": text}, package("a.xhtml")), "book.epub")
    assert [document.html for document in found] == [text.decode()]


@pytest.mark.parametrize(
    "encoded",
    [
        "<p>café</p>".encode(),
        "<p>café</p>".encode("utf-16"),
        "<p>café</p>".encode("utf-8-sig"),
        "<p>café</p>".encode("cp1252"),
        "<?xml version='1.0' encoding='iso-8859-15'?><p>café</p>".encode("iso-8859-15"),
        "<?xml version='1.0' encoding='no-such'?><p>café</p>".encode(),
    ],
    ids=["utf-8", "utf-16", "bom", "cp1252", "declared", "unknown"],
)
def test_encodings(encoded: bytes) -> None:
    (document,) = epub_documents(book({"OEBPS/a.xhtml": encoded}, package("a.xhtml")), "lanes.epub")
    assert document.html.endswith("<p>café</p>")


def test_a_book_without_its_mimetype_is_one_all_the_same() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for path, text in {
            "META-INF/container.xml": CONTAINER,
            "OEBPS/book.opf": package("a.xhtml"),
            "OEBPS/a.xhtml": page("x"),
        }.items():
            archive.writestr(path, text)
    assert is_epub(stream.getvalue())
    assert len(epub_documents(stream.getvalue(), "lanes.epub")) == 1
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert not is_epub(other.getvalue())
    assert refused(other.getvalue()).id == "no-epub"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "it is no zip archive"),
        (b"PK\x03\x04" + b"\0" * 100, "it is no zip archive"),
        (book({}, package("a.xhtml"), container=None), "there is no 'META-INF/container.xml' in it"),
        (book({}, None), "there is no 'OEBPS/book.opf' in it"),
        (book({}, "<package>"), "'OEBPS/book.opf' is no XML"),
        (book({}, package()), "its spine names no document"),
        (book({}, package("gone.xhtml")), "its spine names 'gone.xhtml', which is not in it"),
        (book({}, package("../../etc/passwd")), "its spine names '../../etc/passwd', which is not in it"),
        (book({}, package("file:///etc/passwd")), "its spine names 'file:///etc/passwd', which is not in it"),
        (book({}, package("http://[x/a")), "its spine names 'http://[x/a', which is not in it"),
        (book({}, None, CONTAINER.replace("OEBPS/book.opf", "/etc/passwd")), "there is no '/etc/passwd' in it"),
        (book({}, None, CONTAINER.replace('full-path="OEBPS/book.opf"', "")), "names no package document"),
        (book({}, '<!DOCTYPE p [<!ENTITY a "b">]>' + package("a.xhtml")), "'OEBPS/book.opf' defines entities"),
        (book({}, '<!DOCTYPE p [<!ENTITY a SYSTEM "file:///etc/passwd">]><p>&a;</p>'), "'OEBPS/book.opf' defines entities"),
        (book({}, "<a>" * 500), "nested too deep"),
        (book({}, " "), "'OEBPS/book.opf' is no XML"),
    ],
    ids=range(16),
)
def test_what_is_wrong_with_a_book_is_said(data: bytes, says: str) -> None:
    problem = refused(data)
    assert problem.id == "epub-broken"
    assert says in str(problem)


def test_names_that_lead_out_of_the_archive_lead_nowhere() -> None:
    """A zip may hold a file of any name: it is a key, and never becomes a path of this machine."""
    files = {"../../etc/passwd": page("Ours."), "OEBPS/a.xhtml": page("x")}
    problem = refused(book(files, package("../../etc/passwd")))
    assert "its spine names '../../etc/passwd', which is not in it" in str(problem)
    (document,) = epub_documents(book({"etc/passwd": page("Ours.")}, package("../etc/passwd")), "lanes.epub")
    assert "Ours." in document.html


@pytest.mark.parametrize("where", ["META-INF/container.xml", "OEBPS/book.opf", "OEBPS/a.xhtml", "OEBPS/toc.ncx"])
def test_a_bomb_is_not_unpacked(where: str) -> None:
    files: dict[str, str | bytes] = {
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": package("a.xhtml", extra='<item id="t" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'),
        "OEBPS/a.xhtml": page("x"),
    }
    data = book({**files, where: b"<p>" + b" " * 200_000_000}, container=None)
    tracemalloc.start()
    start = time.monotonic()
    problem = refused(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert problem.id == "epub-too-big"
    assert time.monotonic() - start < 2
    assert peak < 150 * 2**20


def test_many_documents_do_not_add_up_to_a_bomb() -> None:
    """Each is within its own limit; all together are not within the book's."""
    names = [f"{number}.xhtml" for number in range(400)]
    files = {f"OEBPS/{name}": page("x" * 190_000) for name in names}
    assert refused(book(files, package(*names))).id == "epub-too-big"


def test_a_book_of_very_many_files_is_refused_at_once() -> None:
    data = book({f"f{number}": "" for number in range(10_001)})
    assert refused(data).id == "epub-too-big"


def test_an_archive_in_the_archive_stays_packed() -> None:
    inner = book({"OEBPS/b.xhtml": page("Inner.")}, package("b.xhtml"))
    (document,) = epub_documents(book({"OEBPS/a.xhtml": page("x"), "OEBPS/in.epub": inner}, package("a.xhtml")), "lanes.epub")
    assert "Inner." not in document.html


def test_an_encrypted_document_is_named() -> None:
    data = bytearray(book({"OEBPS/a.xhtml": page("x")}, package("a.xhtml")))
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"OEBPS/a.xhtml"))
    data[at + 8] |= 1
    assert "'OEBPS/a.xhtml' is encrypted" in str(refused(bytes(data)))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_book_is_read_or_refused(choices: st.DataObject) -> None:
    data = bytearray(book({"OEBPS/a.xhtml": page("Paint is cheap.")}, package("a.xhtml")))
    for at in choices.draw(st.lists(st.integers(0, len(data) - 1), min_size=1, max_size=8)):
        data[at] = choices.draw(st.integers(0, 255))
    cut = choices.draw(st.integers(0, len(data)))
    for damaged in (bytes(data), bytes(data[:cut])):
        try:
            documents = epub_documents(damaged, "lanes.epub")
        except ArgmapError:
            continue
        assert documents
