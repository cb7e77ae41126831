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

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from argmap.model import ArgumentMap, DoubleCrux, Flips, Parting, Status, StepKind
from argmap.reason._components import components
from argmap.reason.people.suppose import Supposed, chain, cruxes_of, downstream, suppose, upstream
from argmap.reason.people.views import Forced, Ground, Views, bits
from argmap.reason.people.voices import Voice, author_named, moment, voices

__all__ = ["met", "partings"]

MOST_JOINT = 3
"""Sets of more nodes are not looked for: nobody settles a matter by four points at once."""

MOST_TRIED = 24
"""So many nodes are tried in sets, those first that both authors spoke to."""

MOST_SPEAKERS = 5
"""Whoever attacks a claim is taken to have met the first so many of those who assert it."""

MOST_HANGING = 200
"""So many claims nearest to a goal are tried for what it hangs on where two disagree for unrelated reasons."""

_PAIRS_AT_ONCE = 512
"""Their worlds are solved in one pass: more at a time take more memory, and are no faster."""

_WORLDS = 6
"""Worlds for one node: it stands, it falls, and it has the other's label, in the first author's view and in the second's."""


def partings(map: ArgumentMap, silence: str = "agrees", pairs: Iterable[tuple[str, str]] | None = None) -> tuple[Parting, ...]:
    """Return where authors part; by default all who met (see `met`) and do part, in the order in which they met.

    With `pairs`, these and no others, also where nothing parts them. Raises ArgmapError for a name that nobody has.
    """
    ground = Ground(map, silence)
    if pairs is None:
        chosen = met(map)
    else:
        chosen = tuple((author_named(one, ground.voices), author_named(other, ground.voices)) for one, other in pairs)
    found = []
    for start in range(0, len(chosen), _PAIRS_AT_ONCE):
        some = chosen[start : start + _PAIRS_AT_ONCE]
        names = [name for pair in some for name in pair]
        dropped = [_not_at_issue(ground, *each) for one, other in some for each in ((one, other), (other, one))]
        seen = ground.views(names, dropped)
        found += [_Pair(ground, seen, 2 * number, pairs is None).parting() for number in range(len(some))]
    return tuple(parting for parting in found if parting.goals or pairs is not None)


def _not_at_issue(ground: Ground, author: str, other: str) -> list[int]:
    """Return the objections that `other` dismisses and the author has no part in: neither makes nor meets nor grants any of it."""
    voice = ground.voices[author]
    _, dismissed = ground.forced(other)
    return [
        node for node in dismissed if not voice.takes_up(step := ground.steps[node]) and voice.accepts.isdisjoint(step.premises)
    ]


def met(map: ArgumentMap) -> tuple[tuple[str, str], ...]:
    """Return the pairs of authors of whom one attacked, undercut or rejected what the other said, each once.

    They come in text order, and within a pair the one who speaks first.
    """
    names = tuple(voices(map))
    rank = {name: number for number, name in enumerate(names)}
    steps = {step.id: step for step in map.steps}
    found: list[tuple[tuple[int, int], str, str]] = []
    for step in map.steps:
        if step.kind is StepKind.REBUTTAL and step.anchor.speaker:
            others: Sequence[str | None] = map.claim(step.target).speakers[:MOST_SPEAKERS]
        elif step.kind is StepKind.UNDERCUT and step.anchor.speaker:
            others = (steps[step.target].anchor.speaker,)
        else:
            continue
        found += [(moment(step.anchor), step.anchor.speaker, other) for other in others if other]
    for stance in map.stances:
        if stance.kind == "rejects" and stance.author:
            found += [(moment(stance.anchor), stance.author, other) for other in map.claim(stance.claim).speakers[:MOST_SPEAKERS]]
    ordered = sorted(((at, min(rank[one], rank[other]), max(rank[one], rank[other])) for at, one, other in found if one != other))
    return tuple(dict.fromkeys((names[one], names[other]) for _, one, other in ordered))


@dataclass
class _Pair:
    """Two authors' views side by side: those of a world and the next one; with `both`, only as to what both spoke to."""

    ground: Ground
    views: Views
    world: int
    both: bool

    def __post_init__(self) -> None:
        self.worlds = self.world, self.world + 1
        self.authors = self.views.names[self.world], self.views.names[self.world + 1]
        self.voices = tuple(self.ground.voices[name] for name in self.authors)

    def labels(self, node: int) -> tuple[Status, Status]:
        return self.views.label(node, self.world), self.views.label(node, self.world + 1)

    def parting(self) -> Parting:
        ours, theirs = (self.views.departures[world] for world in self.worlds)
        different = [node for node in sorted(ours | theirs) if len(set(self.labels(node))) == 2]
        differ = [node for node in different if self._is_claim(node) and self.labels(node).count(Status.STANDS) == 1]
        if self.views.silence == "open":
            differ = [node for node in differ if node in ours and node in theirs]
        if self.both:
            differ = [node for node in differ if all(node in self.ground.reach(name) for name in self.authors)]
        if not differ:
            return Parting(self.authors, (), ())
        tried = [node for node in different if self._is_claim(node) or self._is_disputed(node)]
        tried = self._that_reach(tried, differ)
        supposed = suppose(self.views, differ, [world for node in tried for world in self._swaps(node)])
        goals: list[int] = []
        found: list[DoubleCrux] = []
        unrelated: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = []
        waiting = self._most_downstream(differ)
        while waiting:
            goal = waiting.pop(0)
            goals.append(goal)
            single = self._single(goal, tried, supposed)
            if single:
                found += single
                continue
            joint = self._joint(goal, tried, supposed)
            if joint:
                found.append(joint)
            else:
                unrelated.append((self._name(goal), self._hanging(goal, 0), self._hanging(goal, 1)))
            behind = upstream(self.views, [goal], supposed.place).difference(goals, waiting)
            waiting += self._most_downstream([node for node in differ if node in behind and self._hits(node, tried, supposed)])
        return Parting(self.authors, tuple(self._name(node) for node in goals), tuple(found), tuple(unrelated))

    def _is_claim(self, node: int) -> bool:
        return node < self.views.graph.claims

    def _name(self, node: int) -> str:
        return self.views.graph.names[node]

    def _is_disputed(self, step: int) -> bool:
        """Say whether one of the two objects to a step: takes it for no good one (see `views`), or undercuts it."""
        by_words = any(self.views.forced[world].get(step) is Status.FALLS for world in self.worlds)
        return by_words or any(self._name(step) in voice.answered for voice in self.voices)

    def _that_reach(self, tried: list[int], goals: Sequence[int]) -> list[int]:
        reaching = upstream(self.views, goals, downstream(self.views, tried))
        return [node for node in tried if node in reaching]

    def _swaps(self, node: int) -> Iterator[tuple[int, Forced]]:
        one, other = self.worlds
        ours, theirs = self.labels(node)
        for world, taken_over in ((one, theirs), (other, ours)):
            yield from ((world, {node: status}) for status in (Status.STANDS, Status.FALLS, taken_over))

    def _most_downstream(self, claims: Sequence[int]) -> list[int]:
        """Return those of the claims that no other of them rests on, the map's conclusions first; of a loop its first claim."""
        below = sorted(downstream(self.views, claims))
        place = {node: number for number, node in enumerate(below)}
        users = [[place[user] for user in self.views.graph.users[node]] for node in below]
        wanted = set(claims)
        leads_on: dict[int, bool] = {}
        part: dict[int, int] = {}
        found = []
        for number, members in enumerate(components(users)):
            for member in members:
                part[member] = number
            behind = any(leads_on[part[user]] for member in members for user in users[member] if part[user] != number)
            inside = sorted(below[member] for member in members if below[member] in wanted)
            if inside and not behind:
                found.append(inside[0])
            leads_on[number] = behind or bool(inside)
        return sorted(found, key=lambda node: (bool(self.views.graph.users[node]), node))

    def _hits(self, goal: int, tried: Sequence[int], supposed: Supposed) -> int:
        """Return the double cruxes for a goal: bit 6j is set for the one numbered j in `tried`."""
        stands = supposed.stands(goal)
        every = _every(_WORLDS, len(tried))
        up, down, swapped, up_too, down_too, swapped_too = (stands >> each & every for each in range(_WORLDS))
        ours, theirs = (every if label is Status.STANDS else 0 for label in self.labels(goal))
        return (up ^ down) & (up_too ^ down_too) & ~(swapped ^ theirs) & ~(swapped_too ^ ours) & ~_bit_of(goal, tried)

    def _single(self, goal: int, tried: Sequence[int], supposed: Supposed) -> list[DoubleCrux]:
        """Return the double cruxes for one goal: confirmed ones first, then those on which no other bears, claims before steps."""
        hits = [(world, tried[world // _WORLDS]) for world in bits(self._hits(goal, tried, supposed))]
        roots = self._roots([node for _, node in hits], supposed)

        def proof(world: int, node: int, side: int) -> Flips:
            return chain(self.views, supposed, world + 2 + 3 * side, self.worlds[side], [node], goal)

        made = [
            (node, self._double_crux((node,), goal, (proof(world, node, 0), proof(world, node, 1)), root=node in roots))
            for world, node in hits
        ]
        made.sort(key=lambda each: (not each[1].confirmed, not each[1].root, not self._is_claim(each[0])))
        return [double_crux for _, double_crux in made]

    def _double_crux(self, nodes: tuple[int, ...], goal: int, chains: tuple[Flips, Flips], *, root: bool = True) -> DoubleCrux:
        return DoubleCrux(
            tuple(self._name(node) for node in nodes),
            self._name(goal),
            self.authors,
            tuple(self.labels(node) for node in nodes),
            self.labels(goal),
            all(self._spoke_to(voice, node) for voice in self.voices for node in nodes),
            chains,
            root,
        )

    def _spoke_to(self, voice: Voice, node: int) -> bool:
        """Say whether an author took a stance of their own on a claim or a step."""
        name = self._name(node)
        if self._is_claim(node):
            return voice.speaks_to(name)
        return name in voice.answered or name in voice.steps

    def _roots(self, hits: Sequence[int], supposed: Supposed) -> set[int]:
        """Return the double cruxes on which no other one bears, save on a loop with it: there the disagreement bottoms out."""
        if len(hits) < 2:
            return set(hits)
        place, graph = supposed.place, self.views.graph
        inputs = [[place[other] for other in (*graph.pros[node], *graph.cons[node]) if other in place] for node in supposed.between]
        wanted = {place[node] for node in hits}
        holds: dict[int, bool] = {}
        part: dict[int, int] = {}
        roots: set[int] = set()
        for number, members in enumerate(components(inputs)):
            for member in members:
                part[member] = number
            behind = any(holds[part[other]] for member in members for other in inputs[member] if part[other] != number)
            inside = wanted.intersection(members)
            roots |= set() if behind else {supposed.between[member] for member in inside}
            holds[number] = behind or bool(inside)
        return roots

    def _joint(self, goal: int, tried: Sequence[int], supposed: Supposed) -> DoubleCrux | None:
        """Return a smallest set that is a double crux together and of which no part settles the goal."""
        bearing = upstream(self.views, [goal], supposed.place)
        pool = [node for node in tried if node in bearing and node != goal]
        pool.sort(key=lambda node: (-sum(self._spoke_to(voice, node) for voice in self.voices), node))
        pool = sorted(pool[:MOST_TRIED])
        settling: list[frozenset[int]] = []
        for size in range(1, MOST_JOINT + 1):
            sets = [each for each in combinations(pool, size) if not any(part.issubset(each) for part in settling)]
            if not sets:
                continue
            together = suppose(self.views, [goal], [world for nodes in sets for world in self._swapped_together(nodes)])
            stands = together.stands(goal)
            ours, theirs = (label is Status.STANDS for label in self.labels(goal))
            hits = [
                number
                for number in range(len(sets))
                if bool(stands >> 2 * number & 1) == theirs and bool(stands >> 2 * number + 1 & 1) == ours
            ]
            settling += [frozenset(sets[number]) for number in hits]
            if size > 1 and hits:
                best = max(hits, key=lambda number: (self._weight(sets[number]), -number))
                one, other = self.worlds
                chains = (
                    chain(self.views, together, 2 * best, one, sets[best], goal),
                    chain(self.views, together, 2 * best + 1, other, sets[best], goal),
                )
                return self._double_crux(sets[best], goal, chains)
        return None

    def _weight(self, nodes: Iterable[int]) -> int:
        """Return how often the two spoke to what is in a set: the more, the likelier it is what they disagree about."""
        return sum(self._spoke_to(voice, node) for voice in self.voices for node in nodes)

    def _swapped_together(self, nodes: Iterable[int]) -> Iterator[tuple[int, Forced]]:
        one, other = self.worlds
        labels = {node: self.labels(node) for node in nodes}
        yield one, {node: theirs for node, (_, theirs) in labels.items()}
        yield other, {node: ours for node, (ours, _) in labels.items()}

    def _hanging(self, goal: int, side: int) -> tuple[str, ...]:
        """Return the cruxes of the goal in one of the views, of the claims nearest to it."""
        return tuple(self._name(node) for node in cruxes_of(self.views, self.worlds[side], goal, MOST_HANGING))


def _every(stride: int, number: int) -> int:
    """Return a number with every `stride`-th bit set, so many of them."""
    return ((1 << stride * number) - 1) // ((1 << stride) - 1)


def _bit_of(goal: int, tried: Sequence[int]) -> int:
    return 1 << _WORLDS * tried.index(goal) if goal in tried else 0
