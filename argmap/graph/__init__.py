"""The argument map as RDF: vocabulary, names, the dataset and back, and the shapes it must have.

`argmap.graph.vocabulary` and `argmap.graph.iris` are for whoever reads or writes the graph. The former loads rdflib, so import it
inside functions.
"""

from typing import TYPE_CHECKING

from argmap.graph.build import add_inferences, add_verdicts, asserted, build, stated, told
from argmap.graph.load import Loaded, load
from argmap.graph.ontology import ontology, ontology_folder, shapes
from argmap.graph.validate import Finding, places_of, validate

if TYPE_CHECKING:
    from argmap.graph._store import Told

__all__ = [
    "Finding",
    "Loaded",
    "Told",
    "add_inferences",
    "add_verdicts",
    "asserted",
    "build",
    "load",
    "ontology",
    "ontology_folder",
    "places_of",
    "shapes",
    "stated",
    "told",
    "validate",
]
