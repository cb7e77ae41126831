"""HermiT as an engine that closes data, for it to be held against the rules."""

from __future__ import annotations

from rdflib import OWL, RDF, Graph, Literal
from rdflib.term import Node

from argmap.reason._exchange import Exchange
from argmap.reason._hermit import ask
from argmap.reason._swrl import SWRL
from argmap.reason.rules import Atom, Program, Rule, compile_ontology

from .debates import Triple
from .forward import chain


class Everything(Exchange):
    """Hands HermiT the rules and enumerations as well, so that it has to do their work."""

    def _left_out(self) -> set[Node]:
        return set()


def without_built_ins(graph: Graph) -> Graph:
    """Return an ontology less the SWRL rules with built-ins, for HermiT has none."""
    for rule in list(graph.subjects(RDF.type, SWRL.Imp)):
        if any(graph.value(atom, RDF.type) == SWRL.BuiltinAtom for atom in graph.items(graph.value(rule, SWRL.body))):
            graph.remove((rule, None, None))
    return graph


def by_hermit(graph: Graph, triples: list[Triple]) -> set[Triple] | None:
    """Return what HermiT infers of named things, closed under the hierarchies; None for a contradiction.

    HermiT reports the most special class and property alone, and owlready2 leaves out what is stated the other way round.
    """
    exchange = Everything(graph)
    answer = ask(exchange.given(triples), 120, 2000, properties=True)
    if not answer.consistent:
        return None
    program = compile_ontology(graph)
    predicates = {each.predicate for rule in program.rules for each in (rule.head, *rule.body) if isinstance(each, Atom)}
    inferred = exchange.read(answer.inferred)
    said = {each for each in inferred if each[1] in predicates and not str(each[2]).startswith(str(OWL))}
    members = {(individual, RDF.type, kind) for individual, kind in exchange.memberships([*triples, *inferred])}
    return chain([*triples, *said, *members], Program(tuple(filter(_is_hierarchy, program.rules)), facts=program.facts))


def _is_hierarchy(rule: Rule) -> bool:
    """Say whether the rule is about two classes or two properties."""
    first = rule.body[0] if len(rule.body) == 1 else None
    return isinstance(first, Atom) and (first.predicate == RDF.type) == (rule.head.predicate == RDF.type)


def about_names(triples: set[Triple]) -> set[Triple]:
    """Return the triples without values of data properties, which owlready2 does not ask HermiT for."""
    return {triple for triple in triples if not isinstance(triple[2], Literal)}
