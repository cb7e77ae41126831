"""How well argmap's units fit those of annotators: `python -m benchmarks.units FOLDER`.

FOLDER holds XML files of the corpus CMV modes (each turn of an original post counts once) or of the microtexts (Peldszus and
Stede, 2015). The peer is the sentence. A unit fits exactly if its overlap with one of the other side, as a share of what
either covers, is 0.9 or more, and by and large if it is 0.5 or more. *Found* is the share of the annotators' units that one
of ours fits: the ceiling of whatever gives roles to our units. *Right* is the share of our units, of those that lie by more
than half in text that annotators marked, that one of theirs fits. Boundaries are the gaps between words inside a sentence
with marked text at which a unit begins or ends. "Either" is what a choice between a sentence and its units could find at
best. Intervals by bootstrap over original posts. Speed is that of the component alone, on docs that are parsed already.
"""

from __future__ import annotations

import argparse
import re
import time
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import numpy as np
import spacy

import argmap.suggest._units  # registers its factory, as the next one does
import argmap.suggest.components
from argmap.model import Span
from argmap.read.sentences import sentences
from argmap.suggest._pipeline import MODEL
from argmap.suggest._turns import Cover
from benchmarks._cmv import read_folder
from benchmarks._measures import Ints, measured, recalled

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_UNNEEDED = ["ner", "lemmatizer", "attribute_ruler", "senter"]
_WORD = re.compile(r"\w+")
_REPEATS = 5


@dataclass(frozen=True, slots=True)
class Text:
    """A turn or a microtext: the original post it belongs to, its sentences, and the annotators' units."""

    post: str
    text: str
    sentences: list[Span]
    gold: list[Span]


def cmv_texts(folder: Path) -> Iterator[Text]:
    """Yield the turns of CMV modes, each once."""
    for debate in read_folder(folder):
        for turn in debate.turns:
            if turn in debate.new:
                parts = [sentence.span for sentence in debate.thread.sentences if turn.contains(sentence.span)]
                gold = [unit.span for unit in debate.units if turn.contains(unit.span)]
                text = turn.cut(debate.thread.text)
                yield Text(debate.post, text, _shifted(parts, turn.start), _stripped(text, _shifted(gold, turn.start)))


def microtexts(folder: Path) -> Iterator[Text]:
    """Yield the microtexts: a unit is all that its segments cover."""
    for path in sorted(folder.glob("*.xml")):
        tree, text, at = ElementTree.parse(path), path.with_suffix(".txt").read_text("utf-8"), 0
        segments: dict[str, Span] = {}
        for segment in tree.iter("edu"):
            words = (segment.text or "").strip()
            at = text.index(words, at)
            segments[segment.attrib["id"]] = Span(at, at + len(words))
            at += len(words)
        units: dict[str, list[Span]] = {}
        for edge in tree.iter("edge"):
            if edge.attrib["type"] == "seg":
                units.setdefault(edge.attrib["trg"], []).append(segments[edge.attrib["src"]])
        gold = sorted(Span(min(parts).start, max(parts).end) for parts in units.values())
        yield Text(path.stem, text, sentences(text), gold)


def _shifted(spans: Sequence[Span], start: int) -> list[Span]:
    return [Span(span.start - start, span.end - start) for span in spans]


def _stripped(text: str, spans: Sequence[Span]) -> list[Span]:
    """Take the blank space off the edges of the annotators' units."""
    words = ((span, span.cut(text)) for span in spans)
    return [Span(span.start + len(cut) - len(cut.lstrip()), span.end - len(cut) + len(cut.rstrip())) for span, cut in words]


def counts(text: Text, found: Sequence[Span]) -> list[int]:
    """Count what the measures are made of: units and boundaries, theirs, ours, and common ones."""
    marked = Cover(text.gold)
    ours = [span for span in found if 2 * marked.share(span) > len(span)]
    theirs = recalled(text.gold, found)
    right = recalled(ours, text.gold)
    words = [word.start() for word in _WORD.finditer(text.text)]
    gold, given = set[int](), set[int]()
    for sentence in text.sentences:
        if marked.share(sentence):
            inner = range(bisect_left(words, sentence.start) + 1, bisect_left(words, sentence.end))
            gold |= _boundaries(text.gold, words).intersection(inner)
            given |= _boundaries([span for span in found if sentence.overlaps(span)], words).intersection(inner)
    fits = (theirs >= 0.9, theirs >= 0.5, right >= 0.9, right >= 0.5)
    return [len(text.gold), len(ours), *(int(fit.sum()) for fit in fits), len(gold), len(given), len(gold & given)]


def _boundaries(spans: Sequence[Span], words: Sequence[int]) -> set[int]:
    return {bisect_left(words, at) for span in spans for at in (span.start, span.end)}


def f1(total: Ints, gold: int, given: int, found: int, right: int) -> float:
    """Return the harmonic mean of two shares: of what is in column `gold` is found, of what is in column `given` is right."""
    shares = total[found] / max(total[gold], 1), total[right] / max(total[given], 1)
    return float(2 * shares[0] * shares[1] / max(sum(shares), 1e-9))


MEASURES: dict[str, Callable[[Ints], float]] = {
    "found exactly": lambda total: float(total[2] / total[0]),
    "by and large": lambda total: float(total[3] / total[0]),
    "right exactly": lambda total: float(total[4] / total[1]),
    "by and large ": lambda total: float(total[5] / total[1]),
    "F1 exactly": lambda total: f1(total, 0, 1, 2, 4),
    "F1 by and large": lambda total: f1(total, 0, 1, 3, 5),
    "ours for one of theirs": lambda total: float(total[1] / total[0]),
    "boundaries: precision": lambda total: float(total[8] / max(total[7], 1)),
    "boundaries: recall": lambda total: float(total[8] / max(total[6], 1)),
    "boundaries: F1": lambda total: f1(total, 6, 7, 8, 8),
}
"""Each from the sums of `counts`."""


def parser() -> Language:
    """Load the model with a parser that keeps argmap's sentences, and the component behind it."""
    nlp = spacy.load(MODEL, exclude=_UNNEEDED)
    nlp.add_pipe("argmap_sentences", before="parser")
    nlp.add_pipe("argmap_units")
    return nlp


def unit_spans(doc: Doc) -> list[Span]:
    """Return where the units of a doc stand."""
    return [Span(unit.start_char, unit.end_char) for unit in doc.spans["argmap_units"]]


def _of(measure: Callable[[Ints], float], table: Ints, posts: Ints) -> float:
    return measure(table[posts].sum(axis=0))


def print_table(texts: Sequence[Text], docs: Sequence[Doc]) -> None:
    """Print every measure for sentences, for units, and for the better of both."""
    posts = sorted({text.post for text in texts})
    found = {
        "sentences": [text.sentences for text in texts],
        "units": [unit_spans(doc) for doc in docs],
        "either": [[*text.sentences, *unit_spans(doc)] for text, doc in zip(texts, docs, strict=True)],
    }
    sums = {name: np.zeros((len(posts), 9), np.int64) for name in found}
    for name, spans in found.items():
        for text, here in zip(texts, spans, strict=True):
            sums[name][posts.index(text.post)] += counts(text, here)
    print(f"\n{'':24}" + "".join(f"{name:22}" for name in found))
    for number, (name, measure) in enumerate(MEASURES.items()):
        print(f"{name:24}", end="")
        for kind, table in sums.items():
            if kind == "either" and number > 1:
                continue
            value = measured(posts, partial(_of, measure, table))
            print(f"{value.value:.3f} ({value.low:.3f}-{value.high:.3f})".ljust(22), end="")
        print()


def print_rules(texts: Sequence[Text], docs: Sequence[Doc]) -> None:
    """Print how often each rule cut a sentence with marked text, and how often annotators cut it there too."""
    cut: dict[str, list[bool]] = {}
    for text, doc in zip(texts, docs, strict=True):
        marked = Cover(text.gold)
        edges = sorted(at for span in text.gold for at in (span.start, span.end))
        before = 0
        for unit, part in zip(doc.spans["argmap_units"], doc.spans["argmap_parts"], strict=True):
            home = next(span for span in text.sentences if span.end > part.start_char)
            if part.label_ and marked.share(home):
                # Punctuation and joining words are nobody's, so an edge among them is the same edge.
                there = bisect_left(edges, before) < bisect_left(edges, unit.start_char + 1)
                cut.setdefault(part.label_, []).append(there)
            before = unit.end_char
    print(f"\n{'rule':24}cuts  annotators too")
    for rule in argmap.suggest._units.LEAST:
        found = cut.get(rule, [])
        print(f"{rule:24}{len(found):4}  {np.mean(found) if found else np.nan:.2f}")


def main() -> None:
    """Read the folder and print the table."""
    arguments = argparse.ArgumentParser(prog="python -m benchmarks.units", description="Measure how well units fit.")
    arguments.add_argument("folder", type=Path)
    folder = arguments.parse_args().folder
    texts = list(microtexts(folder) if any(folder.glob("micro_*.xml")) else cmv_texts(folder))
    if not texts:
        arguments.error(f"no XML file in {folder}")
    nlp = parser()
    docs = []
    for text in texts:
        doc = nlp.make_doc(text.text)
        doc.user_data["argmap_sentences"] = [(span.start, span.end) for span in text.sentences]
        docs.append(nlp(doc))
    component = nlp.get_pipe("argmap_units")
    start = time.process_time()
    for doc in docs * _REPEATS:
        component(doc)
    seconds = (time.process_time() - start) / _REPEATS
    words = sum(len(text.text.split()) for text in texts)
    print(f"{folder}: {len({text.post for text in texts})} posts, {len(texts)} texts, {words} words,", end=" ")
    print(f"{sum(len(text.gold) for text in texts)} units of annotators")
    print_table(texts, docs)
    print_rules(texts, docs)
    every, split = sum(len(doc.spans["argmap_units"]) for doc in docs), sum(len(text.sentences) for text in texts)
    print(f"\nunits per sentence      {every / split:.2f}")
    print(f"words a second          {words / seconds:,.0f} (the component alone, of one process)")


if __name__ == "__main__":
    main()
