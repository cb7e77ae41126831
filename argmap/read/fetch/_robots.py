"""robots.txt as RFC 9309 has it: https://www.rfc-editor.org/rfc/rfc9309.

Not `urllib.robotparser`: it knows no `*` or `$` in paths, lets the first rule win and not the longest, and takes
whole seconds only.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, unquote

__all__ = ["NOTHING", "Robots", "parse_robots"]

_LONGEST = 500 * 1024
"""Characters that are read: what the RFC makes a crawler read at least."""


@dataclass(frozen=True, slots=True)
class Robots:
    """What a host asks of us: (allowed, pattern of paths) rules, and seconds between two requests."""

    rules: tuple[tuple[bool, str], ...] = ()
    delay: float = 0

    def allows(self, path: str) -> bool:
        r"""Say whether `path`, with its query, may be fetched: the longest rule that fits decides.

        >>> robots = parse_robots("User-agent: *\nDisallow: /t/\nAllow: /t/lanes$")
        >>> robots.allows("/t/lanes"), robots.allows("/t/lanes/2"), robots.allows("/")
        (True, False, True)
        """
        path = _normal(path)
        fitting = [(len(pattern), allowed) for allowed, pattern in self.rules if _fits(pattern, path)]
        return max(fitting)[1] if fitting else True


NOTHING = Robots(((False, "/"),))
"""What a host asks whose robots.txt cannot be had for now: fetch nothing."""


def parse_robots(text: str, product: str = "argmap") -> Robots:
    r"""Return what `text` asks of the program `product`: what its own groups say, or else those for every program.

    >>> parse_robots("user-agent: *\ncrawl-delay: 7.5 # seconds\n\nuser-agent: Otherbot\ndisallow: /").delay
    7.5
    """
    rules: dict[str, list[tuple[bool, str]]] = {}
    delays: dict[str, float] = {}
    agents: list[str] = []
    in_rules = False
    for line in text[:_LONGEST].lstrip("\ufeff").splitlines():
        key, _, value = (part.strip() for part in line.partition("#")[0].partition(":"))
        key = key.lower()
        if key == "user-agent":
            if in_rules:
                agents = []
            in_rules = False
            agents.append(value.lower())
            rules.setdefault(agents[-1], [])
        elif key in ("allow", "disallow", "crawl-delay"):
            in_rules = True
            for agent in agents:
                if key == "crawl-delay":
                    delays[agent] = max(delays.get(agent, 0), _seconds(value))
                elif value:
                    rules[agent].append((key == "allow", _normal(value)))
    us = product if product in rules else "*"
    return Robots(tuple(rules.get(us, ())), delays.get(us, 0))


def _seconds(value: str) -> float:
    # Digits only: float() also reads "nan" and "inf".
    return float(value) if value.replace(".", "", 1).isascii() and value.replace(".", "", 1).isdigit() else 0


def _normal(path: str) -> str:
    """Spell a path one way, so that rules and paths that mean the same bytes are the same characters."""
    return quote(unquote(path), safe="/*$?=&:@!'()+,;~[]%")


def _fits(pattern: str, path: str) -> bool:
    """Say whether `pattern`, where `*` is any run of characters and a last `$` the end, fits the beginning of `path`.

    Each part is looked for at its first place only, which is enough without a regular expression's backtracking.
    """
    anchored = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    if not rest:
        return not anchored or at == len(path)
    *middle, last = rest
    for part in middle:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return path.endswith(last) and len(path) - len(last) >= at if anchored else last in path[at:]
