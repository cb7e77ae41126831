"""From marks to the argument map: an example that a person can read, and everything that can be wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from argmap.errors import ArgmapError
from argmap.markup import Annotated, parse, weave, write
from argmap.model import POST, Answer, ArgumentMap, Claim, Role, Status, StepKind, Suggestion, content_id

from .drawn import annotated_texts

LANES = (Path(__file__).parent / "lanes.md").read_text(encoding="utf-8")

AMBIGUOUS = """\
[g]{.claim #g} [a]{.claim #a supports=g joint=x} [b]{.claim supports=g #b joint=x} [d]{.claim undercuts="a>g"}
[A]{restates=a #i supports=g joint=y} [c]{.claim #c supports=g joint=y}
"""


@pytest.fixture(scope="module")
def lanes() -> Annotated:
    return parse(LANES, "lanes.md")


def build(text: str) -> ArgumentMap:
    return parse(text, "lanes.md").map


def steps(map: ArgumentMap) -> list[str]:
    return [f"{step.kind.value}: {step.id}" for step in map.steps]


class TestTheExample:
    def test_steps(self, lanes: Annotated) -> None:
        assert steps(lanes.map) == [
            "inference: crashes>lanes",
            "inference: kerb+paint>crashes",
            "inference: worth+price>lanes",
            "rebuttal: trade>lanes",
            "inference: cheap>price",
            "rebuttal: vans>paint",
            "undercut: towed>vans>paint",
            "undercut: ended>towed>vans>paint",
            "inference: same>vans",
            f"rebuttal: {content_id('claim', 'c3', 'Nobody parks there at noon.')}>same",
        ]

    def test_a_claim_has_all_that_its_marks_say(self, lanes: Annotated) -> None:
        thesis = lanes.map.claim("again")
        assert (thesis.id, thesis.text, thesis.asserted) == ("lanes", "Mill Street should get bike lanes.", True)
        assert [(anchor.id, anchor.doc, anchor.speaker, str(anchor.place)) for anchor in thesis.anchors] == [
            ("lanes", POST, "Ann Vos", "lanes.md:12:1"),
            ("again", "c2", "Ann Vos", "lanes.md:30:1"),
        ]
        crashes = lanes.map.claim("crashes")
        assert (crashes.roles, crashes.credence, crashes.hedge) == (frozenset({Role.PREMISE}), 0.7, "probably")
        assert lanes.map.claim("paint").cites == ("https://example.org/a", "https://example.org/b")
        assert lanes.map.claim("trade").speakers == ("Mill Street Traders",)

    def test_an_implicit_premise_stands_where_its_author_put_it(self, lanes: Annotated) -> None:
        worth = lanes.map.claim("worth")
        assert (worth.text, worth.words) == ("", "What halves crashes is worth its price.")
        assert lanes.thread.text[worth.home.span.start :].startswith("It costs no more")

    def test_questions_stances_answers(self, lanes: Annotated) -> None:
        (question,) = lanes.map.questions
        assert (question.id, question.text, question.gloss) == ("ride", "But will anybody ride there?", "Are there riders?")
        assert [(stance.kind, stance.author, stance.claim, stance.text) for stance in lanes.map.stances] == [
            ("concedes", "Ben Oduya", "lanes", "Still, I like the plan."),
            ("rejects", "Ann Vos", "trade", "And I doubt the traders' fear."),
        ]
        assert [(answer.source, answer.target) for answer in lanes.map.answers] == [("towed", "vans"), ("towed", "ride")]

    def test_suggestions(self, lanes: Annotated) -> None:
        assert lanes.map.claim("ended").suggestion == Suggestion(0.6, "ended")
        assert [step.id for step in lanes.map.steps if step.suggestion] == ["ended>towed>vans>paint"]

    def test_expectations(self, lanes: Annotated) -> None:
        assert lanes.map.expect == (("lanes", Status.STANDS), ("same", Status.FALLS))

    def test_marks_and_anchors_go_together(self, lanes: Annotated) -> None:
        assert [mark.attributes.id for mark in lanes.marks if mark.attributes.id] == [
            anchor.id for mark, anchor in zip(lanes.marks, lanes.anchors, strict=True) if mark.attributes.id
        ]
        assert weave(lanes.stripped, lanes.marks) == LANES

    def test_the_thread_is_that_of_the_stripped_text(self, lanes: Annotated) -> None:
        assert lanes.thread.source.raw == lanes.stripped
        assert "see f[0]{x}." in lanes.thread.text
        assert "{.claim" not in lanes.thread.text


class TestRules:
    def test_premises_are_apart_unless_joint_with_the_same_relation_and_target(self) -> None:
        text = "[g]{.claim #g} [h]{.claim #h} [a]{.premise #a supports=g joint=x} [b]{.premise #b supports='g h' joint=x} "
        text = text.replace("'", '"') + "[c]{.premise #c attacks=g joint=x} [d]{.premise #d supports=g}"
        assert steps(build(text)) == ["inference: a+b>g", "inference: b>h", "rebuttal: c>g", "inference: d>g"]

    def test_an_undercut_names_any_premise_and_any_alias(self) -> None:
        text = "[g]{.claim #g} [a]{.premise #a supports=g joint=x} [b]{.premise #b supports=g joint=x} [G]{#i restates=g} "
        assert steps(build(text + '[u]{.claim undercuts="b>i" #u}'))[-1] == "undercut: u>a+b>g"

    def test_an_exact_step_goes_before_one_with_more_premises(self) -> None:
        text = (
            "[g]{.claim #g} [a]{.premise #a supports=g} [A]{#i restates=a supports=g joint=x} [b]{.premise #b supports=g joint=x} "
        )
        assert steps(build(text + '[u]{.claim undercuts="a>g" #u}'))[-1] == "undercut: u>a>g"
        assert steps(build(text + '[u]{.claim undercuts="a+b>g" #u}'))[-1] == "undercut: u>a+b>g"

    def test_what_restates_a_claim_fills_in_what_the_claim_left_open(self) -> None:
        text = "[a]{.premise #a hedge=maybe} [A]{.crux .asserted #b restates=a hedge=yes credence=0.5} [AA]{#c restates=b gloss=G}"
        (claim,) = build(text).claims
        assert [anchor.id for anchor in claim.anchors] == ["a", "b", "c"]
        assert (claim.hedge, claim.credence, claim.gloss, claim.asserted) == ("maybe", 0.5, "G", True)
        assert claim.roles == {Role.PREMISE, Role.CRUX}

    def test_the_home_comes_first_even_where_it_stands_last(self) -> None:
        (claim,) = build("[A]{#b restates=a} and [a]{.claim #a}").claims
        assert [anchor.id for anchor in claim.anchors] == ["a", "b"]

    def test_relations_of_a_restatement_are_the_claims(self) -> None:
        text = "[g]{.claim #g} [a]{.claim #a} [A]{#b restates=a supports=g answers=g}"
        made = build(text)
        assert steps(made) == ["inference: a>g"]
        assert made.steps[0].anchor.id == "b"
        assert made.answers == (Answer("a", "g", made.claims[1].anchors[1]),)

    def test_a_step_given_twice_is_one_and_confirmed_if_either_is(self) -> None:
        text = "[g]{.claim #g} [a]{.claim .suggested #a supports=g} [A]{#b restates=a supports=g}"
        (step,) = build(text).steps
        assert (step.anchor.id, step.suggestion) == ("b", None)

    def test_one_suggested_mark_makes_a_linked_step_a_suggestion(self) -> None:
        text = "[g]{.claim #g} [a]{.claim #a supports=g joint=x} [b]{.claim .suggested #b supports=g joint=x confidence=0.5}"
        (step,) = build(text).steps
        assert step.suggestion == Suggestion(0.5)

    def test_a_concession_is_a_claim_only_with_another_role(self) -> None:
        text = "[a]{.claim #a} [Fair.]{.concession concedes=a} [Fair, lanes help.]{.concession .claim #b concedes=a}"
        made = build(text)
        assert [claim.id for claim in made.claims] == ["a", "b"]
        assert made.claims[1].roles == {Role.CLAIM, Role.CONCESSION}
        assert [stance.text for stance in made.stances] == ["Fair.", "Fair, lanes help."]

    def test_a_mark_without_an_id_gets_one_of_its_words(self) -> None:
        one, two = build("[Lanes help.]{.claim} [Lanes help.]{.claim}").claims
        assert one.id == content_id("claim", POST, "Lanes help.")
        assert two.id == content_id("claim", POST, "Lanes help.", "2")

    def test_a_claim_can_attack_itself(self) -> None:
        assert steps(build("[Nothing that I say is true.]{.claim #liar attacks=liar}")) == ["rebuttal: liar>liar"]

    def test_relations_alone_or_a_gloss_make_a_claim(self) -> None:
        assert [claim.roles for claim in build("[g]{gloss=G #g} [a]{supports=g}").claims] == [{Role.CLAIM}] * 2

    def test_a_rejected_suggestion_is_no_part_of_the_map(self) -> None:
        text = "[Lanes [save]{.rejected} lives.]{.claim #a} [Paint is cheap.]{.rejected} [Is it?]{.question #b}"
        annotated, without = parse(text, "x.md"), parse(text.replace("[Paint is cheap.]{.rejected}", "Paint is cheap."), "x.md")
        assert annotated.map == without.map
        assert [anchor.id for anchor in annotated.anchors] == ["a", "b"]
        assert [mark.span.cut(annotated.stripped) for mark in annotated.marks if mark.rejected] == ["save", "Paint is cheap."]
        assert weave(annotated.stripped, annotated.marks) == text

    def test_a_rejected_implicit_premise_is_no_part_of_the_map_either(self) -> None:
        annotated = parse("[]{.rejected}[Lanes save lives.]{.claim #a}", "x.md")
        assert annotated.map == parse("[Lanes save lives.]{.claim #a}", "x.md").map
        assert [mark.rejected for mark in annotated.marks] == [True, False]

    def test_a_paragraph_of_its_own_belongs_to_what_follows_in_the_same_document(self) -> None:
        text = "One.\n\n[]{.premise #a gloss=G}\n\nTwo.\n\n"
        text += "::: {.comment #c1}\nThree.\n\n[]{.premise #b gloss=G}\n:::\n\n[]{.claim #c gloss=G} Four."
        made = parse(text, "lanes.md")
        where = {anchor.id: (anchor.doc, made.thread.text[anchor.span.start :]) for anchor in made.anchors}
        assert where == {"a": (POST, "Two.\n\nFour.\n\nThree."), "b": ("c1", ""), "c": (POST, "Four.\n\nThree.")}

    def test_the_map_is_in_text_order_wherever_the_file_has_it(self) -> None:
        text = "[a]{.claim #a}[^1]\n\n[^1]: [z]{.claim #z}\n\n[b]{.claim #b}"
        assert [claim.id for claim in build(text).claims] == ["a", "b", "z"]

    def test_a_mark_of_markup_is_a_mark_of_its_words(self) -> None:
        (claim,) = build("[**Lanes** are [cheap](https://a.example) *here*]{.claim}").claims
        assert claim.text == "Lanes are cheap here"


@pytest.mark.parametrize(
    ("text", "place", "id", "words"),
    [
        ("[a]{.claim #a} [b]{.claim #a}", "1:27", "duplicate-id", "'a' is taken: it is given at lanes.md:1:12"),
        ("[a]{.claim #post}", "1:12", "duplicate-id", "it is the post"),
        ("::: {.comment #c1}\n[a]{.claim #c1}\n:::", "2:12", "duplicate-id", "a comment's"),
        ("[a]{.claim #kerbs} [b]{.claim supports=kerb}", "1:40", "unknown-id", "Did you mean 'kerbs'?"),
        ('[a]{.claim #a} [b]{.claim supports="a x"}', "1:39", "unknown-id", "Known: a"),
        ("[a]{.claim restates=x}", "1:21", "unknown-id", "'x'"),
        ("[a]{.claim #a} [b]{.claim answers=x}", "1:35", "unknown-id", "'x'"),
        ('[a]{.claim #a} [b]{.claim undercuts="x>a"}', "1:38", "unknown-id", "'x'"),
        ("[?]{.question #q} [b]{.claim supports=q}", "1:39", "not-a-claim", "'q' is a question"),
        ("[?]{.question #q} [b]{restates=q}", "1:32", "not-a-claim", "'q' is a question"),
        ("[a]{.claim #a} [ok]{.concession #s concedes=a} [b]{.claim answers=s}", "1:67", "not-a-claim", "bare concession"),
        ("[b]{.claim attacks=post}", "1:20", "not-a-claim", "a document"),
        ('[a]{.claim #a} [b]{.claim #b supports=a} [c]{.claim supports="b>a"}', "1:63", "not-a-claim", "'b>a' is a step"),
        ("[a]{.claim #a supports=a}", "1:24", "relation-to-itself", "'a' supports itself"),
        ("[a]{.claim #a} [b]{#b restates=a supports=a}", "1:43", "relation-to-itself", "'a' supports itself"),
        ("[a]{#a restates=a}", "1:17", "relation-to-itself", "'a' restates itself"),
        ("[a]{.claim #a answers=a}", "1:23", "relation-to-itself", "'a' answers itself"),
        ("[a]{.claim #a concedes=a}", "1:24", "relation-to-itself", "'a' concedes itself"),
        ('[g]{.claim #g} [a]{.claim #a supports=g undercuts="a>g"}', "1:52", "relation-to-itself", "'a' undercuts itself"),
        ("[a]{#a restates=b} [b]{#b restates=c} [c]{#c restates=a}", "1:55", "restates-loop", "by way of b, c"),
        ("[g]{.claim #g} [a]{.claim #a supports=g attacks=g}", "1:49", "both-ways", "'a' both supports and attacks 'g'"),
        ("[g]{.claim #g} [a]{.claim #a undercuts=g}", "1:40", "not-a-step", 'undercuts="PREMISE>CLAIM"'),
        ('[g]{.claim #g} [a]{.claim #a undercuts=">g"}', "1:41", "not-a-step", "'>g'"),
        ('[g]{.claim #g} [a]{.claim #a} [b]{.claim undercuts="a>g"}', "1:53", "no-such-step", "No step leads there"),
        (
            '[g]{.claim #g} [a]{.claim #a supports=g} [b]{.claim #b} [c]{.claim undercuts="b>g"}',
            "1:79",
            "no-such-step",
            "Steps to it: a>g",
        ),
        (AMBIGUOUS, "1:106", "several-steps", "as in a+b>g"),
        ("---\nexpect: {a: stands}\n---\n[b]{.claim #b}", "2:10", "unknown-id", "Known: b"),
        ("---\nexpect:\n  b: holds\n---\n[b]{.claim #b}", "3:6", "bad-expectation", "stands, falls or open"),
        ("---\nexpect: {b: open, c: open}\n---\n[b]{.claim #b} [B]{#c restates=b}", "2:19", "duplicate-id", "given above"),
        ("---\ntext-sha256: abc\n---\n[b]{.claim #b}", "2:14", "not-annotated-text", "delete the line"),
        ("- [one\n- two]{.claim}", "1:3", "span-crosses-blocks", "by itself"),
        ("[x](https://a.example/[b]{.claim})", "1:23", "no-words", "words that a reader sees"),
        ("[ ]{.claim}", "1:1", "no-words", "words that a reader sees"),
    ],
)
def test_refuses(text: str, place: str, id: str, words: str) -> None:
    with pytest.raises(ArgmapError) as caught:
        build(text)
    assert (caught.value.id, str(caught.value.place)) == (id, f"lanes.md:{place}")
    assert words in str(caught.value)


def test_all_problems_come_together() -> None:
    with pytest.raises(ArgmapError) as caught:
        build("---\nexpect: {z: open}\n---\n[a]{.claim #a supports=x} [b]{.claim #a attacks=y}")
    assert [str(problem.place) for problem in (caught.value, *caught.value.others)] == [
        "lanes.md:2:10",
        "lanes.md:4:24",
        "lanes.md:4:38",
        "lanes.md:4:49",
    ]


def test_a_text_with_its_own_digest_is_read() -> None:
    assert parse(write(parse(LANES, "lanes.md").thread, ArgumentMap()), "lanes.md").map == ArgumentMap()


def test_the_example_is_written_and_read_without_loss(lanes: Annotated) -> None:
    assert parse(write(lanes.thread, lanes.map), "copy.md").map == lanes.map


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None)
@given(annotated_texts())
def test_any_map_is_written_and_read_without_loss(annotated: Annotated) -> None:
    again = parse(write(annotated.thread, annotated.map), "again.md")
    assert again.map == annotated.map
    assert again.thread.text == annotated.thread.text


def test_a_map_that_no_marks_can_say(lanes: Annotated) -> None:
    made = build("[g]{.claim #g} [h]{.claim #h} [a]{.claim #a supports=g joint=x} [b]{.claim #b supports=g joint=x}")
    (step,) = made.steps
    third = Claim("h", "h", made.claim("h").anchors)
    twice = type(step)("a+b+h>g", StepKind.INFERENCE, ("a", "b", "h"), "g", step.anchor)
    with pytest.raises(ValueError, match="no marks can say"):
        write(lanes.thread, ArgumentMap((*made.claims[:1], third, *made.claims[2:]), (step, twice)))


@pytest.mark.parametrize("name", ["bike-lanes.md", "connectomics.md"])
def test_the_corpus(root: Path, name: str) -> None:
    text = (root / "corpus" / name).read_text(encoding="utf-8")
    annotated = parse(text, name)
    assert weave(annotated.stripped, annotated.marks) == text
    assert parse(write(annotated.thread, annotated.map), name).map == annotated.map


def test_what_a_machine_takes_for_a_restatement_is_not_among_the_confirmed() -> None:
    text = (
        "[a]{.claim #a} [A]{.suggested .evidence #b restates=a hedge=perhaps cue=so} [o]{.claim #o} [y]{.concession #y concedes=b}"
    )
    made = build(text)
    assert [anchor.id for anchor in made.claim("a").anchors] == ["a", "b"]
    assert (made.claim("a").hedge, made.claim("a").roles) == (None, frozenset({Role.CLAIM}))
    confirmed = made.confirmed()
    assert [anchor.id for anchor in confirmed.claim("a").anchors] == ["a"]
    with pytest.raises(KeyError):
        confirmed.claim("b")
    assert [stance.claim for stance in confirmed.stances] == ["a"]
    assert build(text.replace(".suggested .evidence", "").replace("cue=so", "")).confirmed().claim("b").hedge == "perhaps"
