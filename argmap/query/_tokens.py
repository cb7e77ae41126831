"""The words of a SPARQL query: what has to be known of it before it runs, and where exactly it goes wrong if it cannot be read.

The engine is the judge of the grammar (https://www.w3.org/TR/sparql11-query/#sparqlGrammar); this is only its lexical half.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

__all__ = ["Token", "has_order", "keyword", "padded", "star_columns", "tokens", "update_word"]

_ESCAPED = r"%[0-9A-Fa-f]{2}|\\."
_KINDS = {
    "comment": r"#[^\n\r]*",
    "iri": r"<[^<>\"{}|^`\\\x00-\x20]*>",
    "string": r"'''(?:(?:'|'')?(?:[^'\\]|\\.))*'''|'(?:[^'\\\n\r]|\\.)*'"
    r'|"""(?:(?:"|"")?(?:[^"\\]|\\.))*"""|"(?:[^"\\\n\r]|\\.)*"',
    "variable": r"[?$]\w+",
    "language": r"@[a-zA-Z]+(?:-[a-zA-Z0-9]+)*",
    "blank": r"_:\w(?:[\w.-]*[\w-])?",
    "name": rf"(?:[^\W\d_](?:[\w.-]*[\w-])?)?:(?:(?:[\w:]|{_ESCAPED})(?:(?:[\w:.-]|{_ESCAPED})*(?:[\w:-]|{_ESCAPED}))?)?",
    "number": r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?",
    "word": r"[^\W\d_]\w*",
    "sign": r"\^\^|<<|>>|\{\||\|\}|&&|\|\||!=|<=|>=|\S",
}
_TOKEN = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items()), re.DOTALL)

_GLUED = frozenset({"BNODE", "COALESCE", "CONCAT"})
"""Functions after which Oxigraph takes no blank before the bracket, though SPARQL does."""

_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a query: its kind, its text, and where it starts."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """The first code point after it."""
        return self.start + len(self.text)


def tokens(sparql: str) -> tuple[Token, ...]:
    """Return the tokens of a query, without blanks and comments.

    >>> [token.text for token in tokens("ASK { ?s am:p <#x> } # done")]
    ['ASK', '{', '?s', 'am:p', '<#x>', '}']
    """
    return tuple(_tokens(sparql))


def _tokens(sparql: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(sparql):
        kind = match.lastgroup or "sign"
        if kind != "comment":
            yield Token(kind, match[0], match.start())


def keyword(found: Sequence[Token], word: str) -> Token | None:
    """Return the first place where `word` stands as a keyword: not in a string, a comment, a name, an IRI or a variable.

    >>> keyword(tokens("SELECT ?service { ?s ex:service 'SERVICE' }"), "SERVICE") is None
    True
    """
    return next((token for token in found if token.kind == "word" and token.text.upper() == word), None)


def update_word(found: Sequence[Token]) -> Token | None:
    """Return the keyword that makes the text an update (it follows the prologue), or None for a query.

    >>> update_word(tokens("PREFIX load: <http://e/> INSERT DATA {}")).text
    'INSERT'
    >>> update_word(tokens("SELECT ?x { ?x am:text 'LOAD' }")) is None
    True
    """
    first = next((token for token in found if token.kind == "word" and token.text.upper() not in {"PREFIX", "BASE"}), None)
    return first if first and first.text.upper() in _UPDATES else None


def has_order(found: Sequence[Token]) -> bool:
    """Say whether the query itself, and not only a subquery, states an order.

    >>> has_order(tokens("SELECT ?s { ?s ?p ?o } ORDER BY ?s")), has_order(tokens("SELECT ?s { { SELECT ?s {} ORDER BY ?s } }"))
    (True, False)
    """
    depth = 0
    for token in found:
        depth += (token.text == "{") - (token.text == "}")
        if depth == 0 and token.kind == "word" and token.text.upper() == "ORDER":
            return True
    return False


def star_columns(found: Sequence[Token]) -> tuple[str, ...] | None:
    """Return the variables in order of appearance for a `SELECT *`, whose columns SPARQL puts in no order; None for other queries.

    >>> star_columns(tokens("SELECT * { ?claim am:text ?text . $claim a am:Claim }"))
    ('claim', 'text')
    >>> star_columns(tokens("SELECT ?b { ?a ?b ?c }")) is None
    True
    """
    words = [token.text.upper() for token in found]
    select = words.index("SELECT") if "SELECT" in words else len(words)
    after = [word for word in words[select + 1 : select + 3] if word not in {"DISTINCT", "REDUCED"}]
    if after[:1] != ["*"]:
        return None
    return tuple(dict.fromkeys(token.text[1:] for token in found if token.kind == "variable"))


def padded(found: Sequence[Token], width: int = 64) -> tuple[str, tuple[int, ...]]:
    r"""Return the query on one line with `width` blanks after every token, and where each token then starts.

    >>> padded(tokens("ASK {\n}"), 2)
    ('ASK  {  }  ', (0, 5, 8))
    """
    text, starts = "", []
    for token in found:
        starts.append(len(text))
        blanks = 0 if token.text.upper() in _GLUED else width
        text += token.text.replace("\n", " ").replace("\r", " ") + " " * blanks
    return text, tuple(starts)
