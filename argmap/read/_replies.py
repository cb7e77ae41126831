"""Who replies to whom, on a page whose tree is lost.

A page prints its tree from the top down, so a comment answers the one above it, or one that this answers in turn, up to the
post. Among these the words decide: whose sentences it quotes, whom it addresses, whose words it takes up. Each sign speaks
for or against a candidate with a weight; the signs that speak for the winner are the evidence that the thread keeps.
"""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import lru_cache
from math import exp

from argmap.model import POST, Comment, Quote, QuoteKind, Span
from argmap.read._passages import words_of
from argmap.read._words import word_set

__all__ = ["infer_replies"]

# How much a sign weighs: a quotation more than a name, a name more than shared words, all of them more than the place.
# Set on real threads whose tree is known; tests/read/test_replies.py measures them there.
_QUOTES, _SHORT_QUOTE, _TAKEN_UP, _NAMED, _PRAISES_POST, _SPEAKS_OF_POST = 8.0, 2.5, 6.0, 6.0, 2.5, 1.0
_RARE_WORD, _FAR_WORD, _POST_WORD, _BELOW, _YOU_BELOW, _TURN, _OWN, _OUTRANKED, _EXCLUDED = (
    1.0,
    0.5,
    0.25,
    1.5,
    1.0,
    2.5,
    -2.0,
    -4.0,
    -20.0,
)

_DEEPEST = 50
"""How many ancestors of the comment above are weighed."""

_YOU = re.compile(r"(?<!thank )\b(?:you|your|yours|yourself)\b", re.IGNORECASE)
_PRAISE = re.compile(
    r"\b(?:your|great|good|nice|excellent|(?:very|really|super) interesting|fascinating|lovely|(?:well|nicely)[ -]\w+|thoughtful"
    r"|awesome|wonderful|enjoyed (?:this|the)|(?:thanks|thank you) for (?:this|the|writing this))"
    r"\s+(?:blog ?)?(?:post|essay|article|piece|write-?up)\b",
    re.IGNORECASE,
)
_POST_WORDS = re.compile(r"\b(?:this|the|original)\s+(?:blog ?)?(?:post|essay|article)\b(?!\s*[\"“'‘«])|\bOP\b")
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


@dataclass(slots=True)
class _Case:
    """A candidate parent, and what speaks for it."""

    doc: str
    score: float = 0.0
    signs: list[tuple[float, str]] = field(default_factory=list)

    def add(self, weight: float, sign: str = "") -> None:
        self.score += weight
        if sign and weight > 0:
            self.signs.append((weight, sign))

    def confidence(self) -> float:
        """Return how likely it is, from the weight of its signs."""
        return round(1 / (1 + exp(-self.score / 3)), 2)

    def evidence(self) -> str:
        """Say what speaks for it: the strong signs, or else all there are."""
        strong = [sign for weight, sign in self.signs if weight >= _SHORT_QUOTE]
        return "; ".join(strong) if strong else "weak: " + "; ".join(sign for _, sign in self.signs)


def infer_replies(
    text: str,
    author: str | None,
    comments: Sequence[Comment],
    quotes: Sequence[Quote],
    post: Sequence[Span],
    *,
    by_score: bool = False,
) -> tuple[Comment, ...]:
    """Return the comments with `reply_to` and its `evidence`, as far as the page shows them.

    `post` is the spans of the post's blocks, `author` who wrote it, and `by_score` says that the page sorts comments by karma.
    """
    page = _Page(text, author, comments, quotes, post)
    placed: dict[str, Comment] = {}
    last: dict[str, Comment] = {}  # the last answer that each document has so far
    for comment in comments:
        if comment.reply_to is not None or "missing" in comment.states:
            placed[comment.id] = comment
            last[comment.reply_to or POST] = comment
            continue
        case = page.parent(comment, placed, last if by_score else {})
        reply_to, evidence = (case.doc, case.evidence()) if case else (None, "nothing on the page says what it answers")
        placed[comment.id] = replace(comment, reply_to=reply_to, evidence=evidence, confidence=case.confidence() if case else None)
        if reply_to:
            last[reply_to] = comment
    return tuple(placed.values())


class _Page:
    """What the signs are read from: who wrote what, without what they only quote."""

    def __init__(
        self, text: str, author: str | None, comments: Sequence[Comment], quotes: Sequence[Quote], post: Sequence[Span]
    ) -> None:
        self.text = text
        self.authors = {POST: author, **{comment.id: comment.author for comment in comments}}
        self.quotes: dict[str, list[Quote]] = {comment.id: [] for comment in comments}
        for quote in quotes:
            self.quotes[quote.doc].append(quote)
        self.own = {comment.id: self._own_words(comment) for comment in comments}
        self.words = {id: _telling(words) for id, words in self.own.items()}
        self.words[POST] = _telling(" ".join(span.cut(text) for span in post))
        self.ranks = {id: {stem: rank for rank, stem in enumerate(words)} for id, words in self.words.items()}

    def _own_words(self, comment: Comment) -> str:
        parts: list[str] = []
        at = comment.span.start
        for quote in self.quotes[comment.id]:
            if quote.kind in (QuoteKind.QUOTATION, QuoteKind.EXTERNAL):
                parts.append(self.text[at : quote.span.start])
                at = quote.span.end
        return " ".join([*parts, self.text[at : comment.span.end]])

    def parent(self, comment: Comment, above: dict[str, Comment], last: Mapping[str, Comment]) -> _Case | None:
        """Return the likeliest parent of `comment`, or None where no sign speaks for any."""
        path = _path(above)
        cases = {id: _Case(id) for id in path}
        self._quotations(comment, above, cases)
        self._address(comment, path, cases)
        self._shared_words(comment, path, cases)
        self._place(comment, path, cases)
        _outranked(comment, last, cases)
        nearest = {id: -number for number, id in enumerate(path)}
        best = max(cases.values(), key=lambda case: (case.score, nearest.get(case.doc, -len(path))))
        return best if best.score > 0 and best.signs else None

    def _quotations(self, comment: Comment, above: dict[str, Comment], cases: dict[str, _Case]) -> None:
        for quote in self.quotes[comment.id]:
            if quote.source is None:
                continue
            if self.authors[quote.source] == comment.author:
                self._taken_up(quote, above, cases)
                continue
            words = quote.span.cut(self.text)
            whose = "the post" if quote.source == POST else f"{self._name(quote.source)}'s comment"
            weight = _QUOTES if len(words_of(words)) > 3 else _SHORT_QUOTE
            cases.setdefault(quote.source, _Case(quote.source)).add(weight, f"quotes {whose}: “{_start(words)}”")

    def _taken_up(self, quote: Quote, above: dict[str, Comment], cases: Mapping[str, _Case]) -> None:
        """Who repeats a sentence of his own answers the comment that took it up."""
        said = words_of(quote.span.cut(self.text))
        for id, case in cases.items():
            if id in above and self.authors[id] != self.authors[quote.doc]:
                shared = _longest_shared(said, words_of(above[id].span.cut(self.text)))
                if len(shared) > 3:
                    taken = " ".join(shared[:8])
                    case.add(_TAKEN_UP, f"repeats its author's own sentence, which {self._name(id)} takes up: “{taken}”")

    def _address(self, comment: Comment, path: Sequence[str], cases: Mapping[str, _Case]) -> None:
        own = self.own[comment.id]
        you = _YOU.search(own)
        for id, case in cases.items():
            name = self.authors[id]
            if you and name == comment.author:
                case.add(_EXCLUDED)
            elif name and name != comment.author and _addresses(own, name):
                case.add(_NAMED, f"addresses {name}")
        praise = _PRAISE.search(own)
        if you and not praise and self.authors[path[0]] != comment.author:
            whom = "the post's author" if path[0] == POST else f"{self._name(path[0])}, right above"
            cases[path[0]].add(_YOU_BELOW, f"says “{you[0].lower()}” to {whom}")
        if self.authors[POST] != comment.author:
            for about, weight in ((praise, _PRAISES_POST), (_POST_WORDS.search(own), _SPEAKS_OF_POST)):
                if about:
                    cases[POST].add(weight, f"speaks of the post: “{' '.join(about[0].split())}”")

    def _shared_words(self, comment: Comment, path: Sequence[str], cases: Mapping[str, _Case]) -> None:
        words = self.words[comment.id]
        for id in path:
            shared = words.keys() & self.words[id].keys()
            if self.authors[id] == comment.author:
                continue
            if id == POST:
                weight, whose = min(len(shared), 8) * _POST_WORD, "the post"
            else:
                shared = shared - self.words[POST].keys()
                weight = min(len(shared) * _RARE_WORD, 3.0) if id == path[0] else min(len(shared) * _FAR_WORD, 2.0)
                whose = f"{self._name(id)}'s comment that the post does not use"
            if shared:
                first = heapq.nsmallest(3, shared, key=self.ranks[id].__getitem__)
                cases[id].add(weight, f"shares words with {whose}: {', '.join(f'“{words[stem]}”' for stem in first)}")

    def _place(self, comment: Comment, path: Sequence[str], cases: Mapping[str, _Case]) -> None:
        """Weigh where the comment stands and whose turn it is: most answer what is right above, and nobody himself."""
        for id in path:
            if self.authors[id] == comment.author:
                cases[id].add(_OWN)
        if path[0] == POST or self.authors[path[0]] == comment.author:
            return
        above = self._name(path[0])
        cases[path[0]].add(_BELOW, f"stands right below {above}'s comment")
        if comment.author is not None and comment.author == self.authors[POST]:
            cases[path[0]].add(_TURN, f"the post's author writes right below {above}'s comment")
        if len(path) > 2 and self.authors[path[1]] == comment.author:
            cases[path[0]].add(_TURN, f"{above} answers its author right above")

    def _name(self, id: str) -> str:
        return self.authors[id] or id


def _path(above: dict[str, Comment]) -> list[str]:
    """Return what the next comment can answer, nearest first: the last comment, what that answers in turn, the post."""
    path: list[str] = []
    id = next(reversed(above.keys()), None)
    while id is not None and id in above and len(path) < _DEEPEST:
        path.append(id)
        id = above[id].reply_to
    return [*path, POST]


def _outranked(comment: Comment, last: Mapping[str, Comment], cases: Mapping[str, _Case]) -> None:
    """On a page sorted by karma no comment stands below a sibling that has less."""
    for id, case in cases.items():
        karma = last[id].karma if id in last else None
        if karma is not None and comment.karma is not None and karma < comment.karma:
            case.add(_OUTRANKED)


def _addresses(own: str, name: str) -> bool:
    """Say whether the text speaks to `name`."""
    return name.split(maxsplit=1)[0].lower() in own.lower() and _address(name).search(own.strip()) is not None


@lru_cache(maxsize=1024)
def _address(name: str) -> re.Pattern[str]:
    """Match a name behind an @, or at the head of a sentence, alone or behind a greeting."""
    called = "|".join(re.escape(part) for part in dict.fromkeys((name, name.split(maxsplit=1)[0])))
    greeting = r"(?:(?:hi|hello|hey|thanks|thank you|dear|sorry|yes|no),?\s+)?"
    return re.compile(rf"@(?:{called})\b|(?:^|[.!?]\s+){greeting}(?:{called})\s*(?:[,:!—–]|-+\s)", re.IGNORECASE)


def _telling(text: str) -> dict[str, str]:
    """Return the words that say what a text is about, by their stems, the most frequent first."""
    found = [word for word in words_of(text) if len(word) > 3 and word not in _COMMON and not word.isdigit()]
    first = {_stem(word): word for word in reversed(found)}
    return {stem: first[stem] for stem, _ in Counter(map(_stem, found)).most_common()}


def _stem(word: str) -> str:
    word = word.removesuffix("'s")
    for ending in ("ations", "ation", "ings", "ing", "ies", "ed", "es", "s", "ly", "y", "e"):
        if word.endswith(ending) and len(word) - len(ending) > 3:
            return word.removesuffix(ending)
    return word


def _longest_shared(one: Sequence[str], other: Sequence[str]) -> Sequence[str]:
    """Return the longest run of words that both have."""
    match = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return one[match.a : match.a + match.size]


def _start(words: str) -> str:
    parts = words.split()
    return " ".join(parts[:6]) + (" …" if len(parts) > 6 else "")
