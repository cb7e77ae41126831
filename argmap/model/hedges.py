"""Hedges: the words that say how sure a speaker is, in classes, a few of which have a published number.

The one home of the classes; `ontology/argmap.ttl` has them as the SKOS concept scheme `am:Hedges`. Only the seven steps of
the table that US intelligence analysts must use have a range of probability, and only for the words that the table lists:
"highly likely" is not among them, so it leans to "yes" and has no number. Which other words belong to which class is ours
to say, from general knowledge of English.

What a hedge says, it says of what it stands beside: "snow is unlikely to stay" is the class `Unlikely` of snow that stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from argmap.model.credence import credences, has_share
from argmap.model.text import Span

__all__ = ["HEDGES", "ICD_203", "HedgeClass", "classify", "combine", "find_hedges", "fold"]

ICD_203 = "https://www.dni.gov/files/documents/ICD/ICD-203.pdf"
"""Intelligence Community Directive 203, Analytic Standards, 2015-01-02, section D.6.e(2)(a); in the public domain."""
_STANCE = "https://doi.org/10.1177/1461445605050365"
"""Hyland: Stance and engagement: a model of interaction in academic discourse, 2005: hedges, boosters, attitude."""


@dataclass(frozen=True, slots=True)
class HedgeClass:
    """A class of hedges: its name (that of the term `am:NAME`), its words, and where a table gives it, its probability.

    `words` are all words that the source lists for the class if it has a range, else a few of those that are usual.
    """

    name: str
    label: str
    definition: str
    words: tuple[str, ...]
    low: float | None = None
    high: float | None = None
    source: str = _STANCE

    @property
    def middle(self) -> float | None:
        """The middle of the published range.

        >>> HEDGES["Likely"].middle
        0.675
        """
        return None if self.low is None or self.high is None else round((self.low + self.high) / 2, 4)


def _step(name: str, label: str, words: str, low: float, high: float) -> HedgeClass:
    definition = f"As ICD 203 says it: {round(low * 100)} to {round(high * 100)} percent."
    return HedgeClass(name, label, definition, tuple(words.split(" | ")), low, high, ICD_203)


def _class(name: str, label: str, definition: str, words: str) -> HedgeClass:
    return HedgeClass(name, label, definition, tuple(words.split(" | ")))


HEDGES: dict[str, HedgeClass] = {
    one.name: one
    for one in (
        _class("StatedProbability", "stated probability", "The speaker gives a number.", "22% chance | 90% sure | odds of 2:1"),
        _step("AlmostNoChance", "almost no chance", "almost no chance | remote", 0.01, 0.05),
        _step("VeryUnlikely", "very unlikely", "very unlikely | highly improbable", 0.05, 0.20),
        _step("Unlikely", "unlikely", "unlikely | improbable | improbably", 0.20, 0.45),
        _step("RoughlyEven", "roughly even chance", "roughly even chance | roughly even odds", 0.45, 0.55),
        _step("Likely", "likely", "likely | probable | probably", 0.55, 0.80),
        _step("VeryLikely", "very likely", "very likely | highly probable", 0.80, 0.95),
        _step("AlmostCertain", "almost certain", "almost certain | almost certainly | nearly certain", 0.95, 0.99),
        _class(
            "FirmBelief",
            "firm belief",
            "The speaker is sure of it, or as good as sure, in words that no table gives a number.",
            "I am sure | definitely | firmly | no doubt",
        ),
        _class(
            "Doubt",
            "doubt",
            "The speaker thinks it rather false than true, in words that no table gives a number.",
            "I doubt | not likely | skeptical",
        ),
        _class(
            "Uncertainty",
            "uncertainty",
            "The speaker does not know, or may be wrong.",
            "not sure | not certain | I may be wrong | as far as I know",
        ),
        _class(
            "Leaning",
            "leaning",
            "The speaker thinks it rather true than false, in words that no table gives a number.",
            "presumably | seems to | good chance | highly likely",
        ),
        _class(
            "Possibility",
            "possibility",
            "The speaker says only that it can be so.",
            "might | may | could | perhaps | maybe | not impossible",
        ),
        _class(
            "Optimism", "optimism", "The speaker hopes for it, or takes the bright view.", "optimistically | hopefully | at best"
        ),
        _class("Pessimism", "pessimism", "The speaker fears it, or takes the dark view.", "pessimistically | I fear | at worst"),
        _class("Opinion", "opinion", "The speaker says that it is a belief of theirs, and not how firm.", "I think | in my view"),
        _class("Report", "report", "The speaker has it from others.", "reportedly | supposedly | according to"),
        _class(
            "Approximation",
            "approximation",
            "The speaker says it of about so much, or of most cases: of a quantity and not of belief.",
            "roughly | more or less | kind of | generally",
        ),
    )
}
"""The classes by name. Of several hedges of one claim, the class that stands first here says the most."""

_I = "{i|we} {really |honestly |personally |still |just |do |also |genuinely |sincerely |actually |always |only |have to |}"
_MY = "{my|our} {own |personal |current |best |general |honest |}"
_I_AM = "{i am |i'm |im |we are |we're }"
_AM = "{i am |i'm |im |we are |we're |}"
_SO = "{very |pretty |fairly |quite |rather |really |so |too |absolutely |completely |reasonably |extremely |}"
_NO = "{not |isn't |aren't |wasn't |weren't |ain't }"
_ALL = "{very |too |so |all that |that |at all |particularly |especially |entirely |completely |"
_ALL += "totally |really |quite |exactly |fully |}"
_SEEM = "{seem|seems|seemed|appear|appears|appeared|look|looks|sound|sounds}"
_TEN = (
    "{a |an |}{#|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|dozen|hundred|thousand|million|"
)
_TEN += "billion|half|third|quarter|decade|century}"

_PHRASES: dict[str, str] = {
    "AlmostNoChance": "remote {chance|possibility|likelihood|probability}",
    "FirmBelief": f"""{_I_AM}{_SO}{{sure|certain|confident|convinced|positive}} ; {_SO}{{confident|convinced}} {{that|in}}
        ; {_AM}{_SO}{{firmly|strongly}}{{ of the {{belief|opinion|view}}| convinced|}}
        ; {{i|we}} {{really |}}{{firmly|strongly|truly|very much|do}} {{think|believe|hold}} ; definitely ; certainly
        ; undoubtedly ; {{without|beyond}} {{a |any |all |}}{{doubt|question}} ; no {{doubt|question}} ; doubtless ; surely
        ; for sure ; obviously ; i know {{that|for a fact}} ; {{i|i'd|i would}} bet ; bound to
        ; {{virtually|absolutely|quite}} certain ; high confidence ; epistemic status: {_SO}{{confident|certain|sure|convinced}}""",
    "Doubt": f"""{{i|we}} {{really |seriously |highly |very much |strongly |}}doubt ; doubtful ; dubious
        ; {_AM}{_SO}{{somewhat |a bit |deeply |}} {{skeptical|sceptical}} ; {_NO}{_ALL}{{likely|probable}}
        ; {{won't|wouldn't|not}} be {_ALL}likely ; {_SO}implausible
        ; {{highly |extremely |quite |rather |pretty |fairly |most |really |so |}}unlikely ; far from likely ; far-fetched
        ; {{little|small|slim|slight|low|tiny|no|not much of a|not much}} {{chance|chances|likelihood|probability}}
        ; {{i|we}} {{do not|don't|dont|did not|didn't|never|can't|cannot|can not}} {{really |actually |honestly |quite |}}
        {{think|believe|expect|imagine|suppose|see how|feel like}}{{ it is likely| it's likely| that's likely|}}
        ; {_AM}{_NO}{_ALL}{{convinced|persuaded}} ; {_AM}unconvinced""",
    "Uncertainty": f"""{_AM}{_NO}{_ALL}{{sure|certain|clear|confident}}
        ; {_AM}{{rather |very |quite |highly |deeply |}}{{unsure|uncertain}} ; unclear ; {_NO}#% {{sure|certain}}
        ; {{i|we}} {{do not|don't|dont}} {{really |actually |quite |}}know ; dunno ; i dunno ; hard to {{say|tell|know}}
        ; who knows ; far from {{certain|clear|sure}} ; i {{may|might|could}} {{well |easily |just |}}be {{wrong|mistaken|off}}
        ; correct me if {{i am|i'm|im}} {{wrong|mistaken}} ; afaik
        ; as far as {{i|we}} {{know|can tell|can see|understand|remember}} ; as far as {{i am|i'm}} aware
        ; if i {{understand|remember|recall}} {{this |it |}}{{correctly|right|rightly}} ; iirc ; if {{i am|i'm}} not mistaken
        ; {{not|no}} {{an |}}expert ; i have no {{idea|clue}} ; {{low|little|not much}} confidence
        ; to {{the best of |}}my knowledge
        ; grain of salt ; epistemic status: {_SO}{{not sure|unsure|uncertain|unclear|confused}}""",
    "Leaning": f"""
        ; {{highly |extremely |overwhelmingly |pretty |fairly |quite |rather |reasonably |really |so |increasingly |most |}}likely
        ; {{very|quite|most|pretty|fairly}} {{probable|probably}} ; {{more likely|likelier|more probable}} than not ; presumably
        ; arguably ; {{good|decent|fair|strong|high|great|better than even|real}} {{chance|likelihood|probability|odds}}
        ; {{i|we|i'd|we'd|i would}} {{tend|lean|incline}} {{to|towards|toward}} ; {_AM}{{somewhat |rather |}}inclined to
        ; {{chances|odds}} are ; in all {{likelihood|probability}} ; seemingly
        ; {{seem|seems|seemed|appear|appears|appeared}}{{ like| to| that| as if| as though| plausible|}}
        ; {_SEEM} {{like|as if|as though|plausible}} ; it would seem ; {{medium|moderate|fair}} confidence""",
    "Possibility": f"""{{at least |}}{{might|may|could}}{{ well| just| possibly| potentially| conceivably| perhaps|}} ; perhaps
        ; maybe ; possibly ; potentially ; conceivably ; conceivable ; plausible ; plausibly ; {{possible|conceivable}} that
        ; {_SEEM} possible ; {{it is|it's|its}} {{entirely |quite |very |certainly |perfectly |also |}}possible ; a possibility
        ; {_NO}{_ALL}{{impossible|inconceivable|unthinkable|implausible|unlikely|improbable|out of the question}}
        ; {_NO}{_ALL}{{crazy|unreasonable|absurd|insane}}{{ to {{hope|think|expect|believe|imagine|say|suppose}}|}}
        ; in {{principle|theory}} ; theoretically ; speculative ; i speculate ; i wonder {{if|whether}} ; or something
        ; epistemic status: {{very |highly |pretty |quite |}}{{speculative|exploratory|tentative}} ; {{a|some}} chance that""",
    "Optimism": f"""optimistically ; {{i|we|i'd|i would}} {{really |very much |do |}}hope ; hopefully
        ; {{at the |}}{{very |}}best case ; with {{any |some |}}luck
        ; {_AM}{_SO}{{somewhat |cautiously |a bit |guardedly |}}optimistic ; hoped for ; at best""",
    "Pessimism": f"""pessimistically ; {{i|we}} {{do |really |}}{{fear|worry}} ; {{i am|i'm|im}} {{afraid|worried}}{{ that|}}
        ; at worst ; {_AM}{_SO}{{somewhat |a bit |}}pessimistic""",
    "Opinion": f"""{_I}{{think|believe|claim|argue|contend|maintain|suspect|expect|guess|suppose|imagine|assume|presume}}
        ; {_I}{{figure|reckon|gather|propose}}
        ; {{i'd|i would|we'd|we would|i'll|i will}}
        {{just |also |even |still |}}{{say|argue|guess|think|expect|imagine|suppose|claim|suspect|venture}}
        ; {_I}{{feel|find}} {{like|that|it|this|as if|as though|as|i|they|there}}
        ; in {_MY}{{humble |anecdotal |limited |}}{{view|opinion|experience|mind|judgment|judgement|estimation}}
        ; {_MY}{{view|opinion|sense|belief|feeling|take|position|contention|argument|claim}} {{is|was|has been|would be}}
        ; {_MY}{{hunch|theory|hypothesis|impression|guess}} ; to my mind ; imo ; imho ; {{it |that |this |}}{_SEEM} to me
        ; as i see it ; the way i see it ; from my {{perspective|point of view|standpoint}}
        ; {{a |the |}}{{vague |general |arm's-length |arm's length |distinct |}}impression
        ; i have {{a |the |}}{{impression|feeling|sense|hunch}} ; of the {{belief|opinion|view}} ; epistemic status ; personally
        ; one might {{think|say|argue}} ; i think i""",
    "Report": """reportedly ; allegedly ; supposedly ; purportedly ; apparently ; according to
        ; {is|are|was|were} {said|thought|believed|claimed|rumored|rumoured} to
        ; {some|many|people|they|critics|others} {people |would |will |}{say|argue|claim|think|believe}
        ; it is {said|claimed|believed|thought} that ; {i|we} {have |'ve |}{heard|read} {that|somewhere} ; is said ; are said""",
    "Approximation": f"""roughly ; approximately ; {{more|bit more}} or less ; {{kind|sort}} of ; kinda ; sorta ; somewhat
        ; {{about|around|some}} {_TEN} ; or so ; give or take ; ballpark ; on the order of
        ; in the {{neighborhood|neighbourhood}} of ; {{tend|tends}} to ; generally ; usually ; typically ; mostly
        ; for the most part ; by and large ; in general ; as a rule ; {{on|in}} {{the whole|most cases}}""",
    # What looks like a hedge and is none: a comparison, an ability, a kind, a wish for exactness.
    "": """{more|less|as|equally|how|likelier|twice|times} {likely|probable} ; {most|more|less} certain
        ; {i|we|you|who|anyone|anybody|one|nobody} could ; could not ; couldn't ; might as well ; may i ; i may ask
        ; {what|this|that|these|those|some|any|the|every|each|another|same|different|all|certain} {kind|sort} of
        ; {right|wrong|other|a|of|particular|new|many|two|only|one} {kind|sort} of
        ; make sure ; making sure ; made sure ; be sure to ; for certain ; generally speaking ; {i am|i'm|im} afraid of
        ; looks {at|for} ; look {to|like} ; appear {to|in} ; have no doubt ; {not|nothing} seem""",
}
"""By name of the class: phrases parted by `;`, with `{a|b}` for either; `#` is any number.

A blank behind a choice that may be nothing is only layout: `{a |} b` is "a b" or "b"."""

_WEAKENING = frozenset(["Doubt", "Uncertainty", "Possibility"])
_RANK = {one.name: 1 if one.low is not None else rank for rank, one in enumerate(HEDGES.values())}
_WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*")
_SIGNS = {" ": r"\s+", "#": r"\d+(?:[.,]\d+)*", "{": "(?:", "}": ")", "|": "|"}


def fold(text: str) -> str:
    """Return `text` in lower case and with straight apostrophes, code point for code point.

    >>> fold("I Don’t THINK so")
    "i don't think so"
    """
    # The capital I with a dot is the one code point that is two in lower case.
    return text.replace("\u0130", "I").lower().translate({0x2019: "'", 0x02BC: "'"})


def find_hedges(text: str) -> Iterator[tuple[Span, HedgeClass, float | None]]:
    """Yield in text order where `text` hedges, the class, and the number if it or the table of ICD 203 gives one.

    >>> for span, kind, number in find_hedges("I think it is very likely; a 90% chance."): print(span, kind.name, number)
    Span(start=0, end=7) Opinion None
    Span(start=14, end=25) VeryLikely 0.875
    Span(start=29, end=39) StatedProbability 0.9
    """
    folded = fold(text)
    stated = list(credences(folded))
    found = [(span, HEDGES["StatedProbability"], number) for span, number in stated]
    for span, name, listed in _phrases(folded):
        if name and not any(span.overlaps(number) for number, _ in stated):
            found.append((span, HEDGES[name], HEDGES[name].middle if listed else None))
    return iter(sorted(found, key=lambda one: one[0]))


def classify(words: str) -> HedgeClass | None:
    """Return the class of a hedge; of several, that which says the most. None if argmap knows none of the words.

    >>> [kind.name for kind in map(classify, ("Probably", "not very likely", "almost certainly", "2:1 odds")) if kind]
    ['Likely', 'Doubt', 'AlmostCertain', 'StatedProbability']
    >>> classify("because")
    """
    found = [(kind, number) for _, kind, number in find_hedges(words)]
    if found:
        return combine(found)[0]
    return HEDGES["StatedProbability"] if has_share(fold(words)) else None


def combine(found: Sequence[tuple[HedgeClass, float | None]]) -> tuple[HedgeClass, float | None]:
    """Return the class that says the most of some hedges of one claim, in text order, and the number they agree on.

    A stated number counts before one of the table, and different numbers are none. What is doubted or only possible has
    no number of the table: "I doubt that it is likely".

    >>> doubt, likely = HEDGES["Doubt"], HEDGES["Likely"]
    >>> combine([(doubt, None), (likely, 0.675)]) == (doubt, None)
    True
    """
    stated = {number for kind, number in found if kind.name == "StatedProbability"}
    weak = [at for at, (kind, _) in enumerate(found) if kind.name in _WEAKENING]
    listed = [at for at, (kind, _) in enumerate(found) if kind.low is not None]
    numbers = stated or (set() if weak else {number for _, number in found if number is not None})
    if not stated and weak and listed and weak[0] < listed[0]:
        kind = found[weak[0]][0]
    else:
        kind = min((kind for kind, _ in found), key=lambda kind: _RANK[kind.name])
    return kind, numbers.pop() if len(numbers) == 1 else None


def _phrases(folded: str) -> Iterator[tuple[Span, str, bool]]:
    """Yield the longest phrase at each place, with the name of its class and whether the class's range is that of these words."""
    starts, end = _starts(), 0
    for word in _WORD.finditer(folded):
        if word.start() < end or word[0] not in starts:
            continue
        matches = ((pattern.match(folded, word.start()), name, listed) for pattern, name, listed in starts[word[0]])
        longest = max(((match.end(), listed, name) for match, name, listed in matches if match), default=None)
        if longest:
            end, listed, name = longest
            yield Span(word.start(), end), name, listed


@cache
def _starts() -> dict[str, list[tuple[re.Pattern[str], str, bool]]]:
    """Return by first word: each phrase, the name of its class, and whether the class has a range that is published for it."""
    starts: dict[str, list[tuple[re.Pattern[str], str, bool]]] = {}
    listed = [(word, one.name, one.low is not None) for one in HEDGES.values() for word in one.words if word != "remote"]
    others = [(phrase, name, False) for name, phrases in _PHRASES.items() for phrase in phrases.split(";")]
    for phrase, name, published in listed + others:
        template = " ".join(phrase.split()).replace("|} ", "|}")
        pattern = re.compile(rf"{''.join(_SIGNS.get(sign) or re.escape(sign) for sign in template)}(?![\w'])")
        for first in set(_first_words(template)):
            starts.setdefault(first, []).append((pattern, name, published))
    return starts


def _first_words(template: str) -> Iterator[str]:
    """Yield every word that a template can start with.

    >>> list(_first_words("{so |not {too |}|}likely"))
    ['so', 'not', 'likely']
    """
    opening = template.find("{")
    literal = template if opening < 0 else template[:opening]
    if " " in literal or opening < 0:
        yield literal.split(" ")[0]
        return
    depth, parts, at = 0, [""], opening
    for at in range(opening, len(template)):
        sign = template[at]
        depth += (sign == "{") - (sign == "}")
        if not depth:
            break
        if depth == 1 and sign == "|":
            parts.append("")
        elif at > opening:
            parts[-1] += sign
    for part in parts:
        yield from _first_words(literal + part + template[at + 1 :])
