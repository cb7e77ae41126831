"""Selectors: the small part of CSS with which readers name the elements of a page."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from argmap.read._html import Element

__all__ = ["matcher"]

Test = Callable[[Element], bool]

_PART = re.compile(
    r"(?P<tag>^[a-zA-Z][\w-]*|^\*)|#(?P<id>[\w-]+)|\.(?P<class>[\w-]+)"
    r"|\[(?P<attribute>[\w:-]+)(?:(?P<how>[*^$]?=)(?P<value>[^\]]*))?\]"
)


@lru_cache(maxsize=512)
def matcher(selector: str) -> Test:
    r"""Return a test of whether an element matches `selector`; raises ValueError for one that is none.

    A selector is alternatives parted by commas, each of a tag, `#id`, `.class` and `[attribute]`, `[attribute=value]`, or
    `*=`, `^=`, `$=` for a value that holds, begins or ends with it. Class names that a build made up keep the name of the
    component in front, so `[class*=PostsPage-title]` finds them.

    >>> from argmap.read._html import parse_html
    >>> root = parse_html('<a class="author x" href="/user/ann">Ann</a><b id="c1">')
    >>> [element.tag for element in root.all("a.author[href*=user], #c1")]
    ['a', 'b']
    """
    alternatives = [_compound(part.strip()) for part in selector.split(",")]
    if len(alternatives) == 1:
        return alternatives[0]
    return lambda element: any(test(element) for test in alternatives)


def _compound(selector: str) -> Test:
    tests: list[Test] = []
    at = 0
    while at < len(selector):
        match = _PART.match(selector, at)
        if match is None:
            raise ValueError(f"no selector: {selector}")
        at = match.end()
        tests += _simple(match)
    if not tests:
        raise ValueError("an empty selector")
    return tests[0] if len(tests) == 1 else lambda element: all(test(element) for test in tests)


def _simple(match: re.Match[str]) -> list[Test]:
    if tag := match["tag"]:
        return [lambda element: tag in ("*", element.tag)]
    if id := match["id"]:
        return [lambda element: element.attributes.get("id") == id]
    if name := match["class"]:
        return [lambda element: name in element.classes]
    attribute, how, value = match["attribute"], match["how"], (match["value"] or "").strip("\"'")
    if how is None:
        return [lambda element: attribute in element.attributes]
    if how == "=":
        return [lambda element: element.attributes.get(attribute) == value]
    if how == "*=":
        return [lambda element: value in element.attributes.get(attribute, "")]
    if how == "^=":
        return [lambda element: element.attributes.get(attribute, "").startswith(value)]
    return [lambda element: element.attributes.get(attribute, "").endswith(value)]
