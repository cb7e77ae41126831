"""The tree of a page and the blocks in it: the words that other parsers find, in their places, in linear time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from argmap.model import POST, BlockKind
from argmap.read._file import decode_page
from argmap.read._html import Element, Words, parse_html, pieces_of
from argmap.read._html_blocks import html_blocks
from argmap.read._inline import Dialect
from argmap.read._layout import Draft, Layout

html5lib = pytest.importorskip("html5lib")
UNREAD = frozenset(
    {"script", "style", "noscript", "template", "textarea", "title", "iframe", "noembed", "noframes", "xmp", "plaintext"}
)


def ours(source: str) -> list[str]:
    found: list[str] = []
    for node in parse_html(source).walk(skip=tuple(UNREAD)):
        if isinstance(node, Words):
            found += [piece.text for piece in pieces_of(source, node)]
    return "".join(found).split()


def theirs(source: str) -> list[str]:
    """Return the words that html5lib finds, which follows the standard's algorithm to the letter."""
    root = html5lib.parse(source, treebuilder="etree", namespaceHTMLElements=False)
    found: list[str] = []
    stack: list[tuple[object, bool]] = [(root, False)]
    while stack:
        node, tail = stack.pop()
        if tail:
            found.append(node.tail or "")  # type: ignore[attr-defined]
            continue
        stack.append((node, True))
        if isinstance(node.tag, str) and node.tag.rpartition("}")[2] not in UNREAD:  # type: ignore[attr-defined]
            found.append(node.text or "")  # type: ignore[attr-defined]
            stack += [(child, False) for child in reversed(node)]  # type: ignore[call-overload]
    return "".join(found).replace("\0", "").split()


@pytest.mark.parametrize(
    "name",
    [
        "foom_brain_emulation_hard_takeoff.cp1252.html",
        "foom_is_that_your_true_rejection.cp1252.html",
        "forum_katzen_de.html",
        "github_issue_56.html",
        "hn_item_synthetic.html",
        "lw1_2010_sorting_out_sticky_brains.html",
        "lw1_feeling_rational_epub_section.html",
        "lw2_simulators_page.html",
        "ob_disqus_decadence.html",
        "reddit_new_init.html",
        "reddit_old_synthetic.html",
        "stackoverflow_rust.html",
    ],
)
def test_the_words_of_real_pages_are_those_of_another_parser(shared: Path, name: str) -> None:
    source = decode_page((shared / "threads" / name).read_bytes(), name)
    assert ours(source) == theirs(source)


TAGS = (
    "p",
    "div",
    "b",
    "i",
    "a",
    "ul",
    "ol",
    "li",
    "span",
    "blockquote",
    "h2",
    "em",
    "section",
    "dl",
    "dt",
    "dd",
    "pre",
    "article",
)
_SOUP = st.lists(
    st.one_of(
        st.sampled_from([f"<{tag}>" for tag in TAGS]),
        st.sampled_from([f"</{tag}>" for tag in TAGS]),
        st.sampled_from(
            ["<br>", "<hr>", "<img alt=x>", "<!-- so -->", "<!>", "<?x?>", "&amp;", "&lt;", "&eacute", "&#x41;", "& ", "< ", "</ "]
        ),
        st.sampled_from(
            ["<script>if (a < b) '</p>'</script>", "<style>p > b</style>", '<a href="x>y" title=\'"\'>', "<B CLASS=a b=c/>"]
        ),
        st.sampled_from(["one ", "two ", "three ", "four. "]),
    ),
    max_size=40,
).map("".join)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_SOUP)
def test_the_words_of_tag_soup_are_those_of_another_parser(soup: str) -> None:
    source = f"<!DOCTYPE html><html><body>{soup}</body></html>"
    assert ours(source) == theirs(source)


def _parents(element: Element, tag: str) -> list[str]:
    return [around.tag for around in element.ancestors() if around.tag not in ("", "html", "body", tag)]


@pytest.mark.parametrize(
    ("source", "tree"),
    [
        ("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>", "ul(li(a)li(b ul(li(c)))li(d))"),
        ("<p>a<p>b<div>c</div>d", "p(a)p(b)div(c)d"),
        ("<p><b>a<p>b", "p(b(a))p(b)"),
        ("<dl><dt>a<dd>b<dt>c</dl>", "dl(dt(a)dd(b)dt(c))"),
        ("<table><tr><td>a<td>b<tr><td>c</table>d", "table(tr(td(a)td(b))tr(td(c)))d"),
        ("<div><p>a</div>b</p>c", "div(p(a))bc"),
        ("<b><div>a</b>b</div>c", "b(div(ab)c)"),
        ("<select><option>a<option>b</select>c", "select(option(a)option(b))c"),
        ("<td>a</p>b", "td(ab)"),
        ("<p>a<button><p>b</button>c", "p(a button(p(b))c)"),
    ],
)
def test_what_ends_where_another_begins(source: str, tree: str) -> None:
    assert _drawn(parse_html(source)).replace(" ", "") == tree.replace(" ", "")


def _drawn(element: Element) -> str:
    return "".join(
        f"{child.tag}({_drawn(child)})" if isinstance(child, Element) else element.source[child.start : child.end]
        for child in element.children
    )


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_SOUP)
def test_elements_nest_and_words_stand_where_they_say(soup: str) -> None:
    root = parse_html(soup)
    seen = [False] * len(soup)
    for node in root.walk():
        if isinstance(node, Words):
            assert not any(seen[node.start : node.end])
            seen[node.start : node.end] = [True] * (node.end - node.start)
        else:
            assert soup.startswith("<", node.start)
            assert node.parent is not None
            assert node.parent.start <= node.start <= node.end <= node.parent.end
            for child in node.children:
                assert node.start < child.start <= child.end <= node.end
    for piece in (piece for draft in html_blocks(root, POST) if draft.inline for piece in draft.inline.pieces):
        if piece.at is not None and piece.width is None:
            assert soup[piece.at : piece.at + len(piece.text)] == piece.text


def laid_out(source: str, drafts: list[Draft]) -> Layout:
    layout = Layout(source, Dialect())
    for draft in drafts:
        layout.add(draft)
    return layout


@pytest.mark.parametrize(
    "name", ["forum_katzen_de.html", "ob_disqus_decadence.html", "lw2_simulators_page.html", "github_issue_56.html"]
)
def test_every_run_of_a_real_page_leads_to_its_words(shared: Path, name: str) -> None:
    source = decode_page((shared / "threads" / name).read_bytes(), name)
    layout = laid_out(source, html_blocks(parse_html(source), POST))
    text = layout.text
    verbatim = [run for run in layout.runs if run.width is None]
    assert sum(run.length for run in verbatim) > 0.9 * len(text.replace("\n", ""))
    for run in verbatim:
        assert text[run.text : run.text + run.length] == source[run.raw : run.raw + run.length]


def shown(source: str, **options: object) -> list[tuple[str, str, str]]:
    drafts = html_blocks(parse_html(source), POST, **options)  # type: ignore[arg-type]
    layout = laid_out(source, drafts)
    return [(block.kind.value, block.prefix, block.span.cut(layout.text)) for block in layout.blocks]


def test_blocks_as_a_reader_of_the_page_sees_them() -> None:
    assert shown("<h2>Lanes</h2>Paint <b>is</b>\n  cheap.<br>It fades.<br><br>Kerbs last.") == [
        ("heading", "## ", "Lanes"),
        ("paragraph", "", "Paint is cheap.\nIt fades."),
        ("paragraph", "", "Kerbs last."),
    ]
    assert shown("<b>Paint </b> <br> fades.<img src='data:image/gif;base64,R0' alt=':)'>") == [("paragraph", "", "Paint\nfades.:)")]
    assert shown("<ol start=3><li>One<li><p>Two</p><p>more</p><ul><li>in it</ul></ol>") == [
        ("list_item", "3. ", "One"),
        ("list_item", "4. ", "Two"),
        ("paragraph", "  ", "more"),
        ("list_item", "  - ", "in it"),
    ]
    assert shown("<blockquote>Paint.<blockquote>Kerbs.</blockquote></blockquote>No.") == [
        ("blockquote", "> ", "Paint."),
        ("blockquote", "> > ", "Kerbs."),
        ("paragraph", "", "No."),
    ]
    assert shown("<pre>a\n  b &lt; c\n</pre>") == [("code", "", "a\n  b < c")]
    assert shown("<table><tr><th>a<th>b|c<tr><td>1</table>") == [("table", "", "| a | b\\|c |\n| --- | --- |\n| 1 |  |")]
    assert shown("a<script>b</script><p hidden>c</p><p style='display: none'>d</p><noscript>e</noscript>") == [
        ("paragraph", "", "a")
    ]


def test_what_is_skipped_and_what_is_quoted() -> None:
    source = '<div class="quote"><p>Paint.</p></div><p>No.</p><div class="share">Share</div>'
    found = html_blocks(
        parse_html(source),
        POST,
        skip=lambda element: "share" in element.classes,
        quoted=lambda element: "c1" if "quote" in element.classes else None,
    )
    assert [(draft.kind, draft.quotes) for draft in found] == [(BlockKind.BLOCKQUOTE, "c1"), (BlockKind.PARAGRAPH, None)]
    unsaid = html_blocks(parse_html(source), POST, quoted=lambda element: "" if "quote" in element.classes else None)
    assert (unsaid[0].kind, unsaid[0].quotes) == (BlockKind.BLOCKQUOTE, None)


def _hostile() -> Iterator[tuple[str, Callable[[int], str]]]:
    yield "unclosed tags", lambda n: "<p" * n
    yield "lone signs", lambda n: "<" * n
    yield "quotes without end", lambda n: '<a href="' * n
    yield "one quote without end", lambda n: '<a href="' + "x>" * n
    yield "comments without end", lambda n: "<!--" * n
    yield "comments that nearly end", lambda n: "<!--" + "--!" * n
    yield "declarations without end", lambda n: "<!a" * n
    yield "instructions without end", lambda n: "<?a" * n
    yield "end tags", lambda n: "</p>" * n
    yield "end tags of what is not open", lambda n: "<div>" * 400 + "</b>" * n
    yield "nesting", lambda n: "<div>" * n
    yield "nesting of items", lambda n: "<ul><li>" * n
    yield "nesting of words", lambda n: "<b>" * n
    yield "paragraphs in spans", lambda n: "<span>" * 400 + "<p>x" * n
    yield "attributes", lambda n: "<a " + "b=1 " * n + ">"
    yield "attributes without a value", lambda n: "<a " + "=" * n + ">"
    yield "blanks in a tag", lambda n: "<a" + " " * n
    yield "signs in a tag", lambda n: "<a" + " b='" * n + ">"
    yield "entities", lambda n: "&amp;" * n
    yield "entities without end", lambda n: "&" * n
    yield "long entities", lambda n: "&a" * n
    yield "numbers", lambda n: "&#" + "1" * n
    yield "raw text without end", lambda n: "<script>" + "</scrip" * n
    yield "many raw texts", lambda n: "<title>" * n
    yield "cells", lambda n: "<table>" + "<tr><td>x" * n
    yield "tables in tables", lambda n: "<table><tr><td>x" * n
    yield "line breaks", lambda n: "x<br>" * n
    yield "raised numbers", lambda n: "x<sup>1</sup>" * n
    yield "links to notes", lambda n: '<a href="#n">1</a>' * n + '<p id="n">x'
    yield "blockquotes", lambda n: "<blockquote>x" * n
    yield "NUL", lambda n: "\0" * n


@pytest.mark.parametrize(("name", "page"), list(_hostile()), ids=[name for name, _ in _hostile()])
def test_twice_as_much_takes_twice_as_long(name: str, page: Callable[[int], str]) -> None:
    def seconds(source: str) -> float:
        start = time.process_time()
        root = parse_html(source)
        html_blocks(root, POST)
        assert root.text is not None
        return time.process_time() - start

    small, large = (min(seconds(page(size)) for _ in range(2)) for size in (5_000, 40_000))
    assert large < 0.2 or large < 60 * max(small, 0.005), f"{small:.3f} s, then {large:.3f} s for eight times as much"
    assert large < 8
