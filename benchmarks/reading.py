"""What is read of every real page, and how fast: `python -m benchmarks.reading [FOLDER]`.

FOLDER holds real pages (shared/data/threads). Beside argmap stands trafilatura, if it is installed (`pip install trafilatura
lxml_html_clean`): which share of the words of the post, as argmap reads it, is in the text that it finds, and how many of the
comments, by their first words. Then a page of 1 MB with 500 comments is made up, and read by both.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from argmap.errors import ArgmapError
from argmap.model import POST, QuoteKind, Thread
from argmap.read import read

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "threads"
TAKEN = ("*.html", "*.json", "*.xml", "*.md", "*_excerpt.txt")
COMMENTS = 500
RUNS = 3

Peer = Callable[[str], tuple[str, str]]
"""Another extractor: the text and the comments that it finds in a page."""


class Row(NamedTuple):
    """What was read of one page."""

    page: str
    reader: str
    comments: str
    parents: str
    quotes: str
    notes: str
    seconds: str
    peer: str


HEAD = Row("page", "reader", "comments", "parents", "quotations", "footnotes", "seconds", "trafilatura: post, comments")


def trafilatura() -> Peer | None:
    """Return trafilatura, told to favour recall; None where it is not installed."""
    try:
        from trafilatura import bare_extraction  # noqa: PLC0415 -- it may not be installed
    except ImportError:
        return None

    def extract(page: str) -> tuple[str, str]:
        found = bare_extraction(page, include_comments=True, favor_recall=True)
        return (found.text or "", found.comments or "") if found else ("", "")

    return extract


def measure(path: Path, peer: Peer | None) -> Row:
    """Read a page, and say what was found."""
    data = path.read_bytes()
    start = time.perf_counter()
    try:
        thread = read(data, path.name)
    except ArgmapError as problem:
        return Row(path.name, f"({problem.id})", *[""] * 6)
    seconds = time.perf_counter() - start
    stated = "" if thread.stated_comments is None else f"/{thread.stated_comments}"
    known = sum(comment.reply_to is not None for comment in thread.comments)
    quotes = [quote for quote in thread.quotes if quote.kind is QuoteKind.QUOTATION]
    aligned = sum(quote.source_span is not None for quote in quotes)
    ambiguous = sum(quote.match == "ambiguous" for quote in quotes)
    linked = sum(bool(note.refs) for note in thread.footnotes)
    return Row(
        path.name,
        thread.source.reader,
        f"{len(thread.comments)}{stated}",
        f"{known}/{len(thread.comments)}",
        f"{aligned}/{len(quotes)}" + (f" ({ambiguous} ambiguous)" if ambiguous else ""),
        f"{linked}/{len(thread.footnotes)}",
        f"{seconds:.2f}",
        compare(thread, peer) if peer and path.suffix == ".html" else "",
    )


def compare(thread: Thread, peer: Peer) -> str:
    """Say which share of the post's words and how many of the comments another extractor finds, in its text or its comments."""
    text, comments = peer(thread.source.raw)
    post = Counter(word for block in thread.blocks if block.doc == POST for word in block.span.cut(thread.text).split())
    share = (post & Counter(text.split())).total() / post.total() if post else 0.0
    found = " ".join(f"{text} {comments}".split())
    heads = [" ".join(comment.span.cut(thread.text).split())[:40] for comment in thread.comments if len(comment.span)]
    return f"{share:.0%}, {sum(head in found for head in heads)}/{len(heads)}"


def made_up() -> str:
    """Return a page of GreaterWrong's shape: 500 comments, nested, some of which quote what they answer."""
    dice = random.Random(0)
    # As many words as a thread of this size has, the common ones as common as words are (Zipf's law).
    syllables = [f"{one}{two}" for one in ("p", "k", "l", "m", "s", "tr", "d", "n") for two in ("a", "e", "ol", "in", "ur")]
    words = ["".join(dice.choices(syllables, k=dice.randint(1, 3))) for _ in range(8000)]
    weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))

    def paragraph() -> str:
        drawn = (dice.choices(words, cum_weights=weights, k=dice.randint(6, 24)) for _ in range(dice.randint(3, 7)))
        return " ".join(" ".join(sentence).capitalize() + "." for sentence in drawn)

    post = [paragraph() for _ in range(60)]
    said: list[list[str]] = []
    above: list[int | None] = []
    for number in range(COMMENTS):
        parent = dice.choice([None, *range(max(number - 12, 0), number)])
        source = post if parent is None else said[parent]
        said.append([dice.choice(source), *(paragraph() for _ in range(3))])
        above.append(parent)
    below: dict[int | None, list[int]] = {}
    for number, parent in enumerate(above):
        below.setdefault(parent, []).append(number)
    parts: list[str] = []
    stack: list[int | str] = ["</ul>", *reversed(below[None])]
    while stack:
        one = stack.pop()
        if isinstance(one, str):
            parts.append(one)
            continue
        quoted, *own = said[one]
        parts.append(
            f'<li id="comment-x{one}" class="comment-item"><div class="comment"><div class="comment-meta"><a class="author" '
            'href="/u">'
            f'Speaker{one % 40}</a><a class="date" data-js-date="{1_600_000_000_000 + one * 60_000}">then</a><div class="karma">'
            f'<span class="karma-value">{one % 30} points</span></div></div><div class="body-text comment-body"><blockquote>'
            f"<p>{quoted}</p></blockquote>{''.join(f'<p>{words}</p>' for words in own)}</div></div><ul class='comment-thread'>"
        )
        stack += ["</ul></li>", *reversed(below.get(one, []))]
    page = (
        '<!DOCTYPE html><html><body><main class="post"><h1 class="post-title">Lanes</h1><div class="post-meta"></div>'
        f'<div class="body-text post-body">{"".join(f"<p>{words}</p>" for words in post)}</div></main><ul class="comment-thread">'
    )
    return page + "".join(parts) + "</body></html>"


def fastest(work: Callable[[], object]) -> float:
    """Return the least of a few runs' times: what the machine does besides only adds."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    """Print the table and the line on speed."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    peer = trafilatura()
    rows = [HEAD, *(measure(path, peer) for path in sorted({path for kind in TAKEN for path in folder.glob(kind)}))]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    page = made_up()
    data = page.encode()
    thread = read(data, "made-up.html")
    seconds = fastest(lambda: read(data, "made-up.html"))
    print(f"\nmade up: {len(data) / 1e6:.2f} MB, {len(thread.comments)} comments ({thread.source.reader}): {seconds:.2f} s", end="")
    if peer:
        other = fastest(lambda: peer(page))
        print(f"; trafilatura {other:.2f} s ({compare(thread, peer)}): {seconds / other:.2f} times as long")
    else:
        print()


if __name__ == "__main__":
    main()
