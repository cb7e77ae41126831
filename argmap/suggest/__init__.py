"""Suggestions: what spaCy and a list of rules take for claims, reasons and answers. A person confirms them."""

from argmap.suggest._concepts import Terms, concepts
from argmap.suggest._pipeline import MODEL
from argmap.suggest._suggest import Relation, Suggested, suggest
from argmap.suggest._write import add_suggestions, list_suggestions, suggest_text

__all__ = ["MODEL", "Relation", "Suggested", "Terms", "add_suggestions", "concepts", "list_suggestions", "suggest", "suggest_text"]
