"""Footnotes in HTML: every form that pages give them is found, with its references and its text."""

from __future__ import annotations

import time

import pytest

from argmap.model import POST, BlockKind
from argmap.read._html import parse_html
from argmap.read._html_blocks import html_blocks
from argmap.read._inline import Dialect
from argmap.read._layout import Layout

WIKI = """<p>Buses wait.<sup id="cite_ref-1" class="reference"><a href="#cite_note-1">[1]</a></sup> Trams do not.<sup
id="cite_ref-1b"><a href="#cite_note-1">[1]</a></sup></p><ol class="references"><li id="cite_note-1"><span
class="mw-cite-backlink">^ <a href="#cite_ref-1"><sup><b>a</b></sup></a> <a href="#cite_ref-1b"><sup><b>b</b></sup></a></span>
<span class="reference-text">Counted twice.</span></li></ol>"""

ONE = {
    "forum magnum": """<p>Paint fades.<span class="footnote-reference" role="doc-noteref" id="fnrefa1"><sup><a
        href="#fna1">[1]</a></sup></span></p><ol class="footnote-section footnotes" role="doc-endnotes"><li class="footnote-item"
        role="doc-endnote" id="fna1"><span class="footnote-back-link"><sup><strong><a href="#fnrefa1">^</a></strong></sup></span>
        <div class="footnote-content"><p>After two winters.</p></div></li></ol>""",
    "pandoc": """<p>Paint fades.<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a></p>
        <section role="doc-endnotes"><hr><ol><li id="fn1"><p>After two winters.<a
        href="#fnref1" role="doc-backlink">↩︎</a></p></li></ol></section>""",
    "kramdown, with colons": """<p>Paint fades.<sup id="fnref:1"><a href="#fn:1" rel="footnote">1</a></sup></p>
        <div class="footnotes"><ol><li id="fn:1"><p>After two winters. <a
        href="#fnref:1" class="reversefootnote">&#8617;</a></p></li></ol></div>""",
    "github": """<p>Paint fades.<sup><a href="#user-content-fn-1-ab" id="user-content-fnref-1-ab" data-footnote-ref>1</a></sup></p>
        <section data-footnotes class="footnotes"><h2 class="sr-only">Footnotes</h2><ol><li id="user-content-fn-1-ab"><p>After two
        winters. <a href="#user-content-fnref-1-ab" data-footnote-backref>↩</a></p></li></ol></section>""",
    "pulldown-cmark": """<p>Paint fades.<sup class="footnote-reference"><a href="#why">1</a></sup></p><div
        class="footnote-definition" id="why"><sup class="footnote-definition-label">1</sup><p>After two winters.</p></div>""",
    "google docs": """<p>Paint fades.<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup></p><hr><div><p><a href="#ftnt_ref1"
        id="ftnt1">[1]</a> After two winters.</p></div>""",
    "word": """<p>Paint fades.<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a></p><hr><div><div id="ftn1"><p><a
        href="#_ftnref1" name="_ftn1"><span>[1]</span></a> After two winters.</p></div></div>""",
    "wordpress blocks": """<p>Paint fades.<sup data-fn="5b-1" class="fn"><a href="#5b-1" id="5b-1-link">1</a></sup></p><ol
        class="wp-block-footnotes"><li id="5b-1">After two winters. <a href="#5b-1-link" aria-label="Jump to 1">↩︎</a></li></ol>""",
    "easy footnotes": """<p>Paint fades.<span id="easy-footnote-1-7" class="easy-footnote-margin-adjust"></span><span
        class="easy-footnote"><a href="#easy-footnote-bottom-1-7" title="After"><sup>1</sup></a></span></p><div
        class="easy-footnote-title">Notes</div><ol class="easy-footnotes-wrapper"><li class="easy-footnote-single"><span
        id="easy-footnote-bottom-1-7" class="easy-footnote-margin-adjust"></span>After two winters.<a
        class="easy-footnote-to-top" href="#easy-footnote-1-7"></a></li></ol>""",
    "substack": """<p>Paint fades.<a class="footnote-anchor" id="footnote-anchor-1" href="#footnote-1">1</a></p><div
        class="footnote" data-component-name="FootnoteToDOM"><a id="footnote-1" href="#footnote-anchor-1"
        class="footnote-number">1</a><div class="footnote-content"><p>After two winters.</p></div></div>""",
    "old names": """<p>Paint fades.<a name="r1" href="#n1"><sup>1</sup></a></p><p><a
        name="n1" href="#r1">1.</a> After two winters.</p>""",
    "an anchor inside the item": """<p>Paint fades.<sup><a id="r1" href="#fn1">1</a></sup></p><ol><li><a id="fn1"></a>After two
        winters. <a href="#r1">back</a></li></ol>""",
    "a number for an id": """<p>Paint fades.<sup id="ref-1"><a href="#1">1</a></sup></p><p id="1"><a
        href="#ref-1">1</a> After two winters.</p>""",
    "a paragraph with a class": """<p>Paint fades.<a href="#f1">*</a></p><p class="footnote" id="f1">* After two winters.</p>""",
    "an aside": """<p>Paint fades.<sup><a href="#fn1" id="b1">1</a></sup></p><aside><ol start="1"><li id="fn1">After two winters.
        <a href="#b1">↑</a></li></ol></aside>""",
    "shown when asked for": """<p>Paint fades.<sup><a href="#fn1" id="b1">1</a></sup></p><section hidden class="footnotes"><p
        id="fn1">After two winters.</p></section>""",
    "a whole address": """<p>Paint fades.<sup><a href="https://a.example/p#fn1" id="b1">1</a></sup></p><p id="fn1">After two
        winters.<a href="https://a.example/p#b1">↩</a></p>""",
    "raised under a rule": "<p>Paint fades.<sup>1</sup></p><hr><p><sup>1</sup> After two winters.</p>",
    "raised, with no blank": "<p>Paint fades.<sup>1</sup></p><hr><p><sup>1</sup>After two winters.</p>",
    "strong under a rule": "<p>Paint fades.<sup>1</sup></p><hr><p><strong>1.</strong> After two winters.</p>",
    "a list under a heading": "<p>Paint fades.<sup>[1]</sup></p><h3>Notes</h3><ol><li>After two winters.</li></ol>",
    "in the margin": """<p>Paint fades.<label for="sn-1" class="margin-toggle sidenote-number"></label><input type="checkbox"
        id="sn-1" class="margin-toggle"><span class="sidenote">After two winters.</span></p>""",
    "in the margin, with a number": """<p>Paint fades.<span class="footnote-container"><sup>1</sup><span class="footnote">After two
        winters.</span></span></p>""",
}


def laid_out(html: str) -> Layout:
    layout = Layout(html, Dialect())
    for draft in html_blocks(parse_html(html), POST):
        layout.add(draft)
    return layout


@pytest.mark.parametrize("form", ONE)
def test_a_footnote(form: str) -> None:
    layout = laid_out(ONE[form])
    [note] = layout.footnotes()
    assert note.span.cut(layout.text) == "After two winters."
    [ref] = note.refs
    assert ref.cut(layout.text) == f"[{note.label}]"
    said = next(block for block in layout.blocks if block.kind is BlockKind.PARAGRAPH)
    assert said.span.cut(layout.text).startswith(f"Paint fades.[{note.label}]")
    for run in layout.runs:
        if run.width is None:
            assert layout.text[run.text : run.text + run.length] == html_words(ONE[form], run.raw, run.length)


def html_words(html: str, start: int, length: int) -> str:
    return html[start : start + length].replace("\n", " ")


def test_two_references_to_one_note() -> None:
    layout = laid_out(WIKI)
    [note] = layout.footnotes()
    assert note.span.cut(layout.text) == "Counted twice."
    assert [ref.cut(layout.text) for ref in note.refs] == ["[1]", "[1]"]


def test_several_notes_in_one_paragraph() -> None:
    layout = laid_out(
        '<p>Red<a href="#n1" name="r1">1</a> and blue<a href="#n2" name="r2">2</a>.</p><p><a name="n1" href="#r1">1</a> The lane.'
        '<br><a name="n2" href="#r2">2</a> The kerb.</p>'
    )
    assert [(note.label, note.span.cut(layout.text), len(note.refs)) for note in layout.footnotes()] == [
        ("1", "The lane.", 1),
        ("2", "The kerb.", 1),
    ]


def test_a_note_of_several_paragraphs() -> None:
    layout = laid_out(
        '<p>Red<sup><a href="#fn1">1</a></sup> and blue<sup><a href="#fn2">2</a></sup>.</p><hr><p id="fn1">The lane.</p>'
        '<p>It was wet.</p><p id="fn2">The kerb.</p>'
    )
    assert [note.span.cut(layout.text) for note in layout.footnotes()] == ["The lane.\n\nIt was wet.", "The kerb."]
    assert [block.prefix for block in layout.blocks[1:]] == ["[^1]: ", "    ", "[^2]: "]


def test_notes_right_behind_their_paragraphs_leave_the_text_alone() -> None:
    layout = laid_out(
        '<p>Red<sup><a href="#fn1">1</a></sup>.</p><p id="fn1">The lane.</p><p>Much else.</p><p>Blue<sup><a'
        ' href="#fn2">2</a></sup>.</p><p id="fn2">The kerb.</p>'
    )
    assert [note.span.cut(layout.text) for note in layout.footnotes()] == ["The lane.", "The kerb."]


def test_a_reference_in_a_table() -> None:
    layout = laid_out(
        '<table><tr><th>Lane</th><th>Cost</th></tr><tr><td>Paint<sup><a href="#fn1" id="b1">[1]</a></sup></td><td>2 | 3</td></tr>'
        '</table><ol class="footnotes"><li id="fn1"><a href="#b1">^</a> A year.</li></ol>'
    )
    [note] = layout.footnotes()
    assert [ref.cut(layout.text) for ref in note.refs] == ["[^1]"]
    assert "| Paint[^1] | 2 \\| 3 |" in layout.text


@pytest.mark.parametrize(
    "html",
    [
        '<p>By (<a href="#eq1">1</a>) it holds.</p><p id="eq1">x = y</p>',
        '<p><a href="#part-2">2</a></p><h2 id="part-2">Two</h2><p>Words.</p>',
        '<p id="top">Up <a href="#top">1</a></p>',
        "<p>It is 10<sup>2</sup> metres.</p><hr><p><sup>1</sup> And so on.</p>",
        "<p>It is 10<sup>2</sup> metres.</p><h2>Notes</h2><p>Nothing is numbered.</p>",
    ],
)
def test_what_is_no_footnote(html: str) -> None:
    assert not laid_out(html).footnotes()


@pytest.mark.parametrize(
    "part",
    [
        '<a href="#n">1</a>',
        '<a id="r" href="#n">1</a><p id="n"><a href="#r">1</a>',
        "<sup>1</sup><hr>",
        '<span class="sidenote">words',
        "<p id=fn1>",
    ],
)
def test_many_of_one_thing_take_linear_time(part: str) -> None:
    start = time.perf_counter()
    laid_out("<p><span>" + part * 6_000 + '</span><p id="n">Why.')
    assert time.perf_counter() - start < 5
