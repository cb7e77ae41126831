"""The saved questions: what each answers on the debate about school lunches, and what may be asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.errors import ArgmapError
from argmap.graph import iris
from argmap.query import Parameter, ask, find, questions, run
from argmap.query._formats import _cell
from argmap.query._questions import parse_question
from tests.query import debate

if TYPE_CHECKING:
    from rdflib import Dataset

# Every row was checked by reading tests/query/debate.py. Cells are cut at 25 characters.
ANSWERS: list[tuple[str, dict[str, str], list[str]]] = [
    (
        "about",
        {"concept": "Lunches"},
        [
            "lunch-debate | Ann | t:post | t:lunch | falls | All pupils should get fre",
            "lunch-debate | Ann | t:post | t:full | stands | A free lunch is eaten.",
            "lunch-debate | Ann | t:post | t:cheap | falls | So lunches cost little.",
            "lunch-debate | Cy | t:c3 | t:when |  | When do free lunches star",
        ],
    ),
    (
        "answered",
        {},
        [
            "t:waste:full | Ben | falls | t:fair.words | answers | Ann | Fair point about the bin.",
            "t:waste:full | Ben | falls | t:portions | attacks | Ann | Pupils who choose their p",
        ],
    ),
    (
        "comment-stances",
        {},
        [
            "t:c1 | Ben | 0 | 2 | 0 | 0",
            "t:c2 | Ann | 0 | 0 | 0 | 0",
            "t:c3 | Cy | 0 | 0 | 0 | 1",
        ],
    ),
    (
        "concessions",
        {},
        [
            "Ann | t:c2 | t:waste | Ben | Half of it would end in t | Fair point about the bin.",
        ],
    ),
    (
        "concepts",
        {},
        [
            "free lunch | lunch, FSM | 1 | 3 | 1 | true",
            "kitchen |  | 1 | 2 | 2 | true",
            "survey |  | 1 | 2 | 1 | false",
        ],
    ),
    (
        "contested",
        {},
        [
            "t:hungry | 1 | 1 | falls | One pupil in five comes t",
            "t:full | 1 | 0 | stands | A free lunch is eaten.",
            "t:cook | 1 | 0 | falls | The kitchens are there al",
            "t:waste | 1 | 0 | falls | Half of it would end in t",
        ],
    ),
    (
        "crux-proof",
        {"claim": "hungry"},
        [
            "t:lunch | 0 | t:hungry | stands | falls | One pupil in five comes t",
            "t:lunch | 1 | t:hungry:learn | stands | falls | ",
            "t:lunch | 2 | t:learn | stands | falls | A child who has eaten lea",
            "t:lunch | 3 | t:learn.full:lunch | stands | falls | ",
            "t:lunch | 4 | t:lunch | stands | falls | All pupils should get fre",
        ],
    ),
    (
        "cruxes",
        {"thesis": "lunch"},
        [
            "t:lunch | t:doubt | true | stands | falls | stands | The survey is ten years o",
            "t:lunch | t:minister | true | stands | falls | stands | The minister says that ki",
            "t:lunch | t:learn | false | falls | stands | falls | A child who has eaten lea",
            "t:lunch | t:hungry | false | falls | stands | falls | One pupil in five comes t",
            "t:lunch | t:cook | false | falls | stands | falls | The kitchens are there al",
            "t:lunch | t:cheap | false | falls | stands | falls | So lunches cost little.",
        ],
    ),
    (
        "defenders",
        {"claim": "lunch"},
        [
            "t:portions | Ann | stands | t:waste | Pupils who choose their p",
        ],
    ),
    (
        "disagreements",
        {"one": "ben", "other": "Ann"},
        [
            "Ben | objects | Ann | t:full | A free lunch is eaten. | Half of it would end in t",
            "Ann | objects | Ben | t:waste | Half of it would end in t | Pupils who choose their p",
        ],
    ),
    (
        "evidence",
        {},
        [
            "t:study | Ann | <https://example.org/surv | stands | A survey of forty schools",
        ],
    ),
    (
        "expectations",
        {},
        [
            "t:lunch | falls | falls | true | All pupils should get fre",
            "t:waste | stands | falls | false | Half of it would end in t",
        ],
    ),
    (
        "hedged",
        {},
        [
            "t:staff | Ann | probably | 0.7 | 1 | They probably have the st",
        ],
    ),
    (
        "hedges",
        {},
        [
            "t:staff | probably | likely | 0.55 | 0.8 | 0.7 | They probably have the st",
        ],
    ),
    (
        "implicit",
        {},
        [
            "t:full | t:learn.full:lunch | stands | A free lunch is eaten. | All pupils should get fre",
        ],
    ),
    (
        "linked",
        {},
        [
            "t:learn.full:lunch | 2 | falls | A child who has eaten lea | All pupils should get fre",
            "t:cook.staff:cheap | 2 | falls | The kitchens are there al | So lunches cost little.",
        ],
    ),
    (
        "objections",
        {"author": "Ann"},
        [
            (
                "t:doubt:study:hungry | Ann | t:post | undercut | stands | The survey is ten years o | t:study:hungry | "
                "A survey of forty schools"
            ),
            "t:portions:waste | Ann | t:c2 | rebuttal | stands | Pupils who choose their p | t:waste | Half of it would end in t",
        ],
    ),
    (
        "provenance",
        {"claim": "learn"},
        [
            "t:learn.words | Ann | t:post | Lunch for all | 52 | 88 | marking | A child who has eaten lea",
            "t:again.words | Ann | t:post | Lunch for all | 317 | 351 | marking | ",
        ],
    ),
    (
        "quotations",
        {},
        [
            "t:c1 | Ben | t:post | t:at.post.233.256 | exact | cheap",
        ],
    ),
    (
        "reasons",
        {"claim": "lunch"},
        [
            "t:learn.full:lunch | falls | Ann | A child who has eaten lea",
            "t:cheap:lunch | falls | Ann | So lunches cost little.",
        ],
    ),
    (
        "rejections",
        {},
        [
            "Cy | t:c3 | t:cheap | Ann | So lunches cost little. | I do not buy the part abo",
        ],
    ),
    (
        "replies",
        {},
        [
            "t:c1 | Ben | t:post | Ann | stated | 3 | ",
            "t:c2 | Ann | t:c1 | Ben | stated |  | ",
            "t:c3 | Cy | t:post | Ann | stated |  | ",
        ],
    ),
    (
        "reported",
        {},
        [
            "t:minister | The minister | t:c1 | Ben | The minister says that ki",
        ],
    ),
    (
        "restated",
        {},
        [
            "t:learn | t:post | Ann | t:again.words | A child who has eaten lea",
        ],
    ),
    (
        "rests-on",
        {"claim": "learn"},
        [
            "t:hungry | falls | false | Ann | One pupil in five comes t",
            "t:study | stands | true | Ann | A survey of forty schools",
        ],
    ),
    (
        "rests-on-evidence",
        {},
        [
            "t:lunch | falls | 1 | study | All pupils should get fre",
            "t:learn | falls | 1 | study | A child who has eaten lea",
            "t:hungry | falls | 1 | study | One pupil in five comes t",
        ],
    ),
    (
        "said-by",
        {"author": "Ben"},
        [
            "t:waste | t:c1 | falls | Half of it would end in t",
        ],
    ),
    (
        "search",
        {"text": "KITCHENS"},
        [
            "t:cook | claim | Ann | t:post | falls | The kitchens are there al",
            "t:minister | claim | The minister | t:c1 | stands | The minister says that ki",
        ],
    ),
    (
        "self-objections",
        {},
        [
            "t:doubt:study:hungry | Ann | stands | The survey is ten years o | t:study:hungry | A survey of forty schools",
        ],
    ),
    ("suggested", {"above": "0.5"}, []),
    (
        "theses",
        {},
        [
            "t:lunch | falls | falls (lost its support): | All pupils should get fre",
        ],
    ),
    (
        "unanswered",
        {},
        [
            "t:minister:cook | The minister | t:c1 | stands | The minister says that ki | t:cook | The kitchens are there al",
            "t:portions:waste | Ann | t:c2 | stands | Pupils who choose their p | t:waste | Half of it would end in t",
            "t:doubt:study:hungry | Ann | t:post | stands | The survey is ten years o | t:study:hungry | A survey of forty schools",
        ],
    ),
    (
        "unanswered-questions",
        {},
        [
            "t:when | Cy | t:c3 | When do free lunches star",
        ],
    ),
    (
        "unsupported",
        {},
        [
            "t:full | Ann | 1 | stands | A free lunch is eaten.",
            "t:study | Ann | 1 | stands | A survey of forty schools",
            "t:cook | Ann | 1 | falls | The kitchens are there al",
            "t:staff | Ann | 1 | stands | They probably have the st",
            "t:doubt | Ann | 1 | stands | The survey is ten years o",
            "t:waste | Ben | 1 | falls | Half of it would end in t",
            "t:minister | The minister | 1 | stands | The minister says that ki",
            "t:portions | Ann | 1 | stands | Pupils who choose their p",
            "t:tax | Cy | 0 | stands | A tax on sweets would pay",
        ],
    ),
    (
        "verdicts",
        {"status": "falls"},
        [
            "t:lunch | falls | lost its support | learn.full:lunch cheap:lu | All pupils should get fre",
            "t:learn | falls | lost its support | hungry:learn | A child who has eaten lea",
            "t:hungry | falls | lost its support | study:hungry | One pupil in five comes t",
            "t:cook | falls | answered | minister:cook | The kitchens are there al",
            "t:cheap | falls | lost its support | cook.staff:cheap | So lunches cost little.",
            "t:waste | falls | answered | portions:waste | Half of it would end in t",
        ],
    ),
    (
        "what-rests-on",
        {"claim": "study"},
        [
            "t:lunch | falls | 1 | All pupils should get fre",
            "t:learn | falls | 0 | A child who has eaten lea",
            "t:hungry | falls | 0 | One pupil in five comes t",
        ],
    ),
    (
        "why-related",
        {"claim": "waste"},
        [
            "t:portions | am:attacks | t:waste | am:rebuts SubPropertyOf a",
            "t:portions | am:challenges | t:waste | am:rebuts SubPropertyOf a",
            "t:portions | am:rebuts | t:waste | rebuts: the premises of a",
            "t:waste | am:attacks | t:full | am:rebuts SubPropertyOf a",
            "t:waste | am:challenges | t:full | am:rebuts SubPropertyOf a",
            "t:waste | am:challenges | t:lunch | am:challenges o am:suppor",
            "t:waste | am:rebuts | t:full | rebuts: the premises of a",
        ],
    ),
    ("at-odds", {}, []),
    (
        "burden",
        {},
        [
            "Ann | t:minister:cook | The minister | lunch cook cheap | The minister says that ki",
            "Ben | t:portions:waste | Ann | full waste | Pupils who choose their p",
        ],
    ),
    ("chances", {}, []),
    ("changed-minds", {}, []),
    (
        "double-cruxes",
        {},
        [
            "Ann | Ben | t:lunch | stands / falls | t:cheap | stands / falls | false | So lunches cost little.",
            "Ann | Ben | t:lunch | stands / falls | t:cook | stands / falls | false | The kitchens are there al",
            "Ann | Cy | t:lunch | stands / falls | t:cheap | stands / falls | true | So lunches cost little.",
            "Ann | The minister | t:lunch | stands / falls | t:cook | stands / falls | true | The kitchens are there al",
            "Ann | The minister | t:lunch | stands / falls | t:cheap | stands / falls | false | So lunches cost little.",
        ],
    ),
    ("joint-cruxes", {}, []),
    (
        "moves",
        {},
        [
            "t:c1 | Ben | t:lunch | stands | falls | All pupils should get fre",
            "t:c1 | Ben | t:full | stands | falls | A free lunch is eaten.",
            "t:c1 | Ben | t:cook | stands | falls | The kitchens are there al",
            "t:c1 | Ben | t:cheap | stands | falls | So lunches cost little.",
            "t:c2 | Ann | t:full | falls | stands | A free lunch is eaten.",
            "t:c2 | Ann | t:waste | stands | falls | Half of it would end in t",
        ],
    ),
    (
        "step-cruxes",
        {},
        [
            "t:lunch | t:learn.full:lunch | false | falls | stands | falls | A child who has eaten lea",
            "t:lunch | t:hungry:learn | false | falls | stands | falls | One pupil in five comes t",
            "t:lunch | t:study:hungry | false | falls | stands | falls | A survey of forty schools",
            "t:lunch | t:cook.staff:cheap | false | falls | stands | falls | The kitchens are there al",
            "t:lunch | t:cheap:lunch | false | falls | stands | falls | So lunches cost little.",
            "t:lunch | t:doubt:study:hungry | false | stands | falls | stands | The survey is ten years o",
            "t:lunch | t:minister:cook | false | stands | falls | stands | The minister says that ki",
        ],
    ),
]


@pytest.mark.parametrize(("name", "params", "rows"), ANSWERS, ids=[name for name, _, _ in ANSWERS])
def test_the_answer(lunches: Dataset, name: str, params: dict[str, str], rows: list[str]) -> None:
    result = ask(lunches, name, params)
    assert [" | ".join(_cell(value, result.prefixes)[:25] for value in row) for row in result.rows] == rows
    assert result.columns == tuple(column.name for column in find(name).columns)


def test_every_question_is_tested_and_there_are_many() -> None:
    assert {name for name, _, _ in ANSWERS} == {question.name for question in questions()}
    assert len(questions()) >= 24


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.name)
def test_a_question_says_what_it_is(question: object) -> None:
    asked = find(question.name)  # type: ignore[attr-defined]
    assert asked.answers.rstrip(")").endswith(("?", "."))
    assert not asked.title.endswith((".", "?"))
    assert {parameter.type for parameter in asked.parameters} <= {"claim", "author", "concept", "status", "text", "number"}
    assert all(part.meaning for part in (*asked.parameters, *asked.columns))
    # Any other SPARQL engine can take the file as it is: all prefixes are declared, and no others.
    declared = dict(re.findall(r"^PREFIX (\w+): <(.+)>$", asked.sparql, re.MULTILINE))
    body = re.sub(r'^#.*$|^PREFIX.*$|"[^"\n]*"', "", asked.sparql, flags=re.MULTILINE)
    assert set(re.findall(r"(?<![\w?])([a-z]+):\w*", body)) == set(declared)


@pytest.mark.parametrize("name", [question.name for question in questions() if question.name not in {"search"}])
def test_a_question_is_a_query_about_everything_too(lunches: Dataset, name: str) -> None:
    question = find(name)
    everything = run(lunches, question.sparql)
    assert everything.columns == tuple(column.name for column in question.columns)
    # Nobody in the debate about lunches changes their mind or contradicts themselves, no hedge matters and no pair is needed.
    assert everything.rows or name in {"at-odds", "changed-minds", "chances", "joint-cruxes"}


def test_a_step_that_is_hit_is_told_in_words(lunches: Dataset) -> None:
    result = ask(lunches, "objections", {"author": "Ann"})
    assert str(result.rows[0][-1]) == "A survey of forty schools counted them. → One pupil in five comes to school hungry."


# Parameters


@pytest.mark.parametrize("written", ["learn", "LEARN", "#learn", "t:learn", "again"])
def test_a_claim_goes_by_its_id_and_its_aliases(lunches: Dataset, written: str) -> None:
    assert ask(lunches, "rests-on", {"claim": written}) == ask(lunches, "rests-on", {"claim": "learn"})


def test_an_author_goes_by_the_name_in_any_case(lunches: Dataset) -> None:
    assert ask(lunches, "said-by", {"author": "the MINISTER"}).rows == ask(lunches, "said-by", {"author": "The minister"}).rows


@pytest.mark.parametrize(
    ("name", "params", "message"),
    [
        ("unanswerd", {}, "there is no saved question 'unanswerd'. Did you mean unanswered or answered or unanswered-questions?"),
        ("rests-on", {}, "the question 'rests-on' needs claim: the claim. For example: claim=lunch."),
        ("said-by", {}, "the question 'said-by' needs author: the person. For example: author=Ann."),
        ("search", {}, "the question 'search' needs text: words to look for"),
        ("about", {}, "the question 'about' needs concept: what is spoken of"),
        ("about", {"concept": "lynch"}, "concept=lynch: there is no such concept. Did you mean lunch or free lunch?"),
        ("rests-on", {"clam": "learn"}, "the question 'rests-on' has no parameter 'clam'. Did you mean claim?"),
        ("theses", {"claim": "learn"}, "the question 'theses' has no parameter 'claim'. It takes none."),
        ("rests-on", {"claim": "lern"}, "claim=lern: there is no such claim. Did you mean learn?"),
        ("said-by", {"author": "Bne"}, "author=Bne: there is no such author. Did you mean Ben?"),
        ("said-by", {"author": "<b>'\n"}, "there is no such author. Did you mean"),
        ("verdicts", {"status": "maybe"}, "status=maybe: there is no such verdict. Choose one of: stands, falls, open."),
        ("suggested", {"above": "much"}, "above=much: it is no number. Write it like 0.5."),
        ("suggested", {"above": "nan"}, "above=nan: it is no number."),
    ],
)
def test_what_is_asked_wrongly_is_said(lunches: Dataset, name: str, params: dict[str, str], message: str) -> None:
    with pytest.raises(ArgmapError) as problem:
        ask(lunches, name, params)
    assert message in str(problem.value)
    assert problem.value.exit_code == 2


def test_suggestions_above_a_confidence(lunches: Dataset) -> None:
    for above, nodes in (("0.4", ["guess", "guess:lunch"]), ("0.41", []), (None, ["guess", "guess:lunch"])):
        found = ask(lunches, "suggested", {"above": above} if above else {})
        assert [iris.local(str(row[0])) for row in found.rows] == nodes


def test_what_is_only_suggested_has_no_part_in_other_answers(lunches: Dataset) -> None:
    for name, params, _ in ANSWERS:
        if name != "suggested":
            shown = [str(value) for row in ask(lunches, name, params).rows for value in row]
            assert not any("guess" in value or "lazy" in value for value in shown), name


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12))
def test_no_text_is_read_as_sparql(lunches: Dataset, text: str) -> None:
    found = [iris.local(str(row[0])) for row in ask(lunches, "search", {"text": text}).rows]
    said = {claim.id: (claim.text, claim.gloss or "") for claim in debate.the_map().claims}
    wanted = {id for id, texts in said.items() if any(text.lower() in words.lower() for words in texts)}
    assert wanted <= set(found)
    if not text.isascii() or not text:
        return
    said |= {question.id: (question.text, question.gloss or "") for question in debate.the_map().questions}
    wanted = {id for id, texts in said.items() if any(text.lower() in words.lower() for words in texts)}
    assert {id for id in found if "~" not in id} == wanted


@pytest.mark.parametrize("value", ['" } } INSERT', "\\", '\\" }', "UNDEF } #", "'''", "?x", "\n}\n", "\u0001"])
def test_hostile_values_find_nothing_and_break_nothing(lunches: Dataset, value: str) -> None:
    assert ask(lunches, "search", {"text": value}).rows == ()


def test_a_dataset_of_several_threads_needs_to_be_told_which(lunches: Dataset) -> None:
    assert ask(lunches, "rests-on", {"claim": "learn"}, thread="lunch-debate") == ask(lunches, "rests-on", {"claim": "learn"})
    with pytest.raises(ArgmapError, match=r"no thread 'lanes' in the data\. Known: lunch-debate"):
        ask(lunches, "rests-on", {"claim": "learn"}, thread="lanes")


# The files


def test_a_file_says_its_part_in_comments() -> None:
    text = """\
# title: Claims
# answers: Which claims
#   are there?
# parameter: least (number, default 0.5): how sure
# parameter: claim (claim, optional): only this one
# column: claim: the claim
SELECT ?claim { VALUES ?claim { UNDEF } ?claim a am:Claim }
"""
    question = parse_question("claims", text)
    assert question.answers == "Which claims are there?"
    assert question.parameters == (
        Parameter("least", "number", "how sure", default="0.5"),
        Parameter("claim", "claim", "only this one"),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT ?x {}", "one title"),
        ("# title: A\n# answers: B?\nSELECT ?x {}", "columns"),
        (
            "# title: A\n# answers: B?\n# parameter: claim: only this\n# column: x: y\n",
            "a parameter is written .*, not claim: only this",
        ),
        ("# A note\n# title: A\n", "what is this comment"),
    ],
)
def test_a_file_without_its_part_is_the_programmers_error(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_question("bad", text)
