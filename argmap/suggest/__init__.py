"""Suggestions: what spaCy and small trained models take for claims, reasons, answers and concepts. A person confirms them."""

from argmap.suggest._concepts import Terms, concepts
from argmap.suggest._fitting import Fitting
from argmap.suggest._pipeline import MODEL
from argmap.suggest._suggest import Relation, Suggested, suggest
from argmap.suggest._targets import RankedTarget, all_targets, targets
from argmap.suggest._write import add_suggestions, list_suggestions, suggest_text

__all__ = [
    "MODEL",
    "Fitting",
    "RankedTarget",
    "Relation",
    "Suggested",
    "Terms",
    "add_suggestions",
    "all_targets",
    "concepts",
    "list_suggestions",
    "suggest",
    "suggest_text",
    "targets",
]
