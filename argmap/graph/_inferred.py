"""What the reasoners say, as triples of the graph `inferred`: verdicts, cruxes with their proofs, and relations by rule."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pyoxigraph
from pyoxigraph import NamedNode
from rdflib import Literal
from rdflib.term import Node

from argmap.graph import iris
from argmap.graph._disputes import write_chance, write_dispute, write_flips, write_joint_crux
from argmap.graph._names import Names
from argmap.graph._sheet import DESCRIPTION, GENERATED, STATUS, TYPE, Sheet, am, decimal, text
from argmap.graph.vocabulary import AM, EXPLAINED
from argmap.model import Crux, Verdicts

__all__ = ["write_inferences", "write_verdicts"]

MOST_FLIPS = 5_000
"""In a chain of n claims every one is a crux, and their proofs have n² flips. Cruxes after so many, and then double cruxes, have no
chain in the graph."""


def write_verdicts(verdicts: Verdicts, names: Names, sheet: Sheet, *, provisional: bool = False) -> None:
    """Write every label with its cause, every crux with its proof, and the objections nobody took up.

    `provisional` says of each verdict and of the thread that nobody has confirmed what it rests on.
    """
    unconfirmed = pyoxigraph.Literal(True) if provisional else None
    sheet.add(names.thread, (am.provisional, unconfirmed))
    for id, verdict in verdicts.labels.items():
        sheet.add(
            names.part(id),
            (am.status, STATUS[verdict.status]),
            (am.verdict, text(verdict.word)),
            (am.rank, None if verdict.rank is None else pyoxigraph.Literal(verdict.rank)),
            (am.cause, text(verdict.cause)),
            (am.because, *map(names.part, dict.fromkeys(verdict.because))),
            (DESCRIPTION, text(verdict.words)),
            (am.provisional, unconfirmed),
        )
    for objection in verdicts.unanswered:
        facts = (
            (am.burden, *map(names.author, objection.burden)),
            (am.wouldChange, *(names.part(id) for id, *_ in objection.changes)),
        )
        sheet.add(names.part(objection.step), (TYPE, am.UnansweredObjection), *facts)
    left = MOST_FLIPS
    for crux in (*verdicts.cruxes, *verdicts.step_cruxes):
        _write_crux(crux, names, sheet, with_chain=left > 0)
        left -= len(crux.chain) if left > 0 else 0  # a chain is worked out when it is asked for
    for joint in verdicts.joint:
        write_joint_crux(joint, names, sheet)
    if verdicts.dispute:
        write_dispute(verdicts.dispute, names, sheet, left)
    for chance in verdicts.chances:
        write_chance(chance, names, sheet)
    for id, strength in verdicts.strengths.items():
        sheet.add(names.part(id), (am.strength, decimal(round(strength, 4))))


def _write_crux(crux: Crux, names: Names, sheet: Sheet, *, with_chain: bool) -> None:
    claim, thesis = names.part(crux.node), names.part(crux.thesis)
    name = iris.relation(iris.step(crux.node), "cruxFor", crux.thesis)
    proof = names.node(name)
    if ">" not in crux.node:
        sheet.add(claim, (TYPE, am.Crux))
    sheet.link(
        proof,
        claim,
        am.cruxFor,
        thesis,
        (TYPE, am.CruxProof),
        (am.granted, STATUS[crux.granted]),
        (am.denied, STATUS[crux.denied]),
        (am.root, pyoxigraph.Literal(crux.root)),
        (am.importance, decimal(None if crux.importance is None else round(crux.importance, 6))),
        (GENERATED, am.Reasoning),
    )
    if with_chain:
        write_flips(name, crux.chain, names, sheet)


def write_inferences(
    thread: str, triples: Iterable[tuple[Node, Node, Node, str]], sheet: Sheet, without_link: Collection[str] = ()
) -> None:
    """Write triples with the rule that gave each; a relation of `EXPLAINED` gets a link to say so, but for some rules.

    What only says a relation of argmap's again by a property of another vocabulary is left out: the ontology says which it is.
    """
    nodes, locals, properties = _Nodes(), _Locals(), _Properties()
    rules: dict[str, pyoxigraph.Literal | None] = {}
    for subject, property, object, rule in triples:
        named, explained = properties[property]
        if explained and rule not in without_link:
            if rule not in rules:
                rules[rule] = text(rule)
            node = NamedNode(f"{thread}/{locals[subject]}~{locals[property]}~{locals[object]}")
            sheet.link(node, nodes[subject], named, nodes[object], (am.byRule, rules[rule]), (GENERATED, am.Reasoning))
        elif named == TYPE or named.value.startswith(AM._NS):
            literal = _literal(object)
            # "a" and "a"^^xsd:string are one literal in RDF 1.1 and two to rdflib, so what is stated may come back as inferred.
            if literal is None or not sheet.is_stated(nodes[subject], named, literal):
                sheet.add(nodes[subject], (named, literal or nodes[object]))


class _Properties(dict[Node, tuple[NamedNode, bool]]):
    """Finds the node of each property, and whether it is one of `EXPLAINED`."""

    def __missing__(self, property: Node) -> tuple[NamedNode, bool]:
        found = self[property] = NamedNode(str(property)), property in EXPLAINED
        return found


class _Nodes(dict[Node, NamedNode]):
    """Makes each node once."""

    def __missing__(self, iri: Node) -> NamedNode:
        node = self[iri] = NamedNode(str(iri))
        return node


class _Locals(dict[Node, str]):
    """Works out once what a node or a property of argmap's is called in the name of a link."""

    def __missing__(self, iri: Node) -> str:
        name = str(iri)
        local = self[iri] = name.removeprefix(AM._NS) if name.startswith(AM._NS) else iris.escape(iris.local(name))
        return local


def _literal(term: Node) -> pyoxigraph.Literal | None:
    if not isinstance(term, Literal):
        return None
    return pyoxigraph.Literal(term, language=term.language, datatype=NamedNode(term.datatype) if term.datatype else None)
