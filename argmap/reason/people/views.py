"""Views: the map as each author sees it, all authors in one pass (one world each).

What authors say counts in their own view, and they answer to their own reasons:

1. A claim whose last word from the author is for it (asserted, conceded) stands, whatever others say against it. If the author
   argues it (gives a reason for it and does not assert it besides, or a doubt of their own), it stands by that and no longer:
   so a conclusion can hang on a premise in its own author's view.
2. A claim whose last word from the author is against it falls. If they gave reasons against it, it falls by these: as long as one
   of them stands, no reason of others for the claim does; and no longer.
3. What others object to a claim that the author argues, or to a step that the author gives, falls: whoever keeps to a claim
   takes the reason against it for no good one. It is not so where the author met it (then it falls if their answer stands), or
   gave in to it (they concede what it rests on): then it is as good as their own.
4. All else is as the map has it (`agrees`: who is silent agrees); or, with `open`, every claim that nobody gives a reason for and
   that the author never spoke to is open, and with it what rests on it alone.

There is no outside authority for these rules; they make precise what is said of a "view" where double cruxes are practised.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from argmap.model import ArgumentMap, Status, Step, StepKind
from argmap.reason.labels import Graph, Planes, compile_map, solve
from argmap.reason.people.paths import Paths, with_gates
from argmap.reason.people.voices import Voice, author_named, moment, voices

__all__ = ["SILENCES", "Forced", "Ground", "View", "Views", "view", "views"]

SILENCES = ("agrees", "open")

Forced = dict[int, Status]


@dataclass(frozen=True, slots=True)
class View:
    """The map as `author` sees it: the label of every claim and step, and what their words alone make stand, fall or stay open."""

    author: str
    silence: str
    labels: Mapping[str, Status]
    granted: tuple[str, ...]
    denied: tuple[str, ...]
    held: tuple[str, ...]


@dataclass(frozen=True)
class Views:
    """The views of several authors, world by world; the last world is that of somebody who never spoke.

    `names` has the author of each world, `forced` what their words alone make of a claim or step, `opened` the gates that are
    open in it (see `Paths`): those of the objections by which they argue against a claim.
    """

    names: tuple[str, ...]
    silence: str
    paths: Paths
    forced: tuple[Forced, ...]
    opened: tuple[frozenset[int], ...]
    planes: Planes

    @property
    def graph(self) -> Graph:
        """The graph that all views share: the map's own nodes first, then helpers."""
        return self.paths.graph

    @property
    def size(self) -> int:
        """The number of the map's own nodes."""
        return self.paths.size

    @cached_property
    def node(self) -> dict[str, int]:
        """The node of each claim and step."""
        return {name: number for number, name in enumerate(self.graph.names[: self.size])}

    def label(self, node: int, world: int) -> Status:
        """Return the label of a node in one author's world."""
        return self.planes.status(node, world)

    def fixed(self, node: int, world: int) -> Status | None:
        """Return the label that the author's words alone give a node, if they do."""
        if node in self.paths.gates:
            return None if node in self.opened[world] else Status.FALLS
        return self.forced[world].get(node)

    def of(self, author: str) -> View:
        """Return the view of one author, named in full."""
        world = self.names.index(author)
        labels = {name: self.label(node, world) for name, node in self.node.items()}
        by_label: dict[Status, list[str]] = {status: [] for status in Status}
        for node, status in sorted(self.forced[world].items()):
            by_label[status].append(self.graph.names[node])
        granted, denied, held = (tuple(by_label[each]) for each in (Status.STANDS, Status.FALLS, Status.OPEN))
        return View(author, self.silence, labels, granted, denied, held)

    @cached_property
    def departures(self) -> tuple[frozenset[int], ...]:
        """For each author, the claims and steps whose label is not the one they have for somebody who never spoke."""
        silent = len(self.names)
        full = (1 << silent) - 1
        found: list[set[int]] = [set() for _ in self.names]
        for node in range(self.size):
            stands, falls = self.planes.stands[node], self.planes.falls[node]
            other = (stands ^ -(stands >> silent & 1)) | (falls ^ -(falls >> silent & 1))
            for world in bits(other & full):
                found[world].add(node)
        return tuple(frozenset(nodes) for nodes in found)


def reached(nodes: Iterable[int], edges: Sequence[Sequence[int]]) -> set[int]:
    """Return the nodes that edges lead to from some, these included."""
    found = set(nodes)
    stack = list(found)
    while stack:
        for other in edges[stack.pop()]:
            if other not in found:
                found.add(other)
                stack.append(other)
    return found


def bits(number: int) -> Iterable[int]:
    """Yield the numbers of the bits that are set, the lowest first.

    >>> list(bits(0b1010))
    [1, 3]
    """
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest


def view(map: ArgumentMap, author: str, silence: str = "agrees") -> View:
    """Return the map as `author` sees it; raises ArgmapError if nobody of that name speaks in it.

    >>> from argmap.model import POST, Anchor, Claim, Span, Stance
    >>> ann, ben = (Anchor(id, POST, Span(at, at + 1), who) for id, at, who in (("g", 0, "Ann"), ("s", 2, "Ben")))
    >>> debate = ArgumentMap((Claim("g", "Trams are quiet", (ann,)),), stances=(Stance("rejects", "Ben", "g", ben),))
    >>> view(debate, "ann").labels["g"].value, view(debate, "ben").labels["g"].value
    ('stands', 'falls')
    """
    seen = views(map, [author], silence)
    return seen.of(seen.names[0])


def views(map: ArgumentMap, authors: Iterable[str] | None = None, silence: str = "agrees") -> Views:
    """Return the views of some authors, or of everybody who speaks in `map`, from one solution; raises ArgmapError.

    A name is the author's own, in any case, or the beginning of it if it is the beginning of no other.
    """
    ground = Ground(map, silence)
    names = ground.voices if authors is None else dict.fromkeys(author_named(name, ground.voices) for name in authors)
    return ground.views(names)


class Ground:
    """What all views of one map have in common: who said what, and the graph."""

    def __init__(self, map: ArgumentMap, silence: str = "agrees") -> None:
        if silence not in SILENCES:
            raise ValueError(f"silence is one of {SILENCES}")
        self.silence = silence
        self.voices = voices(map)
        self.graph = compile_map(map)
        self.node = self.graph.index()
        self.steps = {self.node[step.id]: step for step in map.steps}
        self.objections: dict[str, list[Step]] = {}
        for step in map.steps:
            if step.kind is not StepKind.INFERENCE:
                self.objections.setdefault(step.target, []).append(step)
        self._asserted = {claim.id for claim in map.claims if claim.asserted}
        self._forced: dict[str, tuple[Forced, frozenset[int]]] = {}
        self._reach: dict[str, set[int]] = {}
        self._opened: dict[str, frozenset[int]] = {}

    def views(self, names: Iterable[str], dropped: Sequence[Iterable[int]] = ()) -> Views:
        """Return the views of authors named in full, one world each.

        `dropped` are, for each world, objections (nodes) that fall there besides.
        """
        names = tuple(names)
        forced = [dict(self.forced(name)[0]) for name in names]
        for labels, steps in zip(forced, dropped, strict=False):
            labels.update(dict.fromkeys(steps, Status.FALLS))
        forced.append(self._forced_by(Voice(""))[0])
        opened = (*(self.opened(name) for name in names), frozenset[int]())
        return Views(names, self.silence, self.paths, tuple(forced), opened, _solved(self.paths, forced, opened))

    @cached_property
    def paths(self) -> Paths:
        """The graph with its gates."""
        argued = {step.id for voice in self.voices.values() for step in _argued_by(voice)}
        return with_gates(self.graph, [self.node[id] for id in argued])

    @cached_property
    def _gate_of(self) -> dict[int, int]:
        return {objection: gate for gate, objection in self.paths.gates.items()}

    def opened(self, name: str) -> frozenset[int]:
        """Return the gates that are open for an author."""
        if name not in self._opened:
            steps = (self.node[step.id] for step in _argued_by(self.voices[name]))
            self._opened[name] = frozenset(self._gate_of[step] for step in steps if step in self._gate_of)
        return self._opened[name]

    def forced(self, name: str) -> tuple[Forced, frozenset[int]]:
        """Return the labels that an author's words alone give (rules 1 to 4), and the objections that fall by rule 3."""
        if name not in self._forced:
            self._forced[name] = self._forced_by(self.voices[name])
        return self._forced[name]

    def reach(self, name: str) -> set[int]:
        """Return what an author spoke to, and all that this has a say in."""
        if name not in self._reach:
            voice = self.voices[name]
            spoken = (*voice.accepts, *voice.disputes, *voice.steps, *voice.answered)
            self._reach[name] = reached((self.node[id] for id in spoken), self.graph.users)
        return self._reach[name]

    def _forced_by(self, voice: Voice) -> tuple[Forced, frozenset[int]]:
        node = self.node
        reasons = {step.target for step in (*voice.gives, *voice.borrows) if step.kind is StepKind.INFERENCE}
        # Who concedes a claim after speaking against it has dropped the objection.
        kept = (step for step in voice.gives if moment(step.anchor) > voice.concedes.get(step.target, (-1, -1)))
        attacked = {step.target for step in (*kept, *voice.adopts) if step.kind is StepKind.REBUTTAL}
        argued = [id for id in voice.accepts if id in attacked or (id in reasons and id not in self._asserted)]
        forced = {node[id]: Status.STANDS for id in voice.accepts.difference(argued)}
        forced |= {node[id]: Status.FALLS for id in voice.disputes - attacked}
        held_to = (*argued, *(step.id for step in (*voice.gives, *voice.borrows)))
        dismissed = frozenset(
            node[objection.id]
            for target in held_to
            for objection in self.objections.get(target, ())
            if not voice.takes_up(objection)
        )
        forced |= dict.fromkeys(dismissed, Status.FALLS)
        if self.silence == "open":
            addressed = {node[id] for id in voice.addressed}
            forced |= {
                number: Status.OPEN for number in range(self.graph.claims) if self.graph.bare[number] and number not in addressed
            }
        return forced, dismissed


def _argued_by(voice: Voice) -> Iterator[Step]:
    """Yield the rebuttals by which an author argues against what they dispute."""
    for step in (*voice.gives, *voice.adopts):
        if step.kind is StepKind.REBUTTAL and step.target in voice.disputes:
            yield step


def _solved(paths: Paths, forced: Sequence[Forced], opened: Sequence[Iterable[int]]) -> Planes:
    masks: dict[Status, dict[int, int]] = {status: {} for status in Status}
    full = (1 << len(forced)) - 1
    masks[Status.FALLS] = dict.fromkeys(paths.gates, full)
    for world, (labels, gates) in enumerate(zip(forced, opened, strict=True)):
        bit = 1 << world
        for node, status in labels.items():
            masks[status][node] = masks[status].get(node, 0) | bit
        for gate in gates:
            masks[Status.FALLS][gate] ^= bit
    return solve(paths.graph, len(forced), masks[Status.STANDS], masks[Status.FALLS], masks[Status.OPEN])
