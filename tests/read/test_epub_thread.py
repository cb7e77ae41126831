"""Books as threads: one debate, several, and none."""

from __future__ import annotations

from pathlib import Path

import pytest

from argmap.errors import ArgmapError
from argmap.model import POST, BlockKind
from argmap.read import read
from argmap.read._epub_thread import read_epub
from tests.read.places import check_places, words
from tests.read.test_epub import book, package


def chapter(body: str, title: str = "") -> str:
    head = f"<head><title>{title}</title></head>" if title else ""
    return f'<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml">{head}<body>{body}</body></html>'


def debate(title: str) -> str:
    return f"""<html><body><h2><a href="http://lanes.example/1">{title}</a></h2><div class="md"><p>Paint is cheap.</p></div>
    <a name="a1"/><span>ID: a1</span><p>Ben</p><div id="dsq-comment-message-1" class="dsq-comment-message"><p>It fades.</p></div>
    <a name="b2"/><span>ID: b2</span><p>Cy</p><div id="dsq-comment-message-2" class="dsq-comment-message"><p>So?</p></div>
    </body></html>"""


def test_the_one_debate_of_a_book_is_the_thread() -> None:
    files: dict[str, str | bytes] = {"OEBPS/cover.xhtml": chapter("<p>A cover.</p>", "Cover"), "OEBPS/lanes.html": debate("Lanes")}
    thread = read_epub(book(files, package("cover.xhtml", "lanes.html")), "lanes.epub")
    assert (thread.title, thread.source.name, thread.source.reader) == ("Lanes", "lanes.epub/OEBPS/lanes.html", "lesswrong1-book")
    assert [comment.id for comment in thread.comments] == ["a1", "b2"]
    assert [(note.kind, "“Cover”" in note.message) for note in thread.report if note.kind == "dropped-documents"] == [
        ("dropped-documents", True)
    ]
    check_places(thread)


def test_a_real_section_in_a_book_reads_as_it_does_alone(shared: Path) -> None:
    data = (shared / "threads" / "foom_brain_emulation_hard_takeoff.cp1252.html").read_bytes()
    alone = read(data, "page.html")
    thread = read_epub(book({"OEBPS/a.html": data}, package("a.html")), "foom.epub")
    assert (thread.text, thread.comments, thread.quotes) == (alone.text, alone.comments, alone.quotes)
    assert not [note for note in thread.report if note.kind == "dropped-documents"]
    check_places(thread)


def test_several_debates_are_refused_by_name(shared: Path) -> None:
    names = ("foom_is_that_your_true_rejection.cp1252.html", "foom_brain_emulation_hard_takeoff.cp1252.html")
    files: dict[str, str | bytes] = {f"OEBPS/{name}": (shared / "threads" / name).read_bytes() for name in names}
    with pytest.raises(ArgmapError) as caught:
        read_epub(book(files, package(*names)), "foom.epub")
    assert caught.value.id == "several-debates"
    assert "foom.epub: this book holds 2 debates, and a thread is one of them: “Is That Your True Rejection?" in str(caught.value)
    assert all(name in str(caught.value) for name in names)


def test_a_book_without_comments_is_one_post_with_sections() -> None:
    first = chapter('<h1 id="s">Kerbs</h1><p>Paint is cheap.<a href="notes.xhtml#n1"><sup>1</sup></a></p>')
    second = chapter('<p id="s">It fades.<a id="r" href="notes.xhtml#n2"><sup>2</sup></a></p>', "Of fading")
    notes = chapter(
        '<p id="n1"><a href="a.xhtml#s">1</a> Mostly.</p><p id="n2"><a href="b.xhtml#r">2</a> Soon.</p>'.replace(
            "a.xhtml#s", "a.xhtml#r1"
        ),
    )
    first = first.replace('<a href="notes', '<a id="r1" href="notes')
    files: dict[str, str | bytes] = {"OEBPS/a.xhtml": first, "OEBPS/b.xhtml": second, "OEBPS/notes.xhtml": notes}
    thread = read_epub(book(files, package("a.xhtml", "b.xhtml", "notes.xhtml")), "lanes.epub")
    assert (thread.title, thread.author, thread.coauthors, thread.date) == ("Lanes & Paint", "Ada Vos", ("Ben Ruiz",), "2024-05-03")
    assert (thread.source.name, thread.source.reader, thread.comments) == ("lanes.epub", "epub", ())
    assert [section.title for section in thread.sections] == ["Kerbs", "Of fading"]
    assert [block.span.cut(thread.text) for block in thread.blocks if block.kind is BlockKind.PARAGRAPH] == [
        "Paint is cheap.[1]",
        "It fades.[2]",
    ]
    assert [(note.label, len(note.refs)) for note in thread.footnotes] == [("1", 1), ("2", 1)]
    check_places(thread)


def test_notes_of_the_same_name_in_two_chapters_stay_apart() -> None:
    body = '<h1>{0}</h1><p>{0} words.<a id="r1" href="#n1">1</a></p><p id="n1"><a href="#r1">1</a> About {0}.</p>'
    files: dict[str, str | bytes] = {
        "OEBPS/a.xhtml": chapter(body.format("First")),
        "OEBPS/b.xhtml": chapter(body.format("Second")),
    }
    thread = read_epub(book(files, package("a.xhtml", "b.xhtml")), "lanes.epub")
    assert len(thread.footnotes) == 2
    assert [note.span.cut(thread.text) for note in thread.footnotes] == ["About First.", "About Second."]
    assert [len(note.refs) for note in thread.footnotes] == [1, 1]


def test_comments_apart_from_the_post_join_it() -> None:
    alone = debate("Lanes").replace('<div class="md"><p>Paint is cheap.</p></div>', "")
    files: dict[str, str | bytes] = {"OEBPS/a.xhtml": chapter("<h1>Lanes</h1><p>Paint is cheap.</p>"), "OEBPS/b.html": alone}
    thread = read_epub(book(files, package("a.xhtml", "b.html")), "lanes.epub")
    assert words(thread, POST) == ["Lanes", "Paint is cheap."]
    assert [comment.id for comment in thread.comments] == ["a1", "b2"]
    check_places(thread)


def test_a_book_without_words_has_no_blocks() -> None:
    assert not read_epub(book({"OEBPS/a.xhtml": chapter("<p></p>")}, package("a.xhtml")), "lanes.epub").blocks
