"""What a thread is about: its acronyms with what they stand for, and the noun phrases that come back in it.

Noun phrases are ranked by C-value (Katerina Frantzi, Sophia Ananiadou and Hideki Mima (2000), "Automatic recognition of multi-word
terms: the C-value/NC-value method", International Journal on Digital Libraries 3: 115-130): how often a phrase occurs, less
what it occurs inside longer ones that recur, and the more the longer it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import isqrt, log2
from typing import TYPE_CHECKING

from argmap.model import Concept, Mentions, Thread, label_key
from argmap.suggest._acronyms import ACRONYM, definitions, initials
from argmap.suggest._generic import EMPTY_HEADS, GENERIC_NOUNS, NO_ACRONYMS, NO_START
from argmap.suggest._turns import docs

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["MOST", "Terms", "concepts"]

MOST = 20
"""Concepts for one thread: as many as a person reads through."""

_SIGNS = {"JJ": "J", "JJR": "J", "NN": "N", "NNS": "N", "NNP": "N", "NNPS": "N", "VBG": "G", "HYPH": "H"}
_PHRASE = re.compile(r"(?<!H)(?:[GJN](?:H[GJN])*)+(?!H)")
_LONGEST = 4  # Words (a compound with hyphens is one). Longer terms are rare and mostly sentences' accidents.
_OFTEN = 3
_COMMON = 20  # One word in so many is "the", "of" and their like, or the text is not English. It is one in five as a rule.

CONFIDENCE = {"defined": 0.95, "initials": 0.8, "acronym": 0.85, "phrase": 0.85, "once": 0.75, "noun": 0.75}
"""How often a concept of its kind was right, by one reader's count: 149 of 185 in ten forum threads and thirteen of CMV were
something to ask about. An acronym that the thread defines, or whose initials a phrase has, or that stands alone; a phrase that
recurs in several turns, or in one; a single noun."""


@dataclass(slots=True)
class _Term:
    """A phrase or an acronym: the forms it has, how often each turn has it, and of a phrase the key and the sign of each word."""

    parts: tuple[tuple[str, ...], ...] = ()
    signs: str = ""
    forms: Counter[str] = field(default_factory=Counter)
    turns: Counter[str] = field(default_factory=Counter)

    @property
    def count(self) -> int:
        """How often it occurs."""
        return self.turns.total()

    @property
    def recurs(self) -> bool:
        """Whether it comes back: in another turn, or often."""
        return len(self.turns) >= 2 or self.count >= _OFTEN

    def add(self, form: str, turn: str) -> None:
        """Count one occurrence."""
        self.forms[form] += 1
        self.turns[turn] += 1


class Terms:
    """Collects what a thread says, a doc at a time, and tells what it is about.

    A doc needs tags; nothing of it is kept but strings.
    """

    def __init__(self) -> None:
        self._phrases: dict[tuple[str, ...], _Term] = {}
        self._acronyms: dict[str, _Term] = {}
        self._defined: dict[str, Counter[str]] = {}
        self._lower: set[str] = set()
        self._words = self._common = 0

    def add(self, doc: Doc, turn: str) -> None:
        """Take in a doc, which is (a part of) the post or the comment of the id `turn`; what it quotes counts for nobody."""
        text = doc.text
        for start, end in doc.user_data.get("argmap_turn", {}).get("quotations", ()):
            text = text[:start] + " " * (end - start) + text[end:]
        for short, long in definitions(text):
            self._defined.setdefault(short, Counter())[" ".join(long.split())] += 1
        for match in ACRONYM.finditer(text):
            self._acronyms.setdefault(match[0], _Term()).add(match[0], turn)
        self._lower.update(word.lower() for word in re.findall(r"\b[A-Za-z][a-z]{1,6}\b", text))
        self._words += len(doc)
        self._common += len(re.findall(r"\b(?:the|of|and|to|a|in|is|that|it)\b", text))
        for phrase in _phrases(doc, text):
            self._add_phrase(phrase, turn)

    def _add_phrase(self, phrase: list[tuple[str, str]], turn: str) -> None:
        for start, (first, opening) in enumerate(phrase):
            if first.lower() in NO_START or len(first) < 2 or opening == "G":
                continue
            for end in range(start + 1, min(start + _LONGEST, len(phrase)) + 1):
                last, sign = phrase[end - 1]
                parts = tuple(_word_key(word) for word, _ in phrase[start:end])
                if sign == "N" and all(parts) and not (end - start == 1 and len(last) < 4 and last.islower()):
                    key = tuple(part for word in parts for part in word)
                    term = self._phrases.setdefault(key, _Term(parts, "".join(each for _, each in phrase[start:end])))
                    term.add(" ".join(word for word, _ in phrase[start:end]), turn)

    def found(self, thread: Thread, most: int = MOST) -> tuple[Concept, ...]:
        """Return the concepts of the thread, what it says most of first, at most `most`."""
        ranked: list[tuple[float, Concept]] = []
        taken = {part for name in thread.authors for part in (label_key(name), *(label_key(word) for word in name.split()))}
        for score, kind, label, also in sorted(self._candidates(thread.title), key=lambda one: (-one[0], one[2])):
            concept = Concept.of(label, also, CONFIDENCE[kind])
            keys = {label_key(each) for each in concept.labels}
            if taken.isdisjoint(keys):
                taken |= keys
                ranked.append((score, concept))
        return tuple(concept for _, concept in ranked[:most])

    def _candidates(self, title: str) -> Iterator[tuple[float, str, str, tuple[str, ...]]]:
        """Yield a score, a kind, a label and other labels for whatever may be a concept."""
        values = self._c_values() if self._common * _COMMON >= self._words else {}
        used: set[tuple[str, ...]] = set()
        known = self._initials()
        least = max(_OFTEN + 1, isqrt(self._words) // 8)
        named = {mention.concept for mention in Mentions([Concept("-".join(key), " ".join(key)) for key in values]).find(title)}
        for short, term in self._acronyms.items():
            long, kind = self._expansion(short, title, known)
            if kind != "defined" and (short in NO_ACRONYMS or short.lower() in self._lower):
                continue
            key = label_key(long) if long else ()
            if long and (kind == "defined" or term.count > 1):
                used.add(key)
                yield values.get(key, 0.0) + term.count, kind, long, (short,)
            elif not long and term.recurs:
                yield float(term.count), "acronym", short, ()
        for key, value in values.items():
            term = self._phrases[key]
            if key not in used and _is_topic(term, 2 if "-".join(key) in named else least):
                kind = "noun" if len(term.parts) == 1 else "phrase" if len(term.turns) > 1 else "once"
                yield value, kind, _label(term), ()

    def _expansion(self, short: str, title: str, known: Mapping[str, Sequence[_Term]]) -> tuple[str | None, str]:
        """Return what an acronym stands for: as the thread defines it, else words of the title, or the phrase of most turns."""
        if short in self._defined:
            long = self._defined[short].most_common(1)[0][0]
            term = self._phrases.get(label_key(long))
            return (_label(term) if term else long[0].lower() + long[1:] if long[1:].islower() else long), "defined"
        words = re.findall(r"[\w'’-]+", title)
        for start in range(len(words) - len(short) + 1):
            if len(short) > 2 and initials(" ".join(words[start : start + len(short)])) == short:
                return " ".join(words[start : start + len(short)]), "initials"
        fitting = [term for term in known.get(short, []) if term.recurs or len(short) > 2]
        best = max(fitting, key=lambda term: (term.count, _label(term)), default=None)
        return (_label(best) if best else None), "initials"

    def _initials(self) -> dict[str, list[_Term]]:
        found: dict[str, list[_Term]] = {}
        for term in self._phrases.values():
            if len(term.parts) > 1 or "-" in next(iter(term.forms)):
                found.setdefault(initials(next(iter(term.forms))), []).append(term)
        return found

    def _c_values(self) -> dict[tuple[str, ...], float]:
        inside: dict[tuple[str, ...], list[int]] = {}
        recurring = {key: term for key, term in self._phrases.items() if term.count > 1}
        for term in recurring.values():
            for start in range(len(term.parts)):
                for end in range(start + 1, len(term.parts) + 1):
                    if end - start < len(term.parts):
                        key = tuple(part for word in term.parts[start:end] for part in word)
                        inside.setdefault(key, []).append(term.count)
        values: dict[tuple[str, ...], float] = {}
        for key, term in recurring.items():
            longer = inside.get(key, [])
            if term.count - max(longer, default=0) < 2 and longer:
                continue  # it is a part of that and nothing else
            values[key] = log2(1 + len(term.parts)) * (term.count - (sum(longer) / len(longer) if longer else 0))
        return values


def concepts(thread: Thread, nlp: Language, most: int = MOST) -> tuple[Concept, ...]:
    """Return what the thread is about, most spoken of first, each with its confidence; `nlp` is a pipeline with a tagger.

    Whoever has tagged docs of the turns already saves the time: `Terms.add` takes each, `Terms.found` tells.
    """
    terms = Terms()
    with nlp.select_pipes(enable=[name for name in ("tok2vec", "transformer", "tagger") if name in nlp.pipe_names]):
        for doc, turn in docs(thread, nlp):
            terms.add(doc, turn.places[0].block.doc)
    return terms.found(thread, most)


def _phrases(doc: Doc, text: str) -> Iterator[list[tuple[str, str]]]:
    """Yield the noun phrases of a doc without their determiners: words, each with its sign; a compound is one word."""
    signs = "".join(map(_sign, doc.to_array("TAG").tolist(), [doc.vocab.strings] * len(doc)))
    starts, lengths = doc.to_array("IDX").tolist() if len(doc) else [], doc.to_array("LENGTH").tolist() if len(doc) else []
    for match in _PHRASE.finditer(signs):
        phrase: list[tuple[str, str]] = []
        joined = False
        for token in range(match.start(), match.end()):
            word = text[starts[token] : starts[token] + lengths[token]]
            if phrase and (joined or signs[token] == "H"):
                phrase[-1] = (phrase[-1][0] + word, signs[token])
            elif phrase and starts[token] - starts[token - 1] - lengths[token - 1] > 1:
                yield phrase  # a line break, a heading or a quotation is between the two
                phrase = [(word, signs[token])]
            else:
                phrase.append((word, signs[token]))
            joined = signs[token] == "H"
        yield phrase


@lru_cache(maxsize=200)
def _sign(tag: int, strings: object) -> str:
    return _SIGNS.get(strings[tag], ".") if tag else "."  # type: ignore[index]


@lru_cache(maxsize=20_000)
def _word_key(word: str) -> tuple[str, ...]:
    return label_key(word) if re.fullmatch(r"[^\W_]+(?:[-'’][^\W_]+)*", word) else ()


def _is_topic(term: _Term, least: int) -> bool:
    """Say whether a phrase can be what a thread is about, and no turn of speech; a single word must come `least` times."""
    words = [label_key(word[-1].lower())[0] for word in term.parts]
    if any(word.isdigit() or len(word) == 1 for word in words) or all(word in GENERIC_NOUNS or word in NO_START for word in words):
        return False
    if len(words) == 1:
        return term.count >= least
    # Of several adjectives, or one inside, most only describe; one alone wants more than two occurrences to be part of a name.
    if "J" in term.signs[1:] or words[-1] in EMPTY_HEADS or not (term.recurs or least == 2):
        return False
    return term.signs[0] == "N" or least == 2 or term.count >= _OFTEN


def _label(term: _Term) -> str:
    """Return the form to show: a singular if there is one, and without capitals if it is often written without."""
    folded: Counter[str] = Counter()
    for form, count in term.forms.items():
        folded[form.lower()] += count
    best = min(folded, key=lambda form: (form.endswith("s") and not form.endswith("ss"), -folded[form], form))
    shown: Counter[str] = Counter({form: count for form, count in term.forms.items() if form.lower() == best})
    return max(shown, key=lambda form: (4 * shown[form] if form.islower() else shown[form], form))
