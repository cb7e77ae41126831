"""Credences: numbers that are said of a belief.

A quantity counts only beside a word for belief: "a 22% chance", "odds of 2:1", "I would put it at one in five", but not
"22% of the voters". Odds are read as those who forecast give them: 2:1 is two to one that it is so, unless "against" stands
there. A bound ("less than 10%") is said of a belief, but is no number of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.model.text import Span

__all__ = ["credences", "has_share"]

_WORDS = "one two three four five six seven eight nine ten eleven twelve"
_COUNTS = {word: number for number, word in enumerate(_WORDS.split(), 1)} | {"a": 1, "twenty": 20, "fifty": 50, "hundred": 100}
_COUNTS |= {"thousand": 1_000, "million": 1_000_000, "billion": 10**9}
_FRACTIONS = {"half": 1 / 2, "third": 1 / 3, "thirds": 1 / 3, "quarter": 1 / 4, "quarters": 1 / 4, "fourths": 1 / 4}
_FRACTIONS |= {"fifth": 1 / 5, "fifths": 1 / 5, "tenth": 1 / 10, "tenths": 1 / 10}

_N = r"\d{1,3}(?:\.\d{1,6})?"
_PERCENT = r"\s?(?:%|percent\b|per\s?cent\b)"
_COUNT = rf"(?:\d{{1,9}}(?:,\d{{3}}){{0,3}}|{'|'.join(_COUNTS)})"
_QUANTITY = re.compile(
    rf"""(?<![\w.,$€£:/-])(?:
      (?P<low>{_N})(?:{_PERCENT})?\s?(?:-|–|—|to|or|and)\s?(?P<high>{_N}){_PERCENT}
    | (?P<percent>{_N}){_PERCENT}
    | (?P<some>{_COUNT})(?:\s(?:times|chances|cases))?[\s-](?:in|out\sof)[\s-](?:a\s|every\s)?(?P<all>{_COUNT})\b
    | (?P<this>\d{{1,7}}(?:\.\d)?)\s?(?::|[\s-]to[\s-])\s?(?P<that>\d{{1,7}}(?:\.\d)?)(?![\d:/]|\.\d)
    | (?P<parts>one|two|three|four|nine|a)[\s-](?P<part>{"|".join(_FRACTIONS)})\b
    | (?P<decimal>[01]?\.\d{{1,6}}|[01])(?![\w%:/]|[.,]\d)
    | (?P<even>fifty[\s-]fifty|50\s?[-/–]\s?50|even\s(?:odds|chances?|money)|coin[\s-](?:flip|toss)|(?:flip|toss)\sof\sa\scoin)\b
    )""",
    re.VERBOSE,
)
"""Any share that may be said of a belief."""

_BELIEF = (
    r"(?:chances?|likelihood|probability|probabilities|odds|credence|confidence|certainty|sure|certain|confident|likely|belief)"
)
_ABOUT = (
    r"(?:about|around|roughly|approximately|maybe|perhaps|probably|only|like|say|nearly|almost|just|close\sto|somewhere|something)"
)
_AFTER = re.compile(
    rf"""(?:\s{{1,2}}|-)(?:(?:or\sso|subjective|rough|prior|total|overall|personal|estimated)\s){{0,2}}(?:\+\s)?
        {_BELIEF}\b(?!-)(?:\s(?:on|against)\b)?""",
    re.VERBOSE,
)
_BEFORE = re.compile(
    rf"""(?:\b(?:chances?|likelihood|probability|odds|credence|confidence|certainty)(?:\s(?:levels?|estimate|against))?
        (?:\s(?:is|are|was|at|of|as|being|be|seems?|{_ABOUT})\b|'s\b|\s?[=:~≈(]){{0,5}}(?:\san?\b|\sbetween)?\s?$
      | \b(?:sure|certain|confident)\sat(?:\s{_ABOUT})?\s$
      | \b(?:chances?|likelihood|probability|odds|credence)\s(?:that|of|for|in)\s(?:[\w'-]+\s){{1,9}}
        (?:is|are|at|be|as|being)(?:\s{_ABOUT}){{0,2}}(?:\san?)?\s$
      | \bp\s?\([^()]{{1,60}}\)(?:\s?(?:=|≈|~|:|is|of|at|{_ABOUT})){{0,3}}\s?$
      | \b(?:i'd|i\swould|i\swill|i'll|i|we'd|we\swould)\s(?:{_ABOUT}\s)?(?:put|give|estimate|guess|assign|bet|say)\s
        (?:[\w'-]+\s){{0,5}}?(?:{_ABOUT}\s)?$
      )""",
    re.VERBOSE,
)
_P = re.compile(r"(?<![\w-])p\s?=\s?$")
_P_VALUE = re.compile(r"\b(?:n|r|t|f|df|d)\s?[=(]|signific|sample|p-value|\bstud(?:y|ies)\b|\btests?\b")
_OPENER = re.compile(rf"\b(?:i'm|i\sam|we're|we\sare)\s(?:{_ABOUT}\s)?$")
_BOUND = re.compile(
    r"(?:\b(?:less|more|lower|higher|greater|fewer)\sthan|\b(?:under|over|above|below|at\sleast|at\smost|up\sto))\s(?:an?\s)?$|[<>≤≥]\s?$"
)
_COUNTED = re.compile(r"\s(?:of|more|less|higher|lower|better|worse)\b")
_NEGATED = re.compile(r"(?:\bnot|n't)\s$")
_SHARED = re.compile(r"\b(?:split|splits|splitting|divide[ds]?|shared?|went)\s(?:\w+\s){0,4}$")
_COIN = re.compile(
    r"(?:^(?:a\s)?|(?:\b(?:is|are|was|be|basically|like|than|essentially|about|roughly|literally|at|as)|'s)\s"
    r"(?:(?:a|an|the|basically|roughly|about)\s){0,3})$"
)
_NEAR = 90
"""Code points before and behind a quantity in which the word for belief has to stand."""


def credences(text: str) -> Iterator[tuple[Span, float | None]]:
    """Yield the credences in `text` (lower case, straight apostrophes): where, and the number if it is one from 0 to 1.

    >>> [number for _, number in credences("a 22% chance, 90-95% sure, odds of 2:1, one in five voters, less than 10% likely")]
    [0.22, 0.925, 0.6667, None]
    """
    for quantity in _QUANTITY.finditer(text):
        left = text[max(quantity.start() - _NEAR, 0) : quantity.start()]
        after = _AFTER.match(text, quantity.end())
        said = _said(quantity, left, after, text)
        share = _share(quantity, text[quantity.start() - len(left) : quantity.end() + 20]) if said is not None else None
        if said is not None and share is not None:
            end = after.end() if after else quantity.end()
            yield Span(quantity.start() - said, end), None if share > 1 or _BOUND.search(left) else round(share, 4)


def has_share(words: str) -> bool:
    """Say whether words that are known to be a hedge are one by a share: "22% for it", "one in five"."""
    return any(
        (quantity["percent"] or quantity["low"] or quantity["some"]) and not _COUNTED.match(words, quantity.end())
        for quantity in _QUANTITY.finditer(words)
    )


def _said(quantity: re.Match[str], left: str, after: re.Match[str] | None, text: str) -> int | None:
    """Return how many code points before the quantity belong to what is said of a belief; None if nothing is."""
    if _NEGATED.search(left):
        return None
    if quantity["even"]:
        if "coin" in quantity["even"] and not _COIN.search(left):
            return None
        return None if _SHARED.search(left) or left.endswith("roughly ") else 0
    if _P.search(left):
        return _p(quantity, left, text)
    before = _BEFORE.search(left)
    if quantity["decimal"] or quantity["parts"] or quantity["this"]:
        # "1" and "a third" are everywhere: only a noun of probability makes a credence of them.
        noun = before and not re.match(r"(?:i\b|i'|we|sure|certain|confident|likely)", before[0])
        odds = quantity["this"] and re.match(
            r"(?:\s\w+)?\s(?:odds|against|on|favou?rite)\b", text[quantity.end() : quantity.end() + 30]
        )
        if not (noun or odds or (after and not quantity["this"] and "sure" not in after[0])):
            return None
    elif before and not after and _COUNTED.match(text, quantity.end()):
        return None
    if after:
        opener = _OPENER.search(left)
        return len(opener[0]) if opener else 0
    if before:
        return len(left) - before.start()
    return 0 if quantity["this"] else None


def _p(quantity: re.Match[str], left: str, text: str) -> int | None:
    """Tell p = 0.2 said of a belief from the p-value of a test, which is small and stands beside other statistics."""
    near = left + text[quantity.end() : quantity.end() + _NEAR]
    number = quantity["decimal"]
    found = _P.search(left)
    return len(found[0]) if found and number and float(number) >= 0.1 and not _P_VALUE.search(near) else None


def _share(quantity: re.Match[str], near: str) -> float | None:
    if quantity["low"]:
        return (
            (float(quantity["low"]) + float(quantity["high"])) / 200 if float(quantity["low"]) < float(quantity["high"]) else None
        )
    if quantity["percent"]:
        return float(quantity["percent"]) / 100
    if quantity["decimal"]:
        return float(quantity["decimal"])
    if quantity["parts"]:
        return (_count(quantity["parts"]) or 0) * _FRACTIONS[quantity["part"]]
    if quantity["some"]:
        some, all = _count(quantity["some"]), _count(quantity["all"])
        return some / all if all else None
    if quantity["this"]:
        this, that = float(quantity["this"]), float(quantity["that"])
        against = "against" in near
        return (that if against else this) / (this + that) if this + that else None
    return 0.5


def _count(word: str) -> int:
    return _COUNTS[word] if word in _COUNTS else int(word.replace(",", ""))
