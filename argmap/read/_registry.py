"""All readers, in the order in which they are asked whether a text is theirs. A new format registers here and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from argmap.errors import error
from argmap.model import Place, Thread
from argmap.read._assemble import assemble
from argmap.read._file import File, decode_page
from argmap.read._layout import too_much
from argmap.read._markdown import read_markdown
from argmap.read._mhtml import unwrap
from argmap.read._page import Page
from argmap.read._plain import is_plain, read_plain
from argmap.read._printed import is_printed, read_printed
from argmap.read._reader import Reader
from argmap.read.generic import _generic
from argmap.read.sites import (
    _cmv,
    _discourse,
    _disqus,
    _forummagnum,
    _forummagnum_clipped,
    _forummagnum_json,
    _forummagnum_markdown,
    _github,
    _github_page,
    _greaterwrong,
    _hackernews,
    _issarice,
    _lesswrong1,
    _reddit,
    _reddit_page,
    _reddit_react,
    _stackexchange,
    _substack,
    _wordpress,
)

__all__ = ["READERS", "Reader", "read", "read_all", "reader_of"]


def _unknown_json(file: File) -> Thread:
    raise error("unknown-json", Place(file.name))


def _broken_json(file: File) -> Thread:
    problem, line, column = file.broken_json() or ("", 1, 1)
    raise error("broken-json", Place(file.name, line, column), problem=problem)


def _pdf(file: File) -> Thread:
    from argmap.read.pdf import read_pdf

    return read_pdf(file.data, file.name)


def _epub(file: File) -> Thread:
    from argmap.read._epub_thread import read_epub

    return read_epub(file.data, file.name)


_ZIP = b"PK\x03\x04"

READERS = (
    Reader("pdf", lambda file: file.data.startswith(b"%PDF-"), _pdf),
    Reader("epub", lambda file: file.data.startswith(_ZIP), _epub),
    *_hackernews.READERS,
    *_lesswrong1.READERS,
    *_greaterwrong.READERS,
    *_issarice.READERS,
    *_disqus.READERS,
    *_discourse.READERS,
    *_substack.READERS,
    *_reddit.READERS,
    *_reddit_page.READERS,
    *_reddit_react.READERS,
    *_stackexchange.READERS,
    *_github.READERS,
    *_github_page.READERS,
    *_cmv.READERS,
    *_forummagnum.READERS,
    *_forummagnum_json.READERS,
    *_forummagnum_clipped.READERS,
    *_forummagnum_markdown.READERS,
    *_wordpress.READERS,
    *_generic.READERS,
    Reader("json", lambda file: file.json is not None, _unknown_json),
    Reader("broken-json", lambda file: file.broken_json() is not None, _broken_json),
    Reader("printed", lambda file: is_printed(file.text), lambda file: read_printed(file.text, file.name)),
    Reader("plain", lambda file: is_plain(file.text), lambda file: read_plain(file.text, file.name)),
    Reader("markdown", lambda _: True, lambda file: read_markdown(file.text, file.name)),
)


@lru_cache(maxsize=2)  # a file is asked about, and read later: its tree is made once
def _file(data: bytes, name: str) -> File:
    if data.startswith((b"%PDF-", _ZIP)):
        return File(name, "", data)
    page = unwrap(data, name)
    return File(name, decode_page(data, name) if page is None else page)


def reader_of(data: bytes, name: str) -> Reader:
    r"""Return the reader that takes the file `name`; raises ArgmapError for what is no text at all.

    >>> reader_of(b"# Lanes", "lanes.md").name, reader_of(b"%PDF-1.7 \0", "lanes.pdf").name
    ('markdown', 'pdf')
    """
    return _reader(_file(data, name))


def _reader(file: File) -> Reader:
    if file.is_too_long():
        raise too_much()
    return next(reader for reader in READERS if reader.sniff(file))


def read(data: bytes, name: str) -> Thread:
    r"""Read a page of any supported format; `name` is what the user calls it.

    Raises ArgmapError for an empty file, for what is no text, for JSON of no forum that argmap knows, and for Markdown whose
    front matter or comment divs are broken, at their line and column.

    >>> read(b"# Lanes\n\nPaint is cheap.", "lanes.md").title
    'Lanes'
    """
    return read_all([(name, data)])


def read_all(files: Sequence[tuple[str, bytes]]) -> Thread:
    """Read the files, each a name and its bytes, that make up one thread: a post's JSON and that of its comments, say.

    Raises ArgmapError as `read` does, and for a file that is a whole thread by itself and cannot be joined with others.
    """
    pages: list[Page] = []
    threads: list[tuple[str, Thread]] = []
    for name, data in files:
        if not data.strip():
            raise error("empty-file", path=name)
        file = _file(data, name)
        found = _reader(file).read(file)
        if isinstance(found, Page):
            pages.append(found)
        else:
            threads.append((name, found))
    if not threads:
        return _with_words(assemble(pages), files[0][0])
    name, thread = threads[0]
    # A corpus' annotations, which have no words of their own, may lie beside any text.
    if len(threads) > 1 or any(page.drafts or page.comments for page in pages):
        raise error("not-joinable", Place(name))
    return _with_words(thread, name)


def _with_words(thread: Thread, name: str) -> Thread:
    if not thread.blocks:
        raise error("no-text", Place(name))
    return thread
