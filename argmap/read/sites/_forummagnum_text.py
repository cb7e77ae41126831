"""Texts of LessWrong and its sister forums, in HTML or Markdown: the boxes that these sites have, and what is no text in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import urlsplit

from argmap.model import BlockKind, Note, RawMap, Run, Span
from argmap.read._blocks import parse_blocks
from argmap.read._html import Element
from argmap.read._html_blocks import html_blocks
from argmap.read._inline import Dialect
from argmap.read._layout import Draft
from argmap.read._located import Within

__all__ = ["absent", "dropped", "forum_blocks", "forum_markdown", "host_name", "set_in", "user_slug"]


_HOSTS = {"lesswrong.com": "LessWrong", "effectivealtruism.org": "EA Forum", "alignmentforum.org": "Alignment Forum"}
_NO_TEXT = re.compile(
    r"LinkPostMessage|SideItems?-sideItem\b|SideComment(?:Icon|Hover)|sidebarInlineReact|TableOfContents|FixedPositionToC|elicit-binary-prediction"
    r"|read-more-button|CommentDeletedMetadata|llm-content-block-header|AudioPlayer|PodcastPlayer|ForumEventPoll|strawpoll"
)
_EMBEDS = "iframe, embed, object, .elicit-binary-prediction, [data-oembed-url]"
_REMEDY = (
    "the site loads them by script, so scroll down until they are shown and save the page again, or save the page of the same post"
    " at www.greaterwrong.com"
)
_USER = re.compile(r"/users/([^/?#]+)")
_FENCE = re.compile(r"[ \t]{0,3}(?P<sign>`{3,}|~{3,})(?P<info>.*)")
_BOX = re.compile(
    r"[ \t]*(?:(?P<llm>%%% llm-output(?: model=\"(?P<model>[^\"]*)\")?)|(?P<end>%%% /llm-output)|\+\+\+(?P<title>[ \t].*)?)[ \t]*"
)


def host_name(url: str | None) -> str | None:
    """Return what a forum calls itself, by an address on it.

    >>> host_name("https://forum.effectivealtruism.org/posts/x"), host_name("https://a.example/")
    ('EA Forum', None)
    """
    host = _host(url or "")
    return next((name for domain, name in _HOSTS.items() if host == domain or host.endswith(f".{domain}")), None)


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def user_slug(address: str) -> str | None:
    """Return the name that a user's page has in its address.

    >>> user_slug("/users/ada-l?from=post_header")
    'ada-l'
    """
    match = _USER.search(address)
    return match[1] if match else None


def absent(stated: int, remedy: str = _REMEDY) -> Note:
    """Say that the page has none of the comments that it states, and what to do."""
    return Note("comments-absent", f"the page states {stated} comments and holds none of them: {remedy}")


def forum_blocks(element: Element, doc: str, within: Within | None = None) -> list[Draft]:
    """Return the blocks of a post's or a comment's text; what a language model wrote in it is a quotation of that model."""
    return html_blocks(element, doc, within=within, skip=_is_no_text, quoted=_model)


def _is_no_text(element: Element) -> bool:
    return bool(element.classes) and _NO_TEXT.search(element.get("class")) is not None


def _model(element: Element) -> str | None:
    return (element.get("data-model-name") or "a language model") if "llm-content-block" in element.classes else None


def dropped(bodies: list[Element]) -> list[Note]:
    """Say what in the texts is none and was left out, and what is none of the author's words."""
    embeds: Counter[str] = Counter()
    models: Counter[str] = Counter()
    formulas = 0
    for body in bodies:
        for element in body.all(_EMBEDS, outside=_EMBEDS):
            address = element.get("src") or element.get("data-oembed-url") or element.get("href")
            embeds[_host(address) or "a widget"] += 1
        models.update(name for element in body.elements() if (name := _model(element)))
        formulas += sum(element.first("[aria-label], annotation") is None for element in body.all("mjx-container"))
    notes = []
    if embeds:
        notes.append(Note("dropped-embed", f"embedded pages are no text and were left out: {_counted(embeds)}"))
    if models:
        notes.append(
            Note("llm-block", f"passages marked as written by a language model are read as quotations: {_counted(models)}")
        )
    if formulas:
        notes.append(Note("dropped-math", f"{formulas} formulas are drawn without their source and were left out"))
    return notes


def _counted(names: Counter[str]) -> str:
    return ", ".join(f"{name} ({number})" if number > 1 else name for name, number in sorted(names.items()))


def forum_markdown(text: Within, doc: str) -> list[Draft]:
    """Return the blocks of a text in the forums' Markdown, with the marks of its own boxes taken off.

    `%%% llm-output` opens what a language model wrote, which is read as a quotation of it, `+++ Title` what a reader must
    unfold, and a fence named `widget` holds a program.
    """
    parts = [(parse_blocks(text.text, piece.span, doc), piece) for piece in _pieces(text.text) if piece.span.cut(text.text).strip()]
    labels = frozenset(draft.label for parsed, _ in parts for draft in parsed.drafts if draft.label)
    references = {key: address for parsed, _ in parts for key, address in parsed.references.items()}
    dialect = Dialect(labels, references)
    drafts: list[Draft] = []
    for parsed, piece in parts:
        for draft in parsed.drafts:
            placed = replace(draft, within=text, dialect=dialect)
            drafts.append(_quoted(placed, piece.model) if piece.model and draft.label is None else placed)
    return sorted(drafts, key=lambda draft: draft.label is not None)


def _quoted(draft: Draft, model: str) -> Draft:
    if draft.kind in (BlockKind.CODE, BlockKind.TABLE):  # which are no quotations
        return draft
    if draft.kind is BlockKind.HEADING:
        return replace(draft, kind=BlockKind.BLOCKQUOTE, prefix="> ", level=0, quotes=model)
    prefix = draft.prefix if draft.kind is BlockKind.BLOCKQUOTE else f"> {draft.prefix.strip()} ".rstrip() + " "
    return replace(draft, kind=BlockKind.BLOCKQUOTE, prefix=prefix, level=0, quotes=model)


class _Piece(NamedTuple):
    span: Span
    model: str | None


def _pieces(text: str) -> Iterator[_Piece]:
    """Part a text at the lines that open and close boxes, which are no text."""
    start = at = 0
    fence: str | None = None
    model: str | None = None
    widget = False
    for line in text.splitlines(keepends=True):
        end = at + len(line)
        marks = _FENCE.match(line)
        box = _BOX.fullmatch(line.rstrip("\r\n")) if fence is None else None
        if fence is not None:
            if marks and marks["sign"].startswith(fence) and not marks["info"].strip():
                start, fence, widget = end if widget else start, None, False
        elif marks:
            fence, widget = marks["sign"], marks["info"].strip().startswith("widget[")
            if widget:  # where the fence is not closed, the program is shown
                yield _Piece(Span(start, at), model)
                start = at
        elif box:
            yield _Piece(Span(start, at), model)
            if box["title"]:
                yield _Piece(Span(at + box.start("title"), end), model)
            model = (box["model"] or "a language model") if box["llm"] else None if box["end"] else model
            start = end
        at = end
    yield _Piece(Span(start, len(text)), model)


def set_in(raw: str, span: Span) -> Within:
    """Return what stands in `raw` further to the right, moved to the left as far as all its lines can be."""
    lines = span.cut(raw).split("\n")
    depth = min((len(line) - len(line.lstrip(" \t")) for line in lines if line.strip()), default=0)
    parts: list[str] = []
    runs: list[Run] = []
    at, length = span.start, 0
    for line in lines:
        cut = min(depth, len(line) - len(line.lstrip(" \t")))
        kept = line[cut:] + "\n"
        runs.append(Run(length, at + cut, len(kept)))
        parts.append(kept)
        length += len(kept)
        at += len(line) + 1
    return Within("".join(parts), RawMap(tuple(runs)))
