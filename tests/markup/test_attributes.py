"""Attribute blocks: what is read, what is refused and where, and that writing and reading are inverse."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.read.attributes import Attributes, AttributeSyntaxError, parse_attributes, write_attributes

IDS = st.from_regex(r"[a-zé][a-z0-9_ü-]{0,8}", fullmatch=True)
KEYS = st.from_regex(r"[a-z_][a-z0-9:-]{0,8}", fullmatch=True)
VALUES = st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]))
BLOCKS = st.builds(
    Attributes, st.none() | IDS, st.lists(IDS, max_size=3, unique=True).map(tuple), st.dictionaries(KEYS, VALUES, max_size=4)
)


def parse(text: str) -> Attributes:
    attributes, end = parse_attributes(text, 0)
    assert end == len(text)
    return attributes


def test_all_parts_with_their_offsets() -> None:
    text = 'x]{.claim #lanes supports="safe cheap" credence=0.9}y'
    attributes, end = parse_attributes(text, 2)
    assert attributes == Attributes("lanes", ("claim",), {"supports": "safe cheap", "credence": "0.9"})
    assert text[end:] == "y"
    places = {part: text[at : at + 5] for part, at in attributes.offsets.items()}
    assert places == {
        ".claim": ".clai",
        "#lanes": "#lane",
        "supports": "suppo",
        "supports=": "safe ",
        "credence": "crede",
        "credence=": "0.9}y",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{}", Attributes()),
        ("{ .a\t.b }", Attributes(None, ("a", "b"))),
        ("{#über-1}", Attributes("über-1")),
        ("{cites=https://example.org/a?b=c&d=e#f}", Attributes(None, (), {"cites": "https://example.org/a?b=c&d=e#f"})),
        ('{gloss=""}', Attributes(None, (), {"gloss": ""})),
        (r'{gloss="a \"b\" \\ \c }"}', Attributes(None, (), {"gloss": r'a "b" \ \c }'})),
        ('{.claim\n   #a\r\n gloss="one\n  two"}', Attributes("a", ("claim",), {"gloss": "one two"})),
        ('{.claim\n> #a gloss="one\n> two"}', Attributes("a", ("claim",), {"gloss": "one two"})),
        ("{reply-to=post}", Attributes(None, (), {"reply-to": "post"})),
    ],
)
def test_reads(text: str, expected: Attributes) -> None:
    assert parse(text) == expected


@pytest.mark.parametrize(
    ("text", "offset", "message"),
    [
        ("{.claim", 0, "not closed by '}'"),
        ("{.claim\n\n#a}", 0, "not closed by '}'"),
        ("{.claim\n>\n> #a}", 0, "not closed by '}'"),
        ('{gloss="open}', 7, "quotation mark that opens here is not closed"),
        ('{gloss="a\n\nb"}', 7, "quotation mark that opens here is not closed"),
        ("{#a #b}", 4, "a second id; the first is '#a'"),
        ("{#1a}", 1, "'#1a' is no id"),
        ("{#s-1.2}", 1, "'#s-1.2' is no id"),
        ("{#}", 1, "'#' is no id"),
        ("{.}", 1, "'.' is no class"),
        ("{.a .a}", 4, "'.a' is given twice"),
        ("{by=A by=B}", 6, "'by' is given twice"),
        ("{by=}", 4, "'by=': it has no value"),
        ("{by= A}", 4, "'by=': it has no value"),
        ("{by='A B'}", 4, "put the value in double quotes"),
        ("{by=O'Hara}", 5, "''Hara' needs a blank before it"),
        ("{supports}", 1, "'supports' is neither #id nor .class nor key=value"),
        ('{by="A"by=B}', 7, "'by=B' needs a blank before it"),
        ("{.claim#a}", 7, "'#a' needs a blank before it"),
    ],
)
def test_refuses(text: str, offset: int, message: str) -> None:
    with pytest.raises(AttributeSyntaxError) as caught:
        parse_attributes(text, 0)
    assert (caught.value.offset, message in caught.value.message) == (offset, True), caught.value.message


def test_no_block_there() -> None:
    with pytest.raises(ValueError, match="no attribute block"):
        parse_attributes(".claim #a}", 0)


@given(BLOCKS)
def test_writing_then_reading_gives_the_same(attributes: Attributes) -> None:
    assert parse(write_attributes(attributes)) == attributes


@given(BLOCKS)
def test_writing_is_canonical(attributes: Attributes) -> None:
    written = write_attributes(attributes)
    assert write_attributes(parse(written)) == written


@given(st.text(alphabet='{}#.="\\ \n\r>ab1'))
def test_any_text_is_read_or_refused_within_it(text: str) -> None:
    text = "{" + text
    try:
        attributes, end = parse_attributes(text, 0)
    except AttributeSyntaxError as problem:
        offsets, end = [problem.offset], len(text)
    else:
        offsets = list(attributes.offsets.values())
        assert text[end - 1] == "}"
    assert all(0 <= at <= end for at in offsets)


def test_line_breaks_in_a_value_become_blanks() -> None:
    assert write_attributes(Attributes(None, (), {"by": "Ann\r\n Lee"})) == '{by="Ann Lee"}'


@pytest.mark.parametrize("bad", [Attributes("1"), Attributes(None, ("a b",)), Attributes(None, (), {"a b": "c"})])
def test_names_that_no_block_can_hold(bad: Attributes) -> None:
    with pytest.raises(ValueError, match="not the names"):
        write_attributes(bad)


def test_a_long_block_takes_linear_time() -> None:
    text = '{gloss="' + "word " * 200_000 + '"}'
    assert len(parse(text).pairs["gloss"]) == 1_000_000
