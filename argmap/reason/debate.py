"""The whole judgement on a debate: besides the verdicts, what decides a thesis jointly, its people, its camps and its hedges."""

from __future__ import annotations

from dataclasses import replace

from argmap.model import ArgumentMap, Camps, JointCrux, Status, Thread, Verdicts

__all__ = ["debated", "joint_cruxes"]

_MOST_THESES = 20
"""Joint cruxes are looked for behind so many theses, those with most behind them."""

_MOST_PAIRED = 200
"""So many claims are paired, those nearest to the thesis."""

_MOST_JOINT = 50
"""So many pairs are told of a thesis; where there are more, nearly any two of its reasons are one."""

_MOST_OPEN = 400
"""Claims and steps. Where more are open, nobody can read the camps, and they may take long to find."""


def debated(thread: Thread, map: ArgumentMap, verdicts: Verdicts) -> Verdicts:
    """Return `verdicts`, which are `judge(map)`, with `joint`, `dispute`, `chances` and `camps`; the same each time, and pure.

    >>> from argmap.model import POST, Anchor, Claim, RawMap, Source, Span, Thread
    >>> from argmap.reason import judge
    >>> thread = Thread("lanes", "Bike lanes", "Lanes help.", RawMap(()), Source("lanes.md", "", "markdown"), author="Ann")
    >>> lanes = ArgumentMap((Claim("lanes", "Lanes help.", (Anchor("lanes", POST, Span(0, 11), "Ann"),)),))
    >>> debated(thread, lanes, judge(lanes)).dispute.partings
    ()
    """
    from argmap.reason.chance import chances
    from argmap.reason.importance import with_importance
    from argmap.reason.people import dispute

    likely = tuple(chance for chance in chances(map, verdicts.theses) if chance.hedged)
    return replace(
        verdicts,
        cruxes=tuple(with_importance(map, verdicts.cruxes, likely)),
        step_cruxes=tuple(with_importance(map, verdicts.step_cruxes, likely)),
        joint=joint_cruxes(map, verdicts),
        dispute=dispute(thread, map),
        chances=likely,
        camps=_camps(map, verdicts),
    )


def joint_cruxes(map: ArgumentMap, verdicts: Verdicts) -> tuple[JointCrux, ...]:
    """Return the pairs of claims that decide the theses of `verdicts` together, those that one can still look through."""
    from argmap.reason.joint import joint_cruxes as of_thesis
    from argmap.reason.labels import compile_map, solve

    graph = compile_map(map)
    plain, node = solve(graph), graph.index()
    found = (of_thesis(graph, plain, node[thesis], _MOST_PAIRED).sets[:_MOST_JOINT] for thesis in verdicts.theses[:_MOST_THESES])
    return tuple(crux for sets in found for crux in sets)


def _camps(map: ArgumentMap, verdicts: Verdicts) -> Camps | None:
    unsettled = sum(verdict.status is Status.OPEN for verdict in verdicts.labels.values())
    if not 0 < unsettled <= _MOST_OPEN:
        return None
    from argmap.reason.camps import camps

    return camps(map)
