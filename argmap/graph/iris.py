"""Names of nodes: `https://w3id.org/argmap/id/THREAD/LOCAL`, made from the author's own ids or from content, and back.

What LOCAL looks like, so that no two kinds of thing can share a name (ids have none of `.`, `:`, `~` in them):

| node | LOCAL | example |
|---|---|---|
| claim, question, comment | its id; `post` for the post | `safer` |
| step | its id, `+` written `.` and `>` written `:` | `count.speed:safer` |
| words of a mark | the mark's id and `.words` | `safer.words` |
| other words of the text | `at.`, document, start, end | `at.post.120.184` |
| author, section | `author.` or `section.` and a slug | `author.ann` |
| a relation as a node, a stance | subject, name of the relation, object | `c1~replyTo~post` |
| an expected verdict | `expect~` and the claim's id | `expect~safer` |
| what decides a claim together | `joint.crux` or two authors, the claims, that claim | `joint.crux~count~moved~safer` |
| that the thread speaks of a concept | `concept~` and the concept's id | `concept~bus-lane` |

A concept is of no thread, so that threads can share it: `https://w3id.org/argmap/concept/SLUG`, beside `.../id/` and not
below it, where every name may be that of a thread.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote

from argmap.model import Span, content_id, slug

__all__ = [
    "BASE",
    "CONCEPTS",
    "concept_iri",
    "concept_of",
    "distinct",
    "escape",
    "expectation",
    "graph_iri",
    "iri",
    "local",
    "passage",
    "place",
    "relation",
    "step",
    "step_of",
    "thread_iri",
    "together",
    "use_of",
]

BASE = "https://w3id.org/argmap/id/"
CONCEPTS = "https://w3id.org/argmap/concept"
"""The scheme that the concepts of all threads are in; each is named below it."""

_UNSAFE = re.compile(r"[^\w.:~-]")
_STEP = str.maketrans("+>", ".:")
_STEP_BACK = str.maketrans(".:", "+>")


def escape(text: str) -> str:
    """Percent-encode what may not stand in a LOCAL; letters and digits of every script stay as they are.

    >>> escape("vélo-1"), escape("a b/c%")
    ('vélo-1', 'a%20b%2Fc%25')
    """
    return _UNSAFE.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace")), text)


def thread_iri(thread: str) -> str:
    """Return the IRI of the thread of that id.

    >>> thread_iri("bike-lanes")
    'https://w3id.org/argmap/id/bike-lanes'
    """
    return BASE + escape(thread)


def graph_iri(thread: str, name: str) -> str:
    """Return the IRI of a thread's named graph: `asserted`, `suggested` or `inferred`.

    >>> graph_iri("bike-lanes", "asserted")
    'https://w3id.org/argmap/id/bike-lanes/asserted'
    """
    return f"{thread_iri(thread)}/{name}"


def iri(thread: str, local: str) -> str:
    """Return the IRI of a claim, question, comment, or of anything whose LOCAL the functions below make.

    >>> iri("bike-lanes", "safer")
    'https://w3id.org/argmap/id/bike-lanes/safer'
    """
    return f"{thread_iri(thread)}/{escape(local)}"


def local(iri: str) -> str:
    """Return the LOCAL of a node's IRI; raises ValueError for an IRI that argmap did not make.

    >>> local("https://w3id.org/argmap/id/bike-lanes/safer")
    'safer'
    >>> local("https://example.org/safer")
    Traceback (most recent call last):
    ...
    ValueError: not the IRI of a node of a map: https://example.org/safer
    """
    thread, slash, name = iri.removeprefix(BASE).partition("/")
    if not iri.startswith(BASE) or not thread or not slash or not name:
        raise ValueError(f"not the IRI of a node of a map: {iri}")
    return unquote(name)


def step(id: str) -> str:
    """Return the LOCAL of a step; `step_of` leads back.

    >>> step("count+speed>safer"), step_of("q:p:g")
    ('count.speed:safer', 'q>p>g')
    """
    return id.translate(_STEP)


def step_of(local: str) -> str:
    """Return the id of the step that has this LOCAL."""
    return local.translate(_STEP_BACK)


def passage(mark: str) -> str:
    """Return the LOCAL of the words that the mark `mark` stands on.

    >>> passage("safer")
    'safer.words'
    """
    return f"{mark}.words"


def place(doc: str, span: Span) -> str:
    """Return the LOCAL of words that are no mark's.

    >>> place("post", Span(120, 184))
    'at.post.120.184'
    """
    return f"at.{doc}.{span.start}.{span.end}"


def expectation(id: str) -> str:
    """Return the LOCAL of what the map expects of a claim.

    >>> expectation("safer")
    'expect~safer'
    """
    return f"expect~{id}"


def use_of(concept: str) -> str:
    """Return the LOCAL of the statement that the thread speaks of a concept.

    >>> use_of("bus-lane")
    'concept~bus-lane'
    """
    return f"concept~{concept}"


def concept_iri(id: str) -> str:
    """Return the IRI of a concept, the same in every thread; `concept_of` leads back.

    >>> concept_iri("bus-lane"), concept_of("https://w3id.org/argmap/concept/bus-lane")
    ('https://w3id.org/argmap/concept/bus-lane', 'bus-lane')
    """
    return f"{CONCEPTS}/{escape(id)}"


def concept_of(iri: str) -> str:
    """Return the id of the concept that has this IRI."""
    return unquote(iri.removeprefix(f"{CONCEPTS}/"))


def relation(subject: str, name: str, object: str) -> str:
    """Return the LOCAL of the node for one relation between two LOCALs.

    >>> relation("count", "supports", "safer")
    'count~supports~safer'
    """
    return f"{subject}~{name}~{object}"


def together(who: str, nodes: Iterable[str], goal: str) -> str:
    """Return the LOCAL of what claims and steps decide together: of all who read the thread, or of some authors (by LOCAL).

    >>> together("joint.crux", ["count", "moved>safer"], "build")
    'joint.crux~count~moved:safer~build'
    """
    return "~".join([who, *map(step, nodes), goal])


def distinct(kind: str, names: Iterable[str]) -> dict[str, str]:
    """Return a LOCAL for each of the names: readable, and never the same for two.

    The first name with a slug gets it; `words` is taken, because the mark `author` has the LOCAL `author.words`.

    >>> distinct("author", ["Steve Byrnes", "Ann", "ann"])
    {'Steve Byrnes': 'author.steve-byrnes', 'Ann': 'author.ann', 'ann': 'author.ann-49915e0d'}
    """
    found: dict[str, str] = {}
    taken = {"words"}
    for name in dict.fromkeys(names):
        made = slug(name)
        while made in taken:
            made = content_id(made, name)
        taken.add(made)
        found[name] = f"{kind}.{made}"
    return found
