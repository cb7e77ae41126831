"""The concepts of a thread in its front matter: reading them, and adding to them without touching anything else.

    concepts:
      whole brain emulation: [WBE, brain upload]
      artificial general intelligence: {also: [AGI], suggested: 0.9}
      radical advance: {rejected: true}

The key is the name to show, the list its other names. `suggested` is the confidence of a machine in what no person has
confirmed; whoever agrees takes it out. A rejected concept is none: it only keeps the machine from proposing it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from argmap.markup._escape import Layout
from argmap.model import LONGEST_LABEL, Concept, label_key

if TYPE_CHECKING:
    import yaml

__all__ = ["Fault", "as_data", "from_data", "read_concepts", "with_concepts", "write_concepts"]

Fault = tuple[str, int, dict[str, object]]
"""An error of the catalogue, the offset where it was found, and its details."""

_NULL = "tag:yaml.org,2002:null"


def read_concepts(node: yaml.Node | None, start: int = 0) -> tuple[tuple[Concept, ...], list[Fault]]:
    """Return the concepts that a node of YAML holds, and what is wrong with others; its offsets count from `start`."""
    found, faults = _read(node, start)
    return tuple(concept for concept, rejected in found if not rejected), faults


def _read(node: yaml.Node | None, start: int) -> tuple[list[tuple[Concept, bool]], list[Fault]]:
    """Return the concepts, each with whether it is rejected, and the faults."""
    import yaml

    if node is None or (node.tag == _NULL and not node.value):
        return [], []
    if not isinstance(node, yaml.MappingNode):
        return [], [("bad-concepts", start + node.start_mark.index, {})]
    found: list[tuple[Concept, bool]] = []
    faults: list[Fault] = []
    owners: dict[tuple[str, ...], str] = {}
    for key, value in node.value:
        try:
            concept, rejected = _concept(key, value)
        except _BadShapeError as problem:
            faults.append(("bad-concept", start + problem.node.start_mark.index, {"problem": problem}))
            continue
        taken = next((label for label in concept.labels if label_key(label) in owners), None)
        if taken is not None:
            details: dict[str, object] = {"label": taken, "owner": owners[label_key(taken)]}
            faults.append(("duplicate-label", start + key.start_mark.index, details))
            continue
        owners |= {label_key(label): concept.label for label in concept.labels}
        found.append((concept, rejected))
    return found, faults


class _BadShapeError(Exception):
    """`node` is not what belongs in its place."""

    def __init__(self, node: yaml.Node, problem: str) -> None:
        self.node = node
        super().__init__(problem)


def _concept(key: yaml.Node, value: yaml.Node) -> tuple[Concept, bool]:
    """Return a concept and whether it is rejected; raises _BadShapeError."""
    import yaml

    label, confidence = _label(key), None
    if isinstance(value, yaml.MappingNode):
        parts: dict[str, yaml.Node] = {part.value: node for part, node in value.value if isinstance(part, yaml.ScalarNode)}
        unknown = next((part for part, _ in value.value if part.value not in ("also", "suggested", "rejected")), None)
        if unknown is not None:
            raise _BadShapeError(unknown, f"of '{label}', only `also`, `suggested` and `rejected` can be said")
        if "suggested" in parts:
            confidence = _share(parts["suggested"])
        if "rejected" in parts and parts["rejected"].value not in ("true", "True"):
            raise _BadShapeError(parts["rejected"], "`rejected` can only be true")
        return Concept.of(label, _labels(parts.get("also")), confidence), "rejected" in parts
    return Concept.of(label, _labels(value)), False


def _labels(node: yaml.Node | None) -> list[str]:
    """Return the labels in a list, or the only one; nothing stands for none."""
    import yaml

    if node is None or (node.tag == _NULL and not node.value):
        return []
    return [_label(item) for item in node.value] if isinstance(node, yaml.SequenceNode) else [_label(node)]


def _label(node: yaml.Node) -> str:
    import yaml

    if not isinstance(node, yaml.ScalarNode):
        raise _BadShapeError(node, "a label is words")
    label = " ".join(node.value.split())
    if not label_key(label) or not label.isprintable():
        raise _BadShapeError(node, f"the label '{label[:LONGEST_LABEL]}' has no words, or signs that nobody can see")
    if len(label) > LONGEST_LABEL:
        raise _BadShapeError(node, f"a label of {len(label)} letters is longer than {LONGEST_LABEL}")
    return label


def _share(node: yaml.Node) -> float:
    try:
        share = float(node.value)
    except (TypeError, ValueError):
        share = -1.0
    if not 0 <= share <= 1:
        raise _BadShapeError(node, "`suggested` is a number from 0 to 1")
    return share


def as_data(concepts: Iterable[Concept]) -> dict[str, Any]:
    """Return concepts as YAML and JSON have them."""
    return {
        concept.label: list(concept.also)
        if concept.confidence is None
        else ({"also": list(concept.also)} if concept.also else {}) | {"suggested": concept.confidence}
        for concept in concepts
    }


def from_data(data: object) -> tuple[Concept, ...]:
    """Return the concepts in data that `as_data` made; raises ValueError for any other.

    >>> from_data(as_data([Concept.of("street", ["road"], 0.5)])) == (Concept.of("street", ["road"], 0.5),)
    True
    """
    import yaml

    try:
        node = yaml.SafeDumper("", sort_keys=False).represent_data(data)  # type: ignore[arg-type]
        concepts, faults = read_concepts(node)
    except (yaml.YAMLError, RecursionError, AttributeError) as problem:
        raise ValueError(str(problem)) from None
    if faults:
        raise ValueError(str(faults[0][2].get("problem", "a label is given twice, or they are no mapping")))
    return concepts


def write_concepts(concepts: Iterable[Concept], indent: str = "  ", end: str = "\n") -> str:
    r"""Return the lines for concepts, one each.

    >>> write_concepts([Concept.of("street", ["road"], 0.5), Concept.of("kerb")])
    '  street: {also: [road], suggested: 0.5}\n  kerb: []\n'
    """
    return "".join(f"{indent}{entry}{end}" for entry in _entries(concepts))


def _entries(concepts: Iterable[Concept]) -> Iterator[str]:
    import yaml

    for concept in concepts:
        line = yaml.safe_dump(as_data([concept]), allow_unicode=True, sort_keys=False, width=2**31, default_flow_style=True)
        yield line.strip().removeprefix("{").removesuffix("}")


def with_concepts(raw: str, concepts: Sequence[Concept]) -> str:
    r"""Return annotated text with these concepts in its front matter, but for those of which a label is there already or rejected.

    The body stays as it is, and so does all else in the front matter, byte for byte; where there is none, one is made. A
    front matter that cannot be read is for `parse` to complain of.

    >>> print(with_concepts("---\ntitle: Lanes\n---\nText.", [Concept.of("kerb", ["kerbstone"], 0.5)]))
    ---
    title: Lanes
    concepts:
      kerb: {also: [kerbstone], suggested: 0.5}
    ---
    Text.
    """
    import yaml

    root, start, end = compose(raw)
    line = "\r\n" if "\r\n" in raw[: raw.find("\n") + 1] else "\n"
    pairs = root.value if root is not None else []
    value = next((value for key, value in pairs if key.value == "concepts"), None)
    there = {label_key(label) for concept, _ in _read(value, 0)[0] for label in concept.labels}
    new: list[Concept] = []
    for concept in concepts:
        keys = {label_key(label) for label in concept.labels}
        if there.isdisjoint(keys):
            there |= keys
            new.append(concept)
    if not new:
        return raw
    if not end:
        return f"---{line}concepts:{line}{write_concepts(new, end=line)}---{line}{raw}"
    if value is not None and value.tag != _NULL and not isinstance(value, yaml.MappingNode):
        return raw
    matter = raw[start:end]
    offset, text = _addition(matter, root, value, new, line)
    return f"{raw[:start]}{matter[:offset]}{text}{matter[offset:]}{raw[end:]}"


def _addition(matter: str, root: Any, value: Any, new: Sequence[Concept], line: str) -> tuple[int, str]:
    """Return where in the front matter new concepts go, and what to write there; `root` and `value` are nodes, or None."""
    flow = "".join(f"{entry}, " for entry in _entries(new))
    if root is not None and root.flow_style:
        if value is None:
            return root.start_mark.index + 1, f"concepts: {{{flow}}}, "
        return (value.start_mark.index + 1, flow) if value.tag != _NULL else (value.start_mark.index, f" {{{flow}}}")
    indent = " " * root.start_mark.column if root is not None else ""
    if value is None:
        return len(matter), f"{indent}concepts:{line}{write_concepts(new, f'{indent}  ', line)}"
    if value.tag != _NULL and value.flow_style:
        return value.start_mark.index + 1, flow
    inner = f"{indent}  " if value.tag == _NULL else " " * value.start_mark.column
    # A block of text ends where the next line begins; anything else ends in its line, which may go on with a comment.
    behind = matter.find("\n", _last(value).end_mark.index - 1)
    return behind + 1, write_concepts(new, inner, line)


def compose(text: str) -> tuple[Any, int, int]:
    """Return the root of the front matter's YAML (None for one without keys), the offset from which its places count, and
    where a further line of it would go (0: there is no front matter).
    """  # noqa: D205 (one sentence)
    import yaml

    front = Layout(text).front
    if not front:
        return None, 0, 0
    start = text.find("\n") + 1
    matter = text[start:front].rstrip()
    matter = matter[: matter.rfind("\n") + 1]
    # Only the tree of nodes has the places. It also leaves words alone that YAML would read as something else, such as `no`.
    root = yaml.compose(matter, Loader=yaml.SafeLoader)
    return (root if isinstance(root, yaml.MappingNode) else None), start, start + len(matter)


def _last(node: Any) -> Any:
    """Return the last node in `node` that ends where its text does; a block of nodes ends where the next begins."""
    while isinstance(node.value, list) and node.value and not node.flow_style:
        node = node.value[-1][1] if isinstance(node.value[-1], tuple) else node.value[-1]
    return node
