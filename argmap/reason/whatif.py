"""What if: the verdicts once some claims or steps are taken for true or false, or somebody had never spoken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from argmap.errors import error
from argmap.model import ArgumentMap, Status, Thread, Verdict
from argmap.reason.causes import verdicts
from argmap.reason.judge import theses_of
from argmap.reason.labels import Graph, Planes, solve
from argmap.reason.people.views import Ground
from argmap.reason.people.voices import author_named

__all__ = ["Change", "WhatIf", "what_if", "what_if_lines"]


@dataclass(frozen=True, slots=True)
class Change:
    """A claim or step with another label than before, and why it has it now."""

    id: str
    before: Status
    after: Status
    why: str


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The verdicts before and after, what changed (theses first, then in map order), and what was supposed.

    `gone` is what is no part of the map without those who were taken out; `after` has no verdict for it.
    """

    before: Mapping[str, Verdict]
    after: Mapping[str, Verdict]
    changes: tuple[Change, ...]
    theses: tuple[str, ...]
    gone: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    as_author: str | None = None


def what_if(
    map: ArgumentMap,
    reject: Iterable[str] = (),
    accept: Iterable[str] = (),
    without: Iterable[str] = (),
    as_author: str | None = None,
    silence: str = "agrees",
    thread: Thread | None = None,
) -> WhatIf:
    """Return what would be if some claims or steps (by id or alias) fell or stood, and some authors had never spoken.

    With `as_author`, before and after are that author's view. Without an author, the claims that nobody else asserts are gone, and
    the steps they give, and what needs these; given the `thread`, also what they report in others' names. A claim whose reasons are
    all gone is bare. Raises ArgmapError for an unknown id or author; what is both accepted and rejected is rejected.
    """
    ground = Ground(map, silence)
    rejected, accepted = _ids(map, ground.node, reject), _ids(map, ground.node, accept)
    left_out = tuple(dict.fromkeys(author_named(name, ground.voices) for name in without))
    author = None if as_author is None else author_named(as_author, ground.voices)
    seen = ground.views(() if author is None else (author,))
    graph, size = seen.graph, seen.size
    forced = dict(seen.forced[0]) if author else {}
    shut = {gate: 1 for gate in seen.paths.gates if gate not in seen.opened[0]}
    gone = _gone(map, left_out, thread)
    absent = {ground.node[id]: 1 for id in gone}
    supposed = forced | {ground.node[id]: Status.STANDS for id in accepted} | {ground.node[id]: Status.FALLS for id in rejected}

    def solved(labels: Mapping[int, Status], absent: Mapping[int, int]) -> Planes:
        masks = {status: {node: 1 for node, label in labels.items() if label is status} for status in Status}
        return solve(graph, 1, masks[Status.STANDS], masks[Status.FALLS] | shut, masks[Status.OPEN], absent)

    plain, then = solved(forced, {}), solved(supposed, absent)
    before, after = _verdicts(ground.graph, plain, forced), _verdicts(ground.graph, then, {**supposed, **absent})
    theses = theses_of(map)
    order = {name: number for number, name in enumerate((*theses, *(name for name in ground.graph.names if name not in theses)))}
    changes = [
        Change(name, before[name].status, after[name].status, after[name].words)
        for name in sorted(order, key=order.__getitem__)
        if name not in gone and before[name].status is not after[name].status
    ]
    kept = {name: verdict for name, verdict in after.items() if name not in gone}
    names = tuple(name for name in ground.graph.names[:size] if name in gone)
    return WhatIf(before, kept, tuple(changes), theses, names, accepted, rejected, left_out, author)


def _ids(map: ArgumentMap, node: Mapping[str, int], wanted: Iterable[str]) -> tuple[str, ...]:
    """Return the claims' own ids and the steps' ids; raises ArgmapError with the nearest one."""
    aliases = {anchor.id: claim.id for claim in map.claims for anchor in claim.anchors}
    found = []
    for id in wanted:
        own = aliases.get(id, id)
        if own not in node:
            near = get_close_matches(id, [*aliases, *node], 1, 0) or ["none: the map is empty"]
            raise error("no-such-claim", id=id, near=near[0])
        found.append(own)
    return tuple(dict.fromkeys(found))


def _gone(map: ArgumentMap, names: tuple[str, ...], thread: Thread | None) -> set[str]:
    """Return the claims and steps that would not be there if some authors had never spoken."""
    wrote = {name: {doc for doc in _docs(thread) if thread and thread.author_of(doc) == name} for name in names}
    docs = {doc for found in wrote.values() for doc in found}
    gone = {
        claim.id for claim in map.claims if names and all(anchor.speaker in names or anchor.doc in docs for anchor in claim.anchors)
    }
    gone |= {step.id for step in map.steps if step.anchor.speaker in names or step.anchor.doc in docs}
    while True:
        more = {step.id for step in map.steps if step.id not in gone and not gone.isdisjoint((*step.premises, step.target))}
        if not more:
            return gone
        gone |= more


def _docs(thread: Thread | None) -> list[str]:
    from argmap.model import POST

    return [] if thread is None else [POST, *(comment.id for comment in thread.comments)]


def _verdicts(graph: Graph, planes: Planes, supposed: Mapping[int, object]) -> dict[str, Verdict]:
    """Return the verdicts on the map itself. What only an author's view explains (see `people.views`) counts as supposed."""
    size = len(graph.names)
    own = Planes([planes.stands[node] for node in range(size)], [planes.falls[node] for node in range(size)])
    return verdicts(graph, own, supposed)


def what_if_lines(map: ArgumentMap, result: WhatIf) -> Iterator[str]:
    """Yield the outcome as lines of plain text: what was supposed, then each claim that changed, with its words and why."""
    steps = {step.id: step for step in map.steps}

    def words(id: str) -> str:
        if id not in steps:
            return f"“{map.claim(id).words}”"
        return f"{' and '.join(words(each) for each in steps[id].premises)} as said of {words(steps[id].target)}"

    if result.as_author:
        yield f"as {result.as_author} sees it"
    for verb, ids in (("accepted", result.accept), ("rejected", result.reject)):
        yield from (f"{verb}: {id} {words(id)}" for id in ids)
    for name in result.without:
        yield f"without {name}"
    if result.gone:
        yield f"  {len(result.gone)} claims and steps are gone"
    changed = [change for change in result.changes if change.id not in steps]
    if not changed:
        yield "no claim changes"
    for change in changed:
        kind = "thesis " if change.id in result.theses else ""
        yield f"{kind}{change.id}: {_said(change.before)} → {_said(change.after)}: {words(change.id)}"
        verdict = result.after[change.id]
        yield f"  {verdict.words.rpartition(' [')[0] or verdict.words}"
        for id in verdict.because:
            label = result.after.get(id)
            if label and id != change.id:
                yield f"    {words(id)} {_said(label.status)}"


def _said(status: Status) -> str:
    return "is open" if status is Status.OPEN else status.value
