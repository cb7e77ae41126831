"""Camps told in the words of those who hold them, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import shorten

from argmap.model import ArgumentMap, Camp, Camps, OpenQuestion, Step, StepKind
from argmap.reason.causes import components

__all__ = ["camp_lines"]

_MOST_CAMPS, _MOST_POINTS, _MOST_LETTERS, _MOST_COUNTED = 8, 12, 100, 1_000_000


def camp_lines(map: ArgumentMap, camps: Camps) -> Iterator[str]:
    r"""Yield the camps of `map`: for each open question who could hold what, what follows, and what holds either way.

    >>> from argmap.model import POST, Anchor, Claim, Span, Step
    >>> ann, bob = (Anchor("x", POST, Span(0, 1), name) for name in ("Ann", "Bob"))
    >>> claims = (Claim("a", "Lanes are safe.", (ann,)), Claim("b", "Lanes kill.", (bob,)), Claim("g", "Build them.", (ann,)))
    >>> steps = [Step(f"{a}>{b}", StepKind.REBUTTAL, (a,), b, ann) for a, b in ("ab", "ba")]
    >>> steps.append(Step("a>g", StepKind.INFERENCE, ("a",), "g", ann))
    >>> from argmap.reason.camps import camps
    >>> a_map = ArgumentMap(claims, tuple(steps))
    >>> print("\n".join(camp_lines(a_map, camps(a_map))))
    One question is open: 2 camps
      Camp 1 holds: Lanes are safe (Ann)
        and so stands: Build them (Ann)
      Camp 2 holds: Lanes kill (Bob)
        and so falls: Build them (Ann)
    """
    tell = _Teller(map)
    questions = camps.questions
    if not questions:
        yield "Nothing is open: all who go by these reasons are in one camp."
        return
    if len(questions) > 1:
        least = "" if camps.complete else "at least "
        product = f"{camps.number:,}" if camps.number <= _MOST_COUNTED else f"more than {_MOST_COUNTED:,}"
        yield f"{len(questions)} questions are open, and none bears on another: {least}{product} camps in all"
    for number, question in enumerate(questions, 1):
        yield from tell.question("One question is open" if len(questions) == 1 else f"Question {number}", question)
    stand, fall = (sum(name in tell.claims for name in side) for side in (camps.stands, camps.falls))
    if stand or fall:
        yield f"Whatever the camp: of {len(map.claims)} claims standing {stand}, fallen {fall}"


class _Teller:
    """The words of one map."""

    def __init__(self, map: ArgumentMap) -> None:
        self.claims = {claim.id: claim for claim in map.claims}
        self.steps = {step.id: step for step in map.steps}
        self._rests_on: dict[str, list[str]] = {step.id: [*step.premises] for step in map.steps}
        for step in map.steps:
            self._rests_on.setdefault(step.target, []).append(step.id)

    def question(self, title: str, question: OpenQuestion) -> Iterator[str]:
        number = len(question.camps)
        if not number:
            yield f"{title}: no camp was found in the time allowed, about {self._said(question.undecided)}"
            return
        if number > 1 or not question.complete:
            yield f"{title}: {'' if question.complete else 'at least '}{number} camp{'s' if number > 1 else ''}"
            either_way = "Either way it" if question.complete else "In all of these it"
        else:
            yield f"{title}, and {'one camp alone' if question.holds or question.falls else 'nobody'} can be consistent here"
            either_way = "It"
        roots = self._roots(question.camps[0])
        for index, camp in enumerate(question.camps[:_MOST_CAMPS] if number > 1 else (), 1):
            yield from self._camp(f"Camp {index}", camp, roots)
        if number > _MOST_CAMPS:
            yield f"  and {number - _MOST_CAMPS} camps more"
        for head, names in (
            (f"{either_way} holds", question.holds),
            (f"{either_way} falls", question.falls),
            ("Self-defeating, or resting on what is", question.undecided),
        ):
            if claims := self._said(names):
                yield f"  {head}: {claims}"

    def _camp(self, title: str, camp: Camp, roots: list[set[str]]) -> Iterator[str]:
        rooted = {name for loop in roots for name in loop}
        # What a camp says no to goes without saying where it says what it holds instead.
        silent = {name for loop in roots if not self.claims.keys().isdisjoint(loop.intersection(camp.accepts)) for name in loop}
        own, opposed = ([name for name in side if name in rooted] for side in (camp.accepts, camp.rejects))
        without = {*camp.rejects, *camp.undecided}
        undercut = [name for name in camp.rejects if name in self.steps and without.isdisjoint(self.steps[name].premises)]
        rows = [
            ("holds", self._said(own)),
            ("counts", "" if self._said(own) else self._steps(own)),
            ("denies", self._said(name for name in opposed if name not in silent)),
            ("and so stands", self._said(name for name in camp.accepts if name not in rooted)),
            ("and so falls", self._said(name for name in camp.rejects if name not in rooted)),
            ("and does not count", self._steps(undercut)),
            ("and leaves open", self._said(camp.undecided)),
        ]
        for number, (head, points) in enumerate(row for row in rows if row[1]):
            yield f"    {head}: {points}" if number else f"  {title} {head}: {points}"

    def _roots(self, camp: Camp) -> list[set[str]]:
        """Return where the camps part: what is in dispute and hangs on nothing else in dispute, loop by loop."""
        names = (*camp.accepts, *camp.rejects, *camp.undecided)
        node = {name: number for number, name in enumerate(names)}
        rests_on = [[node[other] for other in self._rests_on.get(name, ()) if other in node] for name in names]
        loops = [set(one) for one in components(rests_on)]
        return [{names[one] for one in loop} for loop in loops if all(loop.issuperset(rests_on[one]) for one in loop)]

    def _said(self, names: Iterable[str]) -> str:
        """Return the claims among `names` with those who make them."""
        claims = [name for name in names if name in self.claims]
        by = {name: ", ".join(self.claims[name].speakers) for name in claims}
        return _listed([f"{self._words(name)} ({_plain(by[name])})" if by[name] else self._words(name) for name in claims])

    def _steps(self, names: Iterable[str]) -> str:
        """Return the steps among `names` as what is for or against what."""
        return _listed([self._step(self.steps[name]) for name in names if name in self.steps])

    def _step(self, step: Step) -> str:
        premises = " and ".join(f"“{self._words(premise)}”" for premise in step.premises)
        target = f"“{self._words(step.target)}”" if step.target in self.claims else f"the step {step.target}"
        return f"{premises} {'for' if step.kind is StepKind.INFERENCE else 'against'} {target}"

    def _words(self, name: str) -> str:
        return shorten(_plain(self.claims[name].words).rstrip(" ."), _MOST_LETTERS, placeholder="…")


def _plain(text: str) -> str:
    """Return text from a page as a terminal may show it: on one line, and without its control characters."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _listed(points: list[str]) -> str:
    more = f"; and {len(points) - _MOST_POINTS} more" if len(points) > _MOST_POINTS else ""
    return "; ".join(points[:_MOST_POINTS]) + more
