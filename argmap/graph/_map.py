"""The argument map as triples: claims, steps, questions, stances, answers, and the passages they point back at."""

from __future__ import annotations

from collections import Counter

from pyoxigraph import Literal, NamedNode

from argmap.graph import iris
from argmap.graph._names import Names
from argmap.graph._sheet import (
    DERIVED,
    GENERATED,
    LABEL,
    PREF_LABEL,
    REFERENCES,
    SPEAKER,
    STATUS,
    TYPE,
    Fact,
    Sheet,
    am,
    decimal,
    text,
    web,
)
from argmap.graph._thread import place_facts, write_author
from argmap.model import Anchor, Answer, ArgumentMap, Claim, Question, Stance, Step, StepKind, Suggestion, Thread
from argmap.model.hedges import classify

__all__ = ["write_map"]

_KIND = {StepKind.INFERENCE: am.Inference, StepKind.REBUTTAL: am.Rebuttal, StepKind.UNDERCUT: am.Undercut}
_STANCE = {"concedes": (am.Concession, am.concededBy), "rejects": (am.Rejection, am.rejectedBy)}


def write_map(thread: Thread, map: ArgumentMap, names: Names, asserted: Sheet, suggested: Sheet) -> None:
    """Write what a person confirmed into one graph and the rest, with whatever rests on that, into the other."""
    confirmed = map.confirmed()
    writer = _MapWriter(thread, map, names)
    writer.write(confirmed, asserted, confirmed)
    writer.write(_without(map, confirmed), suggested, map)
    writer.write_restatements(map, confirmed, suggested)


def _without(map: ArgumentMap, part: ArgumentMap) -> ArgumentMap:
    """Return what is in `map` and not in `part`."""
    claims, steps, questions = ({item.id for item in items} for items in (part.claims, part.steps, part.questions))
    stances, answers, expect = set(part.stances), set(part.answers), set(part.expect)
    return ArgumentMap(
        tuple(claim for claim in map.claims if claim.id not in claims),
        tuple(step for step in map.steps if step.id not in steps),
        tuple(question for question in map.questions if question.id not in questions),
        tuple(stance for stance in map.stances if stance not in stances),
        tuple(answer for answer in map.answers if answer not in answers),
        tuple(pair for pair in map.expect if pair not in expect),
    )


class _MapWriter:
    """Writes parts of one map; what two parts share (a passage, an author) is written once, with the first."""

    def __init__(self, thread: Thread, map: ArgumentMap, names: Names) -> None:
        self.thread = thread
        self.names = names
        self.authors = set(thread.authors)
        self.passages: set[str] = set()
        self.hedges: set[str] = set()
        self.order: dict[object, Literal] = {
            item: Literal(number)
            for items in (tuple(claim.id for claim in map.claims), map.steps, map.questions, map.stances, map.answers, map.expect)
            for number, item in enumerate(items)
        }

    def write(self, part: ArgumentMap, sheet: Sheet, counted: ArgumentMap) -> None:
        """Write `part` into `sheet`, with the closed-world counts as they are in the map `counted`."""
        used = Counter(premise for step in counted.steps for premise in set(step.premises))
        reasons = Counter(step.target for step in counted.steps if step.kind is StepKind.INFERENCE)
        for claim in part.claims:
            self._claim(claim, sheet, used[claim.id], reasons[claim.id])
        for step in part.steps:
            self._step(step, sheet)
        for question in part.questions:
            self._question(question, sheet)
        for stance in part.stances:
            self._stance(stance, sheet)
        for answer in part.answers:
            self._answer(answer, sheet)
        for pair in part.expect:
            sheet.add(
                self.names.node(iris.expectation(pair[0])),
                (TYPE, am.Expectation),
                (am.about, self.names.part(pair[0])),
                (am.expected, STATUS[pair[1]]),
                (am.order, self.order[pair]),
                (GENERATED, am.Marking),
            )

    def _claim(self, claim: Claim, sheet: Sheet, used: int, reasons: int) -> None:
        node = self.names.node(claim.id)
        passages = [self._passage(anchor, sheet) for anchor in claim.anchors]
        for number, anchor in enumerate(claim.anchors[1:], 1):
            self._restatement(claim, anchor, number, sheet)
        sheet.add(
            node,
            (TYPE, am.Claim),
            (LABEL, text(claim.words)),
            (am.text, text(claim.text)),
            (am.gloss, text(claim.gloss)),
            (am.role, *(text(role) for role in sorted(claim.roles))),
            (am.outright, Literal(True) if claim.asserted else None),
            (am.credence, decimal(claim.credence)),
            (am.hedge, text(claim.hedge)),
            (am.hedgeClass, self._hedge_class(claim.hedge, sheet)),
            (am.cites, text(" ".join(claim.cites)) if claim.cites else None),
            (REFERENCES, *map(web, claim.cites)),
            (am.usedIn, Literal(used)),
            (am.reasonsGiven, Literal(reasons)),
            (am.order, self.order[claim.id]),
            (am.assertedBy, *(self._author(name, sheet) for name in claim.speakers)),
            (am.madeIn, *(self.names.node(doc) for doc in dict.fromkeys(anchor.doc for anchor in claim.anchors))),
            (am.inThread, self.names.thread),
            (DERIVED, *passages),
            *_origin(claim.suggestion),
        )

    def write_restatements(self, map: ArgumentMap, confirmed: ArgumentMap, sheet: Sheet) -> None:
        """Write where a suggestion says that a confirmed claim is made again, and by whom."""
        for claim in confirmed.claims:
            node = self.names.node(claim.id)
            for number, anchor in enumerate(map.claim(claim.id).anchors):
                if anchor not in claim.anchors:
                    passage = self._passage(anchor, sheet)
                    self._restatement(claim, anchor, number, sheet)
                    sheet.add(node, (DERIVED, passage), (am.assertedBy, self._author(anchor.speaker, sheet)))
                    sheet.add(node, (am.madeIn, self.names.node(anchor.doc)))

    def _restatement(self, claim: Claim, anchor: Anchor, number: int, sheet: Sheet) -> None:
        origin = _origin(anchor.suggestion) if anchor.suggestion else ()
        sheet.add(self.names.passage(anchor.id), (am.restates, self.names.node(claim.id)), (am.order, Literal(number)), *origin)

    def _hedge_class(self, hedge: str | None, sheet: Sheet) -> NamedNode | None:
        """Return the class of some words, and write what the ontology says of it, so that a graph can be asked alone."""
        kind = classify(hedge) if hedge else None
        if kind is None:
            return None
        node: NamedNode = getattr(am, kind.name)
        if kind.name not in self.hedges:
            self.hedges.add(kind.name)
            sheet.add(
                node,
                (PREF_LABEL, Literal(kind.label, language="en")),
                (am.credenceLow, decimal(kind.low)),
                (am.credenceHigh, decimal(kind.high)),
            )
        return node

    def _step(self, step: Step, sheet: Sheet) -> None:
        end = am.conclusion if step.kind is StepKind.INFERENCE else am.target
        sheet.add(
            self.names.part(step.id),
            (TYPE, _KIND[step.kind]),
            (am.premise, *map(self.names.node, step.premises)),
            (end, self.names.part(step.target)),
            (am.order, self.order[step]),
            *self._anchored(step.anchor, step.anchor.speaker, sheet),
            *_origin(step.suggestion),
        )

    def _question(self, question: Question, sheet: Sheet) -> None:
        sheet.add(
            self.names.node(question.id),
            (TYPE, am.Question),
            (LABEL, text(question.gloss or question.text)),
            (am.text, text(question.text)),
            (am.gloss, text(question.gloss)),
            (am.order, self.order[question]),
            *self._anchored(question.anchor, question.anchor.speaker, sheet),
            *_origin(question.suggestion),
        )

    def _stance(self, stance: Stance, sheet: Sheet) -> None:
        kind, relation = _STANCE[stance.kind]
        claim = self.names.part(stance.claim)
        sheet.add(claim, (relation, self._author(stance.author, sheet)))
        sheet.add(
            self.names.node(iris.relation(stance.anchor.id, stance.kind, stance.claim)),
            (TYPE, kind),
            (am.about, claim),
            (am.text, text(stance.text)),
            (am.gloss, text(stance.gloss)),
            (am.order, self.order[stance]),
            *self._anchored(stance.anchor, stance.author, sheet),
            *_origin(stance.suggestion),
        )

    def _answer(self, answer: Answer, sheet: Sheet) -> None:
        """Write an answer; a mark that is neither claim nor question (a bare concession) answers by its words."""
        sheet.link(
            self.names.node(iris.relation(answer.source, "answers", answer.target)),
            self.names.part(answer.source) if self.names.is_part(answer.source) else self.names.passage(answer.source),
            am.answers,
            self.names.part(answer.target),
            (am.order, self.order[answer]),
            (am.madeIn, self.names.node(answer.anchor.doc)),
            (DERIVED, self._passage(answer.anchor, sheet)),
            *_origin(None),
        )

    def _anchored(self, anchor: Anchor, author: str | None, sheet: Sheet) -> tuple[Fact, ...]:
        """Return who says it, where, and in which words."""
        return (
            (am.assertedBy, self._author(author, sheet)),
            (am.madeIn, self.names.node(anchor.doc)),
            (am.inThread, self.names.thread),
            (DERIVED, self._passage(anchor, sheet)),
        )

    def _passage(self, anchor: Anchor, sheet: Sheet) -> NamedNode:
        node = self.names.passage(anchor.id)
        if anchor.id not in self.passages:
            self.passages.add(anchor.id)
            place = place_facts(anchor.doc, anchor.span, self.thread, self.names)
            sheet.add(node, *place, (SPEAKER, self._author(anchor.speaker, sheet)))
        return node

    def _author(self, name: str | None, sheet: Sheet) -> NamedNode | None:
        if name and name not in self.authors:
            self.authors.add(name)
            write_author(name, self.names, sheet)
        return self.names.author(name)


def _origin(suggestion: Suggestion | None) -> tuple[Fact, ...]:
    """Return the facts that tell what a person marked from what a machine suggests."""
    if suggestion is None:
        return ((GENERATED, am.Marking),)
    return (
        (GENERATED, am.Suggesting),
        (TYPE, am.Suggestion),
        (am.confidence, decimal(suggestion.confidence)),
        (am.cue, text(suggestion.cue)),
    )
