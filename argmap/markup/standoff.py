"""Standoff annotations: a map without the text it is a map of, as W3C Web Annotations in JSON-LD.

Each annotation says what a mark says, and where: a position in the text that was annotated, and a fingerprint
(`_fingerprint`) by which it is found again in any other copy of the same page. The text itself is not in the file: its only
words are those that the annotator wrote into the marks' own attributes. https://www.w3.org/TR/annotation-model/
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from argmap.errors import error
from argmap.markup._annotate import Sheet
from argmap.markup._fingerprint import WordIndex
from argmap.markup._jsonld import load, parse_json, written
from argmap.markup._parse import Annotated, parse
from argmap.markup._placing import How, Lost, Place, find_places
from argmap.markup._pruning import prune
from argmap.model import Place as FilePlace
from argmap.model import Thread

__all__ = ["Applied", "Unplaced", "apply", "dump", "read"]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """An annotation that has no place in the text, and why."""

    id: str
    gloss: str | None
    reason: str

    def __str__(self) -> str:
        gloss = f" ({self.gloss})" if self.gloss else ""
        return f"not placed: {self.id}{gloss}: {self.reason}"


@dataclass(frozen=True)
class Applied:
    """A thread with the annotations that found a place in it.

    `changed` are the ids of marks whose words are others here and which were placed by the words around; `dropped` says which steps
    and other relations went with what found no place.
    """

    annotated: Annotated
    unplaced: tuple[Unplaced, ...]
    changed: tuple[str, ...]
    dropped: tuple[str, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """The report in lines: how many were placed, and then each thing that a person should look at."""
        placed = len(self.annotated.marks)
        return (
            f"placed {placed} of {placed + len(self.unplaced)} annotations",
            *map(str, self.unplaced),
            *(f"changed: {id}: other words stand here between the same neighbours" for id in self.changed),
            *(f"dropped with them: {relation}" for relation in self.dropped),
        )


def dump(annotated: Annotated) -> dict[str, Any]:
    """Return the annotations of a thread as JSON-LD, without its text.

    >>> from argmap.markup import parse
    >>> data = dump(parse("[Lanes save lives.]{.claim #lanes}", "lanes.md"))
    >>> data["first"]["items"][0]["body"]
    {'type': 'Mark', 'mark': 'lanes', 'roles': ['claim']}
    """
    return written(annotated)


def read(text: str, name: str) -> dict[str, Any]:
    """Return the annotations in the text of a standoff file, checked; raises ArgmapError for anything else."""
    data: dict[str, Any] = parse_json(text, name)
    load(data, name)
    return data


def apply(data: Mapping[str, Any], thread: Thread) -> Applied:
    """Lay standoff annotations over a thread, which may be read from another copy and another format of the page.

    What cannot be placed is left out, with the steps that rest on it; what is left is annotated text that `parse` reads. Raises
    ArgmapError for data that are no annotations, and for a text in which not one of them has a place.
    """
    file = load(data, "annotations")
    sheet = Sheet(thread)
    found = dict(enumerate(find_places(WordIndex(sheet.thread), file.sought)))
    places = {number: place for number, place in found.items() if isinstance(place, Place)}
    lost = {number: place.reason for number, place in found.items() if isinstance(place, Lost)}
    if lost and not places:
        raise error("wrong-text", FilePlace(thread.source.name), number=len(lost), title=file.title)
    pruned = prune(file.statements, file.links, lost.keys())
    lost |= {number: "what it answers to has no place here" for number in places if number not in pruned.left}
    marks = [(places[number].span, attributes) for number, attributes in pruned.left.items()]
    expect = [(id, status) for id, status in file.expect if file.links.own_id.get(id) in pruned.claims]
    names = [statement.id for statement in file.statements]
    glosses = [statement.attributes.pairs.get("gloss") for statement in file.statements]
    return Applied(
        parse(sheet.annotate(marks, expect, file.concepts), thread.source.name),
        tuple(Unplaced(names[number], glosses[number], reason) for number, reason in sorted(lost.items())),
        tuple(names[number] for number in pruned.left if places[number].how is How.CHANGED),
        pruned.gone,
    )
