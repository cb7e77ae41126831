"""The page of one thread: the facts about it put into a pyvis network, and that network written as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.view._facts import Facts
from argmap.view._outline import outline
from argmap.view._tree import plant

if TYPE_CHECKING:
    from argmap.model import ArgumentMap, Thread, Verdicts

__all__ = ["page"]


def page(thread: Thread, map: ArgumentMap, verdicts: Verdicts) -> str:
    """Return the map of `thread` as one HTML file that asks the network for nothing.

    The same arguments give the same string. Every text comes out as text: nothing that a thread holds can run. What `verdicts` says
    nothing of (suggestions that were not judged, questions) is shown without a verdict.

    >>> from argmap.model import ArgumentMap, RawMap, Source, Thread, Verdicts
    >>> thread = Thread("bikes", "Bikes & lanes", "", RawMap(()), Source("bikes.md", "", "markdown"))
    >>> html = page(thread, ArgumentMap(), Verdicts({}, (), (), ()))
    >>> html[:15], "<title>Bikes &amp; lanes · argument map</title>" in html
    ('<!DOCTYPE html>', True)
    """
    from argmap.view._network import ArgmapNetwork

    tree = plant(map, verdicts.theses)
    facts = Facts(thread, map, verdicts, tree)
    network = ArgmapNetwork(facts.document(), outline(map, verdicts, tree))
    for node in facts.nodes():
        network.add_node(**node)
    for source, target in facts.edges():
        network.add_edge(source, target)
    return network.generate_html()
