"""Commands that argue with a map: explain, cruxes, whatif."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from argmap.cli._app import app, talk
from argmap.cli._look import As, File, Format, case_of, claim_only, claim_or_step, put_json, put_line
from argmap.errors import error

if TYPE_CHECKING:
    from argmap.model import Crux, DoubleCrux, JointCrux

__all__: list[str] = []


class Silence(StrEnum):
    """What a view makes of what its author never spoke to."""

    AGREES = "agrees"
    OPEN = "open"


Silent = Annotated[
    Silence,
    typer.Option(help="What somebody never spoke to is, in their eyes, as the thread has it (silence agrees), or open."),
]


@app.command()
def explain(
    file: File,
    claim: Annotated[
        str | None, typer.Argument(help="The id of a claim or a step; by default every thesis of the map.", show_default=False)
    ] = None,
    triple: Annotated[
        str | None,
        typer.Option("--triple", help="Derive a triple of the graph instead, as 'lanes dependsOn count'.", show_default=False),
    ] = None,
    strength: Annotated[bool, typer.Option("--strength", help="Say how strong it is by quadratic energy, from 0 to 1.")] = False,
    format: As = Format.TEXT,
) -> None:
    """Say why a claim stands, falls or is open, down to the words; or how a triple follows from what is stated.

    The strength is another, gradual verdict (Potyka 2018); mind that it rewards reasons that go round in a circle.

    \b
    Examples:
      argmap explain corpus/bike-lanes.md lanes
      argmap explain corpus/bike-lanes.md --triple "lanes dependsOn fear"
      argmap explain corpus/bike-lanes.md lanes --strength
    """  # noqa: D301
    from argmap import argue
    from argmap.reason.explain import explain as explain_claim
    from argmap.reason.explain import lines

    case = case_of(file)
    if triple is not None:
        tree, told = argue.derived(case, triple)
        if format is Format.JSON:
            put_json(tree)
        else:
            for line in told:
                put_line(line)
        return
    wanted = case.verdicts.theses if claim is None else (claim_or_step(case, claim),)
    strengths = argue.strengths(case, talk.say) if strength else {}
    found = [explain_claim(case.annotated.thread, case.annotated.map, case.verdicts, id) for id in wanted]
    if format is Format.JSON:
        data = [{**asdict(each), **({"strength": strengths[each.id]} if strengths else {})} for each in found]
        put_json(data[0] if claim is not None else data)
        return
    for each in found:
        for line in lines(each):
            put_line(line)
        if strengths:
            typer.echo(f"strength {strengths[each.id]:.4f} (quadratic energy)")


@app.command()
def cruxes(
    file: File,
    thesis: Annotated[
        list[str], typer.Option("--for", help="A claim whose cruxes are wanted; by default every thesis of the map.")
    ] = [],  # noqa: B006
    between: Annotated[
        tuple[str, str] | None,
        typer.Option(help="Two people: only what these would have to settle, even if they never met.", show_default=False),
    ] = None,
    silence: Silent = Silence.AGREES,
    smallest: Annotated[
        bool,
        typer.Option("--smallest", help="The smallest sets of claims that decide the thesis, of any size, found by clingo."),
    ] = False,
    seconds: Annotated[float, typer.Option(help="Give up --smallest after so long.", min=0)] = 10.0,
    format: As = Format.TEXT,
) -> None:
    """List what each thesis hangs on, and what people who disagree would have to settle, each with its proof.

    A crux is a claim or a step by which alone the thesis changes; where no single one does, pairs that do. The proof is both runs
    and the chain that changes. A double crux decides for two people at once.

    \b
    Examples:
      argmap cruxes corpus/connectomics.md
      argmap cruxes corpus/bike-lanes.md --for lanes
      argmap cruxes corpus/connectomics.md --between rmorey "Steve Byrnes"
      argmap cruxes corpus/bike-lanes.md --smallest
    """  # noqa: D301
    from argmap import argue
    from argmap.reason.explain import crux_lines
    from argmap.reason.people.lines import parting_lines

    case = case_of(file)
    theses = tuple(claim_only(case, id) for id in thesis)
    if smallest:
        found = argue.smallest_sets(case, theses, seconds)
        if format is Format.JSON:
            put_json([{"thesis": id, "complete": sets.complete, "sets": [_joint(one) for one in sets.sets]} for id, sets in found])
        else:
            for line in argue.set_lines(case.judged, found, seconds):
                put_line(line)
        return
    verdicts = argue.with_cruxes(case, theses) if thesis or between is None else None
    partings = argue.partings(case, silence.value, between) if between or not thesis else ()
    if format is Format.JSON:
        data = [_crux(one) for one in (*verdicts.cruxes, *verdicts.step_cruxes)] if verdicts else []
        data += [_joint(one) for one in verdicts.joint] if verdicts else []
        put_json([*data, *(_double(one) for parting in partings for one in parting.double_cruxes)])
        return
    if verdicts:
        for line in crux_lines(case.judged, verdicts):
            put_line(line)
    for parting in partings:
        for line in parting_lines(case.judged, parting):
            put_line(line)


def _crux(crux: Crux) -> dict[str, Any]:
    step = ">" in crux.node
    return {
        "kind": "step" if step else "claim",
        "step" if step else "claim": crux.node,
        "thesis": crux.thesis,
        "now": crux.now,
        "standing": crux.standing,
        "granted": crux.granted,
        "denied": crux.denied,
        "root": crux.root,
        "loop": crux.loop,
        "chain": list(crux.chain),
    }


def _joint(joint: JointCrux) -> dict[str, Any]:
    return {"kind": "joint", **asdict(joint)}


def _double(double: DoubleCrux) -> dict[str, Any]:
    return {"kind": "double", **asdict(double)}


@app.command()
def whatif(
    file: File,
    reject: Annotated[list[str], typer.Option(help="A claim or step taken for false.", show_default=False)] = [],  # noqa: B006
    accept: Annotated[list[str], typer.Option(help="A claim or step taken for true.", show_default=False)] = [],  # noqa: B006
    without: Annotated[list[str], typer.Option(help="Somebody who never spoke.", show_default=False)] = [],  # noqa: B006
    as_: Annotated[str | None, typer.Option("--as", help="Somebody through whose eyes to look.", show_default=False)] = None,
    silence: Silent = Silence.AGREES,
    format: As = Format.TEXT,
) -> None:
    """Say what would change, and why: if a claim were false or true, if somebody had never spoken, or as somebody sees it.

    All options but --as and --silence can be given more than once, and all of them together.

    \b
    Examples:
      argmap whatif corpus/bike-lanes.md --reject plough
      argmap whatif corpus/connectomics.md --without rmorey
      argmap whatif corpus/connectomics.md --as "Vladimir Nesov" --accept no-jump
    """  # noqa: D301
    from argmap.reason.whatif import what_if, what_if_lines

    if not (reject or accept or without or as_):
        raise error("nothing-supposed")
    case = case_of(file)
    result = what_if(case.judged, reject, accept, without, as_, silence.value, case.annotated.thread)
    if format is Format.JSON:
        put_json(asdict(result))
    else:
        for line in what_if_lines(case.judged, result):
            put_line(line)
