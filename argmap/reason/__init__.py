"""Reasoning: labels, causes, cruxes and explanations as pure functions over the map; OWL and rules over the dataset."""

from argmap.reason.explain import Explanation, explain
from argmap.reason.judge import judge
from argmap.reason.labels import labels

__all__ = ["Explanation", "explain", "judge", "labels"]
