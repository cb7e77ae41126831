"""Old LessWrong: the real page counted by other means, pages of our own, and the sections of books."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from argmap.model import POST, Thread
from argmap.read import read, read_all, reader_of
from argmap.read._file import decode_page
from tests.read.places import check_places, depths, words

# The real page


@pytest.fixture(scope="module")
def source(shared: Path) -> str:
    page = (shared / "threads" / "lw1_2010_sorting_out_sticky_brains.html").read_bytes()
    return decode_page(page, "page")


@pytest.fixture(scope="module")
def thread(source: str) -> Thread:
    return read(source.encode(), "page.html")


def counted(source: str) -> dict[str, tuple[int, str]]:
    """How deep each comment stands and what it answers, by counting how many `div` are open: no tree, no parser."""
    plain = re.sub(r"(?s)<!--.*?-->|<script.*?</script>", "", source)
    found: dict[str, tuple[int, str]] = {}
    open_divs: list[str | None] = []
    for tag in re.finditer(r"</div>|<div\b[^>]*>", plain):
        if tag[0] == "</div>":
            if open_divs:
                open_divs.pop()
            continue
        comment = re.search(r'id="thingrow_t1_(\w+)"', tag[0])
        around = [id for id in open_divs if id]
        if comment:
            found[f"c{comment[1]}"] = len(around), around[-1] if around else POST
        open_divs.append(f"c{comment[1]}" if comment else None)
    return found


def test_all_comments_at_their_depth_below_their_parents(thread: Thread, source: str) -> None:
    expected = counted(source)
    assert len(expected) == thread.stated_comments == len(thread.comments) == 42
    assert {comment.id: (depths(thread)[comment.id], comment.reply_to) for comment in thread.comments} == expected
    assert max(depths(thread).values()) == 8
    links = dict(re.findall(r'id="parent_t1_(\w+)" href="#(\w+)"', source))
    assert len(links) == 33
    assert {f"c{id}": f"c{parent}" for id, parent in links.items()} == {
        comment.id: comment.reply_to for comment in thread.comments if comment.reply_to != POST
    }
    assert {comment.evidence for comment in thread.comments} == {"stated"}


def test_authors_karma_times_and_states(thread: Thread, source: str) -> None:
    for comment in thread.comments:
        id = comment.id[1:]
        row = source[source.index(f'id="display_t1_{id}"') : source.index(f'id="body_t1_{id}"')]
        author, time, points = (
            re.search(pattern, row) for pattern in (r'id="author_\w+"[^>]*>([^<]+)', r'time="(\d+)"', r"(-?\d+) points?\n")
        )
        assert author
        assert time
        assert points
        assert comment.author == author[1]
        assert comment.karma == int(points[1])
        # The server's clock is ten hours behind the one that the page shows.
        shown = datetime.fromtimestamp(int(time[1]) + 36_000, UTC)
        assert comment.date == shown.strftime("%Y-%m-%dT%H:%M:%S")
        assert comment.age == shown.strftime("%d %B %Y %I:%M:%S%p")
        assert ("edited" in comment.states) == ("<em>*</em>" in row)
        assert comment.url == f"http://lesswrong.com/lw/1mu/sorting_out_sticky_brains/{id}"
        assert thread.date is not None
        assert comment.date > thread.date
    assert sum("collapsed" in comment.states for comment in thread.comments) == 1


def test_the_post(thread: Thread, source: str) -> None:
    assert (thread.author, thread.date, thread.score) == ("Alicorn", "2010-01-18T04:18", 49)
    assert thread.tags == ("belief_in_belief", "epistemology", "hypocrisy")
    assert thread.url == "http://lesswrong.com/lw/1mu/sorting_out_sticky_brains/"
    assert len(words(thread, POST)) == 10
    assert sum(block.kind == "blockquote" for block in thread.blocks) == source.count("<blockquote>") == 1
    assert check_places(thread) > 0.95 * len(thread.text)
    assert not [note for note in thread.report if note.kind not in ("quote-external",)]


# Pages of our own


def comment(id: str, body: str, *, below: str = "", more: str = "", author: str = "Ben", shown: str = "3 points") -> str:
    name = f'<a id="author_t1_{id}" href="/user/{author}/">{author}</a>'
    meta = f"""<span class="comment-author"><span class="author">{name}</span></span>
    <span class="comment-date" time="1262347200">01 January 2010 10:00:00PM</span>
    <span class="votes" id="score_t1_{id}">{shown}</span>"""
    return f"""<div id="thingrow_t1_{id}" class="comment"><div id="entry_t1_{id}" class="entry">
    <div id="collapsed_t1_{id}" class="comment-meta collapsed" style='display:none'>{meta}</div>
    <div id="display_t1_{id}"><div class="comment-meta">{meta}</div>
    <div id="body_t1_{id}" class="comment-content"><div class="md">{body}</div></div><div class="comment-links">{more}
    <ul class="votes"><li>Vote up</li></ul></div></div></div>
    <div id="child_t1_{id}" class="child">{below}</div></div>"""


def page(*comments: str, count: int = 1) -> bytes:
    return f"""<html><body><a id="logo" href="http://lanes.example/">x</a>
    <div id="thingrow_t3_9z"><h1><a href="/lw/9z/lanes/">Lanes</a></h1>
    <span class="author"><a id="author_t3_9z" href="/user/Ada_V/">Ada V</a></span><span class="date">31 December 2009 09:05AM</span>
    <span class="votes" id='score_t3_9z'>−7</span>
    <div id="entry_t3_9z"><div class="md"><p>Paint is cheap.</p></div></div></div>
    <div id="comments"><h2>Comments ({count})</h2>{"".join(comments)}</div></body></html>""".encode()


def test_a_small_page() -> None:
    thread = read(
        page(comment("a1", "<p>It fades.</p>", below=comment("b2", "<p>Repaint it.</p>", author="Cy")), count=2), "p.html"
    )
    assert thread.source.reader == "lesswrong1"
    assert (thread.title, thread.author, thread.author_id, thread.score) == ("Lanes", "Ada V", "Ada_V", -7)
    assert thread.url == "http://lanes.example/lw/9z/lanes/"
    assert [(found.id, found.author, found.reply_to, found.karma) for found in thread.comments] == [
        ("a1", "Ben", POST, 3),
        ("b2", "Cy", "a1", 3),
    ]
    assert words(thread, "a1") == ["It fades."]
    assert not thread.report


def test_deleted_retracted_and_collapsed_comments() -> None:
    deleted = """<div id="thingrow_t1_d4" class="comment"><div id="entry_t1_d4"><div id="display_t1_d4"><div class="comment-meta">
    <em>Comment deleted</em> <span class="comment-date" time="1262347200">01 January 2010 10:00:00PM</span></div>
    <div id="body_t1_d4" class="comment-content"></div></div></div><div id="child_t1_d4">"""
    retracted = comment("e5", "<p>Wrong.</p>").replace('"comment-content"', '"comment-content retracted"')
    collapsed = comment("f6", "<p>Rude.</p>", shown="-9 points").replace(" style='display:none'", "")
    thread = read(page(deleted + retracted + "</div></div>" + collapsed, count=3), "p.html")
    assert [(found.author, found.states, found.reply_to) for found in thread.comments] == [
        (None, ("deleted",), POST),
        ("Ben", ("retracted",), "d4"),
        ("Ben", ("collapsed",), POST),
    ]
    assert words(thread, "f6") == ["Rude."]


def test_what_the_page_does_not_hold_is_told() -> None:
    call = "return morechildren(this, 't3_9z', ['b2', 'c3'], 2)"
    more = f'<span class="morecomments"><a onclick="{call}">load more comments <span>(12 replies)</span></a></span>'
    stub = f'<div id="thingrow_t1_g7" class="morechildren">{more}</div>'
    deep = '<div class="morerecursion"><span class="deepthread"><a href="/x">continue this thread »</a></span></div>'
    first = page(comment("a1", "<p>It fades.</p>", below=stub + deep), count=20)
    thread = read(first, "p.html")
    assert [note.kind for note in thread.report] == ["more-stub", "more-stub", "comment-count"]
    assert "12" in thread.report[0].message
    second = page(comment("b2", "<p>So?</p>", more='<a id="parent_t1_b2" href="#a1">Parent</a>'))
    both = read_all([("1.html", first), ("2.html", second)])
    assert [(found.id, found.reply_to) for found in both.comments] == [("a1", POST), ("b2", "a1")]
    empty = read(page(count=3), "p.html")
    assert "comments-absent" in [note.kind for note in empty.report]


@pytest.mark.parametrize("href", ["/lw/9z/lanes/zz9", "http://lanes.example/lw/9z/lanes/zz9?context=1", "#zz9"])
def test_a_comment_by_itself_says_what_it_answers(href: str) -> None:
    up = f'<ul><li class="parent"><a id="parent_t1_a1" href="{href}" class="bylink">Parent</a></li></ul>'
    thread = read(page(comment("a1", "<p>It fades.</p>", more=up)), "p.html")
    assert [(found.id, found.reply_to, found.states) for found in thread.comments] == [
        ("zz9", None, ("missing",)),
        ("a1", "zz9", ()),
    ]


# Sections of books


@pytest.mark.parametrize(
    ("name", "count", "karma", "dated"),
    [
        ("lw1_feeling_rational_epub_section.html", 27, 27, 27),
        ("foom_is_that_your_true_rejection.cp1252.html", 12, 12, 12),
        ("foom_brain_emulation_hard_takeoff.cp1252.html", 28, 0, 0),
    ],
)
def test_sections_of_books_have_all_comments(shared: Path, name: str, count: int, karma: int, dated: int) -> None:
    data = (shared / "threads" / name).read_bytes()
    encoding = "cp1252" if "cp1252" in name else "utf-8"
    ids = re.findall(r'<a name="(\w+)"/><span>ID: ?\1</span>', data.decode(encoding))
    thread = read(data, name)
    assert thread.source.reader == "lesswrong1-book"
    assert [comment.id.lstrip("c") for comment in thread.comments] == [id.lstrip("c") for id in ids]
    assert len(thread.comments) == count
    assert sum(comment.karma is not None for comment in thread.comments) == karma
    assert sum(comment.date is not None for comment in thread.comments) == dated
    assert all(comment.author and words(thread, comment.id) for comment in thread.comments)
    # The book has no tree: nothing that it does not say is told as if it said it.
    assert all(comment.evidence != "stated" for comment in thread.comments)
    assert check_places(thread) > 0.95 * len(thread.text)


@pytest.mark.parametrize("name", ["foom_is_that_your_true_rejection.cp1252.html", "foom_brain_emulation_hard_takeoff.cp1252.html"])
def test_undeclared_cp1252_is_read_as_such(shared: Path, name: str) -> None:
    data = (shared / "threads" / name).read_bytes()
    with pytest.raises(UnicodeDecodeError):
        data.decode()
    thread = read(data, name)
    signs = {sign for sign in thread.text if ord(sign) > 127}
    assert signs & set("—’“”…")
    assert not [sign for sign in signs if "\x80" <= sign < "\xa0" or sign in "�âÂÃ"]
    for sign in "—’“”…":
        inside = data.split(b"<body>")[1].decode("cp1252")
        assert thread.text.count(sign) == inside.count(sign)


def test_a_section_of_our_own() -> None:
    mark = '<a name="{0}"/><span>ID: {0}</span>'
    lanes = f"""<html><body><a id="Lanes"/><h2><a href="http://lanes.example/1">Lanes</a></h2>
    <a href="x.html">Summary</a><br><span class="author"><a id="author_t3_x" href="/user/ada/">Ada</a></span>
    <span class="date">05 May 2009 01:02PM</span><div class="md"><p>Paint is cheap.</p></div><hr>
    <a id="Lanes_comments"><a href="y.html">Skip Comments</a><br>
    {mark.format("a1")}<span class="author"><a id="author_t1_a1" href="/user/ben/">Ben</a></span>
    <span class="comment-date" time="1"> 06 May 2009 01:02:03AM <em>*</em>&nbsp; </span><span class="votes"> -2 points </span>
    <div id="body_t1_a1"><p>It <a href="http://z.example">fades</a>.</p></div><hr>
    {mark.format("77")}<p>Cy</p><div id="dsq-comment-message-77" class="dsq-comment-message"><p>“It fades.”</p><p>So?</p></div>
    <hr><a href="#Lanes">Go To Start of Post</a></body></html>"""
    thread = read(lanes.encode("cp1252"), "lanes.html")
    assert (thread.title, thread.author, thread.date, thread.url) == ("Lanes", "Ada", "2009-05-05T13:02", "http://lanes.example/1")
    assert words(thread, POST) == ["Paint is cheap."]
    assert [(found.id, found.author, found.karma, found.date, found.states) for found in thread.comments] == [
        ("a1", "Ben", -2, "2009-05-06T01:02:03", ("edited",)),
        ("c77", "Cy", None, None, ()),
    ]
    assert words(thread, "c77") == ["“It fades.”", "So?"]
    assert thread.comments[1].reply_to == "a1"
    check_places(thread)


def test_hundreds_of_empty_anchors_are_no_nesting() -> None:
    rows = "".join(
        f'<a name="i{n}"/><span>ID: i{n}</span><p>N{n}</p><div class="dsq-comment-message"><p>Word {n}.</p></div>'
        for n in range(900)
    )
    thread = read(f"<html><body><h2>Lanes</h2><div class='md'><p>Paint.</p></div>{rows}</body></html>".encode(), "lanes.html")
    assert len(thread.comments) == 900
    assert words(thread, "i899") == ["Word 899."]


@pytest.mark.parametrize(
    "text",
    [
        "<html><body><div id='thingrow_t1_'></div></body></html>",
        "<html><body><div class='thing id-t1_abc'>Reddit</div></body></html>",
        "<html><body><p>ID: x</p></body></html>",
    ],
)
def test_other_pages_are_not_taken(text: str) -> None:
    assert not reader_of(text.encode(), "p.html").name.startswith("lesswrong1")
