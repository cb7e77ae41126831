"""Pages of sites that argmap does not know: the main text and the comments are found, and what was guessed is said."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from argmap.errors import ArgmapError
from argmap.model import POST, QuoteKind, Thread
from argmap.read import read

WORDS = "The council painted a lane on the bridge last spring, and nobody asked the shops about it. "
ARTICLE = f"<p>{WORDS * 3}</p><p>Paint is cheap, and it fades within a year or two. {WORDS}</p><p>{WORDS * 2}</p>"
SAID = [f"Speaker {number} thinks that lanes are fine, as long as they are kept. Really." for number in range(8)]


def page(body: str, head: str = "") -> Thread:
    return read(f"<!DOCTYPE html><html><head><title>Lanes</title>{head}</head><body>{body}</body></html>".encode(), "lanes.html")


def words(thread: Thread, doc: str) -> list[str]:
    return [block.span.cut(thread.text) for block in thread.blocks if block.doc == doc]


def told(thread: Thread) -> str:
    return next(note.message for note in thread.report if note.kind == "guessed")


def rows(thread: Thread) -> list[tuple[str | None, str | None]]:
    return [(comment.author, comment.reply_to) for comment in thread.comments]


def test_the_old_forum_page_is_complete(shared: Path) -> None:
    data = (shared / "threads" / "forum_katzen_de.html").read_bytes()
    thread = read(data, "forum_katzen_de.html")
    # Counted in another way: the site repeats each post's number and author on the element around it.
    posts = re.findall(
        r'<article class="message message--post[^>]*?data-author="([^"]*)"\s+data-content="post-(\d+)"', data.decode()
    )
    assert len(posts) == 18
    assert [thread.author, *(comment.author for comment in thread.comments)] == [author for author, _ in posts]
    assert [comment.id for comment in thread.comments] == [f"c{number}" for _, number in posts[1:]]
    times = re.findall(r'<time\s+class="u-dt"[^>]*datetime="([^"]*)"[^>]*itemprop="datePublished"', data.decode())
    assert [thread.date, *(comment.date for comment in thread.comments)] == times
    bodies = re.findall(
        r'<div class="bbWrapper">(.*?)</div>\s*(?:\n\s*)*<div class="js-selectToQuoteEnd">', data.decode(), re.DOTALL
    )
    assert len(bodies) == 18
    for body, doc in zip(bodies, [POST, *(comment.id for comment in thread.comments)], strict=True):
        own = body.rpartition("</blockquote>")[2]
        first = next(text for text in map(str.strip, re.split(r"<[^>]*>", own)) if text)
        assert " ".join(first.split())[:40] in " ".join(" ".join(words(thread, doc)).split())
    quotes = [quote for quote in thread.quotes if quote.kind is QuoteKind.QUOTATION]
    assert [quote.source for quote in quotes] == [
        f"c{number}" for number in re.findall(r'data-source="post: (\d+)"', data.decode())
    ]
    assert all(quote.source_span for quote in quotes)
    assert "17 behind it are comments (sure)" in told(thread)
    assert not re.search("Mitglied seit|Beiträge|Zum Vergrößern|hat gesagt", thread.text)


def phpbb(posts: list[tuple[str, str]]) -> Thread:
    return page(
        '<ul class="navlinks"><li><a href="/">Board index</a></li></ul><h2><a href="./viewtopic.php?t=3">Lanes</a></h2>'
        + "".join(
            f'<div id="p{100 + n}" class="post bg{n % 2}"><dl class="postprofile"><dt><a href="./memberlist.php?mode=viewpro'
            f'file&amp;u={n}">'
            f"{name}</a></dt><dd><strong>Joined:</strong> Mon Jan 05, 2009 10:00 am</dd></dl><div class='postbody'>"
            f'<h3><a href="#p{100 + n}">Re: Lanes</a></h3><p class="author">by <strong><a href="./memberlist.php?mode=viewpr'
            f'ofile">{name}'
            f"</a></strong> &raquo; Sat Mar {10 + n}, 2012 10:0{n} am</p><div class='content'>{said}</div>"
            f'<div class="signature">Drive less.</div></div></div>'
            for n, (name, said) in enumerate(posts)
        )
    )


def test_a_forum_s_first_text_is_the_post() -> None:
    quote = f"<blockquote><div><cite>Ann wrote:</cite>{SAID[0]}</div></blockquote>"
    thread = phpbb(
        [("Ann", WORDS + SAID[0]), ("Ben", f"{quote}No. {SAID[1]}"), ("Cy", f"{SAID[2]}<br><br>And so on."), ("Ann", "Yes.")]
    )
    assert (thread.title, thread.author, thread.date) == ("Lanes", "Ann", "2012-03-10T10:00")
    assert words(thread, POST) == [WORDS + SAID[0]]
    assert [(comment.id, comment.author, comment.date) for comment in thread.comments] == [
        ("c101", "Ben", "2012-03-11T10:01"),
        ("c102", "Cy", "2012-03-12T10:02"),
        ("c103", "Ann", "2012-03-13T10:03"),
    ]
    assert words(thread, "c101") == [SAID[0], f"No. {SAID[1]}"]
    assert words(thread, "c102") == [SAID[2], "And so on."]
    assert [(quote.source, quote.match) for quote in thread.quotes] == [(POST, "site")]


def test_a_table_for_each_post_and_quotes_in_tables() -> None:
    quote = (
        '<div style="margin:20px"><div class="smallfont">Quote:</div><table><tr><td class="alt2"><div>Originally Posted by '
        f"<strong>Ann</strong></div><div>{SAID[0]}</div></td></tr></table></div>"
    )
    said = [WORDS + SAID[0], f"{quote}No. {SAID[1]}", SAID[2]]
    thread = page(
        "".join(
            f'<table id="post{100 + n}" class="tborder"><tr><td class="thead"><a name="post{100 + n}"></a>0{n + 1}-02-2008, '
            f"10:0{n} AM</td>"
            f'</tr><tr><td class="alt2"><a class="bigusername" href="member.php?u={n}">{name}</a><div>Join Date: Jan 2007</d'
            "iv></td>"
            f'<td class="alt1"><div class="smallfont"><strong>Re: Lanes</strong></div><div id="post_message_{100 + n}">'
            f"{words}</div></td>"
            "</tr></table>"
            for n, (name, words) in enumerate(zip(("Ann", "Ben", "Cy"), said, strict=True))
        )
    )
    assert (thread.author, words(thread, POST)) == ("Ann", [WORDS + SAID[0]])
    assert [(comment.id, comment.author, comment.date, comment.age) for comment in thread.comments] == [
        ("c101", "Ben", None, "02-02-2008, 10:01 AM"),
        ("c102", "Cy", None, "03-02-2008, 10:02 AM"),
    ]
    assert words(thread, "c101") == [SAID[0], f"No. {SAID[1]}"]
    assert [quote.source for quote in thread.quotes] == [POST]


def test_a_link_in_a_quotation_says_what_is_answered() -> None:
    def post(number: int, name: str, said: str) -> str:
        return (
            f'<li id="post-{number}" class="message" data-author="{name}"><h3><a class="username" href="members/{name}/">'
            f"{name}</a></h3>"
            f'<div class="messageContent"><article><blockquote class="messageText ugc">{said}</blockquote></article></div>'
            f'<a class="datePermalink" href="posts/{number}/"><span title="Mar 11, 2012 at 10:00 AM">Mar 11, 2012</span></a></li>'
        )

    quote = (
        '<div class="bbCodeBlock bbCodeQuote" data-author="Ben"><aside><div class="attribution">Ben said: <a href="goto'
        '/post?id=7#post-7">↑'
        f'</a></div><blockquote class="quoteContainer"><div class="quote">{SAID[1]}</div></blockquote></aside></div>'
    )
    thread = page(
        "<ol>" + post(6, "Ann", WORDS) + post(7, "Ben", SAID[1]) + post(8, "Cy", SAID[2]) + post(9, "Dee", quote + "No.") + "</ol>"
    )
    assert rows(thread)[2] == ("Dee", "c7")
    assert thread.comments[2].evidence == "quotes it, and links to it"
    assert words(thread, "c9") == [SAID[1], "No."]
    assert [block.prefix for block in thread.blocks if block.doc == "c9"] == ["> ", ""]


def test_an_article_with_nested_comments_and_all_around_it() -> None:
    def comment(number: int, name: str, said: str, inside: str = "") -> str:
        return (
            f'<div class="comment" id="comment-{number}"><span class="author">{name}</span> <time datetime="2020-01-0'
            f'{number}">Jan</time>'
            f'<span class="score">1{number} points</span><div class="text"><p>{said}</p></div><a href="#">Reply</a>'
            f'<div class="children">{inside}</div></div>'
        )

    thread = page(
        '<nav><a href="/">Home</a></nav><div class="cookie-banner">We use cookies, please agree to everything here. Tha'
        "nk you.</div>"
        f'<article><h1>Lanes</h1><p class="byline">By <a rel="author" href="/u/ann">Ann</a></p>{ARTICLE}'
        '<div class="share">Share this on every site that you know. Please.</div></article>'
        f"<section id='comments'><h2>3 comments</h2>{comment(1, 'Ben', SAID[1], comment(2, 'Cy', SAID[2]))}"
        f"{comment(3, 'Dee', 'Yes')}</section>"
        "<aside><p>Another article with many words, all of them interesting to you. Read on.</p></aside>",
        '<link rel="canonical" href="https://a.example/lanes"><meta property="article:published_time" content="2020-01-'
        '01T03:04:05Z">',
    )
    assert (thread.author, thread.date, thread.url) == ("Ann", "2020-01-01T03:04:05Z", "https://a.example/lanes")
    assert words(thread, POST) == [re.sub("<[^>]*>", "", part).strip() for part in ARTICLE.split("</p>")[:-1]]
    assert rows(thread) == [("Ben", POST), ("Cy", "c1"), ("Dee", POST)]
    assert [comment.karma for comment in thread.comments] == [11, 12, 13]
    assert [words(thread, comment.id) for comment in thread.comments] == [[SAID[1]], [SAID[2]], ["Yes"]]
    assert thread.comments[1].url == "https://a.example/lanes#comment-2"
    assert thread.stated_comments == 3
    assert [note.kind for note in thread.report] == ["guessed", "dropped-chrome"]


@pytest.mark.parametrize(
    "said",
    [
        [f'<div style="margin-left:{20 * depth}px"><b>{name}</b> <i>{depth + 1} hours ago</i><p>{{}}</p></div>' for name, depth in
         [("Ben", 0), ("Cy", 1), ("Dee", 2), ("Ed", 1), ("Flo", 0)]],
        [f'<div class="entry depth-{depth + 1}"><b class="nick">{name}</b> <i class="date">5 May 2012</i><p>{{}}</p></div>'
         for name, depth in [("Ben", 0), ("Cy", 1), ("Dee", 2), ("Ed", 1), ("Flo", 0)]],
        [f'<div class="reply" data-comment-id="{n}" data-parent-id="{above}"><a href="/users/{name}">{name}</a> '
         f'<time datetime="2012-05-05">5 May</time><p>{{}}</p></div>'
         for n, (name, above) in enumerate([("Ben", "x"), ("Cy", 0), ("Dee", 1), ("Ed", 0), ("Flo", "x")])],
    ],
    ids=["margins", "classes", "data"],
)  # fmt: skip
def test_what_is_answered_where_comments_stand_in_a_row(said: list[str]) -> None:
    rows = "".join(row.format(words) for row, words in zip(said, SAID, strict=False))
    thread = page(f"<h1>Lanes</h1><div>{ARTICLE}</div><div>{rows}</div>")
    assert [comment.author for comment in thread.comments] == ["Ben", "Cy", "Dee", "Ed", "Flo"]
    names = {comment.id: comment.author for comment in thread.comments}
    known = [names.get(comment.reply_to or "") for comment in thread.comments if comment.evidence in ("nested", "stated")]
    assert [name for name in known if name] == ["Ben", "Cy", "Ben"]
    assert [words(thread, comment.id) for comment in thread.comments] == [[one] for one in SAID[:5]]


def test_microdata_and_replies_by_link() -> None:
    comments = "".join(
        f'<div itemprop="comment" itemscope itemtype="https://schema.org/Comment" id="c{n}"><span itemprop="author" itemscope '
        f'itemtype="http://schema.org/Person"><span itemprop="name">{name}</span></span>'
        f'<meta itemprop="dateCreated" content="2020-02-0{n}T01:02:03Z"><a href="#c{n - 1}">in reply to</a><div itemprop'
        f'="text">{SAID[n]}'
        "</div></div>"
        for n, name in [(1, "Ben"), (2, "Cy"), (3, "Dee")]
    )
    thread = page(f'<div itemprop="articleBody">{ARTICLE}</div>{comments}')
    assert rows(thread)[1:] == [("Cy", "c1"), ("Dee", "c2")]
    assert [comment.date for comment in thread.comments] == [f"2020-02-0{n}T01:02:03Z" for n in (1, 2, 3)]


def test_a_page_without_comments() -> None:
    thread = page(
        f'<div class="menu"><a href="/">Home</a></div><div><div class="c">{ARTICLE}</div></div><footer>All rights reserv'
        "ed.</footer>"
    )
    assert not thread.comments
    assert len(words(thread, POST)) == 3
    assert "nothing looks like comments" in told(thread)
    teasers = "".join(
        f'<div class="post" id="post-{n}"><h2><a href="/p/{n}">Title {n}</a></h2><span class="author">Ann</span>'
        f'<span class="date">May {n}, 2012</span><p>{WORDS}</p></div>'
        for n in range(1, 6)
    )
    assert not page(teasers).comments


def test_comments_that_a_script_loads_are_missed() -> None:
    thread = page(f'<article>{ARTICLE}</article><h3>12 comments</h3><div id="disqus_thread"></div>')
    assert [note.message for note in thread.report if note.kind == "comments-absent"] == [
        "the 12 comments are loaded by a script, and not in this file"
    ]


def test_one_page_of_several() -> None:
    posts = "".join(
        f'<div class="post" id="p{n}"><b class="username">{name}</b> <span class="date">5 May 2012</span><p>{SAID[n]}</p></div>'
        for n, name in enumerate(("Ann", "Ben", "Cy"))
    )
    first = page(posts, '<link rel="next" href="https://a.example/t/2">')
    assert (len(first.comments), [note.kind for note in first.report if note.kind == "more-stub"]) == (2, ["more-stub"])
    second = page(posts, '<link rel="prev" href="https://a.example/t/1">')
    assert (len(second.comments), words(second, POST)) == (3, [])


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (
            '<div id="root"></div><script src="x.js"></script><noscript>You need JavaScript to run this app.</noscript>',
            "script-only",
        ),
        (
            "<p>Checking your browser before accessing a.example. Please wait.</p><script>window._cf_chl_opt={}</script>",
            "challenge-saved",
        ),
    ],
)
def test_a_page_that_is_none(body: str, kind: str) -> None:
    with pytest.raises(ArgmapError, match=kind):
        page(body)


@pytest.mark.parametrize(
    "body",
    [
        '<div class="comment">' * 20_000 + "x",
        '<div class="comment" id="comment-1"><a class="author">A</a><time datetime="2020-01-01">x</time>Some words. ' * 2_000,
        '<div class="comment" id="c1"><a class="author">A</a>10:30' + "<blockquote>Ann wrote: x</blockquote>" * 5_000,
        '<span class="author">' * 20_000 + "x",
        "<p>10 days ago. words." * 5_000,
        "".join(
            f'<div class="{" ".join(f"c{k}" for k in range(n % 40, n % 40 + 15))}">x, 10:30<b>y</b></div>' for n in range(5_000)
        ),
    ],
    ids=["nested", "nested comments", "quotes", "names", "times", "classes"],
)
def test_a_page_of_one_thing_over_and_over(body: str) -> None:
    from argmap.read._file import File
    from argmap.read.generic._generic import READERS

    start = time.perf_counter()
    READERS[0].read(File("page.html", f"<html><body>{body}"))
    assert time.perf_counter() - start < 10
