"""The peer of the roles: a decision list over argmap's cues and the place of a sentence (Yarowsky, ACL 1994), nothing learnt but its counts.

It is what argmap suggested by before it had a trained model. The counts are of the 21 training posts of CMV modes: so many
sentences came to a rule, so many of them had its label. They are not made anew when cues change: a peer stays as it is.
"""  # noqa: E501

from __future__ import annotations

from argmap.suggest._readings import Reading

__all__ = ["cue_rule"]

_SHORT = 6  # Words: fewer are seldom a whole thought.
_DEEP = 4  # Sentences: so many into a paragraph, its point has been made.
_CLOSERS = " \t\r\n\"'”’»)]*_!"

_RULES = [
    ("quotation", "none", 134, 124),
    ("courtesy", "none", 37, 30),
    ("aside^", "none", 19, 13),
    ("example^", "premise", 8, 7),
    ("question rhetorical^", "premise", 10, 7),
    ("question address opens", "none", 13, 7),
    ("short question", "none", 12, 5),
    ("question", "premise", 100, 68),
    ("short", "none", 73, 26),
    ("agreement^ opens", "claim", 10, 7),
    ("agreement opens", "claim", 8, 7),
    ("disagreement^ opens", "claim", 7, 5),
    ("argument^", "claim", 10, 9),
    ("opinion opens", "claim", 47, 34),
    ("contrast^ opens", "claim", 8, 6),
    ("opinion judgement", "claim", 29, 17),
    ("reason inner", "premise", 64, 42),
    ("example inner", "premise", 18, 13),
    ("condition^ inner", "premise", 34, 26),
    ("number inner", "premise", 43, 37),
    ("evidence inner", "premise", 9, 6),
    ("reference^ inner", "premise", 60, 48),
    ("deep", "premise", 94, 65),
    ("opinion", "claim", 26, 10),
    ("argument opens", "claim", 19, 12),
    ("general opens", "claim", 54, 33),
    ("judgement opens", "claim", 62, 32),
    ("argument judgement", "claim", 8, 4),
    ("aside", "none", 15, 5),
    ("opens", "claim", 163, 69),
    ("inner", "premise", 346, 213),
]


def cue_rule(reading: Reading, text: str, *, inner: bool) -> tuple[str, float]:
    """Return the label of the first rule that fits a unit with the words `text`, and how often that rule is right.

    `inner` says that another unit stands before this one in its sentence.
    """
    signs = {*reading.signs, *_place(reading, text, inner)}
    _, label, decided, right = next(rule for rule in _RULES if signs.issuperset(rule[0].split()))
    return label, (right + 1) / (decided + 2)


def _place(reading: Reading, text: str, inner: bool) -> set[str]:
    """Return the signs that no words show."""
    before = reading.index + inner
    signs = {
        "quotation": reading.quotation,
        "question": text.rstrip(_CLOSERS).endswith("?") and "tag" not in reading.signs,
        "short": len(text.split()) < _SHORT,
        "deep": before >= _DEEP,
        "opens": before == 0,
        "inner": before > 0,
    }
    return {name for name, here in signs.items() if here}
