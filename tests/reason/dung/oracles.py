"""Two outside solvers for the grounded labelling, and a second translation of maps that shares no line with argmap's."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import clingo
from argumentation.core.dung import ArgumentationFramework, grounded_extension

from argmap.model import ArgumentMap, Status, StepKind

Attack = tuple[str, str]
Grounded = tuple[set[str], set[str]]
"""The arguments that are in, and those that are out."""

# An argument is in when all that attack it are out, and out when one is in: a positive program, so that its least model is the
# grounded labelling.
GROUNDED = """
in(X) :- arg(X), out(Y) : att(Y,X).
out(X) :- att(Y,X), in(Y).
#show in/1.
#show out/1.
"""


def by_clingo(arguments: Iterable[str], attacks: Iterable[Attack]) -> Grounded:
    """Solve with clingo (Potsdam)."""
    names = sorted(set(arguments))
    number = {name: index for index, name in enumerate(names)}
    facts = [f"arg({index})." for index in number.values()]
    facts += [f"att({number[source]},{number[target]})." for source, target in attacks]
    control = clingo.Control(["--warn=none"])
    control.add("base", [], "".join(facts) + GROUNDED)
    control.ground([("base", [])])
    sides: dict[str, set[str]] = {"in": set(), "out": set()}
    with control.solve(yield_=True) as handle:
        model = handle.model()
        assert model is not None
        for atom in model.symbols(shown=True):
            sides[atom.name].add(names[atom.arguments[0].number])
    return sides["in"], sides["out"]


def by_formal_argumentation(arguments: Iterable[str], attacks: Iterable[Attack]) -> Grounded:
    """Solve with formal-argumentation (PyPI); it gives what is in, and what that attacks is out."""
    attacks = list(attacks)
    inside = set(grounded_extension(ArgumentationFramework(frozenset(arguments), frozenset(attacks))))
    return inside, {target for source, target in attacks if source in inside}


Solver = Callable[[Iterable[str], Iterable[Attack]], Grounded]


def translated(the_map: ArgumentMap) -> tuple[dict[str, list[str]], list[Attack]]:
    """Translate a map as SEMANTICS 5.2 words it, from the map itself.

    Returns the arguments that speak for each claim and step (it stands if one of them is in and falls if all are out), and the
    attacks: per claim a reasoned case for it and one against it, a bare one if somebody just says it, and a bar to its use.
    """
    speak: dict[str, list[str]] = {}
    attacks: list[Attack] = []
    reasoned = {step.target for step in the_map.steps if step.kind is StepKind.INFERENCE}
    for claim in the_map.claims:
        pro, con, bare, bar, nopro, nocon = (f"{part}({claim.id})" for part in ("cr", "cm", "cb", "bar", "nopro", "nocon"))
        attacks += [(pro, con), (con, pro), (nopro, pro), (nocon, con), (pro, bar)]
        speak[claim.id] = [pro]
        if claim.asserted or claim.id not in reasoned:
            attacks += [(con, bare), (bare, bar)]
            speak[claim.id].append(bare)
    helper = {StepKind.INFERENCE: "nopro({})", StepKind.REBUTTAL: "nocon({})", StepKind.UNDERCUT: "step({})"}
    for step in the_map.steps:
        me = f"step({step.id})"
        speak[step.id] = [me]
        attacks.append((me, helper[step.kind].format(step.target)))
        attacks += [(f"bar({premise})", me) for premise in step.premises]
    return speak, attacks


def many_at_once(maps: Iterable[ArgumentMap], solver: Solver) -> list[dict[str, Status]]:
    """Label maps by translating each and handing the solver all of them as one framework of unconnected parts."""
    speaking = []
    arguments: list[str] = []
    attacks: list[Attack] = []
    for number, the_map in enumerate(maps):
        speak, pairs = translated(the_map)
        speaking.append({name: [f"{number}.{one}" for one in those] for name, those in speak.items()})
        attacks += [(f"{number}.{source}", f"{number}.{target}") for source, target in pairs]
        arguments += [one for those in speaking[-1].values() for one in those]
    inside, outside = solver({*arguments, *(end for pair in attacks for end in pair)}, attacks)

    def status(those: list[str]) -> Status:
        if not inside.isdisjoint(those):
            return Status.STANDS
        return Status.FALLS if outside.issuperset(those) else Status.OPEN

    return [{name: status(those) for name, those in speak.items()} for speak in speaking]
