"""The report: it says what the verdicts say, every link leads somewhere, and no text of others gets out of its place."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from argmap.export import report
from argmap.export._markdown import address, escape
from argmap.markup import parse
from argmap.model import ArgumentMap, Thread
from argmap.reason import judge
from tests.query import debate

if TYPE_CHECKING:
    from markdown_it.token import Token


@pytest.fixture(scope="module")
def lunch_report() -> str:
    return report(debate.thread(), debate.the_map(), debate.verdicts())


def tokens(markdown: str) -> list[Token]:
    found = []
    for token in MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(markdown):
        found += [token, *(token.children or ())]
    return found


def part(markdown: str, title: str) -> str:
    return markdown.partition(f"## {title}\n")[2].partition("\n## ")[0]


def test_the_parts_in_order(lunch_report: str) -> None:
    assert re.findall(r"^#{1,2} (.+)$", lunch_report, re.MULTILINE) == [
        "Lunch for all",
        "What it comes to",
        "What it hangs on",
        "Where people part",
        "Objections that nobody took up",
        "Answers that nobody disputes",
        "What falls, and why",
        "What changed as the thread went on",
        "Questions that nobody answered",
        "What it is about",
        "Who says what",
        "What no person has confirmed",
    ]
    head = lunch_report.partition("## ")[0]
    assert "By Ann, 2024-05-01, <https://example.org/lunch>. With 3 comments, by Ben, Ann and Cy." in head
    assert "13 claims, 5 reasons and 4 objections. Verdicts on the claims: stands 7, falls 6, open 0." in head


def test_concepts_with_the_claims_that_speak_of_them(lunch_report: str) -> None:
    assert [line for line in part(lunch_report, "What it is about").splitlines() if line.startswith("- ")] == [
        "- **free lunch** (FSM, lunch): 3 claims, stands 1, falls 2.",
        "- **kitchen**: 2 claims, stands 1, falls 1.",
    ]


def test_the_conclusion_with_its_verdict_and_its_reasons(lunch_report: str) -> None:
    text = part(lunch_report, "What it comes to")
    assert "### [All pupils should get free lunches](#lunch)" in text
    assert "Ann, in the post: it falls (lost its support): none of the reasons given for it stands." in text
    assert (
        "- Reason, **falls**: [A child who has eaten learns better](#learn) + [A free lunch is eaten](#full) (Ann, in the post)"
        in text
    )
    assert "- Reason, **falls**: [So lunches cost little](#cheap) (Ann, in the post)" in text


def test_cruxes_with_both_runs_root_cruxes_first(lunch_report: str) -> None:
    text = part(lunch_report, "What it hangs on").partition("### What people")[0]
    lines = [line for line in text.splitlines() if line.startswith("- ")]
    assert [re.search(r"\(#([\w-]+)\)", line)[1] for line in lines] == ["doubt", "minister", "learn", "hungry", "cook", "cheap"]  # type: ignore[index]
    assert "stands as things are. If it holds, the conclusion falls; if it fails, the conclusion stands." in lines[0]
    assert lines[0].endswith(
        "What changes: [One pupil in five comes to school hungry](#hungry) (falls / stands), "
        "[A child who has eaten learns better](#learn) (falls / stands), "
        "[All pupils should get free lunches](#lunch) (falls / stands)."
    )
    assert ["It rests on another crux" in line for line in lines] == [False, False, True, True, True, True]


def test_what_people_call_a_crux_is_held_against_the_proof(lunch_report: str) -> None:
    assert "- [One pupil in five comes to school hungry](#hungry) (Ann, in the post) is a crux." in lunch_report


def test_unanswered_objections_of_others_come_before_the_authors_own(lunch_report: str) -> None:
    lines = [line for line in part(lunch_report, "Objections that nobody took up").splitlines() if line[:1].isdigit()]
    assert [re.search(r"\(#([\w-]+)\)", line)[1] for line in lines] == ["minister", "doubt"]  # type: ignore[index]
    assert "against the step from [A survey of forty schools counted them](#study) to [One pupil in five" in lines[1]
    assert all("If it is answered: [" in line for line in lines)
    assert lines[0].endswith("(falls → stands). It is the turn of Ann.")
    # What authors object to themselves is nobody's turn.
    assert lines[1].endswith("(falls → stands).")


def test_what_only_defends_a_conclusion_is_told_apart(lunch_report: str) -> None:
    lines = [line for line in part(lunch_report, "Answers that nobody disputes").splitlines() if line.startswith("- ")]
    assert len(lines) == 1
    assert "[Pupils who choose their portions leave little](#portions) (Ann, in comment c2), against [Half of it" in lines[0]


def test_who_says_what_lists_every_claim_once(lunch_report: str) -> None:
    text = part(lunch_report, "Who says what")
    assert re.findall(r"^### (.+)$", text, re.MULTILINE) == ["Ann", "Ben", "Cy", "The minister"]
    assert sorted(re.findall(r'<a id="([^"]+)">', lunch_report)) == sorted(
        claim.id for claim in debate.the_map().confirmed().claims
    )
    assert "- Grants: [Half of it would end in the bin](#waste) (Ben, in comment c1), saying “Fair point about the bin.”." in text
    assert "- Rejects, without a reason: [So lunches cost little](#cheap) (Ann, in the post), saying" in text
    assert "supplied by a reader" in text
    assert "hedged: “probably”, credence 0.7" in text
    assert "cites <https://example.org/survey>" in text


def test_questions_and_suggestions(lunch_report: str) -> None:
    assert "- When do free lunches start? (Cy, in comment c3)" in part(lunch_report, "Questions that nobody answered")
    assert "Who would pay" not in lunch_report
    suggested = part(lunch_report, "What no person has confirmed")
    assert "- It might make parents lazy. (Ben, in comment c1, confidence 0.4, cue “might”)" in suggested
    assert "- 1 reason or objection" in suggested


def test_every_link_leads_to_a_claim(lunch_report: str) -> None:
    anchors = set(re.findall(r'<a id="([^"]+)">', lunch_report))
    links = [str(token.attrGet("href")) for token in tokens(lunch_report) if token.type == "link_open"]
    assert len(links) > 40
    assert all(link[1:] in anchors if link.startswith("#") else link.startswith("https://example.org/") for link in links)


def test_an_open_claim_says_why() -> None:
    the_map = debate.the_map()
    gone = {"portions>waste", "doubt>study>hungry", "waste>full", "minister>cook"}
    kept = tuple(step for step in the_map.steps if step.id not in gone)
    objection = next(step for step in the_map.steps if step.id == "waste>full")
    contested = dataclasses.replace(the_map, steps=(*kept, dataclasses.replace(objection, id="waste>lunch", target="lunch")))
    opened = part(report(debate.thread(), contested, judge(contested.confirmed())), "What is open, and why")
    assert (
        "- [All pupils should get free lunches](#lunch) (Ann, in the post) is open (contested): reasons stand on both sides"
        in opened
    )
    assert "  - Reason, **stands**: [So lunches cost little](#cheap) (Ann, in the post)" in opened
    assert "  - Objection, **stands**: [Half of it would end in the bin](#waste) (Ben, in comment c1)" in opened


def test_a_map_of_suggestions_alone_says_so() -> None:
    from argmap.model import Suggestion

    the_map = debate.the_map()
    claims = tuple(dataclasses.replace(claim, suggestion=Suggestion(0.5)) for claim in the_map.claims)
    guessed = dataclasses.replace(the_map, claims=claims)
    text = report(debate.thread(), guessed, judge(guessed))
    assert "not confirmed by anybody" in text
    assert "What no person has confirmed" not in text
    assert '<a id="guess">' in text


def test_an_empty_map_has_a_report_too() -> None:
    text = report(debate.thread(), ArgumentMap(), judge(ArgumentMap()))
    assert "so there is no conclusion" in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


# Texts of others

EVIL = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    "](#lunch) [x](http://evil.example/)",
    "![x](http://evil.example/pixel.png)",
    "`code` **bold** _it_ ~~gone~~ $x$ ^a^ | a | b |",
    "# heading\n\n- list\n\n> quote\n\n```\nfence",
    "<http://evil.example/> &lt;b&gt; &#60;",
    "a\\](x) \\<b> \\\\",
    "\x1b[31m \u202e \x00",
    '"><a id="lunch">',
    "@ann [^1] [ref]: http://evil.example/ {.claim #x}",
]


def poisoned(text: str) -> tuple[Thread, ArgumentMap]:
    """The debate with `text` in every place that holds a text."""
    thread, the_map = debate.thread(), debate.the_map()
    comments = tuple(dataclasses.replace(comment, author=text) for comment in thread.comments)
    thread = dataclasses.replace(thread, title=text, author=text, date=text, url=text, comments=comments)

    def own(anchor: object) -> object:
        return dataclasses.replace(anchor, speaker=text)  # type: ignore[type-var]

    claims = tuple(
        dataclasses.replace(claim, text=text, gloss=text, hedge=text, cites=(text,), anchors=tuple(map(own, claim.anchors)))  # type: ignore[arg-type]
        for claim in the_map.claims
    )
    steps = tuple(dataclasses.replace(step, anchor=own(step.anchor)) for step in the_map.steps)  # type: ignore[arg-type]
    stances = tuple(dataclasses.replace(stance, text=text, author=text) for stance in the_map.stances)
    questions = tuple(dataclasses.replace(question, text=text, gloss=text) for question in the_map.questions)
    return thread, dataclasses.replace(the_map, claims=claims, steps=steps, stances=stances, questions=questions)


def check_harmless(text: str) -> None:
    thread, the_map = poisoned(text)
    found = tokens(report(thread, the_map, judge(the_map.confirmed())))
    html = {token.content for token in found if token.type in {"html_inline", "html_block"}}
    assert all(re.fullmatch(r'<a id="[\w-]+">|</a>', tag) for tag in html)
    links = [str(token.attrGet("href")) for token in found if token.type == "link_open"]
    assert all(link.startswith("#") or (link.startswith(("http://", "https://")) and text.startswith("http")) for link in links)
    kinds = {token.type for token in found}
    assert not kinds & {"image", "code_inline", "code_block", "fence", "blockquote_open", "em_open", "s_open", "table_open", "hr"}
    plain = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    title = next(token for token in found if token.type == "inline")
    shown = "".join(child.content for child in title.children or ())
    assert shown == plain


@pytest.mark.parametrize("text", EVIL)
def test_hostile_texts_stay_texts(text: str) -> None:
    check_harmless(text)


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1) | st.text("<>[]()!`*_#&\\~|@^$:/ahtp.-+=1 \n", min_size=1, max_size=20))
def test_any_text_stays_text(text: str) -> None:
    if text.strip() and any(char.isprintable() and not char.isspace() for char in text):
        check_harmless(text)


@given(st.text())
def test_an_address_is_a_link_only_to_the_web(text: str) -> None:
    for url in (text, f"https://{text}", f"HTTP://{text}", f"javascript:{text}"):
        links = [token for token in tokens(f"x {address(url)} y") if token.type == "link_open"]
        assert not links or url.startswith(("http://", "https://"))
        assert all(str(link.attrGet("href")).startswith(("http://", "https://")) for link in links)


def test_escaping_leaves_ordinary_words_alone() -> None:
    assert escape("It’s 5 - 10 % (or more): “yes”, she said.") == "It’s 5 - 10 % (or more): “yes”, she said."


def test_a_map_that_nobody_confirmed_says_so_first_and_where_to_begin() -> None:
    raw = (
        "[g]{.claim .suggested #g confidence=0.7 cue=think} [p]{.premise .suggested #p supports=g} [o]{.claim .suggested attacks=g}"
    )
    annotated = parse(raw, "x.md")
    text = report(annotated.thread, annotated.map, judge(annotated.map))
    assert text.index("not confirmed by anybody") < text.index("Suggested are 3 claims") < text.index("## At a glance")
    assert "argmap review" in text
    assert "1 objection, 1 reason" in text
    assert "suggested, confidence 0.7, cue “think”" in text
    mixed = parse(raw + " [h]{.claim #h}", "x.md")
    text = report(mixed.thread, mixed.map, judge(mixed.map.confirmed()))
    assert "not confirmed by anybody" not in text
    assert "At a glance" not in text
    assert "## What no person has confirmed" in text


def test_a_glance_at_suggestions_tells_post_from_comments() -> None:
    """The title's claim with the best of its reasons, what comments object to, and how much nobody took up."""
    reasons = " ".join(f"[r{number}]{{.premise .suggested supports=t confidence=0.{number}}}" for number in range(3, 9))
    comments = """\
::: {.comment #c1 author="Ann"}
[o]{.claim .suggested #o attacks=t} [Why?]{.question .suggested #q}
:::

::: {.comment #c2 author="Ben"}
[a]{.claim .suggested #a answers=t}
:::
"""
    annotated = parse(f'[]{{.claim .suggested #t gloss="Lanes pay"}} {reasons}\n\n## Comments\n\n{comments}', "x.md")
    text = report(annotated.thread, annotated.map, judge(annotated.map))
    glance = text[text.index("## At a glance") : text.index("## What is argued about most")]
    assert "The post seems to argue**\n\n- [Lanes pay](#t), with 6 reasons:\n  - [r8]" in glance
    assert "[r5]" not in glance
    assert "and 3 more" in glance
    assert "object to**\n\n- [Lanes pay](#t) (in the post):\n  - [o](#o) (Ann, in comment c1)" in glance
    assert "1 objection and 1 question, listed below" in glance
    assert "1 comment is neither for nor against anything" in glance


def test_a_glance_without_a_titles_claim_names_what_the_post_argues_most_for() -> None:
    reasons = "[p]{.premise .suggested supports=g} [q]{.premise .suggested supports=h}"
    raw = f"[g]{{.claim .suggested #g}} [h]{{.claim .suggested #h}} {reasons}"
    annotated = parse(raw, "x.md")
    text = report(annotated.thread, annotated.map, judge(annotated.map))
    assert "The title makes no claim. The post seems to argue most for**\n\n- [g](#g), with 1 reason:" in text
    assert "- [h](#h), with 1 reason:" in text
    lone = parse("[g]{.claim .suggested #g}", "x.md")
    assert "no claim of it stands out" in report(lone.thread, lone.map, judge(lone.map))
