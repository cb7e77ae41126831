"""Turtle 1.1 (https://www.w3.org/TR/turtle/): what is asserted and inferred, as one graph to read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, cast

from argmap.export._quads import prefixes_of, triples_of

if TYPE_CHECKING:
    import pyoxigraph as ox
    from rdflib import Dataset

__all__ = ["dump", "laid_out", "turtle"]


def dump(dataset: Dataset) -> bytes:
    """Return the dataset as Turtle."""
    triples = triples_of(dataset)
    return turtle(triples, prefixes_of(triples)).encode()


def turtle(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> str:
    """Return triples in the given order as Turtle, one paragraph a subject."""
    import pyoxigraph as ox

    return laid_out(cast(bytes, ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=dict(prefixes))))


def laid_out(text: bytes) -> str:
    """Return Turtle or TriG as pyoxigraph writes it, with an empty line between subjects and only the prefixes it uses, sorted.

    A line is what it seems to be: literals have no line ends of their own, because the writer escapes them.
    """
    lines = text.decode().rstrip("\n").split("\n")
    head = [line for line in lines if line.startswith("@prefix ")]
    body = []
    for line in lines[len(head) :]:
        body.append(line)
        if line.endswith((" .", "}")):
            body.append("")
    written = "\n".join(body).rstrip("\n")
    used = sorted(line for line in head if line.split()[1] in written)
    return "\n".join([*used, "", written, ""])
