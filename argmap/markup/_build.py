"""From the marks of a text to its argument map."""

from __future__ import annotations

from collections.abc import Sequence

from argmap.markup._front import Front
from argmap.markup._links import Link, LinkedStep, Links, Statement, link_up
from argmap.markup._problems import Problems, nearest
from argmap.markup._scan import Mark, text_order
from argmap.markup._vocabulary import Kind, kind_of
from argmap.model import (
    POST,
    Anchor,
    Answer,
    ArgumentMap,
    Claim,
    Question,
    RawMap,
    Role,
    Span,
    Stance,
    Status,
    Step,
    Suggestion,
    Thread,
    content_id,
)
from argmap.read.attributes import Attributes

__all__ = ["build"]

_ROLES = {role.value: role for role in Role}
_PREFIX = {Kind.CLAIM: "claim", Kind.QUESTION: "question", Kind.STANCE: "stance"}


def build(thread: Thread, marks: Sequence[Mark], front: Front, problems: Problems) -> tuple[ArgumentMap, tuple[Anchor, ...]]:
    """Return the argument map of the marks in `thread`, and their anchors; raises ArgmapError with all that is wrong.

    The thread is that of the stripped text, in which the marks' spans count. A rejected suggestion is no part
    of the map and has no anchor.
    """
    spans = [_span_in_thread(thread, mark, problems) for mark in marks]
    problems.raise_any()
    placed = [(mark, span) for mark, span in zip(marks, spans, strict=True) if span is not None and not mark.rejected]
    placed.sort(key=lambda pair: (text_order(pair[1]), pair[0].opened))
    builder = _Builder(thread, placed, problems)
    anchors = {statement.offset: anchor for statement, anchor in zip(builder.statements, builder.anchors, strict=True)}
    return builder.map(front), tuple(anchors[mark.opened] for mark in marks if not mark.rejected)


def _span_in_thread(thread: Thread, mark: Mark, problems: Problems) -> Span | None:
    """Return where the mark's words stand in the thread's text; None, and a problem kept, where they are none of it."""
    if not len(mark.span):
        offset = _offset_in_thread(thread.raw_map, thread.source.raw, mark.span.start)
        return Span(offset, offset)
    span = thread.raw_map.to_text(mark.span)
    block = thread.block_at(span.start) if span else None
    if span is None or block is None or not span.cut(thread.text).strip():
        problems.add("no-words", mark.opened)
    elif not block.span.contains(span):
        problems.add("span-crosses-blocks", mark.opened, opening=problems.place(mark.opened))
    else:
        return span
    return None


def _offset_in_thread(raw_map: RawMap, raw: str, offset: int) -> int:
    """Return where an implicit premise stands in the thread: by the words of its own line, or of its own document."""
    before, after = raw_map.around(offset)
    if before and offset <= before.raw + before.raw_length:
        return before.text if offset == before.raw else before.text_span(before.raw, offset).end
    if before and after:
        gap = raw[before.raw + before.raw_length : offset]
        behind = raw[offset : after.raw]
        # A paragraph of its own belongs to what follows, unless that is another document.
        stays = "\n" not in gap or ("\n" in behind and "\n:::" in behind)
        return before.text + before.length if stays else after.text
    if before:
        return before.text + before.length
    return after.text if after else 0


class _Builder:
    def __init__(self, thread: Thread, placed: Sequence[tuple[Mark, Span]], problems: Problems) -> None:
        self.thread = thread
        self.problems = problems
        self.statements: list[Statement] = []
        self.anchors: list[Anchor] = []
        self._taken: set[str] = set()
        for mark, span in placed:
            self._take(mark, span)
        # A footnote or a nested comment stands elsewhere in the text than in the file; the map is in text order. Where several
        # marks have the same words, their ids decide, so that the map tells its own order.
        order = sorted(range(len(placed)), key=lambda number: (text_order(self.anchors[number].span), self.anchors[number].id))
        self.statements = [self.statements[number] for number in order]
        self.anchors = [self.anchors[number] for number in order]

    def _take(self, mark: Mark, span: Span) -> None:
        attributes = mark.attributes
        kind = kind_of(attributes) or Kind.CLAIM  # scanning lets no mark through that is nothing
        block = self.thread.block_at(span.start)
        doc = block.doc if block else POST
        words = attributes.pairs.get("gloss", "") if not len(span) else span.cut(self.thread.text)
        id = attributes.id or self._made_id(_PREFIX[kind], doc, words)
        speaker = attributes.pairs.get("by") or self.thread.author_of(doc)
        self.anchors.append(Anchor(id, doc, span, speaker, self.problems.place(mark.opened), _suggestion(attributes)))
        self.statements.append(Statement(id, kind, attributes, mark.opened))

    def _made_id(self, prefix: str, doc: str, words: str) -> str:
        """Make an id of the words; where the same words were marked before, of their number too."""
        id = content_id(prefix, doc, words)
        number = 1
        while id in self._taken:
            number += 1
            id = content_id(prefix, doc, words, str(number))
        self._taken.add(id)
        return id

    def map(self, front: Front) -> ArgumentMap:
        documents = {POST: "it is the post"} | {comment.id: "it is a comment's" for comment in self.thread.comments}
        links = link_up(self.statements, documents, self.problems)
        expect = tuple(self._expectations(front, links))
        for id, offset, details in front.faults:
            self.problems.add(id, offset, **details)
        self.problems.raise_any()
        return ArgumentMap(
            tuple(self._claim(id, numbers) for id, numbers in links.claims.items()),
            tuple(self._step(step, links) for step in links.steps),
            tuple(self._question(number) for number, each in enumerate(self.statements) if each.kind is Kind.QUESTION),
            tuple(self._stance(link, claim) for link, claim in links.stances),
            tuple(Answer(source, target, self.anchors[link.statement]) for link, source, target in links.answers),
            expect,
            front.concepts,
        )

    def _words(self, number: int) -> str:
        return self.anchors[number].span.cut(self.thread.text)

    def _claim(self, id: str, numbers: Sequence[int]) -> Claim:
        """Make a claim of all its marks: the first to say something of it decides. On a confirmed one suggestions have no say."""
        marks = [self.statements[number].attributes for number in numbers]
        if _suggestion(marks[0]) is None:
            marks = [mark for mark in marks if _suggestion(mark) is None]

        def first(key: str) -> str | None:
            return next((mark.pairs[key] for mark in marks if key in mark.pairs), None)

        roles = frozenset(_ROLES[name] for mark in marks for name in mark.classes if name in _ROLES)
        credence = first("credence")
        return Claim(
            id,
            self._words(numbers[0]),
            tuple(self.anchors[number] for number in numbers),
            roles or frozenset({Role.CLAIM}),
            first("gloss"),
            any("asserted" in mark.classes for mark in marks),
            None if credence is None else float(credence),
            first("hedge"),
            tuple((first("cites") or "").split()),
            _suggestion(marks[0]),
        )

    def _step(self, step: LinkedStep, links: Links) -> Step:
        # One suggested premise makes the step a suggestion; a premise that two marks give is confirmed if either is.
        given = [self.statements[link.statement] for link in step.links]
        confirmed = {links.own_id[each.id] for each in given if _suggestion(each.attributes) is None}
        made = (_suggestion(each.attributes) for each in given if links.own_id[each.id] not in confirmed)
        suggestion = next((suggestion for suggestion in made if suggestion), None)
        return Step(step.id, step.kind, step.premises, step.target, self.anchors[step.links[0].statement], suggestion)

    def _question(self, number: int) -> Question:
        attributes = self.statements[number].attributes
        anchor = self.anchors[number]
        return Question(anchor.id, self._words(number), anchor, attributes.pairs.get("gloss"), _suggestion(attributes))

    def _stance(self, link: Link, claim: str) -> Stance:
        statement = self.statements[link.statement]
        anchor = self.anchors[link.statement]
        suggestion = _suggestion(statement.attributes)
        # Of a mark that is a claim too, the claim has the gloss.
        gloss = statement.attributes.pairs.get("gloss") if statement.kind is Kind.STANCE else None
        return Stance(link.relation, anchor.speaker, claim, anchor, self._words(link.statement), gloss, suggestion)

    def _expectations(self, front: Front, links: Links) -> list[tuple[str, Status]]:
        found: dict[str, Status] = {}
        for (id, offset), (status, status_offset) in front.expect:
            own = links.own_id.get(id)
            if own is None:
                self.problems.add("unknown-id", offset, id=id, hint=nearest(id, links.own_id))
            elif own in found:
                self.problems.add("duplicate-id", offset, id=id, owner="its verdict is given above")
            elif status not in tuple(Status):
                self.problems.add("bad-expectation", status_offset, status=status)
            else:
                found[own] = Status(status)
        return list(found.items())


def _suggestion(attributes: Attributes) -> Suggestion | None:
    if "suggested" not in attributes.classes:
        return None
    confidence = attributes.pairs.get("confidence")
    return Suggestion(None if confidence is None else float(confidence), attributes.pairs.get("cue"))
