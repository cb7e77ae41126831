"""pyvis as the generator, made safe and self-contained. The only module that imports pyvis.

Stock pyvis 0.3.2 asks CDNs for its scripts in every mode, puts texts into the page as HTML in six places, and is quadratic in
nodes. So the template, the environment it is rendered in and the list of ids are our own; the network, its nodes and edges, and
the bytes of vis-network are pyvis'.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

if TYPE_CHECKING:
    from argmap.view._outline import Outline

__all__ = ["VIS_NETWORK", "ArgmapNetwork", "as_json"]

VIS_NETWORK = ("templates", "lib", "vis-9.1.2", "vis-network.min.js")
"""Where pyvis keeps the vis-network that it is tested with."""

SCRIPTS = (
    "dom.js", "data.js", "look.js", "tree.js", "text.js", "layout.js", "strokes.js", "paint.js", "cards.js", "lines.js", "map.js",
    "passage.js", "search.js", "legend.js", "overview.js", "outline.js", "source.js", "panel.js", "app.js",
)  # fmt: skip


class _Ids(list[Any]):
    """A list of ids that answers `in` at once: pyvis asks it for every node and every end of an edge."""

    def __init__(self) -> None:
        super().__init__()
        self._known: set[Any] = set()

    def append(self, id: Any) -> None:
        self._known.add(id)
        super().append(id)

    def __contains__(self, id: Any) -> bool:
        return id in self._known


class ArgmapNetwork(Network):  # type: ignore[misc]  # pyvis has no types
    """A directed pyvis network with a template of our own. `document` is what the page knows besides nodes and edges."""

    def __init__(self, document: dict[str, Any], outline: Outline) -> None:
        super().__init__(directed=True, cdn_resources="in_line")
        self.node_ids = _Ids()
        self.templateEnv = Environment(
            loader=PackageLoader("argmap.view", "static"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.path = "page.html.j2"
        self.document = document
        self.outline = outline

    def generate_html(self, name: str = "index.html", local: bool = True, notebook: bool = False) -> str:  # noqa: ARG002 - pyvis' own signature
        """Return the page; the arguments of pyvis' method of that name mean nothing here."""
        nodes = [_row(node) for node in self.nodes]
        edges = [[edge["from"], edge["to"]] for edge in self.edges]
        style, scripts = _style(), (_vis_network(), _own_script())
        self.html = self.templateEnv.get_template(self.path).render(
            policy=_policy(style, scripts),
            style=Markup(style),  # noqa: S704 - our own file
            scripts=[Markup(script) for script in scripts],  # noqa: S704 - our own files and pyvis'
            data=Markup(as_json({**self.document, "nodes": nodes, "edges": edges})),  # noqa: S704 - as_json leaves no markup
            thread=self.document["thread"],
            provisional=self.document.get("provisional", False),
            outline=self.outline,
        )
        # A lone surrogate has no UTF-8; as a browser would, show that a character is missing.
        self.html = re.sub("[\ud800-\udfff]", "\ufffd", self.html)
        return str(self.html)


def _row(node: dict[str, Any]) -> dict[str, Any]:
    """Return a pyvis node without what is the same for all, or is said by the node's place in the text."""
    return {name: value for name, value in node.items() if name not in {"id", "label", "shape", "color"}}


def as_json(value: object) -> str:
    r"""Return `value` as JSON that cannot end the script element it stands in, nor mean anything to an HTML parser.

    >>> as_json(["</script>", "a&b"])
    '["\\u003c/script\\u003e","a\\u0026b"]'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return re.sub("[<>&\u2028\u2029\ud800-\udfff]", lambda match: f"\\u{ord(match[0]):04x}", text)


def _policy(style: str, scripts: Iterable[str]) -> str:
    """Return the Content-Security-Policy: these scripts and this style by their hashes, and nothing from anywhere."""
    allowed = " ".join(_digest(script) for script in scripts)
    sources = {"default": "'none'", "script": allowed, "style": _digest(style), "img": "data: blob:"}
    return "; ".join([f"{kind}-src {source}" for kind, source in sources.items()] + ["base-uri 'none'", "form-action 'none'"])


def _digest(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode('utf-8')).digest()).decode('ascii')}'"


@cache
def _vis_network() -> str:
    source = files("pyvis").joinpath(*VIS_NETWORK).read_text(encoding="utf-8")
    return source.partition("//# sourceMappingURL=")[0]  # a debugger would ask for that file


@cache
def _own_script() -> str:
    return _bare("\n".join(_read(name) for name in SCRIPTS))


@cache
def _style() -> str:
    return _bare(_read("page.css"))


def _read(name: str) -> str:
    return (files("argmap.view") / "static" / name).read_text(encoding="utf-8")


def _bare(source: str) -> str:
    """Return a script or a style without indentation and the comments that have lines of their own: a quarter less to carry."""
    return re.sub(r"^[ \t]*(?://[^\n]*|/\*.*?\*/)[ \t]*\n|^[ \t]+", "", source, flags=re.MULTILINE | re.DOTALL)
