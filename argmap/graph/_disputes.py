"""People and chances as triples of the graph `inferred`: who would have to settle what, who moved what, what hedges come to."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from argmap.graph import iris
from argmap.graph._names import Names
from argmap.graph._sheet import DESCRIPTION, GENERATED, PART_OF, STATUS, TYPE, Sheet, am, decimal
from argmap.model import Chance, Contradiction, Dispute, DoubleCrux, Flips, JointCrux, Move, Persuasion

__all__ = ["write_chance", "write_dispute", "write_flips", "write_joint_crux"]

_REASONED = (GENERATED, am.Reasoning)
_PLACES = 6
"""Decimal places of a probability: more than any hedge has."""


def write_flips(proof: str, chain: Flips, names: Names, sheet: Sheet, seen_by: NamedNode | None = None) -> None:
    """Write the flips of a proof, whose LOCAL is `proof`; each is named by the proof and its place in the chain."""
    for number, (id, granted, denied) in enumerate(chain):
        sheet.add(
            names.node(f"{proof}~{number}"),
            (TYPE, am.Flip),
            (PART_OF, names.node(proof.rpartition("~")[0] if seen_by else proof)),
            (am.about, names.part(id)),
            (am.granted, STATUS[granted]),
            (am.denied, STATUS[denied]),
            (am.order, Literal(number)),
            (am.seenBy, seen_by),
        )


def write_joint_crux(joint: JointCrux, names: Names, sheet: Sheet) -> None:
    """Write claims that decide a thesis together."""
    sheet.add(
        names.node(iris.together("joint.crux", joint.nodes, joint.thesis)),
        (TYPE, am.JointCrux),
        (am.member, *map(names.part, joint.nodes)),
        (am.goal, names.part(joint.thesis)),
        (am.before, STATUS[joint.before]),
        (am.after, STATUS[joint.after]),
        _REASONED,
    )


def write_dispute(dispute: Dispute, names: Names, sheet: Sheet, most_flips: int) -> None:
    """Write where people part and what would settle it, who moved what and whom, and who is at odds with themselves.

    Double cruxes after `most_flips` have no chains.
    """
    left = most_flips
    for parting in dispute.partings:
        for double_crux in parting.double_cruxes:
            _write_double_crux(double_crux, names, sheet, with_chains=left > 0)
            left -= sum(map(len, double_crux.chains)) if left > 0 else 0
    for number, move in enumerate(dispute.moves):
        _write_move(number, move, names, sheet)
    for number, persuasion in enumerate(dispute.persuasions):
        _write_persuasion(number, persuasion, names, sheet)
    for contradiction in dispute.contradictions:
        _write_contradiction(contradiction, names, sheet)


def _write_double_crux(crux: DoubleCrux, names: Names, sheet: Sheet, *, with_chains: bool) -> None:
    authors = [author for name in crux.authors if (author := names.author(name))]
    local = iris.together("~".join(map(_local, authors)), crux.nodes, crux.goal)
    node = names.node(local)
    sheet.add(
        node,
        (TYPE, am.Disagreement),
        (am.between, *authors),
        (am.goal, names.part(crux.goal)),
        (am.member, *map(names.part, crux.nodes)),
        (am.confirmed, Literal(crux.confirmed)),
        _REASONED,
    )
    if len(crux.nodes) == 1 and ">" not in crux.nodes[0]:
        sheet.add(names.part(crux.nodes[0]), (TYPE, am.DoubleCrux))
    seen = [(crux.goal, crux.goal_labels), *zip(crux.nodes, crux.labels, strict=True)]
    for side, author in enumerate(authors):
        for id, labels in seen:
            view = names.node(f"{local}~{side}.sees~{iris.step(id)}")
            seen_by, after = (am.seenBy, author), (am.after, STATUS[labels[side]])
            sheet.add(view, (TYPE, am.View), (PART_OF, node), (am.about, names.part(id)), seen_by, after)
        if with_chains:
            write_flips(f"{local}~{side}", crux.chains[side], names, sheet, author)


def _write_move(number: int, move: Move, names: Names, sheet: Sheet) -> None:
    for id, before, after in move.changes:
        link = names.node(iris.relation(move.doc, "moved", id))
        facts = (TYPE, am.Move), (am.before, STATUS[before]), (am.after, STATUS[after]), (am.order, Literal(number)), _REASONED
        sheet.link(link, names.node(move.doc), am.moved, names.part(id), *facts)


def _write_persuasion(number: int, persuasion: Persuasion, names: Names, sheet: Sheet) -> None:
    if author := names.author(persuasion.author):
        link = names.node(iris.relation(_local(author), f"changedMindOn.{persuasion.doc}", persuasion.claim))
        moved_by = (am.movedBy, names.author(persuasion.moved_by))
        facts = (TYPE, am.Persuasion), moved_by, (am.madeIn, names.node(persuasion.doc)), _REASONED
        sheet.link(link, author, am.changedMindOn, names.part(persuasion.claim), *facts)
        sheet.add(link, (DESCRIPTION, Literal(persuasion.kind)), (am.order, Literal(number)))


def _write_contradiction(contradiction: Contradiction, names: Names, sheet: Sheet) -> None:
    if author := names.author(contradiction.author):
        link = names.node(iris.relation(_local(author), "atOddsOver", contradiction.claim))
        against = (am.because, *map(names.part, contradiction.against))
        facts = (TYPE, am.SelfContradiction), (am.after, STATUS[contradiction.status]), against, _REASONED
        sheet.link(link, author, am.atOddsOver, names.part(contradiction.claim), *facts)


def _local(node: NamedNode) -> str:
    return node.value.rpartition("/")[2]


def write_chance(chance: Chance, names: Names, sheet: Sheet) -> None:
    """Write how probable it is that a thesis stands, and by how much each hedged claim that matters sways it."""
    thesis = names.part(chance.thesis)
    error = decimal(round(chance.error, _PLACES))
    sheet.add(thesis, (am.chance, decimal(round(chance.probability, _PLACES))), (am.standardError, error))
    for hedged in chance.hedged:
        if hedged.matters:
            link = names.node(iris.relation(hedged.claim, "sways", chance.thesis))
            importance = (am.importance, decimal(round(hedged.importance, _PLACES)))
            facts = importance, (am.standardError, decimal(round(hedged.error, _PLACES))), _REASONED
            sheet.link(link, names.part(hedged.claim), am.sways, thesis, *facts)
