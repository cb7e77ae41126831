"""Why a triple holds: the tree from it down to what was stated, in data and in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from argmap.errors import error

if TYPE_CHECKING:
    from rdflib.term import Node

    from argmap.reason._proof import Proofs
    from argmap.reason._words import Words
    from argmap.reason.rules import Closure, Program, Triple

__all__ = ["Derivation", "derivation", "lines", "triple_of"]


@dataclass(frozen=True, slots=True)
class Derivation:
    """A triple, the rule that gives it (None where it is stated) and the derivations of what matches the rule's body.

    A triple that occurs twice is the same object both times.
    """

    triple: Triple
    rule: str | None
    children: tuple[Derivation, ...] = ()


def derivation(triples: Iterable[Triple], closure: Closure, program: Program, triple: Triple) -> Derivation:
    """Return how `triple` follows from `triples`; raises ArgmapError for one that neither is stated nor follows.

    It is finite and goes round in no circle: each premise comes before the triple in the closure's `order`.
    """
    from argmap.reason._proof import Proofs
    from argmap.reason._terms import as_rdflib

    stated = {(as_rdflib(s), as_rdflib(p), as_rdflib(o)) for s, p, o in (*triples, *program.facts)}
    proofs = Proofs(stated, closure, program)
    if triple not in stated and proofs.rule(triple) is None:
        raise error("not-inferred", triple=" ".join(_short(term) for term in triple))
    return _tree(proofs, triple)


def _tree(proofs: Proofs, root: Triple) -> Derivation:
    """Return the tree, made from below so that no chain is too long for it."""
    made: dict[Triple, Derivation] = {}
    waiting = [root]
    while waiting:
        triple = waiting[-1]
        rule = proofs.rule(triple)
        premises = proofs.premises(triple) if rule else ()
        missing = [each for each in premises if each not in made]
        if missing:
            waiting += missing
            continue
        made[triple] = Derivation(triple, rule.name if rule else None, tuple(made[each] for each in premises))
        waiting.pop()
    return made[root]


def lines(tree: Derivation, words: Words) -> Iterator[str]:
    """Yield the tree in indented lines, each in words; what is stated with its place, what was shown above not again."""
    shown: set[Triple] = set()
    waiting = [(tree, 0)]
    while waiting:
        each, depth = waiting.pop()
        indent = "  " * depth
        if each.rule is None:
            yield f"{indent}{words.placed(each.triple)}: stated"
        elif each.triple in shown:
            yield f"{indent}{words.statement(each.triple)}: see above"
        else:
            shown.add(each.triple)
            yield f"{indent}{words.statement(each.triple)} ({each.rule})"
            waiting += [(child, depth + 1) for child in reversed(each.children)]


def triple_of(text: str, thread_id: str) -> Triple:
    """Read a triple as somebody types it: `lanes dependsOn count`, `a>b am:premise a`, `lanes a am:Thesis`, or `<IRIs>`.

    Raises ArgmapError where it is no triple or has an unknown prefix.

    >>> [str(term).rpartition("/")[2] for term in triple_of("lanes dependsOn count", "bike-lanes")]
    ['lanes', 'argmap#dependsOn', 'count']
    """
    parts = re.findall(r"<[^<>\s]*>|\S+", text)
    if len(parts) != 3:
        raise error("not-a-triple", text=text, problem=f"it has {len(parts)} parts, and a triple has 3")
    from rdflib import RDF

    subject, predicate, object = parts
    property = _name(predicate, text, thread_id, vocabulary=True)
    return _name(subject, text, thread_id), property, _name(object, text, thread_id, vocabulary=property == RDF.type)


def _name(part: str, text: str, thread_id: str, *, vocabulary: bool = False) -> Node:
    from rdflib import RDF, URIRef

    from argmap.graph import iris
    from argmap.graph.vocabulary import AM, PREFIXES

    if part.startswith("<") and part.endswith(">"):
        return URIRef(part[1:-1])
    if vocabulary and part == "a":
        return RDF.type
    prefix, colon, name = part.partition(":")
    if colon:
        spaces = {str(key): str(value) for key, value in dict(PREFIXES).items()}
        if prefix in spaces:
            return URIRef(spaces[prefix] + name)
        raise error("not-a-triple", text=text, problem=f"'{prefix}:' is no prefix; known: {', '.join(sorted(spaces))}")
    return URIRef(f"{AM._NS}{part}") if vocabulary else URIRef(iris.iri(thread_id, iris.step(part)))


def _short(term: Node) -> str:
    return re.split("[#/]", str(term))[-1] or str(term)
