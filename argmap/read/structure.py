"""What in a Markdown file is neither text nor markup: the front matter and the lines of fenced divs.

The reader takes them for what they say and the markup leaves them alone, so both must see the same ones.
"""

from __future__ import annotations

import re

__all__ = ["DIV_LINE", "FRONT_MATTER"]

FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(?![ \t]*\r?\n)(?P<yaml>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
"""The YAML block at the beginning, its last line break included. `---` over a blank line is a rule."""

DIV_LINE = re.compile(r":(?<=^:):{2,}[ \t]*(?P<rest>.*?)[ \t:]*\r?$", re.MULTILINE)
"""A line that opens a div (`rest` says which) or closes one (no `rest`). Its colon is the head of the pattern, so that the search
passes over whatever is none."""
