"""Questions to a map: any SPARQL 1.1 query, and the saved questions by name."""

from argmap.query._engine import TIMEOUT, run
from argmap.query._formats import FORMATS, formula_cells, render
from argmap.query._questions import Column, Parameter, Question, ask, find, questions
from argmap.query._result import Result, ResultKind

__all__ = [
    "FORMATS",
    "TIMEOUT",
    "Column",
    "Parameter",
    "Question",
    "Result",
    "ResultKind",
    "ask",
    "find",
    "formula_cells",
    "questions",
    "render",
    "run",
]
