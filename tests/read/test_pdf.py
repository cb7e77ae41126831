"""PDFs of our own: drawn by hand in the ways of typesetters, printed by Chromium, and made to hurt."""

from __future__ import annotations

import difflib
import html
import io
import re
import shutil
import subprocess
import time
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter

from argmap.errors import ArgmapError
from argmap.model import BlockKind, Thread
from argmap.read import read
from argmap.read._report import losses
from argmap.read.pdf import PdfText, _ask, _read, pdf_text, read_pdf

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
Text = tuple[float, float, float, str, str]
"""Where it stands, how large, in which font, and the words."""

ENCODING = b"<< /BaseEncoding /WinAnsiEncoding /Differences [1 /fi /fl] >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding %s >>" % ENCODING
FONTS = [FONT, FONT.replace(b"Helvetica", b"Helvetica-Bold"), FONT.replace(b"Helvetica", b"Helvetica-Oblique")]
T, B, I = "F1", "F2", "F3"  # noqa: E741


def build(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1) + b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, trailer, start)
    return bytes(out)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def show(text: Text) -> bytes:
    x, y, size, font, words = text
    # %f, as a PDF has no numbers like 1e+30.
    coded = words.replace("ﬁ", "\x01").replace("ﬂ", "\x02").encode("cp1252", "replace")
    for char in b"\\()":
        coded = coded.replace(bytes([char]), b"\\" + bytes([char]))
    return b"BT /%s %f Tf %f %f Td (%s) Tj ET" % (font.encode(), size, x, y, coded)


def drawn(*pages: Sequence[Text | bytes], info: bytes = b"", page: bytes = b"") -> bytes:
    """A PDF of these texts, each drawn by itself; bytes among them are operators."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", *FONTS, b"<< %s >>" % info]
    kids = []
    for texts in pages:
        kids.append(b"%d 0 R" % (len(objects) + 1))
        fonts = b"/Font << /F1 3 0 R /F2 4 0 R /F3 5 0 R >>"
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources << %s >> %s >>"
            % (len(objects) + 2, fonts, page)
        )
        objects.append(stream(b"\n".join(show(text) if isinstance(text, tuple) else text for text in texts)))
    objects[1] = b"<< /Type /Pages /Kids [ %s ] /Count %d >>" % (b" ".join(kids), len(kids))
    return build(objects, b"/Info 6 0 R")


def column(lines: str, x: float = 72, y: float = 700, size: float = 10, step: float = 12) -> list[Text]:
    """Lines one below the other; a blank one is half a line's gap, an indented one is indented."""
    texts: list[Text] = []
    for line in lines.splitlines():
        if not line.strip():
            y -= step / 2
            continue
        indent = len(line) - len(line.lstrip())
        texts.append((x + 5 * indent, y, size, T, line.strip()))
        y -= step
    return texts


def refused(data: bytes) -> ArgmapError:
    with pytest.raises(ArgmapError) as caught:
        pdf_text(data, "lanes.pdf")
    return caught.value


def words_of(pdf: PdfText) -> list[str]:
    return pdf.text.strip().split("\n\n")


BODY = """The city painted its first lane in spring and counted riders for a year before
it said anything about the result, which was a good idea. Concrete came later.

Nobody asked the shops. When they were asked they said that parking had been
worth less to them than they had thought.
"""


# Paragraphs


def test_paragraphs_parted_by_gaps() -> None:
    first, second = words_of(pdf_text(drawn(column(BODY)), "lanes.pdf"))
    assert first.endswith("before it said anything about the result, which was a good idea. Concrete came later.")
    assert second.startswith("Nobody asked the shops. When")


def test_paragraphs_told_by_indents_alone() -> None:
    text = """   The city painted its first lane in spring and counted riders for a year, then it
printed what it had found and went on to build the second one out of real concrete.
   Nobody asked the shops. When they were asked at last, they said that the parking had
been worth less to them than they had thought, and that more people came in than before.
   A third one is being planned at this very moment by the people who planned the others.
   A fourth is not."""
    assert [part.split()[0] for part in words_of(pdf_text(drawn(column(text)), "lanes.pdf"))] == ["The", "Nobody", "A", "A"]


def test_a_raised_number_that_spreads_the_lines_parts_no_paragraph() -> None:
    lines = [(72.0, y, 10.0, T, "A line of the paper that is as long as all the others are and") for y in (700, 688, 676, 658, 646)]
    assert len(words_of(pdf_text(drawn([*lines, (72, 634, 10, T, "now ends.")]), "lanes.pdf"))) == 2
    lines = [(x, y, size, font, words.lower()) for x, y, size, font, words in lines]
    assert len(words_of(pdf_text(drawn([*lines, (72, 634, 10, T, "now ends.")]), "lanes.pdf"))) == 1


def test_double_spaced_lines_are_one_paragraph() -> None:
    lines = "one line of a paper that is set for its reviewers to\nwrite in between the lines of it as they like\n" * 4
    assert len(words_of(pdf_text(drawn(column(lines, step=24)), "lanes.pdf"))) == 1


def test_a_paragraph_goes_on_over_the_page_and_past_its_footnote() -> None:
    one = column(
        "Riders were counted twice a day by people who stood on the corner\nand wrote all of them down, so that we can say that the"
    )
    note: Text = (72, 80, 7, T, "1 With a pencil.")
    two = column("number of riders has doubled since then. It is known.\n\nA new paragraph of the second page begins here.")
    pdf = pdf_text(drawn([*one, note], two), "lanes.pdf")
    first, second, third = words_of(pdf)
    assert "we can say that the number of riders has doubled" in first
    assert second == "1 With a pencil."
    assert third.startswith("A new paragraph")
    assert [one.kind for one in pdf.notes] == ["joined"]


def test_a_short_last_line_on_a_page_is_not_joined() -> None:
    opener = "6 comments, sorted by new"
    one = column(f"Riders were counted twice a day by people who stood on the corner for it.\n\n{opener}")
    pdf = pdf_text(drawn(one, column("ben wrote a first line that is long enough to be one of a paragraph's.")), "lanes.pdf")
    assert opener in words_of(pdf)


def test_two_columns_are_read_one_after_the_other() -> None:
    left = column(
        "The city painted a first lane in spring\nand counted riders for a year and then\nit began to think about how the second"
    )
    right = column("one would look. It was of concrete.\n\nNobody asked the shops along the street.", x=320)
    assert words_of(pdf_text(drawn([*left, *right]), "lanes.pdf"))[1:] == ["Nobody asked the shops along the street."]


def test_lists() -> None:
    disc = b"1 0 0 1 80 %d cm 0 2 m 0 3 1 4 2 4 c 3 4 4 3 4 2 c 4 1 3 0 2 0 c 1 0 0 1 0 2 c f 1 0 0 1 -80 -%d cm"
    texts: list[Text | bytes] = [*column("Three reasons are given for it by the people of the city:")]
    for number, words in enumerate(["Paint is cheap and quickly on the road,", "Riders can see it from where they are."]):
        y = 670 - 20 * number
        texts += [disc % (y, y), (90, y, 10, T, words)]
    texts += [(90, 630, 10, T, "•"), (100, 630, 10, T, "It washes off, which may be"), (100, 618, 10, T, "a good thing.")]
    texts += [(90, 600, 10, T, "1."), (104, 600, 10, T, "Numbered too."), (90, 580, 10, T, "2. And again.")]
    assert pdf_text(drawn(texts), "lanes.pdf").text == (
        "Three reasons are given for it by the people of the city:\n\n"
        "- Paint is cheap and quickly on the road,\n- Riders can see it from where they are.\n"
        "- It washes off, which may be a good thing.\n"
        "1. Numbered too.\n2. And again.\n"
    )


def test_a_table_of_contents_keeps_its_lines() -> None:
    text = "Of paint and what it costs . . . . . . . . . 12\nOf concrete and what it costs . . . . . . . . . 130"
    assert len(words_of(pdf_text(drawn(column(text)), "lanes.pdf"))) == 2


def test_headings_and_marks() -> None:
    large: Text = (72, 740, 20, B, "Paint on the Road")
    sub: list[Text] = [(72, 640, 14, B, "1. What was"), (72, 624, 14, B, "counted")]
    runs: list[Text] = [
        (72, 600, 10, T, "We "),
        (88, 600, 10, B, "never"),
        (116, 600, 10, T, " asked the shops, "),
        (200, 600, 10, I, "really."),
    ]
    pdf = pdf_text(drawn([large, *column(BODY), *sub, *runs]), "lanes.pdf")
    assert pdf.title == "Paint on the Road"
    assert words_of(pdf)[0] == "Paint on the Road"
    assert words_of(pdf)[3:] == ["# 1. What was counted", "We **never** asked the shops, *really.*"]


# Words


def test_broken_words_are_mended_and_compounds_kept() -> None:
    text = """The infrastructure of a well-known city is paid for by all, and its infra-
structure is what a well-
known man once wanted; the munici-
pality built a lane-
side bench, COVID-
19 or not, and x-
ray machines for peo\u00ad
ple who ride. The lane has a side."""
    (found,) = words_of(pdf_text(drawn(column(text)), "lanes.pdf"))
    assert "its infrastructure is what a well-known man once wanted; the municipality built a lane-side bench" in found
    assert "COVID-19 or not, and x-ray machines for people who ride." in found


def test_ligatures_are_unfolded_and_nothing_unseen_is_left() -> None:
    pdf = pdf_text(drawn([(72, 700, 10, T, "The ﬁrst ofﬁce to re\u00adﬂect on \x00it.")]), "lanes.pdf")
    assert pdf.text == "The first office to reflect on it.\n"


# What runs over all pages


def test_running_heads_and_page_numbers_are_dropped_and_noted() -> None:
    told = "is one of those that were painted in the spring of the last year and since\nthen its riders are"
    streets = ["Elm", "Oak", "Ash", "Yew", "Fir", "Box"]
    pages = []
    for number in range(6):
        head = "Ada Vos" if number % 2 else "Paint on the Road"
        foot: Text = (300, 40, 8, T, f"- {number + 9} -")
        pages.append(
            [
                (72.0, 760.0, 8.0, T, head),
                *column(f"{streets[number]} street {told} {number * number} a day.\n\n12\n\nIt is {streets[number]}'s."),
                foot,
            ]
        )
    pdf = pdf_text(drawn(*pages), "lanes.pdf")
    assert "Vos" not in pdf.text
    assert "Road" not in pdf.text
    assert "- 9" not in pdf.text
    assert pdf.text.count("\n\n12\n\n") == 6
    assert [pdf.text.count(street) for street in streets] == [2] * 6
    assert [(note.kind, note.message) for note in pdf.notes] == [
        ("dropped-running", "left out: a running head or foot, on 3 of 6 pages: Paint on the Road"),
        ("dropped-running", "left out: a running head or foot, on 6 of 6 pages: - 9 -"),
        ("dropped-running", "left out: a running head or foot, on 3 of 6 pages: Ada Vos"),
    ]


def test_a_head_that_names_the_chapter_is_known_by_its_number_and_a_title_is_no_head() -> None:
    chapters = ["Of Paint", "Of Paint", "Of Concrete", "Of Riders", "Of Shops"]
    pages: list[list[Text]] = [[(72, 690, 24, B, "Lanes")]]
    pages += [[(72, 760, 9, T, f"{name} {number}"), *column(BODY)] for number, name in enumerate(chapters, 1)]
    pages[1].append((72, 40, 9, T, "Lanes"))
    pages[2].append((72, 40, 9, T, "Lanes"))
    pdf = pdf_text(drawn(*pages), "lanes.pdf")
    assert pdf.title == words_of(pdf)[0] == "Lanes"
    assert pdf.text.count("Lanes") == 1
    assert not any(name in pdf.text for name in chapters)


def test_what_is_tagged_as_no_text_is_dropped_from_a_single_page() -> None:
    tag = b"/Artifact << /Type /Pagination >> BDC"
    pdf = pdf_text(drawn([tag, (72, 760, 8, T, "Printed at noon"), b"EMC", *column(BODY)]), "lanes.pdf")
    assert len(words_of(pdf)) == 2
    assert [note.kind for note in pdf.notes] == ["dropped-running"]


def test_text_across_the_margin_is_no_text_of_the_page() -> None:
    stamp = b"BT /F1 20 Tf 0 1 -1 0 30 300 Tm (arXiv of lanes) Tj ET"
    assert "arXiv" not in pdf_text(drawn([stamp, *column(BODY)]), "lanes.pdf").text


def test_a_page_shown_turned_is_read_as_it_is_shown() -> None:
    turned = b"BT /F1 10 Tf 0 1 -1 0 100 72 Tm (Paint is cheap) Tj ET BT /F1 10 Tf 0 1 -1 0 112 72 Tm (and on the road.) Tj ET"
    assert pdf_text(drawn([turned], page=b"/Rotate 90"), "lanes.pdf").text == "Paint is cheap and on the road.\n"


def test_the_address_at_the_foot_of_every_page_is_the_threads() -> None:
    def printed(*feet: str) -> str | None:
        return read_pdf(drawn(*([*column(BODY), (72, 20, 8, T, foot)] for foot in feet)), "lanes.pdf").url

    address = "https://lanes.example/p/7?sort=new"
    assert printed(f"{address} 1/2", f"{address} 2/2") == address
    assert printed(f"{address} 1/1") == address
    assert printed(f"{address} 1/2", "https://lunches.example/ 2/2") is None
    assert printed("https://lanes.example/p… 1/2", "https://lanes.example/p… 2/2") is None
    assert printed("file:///home/ada/lanes.html 1/1") is None


def test_comments_that_cannot_be_told_apart_are_told() -> None:
    page = column("bo\n\nIt is cheap, but it washes off in the rain.\n\nReply", y=640)
    shown = read_pdf(drawn([*column(BODY, y=760), (72, 680, 13, B, "34 Comments"), *page]), "lanes.pdf")
    assert not shown.comments
    assert "“34 Comments”" in losses(shown)[0]
    told = enumerate(["Reply", "No.", "Reply", "Yes.", "Reply", "Maybe.", "Reply"])
    replies = [(72.0, 570.0 - 40 * number, 10.0, T, said) for number, said in told]
    assert "“reply” 5 times" in losses(read_pdf(drawn([*page, *replies]), "lanes.pdf"))[0]
    assert not losses(read_pdf(drawn(column(BODY)), "lanes.pdf"))


# What the file says of itself


@pytest.mark.parametrize(
    ("info", "title", "author"),
    [
        (b"/Title (Of Paint) /Author (Ada Vos)", "Of Paint", "Ada Vos"),
        (b"/Title (Microsoft Word - lanes2.docx) /Author (user)", None, None),
        (b"/Title () /Author (  )", None, None),
        (b"/Title <FEFF00460061007200620065> /Author 7", "Farbe", None),
    ],
    ids=range(4),
)
def test_title_and_author(info: bytes, title: str | None, author: str | None) -> None:
    pdf = pdf_text(drawn(column(BODY), info=info), "lanes.pdf")
    assert (pdf.title, pdf.author) == (title, author)


def test_a_paper_becomes_a_post() -> None:
    texts: list[Text] = [
        (72, 740, 20, B, "Of Paint"),
        *column(BODY),
        (72, 630, 14, B, "Results"),
        (72, 610, 10, T, "Riders doubled."),
    ]
    thread = read_pdf(drawn(texts, info=b"/Title (Of Paint) /Author (Ada Vos)"), "lanes.pdf")
    assert (thread.id, thread.title, thread.author, thread.source.reader) == ("of-paint", "Of Paint", "Ada Vos", "pdf")
    assert [block.kind for block in thread.blocks] == [
        BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
    ]
    assert [section.title for section in thread.sections] == ["Results"]
    assert all(thread.text[run.text :][: run.length] == thread.source.raw[run.raw :][: run.length] for run in thread.raw_map.runs)


# Printed by a browser


def print_page(body: str, folder: Path, *flags: str, title: str = "Lanes") -> bytes:
    if CHROMIUM is None:
        pytest.skip("Chromium is not here")
    page, out = folder / "page.html", folder / "page.pdf"
    page.write_text(f"<!doctype html><html lang=en><meta charset=utf-8><title>{title}</title>{body}")
    quiet = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", *quiet, f"--user-data-dir={folder / 'profile'}"]
    subprocess.run([*command, *flags, f"--print-to-pdf={out}", str(page)], capture_output=True, timeout=60, check=True)
    return out.read_bytes()


def as_html(raw: str) -> str:
    """A forum's page as the browser had it before somebody saved it as Markdown-like text: the ring behind a link is no text."""
    raw = re.sub(r"(?<=\))(?: ?°|\[°\]|\^o)", "", raw)

    def inline(text: str) -> str:
        text = re.sub(r"\[([^\[\]]*)\]\([^)]*\)", r"<a href='#'>\1</a>", html.escape(text, quote=False))
        return re.sub(r"\*(.+?)\*", r"<i>\1</i>", re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text))

    parts = []
    for number, chunk in enumerate(filter(str.strip, re.split(r"\n\s*\n", raw))):
        lines = [line.strip() for line in chunk.splitlines() if line.strip()]
        if all(line.startswith("- ") for line in lines):
            parts.append("<ul>" + "".join(f"<li>{inline(line[2:])}</li>" for line in lines) + "</ul>")
        else:
            heading = re.match(r"\d(?:\.\d)?\.? [A-Z]", lines[0]) and len(lines) == 1 and len(lines[0]) < 150
            tag = "h1" if number == 0 else "h2" if heading else "p"
            parts += [f"<{tag}>{inline(line)}</{tag}>" for line in lines]
    return "<style>body { font: 11pt/1.45 serif }</style>" + "\n".join(parts)


def words(thread: Thread) -> list[str]:
    return re.findall(r"\w+", thread.text)


def blocks(thread: Thread) -> list[tuple[BlockKind, str]]:
    return [(block.kind, re.sub(r"\W", "", block.span.cut(thread.text))) for block in thread.blocks]


@pytest.mark.browser
def test_the_real_page_printed_and_read_back(seed_page: Path, tmp_path: Path) -> None:
    """Measured: its 4,062 words and no other, its 80 blocks, its 6 comments with authors, votes, ages and parents."""
    direct = read(seed_page.read_bytes(), seed_page.name)
    thread = read_pdf(print_page(as_html(seed_page.read_text()), tmp_path), "page.pdf")
    same = difflib.SequenceMatcher(None, words(direct), words(thread), autojunk=False).get_matching_blocks()
    assert sum(match.size for match in same) >= 0.999 * len(words(direct))
    assert len(words(thread)) <= 1.001 * len(words(direct))
    assert len(set(blocks(thread)) & set(blocks(direct))) >= 0.97 * len(direct.blocks)
    assert len(thread.blocks) == len(direct.blocks)
    assert [(comment.author, comment.karma, comment.agreement, comment.age, comment.reply_to) for comment in thread.comments] == [
        (comment.author, comment.karma, comment.agreement, comment.age, comment.reply_to) for comment in direct.comments
    ]
    for name in ("title", "author", "date", "score", "tags", "stated_comments"):
        assert getattr(thread, name) == getattr(direct, name)
    assert [section.id for section in thread.sections] == [section.id for section in direct.sections]
    assert thread.source.reader == "pdf"


@pytest.mark.browser
def test_another_real_page_printed_and_read_back(shared: Path, tmp_path: Path) -> None:
    """Measured: 66 of its 66 blocks, as the HTML reader reads them, are paragraphs of the PDF."""
    name = "foom_is_that_your_true_rejection.cp1252.html"
    data = (shared / "threads" / name).read_bytes()
    pdf = pdf_text(print_page(re.sub(r"(?is)<script.*?</script>", "", data.decode("cp1252")), tmp_path), "page.pdf")
    direct = read(data, name)
    told = {re.sub(r"\W", "", part) for part in re.split(r"\n+", pdf.text)}
    kept = [block for block in direct.blocks if re.sub(r"\W", "", block.span.cut(direct.text)) in told]
    assert len(kept) >= 0.97 * len(direct.blocks)


@pytest.mark.browser
@pytest.mark.parametrize("flags", [(), ("--no-pdf-header-footer",)], ids=["head", "bare"])
def test_a_justified_page_in_columns(flags: tuple[str, ...], tmp_path: Path) -> None:
    vocabulary = ["paint", "lane", "rider", "traffic", "infrastructure", "well-known", "municipality", "although", "the", "a", "of"]
    told = [
        f"Tale{number} "
        + " ".join(vocabulary[(number * number + step * step) % 11] for step in range(70 + number))
        + f" end{number}."
        for number in range(30)
    ]
    style = (
        "<style>body { font: 10pt/1.2 serif } div { columns: 2; text-align: justify } p { margin: 0; text-indent: 1.2em }</style>"
    )
    lists = (
        "<ol><li>One of them that is so long that it needs to be wrapped in its column<li>Two</ol><ul><li>A<ul><li>B</ul><li>C</ul>"
    )
    body = (
        style
        + "<h1>Of Paint</h1><div>"
        + "".join(f"<p>{tale}</p>{lists if n == 7 else ''}" for n, tale in enumerate(told))
        + "</div>"
    )
    pdf = pdf_text(print_page(body, tmp_path, *flags), "page.pdf")
    assert [part for part in words_of(pdf) if part.startswith("Tale")] == told
    assert "1. One of them that is so long that it needs to be wrapped in its column\n2. Two\n- A\n  - B\n- C\n" in pdf.text
    assert words_of(pdf)[0] == "Of Paint"
    assert len(words_of(pdf)) == 32


# Broken, locked, looping, bursting

PAGE = drawn(column(BODY))


def one_page(
    content: bytes, entries: bytes = b"", *, kids: bytes = b"3 0 R", resources: bytes = b"", more: Sequence[bytes] = ()
) -> bytes:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> %s >> >>"
    pages = b"<< /Type /Pages /Kids [ %s ] /Count 1 >>" % kids
    return build([b"<< /Type /Catalog /Pages 2 0 R >>", pages, page % resources, stream(content, entries), FONT, *more])


def burst(unit: bytes, times: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(unit) for _ in range(times)) + packer.flush()


def test_a_password_is_asked_for() -> None:
    for user, readable in (("secret", False), ("", True)):
        writer = PdfWriter(clone_from=io.BytesIO(PAGE))
        writer.encrypt(user, "owner", algorithm="RC4-128")
        out = io.BytesIO()
        writer.write(out)
        if readable:
            assert pdf_text(out.getvalue(), "lanes.pdf").text == pdf_text(PAGE, "lanes.pdf").text
        else:
            assert refused(out.getvalue()).id == "pdf-locked"


def test_pictures_of_pages_are_no_text() -> None:
    picture = stream(b"\0" * 12, b"/Type /XObject /Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceRGB")
    problem = refused(one_page(b"q 600 0 0 700 0 0 cm /X Do Q", resources=b"/XObject << /X 6 0 R >>", more=[picture]))
    assert problem.id == "pdf-no-text"
    assert "(1 pages)" in str(problem)


@pytest.mark.parametrize("part", range(1, 20, 3))
def test_a_truncated_file_is_refused_or_says_so(part: int) -> None:
    whole = pdf_text(PAGE, "lanes.pdf")
    data = PAGE[: len(PAGE) * part // 20]
    try:
        pdf = pdf_text(data, "lanes.pdf")
    except ArgmapError as problem:
        said = problem.id
    else:
        said = "" if pdf.text == whole.text and [note.kind for note in pdf.notes] == ["pdf-mended"] else pdf.text
    assert said in ("pdf-broken", "pdf-no-text", "")


POINTS = st.one_of(st.floats(-2000, 2000), st.sampled_from([0.0, 72.0, 700.0, 1e30, -1e30]))
PIECES = st.tuples(
    st.text(max_size=12), POINTS, POINTS, st.sampled_from([0.1, 8.0, 10.0, 20.0, 1000.0]), st.integers(0, 3), st.booleans()
)


@given(st.lists(st.lists(PIECES, max_size=12), min_size=1, max_size=4), st.lists(st.tuples(POINTS, POINTS), max_size=4))
def test_whatever_a_page_shows_is_put_together(pages: list[Any], discs: list[Any]) -> None:
    found = {"title": None, "author": None, "pages": [{"pieces": pieces, "discs": discs} for pieces in pages]}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_read, "ask_child", lambda data, name: found)
        try:
            text = pdf_text(b"", "lanes.pdf").text
        except ArgmapError as problem:
            text = problem.id
    assert text


@settings(max_examples=8, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(PAGE) - 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_damaged_file_is_read_or_refused(damage: list[tuple[int, int]]) -> None:
    data = bytearray(PAGE)
    for at, byte in damage:
        data[at] = byte
    try:
        text = pdf_text(bytes(data), "lanes.pdf").text
    except ArgmapError as problem:
        text = problem.id
    assert text


@pytest.mark.parametrize("size", [0, 1e-9, 1e30, -10])
def test_letters_of_any_size(size: float) -> None:
    lines = [(x, y, size, font, words) for x, y, _, font, words in column(BODY)]
    text = pdf_text(drawn(lines), "lanes.pdf").text
    assert re.sub(r"\W", "", text) == re.sub(r"\W", "", BODY)  # how far apart letters of 1e30 points stand, nobody knows


def test_a_nul_in_a_word_and_a_previous_table_that_is_none() -> None:
    assert "The city" in pdf_text(PAGE.replace(b"(The city", b"(The\0 city"), "lanes.pdf").text
    assert "The city" in pdf_text(PAGE.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev 9"), "lanes.pdf").text


HURTS: dict[str, Callable[[], bytes]] = {
    "blanks burst": lambda: one_page(burst(b" " * 10**6, 100), b"/Filter /FlateDecode"),
    "burst twice": lambda: one_page(zlib.compress(burst(b" " * 10**6, 100)), b"/Filter [/FlateDecode /FlateDecode]"),
    "words burst": lambda: one_page(burst(b"(" + b"x" * 10**6 + b") Tj\n", 20), b"/Filter /FlateDecode"),
    "operators burst": lambda: one_page(burst(b"BT /F1 9 Tf 9 9 Td (x) Tj ET\n" * 36_000, 6), b"/Filter /FlateDecode"),
    "brackets burst": lambda: one_page(burst(b"[" * 10**6, 60), b"/Filter /FlateDecode"),
    "page tree loops": lambda: one_page(b"", kids=b"2 0 R"),
    "a page 20,000 times": lambda: one_page(b"", kids=b"3 0 R " * 20_000),
    "forms in forms": lambda: one_page(
        b"/X0 Do " * 10,
        resources=b"/XObject << " + b" ".join(b"/X%d %d 0 R" % (n, 6 + n) for n in range(8)) + b" >>",
        more=[
            stream(
                b"/X%d Do " % (n + 1) * 10,
                b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X%d %d 0 R >> >>" % (n + 1, 7 + n),
            )
            for n in range(8)
        ],
    ),
    "catalogue nests": lambda: build([b"<< /Pages " + b"<< /A " * 100_000 + b"1" + b" >>" * 100_000 + b" >>"]),
    "nothing but NUL": lambda: b"%PDF-1.7\n" + b"\0" * 10**6,
    "nothing but objects": lambda: b"%PDF-1.7\n" + b"1 0 obj\n" * 200_000,
    "nothing but trailers": lambda: b"%PDF-1.7\n" + b"trailer << /Root 1 0 R >>\n" * 100_000,
    "table loops": lambda: (
        b"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer << /Size 1 /Root 1 0 R /Prev 9 >>\nstartxref\n9\n%%EOF"
    ),
    "too large": lambda: b"%PDF-1.7\n" + b" " * (65 * 2**20),
}


def most_memory() -> dict[str, int]:
    """The most kilobytes that this process and any of its children ever had."""
    resource = pytest.importorskip("resource")
    return {who: resource.getrusage(getattr(resource, who)).ru_maxrss for who in ("RUSAGE_SELF", "RUSAGE_CHILDREN")}


@pytest.mark.parametrize("kind", HURTS)
def test_a_page_that_hurts_is_refused_in_time_and_memory(
    kind: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(_ask, "_SECONDS", 2.0)
    data = HURTS[kind]()
    before, start = most_memory(), time.monotonic()
    assert refused(data).id in ("pdf-broken", "pdf-too-big", "pdf-no-text")
    assert time.monotonic() - start < 6
    for who, most in most_memory().items():
        assert most == before[who] or most < 2**20
    assert capfd.readouterr() == ("", "")
