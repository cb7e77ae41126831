"""Quotations in comments, each aligned to the words it repeats.

Candidates are block quotes, words in quotation marks, and paragraphs (or their beginnings) without any mark that repeat an
earlier text: a printed page leaves nothing else of a block quote. Most of what stands in quotation marks quotes nobody
here: titles, scare quotes, templates ("not too dear for X"), words of a third text. They are told apart and never
aligned. Where the same words stand in several places, the parent comes first, then its ancestors, the post, the other
comments; what stays undecided is reported as ambiguous.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from argmap.model import POST, Block, BlockKind, Comment, Quote, QuoteKind, Span, Style, StyleKind
from argmap.read._align import ALIKE, Library, Place, gaps, words_of
from argmap.read._layout import Layout
from argmap.read._words import word_set
from argmap.read.fold import fold
from argmap.read.sentences import sentences

__all__ = ["SiteQuotes", "find_quotes", "quotes_from"]

UNMARKED = 20
"""How many folded code points an unmarked passage must share with an earlier text to be a quotation of it."""

_BEFORE = 80
"""How much of the text in front of a quotation is asked what it is."""
_NEAR = 30
"""How many comments back a quotation is looked for that decides whether a paragraph is torn."""
_ALIKE_UNMARKED = 0.95
"""An unmarked paragraph that shares less than this with an earlier one may just speak of the same things."""

_MARKED = (
    ("double", re.compile(r"“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|(?<![\w\"])\"(?=\S)([^\"]+)(?<=\S)\"(?!\w)")),
    ("single", re.compile(r"(?<![\w'’])[‘'](?=\S)(?!\d\ds)((?:[^'’‘]|(?<=\w)['’](?=\w))+)(?<=\S)['’](?!\w)")),
)
_TITLE_WORD = re.compile(
    r"\b(?:post|article|paper|book|essay|report|piece|chapter|called|titled|entitled|named|sequence|series|talk|survey|blog)\s*[:,]?\s*$",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"(?:\b(?:said|says|say|wrote|writes|write|claims?|claimed|argues?|argued|states?|stated|notes?|noted|asks?|asked|replied"
    r"|quot(?:e|es|ed|ing)|according to|put it|answered)\b[^.!?]{0,30}|:)\s*$",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(r"(?<![\w'.])(?:[XYZN](?![\w'.-]*\w)|_{2,}|blah(?: blah)*|\[[^\]]*\]|<[^>]*>|so-and-so)(?!\w)")
_SMALL = word_set("a an and as at but by for from if in into is nor of on or per so the to v vs via with without after before")


class SiteQuotes(NamedTuple):
    """What the page itself says of quotations.

    `given` is the document that a block repeats, by the block's id, empty for a text that is not in the thread; `cited` is
    which comment quotes which words of the post.
    """

    given: Mapping[str, str] = {}
    cited: Sequence[tuple[str, Span]] = ()


NOTHING_STATED = SiteQuotes()


class _Passage(NamedTuple):
    """A candidate: its span inside the marks, what marks it, and where it was found."""

    span: Span
    marks: str
    places: list[Place]


def quotes_from(layout: Layout) -> Callable[[str, str], bool]:
    """Return a test of whether some text is a whole passage of what is laid out so far, and is not so with more text behind it."""
    docs = list(dict.fromkeys(block.doc for block in layout.blocks))

    def quoted(words: str, more: str) -> bool:
        text = layout.text
        known = [fold(layout.doc_span(doc).cut(text)).text for doc in [*docs[:1], *docs[1:][-_NEAR:]]]
        whole, longer = fold(words).text.strip(), fold(f"{words} {more}").text.strip()
        return len(whole) >= UNMARKED and any(whole in one for one in known) and not any(longer in one for one in known)

    return quoted


def find_quotes(
    text: str,
    title: str,
    blocks: Sequence[Block],
    comments: Sequence[Comment],
    styles: Sequence[Style],
    site: SiteQuotes = NOTHING_STATED,
) -> tuple[Quote, ...]:
    """Find and align the quotations in all comments, in text order.

    Comments quote their parents and what stands above them. What the `site` itself says of a block counts before any search.
    """
    by_doc: dict[str, list[Block]] = {POST: []}
    for block in blocks:
        by_doc.setdefault(block.doc, []).append(block)
    post = by_doc[POST]
    docs = [(POST, Span(post[0].span.start, post[-1].span.end) if post else Span(0, 0))]
    comments = _parents_first(comments)
    library = Library(text, [*docs, *((comment.id, comment.span) for comment in comments)])
    parents = {comment.id: comment.reply_to for comment in comments}
    order = {id: number for number, id in enumerate((POST, *parents))}
    quotes: list[Quote] = []
    for comment in comments:
        chain = _ancestors(comment.id, parents)

        def rank(doc: str, chain: Sequence[str] = chain) -> tuple[int, int]:
            """Sort the likeliest first: its ancestors, the post, the others from the nearest on."""
            return (chain.index(doc) if doc in chain else len(chain) + (doc != POST), -order[doc])

        finder = _Finder(text, title, comment.id, library, rank if chain else None, styles, site)
        own = sorted(finder.quotes(by_doc.get(comment.id, [])), key=lambda quote: quote.span)
        for quote in own:
            if quote.source is not None:
                library.borrow(comment.id, quote.span)
        quotes += own
    return tuple(sorted(quotes, key=lambda quote: quote.span))


def _parents_first(comments: Sequence[Comment]) -> list[Comment]:
    """Return the comments in their order, but none before what it answers."""
    by_id = {comment.id: comment for comment in comments}
    placed: dict[str, Comment] = {}
    for comment in comments:
        chain = [comment]
        while (parent := by_id.get(chain[-1].reply_to or POST)) and parent.id not in placed and parent not in chain:
            chain.append(parent)
        placed.update((other.id, other) for other in reversed(chain) if other.id not in placed)
    return list(placed.values())


def _ancestors(id: str, parents: Mapping[str, str | None]) -> list[str]:
    chain: list[str] = []
    parent = parents[id]
    while parent is not None and parent not in chain:
        chain.append(parent)
        parent = parents.get(parent)
    return chain


class _Finder:
    """Finds the quotations of one comment in the documents above it."""

    def __init__(
        self,
        text: str,
        title: str,
        doc: str,
        library: Library,
        rank: Callable[[str], tuple[int, int]] | None,
        styles: Sequence[Style],
        site: SiteQuotes,
    ) -> None:
        self.text = text
        self.title = fold(title).text.strip()
        self.doc = doc
        self.library = library
        self.rank = rank  # None where the parent is unknown
        own = library.span(doc)
        self.given = site.given
        self.cited = [span for id, span in site.cited if id == doc]
        self.links = [style for style in styles if style.kind is StyleKind.LINK and style.span.overlaps(own)]

    def quotes(self, blocks: Sequence[Block]) -> Iterator[Quote]:
        for block in blocks:
            if block.kind in (BlockKind.CODE, BlockKind.TABLE, BlockKind.HEADING):
                continue
            stated = self.stated(block)
            passage = None if stated else self.block_passage(block)
            if stated:
                yield stated
                if stated.kind is QuoteKind.EXTERNAL:
                    continue
            elif passage:
                yield self.quotation(passage)
            elif block.kind is BlockKind.BLOCKQUOTE:
                yield Quote(self.doc, block.span, QuoteKind.EXTERNAL, "block")
                continue
            taken = passage.span if passage else block.span if stated else Span(block.span.start, block.span.start)
            for span, marks in _marked(self.text, block.span):
                if not taken.contains(span):
                    yield self.inline(span, marks, block)

    def stated(self, block: Block) -> Quote | None:
        """Return the quotation that the page itself says a block is."""
        words = block.span.cut(self.text)
        doc = self.given.get(block.id)
        if doc == "":
            return Quote(self.doc, block.span, QuoteKind.EXTERNAL, "block")
        if doc is not None:
            places = [place for place in self.library.find(words, self.doc) if place.doc == doc]
            span = places[0].span if len(places) == 1 else None
            return Quote(self.doc, block.span, QuoteKind.QUOTATION, "block", doc, span, "site")
        if block.kind is BlockKind.BLOCKQUOTE and self.cited:
            folded = fold(words).text
            spans = [span for span in self.cited if fold(span.cut(self.text)).text.strip() in folded]
            if spans:
                span = Span(min(span.start for span in spans), max(span.end for span in spans))
                return Quote(self.doc, block.span, QuoteKind.QUOTATION, "block", POST, span, "site")
        return None

    def block_passage(self, block: Block) -> _Passage | None:
        """Return the quotation that a block is, or begins with, if any."""
        marks = "block" if block.kind is BlockKind.BLOCKQUOTE else "none"
        words = block.span.cut(self.text)
        long = len(fold(words).text) >= UNMARKED and len(words_of(words)) > 3
        if not long and marks == "none":
            return None
        places = self.search(words, ALIKE if marks == "block" else _ALIKE_UNMARKED)
        if places or marks == "block":
            return _Passage(block.span, marks, places) if places else None
        return self.beginning(block)

    def beginning(self, block: Block) -> _Passage | None:
        """Return the quotation of whole sentences with which a paragraph begins, the longest there is."""
        parts = sentences(self.text, block.span)
        best = None
        for part in parts[:-1]:
            span = Span(block.span.start, part.end)
            places = self.search(span.cut(self.text))
            if not places:
                break
            if len(fold(span.cut(self.text)).text) >= UNMARKED and len(words_of(span.cut(self.text))) > 3:
                best = _Passage(span, "none", places)
        return best

    def inline(self, span: Span, marks: str, block: Block) -> Quote:
        """Tell what the words between quotation marks are."""
        words = span.cut(self.text)
        count = len(words_of(words))
        before = self.text[max(block.span.start, span.start - _BEFORE) : span.start - 1]
        if self.is_title(span, words, before):
            return Quote(self.doc, span, QuoteKind.TITLE, marks)
        if count > 1:
            places = self.search(words, ALIKE)
            if count == 2:
                places = self.terms(places)
            if places:
                return self.quotation(_Passage(span, marks, places))
        if _PLACEHOLDER.search(words):
            return Quote(self.doc, span, QuoteKind.TEMPLATE, marks)
        spoken = words.rstrip().endswith((".", "!", "?", "…")) or _SPOKEN.search(before)
        external = count >= 12 or (count >= 5 and spoken)
        return Quote(self.doc, span, QuoteKind.EXTERNAL if external else QuoteKind.SCARE, marks)

    def is_title(self, span: Span, words: str, before: str) -> bool:
        if fold(words).text.strip(" .?!") == self.title.strip(" .?!"):
            return True
        linked = any(link.span.overlaps(span) and len(link.span) <= len(span) + 4 for link in self.links)
        capitals = [word for word in re.findall(r"[^\W\d_][\w'’-]*", words) if word.lower() not in _SMALL]
        titled = len(capitals) > 1 and sum(word[0].isupper() for word in capitals) >= 0.7 * len(capitals)
        return titled and (linked or _TITLE_WORD.search(before) is not None or len(capitals) > 3)

    def terms(self, places: list[Place]) -> list[Place]:
        """Keep, of two words' many places, those where they stand in quotation marks as well."""
        if len(places) < 2:
            return places
        marks = set("\"'“”‘’")
        return [place for place in places if {*self.text[place.span.start - 1 : place.span.end + 1 : len(place.span) + 1]} <= marks]

    def search(self, words: str, alike: float | None = None) -> list[Place]:
        """Return the places of `words` in the first document that has any; in all of them where the parent is unknown.

        `alike` allows for words that were changed, as far as it says.
        """
        found = self.library.find(words, self.doc)
        pieces = gaps(words)
        if not found and pieces and pieces != [words.strip()] and sum(len(fold(piece).text) for piece in pieces) >= UNMARKED:
            found = self.library.find_elided(pieces, self.doc)
        if not found and alike and len(words_of(words)) >= 8:
            found = self.library.find_fuzzy(words_of(words), self.doc, alike)
        if not found or self.rank is None:
            return found
        nearest = min((place.doc for place in found), key=self.rank)
        return [place for place in found if place.doc == nearest]

    def quotation(self, passage: _Passage) -> Quote:
        """Make the quotation, with its source if there is one place, or one document, that it can mean."""
        if len(passage.places) == 1:
            place = passage.places[0]
            return Quote(self.doc, passage.span, QuoteKind.QUOTATION, passage.marks, place.doc, place.span, place.match)
        docs = {place.doc for place in passage.places}
        return Quote(
            self.doc, passage.span, QuoteKind.QUOTATION, passage.marks, docs.pop() if len(docs) == 1 else None, None, "ambiguous"
        )


def _marked(text: str, within: Span) -> Iterator[tuple[Span, str]]:
    """Yield the spans between quotation marks, outermost only."""
    text = within.cut(text)
    for marks, pattern in _MARKED:
        for match in pattern.finditer(text):
            start, end = match.span(match.lastindex or 0)
            yield Span(within.start + start, within.start + end), marks
        text = pattern.sub(lambda match: " " * len(match[0]), text)
