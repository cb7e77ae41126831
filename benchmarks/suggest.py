"""How often the suggestions are right: `python -m benchmarks.suggest FOLDER [--rules] [--model NAME]`.

FOLDER holds XML files of the corpus CMV modes. The measures are those of notes/MINING.md: sentences of three words or more
(by argmap's own splitter), each turn of an original post once; the gold label is that of most of the sentence's code points;
intervals by bootstrap over original posts. The peer is the majority role. Speed is per second of this process, loading aside.
`--rules` prints the table that argmap/suggest/_rules.py holds.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from argmap.suggest import suggest
from argmap.suggest._pipeline import MODEL, pipeline
from argmap.suggest._readings import Reading, readings
from argmap.suggest._relations import leads, reasons
from argmap.suggest._rules import QUOTED, RULES
from benchmarks._cmv import Debate, read_folder

ROLES = ("claim", "premise", "none")
FOR = frozenset({"support", "agreement", "partial_agreement", "understand"})


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence: its post, its gold label, the one given to it, how surely, and by which rule."""

    post: str
    gold: str
    given: str
    confidence: float
    rule: str


def macro_f1(scored: Sequence[Scored]) -> tuple[float, list[float]]:
    """Return the mean of the roles' F1s, and each.

    >>> macro_f1([Scored("p", "claim", "claim", 1, ""), Scored("p", "none", "claim", 1, "")])
    (0.2222222222222222, [0.6666666666666666, 0.0, 0.0])
    """
    pairs = Counter((one.gold, one.given) for one in scored)
    each = []
    for role in ROLES:
        right = pairs[role, role]
        total = sum(number * ((gold == role) + (given == role)) for (gold, given), number in pairs.items())
        each.append(2 * right / total if total else 0.0)
    return sum(each) / len(each), each


def interval(scored: Sequence[Scored], measure: Callable[[Sequence[Scored]], float]) -> tuple[float, float]:
    """Return the 95% interval of a measure, by drawing posts again and again."""
    by_post: dict[str, list[Scored]] = {}
    for one in scored:
        by_post.setdefault(one.post, []).append(one)
    posts, dice = sorted(by_post), random.Random(0)
    drawn = ([one for post in dice.choices(posts, k=len(posts)) for one in by_post[post]] for _ in range(1000))
    values = sorted(measure(sample) for sample in drawn)
    return values[25], values[974]


def accuracy(scored: Sequence[Scored], coverage: float) -> float:
    """Return the share of right labels among the surest `coverage` of the sentences; the earlier first among equals."""
    surest = sorted(scored, key=lambda one: -one.confidence)[: round(len(scored) * coverage)]
    return sum(one.gold == one.given for one in surest) / len(surest)


def calibration_error(scored: Sequence[Scored]) -> float:
    """Return the expected calibration error over ten equal bins of confidence (Naeini et al., AAAI 2015)."""
    bins: dict[int, list[float]] = {}
    for one in scored:
        bins.setdefault(min(int(one.confidence * 10), 9), []).append((one.gold == one.given) - one.confidence)
    return sum(abs(sum(gaps)) for gaps in bins.values()) / len(scored)


def score(debates: Sequence[Debate], read: Sequence[list[Reading]]) -> list[Scored]:
    """Put each sentence's gold label beside what its rule says."""
    return [
        Scored(debate.post, debate.label(one.span), one.rule.counts_as, one.rule.confidence, one.rule.name)
        for debate, found in zip(debates, read, strict=True)
        for one in found
        if one.span in debate.scored
    ]


def print_roles(scored: Sequence[Scored]) -> None:
    """Print the measures of the roles."""
    majority = Counter(one.gold for one in scored).most_common(1)[0][0]
    trials = {
        f"majority ({majority})": [Scored(one.post, one.gold, majority, 1.0, "") for one in scored],
        "cue rules": list(scored),
    }
    print(f"\n{'roles':20} macro F1  95% interval   " + "".join(f"{role:>9}" for role in ROLES))
    for name, trial in trials.items():
        mean, each = macro_f1(trial)
        low, high = interval(trial, lambda sample: macro_f1(sample)[0])
        print(f"{name:20} {mean:8.3f}  {low:.3f} to {high:.3f}" + "".join(f"{one:9.3f}" for one in each))
    covered = ((share, accuracy(scored, share)) for share in (0.1, 0.2, 0.3, 0.5, 1.0))
    print("\naccuracy of the surest  " + "  ".join(f"{share:.0%} {value:.3f}" for share, value in covered))
    print(f"calibration error       {calibration_error(scored):.3f}")


def print_shown(debates: Sequence[Debate], model: str) -> None:
    """Print how many suggestions a reader gets to see, and how many of them are right."""
    shown, right = Counter[str](), Counter[str]()
    for debate in debates:
        for one in suggest(debate.thread, model):
            if one.span in debate.scored:
                role = {"concession": "claim"}.get(one.role, one.role.value)
                gold = debate.label(one.span)
                shown[role] += 1
                # The corpus has no questions: it is right there to mark one that annotators found to be part of the argument.
                right[role] += gold == role or (role == "question" and gold != "none")
    total, sentences = shown.total(), sum(len(debate.scored) for debate in debates)
    share, precision = total / sentences, right.total() / total
    print(f"\nshown                   {total} of {sentences} sentences ({share:.0%}), right: {precision:.3f}")
    for role in sorted(shown):
        print(f"    {role:20}{shown[role]}, right: {right[role] / shown[role]:.3f}")


def print_relations(debates: Sequence[Debate], read: Sequence[list[Reading]]) -> None:
    """Print how often suggested relations join what annotators joined, and for or against as they did."""
    near, quoted, signs = Counter[bool](), Counter[bool](), Counter[tuple[str, bool]]()
    for debate, found in zip(debates, read, strict=True):
        for link in reasons(found):
            if found[link.source].span in debate.scored:
                near[bool(debate.linked(found[link.source].span, found[link.target].span))] += 1
        for link in leads(debate.thread, found):
            if found[link.source].span in debate.scored:
                relations = debate.linked(found[link.source].span, found[link.target].span)
                quoted[bool(relations)] += 1
                if relations:
                    signs[link.kind, bool(relations & FOR)] += 1
    for name, counts in (("reason to claim", near), ("reply to quotation", quoted)):
        total = sum(counts.values())
        print(f"{name:24}{total}, joined by annotators too: {counts[True] / total:.3f}" if total else f"{name:24}0")
    for kind in sorted({kind for kind, _ in signs}):
        print(f"    {kind:20}annotators: for {signs[kind, True]}, against {signs[kind, False]}")


def print_rules(debates: Sequence[Debate], read: Sequence[list[Reading]], scored: Sequence[Scored]) -> None:
    """Print how often each rule decided and was right."""
    decided = Counter(one.rule for one in scored)
    right = Counter(one.rule for one in scored if one.gold == one.given)
    for debate, found in zip(debates, read, strict=True):
        for target in {link.target for link in leads(debate.thread, found)}:
            if found[target].rule.role is None:
                decided[QUOTED.name] += 1
                right[QUOTED.name] += debate.label(found[target].span) == QUOTED.counts_as
    print()
    for rule in (*RULES, QUOTED):
        print(f"{rule.name:24} {decided[rule.name]:4} {right[rule.name]:4}")


def main() -> None:
    """Read the folder and print every measure."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.suggest", description="Measure the suggestions on a folder of CMV modes."
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rules", action="store_true", help="print how often each rule decided and was right")
    parser.add_argument("--model", default=MODEL, help="an installed spaCy pipeline")
    arguments = parser.parse_args()
    debates = read_folder(arguments.folder)
    if not debates:
        parser.error(f"no XML file in {arguments.folder}")
    nlp = pipeline(arguments.model)
    readings(debates[0].thread, nlp)  # what is done once is not speed
    start = time.process_time()
    read = [readings(debate.thread, nlp) for debate in debates]
    seconds = time.process_time() - start
    words = sum(len(debate.thread.text.split()) for debate in debates)
    scored = score(debates, read)
    posts = len({debate.post for debate in debates})
    print(f"{arguments.folder}: {len(debates)} files, {posts} posts, {len(scored)} sentences, {words} words")
    print_roles(scored)
    print_shown(debates, arguments.model)
    print_relations(debates, read)
    print(f"words a second          {words / seconds:,.0f} ({seconds:.1f} s of one process)")
    if arguments.rules:
        print_rules(debates, read, scored)


if __name__ == "__main__":
    main()
