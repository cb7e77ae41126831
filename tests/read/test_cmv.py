"""Change My View threads of the CMV modes corpus: the XML, the brat text, and that both are read alike."""

from __future__ import annotations

import contextlib
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.errors import ArgmapError
from argmap.markup import strip, thread_text
from argmap.model import POST, BlockKind, QuoteKind, Thread
from argmap.read import losses, read, read_all, read_markdown, reader_of

XML = """<?xml version="1.0"?>
<thread ID="x1">
<title><claim type="interpretation">CMV: Every town needs lanes &amp; paint.</claim><claim> Kerbs come later.</claim></title>
<source>http://forum.example/r/cmv/comments/x1/lanes/</source>
<OP author="ann">

<claim type="interpretation" id="0" rel="agreement" ref="title">Cyclists avoid wide roads</claim>, but <premise type="logos" id="1"
rel="support" ref="0">paint is cheap</premise>.
<claim id="2">Nobody minds paint</claim> (<premise id="3" rel="support" ref="2">so says the town</premise>).

</OP>
<reply id="cn4abc1" author="ben">
 &gt; Nobody minds paint (so says the town).
<claim id="4" rel="rebuttal" ref="2">Shop owners do</claim>.

&#8710;

</reply>
<reply id="cn4abc2" author="ann">

Which ones ?

</reply>
</thread>
<!--> <premise id="9">Somebody's note</premise> </!-->
"""
TEXT = """CMV: Every town needs lanes &amp; paint.
Kerbs come later.

Cyclists avoid wide roads , but paint is cheap .
Nobody minds paint ( so says the town ).

&gt; Nobody minds paint (so says the town).
Shop owners do .

&#8710;


Which ones ?

"""


def words(thread: Thread, doc: str) -> list[str]:
    return [block.span.cut(thread.text) for block in thread.blocks if block.doc == doc]


def check_places(thread: Thread) -> None:
    for run in thread.raw_map.runs:
        if run.width is None:
            assert thread.text[run.text : run.text + run.length] == thread.source.raw[run.raw : run.raw + run.length]


def test_the_xml_without_what_is_marked_in_it() -> None:
    thread = read(XML.encode(), "pos_1.xml")
    assert thread.title == "CMV: Every town needs lanes & paint. Kerbs come later."
    assert (thread.author, thread.url) == ("ann", "http://forum.example/r/cmv/comments/x1/lanes/")
    assert words(thread, POST) == [
        thread.title,
        "Cyclists avoid wide roads, but paint is cheap. Nobody minds paint (so says the town).",
    ]
    assert thread.blocks[0].kind is BlockKind.HEADING
    assert [(one.id, one.author, one.reply_to) for one in thread.comments] == [
        ("cn4abc1", "ben", POST),
        ("cn4abc2", "ann", "cn4abc1"),
    ]
    assert words(thread, "cn4abc1") == ["Nobody minds paint (so says the town).", "Shop owners do.", "∆"]
    assert words(thread, "cn4abc2") == ["Which ones?"]
    assert [(one.doc, one.source, one.kind) for one in thread.quotes] == [("cn4abc1", POST, QuoteKind.QUOTATION)]
    assert losses(thread) == []
    check_places(thread)
    assert read_markdown(strip(thread_text(thread)), "a.md").text == thread.text


def test_the_brat_text_is_read_alike() -> None:
    annotations = b"T1\tmain_claim 0 39\tCMV: Every town needs lanes &amp; paint.\nA1\tType1 T1 interpretation\n"
    both, xml = read_all([("a.txt", TEXT.encode()), ("a.ann", annotations)]), read(XML.encode(), "a.xml")
    assert both.text == xml.text
    assert [one.span for one in both.comments] == [one.span for one in xml.comments]
    assert [(one.span, one.source_span) for one in both.quotes] == [(one.span, one.source_span) for one in xml.quotes]
    assert read(TEXT.encode(), "a.txt").text == both.text
    assert [note.kind for note in both.report] == ["turns-inferred"], "the first answer begins where a quotation says so"
    check_places(both)


def test_the_real_pair_is_read_alike(shared: Path) -> None:
    def file(kind: str) -> tuple[str, bytes]:
        path = shared / "threads" / f"cmv_v2_pos95.{kind}"
        return path.name, path.read_bytes()

    xml, text = read_all([file("xml")]), read_all([file("txt"), file("ann")])
    assert xml.text == text.text
    assert [one.span for one in xml.comments] == [one.span for one in text.comments]
    assert len(xml.comments) == 8
    ids = dict(zip([one.id for one in text.comments], [one.id for one in xml.comments], strict=True)) | {POST: POST}
    found = [(one.doc, one.span, one.source, one.source_span, one.kind) for one in xml.quotes]
    assert [(ids[one.doc], one.span, one.source and ids[one.source], one.source_span, one.kind) for one in text.quotes] == found
    parents = {one.id: one.reply_to for one in xml.comments}
    marked = {block.span for block in xml.blocks if block.kind is BlockKind.BLOCKQUOTE}
    aligned = [one for one in xml.quotes if one.span in marked and one.source]
    assert len(marked) == 9
    assert len(aligned) == 8, "one says itself that its words were changed"
    assert all(one.source == parents[one.doc] for one in aligned)


def test_every_thread_of_the_corpus_is_whole(shared: Path) -> None:
    quotes = aligned = 0
    files = sorted((shared / "cmv").glob("*/*.xml"))
    for path in files:
        data = path.read_bytes()
        thread = read(data, path.name)
        raw = data.decode()
        assert reader_of(data, path.name).name == "cmv"
        assert len(thread.comments) == raw.count("<reply"), path.name
        assert [one.author for one in thread.comments] == re.findall(r'<reply[^>]*author="([^"]*)"', raw)
        assert not re.search(r"</?(?:claim|premise)\b", thread.text)
        check_places(thread)
        spans = {block.span for block in thread.blocks if block.kind is BlockKind.BLOCKQUOTE}
        quotes += len([one for one in thread.quotes if one.span in spans])
        aligned += len([one for one in thread.quotes if one.span in spans and one.source_span])
    assert len(files) == 76
    assert aligned / quotes > 0.9


def test_what_is_cut_off_or_broken_is_read_as_far_as_it_goes() -> None:
    cut = XML[: XML.index("Which") + 5]
    assert words(read(cut.encode(), "a.xml"), "cn4abc2") == ["Which"]
    loose = XML.replace("</premise>).", ").").replace("&amp;", "&")
    assert read(loose.encode(), "a.xml").text == read(XML.encode(), "a.xml").text
    commented = XML.replace("Which ones ?", "Which <!--premise id='7'>never</premise> </!-->ones?")
    assert words(read(commented.encode(), "a.xml"), "cn4abc2") == ["Which ones?"]


def test_entities_are_never_expanded() -> None:
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    bomb = f'<?xml version="1.0"?><!DOCTYPE thread [<!ENTITY l0 "lol">{lol}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    body = XML.partition("?>")[2].replace("Which ones ?", "Which &l8; &f; ones?")
    thread = read((bomb + body).encode(), "a.xml")
    assert words(thread, "cn4abc2") == ["Which &l8; &f; ones?"]
    assert "lollol" not in thread.text
    assert "root:" not in thread.text


@pytest.mark.parametrize("piece", ["<claim ", "<!--", "<claim>", "</premise>", " .", "&gt; Nobody minds paint\n\n", "(  "])
def test_hostile_threads_take_linear_time(piece: str) -> None:
    began = time.perf_counter()
    read(XML.replace("Which ones ?", piece * 20_000 + " end").encode(), "a.xml")
    assert time.perf_counter() - began < 10


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(XML)), st.integers(0, 40), st.text(max_size=12))
def test_no_edit_of_a_file_is_a_crash(at: int, length: int, words: str) -> None:
    for text in (XML, TEXT):
        with contextlib.suppress(ArgmapError):
            check_places(read((text[:at] + words + text[at + length :]).encode("utf-8", "replace"), "a"))
