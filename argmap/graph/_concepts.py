"""Concepts as triples: SKOS concepts that threads share, and who mentions them.

That a thread speaks of a concept is a relation of the thread's own, with a link that says who found it: one thread may have
confirmed what is only suggested in another.
"""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode

from argmap.graph import iris
from argmap.graph._names import Names
from argmap.graph._sheet import ALT_LABEL, CONCEPT, GENERATED, IN_SCHEME, PREF_LABEL, SCHEME, TYPE, Fact, Sheet, am, decimal, text
from argmap.model import ArgumentMap, Concept, Mentions, Thread

__all__ = ["write_concepts"]

_SCHEME = NamedNode(iris.CONCEPTS)


def write_concepts(thread: Thread, map: ArgumentMap, names: Names, asserted: Sheet, suggested: Sheet) -> None:
    """Write the concepts of the map, and which claims, questions, comments and post mention them.

    A mention is asserted if a person confirmed both the concept and what mentions it; a suggested concept takes no mention away
    from a confirmed one there.
    """
    confirmed = map.confirmed()
    for number, concept in enumerate(map.concepts):
        _write(concept, number, names, suggested if concept.confidence is not None else asserted)
    certain = _mentions(thread, confirmed)
    _write_mentions(certain, names, asserted)
    if confirmed != map:
        rest = _mentions(thread, map)
        _write_mentions({id: concepts - certain.get(id, set()) for id, concepts in rest.items()}, names, suggested)


def _write(concept: Concept, number: int, names: Names, sheet: Sheet) -> None:
    node = NamedNode(iris.concept_iri(concept.id))
    sheet.add(_SCHEME, (TYPE, SCHEME))
    sheet.add(
        node,
        (TYPE, CONCEPT),
        (PREF_LABEL, text(concept.label)),
        (ALT_LABEL, *map(text, concept.also)),
        (IN_SCHEME, _SCHEME),
    )
    link = names.node(iris.use_of(concept.id))
    sheet.link(link, names.thread, am.mentions, node, (am.order, Literal(number)), *_origin(concept))


def _origin(concept: Concept) -> tuple[Fact, ...]:
    if concept.confidence is None:
        return ((GENERATED, am.Marking),)
    return ((GENERATED, am.Suggesting), (TYPE, am.Suggestion), (am.confidence, decimal(concept.confidence)))


def _mentions(thread: Thread, map: ArgumentMap) -> dict[str, set[str]]:
    return {id: set(concepts) for id, concepts in Mentions(map.concepts).in_map(thread, map).items()} if map.concepts else {}


def _write_mentions(mentions: Mapping[str, set[str]], names: Names, sheet: Sheet) -> None:
    for id, concepts in mentions.items():
        sheet.add(names.node(id), (am.mentions, *(NamedNode(iris.concept_iri(concept)) for concept in sorted(concepts))))
