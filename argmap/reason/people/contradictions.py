"""Contradictions: authors whose own words are against each other.

Every author is judged by what they say alone: the claims they assert or concede and the steps they give. What they took back in a
later document is no part of it: to change one's mind is no contradiction. Nor is a doubt that one answers, or one that is raised
in the very post or comment that makes the claim: that is an objection to oneself.
"""

from __future__ import annotations

from argmap.model import ArgumentMap, Contradiction, Status
from argmap.reason.labels import Graph, Planes, compile_map, solve
from argmap.reason.people.voices import Voice, moment, voices

__all__ = ["contradictions"]


def contradictions(map: ArgumentMap) -> tuple[Contradiction, ...]:
    """Return the claims that do not come out standing by the words of their own author, author by author, in map order.

    Only those that the author's own objection or denial hits, or the step to them, in another document than the one in which they
    last assert the claim: not what falls in turn because of these.
    """
    graph = compile_map(map)
    node = graph.index()
    said = voices(map)
    denials, asserted_in, said_in = _denials(map), _last_assertions(map), _places(map)
    full = (1 << len(said)) - 1
    present: dict[int, int] = {}
    denied: dict[int, int] = {}
    for world, (name, voice) in enumerate(said.items()):
        flatly = {claim for author, claim in denials if author == name and claim in voice.asserts}
        for id in _said(voice) | flatly:
            present[node[id]] = present.get(node[id], 0) | 1 << world
        for id in flatly:
            denied[node[id]] = denied.get(node[id], 0) | 1 << world
    absent = {number: full & ~present.get(number, 0) for number in range(len(graph.names))}
    planes = solve(graph, len(said), denied=denied, absent=absent)
    found = []
    for world, (name, voice) in enumerate(said.items()):
        for number in sorted(node[id] for id in voice.asserts if present.get(node[id], 0) >> world & 1):
            claim, status = graph.names[number], planes.status(number, world)
            hits = (*_hits(graph, planes, world, number), *denials.get((name, claim), ()))
            against = tuple(id for id in hits if said_in[id] != asserted_in[name, claim])
            if status is not Status.STANDS and against:
                found.append(Contradiction(name, claim, status, against))
    return tuple(found)


def _last_assertions(map: ArgumentMap) -> dict[tuple[str, str], str]:
    """Return the document in which each author last asserts each of their claims."""
    anchors = [
        (moment(anchor), anchor.speaker, claim.id, anchor.doc) for claim in map.claims for anchor in claim.anchors if anchor.speaker
    ]
    return {(speaker, claim): doc for _, speaker, claim, doc in sorted(anchors)}


def _places(map: ArgumentMap) -> dict[str, str]:
    """Return the document of each step and stance."""
    return {step.id: step.anchor.doc for step in map.steps} | {stance.anchor.id: stance.anchor.doc for stance in map.stances}


def _denials(map: ArgumentMap) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return who rejects a claim in a document in which they also assert it: author and claim, and the marks that do."""
    places = {(claim.id, anchor.doc, anchor.speaker) for claim in map.claims for anchor in claim.anchors}
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for stance in map.stances:
        claim = map.claim(stance.claim).id
        if stance.kind == "rejects" and stance.author and (claim, stance.anchor.doc, stance.author) in places:
            found[stance.author, claim] = (*found.get((stance.author, claim), ()), stance.anchor.id)
    return found


def _said(voice: Voice) -> set[str]:
    """Return the claims and steps that make up an author's own words: a step only if all that it needs is among them."""
    said = set(voice.accepts)
    waiting = list(voice.gives)
    while True:
        there = [step for step in waiting if step.target in said and said.issuperset(step.premises)]
        if not there:
            return said
        said |= {step.id for step in there}
        waiting = [step for step in waiting if step.id not in said]


def _hits(graph: Graph, planes: Planes, world: int, claim: int) -> tuple[str, ...]:
    """Return the author's own objections to a claim, or to the reasons they give for it, that have not fallen."""
    there = [step for step in graph.pros[claim] if not planes.stands[step] >> world & 1]
    objections = (*graph.cons[claim], *(undercut for step in there for undercut in graph.cons[step]))
    return tuple(graph.names[each] for each in objections if planes.status(each, world) is not Status.FALLS)
