"""The review in other tools: what they get, and what they give back."""

from __future__ import annotations

from pathlib import Path

from argmap.errors import error
from argmap.files import read_text
from argmap.markup import Annotated
from argmap.review import _brat, _jsonl
from argmap.review._decisions import Applied, carry_out

__all__ = ["apply", "brat_files", "json_lines"]


def json_lines(annotated: Annotated) -> str:
    """Return the open suggestions as JSON lines, for Prodigy and doccano."""
    return "".join(f"{task}\n" for task in _jsonl.tasks(annotated))


def brat_files(annotated: Annotated, name: str) -> dict[str, bytes]:
    """Return all marks as brat's files NAME.txt and NAME.ann, and its annotation.conf."""
    return _brat.files(annotated, name)


def apply(annotated: Annotated, path: str) -> Applied:
    """Carry out the decisions in a file of another tool, .jsonl or .ann; raises ArgmapError if it is neither."""
    reader = {".jsonl": _jsonl.decisions, ".ann": _brat.decisions}.get(Path(path).suffix)
    if reader is None:
        raise error("decisions-format", path=path)
    decided, notes = reader(annotated, read_text(path), path)
    return carry_out(annotated, decided, notes)
