"""The judgement on a whole map: labels with their causes, theses, cruxes, and the objections nobody took up."""

from __future__ import annotations

from argmap.model import ArgumentMap, Status, Step, StepKind, Verdicts
from argmap.reason.causes import verdicts
from argmap.reason.cruxes import cruxes
from argmap.reason.labels import Graph, Planes, compile_map, solve

__all__ = ["judge", "theses_of", "unanswered_of"]


def judge(map: ArgumentMap, theses: tuple[str, ...] | None = None) -> Verdicts:
    """Return all verdicts on `map`; pure, linear in the map but for the cruxes.

    `theses` are the claims whose cruxes are wanted, by id or alias: by default the map's own (see `theses_of`).
    """
    graph = compile_map(map)
    planes = solve(graph)
    node = graph.index()
    chosen = theses_of(map) if theses is None else tuple(map.claim(id).id for id in theses)
    return Verdicts(
        verdicts(graph, planes),
        chosen,
        cruxes(graph, planes, (node[id] for id in chosen)),
        unanswered_of(map, graph, planes),
    )


def theses_of(map: ArgumentMap) -> tuple[str, ...]:
    """Return the claims that the argument leads up to, the one with most behind it first.

    A thesis has a reason for it and is itself a reason for nothing. A map without one (a bare claim under attack, two
    claims that lean on each other) has the claims that are spoken to and used for nothing or, failing these, the
    first claim that is spoken to.
    """
    used = {premise for step in map.steps for premise in step.premises}
    supported = {step.target for step in map.steps if step.kind is StepKind.INFERENCE}
    attacked = {step.target for step in map.steps if step.kind is StepKind.REBUTTAL}
    spoken_to = [claim.id for claim in map.claims if claim.id in supported | attacked]
    found = [id for id in spoken_to if id in supported - used] or [id for id in spoken_to if id not in used] or spoken_to[:1]
    incoming: dict[str, list[Step]] = {}
    for step in map.steps:
        incoming.setdefault(step.target, []).append(step)
    return tuple(sorted(found, key=lambda thesis: -_weight(incoming, thesis)))


def _weight(incoming: dict[str, list[Step]], id: str) -> int:
    """Return how many claims and steps lie behind a claim, reasons and objections alike."""
    seen, stack = {id}, [id]
    while stack:
        for step in incoming.get(stack.pop(), ()):
            fresh = {step.id, *step.premises} - seen
            seen |= fresh
            stack.extend(fresh)
    return len(seen)


def unanswered_of(map: ArgumentMap, graph: Graph, planes: Planes) -> tuple[str, ...]:
    """Return the objections (steps) that have not fallen and that nobody attacked or took up with `answers=`.

    What somebody objects to another comes first, then what authors object to themselves; each in map order.
    """
    node = graph.index()
    hit = {step.target for step in map.steps if step.kind is StepKind.UNDERCUT}
    rebutted = {step.target for step in map.steps if step.kind is StepKind.REBUTTAL}
    questions = {question.id for question in map.questions}
    taken_up = {map.claim(answer.target).id for answer in map.answers if answer.target not in questions}
    objections = [
        step
        for step in map.steps
        if step.kind is not StepKind.INFERENCE
        and step.id not in hit
        and not (rebutted | taken_up).intersection(step.premises)
        and planes.status(node[step.id]) is not Status.FALLS
    ]
    whose = {step.id: (step.anchor.speaker,) for step in map.steps} | {claim.id: claim.speakers for claim in map.claims}
    return tuple(step.id for step in sorted(objections, key=lambda step: step.anchor.speaker in whose[step.target]))
