"""What is suggested for a debate of ours."""

from __future__ import annotations

from dataclasses import replace

import pytest

from argmap.model import Role, Span, Thread
from argmap.read import read_markdown
from argmap.suggest import Suggested, suggest
from argmap.suggest._pipeline import MODEL, pipeline
from argmap.suggest._readings import readings


@pytest.fixture(scope="module")
def shown(debate: Thread) -> tuple[Suggested, ...]:
    return suggest(debate)


def find(thread: Thread, found: tuple[Suggested, ...], words: str) -> Suggested:
    (one,) = [one for one in found if words in one.span.cut(thread.text)]
    return one


def relations(thread: Thread, found: tuple[Suggested, ...], words: str) -> list[tuple[str, str]]:
    related = find(thread, found, words).relations
    return [(to.kind, found[to.target].gloss or found[to.target].span.cut(thread.text)) for to in related]


def only(text: str) -> Suggested:
    (one,) = suggest(read_markdown(text, "one.md"))
    return one


def test_spans_are_the_threads_own_sentences_in_text_order(debate: Thread, shown: tuple[Suggested, ...]) -> None:
    sentences = {sentence.span for sentence in debate.sentences}
    assert [one.span for one in shown] == sorted(one.span for one in shown)
    assert all(one.span in sentences for one in shown)
    assert len({one.span for one in shown}) == len(shown) > 5


def test_roles_come_with_the_words_that_spoke_for_them(debate: Thread, shown: tuple[Suggested, ...]) -> None:
    opinion = find(debate, shown, "I think we need")
    assert (opinion.role, opinion.cue, opinion.doc) == (Role.CLAIM, "I think", "post")
    reason = find(debate, suggest(debate, all=True), "because the lorries")
    assert (reason.role, reason.cue.split("; ")[0]) == (Role.PREMISE, "because")
    assert find(debate, shown, "You are right").role is Role.CONCESSION
    assert find(debate, suggest(debate, all=True), "Who would not").role is Role.QUESTION


def test_a_reason_supports_the_nearest_claim_of_its_paragraph(debate: Thread, shown: tuple[Suggested, ...]) -> None:
    assert relations(debate, shown, "80% chance") == [("supports", "I think we need a bike lane on Harbour Street.")]
    (first, *others) = find(debate, shown, "80% chance").targets
    assert first.cue.endswith("nearest claim before it")
    assert first.score > 0.8
    assert max(other.score for other in others) < 0.1


def test_a_reason_may_stand_before_its_claim() -> None:
    thread = read_markdown("We met. For example, the baker closed early. I think that the judgement is unfair.", "x.md")
    (first, *_) = find(thread, found := suggest(thread, all=True), "For example").targets
    assert (first.kind, found[first.target].span.cut(thread.text)) == ("supports", "I think that the judgement is unfair.")


def test_what_the_title_claims_is_what_the_post_argues_for() -> None:
    text = "---\ntitle: {}\nauthor: Ann\n---\nI think we need the lane. For example, nobody can cross the street at night.\n"
    thread = read_markdown(text.format("Harbour Street should have a lane"), "x.md")
    title, claim, _ = found = suggest(thread)
    assert (title.gloss, title.role, len(title.span), title.span.start) == (thread.title, Role.CLAIM, 0, claim.span.start)
    assert relations(thread, found, "I think") == [("supports", thread.title)]
    assert all(one.gloss is None for one in suggest(read_markdown(text.format("A lane in Harbour Street"), "x.md")))


def test_nothing_rests_on_itself_and_every_comment_is_about_something(debate: Thread) -> None:
    for found in (suggest(debate), suggest(debate, all=True)):
        for index, one in enumerate(found):
            seen, todo = set[int](), [to.target for to in one.relations]
            while todo:
                at = todo.pop()
                seen.add(at)
                todo += [to.target for to in found[at].relations if to.target not in seen]
            assert index not in seen
        for doc in ("c1", "c2", "c3", "c4"):
            assert any(found[to.target].doc != doc for one in found if one.doc == doc for to in one.relations)


def test_an_unsure_reply_only_takes_up_what_it_replies_to(debate: Thread, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("argmap.suggest._suggest.SURE", 1.1)
    plain = replace(debate, quotes=())
    found = suggest(plain)
    across = [to.kind for one in found for to in one.relations if found[to.target].doc != one.doc]
    assert len(across) >= 3
    assert set(across) <= {"answers", "concedes"}


def test_a_question_says_nothing_of_others(debate: Thread) -> None:
    assert not any(one.relations for one in suggest(debate, all=True) if one.role is Role.QUESTION)


def test_the_titles_claim_stands_where_a_mark_can_stand() -> None:
    text = "---\ntitle: Harbour Street should have a lane\n---\n**I think** we need the lane.\n\nI believe that it is cheap.\n"
    thread = read_markdown(text, "x.md")
    title = suggest(thread)[0]
    assert title.gloss == thread.title
    assert title.span.start == thread.text.index("I believe")


def test_targets_come_with_scores_the_best_first_and_never_more_than_five(debate: Thread) -> None:
    for one in suggest(debate, all=True):
        scores = [to.score for to in one.targets]
        assert scores == sorted(scores, reverse=True)
        assert len(scores) <= 5
        assert all(0 <= score <= 1 for score in scores)
        assert all(to.cue for to in one.targets)


@pytest.mark.parametrize(
    ("reply", "kind", "quoted"),
    [
        ("much too narrow", "attacks", "I think we need a bike lane on Harbour Street."),
        ("You are right", "concedes", "The lane is cheap to build.[1]"),
        ("Paint fades", "attacks", "Most of the money would go into paint."),
    ],
)
def test_a_quotation_leads_to_the_sentence_it_quotes(
    debate: Thread, shown: tuple[Suggested, ...], reply: str, kind: str, quoted: str
) -> None:
    assert relations(debate, shown, reply) == [(kind, quoted)]


def test_a_quotation_in_a_sentence_leads_too() -> None:
    thread = read_markdown(
        "The lane is cheap to build and lasts.\n\n::: {.comment #c1 author=Ben}\n"
        "You wrote “The lane is cheap to build and lasts”, which is not true at all.\n:::\n",
        "inline.md",
    )
    assert thread.quotes[0].source == "post"
    assert relations(thread, suggest(thread), "You wrote") == [("attacks", "The lane is cheap to build and lasts.")]


def test_a_quoted_question_can_only_be_answered() -> None:
    thread = read_markdown(
        "Why should anyone pay for that?\n\n::: {.comment #c1 author=Ben}\n> Why should anyone pay for that?\n\n"
        "But nobody has to pay for it, I think.\n:::\n",
        "asked.md",
    )
    assert relations(thread, suggest(thread), "nobody has to pay") == [("answers", "Why should anyone pay for that?")]


def test_every_comment_has_a_suggestion_and_says_how_weak_it_is(debate: Thread, shown: tuple[Suggested, ...]) -> None:
    assert {one.doc for one in shown} == {"post", "c1", "c2", "c3", "c4"}
    weak = find(debate, shown, "The winters were hard")
    assert weak.confidence < 0.5
    assert weak.cue == "opens its paragraph"


def test_quotations_headings_code_and_courtesy_are_no_part_of_the_argument(debate: Thread) -> None:
    every = [one.span for one in suggest(debate, all=True)]
    quoted = [quote.span for quote in debate.quotes]
    assert quoted
    assert not any(span.overlaps(quote) for span in every for quote in quoted)
    words = " ".join(span.cut(debate.text) for span in every)
    assert "this is code" not in words
    assert "Thanks for the post" not in words
    assert words.count("A lane on Harbour Street") == 0


def test_the_default_is_the_surer_part_of_all(debate: Thread, shown: tuple[Suggested, ...]) -> None:
    every = {one.span: one for one in suggest(debate, all=True)}
    assert {one.span for one in shown} < set(every)
    assert all(every[one.span].confidence == one.confidence for one in shown)


def test_twice_is_the_same(debate: Thread) -> None:
    assert suggest(debate) == suggest(debate)
    assert suggest(debate, all=True) == suggest(debate, all=True)


def test_a_reader_decides_what_a_sentence_is(debate: Thread) -> None:
    first, second, *rest = debate.sentences
    block = debate.block_at(second.span.start)
    joined = replace(second, span=Span(second.span.start, rest[0].span.end))
    thread = replace(debate, sentences=(first, joined, *rest[1:]))
    assert block is not None
    assert joined.span in [one.span for one in suggest(thread, all=True)]


@pytest.mark.parametrize(
    ("text", "hedge", "credence"),
    [
        ("I think there is a 22% chance that it snows.", "I think; 22% chance", 0.22),
        ("I'm 90 percent sure that the lane is safe.", "I'm 90 percent sure", 0.9),
        ("In my view the probability of about 7.5% is the right one.", "In my view; probability of about 7.5%", 0.075),
        ("I would put that at 60%, roughly and optimistically.", "I would put that at 60%; roughly; optimistically", 0.6),
        ("I am pretty firmly of the belief that lanes might help.", "I am pretty firmly of the belief", None),
        ("The council is right that 40% of the riders are children.", None, None),
        ("I think the odds are 20% likely or maybe 30% likely.", "I think; odds are; 20% likely; maybe; 30% likely", None),
        ("I think it is 400% likely, which is not a number.", "I think; 400% likely", None),
    ],
)
def test_hedges_and_the_credence_that_is_given_as_a_number(text: str, hedge: str | None, credence: float | None) -> None:
    one = readings(read_markdown(text, "hedge.md"), pipeline(MODEL))[0]
    assert (one.hedge, one.credence) == (hedge, credence)


@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_the_shape_of_an_apostrophe_makes_no_difference(apostrophe: str) -> None:
    one = only(f"I don{apostrophe}t think that the lane would help the shops at all.")
    assert one.cue == f"I don{apostrophe}t think"


def test_an_empty_thread_has_no_suggestions() -> None:
    assert suggest(read_markdown("# Only a heading\n", "empty.md")) == ()
