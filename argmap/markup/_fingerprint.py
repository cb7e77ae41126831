"""Fingerprints: where words stand in a text, said without the words.

A fingerprint is a number of words, a hash of these words folded, and hashes of the few words before and after them. It is
found again by sliding a window of that many words over another copy of the text.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from argmap.model import Span, Thread
from argmap.read.fold import fold

__all__ = ["CONTEXT", "Context", "Fingerprint", "WordIndex"]

# A word is a run of letters and digits; a sign of Chinese or Japanese writing and a pictogram are each one.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u2600-\u27bf\U0001f000-\U0001faff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+")
CONTEXT = 4
"""How many words before and after: with fewer, list items look alike; with more, edits nearby spoil them."""


@dataclass(frozen=True, slots=True)
class Context:
    """The `words` words on one side, fewer than usual at the end of a document, and their hash."""

    words: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is kept of marked words in place of the words.

    `lead` and `trail` are the code points that the mark has before its first word and behind its last one (a quotation
    mark, a full stop), negative where it begins or ends inside a word. A mark without words (`words` is 0) has its place by
    the context alone: `lead` then counts from the word before, and `trail` is the mark's length.
    """

    words: int
    sha256: str
    before: Context
    after: Context
    lead: int
    trail: int


class WordIndex:
    """The words of a thread by number, and hashes of any run of them."""

    def __init__(self, thread: Thread) -> None:
        self.thread = thread
        folded = fold(thread.text)
        found = [(match[0], folded.span(*match.span())) for match in _WORD.finditer(folded.text)]
        self.spans = [span for _, span in found]
        self._starts = [span.start for span in self.spans]
        encoded = [word.encode("utf-8", "surrogatepass") for word, _ in found]
        self._bytes = b" ".join(encoded)
        self._at = [0]
        for word in encoded:
            self._at.append(self._at[-1] + len(word) + 1)
        self._windows: dict[int, dict[str, list[int]]] = {}
        self.blocks = [self._words_of(block.span) for block in thread.blocks]
        self.docs: dict[str, range] = {}
        for block, words in zip(thread.blocks, self.blocks, strict=True):
            self.docs[block.doc] = range(self.docs.get(block.doc, words).start, words.stop)

    def _words_of(self, span: Span) -> range:
        return range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end))

    def hash(self, words: range) -> str:
        """Return the hash of a run of words; nothing for none."""
        return _hash(self._bytes[self._at[words.start] : self._at[words.stop] - 1]) if words else ""

    def runs(self, number: int, sha256: str) -> list[range]:
        """Return the runs of `number` words that have this hash."""
        if number not in self._windows:
            table: defaultdict[str, list[int]] = defaultdict(list)
            for first, (start, end) in enumerate(zip(self._at, self._at[number:], strict=False)):
                table[_hash(self._bytes[start : end - 1])].append(first)
            self._windows[number] = dict(table)
        return [range(first, first + number) for first in self._windows[number].get(sha256, [])]

    def block_of(self, words: range) -> int | None:
        """Return the number of the block that holds all of a run of words; None where it goes over the end of one."""
        number = bisect_right(self.blocks, words.start, key=lambda block: block.start) - 1
        return number if number >= 0 and words.stop <= self.blocks[number].stop else None

    def blocks_at(self, word: int) -> Iterator[int]:
        """Yield the numbers of the blocks in which something can stand before the word number `word`."""
        number = bisect_right(self.blocks, word, key=lambda block: block.start) - 1
        while number >= 0 and self.blocks[number].start <= word <= self.blocks[number].stop:
            yield number
            number -= 1

    def context(self, words: range, around: range) -> tuple[Context, Context]:
        """Return the context of a run of words inside the run `around`."""
        before = range(max(around.start, words.start - CONTEXT), words.start)
        after = range(words.stop, min(around.stop, words.stop + CONTEXT))
        return Context(len(before), self.hash(before)), Context(len(after), self.hash(after))

    def fingerprint(self, span: Span) -> Fingerprint:
        """Return the fingerprint of a span inside one block of the thread."""
        words = range(bisect_right(self.spans, span.start, key=lambda word: word.end), bisect_left(self._starts, span.end))
        number = max(bisect_right(self.thread.blocks, span.start, key=lambda block: block.span.start) - 1, 0)
        if words:
            before, after = self.context(words, self.docs[self.thread.blocks[number].doc])
            lead, trail = self.spans[words.start].start - span.start, span.end - self.spans[words.stop - 1].end
            return Fingerprint(len(words), self.hash(words), before, after, lead, trail)
        words = range(words.start, words.start)
        before, after = self.context(words, self.blocks[number])
        return Fingerprint(0, "", before, after, span.start - self.floor(words.start, number), len(span))

    def floor(self, word: int, block: int) -> int:
        """Return where the word before number `word` ends, or where its block begins."""
        return self.spans[word - 1].end if word > self.blocks[block].start else self.thread.blocks[block].span.start

    def ceiling(self, word: int, block: int) -> int:
        """Return where the word number `word` begins, or where its block ends."""
        return self.spans[word].start if word < self.blocks[block].stop else self.thread.blocks[block].span.end

    def span_of(self, print: Fingerprint, words: range, block: int) -> Span:
        """Return the span of a mark whose words are these, with the marks before and behind them that belong to it."""
        if not print.words:
            start = min(self.floor(words.start, block) + print.lead, self.ceiling(words.start, block))
            return Span(start, min(start + print.trail, self.ceiling(words.start, block)))
        first, last = self.spans[words.start], self.spans[words.stop - 1]
        start = min(max(first.start - print.lead, self.floor(words.start, block)), first.end)
        end = max(min(last.end + print.trail, self.ceiling(words.stop, block)), last.start)
        return Span(start, max(start, end))


def _hash(words: bytes) -> str:
    """Return 64 bits of the SHA-256: a text has far fewer runs of words than could collide by chance."""
    return hashlib.sha256(words).hexdigest()[:16]
