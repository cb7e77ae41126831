"""Concepts: what a thread is about, by the names it goes by there, and where it is mentioned.

A label is found as whole words, in any case, in the singular or a regular plural, with hyphens or blanks between its words:
"whole brain emulation" is in "whole-brain emulations". A word of a label that is an acronym ("AGI") is found as it is
written, or with an `s` behind it, so that "US" is not in "us". Where two labels fit, the longer one is meant: what is said of
whole brain emulation is not said of the brain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from argmap.model.ids import content_id, slug
from argmap.model.text import Span
from argmap.model.thread import POST, Thread

if TYPE_CHECKING:
    from argmap.model.argument import ArgumentMap

__all__ = ["LONGEST_LABEL", "Concept", "Mention", "Mentions", "concept_id", "label_key"]

LONGEST_LABEL = 100
"""Code points. A longer label is a sentence, and would make looking for it slow."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’](?:s|S)\Z")
_BETWEEN = re.compile(r"[ \t\u00a0]*\n?[ \t\u00a0]*|[-\u2010\u2011\u2013]")
"""What may stand between two words of one term: blanks with at most one line break, or a hyphen."""


@dataclass(frozen=True, slots=True)
class Concept:
    """Something that is spoken of: `label` is its name to show, `also` its other names, acronyms among them, sorted.

    `confidence` (0 to 1) is how sure the machine is that proposes it; None once a person has confirmed it. `id` names it
    between threads: it is made from the label (see `concept_id`).
    """

    id: str
    label: str
    also: tuple[str, ...] = ()
    confidence: float | None = None

    @classmethod
    def of(cls, label: str, also: Iterable[str] = (), confidence: float | None = None) -> Concept:
        """Make a concept of its labels, in whichever order the others come.

        >>> Concept.of("Whole brain emulation", ["WBE"])
        Concept(id='whole-brain-emulation', label='Whole brain emulation', also=('WBE',), confidence=None)
        """
        return cls(concept_id(label), label, tuple(sorted({*also} - {label})), confidence)

    @property
    def labels(self) -> tuple[str, ...]:
        """All its names, the one to show first."""
        return (self.label, *self.also)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text where a concept is named; `concept` is its id."""

    span: Span
    concept: str


def concept_id(label: str) -> str:
    """Name a concept by its label: the same for the same words in any case, with blanks or hyphens, in every thread.

    What a slug leaves out comes back as a digest, so that two labels that say different things never share a name.

    >>> concept_id("Whole-brain emulation"), concept_id("C"), concept_id("C++")
    ('whole-brain-emulation', 'c', 'c-cedb1bac')
    """
    made = slug(label, LONGEST_LABEL)
    plain = re.sub(r"[\s-]+", "-", label.strip().lower())
    return made if made == plain else content_id(made, plain)


def label_key(label: str) -> tuple[str, ...]:
    """Return what a label is found by, word by word; empty for one that has no words. Labels with one key are one label.

    >>> label_key("Whole-Brain Emulations"), label_key("AGIs"), label_key("…")
    (('whole', 'brain', 'emulation'), ('AGI',), ())
    """
    return tuple(_exact(word) if _is_acronym(word) else _folded(word) for word in _WORD.findall(label))


class Mentions:
    """Finds where concepts are mentioned, in time that grows with the text and not with the number of concepts.

    >>> found = Mentions([Concept.of("whole brain emulation", ["WBE"]), Concept.of("brain")])
    >>> [mention.concept for mention in found.find("Is WBE safe? Whole-brain emulations need a brain.")]
    ['whole-brain-emulation', 'whole-brain-emulation', 'brain']
    """

    def __init__(self, concepts: Sequence[Concept]) -> None:
        self._root: _Node = _Node()
        for concept in concepts:
            for label in concept.labels:
                node = self._root
                for word in label_key(label):
                    node = node.further.setdefault(word, _Node())
                if node is not self._root and node.concept is None:
                    node.concept = concept.id

    def find(self, text: str) -> list[Mention]:
        """Return the mentions in `text`, in its order; none overlaps another."""
        words = [(match.start(), match.end(), match[0]) for match in _WORD.finditer(text)] if self._root.further else []
        found: list[Mention] = []
        place = 0
        while place < len(words):
            best, concept = self._longest(words, place, text)
            if concept is None:
                place += 1
                continue
            found.append(Mention(Span(words[place][0], words[best][0] + len(_bare(words[best][2]))), concept))
            place = best + 1
        return found

    def _longest(self, words: Sequence[tuple[int, int, str]], first: int, text: str) -> tuple[int, str | None]:
        """Return the last word of the longest label that begins with the word `first`, and its concept."""
        best: tuple[int, str | None] = (first, None)
        nodes = [self._root]
        for place in range(first, len(words)):
            start, _, word = words[place]
            if place > first and not _BETWEEN.fullmatch(text, words[place - 1][1], start):
                break
            nodes = [node.further[key] for node in nodes for key in _keys(word) if key in node.further]
            if not nodes:
                break
            best = next(((place, node.concept) for node in nodes if node.concept is not None), best)
        return best

    def in_map(self, thread: Thread, map: ArgumentMap) -> dict[str, tuple[str, ...]]:
        """Return the concepts that each claim, question, comment and the post mention, by id, in the order of mention.

        A claim or question mentions what its words or its gloss do. A word between two marks counts for its comment alone.
        """
        found = {claim.id: [anchor.span.cut(thread.text) for anchor in claim.anchors] for claim in map.claims}
        found |= {question.id: [question.anchor.span.cut(thread.text)] for question in map.questions}
        glosses = {item.id: item.gloss for items in (map.claims, map.questions) for item in items}
        for id, gloss in glosses.items():
            found[id].append(gloss or "")
        for block in thread.blocks:
            found.setdefault(block.doc, []).append(block.span.cut(thread.text))
        found.setdefault(POST, []).insert(0, thread.title)
        named = ((id, dict.fromkeys(one.concept for text in texts for one in self.find(text))) for id, texts in found.items())
        return {id: tuple(concepts) for id, concepts in named if concepts}


class _Node:
    """The labels that begin with the words so far."""

    __slots__ = ("concept", "further")

    def __init__(self) -> None:
        self.further: dict[str, _Node] = {}
        self.concept: str | None = None


def _keys(word: str) -> Iterator[str]:
    """Yield what a word of the text may be found by: as it stands, for acronyms, and folded. Both fit few labels, if any."""
    folded = _folded(word)
    yield folded
    if (exact := _exact(word)) != folded:
        yield exact


def _bare(word: str) -> str:
    return _POSSESSIVE.sub("", word)


def _is_acronym(word: str) -> bool:
    capitals = sum(char.isupper() for char in word)
    return capitals >= 2 or (capitals == 1 and len(word) == 1)


def _exact(word: str) -> str:
    word = _bare(word)
    return word[:-1] if len(word) > 2 and word[-1] == "s" and word[-2].isupper() else word


def _folded(word: str) -> str:
    """Return a word in lower case and in the singular, as far as its ending tells.

    >>> [_folded(word) for word in ("Theories", "churches", "lanes", "bias", "class", "neuron’s", "gas")]
    ['theory', 'church', 'lane', 'bias', 'class', 'neuron', 'gas']
    """
    word = _bare(word).casefold()
    if len(word) > 4 and word not in ("series", "species") and word.endswith(("ie", "ies")):
        return word.removesuffix("s")[:-2] + "y"  # "theories" is of "theory", "movies" of "movie": both look the same
    if len(word) < 4 or word[-1] != "s" or word[-2] in "suia'’" or word in ("series", "species"):
        return word
    return word[:-2] if word.endswith(("ches", "shes", "xes", "sses", "zzes")) else word[:-1]
