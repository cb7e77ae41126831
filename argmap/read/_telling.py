"""Which words say what a text is about, for comparing what two texts are about."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from argmap.read._passages import words_of
from argmap.read._words import word_set

__all__ = ["is_english", "telling"]

_COMMON = word_set(
    """a about above after again all also although always am an and another any anyone anything are aren't around as at away
    back be because been before being below best better between both but by came can can't cannot come could couldn't
    did didn't different do does doesn't doing don't done down during each either else enough even ever every everyone
    everything example few find first for from general get getting give given go goes going good got great had has
    hasn't have haven't having he hence her here hers him his how however i i'd i'll i'm i've idea if in indeed
    instead into is isn't it it's its itself just keep kind know large last least less let like likely little long
    look lot made mainly make makes making many matter may maybe me mean means might mine more most much must my
    myself need never new next no non none nor not nothing now of off often oh ok on once one ones only or other
    others otherwise our out over own particular people perhaps place point possible post pretty probably problem put
    question quite rather read really reason right said same say saying says see seem seems she should since small so
    some someone something sometimes somewhat sort still stuff such sure take than thank thanks that that's the their
    them themselves then there there's therefore these they they're thing things think thinking this those though
    thought three through thus time to together too true try two under understand until up upon us use used useful
    using usually very want was wasn't way ways we well were weren't what what's whatever when where whether which
    while who whole whose why will with within without won't work world would wouldn't write wrote yes yet you you'd
    you'll you're you've your yours"""
)

_ENGLISH = 0.25


def is_english(text: str) -> bool:
    """Say whether a text is in the language whose common words are known: of English some half are among them.

    >>> is_english("It is true that paint fades, but what of it?"), is_english("Die Farbe bleicht aus, aber was soll es?")
    (True, False)
    """
    words = words_of(text)
    return sum(word in _COMMON for word in words) >= _ENGLISH * len(words)


def telling(text: str) -> dict[str, str]:
    """Return the words that say what a text is about, by their stems, the most frequent first.

    >>> telling("Lanes are cheap, and a cheap lane fades.")
    {'lane': 'lanes', 'cheap': 'cheap', 'fade': 'fades'}
    """
    found = [word for word in words_of(text) if len(word) > 3 and word not in _COMMON and not word.isdigit()]
    first = {_stem(word): word for word in reversed(found)}
    return {stem: first[stem] for stem, _ in Counter(map(_stem, found)).most_common()}


@lru_cache(maxsize=1 << 14)
def _stem(word: str) -> str:
    word = word.removesuffix("'s")
    for ending in ("ations", "ation", "ings", "ing", "ies", "ed", "es", "s", "ly", "y", "e"):
        if word.endswith(ending) and len(word) - len(ending) > 3:
            return word.removesuffix(ending)
    return word
