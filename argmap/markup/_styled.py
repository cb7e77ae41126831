r"""Writing words with their emphasis, links and code as Markdown, for pages whose own file is none.

Not everything that a page can set can be written: emphasis that ends inside a word beside a bracket is no emphasis to Markdown. The
caller reads back what is written here, and asks for less where that is not the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from argmap.model import Span, Style, StyleKind

__all__ = ["with_styles"]

_DEEPEST = 32
"""What is set more ways at once is hostile, and is written without the innermost."""
_SIGNS = {StyleKind.EMPHASIS: "*", StyleKind.STRONG: "**"}


def with_styles(text: str, span: Span, styles: Sequence[Style], write: Callable[[Span], str], depth: int = 0) -> str:
    r"""Return the words of `span` as Markdown, with `styles` (inside it, in order, nested or apart); `write` writes plain words.

    >>> styles = [Style(Span(0, 9), StyleKind.EMPHASIS), Style(Span(4, 9), StyleKind.LINK, "http://x.example")]
    >>> with_styles("See there.", Span(0, 10), styles, lambda span: span.cut("See there."))
    '*See [there](http://x.example)*.'
    >>> with_styles("Oh!See", Span(0, 6), [Style(Span(3, 6), StyleKind.LINK, "/x")], lambda span: span.cut("Oh!See"))
    'Oh\\![See](/x)'
    """
    parts: list[str] = []
    at = span.start
    number = 0
    while number < len(styles):
        style = _trimmed(text, styles[number])
        inside = number + 1
        while inside < len(styles) and styles[inside].span.start < style.span.end:
            inside += 1
        inner = [one for one in styles[number + 1 : inside] if style.span.contains(one.span)] if depth < _DEEPEST else []
        if style.span.start >= at and len(style.span):
            before = write(Span(at, style.span.start))
            if style.kind is StyleKind.LINK and before.endswith("!"):
                before = f"{before[:-1]}\\!"  # or the link would be an image
            parts += before, _one(text, style, inner, write, depth)
            at = style.span.end
        number = inside
    parts.append(write(Span(at, span.end)))
    return "".join(parts)


def _trimmed(text: str, style: Style) -> Style:
    """Emphasis cannot begin or end with a blank."""
    if style.kind not in _SIGNS:
        return style
    words = style.span.cut(text)
    start = style.span.start + len(words) - len(words.lstrip())
    return Style(Span(start, max(start, style.span.start + len(words.rstrip()))), style.kind)


def _one(text: str, style: Style, inner: Sequence[Style], write: Callable[[Span], str], depth: int) -> str:
    if style.kind is StyleKind.CODE:
        return _code(style.span.cut(text))
    words = with_styles(text, style.span, inner, write, depth + 1)
    if style.kind in _SIGNS:
        return f"{_SIGNS[style.kind]}{words}{_SIGNS[style.kind]}"
    target = style.target or ""
    target = f"<{target}>" if re.search(r"[\s()]", target) or not target else target
    return f"{'!' if style.kind is StyleKind.IMAGE else ''}[{words}]({target})"


def _code(words: str) -> str:
    ticks = "`" * (max((len(run) for run in re.findall("`+", words)), default=0) + 1)
    padded = words.startswith(("`", " ")) or words.endswith(("`", " "))
    return f"{ticks} {words} {ticks}" if padded and words.strip() else f"{ticks}{words}{ticks}"
