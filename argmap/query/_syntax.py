"""What is wrong with a query that the engine cannot read, in one line with line, column, the line itself and a caret."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from difflib import get_close_matches

from argmap.errors import ArgmapError, error
from argmap.model import Place
from argmap.query._tokens import Token, padded, tokens

__all__ = ["syntax_error"]

_CLOSES = {"(": ")", "[": "]", "{": "}"}
_ENGINE_PLACE = re.compile(r"error at (\d+):(\d+)")
_ENGINE_SAYS = (
    ("SELECT contains a variable that is unbound", "it selects a variable that is neither in GROUP BY nor in an aggregate"),
    ("IRI parsing failed", "it is not a full IRI"),
)

_WORDS = frozenset(
    re.findall(
        r"\w+",
        """a abs add adjust all as asc ask avg base bind bnode bound by ceil clear coalesce concat construct contains
        count datatype day delete desc describe distinct encode_for_uri exists false filter floor from graph
        group group_concat haslang haslangdir having hours if in insert iri isblank isiri isliteral isnumeric
        istriple isuri lang langdir langmatches lateral lcase limit load max md5 min minus minutes month named
        not now object offset optional order predicate prefix rand reduced regex replace round sameterm sample
        seconds select separator service sha1 sha256 sha384 sha512 silent str strafter strbefore strdt strends
        strlang strlangdir strlen strstarts struuid subject substr sum timezone triple true tz ucase undef
        union uri using uuid values version where with year""",
    )
)


def syntax_error(sparql: str, name: str, prefixes: Sequence[str], engine_says: Callable[[str], str | None]) -> ArgmapError:
    """Return the error to show for a query that the engine refuses.

    `name` is what to call the query's file, `prefixes` are those declared beforehand, and `engine_says` returns the
    engine's message for a text that it cannot read. What a typing error most often is (a misspelt word, an undeclared
    prefix, a bracket or quote left open) is looked for first, because the engine then points somewhere behind it.
    """
    found = tokens(sparql)
    at, why = (
        _open_string(found)
        or _unknown_word(found)
        or _unknown_prefix(found, prefixes)
        or _bracket(found)
        or _refused_token(sparql, found, engine_says)
    )
    line = sparql.count("\n", 0, at) + 1
    start = sparql.rfind("\n", 0, at) + 1
    text = sparql[start:].partition("\n")[0].rstrip("\r")
    column = at - start
    excerpt = f"{text[:column]}^{text[column:]}".strip()
    return error("query-syntax", Place(name, line, column + 1), why=why, excerpt=excerpt)


def _open_string(found: Sequence[Token]) -> tuple[int, str] | None:
    # An unclosed quote is no string token, so it is left over as a sign of its own.
    quote = next((token for token in found if token.kind == "sign" and token.text in {"'", '"'}), None)
    return (quote.start, "this quote is not closed on its line") if quote else None


def _unknown_word(found: Sequence[Token]) -> tuple[int, str] | None:
    for token in found:
        if token.kind == "word" and token.text.lower() not in _WORDS:
            near = get_close_matches(token.text.lower(), _WORDS, 1)
            hint = f"did you mean {near[0].upper()}?" if near else "a variable starts with ?, a term with its prefix (am:text)"
            return token.start, f"'{token.text}' is no word of SPARQL, {hint}"
    return None


def _unknown_prefix(found: Sequence[Token], prefixes: Sequence[str]) -> tuple[int, str] | None:
    declared = set(prefixes)
    for before, token in zip((None, *found), found, strict=False):
        if token.kind != "name":
            continue
        prefix = token.text.partition(":")[0]
        if before and before.kind == "word" and before.text.upper() == "PREFIX":
            declared.add(prefix)
        elif prefix not in declared:
            known = ", ".join(f"{known}:" for known in sorted(declared))
            return token.start, f"the prefix {prefix}: is not declared (known: {known})"
    return None


def _bracket(found: Sequence[Token]) -> tuple[int, str] | None:
    waiting: list[Token] = []
    for token in found:
        if token.text in _CLOSES:
            waiting.append(token)
        elif token.text in _CLOSES.values():
            if not waiting:
                return token.start, f"nothing is open that this '{token.text}' closes"
            opened = waiting.pop()
            if _CLOSES[opened.text] != token.text:
                return token.start, f"'{token.text}' comes before the '{opened.text}' to its left is closed"
    return (waiting[-1].start, f"this '{waiting[-1].text}' is never closed") if waiting else None


def _refused_token(sparql: str, found: Sequence[Token], engine_says: Callable[[str], str | None]) -> tuple[int, str]:
    """Return the token at which the engine gives up.

    Why is this necessary?
        Oxigraph reports the furthest place that any rule of its grammar looked at, and a rule that tries a keyword
        looks ahead as far as the keyword is long (it reports 1:26 for a missing object at 1:24, having tried OPTIONAL).
        With more blanks after each token than any keyword is long, the furthest place still lies in the blanks of the
        token that no rule could take. The grammar is a `peg` one:
        https://github.com/oxigraph/oxigraph/blob/main/lib/spargebra/src/parser.rs
    """
    text, starts = padded(found)
    message = engine_says(text) or ""
    says = next((meaning for words, meaning in _ENGINE_SAYS if words in message), None)
    place = _ENGINE_PLACE.search(message)
    offset = int(place[2]) - 1 if place else 0
    if offset >= len(text):
        return len(sparql.rstrip()), says or "it ends too early"
    token = found[bisect_right(starts, offset) - 1]
    return _rebound(found) or (token.start, says or f"'{token.text}' cannot stand here")


def _rebound(found: Sequence[Token]) -> tuple[int, str] | None:
    """Return a BIND to a variable that is in use already; the engine refuses the whole group and points at its end."""
    words = [token.text.upper() for token in found]
    for index, token in enumerate(found):
        if token.kind == "variable" and words[index - 1] == "AS" and _opener(words, index) == "BIND":
            group = _group(found, index)
            if any(other.kind == "variable" and other.text[1:] == token.text[1:] for other in group):
                return token.start, f"BIND cannot give {token.text} a value, it is in use already"
    return None


def _opener(words: Sequence[str], index: int) -> str:
    """Return the word in front of the bracket that the token at `index` stands in."""
    depth = 0
    for place in range(index - 1, 0, -1):
        depth += (words[place] == ")") - (words[place] == "(")
        if depth < 0:
            return words[place - 1]
    return ""


def _group(found: Sequence[Token], index: int) -> Sequence[Token]:
    """Return what stands before the BIND around the token at `index`, in the same braces."""
    depth, first = 0, 0
    for place in range(index - 1, -1, -1):
        depth += (found[place].text == "}") - (found[place].text == "{")
        if depth < 0:
            first = place
            break
    bind = max(place for place in range(first, index) if found[place].text.upper() == "BIND")
    return found[first:bind]
