"""The main job as plain functions: from a file to a judged map, its dataset, and the files that `argmap map` writes.

Whatever a command does beyond parsing words and printing is here or further down; this module alone sees every room of
the house.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from argmap.errors import error
from argmap.files import decode, read_bytes
from argmap.markup import Annotated, parse, thread_text, weave
from argmap.model import ArgumentMap, Place, Status, StepKind, Thread, Verdicts, slug
from argmap.read import read_all, reader_of
from argmap.read.fetch import fetch, is_url
from argmap.reason import judge
from argmap.reason.certificate import uncertified
from argmap.reason.debate import debated

if TYPE_CHECKING:
    from rdflib import Dataset

    from argmap.reason.rules import Closure

__all__ = [
    "FORMATS",
    "UNCONFIRMED",
    "Case",
    "Finding",
    "check",
    "dataset_of",
    "export",
    "files_of",
    "inconsistencies",
    "judged",
    "load",
    "make_dataset",
    "outputs",
    "stats",
    "stem",
    "summary",
    "thread_of",
]

Progress = Callable[[str], AbstractContextManager[None]]
"""Called with what is about to be done; the context lasts as long as the work."""

Say = Callable[[str], None]
"""Called with a line for the user."""

_ANNOTATED = re.compile(r"[^\\]\]\{[.#]|^text-sha256:", re.MULTILINE)
"""What only annotated text has: a mark, or the digest that `argmap ingest` writes."""

MOST_FOR_HERMIT = 1_000
"""Claims. HermiT takes seconds for so many, and more than a minute for ten times as many; the rules see nearly all that it sees."""

_SUFFIXES = {"trig": "trig", "ttl": "turtle", "jsonld": "jsonld"}

UNCONFIRMED = "nothing in this map is confirmed by a person: all of it is suggested by a machine"

FORMATS = ("turtle", "trig", "nquads", "rdfxml", "jsonld", "report", "page", "standoff")


class Finding(Protocol):
    """Something that a check found: `str()` is the line to print."""

    @property
    def place(self) -> Place | None:
        """Where it is."""

    @property
    def id(self) -> str:
        """What kind of error it is, or which part of the map it is about."""


@dataclass(frozen=True)
class Case:
    """An annotated thread, the part of its map that is judged, and the verdicts.

    `page` is the thread as it was read, with the reading report, if it was no annotated text.
    """

    annotated: Annotated
    judged: ArgumentMap
    verdicts: Verdicts
    page: Thread | None = None

    @property
    def suggested(self) -> bool:
        """Whether nothing in the map is confirmed, so that the verdicts are on suggestions."""
        return bool(self.judged.claims) and not self.annotated.map.confirmed().claims

    @cached_property
    def whole(self) -> Verdicts:
        """The verdicts with what there is to say of people, camps and hedges: nothing, where a machine alone made the map."""
        return self.verdicts if self.suggested else debated(self.annotated.thread, self.judged, self.verdicts)


def stem(path: str) -> str:
    """Return the name of the files made from `path`.

    >>> stem("threads/debate.md"), stem("-"), stem("https://forum.example/t/bike-lanes/12?page=2")
    ('debate', 'map', 'bike-lanes')
    """
    if is_url(path):
        parts = [slug(part) for part in urlsplit(path).path.split("/") if re.search(r"[^\W\d]{2}", part)]
        return parts[-1] if parts else slug(urlsplit(path).netloc)
    return "map" if path == "-" else Path(path).stem


def files_of(path: str, *, allow_local: bool = False, progress: Progress = lambda _: nullcontext()) -> list[tuple[str, bytes]]:
    """Return the files that a thread is read from, each a name and its bytes: one, or those that an address stands for.

    Raises ArgmapError for what cannot be read or fetched. Only `allow_local` lets an address lead into the user's own network.
    """
    if not is_url(path):
        return [(path, read_bytes(path))]
    return fetch(path, allow_local=allow_local, progress=progress)


def load(path: str) -> Annotated:
    """Read any supported page, annotated or not, from a file, an address or `-`; raises ArgmapError."""
    return _load(path)[0]


def _load(path: str) -> tuple[Annotated, Thread | None]:
    """Return an annotated text, or a page as one; and the thread as it was read, if it was a page."""
    from argmap.graph.files import is_rdf

    if is_rdf(path):
        raise error("rdf-is-no-text", Place(path))
    files = files_of(path)
    name, data = files[0]
    if len(files) == 1 and reader_of(data, name).name == "markdown":
        return parse(decode(data, path), path), None
    thread = read_all(files)
    return parse(thread_text(thread), path), thread


def thread_of(files: Sequence[tuple[str, bytes]]) -> Thread:
    """Return the thread of a page or of an annotated text, whose marks are no part of its words; raises ArgmapError.

    A `]{` alone does not make a text annotated: it may be somebody's code.
    """
    name, data = files[0]
    if len(files) == 1 and reader_of(data, name).name == "markdown" and _ANNOTATED.search(text := decode(data, name)):
        return parse(text, name).thread
    return read_all(files)


def judged(path: str) -> Case:
    """Read a file and judge its map.

    What is only suggested has no say, unless nothing else is there; where no mark is there at all, spaCy makes suggestions.
    """
    annotated, page = _load(path)
    if not annotated.anchors:
        from argmap.suggest import suggest_text

        annotated = parse(suggest_text(annotated.raw, path), path)
    confirmed = annotated.map.confirmed()
    the_map = confirmed if confirmed.claims else annotated.map
    return Case(annotated, the_map, judge(the_map), page)


def make_dataset(case: Case, progress: Progress = lambda _: nullcontext()) -> tuple[Dataset, Closure]:
    """Build the RDF of a judged map: what is asserted, what is suggested, and everything that follows.

    Where relations over several steps would be too many (`argmap.reason.reach`), those of one step are all.
    """
    from argmap import graph
    from argmap.reason import reach, rules

    thread = case.annotated.thread
    with progress("building the graph"):
        dataset = graph.build(thread, case.annotated.map)
    with progress("drawing the inferences"):
        program = rules.compile_ontology(graph.ontology())
        used = reach.one_step(program) if reach.reaches_too_far(case.annotated.map.confirmed()) else program
        closure = rules.closure(graph.stated(dataset, thread), used)
        graph.add_inferences(dataset, thread, closure.inferred, reach.over_steps(program))
        graph.add_verdicts(dataset, thread, case.judged, case.whole)
    return dataset, closure


def dataset_of(*paths: str) -> Dataset:
    """Return the dataset of annotated texts, pages, RDF that argmap made, or folders of its TriG files: all in one."""
    from argmap.graph.files import is_rdf, joined, read_dataset, trig_files

    files = [file for path in paths for file in (trig_files(path) if Path(path).is_dir() else [path])]
    return joined([read_dataset(file) if is_rdf(file) else make_dataset(judged(file))[0] for file in files])


def outputs(
    case: Case, dataset: Dataset, name: str, progress: Progress = lambda _: nullcontext(), *, page: bool = True
) -> dict[str, bytes]:
    """Return the files of `argmap map` by name: the page unless told otherwise, the RDF in three forms, and the report."""
    from argmap.export import report, serialise_all

    files: dict[str, bytes] = {}
    if page:
        with progress("writing the page"):
            files[f"{name}.html"] = export(case, "page")
    with progress("writing the RDF"):
        written = serialise_all(dataset, _SUFFIXES.values())
        files |= {f"{name}.{suffix}": data for suffix, data in zip(_SUFFIXES, written, strict=True)}
    with progress("writing the report"):
        files[f"{name}.report.md"] = report(case.annotated.thread, case.annotated.map, case.whole).encode()
    return files


def export(case: Case, format: str) -> bytes:
    """Return the map in one of `FORMATS`; raises ArgmapError for another."""
    thread, the_map, verdicts = case.annotated.thread, case.annotated.map, case.verdicts
    if format not in FORMATS:
        raise error("no-such-format", format=format, known=", ".join(FORMATS))
    if format == "report":
        from argmap.export import report

        return report(thread, the_map, case.whole).encode()
    if format == "page":
        from argmap.view import page

        return page(thread, the_map, verdicts).encode()
    if format == "standoff":
        import json

        from argmap.markup import standoff

        return (json.dumps(standoff.dump(case.annotated), ensure_ascii=False, indent=1) + "\n").encode()
    from argmap.export import serialise

    return serialise(make_dataset(case)[0], format)


def stats(case: Case) -> Mapping[str, int]:
    """Count what is in a map."""
    the_map, thread = case.annotated.map, case.annotated.thread
    kinds = Counter(step.kind for step in the_map.steps)
    labels = Counter(case.verdicts.status(claim.id) for claim in case.judged.claims)
    return {
        "comments": len(thread.comments),
        "words": len(thread.text.split()),
        "claims": len(the_map.claims),
        "restatements": sum(len(claim.anchors) - 1 for claim in the_map.claims),
        "inferences": kinds[StepKind.INFERENCE],
        "rebuttals": kinds[StepKind.REBUTTAL],
        "undercuts": kinds[StepKind.UNDERCUT],
        "questions": len(the_map.questions),
        "concessions and rejections": len(the_map.stances),
        "answers": len(the_map.answers),
        "suggested claims": sum(claim.suggestion is not None for claim in the_map.claims),
        **{f"claims: {status.value}": labels[status] for status in Status},
        "cruxes": len(case.verdicts.cruxes),
        "unanswered objections": len(case.verdicts.unanswered),
    }


def summary(case: Case) -> list[str]:
    """Say in a few lines what the map comes to."""
    counts = stats(case)
    sizes = f"{counts['claims']} claims, {len(case.annotated.map.steps)} steps, {counts['comments']} comments"
    lines = [f"{case.annotated.thread.title}: {sizes}"]
    if case.suggested:
        lines.append(UNCONFIRMED)
    for thesis in case.verdicts.theses[:3]:
        lines.append(f"  {thesis} {case.verdicts.labels[thesis].words}")
    return lines


def check(path: str, hermit: bool = True, say: Say = lambda _: None) -> tuple[list[Finding], str]:
    """Check a map: syntax, byte-exact stripping, its own `expect:`, the verdicts' certificates, SHACL shapes, consistency.

    Return findings and a summary. Raises ArgmapError where the file is no annotated text at all.
    """
    from argmap import graph

    annotated = load(path)
    confirmed = annotated.map.confirmed()
    case = Case(annotated, confirmed, judge(confirmed))
    findings: list[Finding] = []
    if weave(annotated.stripped, annotated.marks) != annotated.raw:
        findings.append(error("not-byte-exact", Place(path)))
    for id, status in annotated.map.expect:
        found = case.verdicts.labels[annotated.map.claim(id).id]
        if found.status is not status:
            place = annotated.map.claim(id).home.place
            findings.append(error("not-as-expected", place, id=id, expected=status.value, found=found.words))
    known = {node.id: node.anchor.place for node in confirmed.steps} | {claim.id: claim.home.place for claim in confirmed.claims}
    findings += [error("uncertified", known[id], id=id) for id in uncertified(confirmed, case.verdicts.labels)]
    for step in annotated.map.steps:
        if step.kind is StepKind.REBUTTAL and step.target in step.premises:
            findings.append(error("attacks-itself", step.anchor.place, id=step.target))
    dataset, closure = make_dataset(case)
    # Nobody can name the author of a comment that is gone.
    gone = {comment.id for comment in annotated.thread.comments if not {"deleted", "missing"}.isdisjoint(comment.states)}
    findings += [one for one in graph.validate(dataset, annotated.map) if one.severity != "warning" or one.id not in gone]
    findings += inconsistencies(case, dataset, closure, say, hermit=hermit)
    held = len(annotated.map.expect)
    counts = stats(case)
    return (
        findings,
        f"{path}: {counts['claims']} claims, {len(annotated.map.steps)} steps, {held} expectations, {len(findings)} findings",
    )


def inconsistencies(
    case: Case, dataset: Dataset, closure: Closure, say: Say = lambda _: None, *, hermit: bool = True, seconds: float = 60.0
) -> list[Finding]:
    """Return the contradictions in a map, in words: those that the rules see and, unless told otherwise, HermiT's.

    HermiT is not asked about more than `MOST_FOR_HERMIT` claims and is stopped after `seconds`; either is said, and no finding.
    """
    if hermit and len(case.judged.claims) > MOST_FOR_HERMIT:
        say(f"HermiT was left out, because the map has more than {MOST_FOR_HERMIT:,} claims; the rules checked it")
        hermit = False
    if not (hermit or closure.contradictions):
        return []
    from argmap import graph
    from argmap.graph import iris
    from argmap.reason.consistency import consistency

    known = graph.places_of(case.annotated.map)

    def place(iri: str) -> Place | None:
        return known.get(iris.local(iri)) if iri.startswith(iris.BASE) else None

    stated = graph.stated(dataset, case.annotated.thread)
    found = consistency(stated, graph.ontology(), closure, places=place, seconds=seconds)
    if found.consistent is None:
        say(f"HermiT did not end within {seconds:g} seconds; the rules see no contradiction")
    return [error("inconsistent", conflict.place, words=conflict.words) for conflict in found.conflicts]
