"""The judgement on a whole map: labels with their causes, theses, cruxes, and the objections nobody took up."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from argmap.model import ArgumentMap, Status, Step, StepKind, Unanswered, Verdicts
from argmap.reason.causes import verdicts
from argmap.reason.cruxes import cruxes
from argmap.reason.labels import Graph, Planes, compile_map, consequences, ranks, solve

__all__ = ["judge", "theses_of", "unanswered_of"]


def judge(map: ArgumentMap, theses: tuple[str, ...] | None = None) -> Verdicts:
    """Return all verdicts on `map`; pure, linear in the map but for the cruxes.

    `theses` are the claims whose cruxes are wanted, by id or alias: by default the map's own (see `theses_of`).
    """
    graph = compile_map(map)
    planes = solve(graph)
    node = graph.index()
    chosen = theses_of(map) if theses is None else tuple(map.claim(id).id for id in theses)
    found = cruxes(graph, planes, [node[id] for id in chosen])
    rank = ranks(graph, planes)
    unanswered = unanswered_of(map, graph, planes, chosen, rank)
    return Verdicts(verdicts(graph, planes, rank), chosen, found.claims, unanswered, found.steps)


def theses_of(map: ArgumentMap) -> tuple[str, ...]:
    """Return the claims that the argument leads up to, the one with most behind it first.

    A thesis has a reason for it and is itself a reason for nothing. A map without one (a bare claim under attack, two
    claims that lean on each other) has the claims that are spoken to and used for nothing or, failing these, the
    first claim that is spoken to.
    """
    used = {premise for step in map.steps for premise in step.premises}
    supported = {step.target for step in map.steps if step.kind is StepKind.INFERENCE}
    attacked = {step.target for step in map.steps if step.kind is StepKind.REBUTTAL}
    spoken_to = [claim.id for claim in map.claims if claim.id in supported or claim.id in attacked]
    unused = [id for id in spoken_to if id not in used]
    found = [id for id in unused if id in supported] or unused or spoken_to[:1]
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


def unanswered_of(
    map: ArgumentMap, graph: Graph, planes: Planes, theses: Iterable[str], rank: Sequence[int | None]
) -> tuple[Unanswered, ...]:
    """Return the objections (steps) that have not fallen and that nobody attacked or took up with `answers=`.

    `rank` are the `ranks` of the labels.

    Those come first that decide whether a thesis stands, then those that change the most claims; what somebody objects to another
    comes before what authors object to themselves; and then map order.
    """
    node = graph.index()
    hit = {step.target for step in map.steps if step.kind is StepKind.UNDERCUT}
    rebutted = {step.target for step in map.steps if step.kind is StepKind.REBUTTAL}
    questions = {question.id for question in map.questions}
    taken_up = {map.claim(answer.target).id for answer in map.answers if answer.target not in questions}
    dealt_with = rebutted | taken_up
    whose = {step.id: (step.anchor.speaker,) for step in map.steps} | {claim.id: claim.speakers for claim in map.claims}
    wanted = {node[thesis] for thesis in theses}
    # Who takes a claim back or grants what tells against it has had their turn.
    stances = {(stance.kind, map.claim(stance.claim).id, stance.author) for stance in map.stances}
    found = []
    for step in map.steps:
        if (
            step.kind is StepKind.INFERENCE
            or step.id in hit
            or not dealt_with.isdisjoint(step.premises)
            or planes.status(node[step.id]) is Status.FALLS
        ):
            continue
        after = consequences(graph, planes, {node[step.id]: Status.FALLS}, rank)
        changed = [(other, planes.status(other), after[other]) for other in sorted(after) if other < graph.claims]
        decided = [other for other, *labels in changed if other in wanted and Status.STANDS in labels]
        told = tuple((graph.names[other], before, now) for other, before, now in changed)
        own = step.anchor.speaker in whose[step.target]
        burden = () if own else tuple(name for name in whose[step.target] if name and not _gave_in(name, step, stances))
        made = Unanswered(step.id, told, tuple(graph.names[other] for other in decided), burden)
        found.append(((-len(decided), -len(changed), own), made))
    return tuple(made for _, made in sorted(found, key=lambda each: each[0]))


def _gave_in(name: str, objection: Step, stances: Collection[tuple[str, str, str | None]]) -> bool:
    """Say whether somebody took back what an objection hits, or granted what it rests on."""
    return ("rejects", objection.target, name) in stances or any(
        ("concedes", premise, name) in stances for premise in objection.premises
    )
