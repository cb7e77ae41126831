"""Camps: where a map stays open, who could hold what together.

A camp is a preferred set of the map's Dung framework (Dung 1995, doi:10.1016/0004-3702(94)00041-X): as much as can be accepted
at once and defended against every objection. What the verdicts settle is settled in every camp; what they leave open falls into
questions that do not bear on each other, each with camps of its own. The camps of the map choose one for every question, so that
it is the questions that are told, not their product.
"""

from __future__ import annotations

from collections.abc import Sequence

from argmap.model import ArgumentMap, Camp, Camps, OpenQuestion, Status
from argmap.reason.dung import Extension, Framework, Limit, Part, Semantics, parts, translate

__all__ = ["LIMIT", "camps"]

LIMIT = Limit(seconds=10.0, extensions=64)
"""Enough for what a person can read."""


def camps(map: ArgumentMap, limit: Limit = LIMIT) -> Camps:
    """Return the camps of `map`: of each question no more than `limit.extensions`, and all within `limit.seconds` of searching.

    The limit on the number gives the same camps every time; what a limit in seconds leaves out depends on the machine. It is
    reported, not raised.

    >>> from argmap.model import POST, Anchor, Claim, Span, Step, StepKind
    >>> here = Anchor("x", POST, Span(0, 1), "Ann")
    >>> steps = [Step(f"{a}>{b}", StepKind.REBUTTAL, (a,), b, here) for a, b in ("ab", "ba")]
    >>> found = camps(ArgumentMap(tuple(Claim(id, id, (here,)) for id in "abc"), tuple(steps)))
    >>> found.stands, [(camp.accepts, camp.rejects) for camp in found.questions[0].camps]
    (('c',), [(('a', 'a>b'), ('b', 'b>a')), (('b', 'b>a'), ('a', 'a>b'))])
    """
    translation = translate(map)
    framework = translation.framework
    verdicts = translation.grounded()
    named = {argument: name for name, argument in translation.argument.items()}
    left = _without_dead_ends(framework.without(frozenset().union(*framework.grounded)), named)
    order = {name: number for number, name in enumerate(verdicts)}
    stands, falls = (tuple(name for name in order if verdicts[name] is side) for side in (Status.STANDS, Status.FALLS))
    return Camps(stands, falls, tuple(_question(part, named, order) for part in parts(left, Semantics.PREFERRED, limit)))


def _without_dead_ends(framework: Framework, named: dict[str, str]) -> Framework:
    """Drop the helpers that lead to no claim or step: all they could do is join questions that do not bear on each other.

    Preferred sets are directional (Baroni and Giacomin 2007, doi:10.1016/j.artint.2007.04.004): what is upstream is as it was.
    """
    leads = [index for index, argument in enumerate(framework.arguments) if argument in named]
    kept = set(leads)
    for index in leads:
        for attacker in framework.attackers[index]:
            if attacker not in kept:
                kept.add(attacker)
                leads.append(attacker)
    return framework.without(frozenset(range(len(framework.arguments))) - kept)


def _question(part: Part, named: dict[str, str], order: dict[str, int]) -> OpenQuestion:
    mine = sorted((named[argument] for argument in part.framework.arguments if argument in named), key=order.__getitem__)
    sides = sorted(_side(part.framework, one, named, mine) for one in part.extensions)
    if not sides:
        return OpenQuestion((), (), (), tuple(mine), part.complete)
    alike = [len(set(labels)) == 1 for labels in zip(*sides, strict=True)]

    def picked(side: Sequence[int], shared: bool) -> tuple[tuple[str, ...], ...]:
        return tuple(
            tuple(name for name, own, same in zip(mine, side, alike, strict=True) if own == label and same is shared)
            for label in (_ACCEPTED, _UNDECIDED, _REJECTED)
        )

    told = tuple(Camp(accepts, rejects, undecided) for accepts, undecided, rejects in (picked(side, False) for side in sides))
    holds, undecided, falls = picked(sides[0], True)
    return OpenQuestion(told, holds, falls, undecided, part.complete)


# In this order, a camp that accepts what comes first in the map is told first.
_ACCEPTED, _UNDECIDED, _REJECTED = range(3)


def _side(framework: Framework, extension: Extension, named: dict[str, str], mine: Sequence[str]) -> list[int]:
    """Return the label that an extension gives to each of `mine`."""
    inside = set(extension)
    label = dict.fromkeys(framework.arguments, _UNDECIDED) | dict.fromkeys(extension, _ACCEPTED)
    for argument, victims in zip(framework.arguments, framework.attacked, strict=True):
        if argument in inside:
            label.update((framework.arguments[victim], _REJECTED) for victim in victims)
    by_name = {named[argument]: own for argument, own in label.items() if argument in named}
    return [by_name[name] for name in mine]
