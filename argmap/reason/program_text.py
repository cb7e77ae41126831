"""A program as text for engines elsewhere: SPARQL 1.1 updates, and rules with names for clingo and for Nemo.

How to run them:

- **SPARQL**: send all updates, one after the other, and begin again until a round adds no triple; `SELECT (COUNT(*) AS ?n)
  WHERE {?s ?p ?o}` counts them. Literals are compared by value, as SPARQL has it. What it cannot say: a triple whose subject is a
  literal is not inserted, and of datatypes other than xsd:decimal and xsd:integer only those are members that name it.
- **clingo**: `clingo --mode=gringo --text`. A fact is `dependsOn("<IRI>","<IRI>").` or `type_Claim("<IRI>").`; a literal is its
  text in N-Triples. A literal equals what is spelled the same; rules that compare otherwise are left out, and named in a comment.
- **Nemo**: facts of `triple(S,P,O)`, which `@import triple :- ntriples{resource="FILE"}` reads. Numbers are compared as
  `DOUBLE(?v)`: a comparison of xsd:decimal as it stands matches almost nothing there, without a word.

Clashes are no rules and are not in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from argmap.errors import error
from argmap.reason.rules import Atom, Condition, Constant, Op, Program, Rule, Term, Variable

if TYPE_CHECKING:
    from rdflib.term import Node

__all__ = ["FORMS", "program_text", "sparql_updates"]

FORMS = ("sparql", "clingo", "nemo")

_XSD = "http://www.w3.org/2001/XMLSchema#"


def program_text(program: Program, form: str) -> str:
    """Return the program in one of `FORMS`; raises ArgmapError for another.

    >>> from rdflib import RDF, URIRef
    >>> x, y = Variable("x"), Variable("y")
    >>> above, below = URIRef("https://example.org/above"), URIRef("https://example.org/below")
    >>> program = Program((Rule("inverse", Atom(x, above, y), (Atom(y, below, x),)),))
    >>> print(program_text(program, "clingo"), end="")
    % inverse
    above(Vx,Vy) :- below(Vy,Vx).
    """
    writers: dict[str, Callable[[Program], str]] = {
        "sparql": lambda program: ";\n\n".join(sparql_updates(program)) + "\n",
        "clingo": lambda program: "".join(_clingo(program)),
        "nemo": lambda program: "".join(_nemo(program)),
    }
    if form not in writers:
        raise error("no-such-format", format=form, known=", ".join(FORMS))
    return writers[form](program)


def sparql_updates(program: Program) -> list[str]:
    """Return an update for each rule, and one for what the ontology states of individuals, to be run until nothing is added."""
    facts = "\n".join(f"  {s.n3()} {p.n3()} {o.n3()} ." for s, p, o in program.facts)
    return [*([f"INSERT DATA {{\n{facts}\n}}"] if facts else []), *map(_update, program.rules)]


def _update(rule: Rule) -> str:
    where = [f"  {_sparql(part)} ." for part in rule.body if isinstance(part, Atom)]
    where += [f"  FILTER({_filter(part)})" for part in rule.body if isinstance(part, Condition)]
    head = _sparql(rule.head)
    where.append(f"  FILTER NOT EXISTS {{ {head} }}")
    return "\n".join((f"# {_line(rule.name)}", f"INSERT {{ {head} }}", "WHERE {", *where, "}"))


def _sparql(atom: Atom) -> str:
    return f"{_term(atom.subject)} {atom.predicate.n3()} {_term(atom.object)}"


def _term(term: Term) -> str:
    return f"?{_plain(term.name)}" if isinstance(term, Variable) else term.value.n3()


def _filter(test: Condition) -> str:
    left, right = _term(test.left), _term(test.right)
    if test.op is Op.NOT_SAME:
        return f"!sameTerm({left}, {right})"
    if test.op in (Op.IN, Op.NOT_IN):
        member = f"isLiteral({left}) && {_member(left, str(getattr(test.right, 'value', '')))}"
        return member if test.op is Op.IN else f"isLiteral({left}) && !({member})"
    if test.op is Op.UNEQUAL:
        # Values of different kinds are unequal; SPARQL's != is an error for some of them.
        return f"isLiteral({left}) && isLiteral({right}) && COALESCE({left} != {right}, !sameTerm({left}, {right}))"
    return f"isLiteral({left}) && isLiteral({right}) && {left} {test.op} {right}"


def _member(left: str, datatype: str) -> str:
    exact = f"isNumeric({left}) && DATATYPE({left}) NOT IN (<{_XSD}double>, <{_XSD}float>)"
    if datatype == f"{_XSD}decimal":
        return exact
    if datatype == f"{_XSD}integer":
        return f"{exact} && {left} = FLOOR({left})"
    return f"DATATYPE({left}) = <{datatype}>"


# Rules with names


class _Names:
    """An identifier for each IRI: what it ends in, and a number where two end alike."""

    def __init__(self) -> None:
        self._names: dict[object, str] = {}
        self._taken: set[str] = set()

    def of(self, *iris: Node) -> str:
        if iris not in self._names:
            stem = "_".join(_plain(re.split("[#/]", str(iri))[-1]) for iri in iris)
            name = stem = stem[:1].lower() + stem[1:] if stem[:1].isalpha() else f"p_{stem}"
            number = 1
            while name in self._taken:
                number += 1
                name = f"{stem}_{number}"
            self._taken.add(name)
            self._names[iris] = name
        return self._names[iris]


def _clingo(program: Program) -> Iterator[str]:
    names = _Names()

    def term(each: Term) -> str:
        return f"V{_plain(each.name)}" if isinstance(each, Variable) else _quoted(each.value.n3())

    def atom(each: Atom) -> str:
        if _is_class(each) and isinstance(each.object, Constant):
            return f"{names.of(each.predicate, each.object.value)}({term(each.subject)})"
        return f"{names.of(each.predicate)}({term(each.subject)},{term(each.object)})"

    for s, p, o in program.facts:
        yield f"{atom(Atom(Constant(s), p, Constant(o)))}.\n"  # type: ignore[arg-type]
    for rule in program.rules:
        yield f"% {_line(rule.name)}\n"
        tests = [part for part in rule.body if isinstance(part, Condition)]
        if any(test.op not in (Op.NOT_SAME, Op.EQUAL) for test in tests):
            yield "% (compares literals by value, which clingo cannot)\n"
            continue
        body = [atom(part) for part in rule.body if isinstance(part, Atom)]
        body += [f"{term(test.left)} {'!=' if test.op is Op.NOT_SAME else '='} {term(test.right)}" for test in tests]
        yield f"{atom(rule.head)}{' :- ' if body else ''}{', '.join(body)}.\n"


def _nemo(program: Program) -> Iterator[str]:
    def atom(each: Atom, name: str = "triple") -> str:
        return f"{name}({_nemo_term(each.subject)}, {each.predicate.n3()}, {_nemo_term(each.object)})"

    def test(each: Condition) -> str:
        left, right = _nemo_term(each.left), _nemo_term(each.right)
        if each.op is Op.NOT_SAME or not _is_number(each.right):
            return f"{left} {'!=' if each.op is Op.NOT_SAME else each.op} {right}"
        return f"DOUBLE({left}) {each.op} {float(str(getattr(each.right, 'value', 0)))}"

    for s, p, o in program.facts:
        yield f"triple({s.n3()}, {p.n3()}, {o.n3()}) .\n"
    for rule in program.rules:
        yield f"% {_line(rule.name)}\n"
        if any(isinstance(part, Condition) and part.op in (Op.IN, Op.NOT_IN) for part in rule.body):
            yield "% (asks for a datatype, which Nemo's rules cannot)\n"
            continue
        body = [atom(part) if isinstance(part, Atom) else test(part) for part in rule.body]
        yield f"{atom(rule.head)}{' :- ' if body else ''}{', '.join(body)} .\n"
    yield "@output triple .\n"


def _nemo_term(term: Term) -> str:
    # A variable of Nemo's may not begin with an underscore.
    return f"?V{_plain(term.name)}" if isinstance(term, Variable) else term.value.n3()


def _is_class(atom: Atom) -> bool:
    return str(atom.predicate).endswith("22-rdf-syntax-ns#type")


def _is_number(term: Term) -> bool:
    datatype = str(getattr(getattr(term, "value", None), "datatype", ""))
    return datatype in {f"{_XSD}{name}" for name in ("integer", "decimal", "double", "nonNegativeInteger")}


def _plain(name: str) -> str:
    return re.sub(r"\W", "_", name, flags=re.ASCII)


def _line(name: str) -> str:
    return " ".join(name.split())


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
