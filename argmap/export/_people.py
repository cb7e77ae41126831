"""The parts of the report about people and chances: where people part, what comments changed, camps, hedges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from argmap.export._markdown import escape
from argmap.export._phrases import Phrases, count, listed, place
from argmap.model import Camp, Chance, DoubleCrux, Flips, OpenQuestion, Parting, Status

__all__ = ["camps", "chances", "moves", "partings", "self_contradictions"]

_MOST = 12
"""So many of a kind are told; the RDF has them all."""

_SHOWN = 3


def partings(say: Phrases) -> Iterator[str]:
    """Yield, for each two people who disagree, on what, and what they would have to settle."""
    if not (dispute := say.verdicts.dispute):
        return
    found = dispute.partings
    if found and dispute.compared < dispute.met:
        yield f"Of {dispute.met} pairs of people who met, those {dispute.compared} are compared who met most often."
        yield ""
    for parting in found[:_MOST]:
        yield from _parting(say, parting)
    if len(found) > _MOST:
        yield f"And {count(len(found) - _MOST, 'more pair')} of people disagree: `argmap cruxes FILE --between A,B` tells of each."


def _parting(say: Phrases, parting: Parting) -> Iterator[str]:
    first, second = map(escape, parting.authors)
    yield f"### {first} and {second}"
    yield ""
    for goal in parting.goals:
        cruxes = [crux for crux in parting.double_cruxes if crux.goal == goal]
        unrelated = [each for each in parting.unrelated if each[0] == goal]
        for crux in cruxes[:1]:
            mine, theirs = crux.goal_labels
            yield f"- {say.node(goal)}: for {first} it {mine.verb}, for {second} it {theirs.verb}."
        for crux in cruxes[:_SHOWN]:
            yield f"  - {_double_crux(say, crux)}"
        if len(cruxes) > _SHOWN:
            yield f"  - And {len(cruxes) - _SHOWN} more would do as well."
        for _, one, other in unrelated:
            hangs = f"they differ for unrelated reasons. {_hangs(say, first, one)}. {_hangs(say, second, other)}"
            outright = "one holds it and the other rejects it, and for neither does that hang on anything else"
            yield f"- {say.node(goal)}: {hangs if one or other else outright}."
    yield ""


def _hangs(say: Phrases, author: str, nodes: tuple[str, ...]) -> str:
    return f"For {author} it hangs on {listed(list(map(say.node, nodes[:_SHOWN]))) or 'no single claim'}"


def _double_crux(say: Phrases, crux: DoubleCrux) -> str:
    first, second = map(escape, crux.authors)
    kind = "Double crux" if crux.confirmed else "Possible double crux"
    seen = [
        f"{say.node(node)} ({say.where(node)}), which for {first} {mine.verb} and for {second} {theirs.verb}"
        for node, (mine, theirs) in zip(crux.nodes, crux.labels, strict=True)
    ]
    together = "" if len(seen) == 1 else ", all together"
    silent = "" if crux.confirmed else " One of them never spoke to it, so this is taken from their silence."
    change = "Whoever takes over the other's view of it has to give up their own verdict on the conclusion."
    return f"**{kind}**: {'; and '.join(seen)}{together}. {change}{silent}"


def moves(say: Phrases) -> Iterator[str]:
    """Yield what each comment changed of what was there before it, and who came round."""
    if not (dispute := say.verdicts.dispute):
        return
    for move in dispute.moves:
        by = f" ({escape(move.author)})" if move.author else ""
        changes = _changes(say, move.changes)
        yield f"- {place(move.doc).removeprefix('in ').capitalize()}{by}: {changes}."
    for persuasion in dispute.persuasions:
        moved = f", moved by {escape(persuasion.moved_by)}" if persuasion.moved_by else ""
        what = f"{escape(persuasion.kind)} {say.node(persuasion.claim)}"
        yield f"- {escape(persuasion.author)} {what} {place(persuasion.doc)}{moved}."


def _changes(say: Phrases, changes: Flips) -> str:
    told = [f"{say.node(id)} ({before} → {after})" for id, before, after in changes[:_MOST]]
    return "; ".join(told) + (f"; and {len(changes) - _MOST} more" if len(changes) > _MOST else "")


def self_contradictions(say: Phrases) -> Iterator[str]:
    """Yield the claims that do not stand by what their own authors say."""
    for each in say.verdicts.dispute.contradictions if say.verdicts.dispute else ():
        how = "is answered by" if each.status is Status.FALLS else "is left open by"
        yield f"- {escape(each.author)}'s {say.node(each.claim)} {how} their own words:"
        yield from (f"  - {say.node(id)} ({say.where(id)})" for id in each.against)


def chances(say: Phrases) -> Iterator[str]:
    """Yield how probable each thesis is, and which hedges it turns on most."""
    for chance in say.verdicts.chances:
        if chance.hedged:
            yield from _chance(say, chance)


def _chance(say: Phrases, chance: Chance) -> Iterator[str]:
    off = "" if chance.exact else f", give or take {200 * chance.error:.1f} (twice the standard error of a sample)"
    yield f"- {100 * chance.probability:.0f}%{off}: {say.node(chance.thesis)}."
    for hedged in [each for each in chance.hedged if each.matters and abs(each.importance) >= 0.005][: _SHOWN + 2]:
        how = "higher" if hedged.importance > 0 else "lower"
        says = f"{100 * hedged.credence:.0f}% by its author" + ("" if hedged.source == "stated" else "'s words")
        points = f"{100 * abs(hedged.importance):.0f} points {how}"
        yield f"  - {points} if it holds than if it does not: {say.node(hedged.claim)} ({says})."
    for author, claims in chance.shared:
        yield f"  - {len(claims)} of the hedges behind it are {escape(author)}'s: they may well fail together."


def camps(say: Phrases) -> Iterator[str]:
    """Yield the camps of each question that stays open."""
    for number, question in enumerate(say.verdicts.camps.questions if say.verdicts.camps else (), 1):
        if len(question.camps) > 1:
            yield f"- Question {number}: {count(len(question.camps), 'camp')}{'' if question.complete else ', or more'}."
            for each in question.camps[:_MOST]:
                yield f"  - {_camp(say, each)}"
            yield from _either_way(say, question)


def _camp(say: Phrases, camp: Camp) -> str:
    parts = [("holds", camp.accepts), ("rejects", camp.rejects)]
    told = [f"{verb} {_listed_claims(say, ids)}" for verb, ids in parts if any(">" not in id for id in ids)]
    return f"One {' and '.join(told)}."


def _listed_claims(say: Phrases, ids: Iterable[str]) -> str:
    return "; ".join(say.node(id) for id in ids if ">" not in id)


def _either_way(say: Phrases, question: OpenQuestion) -> Iterator[str]:
    if any(">" not in id for id in question.holds):
        yield f"  - Either way it holds: {_listed_claims(say, question.holds)}."
