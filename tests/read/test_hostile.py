"""Pages made to hurt: read in good time, and never a traceback."""

from __future__ import annotations

import pytest

from argmap.read import read

HEAD = "Lanes\n\nby **Ada**\n\n"
COMMENT = f"{HEAD}Paint.\n\n1 comment, sorted by new\n\n**Ben** 1y\n\n< 1 >\n\n"


@pytest.mark.parametrize(
    "page",
    [
        HEAD + "1. [^] x\n\n" * 2000,
        HEAD + "Paint.\n\n9 comments, sorted by new\n\n" + "**a** 1y\n\n< 1 >\n\n" * 1000,
        HEAD + "**a " * 10_000,
        HEAD + "[a](b " * 5_000,
        HEAD + "a\n" * 10_000,
        HEAD + "1. T\n\n" * 2000,
        COMMENT + '"a b c" ' * 2000,
        COMMENT + "22%\n\n" * 2000,
        COMMENT + "so it goes on and on\n\n" * 1000,
        COMMENT + "\u2028\u0085\v\f\r" * 200,
        f"{HEAD}{'same words here ' * 1000}\n\n1 comment, sorted by new\n\n**Ben** 1y\n\n{'same words here ' * 1000}",
    ],
    ids=range(11),
)
def test_a_page_of_one_thing_over_and_over(page: str) -> None:
    thread = read(page.encode(), "page.txt")
    assert all(thread.text[run.text :][: run.length] == page[run.raw :][: run.length] for run in thread.raw_map.runs)


@pytest.mark.parametrize(
    "text", ["<img src=x onerror=alert(1)>", "</script><script>", "\x1b[31mred", "\u202egnirts", "](javascript:x)"]
)
def test_hostile_words_stay_words(text: str) -> None:
    page = f"{HEAD}{text} in the post.\n\n1 comment, sorted by new\n\n**{text}** 1y\n\n< 1 >\n\n{text} in a comment.\n"
    thread = read(page.encode(), "page.txt")
    assert thread.comments[0].author == text
    assert f"{text} in a comment." in thread.text
