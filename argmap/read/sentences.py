"""The one sentence splitter: rules and a list of abbreviations, no model to load.

A stop ends a sentence when blank space follows and the next word can begin one. What looks like a stop and is none
(an abbreviation, an initial, a number in front of its item) is told apart by the word before it and the word after it.
"""

from __future__ import annotations

import re

from argmap.model import Span
from argmap.read._words import word_set

__all__ = ["sentences"]

_CLOSERS = r"[\"'”’»)\]}*_°]"
# Western stops need blank space behind them; those of Chinese and Japanese do not.
# A run is looked at once, from its first stop on: hostile ones are long. Every stop stands at the head of the pattern, so that the
# search passes over whatever is none.
_STOP = re.compile(
    rf"[.!?…。！？](?:(?<=[.!?…])(?<![.!?…].)(?P<more>[.!?…]*+)(?P<closers>(?:{_CLOSERS}|\^?\[\^?\d+\])*+)(?=\s)"
    r"|(?<=[。！？])(?<![。！？].)[。！？]*+[」』”’）]*+(?!$))"
)
_WORD_BEFORE = re.compile(r"[^\s(\[{\"'“‘«—–/]+$")
_LONGEST = 40
"""No abbreviation is longer."""
_NEXT_WORD = re.compile(r"\s+(?P<openers>[\"'“‘«„(\[{*_¿¡]*)(?P<word>[^\s,.;:!?\"”’)\]]*)")
_OPENED_BY_NUMBER = re.compile(r"\s*(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})")
_NEVER_LAST = word_set(
    "e.g i.e eg ie vs viz cf approx ca esp incl excl resp mr mrs ms mx dr prof st mt gen rep sen gov hon rev lt sgt"
)
"""Abbreviations that something always follows."""
_BEFORE_NUMBER = word_set("no nos fig figs eq eqs sec sect ch chap vol p pp para art app ref refs ver v")
"""Abbreviations when a number follows; words of their own, or the end of a sentence, when not."""
_SELDOM_LAST = word_set(
    "al inc ltd co corp jr sr bros dept univ assn est ed eds trans jan feb mar apr jun jul aug sept sep oct nov dec"
)
"""Abbreviations that end a sentence only when a usual first word follows. `etc.` is not one: a capital tells."""
_FIRST_WORDS = word_set(
    """a after all also although an and another any are as at because both but by can could did do does each even every few
    finally first for from generally given had has have he here how however i i'd i'll i'm i've if in indeed instead is it it's
    its just last let let's like many maybe me most my neither no nobody nor not now of on once one only or other our over
    perhaps please second she should since so some still such thank thanks that that's the their then there there's these they
    they're third this those though thus to two under unless until was we we'd we'll we're we've well were what what's when
    where whereas whether which while who why will with without would yes yet you you'd you'll you're you've your"""
)


def sentences(text: str, span: Span | None = None) -> list[Span]:
    """Split `text[span]` (all of it by default) into sentences: spans into `text`, without the space between them.

    Every code point that is not blank lies in exactly one sentence.

    >>> text = "Lanes work, e.g. in Delft. (See Section 1.1 above.) “Do they?” Ask Dr. Vos: he counted 2.5 bikes. etc"
    >>> for sentence in sentences(text): print(sentence.cut(text))
    Lanes work, e.g. in Delft.
    (See Section 1.1 above.)
    “Do they?”
    Ask Dr. Vos: he counted 2.5 bikes. etc
    """
    span = Span(0, len(text)) if span is None else span
    part = span.cut(text)
    found: list[Span] = []
    start = 0
    for match in _STOP.finditer(part):
        if match["more"] is None or _ends(part, start, match):
            found += _trimmed(part, start, match.end(), span.start)
            start = match.end()
    return found + _trimmed(part, start, len(part), span.start)


def _trimmed(text: str, start: int, end: int, shift: int) -> list[Span]:
    words = text[start:end].strip()
    if not words:
        return []
    first = text.index(words[0], start)
    return [Span(shift + first, shift + first + len(words))]


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    """Say whether the stop of `match` ends the sentence that begins at `start`."""
    following = _NEXT_WORD.match(text, match.end())
    if following is None:
        return True
    openers, word = following["openers"], following["word"]
    first_word = _plain(word) in _FIRST_WORDS
    if word[:1].islower():
        # Those who write without capitals still write "i".
        return not match["closers"] and re.fullmatch(r"i(?:['’](?:m|d|ll|ve))?", word) is not None
    if text[match.start()] != "." or match["more"] or match["closers"].strip("*_"):
        return True
    before = _WORD_BEFORE.search(text, max(start, match.start() - _LONGEST), match.start())
    if before is None:
        return True
    token = _plain(before[0].strip("*_"))
    if _OPENED_BY_NUMBER.fullmatch(text, start, match.start()):  # "1. Paint the kerb."
        return False
    if token in _NEVER_LAST:
        return False
    if token in _BEFORE_NUMBER:
        return not word[:1].isdigit()
    initial = len(token) == 1 and token.isalpha() and before[0] != "I"
    if initial or token in _SELDOM_LAST or re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]|ph\.d", token):
        return first_word and not openers
    return True


def _plain(word: str) -> str:
    return word.replace("’", "'").lower()
