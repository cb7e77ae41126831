"""A map as one of Dung's frameworks, whose grounded labelling is the map's verdicts."""

from __future__ import annotations

from dataclasses import dataclass

from argmap.model import ArgumentMap, Status
from argmap.reason.dung._framework import Framework
from argmap.reason.labels import compile_map

__all__ = ["Translation", "translate"]


@dataclass(frozen=True)
class Translation:
    """The framework of a map, and which of its arguments stands for each claim and each step, in the map's order."""

    framework: Framework
    argument: dict[str, str]

    def accepted(self, extension: tuple[str, ...]) -> list[str]:
        """Return the claims and steps that an extension accepts, in the map's order."""
        inside = set(extension)
        return [name for name, argument in self.argument.items() if argument in inside]

    def grounded(self) -> dict[str, Status]:
        """Return the verdict on each claim and step: whether its argument is in, out or neither."""
        inside, outside = ({self.framework.arguments[index] for index in side} for side in self.framework.grounded)
        verdict = dict.fromkeys(inside, Status.STANDS) | dict.fromkeys(outside, Status.FALLS)
        return {name: verdict.get(argument, Status.OPEN) for name, argument in self.argument.items()}


def translate(map: ArgumentMap) -> Translation:
    """Return the framework of a map.

    A step is an argument of its own, attacked by its undercuts. A claim is a case for it and one against it, which attack each
    other; a bare one that the case against it defeats; and a bar, which the cases for it remove and which keeps the claim, an
    argument that attacks nothing, and the steps that need it from standing. Two helpers say that a case has no reason; each reason
    attacks its helper.

    >>> from argmap.model import POST, Anchor, Claim, Span
    >>> claim = Claim("lanes", "Lanes are safe.", (Anchor("lanes", POST, Span(0, 15), "Ann"),))
    >>> translate(ArgumentMap((claim,))).grounded()
    {'lanes': <Status.STANDS: 'stands'>}
    """
    graph = compile_map(map)
    attacks: list[tuple[str, str]] = []
    arguments: list[str] = []
    argument: dict[str, str] = {}
    for node, name in enumerate(graph.names):
        if node >= graph.claims:
            arguments.append(f"step:{name}")
            argument[name] = f"step:{name}"
            attacks += [(f"bar:{graph.names[premise]}", f"step:{name}") for premise in graph.pros[node]]
            attacks += [(f"step:{graph.names[undercut]}", f"step:{name}") for undercut in graph.cons[node]]
            continue
        argument[name] = f"claim:{name}"
        parts = ("claim", "for", "against", "bar", "no-reason", "no-objection", *(["bare"] if graph.bare[node] else []))
        arguments += [f"{part}:{name}" for part in parts]
        between = [("for", "against"), ("against", "for"), ("no-reason", "for"), ("no-objection", "against")]
        between += [("for", "bar"), ("bar", "claim"), *([("against", "bare"), ("bare", "bar")] if graph.bare[node] else [])]
        attacks += [(f"{source}:{name}", f"{target}:{name}") for source, target in between]
        attacks += [(f"step:{graph.names[step]}", f"no-reason:{name}") for step in graph.pros[node]]
        attacks += [(f"step:{graph.names[step]}", f"no-objection:{name}") for step in graph.cons[node]]
    return Translation(Framework.of(arguments, attacks), argument)
