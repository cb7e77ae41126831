r"""Open suggestions as JSON lines that Prodigy and doccano read, and the decisions that they write.

One line is one suggestion in its paragraph: `text`, the mark in Prodigy's `spans` and again in doccano's `label`, and
`meta` with the mark's id. Prodigy (`prodigy spans.manual`) adds `answer`: accept, reject or ignore. doccano (a project for
sequence labelling) adds an `id` of its own, and what is decided is in `label`: none left is a rejection.
https://prodi.gy/docs/api-interfaces#spans_manual, https://doccano.github.io/doccano/tutorial/
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from argmap.markup import Annotated
from argmap.model import Anchor, Role, Span
from argmap.review._decisions import Decision
from argmap.review._edits import find, marked, relations, role_of

__all__ = ["decisions", "tasks"]


def tasks(annotated: Annotated) -> Iterator[str]:
    """Yield a line for each open suggestion that has words."""
    for _, mark, anchor in marked(annotated):
        if "suggested" in mark.attributes.classes and len(anchor.span):
            around = _around(annotated, anchor)
            start, end, label = anchor.span.start - around.start, anchor.span.end - around.start, role_of(mark).value
            pairs = mark.attributes.pairs
            meta = {"id": anchor.id, "by": anchor.speaker, "confidence": pairs.get("confidence"), "cue": pairs.get("cue")}
            meta["relations"] = ", ".join(" ".join(pair) for pair in relations(mark)) or None
            task = {
                "text": around.cut(annotated.thread.text),
                "spans": [{"start": start, "end": end, "label": label}],
                "label": [[start, end, label]],
                "meta": {key: value for key, value in meta.items() if value is not None},
            }
            yield json.dumps(task, ensure_ascii=False)


def decisions(annotated: Annotated, text: str, name: str) -> tuple[list[Decision], list[str]]:
    """Read the lines that come back: what they decide, and what cannot be used, each with its file and line."""
    found: list[Decision] = []
    notes: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                found.append(_decision(annotated, line, f"{name}:{number}"))
            except (ValueError, TypeError, KeyError, RecursionError) as problem:
                reason = str(problem) if type(problem) is ValueError else "this is no line of a review"
                notes.append(f"{name}:{number}: {reason}")
    return found, notes


def _decision(annotated: Annotated, line: str, place: str) -> Decision:
    task: dict[str, Any] = json.loads(line)
    id = str(task["meta"]["id"])
    answer = task.get("answer")
    if answer == "ignore" or (answer is None and "id" not in task):
        return Decision(place, id, accepted=None)
    if answer not in (None, "accept", "reject"):
        raise ValueError("the answer is neither accept nor reject nor ignore")
    try:
        anchor = find(annotated, id)[2]
    except KeyError:
        raise ValueError(f"there is no mark {id}") from None
    around = _around(annotated, anchor)
    if task["text"] != around.cut(annotated.thread.text):
        raise ValueError(f"the text is not that of {id}")
    if answer is None:
        spans = [(int(start), int(end), label) for start, end, label in task["label"]]
    else:
        spans = [(int(span["start"]), int(span["end"]), span["label"]) for span in task.get("spans", [])]
    if answer == "reject" or not spans:
        return Decision(place, id, accepted=False)
    if len(spans) > 1:
        raise ValueError(f"{len(spans)} spans, and {id} is one")
    start, end, label = spans[0]
    if str(label).lower() not in tuple(Role) or not 0 <= start < end <= len(around):
        raise ValueError(f"no role, or no words: {label} {start} {end}")
    return Decision(place, id, True, Span(around.start + start, around.start + end), Role(str(label).lower()))


def _around(annotated: Annotated, anchor: Anchor) -> Span:
    block = annotated.thread.block_at(anchor.span.start)
    return block.span if block else anchor.span
