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
    by_tag: dict[str, list[Test]] = {}
    anywhere: list[Test] = []
    for part in selector.split(","):
        tag, test = _compound(part.strip())
        (by_tag.setdefault(tag, []) if tag else anywhere).append(test)

    def matches(element: Element) -> bool:
        for test in by_tag.get(element.tag, ()):
            if test(element):
                return True
        for test in anywhere:  # noqa: SIM110 -- called for every element of a page
            if test(element):
                return True
        return False

    return matches


def _compound(selector: str) -> tuple[str, Test]:
    """Return the tag that a selector asks for, empty where it asks for none, and the test of the rest."""
    tag = ""
    tests: list[Test] = []
    at = 0
    while at < len(selector):
        match = _PART.match(selector, at)
        if match is None:
            raise ValueError(f"no selector: {selector}")
        at = match.end()
        if match["tag"]:
            tag = match["tag"].removeprefix("*")
        else:
            tests.append(_simple(match))
    if not at:
        raise ValueError("an empty selector")
    if len(tests) == 1:
        return tag, tests[0]

    def matches(element: Element) -> bool:
        for test in tests:  # noqa: SIM110 -- called for every element of a page
            if not test(element):
                return False
        return True

    return tag, matches


def _simple(match: re.Match[str]) -> Test:
    if id := match["id"]:
        return lambda element: element.attributes.get("id") == id
    if name := match["class"]:
        return lambda element: name in element.classes
    attribute, how, value = match["attribute"], match["how"], (match["value"] or "").strip("\"'")
    if how is None:
        return lambda element: attribute in element.attributes
    if how == "=":
        return lambda element: element.attributes.get(attribute) == value
    if how == "*=":
        return lambda element: value in element.attributes.get(attribute, "")
    if how == "^=":
        return lambda element: element.attributes.get(attribute, "").startswith(value)
    return lambda element: element.attributes.get(attribute, "").endswith(value)
