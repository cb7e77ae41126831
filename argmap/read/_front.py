"""Front matter: the YAML block that says what a Markdown file is, and nothing that it does not say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from argmap.errors import ArgmapError, error
from argmap.model import Note, Place, Span, is_id
from argmap.read._reactions import parse_reactions
from argmap.read.structure import FRONT_MATTER

__all__ = ["Front", "read_front"]

# A blank line below the first `---` makes that a rule between paragraphs, as in Pandoc.
_OPEN = re.compile(r"\A---[ \t]*\r?\n(?=[ \t]*[\w\"'#-]+[^\n]*:)")
_KNOWN = (
    *("title", "author", "author-id", "coauthors", "date", "source", "id", "tags"),
    *("score", "agreement", "reactions", "comments", "expect", "concepts", "text-sha256"),
)


@dataclass(frozen=True, slots=True)
class Front:
    """What the front matter says; `end` is the offset behind it, `keys` the line on which each key stands."""

    values: Mapping[str, Any] = field(default_factory=dict)
    end: int = 0
    keys: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()

    def text(self, key: str) -> str | None:
        """Return the value of `key` as text, None where there is none."""
        value = self.values.get(key)
        return None if value is None else str(value).strip() or None


def read_front(raw: str, name: str) -> Front:
    r"""Read the front matter of `raw`; raises ArgmapError with line and column where it is broken.

    >>> read_front("---\ntitle: Lanes\n---\nText.", "lanes.md").values
    {'title': 'Lanes'}
    """
    match = FRONT_MATTER.match(raw)
    if match is None:
        if _OPEN.match(raw):
            raise error("front-matter-open", Place(name, 1, 1))
        return Front()
    import yaml

    try:
        values = _load(match["yaml"])
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        place = Place(name, mark.line + 2, mark.column + 1) if mark else Place(name, 1, 1)
        raise error("front-matter-broken", place, problem=problem.problem or "it is not YAML") from None
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        raise error("front-matter-broken", Place(name, 1, 1), problem=str(problem).splitlines()[0]) from None
    if values is None:
        values = {}
    if not isinstance(values, dict):
        raise error("front-matter-broken", Place(name, 2, 1), problem="it is not a list of `key: value` lines")
    keys = {str(key): _line(match["yaml"], str(key)) for key in values}
    front = Front({str(key): value for key, value in values.items()}, match.end(), keys, _unknown(values, match))
    _check(front, name)
    return front


def _load(text: str) -> Any:
    """Read YAML safely, without aliases, which can make a small file huge, and with dates as they are written."""
    import yaml

    class Loader(yaml.SafeLoader):
        def compose_node(self, parent: Any, index: Any) -> Any:
            if self.check_event(yaml.AliasEvent):
                raise yaml.constructor.ConstructorError(None, None, "it uses an alias (`*name`)", self.peek_event().start_mark)  # type: ignore[no-untyped-call]
            return super().compose_node(parent, index)

    Loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return yaml.load(text, Loader)  # noqa: S506 -- it is a SafeLoader


def _line(yaml_text: str, key: str) -> int:
    found = re.search(rf"^[\"']?{re.escape(key)}[\"']?[ \t]*:", yaml_text, re.MULTILINE)
    return yaml_text.count("\n", 0, found.start()) + 2 if found else 1


def _unknown(values: Mapping[Any, Any], match: re.Match[str]) -> tuple[Note, ...]:
    span = Span(match.start("yaml"), match.end("yaml"))
    return tuple(
        Note("unknown-key", f"front matter: '{key}' is none of argmap's keys ({', '.join(_KNOWN)})", span)
        for key in values
        if key not in _KNOWN
    )


def _check(front: Front, name: str) -> None:
    def wrong(key: str, wanted: str) -> ArgmapError:
        return error("front-matter-value", Place(name, front.keys[key], 1), key=key, value=front.values[key], wanted=wanted)

    for key in ("score", "agreement", "comments"):
        value = front.values.get(key)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            raise wrong(key, "a whole number")
    for key in ("title", "author", "author-id", "source"):
        if isinstance(front.values.get(key), dict | list):
            raise wrong(key, "text")
    id = front.text("id")
    if id is not None and not is_id(id):
        raise wrong("id", "a letter, then letters, digits, `-` or `_`")
    tags = front.values.get("tags")
    if tags is not None and not isinstance(tags, str | list):
        raise wrong("tags", "a list of words")
    coauthors = front.values.get("coauthors")
    if coauthors is not None and not isinstance(coauthors, list):
        raise wrong("coauthors", "a list of names")
    reactions = front.values.get("reactions")
    if reactions is not None and parse_reactions(str(reactions)) is None:
        raise wrong("reactions", "like `agree 3; crux 1 “words”`")
    expect = front.values.get("expect")
    if expect is not None and not isinstance(expect, dict):
        raise wrong("expect", "`id: stands`, `id: falls` or `id: open`")
