"""The title as a claim: many posts put forward in their title what the rest of them argues for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["title_claim"]

_LEADING = re.compile(r"^\s*(?:\[[^\]]*\]|CMV|Change my view)?[\s:,.–—-]*", re.IGNORECASE)
_LEAST_WORDS = 4  # In fewer ("Bike lanes") the model takes a plural for a verb.
_FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
_ASKS = frozenset({"WRB", "WP", "WDT", "WP$"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})


def title_claim(title: str, nlp: Language) -> str | None:
    """Return what a title claims, without a forum's own prefix; None if it is a name or a question.

    A title claims something if its parse has a root with a subject and a finite verb. `nlp` needs a tagger and a parser;
    without a parser no title counts as a claim.

    >>> from argmap.suggest._pipeline import MODEL, pipeline
    >>> nlp = pipeline(MODEL)
    >>> title_claim("CMV: Bike lanes make streets safer", nlp)
    'Bike lanes make streets safer'
    >>> title_claim("The case against bike lanes", nlp), title_claim("Why the school should sell bread", nlp)
    (None, None)
    """
    words = _LEADING.sub("", title).strip()
    if len(words.split()) < _LEAST_WORDS or words.endswith("?") or not nlp.has_pipe("parser"):
        return None
    with nlp.select_pipes(enable=["tok2vec", "tagger", "parser"]):
        doc = nlp(words[:500])
    if doc[0].tag_ in _ASKS:
        return None
    for root in (token for token in doc if token.head == token):
        children = [token for token in doc if token.head == root and token != root]
        finite = root.tag_ in _FINITE or any(token.tag_ in _FINITE and token.dep_ in ("aux", "auxpass") for token in children)
        if finite and any(token.dep_ in _SUBJECTS for token in children):
            return words
    return None
