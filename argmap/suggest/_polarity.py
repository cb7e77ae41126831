"""Polarity: whether a unit speaks for or against the unit of an earlier turn that it is about, or against a step from it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from argmap.suggest._points import FAR, Field
from argmap.suggest._weights import read_weights, sigmoid

__all__ = ["WORDS", "Polarity", "denials", "pair_signs", "said", "source_signs", "target_signs"]

WORDS: dict[str, str] = {
    "agree": r"""(?:i|we|would|do|totally|completely|can|could|must|have to|definitely|also|fully|100%) agree|agreed|agreement
        |you(?:'re| are| were| may be| might be| could be)(?: \w+)? (?:right|correct)
        |(?:that|this|it|which)(?:'s| is)(?: \w+)? (?:true|right|correct|fair)|true|fair (?:enough|point)
        |(?:good|great|valid|excellent|solid|interesting|decent|fair|strong|legitimate)
            (?:points?|arguments?|ideas?|questions?|analogy|way|criticisms?)
        |have a (?:\w+ )?point|points? taken|concede|grant(?:ed)?|admit(?:tedly)?|acknowledge|exactly|absolutely
        |makes? sense|see your points?|(?:see|get) (?:what|where|how|why) you|(?:can|do) (?:\w+ )?understand
        |changed my (?:view|mind)|moved me|convinced me|you've convinced|well (?:put|said)|never thought
        |hadn't (?:thought|considered)|not (?:\w+ ){0,3}(?:deny(?:ing)?|challenge|disput(?:e|ing)|argu(?:e|ing)|disagree\w*|saying)
        |as you (?:\w+ )?(?:said|say|point|pointed|stated|mention\w*|noted)|(?:is|are) (?:\w+ )?valid
        |no (?:doubt|problem with)|by and large|thanks?|thank you|delta""",
    "yes": "yes|yeah|yep|okay|ok|sure|of course|indeed|right|definitely|certainly|obviously|surely|i guess|i suppose|well",
    "disagree": r"""(?:i|have to|must|would|strongly|completely|respectfully) disagree
        |don't (?:think|believe|buy|agree|see (?:how|why))|not (?:convinced|sure|true|the case|correct|accurate)|i doubt
        |you(?:'re| are) (?:wrong|mistaken|missing|assuming|confus\w+|ignor\w+|mistaking|conflating|leaving|making|using
            |comparing|just)|wrong|mistaken|incorrect|inaccurate|untrue|false|flaw\w*|fallacy|misunderst\w+|misrepresent\w*
        |straw ?man|on the contrary|nope|nonsense|absurd|ridiculous|take (?:\w+ )?issue
        |the (?:only |main |biggest )?(?:problem|issue|difference|question)""",
    "step": r"""does(?:n't| not) (?:\w+ )?(?:follow|mean|make|change|matter|imply|prove|apply|work|justify|excuse|negate
            |address|take)|even if|that does(?:n't| not)|irrelevant
        |not (?:the )?(?:same|relevant|equivalent|comparable|analogous|because|necessarily|mutually)|analogy|compar\w+
        |logic\w*|reasoning|by that|by your|so what|beside the point|assum\w+|point is|differen\w+|correlation|causation
        |therefore""",
    "but": "but|however|although|though|yet|while|whereas|instead|rather|still|except|unless|just|only",
    "not": r"not|no|never|nothing|none|nobody|neither|nor|cannot|without|\w+n't",
    "you": "you|your|you're|you've|yours",
    "i": "i|i'm|i've|my|me|i'd",
    "if": "if|unless|suppose|imagine|would",
    "asks": "why|how|what|who|where|when|do you|are you|is it|isn't|aren't|don't you",
    "hedge": "may|might|could|perhaps|maybe|seems?|probably|possibl[ey]|likely|some|sometimes|in a sense|sort of|kind of",
    "all": "all|every|always|everyone|any|must",
    "because": "because|since|due to|reason",
    "also": "also|too|as well|another|similarly|likewise|moreover|even",
    "bad": r"bad|worse|worst|harm\w*|evil|hate|stupid|poor|hurt\w*|kill\w*|die|wrong|unfair|dangerous|suffer\w*",
    "good": r"good|better|best|benefit\w*|help\w*|love|great|right|fair|safe|useful|happy",
    "this": "this|that|it|they|these|those",
}
"""By name: words in a reply that speak for what it thinks of what it replies to, from general knowledge of English."""


_BREAK = re.compile(r"\s*\n\s*")
_WORDS = {name: re.compile(rf"(?<![\w'])(?:{_BREAK.sub('', words)})(?![\w'])") for name, words in WORDS.items()}
_WORD = re.compile(r"[\w']+|[?!]")
_BUT = r"(?:but|however|though|although|yet|still|except|it's just|that (?:being )?said|nevertheless)\b"
_GOES_ON = re.compile(rf"\W*{_BUT}")
_NEXT = re.compile(rf"\W*(?:\w+\W+){{0,2}}{_BUT}")
_TURNS = re.compile(r"\b(?:but|however|though|yet|still)\W*$")
_GRANTS = re.compile(r"\b(?:although|while|though|even though|granted|sure|yes|deny that)\W*$")
_SHORT = 40  # Code points: hardly more than "yes, fair enough".
_MANY = 3

Signs = dict[str, float]


def _lower(text: str) -> str:
    return text.lower().replace("’", "'")


def _has(name: str, text: str) -> bool:
    return _WORDS[name].search(text) is not None


def _vocabulary(side: str, text: str) -> Signs:
    return {f"{side}: {word}": 0.5 for word in _WORD.findall(text)}


def source_signs(field: Field, source: int) -> Signs:
    """Return what in a unit and around it speaks for or against whatever it replies to."""
    point = field.points[source]
    text, lead, trail, opening = _lower(point.text), _lower(point.lead), _lower(point.trail), point.opening
    first, last = field.bounds[point.turn]
    goes_on = _GOES_ON.match(trail) is not None
    turns = goes_on or (source + 1 < last and _NEXT.match(field.points[source + 1].opening) is not None)
    signs = _vocabulary("word", f"{lead} {text}")
    for name, pattern in _WORDS.items():
        signs[name] = min(len(pattern.findall(text)), _MANY) / 2
        signs[f"opening {name}"] = float(_has(name, opening))
    yes, short = signs["opening yes"], float(len(text) < _SHORT)
    signs |= {
        "goes on with but": float(goes_on),
        "next but": float(turns and not goes_on),
        "opens with but": float(_TURNS.search(lead) is not None or _GOES_ON.match(text) is not None),
        "is granted": float(_GRANTS.search(lead) is not None),
        "agrees, then but": min(1.0, signs["agree"]) * turns,
        "yes, then but": yes * turns,
        "yes, no but": yes * (not goes_on),
        "yes, short": yes * short,
        "agrees only": float(signs["agree"] > 0 and not signs["disagree"]),
        "question": float(text.rstrip().endswith("?")),
        "exclamation": float("!" in text),
        "length": len(text) ** 0.5 / 20,
        "short": short,
        "is a claim": point.claim,
        "first": float(source == first),
        "last": float(source == last - 1),
        "place": float(field.place[source]),
        "by the post's author": float(field.same_author(point.turn, 0)),
    }
    if source > first:
        before = _lower(field.points[source - 1].text)
        signs |= {f"before it {name}": float(_has(name, before)) for name in ("yes", "agree", "disagree", "but", "not", "step")}
        signs["before it short"] = float(len(before) < _SHORT)
    return signs


def target_signs(field: Field, target: int) -> Signs:
    """Return what in a unit speaks for or against whatever replies to it."""
    point = field.points[target]
    text = _lower(point.text)
    return _vocabulary("its word", text) | {
        "its question": float(text.rstrip().endswith("?")),
        "its length": len(text) ** 0.5 / 20,
        "it is short": float(len(text) < _SHORT),
        "it is a claim": point.claim,
        "it is the title": float(point.title),
    }


def pair_signs(field: Field, source: int, target: int) -> Signs:
    """Return what in two units together speaks for or against."""
    one, other = field.points[source], field.points[target]
    denies, denied = _has("not", _lower(one.text)), _has("not", _lower(other.text))
    like = field.likeness.cosine(source, target)
    return {
        "one denies": float(denies != denied),
        "alike": like,
        "alike, one denies": like * (denies != denied),
        "alike, a premise": like * (1 - one.claim),
        "shared words": min(_MANY, len(field.likeness.units[source] & field.likeness.units[target])) / _MANY,
        "yes to a denial": float(_has("yes", one.opening)) * denied,
        "same author": float(field.same_author(one.turn, other.turn)),
        "to its parent": float(field.above(one.turn).get(other.turn, FAR) == 1),
    }


class Polarity:
    """The polarity of pairs of one thread."""

    def __init__(self, field: Field) -> None:
        self.field = field
        model = read_weights("polarity")
        self._weights: dict[str, float] = model["weights"]
        self._bias: float = model["bias"]
        self.even: float = model["even"]
        self._sources: dict[int, float] = {}
        self._targets: dict[int, float] = {}

    def __call__(self, source: int, target: int) -> float:
        """Return the probability that `source` speaks for `target` rather than against it; at `even` both are as likely right."""
        if source not in self._sources:
            self._sources[source] = self._sum(source_signs(self.field, source))
        if target not in self._targets:
            self._targets[target] = self._sum(target_signs(self.field, target))
        return sigmoid(
            self._bias + self._sources[source] + self._targets[target] + self._sum(pair_signs(self.field, source, target))
        )

    def _sum(self, signs: Mapping[str, float]) -> float:
        return sum(self._weights.get(name, 0.0) * value for name, value in signs.items())


def denials(text: str) -> int:
    """Count the words of a unit that deny something.

    >>> denials("Nobody can say that it isn’t cheap.")
    2
    """
    return len(_WORDS["not"].findall(_lower(text)))


def said(name: str, text: str) -> str | None:
    """Return the first words of `text` that are in WORDS under that name.

    >>> said("step", "Even if the lane is cheap, it isn’t safe."), said("step", "The lane isn’t cheap.")
    ('even if', None)
    """
    found = _WORDS[name].search(_lower(text))
    return found[0] if found else None
