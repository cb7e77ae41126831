"""Quotations in comments, each aligned to the words it repeats.

Candidates are block quotes, paragraphs in italics, words in quotation marks, and paragraphs (or their beginnings)
without any mark that repeat an earlier text: a printed page leaves nothing else of a block quote. Most of what stands in
quotation marks quotes nobody here: titles, scare quotes, templates ("not too dear for X"), words of a third text. They
are told apart and never aligned. Where the same words stand in several places, the parent comes first, then its
ancestors, the post, the other comments; what stays undecided is reported as ambiguous.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from argmap.model import POST, Block, BlockKind, Comment, Quote, QuoteKind, Span, Style, StyleKind
from argmap.read._align import ALIKE, Library, Place, Scope
from argmap.read._layout import Layout
from argmap.read._marks import is_in_marks, is_title, marked, unplaced_kind
from argmap.read._passages import gaps, words_of
from argmap.read._tree import Tree, reading_order
from argmap.read.fold import fold
from argmap.read.sentences import sentences

__all__ = ["SiteQuotes", "find_quotes", "quotes_from"]

UNMARKED = 20
"""How many folded code points an unmarked passage must share with an earlier text to be a quotation of it."""

_NEAR = 30
"""How many comments back a quotation is looked for that decides whether a paragraph is torn."""
_ALIKE_UNMARKED = 0.95
"""An unmarked paragraph that shares less than this with an earlier one may just speak of the same things."""
_SEEN = 0.3
"""How many of its triples of words stand further up at least, if a paragraph is as much like an earlier one as that."""
_FAR = 1_000_000
"""Behind all ancestors."""

_Item = TypeVar("_Item")


class SiteQuotes(NamedTuple):
    """What the page itself says of quotations.

    `given` is the document that a block repeats, by the block's id, empty for a text that is not in the thread; `cited` is
    which comment quotes which words of the post.
    """

    given: Mapping[str, str] = {}
    cited: Sequence[tuple[str, Span]] = ()


NOTHING_STATED = SiteQuotes()


def quotes_from(layout: Layout) -> Callable[[str, str], bool]:
    """Return a test of whether some text is a whole passage of what is laid out so far, and is not so with more text behind it."""
    docs = {POST: None}
    for block in reversed(layout.blocks):
        docs[block.doc] = None
        if len(docs) > _NEAR:
            break

    def quoted(words: str, more: str) -> bool:
        text = layout.text
        known = [fold(layout.doc_span(doc).cut(text)).text for doc in docs]
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

    Comments quote their parents and what was written before them, by time where that is known, else by order. What the
    `site` itself says of a block counts before any search.
    """
    by_doc = _grouped((block.doc, block) for block in blocks)
    post = by_doc.get(POST, [])
    docs = [(POST, Span(post[0].span.start, post[-1].span.end) if post else Span(0, 0))]
    comments = reading_order(comments)
    library = Library(text, [*docs, *((comment.id, comment.span) for comment in comments)])
    tree = Tree(comments)
    order = {id: number for number, (id, _) in enumerate(library.docs)}
    cited = _grouped(site.cited)
    set_apart = _in_blocks(blocks, styles)
    quotes: list[Quote] = []
    for comment in comments:
        place = _Reader(comment.id, comment.reply_to is not None, tree, order)
        finder = _Finder(text, fold(title).text.strip(), place, library, set_apart, site.given, cited.get(comment.id, ()))
        own = sorted(finder.quotes(by_doc.get(comment.id, [])), key=lambda quote: quote.span)
        for quote in own:
            if quote.source is not None:
                library.borrow(comment.id, quote.span)
        quotes += own
    return tuple(sorted(quotes, key=lambda quote: quote.span))


def _grouped(pairs: Iterable[tuple[str, _Item]]) -> dict[str, list[_Item]]:
    groups: dict[str, list[_Item]] = {}
    for key, item in pairs:
        groups.setdefault(key, []).append(item)
    return groups


def _in_blocks(blocks: Sequence[Block], styles: Sequence[Style]) -> dict[str, list[Style]]:
    """Return the links and the emphasis of each block, by its id."""
    starts = [block.span.start for block in blocks]
    asked = (style for style in styles if style.kind in (StyleKind.LINK, StyleKind.EMPHASIS))
    return _grouped((blocks[max(bisect_right(starts, style.span.start) - 1, 0)].id, style) for style in asked) if blocks else {}


class _Reader(NamedTuple):
    """Where the comment stands whose quotations are sought; `placed` says that its parent is known."""

    doc: str
    placed: bool
    tree: Tree
    order: Mapping[str, int]

    def rank(self, place: Place, depth: int = 1) -> tuple[int, int]:
        """Sort the likeliest first: its ancestors, the post, the others from the nearest on.

        A quotation in a quotation, at `depth` 2, is what its parent quoted, so it is the parent's own last of all.
        """
        steps = self.tree.above(self.doc, place.doc)
        if steps is not None and place.doc != POST:
            return (steps, 0) if steps >= depth else (_FAR + 2, -steps)
        return (_FAR + (place.doc != POST), -self.order[place.doc])

    def answers(self, doc: str) -> bool:
        """Say whether the comment stands below a document, or may do so."""
        return doc == POST or not self.placed or self.tree.above(self.doc, doc) is not None


class _Finder:
    """Finds the quotations of one comment in the documents before it."""

    def __init__(
        self,
        text: str,
        title: str,
        reader: _Reader,
        library: Library,
        styles: Mapping[str, Sequence[Style]],
        given: Mapping[str, str],
        cited: Sequence[Span],
    ) -> None:
        self.text = text
        self.title = title
        self.reader = reader
        self.doc = reader.doc
        self.library = library
        self.scope = library.before(reader.doc)
        self.styles = styles
        self.given = given
        self.cited = cited

    def quotes(self, blocks: Sequence[Block]) -> Iterator[Quote]:
        for block in blocks:
            if block.kind in (BlockKind.CODE, BlockKind.TABLE, BlockKind.HEADING):
                continue
            quote = self.stated(block) or self.whole(block)
            if quote:
                yield quote
                if quote.kind is QuoteKind.EXTERNAL:
                    continue
            for span, marks in marked(self.text, block.span):
                if quote is None or not quote.span.contains(span):
                    yield self.inline(span, marks, block)

    def stated(self, block: Block) -> Quote | None:
        """Return the quotation that the page itself says a block is."""
        doc = self.given.get(block.id)
        if doc == "":
            return Quote(self.doc, block.span, QuoteKind.EXTERNAL, "block", match="site")
        if doc is not None:
            places = self.places(block.span.cut(self.text), self.library.within(doc), ALIKE)
        elif block.kind is BlockKind.BLOCKQUOTE and self.cited:
            doc, places = POST, self.cited_places(block)
            if not places:
                return None
        else:
            return None
        span = places[0].span if len(places) == 1 else None
        return Quote(self.doc, block.span, QuoteKind.QUOTATION, "block", doc, span, "ambiguous" if len(places) > 1 else "site")

    def cited_places(self, block: Block) -> list[Place]:
        """Return what a block repeats of the words that the page says its comment quotes.

        The page parts them where the post changes its type; parts that stand side by side are one passage.
        """
        words = block.span.cut(self.text)
        found = self.places(words, self.library.within(POST), ALIKE)
        found = [place for place in found if any(place.span.overlaps(span) for span in self.cited)]
        if found:
            return found
        folded = fold(words).text
        runs: list[Span] = []
        for span in sorted(self.cited):
            part = fold(span.cut(self.text)).text.strip()
            if part and part in folded:
                near = bool(runs) and not words_of(self.text[runs[-1].end : span.start])
                runs[-1:] = [Span(runs[-1].start, max(runs[-1].end, span.end))] if near else [*runs[-1:], span]
        best = max(runs, key=len, default=None)
        return [Place(POST, best, "site")] if best and len(words_of(best.cut(self.text))) > 1 else []

    def whole(self, block: Block) -> Quote | None:
        """Return the quotation that a block is, or begins with, if any."""
        marks = "block" if block.kind is BlockKind.BLOCKQUOTE else "italic" if self.is_italic(block) else "none"
        words = block.span.cut(self.text)
        if marks == "block":
            places = self.search(block.span, ALIKE, depth=block.prefix.count(">"))
            return self.quotation(block.span, marks, places) if places else Quote(self.doc, block.span, QuoteKind.EXTERNAL, marks)
        likely = marks == "italic" or self.library.repeated(self.library.numbers(self.doc, block.span)) > _SEEN
        if is_in_marks(words) or not self.is_long(block.span):
            return None
        places = self.above(self.search(block.span, ALIKE if marks == "italic" else _ALIKE_UNMARKED)) if likely else []
        return self.quotation(block.span, marks, places) if places else self.beginning(block)

    def is_italic(self, block: Block) -> bool:
        """Say whether all words of a block are set in italics."""
        covered = sum(len(style.span) for style in self.styles.get(block.id, ()) if style.kind is StyleKind.EMPHASIS)
        return covered >= len(block.span) - 4

    def is_long(self, span: Span) -> bool:
        words = span.cut(self.text)
        return len(words) >= UNMARKED and len(words.split()) > 3 and len(fold(words[: 2 * UNMARKED]).text) >= UNMARKED

    def beginning(self, block: Block) -> Quote | None:
        """Return the quotation of whole sentences with which a paragraph begins, the longest there is."""
        head = Span(block.span.start, min(block.span.start + UNMARKED, block.span.end))
        if self.library.repeated(self.library.numbers(self.doc, head)) < 1:
            return None
        best = None
        for part in sentences(self.text, block.span)[:-1]:
            span = Span(block.span.start, part.end)
            places = self.above(self.search(span))
            if not places:
                break
            if self.is_long(span):
                best = self.quotation(span, "none", places)
        return best

    def inline(self, span: Span, marks: str, block: Block) -> Quote:
        """Tell what the words between quotation marks are."""
        words = span.cut(self.text)
        before = self.text[block.span.start : span.start - 1]
        links = (style.span for style in self.styles.get(block.id, ()) if style.kind is StyleKind.LINK)
        linked = any(link.overlaps(span) and len(link) <= len(span) + 4 for link in links)
        if is_title(words, before, self.title, linked=linked):
            return Quote(self.doc, span, QuoteKind.TITLE, marks)
        count = len(words_of(words))
        places = self.search(span, ALIKE) if count > 1 else []
        if count == 2:
            places = self.terms(places)
        return self.quotation(span, marks, places) if places else Quote(self.doc, span, unplaced_kind(words, before), marks)

    def terms(self, places: list[Place]) -> list[Place]:
        """Keep, of two words' many places, those where they stand in quotation marks as well."""
        if len(places) < 2:
            return places
        marks = set("\"'“”‘’")
        return [place for place in places if {*self.text[place.span.start - 1 : place.span.end + 1 : len(place.span) + 1]} <= marks]

    def search(self, span: Span, alike: float | None = None, depth: int = 1) -> list[Place]:
        """Return the places of some words in the likeliest document that has any; in all of them where the parent is unknown."""
        found = self.places(span.cut(self.text), self.scope, alike, self.library.numbers(self.doc, span))
        if len(found) < 2 or not self.reader.placed:
            return found
        nearest = min(found, key=lambda place: self.reader.rank(place, depth)).doc
        return [place for place in found if place.doc == nearest]

    def places(self, words: str, scope: Scope, alike: float | None = None, own: range | None = None) -> list[Place]:
        """Return the places of `words`; `alike` allows for words that were changed, as far as it says. `own` is as in `find`."""
        found = self.library.find(words, scope, own)
        pieces = gaps(words)
        if not found and pieces and pieces != [words.strip()] and sum(len(fold(piece).text) for piece in pieces) >= UNMARKED:
            found = self.library.find_elided(pieces, scope)
        if not found and alike and len(words_of(words)) >= 8:
            found = self.library.find_fuzzy(words, scope, alike, own)
        return found

    def above(self, places: list[Place]) -> list[Place]:
        """Keep the places in what the comment answers: words without marks that a stranger wrote as well are nobody's quotation."""
        return [place for place in places if self.reader.answers(place.doc)]

    def quotation(self, span: Span, marks: str, places: list[Place]) -> Quote:
        """Make the quotation, with its source if there is one place, or one document, that it can mean."""
        if len(places) == 1:
            return Quote(self.doc, span, QuoteKind.QUOTATION, marks, *places[0])
        docs = {place.doc for place in places}
        return Quote(self.doc, span, QuoteKind.QUOTATION, marks, docs.pop() if len(docs) == 1 else None, None, "ambiguous")
