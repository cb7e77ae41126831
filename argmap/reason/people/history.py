"""The debate as it went: what each post or comment changed, and who came round.

The documents are taken in the order of the thread: the post, then the comments as the page has them.
"""

from __future__ import annotations

from collections.abc import Iterator

from argmap.model import POST, ArgumentMap, Move, Persuasion, StepKind, Thread
from argmap.reason.labels import Graph, compile_map, solve
from argmap.reason.people.views import bits
from argmap.reason.people.voices import voices

__all__ = ["moves", "persuasions"]

_AT_ONCE = 1024


def moves(thread: Thread, map: ArgumentMap) -> tuple[Move, ...]:
    """Return the posts and comments that changed the label of a claim that was there before them, each with these claims.

    A claim is there from its first mark on, a step from the moment on that all it needs is. What changes nothing is left out.
    """
    docs = (POST, *(comment.id for comment in thread.comments))
    graph = compile_map(map)
    since = _since(map, graph, {doc: number for number, doc in enumerate(docs)})
    found = []
    for start in range(1, len(docs), _AT_ONCE):
        # World 0 is what there was before the first of these documents.
        worlds = min(_AT_ONCE, len(docs) - start) + 1
        full = (1 << worlds) - 1
        absent = {node: full & (1 << first - start + 1) - 1 for node, first in enumerate(since) if first >= start}
        planes = solve(graph, worlds, absent=absent)
        changed: dict[int, list[int]] = {}
        for node in range(graph.claims):
            stands, falls = planes.stands[node], planes.falls[node]
            turns = (stands ^ stands << 1 | falls ^ falls << 1) & full & ~1 & ~(absent.get(node, 0) << 1)
            for world in bits(turns):
                changed.setdefault(world, []).append(node)
        for world in sorted(changed):
            doc = docs[start + world - 1]
            flips = tuple(
                (graph.names[node], planes.status(node, world - 1), planes.status(node, world)) for node in changed[world]
            )
            found.append(Move(doc, thread.author_of(doc), flips))
    return tuple(found)


def _since(map: ArgumentMap, graph: Graph, number: dict[str, int]) -> list[int]:
    """Return the number of the document with which each claim and step came."""
    since = {claim.id: min(number[anchor.doc] for anchor in claim.anchors) for claim in map.claims}
    steps = {step.id: step for step in map.steps}
    for step in map.steps:
        # An undercut may hit an undercut, and so on; no step is behind itself.
        behind = [step]
        while behind[-1].target in steps and behind[-1].target not in since:
            behind.append(steps[behind[-1].target])
        for each in reversed(behind):
            since[each.id] = max(number[each.anchor.doc], since[each.target], *(since[premise] for premise in each.premises))
    return [since[name] for name in graph.names]


def persuasions(thread: Thread, map: ArgumentMap) -> tuple[Persuasion, ...]:
    """Return who came round on what, in text order.

    `grants`: an author concedes or asserts what they rejected or attacked in an earlier document. `rejects`: they reject what they
    asserted or conceded. `takes back`: they concede what an objection to an earlier claim (or step) of theirs rests on, and have no
    answer to it.
    """
    number = {POST: 0} | {comment.id: place for place, comment in enumerate(thread.comments, 1)}
    speakers = {claim.id: claim.speakers for claim in map.claims}
    said = voices(map)
    earlier: dict[tuple[str, str], dict[str, list[str]]] = {}
    for author, claim, side, doc in _words(map):
        earlier.setdefault((author, claim), {"for": [], "against": []})[side].append(doc)
    found: dict[tuple[int, str, str], Persuasion] = {}

    def moved(author: str, claim: str, doc: str, kind: str, source: str | None) -> None:
        others = [name for name in speakers.get(source or "", ()) if name != author]
        replied = _replied_to(thread, doc)
        by = replied if replied in others else others[0] if others else replied
        found.setdefault((number[doc], author, claim), Persuasion(author, claim, doc, None if by == author else by, kind))

    for author, voice in said.items():
        for objection in voice.adopts:
            docs = [stance.anchor.doc for stance in map.stances if stance.author == author and stance.kind == "concedes"
                    and map.claim(stance.claim).id in objection.premises]  # fmt: skip
            moved(author, objection.target, max(docs, key=number.__getitem__), "takes back", objection.premises[0])
    for (author, claim), sides in earlier.items():
        for side, other, kind in (("for", "against", "grants"), ("against", "for", "rejects")):
            for doc in sorted(sides[side], key=number.__getitem__):
                before = [each for each in sides[other] if number[each] < number[doc]]
                latest = max(before, key=number.__getitem__, default=None)
                again = any(latest is not None and number[latest] < number[each] < number[doc] for each in sides[side])
                if latest is not None and not again:
                    moved(author, claim, doc, kind, claim if kind == "grants" else None)
    return tuple(found[key] for key in sorted(found))


def _words(map: ArgumentMap) -> Iterator[tuple[str, str, str, str]]:
    """Yield who spoke for or against which claim in which document. An attack on one's own claim is a doubt and no denial."""
    for claim in map.claims:
        for anchor in claim.anchors:
            if anchor.speaker:
                yield anchor.speaker, claim.id, "for", anchor.doc
    for stance in map.stances:
        if stance.author:
            yield stance.author, map.claim(stance.claim).id, "for" if stance.kind == "concedes" else "against", stance.anchor.doc
    for step in map.steps:
        if step.kind is StepKind.REBUTTAL and step.anchor.speaker and step.anchor.speaker not in map.claim(step.target).speakers:
            yield step.anchor.speaker, step.target, "against", step.anchor.doc


def _replied_to(thread: Thread, doc: str) -> str | None:
    """Return who wrote what a document replies to."""
    if doc == POST:
        return None
    parent = thread.comment(doc).reply_to
    return thread.author_of(parent) if parent else None
