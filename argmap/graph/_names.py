"""The nodes of one thread and its map, by the ids they have there."""

from __future__ import annotations

from pyoxigraph import NamedNode

from argmap.graph import iris
from argmap.model import ArgumentMap, Thread

__all__ = ["Names"]


class Names:
    """Finds the node of everything in a thread and its map."""

    def __init__(self, thread: Thread, map: ArgumentMap) -> None:
        self.thread = NamedNode(iris.thread_iri(thread.id))
        self._base = f"{self.thread.value}/"
        self._nodes: dict[str, NamedNode] = {}
        self._home = {anchor.id: claim.id for claim in map.claims for anchor in claim.anchors}
        self._questions = {question.id for question in map.questions}
        # Confirmed speakers first, so that a suggestion never changes the name of an author who is there without it.
        self._authors = iris.distinct("author", [*thread.authors, *_speakers(map.confirmed()), *_speakers(map)])
        self._sections = iris.distinct("section", (section.id for section in thread.sections))

    def node(self, local: str) -> NamedNode:
        """Return the node with that LOCAL: a document, a question, or whatever `argmap.graph.iris` makes."""
        found = self._nodes.get(local)
        if found is None:
            found = self._nodes[local] = NamedNode(self._base + iris.escape(local))
        return found

    def part(self, id: str) -> NamedNode:
        """Return the node of a claim (by id or alias), a step or a question."""
        return self.node(iris.step(id) if ">" in id else self._home.get(id, id))

    def passage(self, mark: str) -> NamedNode:
        """Return the node of the words that a mark stands on."""
        return self.node(iris.passage(mark))

    def author(self, name: str | None) -> NamedNode | None:
        """Return the node of the author of that name."""
        return self.node(self._authors[name]) if name else None

    def section(self, id: str) -> NamedNode:
        """Return the node of the section of that id."""
        return self.node(self._sections[id])

    def is_part(self, id: str) -> bool:
        """Say whether `id` names a claim or a question and not just some words."""
        return id in self._home or id in self._questions


def _speakers(map: ArgumentMap) -> list[str]:
    anchors = [anchor for claim in map.claims for anchor in claim.anchors]
    anchors += [item.anchor for part in (map.steps, map.questions, map.stances, map.answers) for item in part]
    names = [*(anchor.speaker for anchor in anchors), *(stance.author for stance in map.stances)]
    return [name for name in names if name]
