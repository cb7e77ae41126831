"""RDF/XML (https://www.w3.org/TR/rdf-syntax-grammar/): what is asserted and inferred, for tools that read nothing newer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from argmap.errors import error
from argmap.export._rows import TYPE, Nodes, Rows, prefixes_of

__all__ = ["dump"]

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML 1.0 document can hold, not even as a character reference (https://www.w3.org/TR/xml/#charsets)."""


def dump(rows: Rows) -> bytes:
    """Return the dataset as RDF/XML; raises ArgmapError for a text with a character that XML cannot hold."""
    import pyoxigraph as ox

    triples = list(ox.parse("".join(_lines(rows.one)), format=ox.RdfFormat.N_TRIPLES))
    for triple in triples:
        bad = _NOT_XML.search(getattr(triple.object, "value", ""))
        if bad:
            raise error("not-xml", character=f"U+{ord(bad[0]):04X}", node=str(triple.subject).strip("<>"))
    text = cast(bytes, ox.serialize(triples, format=ox.RdfFormat.RDF_XML, prefixes=prefixes_of([rows.one])))
    # The writer leaves a carriage return as it is, and XML readers take that for a line feed:
    # https://www.w3.org/TR/xml/#sec-line-ends
    return text.replace(b"\r", b"&#13;") + b"\n"


def _lines(nodes: Nodes) -> Iterator[str]:
    for subject, node in nodes.items():
        for predicate, values in ((TYPE, node.types), *node.facts.items()):
            for value in values:
                yield f"{subject} <{predicate}> {value} .\n"
