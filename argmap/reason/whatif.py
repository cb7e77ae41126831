"""What if: the verdicts once some claims or steps are taken for true or false, or somebody had never spoken."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

from argmap.errors import error
from argmap.model import ArgumentMap, Status, StepKind, Thread, Verdict
from argmap.reason.causes import verdicts
from argmap.reason.judge import theses_of
from argmap.reason.labels import Graph, Planes, rule, solve
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

    `gone` is what is no part of the map without those who were taken out; `after` has no verdict for it. In a view, the cause of
    what the author's own words settle is `own words`.
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

    With `as_author` alone, that author's view is compared with the thread's own verdicts; with more, before and after are both
    that author's view. Without an author, the claims that nobody else asserts are gone, and
    the steps they give, and what needs these; given the `thread`, also what they report in others' names. A claim whose reasons are
    all gone is bare. Raises ArgmapError for an unknown id or author; and for what is both accepted and rejected.
    """
    ground = Ground(map, silence)
    rejected, accepted = _ids(map, ground.node, reject), _ids(map, ground.node, accept)
    if clash := next((id for id in accepted if id in rejected), None):
        raise error("accepted-and-rejected", id=clash)
    # Somebody may only report what others say, and be no voice of their own.
    there = dict.fromkeys((*ground.voices, *(thread.authors if thread else ())))
    left_out = tuple(dict.fromkeys(author_named(name, there) for name in without))
    author = None if as_author is None else author_named(as_author, ground.voices)
    gone = _gone(map, left_out, thread)
    absent = {ground.node[id]: 1 for id in gone}
    supposed = {ground.node[id]: Status.STANDS for id in accepted} | {ground.node[id]: Status.FALLS for id in rejected}
    view = _View(ground, author)
    compared = view if supposed or left_out else _View(ground, None)
    before, after = compared.verdicts({}, {}), view.verdicts(supposed, absent)
    theses = theses_of(map)
    order = {name: number for number, name in enumerate((*theses, *(name for name in ground.graph.names if name not in theses)))}
    changes = [
        Change(name, before[name].status, after[name].status, after[name].words)
        for name in sorted(order, key=order.__getitem__)
        if name not in gone and before[name].status is not after[name].status
    ]
    kept = {name: verdict for name, verdict in after.items() if name not in gone}
    names = tuple(name for name in ground.graph.names if name in gone)
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


class _View:
    """The map as an author sees it, or nobody in particular."""

    def __init__(self, ground: Ground, author: str | None) -> None:
        self.ground, self.author = ground, author
        seen = ground.views(() if author is None else (author,))
        self.forced = {} if author is None else seen.forced[0]
        self.graph, self.size = seen.graph, seen.size
        self.opened = seen.opened[0]
        self.shut = {gate: 1 for gate in seen.paths.gates if gate not in self.opened}
        self.objections = {gate: objection for gate, objection in seen.paths.gates.items() if gate in self.opened}

    def verdicts(self, supposed: Mapping[int, Status], absent: Mapping[int, int]) -> dict[str, Verdict]:
        """Return the verdicts once some nodes are supposed to have a label and some are no part of the map."""
        labels = {**self.forced, **supposed}
        masks = {status: {node: 1 for node, label in labels.items() if label is status} for status in Status}
        planes = solve(self.graph, 1, masks[Status.STANDS], masks[Status.FALLS] | self.shut, masks[Status.OPEN], absent)
        graph = _without(self.ground.graph, absent)
        own = Planes(
            [planes.stands[node] for node in range(self.size)],
            [planes.falls[node] for node in range(self.size)],
        )
        made = verdicts(graph, own, supposed={**labels, **absent})
        for node, name in enumerate(graph.names):
            if node in absent or node in supposed:
                continue
            if node in self.forced:
                made[name] = self._by_words(node, planes.status(node))
            elif node >= graph.claims and not self._follows(graph, own, node):
                made[name] = self._by_argument(node, planes)
        return made

    def _by_words(self, node: int, status: Status) -> Verdict:
        """Return the verdict on what the author's words alone settle (see `people.views`)."""
        if status is Status.OPEN:
            words = f"is open: {self.author} never spoke to it"
        elif node >= self.ground.graph.claims:
            words = f"falls: {self.author} keeps to what it tells against"
        elif status is Status.STANDS:
            words = f"stands: {self.author} says so"
        else:
            words = f"falls: {self.author} rejects it or argues against it"
        return Verdict(status, "own words", (), words)

    def _follows(self, graph: Graph, planes: Planes, node: int) -> bool:
        """Say whether a label follows from the map's own nodes, without the helpers of a view."""
        pros, cons = ([planes.status(other) for other in nodes[node]] for nodes in (graph.pros, graph.cons))
        return rule(graph, node, pros, cons) is planes.status(node)

    def _by_argument(self, reason: int, planes: Planes) -> Verdict:
        """Return the verdict on a reason for what the author argues against."""
        target = self.graph.users[reason][0]
        status = planes.status(reason)
        objections = [node for node in self.objections.values() if target in self.graph.users[node]]
        names = tuple(self.graph.names[node] for node in objections if planes.status(node) is not Status.FALLS)
        words = f"{self.author} argues against what it is a reason for"
        told = f"falls: {words}" if status is Status.FALLS else f"is open: {words}, and that argument is open"
        return Verdict(status, "own words", names, f"{told} [{', '.join(names)}]")


def _without(graph: Graph, absent: Collection[int]) -> Graph:
    """Return the graph in which nothing depends on some nodes, and a claim whose reasons are all gone is bare."""
    if not absent:
        return graph
    pros, cons = (tuple(tuple(n for n in nodes if n not in absent) for nodes in each) for each in (graph.pros, graph.cons))
    bare = tuple(alone or not pros[claim] for claim, alone in enumerate(graph.bare))
    return replace(graph, pros=pros, cons=cons, bare=bare)


_MOST_TOLD = 6
"""So many of the nodes that decide a claim are told, those that changed first."""


def what_if_lines(map: ArgumentMap, result: WhatIf) -> Iterator[str]:
    """Yield the outcome as lines of plain text: what was supposed, then each claim that changed, with its words and why."""
    steps = {step.id: step for step in map.steps}

    def words(id: str) -> str:
        if id not in steps:
            return f"“{map.claim(id).words}”"
        step = steps[id]
        side = "as a reason for" if step.kind is StepKind.INFERENCE else "against"
        return f"{' and '.join(words(each) for each in step.premises)} {side} {words(step.target)}"

    if result.as_author:
        alone = not (result.accept or result.reject or result.without)
        yield f"as {result.as_author} sees it{', compared with the thread' if alone else ''}"
    for verb, ids in (("accepted", result.accept), ("rejected", result.reject)):
        yield from (f"{verb}: {id} {words(id)}" for id in ids)
    for name in result.without:
        yield f"without {name}"
    if result.gone:
        yield f"  {len(result.gone)} claims and steps are gone" if len(result.gone) > 1 else "  one claim or step is gone"
        told = [id for id in (*result.theses, *result.accept, *result.reject) if id in result.gone]
        yield from (f"    with them {id}: {words(id)}" for id in dict.fromkeys(told))
    changed = [change for change in result.changes if change.id not in steps]
    turned = {change.id for change in result.changes}
    if not changed:
        yield "no claim changes"
    for change in changed:
        kind = "thesis " if change.id in result.theses else ""
        yield f"{kind}{change.id}: {change.before.verb} → {change.after.verb}: {words(change.id)}"
        verdict = result.after[change.id]
        yield f"  {_unlisted(verdict.words)}"
        deciding = [id for id in dict.fromkeys(verdict.because) if id in result.after and id != change.id]
        deciding = [*(id for id in deciding if id in turned), *(id for id in deciding if id not in turned)]
        yield from (f"    {words(id)} {_label(result.after[id])}" for id in deciding[:_MOST_TOLD])
        if len(deciding) > _MOST_TOLD:
            yield f"    and {len(deciding) - _MOST_TOLD} more"


def _label(verdict: Verdict) -> str:
    return _unlisted(verdict.words) if verdict.cause == "own words" else verdict.status.verb


def _unlisted(words: str) -> str:
    """Return a verdict's words without the ids at the end."""
    return words.rpartition(" [")[0] or words
