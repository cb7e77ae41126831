"""The keys of the front matter that are the markup's own: `expect`, `concepts` and `text-sha256`. The reader sees to the others."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from argmap.markup._concepts import Fault, compose, read_concepts
from argmap.markup._escape import Layout
from argmap.model import Concept

__all__ = ["Front", "digest", "read_front"]


@dataclass(frozen=True, slots=True)
class Front:
    """What the front matter says, each word with its offset: `expect` as pairs of an id and a verdict.

    `faults` is what is wrong with the concepts.
    """

    expect: tuple[tuple[tuple[str, int], tuple[str, int]], ...] = ()
    sha256: tuple[str, int] | None = None
    concepts: tuple[Concept, ...] = ()
    faults: tuple[Fault, ...] = ()


def digest(stripped: str) -> str:
    r"""Return the SHA-256 of a stripped text without its front matter, whatever its line ends.

    >>> digest("---\ntitle: Lanes\n---\nText.") == digest("Text.")
    True
    """
    body = stripped[Layout(stripped).front :].replace("\r\n", "\n")
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


def read_front(text: str) -> Front:
    """Read the front matter of `text`, which is known to be YAML."""
    import yaml

    root, start, _ = compose(text)
    keys = {key.value: value for key, value in root.value if isinstance(key, yaml.ScalarNode)} if root is not None else {}

    def word(node: yaml.Node) -> tuple[str, int]:
        return (node.value if isinstance(node, yaml.ScalarNode) else "", start + node.start_mark.index)

    expect, sha256 = keys.get("expect"), keys.get("text-sha256")
    pairs = expect.value if isinstance(expect, yaml.MappingNode) else []
    concepts, faults = read_concepts(keys.get("concepts"), start)
    return Front(
        tuple((word(key), word(value)) for key, value in pairs),
        word(sha256) if sha256 is not None else None,
        concepts,
        tuple(faults),
    )
