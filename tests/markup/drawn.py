"""Drawn at random: annotated texts that hold anything the markup can say."""

from __future__ import annotations

import re

from hypothesis import assume
from hypothesis import strategies as st

from argmap.errors import ArgmapError
from argmap.markup import Annotated, nest, parse, weave
from argmap.model import Span
from argmap.read.attributes import Attributes

WORDS = st.sampled_from(
    ["lanes", "kerb", "*paint*", "a", "vans", "Mill", "[sic]", "f[0]", "“quoted”", "é", "👍", "&", "**is cheap**", "so,"]
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=5).map(lambda words: "So " + " ".join(words) + ".")
GLOSSES = st.sampled_from(["Lanes are safe.", 'Say "no".', "50% \\ {x}"])
SHARES = st.sampled_from(["0", "0.25", "0.9", "1"])
STEP_KINDS = ("supports", "attacks")
NO_WORD = re.compile(r"-|1\.|>|##|:::|\{\.comment|#c\d|author=\w+\}")


@st.composite
def sources(draw: st.DrawFn) -> str:
    """Draw a thread as Markdown: a post and some comments."""
    post = draw(st.lists(st.tuples(st.sampled_from(["", "- ", "1. ", "> ", "## "]), SENTENCES, SENTENCES), min_size=1, max_size=4))
    parts = ["---\ntitle: Lanes\nauthor: Ann\n---", *(f"{prefix}{one} {two}" for prefix, one, two in post)]
    for number in range(draw(st.integers(0, 2))):
        parts.append(f"::: {{.comment #c{number} author=Ben}}\n{draw(SENTENCES)} {draw(SENTENCES)}\n:::")
    return "\n\n".join(parts) + "\n"


@st.composite
def annotated_texts(draw: st.DrawFn) -> Annotated:
    """Draw an annotated text with up to eight marks that say of each other whatever they may."""
    source = draw(sources())
    tokens = re.finditer(r"\S+", source[source.index("---\n", 4) + 4 :])
    start = source.index("---\n", 4) + 4
    words = [Span(start + token.start(), start + token.end()) for token in tokens if not NO_WORD.fullmatch(token[0])]
    spans: list[Span] = []
    for _ in range(draw(st.integers(2, 8))):
        first = draw(st.integers(0, len(words) - 1))
        last = draw(st.integers(first, min(first + 3, len(words) - 1)))
        span = Span(words[first].start, words[last].end)
        if "\n" in span.cut(source) or any(_cross(span, other) for other in spans):
            span = words[first]
        spans.append(draw(st.sampled_from([span, span, span, Span(span.start, span.start)])))
    ids = [f"m{number}" for number in range(len(spans))]
    kinds = [draw(st.sampled_from(["claim", "claim", "claim", "claim", "alias", "question", "stance"])) for _ in spans]
    kinds[0] = "claim"
    steps: list[str] = []
    marks = [(span, draw(attributes(ids, kinds, number, not len(span), steps))) for number, span in enumerate(spans)]
    try:
        return parse(weave(source, nest(marks)), "drawn.md")
    except (ArgmapError, ValueError):
        assume(False)
        raise


@st.composite
def attributes(draw: st.DrawFn, ids: list[str], kinds: list[str], number: int, empty: bool, steps: list[str]) -> Attributes:
    """Draw the attributes of mark `number`, most of which make sense; `steps` are those that earlier marks give."""
    kind = kinds[number]
    others = [id for id, other in zip(ids, kinds, strict=True) if id != ids[number] and other in ("claim", "alias")]
    pairs: dict[str, str] = {"gloss": draw(GLOSSES)} if empty else draw(st.dictionaries(st.just("gloss"), GLOSSES))
    classes: list[str] = []

    def maybe(key: str, values: st.SearchStrategy[str], rate: int) -> None:
        if draw(st.integers(0, rate)) == 0:
            pairs[key] = draw(values)

    def some(rate: int) -> st.SearchStrategy[str]:
        return st.lists(st.sampled_from(others), min_size=1, max_size=rate, unique=True).map(" ".join)

    if kind == "claim":
        classes = draw(st.lists(st.sampled_from(["claim", "premise", "crux", "evidence"]), min_size=1, max_size=2, unique=True))
        classes += draw(st.lists(st.sampled_from(["asserted"]), max_size=1))
        maybe("credence", SHARES, 3)
        maybe("hedge", st.just("perhaps"), 5)
        maybe("cites", st.just("https://example.org/a http://b.example"), 5)
    elif kind == "question":
        classes = ["question"]
    elif kind == "stance":
        classes = ["concession"]
    if others and kind in ("claim", "alias"):
        for key in STEP_KINDS:
            free = [id for id in others if id not in pairs.get("supports", "").split()]
            if free:
                maybe(key, st.lists(st.sampled_from(free), min_size=1, max_size=2, unique=True).map(" ".join), 2)
                steps += [f"{ids[number]}>{id}" for id in pairs.get(key, "").split()]
        hit = [step for step in steps if not step.startswith(f"{ids[number]}>")]
        if hit:
            maybe("undercuts", st.sampled_from(hit), 3)
        if any(key in pairs for key in (*STEP_KINDS, "undercuts")):
            maybe("joint", st.sampled_from("aab"), 1)
        if kind == "alias":
            pairs["restates"] = draw(st.sampled_from(others[:2]))
    if others and kind != "question":
        maybe("answers", some(2), 5)
        maybe("concedes", some(2), 0 if kind == "stance" else 5)
        maybe("rejects", some(1), 5)
    maybe("by", st.just("Cy Ott"), 5)
    if draw(st.integers(0, 5)) == 0:
        classes.append("suggested")
        maybe("confidence", SHARES, 1)
        maybe("cue", st.just("so"), 1)
    return Attributes(ids[number], tuple(classes), pairs)


def _cross(one: Span, other: Span) -> bool:
    first, second = sorted((one, other))
    return first.start < second.start < first.end < second.end
