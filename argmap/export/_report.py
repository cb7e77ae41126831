"""The report: what the argument comes to, in plain words, for somebody who has not read the post."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from textwrap import shorten

from argmap.export import _cruxes, _people
from argmap.export._markdown import address, escape
from argmap.export._phrases import Phrases, count, listed, place
from argmap.model import (
    POST,
    ArgumentMap,
    Claim,
    Mentions,
    Stance,
    Status,
    Step,
    StepKind,
    Suggestion,
    Thread,
    Verdicts,
)

__all__ = ["report"]

_READING = """\
A claim or a step **stands** if every objection to it is answered and it has a reason that stands, or was put forward
without one. It **falls** if an objection that stands answers it, or if nothing that was said for it stands. It is **open**
if reasons stand on both sides, or if it rests on something open. These are verdicts on what was said in the thread, not
on what is true."""

_CRUXES = """\
A crux is a claim on which a conclusion hangs: whether the conclusion stands differs between the claim made to hold and the
claim made to fail, everything else being as it is. Behind each crux is what changes with it: how it comes out if the crux
holds / if it fails."""

_UNANSWERED = """\
Nobody in the thread objects to these or takes them up. First come those that decide whether a conclusion stands, then those
that would change the most; what people object to others comes before what they object to themselves."""

_PARTINGS = """\
The map as two people see it who met in the thread: what each of them says or grants holds, what each rejects or argues against
fails, and what they never spoke to is taken as the thread has it, as if silence were consent. A double crux is a point on which
their verdicts on a conclusion hang for both: whoever changes their mind on it has to change their verdict."""

_CAMPS = """\
Where verdicts stay open: what can be held together, each camp with all that it can defend (Dung's preferred sets)."""

_CHANCES = """\
How probable it is that a conclusion stands, if every hedge is taken at its word, as its number or as the number that ICD 203
gives to such words, and as if the hedges had nothing to do with each other."""

_MOVES = """\
What each comment changed among the claims that were there before it, and who came round to what."""

_CONTRADICTIONS = """\
Claims that do not stand by what their own authors say, everything that others say left aside."""

_UNDISPUTED = """\
These objections go against what speaks against a conclusion, so they come to its defence. Nobody disputes them."""

_ABOUT = """\
How many claims speak of each, and what became of them."""

_PROVISIONAL = """\
> **Suggested by a machine, not confirmed by anybody.** Every claim, reason and objection below is a guess at what the words
> are there for. The verdicts hold only if you agree with the suggestions they rest on.
>
> Next: `argmap suggest PAGE > debate.md` writes the suggestions into the text, and `argmap review debate.md` goes through them
> with you. Then `argmap map debate.md` judges what you confirmed."""

_GLANCE = """\
As far as a machine can tell. Follow the links to the words themselves before you rely on any of it."""

_DISPUTED = """\
What most reasons and objections are about, which is a good place to begin to confirm or reject."""

_MOST_DISPUTED = 10

_FEW = 5
"""So many of each are named where a glance should do; of what is said to each of them, fewer."""

_FEWER = 3

_BRIEF = 160  # Code points of a claim where a glance should do.

_IF_SO = """\
What would follow if every suggestion were right. One wrong objection is enough to turn a verdict, so check what is said for
and against a claim before you repeat what became of it."""

_SUGGESTED = """\
These are a machine's suggestions. They have no say in the verdicts."""


def report(thread: Thread, map: ArgumentMap, verdicts: Verdicts) -> str:
    """Return the report on a judged map as Markdown (CommonMark).

    `verdicts` are those on what is confirmed (`map.confirmed()`) or, if nothing is, on the whole map. Every claim is listed
    once under who makes it, with its id as an anchor, and everything else links there. Texts of others are escaped.
    """
    writer = _Writer(thread, map, verdicts)
    return "\n".join(line for part in writer.parts() for line in part).rstrip("\n") + "\n"


class _Writer(Phrases):
    """Writes one report, part by part; a part is lines that end with an empty one, or nothing."""

    def __init__(self, thread: Thread, map: ArgumentMap, verdicts: Verdicts) -> None:
        confirmed = map.confirmed()
        super().__init__(confirmed if confirmed.claims else map, verdicts)
        self.thread = thread
        self.whole = map
        self.uses: dict[str, list[Step]] = {}
        for step in self.map.steps:
            for premise in step.premises:
                self.uses.setdefault(premise, []).append(step)

    def parts(self) -> Iterator[Sequence[str]]:
        """Yield the parts in order."""
        yield self._head()
        yield _part("At a glance", _GLANCE, self._glance())
        yield _part("What is argued about most", _DISPUTED, self._most_disputed())
        yield self._conclusions()
        yield _part("What it hangs on", _CRUXES, _cruxes.cruxes(self))
        yield _part("Where people part", _PARTINGS, _people.partings(self))
        objections, answers = _cruxes.unanswered(self)
        yield _part("Objections that nobody took up", _UNANSWERED, objections)
        yield _part("Answers that nobody disputes", _UNDISPUTED, answers)
        yield _part("What is open, and why", "", self._with_status(Status.OPEN))
        yield _part("What falls, and why", "", self._with_status(Status.FALLS))
        yield _part("Camps", _CAMPS, _people.camps(self))
        yield _part("What hedges come to", _CHANCES, _people.chances(self))
        yield _part("What changed as the thread went on", _MOVES, _people.moves(self))
        yield _part("Against their own words", _CONTRADICTIONS, _people.self_contradictions(self))
        yield _part("Questions that nobody answered", "", self._questions())
        yield _part("What it is about", _ABOUT, self._concepts())
        yield self._people()
        yield _part("What no person has confirmed", _SUGGESTED, self._suggested())

    def _head(self) -> list[str]:
        thread = self.thread
        facts = [f"By {escape(thread.author)}" if thread.author else "", escape(thread.date or ""), address(thread.url or "")]
        byline = ", ".join(fact for fact in facts if fact)
        comments = count(len(thread.comments), "comment")
        names = [escape(name) for name in dict.fromkeys(comment.author for comment in thread.comments) if name]
        lines = [f"# {escape(thread.title)}", ""]
        lines += [f"{byline}. With {comments}{f', by {listed(names)}' if names else ''}." if byline else f"With {comments}.", ""]
        reasons = sum(step.kind is StepKind.INFERENCE for step in self.map.steps)
        counts = {status: sum(self.status(claim.id) is status for claim in self.map.claims) for status in Status}
        held = [
            count(len(self.map.claims), "claim"),
            count(reasons, "reason"),
            count(len(self.map.steps) - reasons, "objection"),
        ]
        came = [f"{status.value} {counts[status]}" for status in Status]
        lines += [f"The map holds {listed(held)}. Verdicts on the claims: {', '.join(came)}.", ""]
        if self.provisional:
            return [*lines[:2], *_PROVISIONAL.splitlines(), "", *lines[2:-2], f"Suggested are {listed(held)}.", ""]
        return [*lines, *_READING.splitlines(), ""]

    @property
    def provisional(self) -> bool:
        """Whether the verdicts are on what nobody has confirmed."""
        return self.map is self.whole and any(claim.suggestion for claim in self.map.claims)

    def _glance(self) -> list[str]:
        """Say of a map that nobody has confirmed what the post argues, what comments object to, and what nobody took up."""
        if not self.provisional:
            return []
        return [*self._argued(), *self._attacked(), *self._left(), *self._sideless()][:-1]

    def _argued(self) -> list[str]:
        """Return what the title claims or, without that, the few claims of the post with most behind them, and their reasons."""
        theses = [claim for claim in map(self.map.claim, self.verdicts.theses) if claim.home.doc == POST]
        titled = [claim for claim in theses if not claim.text][:1]
        if not theses:
            return ["**The post**: no claim of it stands out as what others are for.", ""]
        lines = ["**The post seems to argue**" if titled else "**The title makes no claim. The post seems to argue most for**", ""]
        for thesis in titled or theses[:_FEWER]:
            reasons = [step for step in self.map.steps_to(thesis.id) if step.kind is StepKind.INFERENCE]
            ranked = sorted(reasons, key=lambda step: (-self._support(step), -max(map(self._sure, step.premises))))
            given = f", with {count(len(reasons), 'reason')}:" if reasons else ""
            lines.append(f"- {self._brief(thesis.id)}{given}")
            lines += [f"  - {' + '.join(map(self._brief, step.premises))}" for step in ranked[:_FEWER]]
            lines += [f"  - and {len(reasons) - _FEWER} more"] if len(reasons) > _FEWER else []
        return [*lines, ""]

    def _support(self, step: Step) -> int:
        """Return how many reasons and objections there are to the premises of a step."""
        return sum(len(list(self.map.steps_to(premise))) for premise in step.premises)

    def _sure(self, id: str) -> float:
        suggestion = self.map.claim(id).suggestion
        return (suggestion.confidence or 0.0) if suggestion else 1.0

    def _attacked(self) -> list[str]:
        """Return what comments object to, each with the objections: the post's claims first, and what is objected to most."""
        objections: dict[str, list[Step]] = {}
        for step in self.map.steps:
            if step.kind is not StepKind.INFERENCE and step.anchor.doc != POST:
                objections.setdefault(step.target, []).append(step)
        homes = {claim.id: claim.home.doc for claim in self.map.claims}
        ranked = sorted(objections, key=lambda hit: (homes.get(hit) != POST, -len(objections[hit])))
        lines = []
        for id in ranked[:_FEW]:
            hit = f"{self._brief(id)} ({self.who(self.map.claim(id))})" if id in homes else self.node(id)
            lines.append(f"- {hit}:")
            for step in objections[id][:_FEWER]:
                lines.append(
                    f"  - {' + '.join(map(self._brief, step.premises))} ({self.said(step.anchor.speaker, step.anchor.doc)})"
                )
            lines += [f"  - and {len(objections[id]) - _FEWER} more"] if len(objections[id]) > _FEWER else []
        lines += [f"- and {len(ranked) - _FEW} more"] if len(ranked) > _FEW else []
        return ["**The comments seem to object to**", "", *lines, ""] if lines else []

    def _brief(self, id: str) -> str:
        claim = self.map.claim(id)
        return f"[{escape(shorten(claim.words.removesuffix('.'), _BRIEF, placeholder='…'))}](#{claim.id})"

    def _left(self) -> list[str]:
        """Say how much nobody took up; each of it is listed further down."""
        objections, questions = len(self.verdicts.unanswered), len(self._questions())
        left = [count(number, word) for number, word in ((objections, "objection"), (questions, "question")) if number]
        return [f"**Nobody seems to take up** {listed(left)}, listed below.", ""] if left else []

    def _sideless(self) -> list[str]:
        """Say how many comments are neither for nor against anything that another turn says."""
        homes = {claim.id: claim.home.doc for claim in self.map.claims}
        heard = {doc for doc in homes.values() if doc != POST}
        siding = {step.anchor.doc for step in self.map.steps if homes.get(step.target) != step.anchor.doc}
        siding |= {stance.anchor.doc for stance in self.map.stances}
        number = len(heard - siding)
        said = "comment is" if number == 1 else "comments are"
        return [f"{number} {said} neither for nor against anything, as far as could be told.", ""] if number else []

    def _most_disputed(self) -> list[str]:
        """Return the claims of a map that nobody has confirmed which have the most steps to them: first those attacked most."""
        if not self.provisional:
            return []
        against = Counter(step.target for step in self.map.steps if step.kind is StepKind.REBUTTAL)
        reasons = Counter(step.target for step in self.map.steps if step.kind is StepKind.INFERENCE)
        ranked = sorted(self.map.claims, key=lambda claim: (-against[claim.id], -reasons[claim.id]))
        lines = []
        for claim in ranked[:_MOST_DISPUTED]:
            steps = count(against[claim.id], "objection"), count(reasons[claim.id], "reason")
            if against[claim.id] or reasons[claim.id]:
                lines.append(f"- {self.link(claim)} ({self.who(claim)}): {', '.join(steps)}")
        return lines

    def _conclusions(self) -> list[str]:
        lines = ["## What it comes to", "", *([*_IF_SO.splitlines(), "", *_READING.splitlines(), ""] if self.provisional else [])]
        if not self.verdicts.theses:
            return [*lines, "No claim of the map is argued for or against, so there is no conclusion.", ""]
        named = self.verdicts.theses
        if self.provisional:
            named = tuple(sorted(named, key=lambda thesis: self.map.claim(thesis).home.doc != POST)[:_FEW])
        for id in named:
            claim = self.map.claim(id)
            lines += [f"### {self.link(claim)}", "", f"{self.who(claim)}: it {self.verdict(id)}.", ""]
            told = [self.step(step, with_target=False) for step in self.map.steps_to(id)]
            lines += [*(f"- {line}" for line in told), ""] if told else []
        rest = count(len(self.verdicts.theses) - len(named), "more claim")
        lines += [f"And {rest} that others are for, with less behind.", ""] if len(named) < len(self.verdicts.theses) else []
        return lines

    def _with_status(self, status: Status) -> list[str]:
        lines = []
        for claim in self.map.claims:
            if self.status(claim.id) is status:
                deciders = [self._decider(id) for id in self.verdicts.labels[claim.id].because]
                lines.append(f"- {self.link(claim)} ({self.who(claim)}) {self.verdict(claim.id)}.")
                lines += [f"  - {decider}" for decider in deciders]
        return lines

    def _decider(self, id: str) -> str:
        return self.step(self.steps[id], with_target=False) if id in self.steps else self.link(self.map.claim(id))

    def _questions(self) -> list[str]:
        answered = {answer.target for answer in self.map.answers}
        return [
            f"- {escape(question.gloss or question.text)} ({self.said(question.anchor.speaker, question.anchor.doc)})"
            for question in self.map.questions
            if question.id not in answered
        ]

    def _concepts(self) -> list[str]:
        spoken: dict[str, list[str]] = {}
        mentions = Mentions(self.map.concepts).in_map(self.thread, self.map)
        for claim in self.map.claims:
            for named in mentions.get(claim.id, ()):
                spoken.setdefault(named, []).append(claim.id)
        lines = []
        for concept in sorted(self.map.concepts, key=lambda concept: -len(spoken.get(concept.id, ()))):
            claims = spoken.get(concept.id, [])
            came = Counter(self.status(claim) for claim in claims)
            told = ", ".join(f"{status.value} {came[status]}" for status in Status if came[status])
            also = f" ({escape(', '.join(concept.also))})" if concept.also else ""
            lines += [f"- **{escape(concept.label)}**{also}: {count(len(claims), 'claim')}, {told}."] if claims else []
        return lines

    def _people(self) -> list[str]:
        lines = ["## Who says what", ""]
        speakers = [claim.speakers[0] if claim.speakers else None for claim in self.map.claims]
        told: dict[str | None, list[str]] = {name: [] for name in [*self.thread.authors, *speakers]}
        for claim, speaker in zip(self.map.claims, speakers, strict=True):
            told[speaker].append(self._listed_claim(claim))
        for step in self.map.steps:
            if step.kind is not StepKind.INFERENCE:
                told.setdefault(step.anchor.speaker, []).append(f"- {self.step(step)}.")
        for stance in self.map.stances:
            told.setdefault(stance.author, []).append(self._stance(stance))
        for name, said in told.items():
            lines += [f"### {escape(name or 'Nobody named')}", "", *said, ""] if said else []
        return lines

    def _listed_claim(self, claim: Claim) -> str:
        """Return the one line that has the claim's anchor."""
        status = self.status(claim.id)
        notes = [place(doc) for doc in dict.fromkeys(anchor.doc for anchor in claim.anchors)]
        notes += [f"also said by {listed([escape(name) for name in claim.speakers[1:]])}"] if claim.speakers[1:] else []
        notes += ["supplied by a reader"] if not claim.text else []
        if self.provisional and claim.suggestion:
            notes += ["suggested", *_grounds(claim.suggestion)]
        notes += [f"hedged: “{escape(claim.hedge)}”"] if claim.hedge else []
        notes += [f"credence {claim.credence:g}"] if claim.credence is not None else []
        notes += [f"cites {address(url)}" for url in claim.cites]
        label = f"**{status}**: " if status else ""
        return f'- {label}<a id="{claim.id}"></a>{escape(claim.words)} ({", ".join(notes)})'

    def _stance(self, stance: Stance) -> str:
        claim = self.map.claim(stance.claim)
        verb = "Grants" if stance.kind == "concedes" else "Rejects, without a reason"
        words = escape(stance.gloss or stance.text)
        return f"- {verb}: {self.link(claim)} ({self.who(claim)}){f', saying “{words}”' if words else ''}."

    def _suggested(self) -> list[str]:
        if self.map is self.whole:
            return []
        lines = []
        for claim in self.whole.claims:
            if claim.suggestion:
                notes = [self.said(claim.home.speaker, claim.home.doc), *_grounds(claim.suggestion)]
                lines.append(f"- {escape(claim.words)} ({', '.join(notes)})")
        steps = len(self.whole.steps) - len(self.map.steps)
        return [*lines, *([f"- {count(steps, 'reason or objection', 'reasons and objections')}"] if steps else [])]


def _part(title: str, intro: str, lines: Iterable[str]) -> list[str]:
    """Return a part with its heading, or nothing where there is nothing in it."""
    told = list(lines)
    return [f"## {title}", "", *([*intro.splitlines(), ""] if intro else []), *told, ""] if told else []


def _grounds(suggestion: Suggestion) -> list[str]:
    """Say how sure argmap is of a suggestion, and by which words."""
    sure = [] if suggestion.confidence is None else [f"confidence {suggestion.confidence:g}"]
    return sure + ([f"cue “{escape(suggestion.cue)}”"] if suggestion.cue else [])
