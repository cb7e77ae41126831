"""Reactions: what changes in an author's view when a claim or step gets another label there, and what a claim hangs on.

A change is followed from node to node, in the order of dependency, and only as far as it changes anything: in a thread, which is
nearly a tree, that is a few nodes. Where a node has one user, what it does to a goal is what its user does (as in critical path
tracing, Abramovici et al. 1984), so that behind a node that makes no difference nothing does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from heapq import heappop, heappush

from argmap.model import Flips, Status
from argmap.reason.people.views import Views

__all__ = ["FALLS", "OPEN", "STANDS", "STATUS", "Reactions", "hangs_on"]

OPEN, STANDS, FALLS = range(3)
"""Labels by number, which dictionaries and comparisons are much faster with."""

STATUS = (Status.OPEN, Status.STANDS, Status.FALLS)

Labels = dict[int, int]


class _Now(Labels):
    """The labels in one world, looked up when they are first asked for."""

    def __init__(self, views: Views, world: int) -> None:
        self._stands, self._falls, self._world = views.planes.stands, views.planes.falls, world

    def __missing__(self, node: int) -> int:
        label = STANDS if self._stands[node] >> self._world & 1 else FALLS if self._falls[node] >> self._world & 1 else OPEN
        self[node] = label
        return label


class Reactions:
    """What changes do in the world of one author of `views`."""

    def __init__(self, views: Views, world: int) -> None:
        self.graph, self.paths, self.size = views.graph, views.paths, views.size
        self.now: Labels = _Now(views, world)
        self._forced = views.forced[world]
        self._opened = views.opened[world]
        self._known: dict[tuple[int, int], Labels] = {}
        self._felt: dict[tuple[int, int], frozenset[int]] = {}

    def fixed(self, node: int) -> bool:
        """Say whether the author's words alone give a node its label."""
        return node in self._forced or (node >= self.size and node in self.paths.gates and node not in self._opened)

    def to(self, node: int, label: int) -> Labels:
        """Return the labels that change, itself included, if a node has this label; in the order in which they do."""
        found = self._known.get((node, label))
        if found is None:
            found = self._known[node, label] = {} if self.now[node] == label else self._along(node, label)
        return found

    def _along(self, start: int, label: int) -> Labels:
        """Follow a change from user to user as long as there is one, and then whatever it changes."""
        changed, node = {start: label}, start
        only, now, claims, pros, cons = self.paths.only, self.now, self.graph.claims, self.graph.pros, self.graph.cons
        while (user := only[node]) >= 0:
            if self.fixed(user):
                return changed
            inputs = pros[user]
            if user < claims or cons[user] or len(inputs) > 1:  # Else it is a step that has the label of its premise.
                label = self._rule(
                    user,
                    [label if other == node else now[other] for other in inputs],
                    [label if other == node else now[other] for other in cons[user]],
                )
            if label == now[user]:
                return changed
            changed[user] = label
            node = user
        return self._onwards(changed, (node,), (start,)) if self.graph.users[node] else changed

    def decides(self, node: int, goal: int) -> bool:
        """Say whether a node is a crux of a claim: whether that stands in just one of the cases that the node stands and falls."""
        own = self.now[goal]
        return (self.to(node, STANDS).get(goal, own) == STANDS) != (self.to(node, FALLS).get(goal, own) == STANDS)

    def _meet(self, made: Mapping[int, int]) -> bool:
        """Say whether changes come together anywhere: else what they change together is what each changes alone."""
        seen: set[int] = set()
        for node, label in made.items():
            touched = self._touched(node, label)
            if not seen.isdisjoint(touched):
                return True
            seen |= touched
        return False

    def _touched(self, node: int, label: int) -> frozenset[int]:
        """Return where a change is felt, if it changes anything there or not, as places in the order of dependency."""
        found = self._felt.get((node, label))
        if found is None:
            part, users, changed = self.graph.part, self.graph.users, self.to(node, label)
            felt = {part[user] for each in changed for user in users[each]}
            found = self._felt[node, label] = frozenset(felt.union(part[each] for each in changed))
        return found

    def to_all(self, made: Mapping[int, int]) -> Labels:
        """Return the labels that change if some nodes have these labels, whatever is said for or against them."""
        if not self._meet(made):
            return {each: now for node, label in made.items() for each, now in self.to(node, label).items()}
        changed = {node: label for node, label in made.items() if self.now[node] != label}
        return self._onwards(changed, tuple(changed), made)

    def _onwards(self, changed: Labels, starts: Iterable[int], made: Collection[int]) -> Labels:
        """Add what changes by the changes at `starts`; what is in `made`, which has more than the starts on loops, stays."""
        now, users, part = self.now, self.graph.users, self.graph.part
        todo: list[int] = []
        waiting: set[int] = set()

        def follow(node: int, within: int = -1) -> None:
            for user in users[node]:
                number = part[user]
                if number != within and number not in waiting and user not in made and not self.fixed(user):
                    waiting.add(number)
                    heappush(todo, number)

        for node in starts:
            follow(node)
        while todo:
            number = heappop(todo)
            waiting.discard(number)
            members = self.graph.parts[number]
            if len(members) == 1:
                label = self._label(members[0], changed)
                if label != now[members[0]]:
                    changed[members[0]] = label
                    follow(members[0])
                continue
            for node in self._turned(members, made, changed):
                follow(node, number)
        return changed

    def _turned(self, members: Iterable[int], made: Collection[int], changed: Labels) -> list[int]:
        """Work out a loop anew, from all open on, as the least fixpoint is; return the members that changed."""
        free = [node for node in members if node not in made and not self.fixed(node)]
        changed.update(dict.fromkeys(free, OPEN))
        queue = list(free)
        inside = set(free)
        for node in queue:
            label = self._label(node, changed)
            if label != changed[node]:
                changed[node] = label
                queue += [user for user in self.graph.users[node] if user in inside]
        turned = [node for node in free if changed[node] != self.now[node]]
        for node in inside.difference(turned):
            del changed[node]
        return turned

    def _label(self, node: int, changed: Mapping[int, int]) -> int:
        """Return what the rules make of a node once some labels have changed (see `labels`)."""
        now, graph = self.now, self.graph
        return self._rule(
            node,
            [changed[other] if other in changed else now[other] for other in graph.pros[node]],
            [changed[other] if other in changed else now[other] for other in graph.cons[node]],
        )

    def _rule(self, node: int, pros: Collection[int], cons: Collection[int]) -> int:
        graph = self.graph
        if node >= graph.claims:
            if FALLS in pros or STANDS in cons:
                return FALLS
            return OPEN if OPEN in pros or OPEN in cons else STANDS
        supported, attacked = STANDS in pros, STANDS in cons
        if not (supported or graph.bare[node]):
            return OPEN if OPEN in pros else FALLS
        if attacked:
            return OPEN if supported or OPEN in pros else FALLS
        return OPEN if OPEN in cons else STANDS

    def cruxes(self, goal: int) -> list[int]:
        """Return the cruxes of a claim, in map order: the claims that make it stand or not, by standing or falling themselves."""
        own = self.now[goal]
        outcome: dict[int, tuple[int, int, int]] = {goal: (OPEN, STANDS, FALLS)}
        found = []
        stack = [] if self.fixed(goal) else [goal]
        for node in stack:
            for other in (*self.graph.pros[node], *self.graph.cons[node]):
                if other in outcome or other >= self.size:
                    continue
                made = outcome[other] = self._outcome(other, node, goal, outcome, own)
                matters = made[0] != made[1] or made[1] != made[2]
                if other < self.graph.claims and (made[STANDS] == STANDS) != (made[FALLS] == STANDS):
                    found.append(other)
                if (matters or self.paths.forks_behind[other]) and not self.fixed(other):
                    stack.append(other)
        return sorted(found)

    def _outcome(
        self, node: int, user: int, goal: int, outcome: Mapping[int, tuple[int, int, int]], own: int
    ) -> tuple[int, int, int]:
        """Return the goal's label for each label of a node, one of whose users is `user`."""
        if self.paths.forks[node] or any(other >= self.size and not self.fixed(other) for other in self.graph.users[node]):
            by_label = [self.to(node, label).get(goal, own) for label in range(3)]
            return by_label[0], by_label[1], by_label[2]
        above = outcome[user]
        if above[0] == above[1] == above[2]:
            return above
        now = self.now[node]
        made = [own if label == now else above[self._label(user, {node: label})] for label in range(3)]
        return made[0], made[1], made[2]

    def chain(self, changed: Mapping[int, int], starts: Iterable[int], goal: int) -> Flips:
        """Return what changes between `starts` and `goal` if `changed` does: label before and then."""
        graph, now = self.graph, self.now
        starts = [node for node in starts if node in changed]
        queue, way = starts[:1], starts[:1]
        while len(starts) == 1 and len(way) == 1 and queue[-1] != goal:
            way = [user for user in graph.users[queue[-1]] if user in changed]
            queue += way
        if queue[-1:] != [goal] or len(way) != 1:
            queue = self._leading(changed, starts, goal)
        return tuple((graph.names[node], STATUS[now[node]], STATUS[changed[node]]) for node in queue if node < self.size)

    def _leading(self, changed: Collection[int], starts: Sequence[int], goal: int) -> list[int]:
        """Return the changed nodes on the ways from `starts` to `goal`, nearest first. Nothing behind the starts plays a part."""
        graph = self.graph
        leading, stack = {goal}, [goal]
        while stack:
            node = stack.pop()
            for other in () if node in starts else (*graph.pros[node], *graph.cons[node]):
                if other in changed and other not in leading:
                    leading.add(other)
                    stack.append(other)
        queue = sorted(starts)
        told = {goal, *queue}
        for node in queue:
            for user in graph.users[node]:
                if user in leading and user not in told:
                    told.add(user)
                    queue.append(user)
        return [*queue, goal]


def hangs_on(views: Views, author: str, goal: str) -> tuple[str, ...]:
    """Return the cruxes of claim `goal` in an author's view, in map order; `author` is named in full and `goal` by its own id.

    A claim is one if the goal stands in exactly one of the two worlds in which it is made to stand and to fall.
    """
    found = Reactions(views, views.names.index(author)).cruxes(views.node[goal])
    return tuple(views.graph.names[node] for node in found)
