"""The tree that the map is drawn as: every claim in one place, whatever shape the argument has.

An argument map is a graph: a claim may serve in several steps, and reasons may run in a circle. To be read it needs a tree, so each
claim is put once, at the step that reaches it first from a thesis (breadth first, so that it stands as near to the thesis as it
can); every further use is a reference to that place.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argmap.model import ArgumentMap, Step

__all__ = ["Tree", "plant"]


@dataclass(frozen=True, slots=True)
class Tree:
    """Where each claim is put: `roots` in the order in which to show them, `home` the step under which each other claim is found.

    `onto` holds the steps that end in a claim or a step, in text order.
    """

    roots: tuple[str, ...]
    home: dict[str, str]
    onto: dict[str, list[Step]]

    def steps(self, claim: str) -> Iterator[Step]:
        """Yield the steps that bear on `claim`: each one for or against it, followed by those that undercut it."""
        stack = list(reversed(self.onto.get(claim, ())))
        while stack:
            step = stack.pop()
            yield step
            stack.extend(reversed(self.onto.get(step.id, ())))


def plant(map: ArgumentMap, theses: Iterable[str]) -> Tree:
    """Return the tree of `map`: theses first, then what leads to none of them, argued points before lone ones.

    Claims that support each other in a circle, with no way in from outside, get a root of their own: the first in text order.
    """
    onto: dict[str, list[Step]] = {}
    for step in map.steps:
        onto.setdefault(step.target, []).append(step)
    used = {premise for step in map.steps for premise in step.premises}
    argued = [claim.id for claim in map.claims if claim.id not in used and claim.id in onto]
    lone = [claim.id for claim in map.claims if claim.id not in used and claim.id not in onto]
    circular = [claim.id for claim in map.claims if claim.id in used]
    tree = Tree((), {}, onto)
    roots: list[str] = []
    placed: set[str] = set()
    for root in (*theses, *argued, *circular, *lone):
        if root not in placed:
            roots.append(root)
            placed.add(root)
            _grow(tree, root, placed)
    return Tree(tuple(roots), tree.home, onto)


def _grow(tree: Tree, root: str, placed: set[str]) -> None:
    """Put everything that is reached from `root` and has no place yet."""
    queue = deque([root])
    while queue:
        for step in tree.steps(queue.popleft()):
            for premise in step.premises:
                if premise not in placed:
                    placed.add(premise)
                    tree.home[premise] = step.id
                    queue.append(premise)
