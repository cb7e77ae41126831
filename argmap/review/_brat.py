r"""All marks as brat's standoff files, and back (https://brat.nlplab.org/standoff.html).

`T` lines are the marks, `R` lines their relations, and an annotator's note on each holds its id. Suggestions have the
attribute `Suggested`: who takes it away accepts the mark, who deletes the mark rejects it. Implicit premises have no words and
undercuts lead to no mark, so brat cannot show them; they stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.markup import Annotated
from argmap.model import Role, Span
from argmap.review._decisions import Decision
from argmap.review._edits import KINDS, marked, relations, role_of

__all__ = ["decisions", "files"]

_LINKS = tuple(kind for kind in KINDS if kind != "undercuts")
_TEXT_BOUND = re.compile(r"(\w+) (\d{1,9} \d{1,9}(?:;\d{1,9} \d{1,9})*)")
_RELATION = re.compile(r"(\w+) Arg1:(T\d+) Arg2:(T\d+)")


def configuration() -> str:
    """Return brat's annotation.conf for the roles and relations of argmap."""
    lines = ["[entities]", *(role.capitalize() for role in Role), "[relations]"]
    lines += [f"{kind}\tArg1:<ENTITY>, Arg2:<ENTITY>" for kind in _LINKS]
    lines += ["<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>", "[events]", "[attributes]"]
    shares = "|".join(f"{number / 10:.1f}" for number in range(11))
    return "\n".join([*lines, "Suggested\tArg:<ENTITY>", f"Confidence\tArg:<ENTITY>, Value:{shares}"]) + "\n"


def files(annotated: Annotated, name: str) -> dict[str, bytes]:
    """Return the files for a folder of brat's, by name."""
    contents = {f"{name}.txt": annotated.thread.text, f"{name}.ann": _ann(annotated), "annotation.conf": configuration()}
    return {file: text.encode() for file, text in contents.items()}


def _ann(annotated: Annotated) -> str:
    shown = [(mark, anchor) for _, mark, anchor in marked(annotated) if len(anchor.span)]
    names = {anchor.id: f"T{number}" for number, (_, anchor) in enumerate(shown, 1)}
    text = annotated.thread.text
    marks, others, links = [], [], []
    attributes = 0
    for mark, anchor in shown:
        name = names[anchor.id]
        # brat wants no line break inside a fragment.
        parts = [
            Span(*match.span()) for match in re.finditer(r"[^\n]+", text[: anchor.span.end]) if match.end() > anchor.span.start
        ]
        parts = [Span(max(part.start, anchor.span.start), part.end) for part in parts]
        where = ";".join(f"{part.start} {part.end}" for part in parts)
        marks.append(f"{name}\t{role_of(mark).capitalize()} {where}\t{' '.join(part.cut(text) for part in parts)}")
        others.append(f"#{name[1:]}\tAnnotatorNotes {name}\t{anchor.id}")
        if "suggested" in mark.attributes.classes:
            attributes += 1
            others.append(f"A{attributes}\tSuggested {name}")
            if "confidence" in mark.attributes.pairs:
                attributes += 1
                others.append(f"A{attributes}\tConfidence {name} {float(mark.attributes.pairs['confidence']):.1f}")
        links += [(kind, name, names[id]) for kind, id in relations(mark) if id in names]
    links_written = [f"R{number}\t{kind} Arg1:{one} Arg2:{other}" for number, (kind, one, other) in enumerate(links, 1)]
    return "".join(f"{line}\n" for line in [*marks, *links_written, *others])


def decisions(annotated: Annotated, ann: str, name: str) -> tuple[list[Decision], list[str]]:
    """Read an edited .ann: what it decides of the open suggestions, and what cannot be used, each with its file and line."""
    spans: dict[str, tuple[int, str, Span]] = {}
    ids: dict[str, str] = {}
    suggested: set[str] = set()
    links: list[tuple[int, str, str, str]] = []
    notes: list[str] = []
    for number, line in enumerate(ann.split("\n"), 1):
        key, what, rest = (*line.split("\t"), "", "", "")[:3]
        if key[:1] == "T" and (match := _TEXT_BOUND.fullmatch(what)):
            edges = [int(edge) for edge in re.findall(r"\d+", match[2])]
            spans[key] = number, match[1].lower(), Span(min(edges), max(edges))
        elif match := _RELATION.fullmatch(what.strip()):
            links.append((number, match[1], match[2], match[3]))
        elif key[:1] == "#" and what.startswith("AnnotatorNotes T"):
            ids[what.split()[1]] = rest.strip()
        elif key[:1] == "A" and what.startswith("Suggested T"):
            suggested.add(what.split()[1])
        elif line.strip() and not what.startswith("Confidence "):
            notes.append(f"{name}:{number}: this is no line that a review reads")
    found = list(_found(annotated, name, spans, ids, suggested, links))
    known = {anchor.id for anchor in annotated.anchors}
    for mark, (number, _, span) in spans.items():
        if ids.get(mark) not in known or not len(span) or span.end > len(annotated.thread.text):
            notes.append(f"{name}:{number}: {mark} is no mark of the text: new ones are made in the text itself")
    return found, notes


def _found(
    annotated: Annotated,
    name: str,
    spans: dict[str, tuple[int, str, Span]],
    ids: dict[str, str],
    suggested: set[str],
    links: list[tuple[int, str, str, str]],
) -> Iterator[Decision]:
    marks = {ids[mark]: mark for mark in spans if mark in ids}
    for _, mark, anchor in marked(annotated):
        if "suggested" not in mark.attributes.classes or not len(anchor.span):
            continue
        if anchor.id not in marks:
            yield Decision(name, anchor.id, accepted=False)
            continue
        key = marks[anchor.id]
        number, role, span = spans[key]
        wanted = tuple((kind, ids[other]) for _, kind, one, other in links if one == key and other in ids and kind in _LINKS)
        yield Decision(
            f"{name}:{number}",
            anchor.id,
            None if key in suggested else True,
            span if len(span) and span.end <= len(annotated.thread.text) else None,
            Role(role) if role in tuple(Role) else None,
            # Relations to implicit premises are not in brat's files, so they are as they were.
            wanted
            + tuple(
                pair
                for pair in relations(mark)
                if pair[0] in _LINKS and pair[1] not in ids.values() and _hidden(annotated, pair[1])
            ),
        )


def _hidden(annotated: Annotated, id: str) -> bool:
    return any(anchor.id == id and not len(anchor.span) for anchor in annotated.anchors)
