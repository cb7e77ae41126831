"""Writing triples: the vocabulary as Oxigraph's own terms, literals, and one named graph in the making.

Oxigraph's terms and not rdflib's: a map of 1,000 claims is some 28,000 quads, and making rdflib's terms for them takes
longer than all the rest.
"""

from __future__ import annotations

import re
from decimal import Decimal
from types import SimpleNamespace

from pyoxigraph import Literal, NamedNode
from rdflib import Dataset
from rdflib.namespace import DCTERMS, FOAF, PROV, RDF, RDFS, SDO, SKOS, XSD

from argmap.graph._store import Fact, waiting
from argmap.graph.vocabulary import AM, OA, SIOC
from argmap.model import Status

__all__ = [
    "ALT_LABEL",
    "CONCEPT",
    "CREATED",
    "CREATOR",
    "DERIVED",
    "DESCRIPTION",
    "GENERATED",
    "IN_SCHEME",
    "LABEL",
    "NAME",
    "NOTATION",
    "PART_OF",
    "PREF_LABEL",
    "REFERENCES",
    "SCHEME",
    "SOURCE_DOC",
    "SPEAKER",
    "STATUS",
    "TAG",
    "TITLE",
    "TYPE",
    "WEB_SOURCE",
    "Fact",
    "Sheet",
    "Term",
    "am",
    "decimal",
    "text",
    "web",
]

Term = NamedNode | Literal
am = SimpleNamespace(**{name: NamedNode(AM._NS + name) for name in AM.__annotations__ if not name.startswith("_")})
"""The terms of the argmap ontology: `am.Claim`, `am.premise`."""

TYPE, LABEL = NamedNode(RDF.type), NamedNode(RDFS.label)
CREATED, DESCRIPTION, TITLE = NamedNode(DCTERMS.created), NamedNode(DCTERMS.description), NamedNode(DCTERMS.title)
PART_OF, REFERENCES, WEB_SOURCE = NamedNode(DCTERMS.isPartOf), NamedNode(DCTERMS.references), NamedNode(DCTERMS.source)
DERIVED, GENERATED, SPEAKER = NamedNode(PROV.wasDerivedFrom), NamedNode(PROV.wasGeneratedBy), NamedNode(PROV.wasAttributedTo)
SOURCE_DOC = NamedNode(OA.hasSource)
CREATOR, NAME = NamedNode(SIOC.has_creator), NamedNode(FOAF.name)
CONCEPT, SCHEME, IN_SCHEME = NamedNode(SKOS.Concept), NamedNode(SKOS.ConceptScheme), NamedNode(SKOS.inScheme)
PREF_LABEL, ALT_LABEL = NamedNode(SKOS.prefLabel), NamedNode(SKOS.altLabel)
NOTATION, TAG = NamedNode(SKOS.notation), NamedNode(SDO.keywords)
STATUS = {Status.STANDS: am.Stands, Status.FALLS: am.Falls, Status.OPEN: am.Open}

_DECIMAL = NamedNode(XSD.decimal)
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def text(value: str | None) -> Literal | None:
    """Return a string literal; what XML cannot hold (and so no RDF/XML) becomes U+FFFD, one for one."""
    return None if value is None else Literal(_UNWRITABLE.sub("\ufffd", value))


def decimal(value: float | None) -> Literal | None:
    """Return an xsd:decimal with exactly the digits that Python shows, so that it reads back as the same float.

    It is written as Oxigraph's store would write it (`1` and not `1.0`), so that nobody sees whether it went through that.
    """
    if value is None:
        return None
    digits = format(Decimal(repr(float(value) + 0.0)), "f")  # there is no -0
    return Literal(digits.removesuffix(".0"), datatype=_DECIMAL)


def web(url: str | None) -> NamedNode | None:
    """Return the web address as a node, or None where it is no IRI of the web."""
    try:
        return NamedNode(url) if url is not None and url.startswith(("http://", "https://")) else None
    except ValueError:
        return None


class Sheet:
    """One named graph in the making; what is added waits there until somebody asks the dataset."""

    def __init__(self, dataset: Dataset, graph: str) -> None:
        self._store = waiting(dataset)
        self._told = self._store.told.setdefault(NamedNode(graph), [])

    def add(self, node: NamedNode, *facts: Fact) -> None:
        """Add facts on `node`."""
        self._told.append((node, facts))

    def is_stated(self, node: NamedNode, property: NamedNode, literal: Literal) -> bool:
        """Say whether some graph of the dataset has this triple already."""
        return self._store.states(node, property, literal)

    def link(self, node: NamedNode, subject: NamedNode, property: NamedNode, object: NamedNode, *facts: Fact) -> None:
        """Add a relation, and as `node` the link that says where the relation comes from."""
        self.add(subject, (property, object))
        self.add(node, (TYPE, am.Link), (am.subject, subject), (am.relation, property), (am.object, object), *facts)
