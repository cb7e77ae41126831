"""A program as text: for people, and for engines elsewhere (SPARQL 1.1 updates, rules with names for clingo and for Nemo).

A text says in comments how to run it, and which rules the engine cannot say, or not quite (`_CANNOT`). Clashes are no rules: only
the list for people has them, and what is left to HermiT.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from argmap.errors import error
from argmap.reason.rules import Atom, Condition, Constant, Op, Program, Rule, Term, Variable

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

__all__ = ["FORMS", "program_text", "rule_lines", "sparql_updates"]

FORMS = ("sparql", "clingo", "nemo")

_XSD = "http://www.w3.org/2001/XMLSchema#"

_HOW_TO_RUN = {
    "sparql": """\
Send it all, and again until a round adds no triple: SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o } counts them.
(To rdflib send one update after the other: its parser runs out of stack on all of them together.)
Literals are compared by value, as SPARQL has it. What it cannot say: a triple whose subject is a literal is not inserted.
""",
    "clingo": """\
Run it with its facts: clingo --mode=gringo --text FILE FACTS (or python -m clingo, which is what pip brings)
What it cannot say: a literal equals only what is spelled the same, and rules that compare otherwise are left out.
A fact is dependsOn("<IRI>","<IRI>"). or type_Claim("<IRI>"). and a literal is its text in N-Triples; other names:
""",
    "nemo": """\
Facts in N-Triples are read by a line more: @import triple :- ntriples{resource="FILE"} .
Numbers are compared as DOUBLE(?v): an xsd:decimal as it stands is greater and less than nothing there, without a word.
What it cannot say: comparisons of other literals than numbers, and rules that ask for a datatype, which are left out.
""",
}

_CANNOT = {
    "sparql": "asks for a datatype: only the literals that name it are members here",
    "clingo": "left out: compares literals by value, which clingo cannot",
    "nemo": "left out: asks for a datatype, which Nemo's rules cannot",
}


def program_text(program: Program, form: str) -> str:
    r"""Return the program in one of `FORMS`; raises ArgmapError for another.

    >>> from rdflib import RDF, URIRef
    >>> x, y = Variable("x"), Variable("y")
    >>> above, below = URIRef("https://example.org/above"), URIRef("https://example.org/below")
    >>> program = Program((Rule("inverse", Atom(x, above, y), (Atom(y, below, x),)),))
    >>> print(*program_text(program, "clingo").splitlines()[-2:], sep="\n")
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
    comment = "#" if form == "sparql" else "%"
    return "".join(f"{comment} {line}\n" for line in _HOW_TO_RUN[form].splitlines()) + writers[form](program)


def rule_lines(program: Program, ontology: Graph) -> Iterator[str]:
    r"""Yield the program for people, a line each: name, tab, rule; then what nothing may match, and what is left to HermiT.

    The names are the ontology's axioms in Manchester syntax, and the labels of its SWRL rules.

    >>> from rdflib import Graph
    >>> ontology = Graph().parse(format="turtle", data='''
    ... @prefix ex: <https://example.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
    ... ex:above a owl:ObjectProperty , owl:IrreflexiveProperty ; owl:inverseOf ex:below .
    ... ''')
    >>> from argmap.reason.rules import compile_ontology
    >>> for line in rule_lines(compile_ontology(ontology), ontology):
    ...     print(line.replace("\t", " | "))
    ex:above InverseOf ex:below | ?x ex:above ?y if ?y ex:below ?x
    ex:below InverseOf ex:above | ?x ex:below ?y if ?y ex:above ?x
    DifferentIndividuals | never ?x owl:differentFrom ?x
    SameIndividual | never ?x owl:sameAs ?y, ?x is not ?y
    ex:above Irreflexive | never ?x ex:above ?x
    """
    from argmap.reason._owl import Reader

    words = Reader(ontology).words

    def term(each: Term) -> str:
        return words(each.value) if isinstance(each, Constant) else str(each)

    def shown(part: Atom | Condition) -> str:
        if isinstance(part, Condition):
            return f"{term(part.left)} {part.op} {term(part.right)}"
        return f"{term(part.subject)} {'a' if _is_class(part) else words(part.predicate)} {term(part.object)}"

    for rule in program.rules:
        body = ", ".join(map(shown, rule.body))
        yield f"{_line(rule.name)}\t{shown(rule.head)}{' if ' if body else ''}{body}"
    for clash in program.clashes:
        yield f"{_line(clash.name)}\tnever {', '.join(map(shown, clash.body))}"
    yield from (f"{_line(axiom)}\tleft to HermiT" for axiom in program.beyond)


def sparql_updates(program: Program) -> list[str]:
    """Return an update for each rule, and one for what the ontology states of individuals, to be run until nothing is added."""
    facts = "\n".join(f"  {s.n3()} {p.n3()} {o.n3()} ." for s, p, o in program.facts)
    return [*([f"INSERT DATA {{\n{facts}\n}}"] if facts else []), *map(_update, program.rules)]


def _update(rule: Rule) -> str:
    where = [f"  {_sparql(part)} ." for part in rule.body if isinstance(part, Atom)]
    where += [f"  FILTER({_filter(part)})" for part in rule.body if isinstance(part, Condition)]
    head = _sparql(rule.head)
    where.append(f"  FILTER NOT EXISTS {{ {head} }}")
    notes = [f"# ({_CANNOT['sparql']})"] if any(_is_inexact(part) for part in rule.body) else []
    return "\n".join((f"# {_line(rule.name)}", *notes, f"INSERT {{ {head} }}", "WHERE {", *where, "}"))


def _is_inexact(part: Atom | Condition) -> bool:
    """Say whether the part asks for a datatype that SPARQL knows only by name."""
    if not isinstance(part, Condition) or part.op not in (Op.IN, Op.NOT_IN):
        return False
    return str(getattr(part.right, "value", "")) not in (f"{_XSD}decimal", f"{_XSD}integer")


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
        self._names: dict[tuple[Node, ...], str] = {}
        self._alike: defaultdict[str, list[Node]] = defaultdict(list)

    def of(self, *iris: Node) -> str:
        if iris not in self._names:
            plain = _plain("_".join(map(_ending, iris)))
            stem = plain[:1].lower() + plain[1:] if plain[:1].isalpha() else f"p_{plain}"
            self._alike[stem].append(iris[-1])
            self._names[iris] = _numbered(stem, len(self._alike[stem]))
        return self._names[iris]

    def told(self) -> Iterator[str]:
        """Yield what the names are of that do not say so themselves: the IRIs end alike, or in what no name may have in it."""
        for stem, iris in sorted(self._alike.items()):
            if len(iris) > 1 or not stem.lower().endswith(_ending(iris[0]).lower()):
                yield from (f"% {_numbered(stem, number)} is {iri.n3()}\n" for number, iri in enumerate(iris, 1))


def _ending(iri: Node) -> str:
    return re.split("[#/]", str(iri))[-1]


def _numbered(stem: str, number: int) -> str:
    # Two underscores: no IRI's own ending is taken for a numbered one.
    return stem if number == 1 else f"{stem}__{number}"


def _clingo(program: Program) -> Iterator[str]:
    names = _Names()
    lines = list(_clingo_lines(program, names))
    yield from (*names.told(), *lines)


def _clingo_lines(program: Program, names: _Names) -> Iterator[str]:
    def term(each: Term) -> str:
        return f"V{_plain(each.name)}" if isinstance(each, Variable) else _quoted(_n_triples(each.value))

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
            yield f"% ({_CANNOT['clingo']})\n"
            continue
        body = [atom(part) for part in rule.body if isinstance(part, Atom)]
        body += [f"{term(test.left)} {'!=' if test.op is Op.NOT_SAME else '='} {term(test.right)}" for test in tests]
        yield f"{atom(rule.head)}{' :- ' if body else ''}{', '.join(body)}.\n"


def _nemo(program: Program) -> Iterator[str]:
    def atom(each: Atom, name: str = "triple") -> str:
        return f"{name}({_nemo_term(each.subject)}, {each.predicate.n3()}, {_nemo_term(each.object)})"

    def test(each: Condition) -> str:
        left, right = _nemo_term(each.left), _nemo_term(each.right)
        if _is_number(each.right):
            return f"DOUBLE({left}) {each.op} {float(str(getattr(each.right, 'value', 0)))}"
        if each.op in (Op.NOT_SAME, Op.EQUAL, Op.UNEQUAL):
            return f"{left} {'=' if each.op is Op.EQUAL else '!='} {right}"
        return f"DOUBLE({left}) {each.op} DOUBLE({right})"

    for s, p, o in program.facts:
        yield f"triple({_n_triples(s)}, {_n_triples(p)}, {_n_triples(o)}) .\n"
    for rule in program.rules:
        yield f"% {_line(rule.name)}\n"
        if any(isinstance(part, Condition) and part.op in (Op.IN, Op.NOT_IN) for part in rule.body):
            yield f"% ({_CANNOT['nemo']})\n"
            continue
        body = [atom(part) if isinstance(part, Atom) else test(part) for part in rule.body]
        yield f"{atom(rule.head)}{' :- ' if body else ''}{', '.join(body)} .\n"
    yield "@output triple .\n"


def _nemo_term(term: Term) -> str:
    # A variable of Nemo's may not begin with an underscore.
    return f"?V{_plain(term.name)}" if isinstance(term, Variable) else _n_triples(term.value)


def _is_class(atom: Atom) -> bool:
    return str(atom.predicate).endswith("22-rdf-syntax-ns#type")


def _is_number(term: Term) -> bool:
    datatype = str(getattr(getattr(term, "value", None), "datatype", ""))
    return datatype in {f"{_XSD}{name}" for name in ("integer", "decimal", "double", "nonNegativeInteger")}


def _plain(name: str) -> str:
    return re.sub(r"\W", "_", name, flags=re.ASCII)


def _line(name: str) -> str:
    return " ".join(name.split())


def _n_triples(term: Node) -> str:
    """Return the term in N-Triples; `n3()` spreads a string with line breaks over lines."""
    text = term.n3()
    if not text.startswith('"""'):
        return text
    after = text[text.rindex('"""') + 3 :]
    return _quoted(str(term)).replace("\r", "\\r") + after


def _quoted(text: str) -> str:
    """Return text as a string of clingo's and of N-Triples: a tab is a tab in both, and clingo knows no other way to write it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
