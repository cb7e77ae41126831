"""A small debate, made by hand: a post for free school lunches, three comments, and one of everything a map can hold."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from argmap.model import (
    POST,
    Anchor,
    Answer,
    ArgumentMap,
    Block,
    BlockKind,
    Claim,
    Comment,
    Concept,
    Place,
    Question,
    Quote,
    QuoteKind,
    RawMap,
    Role,
    Run,
    Section,
    Source,
    Span,
    Stance,
    Status,
    Step,
    StepKind,
    Suggestion,
    Thread,
    Verdicts,
    step_id,
)

if TYPE_CHECKING:
    from rdflib import Dataset

# document, author, the marks in it: (id, words)
DOCS = [
    (
        POST,
        "Ann",
        [
            ("lunch", "Every pupil should get a free lunch."),
            ("learn", "A child who has eaten learns better."),
            ("hungry", "One pupil in five comes to school hungry."),
            ("study", "A survey of forty schools counted them."),
            ("cook", "The kitchens are there already."),
            ("staff", "They probably have the staff."),
            ("cheap", "So lunches cost little."),
            ("doubt", "The survey is ten years old, I admit."),
            ("who-pays", "Who would pay for it?"),
            ("again", "Nobody learns on an empty stomach."),
        ],
    ),
    (
        "c1",
        "Ben",
        [
            ("waste", "Half of it would end in the bin."),
            ("minister", "The minister says that kitchens were sold."),
            ("guess", "It might make parents lazy."),
        ],
    ),
    ("c2", "Ann", [("fair", "Fair point about the bin."), ("portions", "Pupils who choose their portions leave little.")]),
    (
        "c3",
        "Cy",
        [("nope", "I do not buy the part about costs."), ("tax", "A tax on sweets would pay."), ("when", "When would it start?")],
    ),
]
REPLIES = {"c1": POST, "c2": "c1", "c3": POST}


@cache
def thread() -> Thread:
    """The text: one paragraph a document, with a section over the post."""
    spans, text, blocks, comments = {}, "Lunch for all\n\n", [], []
    for doc, author, marks in DOCS:
        start = len(text)
        for id, words in marks:
            spans[id] = Span(len(text), len(text) + len(words))
            text += words + " "
        span = Span(start, len(text) - 1)
        blocks.append(Block(f"b-{doc}", BlockKind.PARAGRAPH, doc, "s1" if doc == POST else None, span))
        if doc != POST:
            comments.append(Comment(doc, author, span, REPLIES[doc], "stated", karma=3 if doc == "c1" else None))
        text += "\n"
    quoted = Quote("c1", spans["waste"], QuoteKind.QUOTATION, '"', POST, spans["cheap"], "exact")
    return Thread(
        "lunch-debate",
        "Lunch for all",
        text,
        RawMap((Run(0, 0, len(text)),)),
        Source("lunch.md", text, "markdown"),
        author="Ann",
        date="2024-05-01",
        url="https://example.org/lunch",
        score=12,
        tags=("schools",),
        sections=(Section("s1", "1", "Lunch for all", 1, None, Span(0, 13)),),
        blocks=tuple(blocks),
        comments=tuple(comments),
        quotes=(quoted,),
    )


def _anchors() -> dict[str, Anchor]:
    found, offset = {}, len("Lunch for all\n\n")
    for doc, author, marks in DOCS:
        for id, words in marks:
            speaker = "The minister" if id == "minister" else author
            found[id] = Anchor(id, doc, Span(offset, offset + len(words)), speaker, Place("lunch.md", 3, 1))
            offset += len(words) + 1
        offset += 1
    found["full"] = Anchor("full", POST, Span(found["learn"].span.end, found["learn"].span.end), "Ann")
    return found


WORDS = {id: words for _, _, marks in DOCS for id, words in marks}
NOT_CLAIMS = {"again", "who-pays", "when", "fair", "nope"}
ROLES = {"study": frozenset({Role.EVIDENCE}), "hungry": frozenset({Role.PREMISE, Role.CRUX})}


@cache
def the_map() -> ArgumentMap:
    """The map: 14 claims (one of them implicit, one suggested), 9 steps, two questions, two stances, two answers."""
    at = _anchors()
    more = {
        "staff": {"hedge": "probably", "credence": 0.7},
        "study": {"cites": ("https://example.org/survey",)},
        "lunch": {"gloss": "All pupils should get free lunches."},
        "guess": {"suggestion": Suggestion(0.4, "might")},
    }
    claims = []
    for id, words in WORDS.items():
        if id not in NOT_CLAIMS:
            anchors = (at["learn"], at["again"]) if id == "learn" else (at[id],)
            claims.append(Claim(id, words, anchors, ROLES.get(id, frozenset({Role.CLAIM})), **more.get(id, {})))
    implicit = Claim("full", "", (at["full"],), frozenset({Role.PREMISE}), gloss="A free lunch is eaten.")
    claims.insert(2, implicit)

    def step(kind: StepKind, target: str, *premises: str, suggestion: Suggestion | None = None) -> Step:
        return Step(step_id(premises, target), kind, premises, target, at[premises[0]], suggestion)

    steps = (
        step(StepKind.INFERENCE, "lunch", "learn", "full"),
        step(StepKind.INFERENCE, "learn", "hungry"),
        step(StepKind.INFERENCE, "hungry", "study"),
        step(StepKind.INFERENCE, "cheap", "cook", "staff"),
        step(StepKind.INFERENCE, "lunch", "cheap"),
        step(StepKind.UNDERCUT, "study>hungry", "doubt"),
        step(StepKind.REBUTTAL, "full", "waste"),
        step(StepKind.REBUTTAL, "cook", "minister"),
        step(StepKind.REBUTTAL, "waste", "portions"),
        step(StepKind.REBUTTAL, "lunch", "guess", suggestion=Suggestion(0.4, "might")),
    )
    return ArgumentMap(
        tuple(claims),
        steps,
        (
            Question("who-pays", WORDS["who-pays"], at["who-pays"]),
            Question("when", WORDS["when"], at["when"], gloss="When do free lunches start?"),
        ),
        (
            Stance("concedes", "Ann", "waste", at["fair"], WORDS["fair"]),
            Stance("rejects", "Cy", "cheap", at["nope"], WORDS["nope"]),
        ),
        (Answer("tax", "who-pays", at["tax"]), Answer("fair", "waste", at["fair"])),
        (("lunch", Status.FALLS), ("waste", Status.STANDS)),
        (
            Concept.of("free lunch", ["lunch", "FSM"]),
            Concept.of("kitchen"),
            Concept.of("survey", (), 0.75),
        ),
    )


@cache
def verdicts() -> Verdicts:
    """What comes of it: the survey is undercut and the kitchens are denied, so only the author's word is left."""
    from argmap.reason import judge
    from argmap.reason.debate import debated

    confirmed = the_map().confirmed()
    return debated(thread(), confirmed, judge(confirmed))


def dataset() -> Dataset:
    """The graph of it all, as `argmap map` makes it."""
    from argmap import graph
    from argmap.reason import rules

    made = graph.build(thread(), the_map())
    closure = rules.closure(graph.asserted(made, thread()), rules.compile_ontology(graph.ontology()))
    graph.add_inferences(made, thread(), closure.inferred)
    graph.add_verdicts(made, thread(), the_map(), verdicts())
    return made
