"""What the fuzzer damages: threads in the shape of each site, and small files for the readers of what no site writes."""

from __future__ import annotations

import collections
import html
from pathlib import Path
from random import Random

from argmap.read import reader_of
from tests.read import pages as printed
from tests.read.shapes import SHAPES
from tests.read.shapes_json import Files, one
from tests.read.shapes_tree import ALL, PLAIN, Tree, draw_tree
from tests.read.shapes_words import as_html, as_markdown
from tests.read.test_cmv import TEXT, XML
from tests.read.test_pdf import column, drawn

__all__ = ["seeds"]

_EACH = 4


def seeds(folder: Path | None, random: Random) -> dict[str, list[Files]]:
    """Return sets of files for each reader: some of our own making, and the real pages of a folder where there is one."""
    found: dict[str, list[Files]] = collections.defaultdict(list)
    sets = [shape.write(shape.draw(random, 8, rich)) for shape in SHAPES for rich in (False, True) for _ in range(_EACH)]
    sets += [files for _ in range(_EACH) for files in _others(random)]
    sets += [[(path.name, path.read_bytes())] for path in sorted(folder.iterdir())] if folder else []
    for files in sets:
        for name in sorted({reader_of(data, name).name for name, data in files}):
            found[name].append(files)
    return found


def _others(random: Random) -> list[Files]:
    tree = draw_tree(random, holds=ALL)
    plain = draw_tree(random, holds=PLAIN)
    annotations = "T1\tmain_claim 0 39\tCMV: Every town needs lanes &amp; paint.\nA1\tType1 T1 interpretation\n"
    return [
        one("thread.xml", XML),
        one("thread.txt", TEXT) + one("thread.ann", annotations),
        one("page.html", _unknown(tree)),
        one("data.json", '{"lanes": [{"kerbs": "<p>Paint fades.</p>"}, 1, null]}'),
        one("data.json", '{"lanes": [{"kerbs": "<p>Paint fades.</p>"}, 1, nul'),
        one("printed.txt", _printed(plain)),
        one("plain.txt", "\n".join(part.text for part in plain.parts for _ in range(3)) + "\n" + "Lanes are cheap. " * 20),
        one("notes.md", f"# Lanes\n\n{as_markdown(tree.parts)}\n"),
        [("lanes.pdf", drawn(column("\n".join(part.text[:80] + "\n" for part in plain.parts))))],
    ]


def _unknown(tree: Tree) -> str:
    """Write a page of a site that argmap does not know."""
    rows = "".join(
        f'<div class="reply" id="r{node.number}"><b class="name">{node.author}</b> <time datetime="{node.date}">once</time>'
        f"<div class=words>{as_html(node.parts)}</div></div>"
        for node in tree.nodes
    )
    title = html.escape(tree.title)
    post = f"<article><h1>{title}</h1><p>by {tree.author}</p>{as_html(tree.parts)}</article>"
    return f"<html><head><title>{title}</title></head><body>{post}<section class=replies>{rows}</section></body></html>"


def _printed(tree: Tree) -> str:
    comments = [
        printed.Comment(node.author, [part.text for part in node.parts], node.score, None if node.score % 2 else 3)
        for node in tree.nodes
    ]
    for node, comment in zip(tree.nodes, comments, strict=True):
        if node.parent is not None:
            comments[node.parent].answers.append(comment)
    top = [comment for node, comment in zip(tree.nodes, comments, strict=True) if node.parent is None]
    return printed.Page(tree.title, tree.author, body=[part.text for part in tree.parts], comments=top).text()
