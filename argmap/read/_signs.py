"""What speaks for and against each document that a comment may answer."""

from __future__ import annotations

import heapq
import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from argmap.model import POST, Comment, Quote, QuoteKind, Span
from argmap.read._passages import words_of
from argmap.read._telling import is_english, telling

__all__ = ["Path", "Sign", "Signs"]

_FEW = 25
"""Up to how many words a comment is terse."""

_YOU = re.compile(r"(?<!thank )\b(?:you|your|yours|yourself)\b", re.IGNORECASE)
_PRAISE = re.compile(
    r"\b(?:your|great|good|nice|excellent|(?:very|really|super) interesting|fascinating|lovely|(?:well|nicely)[ -]\w+|thoughtful"
    r"|awesome|wonderful|enjoyed (?:this|the)|(?:thanks|thank you) for (?:this|the|writing this))"
    r"\s+(?:blog ?)?(?:post|essay|article|piece|write-?up)\b",
    re.IGNORECASE,
)
_POST_WORDS = re.compile(r"\b(?:this|the|original)\s+(?:blog ?)?(?:post|essay|article)\b(?!\s*[\"“'‘«])|\bOP\b")


class Sign(NamedTuple):
    """One thing that speaks for or against a candidate: what it is, how strongly it is there, and the evidence in words."""

    kind: str
    amount: float = 1.0
    words: str = ""


Path = tuple[str, ...]
"""What a comment stands below: the comment above it, what that answers, and so on up to the post."""


class Signs:
    """What the signs are read from: who wrote what, without what they only quote."""

    def __init__(
        self, text: str, author: str | None, comments: Sequence[Comment], quotes: Sequence[Quote], post: Sequence[Span]
    ) -> None:
        self.text = text
        self.authors = {POST: author, **{comment.id: comment.author for comment in comments}}
        self.spans = {comment.id: comment.span for comment in comments}
        self.quotes: dict[str, list[Quote]] = {comment.id: [] for comment in comments}
        for quote in quotes:
            self.quotes[quote.doc].append(quote)
        self.own = {comment.id: self._own_words(comment) for comment in comments}
        told = {**self.own, POST: " ".join(span.cut(text) for span in post)}
        # In a language whose common words are not known, two texts share such words whatever they speak of.
        known = is_english(" ".join(told.values()))
        self.words = {id: telling(words) if known else {} for id, words in told.items()}
        self.ranks = {id: {stem: rank for rank, stem in enumerate(words)} for id, words in self.words.items()}

    def _own_words(self, comment: Comment) -> str:
        parts: list[str] = []
        at = comment.span.start
        for quote in self.quotes[comment.id]:
            if quote.kind in (QuoteKind.QUOTATION, QuoteKind.EXTERNAL):
                parts.append(self.text[at : quote.span.start])
                at = quote.span.end
        return " ".join([*parts, self.text[at : comment.span.end]])

    def is_terse(self, id: str) -> bool:
        """Say whether a comment has too few words of its own to show what it speaks of."""
        return len(self.own[id].split()) <= _FEW

    def cases(self, comment: Comment, docs: Sequence[str]) -> dict[str, list[Sign]]:
        """Return the signs for `docs`, the nearest first, and for any other document that the comment quotes."""
        cases: dict[str, list[Sign]] = {id: [] for id in docs}
        self._quotations(comment, cases)
        self._address(comment, docs[0], cases)
        self._shared_words(comment, docs, cases)
        self._place(comment, docs[0], cases)
        return cases

    def turns(self, comment: Comment, path: Path) -> dict[str, list[Sign]]:
        """Return the signs that follow from who wrote on a path, and how far up: most answer who answered them."""
        author = comment.author
        turns: dict[str, list[Sign]] = {id: [] for id in path}
        for number, id in enumerate(path[:-1]):
            if number:
                turns[id].append(Sign("steps", min(number, 6)))
            if author is not None and self.authors[id] != author and self.authors[path[number + 1]] == author:
                turns[id].append(Sign("turn", words=f"{self._name(id)} answers its author"))
        if author is not None and author != self.authors[POST] and any(self.authors[id] == author for id in path[:-1]):
            turns[POST].append(Sign("post again"))
        return turns

    def _quotations(self, comment: Comment, cases: dict[str, list[Sign]]) -> None:
        for quote in self.quotes[comment.id]:
            if quote.source is None:
                continue
            if comment.author is not None and self.authors[quote.source] == comment.author:
                self._taken_up(quote, cases)
                continue
            words = quote.span.cut(self.text)
            whose = "the post" if quote.source == POST else f"{self._name(quote.source)}'s comment"
            near = quote.marks != "none" or quote.source in cases
            kind = "quote" if near and len(words_of(words)) > 3 else "term"
            cases.setdefault(quote.source, []).append(Sign(kind, words=f"quotes {whose}: “{_start(words)}”"))

    def _taken_up(self, quote: Quote, cases: Mapping[str, list[Sign]]) -> None:
        """Who repeats a sentence of his own answers the comment that took it up."""
        said = words_of(quote.span.cut(self.text))
        for id, signs in cases.items():
            if id != POST and self.authors[id] != self.authors[quote.doc]:
                shared = _longest_shared(said, words_of(self.spans[id].cut(self.text)))
                if len(shared) > 3:
                    taken = " ".join(shared[:8])
                    words = f"repeats its author's own sentence, which {self._name(id)} takes up: “{taken}”"
                    signs.append(Sign("taken up", words=words))

    def _address(self, comment: Comment, above: str, cases: Mapping[str, list[Sign]]) -> None:
        own = self.own[comment.id]
        you = _YOU.search(own)
        for id, signs in cases.items():
            name = self.authors[id]
            if you and name is not None and name == comment.author:
                signs.append(Sign("you, himself"))
            elif name and name != comment.author and _addresses(own, name):
                signs.append(Sign("name", words=f"addresses {name}"))
        praise = _PRAISE.search(own)
        if you and not praise and self.authors[above] != comment.author:
            whom = "the post's author" if above == POST else f"{self._name(above)}, right above"
            cases[above].append(Sign("you", words=f"says “{you[0].lower()}” to {whom}"))
        if self.authors[POST] != comment.author:
            for about, kind in ((praise, "praise"), (_POST_WORDS.search(own), "post")):
                if about:
                    cases[POST].append(Sign(kind, words=f"speaks of the post: “{' '.join(about[0].split())}”"))

    def _shared_words(self, comment: Comment, docs: Sequence[str], cases: Mapping[str, list[Sign]]) -> None:
        words = self.words[comment.id]
        for id in docs:
            shared = words.keys() & self.words[id].keys()
            if comment.author is not None and self.authors[id] == comment.author:
                continue
            if id == POST:
                kind, most, whose = "post's words", 8, "the post"
            else:
                shared = shared - self.words[POST].keys()
                kind, most = ("words above", 3) if id == docs[0] else ("words", 4)
                whose = f"{self._name(id)}'s comment that the post does not use"
            if shared:
                first = heapq.nsmallest(3, shared, key=self.ranks[id].__getitem__)
                told = f"shares words with {whose}: {', '.join(f'“{words[stem]}”' for stem in first)}"
                cases[id].append(Sign(kind, min(len(shared), most), told))

    def _place(self, comment: Comment, above: str, cases: Mapping[str, list[Sign]]) -> None:
        """Weigh where the comment stands: most answer what is right above, and nobody himself."""
        author = comment.author
        for id, signs in cases.items():
            if author is not None and self.authors[id] == author:
                signs.append(Sign("own"))
        if author is not None and self.authors[above] == author:
            return
        if above == POST:
            cases[POST].append(Sign("first", words="is the first comment"))
            return
        cases[above].append(Sign("below", words=f"stands right below {self._name(above)}'s comment"))
        if author is not None and author == self.authors[POST]:
            cases[above].append(Sign("host", words=f"the post's author writes right below {self._name(above)}'s comment"))

    def _name(self, id: str) -> str:
        return self.authors[id] or id


def _addresses(own: str, name: str) -> bool:
    """Say whether the text speaks to `name`."""
    return name.split(maxsplit=1)[0].lower() in own.lower() and _address(name).search(own.strip()) is not None


@lru_cache(maxsize=1024)
def _address(name: str) -> re.Pattern[str]:
    """Match a name behind an @, or at the head of a sentence, alone or behind a greeting."""
    called = "|".join(re.escape(part) for part in dict.fromkeys((name, name.split(maxsplit=1)[0])))
    greeting = r"(?:(?:hi|hello|hey|thanks|thank you|dear|sorry|yes|no),?\s+)?"
    return re.compile(rf"@(?:{called})\b|(?:^|[.!?]\s+){greeting}(?:{called})\s*(?:[,:!—–]|-+\s)", re.IGNORECASE)


def _longest_shared(one: Sequence[str], other: Sequence[str]) -> Sequence[str]:
    """Return the longest run of words that both have."""
    match = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return one[match.a : match.a + match.size]


def _start(words: str) -> str:
    parts = words.split()
    return " ".join(parts[:6]) + (" …" if len(parts) > 6 else "")
