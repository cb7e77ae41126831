"""Maps in a line: `p=>g`, `p,r=>g` (linked), `q=>!p` (rebuttal), `q=>(p=>g)` (undercut), and random ones."""

from __future__ import annotations

import random

from argmap.model import POST, Anchor, ArgumentMap, Claim, Span, Step, StepKind, step_id


def anchor(id: str) -> Anchor:
    return Anchor(id, POST, Span(0, 1), "Ann")


def a_map(text: str, asserted: str = "") -> ArgumentMap:
    """Read steps parted by `;`. Every claim is asserted by somebody; those in `asserted` besides their reasons."""
    steps: list[Step] = []
    names: list[str] = []

    def step(line: str) -> Step:
        left, _, right = line.partition("=>")
        premises = tuple(left.strip().split(","))
        names.extend(premises)
        right = right.strip()
        if right.startswith("("):
            kind, target = StepKind.UNDERCUT, step(right[1:-1]).id
        elif right.startswith("!"):
            kind, target = StepKind.REBUTTAL, right[1:]
            names.append(target)
        else:
            kind, target = StepKind.INFERENCE, right
            names.append(target)
        return Step(step_id(premises, target), kind, premises, target, anchor(premises[0]))

    for line in text.split(";"):
        if "=>" in line:
            steps.append(step(line.strip()))
        elif line.strip():
            names.append(line.strip())
    claims = tuple(Claim(name, name, (anchor(name),), asserted=name in asserted.split()) for name in sorted(set(names)))
    return ArgumentMap(claims, tuple(steps))


def random_map(seed: int, size: int = 8) -> ArgumentMap:
    """Make a map of up to `size` claims, half of the time with cycles, with undercuts of every kind of step."""
    dice = random.Random(seed)
    names = [f"c{number}" for number in range(dice.randint(2, size))]
    cyclic = dice.random() < 0.5
    steps: dict[str, Step] = {}
    for _ in range(dice.randint(1, 2 * len(names))):
        kind = dice.choice([StepKind.INFERENCE, StepKind.INFERENCE, StepKind.REBUTTAL, StepKind.UNDERCUT])
        if kind is StepKind.UNDERCUT:
            if not steps:
                continue
            target = dice.choice(sorted(steps))
            pool = names
        else:
            number = dice.randrange(len(names))
            target = names[number]
            pool = names if cyclic else names[number + 1 :]
        if not pool:
            continue
        premises = tuple(dice.sample(pool, min(len(pool), dice.choice([1, 1, 1, 2]))))
        made = Step(step_id(premises, target), kind, premises, target, anchor(premises[0]))
        steps.setdefault(made.id, made)
    claims = tuple(Claim(name, name, (anchor(name),), asserted=dice.random() < 0.2) for name in names)
    return ArgumentMap(claims, tuple(steps.values()))
