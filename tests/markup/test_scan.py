"""Scanning, weaving and stripping: exact to the byte, for any text."""

from __future__ import annotations

import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from argmap.errors import ArgmapError
from argmap.markup import MisplacedMarkError, escape, nest, scan, strip, weave
from argmap.model import Span
from argmap.read.attributes import Attributes

BITS = ["[", "]", "{", "}", "\\", "]{", "]\\{", "{.claim", "&#91;", "&amp;", "&#92;", "#91;", "\n", "\n\n", ":::", "\n:::", "---\n"]
BITS += ["a", "b ", ".claim", "#x", "[a]{.claim}", "]{.premise}", "\r\n", "é"]
TEXTS = st.text() | st.text(alphabet="[]{}\\a\n:") | st.lists(st.sampled_from(BITS)).map("".join)
CLAIM = Attributes(None, ("claim",), {"gloss": "Lanes are safe."})


@given(TEXTS)
def test_escaping_then_stripping_gives_any_text_back(text: str) -> None:
    assert strip(escape(text)) == text


@given(TEXTS)
def test_weaving_undoes_scanning(raw: str) -> None:
    try:
        scanned = scan(raw)
    except ArgmapError:
        assume(False)
    assert weave(*scanned) == raw


@given(TEXTS, st.data())
def test_scanning_undoes_weaving_wherever_marks_can_stand(text: str, data: st.DataObject) -> None:
    spans = []
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        spans.append(Span(start, data.draw(st.integers(start, len(text)))))
    marks = nest((span, CLAIM) for span in spans)
    try:
        raw = weave(text, marks)
    except MisplacedMarkError:
        assume(False)
    scanned = scan(raw)
    assert scanned.stripped == text
    assert scanned.marks == marks


@given(st.text(alphabet="[]\\&{}ab", min_size=1), st.data())
def test_a_mark_can_hold_any_words_of_one_line(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    raw = weave(text, nest([(Span(start, end), CLAIM)]))
    assert [mark.span.cut(text) for mark in scan(raw).marks] == [text[start:end]]
    assert strip(raw) == text


def marked(raw: str) -> list[tuple[str, int]]:
    scanned = scan(raw)
    return [(mark.span.cut(scanned.stripped), mark.depth) for mark in scanned.marks]


@pytest.mark.parametrize(
    ("raw", "stripped", "marks"),
    [
        ("[Lanes]{.claim} work.", "Lanes work.", [("Lanes", 0)]),
        ("[[Lanes]{.claim} work]{.claim}.", "Lanes work.", [("Lanes work", 0), ("Lanes", 1)]),
        ("[a]{.claim}[b]{.claim}", "ab", [("a", 0), ("b", 0)]),
        ("[](x)[]{.premise gloss=G}", "[](x)", [("", 0)]),
        ("[see [this](https://a.example/[x]) and ![p](q)]{.claim}[^1]", "see [this](https://a.example/[x]) and ![p](q)[^1]", None),
        ("See [[1]: a]{.claim} and [2].", "See [1]: a and [2].", [("[1]: a", 0)]),
        ("`f[0]\\{x}` and \\[ [a \\[b]{.claim}", "`f[0]{x}` and \\[ a \\[b", [("a \\[b", 0)]),
        ("[half-open &#91;0, 1)]{.claim}", "half-open [0, 1)", [("half-open [0, 1)", 0)]),
        ("a&#92;[b]{.claim}", "a\\b", [("b", 0)]),
        ("]\\\\{ and \\{.claim}", "]\\{ and {.claim}", []),
        ("&amp;#91; and &amp; and &#90;", "&#91; and &amp; and &#90;", []),
        ("---\nx: a]{b\n---\n[a]{.claim}", "---\nx: a]{b\n---\na", [("a", 0)]),
        ("::: {.comment #c author=']{'}\n[a]{.claim}\n:::", "::: {.comment #c author=']{'}\na\n:::", [("a", 0)]),
        ("> [a]{.claim\n> #b} c", "> a c", [("a", 0)]),
        ("[ an open bracket\n\n[a]{.claim}", "[ an open bracket\n\na", [("a", 0)]),
        ("", "", []),
    ],
)
def test_scans(raw: str, stripped: str, marks: list[tuple[str, int]] | None) -> None:
    assert strip(raw) == stripped
    if marks is not None:
        assert marked(raw) == marks


def test_attributes_know_their_places() -> None:
    (mark,) = scan("Well, [lanes]{.claim\n  #a}").marks
    assert (mark.opened, mark.attributes.offsets["#a"], mark.written) == (6, 23, "{.claim\n  #a}")


@pytest.mark.parametrize(
    ("raw", "place", "id", "words"),
    [
        ("Lanes]{.claim}", "1:6", "span-not-opened", "no '[' is open in this paragraph"),
        ("ok\n\n  x]{}", "3:4", "span-not-opened", "Write a literal ']{' as ']\\{'"),
        ("[Lanes\n\nwork]{.claim}", "3:5", "span-crosses-blocks", "opens at lanes.md:1:1"),
        ("[Lanes\n::: {}\nwork]{.claim}", "3:5", "span-crosses-blocks", "opens at lanes.md:1:1"),
        ("[Lanes] {.claim}", "1:9", "attributes-without-words", "right behind a ']'"),
        ("[Lanes]{.claim", "1:8", "bad-attributes", "not closed by '}'"),
        ("[Lanes]{.claim\n\n#a}", "1:8", "bad-attributes", "not closed by '}'"),
        ('[Lanes]{gloss="a}', "1:15", "bad-attributes", "not closed"),
        ("[Lanes]{.claim by=A by=B}", "1:21", "bad-attributes", "'by' is given twice"),
        ("[Lanes]{.claim #a #b}", "1:19", "bad-attributes", "a second id"),
        ("[Lanes]{.claim #1}", "1:16", "bad-attributes", "'#1' is no id"),
        ("[Lanes]{.clam}", "1:9", "unknown-role", "Did you mean 'claim'?"),
        ("[Lanes]{.claim suports=a}", "1:16", "unknown-attribute", "Did you mean 'supports'?"),
        ("[Lanes]{.claim x=a}", "1:16", "unknown-attribute", "Known: supports, attacks"),
        ('[Lanes]{.claim gloss=" "}', "1:16", "no-value", "'gloss='"),
        ("[Lanes]{.claim credence=1.5}", "1:25", "not-a-share", "credence=1.5"),
        ("[Lanes]{.claim credence=nan}", "1:25", "not-a-share", "credence=nan"),
        ("[Lanes]{.claim .suggested confidence=-1}", "1:38", "not-a-share", "confidence=-1"),
        ('[Lanes]{.claim cites="https://a.example www.b"}', "1:41", "not-an-address", "'www.b'"),
        ("[Lanes]{.claim cites=javascript:x}", "1:22", "not-an-address", "'javascript:x'"),
        ("[Lanes]{.claim confidence=0.5}", "1:16", "not-suggested", "'confidence='"),
        ("[Lanes]{.claim cue=so}", "1:16", "not-suggested", "'cue='"),
        ("[Lanes]{.claim joint=a}", "1:16", "joint-alone", "'joint='"),
        ("[Lanes]{#a}", "1:1", "no-role", "Say what it is: .claim"),
        ("[Lanes]{.asserted credence=0.5}", "1:1", "no-role", "no role"),
        ("[]{.premise #a}", "1:1", "nothing-marked", 'gloss="..."'),
        ("[Why?]{.question supports=a}", "1:18", "only-of-a-claim", "'supports' is only for a claim, and this is a question"),
        ("[Why?]{.question .claim}", "1:18", "only-of-a-claim", "'.claim'"),
        ("[True.]{.concession concedes=a supports=b}", "1:32", "only-of-a-claim", "bare concession or rejection"),
        ("[True.]{.concession}", "1:1", "concedes-nothing", "concedes=ID"),
        ('[Again.]{restates="a b"}', "1:10", "restates-several", "only one claim"),
        ("[Lanes]{.rejected #a}", "1:1", "rejected-and-more", "Write [words]{.rejected}"),
        ("[Lanes]{.claim .rejected}", "1:1", "rejected-and-more", "no role"),
        ("[Lanes]{.rejected .suggested cue=so}", "1:1", "rejected-and-more", "no id"),
        ("[]{.rejected #a}", "1:1", "rejected-and-more", "no id"),
        ("a &#91; b", "1:3", "needless-escape", "'&amp;#91;'"),
        ("[a &#91;b&#93;]{.claim}", "1:4", "needless-escape", "as it is"),
        ("[]{.premise gloss=G}::: x", "1:1", "span-misplaced", "lines of a div"),
        ("[a\n[]{.premise gloss=G}\nb]{.claim}", "1:1", "span-misplaced", "end of a paragraph"),
    ],
)
def test_refuses(raw: str, place: str, id: str, words: str) -> None:
    with pytest.raises(ArgmapError) as caught:
        scan(raw, "lanes.md")
    assert (caught.value.id, str(caught.value.place)) == (id, f"lanes.md:{place}")
    assert words in str(caught.value)


def test_all_problems_come_together_in_text_order() -> None:
    with pytest.raises(ArgmapError) as caught:
        scan("[a]{.clam}\n\nb]{.claim}\n\n[c]{.claim credence=2}", "lanes.md")
    assert [problem.id for problem in (caught.value, *caught.value.others)] == ["unknown-role", "span-not-opened", "not-a-share"]


@pytest.mark.parametrize(
    ("text", "marks", "reason"),
    [
        ("Lanes work.", [(0, 7), (6, 10)], "crosses another mark"),
        ("One.\n\nTwo.", [(0, 10)], "end of a paragraph"),
        ("---\nx: 1\n---\nOne.", [(4, 5)], "front matter"),
        ("::: {.comment}\nOne.\n:::", [(0, 0)], "lines of a div"),
        ("One.\n:::\nTwo.", [(0, 13)], "end of a paragraph"),
    ],
)
def test_weaving_refuses_marks_that_no_text_can_hold(text: str, marks: list[tuple[int, int]], reason: str) -> None:
    with pytest.raises(MisplacedMarkError, match=reason):
        weave(text, nest((Span(*span), CLAIM) for span in marks))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a [b]{.claim} " * 70_000, id="marks"),
        pytest.param("[" * 1_000_000, id="brackets"),
        pytest.param("]{" * 500_000, id="strays"),
        pytest.param("\\" * 1_000_000, id="backslashes"),
        pytest.param("---\n" * 250_000, id="rules"),
        pytest.param("[" * 20_000 + "a" + "]{.claim}" * 20_000, id="nest"),
    ],
)
def test_a_megabyte_takes_linear_time(text: str) -> None:
    start = time.process_time()
    try:
        scan(text)
    except ArgmapError as problem:
        assert len(problem.others) < 100, "a hostile text cannot make a million messages"  # noqa: PT017
    assert time.process_time() - start < 10  # about 1 s; quadratic would be hours
