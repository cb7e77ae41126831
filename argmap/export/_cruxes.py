"""The parts of the report about what conclusions hang on, and about objections that nobody took up."""

from __future__ import annotations

from collections.abc import Iterator

from argmap.export._markdown import escape
from argmap.export._phrases import Phrases, listed
from argmap.model import Claim, Crux, Flips, JointCrux, Role, Step, StepKind, Unanswered

__all__ = ["cruxes", "unanswered"]

_MOST = 8
"""So many changes are told of each; the RDF has them all."""

_FEW = 3

_MOST_CRUXES = 100
"""For one conclusion. In a chain every claim is a crux, and nobody reads a thousand of them."""


def cruxes(say: Phrases) -> Iterator[str]:
    """Yield what each conclusion hangs on: claims, root cruxes first, steps, and claims that decide it together."""
    verdicts = say.verdicts
    found = False
    for thesis in verdicts.theses:
        claims = [crux for crux in verdicts.cruxes if crux.thesis == thesis]
        steps = [crux for crux in verdicts.step_cruxes if crux.thesis == thesis and crux.root]
        joint = [crux for crux in verdicts.joint if crux.thesis == thesis]
        if claims or steps or joint:
            found = True
            yield f"### For: {say.link(say.map.claim(thesis))}"
            yield ""
            told = (*claims, *steps)
            yield from (f"- {_crux(say, crux)}" for crux in told[:_MOST_CRUXES])
            if len(told) > _MOST_CRUXES:
                yield f"- And {len(told) - _MOST_CRUXES} more, which `argmap cruxes` lists."
            yield from (f"- {_joint(say, crux)}" for crux in joint[:_FEW])
            if len(joint) > _FEW:
                yield f"- And {len(joint) - _FEW} more pairs."
            yield ""
    named = [claim for claim in say.map.claims if Role.CRUX in claim.roles]
    if named and found:
        yield "### What people in the thread call a crux"
        yield ""
        yield from (_named(say, claim) for claim in named)


def _named(say: Phrases, claim: Claim) -> str:
    proved = any(crux.node == claim.id for crux in say.verdicts.cruxes)
    return f"- {say.link(claim)} ({say.who(claim)}) {'is a crux' if proved else 'is no crux: no conclusion changes with it alone'}."


def _crux(say: Phrases, crux: Crux) -> str:
    rests = "" if crux.root else " It rests on another crux."
    what = say.node(crux.node)
    others = [say.node(node) for node in crux.loop if node != crux.node]
    circle = f" It stands in a circle with {listed(others)}." if others else ""
    return (
        f"{what[0].upper()}{what[1:]} ({say.where(crux.node)}) {crux.now.verb} as things are. If it holds, the conclusion "
        f"{crux.granted.verb}; if it fails, the conclusion {crux.denied.verb}.{rests}{circle} What changes: "
        f"{_changes(say, [flip for flip in crux.chain if flip[0] != crux.node], ' / ')}."
    )


def _joint(say: Phrases, crux: JointCrux) -> str:
    made = [f"{say.node(node)} ({say.where(node)}) {label}" for node, label in zip(crux.nodes, crux.flipped, strict=True)]
    return f"Only together: if {' and '.join(made)}, the conclusion {crux.after.verb}; as things are it {crux.before.verb}."


def _changes(say: Phrases, changes: Flips, between: str) -> str:
    claims = [flip for flip in changes if flip[0] not in say.steps]
    told = [f"{say.node(id)} ({one}{between}{other})" for id, one, other in claims]
    # The last ones are nearest to the conclusion.
    return ", ".join([*([f"{len(told) - _MOST} claims before"] if len(told) > _MOST else []), *told[-_MOST:]])


def unanswered(say: Phrases) -> tuple[list[str], list[str]]:
    """Return the objections that nobody took up, and those of them that only defend a conclusion."""
    objections: list[str] = []
    answers: list[str] = []
    defences = _opponents(say)
    for objection in say.verdicts.unanswered:
        step = say.steps[objection.step]
        if step.target in defences:
            answers.append(f"- {say.step(step)}.")
        else:
            objections.append(f"{len(objections) + 1}. {say.step(step)}. {_stake(say, objection)}")
    return objections, answers


def _stake(say: Phrases, objection: Unanswered) -> str:
    changes = _changes(say, objection.changes, " → ")
    stake = f"If it is answered: {changes}." if changes else "Answering it alone changes no verdict."
    turn = f" It is the turn of {listed([escape(name) for name in objection.burden])}." if objection.burden else ""
    return stake + turn


def _opponents(say: Phrases) -> set[str]:
    """Return the claims and steps that speak against a conclusion and never for one."""
    incoming: dict[str, list[Step]] = {}
    for step in say.map.steps:
        incoming.setdefault(step.target, []).append(step)
    sides: dict[bool, set[str]] = {True: set(), False: set()}
    todo = [(thesis, True) for thesis in say.verdicts.theses]
    while todo:
        id, side = todo.pop()
        if id in sides[side]:
            continue
        sides[side].add(id)
        todo += [(premise, side) for premise in (say.steps[id].premises if id in say.steps else ())]
        todo += [(step.id, side is (step.kind is StepKind.INFERENCE)) for step in incoming.get(id, ())]
    return sides[False] - sides[True]
