"""The features of a unit: what the role model sees of a sentence, of a clause, or of any span of a turn.

All of them are named, and most are yes or no: the cues in it, where it stands, how it is built. No words: over few posts they
teach what the posts are about, and no trial gained by them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log, log1p
from typing import TYPE_CHECKING

import numpy

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Features", "Unit", "features", "units", "wordless_signs"]

Features = dict[str, float]
"""By name; what is not there is 0."""

CONJUNCTIONS = (
    *(
        "quotation",
        "courtesy",
        "aside^",
        "example^",
        "question rhetorical^",
        "question address opens",
        "short question",
        "question",
    ),
    *("short", "agreement^ opens", "agreement opens", "disagreement^ opens", "argument^", "opinion opens", "contrast^ opens"),
    *("opinion judgement", "reason inner", "example inner", "condition^ inner", "number inner", "evidence inner"),
    *("reference^ inner", "deep", "opinion", "argument opens", "general opens", "judgement opens", "argument judgement", "aside"),
    *("opens", "inner"),
)
"""Signs that tell more together: of each line the unit has all of, the first counts (a decision list: Yarowsky, ACL 1994)."""

_NEEDED = tuple((line, frozenset(line.split())) for line in CONJUNCTIONS)

_SHORT = 6  # Fewer words are seldom a whole thought.
_LONG = 30
_DEEP = 4  # So many sentences into a paragraph, its point has been made.
_CLOSERS = " \t\r\n\"'”’»)]*_!"
_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_FINITE = ("VBZ", "VBP", "VBD", "MD")
_ROOT_TAGS = frozenset({*_FINITE, "VB", "VBG", "VBN", "NN", "NNS", "UH", "IN", "JJ"})
_ROOT_DEPS = frozenset({"ROOT", "advcl", "ccomp", "conj", "relcl"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_WHO = (
    {word: word for word in ("i", "you", "we", "it", "there", "one", "people")}
    | dict.fromkeys(("he", "she", "they"), "they")
    | dict.fromkeys(("this", "that", "these", "those"), "this")
    | dict.fromkeys(("who", "what", "which"), "which")
)
_NOUNS = {"NN": "noun", "NNS": "nouns", "NNP": "name", "NNPS": "name"}
_BE = frozenset({"is", "are", "'s", "'re", "be", "was", "were"})
_MODALS = frozenset({"should", "would", "could", "can", "will", "may", "might", "must"})
_PREDICATES = frozenset({"neg", "acomp", "attr"})
_CLAUSES = frozenset({"ccomp", "advcl", "relcl", "mark", "neg", "xcomp", "conj", "csubj", "acl", "expl", "pcomp"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A span of a turn, in tokens, and its place: its sentence, the paragraph of that, whether it is quoted."""

    start: int
    end: int
    home: int
    sentence: int
    sentences: int
    paragraph: int
    paragraphs: int
    index: int
    length: int
    starts: bool
    ends: bool
    quoted: bool
    after_quotation: bool

    @property
    def opens(self) -> bool:
        """Whether its paragraph begins with it."""
        return self.index == 0 and self.starts


def units(doc: Doc) -> list[Unit]:
    """Return the spans of `doc.spans["argmap_units"]` (else its sentences) with their places in the turn."""
    sentences = list(doc.spans.get("argmap_sentences", ()))
    starts = [sentence.start for sentence in sentences]
    turn = doc.user_data.get("argmap_turn", {})
    breaks = turn.get("paragraphs") or [match.end() for match in _BLANK_LINE.finditer(doc.text)]
    quotations = sorted(turn.get("quotations", ()))
    homes = [bisect_right(breaks, sentence.start_char) for sentence in sentences]
    paragraphs = sorted(set(homes))
    found: list[Unit] = []
    for span in doc.spans.get("argmap_units", sentences):
        number = max(bisect_right(starts, span.start) - 1, 0)
        home = homes[number] if homes else 0
        first = bisect_left(homes, home)
        quoted = _inside(span.start_char, quotations)
        found.append(
            Unit(
                *(span.start, span.end, starts[number] if starts else 0, number, max(len(sentences), 1)),
                *(bisect_left(paragraphs, home), max(len(paragraphs), 1)),
                *(number - first, max(bisect_right(homes, home) - first, 1)),
                not sentences or span.start <= sentences[number].start,
                not sentences or span.end >= sentences[number].end,
                quoted,
                bool(found) and found[-1].quoted and not quoted,
            )
        )
    return found


def _inside(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    before = bisect_right(spans, at, key=lambda span: span[0]) - 1
    return before >= 0 and at < spans[before][1]


def features(doc: Doc) -> list[Features]:
    """Return the features of each unit of `doc`, in the order of its group of spans.

    Read are its groups `argmap_units`, `argmap_sentences` and `argmap_cues`, tags and parse (where there are
    any), and what `doc.user_data["argmap_turn"]` says of the turn.
    """
    text = doc.text  # Made anew each time it is asked for.
    words = _Words(doc, len(text))
    cues = sorted((cue.start, cue.label_) for cue in doc.spans.get("argmap_cues", ()))
    turn = doc.user_data.get("argmap_turn", {})
    said = {
        "place: reply": float(bool(turn.get("reply"))),
        "place: by the poster": float(bool(turn.get("reply") and turn.get("poster"))),
        "place: turn quotes": float(bool(turn.get("quotations"))),
    }
    found = []
    end = 0
    for unit in units(doc):
        # "because" and the like stand before a unit as often as in it.
        joined = cues[bisect_left(cues, (max(end, unit.home), "")) : bisect_left(cues, (unit.start, ""))]
        end = unit.end
        here = cues[bisect_left(cues, (unit.start, "")) : bisect_left(cues, (unit.end, ""))]
        first = next((at for at in range(unit.start, unit.end) if words.word[at]), unit.start)
        seen = {**said, **_place(unit, said["place: reply"]), **dict.fromkeys(_build(words, unit), 1.0)}
        seen |= _signs(here, first, unit, text[words.starts[unit.start] : words.starts[unit.end]])
        found.append(seen | {f"before: {label}": 1.0 for _, label in joined})
    return found


class _Words:
    """A doc as lists: tags, dependencies and norms by name; where each word's head is and where in the text it starts."""

    def __init__(self, doc: Doc, length: int) -> None:
        columns = doc.to_array(["NORM", "TAG", "DEP", "HEAD", "IDX", "IS_ALPHA", "LIKE_NUM", "IS_SPACE"]).astype("uint64")
        names = {int(key): doc.vocab.strings[int(key)] for key in numpy.unique(columns[:, :3])}
        self.norms, self.tags, self.deps = ([names[key] for key in column] for column in columns[:, :3].T.tolist())
        self.heads = (numpy.arange(len(doc)) + columns[:, 3].astype("int64")).tolist()
        self.starts = [*columns[:, 4].tolist(), length]
        self.word = ((columns[:, 5] | columns[:, 6]) == 1).tolist()
        self.blank = (columns[:, 7] == 1).tolist()


def wordless_signs(text: str, index: int, *, opens: bool, tagged: bool) -> set[str]:
    """Return the signs of a unit that no cue shows: `index` sentences stand before it in its paragraph, which it `opens` or not.

    What ends in "right?" is `tagged`, and no question.

    >>> sorted(wordless_signs("Is the lane safe?", 4, opens=False, tagged=False))
    ['deep', 'inner', 'question', 'short']
    """
    signs = {"opens" if opens else "inner"}
    if text.rstrip(_CLOSERS).endswith("?") and not tagged:
        signs.add("question")
    if len(text.split()) < _SHORT:
        signs.add("short")
    if index >= _DEEP:
        signs.add("deep")
    return signs


def _signs(cues: Sequence[tuple[int, str]], first: int, unit: Unit, text: str) -> Features:
    """Return the cues, which of them open the unit, and the first conjunction of signs that it has."""
    signs = {label for _, label in cues} | {f"{label}^" for at, label in cues if at <= first}
    wordless = wordless_signs(text, unit.index, opens=unit.opens, tagged="tag" in signs)
    signs |= wordless & {"question"}
    count = len(text.split())
    found = {f"cue: {sign}": 1.0 for sign in sorted(signs)} | {"length": log1p(count), "long": float(count > _LONG)}
    signs |= wordless | ({"quotation"} if unit.quoted else set())
    found |= {sign: 1.0 for sign in ("short", "quotation") if sign in signs}
    decisive = next(line for line, needed in _NEEDED if signs.issuperset(needed))
    return found | {f"signs: {decisive}": 1.0}


def _place(unit: Unit, reply: float) -> Features:
    last = unit.sentences - 1 - unit.sentence
    found = {
        "place: whole": unit.starts and unit.ends,
        "place: starts": unit.starts,
        "place: ends": unit.ends,
        f"place: {min(unit.index, _DEEP)} in paragraph": 1,
        "place: into paragraph": log1p(unit.index),
        "place: only of paragraph": unit.length == 1,
        "place: last of paragraph": unit.index == unit.length - 1 and unit.length > 1,
        "place: paragraph's length": log(unit.length),
        "place: first paragraph": unit.paragraph == 0,
        "place: second paragraph": unit.paragraph == 1,
        "place: last paragraph": unit.paragraph == unit.paragraphs - 1 and unit.paragraphs > 1,
        "place: paragraphs": log(unit.paragraphs),
        "place: into turn": log1p(unit.sentence),
        "place: share of turn": unit.sentence / unit.sentences,
        "place: before turn's end": log1p(last),
        "place: turn's length": log(unit.sentences),
        "place: first of turn": unit.sentence == 0,
        "place: second of turn": unit.sentence == 1,
        "place: last of turn": last == 0,
        "place: after quotation": unit.after_quotation,
    }
    if reply:
        found["place: opens reply's paragraph"] = unit.index == 0
        found["place: opens reply"] = unit.sentence == 0
        found["place: closes reply"] = last == 0
        found["place: all of reply"] = unit.sentences == 1
        found["place: into reply"] = log1p(unit.sentence)
    return {name: float(value) for name, value in found.items() if value}


def _build(words: _Words, unit: Unit) -> Iterator[str]:
    """Yield what the unit is built like: the clauses in it, and what its main word (of several, the first of a clause) has."""
    inside = range(unit.start, unit.end)
    deps = words.deps[unit.start : unit.end]
    for dep in _CLAUSES.intersection(deps):
        yield f"clause: {dep}"
    heads = words.heads
    tops = [at for at in inside if (heads[at] == at or not unit.start <= heads[at] < unit.end) and not words.blank[at]]
    if not tops:
        return
    root = next((top for top in tops if words.deps[top] in _ROOT_DEPS), tops[0])
    under = [at for at in inside if heads[at] == root and at != root]
    tag, dep = words.tags[root], words.deps[root]
    yield f"root: {tag if tag in _ROOT_TAGS else 'other'}"
    yield f"root is: {dep if dep in _ROOT_DEPS else 'other'}"
    finite = tag if tag in _FINITE else next((words.tags[at] for at in under if words.tags[at] in _FINITE), "none")
    yield f"tense: {finite}"
    subject = next((at for at in under if words.deps[at] in _SUBJECTS), None)
    if subject is None:
        yield "subject: none"
        if tag == "VB" and finite == "none":
            yield "imperative"
    else:
        yield f"subject: {_WHO.get(words.norms[subject]) or _NOUNS.get(words.tags[subject], 'other')}"
        if words.deps[subject] == "nsubjpass":
            yield "passive"
    if words.norms[root] in _BE:
        yield "root: be"
    for at in under:
        if words.deps[at] == "aux" and words.norms[at] in _MODALS:
            yield f"modal: {words.norms[at]}"
        if words.deps[at] in _PREDICATES:
            yield f"root has: {words.deps[at]}"
