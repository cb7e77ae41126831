"""Threads and maps made by hand, for tests of the page: no reader and no parser between the test and what it shows.

A document is written with its marks in place: `{id| words}` is a claim, `{id?| words}` a question, `{id^| words}` a finding.
Relations are lines of their own: `a + b > c` supports, `a x c` rebuts, `a / b > c` undercuts the step from b to c.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from argmap.model import (
    POST,
    Anchor,
    ArgumentMap,
    Block,
    BlockKind,
    Claim,
    Comment,
    Question,
    RawMap,
    Role,
    Run,
    Section,
    Source,
    Span,
    Step,
    StepKind,
    Thread,
    step_id,
)


@dataclass
class Document:
    """The post or a comment: paragraphs apart by blank lines, `## ` before a heading."""

    id: str
    author: str | None
    body: str
    karma: int | None = None
    agreement: int | None = None
    reply_to: str | None = POST


@dataclass
class _Builder:
    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    def paragraph(self, document: Document, source: str) -> None:
        heading = source.startswith("## ")
        start = len(self.text) + 2 if self.text else 0
        plain, marks = _marks(source.removeprefix("## "), start)
        self.text += ("\n\n" if self.text else "") + plain
        span = Span(start, start + len(plain))
        if heading:
            number, _, title = plain.partition(" ")
            self.sections.append(Section(f"s{len(self.sections) + 1}", number, title, 2, None, span))
        section = self.sections[-1].id if self.sections and document.id == POST else None
        kind = BlockKind.HEADING if heading else BlockKind.PARAGRAPH
        self.blocks.append(Block(f"b{len(self.blocks) + 1}", kind, document.id, section, span))
        for id, sign, mark in marks:
            anchor = Anchor(id, document.id, mark, document.author)
            words = mark.cut(self.text)
            if sign == "?":
                self.questions.append(Question(id, words, anchor))
            else:
                roles = frozenset({Role.CLAIM, Role.EVIDENCE} if sign == "^" else {Role.CLAIM})
                self.claims.append(Claim(id, words, (anchor,), roles))


def _marks(source: str, start: int) -> tuple[str, list[tuple[str, str, Span]]]:
    plain, marks, end = "", [], 0
    for match in re.finditer(r"\{([\w-]+)([?^]?)\|\s*(.*?)\}", source, re.DOTALL):
        plain += source[end : match.start()]
        marks.append((match[1], match[2], Span(start + len(plain), start + len(plain) + len(match[3]))))
        plain += match[3]
        end = match.end()
    return plain + source[end:], marks


def build(title: str, documents: list[Document], relations: str = "", **facts: object) -> tuple[Thread, ArgumentMap]:
    """Return the thread and the map that the documents and relations describe."""
    made = _Builder()
    comments = []
    for document in documents:
        first = len(made.text)
        for paragraph in filter(str.strip, document.body.split("\n\n")):
            made.paragraph(document, " ".join(paragraph.split()))
        if document.id != POST:
            span = Span(first + 2, len(made.text))
            comments.append(
                Comment(document.id, document.author, span, document.reply_to, "stated", document.karma, document.agreement)
            )
    raw_map = RawMap((Run(0, 0, len(made.text)),) if made.text else ())
    thread = Thread(
        id="debate",
        title=title,
        text=made.text,
        raw_map=raw_map,
        source=Source("debate.md", made.text, "test"),
        author=documents[0].author if documents else None,
        sections=tuple(made.sections),
        blocks=tuple(made.blocks),
        comments=tuple(comments),
        **facts,  # type: ignore[arg-type]
    )
    anchors = {claim.id: claim.home for claim in made.claims}
    steps = tuple(_step(line, anchors) for line in filter(str.strip, relations.splitlines()))
    leaves = {premise for step in steps for premise in step.premises} - {step.target for step in steps}
    claims = tuple(_with_role(claim, Role.PREMISE) if claim.id in leaves else claim for claim in made.claims)
    return thread, ArgumentMap(claims, steps, tuple(made.questions))


def _with_role(claim: Claim, role: Role) -> Claim:
    return Claim(claim.id, claim.text, claim.anchors, claim.roles | {role})


def _step(line: str, anchors: dict[str, Anchor]) -> Step:
    left, sign, right = re.fullmatch(r"\s*(.+?) ([>x/]) (.+?)\s*", line).groups()  # type: ignore[union-attr]
    premises = tuple(part.strip() for part in left.split("+"))
    target = right.replace(" ", "")
    kind = {">": StepKind.INFERENCE, "x": StepKind.REBUTTAL, "/": StepKind.UNDERCUT}[sign]
    return Step(step_id(premises, target), kind, premises, target, anchors[premises[0]])


def big(claims: int) -> tuple[Thread, ArgumentMap]:
    """Return an invented map of any size: each claim bears on one a little or a lot further up, the same every time."""
    numbers = range(1, claims)
    # A linear congruence instead of `random`: the same on every Python.
    chance = [(n * 7919 + 104729 * (n % 97)) % 1009 for n in range(claims)]
    target = [chance[n] * n // 2018 for n in range(claims)]
    signs = ["x" if chance[n] % 10 > 6 else ">" for n in range(claims)]
    relations = [f"c{n} {signs[n]} c{target[n]}" for n in numbers]
    relations = [
        f"c{n} / c{target[n]} > c{target[target[n]]}" if n % 41 == 0 and target[n] % 41 else line
        for n, line in zip(numbers, relations, strict=True)
    ]
    words = [f"Point {n} says that measure {chance[n]} would cost district {n % 23} more than it saves." for n in range(claims)]
    marked = [f"{{c{n}| {text}}}" for n, text in enumerate(words)]
    paragraphs = [" ".join(marked[n : n + 5]) for n in range(0, claims, 5)]
    third = len(paragraphs) // 3
    documents = [Document(POST, "Ana", "\n\n".join(paragraphs[: third + 1]))]
    for n, start in enumerate(range(third + 1, len(paragraphs), 4)):
        documents.append(Document(f"k{n}", f"Reader {n % 50}", "\n\n".join(paragraphs[start : start + 4]), n % 30, n % 7))
    return build(f"A debate of {claims:,} points", documents, "\n".join(relations))
