"""The files of `ontology/`: the ontology, the shapes, and where they lie in a checkout and in an installed argmap."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from rdflib import Graph

__all__ = ["ontology", "ontology_folder", "shapes"]


def ontology_folder() -> Traversable:
    """Return the folder `ontology/`: inside the installed package, or beside it in a checkout."""
    packed = files("argmap") / "data" / "ontology"
    return packed if packed.is_dir() else Path(__file__).resolve().parents[2] / "ontology"


def ontology() -> Graph:
    """Return the argmap ontology (OWL axioms and SWRL rules) as a graph of its own.

    >>> from rdflib import RDFS
    >>> from argmap.graph.vocabulary import AM
    >>> str(ontology().value(AM.Undercut, RDFS.label))
    'undercut'
    """
    return _read("argmap.ttl")


def shapes() -> Graph:
    """Return the SHACL shapes as a graph of its own."""
    return _read("shapes.ttl")


def _read(name: str) -> Graph:
    from rdflib import Graph

    return Graph().parse(data=(ontology_folder() / name).read_text(encoding="utf-8"), format="turtle")
