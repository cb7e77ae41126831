"""The annotations that come with a corpus, as annotated text: those of CMV modes, in its XML or in brat's files.

What the corpus calls a claim or a premise is one here, what it says of its kind (logos, pathos, an interpretation) has no place in
argmap. Its relations (Hidey et al. 2017; the guidelines at https://github.com/chridey/change-my-view-modes):

| in the corpus | here | why |
|---|---|---|
| support | `supports` | a reason |
| agreement, partial_agreement with one's own claim | `supports` | it is said in favour of the claim |
| the same with the other speaker's | `concedes` | that somebody agrees is no reason, but counts in the view of that person |
| disagreement | `rejects` | a stance, as long as no reason is given |
| partial_disagreement, rebuttal, rebuttal_attack, partial_attack, attack | `attacks` | something that speaks against the claim |
| undercutter, undercutter_attack | `undercuts` | it hits the support of a claim, or by a premise; `attacks` if there is none |

Premises with one `rid` are one linked step (`joint`). A claim that does nothing but agree or disagree, and on which nothing rests,
is a bare stance and not a claim. `understand` says nothing of what is true, and is left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from argmap.errors import error
from argmap.markup._annotate import Sheet
from argmap.markup._scan import text_order
from argmap.markup._vocabulary import ATTRIBUTES, STANCES
from argmap.model import POST, Place, Span, Thread
from argmap.read import read_all
from argmap.read._file import File, decode_page
from argmap.read.attributes import Attributes
from argmap.read.sites._cmv import is_brat, is_thread, tags

__all__ = ["Gold", "gold"]

_AGREES = ("agreement", "partial_agreement")
_SAYS = {
    **dict.fromkeys(("support", "supports"), "supports"),
    **dict.fromkeys(_AGREES, "concedes"),
    "disagreement": "rejects",
    **dict.fromkeys(
        ("attack", "attacks", "rebuttal", "rebuttal_attack", "partial_attack", "partial_disagreement"),
        "attacks",
    ),
    **dict.fromkeys(("undercutter", "undercutter_attack"), "undercuts"),
}
_ROLES = {"claim": "claim", "main_claim": "claim", "majorclaim": "claim", "premise": "premise"}


@dataclass(frozen=True)
class Gold:
    """Annotated text with a corpus' own annotations, and in words what could not be taken over."""

    text: str
    notes: tuple[str, ...]


@dataclass(slots=True)
class _Unit:
    """A claim or premise: its id, where its words stand in the file, and in the thread."""

    id: str
    role: str
    raw: Span
    type: str = ""
    group: str | None = None
    span: Span = field(default=Span(0, 0))
    speaker: str | int | None = None


class _Link(NamedTuple):
    """One relation, as the corpus names it."""

    source: str
    name: str
    target: str


def gold(files: Sequence[tuple[str, bytes]]) -> Gold:
    """Read a thread of a corpus with its own annotations, from an XML file of CMV modes, or a text and brat's file on it.

    `files` are names and bytes, as for `argmap.read.read_all`. What cannot be marked is left out, with what is said of it,
    and noted. Raises ArgmapError for what cannot be read, and for files that hold no annotations.

    >>> xml = b'<thread><title><claim>CMV: Paint lanes.</claim></title><OP author="Ann"><premise id="0" rel="support" ref="title">'
    >>> print(gold([("lanes.xml", xml + b"Lanes save lives.</premise></OP></thread>")]).text.splitlines()[-1])
    [Lanes save lives.]{.premise #premise-0 supports=title}
    """
    decoded = [File(name, decode_page(data, name)) for name, data in files]
    texts = [file for file in decoded if not is_brat(file)]
    notes: list[str] = []
    if texts and is_thread(texts[0]):
        units, links = _of_xml(texts[0].text, notes)
    elif texts and len(texts) < len(decoded):
        units, links = _of_brat("\n".join(file.text for file in decoded if is_brat(file)))
    else:
        raise error("no-gold", Place(files[0][0]))
    thread = read_all([(file.name, file.text.encode("utf-8", "surrogatepass")) for file in texts[:1]])
    sheet = Sheet(thread)
    placed = _uncrossed(_placed(units, thread, sheet.thread, notes), notes)
    marks = list(_Relations(placed, links, notes).marks())
    return Gold(sheet.annotate(marks), tuple(notes))


# What the files say


def _of_xml(text: str, notes: list[str]) -> tuple[list[_Unit], list[_Link]]:
    """Take the claims and premises, and their relations, from the tags of a thread in XML."""
    units: list[_Unit] = []
    links: list[_Link] = []
    ids: dict[str, str] = {}
    refs: list[tuple[str, str, str]] = []
    opened: defaultdict[str, list[tuple[_Unit, str, int]]] = defaultdict(list)
    part = ""
    for tag in tags(text):
        if tag.name in ("title", "OP", "reply"):
            part = "" if tag.closes else tag.name
            notes += [f"not marked: {unit.id}: it has no end" for still in opened.values() for unit, _, _ in still]
            opened.clear()
        elif tag.name not in ("claim", "premise") or not part:
            continue
        elif not tag.closes:
            native = "title" if part == "title" else tag.attributes.get("id", "")
            id = "title" if part == "title" else f"{tag.name}-{_plain(native) or f'at-{tag.start}'}"
            unit = _Unit(id, tag.name, Span(tag.end, tag.end), tag.attributes.get("type", ""), tag.attributes.get("rid"))
            refs += [(id, tag.attributes.get("rel", ""), ref) for ref in tag.attributes.get("ref", "").split("_") if ref]
            opened[tag.name].append((unit, native, tag.end))
        elif opened[tag.name]:
            unit, native, start = opened[tag.name].pop()
            unit.raw = Span(start, tag.start)
            units.append(unit)
            ids[native] = unit.id
    _number_titles(units)
    links += [_Link(source, name, ids.get(ref, ref)) for source, name, ref in refs]
    return units, links


def _plain(native: str) -> str:
    return re.sub(r"[^\w-]", "-", native)


def _number_titles(units: Sequence[_Unit]) -> None:
    """Tell several claims in a title apart: the corpus' brat files say that the last is the one that `title` means."""
    titles = [unit for unit in units if unit.id == "title"]
    for number, unit in enumerate(titles[:-1], 1):
        unit.id = f"title-{number}"


def _of_brat(text: str) -> tuple[list[_Unit], list[_Link]]:
    """Take the claims and premises, and their relations, from brat's lines (https://brat.nlplab.org/standoff.html)."""
    units: dict[str, _Unit] = {}
    links: list[_Link] = []
    for line in text.splitlines():
        id, _, rest = line.partition("\t")
        what = rest.partition("\t")[0]
        if match := re.fullmatch(r"(\S+) (\d{1,9}) (?:.* )?(\d{1,9})", what):
            if id[:1] == "T" and (role := _ROLES.get(match[1].lower())):
                units[id] = _Unit(_plain(id), role, Span(int(match[2]), max(int(match[2]), int(match[3]))))
        elif match := re.fullmatch(r"(\S+) Arg1:(\S+) Arg2:(\S+)", what.strip()):
            links.append(_Link(_plain(match[2]), match[1], _plain(match[3])))
        elif (match := re.fullmatch(r"Type\d* (\S+) (\S+)", what)) and match[1] in units:
            units[match[1]].type = match[2]
    return list(units.values()), links


# Where they stand


def _placed(units: Iterable[_Unit], thread: Thread, shown: Thread, notes: list[str]) -> Iterator[_Unit]:
    """Give the units their spans in `shown`, which is `thread` written as Markdown and read again."""
    same = thread.text == shown.text
    turns = {POST: 0} | {comment.id: number for number, comment in enumerate(thread.comments, 1)}
    taken: set[str] = set()
    for unit in units:
        span = _in_text(thread, unit.raw) if same else None
        block = thread.block_at(span.start) if span else None
        if span is None or block is None:
            notes.append(f"not marked: {unit.id}: its words are none of the thread's")
        elif not block.span.contains(span):
            notes.append(f"not marked: {unit.id}: it goes over the end of a paragraph")
        elif unit.id in taken:
            notes.append(f"not marked: {unit.id}: there are two of this name")
        else:
            taken.add(unit.id)
            unit.span = span
            unit.speaker = thread.author_of(block.doc) or turns[block.doc] % 2  # two people take turns
            yield unit


def _in_text(thread: Thread, raw: Span) -> Span | None:
    words = raw.cut(thread.source.raw)
    start = raw.start + len(words) - len(words.lstrip())
    span = Span(start, start + len(words.strip()))
    return thread.raw_map.to_text(span) if len(span) else None


def _uncrossed(units: Iterable[_Unit], notes: list[str]) -> list[_Unit]:
    """Return the units in text order, without those that begin in another one and end behind it."""
    kept: list[_Unit] = []
    around: list[_Unit] = []
    for unit in sorted(units, key=lambda unit: text_order(unit.span)):
        while around and around[-1].span.end <= unit.span.start:
            around.pop()
        if around and around[-1].span.end < unit.span.end:
            notes.append(f"not marked: {unit.id}: it crosses {around[-1].id}")
            continue
        around.append(unit)
        kept.append(unit)
    return kept


# What they say of each other


class _Relations:
    """The relations of a thread in argmap's words, for each unit and each of its targets one."""

    def __init__(self, units: Sequence[_Unit], links: Sequence[_Link], notes: list[str]) -> None:
        self.units = {unit.id: unit for unit in units}
        self.said: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self.undercuts: list[_Link] = []
        for link in links:
            relation = _SAYS.get(link.name)
            if link.source not in self.units or link.target not in self.units or link.source == link.target:
                notes.append(
                    f"not taken over: {link.source} {link.name} {link.target}: one of them is not marked, or they are the same"
                )
            elif relation is None:
                notes.append(f"not taken over: {' '.join(link)}: argmap has no such relation")
            elif relation == "undercuts":
                self.undercuts.append(link)
            else:
                self.said[link.source].setdefault(link.target, self._relation(link, relation))
        reasons = dict.fromkeys((link.source, link.target) for link in links if _SAYS.get(link.name) == "supports")
        self.into: defaultdict[str, list[str]] = defaultdict(list)
        self.out_of: defaultdict[str, list[str]] = defaultdict(list)
        for source, target in reasons:
            if self.said.get(source, {}).get(target) == "supports":
                self.into[target].append(source)
                self.out_of[source].append(target)

    def _relation(self, link: _Link, relation: str) -> str:
        own = self.units[link.source].speaker == self.units[link.target].speaker
        return "supports" if own and link.name in _AGREES else relation

    def marks(self) -> Iterator[tuple[Span, Attributes]]:
        """Yield the marks of all units."""
        pairs: defaultdict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for source, targets in self.said.items():
            for target, relation in targets.items():
                pairs[source][relation].append(target)
        for link in self.undercuts:
            steps = self._steps_at(link)
            if steps:
                known = pairs[link.source]["undercuts"]
                known += [step for step in steps if step not in known]
            elif link.target not in self.said[link.source]:
                pairs[link.source]["attacks"].append(link.target)
        relied_on = {target for targets in self.said.values() for target in targets} | {link.target for link in self.undercuts}
        for unit in self.units.values():
            yield unit.span, self._attributes(unit, pairs[unit.id], unit.id in relied_on)

    def _attributes(self, unit: _Unit, relations: dict[str, list[str]], relied_on: bool) -> Attributes:
        pairs = {key: " ".join(relations[key]) for key in ATTRIBUTES if relations.get(key)}
        if unit.group and not pairs.keys().isdisjoint(("supports", "attacks", "undercuts")):
            pairs["joint"] = _plain(unit.group)
        bare = not relied_on and unit.type.endswith("agreement") and len(pairs) == 1 and next(iter(pairs)) in STANCES
        classes = () if bare and "rejects" in pairs else ("concession",) if bare else (unit.role,)
        return Attributes(unit.id, classes, pairs)

    def _steps_at(self, link: _Link) -> list[str]:
        """Return the steps that an undercutter hits: those from a premise, those to a claim, or the others if there are none."""
        source, target = link.source, link.target
        into = [f"{premise}>{target}" for premise in self._apart(self.into[target], source)]
        usable = target != source and not self._linked(source, target)
        out_of = [f"{target}>{claim}" for claim in self.out_of[target] if usable and claim != source]
        first, second = (out_of, into) if self.units[target].role == "premise" else (into, out_of)
        return first or second

    def _apart(self, premises: Iterable[str], source: str) -> Iterator[str]:
        """Yield one premise of each step, and none of a step that `source` is a premise of itself."""
        groups: set[str] = set()
        for premise in premises:
            group = self.units[premise].group
            if premise == source or self._linked(source, premise) or group in groups:
                continue
            if group:
                groups.add(group)
            yield premise

    def _linked(self, one: str, other: str) -> bool:
        group = self.units[one].group
        return group is not None and group == self.units[other].group
