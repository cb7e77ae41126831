"""The cues: words that speak for a role, for a relation, or for how sure a speaker is.

From general knowledge of English discourse markers, not from any corpus. A phrase is compared by spaCy's `NORM`, in which
case, the shape of an apostrophe and most contractions make no difference ("don’t" is "do not"). A pattern is one of spaCy's
`Matcher`; whatever repeats in it has an upper bound, so that no text can make matching slow.
"""

from __future__ import annotations

from typing import Any

__all__ = ["CUES", "PATTERNS", "Pattern", "phrases"]

Pattern = list[dict[str, Any]]
"""One of spaCy's token patterns."""


def phrases(listed: str) -> list[str]:
    """Take a list of phrases apart.

    >>> phrases("in my view | as far as"
    ...         " i know")
    ['in my view', 'as far as i know']
    """
    return [" ".join(phrase.split()) for phrase in listed.split("|")]


CUES: dict[str, str] = {
    "opinion": """in my view | in my opinion | in my experience | my view is | my opinion is | my sense is
        | my impression is | my position is | my belief is | my point is | my argument is | my claim is | my guess is
        | my take is | my contention is | it seems to me | it appears to me | as i see it | the way i see it
        | from my perspective | to my mind | personally | imo | imho | i am convinced | i am confident | i am optimistic
        | i am skeptical | i am inclined to | of the belief that | of the opinion that""",
    "reason": """because | since | due to | owing to | given that | seeing as | seeing that | considering that | after all
        | the reason is | for one thing | on the grounds that | in light of | in view of""",
    "example": """for example | for instance | e.g. | eg | such as | imagine | suppose | let us say | say you
        | case in point | think of | to illustrate | as an illustration | look at | picture""",
    "evidence": """according to | study | studies | research | statistics | statistically | data | survey | evidence
        | experiment | percent | % | researchers | scientists | historically""",
    "agreement": """yes | yeah | yep | i agree | we agree | agreed | you are right | that is right | that is true
        | it is true | fair enough | fair point | good point | great point | valid point | point taken | i concede
        | i grant | i admit | i accept | i acknowledge | granted | admittedly | to be fair | to be sure | no doubt
        | exactly""",
    "disagreement": """i disagree | i do not agree | i do not think | i do not believe | i do not buy | i am not convinced
        | i doubt | not true | not the case | you are wrong | is wrong | are wrong | unfortunately wrong
        | you are mistaken | is mistaken | incorrect | inaccurate | untrue | false | flawed | fallacy | misunderstand
        | misunderstanding | misunderstood | misrepresent | straw man | strawman | does not follow | does not mean
        | not the same | on the contrary | nope | no""",
    "contrast": """but | however | yet | although | though | even though | while | whereas | nevertheless | nonetheless
        | on the other hand | instead | that said | still""",
    "condition": """if | even if | unless | when | whenever | assuming""",
    "reference": "he | she | it | they | his | her | its | their",
    "rhetorical": """why would | why should | why not | how can | how could | who would | what if | is it not | is not
        | are not | do not | does not | would not | should not | can not""",
    "tag": "i guess ? | i suppose ? | i think ? | i believe ? | i imagine ? | right ? | no ?",
    "address": "do you | did you | are you | would you | can you | could you | have you | will you | what makes you",
    "courtesy": """thanks | thank you | delta | deltas | ∆ | δ | upvote | upvoted | welcome | appreciate | kudos | cheers
        | congratulations | well said | well put | great post | great comment | nice post | interesting post""",
    "aside": """edit | update | tl;dr | tldr | ps | p.s. | note | source | sources | link | disclaimer | cmv
        | change my view | changed my view | crossposted | cross - posted | this post | this thread | this comment
        | this sub | this subreddit | see here | see also | see below | see above""",
}
"""By name: phrases, parted by `|`."""

_BELIEVES = phrases("think | believe | feel | claim | argue | maintain | contend | find | suspect | expect | doubt | guess | hold")
_FINITE = ["VBZ", "VBP", "VBD", "MD"]
_BE = phrases("is | are | 's | be | seems | seem | sounds | looks")

PATTERNS: dict[str, list[Pattern]] = {
    # "I think", "I really do believe", "I would say"
    "opinion": [
        [
            {"NORM": "i"},
            {"TAG": {"IN": ["RB", "MD", "VBP", "VBD"]}, "NORM": {"NOT_IN": [*_BELIEVES, "can", "could"]}, "OP": "{0,3}"},
            {"NORM": {"IN": [*_BELIEVES, "say"]}, "TAG": {"IN": ["VB", "VBP"]}},
        ],
    ],
    # "your argument", "the main premise"
    "argument": [
        [
            {"NORM": {"IN": phrases("your | this | that | the | my")}},
            {"TAG": {"IN": ["JJ", "VBG", "NN"]}, "OP": "?"},
            {
                "NORM": {
                    "IN": phrases(
                        "argument | point | claim | premise | logic | reasoning | position | analogy | assumption | assertion"
                        " | conclusion | objection | view"
                    )
                }
            },
        ],
    ],
    # "is really unfair", "seems a bad"
    "judgement": [
        [
            {"NORM": {"IN": _BE}},
            {"TAG": {"IN": ["RB", "RBR", "RBS", "DT"]}, "OP": "{0,3}"},
            {"TAG": {"IN": ["JJ", "JJR", "JJS"]}},
        ],
    ],
    # A sentence about something in the third person, whose first verb is in the present: "The new lane in Harbour Street is"
    "general": [
        [
            {"IS_SENT_START": True, "TAG": {"NOT_IN": [*_FINITE, "PRP", "IN", "WRB", "UH"]}},
            {"TAG": {"NOT_IN": [*_FINITE, "PRP"]}, "OP": "{0,8}"},
            {"TAG": "VBZ"},
        ],
    ],
    # "20 parking places", "40%", "$15"; not "(1)", "Section 2.1" or "the first", which only count what is said
    "number": [
        [{"IS_CURRENCY": True}, {"LIKE_NUM": True}],
        [{"LIKE_NUM": True, "TAG": "CD"}, {"TAG": "CD", "OP": "?"}, {"TAG": "JJ", "OP": "?"}, {"TAG": {"IN": ["NN", "NNS"]}}],
    ],
}
"""By name: token patterns."""
