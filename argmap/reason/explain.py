"""Explanations: why a claim stands, falls or is open, down to the words that somebody wrote.

An explanation is a tree over the map that follows what decides each label, as the dialogue games for grounded
semantics do (a proponent and an opponent in turn; Modgil and Caminada 2009): a standing claim shows its standing
reasons and how each objection was met, a fallen one what brought it down, an open one what holds it open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from argmap.model import ArgumentMap, Claim, Crux, Status, Step, StepKind, Thread, Verdict, Verdicts

__all__ = ["Explanation", "crux_lines", "explain", "lines"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One claim or step in its part: what it is to its parent, its verdict, and what decides that.

    `relation` is how it bears on its parent (`because`, `although`, `rests on`, ...). `quote` is the marked words,
    `who` and `where` their speaker and the document they stand in. `seen` says that the node is explained further up, `cut` that
    it lies too deep to be explained here.
    """

    id: str
    relation: str
    verdict: Verdict
    words: str
    quote: str
    who: str | None
    where: str
    seen: bool
    children: tuple[Explanation, ...]
    cut: bool = False


_MOST_PAIRS = 5
_MOST_CRUXES = 100
_LONGEST = 12
_DEEPEST = 60
"""Reasons upon reasons: more, and nobody follows."""

_RELATION = {StepKind.INFERENCE: "reason", StepKind.REBUTTAL: "objection", StepKind.UNDERCUT: "objection to the step"}


def explain(thread: Thread, map: ArgumentMap, verdicts: Verdicts, id: str) -> Explanation:
    """Return why claim `id` (or the claim it is an alias of, or a step) has its verdict; raises KeyError for any other id."""
    steps = {step.id: step for step in map.steps}
    incoming: dict[str, list[Step]] = {}
    for step in map.steps:
        incoming.setdefault(step.target, []).append(step)
    told: set[str] = set()

    def claim_node(claim: Claim, relation: str, depth: int) -> Explanation:
        verdict = verdicts.labels[claim.id]
        seen = claim.id in told
        told.add(claim.id)
        relevant = [] if seen else [step for step in incoming.get(claim.id, ()) if _bears(step, verdict.status)]
        cut = depth > _DEEPEST and bool(relevant)
        quote = claim.home.span.cut(thread.text)
        others = {
            anchor.speaker: anchor.doc for anchor in reversed(claim.anchors) if anchor.speaker not in (None, claim.home.speaker)
        }
        also = "".join(f"; {name}, {doc}" for name, doc in reversed(others.items()))
        children = () if cut else tuple(step_node(step, depth + 1) for step in relevant)
        return Explanation(
            claim.id, relation, verdict, claim.words, quote, claim.home.speaker, claim.home.doc + also, seen, children, cut
        )

    def step_node(step: Step, depth: int) -> Explanation:
        verdict = verdicts.labels[step.id]
        seen = step.id in told
        told.add(step.id)
        children: list[Explanation] = []
        if not seen:
            children += [claim_node(map.claim(premise), "rests on", depth) for premise in step.premises]
            children += [step_node(undercut, depth + 1) for undercut in incoming.get(step.id, ())]
        words = " + ".join(step.premises)
        where = step.anchor.doc
        return Explanation(step.id, _RELATION[step.kind], verdict, words, "", step.anchor.speaker, where, seen, tuple(children))

    def _bears(step: Step, status: Status) -> bool:
        """Leave out what changes nothing: the fallen reasons of a standing claim. Objections are always worth a word."""
        fallen_reason = step.kind is StepKind.INFERENCE and verdicts.status(step.id) is Status.FALLS
        return not (status is Status.STANDS and fallen_reason)

    return step_node(steps[id], 0) if id in steps else claim_node(map.claim(id), "claim", 0)


def lines(explanation: Explanation, depth: int = 0) -> Iterator[str]:
    """Yield the explanation as indented lines of plain text."""
    indent = "  " * depth
    verdict = explanation.verdict
    if explanation.relation in _RELATION.values():
        by = f" by {explanation.who}" if explanation.who else ""
        again = " (as above)" if explanation.seen else ""
        yield f"{indent}{explanation.relation}{by}: {verdict.words.split(':')[0]}{again}"
    else:
        yield f"{indent}{explanation.id}: {explanation.words}"
        by = f"{explanation.who or 'somebody'}, {explanation.where}"
        if explanation.quote and explanation.quote != explanation.words:
            yield f"{indent}  {by}: “{explanation.quote}”"
        else:
            yield f"{indent}  {by}"
        if explanation.seen:
            yield f"{indent}  {verdict.status.value}, as explained above"
            return
        yield f"{indent}  {verdict.words}"
        if explanation.cut:
            yield f"{indent}  ... `argmap explain FILE {explanation.id}` goes on from here"
    for child in explanation.children:
        yield from lines(child, depth + 1)


def crux_lines(map: ArgumentMap, verdicts: Verdicts) -> Iterator[str]:
    """Yield what each thesis hangs on as lines of plain text, each crux with its proof.

    Claims come first, then the steps that decide by themselves whether the thesis stands, then pairs of claims.
    """
    for thesis in dict.fromkeys((*verdicts.theses, *(crux.thesis for crux in verdicts.cruxes))):
        yield f"{thesis} {verdicts.labels[thesis].words}"
        yield f"  {map.claim(thesis).words}"
        claims = [crux for crux in verdicts.cruxes if crux.thesis == thesis]
        steps = [crux for crux in verdicts.step_cruxes if crux.thesis == thesis and crux.root]
        if not claims:
            yield "  no single claim decides it"
        for crux in claims[:_MOST_CRUXES]:
            yield f"  {'root crux' if crux.root else 'crux'} {crux.node} ({crux.now.value} now): {map.claim(crux.node).words}"
            yield from _proof(crux)
        if len(claims) > _MOST_CRUXES:
            yield f"  and {len(claims) - _MOST_CRUXES} more cruxes (all of them with --format json)"
        for crux in steps[:_MOST_CRUXES]:
            yield f"  step {crux.node} ({crux.now.value} now)"
            yield from _proof(crux)
        pairs = [joint for joint in verdicts.joint if joint.thesis == thesis]
        for joint in pairs[:_MOST_PAIRS]:
            made = [f"{node} {label.value}" for node, label in zip(joint.nodes, joint.flipped, strict=True)]
            yield f"  together: if {' and '.join(made)}, {thesis} {joint.after.verb} (now it {joint.before.verb})"
            yield from (f"    {node}: {map.claim(node).words}" for node in joint.nodes)
        if len(pairs) > _MOST_PAIRS:
            yield f"  and {len(pairs) - _MOST_PAIRS} more pairs (all of them with --format json)"


def _proof(crux: Crux) -> Iterator[str]:
    yield f"    if it stands, {crux.thesis} {crux.granted.verb}; if it falls, {crux.thesis} {crux.denied.verb}"
    told = [f"{name} {up.value}|{down.value}" for name, up, down in crux.chain]
    if len(told) > _LONGEST:
        told = [*told[: _LONGEST // 2], f"({len(told) - _LONGEST} more)", *told[-_LONGEST // 2 :]]
    yield "    " + " > ".join(told)
    if crux.loop:
        yield f"    on a loop: {', '.join(crux.loop)}"
