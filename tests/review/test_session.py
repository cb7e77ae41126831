"""What any sequence of decisions keeps, and what each decision changes."""

from __future__ import annotations

import difflib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.markup import Annotated, parse, strip
from argmap.model import Role, Span
from argmap.review import RefusedError, Session, accept_above
from argmap.review._edits import KINDS
from tests.markup.drawn import annotated_texts

DECISIONS = st.lists(
    st.tuples(
        st.sampled_from(["accept", "reject", "recast", "relate", "unrelate", "describe", "respan", "move", "undo", "redo"]),
        st.integers(0, 50),
        st.integers(0, 50),
    ),
    max_size=12,
)


def suggest_all(annotated: Annotated) -> str:
    """Make every second mark a suggestion."""
    raw = annotated.raw
    for mark in reversed(annotated.marks[::2]):
        if "suggested" not in mark.attributes.classes and mark.attributes.id:
            id = mark.attributes.id
            raw = re.sub(rf"(?<=[{{ ])#{id}(?=[ }}])", f".suggested #{id} confidence=0.5 cue=so", raw, count=1)
    return raw


def decide(session: Session, what: str, one: int, two: int) -> None:
    ids = [anchor.id for anchor in session.annotated.anchors]
    text = session.annotated.thread.text
    words = [match.span() for match in re.finditer(r"\S+", text)]
    try:
        if what == "recast":
            session.recast(list(Role)[one % len(Role)])
        elif what == "relate":
            session.relate(KINDS[one % len(KINDS)], ids[two % len(ids)] if ids else "nothing")
        elif what == "unrelate":
            session.relate()
        elif what == "describe":
            session.describe(["", 'say "no"', "so\nwhat {x}"][one % 3])
        elif what == "respan":
            first = words[one % len(words)]
            last = words[min(one % len(words) + two % 4, len(words) - 1)]
            session.respan(Span(first[0], last[1]))
        elif what == "move":
            session.move(one % 5 - 2)
        else:
            getattr(session, what)()
    except RefusedError:
        pass


@settings(max_examples=30, deadline=None)
@given(annotated_texts(), DECISIONS)
def test_after_any_decisions_the_file_parses_and_its_words_are_the_same(
    annotated: Annotated, decisions: list[tuple[str, int, int]]
) -> None:
    raw = suggest_all(annotated)
    session = Session(raw, "drawn.md")
    for decision in decisions:
        decide(session, *decision)
        again = parse(session.annotated.raw, "drawn.md")
        assert again.stripped == annotated.stripped
        assert again.map == session.annotated.map
        assert again.marks == session.annotated.marks
        assert again.anchors == session.annotated.anchors
        assert [mark.opened for mark in again.marks] == [mark.opened for mark in session.annotated.marks]
        assert [mark.attributes.offsets for mark in again.marks] == [mark.attributes.offsets for mark in session.annotated.marks]
        assert session.current is None or session.current in session.open
    while session.undo():
        pass
    assert session.annotated.raw == raw
    while session.redo():
        pass
    assert parse(session.annotated.raw, "drawn.md").stripped == annotated.stripped


def changed(before: str, after: str) -> list[str]:
    """Return the marks that a change touches, by their attributes."""
    parts = re.compile(r"(\[|\]\{[^}]*\})")
    lines = difflib.ndiff(parts.split(before), parts.split(after))
    return [line for line in lines if line[0] in "+-"]


def test_accepting_takes_away_what_only_a_suggestion_has(suggested: str) -> None:
    session = Session(suggested, "debate.md")
    session.move(1)
    assert session.accept() == ()
    assert changed(suggested, session.annotated.raw) == [
        "- ]{.premise .suggested #cross supports=need confidence=0.84 cue=because}",
        "+ ]{.premise #cross supports=need}",
    ]
    assert session.current == "who"


def test_rejecting_takes_away_what_others_say_of_it_and_tells(suggested: str) -> None:
    session = Session(suggested, "debate.md")
    notes = session.reject()
    assert notes == ("cross no longer supports need", "narrow no longer attacks need", "so no longer undercuts narrow>need")
    marks = {mark.attributes.id: mark.attributes for mark in session.annotated.marks}
    assert marks[None].classes == ("rejected",)
    assert marks["cross"].pairs == {"confidence": "0.84", "cue": "because"}
    assert marks["so"].classes == ("claim", "suggested")
    assert session.undo() == "rejected need"
    assert session.annotated.raw == suggested
    assert session.redo() == "rejected need"
    assert marks == {mark.attributes.id: mark.attributes for mark in session.annotated.marks}


def test_a_relation_can_be_replaced_and_its_nonsense_is_refused(suggested: str) -> None:
    session = Session(suggested, "debate.md")
    session.move(1)
    session.relate("attacks", "cheap")
    assert ("cross", "cheap") in [(step.premises[0], step.target) for step in session.annotated.map.steps]
    with pytest.raises(RefusedError, match="itself"):
        session.relate("supports", "cross")
    with pytest.raises(RefusedError, match="no step"):
        session.relate("undercuts", "cheap>need")
    session.relate()
    assert not [step for step in session.annotated.map.steps if "cross" in step.premises]


def test_a_claim_that_becomes_a_question_has_no_reasons(suggested: str) -> None:
    session = Session(suggested, "debate.md")
    assert "cross no longer supports need" in session.recast(Role.QUESTION)
    assert "need" in [question.id for question in session.annotated.map.questions]


def test_a_mark_moves_to_other_words(suggested: str) -> None:
    session = Session(suggested, "debate.md")
    session.move(3)
    text = session.annotated.thread.text
    start = text.index("paint is all")
    session.respan(Span(start, start + len("paint is all it takes.")))
    assert session.annotated.map.claim("cheap").text == "paint is all it takes."
    with pytest.raises(RefusedError, match="cross another mark"):
        session.respan(Span(start, text.index("Most of the money") + 7))
    wide = Span(text.index("The lane is cheap"), text.index("go into paint.") + 14)
    session.respan(wide)
    depths = {mark.attributes.id: mark.depth for mark in session.annotated.marks}
    assert (depths["cheap"], depths["paint"]) == (0, 1)
    session.reject()
    assert strip(session.annotated.raw) == strip(suggested)


def test_a_mark_takes_a_link_whole(suggested: str) -> None:
    session = Session(suggested, "debate.md")
    text = session.annotated.thread.text
    start = text.index("more from me")
    session.respan(Span(start, start + len("more from me")))
    assert "[more [from me](https://example.org/me)]{.claim .suggested #need" in session.annotated.raw


def test_the_surest_first(suggested: str) -> None:
    assert Session(suggested, "debate.md", "confidence").open[:3] == ["so", "cross", "need"]


def test_progress(suggested: str) -> None:
    session = Session(suggested, "debate.md")
    places = [session.place]
    for decision in (session.accept, session.reject, lambda: session.move(1), session.accept):
        decision()
        places.append(session.place)
    assert places == [1, 2, 3, 4, 5]
    assert (session.count("accepted"), session.count("rejected"), session.total, len(session.open)) == (2, 1, 7, 4)


def test_all_that_is_sure_enough_is_accepted(suggested: str) -> None:
    annotated, number = accept_above(parse(suggested, "debate.md"), 0.71)
    assert number == 3
    assert Session(annotated.raw, "debate.md").open == ["who", "cheap", "narrow", "wide"]


def test_a_title_is_accepted_or_rejected_like_any_other() -> None:
    raw = '[]{.claim .suggested #t gloss="Lanes help" confidence=0.9 cue="the title"}[So it is.]{.claim #so supports=t}\n'
    session = Session(raw, "lanes.md")
    assert session.reject() == ("so no longer supports t",)
    assert session.annotated.raw == "[]{.rejected}[So it is.]{.claim #so}\n"
    session.undo()
    assert session.annotated.raw == raw
    session.accept()
    assert session.annotated.raw == '[]{.claim #t gloss="Lanes help"}[So it is.]{.claim #so supports=t}\n'
