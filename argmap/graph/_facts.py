"""Reading a graph back: facts by node, and the parts of a map made of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from math import inf
from typing import TypeVar
from urllib.parse import unquote

from rdflib import Dataset, Graph, URIRef
from rdflib.namespace import DCTERMS, FOAF, PROV, RDF, SKOS
from rdflib.term import Node

from argmap.errors import error
from argmap.graph import iris
from argmap.graph.vocabulary import AM, OA, SIOC
from argmap.model import (
    POST,
    Anchor,
    Answer,
    ArgumentMap,
    Claim,
    Concept,
    Question,
    Role,
    Span,
    Stance,
    Status,
    Step,
    StepKind,
    Suggestion,
)

__all__ = ["Facts"]

_KINDS = {AM.Inference: StepKind.INFERENCE, AM.Rebuttal: StepKind.REBUTTAL, AM.Undercut: StepKind.UNDERCUT}
_STANCES = {AM.Concession: "concedes", AM.Rejection: "rejects"}
_STATUS = {str(AM.Stands): Status.STANDS, str(AM.Falls): Status.FALLS, str(AM.Open): Status.OPEN}

T = TypeVar("T")


class Facts:
    """The facts of the graphs `asserted` and `suggested`, by node."""

    def __init__(self, dataset: Dataset) -> None:
        self._facts: defaultdict[Node, defaultdict[Node, list[Node]]] = defaultdict(lambda: defaultdict(list))
        for subject, property, object, graph in dataset.quads((None, None, None, None)):
            name = graph.identifier if isinstance(graph, Graph) else graph
            if str(name).endswith(("/asserted", "/suggested")):
                self._facts[subject][property].append(object)
        self._by_type: defaultdict[Node, list[Node]] = defaultdict(list)
        for node, facts in self._facts.items():
            for kind in facts[RDF.type]:
                self._by_type[kind].append(node)

    def thread(self) -> Node:
        """Return the one thread; raises ArgmapError."""
        threads = self._by_type[AM.Thread]
        if len(threads) != 1:
            raise error("not-one-thread", number=len(threads))
        return threads[0]

    def metadata(self, thread: Node) -> tuple[str, str, str | None, str | None, str | None]:
        """Return id, title, author, date and address of the thread."""
        post = URIRef(f"{thread}/{POST}")
        return (
            unquote(str(thread).removeprefix(iris.BASE)),
            self._text(thread, DCTERMS.title) or "",
            self._name(post, SIOC.has_creator),
            self._text(post, DCTERMS.created),
            self._text(thread, DCTERMS.source),
        )

    def map(self) -> ArgumentMap:
        """Return the argument map; raises LookupError(node, property) where a part lacks something."""
        return ArgumentMap(
            tuple(self._claim(node) for node in self._ordered(AM.Claim)),
            tuple(self._step(node) for node in self._ordered(*_KINDS)),
            tuple(self._question(node) for node in self._ordered(AM.Question)),
            tuple(self._stance(node) for node in self._ordered(*_STANCES)),
            tuple(self._answer(node) for node in self._ordered(AM.Link) if AM.answers in self._facts[node][AM.relation]),
            tuple(self._expectation(node) for node in self._ordered(AM.Expectation)),
            tuple(self._concept(node) for node in self._ordered(AM.Link) if AM.mentions in self._facts[node][AM.relation]),
        )

    def _claim(self, node: Node) -> Claim:
        passages = self._facts[node][PROV.wasDerivedFrom]
        aliases = [passage for passage in passages if node in self._facts[passage][AM.restates]]
        homes = [passage for passage in passages if passage not in aliases]
        if len(homes) != 1:
            raise LookupError(node, PROV.wasDerivedFrom)
        aliases.sort(key=self._order)
        return Claim(
            iris.local(str(node)),
            self._text(node, AM.text) or "",
            tuple(self._anchor(passage) for passage in (*homes, *aliases)),
            frozenset(_convert(Role, role, node, AM.role) for role in self._facts[node][AM.role]),
            self._text(node, AM.gloss),
            self._text(node, AM.outright) == "true",
            self._number(node, AM.credence),
            self._text(node, AM.hedge),
            tuple((self._text(node, AM.cites) or "").split()),
            self._suggestion(node),
        )

    def _step(self, node: Node) -> Step:
        kind = next(kind for type, kind in _KINDS.items() if type in self._facts[node][RDF.type])
        id = iris.step_of(iris.local(str(node)))
        # A graph has no order, but the step's name keeps that of its premises.
        named = id.partition(">")[0].split("+")
        premises = [iris.local(str(premise)) for premise in self._facts[node][AM.premise]]
        premises.sort(key=lambda premise: (named.index(premise) if premise in named else len(named), premise))
        target = iris.local(str(self._one(node, AM.conclusion if kind is StepKind.INFERENCE else AM.target)))
        if kind is StepKind.UNDERCUT:
            target = iris.step_of(target)
        return Step(id, kind, tuple(premises), target, self._anchor_of(node), self._suggestion(node))

    def _question(self, node: Node) -> Question:
        return Question(
            iris.local(str(node)),
            self._text(node, AM.text) or "",
            self._anchor_of(node),
            self._text(node, AM.gloss),
            self._suggestion(node),
        )

    def _stance(self, node: Node) -> Stance:
        kind = next(kind for type, kind in _STANCES.items() if type in self._facts[node][RDF.type])
        return Stance(
            kind,
            self._name(node, AM.assertedBy),
            self._named(node, 2),
            self._anchor_of(node),
            self._text(node, AM.text) or "",
            self._text(node, AM.gloss),
            self._suggestion(node),
        )

    def _answer(self, node: Node) -> Answer:
        return Answer(self._named(node, 0), self._named(node, 2), self._anchor_of(node))

    def _expectation(self, node: Node) -> tuple[str, Status]:
        return self._named(node, 1), _convert(_STATUS.__getitem__, self._one(node, AM.expected), node, AM.expected)

    def _concept(self, link: Node) -> Concept:
        node = self._one(link, AM.object)
        label = str(self._one(node, SKOS.prefLabel))
        also = tuple(sorted(str(label) for label in self._facts[node][SKOS.altLabel]))
        suggestion = self._suggestion(link)
        if suggestion is not None and suggestion.confidence is None:
            raise LookupError(link, AM.confidence)
        return Concept(iris.concept_of(str(node)), label, also, suggestion.confidence if suggestion else None)

    def _named(self, node: Node, part: int) -> str:
        """Return one part of a relation's name; it keeps the ids as the author wrote them, aliases too."""
        return iris.local(str(node)).split("~")[part]

    def _anchor_of(self, node: Node) -> Anchor:
        return self._anchor(self._one(node, PROV.wasDerivedFrom))

    def _anchor(self, passage: Node) -> Anchor:
        return Anchor(
            iris.local(str(passage)).removesuffix(".words"),
            iris.local(str(self._one(passage, OA.hasSource))),
            Span(*(_convert(int, self._one(passage, end), passage, end) for end in (AM.start, AM.end))),
            self._name(passage, PROV.wasAttributedTo),
            suggestion=self._suggestion(passage),
        )

    def _suggestion(self, node: Node) -> Suggestion | None:
        if AM.Suggestion not in self._facts[node][RDF.type]:
            return None
        return Suggestion(self._number(node, AM.confidence), self._text(node, AM.cue))

    def _name(self, node: Node, property: URIRef) -> str | None:
        """Return the name of the author that `node` leads to."""
        author = self._first(self._facts[node][property])
        return None if author is None else self._text(author, FOAF.name)

    def _text(self, node: Node, property: URIRef) -> str | None:
        value = self._first(self._facts[node][property])
        return None if value is None else str(value)

    def _number(self, node: Node, property: URIRef) -> float | None:
        value = self._first(self._facts[node][property])
        return None if value is None else _convert(float, value, node, property)

    def _one(self, node: Node, property: URIRef) -> Node:
        value = self._first(self._facts[node][property])
        if value is None:
            raise LookupError(node, property)
        return value

    def _first(self, values: Iterable[Node]) -> Node | None:
        return min(values, key=str, default=None)

    def _order(self, node: Node) -> tuple[float, str]:
        """Return what to sort by: `am:order`, or the end and its name for a node that somebody else made."""
        order = self._text(node, AM.order)
        return (inf if order is None else int(order), str(node))

    def _ordered(self, *kinds: URIRef) -> list[Node]:
        return sorted((node for kind in kinds for node in self._by_type[kind]), key=self._order)


def _convert(convert: Callable[[str], T], value: Node, node: Node, property: URIRef) -> T:
    """Return the value converted; raises LookupError(node, property) where it is no such value."""
    try:
        return convert(str(value))
    except (ValueError, KeyError):
        raise LookupError(node, property) from None
