"""Floors: for data known by their hash, how low (or, of an error, how high) each measure may come. A tool only ever raises them."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

__all__ = ["FILE", "MARGIN", "LoweredError", "add_options", "below", "data_hash", "gate", "load", "pin"]

FILE = Path(__file__).with_name("floors.json")
MARGIN = 0.005
"""How far under what was measured a floor is pinned: numbers differ a little between machines."""


class LoweredError(Exception):
    """What was measured is below a floor, and a floor is never lowered by a tool."""


Floors = dict[str, dict[str, float]]


def data_hash(contents: Iterable[bytes]) -> str:
    """Return the sha256 of what is in some files, whatever they are called and in whatever order they come."""
    digests = sorted(hashlib.sha256(content).hexdigest() for content in contents)
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()


def load(file: Path = FILE) -> Floors:
    """Read the floors: per hash of data, per measure."""
    floors: Floors = json.loads(file.read_text("utf-8")) if file.exists() else {}
    return floors


def is_error(measure: str) -> bool:
    """Say whether less of a measure is better."""
    return measure.endswith("error")


def below(measured: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """Return in words where a measure is worse than its floor, or not there at all; not a number is worse than anything.

    >>> below({"macro F1": 0.58, "calibration error": 0.04}, {"macro F1": 0.6, "calibration error": 0.05, "hit@1": 0.2})
    ['macro F1: 0.5800, floor 0.6', 'hit@1: not measured, floor 0.2']
    """
    failures = []
    for name, floor in floors.items():
        value = measured.get(name)
        if value is None:
            failures.append(f"{name}: not measured, floor {floor}")
        elif not (value <= floor if is_error(name) else value >= floor):
            failures.append(f"{name}: {value:.4f}, floor {floor}")
    return failures


def pin(measured: Mapping[str, float], data: str, file: Path = FILE) -> list[str]:
    """Raise the floors of some data to what was measured, less `MARGIN`; raises LoweredError, and writes nothing, if any is missed.

    A floor that is higher than what would be pinned now stays as it is. Returns in words which were raised.
    """
    floors = load(file)
    here = floors.get(data, {})
    missed = below(measured, here)
    if missed:
        raise LoweredError("a floor is never lowered by this tool; a person may edit the file:\n  " + "\n  ".join(missed))
    raised = []
    for name, value in measured.items():
        if value != value:  # noqa: PLR0124 (not a number: nothing to pin)
            continue
        new = round(value + MARGIN if is_error(name) else value - MARGIN, 3)
        old = here.get(name)
        if old is None or (new < old if is_error(name) else new > old):
            here[name] = new
            raised.append(f"{name}: {'none' if old is None else old} -> {new}")
    floors[data] = here
    beside = file.with_suffix(".new")
    beside.write_text(json.dumps(floors, indent=1) + "\n", "utf-8")
    beside.replace(file)
    return raised


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what benchmarks with floors can be told."""
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    to_do = parser.add_mutually_exclusive_group()
    to_do.add_argument("--check", action="store_true", help="exit with 1 if a measure is below its floor")
    to_do.add_argument("--pin", action="store_true", help="raise the floors of these data to what is measured")


def gate(measured: Mapping[str, float], data: str, *, check: bool, pin_them: bool, file: Path = FILE) -> int:
    """Compare with the floors or raise them, say on stderr what came of it, and return the exit code."""
    if pin_them:
        try:
            raised = pin(measured, data, file)
        except LoweredError as refused:
            print(refused, file=sys.stderr)
            return 1
        print("\n".join(raised) or "no floor to raise", file=sys.stderr)
    if check:
        floors = load(file).get(data)
        if floors is None:
            print("no floors are pinned for these data", file=sys.stderr)
            return 0
        missed = below(measured, floors)
        print("\n".join(["below its floor:", *missed]) if missed else f"{len(floors)} floors held", file=sys.stderr)
        return 1 if missed else 0
    return 0
