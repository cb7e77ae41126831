"""Trained weights: JSON files that come with the package."""

from __future__ import annotations

import json
import math
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["read_weights", "sigmoid"]


@cache
def read_weights(name: str) -> dict[str, Any]:
    """Read `weights/NAME.json`."""
    found: dict[str, Any] = json.loads(files("argmap.suggest").joinpath("weights", f"{name}.json").read_text("utf-8"))
    return found


def sigmoid(score: float) -> float:
    """Turn a score into a probability.

    >>> sigmoid(0.0), sigmoid(-1000.0)
    (0.5, 0.0)
    """
    return 1 / (1 + math.exp(-score)) if score > -700 else 0.0  # where math.exp ends
