"""Chances: how probable it is that a thesis stands, if every hedge is taken at its word.

The constellation reading (Li, Oren and Norman 2011, doi:10.1007/978-3-642-29184-5_1; Hunter 2013,
doi:10.1016/j.ijar.2012.08.003): a hedged claim is kept with the probability that its author gives it and otherwise dropped,
which makes it fall; each world of kept and dropped claims has its own verdicts. The importance of a hedge is the chance of
the thesis if the claim is kept, less that if it is dropped (Birnbaum 1969): between -1 and 1, and what a crux is on maps
without hedges. Exact where the map is close to a tree or has few hedges, else from worlds drawn at random.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from argmap.model import ArgumentMap, Chance, Claim, Hedged
from argmap.model.hedges import combine, find_hedges
from argmap.reason._exact import exact
from argmap.reason._modules import unsettled
from argmap.reason._sampling import BATCH, sample
from argmap.reason.judge import theses_of
from argmap.reason.labels import compile_map

__all__ = ["INDEPENDENCE", "Credence", "chances", "credence_of"]

INDEPENDENCE = (
    "Each hedge is taken at its word, and as if it had nothing to do with any other: a hedged claim is dropped with the chance "
    "that it is wrong, whatever else is kept or dropped. Hedges that rest on one person's judgement or on one source may "
    "well fail together; then this number is off."
)
"""The assumption behind every number here, to be printed with it."""


@dataclass(frozen=True, slots=True)
class Credence:
    """How probable a claim's author says it is, and where the number is from.

    `source` is `stated` (the map gives the number), `ICD 203` (the middle of the range that its table gives to the claim's
    hedge) or `ICD 203, of the denial` (the same, for a claim that says itself that something is unlikely).
    """

    value: float
    source: str
    words: str | None = None


def credence_of(claim: Claim) -> Credence | None:
    """Return how probable the author of `claim` says it is, as a number; None if nothing says so.

    A stated `credence` is of the claim as the map has it. Without one, the words of its hedge have a number if they are in
    the table of ICD 203; a number among the hedge's words has not ("22% for it" may be said of the opposite).

    "Unlikely" and its like are of what they stand beside, and lower the probability of a claim only if that is the claim:
    `It is unlikely that [snow stays]`. A claim that says itself "snow is unlikely to stay" is for or against other claims as the
    denial that it is, so it has the rest, 1 - p: the table is symmetric. If the marked words say so and the claim's gloss does
    not, the gloss may be what is unlikely or its denial: no number.

    >>> from argmap.model import POST, Anchor, Span
    >>> here = Anchor("c", POST, Span(0, 1), "Ann")
    >>> def claim(text, hedge, gloss=None): return Claim("c", text, (here,), gloss=gloss, hedge=hedge)
    >>> credence_of(claim("snow will probably stay", "probably"))
    Credence(value=0.675, source='ICD 203', words='probably')
    >>> credence_of(claim("snow stays", "unlikely")).value
    0.325
    >>> credence_of(claim("snow is unlikely to stay", "unlikely"))
    Credence(value=0.675, source='ICD 203, of the denial', words='unlikely')
    >>> credence_of(claim("snow is unlikely to stay", "unlikely", gloss="Snow stays"))
    >>> credence_of(claim("snow stays", "I think"))
    """
    if claim.credence is not None:
        return Credence(claim.credence, "stated", claim.hedge)
    name, number = _table(claim.hedge or "")
    if name is None or number is None:
        return None
    if number < 0.5 and (_says(claim.text, name) or _says(claim.gloss or "", name)):
        return Credence(round(1 - number, 4), "ICD 203, of the denial", claim.hedge) if _says(claim.words, name) else None
    return Credence(number, "ICD 203", claim.hedge)


@lru_cache(4096)
def _table(hedge: str) -> tuple[str | None, float | None]:
    """Return the class of a hedge and its number, if that is from the table."""
    found = [(kind, number) for _, kind, number in find_hedges(hedge)]
    kind, number = combine(found) if found else (None, None)
    return (kind.name, number) if kind and kind.low is not None else (None, None)


def _says(text: str, name: str) -> bool:
    return any(kind.name == name for _, kind, _ in find_hedges(text))


def chances(map: ArgumentMap, theses: Iterable[str] | None = None, worlds: int = BATCH) -> tuple[Chance, ...]:
    """Return for each thesis the probability that it stands.

    `theses` are claims by id or alias; by default the map's own. `worlds` is how many are drawn for those that have no exact
    answer: 4,096 give a standard error of at most 0.008, 65,536 of 0.002. The same map gives the same numbers, in any order.

    >>> from argmap.model import POST, Anchor, Span, Step, StepKind
    >>> here = Anchor("p", POST, Span(0, 1), "Ann")
    >>> numbers = {"p": 0.9, "g": None, "q": 0.5}
    >>> claims = tuple(Claim(id, id, (Anchor(id, POST, Span(0, 1), "Ann"),), credence=number) for id, number in numbers.items())
    >>> reason = Step("p>g", StepKind.INFERENCE, ("p",), "g", here)
    >>> rebuttal = Step("q>p", StepKind.REBUTTAL, ("q",), "p", here)
    >>> (chance,) = chances(ArgumentMap(claims, (reason, rebuttal)))
    >>> chance.probability, chance.method, [(one.claim, one.importance) for one in chance.hedged], chance.shared
    (0.45, 'product', [('q', -0.9), ('p', 0.5)], (('Ann', ('p', 'q')),))
    """
    graph = compile_map(map)
    credences = {node: found for node, claim in enumerate(map.claims) if (found := credence_of(claim))}
    numbers = {node: found.value for node, found in credences.items()}
    varying, plain = unsettled(graph, numbers)
    index = graph.index()
    chosen = [index[map.claim(id).id] for id in (theses_of(map) if theses is None else theses)]
    answers = {thesis: exact(graph, numbers, varying, plain, thesis) for thesis in chosen}
    drawn_for = [thesis for thesis, answer in answers.items() if answer is None]
    drawn = dict(zip(drawn_for, sample(graph, numbers, varying, plain, drawn_for, worlds) if drawn_for else (), strict=True))

    def made(thesis: int) -> Chance:
        if answer := answers[thesis]:
            probability, error, method = answer.probability, 0.0, "enumeration" if answer.enumerated else "product"
            importance = {node: (value, 0.0) for node, value in answer.importance.items()}
        else:
            probability, error, method = drawn[thesis].probability, drawn[thesis].error, "sampling"
            importance = drawn[thesis].importance
        hedged = [
            # The last digits of a float say in what order it was added up.
            Hedged(graph.names[node], credences[node].value, credences[node].source, round(value, 12), error)
            for node, (value, error) in sorted(importance.items())
        ]
        ranked = tuple(sorted(hedged, key=lambda one: -abs(one.importance)))
        return Chance(graph.names[thesis], round(probability, 12), error, method, ranked, _shared(map, sorted(importance)))

    return tuple(made(thesis) for thesis in chosen)


def _shared(map: ArgumentMap, hedged: Iterable[int]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return who put forward more than one of the hedged claims, with these, in text order."""
    by: dict[str, list[str]] = {}
    for node in hedged:
        # The hedge is of who makes the claim first; others may restate it without one.
        if speaker := map.claims[node].home.speaker:
            by.setdefault(speaker, []).append(map.claims[node].id)
    return tuple((speaker, tuple(claims)) for speaker, claims in by.items() if len(claims) > 1)
