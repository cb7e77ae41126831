"""The page as a file: valid, safe, self-contained, the same every time, and true to the map."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.markup import parse
from argmap.model import ArgumentMap, Span, Suggestion, Verdicts
from argmap.reason import judge
from argmap.view import page
from argmap.view._utf16 import Utf16

from .bike_lanes import bike_lanes
from .debate import Document, big, build
from .hostile import PAYLOADS, hostile

NO_VERDICTS = Verdicts({}, (), (), ())


class Reader(HTMLParser):
    """Reads a page as a browser without JavaScript support would be told to: elements, attributes, text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attributes)))
        self._open = tag
        self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts[self._open][-1] += data


@pytest.fixture(scope="module")
def bikes() -> tuple[str, ArgumentMap]:
    thread, map = bike_lanes()
    return page(thread, map, judge(map)), map


def facts_of(html: str) -> dict:
    (found,) = re.findall(r'<script type="application/json" id="facts">(.*?)</script>', html, re.DOTALL)
    return json.loads(found)


def test_head_of_the_page(bikes):
    html, _ = bikes
    read = Reader(html)
    assert html.startswith("<!DOCTYPE html>\n<html lang=")
    assert read.texts["title"] == ["Six avenues, three years: the case for protected bike lanes · argument map"]
    assert ("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}) in read.elements
    assert [tag for tag, _ in read.elements].count("h1") == 1


def test_nothing_is_asked_for(bikes):
    read = Reader(bikes[0])
    addresses = [
        value for _, attributes in read.elements for name, value in attributes.items() if name in {"src", "href", "srcset", "data"}
    ]
    assert addresses == ["data:,"]


def test_policy_allows_just_the_scripts_and_the_style_of_the_page(bikes):
    read = Reader(bikes[0])
    (policy,) = [each["content"] for _, each in read.elements if each.get("http-equiv") == "Content-Security-Policy"]
    _facts, *sources = [*read.texts["script"], *read.texts["style"]]
    assert len(sources) == 3
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in sources]
    assert re.findall(r"'sha256-(.*?)'", policy) == hashes
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_vis_network_is_the_one_that_pyvis_ships(bikes):
    source = files("pyvis").joinpath("templates/lib/vis-9.1.2/vis-network.min.js").read_bytes()
    assert hashlib.sha256(source).hexdigest() == "1f20f0736f32cb9bedf8f6383b25cfea2f839e1abe80d6e8040b4d5bea378c69"
    assert source.decode().replace("\r\n", "\n").rpartition("//# sourceMappingURL")[0] in bikes[0]


def test_the_same_twice():
    assert page(*_judged(*bike_lanes())) == page(*_judged(*bike_lanes()))


PRINT_A_PAGE = """
from argmap.reason import judge
from argmap.view import page
from tests.view.bike_lanes import bike_lanes
thread, map = bike_lanes()
print(ascii(page(thread, map, judge(map))))
"""


def test_the_same_whatever_the_hash_seed_and_the_locale(root: Path):
    def printed(**environment: str) -> bytes:
        return subprocess.run(
            [sys.executable, "-c", PRINT_A_PAGE], cwd=root, env=environment, capture_output=True, check=True
        ).stdout

    assert printed(PYTHONHASHSEED="1") == printed(PYTHONHASHSEED="2", LC_ALL="C")


def test_pyvis_is_imported_when_a_page_is_made_and_no_earlier():
    code = "import sys, argmap.view; assert not {'pyvis', 'jinja2', 'IPython'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_facts_hold_the_map(bikes):
    html, map = bikes
    facts = facts_of(html)
    claims, questions, steps = len(map.claims), len(map.questions), len(map.steps)
    assert len(facts["nodes"]) == claims + questions + steps
    for node, claim in zip(facts["nodes"], map.claims, strict=False):
        _, start, end, speaker = node["at"][0]
        assert facts["text"][start:end] == claim.text
        assert facts["names"][speaker] == claim.home.speaker
        assert node["key"] == claim.id
    numbers = {node.id: n for n, node in enumerate([*map.claims, *map.questions, *map.steps])}
    expected = [[numbers[premise], numbers[step.id]] for step in map.steps for premise in step.premises]
    expected += [[numbers[step.id], numbers[step.target]] for step in map.steps]
    assert sorted(facts["edges"]) == sorted(expected)


def test_verdicts_are_told_in_words(bikes):
    html, map = bikes
    facts, verdicts = facts_of(html), judge(map)
    for node, claim in zip(facts["nodes"], map.claims, strict=False):
        assert node["status"] == verdicts.status(claim.id).value
        reason = facts["reasons"][node["reason"]]
        assert reason.startswith(verdicts.labels[claim.id].cause)
        assert "[" not in reason


def test_roles_by_what_a_claim_does(bikes):
    html, _ = bikes
    role = {node["key"]: node["role"] for node in facts_of(html)["nodes"] if "key" in node}
    assert role["lanes"] == "thesis"
    assert role["survey2"] == "objection"  # raised in a comment
    assert role["risk"] == "claim"  # the author's own objection to himself is still his claim
    assert role["crashes"] == "evidence"
    assert role["separation"] == "premise"
    assert role["alternative"] == "question"


def test_outline_without_javascript(bikes):
    html, map = bikes
    outline = html[html.index("<noscript>") : html.index("</noscript>")]
    for claim in map.claims:
        assert claim.text.replace("'", "&#39;") in outline
    assert "objection to the step" in outline
    assert "told elsewhere" in outline


def test_long_outline_says_what_it_leaves_out():
    thread, map = big(1000)
    assert re.search(r"<p>7\d\d more claims and questions are left out here.</p>", page(thread, map, judge(map)))


def test_page_of_a_thread_without_annotations():
    thread, map = build("Nothing yet", [Document("post", "Ana", "Only text.")])
    html = page(thread, map, judge(map))
    assert "Nothing has been annotated in this thread yet." in html
    assert facts_of(html)["text"] == "Only text."


def test_page_of_an_empty_thread():
    thread, map = build("", [])
    assert facts_of(page(thread, map, judge(map)))["nodes"] == []


def test_claims_that_nobody_judged():
    thread, map = bike_lanes()
    suggested = replace(map, claims=tuple(replace(claim, suggestion=Suggestion(0.7, "because")) for claim in map.claims))
    nodes = facts_of(page(thread, suggested, NO_VERDICTS))["nodes"]
    assert all("status" not in node for node in nodes)
    assert nodes[0]["suggestion"] == {"confidence": 0.7, "cue": "because"}


def test_lone_surrogates_do_not_stop_the_writing():
    thread, map = build("A \ud800 title", [Document("post", "Ana", "{a| A \udfff claim.}")])
    page(thread, map, judge(map)).encode("utf-8")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_becomes_markup(payload):
    html = page(*hostile(payload))
    read, plain = Reader(html), Reader(page(*hostile("harmless")))
    assert [tag for tag, _ in read.elements] == [tag for tag, _ in plain.elements]
    assert [sorted(attributes) for _, attributes in read.elements] == [sorted(attributes) for _, attributes in plain.elements]
    assert facts_of(html)["thread"]["title"] == payload


def test_scripts_never_parse_html():
    folder = files("argmap.view") / "static"
    for script in sorted(path.name for path in folder.iterdir() if path.name.endswith(".js")):
        source = (folder / script).read_text(encoding="utf-8")
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\(|new Function|DOMParser|createContextual", source
        )
        assert len(source.splitlines()) < 300


def test_size():
    small, large = (len(page(*_judged(*big(n))).encode()) for n in (1000, 3000))
    assert (large - small) / 2000 < 350


@given(st.text(st.sampled_from("a🚲é\u2028"), max_size=30), st.data())
def test_offsets_as_the_browser_counts_them(text, data):
    span = Span(*sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2))))
    count = Utf16(text)
    units = text.encode("utf-16-le")
    assert units[2 * count.offset(span.start) : 2 * count.offset(span.end)].decode("utf-16-le") == span.cut(text)


def _judged(thread, map):
    return thread, map, judge(map)


def test_a_page_of_suggestions_alone_says_so_in_words() -> None:
    suggested = parse("[g]{.claim .suggested #g} [p]{.premise .suggested #p supports=g confidence=0.7 cue=so}", "x.md")
    assert "not confirmed by anybody" in page(suggested.thread, suggested.map, judge(suggested.map)).partition("<script")[0]
    mixed = parse(suggested.raw + " [h]{.claim #h}", "x.md")
    assert "not confirmed by anybody" not in page(mixed.thread, mixed.map, judge(mixed.map.confirmed())).partition("<script")[0]
