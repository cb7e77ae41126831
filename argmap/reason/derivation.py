"""Why a triple holds: the tree from it down to what was stated, in data and in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from argmap.errors import error

if TYPE_CHECKING:
    from rdflib.term import Node

    from argmap.reason._proof import Proofs
    from argmap.reason._words import Words
    from argmap.reason.rules import Closure, Program, Triple

__all__ = ["Derivation", "as_data", "derivation", "lines", "triple_of"]

_INDENTED = 40


@dataclass(frozen=True, slots=True, eq=False)
class Derivation:
    """A triple, the rule that gives it (None where it is stated) and the derivations of what matches the rule's body.

    A triple that occurs twice is the same object both times. Two derivations are equal if they are the same object, and `repr`
    stops at the first: some are thousands of steps deep, more than Python's recursion has room for.
    """

    triple: Triple
    rule: str | None
    children: tuple[Derivation, ...] = field(default=(), repr=False)


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
    """Yield the tree in indented lines, each in words; what is stated with its place, what was shown above not again.

    Below the depth of 40 the depth is a number: a chain of 5,000 steps would be 50 MB of blanks.
    """
    shown: set[Triple] = set()
    waiting = [(tree, 0)]
    while waiting:
        each, depth = waiting.pop()
        indent = "  " * depth if depth <= _INDENTED else f"{'  ' * _INDENTED}[{depth}] "
        if each.rule is None:
            yield f"{indent}{words.placed(each.triple)}: stated"
        elif each.triple in shown:
            yield f"{indent}{words.statement(each.triple)}: see above"
        else:
            shown.add(each.triple)
            yield f"{indent}{words.statement(each.triple)} ({each.rule})"
            waiting += [(child, depth + 1) for child in reversed(each.children)]


def as_data(tree: Derivation) -> list[dict[str, Any]]:
    """Return the tree as a list for JSON, each triple once, its own first.

    `from` holds the places in the list of what a triple follows from. A tree in a tree would be deeper than JSON's readers go, and
    would repeat what several triples rest on, each time with all that is below it.

    >>> stated = Derivation(("count", "supports", "safer"), None)
    >>> for each in as_data(Derivation(("safer", "supportedBy", "count"), "supportedBy InverseOf supports", (stated,))):
    ...     print(each)
    {'subject': 'safer', 'predicate': 'supportedBy', 'object': 'count', 'rule': 'supportedBy InverseOf supports', 'from': [1]}
    {'subject': 'count', 'predicate': 'supports', 'object': 'safer', 'rule': None, 'from': []}
    """
    place: dict[Triple, int] = {}
    nodes: list[Derivation] = []
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if node.triple not in place:
            place[node.triple] = len(nodes)
            nodes.append(node)
            waiting += reversed(node.children)
    found = []
    for node in nodes:
        subject, predicate, object = map(str, node.triple)
        below = [place[child.triple] for child in node.children]
        found.append({"subject": subject, "predicate": predicate, "object": object, "rule": node.rule, "from": below})
    return found


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
