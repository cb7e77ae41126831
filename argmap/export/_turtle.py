"""Turtle 1.1 (https://www.w3.org/TR/turtle/): what is asserted and inferred, as one graph to read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from argmap.export._rows import Nodes, Rows, prefixes_of

__all__ = ["Terms", "dump", "laid_out", "paragraphs", "terms_of"]

_XSD = "http://www.w3.org/2001/XMLSchema#"
_BARE = {
    f"{_XSD}boolean": re.compile("true|false"),
    f"{_XSD}integer": re.compile("[+-]?[0-9]+"),
    f"{_XSD}decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
}
"""What needs no quotes (section 2.5)."""

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.:~-]*[A-Za-z0-9_:~-])?")
"""Names in which only `~` needs an escape."""


def dump(rows: Rows) -> bytes:
    """Return the dataset as Turtle."""
    prefixes = prefixes_of([rows.one])
    return laid_out(paragraphs(rows.one, terms_of(rows, prefixes)), prefixes).encode()


def terms_of(rows: Rows, prefixes: Mapping[str, str]) -> Terms:
    """Return the terms as they are written with these prefixes; Turtle and TriG share them."""
    return cast(Terms, rows.terms.setdefault(tuple(prefixes.items()), Terms(prefixes)))


def laid_out(parts: Iterable[str], prefixes: Mapping[str, str]) -> str:
    """Return the parts of Turtle or TriG with an empty line between them, below the prefixes that they use."""
    written = "\n\n".join(parts)
    used = sorted(f"@prefix {prefix}: <{namespace}> ." for prefix, namespace in prefixes.items() if f"{prefix}:" in written)
    return "\n".join([*used, "", written, ""])


def paragraphs(nodes: Nodes, terms: Terms, indent: str = "") -> Iterator[str]:
    """Yield what is said of each subject."""
    between = f" ;\n{indent}\t"
    verbs = _Verbs(terms)
    for subject, node in nodes.items():
        told = [f"a {_listed(node.types, terms)}"] if node.types else []
        told += [
            verbs[predicate] + (terms[values[0]] if len(values) == 1 else _listed(values, terms))
            for predicate, values in node.facts.items()
        ]
        yield f"{indent}{terms[subject]} {between.join(told)} ."


def _listed(values: Iterable[str], terms: Terms) -> str:
    return " , ".join([terms[value] for value in values])


class _Verbs(dict[str, str]):
    """Predicates with the blank behind them, by their IRIs."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms

    def __missing__(self, iri: str) -> str:
        made = self[iri] = f"{self._terms[f'<{iri}>']} "
        return made


class Terms(dict[str, str]):
    """Terms of N-Triples as Turtle writes them, each worked out once: what is common here, anything else by pyoxigraph."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = dict(prefixes)
        self._spaces = {namespace: prefix for prefix, namespace in prefixes.items()}
        self._all_spaces = tuple(self._spaces)

    def __missing__(self, term: str) -> str:
        made = self[term] = (self._literal(term) if term.startswith('"') else self._name(term)) or self._written(term)
        return made

    def _literal(self, term: str) -> str | None:
        if "^^" not in term:
            return term
        value, _, kind = term.rpartition("^^")
        bare = _BARE.get(kind[1:-1])
        return value[1:-1] if bare and bare.fullmatch(value, 1, len(value) - 1) else None

    def _name(self, term: str) -> str | None:
        iri = term[1:-1]
        if not iri.startswith(self._all_spaces):
            return term
        end = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._spaces.get(iri[:end])
        local = iri[end:].replace("~", "\\~")
        return f"{prefix}:{local}" if prefix and _LOCAL.fullmatch(iri, end) else None

    def _written(self, term: str) -> str:
        import pyoxigraph as ox

        start, end = "<x:s> <x:p> ", " ."
        triples = ox.parse(f"{start}{term}{end}", format=ox.RdfFormat.N_TRIPLES)
        written = cast(bytes, ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=self._prefixes))
        return written.decode().rstrip("\n").rpartition("\n")[2].removeprefix(start).removesuffix(end)
