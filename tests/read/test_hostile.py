"""Pages made to hurt: read in good time, and never a traceback."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from time import process_time

import pytest

from argmap.errors import ArgmapError
from argmap.markup import thread_text
from argmap.read import read, read_all

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


BIG = [
    "# T\n\n" + " " * 100_000 + "\n" + " " * 100_000 + "x",
    "# T\n\n" + "." * 100_000 + "x",
    "# T\n\n" + "[" * 50_000 + "]" * 50_000,
    "# T\n\n" + "[" * 20_000 + "[a](b) " * 5_000,
    "# T\n\n" + "<!--" * 30_000 + ">",
    "# T\n\n" + "<a " * 30_000,
    "# T\n\n" + "**a " * 20_000,
    "# T\n\n" + "`" * 100_000 + "~",
    "# T\n\n" + "## 1. a\n\n" * 4_000,
    "# T\n\n" + ">" * 100_000 + " a",
]


@pytest.mark.parametrize("page", BIG, ids=range(len(BIG)))
def test_markdown_of_one_thing_is_read_in_linear_time(page: str) -> None:
    """Each took more than ten seconds, or would at a few times this size, before its rule was mended."""
    started = process_time()
    assert read(page.encode(), "page.md").title == "T"
    assert process_time() - started < 5


@pytest.mark.parametrize("tag", ["b", "i", "a href=x", "div", "blockquote", "ul><li", "span", "details"])
def test_html_that_is_nested_without_end(tag: str) -> None:
    thread = read(
        b"<!DOCTYPE html><title>T</title><body><article><p>Say so.</p>" + f"<{tag}>".encode() * 5_000 + b"end", "page.html"
    )
    assert thread.text.endswith("end")
    assert read(thread_text(thread).encode(), "page.md").text == thread.text


@pytest.mark.parametrize("name", ["own", "cycle", "chain", "collision", "twice", "missing"])
def test_comments_that_contradict_each_other(name: str) -> None:
    """Parents in a circle, ids that become one: each comment stays, with an id of its own, and no reply leads to itself."""
    number = 1_500
    parents = {
        "own": lambda at: at,
        "cycle": lambda at: at % number + 1,
        "chain": lambda at: at + 1 if at < number else None,
        "missing": lambda at: 10**7 + at,
    }
    ids = {"collision": lambda at: "a" + chr(0x4E00 + at), "twice": lambda at: "7"}
    of_parent, of_id = parents.get(name, lambda _: None), ids.get(name, str)
    posts = [
        {
            "id": of_id(at),
            "parent": of_parent(at),
            "author": {"name": "x"},
            "message": "<p>Say so.</p>",
            "createdAt": "x",
            "points": 1,
        }
        for at in range(1, number + 1)
    ]
    thread = read_all([("p.json", json.dumps({"cursor": {"hasNext": False}, "response": posts}).encode())])
    assert len({one.id for one in thread.comments}) == len(thread.comments)
    assert len(thread.comments) == {"twice": 1, "missing": 2 * number}.get(name, number)
    above = {one.id: one.reply_to for one in thread.comments}
    for id in above:
        seen: set[str | None] = set()
        at: str | None = id
        while at in above:
            assert at not in seen
            seen.add(at)
            at = above[at]


def test_a_comment_that_is_called_post_is_a_comment() -> None:
    posts = [
        {
            "id": id,
            "parent": None,
            "points": 1,
            "author": {"name": "x", "username": "x"},
            "message": "<p>Say so.</p>",
            "createdAt": "x",
        }
        for id in ("post", "unknown", "a", "A")
    ]
    thread = read(json.dumps({"cursor": {"hasNext": False}, "response": posts}).encode(), "p.json")
    assert [one.id for one in thread.comments] == ["cpost", "cunknown", "a", "A"]
    assert {one.reply_to for one in thread.comments} == {"post"}
    assert not [note for note in thread.report if note.kind == "reply-cycle"]


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":' * 100_000,
        b'{"id": ' + b"9" * 100_000 + b"}",
        b'[{"id": NaN, "children": [1e999]}]',
        b"{" + b",".join(b'"k%d":1' % at for at in range(50_000)) + b"}",
        b'{"id": 1, "id": 2}',
        b"[]",
        b"{}",
        b'["\\ud800"]',
    ],
    ids=range(8),
)
def test_hostile_json_is_one_line(data: bytes) -> None:
    with pytest.raises(ArgmapError) as caught:
        read(data, "page.json")
    assert caught.value.id in ("broken-json", "unknown-json")


def test_a_file_without_end_is_not_read_to_its_end(tmp_path: Path) -> None:
    """A file of holes, and a device: no more is read than tells that it is too large; within 1 GB and 10 s; nothing is written."""
    (tmp_path / "big.txt").touch()
    os.truncate(tmp_path / "big.txt", 3 * 2**30)
    for path, id in ((str(tmp_path / "big.txt"), "too-large"), ("/dev/zero", "too-large"), (str(tmp_path), "is-directory")):
        code, out, said = ingest(path, tmp_path)
        assert (code, out) == (2, "")
        assert said.startswith("argmap: ")
        assert said.count("\n") == 1
        assert f"[{id}]" in said
    assert [each.name for each in tmp_path.iterdir()] == ["big.txt"]


def ingest(path: str, folder: Path) -> tuple[int, str, str]:
    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
        resource.setrlimit(resource.RLIMIT_CPU, (10, 10))

    command = [sys.executable, "-m", "argmap", "ingest", path]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, preexec_fn=limited, check=False, timeout=60)
    return done.returncode, done.stdout, done.stderr
