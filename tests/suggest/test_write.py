"""Suggestions as marks: the text stays what it is, and what is there already stays too."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from argmap.markup import escape, parse, thread_text
from argmap.model import Role, Thread
from argmap.suggest import suggest, suggest_text
from tests.suggest.conftest import DEBATE

from .conftest import body

REPLY = """\
::: {.comment #c1}
> Most of the lanes are empty in winter.

But I counted hundreds of riders in January.
:::
"""


def suggested(raw: str) -> str:
    """Add suggestions to `raw`, and check what must hold for any text."""
    made = suggest_text(raw, "any.md")
    assert body(made) == body(raw)
    assert suggest_text(made, "any.md") == made
    parse(made, "any.md")
    return made


def test_every_suggestion_becomes_a_mark_that_says_it_is_one(debate: Thread) -> None:
    marks = parse(suggested(DEBATE), "debate.md")
    found = suggest(debate)
    assert [anchor.span for anchor in marks.anchors] == [one.span for one in found]
    for mark, one in zip(marks.marks, found, strict=True):
        assert {"suggested", one.role.value} <= set(mark.attributes.classes)
        assert float(mark.attributes.pairs["confidence"]) == one.confidence
        assert mark.attributes.pairs["cue"] == one.cue
    said = len(marks.map.steps) + len(marks.map.answers) + len(marks.map.stances)
    assert said == sum(len(one.relations) for one in found if one.role is not Role.QUESTION) > 0
    assert all(claim.suggestion for claim in marks.map.claims)
    assert not marks.map.confirmed().claims


def test_the_credence_and_the_hedge_are_written() -> None:
    made = suggested("I think there is a 22% chance of snow in April.")
    claim = parse(made, "x.md").map.claims[0]
    assert (claim.credence, claim.hedge) == (0.22, "I think; 22% chance")


def test_what_is_marked_stays_and_is_not_marked_over() -> None:
    raw = (
        "[I think [lanes]{.premise #lanes supports=x}   help]{#x   .claim gloss='no'}. I believe that paint is cheap."
        " [I think so.]{.claim #b} I am sure [of it]{.question}, I think.\n"
    ).replace("gloss='no'", 'gloss="Lanes \\"help\\"."')
    made = suggested(raw)
    assert "[I think [lanes]{.premise #lanes supports=x}   help]" in made
    assert '{#x   .claim gloss="Lanes \\"help\\"."}' in made
    assert "[I believe that paint is cheap.]{.claim .suggested" in made
    assert made.count(".suggested") == 1


def test_an_implicit_premise_at_the_edge_of_a_sentence_stays_where_it_is() -> None:
    implicit = '[]{.premise gloss="Paint is cheap." supports=x}'
    made = suggested(f"{implicit}I think that lanes are safe.{implicit} Or not.\n\n[No]{{.claim #x}}")
    assert made.startswith(f"{implicit}[I think that lanes are safe.]{{.claim .suggested")
    assert made.endswith(f'"}}{implicit} Or not.\n\n[No]{{.claim #x}}')


def test_a_new_mark_refers_to_the_claim_that_a_person_marked() -> None:
    made = parse(suggested(f"[Most of the lanes are empty]{{.claim #empty}} in winter.\n\n{REPLY}"), "x.md")
    assert [claim.id for claim in made.map.confirmed().claims] == ["empty"]
    assert {to.target for to in (*made.map.steps, *made.map.answers)} == {"empty"}


def test_a_new_mark_only_answers_the_question_that_a_person_marked() -> None:
    made = parse(suggested(f"[Most of the lanes are empty in winter.]{{.question #empty}}\n\n{REPLY}"), "x.md")
    assert len(made.map.claims) == 1
    assert not made.map.steps


def test_two_sentences_with_the_same_words_have_ids_of_their_own() -> None:
    made = parse(suggested("I think lanes are very safe. " * 3), "x.md")
    assert len({anchor.id for anchor in made.anchors}) == len(made.anchors) == 3


def test_an_id_that_is_taken_is_not_taken_again() -> None:
    made = suggested("I think lanes are very safe.")
    id = parse(made, "x.md").anchors[0].id
    again = suggested(f"[Lanes]{{.claim #{id}}} matter.\n\nI think lanes are very safe.")
    assert len({anchor.id for anchor in parse(again, "x.md").anchors}) == 2


def test_a_link_is_marked_whole_or_not_at_all() -> None:
    made = suggested("[I think](a.html) lanes help a lot. I believe in [the plan. I think it works](b.html) well enough.")
    assert made.startswith("[[I think](a.html) lanes help a lot.]{.claim .suggested")
    assert made.count(".suggested") == 1


def test_with_all_the_rest_is_added_to_what_is_there() -> None:
    some = suggest_text(DEBATE, "debate.md")
    every = suggest_text(some, "debate.md", all=True)
    assert every.count(".suggested") == len(suggest(parse(DEBATE, "debate.md").thread, all=True))
    assert suggest_text(every, "debate.md", all=True) == every


def test_our_own_corpus_keeps_every_mark(root: Path) -> None:
    raw = (root / "corpus" / "bike-lanes.md").read_text("utf-8")
    before, after = parse(raw, "bike-lanes.md"), parse(suggested(raw), "bike-lanes.md")
    assert len(after.marks) > len(before.marks)
    written = [(mark.written, mark.span.cut(before.stripped)) for mark in before.marks]
    assert [one for mark in after.marks if (one := (mark.written, mark.span.cut(after.stripped))) in written] == written
    confirmed = [[claim.id for claim in annotated.map.confirmed().claims] for annotated in (before, after)]
    assert confirmed[0] == confirmed[1]


PIECES = [
    "I think ", "because ", "For example, ", "lanes ", "are safe", "But ", "You are right, ", "22% ", "chance ", ". ", "? ", "! ",
    "[", "]", "](x)", "{", "}", "\\", "&#91;", "[^1]", "[^1]: ", "**", "`", "> ", "- ", "# ", "    ", "\t", "|",
    ":::", "---\n", "\n", "\n\n", "::: {.comment #c1}\n", ":::\n", "“", "”", "é", "\u200b", "我", "👍",
]  # fmt: skip


def readable(raw: str) -> bool:
    """Say whether the reader takes `raw`; what it does not take (a div that nothing closes, ...) is for its own tests."""
    try:
        parse(raw, "any.md")
    except Exception:
        return False
    return True


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_text_stays_what_it_is_byte_for_byte(text: str) -> None:
    raw = escape(text)
    assume(readable(raw))
    assert body(suggested(raw)) == body(raw)


def test_a_cue_may_hold_quotation_marks() -> None:
    (mark,) = parse(suggested('The "safe" part of the lane is only paint.'), "x.md").marks
    assert mark.attributes.pairs["cue"] == 'The "safe" part of the lane is'


def test_a_page_is_suggested_for_like_its_annotated_text(debate: Thread) -> None:
    read_again = parse(thread_text(debate), "again.md").thread
    assert [(one.role, one.cue) for one in suggest(read_again)] == [(one.role, one.cue) for one in suggest(debate)]
    assert Role.CLAIM in {one.role for one in suggest(debate)}


def test_a_rejected_title_is_not_suggested_again() -> None:
    raw = "---\ntitle: Bike lanes make our streets safer\n---\n\n{}I think that every child needs the lanes.\n"
    assert 'gloss="Bike lanes make our streets safer"' in suggested(raw.format(""))
    made = suggested(raw.format("[]{.rejected}"))
    assert [mark.written for mark in parse(made, "lanes.md").marks if not len(mark.span)] == ["{.rejected}"]
    assert ".claim .suggested" in made
    assert suggested(made) == made
