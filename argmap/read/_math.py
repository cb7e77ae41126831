"""Mathematics on a page: the TeX that it was made from, which pages keep beside what they show."""

from __future__ import annotations

from argmap.read._html import Element, Words, pieces_of
from argmap.read._inline import Piece

__all__ = ["tex_of"]

_DISPLAY = ("display", "mjx-full-width", "MJXc-display", "math-display")


def tex_of(element: Element) -> list[Piece] | None:
    r"""Return the TeX of a formula, in dollars, as pieces; None where the element is none.

    KaTeX and MathML keep it in an `annotation`, MathJax in a script or a label, WordPress in an image's alternative text.

    >>> from argmap.read._html import parse_html
    >>> root = parse_html('<script type="math/tex">x^2</script>')
    >>> "".join(piece.text for piece in tex_of(root.children[0]))
    '$x^2$'
    """
    kind = element.get("type")
    if element.tag == "script":
        if not kind.startswith("math/tex"):
            return None
        return _dollars(
            [piece for node in element.children if isinstance(node, Words) for piece in pieces_of(element.source, node)],
            "display" in kind,
        )
    if element.tag == "img":
        if not {"latex", "tex", "math"} & {name.lower() for name in element.classes}:
            return None
        return _attribute(element, "alt")
    if element.tag == "math":
        return _annotation(element) or (_attribute(element, "alttext") if element.get("alttext") else None)
    if element.tag == "span" and ("katex" in element.classes or "mjx-math" in element.classes or "math-tex" in element.classes):
        if "mjx-math" in element.classes:
            return _attribute(element, "aria-label") if element.get("aria-label") else None
        return _annotation(element)
    return None


def _annotation(element: Element) -> list[Piece] | None:
    found = element.first("annotation[encoding*=tex], annotation[encoding*=TeX]")
    if found is None:
        return None
    display = any(name in " ".join(around.classes) for around in (element, *element.ancestors()) for name in _DISPLAY[:1]) or (
        element.get("display") == "block"
    )
    return _dollars(_pieces(found), display)


def _pieces(element: Element) -> list[Piece]:
    return [piece for node in element.children if isinstance(node, Words) for piece in pieces_of(element.source, node)]


def _attribute(element: Element, name: str) -> list[Piece] | None:
    value = " ".join(element.get(name).split())
    if not value:
        return None
    at = element.source.find(value, element.start, element.end)
    display = any(name in around.classes for around in (element, *element.ancestors()) for name in _DISPLAY)
    return _dollars([Piece(value, at if at >= 0 else None)], display)


def _dollars(pieces: list[Piece], display: bool) -> list[Piece] | None:
    text = "".join(piece.text for piece in pieces)
    if not text.strip():
        return None
    if len(text) > 2 and text.startswith("$") and text.endswith("$"):
        return pieces
    sign = Piece("$$" if display else "$", None)
    return [sign, *(piece._replace(text=piece.text.replace("\n", " ")) for piece in pieces), sign]
