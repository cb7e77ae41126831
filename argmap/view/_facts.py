"""What the page needs to know, as plain JSON values.

Short where there are many: a page may spend 350 bytes on a node. So words are not written again where the thread's own text has
them (offsets do), empty fields are left out, and names, documents and sentences are numbers into tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from argmap.model import POST, Role, StepKind
from argmap.view._utf16 import Utf16

if TYPE_CHECKING:
    from argmap.model import Anchor, ArgumentMap, Claim, Comment, Question, Span, Step, Suggestion, Thread, Verdict, Verdicts
    from argmap.view._tree import Tree

__all__ = ["Facts", "display_role"]

CHAIN_SHOWN = 12
"""How many links of a crux's proof the page holds: a chain through a big map may be as long as the map."""

_LISTED = re.compile(r" \[[^\[\]]*\]$")

Json = dict[str, Any]


class Facts:
    """The facts about one map. Nodes are numbered: claims first, then questions, then steps, each in the map's order."""

    def __init__(self, thread: Thread, map: ArgumentMap, verdicts: Verdicts, tree: Tree) -> None:
        self._thread, self._map, self._verdicts, self._tree = thread, map, verdicts, tree
        ids = [*(claim.id for claim in map.claims), *(question.id for question in map.questions), *(step.id for step in map.steps)]
        self._number = {id: n for n, id in enumerate(ids)}
        self._utf16 = Utf16(thread.text)
        self._docs = _Table([POST, *(comment.id for comment in thread.comments)])
        self._names = _Table(thread.authors)
        self._reasons = _Table()
        self._theses = frozenset(verdicts.theses)
        attacks = (step for step in map.steps if step.kind is not StepKind.INFERENCE)
        self._attackers = frozenset(premise for step in attacks for premise in step.premises)

    def document(self) -> Json:
        """Return everything but nodes and edges; the tables in it fill up while `nodes` runs."""
        thread = self._thread
        return {
            "thread": _lean(
                id=thread.id,
                title=thread.title,
                author=thread.author,
                date=thread.date,
                url=thread.url,
                score=thread.score,
                tags=thread.tags,
                stated=thread.stated_comments,
            ),
            "text": thread.text,
            "names": self._names.rows,
            "docs": self._docs.rows,
            "reasons": self._reasons.rows,
            **self._structure(),
            "comments": [self._comment(comment) for comment in thread.comments],
            "roots": [self._number[root] for root in self._tree.roots],
            **_lean(provisional=self._is_provisional()),
            "theses": [self._number[thesis] for thesis in self._verdicts.theses],
            "unanswered": [self._number[objection.step] for objection in self._verdicts.unanswered],
            "cruxes": self._cruxes(),
            "stances": self._stances(),
            "answers": self._answers(),
        }

    def _is_provisional(self) -> bool:
        """Say whether there are verdicts on what nobody has confirmed."""
        return any(claim.suggestion and claim.id in self._verdicts.labels for claim in self._map.claims)

    def _structure(self) -> Json:
        """Return the sections and blocks: where the text is cut up, and what the pieces are."""
        number = {section.id: n for n, section in enumerate(self._thread.sections)}
        sections = [
            _lean(id=each.id, number=each.number, title=each.title, level=each.level, up=number.get(each.parent or ""))
            for each in self._thread.sections
        ]
        blocks = [
            [block.kind.value, self._docs.number(block.doc), number.get(block.section or ""), *self._range(block.span)]
            for block in self._thread.blocks
        ]
        return {"sections": sections, "blocks": blocks}

    def nodes(self) -> Iterator[Json]:
        """Yield the nodes as arguments of pyvis' `add_node`."""
        for claim in self._map.claims:
            yield self._claim(claim)
        for question in self._map.questions:
            yield self._question(question)
        for step in self._map.steps:
            yield self._step(step)

    def edges(self) -> Iterator[tuple[int, int]]:
        """Yield the edges: from each premise to its step, and from each step to what it is for or against."""
        for step in self._map.steps:
            number = self._number[step.id]
            for premise in step.premises:
                yield self._number[premise], number
            yield number, self._number[step.target]

    def _claim(self, claim: Claim) -> Json:
        verdict = self._verdicts.labels.get(claim.id)
        because = () if verdict is None else verdict.because
        quoted = claim.home.span.cut(self._thread.text)
        home = self._tree.home.get(claim.id)
        return {
            "n_id": self._number[claim.id],
            "label": claim.words,
            **_lean(
                key=claim.id,
                kind="claim",
                role=display_role(claim, self._theses, self._attackers),
                more=sorted(claim.roles - {Role.CLAIM, Role.PREMISE, Role.EVIDENCE}),
                gloss=claim.gloss,
                words=None if claim.text == quoted else claim.text,
                at=[self._anchor(anchor) for anchor in claim.anchors],
                also=[anchor.id for anchor in claim.anchors[1:]],
                **self._label(claim.id),
                because=[self._number[id] for id in because if id in self._number],
                home=None if home is None else self._number[home],
                asserted=claim.asserted,
                credence=claim.credence,
                hedge=claim.hedge,
                cites=claim.cites,
                suggestion=_suggestion(claim.suggestion),
            ),
        }

    def _question(self, question: Question) -> Json:
        quoted = question.anchor.span.cut(self._thread.text)
        return {
            "n_id": self._number[question.id],
            "label": question.gloss or question.text,
            **_lean(
                key=question.id,
                kind="question",
                role="question",
                gloss=question.gloss,
                words=None if question.text == quoted else question.text,
                at=[self._anchor(question.anchor)],
                suggestion=_suggestion(question.suggestion),
            ),
        }

    def _step(self, step: Step) -> Json:
        home = self._map.claim(step.premises[0]).home
        own_anchor = None if step.anchor == home else self._anchor(step.anchor)
        label = self._label(step.id)
        return {
            "n_id": self._number[step.id],
            "label": step.id,
            **_lean(kind=step.kind.value, at=own_anchor and [own_anchor], **label, suggestion=_suggestion(step.suggestion)),
        }

    def _label(self, id: str) -> Json:
        verdict = self._verdicts.labels.get(id)
        if verdict is None:
            return {}
        return {"status": verdict.status.value, "reason": self._reasons.number(_sentence(verdict))}

    def _anchor(self, anchor: Anchor) -> list[int | None]:
        speaker = None if anchor.speaker is None else self._names.number(anchor.speaker)
        return [self._docs.number(anchor.doc), *self._range(anchor.span), speaker]

    def _range(self, span: Span) -> tuple[int, int]:
        return self._utf16.offset(span.start), self._utf16.offset(span.end)

    def _comment(self, comment: Comment) -> Json:
        return _lean(
            id=comment.id,
            author=comment.author,
            karma=comment.karma,
            agreement=comment.agreement,
            date=comment.date,
            age=comment.age,
            to=comment.reply_to,
        )

    def _cruxes(self) -> list[Json]:
        return [
            _lean(
                claim=self._number[crux.node],
                thesis=self._number[crux.thesis],
                now=crux.now.value,
                granted=crux.granted.value,
                denied=crux.denied.value,
                root=crux.root,
                chain=[[self._number[id], up.value, down.value] for id, up, down in crux.chain[:CHAIN_SHOWN]],
                longer=max(len(crux.chain) - CHAIN_SHOWN, 0),
            )
            for crux in self._verdicts.cruxes
        ]

    def _stances(self) -> list[Json]:
        return [
            _lean(
                kind=stance.kind,
                author=stance.author,
                claim=self._number[self._map.claim(stance.claim).id],
                at=self._anchor(stance.anchor),
                gloss=stance.gloss,
                suggestion=_suggestion(stance.suggestion),
            )
            for stance in self._map.stances
        ]

    def _answers(self) -> list[Json]:
        return [
            {"source": self._end(answer.source), "target": self._end(answer.target), "at": self._anchor(answer.anchor)}
            for answer in self._map.answers
        ]

    def _end(self, mark: str) -> int | None:
        """Return the node that a mark belongs to, if it is one."""
        if mark in self._number:
            return self._number[mark]
        try:
            return self._number[self._map.claim(mark).id]
        except KeyError:
            return None


class _Table:
    """Values with a number each, in the order in which they came."""

    def __init__(self, values: tuple[str, ...] | list[str] = ()) -> None:
        self.rows = list(values)
        self._numbers = {value: n for n, value in enumerate(self.rows)}

    def number(self, value: str) -> int:
        """Return the number of `value`, which gets one if it has none yet."""
        if value not in self._numbers:
            self._numbers[value] = len(self.rows)
            self.rows.append(value)
        return self._numbers[value]


def display_role(claim: Claim, theses: frozenset[str], attackers: frozenset[str]) -> str:
    """Return the one role that a claim is coloured by: what it does in the debate comes before what it was marked as."""
    if claim.id in theses:
        return "thesis"
    if claim.id in attackers and claim.home.doc != POST:
        return "objection"
    if Role.EVIDENCE in claim.roles:
        return "evidence"
    return "premise" if Role.PREMISE in claim.roles else "claim"


def _suggestion(suggestion: Suggestion | None) -> Json | None:
    return None if suggestion is None else {"confidence": suggestion.confidence, "cue": suggestion.cue}


def _sentence(verdict: Verdict) -> str:
    """Return why the verdict is what it is, without the verdict itself and the list of ids, which the page shows as links."""
    _, found, reason = verdict.words.partition(f"({verdict.cause}): ")
    return f"{verdict.cause}: {_LISTED.sub('', reason)}" if found else verdict.words


def _lean(**fields: Any) -> Json:
    """Return the fields that say something."""
    return {name: value for name, value in fields.items() if value is not None and value is not False and value not in ((), [])}
