"""Partings: where the views of two authors part, and the double cruxes that would settle it.

x is a double crux of authors a and b for claim g if (1) g stands in exactly one of their views, (2) they have different labels for
x, (3) x is a crux of g in both views, and (4) g comes out in either view as in the other's as soon as x is given the other's
label there. The practice is that of the Center for Applied Rationality; the definition is argmap's own. Where no single x will do,
a smallest set of nodes that are given the other's labels together may: a joint double crux.

x is a claim or a step, a step only if one of the two objects to it in their own view: that its label follows from a disputed
premise is no dispute about the step.

What parts nobody is left out. An objection of a third person, against which one of the two keeps to what they said and which the
other never took up, falls in both views. If silence is no consent (`open`), they part only on what both have a view of; and authors
who are only compared because they met, only on what both spoke to or to something that it rests on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from argmap.model import ArgumentMap, DoubleCrux, Flips, Parting, Status
from argmap.reason.people.met import met
from argmap.reason.people.reactions import OPEN, STANDS, STATUS, Reactions
from argmap.reason.people.views import Ground, Views
from argmap.reason.people.voices import Voice, author_named

__all__ = ["partings"]

MOST_JOINT = 3
"""Sets of more nodes are not looked for: nobody settles a matter by four points at once."""

MOST_TRIED = 12
"""So many nodes are tried in sets, those first that both authors spoke to."""

_PAIRS_AT_ONCE = 512
"""Their worlds are solved in one pass: more at a time take more memory, and are no faster."""


def partings(
    map: ArgumentMap, silence: str = "agrees", pairs: Iterable[tuple[str, str]] | None = None, most: int | None = None
) -> tuple[Parting, ...]:
    """Return where authors part; by default all who met (see `met`) and do part, in the order in which they met.

    With `most`, only so many pairs are compared, those that met most often. With `pairs`, these and no others, also where nothing
    parts them. Raises ArgmapError for a name that nobody has.
    """
    ground = Ground(map, silence)
    if pairs is None:
        times = met(map)
        often = set(sorted(times, key=lambda pair: -times[pair])[:most])
        chosen = tuple(pair for pair in times if pair in often)
    else:
        chosen = tuple((author_named(one, ground.voices), author_named(other, ground.voices)) for one, other in pairs)
    found: list[Parting] = []
    for start in range(0, len(chosen), _PAIRS_AT_ONCE):
        found += _compared(ground, chosen[start : start + _PAIRS_AT_ONCE], both=pairs is None)
    return tuple(parting for parting in found if parting.goals or pairs is not None)


def _compared(ground: Ground, pairs: Sequence[tuple[str, str]], *, both: bool) -> Iterator[Parting]:
    """Yield where each pair parts. An author has one world for all pairs in which the same is not at issue."""
    worlds: dict[tuple[str, tuple[int, ...]], int] = {}
    sides = [
        [worlds.setdefault((name, _not_at_issue(ground, name, partner)), len(worlds)) for name, partner in (pair, pair[::-1])]
        for pair in pairs
    ]
    views = ground.views((name for name, _ in worlds), [dropped for _, dropped in worlds])
    reactions = [Reactions(views, world) for world in range(len(worlds))]
    for one, other in sides:
        yield Pair(ground, views, (reactions[one], reactions[other]), (one, other), both).parting()


def _not_at_issue(ground: Ground, author: str, other: str) -> tuple[int, ...]:
    """Return the objections that `other` dismisses and the author has no part in: neither makes nor meets nor grants any of it."""
    voice = ground.voices[author]
    _, dismissed = ground.forced(other)
    return tuple(
        node
        for node in sorted(dismissed)
        if not voice.takes_up(step := ground.steps[node]) and voice.accepts.isdisjoint(step.premises)
    )


@dataclass
class Pair:
    """Two authors' views side by side, a world each; with `both`, only as to what both spoke to."""

    ground: Ground
    views: Views
    sides: tuple[Reactions, Reactions]
    worlds: tuple[int, int]
    both: bool

    def __post_init__(self) -> None:
        self.authors = self.views.names[self.worlds[0]], self.views.names[self.worlds[1]]
        self.voices = self.ground.voices[self.authors[0]], self.ground.voices[self.authors[1]]
        self.ours, self.theirs = self.sides[0].now, self.sides[1].now
        self.claims = self.views.graph.claims

    def parting(self) -> Parting:
        """Return where the two part, and what would settle it."""
        different = self._different()
        differ = self._at_issue(different)
        if not differ:
            return Parting(self.authors, (), ())
        tried = self._that_bear_on(differ, [node for node in different if self._is_claim(node) or self._is_disputed(node)])
        settling = self._settling(tried, set(differ))
        goals: list[int] = []
        found: list[DoubleCrux] = []
        unrelated: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = []
        waiting = self._most_downstream(differ)
        while waiting:
            goal = waiting.pop(0)
            goals.append(goal)
            if goal in settling:
                found += self._single(goal, settling[goal])
                continue
            joint = self._joint(goal, [node for node in tried if node != goal and self.behind[goal] & self.bit[node]])
            if joint:
                found.append(joint)
            else:
                unrelated.append((self._name(goal), self._hanging(goal, 0), self._hanging(goal, 1)))
            behind = [node for node in differ if self.behind[goal] & self.bit[node] and node not in goals and node not in waiting]
            waiting += self._most_downstream([node for node in behind if node in settling])
        return Parting(self.authors, tuple(self._name(node) for node in goals), tuple(found), tuple(unrelated))

    def _different(self) -> list[int]:
        """Return the claims and steps that have another label for the one than for the other."""
        ours, theirs = self.ours, self.theirs
        departures = (self.views.departures[world] for world in self.worlds)
        return [node for node in sorted(frozenset[int]().union(*departures)) if ours[node] != theirs[node]]

    def _at_issue(self, different: Iterable[int]) -> list[int]:
        """Return the claims that stand for one of the two alone, as far as they have both a view of it."""
        ours, theirs = self.ours, self.theirs
        differ = [node for node in different if self._is_claim(node) and STANDS in (ours[node], theirs[node])]
        if self.views.silence == "open":
            one, other = (self.views.departures[world] for world in self.worlds)
            differ = [node for node in differ if node in one and node in other]
        if self.both:
            mine, yours = (self.ground.reach(name) for name in self.authors)
            differ = [node for node in differ if node in mine and node in yours]
        return differ

    def _is_claim(self, node: int) -> bool:
        return node < self.claims

    def _name(self, node: int) -> str:
        return self.views.graph.names[node]

    def _labels(self, node: int) -> tuple[Status, Status]:
        return STATUS[self.ours[node]], STATUS[self.theirs[node]]

    def _is_disputed(self, step: int) -> bool:
        """Say whether one of the two objects to a step: takes it for no good one (see `views`), or undercuts it."""
        one, other = (self.views.forced[world] for world in self.worlds)
        if one.get(step) is Status.FALLS or other.get(step) is Status.FALLS:
            return True
        name = self._name(step)
        return name in self.voices[0].answered or name in self.voices[1].answered

    def _that_bear_on(self, goals: Iterable[int], nodes: Sequence[int]) -> list[int]:
        """Return those of some nodes that any of the goals, which are among them, may depend on.

        Each node gets a bit of its own (`bit`), and the bits of those that bear on it, itself included (`behind`); `loop` has the
        bits of those on the same loop.
        """
        self.bit = {node: 1 << number for number, node in enumerate(nodes)}
        part, users = self.views.graph.part, self.views.graph.users
        last = max(part[node] for node in nodes)
        below, stack = set(nodes), list(nodes)
        while stack:
            for user in users[stack.pop()]:
                if user not in below and part[user] <= last:
                    below.add(user)
                    stack.append(user)
        self.behind = behind = dict.fromkeys(below, 0) | self.bit
        self.loop: dict[int, int] = {}
        for node in nodes:
            self.loop[part[node]] = self.loop.get(part[node], 0) | self.bit[node]
        parts = self.views.graph.parts
        for number in sorted({part[node] for node in below}):
            theirs = 0
            for node in parts[number]:
                theirs |= behind[node]
            for node in parts[number]:
                behind[node] = theirs
                for user in users[node]:
                    if user in behind:
                        behind[user] |= theirs
        bearing = 0
        for goal in goals:
            bearing |= behind[goal]
        return [node for node in nodes if self.bit[node] & bearing]

    def _most_downstream(self, claims: Sequence[int]) -> list[int]:
        """Return those of the claims that no other of them rests on, the map's conclusions first; of a loop its first claim."""
        leading = 0
        for node in claims:
            leading |= self._behind_elsewhere(node)
        part = self.views.graph.part
        first: dict[int, int] = {}
        for node in claims:
            if not leading & self.bit[node]:
                first.setdefault(part[node], node)
        return sorted(first.values(), key=lambda node: (bool(self.views.graph.users[node]), node))

    def _behind_elsewhere(self, node: int) -> int:
        """Return the bits of what bears on a node, without what is on a loop with it."""
        return self.behind[node] & ~self.loop[self.views.graph.part[node]]

    def _settling(self, tried: Sequence[int], goals: Collection[int]) -> dict[int, list[int]]:
        """Return the double cruxes of each goal that has some."""
        ours, theirs = self.ours, self.theirs
        one, other = self.sides
        found: dict[int, list[int]] = {}
        for node in tried:
            here = one.to(node, theirs[node])
            if len(here) < 2:
                continue
            there = other.to(node, ours[node])
            opened = OPEN in (ours[node], theirs[node])  # Else the other's label is the opposite one, so that it decides.
            for goal in here:
                if goal in goals and goal != node and goal in there:
                    taken_over = (
                        (here[goal] == STANDS) == (theirs[goal] == STANDS),
                        (there[goal] == STANDS) == (ours[goal] == STANDS),
                    )
                    if all(taken_over) and (not opened or (one.decides(node, goal) and other.decides(node, goal))):
                        found.setdefault(goal, []).append(node)
        return found

    def _single(self, goal: int, nodes: Sequence[int]) -> list[DoubleCrux]:
        """Return the double cruxes for one goal: confirmed ones first, then those on which no other bears, claims before steps."""
        hits = 0
        for node in nodes:
            hits |= self.bit[node]
        made = [(node, self._double_crux((node,), goal, root=not self._behind_elsewhere(node) & hits)) for node in nodes]
        made.sort(key=lambda each: (not each[1].confirmed, not each[1].root, not self._is_claim(each[0])))
        return [double_crux for _, double_crux in made]

    def _double_crux(self, nodes: tuple[int, ...], goal: int, *, root: bool = True) -> DoubleCrux:
        return DoubleCrux(
            tuple(self._name(node) for node in nodes),
            self._name(goal),
            self.authors,
            tuple(self._labels(node) for node in nodes),
            self._labels(goal),
            all(self._spoke_to(voice, node) for voice in self.voices for node in nodes),
            (self._chain(nodes, goal, 0), self._chain(nodes, goal, 1)),
            root,
        )

    def _chain(self, nodes: tuple[int, ...], goal: int, side: int) -> Flips:
        """Return the proof of a double crux in one author's view."""
        return self.sides[side].chain(self._taken_over(nodes, side), nodes, goal)

    def _spoke_to(self, voice: Voice, node: int) -> bool:
        """Say whether an author took a stance of their own on a claim or a step."""
        name = self._name(node)
        if self._is_claim(node):
            return voice.speaks_to(name)
        return name in voice.answered or name in voice.steps

    def _joint(self, goal: int, bearing: Sequence[int]) -> DoubleCrux | None:
        """Return a smallest set that is a double crux together and of which no part settles the goal."""
        if len(bearing) < 2:
            return None
        pool = sorted(bearing, key=lambda node: (-self._weight([node]), node))
        pool = sorted(pool[:MOST_TRIED])
        settling: list[frozenset[int]] = []
        for size in range(1, MOST_JOINT + 1):
            sets = [each for each in combinations(pool, size) if not any(part.issubset(each) for part in settling)]
            hits = [nodes for nodes in sets if self._settle(nodes, goal, 0) and self._settle(nodes, goal, 1)]
            settling += map(frozenset, hits)
            if size > 1 and hits:
                return self._double_crux(max(hits, key=self._weight), goal)
        return None

    def _settle(self, nodes: tuple[int, ...], goal: int, side: int) -> bool:
        """Say whether the goal comes out in one view as in the other one, once it takes over the other's labels of some nodes."""
        here, there = self.sides[side].now, self.sides[1 - side].now
        return (self._taken_over(nodes, side).get(goal, here[goal]) == STANDS) == (there[goal] == STANDS)

    def _taken_over(self, nodes: tuple[int, ...], side: int) -> dict[int, int]:
        """Return what changes in one of the views if it takes over the other's labels of some nodes."""
        there = self.sides[1 - side].now
        if len(nodes) == 1:
            return self.sides[side].to(nodes[0], there[nodes[0]])
        return self.sides[side].to_all({node: there[node] for node in nodes})

    def _weight(self, nodes: Iterable[int]) -> int:
        """Return how often the two spoke to what is in a set: the more, the likelier it is what they disagree about."""
        return sum(self._spoke_to(voice, node) for voice in self.voices for node in nodes)

    def _hanging(self, goal: int, side: int) -> tuple[str, ...]:
        """Return the cruxes of the goal in one of the views."""
        return tuple(self._name(node) for node in self.sides[side].cruxes(goal))
